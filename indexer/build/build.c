#include "indexer/build/build.h"

#include "base/fs.h"
#include "base/mem.h"
#include "base/stop.h"
#include "engine/index/archive.h"
#include "engine/index/writer.h"
#include "indexer/build/indexing.h"
#include "indexer/build/order.h"
#include "indexer/build/reading.h"
#include "indexer/build/revising.h"
#include "indexer/copies/copies.h"
#include "indexer/copies/sketch_files.h"
#include "indexer/sources/source.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Everything a build holds, released in one place. */
struct build {
	const struct build_options *options;
	struct rejects *rejects;
	struct progress *progress;
	struct build_report *report;
	const struct writer_kind *writer;
	struct archive *archive;
	struct given given;
	struct inputs inputs;
	struct spool *spools;
	struct story_key *keys;
	size_t nkeys;
	struct buf spool_dir;
	struct learner *learner; /* NULL: nothing is to be learned */
	struct learned learned;
	struct manifest manifest;
};

/* ---- what the keeper gave ---- */

static bool
read_all(struct build *b, struct err *err)
{
	struct reading reading = {
		.inputs = &b->inputs,
		.rules = b->options->rules,
		.fallback_language = b->options->fallback_language,
		.workers = b->options->workers,
		.rejects = b->rejects,
		.progress = b->progress,
	};

	struct given *given = &b->given;

	*given = (struct given){
		.paths = b->options->paths,
		.npaths = b->options->npaths,
		.rejects = b->rejects,
	};
	progress_phase(
		b->progress, "reading", reading_collect(given, &b->inputs));
	b->report->path_failed = given->path_failed;
	fs_join(&b->spool_dir, archive_building(b->archive), "spool", NULL);
	if (!fs_make_dir(b->spool_dir.data, err))
		return false;
	b->spools = mem_alloc(reading.workers * sizeof(*b->spools));
	reading.dir = b->spool_dir.data;
	reading.spools = b->spools;
	if (!b->options->learning.off)
		b->learner = learner_new(SAMPLES_MAX);
	reading.learner = b->learner;
	return reading_run(&reading, err);
}

/* ---- what the whole tells ---- */

static bool
revise_all(struct build *b, struct err *err)
{
	const struct build_options *o = b->options;
	struct revising revising = {
		.learner = b->learner,
		.rules = o->rules,
		.lessons_rules = {
			.registry = o->rules->registry,
			.repeats = {
				.least = o->learning.least,
				.percent = o->learning.percent,
				.keeper = o->learning.keeper,
			},
		},
		.fallback_language = o->fallback_language,
		.workers = o->workers,
		.spools = b->spools,
		.progress = b->progress,
		.learned = &b->learned,
	};

	if (b->learner == NULL)
		return true;
	progress_phase(b->progress, "revising", 0);
	if (!revising_run(&revising, err))
		return false;
	learner_free(b->learner);
	b->learner = NULL;
	b->report->revised = revising.revised;
	for (size_t i = 0; i < b->learned.count; i++)
		b->report->learned[b->learned.rows[i].what]++;
	return learned_write(&b->learned, archive_building(b->archive), err);
}

/* ---- the order ---- */

static void
on_duplicate(void *ctx, const struct story_key *left_out,
	const struct story_key *kept)
{
	struct rejects *rejects = ctx;
	struct buf detail = { 0 };

	buf_printf(&detail, "%s is also at %s:%llu", left_out->uri, kept->path,
		(unsigned long long)kept->line);
	rejects_add(rejects, left_out->path, left_out->line, REJECT_DUPLICATE,
		detail.data);
	buf_release(&detail);
}

static bool
find_copies(struct build *b, struct err *err)
{
	struct copies copies = {
		.spools = b->spools,
		.keys = b->keys,
		.count = b->nkeys,
		.fallback_language = b->options->fallback_language,
		.workers = b->options->workers,
	};

	progress_phase(b->progress, "comparing", 0);
	if (!copies_find(&copies, err))
		return false;
	b->report->distinct = copies.distinct;
	return true;
}

/* All workers' keys in one array, in the order of docids. */
static bool
put_in_order(struct build *b, struct err *err)
{
	size_t n = 0, at = 0;

	for (unsigned i = 0; i < b->options->workers; i++)
		n += b->spools[i].count;
	if (n == 0 || n >= UINT32_MAX)
		return err_set(err, ERR_INPUT,
			n == 0 ? "no story in what was given; the index "
				 "stays as it was"
			       : "more stories than one index can hold");
	b->keys = mem_array(NULL, n, sizeof(*b->keys));
	for (unsigned i = 0; i < b->options->workers; i++)
		at += spool_take_keys(&b->spools[i], b->keys + at);
	b->nkeys = order_drop_duplicates(b->keys, n, on_duplicate, b->rejects);
	if (!find_copies(b, err))
		return false;
	order_by_day(b->keys, b->nkeys);
	for (size_t i = 0; i < b->nkeys; i++)
		b->report->text_bytes += b->keys[i].text_bytes;
	b->report->stories = (uint32_t)b->nkeys;
	return true;
}

/* ---- the index ---- */

/* By which later additions find copies. */
static bool
write_sketches(const struct archive *archive, const struct story_key *keys,
	size_t count, struct err *err)
{
	struct buf dir = { 0 };
	bool ok;

	fs_join(&dir, archive_building(archive), "columns", NULL);
	ok = sketch_files_write(dir.data, keys, count, err);
	buf_release(&dir);
	return ok;
}

static bool
index_all(struct build *b, struct err *err)
{
	struct indexing indexing = {
		.spools = b->spools,
		.keys = b->keys,
		.count = b->nkeys,
		.dir = archive_building(b->archive),
		.fallback_language = b->options->fallback_language,
		.writer = b->writer,
		.workers = b->options->workers,
		.memory = b->options->memory > 0 ? b->options->memory
						 : INDEXING_MEMORY,
		.rejects = b->rejects,
		.progress = b->progress,
	};

	progress_phase(b->progress, "indexing", b->report->text_bytes);
	if (!indexing_run(&indexing, err) ||
		!write_sketches(b->archive, b->keys, b->nkeys, err))
		return false;
	b->report->dated = indexing.dated;
	b->report->with_outlet = indexing.with_outlet;
	b->report->with_actors = indexing.with_actors;
	return fs_remove_tree(b->spool_dir.data, err);
}

/* Now, as a manifest gives it: UTC, ISO 8601. */
static const char *
timestamp(struct arena *arena)
{
	char text[sizeof("2025-03-11T04:27:16Z")];
	time_t now = time(NULL);
	struct tm tm;

	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &tm));
	return arena_string(arena, text);
}

static bool
publish(struct build *b, struct err *err)
{
	const struct build_options *o = b->options;
	struct manifest *m = &b->manifest;

	m->created = timestamp(&m->arena);
	m->writer = b->writer->name;
	m->fallback_language =
		o->fallback_language != NULL ? o->fallback_language : "";
	m->stories = b->report->stories;
	m->distinct = b->report->distinct;
	m->text_bytes = b->report->text_bytes;
	reading_note_given(&b->given, m);
	if (!archive_publish(b->archive, m, b->report->generation, err))
		return false;
	for (size_t i = 0; i < m->nfiles; i++)
		b->report->index_bytes += m->files[i].size;
	return true;
}

static void
build_release(struct build *b)
{
	for (unsigned i = 0; b->spools != NULL && i < b->options->workers; i++)
		spool_release(&b->spools[i]);
	free(b->spools);
	free(b->keys);
	learner_free(b->learner);
	learned_release(&b->learned);
	inputs_release(&b->inputs);
	manifest_release(&b->manifest);
	buf_release(&b->spool_dir);
	archive_close(b->archive);
}

bool
build_run(const struct build_options *options, struct rejects *rejects,
	struct progress *progress, struct build_report *report, struct err *err)
{
	struct build build = {
		.options = options,
		.rejects = rejects,
		.progress = progress,
		.report = report,
		.writer = writer_kind_named(options->writer),
	};
	int64_t began = clock_ns();
	bool ok = false;

	memset(report, 0, sizeof(*report));
	if (build.writer == NULL)
		return err_set(err, ERR_USAGE, "no writer %s", options->writer);
	build.archive = archive_open(options->index, err);
	if (build.archive == NULL)
		goto out;
	if (!read_all(&build, err) || !revise_all(&build, err))
		goto out;
	if (!put_in_order(&build, err) || !index_all(&build, err))
		goto out;
	if (!publish(&build, err))
		goto out;
	report->seconds = (double)(clock_ns() - began) / 1e9;
	ok = true;
out:
	build_release(&build);
	return ok;
}
