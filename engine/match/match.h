/*
 * match.h - which stories match a question, and which of them come first
 *
 * Evaluates trees of struct match_query (match_query.h) on the database's
 * own posting lists.  Everything that matches is found and weighed: docids are
 * walked over window after window, in each of which sets are bits, and lists
 * are read no further than the rarest of what must match goes.  One walk gives
 * the ranked page and all matching docids.  The weights are those of Xapian's
 * BM25Weight (Robertson and Zaragoza, The probabilistic relevance framework,
 * 2009; with a floor under lengths and under idf): docs/decisions/0033.
 *
 * A reader stands on one or more segments, each a database with docids of its
 * own; outside of the reader there are only docids of the whole.
 *
 * Errors: ERR_INDEX, ERR_STOPPED, ERR_KILLED, ERR_BROAD; ERR_INTERNAL for a
 * query without sense.
 * Thread: a reader belongs to one thread at a time.
 */
#ifndef ENGINE_MATCH_H
#define ENGINE_MATCH_H

#include "base/err.h"
#include "base/stop.h"
#include "engine/index/columns.h"
#include "engine/index/pairs.h"
#include "engine/index/positions.h"
#include "engine/match/match_query.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct match_segment {
	const char *database; /* its folder */
	const struct vocabulary *vocabulary;
	const struct positions *positions; /* NULL: words stand nowhere */
	const struct pair_words *pairs;	   /* NULL: none */

	/* Of its own docid d the docid in the whole is docids[d - 1]; they
	 * ascend, and 0 is a story that is no more.  NULL: they are the same.
	 */
	const uint32_t *docids;
	uint32_t ndocids; /* so many; a database with more is damaged */
};

struct match_reader;

/* Segments, what they lend, and columns outlive the reader; columns are those
 * of the whole, which for segments with docids are joined ones
 * (columns_join.h). */
struct match_reader *match_open(const struct match_segment *segments, size_t n,
	const struct columns *columns, struct err *err);
void match_close(struct match_reader *reader); /* NULL is fine */

/* ---- terms and stories ---- */

/* How many stories have the term; 0 when there is none. */
bool match_term(struct match_reader *reader, const char *term, size_t len,
	uint32_t *stories, struct err *err);

/* The one story with this term; 0 if there is none. */
bool match_find(struct match_reader *reader, const char *term, size_t len,
	uint32_t *docid, struct err *err);

/*
 * The terms that begin so and have no letter `apart` behind that, ascending:
 * of a, a-b, a/b, ab, when these begin with a, all but a/b.  *n is most + 1
 * when there are more than `most`.  A loan until the next call.
 */
bool match_beginning(struct match_reader *reader, const char *beginning,
	size_t len, char apart, uint32_t most, const char *const **terms,
	uint32_t *n, struct err *err);

/* The mean of all stories' lengths. */
double match_mean_length(const struct match_reader *reader);

/*
 * Where an exact word (of the text, the headline or boilerplate) stands in
 * some stories, whose docids ascend: in the i-th of them at
 * positions[start[i] .. start[i + 1]).  Loans until the next call.
 */
struct match_places {
	const uint32_t *start, *positions;
};
bool match_places_of(struct match_reader *reader, const char *term, size_t len,
	const uint32_t *docids, uint32_t n, struct match_places *places,
	struct err *err);

/* ---- questions ---- */

struct match_ask {
	const struct match_query *query;
	const struct match_ranking *ranking; /* NULL: nothing is ranked */
	const struct match_behind *behind; /* the page is behind this hit; NULL:
					    at ranking->offset */
	bool list;			   /* all that match are wanted, too */
	const struct stop *stop;
};

struct match_answer {
	struct match_hit *hits; /* room for ranking->limit; NULL: none */
	uint32_t nhits;
	/* all that match, ascending: a loan until the next question */
	const uint32_t *docids;
	uint32_t n;
	bool complete; /* else the deadline came first: what is listed is true,
			  and no page was found */
};

/*
 * The ranked page, best first, ties by docid (newest first), and all that
 * match: each if wanted.  With ranking->collapse one hit a cluster.
 */
bool match_run(struct match_reader *reader, const struct match_ask *ask,
	struct match_answer *answer, struct err *err);

/* The page alone; ERR_STOPPED when the deadline came first. */
bool match_page(struct match_reader *reader, const struct match_query *query,
	const struct match_ranking *ranking, const struct stop *stop,
	struct match_hit *hits, uint32_t *n, struct err *err);

/*
 * The page of the same order that begins behind a hit of it, whatever the
 * offset: for pages so deep that a page would hold all hits before them.
 */
bool match_page_behind(struct match_reader *reader,
	const struct match_query *query, const struct match_ranking *ranking,
	const struct match_behind *behind, const struct stop *stop,
	struct match_hit *hits, uint32_t *n, struct err *err);

/* All that match alone: as in struct match_answer. */
bool match_all(struct match_reader *reader, const struct match_query *query,
	const struct stop *stop, const uint32_t **docids, uint32_t *n,
	bool *complete, struct err *err);

/*
 * The stories that have words which together weigh `least` or more,
 * ascending: a loan until the next question.  When stopped early there are
 * none, and *complete is false.
 */
bool match_sharing(struct match_reader *reader,
	const struct match_share *shares, uint32_t nshares, double least,
	const struct stop *stop, const uint32_t **docids, uint32_t *n,
	bool *complete, struct err *err);

#endif
