#include "indexer/text/plain_text.h"

#include "base/buf.h"
#include "indexer/text/noise.h"

#include <string.h>

/* A deck is short, and says with other words what the lead says again. */
#define DECK_BYTES 200
#define DECKS 3
#define DECK_OVERLAP 0.3

/* ---- decks ---- */

/* May this line be one?  A sentence or two, and no beginning of a text. */
static bool
is_deck(const struct line *line)
{
	char first = line->text[0], last = line->text[line->len - 1];
	struct dateline dateline;

	/* (Corrects …), and what announces a list, belong to the text. */
	if (first == '(' || first == '-' || last == ':' || last == '-')
		return false;
	return line->role == LINE_BODY && line->len <= DECK_BYTES &&
	       line_sentences(line) <= 2 && !line_is_bullet(line) &&
	       line_words(line) >= 4 &&
	       !dateline_read(line->text, line->len, &dateline);
}

/* The headline and the first paragraphs behind the decks. */
static bool
deck_is_said_again(const struct draft *draft, const struct line *deck,
	const struct line *text, size_t ntext)
{
	struct line around[4] = { 0 };
	size_t n = 0;

	around[n++] = (struct line){
		.text = draft->story.headline,
		.len = (uint32_t)strlen(draft->story.headline),
	};
	for (size_t i = 0; i < ntext && n < 4; i++)
		if (text[i].role == LINE_BODY)
			around[n++] = text[i];
	return line_overlap(deck, around, n) >= DECK_OVERLAP;
}

/*
 * Does the layout say that the text begins at `rest`?  A dateline does, and
 * so does a gap wider than those between the paragraphs that follow.
 */
static bool
is_set_off(const struct lines *lines, size_t from, size_t rest)
{
	const struct line *lead = &lines->items[rest];
	struct dateline dateline;

	if (dateline_read(lead->text, lead->len, &dateline))
		return true;
	if (rest + 1 >= lines->count || lead->gap <= lead[1].gap)
		return false;
	for (size_t i = from + 1; i < rest; i++)
		if (lines->items[i].gap <= lead[1].gap)
			return false;
	return true;
}

/*
 * Are items[from..rest) decks and items[rest] the beginning of the text?
 * Without a sign of the layout only lines that are no sentences, as a lead
 * is, and that the text says again, are decks.
 */
static bool
are_decks(const struct draft *draft, const struct lines *lines, size_t from,
	size_t rest)
{
	const struct line *lead = &lines->items[rest];

	if (lead->role != LINE_BODY || !line_is_paragraph(lead))
		return false;
	if (is_set_off(lines, from, rest))
		return true;
	for (const struct line *deck = &lines->items[from]; deck < lead; deck++)
		if (line_ends_sentence(deck) ||
			!deck_is_said_again(
				draft, deck, lead, lines->count - rest))
			return false;
	return true;
}

/* Where the text begins behind the decks; `from` if there are none. */
static size_t
find_lead(const struct draft *draft, const struct lines *lines, size_t from)
{
	for (size_t rest = from + 1;
		rest < lines->count && rest - from <= DECKS; rest++) {
		if (!is_deck(&lines->items[rest - 1]))
			break;
		if (are_decks(draft, lines, from, rest))
			return rest;
	}
	return from;
}

/* Lines between the headline and the text, into subhead. */
static void
take_decks(struct draft *draft, struct lines *lines, size_t from)
{
	struct buf subhead = { 0 };
	size_t rest = from;

	if (draft->story.headline != NULL)
		rest = find_lead(draft, lines, from);
	for (size_t i = from; i < rest; i++) {
		struct line *deck = &lines->items[i];

		if (subhead.len > 0)
			buf_putc(&subhead, ' ');
		buf_add(&subhead, deck->text, deck->len);
		deck->role = LINE_USED;
	}
	if (subhead.len > 0)
		draft->story.subhead =
			arena_copy(draft->arena, subhead.data, subhead.len);
	buf_release(&subhead);
}

/* ---- putting it together ---- */

/* Lines of one kind that follow each other make one block. */
static void
collect_blocks(struct draft *draft, const struct lines *lines)
{
	struct buf text = { 0 };
	const struct line *open = NULL;

	for (size_t i = 0; i <= lines->count; i++) {
		const struct line *l =
			i < lines->count ? &lines->items[i] : NULL;
		bool goes_on = open != NULL && l != NULL &&
			       l->role == LINE_APART && l->kind == open->kind &&
			       l->rule == open->rule;

		if (open != NULL && !goes_on) {
			draft_block(draft, open->kind, text.data, text.len,
				open->rule);
			open = NULL;
			buf_reset(&text);
		}
		if (l == NULL || l->role != LINE_APART)
			continue;
		if (goes_on)
			buf_putc(&text, '\n');
		buf_add(&text, l->text, l->len);
		open = l;
	}
	buf_release(&text);
}

static void
collect_body(struct draft *draft, const struct lines *lines)
{
	struct buf body = { 0 };

	for (size_t i = 0; i < lines->count; i++) {
		const struct line *l = &lines->items[i];

		if (l->role != LINE_BODY)
			continue;
		if (body.len > 0)
			buf_putc(&body, '\n');
		buf_add(&body, l->text, l->len);
	}
	if (body.len > 0)
		draft->story.body_text =
			arena_copy(draft->arena, body.data, body.len);
	buf_release(&body);
}

/* Marks such as [1] go where there is a list for them to point at. */
static bool
has_references(const struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		if (lines->items[i].kind != NULL &&
			strcmp(lines->items[i].kind, "references") == 0)
			return true;
	return false;
}

static void
finish(struct draft *draft, struct lines *lines)
{
	noise_mark(lines);
	collect_blocks(draft, lines);
	collect_body(draft, lines);
	if (draft->story.body_text != NULL && has_references(lines))
		noise_drop_marks((char *)draft->story.body_text);
}

void
plain_text_read(struct draft *draft, const char *text, size_t len)
{
	struct lines lines;
	size_t from;

	lines_split(&lines, draft->arena, text, len);
	lines_unwrap(&lines, draft->arena);
	from = plain_head_read(draft, &lines);
	take_decks(draft, &lines, from);
	finish(draft, &lines);
}

void
plain_text_lines(struct draft *draft, struct lines *lines)
{
	plain_head_rest(draft, lines);
	finish(draft, lines);
}

void
plain_text_body(struct draft *draft, const char *text, size_t len)
{
	struct lines lines;

	lines_split(&lines, draft->arena, text, len);
	lines_unwrap(&lines, draft->arena);
	plain_text_lines(draft, &lines);
}

void
plain_text_clean(struct draft *draft, const char *text, size_t len)
{
	struct lines lines;

	lines_split_clean(&lines, draft->arena, text, len);
	if (!draft->source->rules->as_stated)
		lines_unwrap(&lines, draft->arena);
	collect_body(draft, &lines);
}
