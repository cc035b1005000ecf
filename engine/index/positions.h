/*
 * positions.h - where each word of the vocabulary stands
 *
 * For each word the positions in one story after the other, in the order of
 * the word's posting list: story i of a word is its i-th posting.  So no
 * story is named here, and who asks must know the number of the posting.
 * Words of the text and of boilerplate have streams of their own.  Bytes:
 * docs/index-format.md section 5.
 *
 * Opening checks where streams begin and end; what is in a stream is checked
 * as it is read, so that no byte of it can lead astray.
 *
 * Thread: an opened struct positions is only read: any thread.  A walk belongs
 * to one.
 */
#ifndef ENGINE_POSITIONS_H
#define ENGINE_POSITIONS_H

#include "base/err.h"
#include "base/fs.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum positions_kind { POSITIONS_TEXT, POSITIONS_BOILER, POSITIONS_KINDS };

struct positions {
	struct fs_map maps[2 * POSITIONS_KINDS];
	uint32_t words;
	struct {
		const uint64_t *start; /* words + 1 */
		const unsigned char *bytes;
	} of[POSITIONS_KINDS];
};

/* Map the files in folder dir, of a vocabulary of so many words.  Error:
 * ERR_INDEX with file and entry. */
bool positions_open(const char *dir, uint32_t words,
	struct positions *positions, struct err *err);
void positions_close(struct positions *positions);

/* The stream of a word; zeroed is one of no stories. */
struct positions_walk {
	const unsigned char *blocks; /* where each begins but the first */
	const unsigned char *lists, *end;
	const unsigned char *at; /* story `next` */
	uint32_t next, stories;
};

/* word: its ordinal; stories: as many as its posting list has. */
void positions_begin(const struct positions *positions,
	enum positions_kind kind, uint32_t word, uint32_t stories,
	struct positions_walk *walk);

/* Positions of one story, in memory that is used again; zeroed is valid. */
struct positions_list {
	uint32_t *items; /* ascending */
	uint32_t n;
	size_t cap;
};
void positions_list_release(struct positions_list *list);

/* Read those of story `number`; stories are best read in their order.  False:
 * the stream is damaged, or has no such story. */
bool positions_read(struct positions_walk *walk, uint32_t number,
	struct positions_list *list);

/* Leave those of the starts, ascending, behind which the word stands at a
 * distance of `shift` in story `number`.  False: as positions_read(). */
bool positions_confirm(struct positions_walk *walk, uint32_t number,
	uint32_t shift, struct positions_list *starts);

#endif
