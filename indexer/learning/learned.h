/*
 * learned.h - what was learned, as it is kept in the generation
 *
 * learned.tsv: a line for each thing, columns separated by tabs:
 *
 *   what     sentence clock outlet actor
 *   outlet   the domain, else the name or the folder that it was learned of;
 *            of an actor: the name that became another
 *   stories  that were changed by it
 *   of       stories there were of that outlet, or of that name
 *   detail   a sentence's kind and its rule; how many clocks; how many names;
 *            why an actor was merged
 *   text     the sentence; the name
 *
 * Thread: one struct learned belongs to one thread.
 */
#ifndef INDEXER_LEARNED_H
#define INDEXER_LEARNED_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum learned_what {
	LEARNED_SENTENCE,
	LEARNED_CLOCK,
	LEARNED_OUTLET,
	LEARNED_ACTOR,
	LEARNED_KINDS
};
extern const char *const learned_names[LEARNED_KINDS];

struct learned_row {
	enum learned_what what;
	const char *outlet;
	uint32_t stories, of;
	const char *detail;
	const char *text;
};

struct learned {
	struct learned_row *rows;
	size_t count, cap;
	struct arena arena; /* of their texts */
};

/* A copy, tabs and line ends in its texts as blanks. */
void learned_add(struct learned *learned, const struct learned_row *row);

/* By what, outlet, most stories first, text. */
void learned_sort(struct learned *learned);

/* dir/learned.tsv, fsynced. */
bool learned_write(
	const struct learned *learned, const char *dir, struct err *err);
/* The rows of a text, whose bytes are changed; error: ERR_INDEX, the line. */
bool learned_parse(struct learned *learned, char *text, struct err *err);
/* A generation without the file has learned nothing.  Error: ERR_INDEX. */
bool learned_read(struct learned *learned, const char *dir, struct err *err);

void learned_release(struct learned *learned);

#endif
