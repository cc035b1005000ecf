/*
 * term_list.h - the terms of one document
 *
 * What a tokenizer makes (terms.h) and a writer takes (writer.h): plain
 * structs, a loan from whoever made them.  Also read by C++.
 *
 * Terms may have numbers, by which who has met them before knows them again:
 * two lists of one `dictionary` give a term one number, or both none, which is
 * TERM_NO_ID.  Without a dictionary (0) numbers mean nothing.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_TERM_LIST_H
#define ENGINE_TERM_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TERM_MAX 245 /* bytes, a NUL counting twice: Xapian's limit */

#define TERM_NO_ID UINT32_MAX

struct term {
	const char *text;
	uint32_t len;
	uint32_t id;
	uint32_t wdf;
	const uint32_t *positions; /* ascending */
	uint32_t npositions;
};

/* A distinct exact word of a story, by itself. */
struct story_word {
	const char *text;
	const char *stem; /* in the story's language */
	uint32_t len, stem_len;
	uint32_t id, stem_id;	   /* of their terms */
	const uint32_t *positions; /* ascending */
	uint32_t npositions;
	bool boiler; /* as a word of the boilerplate; else of the text */
};

struct term_list {
	uint64_t dictionary;
	const struct term *terms; /* in any order, no two equal */
	uint32_t count;
	uint32_t length;   /* sum of wdf */
	uint32_t too_long; /* words left out because of their length */
	/* of the text, and of the boilerplate: one in both is there twice */
	const struct story_word *words;
	uint32_t nwords;
	const char *marks; /* engine/index/marks.h */
	size_t marks_len;
};

#endif
