/* frequent.c - the actors of each story, the archive's most frequent first */
#include "engine/index/frequent.h"

#include "base/mem.h"

#include <stdlib.h>

/* Who is in fewer stories gets no rank. */
#define LEAST_STORIES 2

#define NO_RANK UINT32_MAX

static uint32_t *
numbers(size_t n)
{
	return mem_alloc((n + 1) * sizeof(uint32_t));
}

/* ---- ranks ---- */

/* All that may get one, in their order.  Sorted by counting: how many stories
 * an actor is in is no more than there are. */
static uint32_t *
in_order(const struct columns *columns, uint32_t *n)
{
	const struct dictionary *actors = &columns->actors;
	uint32_t *at = numbers(columns->stories + (size_t)1), *order;

	for (uint32_t i = 0; i < actors->count; i++)
		at[actors->stories[i]]++;
	*n = 0;
	for (uint32_t df = columns->stories; df >= LEAST_STORIES; df--) {
		uint32_t many = at[df];

		at[df] = *n;
		*n += many;
	}
	order = numbers(*n);
	for (uint32_t i = 0; i < actors->count; i++)
		if (actors->stories[i] >= LEAST_STORIES)
			order[at[actors->stories[i]]++] = i;
	free(at);
	return order;
}

static void
give_ranks(struct frequent *frequent, const struct columns *columns)
{
	const uint32_t *stories = columns->actors.stories;
	uint32_t n, *order = in_order(columns, &n);

	frequent->ordinal = order;
	frequent->rest = n > FREQUENT_END ? stories[order[FREQUENT_END]]
					  : LEAST_STORIES - 1;
	frequent->count = n > FREQUENT_END ? FREQUENT_END : n;
	frequent->stories = numbers(frequent->count);
	for (uint32_t r = 0; r < frequent->count; r++)
		frequent->stories[r] = stories[order[r]];
}

/* ---- lists ---- */

/* The rank of each ordinal, or NO_RANK. */
static uint32_t *
ranks_of(const struct frequent *frequent, uint32_t ordinals)
{
	uint32_t *rank = numbers(ordinals);

	for (uint32_t i = 0; i < ordinals; i++)
		rank[i] = NO_RANK;
	for (uint32_t r = 0; r < frequent->count; r++)
		rank[frequent->ordinal[r]] = r;
	return rank;
}

/* The rows of each rank, one rank after the other; start[] of each row. */
static uint32_t *
rows_by_rank(struct frequent *frequent, const struct columns *columns)
{
	uint32_t *rank = ranks_of(frequent, columns->actors.count);
	uint32_t *at = numbers(frequent->count), *rows, total = 0, lists = 0;

	for (uint32_t r = 0; r < frequent->count; r++) {
		at[r] = total;
		total += frequent->stories[r];
	}
	rows = numbers(total);
	for (uint32_t row = 0; row < columns->stories; row++) {
		frequent->start[row] = lists++; /* an end each */
		for (uint64_t i = columns->actor_start[row];
			i < columns->actor_start[row + 1]; i++) {
			uint32_t r = rank[columns->actor[i]];

			if (r == NO_RANK)
				continue;
			rows[at[r]++] = row;
			lists++;
		}
	}
	free(at);
	free(rank);
	return rows;
}

/* From rank to rank, so that each list ascends; start[] runs ahead and is
 * moved back. */
static void
fill_lists(struct frequent *frequent, uint32_t stories, const uint32_t *rows)
{
	uint32_t *start = frequent->start;

	for (uint32_t r = 0; r < frequent->count; r++)
		for (uint32_t i = 0; i < frequent->stories[r]; i++)
			frequent->rank[start[*rows++]++] = (uint16_t)r;
	for (uint32_t row = 0; row < stories; row++)
		frequent->rank[start[row]] = FREQUENT_END;
	for (uint32_t row = stories; row > 1; row--)
		start[row - 1] = start[row - 2] + 1;
	start[0] = 0;
}

static struct frequent *
frequent_new(const struct columns *columns)
{
	struct frequent *frequent = mem_alloc(sizeof(*frequent));
	uint64_t listed = columns->actor_start[columns->stories];
	uint32_t *rows;

	give_ranks(frequent, columns);
	frequent->start = numbers(columns->stories);
	frequent->rank = mem_array(
		NULL, listed + columns->stories + 1, sizeof(*frequent->rank));
	rows = rows_by_rank(frequent, columns);
	fill_lists(frequent, columns->stories, rows);
	free(rows);
	return frequent;
}

static void
frequent_free(struct frequent *frequent)
{
	if (frequent == NULL)
		return;
	free(frequent->ordinal);
	free(frequent->stories);
	free(frequent->start);
	free(frequent->rank);
	free(frequent);
}

/* ---- keeping ---- */

/* Two that find none make one each, and one is kept. */
const struct frequent *
frequent_of(frequent_cell *cell, const struct columns *columns)
{
	struct frequent *kept = atomic_load(cell), *made;

	if (kept != NULL)
		return kept;
	made = frequent_new(columns);
	if (atomic_compare_exchange_strong(cell, &kept, made))
		return made;
	frequent_free(made);
	return kept;
}

void
frequent_release(frequent_cell *cell)
{
	frequent_free(atomic_exchange(cell, NULL));
}
