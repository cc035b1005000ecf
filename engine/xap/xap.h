/*
 * xap.h - Xapian as a C API of tasks
 *
 * The only way into Xapian.  Implemented in engine/xap/xap_*.cc, where every
 * entry point is one guarded call (xap_guard.hh): whatever is thrown becomes
 * a struct err, and nothing gets past.  Docids live only in engine/.
 *
 * Thread: a handle belongs to one thread at a time; nothing here is shared.
 */
#ifndef ENGINE_XAP_H
#define ENGINE_XAP_H

#include "base/err.h"
#include "base/stop.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- stemming ---- */

struct xap_stemmer;
struct xap_stemmer *xap_stemmer_open(const char *algorithm, struct err *err);
void xap_stemmer_close(struct xap_stemmer *stemmer);
/* The stem is a loan until the next call. */
bool xap_stem(struct xap_stemmer *stemmer, const char *word, size_t len,
	const char **stem, size_t *stem_len, struct err *err);

/* ---- queries: a tree of plain structs, no Xapian inside ---- */

enum xap_op {
	XAP_ALL,	/* every document */
	XAP_NOTHING,	/* no document */
	XAP_TERM,	/* term */
	XAP_AND,	/* all kids */
	XAP_OR,		/* any kid; weights add up */
	XAP_SYNONYM,	/* any kid; its terms count as one word, other kids
			   match without weight */
	XAP_AND_NOT,	/* first kid without the others */
	XAP_FILTER,	/* first kid, if the others match too; their weight
			   does not count */
	XAP_PHRASE,	/* kids (terms) at following positions */
	XAP_UNWEIGHTED, /* one kid, without its weight */
	XAP_SCALED,	/* one kid, its weight times factor */
	XAP_LEVELS,	/* every document, its weight by its docid */
	XAP_DOCIDS,	/* docids[0..ndocids), no weight */
	XAP_RANGE,	/* docids first..last, no weight */
	XAP_QUORUM,	/* at least `need` of the kids, no weight */
	XAP_PLACED,	/* where words stand is as `placed` says; one kid, which
			   matches wherever that may be so.  No weight */
	XAP_MAYBE /* first kid; others add their weight where they match */
};

struct xap_placed;
/* A run of docids with one weight; it begins behind the level before. */
struct xap_level {
	uint32_t last;
	double weight; /* not over that of the level before; 0 or more */
};

struct xap_query {
	enum xap_op op;
	const char *term; /* bytes, term_len of them */
	uint32_t term_len;
	uint32_t first, last;	/* XAP_RANGE */
	double factor;		/* XAP_SCALED; over 0 */
	const uint32_t *docids; /* XAP_DOCIDS: ascending; a loan */
	uint32_t ndocids;
	uint32_t need; /* XAP_QUORUM */
	const struct xap_placed *placed;
	const struct xap_level *levels; /* XAP_LEVELS: ascending; a loan */
	uint32_t nlevels;		/* docids behind the last weigh 0 */
	struct xap_query **kids;
	uint32_t nkids;
};

/* ---- words and where they stand (engine/plan/placed.h) ---- */

/* A term that a word may stand as. */
struct xap_form {
	const char *term;
	uint32_t term_len;
	uint32_t languages; /* a bit for each in whose stories it does */
};

struct xap_word {
	const struct xap_form *forms;
	uint32_t nforms;
	uint32_t shift; /* added to its positions: those of another text */
};

/* All are loans that last as long as the query. */
struct xap_placed {
	const struct placed *tree;
	const struct xap_word *words; /* by their number in the tree */
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

/* ---- reading ---- */

struct xap_reader;

struct xap_reader *xap_reader_open(const char *path, struct err *err);
void xap_reader_close(struct xap_reader *reader); /* NULL is fine */

bool xap_reader_stories(
	struct xap_reader *reader, uint32_t *stories, struct err *err);
/* Number of documents with the term; 0 when there is none. */
bool xap_reader_term(struct xap_reader *reader, const char *term, size_t len,
	uint32_t *documents, struct err *err);
/* Distinct terms (reads the whole term list: for `stats`). */
bool xap_reader_terms(
	struct xap_reader *reader, uint64_t *terms, struct err *err);
/* The one document with this term; 0 if there is none. */
bool xap_reader_find(struct xap_reader *reader, const char *term, size_t len,
	uint32_t *docid, struct err *err);
/*
 * The terms that begin so and have no letter `apart` behind that, ascending:
 * of a, a-b, a/b, ab, when these begin with a, all but a/b.  *n is most + 1
 * when there are more than `most`.  A loan until the next call.
 */
bool xap_reader_beginning(struct xap_reader *reader, const char *beginning,
	size_t len, char apart, uint32_t most, const char *const **terms,
	uint32_t *n, struct err *err);
/* Document data; a loan until the next call on this reader. */
bool xap_reader_data(struct xap_reader *reader, uint32_t docid,
	const char **data, size_t *len, struct err *err);

/* The value of a slot, a loan like the data; *len 0: it has none. */
bool xap_reader_slot(struct xap_reader *reader, uint32_t docid, int slot,
	const char **value, size_t *len, struct err *err);
/* The sum of the document's frequencies. */
bool xap_reader_length(struct xap_reader *reader, uint32_t docid,
	uint32_t *length, struct err *err);

/* The mean of that over all documents. */
bool xap_reader_mean_length(
	struct xap_reader *reader, double *length, struct err *err);
/* Where a term stands in a document, ascending: a loan until the next call on
 * this reader; *n is 0 when it does not. */
bool xap_reader_positions(struct xap_reader *reader, uint32_t docid,
	const char *term, size_t len, const uint32_t **positions, uint32_t *n,
	struct err *err);

struct xap_hit {
	uint32_t docid;
	double weight;
};

struct xap_ranking {
	double k1, b, min_normlen, k3; /* BM25; k2 is 0 */
	uint32_t offset, limit;
	bool collapse;		 /* one per cluster */
	const uint32_t *cluster; /* of docid d: [d - 1]; 0: none */
	uint32_t clusters;	 /* the greatest */
};

/* Where a ranked page goes on, however deep. */
struct xap_behind {
	struct xap_hit last; /* of the page before */
};

/*
 * The ranked page: hits[0..*n), best first, ties by docid (newest first);
 * hits has room for limit.  Ends early with ERR_STOPPED or ERR_KILLED.
 */
bool xap_reader_page(struct xap_reader *reader, const struct xap_query *query,
	const struct xap_ranking *ranking, const struct stop *stop,
	struct xap_hit *hits, uint32_t *n, struct err *err);

/*
 * The page of the same order that begins behind a hit of it, whatever the
 * offset.  Every match is weighed, and memory taken for the page alone (with
 * collapse, also for one hit a cluster): for pages so deep that Xapian's own
 * would hold all hits before them.
 */
bool xap_reader_page_behind(struct xap_reader *reader,
	const struct xap_query *query, const struct xap_ranking *ranking,
	const struct xap_behind *behind, const struct stop *stop,
	struct xap_hit *hits, uint32_t *n, struct err *err);

/*
 * The counting pass: every matching docid, ascending (newest first), without
 * weights, into the reader's own array: a loan until the next call.  When
 * stopped early returns true with *complete false and those found so far.
 */
bool xap_reader_matches(struct xap_reader *reader,
	const struct xap_query *query, const struct stop *stop,
	const uint32_t **docids, uint32_t *n, bool *complete, struct err *err);

/* A word as one of many: a term, or alternatives of terms. */
struct xap_share {
	const struct xap_query *word;
	double weight;
};

/*
 * The documents that have words which together weigh `least` or more,
 * ascending, into the reader's own array: a loan until the next call.  When
 * stopped early there are none, and *complete is false.
 */
bool xap_reader_sharing(struct xap_reader *reader,
	const struct xap_share *shares, uint32_t nshares, double least,
	const struct stop *stop, const uint32_t **docids, uint32_t *n,
	bool *complete, struct err *err);

/* ---- whole databases ---- */

/*
 * What xapian-check says of a database: faults found and the report, cut to
 * report_size.  Damage is a fault, not an error; ERR_NOT_FOUND for no database.
 */
bool xap_check(const char *path, uint64_t *faults, char *report,
	size_t report_size, struct err *err);

#ifdef DATELINE_FAULTS
/*
 * Fault injection (tests only): the next guarded call throws an exception of
 * this kind, 0 <= kind < xap_fault_kinds(); -1 switches it off.
 */
int xap_fault_kinds(void);
const char *xap_fault_name(int kind);
void xap_fault_arm(int kind);
#endif

#ifdef __cplusplus
}
#endif
#endif
