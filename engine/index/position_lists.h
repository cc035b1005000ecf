/*
 * position_lists.h - where the words of stories stand, while they come in
 *
 * For each word of a vocabulary draft, by its ordinal, the positions in text
 * and in boilerplate of one story after the other, in the bytes of the file
 * (engine/index/position_files.h).  When they take too much memory, and at the
 * end, they are written to a scratch file, a run, in the order of the words'
 * bytes; position_lists_write() joins the runs of all drafts.  If the first is
 * small it stays in memory.
 *
 * A run is for each word that has any: its ordinal, how many bytes there are
 * for text and for boilerplate (all three LEB128), and these.
 *
 * Failing to write is told by position_lists_write().
 * Thread: the lists belong to one thread.
 */
#ifndef ENGINE_POSITION_LISTS_H
#define ENGINE_POSITION_LISTS_H

#include "base/buf.h"
#include "base/err.h"
#include "base/names.h"
#include "engine/index/byte_lists.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Preset of the memory that the lists of one draft may take. */
#define POSITION_LISTS_KEPT ((size_t)64 << 20)

struct position_run {
	char *path;  /* of a file, which goes with the lists; NULL: none, but */
	char *bytes; /* this */
	size_t len;
};

/* Zeroed is valid, but for the folder. */
struct position_lists {
	const char *scratch; /* folder; a loan */
	struct byte_lists text, boiler;
	struct position_run *runs;
	size_t nruns, runs_cap;
	struct buf bytes; /* scratch */
	struct err err;	  /* the first failure */
};

/* Where a word stands in the next story: bytes as in the file. */
void position_list_add(struct position_lists *lists, uint32_t ordinal,
	bool boiler, const char *bytes, size_t len);

/* Bytes of memory that they take. */
size_t position_lists_size(const struct position_lists *lists);

/* What is in memory becomes a run; words are those of the ordinals. */
void position_lists_spill(
	struct position_lists *lists, const struct names *words);

void position_lists_release(struct position_lists *lists);

/* The lists of stories that follow one another, and what their ordinals have
 * become in the file of the vocabulary. */
struct position_source {
	struct position_lists *lists;
	const uint32_t *numbers;
};

/* Write all four files into dir, for a vocabulary of so many words. */
bool position_lists_write(const struct position_source *sources, size_t n,
	const char *dir, uint32_t words, struct err *err);

#endif
