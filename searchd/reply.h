/*
 * reply.h - an answer being written: data lines and the final line
 *
 * One struct reply is one answer; it goes to a buf that nothing else writes
 * to meanwhile, so the lines of two answers never mix.  The functions speak
 * of hits, facets, facts; whether that becomes lines with a letter or members
 * of one J line is decided here alone (docs/protocol.md section 1, rules 7
 * and 8), and so is the tag before each line.
 *
 * An answer over max_answer bytes is thrown away and refused instead.
 *
 * Thread: one struct reply belongs to one thread at a time.
 */
#ifndef SEARCHD_REPLY_H
#define SEARCHD_REPLY_H

#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "engine/search/search.h"
#include "searchd/final.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reply {
	struct buf *out;
	const char *tag; /* "" when untagged; a loan */
	bool json;
	size_t max_answer; /* bytes; 0: no limit */
	int64_t since_ns;  /* when the request came, for ms= */
	uint64_t ref;	   /* names this request in the log */
	const char *gen;   /* generation that was read; NULL: none; a loan */
	const char *next;  /* cursor of the next page; NULL: none; a loan */
	enum final final;  /* as sent by reply_final() */

	struct json *tree; /* the J line so far; owned until reply_final() */
};

/* ---- data lines ---- */

/* H and S lines, ranks from offset + 1. */
void reply_hits(struct reply *reply, const struct search_results *results,
	uint32_t offset);

/* S lines of one story, ranks in the order of its text. */
void reply_passages(struct reply *reply, const struct search_hit *hit);

/* H lines of copies, with more columns; what was changed in S lines. */
struct cluster_results;
void reply_copies(struct reply *reply, const struct cluster_results *results,
	uint32_t offset);

/* F lines of every facet. */
void reply_facets(struct reply *reply, const struct search_results *results);

/* A W line of a suggestion or a completion; field may be NULL. */
void reply_suggestion(struct reply *reply, const char *text, double score,
	uint32_t stories, const char *field);

/* W lines of typical words. */
void reply_words(struct reply *reply, const struct search_results *results);

/* T lines: all buckets of one series, then of the next. */
void reply_timeline(struct reply *reply, const struct timeline *timeline,
	const struct timeline_ask *ask);

/* D lines: the leaves of a story_json() tree, which is left to the caller. */
void reply_story(struct reply *reply, const struct json *story);

/* An I line. */
void reply_fact(struct reply *reply, const char *key, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* A request as LIST and SLOWLOG show it. */
struct reply_request {
	uint64_t ref;
	double ms;
	int code;	  /* of its final line; 0: it still runs */
	const char *text; /* a loan */
};

/* An E line of that kind: `running` or `slow`. */
void reply_request(struct reply *reply, const char *kind,
	const struct reply_request *request);

/* E lines of an explanation. */
struct explained;
void reply_explained(struct reply *reply, const struct explained *explained);

/* An N line; in JSON too. */
void reply_notice(struct reply *reply, const char *word, const char *text);

/* ---- the final line ---- */

/* Keys as "hits=3 rel=eq", or ""; gen= is added when an index was read. */
void reply_final(struct reply *reply, enum final final, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Plain 250. */
void reply_ok(struct reply *reply);

/* 250, 251 or 252 with its counts, ms= and gen=. */
void reply_counts(struct reply *reply, const struct search_results *results);

/* The same words for all: refuse with keys and a text for people. */
void reply_refuse(struct reply *reply, enum final final, const char *keys,
	const char *text);

/* What a struct err means to a client; internal faults are logged. */
void reply_error(struct reply *reply, const struct err *err);

#endif
