/*
 * lookups.h - the texts by which entries of a dictionary are found, in order
 *
 * Sorted by bytes and each once, with the ordinals of all its entries.  Sixteen
 * share a block, in which a text begins where it differs from the one before;
 * so a text is found by halving over blocks and a few steps.  Bytes:
 * docs/index-format.md.  What is in a block is checked as it is read: damage
 * ends the walk.
 *
 * For engine/index/, and for who walks over lookups.
 * Thread: a walk belongs to one thread.
 */
#ifndef ENGINE_LOOKUPS_H
#define ENGINE_LOOKUPS_H

#include "base/buf.h"
#include "base/pack.h"
#include "engine/index/columns.h"
#include "engine/index/dictionary.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LOOKUPS_A_BLOCK 16

struct lookup_walk {
	const struct dictionary *dictionary;
	struct buf text; /* the lookup at hand: its kind, then what it is */
	uint32_t next;	 /* the number of the one behind it */
	struct unpack texts, lists; /* of the block: what is left of them */
	struct unpack ordinals;	    /* of the lookup at hand */
	uint32_t least;		    /* that the next of them may be */

	/* of a joined dictionary: those of its segments, and what they have */
	struct lookup_walk *kids;
	uint32_t *found;
	size_t nfound, found_cap, found_at;
};

/* Begin at the first lookup that is not below kind and text; the walk is to be
 * released. */
void lookups_from(struct lookup_walk *walk, const struct dictionary *dictionary,
	enum lookup_kind kind, const char *text);
void lookups_release(struct lookup_walk *walk);

/* Is there a lookup at hand? */
bool lookups_at(const struct lookup_walk *walk);
/* Is it one of this kind that begins so? */
bool lookups_at_beginning(const struct lookup_walk *walk, enum lookup_kind kind,
	const char *text);
/* The next entry of the lookup at hand; they ascend. */
bool lookups_ordinal(struct lookup_walk *walk, uint32_t *ordinal);
/* Go on to the next lookup. */
void lookups_next(struct lookup_walk *walk);

/* ---- writing ---- */

struct lookup {
	const char *text;
	uint32_t ordinal;
	uint64_t head; /* of the text; lookups_write() fills it */
};

/* The lookups as blocks onto bytes, and where each block begins onto starts
 * (uint32), with the end; returns how many texts there are.  Sorts items. */
uint32_t lookups_write(
	struct lookup *items, size_t n, struct buf *starts, struct buf *bytes);

#endif
