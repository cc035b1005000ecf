/*
 * columns_writer.c - gathering the columns of a build
 *
 * Rows are kept whole and taken apart when the files are written.  Ordinals
 * are those of first appearance until then.
 */
#include "engine/index/columns.h"

#include "base/mem.h"
#include "base/must.h"
#include "engine/index/column_file.h"
#include "engine/index/columns_table.h"
#include "engine/index/dictionary.h"
#include "engine/index/terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct columns_writer {
	struct column_row *rows;
	size_t nrows, rows_cap;
	uint32_t *actors; /* of all rows, one row after the other */
	size_t nactors, actors_cap;
	struct dictionary_draft outlet_names, actor_names, language_names;
	struct buf key; /* scratch */
};

struct columns_writer *
columns_writer_new(void)
{
	return mem_alloc(sizeof(struct columns_writer));
}

/* Empty, but as good as new. */
static void
columns_writer_reset(struct columns_writer *writer)
{
	free(writer->rows);
	free(writer->actors);
	dictionary_draft_release(&writer->outlet_names);
	dictionary_draft_release(&writer->actor_names);
	dictionary_draft_release(&writer->language_names);
	buf_release(&writer->key);
	memset(writer, 0, sizeof(*writer));
}

void
columns_writer_free(struct columns_writer *writer)
{
	if (writer == NULL)
		return;
	columns_writer_reset(writer);
	free(writer);
}

/* ---- a row of a story ---- */

/* A name that nothing is left of when folded has no key and no ordinal: it
 * has no term in the database either. */

static uint32_t
add_outlet(struct columns_writer *writer, const struct story *story)
{
	const char *name = story->outlet_name != NULL ? story->outlet_name
						      : story->outlet_domain;
	struct dictionary_entry seen = {
		.name = name,
		.code = story->outlet_domain,
		.aliases = story->outlet_domain,
	};

	buf_reset(&writer->key);
	terms_outlet_key(&writer->key, story);
	if (writer->key.len == 0)
		return ORDINAL_NONE;
	seen.key = writer->key.data;
	return dictionary_draft_add(&writer->outlet_names, &seen);
}

static uint32_t
add_actor(struct columns_writer *writer, const struct story_actor *actor)
{
	struct dictionary_entry seen = {
		.name = actor->name,
		.code = actor->code,
		.aliases = actor->aliases,
	};

	if (actor->type != ACTOR_UNKNOWN)
		seen.type = actor_types[actor->type];
	buf_reset(&writer->key);
	terms_actor_key(&writer->key, actor);
	if (writer->key.len == 0)
		return ORDINAL_NONE;
	seen.key = writer->key.data;
	return dictionary_draft_add(&writer->actor_names, &seen);
}

/* The actors of a story, each once; returns how many. */
static uint32_t
add_actors(struct columns_writer *writer, const struct story *story)
{
	size_t before = writer->nactors, n;

	for (uint32_t i = 0; i < story->nactors; i++) {
		uint32_t ordinal = add_actor(writer, &story->actors[i]);

		if (ordinal != ORDINAL_NONE)
			vec_push(writer->actors, writer->nactors,
				writer->actors_cap) = ordinal;
	}
	if (writer->nactors == before)
		return 0;
	n = ordinals_sort(writer->actors + before, writer->nactors - before);
	writer->nactors = before + n;
	return (uint32_t)n;
}

/* LANGUAGE_NONE also for more languages than the column has numbers for. */
static uint16_t
add_language(struct columns_writer *writer, const char *tag)
{
	struct dictionary_draft *names = &writer->language_names;
	struct dictionary_entry seen = { 0 };

	buf_reset(&writer->key);
	if (tag != NULL)
		terms_language_key(&writer->key, tag);
	if (writer->key.len == 0)
		return LANGUAGE_NONE;
	if (names->keys.count == LANGUAGE_NONE &&
		names_find(&names->keys, writer->key.data, writer->key.len) ==
			NAMES_NONE)
		return LANGUAGE_NONE;
	seen.name = seen.key = seen.code = writer->key.data;
	return (uint16_t)dictionary_draft_add(names, &seen);
}

static uint8_t
percent(double confidence)
{
	if (!(confidence > 0)) /* NaN too */
		return 0;
	return (uint8_t)lround(fmin(confidence, 1.0) * 100);
}

void
columns_add(struct columns_writer *writer, const struct story *story,
	uint32_t length)
{
	const struct column_row row = {
		.day = story_day(story),
		.outlet = add_outlet(writer, story),
		.length = length,
		.cluster = story->cluster,
		.nactors = add_actors(writer, story),
		.language = add_language(writer, story->language),
		.confidence = story->published.value != NULL
				      ? percent(story->published.confidence)
				      : 0,
		.first = story->cluster == 0 || story->cluster_first,
	};

	vec_push(writer->rows, writer->nrows, writer->rows_cap) = row;
}

/* ---- one writer's rows behind another's ---- */

/* What ordinals of the one became in the other. */
static uint32_t *
merge_names(struct dictionary_draft *draft, const struct dictionary_draft *more)
{
	uint32_t *map = mem_array(NULL, more->keys.count + 1, sizeof(*map));

	dictionary_draft_merge(draft, more, map);
	return map;
}

void
columns_append(struct columns_writer *writer, struct columns_writer *more)
{
	uint32_t *outlets =
		merge_names(&writer->outlet_names, &more->outlet_names);
	uint32_t *actors =
		merge_names(&writer->actor_names, &more->actor_names);
	uint32_t *languages =
		merge_names(&writer->language_names, &more->language_names);

	for (size_t i = 0; i < more->nrows; i++) {
		struct column_row row = more->rows[i];

		if (row.outlet != ORDINAL_NONE)
			row.outlet = outlets[row.outlet];
		if (row.language != LANGUAGE_NONE)
			row.language =
				languages[row.language] < LANGUAGE_NONE
					? (uint16_t)languages[row.language]
					: LANGUAGE_NONE;
		vec_push(writer->rows, writer->nrows, writer->rows_cap) = row;
	}
	for (size_t i = 0; i < more->nactors; i++)
		vec_push(writer->actors, writer->nactors, writer->actors_cap) =
			actors[more->actors[i]];
	free(outlets);
	free(actors);
	free(languages);
	columns_writer_reset(more);
}

/* ---- writing the files ---- */

/* Old ordinals to those of the files. */
struct ranks {
	uint32_t *outlets, *actors, *languages;
};

/* A language's number in its file; those past the column's width have none. */
static uint16_t
language_rank(const struct ranks *ranks, uint16_t language)
{
	uint32_t rank = LANGUAGE_NONE;

	if (language != LANGUAGE_NONE)
		rank = ranks->languages[language];
	return rank < LANGUAGE_NONE ? (uint16_t)rank : LANGUAGE_NONE;
}

/* Give every row the ordinals of the files; a story's actors ascend. */
static void
renumber(struct columns_writer *writer, const struct ranks *ranks)
{
	uint32_t *actors = writer->actors;

	for (size_t i = 0; i < writer->nrows; i++) {
		struct column_row *row = &writer->rows[i];

		if (row->outlet != ORDINAL_NONE)
			row->outlet = ranks->outlets[row->outlet];
		row->language = language_rank(ranks, row->language);
		for (uint32_t j = 0; j < row->nactors; j++)
			actors[j] = ranks->actors[actors[j]];
		if (row->nactors > 1)
			ordinals_sort(actors, row->nactors);
		actors += row->nactors;
	}
}

/* One member of every row as a file. */
static bool
write_column(const struct columns_writer *writer, const struct column *column,
	const char *dir, struct err *err)
{
	size_t size = writer->nrows * column->width;
	char *entries = mem_array(NULL, writer->nrows + 1, column->width);
	const struct column_part part = { entries, size };
	bool ok;

	for (size_t i = 0; i < writer->nrows; i++)
		memcpy(entries + i * column->width,
			(const char *)&writer->rows[i] + column->row_at,
			column->width);
	ok = column_file_write(
		dir, column->name, column->width, writer->nrows, &part, 1, err);
	free(entries);
	return ok;
}

static bool
write_actors(
	const struct columns_writer *writer, const char *dir, struct err *err)
{
	uint64_t *starts = mem_array(NULL, writer->nrows + 1, sizeof(*starts));
	const struct column_part starts_part = {
		starts,
		(writer->nrows + 1) * sizeof(*starts),
	};
	const struct column_part actors_part = {
		writer->actors,
		writer->nactors * sizeof(*writer->actors),
	};
	bool ok;

	starts[0] = 0;
	for (size_t i = 0; i < writer->nrows; i++)
		starts[i + 1] = starts[i] + writer->rows[i].nactors;
	ok = column_file_write(dir, ACTOR_START_FILE, sizeof(*starts),
		     writer->nrows + 1, &starts_part, 1, err) &&
	     column_file_write(dir, ACTOR_FILE, sizeof(*writer->actors),
		     writer->nactors, &actors_part, 1, err);
	free(starts);
	return ok;
}

/* Write a dictionary; the ranks are the caller's to free. */
static bool
write_names(const struct dictionary_draft *draft, const char *dir,
	const char *name, uint32_t **ranks, struct err *err)
{
	*ranks = mem_array(NULL, draft->keys.count + 1, sizeof(**ranks));
	return dictionary_draft_write(draft, dir, name, *ranks, err);
}

bool
columns_finish(struct columns_writer *writer, const char *dir, struct err *err)
{
	struct ranks ranks = { 0 };
	bool ok = false;

	if (writer->nrows >= UINT32_MAX) {
		err_set(err, ERR_UNAVAILABLE, "more than 4 billion stories");
		goto out;
	}
	if (!write_names(&writer->outlet_names, dir, OUTLETS_FILE,
		    &ranks.outlets, err) ||
		!write_names(&writer->actor_names, dir, ACTORS_FILE,
			&ranks.actors, err) ||
		!write_names(&writer->language_names, dir, LANGUAGES_FILE,
			&ranks.languages, err))
		goto out;
	renumber(writer, &ranks);
	for (size_t i = 0; i < STORY_COLUMNS; i++)
		if (!write_column(writer, &story_columns[i], dir, err))
			goto out;
	ok = write_actors(writer, dir, err);

out:
	free(ranks.outlets);
	free(ranks.actors);
	free(ranks.languages);
	columns_writer_reset(writer);
	return ok;
}
