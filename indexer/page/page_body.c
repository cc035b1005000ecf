/* page_body.c - which blocks of a page are the story */
#include "indexer/page/page.h"
#include "indexer/page/page_features.h"
#include "indexer/page/page_model.h"

/* A lost paragraph is worse than a kept slogan. */
#define THRESHOLD (-0.2)

void
page_choose(const struct page *page, const struct page_claims *claims,
	struct arena *arena, bool *chosen)
{
	float(*features)[FEATURES] =
		arena_array(arena, page->nblocks + 1, sizeof(*features));

	page_features(page, claims, arena, features);
	for (size_t i = 0; i < page->nblocks; i++)
		chosen[i] = page_score(features[i]) > THRESHOLD;
}

const char *
page_noise_kind(const struct page_block *b)
{
	if (b->zones & ZONE_COMMENTS)
		return "comments";
	if (b->zones & ZONE_SHARE)
		return "share";
	if (b->zones & ZONE_CAPTION)
		return "caption";
	if (b->zones & ZONE_NAVIGATION)
		return "navigation";
	if (b->zones & (ZONE_RELATED | ZONE_ASIDE) ||
		b->link_bytes * 2 > b->len)
		return "related";
	return "aside";
}
