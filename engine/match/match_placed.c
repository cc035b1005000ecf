/*
 * match_placed.c - what is said of where words stand (engine/plan/placed.h)
 *
 * Of the candidates of a window the positions of one term after the other are
 * read, in the order of its postings; then story by story the matcher is
 * asked.
 */
#include "base/mem.h"
#include "engine/index/marks.h"
#include "engine/match/match_node.h"
#include "engine/match/match_stream.h"
#include "engine/plan/placed.h"

#include <stdlib.h>

/* Where one word stands in each story of a window: those of the i-th
 * candidate are positions[start[i] .. start[i + 1]). */
struct places {
	uint32_t start[WINDOW + 1];
	uint32_t *positions;
	size_t cap;
};

struct found_place {
	uint32_t story, position;
};

struct placed_form {
	struct match_stream stream;
	uint32_t languages;
};

struct placed_words {
	struct placed_form *forms;
	uint32_t nforms, shift;
	struct places *places;
};

struct window_list {
	struct placed_window *items;
	size_t n, cap;
};

struct match_placing {
	const struct match_placed *asked;
	struct placed_words *words;
	struct placed_word *story_words;
	struct window_list windows[SCOPES];
	struct bits unknown, ignored;
	uint16_t number[WINDOW]; /* of the candidates, from 0 */
	uint32_t *candidates;	 /* places in the window */
	uint32_t n;

	struct found_place *pairs; /* of the word at hand */
	size_t npairs, pairs_cap;
	struct positions_list list;
	struct marks marks;
	struct placed_scratch matcher;
};

/* ---- building ---- */

static bool
open_word(struct match_eval *eval, const struct match_word *asked,
	struct placed_words *word)
{
	struct arena *arena = &eval->reader->arena;

	word->shift = asked->shift;
	word->forms = arena_array(arena, asked->nforms, sizeof(*word->forms));
	word->places = arena_room(arena, 1, sizeof(*word->places));
	word->places->positions = NULL;
	word->places->cap = 0;
	for (uint32_t i = 0; i < asked->nforms; i++) {
		struct placed_form *form = &word->forms[word->nforms];

		form->languages = asked->forms[i].languages;
		if (!match_turn(eval, 64))
			return false;
		if (!match_stream_open(eval->reader, asked->forms[i].term,
			    asked->forms[i].term_len, &form->stream,
			    eval->err)) {
			match_failed(eval);
			return false;
		}
		word->nforms++;
	}
	return true;
}

void
match_placed_build(struct match_eval *eval, struct match_node *node)
{
	struct arena *arena = &eval->reader->arena;
	struct match_placing *p = arena_new(arena, struct match_placing);

	p->asked = node->asked->placed;
	p->candidates = arena_room(arena, WINDOW, sizeof(*p->candidates));
	p->words = arena_array(arena, p->asked->nwords, sizeof(*p->words));
	p->story_words =
		arena_array(arena, p->asked->nwords, sizeof(*p->story_words));
	node->placing = p;
	node->next_placing = eval->placings;
	eval->placings = node;
	for (uint32_t w = 0; w < p->asked->nwords; w++)
		if (!open_word(eval, &p->asked->words[w], &p->words[w]))
			return;
}

void
match_placed_close(struct match_eval *eval, struct match_node *node)
{
	struct match_placing *p = node->placing;

	for (uint32_t w = 0; w < p->asked->nwords; w++) {
		struct placed_words *word = &p->words[w];

		for (uint32_t i = 0; i < word->nforms; i++)
			match_stream_close(
				eval->reader, &word->forms[i].stream);
		if (word->places != NULL)
			free(word->places->positions);
	}
	for (int i = 0; i < SCOPES; i++)
		free(p->windows[i].items);
	free(p->pairs);
	positions_list_release(&p->list);
	marks_release(&p->marks);
	placed_scratch_release(&p->matcher);
}

/* ---- windows of a story ---- */

static void
add_window(struct match_placing *p, enum query_scope scope, uint32_t first,
	uint32_t last)
{
	struct window_list *of = &p->windows[scope];

	vec_push(of->items, of->n, of->cap) =
		(struct placed_window){ first, last };
}

/* One that ends where the next of its kind begins. */
static void
begin_window(struct match_placing *p, enum query_scope scope, uint32_t first)
{
	struct window_list *of = &p->windows[scope];

	if (of->n > 0)
		of->items[of->n - 1].last = first - 1;
	add_window(p, scope, first, MARKS_LAST);
}

static bool
wants(const struct match_placing *p, enum query_scope scope)
{
	return p->asked->scopes >> scope & 1;
}

static void
take_windows(struct match_placing *p, struct placed_story *story)
{
	const struct marks *marks = &p->marks;

	for (int i = 0; i < SCOPES; i++)
		p->windows[i].n = 0;
	if (marks->below > 0) {
		add_window(p, SCOPE_BODY, marks->below, MARKS_LAST);
		add_window(p, SCOPE_LEAD, marks->below, marks->lead);
	}
	for (size_t i = 0; i < marks->nquotes && wants(p, SCOPE_SAID); i++)
		add_window(p, SCOPE_SAID, marks->quotes[i].first,
			marks->quotes[i].last);
	for (size_t i = 0; i < marks->nsentences; i++) {
		uint32_t first = marks->sentences[i].first;

		if (wants(p, SCOPE_SENTENCE))
			begin_window(p, SCOPE_SENTENCE, first);
		if (wants(p, SCOPE_PARAGRAPH) && marks->sentences[i].paragraph)
			begin_window(p, SCOPE_PARAGRAPH, first);
	}
	for (int i = 0; i < SCOPES; i++)
		story->windows[i] = (struct placed_windows){
			p->windows[i].items,
			(uint32_t)p->windows[i].n,
		};
}

/* ---- positions of a window ---- */

/* Is the story in one of these languages? */
static bool
speaks(const struct match_placed *asked, uint32_t docid, uint32_t languages)
{
	uint32_t language = asked->language[docid - 1];

	if (language > asked->nlanguages)
		language = asked->nlanguages;
	return languages >> asked->bits[language] & 1;
}

static bool
read_form(struct match_eval *eval, struct match_placing *p,
	struct placed_form *form, uint32_t shift, size_t part)
{
	struct match_room *room = eval->aside;

	room->n = 0;
	match_read(eval, &form->stream.list, part, &p->unknown, KEEP_ORDINALS,
		room, &p->ignored);
	for (uint32_t i = 0; i < room->n && eval->ended == ERR_NONE; i++) {
		uint32_t docid = room->docids[i];

		if (!speaks(p->asked, docid, form->languages))
			continue;
		if (!match_stream_read(eval->reader, &form->stream, part,
			    room->wdfs[i], docid, &p->list, eval->err)) {
			match_failed(eval);
			break;
		}
		for (uint32_t k = 0; k < p->list.n; k++)
			vec_push(p->pairs, p->npairs, p->pairs_cap) =
				(struct found_place){
					p->number[docid - eval->base],
					p->list.items[k] + shift,
				};
		match_turn(eval, p->list.n + 4);
	}
	return eval->ended == ERR_NONE;
}

static int
compare_positions(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Forms come one behind the other: put those of each story in order. */
static uint32_t
sort_places(uint32_t *positions, uint32_t n)
{
	enum { FEW = 32 };
	uint32_t kept = 0;

	if (n > FEW)
		qsort(positions, n, sizeof(*positions), compare_positions);
	for (uint32_t i = 1; i < n && n <= FEW; i++) {
		uint32_t position = positions[i], at = i;

		for (; at > 0 && positions[at - 1] > position; at--)
			positions[at] = positions[at - 1];
		positions[at] = position;
	}
	for (uint32_t i = 0; i < n; i++)
		if (kept == 0 || positions[kept - 1] != positions[i])
			positions[kept++] = positions[i];
	return kept;
}

/* The pairs of a word, story by story. */
static void
part_places(struct match_placing *p, struct placed_words *word)
{
	struct places *places = word->places;
	uint32_t *start = places->start;
	uint32_t next = 0;

	places->positions = mem_grow(places->positions, &places->cap,
		p->npairs + 1, sizeof(*places->positions));
	memset(start, 0, (p->n + 1) * sizeof(*start));
	for (size_t i = 0; i < p->npairs; i++)
		start[p->pairs[i].story + 1]++;
	for (uint32_t i = 0; i < p->n; i++)
		start[i + 1] += start[i];
	for (size_t i = 0; i < p->npairs; i++)
		places->positions[start[p->pairs[i].story]++] =
			p->pairs[i].position;
	for (uint32_t i = 0; i < p->n; i++) { /* ends now: starts again */
		uint32_t end = start[i];

		start[i] = next;
		next = end;
	}
	start[p->n] = next;
}

static bool
gather(struct match_eval *eval, struct match_placing *p,
	struct placed_words *word)
{
	p->npairs = 0;
	for (uint32_t i = 0; i < word->nforms; i++)
		for (size_t part = 0; part < eval->reader->nparts; part++)
			if (!read_form(eval, p, &word->forms[i], word->shift,
				    part))
				return false;
	part_places(p, word);
	return true;
}

/* ---- stories ---- */

static bool
read_windows(struct match_eval *eval, struct match_placing *p, uint32_t docid,
	struct placed_story *story)
{
	const uint64_t *start = p->asked->mark_start + docid - 1;

	if (p->asked->scopes == 0)
		return true;
	if (!marks_read(p->asked->mark + start[0], start[1] - start[0],
		    &p->marks)) {
		err_set(eval->err, ERR_INDEX,
			"the marks of story %u are damaged", docid);
		match_failed(eval);
		return false;
	}
	take_windows(p, story);
	return true;
}

static bool
holds(struct match_eval *eval, struct match_placing *p, uint32_t i)
{
	struct placed_story story = {
		.words = p->story_words,
		.nwords = p->asked->nwords,
	};

	for (uint32_t w = 0; w < p->asked->nwords; w++) {
		struct placed_words *word = &p->words[w];
		const uint32_t *start = word->places->start + i;
		uint32_t *positions = word->places->positions + start[0];
		uint32_t n = start[1] - start[0];

		p->story_words[w] = (struct placed_word){
			positions,
			word->nforms > 1 ? sort_places(positions, n) : n,
		};
	}
	if (!read_windows(eval, p, eval->base + p->candidates[i], &story))
		return false;
	switch (placed_match(p->asked->tree, &story, eval->stop, &p->matcher)) {
	case PLACED_NO:
		return false;
	case PLACED_YES:
		return true;
	case PLACED_STOPPED:
		if (!match_look(eval))
			return false;
		break;
	case PLACED_TOO_MANY:
		break;
	}
	err_set(eval->err, ERR_BROAD,
		"a story has these words near each other in too many ways");
	match_failed(eval);
	return false;
}

/* Of the candidates those that were not looked at before. */
static void
choose_candidates(struct match_eval *eval, struct match_placing *p,
	const struct bits *among)
{
	const uint64_t *known = p->asked->known + eval->base / 64;
	uint32_t words = eval->reader->stories / 64 + 1 - eval->base / 64;

	p->unknown = *among;
	for (uint32_t i = 0; i < WINDOW_WORDS && i < words; i++)
		p->unknown.words[i] &= ~known[i];
	p->n = 0;
	for (uint32_t at = bits_from(&p->unknown, 0); at < WINDOW;
		at = bits_from(&p->unknown, at + 1)) {
		p->number[at] = (uint16_t)p->n;
		p->candidates[p->n++] = at;
	}
}

static void
look_at_candidates(struct match_eval *eval, struct match_placing *p)
{
	for (uint32_t w = 0; w < p->asked->nwords; w++)
		if (!gather(eval, p, &p->words[w]))
			return;
	for (uint32_t i = 0; i < p->n; i++) {
		uint32_t docid = eval->base + p->candidates[i];
		uint64_t bit = UINT64_C(1) << docid % 64;
		bool found = holds(eval, p, i);

		if (!match_turn(eval, 16))
			return;
		if (found)
			p->asked->found[docid / 64] |= bit;
		p->asked->known[docid / 64] |= bit;
	}
}

static void
find_placed(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	match_find_in(eval, node->kids[0], in);
	bits_or(node->found, node->kids[0]->found);
}

static void
confirm_placed(struct match_eval *eval, struct match_node *node,
	const struct bits *set)
{
	struct match_placing *p = node->placing;
	uint32_t first = eval->base / 64;
	uint32_t words = eval->reader->stories / 64 + 1 - first;

	bits_and(node->found, set);
	choose_candidates(eval, p, node->found);
	if (p->n > 0)
		look_at_candidates(eval, p);
	for (uint32_t i = 0; i < WINDOW_WORDS; i++)
		node->found->words[i] &=
			i < words ? p->asked->known[first + i] &
					    p->asked->found[first + i]
				  : 0;
}

static uint32_t
next_placed(const struct match_eval *eval, const struct match_node *node,
	uint32_t from)
{
	return node->kids[0]->kind->next(eval, node->kids[0], from);
}

const struct match_kind match_placed_kind = {
	.find = find_placed, .confirm = confirm_placed, .next = next_placed
};
