/*
 * merge.c - several segments into one
 *
 * Nothing is analysed again: a story stays as it is stored, with its place
 * among copies, and so does its place in the order.
 */
#include "indexer/growth/merge.h"

#include "base/fs.h"
#include "base/mem.h"
#include "indexer/growth/growing.h"

#include <stdlib.h>
#include <string.h>

/* ---- the stories of the segments ---- */

/* The digests of the first of each cluster; of all segments, since the first
 * may be in one that is not merged. */
static struct text_digest *
first_digests(const struct ground *ground)
{
	struct text_digest *digests =
		mem_alloc((ground->clusters + (size_t)1) * sizeof(*digests));

	for (uint32_t i = 0; i < ground->stories; i++) {
		const struct ground_story *at = &ground->order[i];
		const struct ground_segment *s = &ground->segments[at->segment];
		uint32_t row = at->docid - 1;

		if (s->first[row] && s->cluster[row] != 0)
			digests[s->cluster[row]] = s->sketches.digest[row];
	}
	return digests;
}

static bool
take_story(struct growing *g, const struct ground_story *at,
	const struct text_digest *digests, struct arena *arena, struct err *err)
{
	const struct ground_segment *s = &g->ground.segments[at->segment];
	struct spool *spool = &g->spools[0];
	uint32_t row = at->docid - 1;
	struct story_key *key;
	struct story story;

	arena_reset(arena);
	if (!shelf_story(s->shelf, at->docid, arena, &story, err) ||
		!spool_keep(spool, 0, &story, err))
		return false;
	key = &spool->keys[spool->count - 1];
	key->text = key->digest = s->sketches.digest[row];
	for (size_t h = 0; h < SKETCH_HASHES; h++)
		key->sketch.hashes[h] = sketch_files_hash(&s->sketches, row, h);
	key->cluster = s->cluster[row];
	key->cluster_first = key->cluster != 0 && s->first[row];
	key->copy_of = arena_string(&spool->arena, story.copy_of);
	key->similarity = (float)story.similarity;
	if (key->cluster != 0)
		key->digest = digests[key->cluster];
	return true;
}

/* All living stories of the segments to merge, in their order. */
static bool
take_stories(struct growing *g, const bool *which, struct err *err)
{
	struct text_digest *digests = first_digests(&g->ground);
	struct arena arena = { 0 };
	struct buf path = { 0 };
	bool ok;

	progress_phase(g->options->progress, "gathering", 0);
	fs_join(&path, g->spool_dir.data, "merged", NULL);
	ok = spool_open(&g->spools[0], path.data, err);
	for (uint32_t i = 0; ok && i < g->ground.stories; i++)
		if (which[g->ground.order[i].segment])
			ok = take_story(
				g, &g->ground.order[i], digests, &arena, err);
	ok = ok && spool_finish(&g->spools[0], err);
	if (ok) {
		g->keys = mem_array(
			NULL, g->spools[0].count + 1, sizeof(*g->keys));
		g->count = spool_take_keys(&g->spools[0], g->keys);
	}
	buf_release(&path);
	arena_release(&arena);
	free(digests);
	return ok;
}

/* ---- which segments ---- */

/* Sizes of one tier differ by less than MERGE_FAN_IN; an addition of a hundred
 * stories is well within one, also when some of them go again. */
static uint32_t
tier_of(uint64_t size)
{
	uint64_t most = MERGE_FAN_IN / 2;
	uint32_t tier = 0;

	while (size >= most && tier < MERGE_TIERS - 1) {
		most *= MERGE_FAN_IN;
		tier++;
	}
	return tier;
}

uint32_t
merge_choose(const struct merge_size *sizes, uint32_t n, bool *which)
{
	uint32_t in_tier[MERGE_TIERS] = { 0 }, chosen = 0, merged = 0;
	bool merging = false;

	for (uint32_t i = 0; i < n; i++)
		in_tier[tier_of(sizes[i].size)]++;
	/* what a tier becomes is one more of the next: it may fill that, too */
	for (uint32_t tier = 0; tier < MERGE_TIERS; tier++) {
		if (in_tier[tier] + merging < MERGE_FAN_IN) {
			if (merging)
				break;
			continue;
		}
		merging = true;
		merged = tier + 1;
	}
	for (uint32_t i = 0; i < n; i++) {
		which[i] = tier_of(sizes[i].size) < merged ||
			   sizes[i].gone > sizes[i].size / 3;
		chosen += which[i];
	}
	return chosen;
}

static uint32_t
choose(const struct growing *g, bool tidy, bool *which)
{
	const struct ground *ground = &g->ground;
	uint32_t n = ground->nsegments, chosen;
	struct merge_size *sizes = mem_alloc((n + (size_t)1) * sizeof(*sizes));
	bool gone = false;

	for (uint32_t s = 0; s < n; s++) {
		const struct ground_segment *segment = &ground->segments[s];

		sizes[s] = (struct merge_size){
			.size = segment->stories - segment->ngone,
			.gone = segment->ngone,
		};
		gone |= segment->ngone > 0;
	}
	chosen = n;
	if (tidy)
		chosen = merge_choose(sizes, n, which);
	else
		memset(which, 1, n * sizeof(*which));
	if (!tidy && n == 1 && !gone)
		chosen = 0; /* it is one already */
	free(sizes);
	return chosen;
}

bool
growth_merge(const struct growth_options *options, bool tidy,
	struct growth_report *report, struct err *err)
{
	struct growing g;
	bool *which = NULL;
	bool ok = growing_open(&g, options, report, err);

	if (ok) {
		which = mem_alloc(g.ground.nsegments + (size_t)1);
		report->merged = choose(&g, tidy, which);
	}
	if (ok && report->merged > 0)
		ok = growing_open_spools(&g, 1, err) &&
		     take_stories(&g, which, err) &&
		     growing_publish(&g, which, true, err);
	free(which);
	growing_close(&g);
	return ok;
}
