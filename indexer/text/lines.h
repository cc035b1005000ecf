/*
 * lines.h - a scraped text as lines, and what can be said of a line
 *
 * Splitting cleans: blanks are squeezed, no-break spaces are spaces, soft
 * hyphens and zero-width characters go, `**bold**` and HTML entities become
 * the words they stand for.  Blank lines are counted, not kept.  Each line
 * ends up with a role: body, or set apart with its kind and rule.
 *
 * Pure.  Thread: any; lines belong to the thread of their arena.
 */
#ifndef INDEXER_LINES_H
#define INDEXER_LINES_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum line_role {
	LINE_BODY,
	LINE_APART, /* boilerplate: kind and rule say why */
	LINE_USED   /* the headline and the like: it stands elsewhere */
};

struct line {
	const char *text; /* NUL-terminated, never empty */
	uint32_t len;
	uint32_t gap;	 /* blank lines before it */
	uint32_t indent; /* blanks before it */
	enum line_role role;
	const char *kind;
	const char *rule;
};

struct lines {
	struct line *items;
	size_t count;
};

/* One line of text[0..len), cleaned; false if nothing is left of it. */
bool line_make(
	struct line *line, struct arena *arena, const char *text, size_t len);

void lines_split(
	struct lines *lines, struct arena *arena, const char *text, size_t len);
/* The same of a text that holds no markup: stars and & are what they are. */
void lines_split_clean(
	struct lines *lines, struct arena *arena, const char *text, size_t len);

/* Join the lines of paragraphs that were broken at a fixed width. */
void lines_unwrap(struct lines *lines, struct arena *arena);

/* Set a line apart (kind and rule are constants). */
void line_apart(struct line *line, const char *kind, const char *rule);

/* Does it end as a sentence does?  A question or an abbreviation (U.S.) may
 * also end a headline, so they do not count. */
bool line_ends_sentence(const struct line *line);
size_t line_sentences(const struct line *line); /* roughly */
size_t line_words(const struct line *line);	/* separated by blanks */
bool line_is_bullet(const struct line *line);	/* "- ", "• ", "* " */
/* More than a headline or a slogan can be. */
bool line_is_paragraph(const struct line *line);
/* Might it be a headline: some words, and no sentence? */
bool line_is_title(const struct line *line);

/* The share of a's words of four letters and more that b's lines hold. */
double line_overlap(const struct line *a, const struct line *b, size_t nb);
/* The same of its words with a capital, the first one aside; 1 if none. */
double line_shared_names(const struct line *a, const struct line *b, size_t nb);

#endif
