/*
 * columns.c - mapping the columns of a generation
 *
 * The checksums say that the files are what was written; the checks here
 * say that reading them cannot go wrong, whatever was written.  What is checked
 * wherever it is read (marks, cards, stories, lookups, the words of a story) is
 * not looked at here: opening is to be quick.
 */
#include "engine/index/columns.h"

#include "base/mem.h"
#include "base/must.h"
#include "engine/index/column_file.h"
#include "engine/index/columns_table.h"
#include "engine/index/dictionary.h"
#include "engine/index/listed.h"

#include <stdlib.h>
#include <string.h>

/* ---- opening ---- */

/* Map one file; the first one says how many entries all must have. */
static bool
map_file(struct columns *columns, const char *dir, const char *name,
	uint32_t width, struct column_file *file, struct err *err)
{
	must(columns->nmaps < sizeof(columns->maps) / sizeof(*columns->maps));
	if (!column_file_map(dir, name, width, file, err))
		return false;
	columns->maps[columns->nmaps++] = file->map;
	return true;
}

static bool
wrong_count(struct err *err, const char *dir, const char *name, uint64_t count,
	uint64_t wanted)
{
	return err_set(err, ERR_INDEX, "%s/%s: %llu entries instead of %llu",
		dir, name, (unsigned long long)count,
		(unsigned long long)wanted);
}

/* The columns with one entry a story. */
static bool
map_story_columns(struct columns *columns, const char *dir, struct err *err)
{
	struct column_file file;

	for (size_t i = 0; i < STORY_COLUMNS; i++) {
		const struct column *column = &story_columns[i];

		if (!map_file(columns, dir, column->name, column->width, &file,
			    err))
			return false;
		if (i == 0 && file.count < UINT32_MAX)
			columns->stories = (uint32_t)file.count;
		if (file.count != columns->stories)
			return wrong_count(err, dir, column->name, file.count,
				columns->stories);
		memcpy((char *)columns + column->columns_at, &file.payload,
			sizeof(file.payload));
	}
	return true;
}

/* Items of which a story has any number, and where those of each begin. */
static bool
map_lists(struct columns *columns, const char *dir, const char *start_name,
	const char *name, uint32_t width, const uint64_t **start,
	const char **items, struct err *err)
{
	struct column_file starts, listed;

	if (!map_file(
		    columns, dir, start_name, sizeof(**start), &starts, err) ||
		!map_file(columns, dir, name, width, &listed, err))
		return false;
	if (starts.count != columns->stories + 1ull)
		return wrong_count(err, dir, start_name, starts.count,
			columns->stories + 1ull);
	*start = (const uint64_t *)(const void *)starts.payload;
	*items = listed.payload;
	if ((*start)[0] != 0)
		return column_file_damaged(err, dir, start_name, 1, "not 0");
	if ((*start)[columns->stories] != listed.count)
		return wrong_count(err, dir, name, listed.count,
			(*start)[columns->stories]);
	for (uint32_t d = 0; d < columns->stories; d++)
		if ((*start)[d + 1] < (*start)[d] ||
			(*start)[d + 1] > listed.count)
			return column_file_damaged(
				err, dir, start_name, d + 2ull, "out of order");
	return true;
}

static bool
map_actors(struct columns *columns, const char *dir, struct err *err)
{
	const char *items;

	if (!map_lists(columns, dir, ACTOR_START_FILE, ACTOR_FILE,
		    sizeof(uint32_t), &columns->actor_start, &items, err))
		return false;
	columns->actor = (const uint32_t *)(const void *)items;
	return true;
}

static bool
map_marks(struct columns *columns, const char *dir, struct err *err)
{
	return map_lists(columns, dir, MARK_START_FILE, MARK_FILE, 1,
		&columns->mark_start, &columns->mark, err);
}

static bool
map_cards(struct columns *columns, const char *dir, struct err *err)
{
	return map_lists(columns, dir, CARD_START_FILE, CARD_FILE, 1,
		&columns->card_start, &columns->card, err);
}

static struct dictionary *
dictionary_place(struct columns *columns, const struct listed *listed)
{
	return (void *)((char *)columns + listed->dictionary);
}

static bool
open_dictionaries(struct columns *columns, const char *dir, struct err *err)
{
	for (size_t i = 0; i < LISTED_FIELDS; i++) {
		const struct listed *listed = &listed_fields[i];

		if (!dictionary_open(dir, listed->file,
			    dictionary_place(columns, listed), err))
			return false;
	}
	return true;
}

/* Days run down to the unknown ones; counts the known. */
static bool
check_days(struct columns *columns, const char *dir, struct err *err)
{
	const int32_t *days = columns->day;
	const day last = day_of(9999, 12, 31);

	for (uint32_t i = 0; i < columns->stories; i++) {
		if (days[i] != DAY_UNKNOWN && (days[i] < 0 || days[i] > last))
			return column_file_damaged(
				err, dir, "day", i + 1ull, "no day");
		if (i > 0 && days[i] > days[i - 1])
			return column_file_damaged(err, dir, "day", i + 1ull,
				"newer than the one before");
		if (days[i] != DAY_UNKNOWN)
			columns->dated = i + 1;
	}
	return true;
}

/* Numbers that something is looked up by, and those with few values. */
static const char *
row_fault(const struct columns *columns, uint32_t i, const char **name)
{
	for (size_t l = 0; l < LISTED_FIELDS; l++) {
		const struct listed *listed = &listed_fields[l];
		const uint32_t *ordinals;
		uint32_t one;

		*name = listed->column;
		if (listed->width > 0 &&
			listed_values(columns, listed, i, &one, &ordinals) &&
			one >= listed_dictionary(columns, listed)->count)
			return "a value that is not in the dictionary";
	}
	*name = "confidence";
	if (columns->confidence[i] > 100)
		return "over 100";
	*name = "cluster";
	if (columns->cluster[i] > CLUSTERS_MAX)
		return "greater than any cluster's number";
	*name = "first";
	if (columns->first[i] > 1)
		return "neither 0 nor 1";
	return NULL;
}

/* Every story's row; counts texts and clusters on the way. */
static bool
check_rows(struct columns *columns, const char *dir, struct err *err)
{
	for (uint32_t i = 0; i < columns->stories; i++) {
		const char *name;
		const char *fault = row_fault(columns, i, &name);

		if (fault != NULL)
			return column_file_damaged(
				err, dir, name, i + 1ull, fault);
		columns->distinct += columns->first[i];
		if (columns->cluster[i] > columns->clusters)
			columns->clusters = columns->cluster[i];
	}
	return true;
}

/* The actors of each story: in the dictionary, ascending. */
static bool
check_actors(const struct columns *columns, const char *dir, struct err *err)
{
	const uint64_t *start = columns->actor_start;

	for (uint32_t d = 0; d < columns->stories; d++)
		for (uint64_t i = start[d]; i < start[d + 1]; i++)
			if (columns->actor[i] >= columns->actors.count ||
				(i > start[d] && columns->actor[i] <=
							 columns->actor[i - 1]))
				return column_file_damaged(err, dir, ACTOR_FILE,
					i + 1,
					"not in the dictionary or not "
					"ascending");
	return true;
}

/* How many stories have each value of a field. */
static void
count_values(struct columns *columns, const struct listed *listed)
{
	struct dictionary *dictionary = dictionary_place(columns, listed);
	const uint32_t *values;
	uint32_t one;

	dictionary->stories = mem_alloc(
		(dictionary->count + (size_t)1) * sizeof(*dictionary->stories));
	for (uint32_t row = 0; row < columns->stories; row++) {
		size_t n = listed_values(columns, listed, row, &one, &values);

		for (size_t i = 0; i < n; i++)
			dictionary->stories[values[i]]++;
	}
}

/* Where no pairs are listed there are none. */
static bool
open_pairs(const char *dir, struct pair_words *pairs, struct err *err)
{
	struct err why = { 0 };

	if (pair_words_open(dir, pairs, &why) || why.kind == ERR_NOT_FOUND)
		return true;
	*err = why;
	return false;
}

bool
columns_check(struct columns *columns, const char *dir, struct err *err)
{
	return check_days(columns, dir, err) && check_rows(columns, dir, err);
}

void
columns_count(struct columns *columns)
{
	for (size_t i = 0; i < LISTED_FIELDS; i++)
		count_values(columns, &listed_fields[i]);
}

bool
columns_open(const char *dir, struct columns *columns, struct err *err)
{
	memset(columns, 0, sizeof(*columns));
	if (map_story_columns(columns, dir, err) &&
		map_actors(columns, dir, err) && map_marks(columns, dir, err) &&
		map_cards(columns, dir, err) &&
		stories_open(
			dir, columns->stories, NULL, &columns->stored, err) &&
		open_dictionaries(columns, dir, err) &&
		vocabulary_open(dir, &columns->vocabulary, err) &&
		forward_open(dir, &columns->vocabulary, columns->stories,
			&columns->forward, err) &&
		positions_open(dir, columns->vocabulary.count,
			&columns->positions, err) &&
		open_pairs(dir, &columns->pairs, err) &&
		columns_check(columns, dir, err) &&
		check_actors(columns, dir, err)) {
		columns_count(columns);
		return true;
	}
	columns_close(columns);
	return false;
}

bool
columns_open_cards(const char *dir, struct columns *columns, struct err *err)
{
	struct column_file days;

	memset(columns, 0, sizeof(*columns));
	if (map_file(columns, dir, "day", sizeof(*columns->day), &days, err)) {
		columns->day = (const int32_t *)(const void *)days.payload;
		if (days.count < UINT32_MAX)
			columns->stories = (uint32_t)days.count;
		if (map_cards(columns, dir, err))
			return true;
	}
	columns_close(columns);
	return false;
}

bool
columns_open_stored(const char *dir, struct columns *columns,
	const struct columns *like, struct err *err)
{
	return stories_open(dir, columns->stories,
		like != NULL ? &like->stored : NULL, &columns->stored, err);
}

void
columns_close(struct columns *columns)
{
	for (uint32_t i = 0; i < columns->nmaps; i++)
		fs_unmap(&columns->maps[i]);
	for (uint32_t i = 0; i < columns->nmemory; i++)
		free(columns->memory[i]);
	for (size_t i = 0; i < LISTED_FIELDS; i++)
		dictionary_close(dictionary_place(columns, &listed_fields[i]));
	vocabulary_close(&columns->vocabulary);
	forward_close(&columns->forward);
	positions_close(&columns->positions);
	stories_close(&columns->stored);
	pair_words_close(&columns->pairs);
	memset(columns, 0, sizeof(*columns));
}

/* ---- spans of days ---- */

/* How many of the dated stories are newer than d. */
static uint32_t
newer_than(const struct columns *columns, day d)
{
	uint32_t low = 0, high = columns->dated;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (columns->day[middle] > d)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
columns_span(const struct columns *columns, struct day_span span,
	uint32_t *first, uint32_t *last)
{
	*first = 1;
	if (span.last != DAY_UNKNOWN)
		*first += newer_than(columns, span.last);
	*last = columns->dated;
	if (span.first != DAY_UNKNOWN && span.first > INT32_MIN + 1)
		*last = newer_than(columns, span.first - 1);
}
