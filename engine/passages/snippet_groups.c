#include "engine/passages/snippet_groups.h"

#include "base/mem.h"
#include "engine/text/spans.h"

#include <stdlib.h>
#include <string.h>

enum {
	GROUPS_MAX = 16,
	NEIGHBOURS = 32,    /* matches looked at on either side */
	TESTS_MAX = 5000,   /* in a text: enough for any that people read */
	TURNS_MAX = 200000, /* and steps of all of these */
	LEAD_WORDS = 60
};

/* ---- the query ---- */

static struct placed *tree_of(struct matches *m, struct stemmer *stemmer,
	const struct query *query, bool *has);

/* What this text has no words of holds nowhere. */
static struct placed *
leaf_of(struct matches *m, struct stemmer *stemmer, const struct query *word,
	bool *has)
{
	struct placed *leaf = arena_new(&m->arena, struct placed);
	uint32_t number = matches_word_number(m, stemmer, word);

	leaf->op = PLACED_OR;
	if (number == SOUGHT_NONE)
		return leaf;
	leaf->op = PLACED_WORD;
	leaf->word = number;
	if (has != NULL)
		has[number] = m->sought[number].wanted = true;
	return leaf;
}

static const enum placed_op ops[QUERY_KINDS] = {
	[QUERY_PHRASE] = PLACED_PHRASE,
	[QUERY_AND] = PLACED_AND,
	[QUERY_OR] = PLACED_OR,
	[QUERY_ANY] = PLACED_OR,
	[QUERY_NOT] = PLACED_NOT,
	[QUERY_WITHIN] = PLACED_WITHIN,
	[QUERY_NEAR] = PLACED_NEAR,
	[QUERY_ADJ] = PLACED_ADJ,
	[QUERY_QUORUM] = PLACED_QUORUM,
	[QUERY_SCOPE] = PLACED_SCOPE,
};

/* has: the words that count; NULL under NOT. */
static struct placed *
tree_of(struct matches *m, struct stemmer *stemmer, const struct query *query,
	bool *has)
{
	struct placed *node;

	switch (query->kind) {
	case QUERY_WORD:
	case QUERY_PATTERN:
	case QUERY_SIMILAR:
		return leaf_of(m, stemmer, query, has);
	default:
		break;
	}
	node = arena_new(&m->arena, struct placed);
	*node = (struct placed){
		.op = ops[query->kind], /* filters: PLACED_ALL */
		.n = query->n,
		.scope = query->scope,
		.kids = arena_array(
			&m->arena, query->nkids, sizeof(*node->kids)),
		.nkids = query->nkids,
	};
	for (uint32_t i = 0; i < query->nkids; i++)
		node->kids[i] = tree_of(m, stemmer, query->kids[i],
			query->kind == QUERY_NOT ? NULL : has);
	return node;
}

/* Words in a tree are at most the leaves of the query. */
static uint32_t
leaves(const struct query *query)
{
	uint32_t n = query->nkids == 0;

	for (uint32_t i = 0; i < query->nkids; i++)
		n += leaves(query->kids[i]);
	return n;
}

bool
groups_seek(
	struct matches *m, struct stemmer *stemmer, const struct query *query)
{
	struct match_group *group;
	uint32_t room = m->nsought + leaves(query) + 1;

	if (m->ngroups == GROUPS_MAX || m->field != FIELD_TEXT)
		return false;
	m->groups = mem_grow(
		m->groups, &m->groups_cap, m->ngroups + 1, sizeof(*m->groups));
	group = &m->groups[m->ngroups++];
	group->has = arena_array(&m->arena, room, sizeof(*group->has));
	memset(group->has, 0, room * sizeof(*group->has));
	group->tree = tree_of(m, stemmer, query, group->has);
	group->words = m->nsought;
	group->sought = matches_sought_new(m);
	return true;
}

/* ---- the text ---- */

void
groups_start(struct matches *m, const struct snippet_text *text)
{
	struct match_scope *scopes = m->scopes;
	struct story_span *body, *quotes;
	struct spans spans;

	if (m->ngroups == 0)
		return;
	spans_find(text->bytes, text->len, &m->arena, &spans);
	scopes[SCOPE_SENTENCE].spans = spans.sentences;
	scopes[SCOPE_SENTENCE].nspans = spans.nsentences;
	scopes[SCOPE_PARAGRAPH].spans = spans.paragraphs;
	scopes[SCOPE_PARAGRAPH].nspans = spans.nparagraphs;
	body = arena_new(&m->arena, struct story_span);
	*body = (struct story_span){ 0, (uint32_t)text->len };
	scopes[SCOPE_BODY] = (struct match_scope){ .spans = body, .nspans = 1 };
	scopes[SCOPE_LEAD] = scopes[SCOPE_BODY];
	quotes = arena_array(&m->arena, text->nquotes, sizeof(*quotes));
	for (uint32_t i = 0; i < text->nquotes; i++)
		quotes[i] = (struct story_span){
			text->body + text->quotes[i].start,
			text->body + text->quotes[i].end,
		};
	scopes[SCOPE_SAID].spans = quotes;
	scopes[SCOPE_SAID].nspans = text->nquotes;
}

/* The window of the span that the word begins in grows by it. */
static void
scope_word(struct match_scope *scope, const struct token *token)
{
	struct placed_window *window;

	while (scope->at < scope->nspans &&
		scope->spans[scope->at].end <= token->start) {
		scope->at++;
		scope->open = false;
	}
	if (scope->at == scope->nspans ||
		token->start < scope->spans[scope->at].start)
		return;
	if (!scope->open)
		vec_push(scope->windows, scope->nwindows, scope->cap) =
			(struct placed_window){ token->position,
				token->position };
	scope->open = true;
	window = &scope->windows[scope->nwindows - 1];
	if (token->position > window->last)
		window->last = token->position;
}

void
groups_word(struct matches *m, const struct token *token)
{
	struct match_scope *lead = &m->scopes[SCOPE_LEAD];

	if (m->ngroups == 0)
		return;
	for (int scope = 0; scope < SCOPES; scope++)
		scope_word(&m->scopes[scope], token);
	if (lead->nwindows > 0 &&
		lead->windows[0].last - lead->windows[0].first >= LEAD_WORDS)
		lead->windows[0].last = lead->windows[0].first + LEAD_WORDS - 1;
}

/* ---- matches ---- */

/* The words around items[i]: all their places, but of its own word this one
 * alone. */
struct around {
	uint32_t positions[2 * NEIGHBOURS + 1];
	struct placed_word *words; /* by number */
};

static void
around_take(const struct matches *m, size_t i, size_t lo, size_t hi,
	struct around *a)
{
	uint32_t used = 0, own = m->items[i].sought, *to;

	for (size_t j = lo; j < hi; j++)
		a->words[m->items[j].sought].n++;
	for (size_t j = lo; j < hi; j++) {
		struct placed_word *word = &a->words[m->items[j].sought];

		if (word->positions != NULL)
			continue;
		word->positions = to = a->positions + used;
		used += word->n;
		word->n = 0;
		for (size_t k = j; k < hi; k++)
			if (m->items[k].sought == m->items[j].sought &&
				(k == i || m->items[k].sought != own) &&
				(word->n == 0 ||
					to[word->n - 1] < m->items[k].position))
				to[word->n++] = m->items[k].position;
	}
}

static void
around_give(const struct matches *m, size_t lo, size_t hi, struct around *a)
{
	for (size_t j = lo; j < hi; j++)
		a->words[m->items[j].sought] = (struct placed_word){ 0 };
}

static bool
has_word(const struct match_group *group, uint32_t word)
{
	return word < group->words && group->has[word];
}

static bool
in_some_group(const struct matches *m, uint32_t word)
{
	for (uint32_t g = 0; g < m->ngroups; g++)
		if (has_word(&m->groups[g], word))
			return true;
	return false;
}

/* Enough: what is left is taken not to stand together. */
static bool
weary(const struct matches *m)
{
	return m->tests >= TESTS_MAX || m->scratch.turns >= TURNS_MAX;
}

/* Does the group hold with this match for its word? */
static bool
stands(struct matches *m, const struct match_group *group,
	const struct around *around)
{
	struct placed_story story = {
		.words = around->words,
		.nwords = m->nsought,
	};

	m->tests++;
	for (int scope = 0; scope < SCOPES; scope++)
		story.windows[scope] = (struct placed_windows){
			m->scopes[scope].windows,
			(uint32_t)m->scopes[scope].nwindows,
		};
	return placed_match(group->tree, &story, NULL, &m->scratch) ==
	       PLACED_YES;
}

void
groups_find(struct matches *m, size_t i, struct matches *found)
{
	size_t lo = i > NEIGHBOURS ? i - NEIGHBOURS : 0;
	size_t hi = m->count - i > NEIGHBOURS ? i + NEIGHBOURS + 1 : m->count;
	struct match match = m->items[i];
	uint32_t word = match.sought;
	struct around around;

	if (weary(m) || !in_some_group(m, word))
		return;
	if (m->words == NULL) {
		m->words = mem_array(NULL, m->nsought, sizeof(*m->words));
		memset(m->words, 0, m->nsought * sizeof(*m->words));
	}
	around.words = m->words;
	around_take(m, i, lo, hi, &around);
	for (uint32_t g = 0; g < m->ngroups; g++) {
		const struct match_group *group = &m->groups[g];

		if (!has_word(group, word) || weary(m) ||
			!stands(m, group, &around))
			continue;
		m->items[i].in_phrase = true;
		m->sought[word].in_phrase = true;
		match.sought = group->sought;
		matches_add(found, &match);
	}
	around_give(m, lo, hi, &around);
}

void
groups_release(struct matches *m)
{
	for (int scope = 0; scope < SCOPES; scope++)
		free(m->scopes[scope].windows);
	free(m->groups);
	free(m->words);
	placed_scratch_release(&m->scratch);
}
