#include "indexer/page/page_features.h"

#include "indexer/page/html_names.h"
#include "indexer/page/page_text.h"
#include "indexer/page/page_weights.h"

#include <string.h>

/* What is known of the elements, before blocks are looked at. */
struct around {
	uint32_t text;	 /* bytes of all blocks in it */
	uint32_t links;	 /* of them in links */
	uint32_t blocks; /* how many */
	uint16_t tags;	 /* of the elements from the core down: enum tag */
	uint64_t inside; /* hints of those from the core down */
	uint64_t outside;
	bool in_container, in_core;
	uint8_t below; /* levels below the core, where in it */
	uint8_t away;  /* levels up to one that holds the core, where not */
};

struct measuring {
	const struct page *page;
	struct page_weights weights;
	struct page_texts texts;
	struct around *around; /* by element */
	bool *prose;	       /* by block */
	float (*features)[FEATURES];
	size_t h1; /* the first block that is the headline; nblocks: none */
	size_t first, last; /* prose blocks in the core */
};

/* Elements that say what stands in them. */
enum tag {
	TAG_LIST = 1,
	TAG_TABLES = 2,
	TAG_QUOTE = 4,
	TAG_FIGURE = 8,
	TAG_HEADER = 16,
	TAG_FOOTER = 32,
	TAG_ASIDE = 64,
	TAG_FORM = 128
};

static uint16_t
tag_of(unsigned name)
{
	static const struct {
		const char *name;
		uint16_t tag;
	} tags[] = {
		{ "ul", TAG_LIST },
		{ "ol", TAG_LIST },
		{ "dl", TAG_LIST },
		{ "table", TAG_TABLES },
		{ "blockquote", TAG_QUOTE },
		{ "figure", TAG_FIGURE },
		{ "header", TAG_HEADER },
		{ "footer", TAG_FOOTER },
		{ "aside", TAG_ASIDE },
		{ "nav", TAG_ASIDE },
		{ "form", TAG_FORM },
	};

	if (name >= html_names_count)
		return 0;
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (strcmp(tags[i].name, html_names[name].name) == 0)
			return tags[i].tag;
	return 0;
}

/* ---- elements ---- */

/* An element with what it takes from its parent, which came before it. */
static void
measure_element(struct measuring *m, uint32_t i)
{
	const struct page_element *e = &m->page->elements[i];
	const struct around *up = &m->around[e->parent];
	struct around *a = &m->around[i];

	a->in_container =
		i == m->weights.container || (i > 0 && up->in_container);
	a->in_core = i == m->weights.core || (i > 0 && up->in_core);
	if (i == 0)
		return;
	if (i == m->weights.core || !a->in_core) {
		a->outside = up->outside | e->hints;
		a->inside = i == m->weights.core ? 0 : up->inside;
	} else {
		a->outside = up->outside;
		a->inside = up->inside | e->hints;
		a->below = up->below < 9 ? (uint8_t)(up->below + 1) : 9;
	}
	a->tags = (uint16_t)(i == m->weights.core ? 0
						  : up->tags | tag_of(e->name));
	/* An element that holds the core is 0 away: see mark_path(). */
	if (!a->in_core && a->away == 0)
		a->away = up->away < 9 ? (uint8_t)(up->away + 1) : 9;
}

/* Those on the way from the root to the core hold it. */
static void
measure_elements(struct measuring *m)
{
	const struct page *p = m->page;
	const uint32_t core = m->weights.core;
	struct around *a = m->around;

	for (uint32_t i = 0; i < p->nelements; i++) {
		measure_element(m, i);
		/* The parents of the core are known by their numbers. */
		for (uint32_t e = core; i == 0 && e > 0;
			e = p->elements[e].parent)
			a[e].away = 100;
		if (a[i].away == 100)
			a[i].away = 0;
	}
	for (size_t i = 0; i < p->nblocks; i++) {
		const struct page_block *b = &p->blocks[i];

		a[b->element].text += b->len;
		a[b->element].links += b->link_bytes;
		a[b->element].blocks++;
	}
	for (size_t i = p->nelements - 1; i > 0; i--) {
		a[p->elements[i].parent].text += a[i].text;
		a[p->elements[i].parent].links += a[i].links;
		a[p->elements[i].parent].blocks += a[i].blocks;
	}
}

/* ---- blocks ---- */

static float
share(double part, double whole)
{
	return whole > 0 ? (float)(part < whole ? part / whole : 1) : 0;
}

static void
measure_layout(const struct measuring *m, const struct page_block *b, float *f)
{
	static const struct {
		uint16_t tag;
		enum page_feature feature;
	} tags[] = {
		{ TAG_LIST, F_IN_LIST },
		{ TAG_TABLES, F_IN_TABLE },
		{ TAG_QUOTE, F_IN_QUOTE },
		{ TAG_FIGURE, F_IN_FIGURE },
		{ TAG_HEADER, F_IN_HEADER },
		{ TAG_FOOTER, F_IN_FOOTER },
		{ TAG_ASIDE, F_IN_ASIDE },
		{ TAG_FORM, F_IN_FORM },
	};
	static const struct {
		uint32_t zone;
		enum page_feature feature;
	} zones[] = {
		{ ZONE_ARTICLE, F_ZONE_ARTICLE },
		{ ZONE_MAIN, F_ZONE_MAIN },
		{ ZONE_BODY, F_ZONE_BODY },
		{ ZONE_NAVIGATION, F_ZONE_NAVIGATION },
		{ ZONE_ASIDE, F_ZONE_ASIDE },
		{ ZONE_CAPTION, F_ZONE_CAPTION },
		{ ZONE_RELATED, F_ZONE_RELATED },
		{ ZONE_COMMENTS, F_ZONE_COMMENTS },
		{ ZONE_SHARE, F_ZONE_SHARE },
		{ ZONE_HIDDEN, F_ZONE_HIDDEN },
		{ ZONE_HINTED, F_ZONE_HINTED },
	};
	static const enum page_feature kinds[] = {
		[BLOCK_OTHER] = F_OTHER,
		[BLOCK_PARAGRAPH] = F_PARAGRAPH,
		[BLOCK_HEADING] = F_HEADING,
		[BLOCK_ITEM] = F_ITEM,
		[BLOCK_CELL] = F_CELL,
	};
	const struct around *a = &m->around[b->element];
	uint64_t inside = a->inside | b->hints;

	f[b->level == 1 ? F_HEADING_1 : kinds[b->kind]] = 1;
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		f[tags[i].feature] = (a->tags & tags[i].tag) != 0;
	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++)
		f[zones[i].feature] = (b->zones & zones[i].zone) != 0;
	for (unsigned h = 0; h < HINTS; h++) {
		f[F_HINT_INSIDE + h] = (float)(inside >> h & 1);
		f[F_HINT_OUTSIDE + h] = (float)(a->outside >> h & 1);
	}
}

/* How the block lies to the prose, and what is around it. */
static void
measure_place(const struct measuring *m, const struct page_block *b, float *f)
{
	const struct page *p = m->page;
	const struct around *a = &m->around[b->element];
	uint32_t up = p->elements[b->element].parent;
	uint32_t wider = p->elements[up].parent;
	const struct around *round = &m->around[up], *wide = &m->around[wider];
	double all = m->weights.prose[0];

	f[F_IN_CONTAINER] = a->in_container;
	f[F_IN_CORE] = a->in_core;
	if (a->in_core)
		f[F_BELOW_0 + (a->below < 3 ? a->below : 3)] = 1;
	else
		f[F_AWAY_1 + (a->away < 2 ? 0 : a->away < 4 ? 1 : 2)] = 1;
	f[F_PARENT_SHARE] = share(m->weights.prose[b->element], all);
	f[F_ROUND_SHARE] = share(m->weights.prose[up], all);
	f[F_ROUND_LINKS] = share(round->links, round->text);
	f[F_ROUND_LENGTH] = share(round->text, 200.0 * round->blocks);
	f[F_WIDER_LINKS] = share(wide->links, wide->text);
}

/* What stands before and behind block i. */
static void
measure_neighbours(const struct measuring *m, size_t i, float *f)
{
	const struct page *p = m->page;
	const struct page_block *last = i > 0 ? &p->blocks[i - 1] : NULL;
	const struct page_block *next =
		i + 1 < p->nblocks ? &p->blocks[i + 1] : NULL;

	f[F_BEFORE_PROSE] = i < m->first;
	f[F_AFTER_PROSE] = i > m->last;
	f[F_FIRST] = i == m->first;
	f[F_AFTER_H1] = i > m->h1;
	if (last != NULL) {
		f[F_LAST_LINKS] = share(last->link_bytes, last->len);
		f[F_LAST_WORDS] = share(last->len, 400);
		f[F_LAST_HEADING] = last->kind == BLOCK_HEADING;
	}
	if (next != NULL) {
		f[F_NEXT_LINKS] = share(next->link_bytes, next->len);
		f[F_NEXT_WORDS] = share(next->len, 400);
		f[F_NEXT_PROSE] = m->prose[i + 1];
	}
}

/* How near the next prose is on both sides, and how much came before. */
static void
measure_distances(struct measuring *m)
{
	const struct page *p = m->page;
	double before = 0, all = m->weights.prose[0];
	size_t from = p->nblocks;

	for (size_t i = 0; i < p->nblocks; i++) {
		m->features[i][F_PLACE] = share(before, all);
		if (from < p->nblocks)
			m->features[i][F_PROSE_BEFORE] = 1 / (float)(i - from);
		if (m->prose[i]) {
			from = i;
			before += p->blocks[i].len;
		}
	}
	from = p->nblocks;
	for (size_t i = p->nblocks; i-- > 0;) {
		if (from < p->nblocks)
			m->features[i][F_PROSE_AFTER] = 1 / (float)(from - i);
		if (m->prose[i])
			from = i;
	}
}

/* Blocks that are prose in the core, and where the headline stands. */
static void
find_marks(struct measuring *m)
{
	const struct page *p = m->page;

	m->first = m->h1 = p->nblocks;
	for (size_t i = 0; i < p->nblocks; i++) {
		const struct page_block *b = &p->blocks[i];

		m->prose[i] = page_is_prose(&m->weights, b) &&
			      m->around[b->element].in_core;
		if (m->prose[i]) {
			m->first = m->first < i ? m->first : i;
			m->last = i;
		}
		if (m->h1 == p->nblocks && b->level == 1)
			m->h1 = i;
	}
}

void
page_features(const struct page *page, const struct page_claims *claims,
	struct arena *arena, float (*features)[FEATURES])
{
	struct measuring m = {
		.page = page,
		.around =
			arena_array(arena, page->nelements, sizeof(*m.around)),
		.prose =
			arena_array(arena, page->nblocks + 1, sizeof(*m.prose)),
		.features = features,
	};

	page_weigh(page, arena, &m.weights);
	page_texts_init(&m.texts, page, claims, arena);
	measure_elements(&m);
	find_marks(&m);
	for (size_t i = 0; i < page->nblocks; i++) {
		const struct page_block *b = &page->blocks[i];
		float *f = features[i];

		memset(f, 0, sizeof(features[i]));
		f[F_ONE] = 1;
		page_text_features(&m.texts, b, f);
		measure_layout(&m, b, f);
		measure_place(&m, b, f);
		measure_neighbours(&m, i, f);
	}
	measure_distances(&m);
}
