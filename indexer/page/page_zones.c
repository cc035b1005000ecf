/* page_zones.c - what the names in a page tell of its parts */
#include "indexer/page/page.h"

#include <string.h>
#include <strings.h>

struct named_zone {
	const char *name;
	uint32_t zones;
};

static const struct named_zone tags[] = {
	{ "article", ZONE_ARTICLE },
	{ "main", ZONE_MAIN },
	{ "nav", ZONE_NAVIGATION },
	{ "menu", ZONE_NAVIGATION },
	{ "aside", ZONE_ASIDE },
	{ "footer", ZONE_NAVIGATION },
	{ "header", ZONE_HEADER },
	{ "figure", ZONE_CAPTION },
	{ "figcaption", ZONE_CAPTION },
	{ "form", ZONE_SHARE },
	{ "dialog", ZONE_SHARE },
};

/* Words of class and id; what the story's own container is called goes
 * first, since article-body__related is still no body. */
static const struct named_zone hints[] = {
	{ "related", ZONE_RELATED },
	{ "recommend", ZONE_RELATED },
	{ "read-more", ZONE_RELATED },
	{ "readmore", ZONE_RELATED },
	{ "more-on", ZONE_RELATED },
	{ "more-stories", ZONE_RELATED },
	{ "most-read", ZONE_RELATED },
	{ "mostread", ZONE_RELATED },
	{ "most-popular", ZONE_RELATED },
	{ "trending", ZONE_RELATED },
	{ "teaser", ZONE_RELATED },
	{ "outbrain", ZONE_RELATED },
	{ "taboola", ZONE_RELATED },
	{ "comment", ZONE_COMMENTS },
	{ "disqus", ZONE_COMMENTS },
	{ "share", ZONE_SHARE },
	{ "sharing", ZONE_SHARE },
	{ "social", ZONE_SHARE },
	{ "newsletter", ZONE_SHARE },
	{ "subscribe", ZONE_SHARE },
	{ "signup", ZONE_SHARE },
	{ "sign-up", ZONE_SHARE },
	{ "paywall", ZONE_SHARE },
	{ "cookie", ZONE_SHARE },
	{ "consent", ZONE_SHARE },
	{ "advert", ZONE_ASIDE },
	{ "promo", ZONE_ASIDE },
	{ "sponsor", ZONE_ASIDE },
	{ "sidebar", ZONE_ASIDE },
	{ "author-bio", ZONE_ASIDE },
	{ "breadcrumb", ZONE_NAVIGATION },
	{ "navbar", ZONE_NAVIGATION },
	{ "navigation", ZONE_NAVIGATION },
	{ "site-footer", ZONE_NAVIGATION },
	{ "footer", ZONE_NAVIGATION },
	{ "caption", ZONE_CAPTION },
	{ "photo-credit", ZONE_CAPTION },
	{ "article-body", ZONE_BODY },
	{ "article__body", ZONE_BODY },
	{ "articlebody", ZONE_BODY },
	{ "article-content", ZONE_BODY },
	{ "article__content", ZONE_BODY },
	{ "article-text", ZONE_BODY },
	{ "story-body", ZONE_BODY },
	{ "storybody", ZONE_BODY },
	{ "story-content", ZONE_BODY },
	{ "entry-content", ZONE_BODY },
	{ "post-content", ZONE_BODY },
	{ "post-body", ZONE_BODY },
	{ "content__article-body", ZONE_BODY },
};

uint32_t
page_zone_of_tag(const char *tag)
{
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (strcmp(tags[i].name, tag) == 0)
			return tags[i].zones;
	return 0;
}

uint32_t
page_zone_of_hint(const char *hint)
{
	if (hint == NULL)
		return 0;
	for (size_t i = 0; i < sizeof(hints) / sizeof(*hints); i++)
		if (strcasestr(hint, hints[i].name) != NULL)
			return hints[i].zones == ZONE_BODY
				       ? ZONE_BODY
				       : hints[i].zones | ZONE_HINTED;
	return 0;
}

uint32_t
page_zone_of_role(const char *role, const char *itemprop)
{
	if (itemprop != NULL && strcasecmp(itemprop, "articleBody") == 0)
		return ZONE_BODY;
	if (role == NULL)
		return 0;
	if (strcasecmp(role, "navigation") == 0 ||
		strcasecmp(role, "contentinfo") == 0 ||
		strcasecmp(role, "search") == 0)
		return ZONE_NAVIGATION;
	if (strcasecmp(role, "complementary") == 0)
		return ZONE_ASIDE;
	if (strcasecmp(role, "main") == 0)
		return ZONE_MAIN;
	if (strcasecmp(role, "article") == 0)
		return ZONE_ARTICLE;
	return 0;
}
