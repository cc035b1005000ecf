#include "indexer/page/page_claims.h"

#include "indexer/text/language.h"

#include <string.h>
#include <strings.h>

enum meta_use {
	META_HEADLINE,
	META_TITLE,
	META_DESCRIPTION,
	META_SITE,
	META_AUTHOR,
	META_SECTION,
	META_URL,
	META_SUBJECTS,
	META_LANGUAGE
};

/* Names that pages use, better ones of a kind before others. */
static const struct meta_row {
	const char *name;
	enum meta_use use;
} meta_rows[] = {
	{ "og:title", META_TITLE },
	{ "twitter:title", META_TITLE },
	{ "parsely-title", META_HEADLINE },
	{ "sailthru.title", META_HEADLINE },
	{ "dc.title", META_HEADLINE },
	{ "headline", META_HEADLINE },
	{ "og:description", META_DESCRIPTION },
	{ "description", META_DESCRIPTION },
	{ "twitter:description", META_DESCRIPTION },
	{ "og:site_name", META_SITE },
	{ "publisher", META_SITE },
	{ "dc.publisher", META_SITE },
	{ "application-name", META_SITE },
	{ "author", META_AUTHOR },
	{ "article:author", META_AUTHOR },
	{ "parsely-author", META_AUTHOR },
	{ "sailthru.author", META_AUTHOR },
	{ "dc.creator", META_AUTHOR },
	{ "byl", META_AUTHOR },
	{ "article:section", META_SECTION },
	{ "parsely-section", META_SECTION },
	{ "og:url", META_URL },
	{ "news_keywords", META_SUBJECTS },
	{ "keywords", META_SUBJECTS },
	{ "og:locale", META_LANGUAGE },
	{ "content-language", META_LANGUAGE },
};

static bool
is_web_url(const char *text)
{
	return strncasecmp(text, "http", 4) == 0 && strstr(text, "://") != NULL;
}

static void
use_meta(struct draft *draft, struct page_claims *claims, enum meta_use use,
	const char *text)
{
	struct story *s = &draft->story;

	switch (use) {
	case META_HEADLINE:
		if (claims->headline == NULL)
			claims->headline = text;
		break;
	case META_TITLE:
		if (claims->title == NULL)
			claims->title = text;
		break;
	case META_DESCRIPTION:
		if (claims->description == NULL)
			claims->description = text;
		break;
	case META_SITE:
		if (claims->site == NULL && !is_web_url(text))
			claims->site = text;
		break;
	case META_AUTHOR:
		if (s->nauthors == 0 && !is_web_url(text))
			draft_byline(draft, text, strlen(text));
		break;
	case META_SECTION:
		if (s->section == NULL)
			s->section = text;
		break;
	case META_URL:
		if (s->url == NULL && is_web_url(text))
			s->url = text;
		break;
	case META_SUBJECTS:
		if (s->nsubjects == 0)
			draft_subjects(draft, text);
		break;
	case META_LANGUAGE:
		if (s->language == NULL)
			s->language = language_tag(text, draft->arena);
		break;
	}
}

void
page_claims_read(
	struct draft *draft, const struct page *p, struct page_claims *claims)
{
	for (size_t i = 0; i < sizeof(meta_rows) / sizeof(*meta_rows); i++)
		for (size_t m = 0; m < p->nmetas; m++) {
			const char *text;

			if (strcasecmp(p->metas[m].name, meta_rows[i].name) !=
				0)
				continue;
			text = draft_squeeze(draft, p->metas[m].content,
				strlen(p->metas[m].content));
			if (text != NULL)
				use_meta(draft, claims, meta_rows[i].use, text);
		}
}
