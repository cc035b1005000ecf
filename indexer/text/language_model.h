/*
 * language_model.h - what words, endings and letters say of a language
 *
 * The tables of language_words.h, turned round: from a cue to the set of
 * languages that have it (bit i stands for row i), and from a letter to the
 * script it belongs to.
 *
 * Pure.  Thread: a model is read-only; any number of threads may share it.
 */
#ifndef INDEXER_LANGUAGE_MODEL_H
#define INDEXER_LANGUAGE_MODEL_H

#include "indexer/text/language_words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct language_model;

struct language_model *language_model_new(void);
void language_model_free(struct language_model *model);

/* The rows of the tables; returns how many. */
size_t language_rows(const struct language_model *model,
	const struct language_words *const **rows);
/* The row of a tag, by its primary subtag; NULL if there is none. */
const struct language_words *language_row(
	const struct language_model *model, const char *tag);

/* The languages that have a word, or an ending, in small letters. */
uint64_t language_cue(const struct language_model *model, const char *text,
	size_t len, bool ending);
/* Those that have a small letter beyond ASCII, when not all have it. */
uint64_t language_letter(const struct language_model *model, int32_t cp);

/* Letters by which one language is known, whatever the word. */
#define LANGUAGE_SCRIPTS 24
struct language_script {
	int32_t first, last; /* code points */
	const char *tag;
};
extern const struct language_script language_scripts[LANGUAGE_SCRIPTS];

/* The row of a letter; LANGUAGE_SCRIPTS if several languages share it. */
size_t language_script(int32_t cp);

#endif
