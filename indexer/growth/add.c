/* add.c - stories that come, and stories that go */
#include "base/fs.h"
#include "base/mem.h"
#include "indexer/build/order.h"
#include "indexer/build/reading.h"
#include "indexer/copies/copies.h"
#include "indexer/growth/growing.h"

#include <stdlib.h>
#include <string.h>

/* ---- what comes ---- */

static bool
read_inputs(struct growing *g, const struct inputs *inputs, struct err *err)
{
	const struct growth_options *o = g->options;
	struct reading reading = {
		.inputs = inputs,
		.rules = o->rules,
		.fallback_language = g->fallback_language,
		.terms = g->terms,
		.workers = o->workers,
		.rejects = o->rejects,
		.progress = o->progress,
		.spools = g->spools,
		.dir = g->spool_dir.data,
	};
	struct kept_lessons kept = { 0 };
	struct buf live = { 0 };
	uint64_t bytes = 0;
	bool ok;

	for (size_t i = 0; i < inputs->count; i++)
		bytes += inputs->items[i].size;
	progress_phase(o->progress, "reading", bytes);
	if (inputs->count < reading.workers && inputs->count > 0)
		reading.workers = (unsigned)inputs->count;
	fs_join(&live, g->ground.dir, g->ground.live, NULL);
	ok = !o->learning ||
	     kept_lessons_open(&kept, live.data, o->rules->registry, err);
	if (o->learning)
		reading.kept = &kept;
	ok = ok && reading_run(&reading, err);
	kept_lessons_close(&kept);
	buf_release(&live);
	return ok;
}

static void
on_duplicate(void *ctx, const struct story_key *left_out,
	const struct story_key *kept)
{
	struct rejects *rejects = ctx;
	struct buf detail = { 0 };

	buf_printf(&detail, "%s is again at %s:%llu", left_out->uri, kept->path,
		(unsigned long long)kept->line);
	rejects_add(rejects, left_out->path, left_out->line, REJECT_DUPLICATE,
		detail.data);
	buf_release(&detail);
}

/* Turn the order in which stories were given around, and back. */
static void
turn_around(struct story_key *keys, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		keys[i].input = ~keys[i].input;
		keys[i].nth = ~keys[i].nth;
	}
}

/* The new stories; of one uri the last, as if each had come by itself. */
static bool
take_keys(struct growing *g, struct err *err)
{
	size_t n = 0;

	for (unsigned i = 0; i < g->nspools; i++)
		n += g->spools[i].count;
	if (n == 0)
		return err_set(err, ERR_INPUT,
			"no story in what was given; the index stays as it "
			"was");
	g->keys = mem_array(NULL, n, sizeof(*g->keys));
	for (unsigned i = 0; i < g->nspools; i++)
		g->count += spool_take_keys(&g->spools[i], g->keys + g->count);
	turn_around(g->keys, g->count);
	g->count = order_drop_duplicates(
		g->keys, g->count, on_duplicate, g->options->rejects);
	turn_around(g->keys, g->count);
	g->report->added = (uint32_t)g->count;
	return true;
}

/* ---- what goes ---- */

/* The story of a uri goes, if it is there. */
static bool
drop(struct growing *g, const char *uri, bool *there, struct err *err)
{
	struct ground_story story;

	*there = false;
	if (!ground_find(&g->ground, uri, &story, err))
		return false;
	if (story.docid == 0)
		return true;
	*there = true;
	if (!growing_subtract(g, &story, err))
		return false;
	kin_lose(&g->kin, &g->ground, &story);
	return true;
}

static bool
drop_replaced(struct growing *g, struct err *err)
{
	bool there;

	for (size_t i = 0; i < g->count; i++) {
		if (!drop(g, g->keys[i].uri, &there, err))
			return false;
		g->report->replaced += there;
	}
	return true;
}

/* ---- copies ---- */

/* Those of the kin that change leave with what they were. */
static bool
subtract_changed(struct growing *g, struct err *err)
{
	for (size_t i = 0; i < g->count; i++) {
		const struct story_key *key = &g->keys[i];

		if (key->kin > 0) {
			g->report->changed++;
			if (!growing_subtract(
				    g, &g->kin.stories[key->kin - 1].at, err))
				return false;
		}
		g->text_bytes += key->text_bytes;
		g->distinct += key->cluster == 0 || key->cluster_first;
	}
	return true;
}

/* New stories and their kin, told apart by who was given first. */
static bool
find_copies(struct growing *g, struct err *err)
{
	unsigned number = g->nspools - 1;
	struct spool *spool = &g->spools[number];
	struct copies copies = {
		.spools = g->spools,
		.fallback_language = g->fallback_language,
		.workers = 1,
	};
	struct terms *terms = terms_kept_take(g->terms);
	struct buf path = { 0 };
	bool ok;

	progress_phase(g->options->progress, "comparing", 0);
	for (size_t i = 0; i < g->count; i++)
		g->keys[i].input++; /* kin is before them all */
	fs_join(&path, g->spool_dir.data, "kin", NULL);
	ok = spool_open(spool, path.data, err) &&
	     kin_gather(&g->kin, &g->ground, g->keys, g->count, spool, number,
		     terms, err);
	terms_kept_give(g->terms, terms);
	buf_release(&path);
	if (!ok)
		return false;
	g->keys = mem_array(
		g->keys, g->count + spool->count + 1, sizeof(*g->keys));
	g->count += spool_take_keys(spool, g->keys + g->count);
	copies.keys = g->keys;
	copies.count = g->count;
	if (g->count > 0 && !copies_find(&copies, err))
		return false;
	g->count = kin_settle(&g->kin, &g->ground, g->keys, g->count);
	return subtract_changed(g, err);
}

/* ---- all of it ---- */

static bool
finish(struct growing *g, struct err *err)
{
	struct ground_own own = { 0 };

	if (!find_copies(g, err))
		return false;
	order_by_day(g->keys, g->count);
	own.keys = g->keys;
	own.count = g->count;
	return growing_index(g, err) && growing_publish(g, NULL, &own, err);
}

bool
growth_add(const struct growth_options *options,
	const struct growth_given *given, struct growth_report *report,
	struct err *err)
{
	struct growing g;
	bool ok = growing_open(&g, options, report, err) &&
		  growing_open_spools(&g, options->workers + 1, err) &&
		  read_inputs(&g, given->inputs, err) && take_keys(&g, err) &&
		  drop_replaced(&g, err);

	g.given = given->paths;
	ok = ok && finish(&g, err);
	growing_close(&g);
	return ok;
}

bool
growth_delete(const struct growth_options *options, const char *const *uris,
	size_t nuris, struct growth_report *report, struct err *err)
{
	struct growing g;
	bool ok = growing_open(&g, options, report, err) &&
		  growing_open_spools(&g, 1, err);
	bool there;

	for (size_t i = 0; ok && i < nuris; i++) {
		ok = drop(&g, uris[i], &there, err);
		report->deleted += ok && there;
		report->missing += ok && !there;
	}
	if (ok && report->deleted > 0)
		ok = finish(&g, err);
	growing_close(&g);
	return ok;
}
