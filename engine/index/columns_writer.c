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
#include "engine/index/listed.h"
#include "engine/index/stories_draft.h"
#include "engine/index/terms.h"
#include "engine/index/vocabulary_draft.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct columns_writer {
	struct column_row *rows;
	size_t nrows, rows_cap;
	uint32_t *actors; /* of all rows, one row after the other */
	size_t nactors, actors_cap;
	struct dictionary_draft drafts[LISTED_FIELDS];
	struct vocabulary_draft own_words;
	struct vocabulary_draft *words; /* its own, or those lent to it */
	struct stories_draft stories;
	struct buf marks; /* of all rows, as the actors */
	struct buf cards; /* the same */
	struct buf key;	  /* scratch */
	char *scratch;	  /* folder */
};

struct columns_words {
	struct vocabulary_draft draft;
	char *scratch; /* folder */
};

/* Where a row has the ordinal of a field. */
static const size_t row_places[FIELDS] = {
	[FIELD_OUTLET] = offsetof(struct column_row, outlet),
	[FIELD_LANGUAGE] = offsetof(struct column_row, language),
	[FIELD_SECTION] = offsetof(struct column_row, section),
	[FIELD_AGENCY] = offsetof(struct column_row, agency),
	[FIELD_KIND] = offsetof(struct column_row, kind),
};

static void *
row_place(struct column_row *row, const struct listed *listed)
{
	return (char *)row + row_places[listed->field];
}

static struct dictionary_draft *
draft_of(struct columns_writer *writer, enum field_id field)
{
	return &writer->drafts[listed_field(field) - listed_fields];
}

struct columns_writer *
columns_writer_new(const char *scratch)
{
	struct columns_writer *writer = mem_alloc(sizeof(*writer));

	writer->scratch = mem_string(scratch);
	vocabulary_draft_init(&writer->own_words, writer->scratch);
	writer->words = &writer->own_words;
	writer->stories.scratch = writer->scratch;
	return writer;
}

void
columns_use_shorthand(
	struct columns_writer *writer, const struct shorthand *shorthand)
{
	writer->stories.shorthand = shorthand;
}

/* Empty: nothing can be added any more. */
static void
columns_writer_empty(struct columns_writer *writer)
{
	char *scratch = writer->scratch;

	free(writer->rows);
	free(writer->actors);
	for (size_t i = 0; i < LISTED_FIELDS; i++)
		dictionary_draft_release(&writer->drafts[i]);
	vocabulary_draft_release(&writer->own_words);
	stories_draft_release(&writer->stories);
	buf_release(&writer->marks);
	buf_release(&writer->cards);
	buf_release(&writer->key);
	*writer = (struct columns_writer){ .scratch = scratch };
}

void
columns_writer_free(struct columns_writer *writer)
{
	if (writer == NULL)
		return;
	columns_writer_empty(writer);
	free(writer->scratch);
	free(writer);
}

/* ---- words of several writers ---- */

struct columns_words *
columns_words_new(const char *scratch)
{
	struct columns_words *words = mem_alloc(sizeof(*words));

	words->scratch = mem_string(scratch);
	vocabulary_draft_init(&words->draft, words->scratch);
	return words;
}

void
columns_words_free(struct columns_words *words)
{
	if (words == NULL)
		return;
	vocabulary_draft_release(&words->draft);
	free(words->scratch);
	free(words);
}

void
columns_use_words(struct columns_writer *writer, struct columns_words *words,
	uint32_t part)
{
	writer->words = &words->draft;
	vocabulary_draft_part(writer->words, part);
}

void
columns_take_words(struct columns_writer *writer, struct columns_words *words)
{
	writer->words = &writer->own_words;
	vocabulary_draft_merge(writer->words, &words->draft);
}

/* ---- a row of a story ---- */

/* A name that nothing is left of when folded has no key and no ordinal: it
 * has no term in the database either. */

/* What a story tells of its value of a field; the key is known. */
static struct dictionary_entry
value_seen(enum field_id field, const struct story *story, const char *key)
{
	struct dictionary_entry seen = { .name = key, .key = key };

	switch (field) {
	case FIELD_OUTLET:
		seen.name = story->outlet_name != NULL ? story->outlet_name
						       : story->outlet_domain;
		seen.code = seen.aliases = story->outlet_domain;
		break;
	case FIELD_LANGUAGE:
		seen.code = key;
		break;
	case FIELD_SECTION:
		seen.name = story->section;
		break;
	case FIELD_AGENCY:
		seen.name = story->agency;
		break;
	default:
		break;
	}
	return seen;
}

/* The one value of a field; none also for more values than the column has
 * numbers for. */
static void
add_value(struct columns_writer *writer, const struct listed *listed,
	const struct story *story, struct column_row *row)
{
	struct dictionary_draft *draft = draft_of(writer, listed->field);
	const struct names *keys = &draft->keys;
	uint32_t ordinal = ORDINAL_NONE;
	struct dictionary_entry seen;

	buf_reset(&writer->key);
	terms_value_key(&writer->key, listed->field, story);
	if (writer->key.len > 0 &&
		(keys->count < ordinal_room(listed->width) ||
			names_find(keys, writer->key.data, writer->key.len) !=
				NAMES_NONE)) {
		seen = value_seen(listed->field, story, writer->key.data);
		ordinal = dictionary_draft_add(draft, &seen);
	}
	ordinal_put(row_place(row, listed), listed->width, ordinal);
}

/* The keys of all actors, each with its NUL; the dictionary is told of them. */
static void
call_actors(struct columns_writer *writer, const struct story *story)
{
	struct names *known = &draft_of(writer, FIELD_ACTOR)->keys;

	buf_reset(&writer->key);
	for (uint32_t i = 0; i < story->nactors; i++) {
		size_t at = writer->key.len;
		struct names_text text;

		terms_actor_key(&writer->key, &story->actors[i]);
		text.text = buf_text(&writer->key) + at;
		text.len = writer->key.len - at;
		names_call(known, &text);
		buf_putc(&writer->key, '\0');
	}
}

static uint32_t
add_actor(struct columns_writer *writer, const struct story_actor *actor,
	const char *key)
{
	struct dictionary_entry seen = {
		.name = actor->name,
		.key = key,
		.code = actor->code,
		.aliases = actor->aliases,
	};

	if (actor->type != ACTOR_UNKNOWN)
		seen.type = actor_types[actor->type];
	if (*key == '\0')
		return ORDINAL_NONE;
	return dictionary_draft_add(draft_of(writer, FIELD_ACTOR), &seen);
}

/* The actors of a story, each once; returns how many. */
static uint32_t
add_actors(struct columns_writer *writer, const struct story *story)
{
	size_t before = writer->nactors, n;
	const char *key;

	call_actors(writer, story);
	key = buf_text(&writer->key);
	for (uint32_t i = 0; i < story->nactors; i++) {
		uint32_t ordinal = add_actor(writer, &story->actors[i], key);

		key += strlen(key) + 1;
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

static uint8_t
percent(double confidence)
{
	if (!(confidence > 0)) /* NaN too */
		return 0;
	return (uint8_t)lround(fmin(confidence, 1.0) * 100);
}

void
columns_add_stored(struct columns_writer *writer, const struct story *story,
	const struct term_list *terms, const struct bundle_walk *stored)
{
	size_t cards = writer->cards.len;
	struct column_row row = {
		.day = story_day(story),
		.length = terms->length,
		.cluster = story->cluster,
		.nactors = add_actors(writer, story),
		.marks = (uint32_t)terms->marks_len,
		.confidence = story->published.value != NULL
				      ? percent(story->published.confidence)
				      : 0,
		.first = story->cluster == 0 || story->cluster_first,
	};

	for (size_t i = 0; i < LISTED_FIELDS; i++)
		if (listed_fields[i].width > 0)
			add_value(writer, &listed_fields[i], story, &row);
	card_write(story, &writer->cards);
	row.card = (uint32_t)(writer->cards.len - cards);
	vec_push(writer->rows, writer->nrows, writer->rows_cap) = row;
	if (row.marks > 0)
		buf_add(&writer->marks, terms->marks, row.marks);
	stories_draft_add(&writer->stories, story, stored);
}

void
columns_add(struct columns_writer *writer, const struct story *story,
	const struct term_list *terms)
{
	columns_add_stored(writer, story, terms, NULL);
	vocabulary_draft_add(writer->words, terms, story->cluster);
}

struct vocabulary_draft *
columns_vocabulary(struct columns_writer *writer)
{
	return writer->words;
}

void
columns_memory(struct columns_writer *writer, size_t bytes)
{
	writer->words->positions_max = bytes;
}

void
columns_settle(struct columns_writer *writer)
{
	vocabulary_draft_settle(writer->words);
}

/* ---- one writer's rows behind another's ---- */

/* Old ordinals to new ones, of each field; the caller frees them. */
struct ranks {
	uint32_t *of[LISTED_FIELDS];
};

static void
ranks_release(struct ranks *ranks)
{
	for (size_t i = 0; i < LISTED_FIELDS; i++)
		free(ranks->of[i]);
}

static uint32_t *
new_rank(const struct dictionary_draft *draft)
{
	return mem_array(NULL, draft->keys.count + 1, sizeof(uint32_t));
}

/* Give a row the new ordinals of its single values. */
static void
renumber_row(struct column_row *row, const struct ranks *ranks)
{
	for (size_t i = 0; i < LISTED_FIELDS; i++) {
		const struct listed *listed = &listed_fields[i];
		void *at = row_place(row, listed);
		uint32_t old;

		if (listed->width == 0)
			continue;
		old = ordinal_get(at, listed->width);
		if (old != ORDINAL_NONE)
			ordinal_put(at, listed->width, ranks->of[i][old]);
	}
}

void
columns_append(struct columns_writer *writer, struct columns_writer *more)
{
	const uint32_t *actors;
	struct ranks ranks;

	for (size_t i = 0; i < LISTED_FIELDS; i++) {
		ranks.of[i] = new_rank(&more->drafts[i]);
		dictionary_draft_merge(
			&writer->drafts[i], &more->drafts[i], ranks.of[i]);
	}
	for (size_t i = 0; i < more->nrows; i++) {
		struct column_row row = more->rows[i];

		renumber_row(&row, &ranks);
		vec_push(writer->rows, writer->nrows, writer->rows_cap) = row;
	}
	actors = ranks.of[draft_of(more, FIELD_ACTOR) - more->drafts];
	for (size_t i = 0; i < more->nactors; i++)
		vec_push(writer->actors, writer->nactors, writer->actors_cap) =
			actors[more->actors[i]];
	buf_add(&writer->marks, buf_text(&more->marks), more->marks.len);
	buf_add(&writer->cards, buf_text(&more->cards), more->cards.len);
	stories_draft_merge(&writer->stories, &more->stories);
	ranks_release(&ranks);
	vocabulary_draft_merge(&writer->own_words, &more->own_words);
	columns_writer_empty(more);
}

/* ---- writing the files ---- */

/* Give every row the ordinals of the files; a story's actors ascend. */
static void
renumber(struct columns_writer *writer, const struct ranks *ranks)
{
	const uint32_t *rank =
		ranks->of[draft_of(writer, FIELD_ACTOR) - writer->drafts];
	size_t at = 0; /* of the row's own; there may be none at all */

	for (size_t i = 0; i < writer->nrows; i++) {
		struct column_row *row = &writer->rows[i];
		uint32_t *actors;

		renumber_row(row, ranks);
		if (row->nactors == 0)
			continue;
		actors = writer->actors + at;
		for (uint32_t j = 0; j < row->nactors; j++)
			actors[j] = rank[actors[j]];
		ordinals_sort(actors, row->nactors);
		at += row->nactors;
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

/* Items of which a story has any number, and where those of each begin. */
struct lists {
	const char *start_name, *name;
	size_t count_at; /* the member of a row: how many it has */
	const void *items;
	size_t nitems;
	uint32_t width;
};

static bool
write_lists(const struct columns_writer *writer, const struct lists *lists,
	const char *dir, struct err *err)
{
	uint64_t *starts = mem_array(NULL, writer->nrows + 1, sizeof(*starts));
	const struct column_part starts_part = {
		starts,
		(writer->nrows + 1) * sizeof(*starts),
	};
	const struct column_part items_part = {
		lists->items,
		lists->nitems * lists->width,
	};
	bool ok;

	starts[0] = 0;
	for (size_t i = 0; i < writer->nrows; i++) {
		uint32_t n;

		memcpy(&n, (const char *)&writer->rows[i] + lists->count_at,
			sizeof(n));
		starts[i + 1] = starts[i] + n;
	}
	ok = column_file_write(dir, lists->start_name, sizeof(*starts),
		     writer->nrows + 1, &starts_part, 1, err) &&
	     column_file_write(dir, lists->name, lists->width, lists->nitems,
		     &items_part, 1, err);
	free(starts);
	return ok;
}

static bool
write_actors(
	const struct columns_writer *writer, const char *dir, struct err *err)
{
	const struct lists actors = {
		.start_name = ACTOR_START_FILE,
		.name = ACTOR_FILE,
		.count_at = offsetof(struct column_row, nactors),
		.items = writer->actors,
		.nitems = writer->nactors,
		.width = sizeof(*writer->actors),
	};

	return write_lists(writer, &actors, dir, err);
}

static bool
write_marks(
	const struct columns_writer *writer, const char *dir, struct err *err)
{
	const struct lists marks = {
		.start_name = MARK_START_FILE,
		.name = MARK_FILE,
		.count_at = offsetof(struct column_row, marks),
		.items = writer->marks.data,
		.nitems = writer->marks.len,
		.width = 1,
	};

	return write_lists(writer, &marks, dir, err);
}

static bool
write_cards(
	const struct columns_writer *writer, const char *dir, struct err *err)
{
	const struct lists cards = {
		.start_name = CARD_START_FILE,
		.name = CARD_FILE,
		.count_at = offsetof(struct column_row, card),
		.items = writer->cards.data,
		.nitems = writer->cards.len,
		.width = 1,
	};

	return write_lists(writer, &cards, dir, err);
}

static bool
write_dictionaries(const struct columns_writer *writer, const char *dir,
	struct ranks *ranks, struct err *err)
{
	for (size_t i = 0; i < LISTED_FIELDS; i++) {
		ranks->of[i] = new_rank(&writer->drafts[i]);
		if (!dictionary_draft_write(&writer->drafts[i], dir,
			    listed_fields[i].file, ranks->of[i], err))
			return false;
	}
	return true;
}

static bool
write_vocabulary(
	struct columns_writer *writer, const char *dir, struct err *err)
{
	uint32_t *clusters =
		mem_array(NULL, writer->nrows + 1, sizeof(*clusters));
	bool ok;

	for (size_t i = 0; i < writer->nrows; i++)
		clusters[i] = writer->rows[i].cluster;
	ok = vocabulary_draft_write(
		     &writer->own_words, dir, clusters, writer->nrows, err) &&
	     forward_write(dir, &writer->own_words, writer->nrows, err);
	free(clusters);
	return ok;
}

bool
columns_finish_rows(
	struct columns_writer *writer, const char *dir, struct err *err)
{
	struct ranks ranks = { 0 };
	bool ok = write_dictionaries(writer, dir, &ranks, err);

	if (ok)
		renumber(writer, &ranks);
	for (size_t i = 0; ok && i < STORY_COLUMNS; i++)
		ok = write_column(writer, &story_columns[i], dir, err);
	ok = ok && write_actors(writer, dir, err) &&
	     write_marks(writer, dir, err) && write_cards(writer, dir, err) &&
	     stories_draft_write(&writer->stories, dir, err);
	ranks_release(&ranks);
	return ok;
}

bool
columns_finish_words(
	struct columns_writer *writer, const char *dir, struct err *err)
{
	if (writer->nrows >= UINT32_MAX)
		return err_set(
			err, ERR_UNAVAILABLE, "more than 4 billion stories");
	return write_vocabulary(writer, dir, err);
}

bool
columns_finish(struct columns_writer *writer, const char *dir, struct err *err)
{
	bool ok = columns_finish_words(writer, dir, err) &&
		  columns_finish_rows(writer, dir, err);

	columns_writer_empty(writer);
	return ok;
}
