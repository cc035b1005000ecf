/*
 * page_features.h - what can be said of a block, as numbers
 *
 * Each is about 0 to 1 and general: about texts, links, the names and the
 * nesting of elements, and about what stands nearby.  page_model.c weighs
 * them; scripts/train-page learns the weights.
 *
 * Pure.  Thread: any; memory of the caller's arena.
 */
#ifndef INDEXER_PAGE_FEATURES_H
#define INDEXER_PAGE_FEATURES_H

#include "indexer/page/page.h"
#include "indexer/page/page_hints.h"

enum page_feature {
	/* the block itself */
	F_ONE,
	F_WORDS,
	F_SHORT,
	F_LONG,
	F_LINKS,
	F_ALL_LINKS,
	F_NO_LINK,
	F_BOLD,
	F_SLANTED,
	F_ENDS_SENTENCE,
	F_ENDS_COLON,
	F_ENDS_QUESTION,
	F_ENDS_OPEN,
	F_SENTENCES,
	F_COMMAS,
	F_BEGINS_SMALL,
	F_BEGINS_SIGN,
	F_BRACKETED,
	F_CAPITALS,
	F_ALL_CAPS,
	F_DIGITS,
	F_SIGNS,
	F_BYLINE,
	F_RELATED_WORDS,
	F_SHARE_WORDS,
	F_COMMENT_WORDS,
	F_COPYRIGHT_WORDS,
	F_CAPTION_WORDS,
	F_REPEATED,
	F_TITLE,
	F_DESCRIBED,
	F_CLAIMED,
	F_UNCLAIMED,
	/* its element and those around it */
	F_PARAGRAPH,
	F_HEADING,
	F_HEADING_1,
	F_ITEM,
	F_CELL,
	F_OTHER,
	F_IN_LIST,
	F_IN_TABLE,
	F_IN_QUOTE,
	F_IN_FIGURE,
	F_IN_HEADER,
	F_IN_FOOTER,
	F_IN_ASIDE,
	F_IN_FORM,
	F_ZONE_ARTICLE,
	F_ZONE_MAIN,
	F_ZONE_BODY,
	F_ZONE_NAVIGATION,
	F_ZONE_ASIDE,
	F_ZONE_CAPTION,
	F_ZONE_RELATED,
	F_ZONE_COMMENTS,
	F_ZONE_SHARE,
	F_ZONE_HIDDEN,
	F_ZONE_HINTED,
	/* where it is to where the prose is */
	F_IN_CONTAINER,
	F_IN_CORE,
	F_BELOW_0,
	F_BELOW_1,
	F_BELOW_2,
	F_BELOW_3,
	F_AWAY_1,
	F_AWAY_2,
	F_AWAY_3,
	F_PARENT_SHARE,
	F_ROUND_SHARE,
	F_ROUND_LINKS,
	F_ROUND_LENGTH,
	F_WIDER_LINKS,
	F_BEFORE_PROSE,
	F_AFTER_PROSE,
	F_PLACE,
	F_PROSE_BEFORE,
	F_PROSE_AFTER,
	F_AFTER_H1,
	F_LAST_LINKS,
	F_NEXT_LINKS,
	F_LAST_WORDS,
	F_NEXT_WORDS,
	F_LAST_HEADING,
	F_NEXT_PROSE,
	F_FIRST,
	/* the names of elements inside the core, and of those around it */
	F_HINT_INSIDE,
	F_HINT_OUTSIDE = F_HINT_INSIDE + HINTS,
	FEATURES = F_HINT_OUTSIDE + HINTS
};

/* Fill features[0..nblocks). */
void page_features(const struct page *page, const struct page_claims *claims,
	struct arena *arena, float (*features)[FEATURES]);

#endif
