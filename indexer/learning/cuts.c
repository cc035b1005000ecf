#include "indexer/learning/cuts.h"

#include <string.h>

/* ---- making them ---- */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

void
cuts_add(struct cuts *cuts, struct arena *arena, const char *text,
	uint32_t start, uint32_t end)
{
	struct cut *last =
		cuts->count > 0 ? &cuts->items[cuts->count - 1] : NULL;
	uint32_t from = start, floor = last != NULL ? last->end : 0;
	struct cut *cut;

	while (is_blank(text[end]))
		end++;
	while (from > floor && is_blank(text[from - 1]))
		from--;
	/* right behind the last one in its line: the two are one */
	if (last != NULL && from == last->end && text[from - 1] != '\n') {
		from = last->start;
		cuts->count--;
	}
	if ((from == 0 || text[from - 1] == '\n') && text[end] == '\n')
		end++; /* the whole line */
	else if (from > 0 && text[from - 1] != '\n' && is_blank(text[end - 1]))
		end--; /* a blank stays between its neighbours */
	cut = arena_push(arena, cuts->items, cuts->count, cuts->cap);
	cut->start = from;
	cut->end = end;
	last = cuts->count > 1 ? cut - 1 : NULL;
	cut->before = last != NULL ? last->before + last->end - last->start : 0;
}

/* ---- moving what points into the text ---- */

/* Move a span; false if any of it was cut out. */
static bool
move(const struct cuts *cuts, uint32_t *start, uint32_t *end)
{
	size_t low = 0, high = cuts->count;
	const struct cut *cut;
	uint32_t by;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (cuts->items[middle].start < *end)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return true; /* all are behind it */
	cut = &cuts->items[low - 1];
	if (cut->end > *start)
		return false;
	by = cut->before + cut->end - cut->start;
	*start -= by;
	*end -= by;
	return true;
}

/* Returns how many of n spans are left, moved to the front. */
static uint32_t
move_spans(const struct cuts *cuts, struct story_span *spans, uint32_t n)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++)
		if (move(cuts, &spans[i].start, &spans[i].end))
			spans[kept++] = spans[i];
	return kept;
}

/* The same, and the count goes down; false if nobody names it any more. */
static bool
move_named(const struct cuts *cuts, struct story_span *spans, uint32_t *nspans,
	uint32_t *count)
{
	uint32_t left = move_spans(cuts, spans, *nspans);
	uint32_t gone = *nspans - left;

	*nspans = left;
	if (gone == 0)
		return true;
	*count = *count > gone ? *count - gone : left;
	return *count > 0;
}

static void
move_actors(const struct cuts *cuts, struct story *story)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < story->nactors; i++) {
		struct story_actor *a = &story->actors[i];
		bool given = a->evidence != NULL &&
			     strcmp(a->evidence, "field") == 0;

		if (move_named(cuts, a->spans, &a->nspans, &a->count) || given)
			story->actors[kept++] = *a;
	}
	story->nactors = kept;
}

static void
move_places(const struct cuts *cuts, struct story *story)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < story->nplaces; i++) {
		struct story_place *p = &story->places[i];

		if (move_named(cuts, p->spans, &p->nspans, &p->count))
			story->places[kept++] = *p;
	}
	story->nplaces = kept;
}

static void
move_quotes(const struct cuts *cuts, struct story *story)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < story->nquotes; i++) {
		struct story_quote *q = &story->quotes[i];

		if (move(cuts, &q->start, &q->end))
			story->quotes[kept++] = *q;
	}
	story->nquotes = kept;
}

static void
move_date(const struct cuts *cuts, struct story_date *date)
{
	if (date->end > 0 && !move(cuts, &date->start, &date->end))
		date->start = date->end = 0;
}

/* ---- taking them out ---- */

static void
cut_body(const struct cuts *cuts, struct arena *arena, struct story *story)
{
	size_t len = strlen(story->body_text);
	char *body = arena_copy(arena, story->body_text, len);
	size_t to = 0, from = 0;

	for (size_t i = 0; i < cuts->count; i++) {
		size_t n = cuts->items[i].start - from;

		memmove(body + to, body + from, n);
		to += n;
		from = cuts->items[i].end;
	}
	memmove(body + to, body + from, len - from);
	to += len - from;
	/* the line before a last one that went */
	while (to > 0 && (body[to - 1] == '\n' || is_blank(body[to - 1])))
		to--;
	body[to] = '\0';
	story->body_text = body;
}

void
cuts_apply(const struct cuts *cuts, struct arena *arena, struct story *story)
{
	if (cuts->count == 0)
		return;
	cut_body(cuts, arena, story);
	move_actors(cuts, story);
	move_places(cuts, story);
	move_quotes(cuts, story);
	move_date(cuts, &story->published);
	for (uint32_t i = 0; i < story->ncandidates; i++)
		move_date(cuts, &story->candidates[i]);
}
