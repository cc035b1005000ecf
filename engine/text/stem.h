/*
 * stem.h - words to their stems, remembered
 *
 * Snowball stemmers (through engine/xap/xap.h) chosen by language tag, each
 * with a cache of its own.  Before the stemmer sees a word
 *  - a possessive 's goes, in every language (trump's gives trump);
 *  - of a compound (s-400s, at&t) only the last part is stemmed;
 *  - a number with a plural s loses it (400s gives 400).
 * Numbers and character pairs are their own stem.  A language without a
 * stemmer leaves words as they are but for these rules.  Words are folded
 * (accents gone) before they are stemmed, for stories and queries alike.
 *
 * Thread: one struct stemmers belongs to one thread.
 */
#ifndef ENGINE_STEM_H
#define ENGINE_STEM_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stemmer;
struct stemmers;

struct stemmers *stemmers_new(void);
void stemmers_free(struct stemmers *stemmers);

/* Name of the Snowball algorithm for a BCP 47 tag ("en-GB" gives "english"),
 * or NULL; by the primary subtag alone. */
const char *stem_algorithm(const char *tag);

/* The stemmer for a tag; NULL or "und" gives that of fallback_tag (which may
 * be NULL: none).  Never NULL; owned by stemmers. */
struct stemmer *stemmers_for(
	struct stemmers *stemmers, const char *tag, const char *fallback_tag);

/* The stem of a folded word appended to out: for who remembers it himself. */
void stem_add(struct stemmer *stemmer, const char *word, size_t len,
	uint32_t token_flags, struct buf *out);

/* Words remembered per stemmer before the oldest are forgotten. */
#define STEM_WORDS 500000

/*
 * The stem of a folded word; never empty, unless the word is.  A loan until
 * STEM_WORDS further words have been stemmed, or the word itself.
 */
const char *stem_word(struct stemmer *stemmer, const char *word, size_t len,
	uint32_t token_flags, size_t *stem_len);

#endif
