/*
 * stem.h - words to their stems, remembered
 *
 * Snowball stemmers (through engine/xap_stem) chosen by language tag, each
 * with a cache of its own.  Numbers and character pairs are their own stem,
 * and a number with a plural s (400s) loses it.  A language without a
 * stemmer leaves words as they are.
 *
 * Thread: one struct stemmers belongs to one thread.
 */
#ifndef ENGINE_STEM_H
#define ENGINE_STEM_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stemmer;
struct stemmers;

struct stemmers *stemmers_new(void);
void stemmers_free(struct stemmers *stemmers);

/* Name of the Snowball algorithm for a BCP 47 tag ("en-GB" gives "english"),
 * or NULL. */
const char *stem_algorithm(const char *tag);

/* The stemmer for a tag; NULL or "und" gives that of fallback_tag (which may
 * be NULL: none).  Never NULL; owned by stemmers. */
struct stemmer *stemmers_for(
	struct stemmers *stemmers, const char *tag, const char *fallback_tag);

/* The stem of a folded word; a loan until 1,000,000 further words. */
const char *stem_word(struct stemmer *stemmer, const char *word, size_t len,
	uint32_t token_flags, size_t *stem_len);

#endif
