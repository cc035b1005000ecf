/*
 * language_guess.h - in which language is this text?
 *
 * Told by the letters and by the words that hold sentences together (of
 * language_words.h); a language that has its script to itself by the script.
 * A model of our own rather than libexttextcat, which takes a millisecond a
 * text, more than all the rest of reading it (docs/indexer.md has figures).
 *
 * Pure.  Thread: a model is read-only; any number of threads may share it.
 */
#ifndef INDEXER_LANGUAGE_GUESS_H
#define INDEXER_LANGUAGE_GUESS_H

#include <stdbool.h>
#include <stddef.h>

#define LANGUAGE_GUESS_BYTES 2048 /* more of a text is not looked at */

struct language_model; /* of language_model.h */

struct language_guess {
	const char *tag; /* BCP 47; NULL: unsure */
	const char *kin; /* of languages that hardly differ; or NULL */
	unsigned words;	 /* so many were looked at */
	double score;	 /* what speaks for it */
	double next;	 /* for the best of another kin */
};

void language_guess(const struct language_model *model, const char *text,
	size_t len, struct language_guess *guess);

/*
 * Does the text plainly contradict that it is in the language of tag?  A few
 * words never do, nor a language that the model does not know.  guess is what
 * language_guess() said of the text.
 */
bool language_contradicts(const struct language_model *model, const char *tag,
	const struct language_guess *guess);

#endif
