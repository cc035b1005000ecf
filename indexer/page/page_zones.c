/* page_zones.c - which zone of a page an element makes */
#include "indexer/page/page.h"
#include "indexer/page/page_hints.h"

#include <string.h>
#include <strings.h>

struct named_zone {
	const char *name;
	uint32_t zones;
};

static uint32_t
find_zone(const struct named_zone *zones, const char *name, size_t len)
{
	for (; zones->name != NULL; zones++)
		if (strlen(zones->name) == len &&
			strncasecmp(zones->name, name, len) == 0)
			return zones->zones;
	return 0;
}

uint32_t
page_zones_of_tag(const char *tag)
{
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
		{ NULL, 0 },
	};

	return find_zone(tags, tag, strlen(tag));
}

uint32_t
page_zones_of_role(const char *role, size_t len)
{
	static const struct named_zone roles[] = {
		{ "navigation", ZONE_NAVIGATION },
		{ "contentinfo", ZONE_NAVIGATION },
		{ "search", ZONE_NAVIGATION },
		{ "complementary", ZONE_ASIDE },
		{ "dialog", ZONE_SHARE },
		{ "main", ZONE_MAIN },
		{ "article", ZONE_ARTICLE },
		{ "articleBody", ZONE_BODY }, /* an itemprop */
		{ NULL, 0 },
	};

	return find_zone(roles, role, len);
}

uint32_t
page_zones_of_hints(uint64_t hints)
{
	static const struct {
		uint64_t hints;
		uint32_t zone;
	} zones[] = {
		{ HINT(RELATED), ZONE_RELATED },
		{ HINT(COMMENT), ZONE_COMMENTS },
		{ HINT(SHARE) | HINT(PROMO) | HINT(NEWSLETTER) | HINT(COOKIE),
			ZONE_SHARE },
		{ HINT(AD) | HINT(SIDE) | HINT(BIO), ZONE_ASIDE },
		{ HINT(NAV) | HINT(FOOTER), ZONE_NAVIGATION },
		{ HINT(CAPTION), ZONE_CAPTION },
	};

	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++)
		if ((hints & zones[i].hints) != 0)
			return zones[i].zone | ZONE_HINTED;
	return (hints & HINT(BODY)) != 0 ? ZONE_BODY : 0;
}
