/*
 * page_dates.h - what a page says of when it was published
 *
 * Everything a page shows or hides of its date goes into the draft's
 * candidates; date_choice.h draws the conclusion from them.  What says that
 * it is of an update goes into date_modified.
 *
 * How much a date in sight is worth is told by what names it (its element, a
 * label before it), how much else stands in its line, and where that line
 * is: by the headline, behind the story, or elsewhere.
 *
 * Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_PAGE_DATES_H
#define INDEXER_PAGE_DATES_H

#include "indexer/page/page.h"
#include "indexer/story/draft.h"

#include <stdbool.h>
#include <stddef.h>

struct json;

/* The dates of an article that schema.org metadata describes. */
void page_dates_jsonld(struct draft *draft, const struct json *article);

/*
 * The dates of the rest of the page: text[0..len) as it was read from, and
 * what page_choose() said of its blocks.
 */
struct page_text {
	const struct page *page;
	const bool *chosen;
	const char *html;
	size_t len;
};
void page_dates_read(struct draft *draft, const struct page_text *text);

/* ---- page_sightings.c: dates that a reader sees ---- */

void page_sightings_read(struct draft *draft, const struct page_text *text);

/* ---- page_claimed_dates.c: dates that a page says to machines ---- */

void page_metas_read(struct draft *draft, const struct page *page);
void page_scripts_read(struct draft *draft, const struct page_text *text);

/* The first text that dates an update; page_dates_read() reads it. */
void page_note_modified(struct draft *draft, const char *text);

/* Which of two readings of 03/04/2016 the page's country has; -1: unknown. */
int page_reading(const struct draft *draft, const struct page *page);
/* A date as evidence of this confidence; a text of two readings is read as
 * the country does.  Returns false if it is no date. */
bool page_date_add(struct draft *draft, const struct page *page,
	enum date_source source, const char *text, double confidence);

#endif
