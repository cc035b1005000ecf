/*
 * forward.h - the words of each story
 *
 * The distinct exact words of headline, subhead and body of every story, for
 * whoever counts words over many stories and cannot tokenize them again.
 * Words are numbered by rank here: the word of most stories is 0, ties in
 * the order of the vocabulary; so most numbers are small and what is counted
 * for common words lies together.  File format: docs/index-format.md.
 *
 * Opening checks where rows begin and end; what is in a row is checked as it
 * is read, so that no byte of it can lead astray.
 *
 * Thread: an opened struct forward is only read: any thread.
 */
#ifndef ENGINE_FORWARD_H
#define ENGINE_FORWARD_H

#include "base/err.h"
#include "base/fs.h"
#include "engine/index/vocabulary.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct forward;

/* The rows of one of several segments (engine/index/columns_join.h). */
struct forward_part {
	const struct forward *forward;
	const uint32_t *rank; /* of its ranks: those of all segments */
};

struct forward {
	struct fs_map maps[3];
	uint32_t words;	       /* that some story has */
	const uint32_t *word;  /* by rank: ordinal in the vocabulary */
	const uint64_t *start; /* of the rows in bytes; stories + 1 */
	const uint8_t *bytes;

	/* instead of rows of its own: part and row there of each story */
	const struct forward_part *parts;
	const uint16_t *part;
	const uint32_t *row;
};

/* Map the files in folder dir, which go with the vocabulary there.  Error:
 * ERR_INDEX with file and entry. */
bool forward_open(const char *dir, const struct vocabulary *vocabulary,
	uint32_t stories, struct forward *forward, struct err *err);
void forward_close(struct forward *forward);

#define FORWARD_GROUP 8

/* A walk over the words of one story, each once. */
struct forward_walk {
	const uint8_t *at, *end;
	const uint32_t *rank;  /* of a segment's ranks; NULL: they are it */
	const uint8_t *widths; /* two a byte, of the groups to come */
	uint32_t groups;       /* to come */
	bool half;	       /* the next width is the upper one */
	uint32_t left;	       /* of the group at hand */
	uint32_t gaps[FORWARD_GROUP];
	uint32_t next; /* the least rank that may come */
	uint32_t words;
	bool broken; /* the row is damaged: what came is not all */
};

/* The row bytes[0..len), of so many words that there are in all. */
struct forward_walk forward_begin(
	const uint8_t *bytes, uint64_t len, uint32_t words);

/* The words of docid row + 1. */
static inline struct forward_walk
forward_row(const struct forward *forward, uint32_t row)
{
	const uint32_t *rank = NULL;
	struct forward_walk walk;

	if (forward->parts != NULL) {
		const struct forward_part *part =
			&forward->parts[forward->part[row]];

		row = forward->row[row];
		rank = part->rank;
		forward = part->forward;
	}
	walk = forward_begin(forward->bytes + forward->start[row],
		forward->start[row + 1] - forward->start[row], forward->words);
	walk.rank = rank;
	return walk;
}

/* The next gap, which is no longer in the group at hand; false at the end. */
bool forward_gap(struct forward_walk *walk, uint32_t *gap);

/* The next word; false at the end. */
static inline bool
forward_next(struct forward_walk *walk, uint32_t *rank)
{
	uint32_t gap;

	if (walk->left > 0)
		gap = walk->gaps[FORWARD_GROUP - walk->left--];
	else if (!forward_gap(walk, &gap))
		return false;
	if (gap >= walk->words - walk->next) {
		walk->broken = true;
		return false;
	}
	*rank = walk->next + gap;
	walk->next = *rank + 1;
	if (walk->rank != NULL)
		*rank = walk->rank[*rank];
	return true;
}

/* ERR_INDEX that names the row. */
bool forward_damaged(struct err *err, uint32_t row);

/*
 * Building: write the files into dir, where the vocabulary of the draft is
 * already; n stories.  The draft is struct vocabulary_draft.
 */
struct vocabulary_draft;
bool forward_write(const char *dir, struct vocabulary_draft *draft, size_t n,
	struct err *err);

#endif
