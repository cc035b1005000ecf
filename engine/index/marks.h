/*
 * marks.h - where the parts of a story begin, in positions of its words
 *
 * A story's marks say at which position of the text field (terms.h) that
 * begins which is below the headline (subhead and body), where its lead ends,
 * where sentences and paragraphs begin, and which positions stand within
 * quotation marks.  Headline and subhead are a sentence and a paragraph each;
 * those of the body are of engine/text/spans.h, quotations of story.quotes.
 * What has no word is not there.  Stored as one string of bytes a story, in
 * column `mark`; bytes: docs/index-format.md.
 *
 * Thread: a draft and marks belong to one thread.
 */
#ifndef ENGINE_MARKS_H
#define ENGINE_MARKS_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- making ---- */

struct story;

/* What is gathered while a story is read; zeroed is valid. */
struct marks_draft {
	struct buf bytes;
	uint32_t *starts; /* of the body's positions, in bytes of its text */
	size_t nstarts, starts_cap;
	uint32_t headline, subhead, body; /* first positions; 0: no word */
	uint32_t deck;			  /* positions of the subhead */
	struct arena arena;
};

void marks_reset(struct marks_draft *draft);
void marks_draft_release(struct marks_draft *draft);

/* The body's next position stands at this byte of its text. */
void marks_body_word(struct marks_draft *draft, uint32_t start);

/* The story's marks: a loan of the draft's bytes. */
void marks_finish(struct marks_draft *draft, const struct story *story);

/* ---- reading ---- */

/* Where one begins; the next one of its kind, or the text, ends it. */
struct mark_sentence {
	uint32_t first;
	bool paragraph; /* begins one, too */
};

struct mark_quote {
	uint32_t first, last;
};

/* Arrays are used again; zeroed is valid. */
struct marks {
	uint32_t below; /* the first below the headline; 0: no word is */
	uint32_t lead;	/* the last of the lead */
	struct mark_sentence *sentences; /* ascending */
	size_t nsentences, sentences_cap;
	struct mark_quote *quotes; /* ascending, none touches another */
	size_t nquotes, quotes_cap;
};

/* Positions of words are below this. */
#define MARKS_LAST INT32_MAX

/* Positions below the headline that are the lead. */
#define MARKS_LEAD 60

/* False for bytes that are no marks. */
bool marks_read(const char *bytes, size_t len, struct marks *marks);
void marks_release(struct marks *marks);

#ifdef __cplusplus
}
#endif
#endif
