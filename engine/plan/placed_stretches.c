/*
 * placed_stretches.c - where phrases and words near each other stand
 *
 * The stretches of a node are made from those of its kids, ascending by
 * first, then last, none twice.  They lie behind each other on the scratch,
 * and the kids' give way to the node's.
 *
 * A text is looked at in blocks twice as long as the longest stretch there
 * can be, each beginning where something may be found: what is in the text is
 * in one of them, and a text of one word repeated needs no more memory than a
 * block of it.
 */
#include "base/mem.h"
#include "engine/plan/placed_match.h"

#include <stdlib.h>
#include <string.h>

/* Stretches on the scratch. */
struct list {
	size_t at, n;
};

static struct list stretches(struct matcher *m, const struct placed *node,
	uint32_t first, uint32_t last);

static const struct placed_window *
get(const struct matcher *m, struct list list, size_t i)
{
	return &m->scratch->stretches[list.at + i];
}

static void
push(struct matcher *m, uint32_t first, uint32_t last)
{
	struct placed_scratch *scratch = m->scratch;

	if (scratch->n >= PLACED_STRETCHES_MAX && m->ended == PLACED_NO)
		m->ended = PLACED_TOO_MANY;
	if (!matcher_turn(m))
		return;
	vec_push(scratch->stretches, scratch->n, scratch->cap) =
		(struct placed_window){ first, last };
}

static int
compare(const void *va, const void *vb)
{
	const struct placed_window *a = va, *b = vb;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return (a->last > b->last) - (a->last < b->last);
}

/* Sort what lies from `at` on, each once. */
static struct list
settled(struct matcher *m, size_t at)
{
	struct placed_scratch *scratch = m->scratch;
	struct placed_window *items = scratch->stretches + at;
	size_t n = scratch->n - at, kept = 0;
	bool sorted = true;

	for (size_t i = 1; i < n && sorted; i++)
		sorted = compare(&items[i - 1], &items[i]) <= 0;
	if (!sorted)
		qsort(items, n, sizeof(*items), compare);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || compare(&items[kept - 1], &items[i]) != 0)
			items[kept++] = items[i];
	scratch->n = at + kept;
	return (struct list){ at, kept };
}

/* What lies from `from` on takes the place of what lies from `at` on. */
static struct list
settled_down(struct matcher *m, size_t at, size_t from)
{
	struct placed_scratch *scratch = m->scratch;

	if (scratch->n > from)
		memmove(scratch->stretches + at, scratch->stretches + from,
			(scratch->n - from) * sizeof(*scratch->stretches));
	scratch->n -= from - at;
	return settled(m, at);
}

/* The first of the list that begins there or later. */
static size_t
list_from(const struct matcher *m, struct list list, uint32_t first)
{
	size_t low = 0, high = list.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (get(m, list, middle)->first < first)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* ---- each kind ---- */

static struct list
of_nothing(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	(void)node;
	(void)first;
	(void)last;
	return (struct list){ m->scratch->n, 0 };
}

static struct list
of_word(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	const struct placed_word *word = &m->story->words[node->word];
	size_t at = m->scratch->n;

	for (uint32_t i = word_from(word, first);
		i < word->n && word->positions[i] <= last; i++)
		push(m, word->positions[i], word->positions[i]);
	return (struct list){ at, m->scratch->n - at };
}

static struct list
of_any(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	size_t at = m->scratch->n;

	for (uint32_t i = 0; i < node->nkids; i++)
		stretches(m, node->kids[i], first, last);
	return settled(m, at);
}

static struct list
of_scope(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	const struct placed_windows *windows = &m->story->windows[node->scope];
	size_t at = m->scratch->n;

	for (uint32_t i = window_from(windows, first);
		i < windows->n && windows->items[i].first <= last &&
		matcher_turn(m);
		i++) {
		const struct placed_window *window = &windows->items[i];

		stretches(m, node->kids[0],
			window->first > first ? window->first : first,
			window->last < last ? window->last : last);
	}
	return (struct list){ at, m->scratch->n - at };
}

/* Each of the one, and behind it, at most n words on, one of the other. */
static void
chain(struct matcher *m, struct list one, struct list other, uint32_t n)
{
	for (size_t i = 0; i < one.n && matcher_turn(m); i++) {
		const struct placed_window a = *get(m, one, i);

		for (size_t j = list_from(m, other, a.last + 1); j < other.n;
			j++) {
			const struct placed_window b = *get(m, other, j);

			if (b.first - a.last > n)
				break;
			push(m, a.first, b.last);
		}
	}
}

static struct list
of_phrase(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	struct list so_far = stretches(m, node->kids[0], first, last);

	for (uint32_t i = 1; i < node->nkids && so_far.n > 0; i++) {
		struct list next = stretches(m, node->kids[i], first, last);
		size_t from = m->scratch->n;

		chain(m, so_far, next, 1);
		so_far = settled_down(m, so_far.at, from);
	}
	return so_far;
}

static struct list
of_near(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	struct list one = stretches(m, node->kids[0], first, last), other;
	size_t from;

	if (one.n == 0)
		return one;
	other = stretches(m, node->kids[1], first, last);
	from = m->scratch->n;
	chain(m, one, other, node->n);
	if (node->op == PLACED_NEAR)
		chain(m, other, one, node->n);
	return settled_down(m, one.at, from);
}

/* ---- kids in any order ---- */

/* What the kids must do together. */
struct cover {
	const struct list *kids;
	uint32_t nkids;
	uint32_t need;	/* so many of them */
	uint32_t width; /* within so many positions */
};

static bool
has_one_inside(
	const struct matcher *m, struct list kid, uint32_t first, uint32_t last)
{
	for (size_t i = list_from(m, kid, first); i < kid.n; i++) {
		const struct placed_window *w = get(m, kid, i);

		if (w->first > last)
			return false;
		if (w->last <= last)
			return true;
	}
	return false;
}

static bool
enough_inside(const struct matcher *m, const struct cover *cover,
	uint32_t first, uint32_t last)
{
	uint32_t inside = 0;

	for (uint32_t i = 0; i < cover->nkids && inside < cover->need; i++)
		inside += has_one_inside(m, cover->kids[i], first, last);
	return inside >= cover->need;
}

/* Stretches that begin with one kid and end with the other. */
static void
cover_between(struct matcher *m, const struct cover *cover, struct list one,
	struct list other)
{
	for (size_t i = 0; i < one.n; i++) {
		const struct placed_window a = *get(m, one, i);

		for (size_t j = list_from(m, other, a.first);
			j < other.n && matcher_turn(m); j++) {
			const struct placed_window b = *get(m, other, j);

			if (b.first - a.first >= cover->width)
				break;
			if (b.last >= a.last &&
				b.last - a.first < cover->width &&
				enough_inside(m, cover, a.first, b.last))
				push(m, a.first, b.last);
		}
	}
}

/* Stretches of one kid with all others inside. */
static void
cover_by_one(struct matcher *m, const struct cover *cover, struct list kid)
{
	for (size_t i = 0; i < kid.n && matcher_turn(m); i++) {
		const struct placed_window a = *get(m, kid, i);

		if (a.last - a.first < cover->width &&
			enough_inside(m, cover, a.first, a.last))
			push(m, a.first, a.last);
	}
}

static struct list
of_cover(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	struct list *kids =
		mem_array(NULL, (size_t)node->nkids + 1, sizeof(*kids));
	const struct cover cover = {
		.kids = kids,
		.nkids = node->nkids,
		.need = node->op == PLACED_QUORUM ? node->n : node->nkids,
		.width = node->op == PLACED_WITHIN ? node->n : UINT32_MAX,
	};
	size_t at = m->scratch->n, from;

	for (uint32_t i = 0; i < node->nkids; i++)
		kids[i] = stretches(m, node->kids[i], first, last);
	from = m->scratch->n;
	for (uint32_t i = 0; i < node->nkids; i++) {
		cover_by_one(m, &cover, kids[i]);
		for (uint32_t j = 0; j < node->nkids && cover.need > 1; j++)
			if (j != i)
				cover_between(m, &cover, kids[i], kids[j]);
	}
	free(kids);
	return settled_down(m, at, from);
}

/* ---- how long they may be ---- */

static uint32_t
sum(uint32_t a, uint32_t b)
{
	return a < UINT32_MAX - b ? a + b : UINT32_MAX;
}

/* No stretch of the node is longer; UINT32_MAX: no limit. */
static uint32_t
longest(const struct placed *node)
{
	uint32_t all = 0, most = 0;

	for (uint32_t i = 0; i < node->nkids; i++) {
		uint32_t kid = longest(node->kids[i]);

		all = sum(all, kid);
		most = kid > most ? kid : most;
	}
	switch (node->op) {
	case PLACED_ALL:
	case PLACED_WORD:
	case PLACED_NOT:
		return 1;
	case PLACED_PHRASE:
		return all;
	case PLACED_NEAR:
	case PLACED_ADJ:
		return sum(all, node->n);
	case PLACED_WITHIN:
		return node->n;
	case PLACED_AND:
	case PLACED_QUORUM:
		return node->nkids > 1 ? UINT32_MAX : most;
	default:
		return most;
	}
}

static struct list
stretches(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	static struct list (*const kinds[PLACED_OPS])(struct matcher * m,
		const struct placed *node, uint32_t first, uint32_t last) = {
		[PLACED_ALL] = of_nothing,
		[PLACED_WORD] = of_word,
		[PLACED_AND] = of_cover,
		[PLACED_OR] = of_any,
		[PLACED_NOT] = of_nothing,
		[PLACED_PHRASE] = of_phrase,
		[PLACED_WITHIN] = of_cover,
		[PLACED_NEAR] = of_near,
		[PLACED_ADJ] = of_near,
		[PLACED_QUORUM] = of_cover,
		[PLACED_SCOPE] = of_scope,
	};

	return kinds[node->op](m, node, first, last);
}

bool
placed_stands(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last)
{
	uint32_t most = longest(node);

	if (last > m->end)
		last = m->end;
	while (first <= last && matcher_turn(m)) {
		uint32_t reach = placed_reach(m, node, first), end = last;
		struct list found;
		size_t at = m->scratch->n;

		if (reach > last || reach == NOWHERE)
			return false;
		if (reach >= most && reach - most >= first)
			first = reach - most + 1;
		if (last - first >= sum(most, most))
			end = first + 2 * most - 1;
		found = stretches(m, node, first, end);
		m->scratch->n = at;
		if (found.n > 0 && m->ended == PLACED_NO)
			return true;
		if (end == last)
			return false;
		first = end - most + 1;
	}
	return false;
}
