#include "indexer/page/page_weights.h"

#include <string.h>

/* A block with so many bytes, few of them links, is likely prose. */
#define PROSE_BYTES 80
/* A container that calls itself the story needs this share of the prose. */
#define OWN_SHARE 0.35
/* Going down, the child that holds this share is the container. */
#define CHILD_SHARE 0.75

/* Is the block noise by where it stands? */
static bool
is_noise(const struct page_weights *w, const struct page_block *b)
{
	uint32_t zones = b->zones & ZONE_NOISE;

	return zones != 0 && (w->hints || !(b->zones & ZONE_HINTED));
}

bool
page_is_prose(const struct page_weights *w, const struct page_block *b)
{
	if (is_noise(w, b) || b->link_bytes * 2 > b->len)
		return false;
	return b->kind == BLOCK_PARAGRAPH || b->len >= PROSE_BYTES;
}

static void
weigh(const struct page *p, struct page_weights *w)
{
	memset(w->prose, 0, p->nelements * sizeof(*w->prose));
	for (size_t i = 0; i < p->nblocks; i++)
		if (page_is_prose(w, &p->blocks[i]))
			w->prose[p->blocks[i].element] += p->blocks[i].len;
	memcpy(w->own, w->prose, p->nelements * sizeof(*w->own));
	/* Children have larger numbers than their parents. */
	for (size_t i = p->nelements - 1; i > 0; i--)
		w->prose[p->elements[i].parent] += w->prose[i];
}

/* The element of a zone with the most prose, if that is enough; 0: none.  Of
 * nested ones the inner is taken when it has as much. */
static uint32_t
best_of_zone(const struct page *p, const struct page_weights *w, uint32_t zone)
{
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
	return best != 0 && most >= OWN_SHARE * w->prose[0] ? best : 0;
}

/* Down as long as one child holds nearly all, but not into a paragraph. */
static uint32_t
densest(const struct page *p, const struct page_weights *w, uint32_t from)
{
	uint32_t at = from;

	for (uint32_t i = from + 1; i < p->nelements; i++)
		if (p->elements[i].parent == at && w->prose[i] > 0 &&
			w->prose[i] >= CHILD_SHARE * w->prose[at] &&
			w->own[i] * 2 < w->prose[i])
			at = i;
	return at;
}

static uint32_t
container(const struct page *p, const struct page_weights *w)
{
	uint32_t at = best_of_zone(p, w, ZONE_BODY);

	if (at == 0)
		at = best_of_zone(p, w, ZONE_ARTICLE);
	if (at == 0)
		at = densest(p, w, best_of_zone(p, w, ZONE_MAIN));
	return at;
}

/* The lowest element with half of the prose in more than one block. */
static uint32_t
core(const struct page *p, const struct page_weights *w, struct arena *arena)
{
	uint32_t *blocks = arena_array(arena, p->nelements, sizeof(*blocks));
	uint32_t at = 0;

	for (size_t i = 0; i < p->nblocks; i++)
		blocks[p->blocks[i].element] += page_is_prose(w, &p->blocks[i]);
	for (size_t i = p->nelements - 1; i > 0; i--)
		blocks[p->elements[i].parent] += blocks[i];
	for (uint32_t i = 1; i < p->nelements; i++)
		if (p->elements[i].parent == at && blocks[i] > 1 &&
			(uint64_t)w->prose[i] * 2 >= w->prose[0])
			at = i;
	return at;
}

void
page_weigh(const struct page *p, struct arena *arena, struct page_weights *w)
{
	uint32_t all;

	w->prose = arena_array(arena, p->nelements, sizeof(*w->prose));
	w->own = arena_array(arena, p->nelements, sizeof(*w->own));
	w->hints = false;
	weigh(p, w);
	all = w->prose[0];
	w->hints = true;
	weigh(p, w);
	/* Where class names hide most of the text they are not what they
	 * seem: a story in a box called "promo" is still the story. */
	if (w->prose[0] * 3 < all) {
		w->hints = false;
		weigh(p, w);
	}
	w->container = container(p, w);
	w->core = core(p, w, arena);
}
