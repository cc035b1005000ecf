/* page_dates.c - what a page says of when it was published */
#include "indexer/page/page_dates.h"

#include "base/json.h"
#include "indexer/json/json_record.h"

#include <string.h>
#include <strings.h>

/* ---- metadata ---- */

/* Names that pages use. */
static const char *const published_names[] = {
	"article:published_time",
	"og:article:published_time",
	"datePublished",
	"parsely-pub-date",
	"sailthru.date",
	"dc.date.issued",
	"dcterms.issued",
	"dcterms.created",
	"dc.date.created",
	"dcterms.date",
	"dc.date",
	"publication_date",
	"publish_date",
	"publish-date",
	"publishdate",
	"publishedDate",
	"published_time",
	"pubdate",
	"og:pubdate",
	"originalpublicationdate",
	"article_date_original",
	"article.published",
	"cXenseParse:recs:publishtime",
	"citation_publication_date",
	"ptime",
	"date",
	NULL,
};

static const char *const modified_names[] = {
	"article:modified_time",
	"og:updated_time",
	"dateModified",
	"dcterms.modified",
	"last-modified",
	"lastmod",
	NULL,
};

static bool
is_any(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcasecmp(name, *names) == 0)
			return true;
	return false;
}

/* The first one says it: date_modified is still as the page has it. */
static void
note_modified(struct draft *draft, const char *text)
{
	if (draft->story.date_modified == NULL && text != NULL)
		draft->story.date_modified = text;
}

static void
read_metas(struct draft *draft, const struct page *page)
{
	for (size_t i = 0; i < page->nmetas; i++) {
		const struct page_meta *m = &page->metas[i];

		if (is_any(m->name, published_names))
			draft_date(draft, DATE_FROM_META, m->content,
				strlen(m->content));
		else if (is_any(m->name, modified_names))
			note_modified(draft, m->content);
	}
}

void
page_dates_jsonld(struct draft *draft, const struct json *article)
{
	const char *published =
		json_record_text(draft, json_member(article, "datePublished"));

	if (published != NULL)
		draft_date(
			draft, DATE_FROM_JSONLD, published, strlen(published));
	note_modified(draft,
		json_record_text(draft, json_member(article, "dateModified")));
}

/* ---- elements ---- */

/* The first time of the page that stands near the story, and is no update,
 * is evidence; the others are kept with less weight. */
static void
read_times(struct draft *draft, const struct page *page, size_t first_chosen)
{
	struct story *s = &draft->story;
	bool first = true;

	for (size_t i = 0; i < page->stamps.count; i++) {
		const struct page_stamp *t = &page->stamps.items[i];
		const char *text = t->machine != NULL ? t->machine : t->text;
		uint32_t before = s->ncandidates;

		if ((t->hints & STAMP_TIME) == 0 || text == NULL)
			continue;
		if (t->hints & STAMP_MODIFIED)
			note_modified(draft, text);
		if ((t->hints & STAMP_MODIFIED) ||
			(t->zones & ZONE_NOISE) != 0 || t->block > first_chosen)
			continue;
		draft_date(draft, DATE_FROM_TIME_TAG, text, strlen(text));
		for (uint32_t c = before; !first && c < s->ncandidates; c++)
			s->candidates[c].confidence /= 2;
		first = first && s->ncandidates == before;
	}
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
page_dates_read(
	struct draft *draft, const struct page *page, const bool *chosen)
{
	size_t first_chosen = 0;

	while (first_chosen < page->nblocks && !chosen[first_chosen])
		first_chosen++;
	read_metas(draft, page);
	read_times(draft, page, first_chosen);
	settle_modified(draft);
}
