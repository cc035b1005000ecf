/* columns_join.c - the columns of several segments as those of one archive */
#include "engine/index/columns_join.h"

#include "base/mem.h"
#include "base/must.h"
#include "engine/index/columns_table.h"
#include "engine/index/dictionary.h"
#include "engine/index/dictionary_join.h"
#include "engine/index/join_words.h"
#include "engine/index/listed.h"

#include <stdlib.h>
#include <string.h>

/* ---- the order ---- */

void
join_order_add(struct join_order *order, uint32_t segment)
{
	struct join_run *last =
		order->count > 0 ? &order->runs[order->count - 1] : NULL;

	if (last != NULL && last->segment == segment)
		last->count++;
	else
		vec_push(order->runs, order->count, order->cap) =
			(struct join_run){ segment, 1 };
}

void
join_order_release(struct join_order *order)
{
	free(order->runs);
	*order = (struct join_order){ 0 };
}

/* Where in a part the order has come to. */
struct turn {
	uint32_t next; /* row */
	uint32_t gone; /* of the part's */
};

/* Past the stories that are gone; returns whether one is left. */
static bool
skip_gone(const struct join_part *part, struct turn *turn)
{
	while (turn->gone < part->ngone &&
		part->gone[turn->gone] == turn->next + 1) {
		part->docid[turn->next++] = 0;
		turn->gone++;
	}
	return turn->next < part->columns->stories;
}

/* The living stories of all parts. */
static uint64_t
count_living(const struct join_part *parts, uint32_t nparts)
{
	uint64_t living = 0;

	for (uint32_t p = 0; p < nparts; p++)
		living += parts[p].columns->stories - parts[p].ngone;
	return living;
}

static bool
take_turns(struct join_part *parts, uint32_t nparts,
	const struct join_order *order, struct turn *turns,
	struct join_homes *homes, uint32_t stories)
{
	uint32_t docid = 0;

	for (size_t r = 0; r < order->count; r++) {
		uint32_t p = order->runs[r].segment;

		if (p >= nparts)
			return false;
		for (uint32_t i = 0; i < order->runs[r].count; i++) {
			struct turn *turn = &turns[p];

			if (docid == stories || !skip_gone(&parts[p], turn))
				return false;
			homes->part[docid] = (uint16_t)p;
			homes->docid[docid] = turn->next + 1;
			parts[p].docid[turn->next++] = ++docid;
		}
	}
	for (uint32_t p = 0; p < nparts; p++)
		if (skip_gone(&parts[p], &turns[p]) ||
			turns[p].gone != parts[p].ngone)
			return false;
	return docid == stories;
}

bool
join_docids(struct join_part *parts, uint32_t nparts,
	const struct join_order *order, struct join_homes *homes,
	uint32_t *stories, struct err *err)
{
	uint64_t living = count_living(parts, nparts);
	struct turn *turns;
	bool ok;

	*homes = (struct join_homes){ 0 };
	if (living >= UINT32_MAX || nparts > JOIN_PARTS_MAX)
		return err_set(err, ERR_INDEX,
			"%u segments of %llu stories: more than can be read",
			nparts, (unsigned long long)living);
	*stories = (uint32_t)living;
	turns = mem_alloc((nparts + (size_t)1) * sizeof(*turns));
	homes->part = mem_array(NULL, living + 1, sizeof(*homes->part));
	homes->docid = mem_array(NULL, living + 1, sizeof(*homes->docid));
	ok = take_turns(parts, nparts, order, turns, homes, *stories) ||
	     err_set(err, ERR_INDEX,
		     "the order of segments is not one of their stories");
	free(turns);
	return ok;
}

/* ---- columns ---- */

/* Columns on their way. */
struct joining {
	const struct join_part *parts;
	uint32_t nparts;
	const struct join_homes *homes;
	struct columns *out;
	uint32_t **maps[LISTED_FIELDS]; /* of each part: of its ordinals */
};

/* Memory that lives as long as the columns. */
static void *
take(struct columns *out, size_t n, size_t size)
{
	void *memory = mem_array(NULL, n + 1, size);

	must(out->nmemory < sizeof(out->memory) / sizeof(*out->memory));
	out->memory[out->nmemory++] = memory;
	return memory;
}

/* Of each value: the docid of the first story that has it. */
static uint32_t *
first_stories(const struct join_part *part, const struct listed *listed)
{
	const struct columns *columns = part->columns;
	size_t count = listed_dictionary(columns, listed)->count;
	uint32_t *first = mem_alloc((count + 1) * sizeof(*first)), one;
	const uint32_t *values;

	for (uint32_t row = 0; row < columns->stories; row++) {
		size_t n = listed_values(columns, listed, row, &one, &values);

		if (part->docid[row] == 0)
			continue;
		for (size_t i = 0; i < n; i++)
			if (first[values[i]] == 0)
				first[values[i]] = part->docid[row];
	}
	return first;
}

static bool
join_dictionaries(struct joining *j, size_t l, struct err *err)
{
	const struct listed *listed = &listed_fields[l];
	struct dictionary_part *parts =
		mem_array(NULL, j->nparts, sizeof(*parts));
	uint32_t *maps; /* lookups go by way of them, too */
	size_t entries = 0;
	bool ok;

	for (uint32_t p = 0; p < j->nparts; p++)
		entries +=
			listed_dictionary(j->parts[p].columns, listed)->count;
	maps = take(j->out, entries, sizeof(*maps));
	j->maps[l] = mem_array(NULL, j->nparts, sizeof(*j->maps[l]));
	for (uint32_t p = 0; p < j->nparts; p++) {
		const struct dictionary *d =
			listed_dictionary(j->parts[p].columns, listed);

		j->maps[l][p] = maps;
		maps += d->count;
		parts[p] = (struct dictionary_part){
			.dictionary = d,
			.first = first_stories(&j->parts[p], listed),
			.map = j->maps[l][p],
		};
	}
	ok = dictionary_join(parts, j->nparts,
		(void *)((char *)j->out + listed->dictionary), err);
	for (uint32_t p = 0; p < j->nparts; p++)
		free((void *)parts[p].first);
	free(parts);
	return ok;
}

/* The field whose ordinals a column has; LISTED_FIELDS: it has none. */
static size_t
field_of(const struct column *column)
{
	size_t l = 0;

	while (l < LISTED_FIELDS &&
		(listed_fields[l].width == 0 ||
			listed_fields[l].ordinals != column->columns_at))
		l++;
	return l;
}

static const char *
entries_of(const struct columns *columns, const struct column *column)
{
	const char *entries;

	memcpy(&entries, (const char *)columns + column->columns_at,
		sizeof(entries));
	return entries;
}

/* One entry a story, of each from where it is. */
static void
join_column(struct joining *j, const struct column *column)
{
	uint32_t width = column->width, stories = j->out->stories;
	char *entries = take(j->out, stories, width);
	size_t l = field_of(column);

	for (uint32_t i = 0; i < stories; i++) {
		uint32_t p = j->homes->part[i], row = j->homes->docid[i] - 1;
		const char *from = entries_of(j->parts[p].columns, column) +
				   (size_t)row * width;
		char *to = entries + (size_t)i * width;
		uint32_t ordinal = ORDINAL_NONE;

		if (l == LISTED_FIELDS) {
			memcpy(to, from, width);
			continue;
		}
		ordinal = ordinal_get(from, width);
		if (ordinal != ORDINAL_NONE)
			ordinal = j->maps[l][p][ordinal];
		ordinal_put(to, width, ordinal);
	}
	memcpy((char *)j->out + column->columns_at, &entries, sizeof(entries));
}

/* Where the items of each story begin, when those of a part begin there. */
static uint64_t *
join_starts(struct joining *j, size_t start_at)
{
	uint64_t *start =
		take(j->out, j->out->stories + (size_t)1, sizeof(*start));
	uint64_t sum = 0;

	for (uint32_t i = 0; i < j->out->stories; i++) {
		const char *columns =
			(const char *)j->parts[j->homes->part[i]].columns;
		uint32_t row = j->homes->docid[i] - 1;
		const uint64_t *from;

		memcpy(&from, columns + start_at, sizeof(from));
		start[i] = sum;
		sum += from[row + 1] - from[row];
	}
	start[j->out->stories] = sum;
	return start;
}

static void
join_actors(struct joining *j)
{
	uint32_t **maps = j->maps[listed_field(FIELD_ACTOR) - listed_fields];
	uint64_t *start = join_starts(j, offsetof(struct columns, actor_start));
	uint32_t *actors =
		take(j->out, start[j->out->stories], sizeof(*actors));

	for (uint32_t i = 0; i < j->out->stories; i++) {
		uint32_t p = j->homes->part[i], row = j->homes->docid[i] - 1;
		const struct columns *from = j->parts[p].columns;
		size_t n = start[i + 1] - start[i];

		for (size_t k = 0; k < n; k++)
			actors[start[i] + k] =
				maps[p]
				    [from->actor[from->actor_start[row] + k]];
		if (n > 1)
			ordinals_sort(actors + start[i], n);
	}
	j->out->actor_start = start;
	j->out->actor = actors;
}

static void
join_marks(struct joining *j)
{
	uint64_t *start = join_starts(j, offsetof(struct columns, mark_start));
	char *marks = take(j->out, start[j->out->stories], 1);

	for (uint32_t i = 0; i < j->out->stories; i++) {
		const struct columns *from =
			j->parts[j->homes->part[i]].columns;
		uint32_t row = j->homes->docid[i] - 1;

		memcpy(marks + start[i], from->mark + from->mark_start[row],
			start[i + 1] - start[i]);
	}
	j->out->mark_start = start;
	j->out->mark = marks;
}

/* Stories stay where they are, and so do their cards. */
static void
join_stored(struct joining *j)
{
	const struct columns **parts = take(j->out, j->nparts, sizeof(*parts));

	for (uint32_t p = 0; p < j->nparts; p++)
		parts[p] = j->parts[p].columns;
	j->out->parts = parts;
	j->out->home_part = j->homes->part;
	j->out->home_docid = j->homes->docid;
}

/* The maps themselves are the columns'. */
static void
joining_release(struct joining *j)
{
	for (size_t l = 0; l < LISTED_FIELDS; l++)
		free(j->maps[l]);
}

bool
columns_join(const struct join_part *parts, uint32_t nparts,
	const struct join_homes *homes, uint32_t stories, struct columns *out,
	struct err *err)
{
	struct joining j = {
		.parts = parts,
		.nparts = nparts,
		.homes = homes,
		.out = out,
	};
	bool ok = true;

	*out = (struct columns){ .stories = stories };
	for (size_t l = 0; ok && l < LISTED_FIELDS; l++)
		ok = join_dictionaries(&j, l, err);
	if (ok) {
		for (size_t c = 0; c < STORY_COLUMNS; c++)
			join_column(&j, &story_columns[c]);
		join_actors(&j);
		join_marks(&j);
		join_stored(&j);
		ok = columns_check(out, "joined columns", err) &&
		     join_words(parts, nparts, homes, out, err);
	}
	if (ok)
		columns_count(out);
	joining_release(&j);
	if (!ok)
		columns_close(out);
	return ok;
}
