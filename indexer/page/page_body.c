/* page_body.c - which part of a page is the story */
#include "indexer/page/page.h"
#include "indexer/page/page_hints.h"

#include <string.h>

/* A block with so many bytes, few of them links, is likely prose. */
#define PROSE_BYTES 80
/* A container that calls itself the story needs this share of the prose. */
#define OWN_SHARE 0.35
/* Going down, the child that holds this share is the container. */
#define CHILD_SHARE 0.75

/* How much of each element's tree is prose, in bytes. */
struct weights {
	const struct page *page;
	uint32_t *prose; /* by element, with all below it */
	uint32_t *own;	 /* by element, its own blocks only */
	bool *inside;	 /* by element: is it in the container? */
	bool hints;	 /* are class names to be believed? */
};

/* Is the block noise by where it stands? */
static bool
is_noise(const struct weights *w, const struct page_block *b)
{
	uint32_t zones = b->zones & ZONE_NOISE;

	return zones != 0 && (w->hints || !(b->zones & ZONE_HINTED));
}

static bool
is_prose(const struct weights *w, const struct page_block *b)
{
	if (is_noise(w, b) || b->link_bytes * 2 > b->len)
		return false;
	return b->kind == BLOCK_PARAGRAPH || b->len >= PROSE_BYTES;
}

static void
weigh(struct weights *w)
{
	const struct page *p = w->page;

	memset(w->prose, 0, p->nelements * sizeof(*w->prose));
	for (size_t i = 0; i < p->nblocks; i++)
		if (is_prose(w, &p->blocks[i]))
			w->prose[p->blocks[i].element] += p->blocks[i].len;
	memcpy(w->own, w->prose, p->nelements * sizeof(*w->own));
	/* Children have larger numbers than their parents. */
	for (size_t i = p->nelements - 1; i > 0; i--)
		w->prose[p->elements[i].parent] += w->prose[i];
}

/* The element of a zone with the most prose, if that is enough; 0: none.  Of
 * nested ones the inner is taken when it has as much. */
static uint32_t
best_of_zone(const struct weights *w, uint32_t zone, double share)
{
	const struct page *p = w->page;
	uint32_t best = 0, most = 0;

	for (uint32_t i = 1; i < p->nelements; i++) {
		bool begins =
			(p->elements[i].zones & zone) != 0 &&
			(p->elements[p->elements[i].parent].zones & zone) == 0;

		if (begins && w->prose[i] >= most && w->prose[i] > 0) {
			most = w->prose[i];
			best = i;
		}
	}
	return best != 0 && most >= share * w->prose[0] ? best : 0;
}

/* Down as long as one child holds nearly all, but not into a paragraph. */
static uint32_t
densest(const struct weights *w, uint32_t from)
{
	const struct page *p = w->page;
	uint32_t at = from;

	for (uint32_t i = from + 1; i < p->nelements; i++)
		if (p->elements[i].parent == at && w->prose[i] > 0 &&
			w->prose[i] >= CHILD_SHARE * w->prose[at] &&
			w->own[i] * 2 < w->prose[i])
			at = i;
	return at;
}

static uint32_t
container(const struct weights *w)
{
	uint32_t at = best_of_zone(w, ZONE_BODY, OWN_SHARE);

	if (at == 0)
		at = best_of_zone(w, ZONE_ARTICLE, OWN_SHARE);
	if (at == 0)
		at = densest(w, best_of_zone(w, ZONE_MAIN, OWN_SHARE));
	return at;
}

/* Of the container all that is no noise and not mostly links.  A heading
 * stays if it stands above something that stays. */
static size_t
choose(const struct weights *w, bool *chosen)
{
	const struct page *p = w->page;
	uint32_t at = container(w);
	size_t bytes = 0;
	bool below = false;

	for (uint32_t i = 0; i < p->nelements; i++)
		w->inside[i] =
			i == at || (i > at && w->inside[p->elements[i].parent]);
	for (size_t i = p->nblocks; i-- > 0;) {
		const struct page_block *b = &p->blocks[i];
		bool is_ours = w->inside[b->element] && !is_noise(w, b) &&
			       b->link_bytes * 2 <= b->len;

		if (b->kind == BLOCK_HEADING)
			is_ours = is_ours && b->level > 1 && below;
		chosen[i] = is_ours;
		if (is_ours && b->kind != BLOCK_HEADING) {
			below = true;
			bytes += b->len;
		}
	}
	return bytes;
}

void
page_choose(const struct page *page, struct arena *arena, bool *chosen)
{
	struct weights w = {
		.page = page,
		.prose = arena_array(arena, page->nelements, sizeof(*w.prose)),
		.own = arena_array(arena, page->nelements, sizeof(*w.own)),
		.inside =
			arena_array(arena, page->nelements, sizeof(*w.inside)),
		.hints = true,
	};
	bool *other = arena_array(arena, page->nblocks + 1, sizeof(*other));
	size_t bytes, more;

	weigh(&w);
	bytes = choose(&w, chosen);
	/* Where class names hide most of the text they are not what they
	 * seem: a story in a box called "promo" is still the story. */
	w.hints = false;
	weigh(&w);
	more = choose(&w, other);
	if (more > bytes * 3)
		memcpy(chosen, other, page->nblocks * sizeof(*chosen));
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
