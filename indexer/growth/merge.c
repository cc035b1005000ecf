/*
 * merge.c - several segments into one
 *
 * Nothing is analysed again: a story stays as it is stored, with its place
 * among copies, and so does its place in the order.
 *
 * The segment is made beside other writers, of what is there when it begins.
 * When it is done they are kept out for a moment: what has gone meanwhile is
 * gone from the new segment, and it is published in place of the old ones.
 */
#include "indexer/growth/merge.h"

#include "base/fs.h"
#include "base/mem.h"
#include "indexer/growth/growing.h"
#include "indexer/growth/merge_segments.h"

#include <poll.h>
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

/* All living stories of the segments to merge, in their order, indexed once
 * more: for a kind of writer that takes no lists. */
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

static bool
make_segment(struct growing *g, const bool *which, struct err *err)
{
	if (g->writer->list != NULL)
		return merge_segments(g, which, err);
	return growing_open_spools(g, 1, err) && take_stories(g, which, err) &&
	       growing_index(g, err);
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

/* ---- in place of the old ones ---- */

/* Milliseconds between two attempts to be the writer, and how many. */
#define WAIT_MS 50
#define WAITS_MAX 12000

/* Become the writer, after whoever is. */
static bool
open_when_free(struct growing *now, const struct growing *g, struct err *err)
{
	struct err why = { 0 };

	for (int i = 0; i < WAITS_MAX; i++) {
		why = (struct err){ 0 };
		if (growing_open(now, g->options, g->report, &why))
			return true;
		growing_close(now);
		*now = (struct growing){ 0 };
		if (why.kind != ERR_BUSY)
			break;
		poll(NULL, 0, WAIT_MS);
	}
	return err_set(err, why.kind, "%s", why.text);
}

/* The segment of the same name and making; nsegments: it is no more. */
static uint32_t
find_segment(const struct ground *ground, const struct ground_segment *wanted)
{
	uint32_t s = 0;

	while (s < ground->nsegments &&
		(ground->segments[s].crc != wanted->crc ||
			strcmp(ground->segments[s].name, wanted->name) != 0))
		s++;
	return s;
}

/* The merged stories that have gone since. */
static void
find_gone(const struct growing *g, const bool *which, const struct ground *now,
	const uint32_t *map, struct gone *gone)
{
	uint32_t docid = 0;

	for (uint32_t i = 0; i < g->ground.stories; i++) {
		const struct ground_story *was = &g->ground.order[i];
		const struct ground_story is = {
			map[was->segment],
			was->docid,
		};

		if (!which[was->segment])
			continue;
		docid++;
		if (is.segment == now->nsegments || !ground_living(now, &is))
			vec_push(gone->docids, gone->count, gone->cap) = docid;
	}
}

/* Of a generation that stands on none of them any more nothing is replaced. */
static bool
replace(struct growing *g, const bool *which, struct growing *now,
	struct err *err)
{
	struct ground *ground = &now->ground;
	uint32_t *map =
		mem_alloc((g->ground.nsegments + (size_t)1) * sizeof(*map));
	bool *without = mem_alloc(ground->nsegments + (size_t)1);
	struct gone gone = { 0 };
	struct ground_own own = {
		.keys = g->keys,
		.count = g->count,
		.merged = true,
		.gone = &gone,
	};
	bool any = false, ok = true;

	for (uint32_t s = 0; s < g->ground.nsegments; s++) {
		map[s] = find_segment(ground, &g->ground.segments[s]);
		if (which[s] && map[s] < ground->nsegments)
			any = without[map[s]] = true;
	}
	find_gone(g, which, ground, map, &gone);
	if (any)
		ok = (g->count == 0 || archive_take_over(now->archive,
					       g->archive, err)) &&
		     growing_publish(now, without, &own, err);
	else
		g->report->merged = 0;
	free(gone.docids);
	free(without);
	free(map);
	return ok;
}

bool
growth_merge(const struct growth_options *options, bool tidy,
	struct growth_report *report, struct err *err)
{
	struct growing g, now = { 0 };
	bool *which = NULL;
	bool ok = growing_open_aside(&g, options, report, err);
	struct err why = { 0 };
	uint32_t merged = 0;

	if (ok) {
		which = mem_alloc(g.ground.nsegments + (size_t)1);
		merged = choose(&g, tidy, which);
	}
	if (ok && merged > 0)
		ok = make_segment(&g, which, err) &&
		     open_when_free(&now, &g, err);
	/* nothing to do but to sweep, unless another writer does */
	if (ok && merged == 0)
		growing_open(&now, options, report, &why);
	if (ok && merged > 0) {
		report->merged = merged;
		/* or nobody could sweep what is merged */
		ground_unlock(&g.ground);
		ok = replace(&g, which, &now, err);
	}
	free(which);
	growing_close(&now);
	growing_close(&g);
	return ok;
}
