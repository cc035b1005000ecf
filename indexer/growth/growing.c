/* growing.c - what adding, deleting and merging share */
#include "indexer/growth/growing.h"

#include "base/fs.h"
#include "base/mem.h"
#include "base/stop.h"
#include "indexer/build/indexing.h"
#include "indexer/build/order.h"
#include "indexer/copies/sketch_files.h"
#include "indexer/growth/merge.h"
#include "indexer/names/lists.h"

#include <stdlib.h>
#include <string.h>

/* An archive that is not there is not made. */
static bool
archive_is_there(const char *dir, struct err *err)
{
	struct buf live = { 0 };
	bool there;

	fs_join(&live, dir, "live", NULL);
	there = fs_exists(live.data);
	buf_release(&live);
	return there ||
	       err_set(err, ERR_NOT_FOUND,
		       "no archive in %s: run dateline-indexer build first",
		       dir);
}

/* What was kept of words serves this archive. */
static bool
take_terms(struct growing *g, struct err *err)
{
	struct buf columns = { 0 };
	bool ok;

	g->terms = g->options->terms;
	if (g->terms == NULL)
		g->terms = g->own_terms = terms_kept_new();
	fs_join(&columns, g->ground.segments[0].path, "columns", NULL);
	ok = terms_kept_use(g->terms, columns.data, g->fallback_language, err);
	buf_release(&columns);
	return ok;
}

/* The lists that stories are read by stay with the archive. */
static bool
keep_lists(const struct growing *g, struct err *err)
{
	const struct growth_options *o = g->options;

	return o->rules == NULL || o->rules->lists == NULL ||
	       lists_keep(o->rules->lists, archive_building(g->archive),
		       o->index, err);
}

static bool
open_with(struct growing *g, const struct growth_options *options,
	struct growth_report *report, bool aside, struct err *err)
{
	bool ok;

	*g = (struct growing){
		.options = options,
		.report = report,
		.began = clock_ns(),
	};
	*report = (struct growth_report){ 0 };
	if (!archive_is_there(options->index, err))
		return false;
	g->archive = aside ? archive_open_aside(options->index, err)
			   : archive_open(options->index, err);
	ok = g->archive != NULL && (aside || keep_lists(g, err)) &&
	     (aside ? ground_open_read(
			      &g->ground, options->index, options->ground, err)
		    : ground_open(&g->ground, options->index, options->ground,
			      err));
	if (!ok)
		return false;
	g->writer = writer_kind_named(g->ground.manifest.writer);
	g->fallback_language = g->ground.manifest.fallback_language;
	g->text_bytes = g->ground.manifest.text_bytes;
	g->distinct = g->ground.manifest.distinct;
	kin_init(&g->kin, &g->ground);
	if (!take_terms(g, err))
		return false;
	return g->writer != NULL ||
	       err_set(err, ERR_INDEX, "%s was written by %s, which is unknown",
		       options->index, g->ground.manifest.writer);
}

bool
growing_open(struct growing *g, const struct growth_options *options,
	struct growth_report *report, struct err *err)
{
	return open_with(g, options, report, false, err);
}

bool
growing_open_aside(struct growing *g, const struct growth_options *options,
	struct growth_report *report, struct err *err)
{
	return open_with(g, options, report, true, err);
}

void
growing_close(struct growing *g)
{
	for (unsigned i = 0; g->spools != NULL && i < g->nspools; i++)
		spool_release(&g->spools[i]);
	free(g->spools);
	free(g->keys);
	kin_release(&g->kin);
	terms_kept_free(g->own_terms);
	ground_close(&g->ground);
	buf_release(&g->spool_dir);
	archive_close(g->archive);
}

bool
growing_open_spools(struct growing *g, unsigned n, struct err *err)
{
	fs_join(&g->spool_dir, archive_building(g->archive), "spool", NULL);
	g->spools = mem_alloc(n * sizeof(*g->spools));
	g->nspools = n;
	return fs_make_dir(g->spool_dir.data, err);
}

bool
growing_subtract(
	struct growing *g, const struct ground_story *story, struct err *err)
{
	struct ground_segment *s = &g->ground.segments[story->segment];
	struct arena arena = { 0 };
	struct story stored;
	bool ok = shelf_story(s->shelf, story->docid, &arena, &stored, err);

	if (ok) {
		g->text_bytes -= story_text_bytes(&stored);
		g->distinct -= s->first[story->docid - 1];
	}
	arena_release(&arena);
	return ok;
}

/* ---- the new segment ---- */

static bool
index_keys(struct growing *g, struct err *err)
{
	struct indexing indexing = {
		.spools = g->spools,
		.keys = g->keys,
		.count = g->count,
		.dir = archive_building(g->archive),
		.fallback_language = g->fallback_language,
		.writer = g->writer,
		.terms = g->terms,
		.workers = g->options->workers,
		.memory = INDEXING_MEMORY,
		.rejects = g->options->rejects,
		.progress = g->options->progress,
	};
	const struct ground_segment *worded = ground_worded(&g->ground);
	struct buf columns = { 0 }, grown = { 0 }, words = { 0 };
	uint64_t bytes = 0;
	bool ok;

	for (size_t i = 0; i < g->count; i++)
		bytes += g->keys[i].text_bytes;
	if (INDEXING_IS_SMALL(bytes)) {
		indexing.workers = 1;
		indexing.packed = true;
	}
	progress_phase(g->options->progress, "indexing", bytes);
	fs_join(&columns, indexing.dir, "columns", NULL);
	fs_join(&grown, g->ground.segments[0].path, "columns", NULL);
	indexing.grown_of = grown.data;
	if (worded != NULL) {
		fs_join(&words, worded->path, "columns", NULL);
		indexing.worded_as = words.data;
	}
	ok = indexing_run(&indexing, err) &&
	     sketch_files_write(columns.data, g->keys, g->count, err);
	buf_release(&columns);
	buf_release(&grown);
	buf_release(&words);
	return ok;
}

/* What the last build learned goes along. */
static bool
keep_learned(struct growing *g, struct err *err)
{
	static const char name[] = "learned.tsv";
	struct buf from = { 0 }, to = { 0 };
	bool ok = true;

	fs_join(&from, g->ground.dir, g->ground.live, name, NULL);
	fs_join(&to, archive_building(g->archive), name, NULL);
	if (fs_exists(from.data))
		ok = fs_link(from.data, to.data, err);
	buf_release(&from);
	buf_release(&to);
	return ok;
}

static bool
publish(struct growing *g, struct manifest *m, struct err *err)
{
	const struct manifest *old = &g->ground.manifest;

	m->writer = g->writer->name;
	m->fallback_language = g->fallback_language;
	m->stories = g->report->stories;
	m->distinct = g->distinct;
	m->text_bytes = g->text_bytes;
	for (size_t i = 0; i < old->ngiven; i++)
		manifest_add_given(
			m, old->given[i].path, old->given[i].seconds);
	if (g->given != NULL)
		reading_note_given(g->given, m);
	if (!archive_publish(g->archive, m, g->report->generation, err))
		return false;
	g->report->distinct = m->distinct;
	g->report->segments =
		(uint32_t)m->nsegments + manifest_has_part(m, "columns");
	g->report->seconds = (double)(clock_ns() - g->began) / 1e9;
	return true;
}

/* The stories of the generation to be. */
static uint32_t
count_stories(const struct growing *g, const bool *without,
	const struct ground_own *own)
{
	uint32_t stories = (uint32_t)own->count;

	if (own->gone != NULL)
		stories -= (uint32_t)own->gone->count;

	for (uint32_t s = 0; s < g->ground.nsegments; s++)
		if (without == NULL || !without[s])
			stories += g->ground.segments[s].stories -
				   g->ground.segments[s].ngone;
	return stories;
}

/* Have the segments become too many? */
static bool
is_untidy(const struct growing *g, const bool *without, size_t own)
{
	struct merge_size *sizes =
		mem_alloc((g->ground.nsegments + (size_t)1) * sizeof(*sizes));
	bool *which = mem_alloc(g->ground.nsegments + (size_t)1);
	uint32_t n = 0;
	bool untidy;

	for (uint32_t s = 0; s < g->ground.nsegments; s++) {
		const struct ground_segment *segment = &g->ground.segments[s];

		if (without == NULL || !without[s])
			sizes[n++] = (struct merge_size){
				segment->stories - segment->ngone,
				segment->ngone,
			};
	}
	if (own > 0)
		sizes[n++] = (struct merge_size){ .size = own };
	untidy = merge_choose(sizes, n, which) > 0;
	free(sizes);
	free(which);
	return untidy;
}

bool
growing_index(struct growing *g, struct err *err)
{
	return (g->count == 0 || index_keys(g, err)) &&
	       (g->spools == NULL || fs_remove_tree(g->spool_dir.data, err));
}

bool
growing_publish(struct growing *g, const bool *without, struct ground_own *own,
	struct err *err)
{
	struct manifest manifest = { 0 };
	bool ok;

	archive_next(g->archive, own->name);
	g->report->stories = count_stories(g, without, own);
	ok = ground_write(&g->ground, without, own,
		     archive_building(g->archive), &manifest, err) &&
	     keep_learned(g, err) && publish(g, &manifest, err);
	g->report->untidy = ok && is_untidy(g, without, own->count);
	manifest_release(&manifest);
	return ok;
}
