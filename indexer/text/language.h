/*
 * language.h - tags of languages, however they are written
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_LANGUAGE_H
#define INDEXER_LANGUAGE_H

#include "base/arena.h"

/*
 * "EN_us", "eng", "English" to a BCP 47 tag ("en-US", "en", "en") in the
 * arena; NULL for "und", "" and what is no tag.  text may be NULL.
 */
const char *language_tag(const char *text, struct arena *arena);

#endif
