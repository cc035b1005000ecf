/* inspect.c - the steps of looking an archive over, and those about files */
#include "engine/index/inspect.h"

#include "base/mem.h"
#include "engine/index/archive_layout.h"
#include "engine/index/inspection.h"
#include "engine/index/union_files.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REPORT_SIZE 4096
#define DATABASE_FOLDER "database/"

const char *
inspection_path(struct inspection *in, const char *name)
{
	buf_reset(&in->path_at_hand);
	fs_join(&in->path_at_hand, in->path, name, NULL);
	return in->path_at_hand.data;
}

void
inspection_damaged(struct inspection *in, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	in->tell(in->ctx, in->step, INSPECT_DAMAGED, text);
	in->damages++;
}

/* ---- files ---- */

static void
inspect_manifest(struct inspection *in)
{
	struct err err = { 0 };

	in->has_manifest = manifest_read(&in->manifest, in->path, &err);
	if (!in->has_manifest)
		inspection_damaged(in, "%s", err.text);
	else
		buf_printf(&in->summary, "%u stories, %zu files, made %s",
			in->manifest.stories, in->manifest.nfiles,
			in->manifest.created);
}

/* What lies in the generation and was not there when it was made. */
static void
find_strangers(struct inspection *in)
{
	struct manifest found = { 0 };
	struct err err = { 0 };

	if (!manifest_measure(&found, in->path, &err))
		inspection_damaged(in, "%s", err.text);
	for (size_t i = 0; i < found.nfiles; i++)
		if (!manifest_lists(&in->manifest, found.files[i].path))
			inspection_damaged(in, "%s/%s: not in the manifest",
				in->path, found.files[i].path);
	manifest_release(&found);
}

static void
inspect_checksums(struct inspection *in)
{
	const size_t len = strlen(DATABASE_FOLDER);
	uint64_t bytes = 0;

	in->database_intact = true;
	for (size_t i = 0; i < in->manifest.nfiles; i++) {
		const struct manifest_file *file = &in->manifest.files[i];
		struct err err = { 0 };

		if (!manifest_verify_file(
			    file, in->path, MANIFEST_CHECKSUMS, &err)) {
			inspection_damaged(in, "%s", err.text);
			if (strncmp(file->path, DATABASE_FOLDER, len) == 0)
				in->database_intact = false;
		}
		bytes += file->size;
	}
	find_strangers(in);
	buf_printf(&in->summary, "%" PRIu64 " bytes", bytes);
}

/* ---- columns by themselves ---- */

/* Each cluster has at least two stories, exactly one of them the first; a
 * number may be free again. */
static void
inspect_clusters(struct inspection *in, const struct columns *columns)
{
	uint32_t *stories = mem_array(
		NULL, columns->clusters + (size_t)1, sizeof(*stories));
	uint32_t *firsts =
		mem_array(NULL, columns->clusters + (size_t)1, sizeof(*firsts));

	memset(stories, 0, (columns->clusters + (size_t)1) * sizeof(*stories));
	memset(firsts, 0, (columns->clusters + (size_t)1) * sizeof(*firsts));
	for (uint32_t i = 0; i < columns->stories; i++) {
		stories[columns->cluster[i]]++;
		firsts[columns->cluster[i]] += columns->first[i];
	}
	for (uint32_t c = 1; c <= columns->clusters; c++)
		if (stories[c] == 1 || firsts[c] != (stories[c] > 0)) {
			inspection_damaged(in,
				"%s: cluster %u has %u stories, %u of them the "
				"first",
				inspection_path(in, "columns/cluster"), c,
				stories[c], firsts[c]);
			break;
		}
	free(stories);
	free(firsts);
}

/* All stories together, as the manifest counts them. */
static void
inspect_totals(struct inspection *in, const struct columns *columns)
{
	if (in->has_manifest && columns->stories != in->manifest.stories)
		inspection_damaged(in,
			"%s: columns of %u stories, the manifest says %u",
			in->path, columns->stories, in->manifest.stories);
	if (in->has_manifest && columns->distinct != in->manifest.distinct)
		inspection_damaged(in,
			"%s: columns of %u texts, the manifest says %u",
			in->path, columns->distinct, in->manifest.distinct);
	inspect_clusters(in, columns);
}

static void
inspect_columns(struct inspection *in)
{
	struct columns *columns = &in->columns;
	struct err err = { 0 };

	in->has_columns =
		columns_open(inspection_path(in, "columns"), columns, &err);
	if (!in->has_columns) {
		inspection_damaged(in, "%s", err.text);
		return;
	}
	if (in->part == NULL)
		inspect_totals(in, columns);
	buf_printf(&in->summary, "%u outlets, %u actors, %u languages",
		columns->outlets.count, columns->actors.count,
		columns->languages.count);
}

/* ---- the database ---- */

static void
inspect_database(struct inspection *in)
{
	const char *path = inspection_path(in, "database");
	char report[REPORT_SIZE] = "";
	struct err err = { 0 };
	uint64_t faults = 0;
	uint32_t stories;

	if (!xap_check(path, &faults, report, sizeof(report), &err))
		inspection_damaged(in, "%s: %s", path, err.text);
	else if (faults > 0)
		inspection_damaged(in, "%s: %" PRIu64 " faults:\n%s", path,
			faults, report);
	in->reader = xap_reader_open(path, &err);
	if (in->reader == NULL ||
		!xap_reader_stories(in->reader, &stories, &err)) {
		inspection_damaged(in, "%s: %s", path, err.text);
		xap_reader_close(in->reader);
		in->reader = NULL;
		return;
	}
	if (in->has_columns && stories != in->columns.stories)
		inspection_damaged(in, "%s: %u documents, the columns have %u",
			path, stories, in->columns.stories);
	buf_puts(&in->summary, "no fault found by xapian-check");
}

/* ---- what several segments make together ---- */

static void
inspect_segments(struct inspection *in)
{
	struct err err = { 0 };
	struct generation *generation = generation_open(in->dir, &err);

	if (generation == NULL) {
		inspection_damaged(in, "%s", err.text);
		return;
	}
	inspect_totals(in, &generation->columns);
	buf_printf(&in->summary, "%u stories in %u segments",
		generation->columns.stories, generation->nsegments);
	generation_unref(generation);
}

/* ---- the steps ---- */

enum {
	NEEDS_MANIFEST = 1,
	NEEDS_INTACT = 2, /* Xapian must not be let loose on damaged tables */
	NEEDS_COLUMNS = 4,
	NEEDS_DATABASE = 8
};

struct inspect_step {
	const char *name;
	unsigned needs;
	void (*run)(struct inspection *in);
};

/* Of every folder; and of those that have stories. */
static const struct inspect_step folder_steps[] = {
	{ "manifest", 0, inspect_manifest },
	{ "checksums", NEEDS_MANIFEST, inspect_checksums },
};
static const struct inspect_step story_steps[] = {
	{ "columns", 0, inspect_columns },
	{ "database", NEEDS_INTACT, inspect_database },
	{ "filters", NEEDS_COLUMNS | NEEDS_DATABASE, inspect_filters },
	{ "stories", NEEDS_COLUMNS | NEEDS_DATABASE, inspect_stories },
};
static const struct inspect_step union_step = { "segments", 0,
	inspect_segments };

/* Why a step cannot be made; NULL if it can. */
static const char *
missing(const struct inspection *in, unsigned needs)
{
	if ((needs & NEEDS_MANIFEST) && !in->has_manifest)
		return "there is no manifest to hold them against";
	if ((needs & NEEDS_INTACT) && !in->database_intact)
		return "its files are not known to be what was written";
	if ((needs & NEEDS_COLUMNS) && !in->has_columns)
		return "the columns cannot be read";
	if ((needs & NEEDS_DATABASE) && in->reader == NULL)
		return "the database was not read";
	return NULL;
}

/* Of several parts each says its name. */
static void
tell(struct inspection *in, enum inspect_result result, const char *text)
{
	struct buf named = { 0 };

	if (in->part != NULL)
		buf_printf(&named, "%s: ", in->part);
	buf_puts(&named, text);
	in->tell(in->ctx, in->step, result, named.data);
	buf_release(&named);
}

static void
run_step(struct inspection *in, const struct inspect_step *step)
{
	const char *why = missing(in, step->needs);
	uint64_t before = in->damages;

	in->step = step->name;
	buf_reset(&in->summary);
	if (why != NULL) {
		tell(in, INSPECT_SKIPPED, why);
		return;
	}
	step->run(in);
	if (in->damages == before)
		tell(in, INSPECT_OK, buf_text(&in->summary));
}

/* Has a folder stories of its own?  In doubt it should. */
static bool
has_stories(const struct inspection *in)
{
	return !in->has_manifest || in->manifest.nsegments == 0 ||
	       manifest_has_part(&in->manifest, "columns");
}

static void
inspection_end_folder(struct inspection *in)
{
	xap_reader_close(in->reader);
	in->reader = NULL;
	columns_close(&in->columns);
	manifest_release(&in->manifest);
}

/* The folder of one generation, by itself. */
static void
inspect_folder(struct inspection *in, const char *name)
{
	struct buf path = { 0 };

	fs_join(&path, in->dir, name, NULL);
	in->path = path.data;
	for (size_t i = 0; i < sizeof(folder_steps) / sizeof(*folder_steps);
		i++)
		run_step(in, &folder_steps[i]);
	if (has_stories(in))
		for (size_t i = 0;
			i < sizeof(story_steps) / sizeof(*story_steps); i++)
			run_step(in, &story_steps[i]);
	inspection_end_folder(in);
	buf_release(&path);
}

/* What it stands on, each by itself, then itself, then all together. */
static void
inspect_parts(
	struct inspection *in, const char *name, const struct manifest *live)
{
	struct buf path = { 0 };

	for (size_t i = 0; i <= live->nsegments; i++) {
		in->part = i < live->nsegments ? live->segments[i].name : name;
		inspect_folder(in, in->part);
	}
	in->part = NULL;
	fs_join(&path, in->dir, name, NULL);
	in->path = path.data;
	in->has_manifest = manifest_read(&in->manifest, path.data, NULL);
	run_step(in, &union_step);
	inspection_end_folder(in);
	buf_release(&path);
}

bool
inspect_archive(const char *dir, inspect_fn tell_fn, void *ctx,
	uint64_t *damages, struct err *err)
{
	struct inspection in = { .dir = dir, .tell = tell_fn, .ctx = ctx };
	char name[GENERATION_NAME_SIZE];
	struct manifest live = { 0 };
	struct buf path = { 0 };
	int lock = generation_lock_live(dir, name, err);

	if (lock < 0)
		return false;
	fs_join(&path, dir, name, NULL);
	manifest_read(&live, path.data, NULL);
	if (manifest_has_part(&live, UNION_PART))
		inspect_parts(&in, name, &live);
	else
		inspect_folder(&in, name);
	*damages = in.damages;
	manifest_release(&live);
	close(lock);
	buf_release(&in.path_at_hand);
	buf_release(&in.summary);
	buf_release(&path);
	return true;
}
