/* match_words.c - terms, and what words of one or several of them weigh */
#include "engine/match/match_node.h"

#include <math.h>
#include <stdlib.h>

/*
 * The weight of a word that so many stories have, by BM25: Robertson and
 * Sparck Jones' inverse document frequency, as Xapian bends it for words of
 * more than a third of the stories, so that it is never 0 or less.
 */
static double
word_weight(const struct match_eval *eval, uint32_t documents, double factor)
{
	const struct match_ranking *r = eval->ranking;
	uint32_t rest;
	double odds;

	if (r == NULL || factor == 0)
		return 0;
	rest = eval->reader->stories - documents;
	odds = (rest + 0.5) / (documents + 0.5);
	if (odds < 2)
		odds = odds * 0.5 + 1;
	return log(odds) * factor * (r->k1 + 1);
}

struct match_node *
match_node_term(struct match_eval *eval, const struct match_query *term)
{
	struct match_node *node = match_node_new(eval, &match_term_kind, 0);

	match_turn(eval, 64);
	if (eval->ended != ERR_NONE)
		return match_node_nothing(eval);
	if (!match_list_open(eval->reader, term->term, term->term_len,
		    &node->list, eval->err)) {
		match_failed(eval);
		return match_node_nothing(eval);
	}
	node->next_list = eval->lists;
	eval->lists = node;
	node->asked = term;
	node->most = node->list.documents;
	node->confined = term->docids != NULL;
	if (node->confined && term->ndocids < node->most)
		node->most = term->ndocids;
	if (node->most == 0)
		node->kind = &match_nothing;
	return node;
}

/* To a node of a word that so many stories have. */
static void
give_weight(struct match_eval *eval, struct match_node *node,
	uint32_t documents, double factor)
{
	node->weight = word_weight(eval, documents, factor);
	if (node->weight > 0 && node->kind == &match_term_kind)
		node->room = match_room(eval->reader);
}

struct match_node *
match_build_term(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	struct match_node *node = match_node_term(eval, query);

	if (node->kind == &match_term_kind)
		give_weight(eval, node, node->most, factor);
	return node;
}

/* Terms, and alternatives of terms: what may count as one word. */
bool
match_is_word(const struct match_query *query)
{
	if (query->op == MATCH_TERM)
		return true;
	if (query->op != MATCH_OR && query->op != MATCH_SYNONYM)
		return false;
	for (uint32_t i = 0; i < query->nkids; i++)
		if (!match_is_word(query->kids[i]))
			return false;
	return true;
}

static int
compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/*
 * How many stories have any of the terms, if each were spread over the
 * archive without regard to the others: taken together two by two, the rarest
 * first, and rounded each time, as Xapian does.
 */
static uint32_t
any_of(const struct match_eval *eval, uint32_t *stories, uint32_t n)
{
	double all = eval->reader->stories;

	qsort(stories, n, sizeof(*stories), compare_numbers);
	for (; n > 1; n--, stories++) {
		double a = stories[0], b = stories[1];
		uint32_t both = (uint32_t)(a + b - a * b / all + 0.5), i = 1;

		for (; i + 1 < n && stories[i + 1] < both; i++)
			stories[i] = stories[i + 1];
		stories[i] = both;
	}
	return n > 0 ? stories[0] : 0;
}

uint32_t
match_count_terms(const struct match_query *query)
{
	uint32_t n = query->op == MATCH_TERM;

	for (uint32_t i = 0; i < query->nkids; i++)
		n += match_count_terms(query->kids[i]);
	return n;
}

/* The terms of a word, but those that no story has. */
static void
add_terms(struct match_eval *eval, const struct match_query *query,
	struct match_node *node)
{
	struct match_node *kid;

	for (uint32_t i = 0; i < query->nkids; i++)
		add_terms(eval, query->kids[i], node);
	if (query->op != MATCH_TERM)
		return;
	kid = match_node_term(eval, query);
	if (kid->kind == &match_nothing)
		return;
	kid->found = node->found;
	kid->shares = true;
	node->kids[node->nkids++] = kid;
}

uint32_t
match_sum_of_kids(const struct match_eval *eval, const struct match_node *node)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < node->nkids; i++)
		sum += node->kids[i]->most;
	return sum < eval->reader->stories ? (uint32_t)sum
					   : eval->reader->stories;
}

/* The term of most stories first. */
static void
put_first(struct match_node *node)
{
	struct match_node *first = node->kids[0];
	uint32_t most = 0;

	for (uint32_t i = 1; i < node->nkids; i++)
		if (node->kids[i]->most > node->kids[most]->most)
			most = i;
	node->kids[0] = node->kids[most];
	node->kids[most] = first;
}

/* The terms of all words as one. */
struct match_node *
match_build_words(struct match_eval *eval,
	const struct match_query *const *words, uint32_t n, double factor)
{
	struct match_node *node;
	uint32_t *stories, terms = 0;

	for (uint32_t i = 0; i < n; i++)
		terms += match_count_terms(words[i]);
	node = match_node_new(eval, &match_synonym, terms);
	for (uint32_t i = 0; i < n; i++)
		add_terms(eval, words[i], node);
	if (node->nkids == 0)
		return match_node_nothing(eval);
	stories =
		arena_room(&eval->reader->arena, node->nkids, sizeof(*stories));
	for (uint32_t i = 0; i < node->nkids; i++)
		stories[i] = node->kids[i]->most;
	node->most = match_sum_of_kids(eval, node);
	put_first(node);
	if (node->nkids == 1) {
		node = node->kids[0];
		node->shares = false;
		give_weight(eval, node, node->most, factor);
		return node;
	}
	give_weight(eval, node, any_of(eval, stories, node->nkids), factor);
	if (node->weight > 0) {
		node->room = match_room(eval->reader);
		node->sums = arena_room(
			&eval->reader->arena, WINDOW, sizeof(*node->sums));
	} else {
		node->kind = &match_any;
	}
	return node;
}
