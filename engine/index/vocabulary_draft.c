/* vocabulary_draft.c - words while stories come in */
#include "engine/index/vocabulary_draft.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static struct draft_share *
share_add(struct vocabulary_draft *draft)
{
	struct draft_share *share;

	draft->shares = mem_grow(draft->shares, &draft->shares_cap,
		draft->nshares + 1, sizeof(*draft->shares));
	share = &draft->shares[draft->nshares++];
	*share = (struct draft_share){
		.lists.scratch = draft->scratch,
		.positions.scratch = draft->scratch,
	};
	return share;
}

void
vocabulary_draft_init(struct vocabulary_draft *draft, const char *scratch)
{
	*draft = (struct vocabulary_draft){ .scratch = scratch };
	share_add(draft);
}

void
vocabulary_draft_release(struct vocabulary_draft *draft)
{
	for (size_t i = 0; i < draft->nshares; i++) {
		word_lists_release(&draft->shares[i].lists);
		position_lists_release(&draft->shares[i].positions);
	}
	free(draft->shares);
	free(draft->items);
	names_release(&draft->words);
	names_release(&draft->stems);
	names_release(&draft->pairs);
	term_map_release(&draft->known);
	term_map_release(&draft->known_stems);
	*draft = (struct vocabulary_draft){ .scratch = draft->scratch };
}

/* The ordinal of a word, which has a stem from its first appearance on. */
static uint32_t
word_of(struct vocabulary_draft *draft, const char *text, size_t len,
	const char *stem, size_t stem_len)
{
	bool added;
	uint32_t ordinal = names_add(&draft->words, text, len, &added);
	uint32_t pair[2] = { ordinal, NAMES_NONE };
	const char *first;
	size_t first_len;

	if (added) {
		draft->items = mem_grow(draft->items, &draft->items_cap,
			(size_t)ordinal + 1, sizeof(*draft->items));
		draft->items[ordinal] = (struct draft_word){
			.stem = names_add(&draft->stems, stem, stem_len, NULL),
		};
		return ordinal;
	}
	first = names_text(
		&draft->stems, draft->items[ordinal].stem, &first_len);
	if (first_len != stem_len || memcmp(first, stem, stem_len) != 0) {
		pair[1] = names_add(&draft->stems, stem, stem_len, NULL);
		names_add(
			&draft->pairs, (const char *)pair, sizeof(pair), NULL);
	}
	return ordinal;
}

/* The same of a story's word: looked up unless it was met with that stem. */
static uint32_t
story_word_of(struct vocabulary_draft *draft, uint64_t dictionary,
	const struct story_word *word)
{
	uint32_t *known = term_map_at(&draft->known, dictionary, word->id);
	uint32_t *stem = term_map_at(&draft->known_stems, dictionary, word->id);
	uint32_t ordinal;

	if (known != NULL && *known != TERM_MAP_NONE && *stem == word->stem_id)
		return *known;
	ordinal = word_of(
		draft, word->text, word->len, word->stem, word->stem_len);
	if (known != NULL) {
		*known = ordinal;
		*stem = word->stem_id;
	}
	return ordinal;
}

void
vocabulary_draft_add(struct vocabulary_draft *draft,
	const struct term_list *terms, uint32_t cluster)
{
	struct draft_share *share = &draft->shares[draft->nshares - 1];

	for (uint32_t i = 0; i < terms->nwords; i++) {
		const struct story_word *word = &terms->words[i];
		uint32_t ordinal =
			story_word_of(draft, terms->dictionary, word);

		position_list_add(&share->positions, ordinal, word);
		if (word->boiler)
			continue;
		draft->items[ordinal].stories++;
		draft->items[ordinal].alone += cluster == 0;
		word_list_add(&share->lists, ordinal);
	}
	word_list_end(&share->lists);
	if (position_lists_full(&share->positions))
		vocabulary_draft_settle(draft);
}

void
vocabulary_draft_settle(struct vocabulary_draft *draft)
{
	struct draft_share *share = &draft->shares[draft->nshares - 1];

	position_lists_spill(&share->positions, &draft->words);
}

/* Take over what another draft has; map says what its words became. */
static void
take_shares(struct vocabulary_draft *draft, struct vocabulary_draft *more,
	const uint32_t *map)
{
	for (size_t i = 0; i < more->nshares; i++) {
		word_lists_renumber(
			&more->shares[i].lists, map, more->words.count);
		*share_add(draft) = more->shares[i];
	}
	more->nshares = 0;
}

void
vocabulary_draft_merge(
	struct vocabulary_draft *draft, struct vocabulary_draft *more)
{
	const struct draft_word *from = more->items;
	uint32_t *map =
		mem_array(NULL, more->words.count + (size_t)1, sizeof(*map));
	const char *text, *stem;
	size_t len, stem_len;

	vocabulary_draft_settle(draft);
	vocabulary_draft_settle(more);
	for (uint32_t i = 0; i < more->words.count; i++) {
		text = names_text(&more->words, i, &len);
		stem = names_text(&more->stems, from[i].stem, &stem_len);
		map[i] = word_of(draft, text, len, stem, stem_len);
		draft->items[map[i]].stories += from[i].stories;
		draft->items[map[i]].alone += from[i].alone;
	}
	for (uint32_t i = 0; i < more->pairs.count; i++) {
		uint32_t pair[2];

		memcpy(pair, names_text(&more->pairs, i, NULL), sizeof(pair));
		text = names_text(&more->words, pair[0], &len);
		stem = names_text(&more->stems, pair[1], &stem_len);
		word_of(draft, text, len, stem, stem_len);
	}
	take_shares(draft, more, map);
	free(map);
	vocabulary_draft_release(more);
}

const uint32_t *
vocabulary_draft_words(struct vocabulary_draft *draft, size_t i, uint32_t *n)
{
	struct draft_share *share = draft->shares;

	while (i >= share->lists.count)
		i -= share++->lists.count;
	return word_lists_get(&share->lists, i, n);
}
