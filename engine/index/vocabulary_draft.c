/* vocabulary_draft.c - words while stories come in */
#include "engine/index/vocabulary_draft.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static struct word_lists *
lists_add(struct vocabulary_draft *draft)
{
	struct word_lists *lists;

	draft->lists = mem_grow(draft->lists, &draft->lists_cap,
		draft->nlists + 1, sizeof(*draft->lists));
	lists = &draft->lists[draft->nlists++];
	*lists = (struct word_lists){ .scratch = draft->scratch };
	return lists;
}

void
vocabulary_draft_init(struct vocabulary_draft *draft, const char *scratch)
{
	*draft = (struct vocabulary_draft){ .scratch = scratch };
	lists_add(draft);
}

void
vocabulary_draft_release(struct vocabulary_draft *draft)
{
	for (size_t i = 0; i < draft->nlists; i++)
		word_lists_release(&draft->lists[i]);
	free(draft->lists);
	free(draft->items);
	names_release(&draft->words);
	names_release(&draft->stems);
	names_release(&draft->pairs);
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

void
vocabulary_draft_add(struct vocabulary_draft *draft,
	const struct term_list *terms, uint32_t cluster)
{
	struct word_lists *lists = &draft->lists[draft->nlists - 1];

	for (uint32_t i = 0; i < terms->nwords; i++) {
		const struct story_word *word = &terms->words[i];
		uint32_t ordinal = word_of(draft, word->text, word->len,
			word->stem, word->stem_len);

		if (word->boiler)
			continue;
		draft->items[ordinal].stories++;
		draft->items[ordinal].alone += cluster == 0;
		word_list_add(lists, ordinal);
	}
	word_list_end(lists);
}

/* Take over the lists of another draft; map says what its words became. */
static void
take_lists(struct vocabulary_draft *draft, struct vocabulary_draft *more,
	const uint32_t *map)
{
	for (size_t i = 0; i < more->nlists; i++) {
		word_lists_renumber(&more->lists[i], map, more->words.count);
		*lists_add(draft) = more->lists[i];
	}
	more->nlists = 0;
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
	take_lists(draft, more, map);
	free(map);
	vocabulary_draft_release(more);
}

const uint32_t *
vocabulary_draft_words(struct vocabulary_draft *draft, size_t i, uint32_t *n)
{
	struct word_lists *lists = draft->lists;

	while (i >= lists->count)
		i -= lists++->count;
	return word_lists_get(lists, i, n);
}
