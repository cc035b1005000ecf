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

/* Passages of one story, as they stand in it. */
void render_snippets(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out);

/* Words typical of a result, with bars. */
void render_words(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out);

/* Words or values, and how many stories have them. */
void render_suggestions(const struct answer *answer,
	const struct options *options, const struct look *look,
	struct buf *out);

/* How a query was read and run, by kind. */
void render_explanation(const struct answer *answer,
	const struct options *options, const struct look *look,
	struct buf *out);

/* Requests that run or took long, a line each. */
void render_requests(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out);

/* What became of it, where the final line is all there is. */
void render_result(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out);

/*
 * Which of many questions an answer belongs to, and whether it is the first
 * one; where there is only one, the functions below are given NULL.
 */
struct asked {
	const char *query;
	bool first;
};

/* The names of a table's columns under a command; ends with NULL. */
const char *const *render_columns(
	const struct command *command, enum answer_kind kind);

/*
 * --tsv, --csv: a table per kind of line, columns as on the wire, headed by
 * their names; the command's main table always, others if there are any, an
 * empty line between two.  Of many answers the main tables make one table,
 * whose first column is the query; other tables are left out.
 */
void render_tables(const struct answer *answer, const struct options *options,
	const struct asked *asked, struct buf *out);

/*
 * --json: the server's object, or the counts or keys of the final line; of
 * many answers, with the query, and of a refusal with its "error".
 */
bool render_json(const struct answer *answer, const struct options *options,
	const struct asked *asked, struct buf *out, struct err *err);

/*
 * --jsonl: an object for each row, a hit's snippets within it.  Of many
 * answers each object names its query, and one of kind "answer" ends it.
 */
bool render_jsonl(const struct answer *answer, const struct options *options,
	const struct asked *asked, struct buf *out, struct err *err);

/* Notices, for standard error. */
void render_notices(
	const struct answer *answer, const struct look *look, struct buf *out);

/* A refusal, for standard error: the query with a caret where it is wrong. */
void render_refusal(const struct answer *answer, const char *query,
	const struct look *look, struct buf *out);

#endif
