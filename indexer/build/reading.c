#include "indexer/build/reading.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/must.h"
#include "engine/index/terms.h"
#include "indexer/build/work.h"
#include "indexer/learning/revise.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What one worker needs while it reads. */
struct reader {
	struct reading *reading;
	unsigned number;
	struct terms *terms; /* for the key of the text */
	uint32_t input, nth;
	struct arena arena; /* of a story that is revised */
	struct buf packed;
};

/* What the whole pile tells is learned from each story. */
static void
learn_from(struct reader *r, const struct story *story)
{
	struct spool *spool = &r->reading->spools[r->number];
	struct story_key *key = &spool->keys[spool->count - 1];
	const struct pile_place place = {
		.spool = key->spool,
		.len = key->len,
		.at = key->at,
		.input = key->input,
		.nth = key->nth,
	};

	if (r->reading->learner != NULL)
		key->groups = learner_see(
			r->reading->learner, story, &key->digest, &place);
}

/* The story as what was learned before has it: *revised, if that changes. */
static const struct story *
revise(struct reader *r, const struct story *story, struct story *revised)
{
	const struct kept_lessons *kept = r->reading->kept;
	const struct revision revision = { &kept->lessons, r->reading->rules };
	struct story_groups groups = kept_lessons_groups(kept, story);

	if (!lessons_concern(&kept->lessons, groups))
		return story;
	/* a copy of its own, which may be changed */
	arena_reset(&r->arena);
	buf_reset(&r->packed);
	story_pack(story, &r->packed);
	*revised = (struct story){ 0 };
	must(story_unpack(
		r->packed.data, r->packed.len, &r->arena, revised, NULL));
	return revise_story(&revision, groups, &r->arena, revised) ? revised
								   : story;
}

static bool
on_story(void *ctx, const struct story *story, struct err *err)
{
	struct reader *r = ctx;
	struct story revised;

	progress_add(r->reading->progress, 1, 0);
	if (r->reading->kept != NULL)
		story = revise(r, story, &revised);
	if (!spool_add(&r->reading->spools[r->number], r->number, story,
		    r->terms, r->input, r->nth++, err))
		return false;
	learn_from(r, story);
	return true;
}

static void
on_reject(void *ctx, const char *path, uint64_t line, enum reject_reason why,
	const char *detail)
{
	struct reader *r = ctx;

	rejects_add(r->reading->rejects, path, line, why, detail);
}

static void
on_remark(void *ctx, const char *path, uint64_t line, enum remark_reason why,
	const char *detail)
{
	struct reader *r = ctx;

	rejects_remark(r->reading->rejects, path, line, why, detail);
}

static void
on_progress(void *ctx, uint64_t bytes)
{
	struct reader *r = ctx;

	progress_add(r->reading->progress, 0, bytes);
}

static void
on_passed_over(void *ctx, uint64_t records)
{
	struct reader *r = ctx;

	rejects_pass_over(r->reading->rejects, records);
}

static bool
read_input(void *ctx, unsigned worker, size_t item, struct err *err)
{
	struct reader *r = (struct reader *)ctx + worker;
	const struct sink sink = {
		.ctx = r,
		.story = on_story,
		.reject = on_reject,
		.remark = on_remark,
		.progress = on_progress,
		.passed_over = on_passed_over,
	};

	r->input = (uint32_t)item;
	r->nth = 0;
	return source_read(&r->reading->inputs->items[item], r->reading->rules,
		&sink, err);
}

static bool
open_spools(struct reading *reading, struct err *err)
{
	struct buf path = { 0 };
	bool ok = true;

	for (unsigned i = 0; i < reading->workers && ok; i++) {
		buf_reset(&path);
		buf_printf(&path, "%s/spool-%u", reading->dir, i);
		ok = spool_open(&reading->spools[i], path.data, err);
	}
	buf_release(&path);
	return ok;
}

bool
reading_run(struct reading *reading, struct err *err)
{
	struct reader *readers =
		mem_array(NULL, reading->workers, sizeof(*readers));
	bool ok = open_spools(reading, err);

	for (unsigned i = 0; i < reading->workers; i++)
		readers[i] = (struct reader){
			.reading = reading,
			.number = i,
			.terms =
				reading->terms != NULL
					? terms_kept_take(reading->terms)
					: terms_new(reading->fallback_language),
		};
	ok = ok && work_run(reading->workers, reading->inputs->count,
			   read_input, readers, err);
	for (unsigned i = 0; i < reading->workers; i++) {
		ok = ok && spool_finish(&reading->spools[i], err);
		if (reading->terms != NULL)
			terms_kept_give(reading->terms, readers[i].terms);
		else
			terms_free(readers[i].terms);
		arena_release(&readers[i].arena);
		buf_release(&readers[i].packed);
	}
	free(readers);
	return ok;
}

static void
on_collect_reject(void *ctx, const char *path, uint64_t line,
	enum reject_reason why, const char *detail)
{
	struct given *given = ctx;

	for (size_t i = 0; i < given->npaths; i++)
		if (strcmp(path, given->paths[i]) == 0)
			given->path_failed = true;
	rejects_add(given->rejects, path, line, why, detail);
}

uint64_t
reading_collect(struct given *given, struct inputs *inputs)
{
	const struct sink sink = { .ctx = given, .reject = on_collect_reject };
	uint64_t bytes = 0;

	given->began = (uint64_t)time(NULL);
	inputs_collect(inputs, given->paths, given->npaths, &sink);
	for (size_t i = 0; i < inputs->count; i++)
		bytes += inputs->items[i].size;
	return bytes;
}

void
reading_note_given(const struct given *given, struct manifest *manifest)
{
	for (size_t i = 0; i < given->npaths; i++) {
		char *path = realpath(given->paths[i], NULL);

		if (path != NULL && fs_is_dir(path))
			manifest_add_given(manifest, path, given->began);
		free(path);
	}
}
