/*
 * plain_text.h - a story out of scraped plain text
 *
 * Headline, byline, date lines and decks from the head; noise set apart; the
 * rest is the body.  The parts serve other sources as well: a body that came
 * with its headline goes through plain_text_body().
 *
 * Pure.  Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_PLAIN_TEXT_H
#define INDEXER_PLAIN_TEXT_H

#include "indexer/story/draft.h"
#include "indexer/text/lines.h"

#include <stddef.h>

/* A whole page of text, UTF-8, into the draft. */
void plain_text_read(struct draft *draft, const char *text, size_t len);

/* A body whose headline, if any, the draft already has: repeats and noise
 * are set apart, the rest becomes body_text. */
void plain_text_body(struct draft *draft, const char *text, size_t len);
/* A body that is clean already: only its white space is put in order. */
void plain_text_clean(struct draft *draft, const char *text, size_t len);
/* The same as plain_text_body() for lines that a source made itself. */
void plain_text_lines(struct draft *draft, struct lines *lines);

/*
 * The head of a page, in plain_head.c: what is found goes into the draft, its
 * lines leave the body.  Returns where the text proper begins.
 */
size_t plain_head_read(struct draft *draft, struct lines *lines);
/* What is left of a head at the top of a body: repeats, bylines, dates. */
void plain_head_rest(struct draft *draft, struct lines *lines);
/* Do two headlines say the same, but for case, quotes and a site's name? */
bool plain_head_same(const char *a, const char *b);
/* Bytes of a headline without " | Site" or " - Site"; its length if none. */
size_t plain_head_without_site(const char *headline, size_t len);

#endif
