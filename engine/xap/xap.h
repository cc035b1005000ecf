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
#include "engine/match/match_query.h"

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

/*
 * The ranked page: hits[0..*n), best first, ties by docid (newest first);
 * hits has room for limit.  Ends early with ERR_STOPPED or ERR_KILLED.
 */
bool xap_reader_page(struct xap_reader *reader, const struct match_query *query,
	const struct match_ranking *ranking, const struct stop *stop,
	struct match_hit *hits, uint32_t *n, struct err *err);

/*
 * The page of the same order that begins behind a hit of it, whatever the
 * offset.  Every match is weighed, and memory taken for the page alone (with
 * collapse, also for one hit a cluster): for pages so deep that Xapian's own
 * would hold all hits before them.
 */
bool xap_reader_page_behind(struct xap_reader *reader,
	const struct match_query *query, const struct match_ranking *ranking,
	const struct match_behind *behind, const struct stop *stop,
	struct match_hit *hits, uint32_t *n, struct err *err);

/*
 * The counting pass: every matching docid, ascending (newest first), without
 * weights, into the reader's own array: a loan until the next call.  When
 * stopped early returns true with *complete false and those found so far.
 */
bool xap_reader_matches(struct xap_reader *reader,
	const struct match_query *query, const struct stop *stop,
	const uint32_t **docids, uint32_t *n, bool *complete, struct err *err);

/*
 * The documents that have words which together weigh `least` or more,
 * ascending, into the reader's own array: a loan until the next call.  When
 * stopped early there are none, and *complete is false.
 */
bool xap_reader_sharing(struct xap_reader *reader,
	const struct match_share *shares, uint32_t nshares, double least,
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
