#include "indexer/plain_text.h"

#include "base/buf.h"
#include "indexer/noise.h"

#include <string.h>

/* A deck is short, and says with other words what the lead says again. */
#define DECK_BYTES 200
#define DECKS 3
#define DECK_OVERLAP 0.3

/* ---- decks ---- */

/* May this line be one?  A single sentence, or none. */
static bool
is_deck(const struct line *line)
{
	return line->role == LINE_BODY && line->len <= DECK_BYTES &&
	       line_sentences(line) == 1 && !line_is_bullet(line) &&
	       line_words(line) >= 4;
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

/* Is the lead set off from the decks: a wider gap than between paragraphs,
 * or itself more than the one sentence that wire stories begin with? */
static bool
is_set_off(const struct line *lead, const struct line *next)
{
	return line_sentences(lead) > 1 ||
	       (next != NULL && lead->gap > next->gap);
}

/* Lines between the headline and the text, into subhead. */
static void
take_decks(struct draft *draft, struct lines *lines, size_t from)
{
	struct line *items = lines->items;
	struct buf subhead = { 0 };
	size_t n = 0, rest;

	if (draft->story.headline == NULL)
		return;
	while (from + n < lines->count && n < DECKS &&
		is_deck(&items[from + n]))
		n++;
	rest = from + n;
	if (n == 0 || rest >= lines->count ||
		!line_is_paragraph(&items[rest]) ||
		items[rest].role != LINE_BODY ||
		!is_set_off(&items[rest],
			rest + 1 < lines->count ? &items[rest + 1] : NULL))
		return;
	for (size_t i = from; i < rest; i++)
		if (!deck_is_said_again(draft, &items[i], &items[rest],
			    lines->count - rest))
			return;
	for (size_t i = from; i < rest; i++) {
		if (subhead.len > 0)
			buf_putc(&subhead, ' ');
		buf_add(&subhead, items[i].text, items[i].len);
		items[i].role = LINE_USED;
	}
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
	const char *headline = draft->story.headline;

	/* The headline once more is no news, but only at the top. */
	for (size_t i = 0; headline != NULL && i < lines->count && i < 3; i++)
		if (plain_head_same(headline, lines->items[i].text))
			line_apart(
				&lines->items[i], "repeat", "headline again");
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

	lines_split(&lines, draft->arena, text, len);
	lines_unwrap(&lines, draft->arena);
	collect_body(draft, &lines);
}
