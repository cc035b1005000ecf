/* page_dates.c - what a page says of when it was published */
#include "indexer/page/page_dates.h"

#include <string.h>
#include <strings.h>

void
page_note_modified(struct draft *draft, const char *text)
{
	if (draft->story.date_modified == NULL && text != NULL)
		draft->story.date_modified = text;
}

/* ---- 03/04/2016 ---- */

/* Is the host under the name of a country, and not of the United States? */
static bool
is_of_country(const char *url)
{
	/* Countries whose names are sold to everybody. */
	static const char *const sold[] = { "us", "tv", "io", "co", "me", "ai",
		"fm", "ly", "cc", "to", NULL };
	const char *host = url != NULL ? strstr(url, "://") : NULL;
	const char *end;

	if (host == NULL)
		return false;
	host += 3;
	end = host + strcspn(host, "/:?#");
	if (end - host < 4 || end[-3] != '.')
		return false;
	for (const char *const *s = sold; *s != NULL; s++)
		if (strncasecmp(end - 2, *s, 2) == 0)
			return false;
	return true;
}

int
page_reading(const struct draft *draft, const struct page *page)
{
	/* Where the month comes first. */
	static const char *const american[] = { "en-us", "en_us", "en-ph",
		"es-us", NULL };
	const char *language = page->language;

	for (size_t i = 0; i < page->nmetas; i++)
		if (strcasecmp(page->metas[i].name, "og:locale") == 0 &&
			(language == NULL || strlen(language) < 5))
			language = page->metas[i].content;
	if (language == NULL || *language == '\0')
		return is_of_country(draft->story.url) ? 1 : -1;
	for (const char *const *a = american; *a != NULL; a++)
		if (strncasecmp(language, *a, strlen(*a)) == 0)
			return 0;
	/* English of no country may be either. */
	if (strcasecmp(language, "en") == 0)
		return is_of_country(draft->story.url) ? 1 : -1;
	return 1;
}

bool
page_date_add(struct draft *draft, const struct page *page,
	enum date_source source, const char *text, double confidence)
{
	struct date readings[DATE_READINGS];
	size_t len = strlen(text), n;
	int reading;

	if (!date_read_whole(text, len, readings, &n))
		return false;
	reading = n > 1 ? page_reading(draft, page) : 0;
	for (size_t i = 0; i < n; i++) {
		struct story_date *c;
		double worth = confidence;

		if (n > 1)
			worth *= reading < 0		? 0.5
				 : (size_t)reading == i ? 0.9
							: 0;
		if (worth == 0)
			continue;
		c = draft_candidate(draft, source, &readings[i], text, len);
		c->confidence = worth;
	}
	return true;
}

/* ---- the whole ---- */

/* What was said of the update becomes a date, or goes. */
static void
settle_modified(struct draft *draft)
{
	struct date readings[DATE_READINGS];
	char value[DATE_TEXT_SIZE];
	const char *text = draft->story.date_modified;
	size_t n;

	draft->story.date_modified = NULL;
	if (text == NULL ||
		!date_read_whole(text, strlen(text), readings, &n) || n != 1)
		return;
	date_print(&readings[0], value);
	draft->story.date_modified = arena_string(draft->arena, value);
}

void
page_dates_read(struct draft *draft, const struct page_text *text)
{
	page_metas_read(draft, text->page);
	page_sightings_read(draft, text);
	page_scripts_read(draft, text);
	settle_modified(draft);
	draft->looked = true;
}
