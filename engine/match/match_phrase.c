/* match_phrase.c - words that stand in a row */
#include "engine/match/match_node.h"
#include "engine/match/match_stream.h"

#include <stdlib.h>

struct phrase_word {
	struct match_stream stream;
	uint32_t place; /* in the phrase, from 0 */
	struct match_room *room;
	struct bits *found;
	uint32_t at; /* in the room */
};

struct match_phrase {
	struct phrase_word *words; /* rarest first */
	uint32_t nwords;
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
	const struct xap_query *word, uint32_t place)
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
	if (into->stream.list.documents < node->most)
		node->most = into->stream.list.documents;
	return into->stream.list.documents > 0;
}

/* Of words of the headline, first those stories that have them there. */
static bool
add_headline(struct match_eval *eval, struct match_node *node,
	const struct xap_query *word)
{
	struct match_node *kid;

	if (!match_term_of_headline(word->term, word->term_len))
		return true;
	kid = match_node_term(eval, word->term, word->term_len);
	node->kids[node->nkids++] = kid;
	if (kid->most < node->most)
		node->most = kid->most;
	return kid->most > 0;
}

void
match_phrase_build(struct match_eval *eval, struct match_node *node)
{
	const struct xap_query *asked = node->asked;
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
			node->most = 0;
			return;
		}
	qsort(phrase->words, phrase->nwords, sizeof(*phrase->words),
		compare_words);
}

void
match_phrase_close(struct match_eval *eval, struct match_node *node)
{
	struct match_phrase *phrase = node->phrase;

	for (uint32_t i = 0; i < phrase->nwords; i++)
		match_stream_close(eval->reader, &phrase->words[i].stream);
	positions_list_release(&phrase->starts);
	positions_list_release(&phrase->places);
}

/* ---- a story ---- */

/* Where the phrase may begin, by its first word of those read. */
static void
begin_starts(struct positions_list *starts, uint32_t place)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < starts->n; i++)
		if (starts->items[i] > place)
			starts->items[kept++] = starts->items[i] - place;
	starts->n = kept;
}

/* Only where this word stands at its place, too. */
static void
confirm_starts(struct positions_list *starts,
	const struct positions_list *places, uint32_t place)
{
	uint32_t kept = 0, j = 0;

	for (uint32_t i = 0; i < starts->n; i++) {
		uint32_t wanted = starts->items[i] + place;

		while (j < places->n && places->items[j] < wanted)
			j++;
		if (j == places->n)
			break;
		if (places->items[j] == wanted)
			starts->items[kept++] = starts->items[i];
	}
	starts->n = kept;
}

/* Do the words stand so in the story that each is at? */
static bool
stands(struct match_eval *eval, struct match_phrase *phrase, size_t part)
{
	for (uint32_t w = 0; w < phrase->nwords; w++) {
		struct phrase_word *word = &phrase->words[w];
		struct positions_list *list =
			w == 0 ? &phrase->starts : &phrase->places;

		if (!match_stream_read(eval->reader, &word->stream, part,
			    word->room->wdfs[word->at],
			    word->room->docids[word->at], list, eval->err)) {
			match_failed(eval);
			return false;
		}
		match_turn(eval, list->n + 8);
		if (w == 0)
			begin_starts(list, word->place);
		else
			confirm_starts(&phrase->starts, list, word->place);
		if (phrase->starts.n == 0)
			return false;
	}
	return true;
}

/* ---- a window ---- */

/* The stories of a segment that have all the words: the last word's room has
 * them, and those of the others have more. */
static bool
read_words(struct match_eval *eval, struct match_phrase *phrase, size_t part,
	const struct bits *in)
{
	for (uint32_t w = 0; w < phrase->nwords; w++) {
		struct phrase_word *word = &phrase->words[w];

		word->room->n = word->at = 0;
		bits_clear(word->found);
		match_read(eval, &word->stream.list, part, in, KEEP_ORDINALS,
			word->room, word->found);
		if (word->room->n == 0 || eval->ended != ERR_NONE)
			return false;
		in = word->found;
	}
	return true;
}

static void
find_in_part(struct match_eval *eval, struct match_node *node, size_t part,
	const struct bits *in)
{
	struct match_phrase *phrase = node->phrase;
	const struct match_room *last;

	if (!read_words(eval, phrase, part, in))
		return;
	last = phrase->words[phrase->nwords - 1].room;
	for (uint32_t i = 0; i < last->n && eval->ended == ERR_NONE; i++) {
		uint32_t docid = last->docids[i];

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
find_phrase(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	for (uint32_t i = 0; i < node->nkids; i++) {
		match_find_in(eval, node->kids[i], in);
		in = node->kids[i]->found;
		if (bits_from(in, 0) == WINDOW || eval->ended != ERR_NONE)
			return;
	}
	for (size_t i = 0; i < eval->reader->nparts; i++)
		find_in_part(eval, node, i, in);
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
	for (uint32_t w = 0; w < phrase->nwords; w++)
		from = match_list_next(
			eval, &phrase->words[w].stream.list, from);
	return from;
}

const struct match_kind match_phrase_kind = { find_phrase, weigh_phrase,
	next_phrase };
