/*
 * match_query.h - a question as a tree of plain structs, and what is ranked
 *
 * What engine/plan makes of a query and engine/match answers; behind the Xapian
 * door the same trees are answered once more, for tests to compare.
 *
 * Thread: plain data.
 */
#ifndef ENGINE_MATCH_QUERY_H
#define ENGINE_MATCH_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- the tree ---- */

enum match_op {
	MATCH_ALL,	  /* every document */
	MATCH_NOTHING,	  /* no document */
	MATCH_TERM,	  /* term; with docids, in those stories alone */
	MATCH_AND,	  /* all kids */
	MATCH_OR,	  /* any kid; weights add up */
	MATCH_SYNONYM,	  /* any kid; its terms count as one word, other kids
			     match without weight */
	MATCH_AND_NOT,	  /* first kid without the others */
	MATCH_FILTER,	  /* first kid, if the others match too; their weight
			     does not count */
	MATCH_PHRASE,	  /* kids (terms) at following positions */
	MATCH_UNWEIGHTED, /* one kid, without its weight */
	MATCH_SCALED,	  /* one kid, its weight times factor */
	MATCH_LEVELS,	  /* every document, its weight by its docid */
	MATCH_DOCIDS,	  /* docids[0..ndocids), no weight */
	MATCH_RANGE,	  /* docids first..last, no weight */
	MATCH_QUORUM,	  /* at least `need` of the kids, no weight */
	MATCH_PLACED, /* where words stand is as `placed` says; one kid, which
			 matches wherever that may be so.  No weight */
	MATCH_MAYBE   /* first kid; others add their weight where they match */
};

struct match_placed;
/* A run of docids with one weight; it begins behind the level before. */
struct match_level {
	uint32_t last;
	double weight; /* not over that of the level before; 0 or more */
};

struct match_query {
	enum match_op op;
	const char *term; /* bytes, term_len of them */
	uint32_t term_len;
	uint32_t first, last;	/* MATCH_RANGE */
	double factor;		/* MATCH_SCALED; over 0 */
	const uint32_t *docids; /* MATCH_DOCIDS, and of a MATCH_TERM unless it
				   is NULL: ascending; a loan */
	uint32_t ndocids;
	uint32_t need; /* MATCH_QUORUM */
	const struct match_placed *placed;
	const struct match_level *levels; /* MATCH_LEVELS: ascending; a loan */
	uint32_t nlevels;		  /* docids behind the last weigh 0 */
	struct match_query **kids;
	uint32_t nkids;
};

/* ---- words and where they stand (engine/plan/placed.h) ---- */

/* A term that a word may stand as. */
struct match_form {
	const char *term;
	uint32_t term_len;
	uint32_t languages; /* a bit for each in whose stories it does */
};

struct match_word {
	const struct match_form *forms;
	uint32_t nforms;
	uint32_t shift; /* added to its positions: those of another text */
};

/* All are loans that last as long as the query. */
struct match_placed {
	const struct placed *tree;
	const struct match_word *words; /* by their number in the tree */
	uint32_t nwords;
	uint32_t scopes; /* a bit for each enum query_scope in the tree */

	/* of the stories: language of docid d is language[d - 1], its bit
	 * that of bits[language], or of bits[nlanguages] beyond them */
	const uint16_t *language;
	const uint8_t *bits;
	uint32_t nlanguages;
	const uint64_t *mark_start; /* engine/index/marks.h */
	const char *mark;

	/* What was found so far, a bit a docid, (stories + 64) / 64 words of
	 * each: known, and of those the ones that match.  So no story is looked
	 * at twice for one request. */
	uint64_t *known, *found;
};

/* ---- the page ---- */

struct match_hit {
	uint32_t docid;
	double weight;
};

struct match_ranking {
	double k1, b, min_normlen, k3; /* BM25; k2 is 0 */
	uint32_t offset, limit;
	bool collapse;		 /* one per cluster */
	const uint32_t *cluster; /* of docid d: [d - 1]; 0: none */
	uint32_t clusters;	 /* the greatest */
};

/* Where a ranked page goes on, however deep. */
struct match_behind {
	struct match_hit last; /* of the page before */
};

/* A word as one of many: a term, or alternatives of terms. */
struct match_share {
	const struct match_query *word;
	double weight;
};

#endif
