/*
 * reply_lines.h - the pieces that answers are written with
 *
 * For the reply family alone: columns of a line, members of the J line.
 *
 * Thread: as reply.h.
 */
#ifndef SEARCHD_REPLY_LINES_H
#define SEARCHD_REPLY_LINES_H

#include "base/json.h"
#include "searchd/reply.h"

#include <stdint.h>

/* Begin a line, its tag before it. */
void reply_letter(struct reply *reply, char letter);
/* One more column, after its TAB; NULL is unknown. */
void reply_column(struct reply *reply, const char *text);
void reply_number(struct reply *reply, uint64_t n);
void reply_hundredths(struct reply *reply, double x);
void reply_line_end(struct reply *reply);

/* A member of the J line's root, made when it is not there. */
struct json *reply_member(
	struct reply *reply, const char *name, struct json *(*make)(void));
/* NULL is null. */
struct json *reply_json_text(const char *text);

/* An H line up to its headline; the same as JSON, snippets and all. */
void reply_hit(
	struct reply *reply, const struct search_hit *hit, uint32_t rank);
struct json *reply_json_hit(const struct search_hit *hit, uint32_t rank);

#endif
