/* inspect.c - the steps of looking an archive over, and those about files */
#include "engine/index/inspect.h"

#include "base/mem.h"
#include "engine/index/archive_layout.h"
#include "engine/index/inspection.h"

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

static bool
is_listed(const struct manifest *manifest, const char *path)
{
	for (size_t i = 0; i < manifest->nfiles; i++)
		if (strcmp(manifest->files[i].path, path) == 0)
			return true;
	return false;
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
		if (!is_listed(&in->manifest, found.files[i].path))
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

/* Each cluster has at least two stories, exactly one of them the first. */
static void
inspect_clusters(struct inspection *in)
{
	const struct columns *columns = &in->columns;
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
		if (stories[c] < 2 || firsts[c] != 1) {
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
	if (in->has_manifest && columns->stories != in->manifest.stories)
		inspection_damaged(in,
			"%s: columns of %u stories, the manifest says %u",
			in->path, columns->stories, in->manifest.stories);
	if (in->has_manifest && columns->distinct != in->manifest.distinct)
		inspection_damaged(in,
			"%s: columns of %u texts, the manifest says %u",
			in->path, columns->distinct, in->manifest.distinct);
	inspect_clusters(in);
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

/* ---- the steps ---- */

enum {
	NEEDS_MANIFEST = 1,
	NEEDS_INTACT = 2, /* Xapian must not be let loose on damaged tables */
	NEEDS_COLUMNS = 4,
	NEEDS_DATABASE = 8
};

static const struct inspect_step {
	const char *name;
	unsigned needs;
	void (*run)(struct inspection *in);
} steps[] = {
	{ "manifest", 0, inspect_manifest },
	{ "checksums", NEEDS_MANIFEST, inspect_checksums },
	{ "columns", 0, inspect_columns },
	{ "database", NEEDS_INTACT, inspect_database },
	{ "filters", NEEDS_COLUMNS | NEEDS_DATABASE, inspect_filters },
	{ "stories", NEEDS_COLUMNS | NEEDS_DATABASE, inspect_stories },
};

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

static void
run_step(struct inspection *in, const struct inspect_step *step)
{
	const char *why = missing(in, step->needs);
	uint64_t before = in->damages;

	in->step = step->name;
	buf_reset(&in->summary);
	if (why != NULL) {
		in->tell(in->ctx, step->name, INSPECT_SKIPPED, why);
		return;
	}
	step->run(in);
	if (in->damages == before)
		in->tell(in->ctx, step->name, INSPECT_OK,
			buf_text(&in->summary));
}

bool
inspect_archive(const char *dir, inspect_fn tell, void *ctx, uint64_t *damages,
	struct err *err)
{
	struct inspection in = { .tell = tell, .ctx = ctx };
	char name[GENERATION_NAME_SIZE];
	struct buf path = { 0 };
	int lock = generation_lock_live(dir, name, err);

	if (lock < 0)
		return false;
	fs_join(&path, dir, name, NULL);
	in.path = path.data;
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		run_step(&in, &steps[i]);
	*damages = in.damages;
	xap_reader_close(in.reader);
	columns_close(&in.columns);
	manifest_release(&in.manifest);
	close(lock);
	buf_release(&in.path_at_hand);
	buf_release(&in.summary);
	buf_release(&path);
	return true;
}

bool
inspect_terms(
	const struct generation *generation, uint64_t *terms, struct err *err)
{
	struct xap_reader *reader;
	struct buf path = { 0 };
	bool ok;

	fs_join(&path, generation->path, "database", NULL);
	reader = xap_reader_open(path.data, err);
	ok = reader != NULL && xap_reader_terms(reader, terms, err);
	xap_reader_close(reader);
	buf_release(&path);
	return ok;
}

bool
inspect_each_story(const struct generation *generation, inspect_story_fn fn,
	void *ctx, struct err *err)
{
	const struct columns *columns = &generation->columns;
	struct story_reader *reader = story_reader_new(columns);
	struct arena arena = { 0 };
	struct story story;
	bool ok = true;

	for (uint32_t row = 0; ok && row < columns->stories; row++) {
		arena_reset(&arena);
		ok = story_reader_get(reader, row, &arena, &story, err);
		if (ok)
			fn(ctx, &story, row);
	}
	story_reader_free(reader);
	arena_release(&arena);
	return ok;
}
