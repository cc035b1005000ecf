/* placed.c - does a tree hold within a window? */
#include "engine/plan/placed.h"

#include "engine/plan/placed_match.h"

#include <stdlib.h>

#define TURNS_A_LOOK 256

static bool holds(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last);

bool
matcher_turn(struct matcher *m)
{
	if (++m->scratch->turns % TURNS_A_LOOK == 0 &&
		stop_now(m->stop) != STOP_NOT)
		m->ended = PLACED_STOPPED;
	return m->ended == PLACED_NO;
}

/* ---- looking ahead ---- */

uint32_t
word_from(const struct placed_word *word, uint32_t from)
{
	uint32_t low = 0, high = word->n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (word->positions[middle] < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t
window_from(const struct placed_windows *windows, uint32_t from)
{
	uint32_t low = 0, high = windows->n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (windows->items[middle].last < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static uint32_t
reach_here(const struct matcher *m, const struct placed *node, uint32_t from)
{
	(void)m;
	(void)node;
	return from;
}

static uint32_t
reach_word(const struct matcher *m, const struct placed *node, uint32_t from)
{
	const struct placed_word *word = &m->story->words[node->word];
	uint32_t i = word_from(word, from);

	return i < word->n ? word->positions[i] : NOWHERE;
}

static uint32_t
reach_all(const struct matcher *m, const struct placed *node, uint32_t from)
{
	uint32_t most = from;

	for (uint32_t i = 0; i < node->nkids && most != NOWHERE; i++) {
		uint32_t reach = placed_reach(m, node->kids[i], from);

		if (reach > most)
			most = reach;
	}
	return most;
}

static uint32_t
reach_any(const struct matcher *m, const struct placed *node, uint32_t from)
{
	uint32_t least = NOWHERE;

	for (uint32_t i = 0; i < node->nkids && least > from; i++) {
		uint32_t reach = placed_reach(m, node->kids[i], from);

		if (reach < least)
			least = reach;
	}
	return least;
}

/* Enough kids must hold somewhere: no more is looked for. */
static uint32_t
reach_some(const struct matcher *m, const struct placed *node, uint32_t from)
{
	uint32_t can = 0;

	for (uint32_t i = 0; i < node->nkids && can < node->n; i++)
		can += placed_reach(m, node->kids[i], from) != NOWHERE;
	return can >= node->n ? from : NOWHERE;
}

/* ---- what holds ---- */

static bool
holds_always(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	(void)m;
	(void)node;
	(void)first;
	(void)last;
	return true;
}

static bool
holds_word(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	return reach_word(m, node, first) <= last;
}

static bool
holds_all(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	for (uint32_t i = 0; i < node->nkids; i++)
		if (!holds(m, node->kids[i], first, last))
			return false;
	return true;
}

static bool
holds_any(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	for (uint32_t i = 0; i < node->nkids; i++)
		if (holds(m, node->kids[i], first, last))
			return true;
	return false;
}

static bool
holds_not(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	return !holds(m, node->kids[0], first, last);
}

static bool
holds_some(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	uint32_t held = 0;

	for (uint32_t i = 0; i < node->nkids && held < node->n; i++)
		held += holds(m, node->kids[i], first, last);
	return held >= node->n;
}

/*
 * All kids, which are words, within n positions.  No window that begins at
 * first ends before the kid that comes last; if that is too far away, none
 * begins before the n positions that end there.
 */
static bool
holds_within(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	while (matcher_turn(m)) {
		uint32_t reach = reach_all(m, node, first);

		if (reach > last || reach == NOWHERE)
			return false;
		if (reach - first < node->n)
			return true;
		first = reach - node->n + 1;
	}
	return false;
}

/* From one window that the kid can reach to the next. */
static bool
holds_in_scope(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	const struct placed_windows *windows = &m->story->windows[node->scope];
	const struct placed *kid = node->kids[0];

	while (first <= last && matcher_turn(m)) {
		uint32_t reach = placed_reach(m, kid, first);
		struct placed_window window;
		uint32_t i;

		if (reach > last || reach == NOWHERE)
			return false;
		i = window_from(windows, reach);
		if (i == windows->n || windows->items[i].first > last)
			return false;
		window = windows->items[i];
		if (window.first < first)
			window.first = first;
		if (window.last > last)
			window.last = last;
		if (holds(m, kid, window.first, window.last))
			return true;
		first = window.last + 1;
	}
	return false;
}

static const struct {
	bool (*holds)(struct matcher *m, const struct placed *node,
		uint32_t first, uint32_t last);
	uint32_t (*reach)(const struct matcher *m, const struct placed *node,
		uint32_t from);
} ops[PLACED_OPS] = {
	[PLACED_ALL] = { holds_always, reach_here },
	[PLACED_WORD] = { holds_word, reach_word },
	[PLACED_AND] = { holds_all, reach_all },
	[PLACED_OR] = { holds_any, reach_any },
	[PLACED_NOT] = { holds_not, reach_here },
	[PLACED_PHRASE] = { placed_stands, reach_all },
	[PLACED_WITHIN] = { holds_within, reach_all },
	[PLACED_NEAR] = { placed_stands, reach_all },
	[PLACED_ADJ] = { placed_stands, reach_all },
	[PLACED_QUORUM] = { holds_some, reach_some },
	[PLACED_SCOPE] = { holds_in_scope, reach_all },
};

uint32_t
placed_reach(const struct matcher *m, const struct placed *node, uint32_t from)
{
	return ops[node->op].reach(m, node, from);
}

static bool
holds(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	return ops[node->op].holds(m, node, first, last);
}

static uint32_t
last_position(const struct placed_story *story)
{
	uint32_t last = 0;

	for (uint32_t i = 0; i < story->nwords; i++) {
		const struct placed_word *word = &story->words[i];

		if (word->n > 0 && word->positions[word->n - 1] > last)
			last = word->positions[word->n - 1];
	}
	return last;
}

enum placed_verdict
placed_match(const struct placed *tree, const struct placed_story *story,
	const struct stop *stop, struct placed_scratch *scratch)
{
	struct matcher m = {
		.story = story,
		.scratch = scratch,
		.stop = stop,
		.end = last_position(story),
	};
	bool held;

	scratch->n = 0;
	held = holds(&m, tree, 0, PLACED_LAST);
	if (m.ended != PLACED_NO)
		return m.ended;
	return held ? PLACED_YES : PLACED_NO;
}

void
placed_scratch_release(struct placed_scratch *scratch)
{
	free(scratch->stretches);
	*scratch = (struct placed_scratch){ 0 };
}
