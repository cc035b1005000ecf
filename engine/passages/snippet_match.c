#include "engine/passages/snippet_match.h"

#include "base/mem.h"
#include "engine/passages/snippet_groups.h"
#include "engine/plan/expansion.h"

#include <stdlib.h>
#include <string.h>

enum {
	/* Words of a phrase that are compared: enough to know it by, and few
	 * enough that a text of one word repeated takes no longer. */
	PHRASE_MAX = 32,
	WEIGHT_MAX = 64
};

uint32_t
matches_sought_new(struct matches *m)
{
	m->sought = mem_grow(m->sought, &m->sought_cap, (size_t)m->nsought + 1,
		sizeof(*m->sought));
	m->sought[m->nsought] = (struct sought){
		.first = SOUGHT_NONE,
		.next = SOUGHT_NONE,
	};
	return m->nsought++;
}

/* The number of a form or a stem. */
static uint32_t
number_of(struct matches *m, struct names *names, uint32_t **ids, size_t *cap,
	const char *text, size_t len)
{
	bool added;
	uint32_t ordinal = names_add(names, text, len, &added);

	if (added) {
		*ids = mem_grow(*ids, cap, (size_t)ordinal + 1, sizeof(**ids));
		(*ids)[ordinal] = matches_sought_new(m);
	}
	return (*ids)[ordinal];
}

/* Are words of this field in the text that snippets are cut from? */
static bool
of_text(const struct matches *m, const struct field *field)
{
	if (field == NULL)
		return m->field == FIELD_TEXT;
	if (m->field == FIELD_BOILER)
		return field->id == FIELD_BOILER;
	return field->id == FIELD_TEXT || field->id == FIELD_HEADLINE ||
	       field->id == FIELD_BODY;
}

/* The number of a word that only looks so: none of too many. */
static uint32_t
like_number(struct matches *m, const struct query *word)
{
	if (m->nlikes == MATCH_LIKES_MAX)
		return SOUGHT_NONE;
	m->likes[m->nlikes] = word;
	m->like_ids[m->nlikes] = matches_sought_new(m);
	return m->like_ids[m->nlikes++];
}

uint32_t
matches_word_number(
	struct matches *m, struct stemmer *stemmer, const struct query *word)
{
	const char *stem;
	size_t len;

	if (!of_text(m, word->field) || word->token_flags & TOKEN_TOO_LONG)
		return SOUGHT_NONE;
	if (word->kind == QUERY_PATTERN || word->kind == QUERY_SIMILAR)
		return like_number(m, word);
	if (word->kind != QUERY_WORD)
		return SOUGHT_NONE;
	if (word->exact)
		return number_of(m, &m->forms, &m->form_ids, &m->form_ids_cap,
			word->text, word->len);
	stem = stem_word(
		stemmer, word->text, word->len, word->token_flags, &len);
	return number_of(
		m, &m->stems, &m->stem_ids, &m->stem_ids_cap, stem, len);
}

static void
word_seek(struct matches *m, struct stemmer *stemmer, const struct query *word)
{
	uint32_t number = matches_word_number(m, stemmer, word);

	if (number != SOUGHT_NONE)
		m->sought[number].loose = m->sought[number].wanted = true;
}

static void
phrase_seek(
	struct matches *m, struct stemmer *stemmer, const struct query *phrase)
{
	uint32_t n = phrase->nkids < PHRASE_MAX ? phrase->nkids : PHRASE_MAX;
	uint32_t *words = arena_array(&m->arena, n, sizeof(*words));
	uint32_t number;

	if (!of_text(m, phrase->field) || n == 0)
		return;
	for (uint32_t i = 0; i < n; i++) {
		words[i] = matches_word_number(m, stemmer, phrase->kids[i]);
		if (words[i] == SOUGHT_NONE)
			return;
	}
	for (uint32_t i = 0; i < n; i++)
		m->sought[words[i]].wanted = true;
	number = matches_sought_new(m);
	m->sought[number].words = words;
	m->sought[number].nwords = n;
	m->sought[number].next = m->sought[words[0]].first;
	m->sought[words[0]].first = number;
}

/* All words and phrases that the query wants to find. */
static void
seek(struct matches *m, struct stemmer *stemmer, const struct query *query)
{
	switch (query->kind) {
	case QUERY_WORD:
	case QUERY_PATTERN:
	case QUERY_SIMILAR:
		word_seek(m, stemmer, query);
		break;
	case QUERY_PHRASE:
		phrase_seek(m, stemmer, query);
		break;
	case QUERY_WITHIN:
	case QUERY_NEAR:
	case QUERY_ADJ:
	case QUERY_SCOPE:
		if (groups_seek(m, stemmer, query))
			break;
		/* else its words one by one */
		/* fallthrough */
	case QUERY_AND:
	case QUERY_OR:
	case QUERY_ANY:
	case QUERY_QUORUM:
		for (uint32_t i = 0; i < query->nkids; i++)
			seek(m, stemmer, query->kids[i]);
		break;
	case QUERY_ALL:
	case QUERY_NOT:
	case QUERY_FILTER:
	case QUERY_DATES:
	case QUERY_KINDS:
		break;
	}
}

void
matches_add(struct matches *m, const struct match *match)
{
	m->items = mem_grow(m->items, &m->cap, m->count + 1, sizeof(*m->items));
	m->items[m->count++] = *match;
}

/* A match if the text is one of the names. */
static void
match_if_named(struct matches *m, const struct names *names,
	const uint32_t *ids, const char *text, size_t len,
	const struct token *token)
{
	uint32_t ordinal = names_find(names, text, len);

	if (ordinal == NAMES_NONE)
		return;
	matches_add(m, &(struct match){
			       .start = token->start,
			       .end = token->end,
			       .position = token->position,
			       .sought = ids[ordinal],
		       });
}

/* The same if it looks as one of the words does. */
static void
match_if_alike(struct matches *m, const struct token *token)
{
	for (uint32_t i = 0; i < m->nlikes; i++)
		if (expansion_fits(m->likes[i], token->text, token->len))
			matches_add(m, &(struct match){
					       .start = token->start,
					       .end = token->end,
					       .position = token->position,
					       .sought = m->like_ids[i],
				       });
}

/* Every place of every word. */
static void
find_words(struct matches *m, struct stemmer *stemmer,
	const struct snippet_text *text)
{
	struct tokens tokens = { 0 };
	struct token token;
	const char *stem;
	size_t stem_len;

	groups_start(m, text);
	tokens_start(&tokens, text->bytes, text->len);
	while (tokens_next(&tokens, &token)) {
		groups_word(m, &token);
		if (token.flags & TOKEN_TOO_LONG)
			continue;
		match_if_alike(m, &token);
		match_if_named(m, &m->forms, m->form_ids, token.text, token.len,
			&token);
		if (m->stems.count == 0)
			continue;
		stem = stem_word(
			stemmer, token.text, token.len, token.flags, &stem_len);
		match_if_named(
			m, &m->stems, m->stem_ids, stem, stem_len, &token);
	}
	tokens_release(&tokens);
}

/* The match of a word at a position, from items[i] on; count if none. */
static size_t
match_at(const struct matches *m, size_t i, uint32_t position, uint32_t sought)
{
	for (; i < m->count && m->items[i].position <= position; i++)
		if (m->items[i].position == position &&
			m->items[i].sought == sought)
			return i;
	return m->count;
}

/* Does the phrase stand where its first word is items[i]?  Marks its words
 * if so, and sets *end behind the last. */
static bool
phrase_stands(
	struct matches *m, const struct sought *phrase, size_t i, uint32_t *end)
{
	uint32_t position = m->items[i].position;
	size_t at[PHRASE_MAX] = { i };

	for (uint32_t k = 1; k < phrase->nwords; k++) {
		at[k] = match_at(m, at[k - 1], position + k, phrase->words[k]);
		if (at[k] == m->count)
			return false;
	}
	for (uint32_t k = 0; k < phrase->nwords; k++) {
		m->items[at[k]].in_phrase = true;
		m->sought[phrase->words[k]].in_phrase = true;
		*end = m->items[at[k]].end;
	}
	return true;
}

/* Every place of every phrase, in the order of the text, into phrases. */
static void
find_phrases(struct matches *m, struct matches *phrases)
{
	for (size_t i = 0; i < m->count; i++) {
		struct match match = m->items[i];
		uint32_t number = m->sought[match.sought].first;

		for (; number != SOUGHT_NONE; number = m->sought[number].next) {
			match.sought = number;
			if (phrase_stands(m, &m->sought[number], i, &match.end))
				matches_add(phrases, &match);
		}
		groups_find(m, i, phrases);
	}
}

/*
 * Join words and phrases.  A word asked for in phrases alone goes where none
 * of them stands, if one stands anywhere.
 */
static void
join(struct matches *words, const struct matches *phrases)
{
	struct matches joined = { 0 };
	size_t next = 0;

	for (size_t i = 0; i < words->count; i++) {
		const struct match *match = &words->items[i];
		const struct sought *sought = &words->sought[match->sought];

		while (next < phrases->count &&
			phrases->items[next].start <= match->start)
			matches_add(&joined, &phrases->items[next++]);
		if (sought->wanted && (sought->loose || match->in_phrase ||
					      !sought->in_phrase))
			matches_add(&joined, match);
	}
	free(words->items);
	words->items = joined.items;
	words->count = joined.count;
	words->cap = joined.cap;
}

/* What is rare counts more, and a phrase twice what a word does. */
static void
weigh(struct matches *m)
{
	for (size_t i = 0; i < m->count; i++)
		m->sought[m->items[i].sought].matches++;
	for (uint32_t i = 0; i < m->nsought; i++) {
		struct sought *sought = &m->sought[i];
		uint32_t most =
			sought->nwords > 0 ? 2 * WEIGHT_MAX : WEIGHT_MAX;
		uint32_t log = 1;

		while (log < 32 && sought->matches >> log != 0)
			log++;
		sought->weight = most / log;
	}
}

void
matches_find(struct matches *m, const struct query *query,
	struct stemmer *stemmer, const struct snippet_text *text)
{
	struct matches phrases = { 0 };

	seek(m, stemmer, query);
	if (m->nsought == 0)
		return;
	find_words(m, stemmer, text);
	find_phrases(m, &phrases);
	join(m, &phrases);
	weigh(m);
	matches_release(&phrases);
}

void
matches_release(struct matches *m)
{
	groups_release(m);
	free(m->items);
	free(m->sought);
	free(m->form_ids);
	free(m->stem_ids);
	names_release(&m->forms);
	names_release(&m->stems);
	arena_release(&m->arena);
	*m = (struct matches){ 0 };
}
