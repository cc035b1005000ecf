/* match_phrase.c - words that stand in a row */
#include "engine/match/match_node.h"
#include "engine/match/match_stream.h"

#include <stdlib.h>

struct phrase_word {
	struct match_stream stream;
	uint32_t place; /* in the phrase, from 0 */
	struct match_room *room;
	struct bits *found;
	uint32_t *begin; /* by segment: where its stories are in the room */
	uint32_t at;
};

/* Two words of the phrase that are a term where both are listed. */
struct phrase_pair {
	struct match_list list;
	struct bits *found;
	bool *listed; /* by segment */
	bool everywhere;
};

struct match_phrase {
	struct phrase_word *words; /* rarest first */
	uint32_t nwords;
	struct phrase_pair *pairs; /* rarest first */
	uint32_t npairs;
	struct bits sure; /* candidates that need no look at places */
	struct positions_list starts, places;
};

static int
compare_words(const void *va, const void *vb)
{
	const struct phrase_word *a = va, *b = vb;
	uint32_t x = a->stream.list.documents, y = b->stream.list.documents;

	return (x > y) - (x < y);
}

static bool
add_word(struct match_eval *eval, struct match_node *node,
	const struct match_query *word, uint32_t place)
{
	struct match_phrase *phrase = node->phrase;
	struct phrase_word *into = &phrase->words[phrase->nwords];

	if (eval->ended != ERR_NONE ||
		!match_stream_open(eval->reader, word->term, word->term_len,
			&into->stream, eval->err)) {
		match_failed(eval);
		return false;
	}
	phrase->nwords++;
	into->place = place;
	into->room = match_room(eval->reader);
	into->found = match_bits_new(eval);
	into->begin = arena_array(&eval->reader->arena,
		eval->reader->nparts + 1, sizeof(*into->begin));
	if (into->stream.list.documents < node->most)
		node->most = into->stream.list.documents;
	return into->stream.list.documents > 0;
}

static int
compare_pairs(const void *va, const void *vb)
{
	const struct phrase_pair *a = va, *b = vb;
	uint32_t x = a->list.documents, y = b->list.documents;

	return (x > y) - (x < y);
}

/* Is this pair a term in some segment?  Two words of the text, both listed;
 * words of other fields are in no list. */
static bool
pair_listed(const struct match_eval *eval, const struct match_query *first,
	const struct match_query *second, struct phrase_pair *pair)
{
	bool *listed = pair->listed, any = false;

	pair->everywhere = true;

	for (size_t i = 0; i < eval->reader->nparts; i++) {
		const struct pair_words *pairs = eval->reader->parts[i].pairs;

		listed[i] =
			pairs != NULL &&
			pair_words_have(pairs, first->term, first->term_len) &&
			pair_words_have(pairs, second->term, second->term_len);
		any |= listed[i];
		pair->everywhere &= listed[i];
	}
	return any;
}

static void
add_pair(struct match_eval *eval, struct match_node *node,
	const struct match_query *first, const struct match_query *second)
{
	struct match_phrase *phrase = node->phrase;
	struct arena *arena = &eval->reader->arena;
	struct phrase_pair *pair = &phrase->pairs[phrase->npairs];
	struct buf term = { 0 };

	if (pair->listed == NULL)
		pair->listed = arena_array(
			arena, eval->reader->nparts, sizeof(*pair->listed));
	if (!pair_listed(eval, first, second, pair))
		return;
	pair_term(&term, first->term, first->term_len, second->term,
		second->term_len);
	if (!match_list_open(eval->reader, term.data, term.len, &pair->list,
		    eval->err)) {
		match_failed(eval);
	} else {
		pair->found = match_bits_new(eval);
		phrase->npairs++;
		if (pair->everywhere && pair->list.documents < node->most)
			node->most = pair->list.documents;
	}
	buf_release(&term);
}

/* Of words of the headline, first those stories that have them there. */
static bool
add_headline(struct match_eval *eval, struct match_node *node,
	const struct match_query *word)
{
	struct match_node *kid;

	if (!match_term_of_headline(word->term, word->term_len))
		return true;
	kid = match_node_term(eval, word);
	node->kids[node->nkids++] = kid;
	if (kid->most < node->most)
		node->most = kid->most;
	return kid->most > 0;
}

void
match_phrase_build(struct match_eval *eval, struct match_node *node)
{
	const struct match_query *asked = node->asked;
	struct match_phrase *phrase =
		arena_new(&eval->reader->arena, struct match_phrase);

	node->phrase = phrase;
	node->next_phrase = eval->phrases;
	eval->phrases = node;
	phrase->words = arena_array(
		&eval->reader->arena, asked->nkids, sizeof(*phrase->words));
	for (uint32_t i = 0; i < asked->nkids; i++)
		if (!add_headline(eval, node, asked->kids[i]) ||
			!add_word(eval, node, asked->kids[i], i)) {
			node->kind = &match_nothing;
			node->confirms = false;
			node->most = 0;
			return;
		}
	phrase->pairs = arena_array(
		&eval->reader->arena, asked->nkids, sizeof(*phrase->pairs));
	for (uint32_t i = 0; i + 1 < asked->nkids; i++)
		add_pair(eval, node, asked->kids[i], asked->kids[i + 1]);
	qsort(phrase->words, phrase->nwords, sizeof(*phrase->words),
		compare_words);
	qsort(phrase->pairs, phrase->npairs, sizeof(*phrase->pairs),
		compare_pairs);
}

void
match_phrase_close(struct match_eval *eval, struct match_node *node)
{
	struct match_phrase *phrase = node->phrase;

	for (uint32_t i = 0; i < phrase->nwords; i++)
		match_stream_close(eval->reader, &phrase->words[i].stream);
	for (uint32_t i = 0; i < phrase->npairs; i++)
		match_list_close(eval->reader, &phrase->pairs[i].list);
	positions_list_release(&phrase->starts);
	positions_list_release(&phrase->places);
}

/* ---- a story ---- */

/* Where the phrase may begin, by the first of its words that is read.  (If
 * that is in the headline so are the others: there is a gap behind it.) */
static bool
begin_starts(struct match_eval *eval, struct match_phrase *phrase, size_t part)
{
	struct phrase_word *word = &phrase->words[0];
	struct positions_list *starts = &phrase->starts;
	uint32_t kept = 0;

	if (!match_stream_read(eval->reader, &word->stream, part,
		    word->room->wdfs[word->at], word->room->docids[word->at],
		    starts, eval->err))
		return false;
	for (uint32_t i = 0; i < starts->n; i++)
		if (starts->items[i] > word->place)
			starts->items[kept++] = starts->items[i] - word->place;
	starts->n = kept;
	return true;
}

/* Do the words stand so in the story that each is at? */
static bool
stands(struct match_eval *eval, struct match_phrase *phrase, size_t part)
{
	struct positions_list *starts = &phrase->starts;
	bool ok = begin_starts(eval, phrase, part);

	match_turn(eval, 16 + starts->n);
	for (uint32_t w = 1; ok && w < phrase->nwords && starts->n > 0; w++) {
		struct phrase_word *word = &phrase->words[w];

		match_turn(eval, 16);
		ok = match_stream_confirm(&word->stream, part,
			word->room->wdfs[word->at], word->place, starts,
			eval->err);
	}
	if (!ok)
		match_failed(eval);
	return ok && starts->n > 0;
}

/* ---- a window ---- */

static const struct bits no_bits;

/* Of two words the pair is all there is to know. */
static bool
pair_is_whole(const struct match_phrase *phrase, size_t part)
{
	return phrase->nwords == 2 && phrase->npairs == 1 &&
	       phrase->pairs[0].listed[part];
}

/* Those of a segment that have the pairs of the phrase; NULL: all,
 * as there are none. */
static const struct bits *
read_pairs(struct match_eval *eval, struct match_phrase *phrase, size_t part,
	const struct bits *in)
{
	for (uint32_t i = 0; i < phrase->npairs; i++) {
		struct phrase_pair *pair = &phrase->pairs[i];

		if (!pair->listed[part])
			continue;
		eval->aside->n = 0;
		bits_clear(pair->found);
		match_read(eval, &pair->list, part, in, KEEP_SET, eval->aside,
			pair->found);
		if (eval->ended != ERR_NONE)
			return &no_bits;
		in = pair->found;
	}
	return in;
}

/* The stories of a segment that have all the words, added to the node's: the
 * last word's room has them, and those of the others have more. */
static void
read_words(struct match_eval *eval, struct match_node *node, size_t part,
	const struct bits *in)
{
	struct match_phrase *phrase = node->phrase;
	bool all = true;

	for (uint32_t w = 0; w < phrase->nwords; w++) {
		struct phrase_word *word = &phrase->words[w];

		word->begin[part] = word->room->n;
		if (all) {
			bits_clear(word->found);
			match_read(eval, &word->stream.list, part, in,
				KEEP_ORDINALS, word->room, word->found);
			in = word->found;
		}
		word->begin[part + 1] = word->room->n;
		all &= word->begin[part] < word->room->n &&
		       eval->ended == ERR_NONE;
	}
	if (all)
		bits_or(node->found, in);
}

/* Candidates. */
static void
find_phrase(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	struct match_phrase *phrase = node->phrase;

	bits_clear(&phrase->sure);
	for (uint32_t w = 0; w < phrase->nwords; w++)
		phrase->words[w].room->n = 0;
	for (uint32_t i = 0; i < node->nkids; i++) {
		match_find_in(eval, node->kids[i], in);
		in = node->kids[i]->found;
		if (eval->ended != ERR_NONE)
			return;
	}
	for (size_t i = 0; i < eval->reader->nparts; i++) {
		const struct bits *left = read_pairs(eval, phrase, i, in);

		if (pair_is_whole(phrase, i)) {
			bits_or(&phrase->sure, left);
			bits_or(node->found, left);
			left = &no_bits;
		}
		read_words(eval, node, i, left);
	}
}

/* Look at the places of the words in those of a segment's stories that are in
 * the set. */
static void
confirm_part(struct match_eval *eval, struct match_node *node, size_t part,
	const struct bits *set)
{
	struct match_phrase *phrase = node->phrase;
	const struct phrase_word *last = &phrase->words[phrase->nwords - 1];

	for (uint32_t w = 0; w < phrase->nwords; w++)
		phrase->words[w].at = phrase->words[w].begin[part];
	for (uint32_t i = last->begin[part];
		i < last->begin[part + 1] && eval->ended == ERR_NONE; i++) {
		uint32_t docid = last->room->docids[i];

		if (!bits_has(set, docid - eval->base))
			continue;
		for (uint32_t w = 0; w < phrase->nwords; w++) {
			struct phrase_word *word = &phrase->words[w];

			while (word->room->docids[word->at] != docid)
				word->at++;
		}
		if (stands(eval, phrase, part))
			bits_add(node->found, docid - eval->base);
	}
}

static void
confirm_phrase(struct match_eval *eval, struct match_node *node,
	const struct bits *set)
{
	struct bits left = *set;

	*node->found = node->phrase->sure;
	bits_and(node->found, &left);
	for (size_t i = 0; i < eval->reader->nparts; i++)
		confirm_part(eval, node, i, &left);
}

/* Its words weigh as alone; they are looked for where the phrase stands. */
static void
weigh_phrase(struct match_eval *eval, struct match_node *node,
	const struct bits *set)
{
	struct bits both;

	if (!match_found_in(node, set, &both))
		return;
	for (uint32_t i = 0; i < node->nscored; i++) {
		match_find_in(eval, node->scored[i], &both);
		node->scored[i]->kind->weigh(eval, node->scored[i], &both);
	}
}

static uint32_t
next_phrase(const struct match_eval *eval, const struct match_node *node,
	uint32_t from)
{
	const struct match_phrase *phrase = node->phrase;

	for (uint32_t i = 0; i < node->nkids; i++)
		from = node->kids[i]->kind->next(eval, node->kids[i], from);
	for (uint32_t w = 0; w < phrase->npairs; w++)
		if (phrase->pairs[w].everywhere)
			from = match_list_next(
				eval, &phrase->pairs[w].list, from);
	for (uint32_t w = 0; w < phrase->nwords; w++)
		from = match_list_next(
			eval, &phrase->words[w].stream.list, from);
	return from;
}

const struct match_kind match_phrase_kind = { .find = find_phrase,
	.confirm = confirm_phrase,
	.weigh = weigh_phrase,
	.next = next_phrase };
