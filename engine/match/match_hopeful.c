#include "engine/match/match_hopeful.h"

#include <math.h>

/* What comes of rounding must not cost a story its place. */
#define NEVER_TOO_MUCH (1 - 1e-9)

/* What the shortest stories add to a frequency. */
static double
least_damping(const struct match_eval *eval)
{
	const struct match_ranking *r = eval->ranking;

	return r->k1 * (r->min_normlen * r->b + (1 - r->b));
}

uint32_t
match_least_frequency(
	const struct match_eval *eval, double weight, double least)
{
	double frequency;

	if (least <= 0)
		return 0;
	if (least >= weight)
		return UINT32_MAX;
	frequency = least * least_damping(eval) / (weight - least);
	return frequency < UINT32_MAX ? (uint32_t)(frequency * NEVER_TOO_MUCH)
				      : UINT32_MAX;
}

/* No story of the window is given more by this node. */
static double
most_of(const struct match_eval *eval, const struct match_node *node)
{
	uint32_t most = 0;

	if (node->kind == &match_synonym)
		return node->weight;
	if (node->room == NULL)
		return INFINITY;
	for (uint32_t i = 0; i < node->room->n; i++)
		most = node->room->wdfs[i] > most ? node->room->wdfs[i] : most;
	return node->weight * (most / (least_damping(eval) + most));
}

/* The stories of a node that may weigh more than `least` by it alone. */
static void
add_stories(const struct match_eval *eval, const struct match_node *node,
	double least, struct bits *hopeful)
{
	const struct match_room *room = node->room;
	uint32_t frequency;

	if (room == NULL || node->kind == &match_synonym) {
		bits_or(hopeful, node->found);
		return;
	}
	frequency = match_least_frequency(eval, node->weight, least);
	for (uint32_t i = 0; i < room->n; i++)
		if (room->wdfs[i] >= frequency)
			bits_add(hopeful, room->docids[i] - eval->base);
}

bool
match_hopeful(const struct match_eval *eval, const struct match_node *root,
	double least, struct bits *hopeful)
{
	enum { MOST = 16 };
	double most[MOST], rest = 0;
	uint32_t order[MOST], n = root->nscored, first = 0;

	if (root->kind != &match_any || n > MOST)
		return false;
	for (uint32_t i = 0; i < n; i++) { /* the least first */
		double its = most_of(eval, root->scored[i]);
		uint32_t at = i;

		for (; at > 0 && most[at - 1] > its; at--) {
			most[at] = most[at - 1];
			order[at] = order[at - 1];
		}
		most[at] = its;
		order[at] = i;
	}
	while (first < n && rest + most[first] <= least * NEVER_TOO_MUCH)
		rest += most[first++];
	if (first == 0)
		return false;
	bits_clear(hopeful);
	for (uint32_t i = first; i < n; i++)
		add_stories(eval, root->scored[order[i]],
			first + 1 == n ? least - rest : 0, hopeful);
	return true;
}
