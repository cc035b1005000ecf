/*
 * terms.h - a story into its list of terms
 *
 * What the writer is given: each distinct term once, with its within-document
 * frequency and its positions.  Prefixes are those of engine/index/fields.h.
 *
 *   headline word   text and headline terms, positions from 1
 *   subhead, body   text terms; positions go on TERMS_GAP behind the headline,
 *                   and as much between the two
 *   boilerplate     boiler terms alone; positions of their own from 1, with
 *                   TERMS_GAP between two blocks
 *   pairs           two common words side by side in one of these three
 *                   (pairs.h): no positions
 *   filters         actor, outlet, language, section, agency, kind
 *                   (terms_key), url (terms_url.h), uri: no positions
 *
 * Each word has an exact term, with positions, and a stemmed term without.
 * Only the stemmed terms of the text have a frequency: one a word, compounds
 * beside their parts, TERMS_HEADLINE_WEIGHT for a word of the headline.  All
 * others count 0, so that the story's length counts each word once and BM25
 * ranks by stems, whatever field or form a query asked for.
 *
 * Words that are too long are left out, keep their position, and are
 * counted.
 *
 * Thread: one struct terms belongs to one thread.
 */
#ifndef ENGINE_TERMS_H
#define ENGINE_TERMS_H

#include "base/buf.h"
#include "engine/index/fields.h"
#include "engine/index/pairs.h"
#include "engine/index/term_list.h"
#include "engine/story/story.h"
#include "engine/text/stem.h"

#include <stddef.h>
#include <stdint.h>

#define TERMS_GAP 100
#define TERMS_HEADLINE_WEIGHT 3

struct terms;

/* fallback_tag: language of stories without one; may be NULL. */
struct terms *terms_new(const char *fallback_tag);
void terms_free(struct terms *terms);

/* Words whose pairs are terms: a loan until the terms are freed; before the
 * first story. */
void terms_pairs(struct terms *terms, const struct pair_words *pairs);

/* About how many bytes may be taken to remember terms from story to story. */
void terms_memory(struct terms *terms, size_t bytes);

/* The list is a loan until the next call. */
void terms_of_story(
	struct terms *terms, const struct story *story, struct term_list *out);

/*
 * The key under which a value of a filter field is found: folded, words
 * separated by one space.  Over TERMS_KEY_MAX bytes it is cut there (at a
 * character) and the 64-bit FNV-1a hash of the whole follows in 16 hex
 * digits, which makes it longer than any key that was not cut.
 * Appends to out (without the prefix); nothing, if nothing is left.
 */
#define TERMS_KEY_MAX 200
void terms_key(struct buf *out, const char *text);

/* The cutting alone, of what is folded. */
void terms_cut(struct buf *out, const char *text, size_t len);

/* The story's one outlet key: of its name, or else of its domain.  And an
 * actor's: of the name.  Append nothing where there is none. */
void terms_outlet_key(struct buf *out, const struct story *story);
void terms_actor_key(struct buf *out, const struct story_actor *actor);

/* A language's: its primary subtag in lower case; nothing for "und". */
void terms_language_key(struct buf *out, const char *tag);

/* Of any field that gives a story one value: outlet, language, section,
 * agency, kind. */
void terms_value_key(
	struct buf *out, enum field_id field, const struct story *story);

/* The whole term of a uri: prefix and uri, cut like a key when too long. */
void terms_uri(struct buf *out, const char *uri);

/*
 * The words by which texts are compared, in their order: those of the body,
 * or of the headline where the body has none, folded; parts of compounds are
 * words, wholes are not, so a hyphen is as good as a space.  A word too long
 * to be indexed comes as it stands in the text.  Returns how many.
 */
typedef void (*terms_word_fn)(void *ctx, const char *word, size_t len);
size_t terms_compared(struct terms *terms, const struct story *story,
	terms_word_fn fn, void *ctx);

/*
 * A digest of the story's text as a sequence of those words: two stories
 * are the same text when their digests are equal.  128-bit FNV-1a (as
 * published by Fowler, Noll and Vo) over each word and a NUL behind it.  A
 * story without any word is digested by its uri.
 */
struct text_digest {
	uint64_t high, low;
};
void terms_digest(struct terms *terms, const struct story *story,
	struct text_digest *out);

/* The same, word by word, for who walks over the words anyway. */
struct text_digest text_digest_start(void);
void text_digest_word(struct text_digest *digest, const char *word, size_t len);
/* One byte of a word, or the NUL behind it. */
static inline void
text_digest_byte(struct text_digest *digest, unsigned char byte)
{
	const uint64_t prime = 0x13b; /* and bit 88 */
	uint64_t low = digest->low ^ byte;
	unsigned __int128 n = (unsigned __int128)low * prime;

	digest->high = digest->high * prime + (low << 24) + (uint64_t)(n >> 64);
	digest->low = (uint64_t)n;
}
void text_digest_no_word(struct text_digest *digest, const struct story *story);

#endif
