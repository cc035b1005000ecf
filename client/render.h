/*
 * render.h - an answer as a page for people, a table, or a line of JSON
 *
 * Thread: any; pure: an answer in, text out.
 */
#ifndef CLIENT_RENDER_H
#define CLIENT_RENDER_H

#include "base/buf.h"
#include "client/answer.h"
#include "client/look.h"
#include "client/options.h"

#include <stdbool.h>

/* Ranked hits with snippets, facets, the closing line. */
void render_hits(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out);

/* Facets as bars, the closing line. */
void render_facets(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out);

/* A timeline as a chart, a line for each value of a split. */
void render_timeline(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out);

/* The closing line alone. */
void render_count(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out);

/* Who ran a text, a line each, what was changed below it. */
void render_copies(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out);

/* One story to be read; with --fields those, by name. */
void render_story(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out);

/* Names and values, aligned. */
void render_infos(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out);

/*
 * --tsv: a table per kind of line, columns as on the wire, headed by their
 * names; the command's main table always, others if there are any, an empty
 * line between two.
 */
void render_tables(const struct answer *answer, const struct options *options,
	struct buf *out);

/* --json: the server's object, or the counts of the final line. */
bool render_json(const struct answer *answer, const struct options *options,
	struct buf *out, struct err *err);

/* Notices, for standard error. */
void render_notices(
	const struct answer *answer, const struct look *look, struct buf *out);

/* A refusal, for standard error: the query with a caret where it is wrong. */
void render_refusal(const struct answer *answer, const char *query,
	const struct look *look, struct buf *out);

#endif
