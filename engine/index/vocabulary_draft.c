/* vocabulary_draft.c - words while stories come in */
#include "engine/index/vocabulary_draft.h"

#include "base/mem.h"
#include "base/pack.h"

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
	*draft = (struct vocabulary_draft){
		.scratch = scratch,
		.positions_max = POSITION_LISTS_KEPT,
	};
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
	batch_release(&draft->batch);
	buf_release(&draft->places);
	*draft = (struct vocabulary_draft){ .scratch = draft->scratch };
}

void
vocabulary_draft_part(struct vocabulary_draft *draft, uint32_t part)
{
	struct draft_share *share = &draft->shares[draft->nshares - 1];

	vocabulary_draft_settle(draft);
	if (share->lists.count > 0)
		share = share_add(draft);
	share->part = part;
}

/* A word has a stem from its first appearance on. */
uint32_t
vocabulary_draft_word(struct vocabulary_draft *draft, const char *text,
	size_t len, const char *stem, size_t stem_len)
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
	ordinal = vocabulary_draft_word(
		draft, word->text, word->len, word->stem, word->stem_len);
	if (known != NULL) {
		*known = ordinal;
		*stem = word->stem_id;
	}
	return ordinal;
}

/* What is said of a word in a batch beside the bytes of its positions. */
enum { BOILER = 1, ALONE = 2, FLAGS = 2 };

/* The positions of a word in one story: each is the way from the one before,
 * and whether it is the last.  Returns how many bytes. */
static uint32_t
pack_positions(struct buf *out, const uint32_t *positions, uint32_t n)
{
	char *begin = buf_room(out, n * (size_t)PACK_NUMBER_MAX), *at = begin;
	uint32_t before = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint64_t way = positions[i] - before;

		at = pack_number_put(at, way << 1 | (i + 1 == n));
		before = positions[i];
	}
	buf_took(out, (size_t)(at - begin));
	return (uint32_t)(at - begin);
}

/* All stories in the batch of one word. */
static void
count_word(struct vocabulary_draft *draft, const struct batch_item *items,
	uint32_t n)
{
	struct draft_share *share = &draft->shares[draft->nshares - 1];
	struct draft_word *word = &draft->items[items->number];

	for (uint32_t i = 0; i < n; i++) {
		bool boiler = (items[i].b & BOILER) != 0;

		word->stories += !boiler;
		word->alone += !boiler && (items[i].b & ALONE) != 0;
		position_list_add(&share->positions, items->number, boiler,
			draft->places.data + items[i].a, items[i].b >> FLAGS);
	}
}

static void
take_batch(struct vocabulary_draft *draft)
{
	struct draft_share *share = &draft->shares[draft->nshares - 1];
	struct batch *batch = &draft->batch;

	batch_sort(batch);
	for (uint32_t i = 0, n; i < batch->count; i += n) {
		n = batch_same(batch, i);
		byte_list_expect(&share->positions.text,
			batch_number(batch, i + 16),
			batch_number(batch, i + 32));
		count_word(draft, &batch->items[i], n);
	}
	batch_reset(batch);
	buf_reset(&draft->places);
}

static void
add_word(struct vocabulary_draft *draft, uint64_t dictionary,
	const struct story_word *word, bool alone)
{
	struct draft_share *share = &draft->shares[draft->nshares - 1];
	uint32_t ordinal = story_word_of(draft, dictionary, word);
	uint32_t at = (uint32_t)draft->places.len;
	uint32_t len = pack_positions(
		&draft->places, word->positions, word->npositions);
	uint32_t flags = (word->boiler ? BOILER : 0) | (alone ? ALONE : 0);

	if (!word->boiler)
		word_list_add(&share->lists, ordinal);
	if (!batch_add(&draft->batch, ordinal, at, len << FLAGS | flags))
		take_batch(draft);
}

void
vocabulary_draft_add(struct vocabulary_draft *draft,
	const struct term_list *terms, uint32_t cluster)
{
	struct draft_share *share = &draft->shares[draft->nshares - 1];

	for (uint32_t i = 0; i < terms->nwords; i++) {
		const struct story_word *word = &terms->words[i];

		if (i + TERM_MAP_AHEAD < terms->nwords) {
			term_map_expect(&draft->known, word[TERM_MAP_AHEAD].id);
			term_map_expect(
				&draft->known_stems, word[TERM_MAP_AHEAD].id);
		}
		add_word(draft, terms->dictionary, word, cluster == 0);
	}
	word_list_end(&share->lists);
	if (position_lists_size(&share->positions) > draft->positions_max)
		vocabulary_draft_settle(draft);
}

void
vocabulary_draft_settle(struct vocabulary_draft *draft)
{
	struct draft_share *share = &draft->shares[draft->nshares - 1];

	take_batch(draft);
	position_lists_spill(&share->positions, &draft->words);
}

void
vocabulary_draft_hits(struct vocabulary_draft *draft, uint32_t word,
	const struct draft_hits *hits)
{
	struct draft_share *share = &draft->shares[draft->nshares - 1];

	if (!hits->boiler) {
		draft->items[word].stories += hits->stories;
		draft->items[word].alone += hits->alone;
	}
	position_list_add(&share->positions, word, hits->boiler,
		hits->positions, hits->len);
	if (position_lists_size(&share->positions) > draft->positions_max)
		position_lists_spill(&share->positions, &draft->words);
}

void
vocabulary_draft_story(
	struct vocabulary_draft *draft, const uint32_t *words, uint32_t n)
{
	struct word_lists *lists = &draft->shares[draft->nshares - 1].lists;

	for (uint32_t i = 0; i < n; i++)
		word_list_add(lists, words[i]);
	word_list_end(lists);
}

/* No more stories come: nothing of that is needed any more. */
static void
close_draft(struct vocabulary_draft *draft)
{
	vocabulary_draft_settle(draft);
	batch_release(&draft->batch);
	buf_release(&draft->places);
	term_map_release(&draft->known);
	term_map_release(&draft->known_stems);
}

/* Shares by their parts, those of one part as they came. */
static void
order_shares(struct vocabulary_draft *draft)
{
	for (size_t i = 1; i < draft->nshares; i++) {
		struct draft_share share = draft->shares[i];
		size_t at = i;

		for (; at > 0 && draft->shares[at - 1].part > share.part; at--)
			draft->shares[at] = draft->shares[at - 1];
		draft->shares[at] = share;
	}
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
	order_shares(draft);
}

static bool
is_empty(const struct vocabulary_draft *draft)
{
	for (size_t i = 0; i < draft->nshares; i++)
		if (draft->shares[i].lists.count > 0)
			return false;
	return draft->words.count == 0;
}

/* The same of an empty one: there all stays as it is. */
static void
take_all(struct vocabulary_draft *draft, struct vocabulary_draft *more)
{
	struct vocabulary_draft empty = *draft;

	*draft = *more;
	draft->scratch = empty.scratch;
	draft->positions_max = empty.positions_max;
	for (size_t i = 0; i < draft->nshares; i++) {
		draft->shares[i].lists.scratch = draft->scratch;
		draft->shares[i].positions.scratch = draft->scratch;
	}
	order_shares(draft);
	vocabulary_draft_release(&empty);
	*more = (struct vocabulary_draft){ .scratch = more->scratch };
}

void
vocabulary_draft_merge(
	struct vocabulary_draft *draft, struct vocabulary_draft *more)
{
	const struct draft_word *from = more->items;
	const char *text, *stem;
	size_t len, stem_len;
	uint32_t *map;

	close_draft(draft);
	close_draft(more);
	if (is_empty(draft)) {
		take_all(draft, more);
		return;
	}
	map = mem_array(NULL, more->words.count + (size_t)1, sizeof(*map));
	for (uint32_t i = 0; i < more->words.count; i++) {
		text = names_text(&more->words, i, &len);
		stem = names_text(&more->stems, from[i].stem, &stem_len);
		map[i] =
			vocabulary_draft_word(draft, text, len, stem, stem_len);
		draft->items[map[i]].stories += from[i].stories;
		draft->items[map[i]].alone += from[i].alone;
	}
	for (uint32_t i = 0; i < more->pairs.count; i++) {
		uint32_t pair[2];

		memcpy(pair, names_text(&more->pairs, i, NULL), sizeof(pair));
		text = names_text(&more->words, pair[0], &len);
		stem = names_text(&more->stems, pair[1], &stem_len);
		vocabulary_draft_word(draft, text, len, stem, stem_len);
	}
	take_shares(draft, more, map);
	free(map);
	vocabulary_draft_release(more);
}

/* The lists that have story *i, which becomes its place there. */
static struct word_lists *
lists_with(struct vocabulary_draft *draft, size_t *i)
{
	struct draft_share *share = draft->shares;

	while (*i >= share->lists.count)
		*i -= share++->lists.count;
	return &share->lists;
}

const uint32_t *
vocabulary_draft_words(struct vocabulary_draft *draft, size_t i, uint32_t *n)
{
	struct word_lists *lists = lists_with(draft, &i);

	return word_lists_get(lists, i, n);
}

void
vocabulary_draft_pass(struct vocabulary_draft *draft, size_t i)
{
	struct word_lists *lists = lists_with(draft, &i);

	word_lists_pass(lists, i);
}
