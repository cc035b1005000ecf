/*
 * explain_lines.h - lines of an explanation, being written
 *
 * For engine/search/explain.c.  Thread: as its request.
 */
#ifndef ENGINE_EXPLAIN_LINES_H
#define ENGINE_EXPLAIN_LINES_H

#include "engine/match/match_query.h"
#include "engine/search/explain.h"

struct explain_writer {
	struct arena *arena;
	struct explained *out;
};

/* Begin a line with room for so many cells. */
void explain_line(
	struct explain_writer *writer, const char *kind, uint32_t room);

/* Cells of the last line: a bare column, and name=value. */
void explain_bare(struct explain_writer *writer, const char *name, bool number,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void explain_named(struct explain_writer *writer, const char *name, bool number,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* A question as "(FILTER (AND Zdock Zstrike) 310-742)"; of many kids the first
 * ones, and how many more there are. */
void explain_query(const struct match_query *query, struct buf *out);

#endif
