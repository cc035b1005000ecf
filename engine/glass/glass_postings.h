/*
 * glass_postings.h - one posting list, read from a postlist table
 *
 * Postings are taken in the order of their docids, many at a time, out of the
 * chunks of the list; what is skipped is skipped by the keys of chunks.  A
 * `counted` list knows the number of each posting in it (for what is kept
 * beside it in the same order): of chunks passed over only the bytes are
 * counted.  Layout: docs/glass.md.
 *
 * Error: ERR_INDEX with the file.
 * Thread: a list belongs to one thread.
 */
#ifndef ENGINE_GLASS_POSTINGS_H
#define ENGINE_GLASS_POSTINGS_H

#include "engine/glass/glass_reader.h"
#include "engine/glass/glass_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Behind the last posting. */
#define GLASS_OVER UINT32_MAX

/* glass_postings_take() may write so many more than it takes. */
#define GLASS_SLACK 4

struct glass_postings {
	uint32_t documents; /* in the whole list */
	uint64_t frequency;
	uint32_t docid;	  /* of the posting at hand, or GLASS_OVER */
	uint32_t ordinal; /* its number in a counted list, from 0 */

	/* the chunk at hand, from the frequency of the posting at hand */
	const unsigned char *at, *end;
	uint32_t last; /* docid in it */
	bool final;    /* no other chunk comes */
	bool counted;
	struct glass_spot spot;
	struct buf joined;
	uint32_t key_len; /* of what all later chunks' keys begin with */
	unsigned char key[GLASS_KEY_MAX + 8];
};

/* A list without documents when the term is none. */
bool glass_postings_open(const struct glass_reader *postlist, const char *term,
	size_t len, struct glass_postings *postings, struct err *err);
/* The list of the first term, and of the term behind that of the list at hand;
 * term is filled: empty when there is no more. */
bool glass_postings_open_first(const struct glass_reader *postlist,
	struct glass_postings *postings, struct buf *term, struct err *err);
bool glass_postings_open_next(
	struct glass_postings *postings, struct buf *term, struct err *err);
/* The list of all documents, with lengths for frequencies. */
bool glass_postings_open_lengths(const struct glass_reader *postlist,
	struct glass_postings *postings, struct err *err);
/* Zeroed is fine. */
void glass_postings_release(struct glass_postings *postings);

/* Go on at the first posting that is not before docid. */
bool glass_postings_skip(
	struct glass_postings *postings, uint32_t docid, struct err *err);

/*
 * Take the postings below a docid, no more than `most`: docids and
 * frequencies.  Both have GLASS_SLACK places more than `most`.
 */
bool glass_postings_take(struct glass_postings *postings, uint32_t below,
	uint32_t most, uint32_t *docids, uint32_t *wdfs, uint32_t *n,
	struct err *err);

/* Take the postings below a docid as bits: docid d sets bit d - base, and none
 * is before base.  bits has a word more than they need.  A counted list loses
 * count. */
bool glass_postings_mark(struct glass_postings *postings, uint32_t below,
	uint32_t base, uint64_t *bits, struct err *err);

/* The frequency of the posting at hand. */
bool glass_postings_wdf(
	const struct glass_postings *postings, uint32_t *wdf, struct err *err);

#endif
