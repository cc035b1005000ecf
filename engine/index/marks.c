#include "engine/index/marks.h"

#include "base/mem.h"
#include "base/pack.h"
#include "engine/story/story.h"
#include "engine/text/spans.h"

#include <stdlib.h>
#include <string.h>

/* ---- making ---- */

void
marks_reset(struct marks_draft *draft)
{
	buf_reset(&draft->bytes);
	arena_reset(&draft->arena);
	draft->nstarts = 0;
	draft->headline = draft->subhead = draft->body = draft->deck = 0;
}

void
marks_draft_release(struct marks_draft *draft)
{
	buf_release(&draft->bytes);
	arena_release(&draft->arena);
	free(draft->starts);
	*draft = (struct marks_draft){ 0 };
}

void
marks_body_word(struct marks_draft *draft, uint32_t start)
{
	vec_push(draft->starts, draft->nstarts, draft->starts_cap) = start;
}

/* The body's first word from that byte on, counted from its first one. */
static size_t
word_at(const struct marks_draft *draft, uint32_t start)
{
	size_t low = 0, high = draft->nstarts;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (draft->starts[middle] < start)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Sentences as they are found, written once they are counted. */
struct sentences {
	struct mark_sentence *items;
	size_t n, cap;
};

static void
add_sentence(struct arena *arena, struct sentences *out, uint32_t first,
	bool paragraph)
{
	*arena_push(arena, out->items, out->n, out->cap) =
		(struct mark_sentence){ first, paragraph };
}

/* Sentences that have a word begin with their first. */
static void
body_sentences(
	struct marks_draft *draft, const char *text, struct sentences *out)
{
	struct spans spans;
	size_t paragraph = 0, word = 0;
	bool begins = false;

	spans_find(text, strlen(text), &draft->arena, &spans);
	for (size_t i = 0; i < spans.nsentences; i++) {
		const struct story_span *sentence = &spans.sentences[i];

		while (paragraph < spans.nparagraphs &&
			spans.paragraphs[paragraph].start <= sentence->start) {
			begins = true;
			paragraph++;
		}
		while (word < draft->nstarts &&
			draft->starts[word] < sentence->start)
			word++;
		if (word == draft->nstarts)
			return;
		if (draft->starts[word] >= sentence->end)
			continue;
		add_sentence(&draft->arena, out, draft->body + (uint32_t)word,
			begins);
		begins = false;
	}
}

static void
pack_sentences(struct buf *bytes, const struct sentences *sentences)
{
	uint32_t before = 0;

	pack_number(bytes, sentences->n);
	for (size_t i = 0; i < sentences->n; i++) {
		const struct mark_sentence *s = &sentences->items[i];

		pack_number(bytes,
			(uint64_t)(s->first - before) << 1 | s->paragraph);
		before = s->first;
	}
}

/* Quotations with a word; should two overlap, the first one. */
static void
pack_quotes(struct marks_draft *draft, const struct story *story)
{
	uint32_t before = 0;

	for (uint32_t i = 0; i < story->nquotes; i++) {
		size_t first = word_at(draft, story->quotes[i].start);
		size_t end = word_at(draft, story->quotes[i].end);
		uint32_t at = draft->body + (uint32_t)first;

		if (first >= end || at < before)
			continue;
		pack_number(&draft->bytes, at - before);
		pack_number(&draft->bytes, end - first);
		before = draft->body + (uint32_t)end;
	}
}

/* Where the text below the headline begins, and how far its lead goes: over
 * the gap between subhead and body. */
static void
pack_lead(struct marks_draft *draft)
{
	uint32_t below = draft->subhead > 0 ? draft->subhead : draft->body;
	uint32_t lead = below > 0 ? MARKS_LEAD : 0;

	if (draft->subhead > 0 && draft->body > 0 && draft->deck < MARKS_LEAD)
		lead += draft->body - draft->subhead - draft->deck;
	pack_number(&draft->bytes, below);
	pack_number(&draft->bytes, lead);
}

void
marks_finish(struct marks_draft *draft, const struct story *story)
{
	struct sentences sentences = { 0 };

	if (draft->headline > 0)
		add_sentence(&draft->arena, &sentences, draft->headline, true);
	if (draft->subhead > 0)
		add_sentence(&draft->arena, &sentences, draft->subhead, true);
	if (draft->body > 0)
		body_sentences(draft, story->body_text, &sentences);
	if (sentences.n == 0)
		return;
	pack_lead(draft);
	pack_sentences(&draft->bytes, &sentences);
	if (draft->body > 0)
		pack_quotes(draft, story);
}

/* ---- reading ---- */

static bool
read_sentences(struct unpack *in, struct marks *marks)
{
	uint64_t n = unpack_number(in), first = 0;

	for (uint64_t i = 0; i < n; i++) {
		uint64_t packed = unpack_number(in);

		if (in->broken || packed >> 1 == 0 ||
			packed >> 1 > MARKS_LAST - first)
			return false;
		first += packed >> 1;
		vec_push(marks->sentences, marks->nsentences,
			marks->sentences_cap) =
			(struct mark_sentence){ (uint32_t)first, packed & 1 };
	}
	return n > 0 && marks->sentences[0].paragraph;
}

static bool
read_quotes(struct unpack *in, struct marks *marks)
{
	uint64_t before = 0;

	while (in->at < in->end) {
		uint64_t gap = unpack_number(in), n = unpack_number(in);

		if (in->broken || n == 0 || gap > MARKS_LAST - before ||
			n > MARKS_LAST - before - gap)
			return false;
		before += gap;
		vec_push(marks->quotes, marks->nquotes, marks->quotes_cap) =
			(struct mark_quote){ (uint32_t)before,
				(uint32_t)(before + n - 1) };
		before += n;
	}
	return true;
}

bool
marks_read(const char *bytes, size_t len, struct marks *marks)
{
	struct unpack in = { .at = bytes, .end = bytes + len };
	uint64_t below, lead;

	marks->below = marks->lead = 0;
	marks->nsentences = marks->nquotes = 0;
	if (len == 0)
		return true;
	below = unpack_number(&in);
	lead = unpack_number(&in);
	if (below > MARKS_LAST || lead > MARKS_LAST - below ||
		(below == 0) != (lead == 0) || !read_sentences(&in, marks) ||
		!read_quotes(&in, marks))
		return false;
	marks->below = (uint32_t)below;
	marks->lead = below > 0 ? (uint32_t)(below + lead - 1) : 0;
	return true;
}

void
marks_release(struct marks *marks)
{
	free(marks->sentences);
	free(marks->quotes);
	*marks = (struct marks){ 0 };
}
