/*
 * vocabulary.h - every word of the archive, and how common it is
 *
 * The distinct exact words (folded, as engine/text/token.h gives them) of
 * headlines, subheads, bodies and boilerplate, sorted by bytes; a word's
 * place is its ordinal.  Wildcards, similar words, completion, suggestion and
 * keyness read it; stems lead back to the words that they were made of,
 * since only exact words have positions (engine/index/terms.h).
 * File format: docs/index-format.md.
 *
 * Thread: an opened struct vocabulary is only read: any thread.
 */
#ifndef ENGINE_VOCABULARY_H
#define ENGINE_VOCABULARY_H

#include "base/err.h"
#include "base/fs.h"
#include "engine/index/signposts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WORD_NONE UINT32_MAX

struct vocabulary {
	struct fs_map map;
	const char *payload; /* in it, */
	size_t size;	     /* and its bytes */
	uint32_t count;
	/* with the word in headline, subhead or body; 0: in boilerplate only */
	const uint32_t *stories;
	const uint32_t *distinct; /* different texts among them */
	const uint32_t *word_at;  /* in bytes; count + 1 */
	uint32_t nstems;	  /* sorted by bytes */
	uint32_t nforms;
	const uint32_t *stem_at;  /* in bytes; nstems + 1 */
	const uint32_t *forms_at; /* in forms; nstems + 1 */
	const uint32_t *forms;	  /* ordinals, ascending within a stem */
	const char *bytes;
	struct signposts word_posts, stem_posts;
	void *memory[7]; /* of one that was joined, instead of a map */
};

/* Map dir/vocabulary.  Error: ERR_INDEX with file and entry. */
bool vocabulary_open(
	const char *dir, struct vocabulary *vocabulary, struct err *err);
void vocabulary_close(struct vocabulary *vocabulary);

/* Of one that was made in memory, when all of it is there: signposts. */
void vocabulary_put_up(struct vocabulary *vocabulary);

/* The word of an ordinal: a loan from the map, without a NUL. */
const char *vocabulary_word(
	const struct vocabulary *vocabulary, uint32_t ordinal, size_t *len);

/* The ordinal of a word; WORD_NONE when no story has it. */
uint32_t vocabulary_find(
	const struct vocabulary *vocabulary, const char *word, size_t len);

/* The ordinals [*first, *end) of the words that begin so. */
void vocabulary_prefix(const struct vocabulary *vocabulary, const char *text,
	size_t len, uint32_t *first, uint32_t *end);

/* The words that had this stem in some story, whatever its language: a loan
 * of *n ordinals, ascending. */
const uint32_t *vocabulary_forms(const struct vocabulary *vocabulary,
	const char *stem, size_t len, uint32_t *n);

#endif
