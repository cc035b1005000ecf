/* match_sets.c - what is made of other sets */
#include "engine/match/match_node.h"

bool
match_found_in(const struct match_node *node, const struct bits *set,
	struct bits *both)
{
	*both = *node->found;
	if (set != NULL)
		bits_and(both, set);
	return bits_from(both, 0) < WINDOW;
}

static void
weigh_scored(struct match_eval *eval, struct match_node *node,
	const struct bits *set)
{
	struct bits both;

	if (!match_found_in(node, set, &both))
		return;
	for (uint32_t i = 0; i < node->nscored; i++)
		node->scored[i]->kind->weigh(eval, node->scored[i], &both);
}

/* ---- all of them ---- */

/* Each kid is looked for among what the ones before have left. */
static void
find_every(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	for (uint32_t i = 0; i < node->nkids; i++) {
		match_find_in(eval, node->kids[i], in);
		if (eval->ended != ERR_NONE)
			return;
		in = node->kids[i]->found;
		if (bits_from(in, 0) == WINDOW)
			return;
	}
	bits_or(node->found, in);
}

static void
confirm_every(struct match_eval *eval, struct match_node *node,
	const struct bits *set)
{
	struct bits left;

	if (!match_found_in(node, set, &left)) {
		bits_clear(node->found);
		return;
	}
	for (uint32_t i = 0; i < node->nkids; i++) {
		struct match_node *kid = node->kids[i];

		if (!kid->confirms)
			continue;
		match_confirm(eval, kid, &left);
		left = *kid->found;
	}
	*node->found = left;
}

static uint32_t
next_every(const struct match_eval *eval, const struct match_node *node,
	uint32_t from)
{
	for (uint32_t i = 0; i < node->nkids; i++)
		from = node->kids[i]->kind->next(eval, node->kids[i], from);
	return from;
}

const struct match_kind match_every = { .find = find_every,
	.confirm = confirm_every,
	.weigh = weigh_scored,
	.next = next_every };

/* ---- any of them ---- */

static void
find_any(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	for (uint32_t i = 0; i < node->nkids; i++) {
		match_find_in(eval, node->kids[i], in);
		if (!node->kids[i]->shares)
			bits_or(node->found, node->kids[i]->found);
	}
}

static void
weigh_any(struct match_eval *eval, struct match_node *node,
	const struct bits *set)
{
	for (uint32_t i = 0; i < node->nscored; i++)
		node->scored[i]->kind->weigh(eval, node->scored[i], set);
}

static uint32_t
next_any(const struct match_eval *eval, const struct match_node *node,
	uint32_t from)
{
	uint32_t next = MATCH_OVER;

	for (uint32_t i = 0; i < node->nkids && next > from; i++) {
		const struct match_node *kid = node->kids[i];
		uint32_t its = kid->kind->next(eval, kid, from);

		if (its < next)
			next = its;
	}
	return next;
}

const struct match_kind match_any = {
	.find = find_any, .weigh = weigh_any, .next = next_any
};

/* ---- the first one without the others ---- */

static uint32_t
next_first(const struct match_eval *eval, const struct match_node *node,
	uint32_t from)
{
	return node->kids[0]->kind->next(eval, node->kids[0], from);
}

static void
find_less(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	struct bits left;

	match_find_in(eval, node->kids[0], in);
	left = *node->kids[0]->found;
	for (uint32_t i = 1; i < node->nkids; i++) {
		if (bits_from(&left, 0) == WINDOW)
			return;
		match_find_in(eval, node->kids[i], &left);
		bits_drop(&left, node->kids[i]->found);
	}
	if (eval->ended == ERR_NONE) /* else it may be too many */
		bits_or(node->found, &left);
}

const struct match_kind match_less = {
	.find = find_less, .weigh = weigh_scored, .next = next_first
};

/* ---- the first one, and what the others weigh ---- */

static void
find_maybe(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	match_candidates(eval, node->kids[0], in);
	bits_or(node->found, node->kids[0]->found);
}

static void
confirm_maybe(struct match_eval *eval, struct match_node *node,
	const struct bits *set)
{
	match_confirm(eval, node->kids[0], set);
	*node->found = *node->kids[0]->found;
}

/* The others are looked for only now, where they matter. */
static void
weigh_maybe(struct match_eval *eval, struct match_node *node,
	const struct bits *set)
{
	struct bits both;

	if (!match_found_in(node, set, &both))
		return;
	for (uint32_t i = 0; i < node->nscored; i++) {
		struct match_node *kid = node->scored[i];

		if (kid != node->kids[0])
			match_find_in(eval, kid, &both);
		kid->kind->weigh(eval, kid, &both);
	}
}

const struct match_kind match_maybe = { .find = find_maybe,
	.confirm = confirm_maybe,
	.weigh = weigh_maybe,
	.next = next_first };

/* ---- at least so many of them ---- */

static void
find_quorum(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	uint32_t have[WINDOW];

	memset(have, 0, sizeof(have));
	for (uint32_t i = 0; i < node->nkids; i++) {
		const struct bits *found = node->kids[i]->found;

		match_find_in(eval, node->kids[i], in);
		for (uint32_t at = bits_from(found, 0); at < WINDOW;
			at = bits_from(found, at + 1))
			if (++have[at] == node->asked->need)
				bits_add(node->found, at);
	}
}

const struct match_kind match_quorum = { .find = find_quorum,
	.next = next_any };

/* ---- terms that count as one word ---- */

static void
add_sums(const struct match_eval *eval, struct match_node *node,
	const struct match_room *room)
{
	for (uint32_t i = 0; i < room->n; i++)
		node->sums[room->docids[i] - eval->base] += room->wdfs[i];
}

/* Sums are made in the windows alone where two terms have something: mostly
 * the others are those of languages that few stories are in. */
static void
find_synonym(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	struct match_room *first = node->room, *room = eval->aside;

	first->n = 0;
	node->summed = false;
	match_read_term(eval, node->kids[0], in, KEEP_WDFS, first, node->found);
	for (uint32_t k = 1; k < node->nkids; k++) {
		room->n = 0;
		match_read_term(
			eval, node->kids[k], in, KEEP_WDFS, room, node->found);
		if (room->n == 0)
			continue;
		if (!node->summed) {
			memset(node->sums, 0, WINDOW * sizeof(*node->sums));
			add_sums(eval, node, first);
			node->summed = true;
		}
		add_sums(eval, node, room);
	}
}

/* A word cannot be in a story more often than there are words. */
static void
weigh_one(struct match_eval *eval, const struct match_node *node,
	uint32_t docid, uint32_t sum)
{
	uint32_t length = eval->reader->columns->length[docid - 1];
	double wdf = sum < length ? sum : length;

	eval->reader->scores[docid - eval->base] +=
		node->weight * (wdf / (match_damping(eval, docid) + wdf));
}

static void
weigh_sums(struct match_eval *eval, const struct match_node *node,
	const struct bits *set)
{
	for (uint32_t at = bits_from(set, 0); at < WINDOW;
		at = bits_from(set, at + 1))
		weigh_one(eval, node, eval->base + at, node->sums[at]);
}

static void
weigh_synonym(struct match_eval *eval, struct match_node *node,
	const struct bits *set)
{
	const struct match_room *room = node->room;
	struct bits both;

	if (node->summed) {
		if (match_found_in(node, set, &both))
			weigh_sums(eval, node, &both);
		return;
	}
	for (uint32_t i = 0; i < room->n; i++)
		if (set == NULL || bits_has(set, room->docids[i] - eval->base))
			weigh_one(eval, node, room->docids[i], room->wdfs[i]);
}

const struct match_kind match_synonym = {
	.find = find_synonym, .weigh = weigh_synonym, .next = next_any
};
