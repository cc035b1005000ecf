/*
 * terms.h - a story into its sorted list of terms
 *
 * What the writer is given: each distinct term once, in byte order, with
 * its within-document frequency and its positions.  Layout of positions:
 * headline words from 1; body words after the headline and a gap of
 * TERMS_GAP; boilerplate words (prefixed) count on their own from 1, with a
 * gap between blocks.  Exact forms carry positions; stemmed forms do not.
 * A headline word counts TERMS_HEADLINE_WEIGHT in the frequency of its
 * stemmed form; exact forms add nothing to the story's length, so that BM25
 * sees each word once.
 * Filters: XA actor key, XO outlet key, L language, Q uri.
 *
 * Thread: one struct terms belongs to one thread.
 */
#ifndef ENGINE_TERMS_H
#define ENGINE_TERMS_H

#include "base/buf.h"
#include "engine/stem.h"
#include "engine/story.h"
#include "engine/term_list.h"

#include <stddef.h>
#include <stdint.h>

#define TERMS_GAP 100
#define TERMS_HEADLINE_WEIGHT 3

struct terms;

/* fallback_tag: language of stories without one; may be NULL. */
struct terms *terms_new(const char *fallback_tag);
void terms_free(struct terms *terms);

/* The list is a loan until the next call. */
void terms_of_story(
	struct terms *terms, const struct story *story, struct term_list *out);

/*
 * The key under which a value of a filter field is found: folded, words
 * separated by one space, cut with a hash behind when longer than a term.
 * Appends to out (without the prefix).
 */
void terms_key(struct buf *out, const char *text);

/* The whole term of a uri: prefix and uri, hashed when too long. */
void terms_uri(struct buf *out, const char *uri);

/*
 * A digest of the story's body as a sequence of folded words: two stories
 * are the same text when their digests are equal.  128 bits (FNV-1a, as
 * published by Fowler, Noll and Vo).  A story without body words is digested
 * by its headline.
 */
struct text_digest {
	uint64_t high, low;
};
void terms_digest(struct terms *terms, const struct story *story,
	struct text_digest *out);

#endif
