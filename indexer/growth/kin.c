/* kin.c - which stories of an archive are like those that come */
#include "indexer/growth/kin.h"

#include "base/eight.h"
#include "base/mem.h"
#include "engine/index/terms.h"
#include "indexer/copies/candidates.h"

#include <stdlib.h>
#include <string.h>

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

/* Bits by the lowest part of hashes and digests: what is not there is passed
 * over without a search. */
#define FILTER_BITS 18
#define FILTER_OF(hash) ((hash) & ((1u << FILTER_BITS) - 1))
#define FILTER_WORD 64 /* bits that are looked up at once */

/* A hash of a new story's sketch, or the low half of its digest. */
struct mark {
	uint64_t hash;
	uint32_t key;
};

struct marks {
	struct mark *items; /* by hash */
	size_t count;
	uint64_t filter[(1u << FILTER_BITS) / FILTER_WORD];
};

/* A new story, and one that is there: how much they share. */
struct resemblance {
	uint32_t key, shared;
	struct ground_story story;
};

struct gathering {
	struct kin *kin;
	struct ground *ground;
	const struct story_key *keys;
	size_t count;
	struct marks *sketches, *digests;
	struct resemblance *alike;
	size_t nalike, alike_cap;
	bool *wanted; /* clusters */
};

void
kin_init(struct kin *kin, const struct ground *ground)
{
	*kin = (struct kin){
		.lost = mem_alloc(ground->clusters + (size_t)1),
	};
}

void
kin_release(struct kin *kin)
{
	free(kin->stories);
	free(kin->lost);
	*kin = (struct kin){ 0 };
}

void
kin_lose(struct kin *kin, struct ground *ground,
	const struct ground_story *story)
{
	const struct ground_segment *s = &ground->segments[story->segment];

	kin->lost[s->cluster[story->docid - 1]] = true;
	ground_remove(ground, story);
}

/* ---- what new stories are found by ---- */

static int
by_hash(const void *va, const void *vb)
{
	const struct mark *a = va, *b = vb;
	int c = COMPARE(a->hash, b->hash);

	return c != 0 ? c : COMPARE(a->key, b->key);
}

static void
add_mark(struct marks *marks, uint64_t hash, uint32_t key)
{
	uint32_t bit = FILTER_OF((uint32_t)hash);

	marks->items[marks->count++] = (struct mark){ hash, key };
	marks->filter[bit / FILTER_WORD] |= UINT64_C(1) << bit % FILTER_WORD;
}

/* Is there a mark, 0 or 1, that ends like this? */
static inline uint32_t
passes(const struct marks *marks, uint64_t hash)
{
	uint64_t bit = FILTER_OF(hash);

	return marks->filter[bit / FILTER_WORD] >> bit % FILTER_WORD & 1;
}

/* The first mark with this hash; count: none. */
static size_t
find_mark(const struct marks *marks, uint64_t hash)
{
	size_t low = 0, high = marks->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (marks->items[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
mark_keys(struct gathering *g)
{
	g->sketches = mem_alloc(sizeof(*g->sketches));
	g->digests = mem_alloc(sizeof(*g->digests));
	g->sketches->items = mem_array(NULL, g->count * SKETCH_HASHES + 1,
		sizeof(*g->sketches->items));
	g->digests->items =
		mem_array(NULL, g->count + 1, sizeof(*g->digests->items));
	for (uint32_t i = 0; i < g->count; i++) {
		const struct story_key *key = &g->keys[i];

		add_mark(g->digests, key->text.low, i);
		for (size_t h = 0; h < SKETCH_HASHES; h++)
			if (key->sketch.hashes[h] != 0)
				add_mark(g->sketches,
					SKETCH_HASH(key->sketch.hashes[h]), i);
	}
	qsort(g->sketches->items, g->sketches->count,
		sizeof(*g->sketches->items), by_hash);
	qsort(g->digests->items, g->digests->count, sizeof(*g->digests->items),
		by_hash);
}

static void
gathering_release(struct gathering *g)
{
	free(g->sketches->items);
	free(g->digests->items);
	free(g->sketches);
	free(g->digests);
	free(g->alike);
	free(g->wanted);
}

/* ---- stories that are like them ---- */

/* One more hash that both have; those of one story come one after another. */
static void
count_shared(struct gathering *g, size_t before, uint32_t key,
	const struct ground_story *story)
{
	for (size_t i = before; i < g->nalike; i++)
		if (g->alike[i].key == key) {
			g->alike[i].shared++;
			return;
		}
	vec_push(g->alike, g->nalike, g->alike_cap) =
		(struct resemblance){ key, 1, *story };
}

/* Keep of the story at hand those that share enough. */
static void
drop_strangers(struct gathering *g, size_t before)
{
	size_t kept = before;

	for (size_t i = before; i < g->nalike; i++)
		if (g->alike[i].shared >= CANDIDATE_SHARED)
			g->alike[kept++] = g->alike[i];
	g->nalike = kept;
}

/* How many of eight hashes, three bytes each, may be in a mark. */
static inline uint32_t
eight_passing(const struct marks *marks, const uint8_t *hashes)
{
	const char *bytes = (const char *)hashes;
	uint64_t a = eight_load(bytes), b = eight_load(bytes + 8),
		 c = eight_load(bytes + 16);

	return passes(marks, a) + passes(marks, a >> 24) +
	       passes(marks, a >> 48 | b << 16) + passes(marks, b >> 8) +
	       passes(marks, b >> 32) + passes(marks, b >> 56 | c << 8) +
	       passes(marks, c >> 16) + passes(marks, c >> 40);
}

/* How many of a story's: of all stories, so without a branch. */
static uint32_t
count_passing(const struct marks *marks, const uint8_t *sketch)
{
	uint32_t passing = 0;

	_Static_assert(SKETCH_BYTES == 3 && SKETCH_HASHES % 8 == 0,
		"eight hashes are three numbers of 64 bits");
	for (size_t h = 0; h < SKETCH_HASHES; h += 8)
		passing += eight_passing(marks, sketch + h * SKETCH_BYTES);
	return passing;
}

static void
compare_sketch(struct gathering *g, const struct ground_story *story)
{
	const struct sketch_files *files =
		&g->ground->segments[story->segment].sketches;
	const uint8_t *sketch = files->sketch + (size_t)(story->docid - 1) *
							SKETCH_HASHES *
							SKETCH_BYTES;
	size_t before = g->nalike;

	if (count_passing(g->sketches, sketch) < CANDIDATE_SHARED)
		return;
	for (size_t h = 0; h < SKETCH_HASHES; h++) {
		uint32_t hash = sketch_files_hash(files, story->docid - 1, h);

		if (hash == 0 || !passes(g->sketches, hash))
			continue;
		for (size_t m = find_mark(g->sketches, hash);
			m < g->sketches->count &&
			g->sketches->items[m].hash == hash;
			m++)
			count_shared(
				g, before, g->sketches->items[m].key, story);
	}
	drop_strangers(g, before);
}

static void
compare_digest(struct gathering *g, const struct ground_story *story)
{
	uint64_t low = g->ground->segments[story->segment]
			       .sketches.digest[story->docid - 1]
			       .low;
	size_t m;

	if (!passes(g->digests, (uint32_t)low))
		return;
	m = find_mark(g->digests, low);
	if (m < g->digests->count && g->digests->items[m].hash == low)
		vec_push(g->alike, g->nalike, g->alike_cap) =
			(struct resemblance){ g->digests->items[m].key,
				SKETCH_HASHES + 1, *story };
}

static void
look_at_all(struct gathering *g)
{
	for (uint32_t s = 0; s < g->ground->nsegments; s++) {
		const struct ground_segment *segment = &g->ground->segments[s];

		for (uint32_t d = 1; d <= segment->stories; d++) {
			const struct ground_story story = { s, d };

			if (segment->gone[d - 1])
				continue;
			compare_digest(g, &story);
			compare_sketch(g, &story);
		}
	}
}

static int
most_alike_first(const void *va, const void *vb)
{
	const struct resemblance *a = va, *b = vb;
	int c = COMPARE(a->key, b->key);

	if (c == 0)
		c = COMPARE(b->shared, a->shared);
	if (c == 0)
		c = COMPARE(a->story.segment, b->story.segment);
	return c != 0 ? c : COMPARE(a->story.docid, b->story.docid);
}

/* ---- who is to be looked at ---- */

static uint32_t
cluster_of(const struct ground *ground, const struct ground_story *story)
{
	return ground->segments[story->segment].cluster[story->docid - 1];
}

static void
add_story(struct kin *kin, const struct ground_story *story)
{
	vec_push(kin->stories, kin->count, kin->cap) =
		(struct kin_story){ .at = *story };
}

/* Those most alike to each new story: itself, or its whole cluster. */
static void
choose(struct gathering *g)
{
	size_t of_key = 0;

	if (g->nalike > 1)
		qsort(g->alike, g->nalike, sizeof(*g->alike), most_alike_first);
	for (size_t i = 0; i < g->nalike; i++) {
		uint32_t cluster = cluster_of(g->ground, &g->alike[i].story);

		if (i == 0 || g->alike[i].key != g->alike[i - 1].key)
			of_key = 0;
		if (of_key++ >= KIN_MOST)
			continue;
		if (cluster != 0)
			g->wanted[cluster] = true;
		else
			add_story(g->kin, &g->alike[i].story);
	}
	for (uint32_t c = 1; c <= g->ground->clusters; c++)
		g->wanted[c] |= g->kin->lost[c];
}

static void
add_clusters(struct gathering *g)
{
	for (uint32_t s = 0; s < g->ground->nsegments; s++) {
		const struct ground_segment *segment = &g->ground->segments[s];

		for (uint32_t d = 1; d <= segment->stories; d++) {
			const struct ground_story story = { s, d };

			if (segment->cluster[d - 1] != 0 &&
				g->wanted[segment->cluster[d - 1]] &&
				!segment->gone[d - 1])
				add_story(g->kin, &story);
		}
	}
}

static int
by_place(const void *va, const void *vb)
{
	const struct kin_story *a = va, *b = vb;
	int c = COMPARE(a->at.segment, b->at.segment);

	return c != 0 ? c : COMPARE(a->at.docid, b->at.docid);
}

static void
drop_doubles(struct kin *kin)
{
	size_t kept = 0;

	if (kin->count > 1)
		qsort(kin->stories, kin->count, sizeof(*kin->stories),
			by_place);
	for (size_t i = 0; i < kin->count; i++)
		if (kept == 0 || by_place(&kin->stories[kept - 1],
					 &kin->stories[i]) != 0)
			kin->stories[kept++] = kin->stories[i];
	kin->count = kept;
}

/* ---- their texts ---- */

/* What a story was, and a key that says it: of stories that no date puts in
 * order, who was first before is first. */
static bool
fetch(struct kin *kin, size_t i, struct ground *ground, struct spool *spool,
	uint32_t number, struct terms *terms, struct arena *arena,
	struct err *err)
{
	struct kin_story *k = &kin->stories[i];
	struct ground_segment *s = &ground->segments[k->at.segment];
	const struct ground_segment *worded = ground_worded(ground);
	struct story_key *key;
	struct story story;

	arena_reset(arena);
	if (!shelf_open_stories(
		    s->shelf, worded != NULL ? worded->shelf : NULL, err) ||
		!shelf_story(s->shelf, k->at.docid, arena, &story, err))
		return false;
	k->cluster = s->cluster[k->at.docid - 1];
	k->first = s->first[k->at.docid - 1] != 0;
	k->copy_of = arena_string(&spool->arena, story.copy_of);
	k->similarity = story.similarity;
	if (!spool_add(spool, number, &story, terms, 0,
		    k->first ? 0 : (uint32_t)i + 1, err))
		return false;
	key = &spool->keys[spool->count - 1];
	key->kin = (uint32_t)i + 1;
	key->copy_of = k->copy_of;
	key->similarity = (float)k->similarity;
	key->cluster = kin->lost[k->cluster] ? 0 : k->cluster;
	return true;
}

bool
kin_gather(struct kin *kin, struct ground *ground, const struct story_key *keys,
	size_t count, struct spool *spool, uint32_t number, struct terms *terms,
	struct err *err)
{
	struct gathering g = {
		.kin = kin,
		.ground = ground,
		.keys = keys,
		.count = count,
		.wanted = mem_alloc(ground->clusters + (size_t)1),
	};
	struct arena arena = { 0 };
	bool ok = true;

	kin->lost[0] = false;
	mark_keys(&g);
	if (count > 0)
		look_at_all(&g);
	choose(&g);
	add_clusters(&g);
	drop_doubles(kin);
	for (size_t i = 0; ok && i < kin->count; i++)
		ok = fetch(kin, i, ground, spool, number, terms, &arena, err);
	ok = ok && spool_finish(spool, err);
	gathering_release(&g);
	arena_release(&arena);
	return ok;
}
