/*
 * request.h - a request line, taken apart
 *
 * Knows the grammar of docs/protocol.md section 1 and no verb: which words
 * and keys a verb takes is command.h's business, so an argument of the shape
 * key=value is given with both its readings.
 *
 * Pure.  Thread: any; everything lies in the arena.
 */
#ifndef SEARCHD_REQUEST_H
#define SEARCHD_REQUEST_H

#include "base/arena.h"
#include "base/err.h"
#include "searchd/final.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REQUEST_ARGS_MAX 64

struct request_arg {
	const char *text;  /* as written; NULL if it holds a quoted value */
	const char *name;  /* before the `=`; NULL: no key=value at all */
	const char *value; /* behind it, unquoted */
	uint32_t col;	   /* in characters of the line, from 1 */
};

struct request {
	const char *tag;	  /* "" when there is none */
	const char *verb;	  /* as written */
	struct request_arg *args; /* at most REQUEST_ARGS_MAX */
	size_t nargs;
	bool has_query; /* there was a :: */
	const char *query;
	size_t query_len;
};

/*
 * Take line[0..len) apart (no LF; one CR at its end is ignored).  Returns
 * FINAL_OK, or how to refuse it, with *err saying why.  The tag is set as
 * soon as it is known, so that a refusal can carry it.
 */
enum final request_parse(const char *line, size_t len, struct arena *arena,
	struct request *out, struct err *err);

/* Nothing but blanks?  Such a line is ignored. */
bool request_empty(const char *line, size_t len);

/* Does it end like the first line of an HTTP request? */
bool request_is_http(const char *line, size_t len);

/* The tag that a line begins with, or "". */
const char *request_tag(const char *line, size_t len, struct arena *arena);

#endif
