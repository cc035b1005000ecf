/* match_sharing.c - which stories have enough of many words */
#include "base/mem.h"
#include "engine/match/match_node.h"

#include <stdlib.h>

/* The terms of one word. */
struct share {
	struct match_node **terms;
	uint32_t nterms;
	float weight;
};

struct sharing {
	struct match_eval eval;
	struct share *shares;
	uint32_t nshares;
	double least;
	/* of each story of a window: what it has, and the word that was added
	 * last, from 1 */
	float sums[WINDOW];
	uint32_t last[WINDOW];
	struct bits found;
	uint32_t n;
};

static void
add_terms(
	struct sharing *s, const struct match_query *query, struct share *share)
{
	struct match_node *node;

	for (uint32_t i = 0; i < query->nkids; i++)
		add_terms(s, query->kids[i], share);
	if (query->op != MATCH_TERM)
		return;
	node = match_node_term(&s->eval, query);
	if (node->most > 0)
		share->terms[share->nterms++] = node;
}

static void
open_words(struct sharing *s, const struct match_share *asked, uint32_t n)
{
	struct arena *arena = &s->eval.reader->arena;

	s->shares = arena_array(arena, n, sizeof(*s->shares));
	s->nshares = n;
	for (uint32_t i = 0; i < n; i++) {
		struct share *share = &s->shares[i];

		share->weight = (float)asked[i].weight;
		share->terms =
			arena_room(arena, match_count_terms(asked[i].word),
				sizeof(struct match_node *));
		add_terms(s, asked[i].word, share);
	}
}

/* A story that has two alternatives has the word once. */
static void
add_term(struct sharing *s, uint32_t word, struct match_node *term)
{
	struct match_room *room = s->eval.aside;
	float weight = s->shares[word - 1].weight;

	room->n = 0;
	match_read_term(&s->eval, term, NULL, KEEP_DOCIDS, room, &s->found);
	for (uint32_t i = 0; i < room->n; i++) {
		uint32_t at = room->docids[i] - s->eval.base;

		if (s->last[at] == word)
			continue;
		s->last[at] = word;
		s->sums[at] += weight;
	}
}

/* The window at or behind a docid that any of the words has; over: false. */
static bool
next_window(struct sharing *s, uint32_t from)
{
	uint32_t next = MATCH_OVER, stories = s->eval.reader->stories;

	for (uint32_t w = 0; w < s->nshares; w++)
		for (uint32_t i = 0; i < s->shares[w].nterms; i++) {
			struct match_node *term = s->shares[w].terms[i];
			uint32_t its =
				match_list_next(&s->eval, &term->list, from);

			if (its < next)
				next = its;
		}
	if (next > stories)
		return false;
	s->eval.base = next - next % WINDOW;
	s->eval.from = next;
	s->eval.end = stories - s->eval.base < WINDOW ? stories + 1
						      : s->eval.base + WINDOW;
	return true;
}

static void
add_window(struct sharing *s)
{
	uint32_t *docids = s->eval.reader->docids;

	memset(s->sums, 0, sizeof(s->sums));
	memset(s->last, 0, sizeof(s->last));
	bits_clear(&s->found);
	for (uint32_t w = 0; w < s->nshares; w++)
		for (uint32_t i = 0; i < s->shares[w].nterms; i++)
			add_term(s, w + 1, s->shares[w].terms[i]);
	for (uint32_t at = bits_from(&s->found, 0); at < WINDOW;
		at = bits_from(&s->found, at + 1))
		if (s->sums[at] >= s->least)
			docids[s->n++] = s->eval.base + at;
}

bool
match_sharing(struct match_reader *reader, const struct match_share *shares,
	uint32_t nshares, double least, const struct stop *stop,
	const uint32_t **docids, uint32_t *n, bool *complete, struct err *err)
{
	struct sharing *s = mem_alloc(sizeof(*s));
	struct err why = { 0 };
	uint32_t from = 1;
	bool ok;

	s->least = least;
	s->eval.reader = reader;
	s->eval.stop = stop;
	s->eval.err = &why;
	match_eval_begin(&s->eval);
	if (match_look(&s->eval))
		open_words(s, shares, nshares);
	while (s->eval.ended == ERR_NONE && next_window(s, from)) {
		add_window(s);
		from = s->eval.end;
	}
	match_eval_end(&s->eval);
	*complete = s->eval.ended == ERR_NONE;
	*n = *complete ? s->n : 0;
	*docids = reader->docids;
	ok = *complete || s->eval.ended == ERR_STOPPED;
	if (!ok)
		*err = why;
	free(s);
	return ok;
}
