/* rank_leaves.c - the words of a ranked question, one by one */
#include "engine/rank/rank_leaves.h"

#include "engine/index/fields.h"

#include <string.h>

/* One walk over a question. */
struct walk {
	struct arena *arena;
	struct rank_leaves *leaves;
};

static void
add_leaf(struct walk *walk, const struct rank_leaf *leaf)
{
	struct rank_leaves *leaves = walk->leaves;

	*arena_push(walk->arena, leaves->items, leaves->count, leaves->cap) =
		*leaf;
}

/* What each operator does to the words in it. */
static const struct {
	bool leaf;
	bool first_only; /* the other kids weigh nothing */
	bool confines;	 /* its words count where the whole of it matches */
	bool silent;	 /* nothing in it weighs */
} rules[] = {
	[MATCH_ALL] = { .silent = true },
	[MATCH_NOTHING] = { .silent = true },
	[MATCH_TERM] = { .leaf = true },
	[MATCH_AND] = { .confines = true },
	[MATCH_OR] = { .leaf = false },
	[MATCH_SYNONYM] = { .leaf = true },
	[MATCH_AND_NOT] = { .first_only = true, .confines = true },
	[MATCH_FILTER] = { .first_only = true, .confines = true },
	[MATCH_PHRASE] = { .silent = true }, /* exact forms: no frequency */
	[MATCH_UNWEIGHTED] = { .silent = true },
	[MATCH_SCALED] = { .first_only = true },
	[MATCH_MAYBE] = { .confines = true },
	[MATCH_LEVELS] = { .leaf = true },
	[MATCH_DOCIDS] = { .silent = true },
	[MATCH_RANGE] = { .silent = true },
	[MATCH_QUORUM] = { .silent = true },
	[MATCH_PLACED] = { .silent = true },
};

/* The depth is that of the query, which the parser limits. */
static void
visit(struct walk *walk, const struct match_query *query,
	struct rank_leaf state)
{
	uint32_t nkids = query->nkids;

	if ((size_t)query->op >= sizeof(rules) / sizeof(*rules) ||
		rules[query->op].silent)
		return;
	if (rules[query->op].leaf) {
		state.word = query;
		add_leaf(walk, &state);
		return;
	}
	if (query->op == MATCH_SCALED)
		state.factor *= query->factor;
	if (rules[query->op].confines) {
		struct rank_within *within =
			arena_new(walk->arena, struct rank_within);

		within->query = query;
		within->outer = state.within;
		state.within = within;
	}
	if (rules[query->op].first_only && nkids > 1)
		nkids = 1;
	for (uint32_t i = 0; i < nkids; i++)
		visit(walk, query->kids[i], state);
}

void
rank_leaves_find(const struct match_query *query, struct arena *arena,
	struct rank_leaves *leaves)
{
	struct walk walk = { .arena = arena, .leaves = leaves };

	visit(&walk, query, (struct rank_leaf){ .factor = 1 });
}

/* Words of a leaf on their way into a text. */
struct printing {
	struct buf *out;
	uint32_t words, most;
};

/* Stems are shown without the prefix of their field. */
static void
print_words(struct printing *printing, const struct match_query *query)
{
	const char *prefix = fields[FIELD_TEXT].stem_prefix;
	size_t skip = strlen(prefix);

	for (uint32_t i = 0; i < query->nkids; i++)
		print_words(printing, query->kids[i]);
	if (query->op != MATCH_TERM || printing->words++ >= printing->most)
		return;
	if (query->term_len < skip || memcmp(query->term, prefix, skip) != 0)
		skip = 0;
	if (printing->words > 1)
		buf_putc(printing->out, '|');
	buf_add(printing->out, query->term + skip, query->term_len - skip);
}

void
rank_leaf_print(const struct rank_leaf *leaf, uint32_t most, struct buf *out)
{
	struct printing printing = { .out = out, .most = most };

	print_words(&printing, leaf->word);
	if (printing.words > most)
		buf_printf(out, "|+%u", printing.words - most);
}
