#include "engine/passages/snippet.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/utf8.h"
#include "engine/passages/snippet_match.h"

#include <stdlib.h>
#include <string.h>

/* A piece of the text that may be shown. */
struct passage {
	uint32_t score;
	uint32_t first;	     /* of the matches: none before it is shown */
	uint32_t from, to;   /* the sentence */
	uint32_t start, end; /* the best matches in it */
};

struct passages {
	struct passage *items;
	size_t count, cap;
};

struct text {
	const char *bytes;
	uint32_t len;
};

void
snippet_escape(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '&')
			buf_puts(out, "&amp;");
		else if (text[i] == '<')
			buf_puts(out, "&lt;");
		else if (text[i] == '>')
			buf_puts(out, "&gt;");
		else
			buf_putc(out, text[i]);
	}
}

static bool
blank(char c)
{
	return (unsigned char)c <= ' ' || c == '\x7f';
}

/* ---- choosing ---- */

/* Matches items[l..r] of a sentence and what they are worth. */
struct window {
	size_t l, r;
	uint32_t end;
	uint32_t score;
	uint32_t *seen; /* by sought: matches within */
};

static void
window_add(struct window *w, const struct matches *m, size_t i)
{
	uint32_t sought = m->items[i].sought;

	if (w->seen[sought]++ == 0)
		w->score += m->sought[sought].weight;
}

static void
window_drop(struct window *w, const struct matches *m, size_t i)
{
	uint32_t sought = m->items[i].sought;

	if (--w->seen[sought] == 0)
		w->score -= m->sought[sought].weight;
}

static uint32_t
max(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

/* The end of a match as far as a snippet of its sentence can show it. */
static uint32_t
shown_end(const struct match *match, uint32_t to)
{
	uint32_t end = match->end < to ? match->end : to;

	return end - match->start < SNIPPET_LENGTH
		       ? end
		       : match->start + SNIPPET_LENGTH;
}

/*
 * The best passage of the sentence [from, to), whose matches are
 * items[first..last]: of those no longer than a snippet the one that holds
 * most, the first of equals.
 */
static struct passage
best_passage(const struct matches *m, uint32_t *seen, size_t first, size_t last,
	uint32_t from, uint32_t to)
{
	struct passage best = { .from = from, .to = to };
	struct window w = { .l = first, .seen = seen };

	for (w.r = first; w.r <= last; w.r++) {
		const struct match *match = &m->items[w.r];

		window_add(&w, m, w.r);
		w.end = max(w.end, shown_end(match, to));
		while (w.l < w.r &&
			w.end - m->items[w.l].start > SNIPPET_LENGTH)
			window_drop(&w, m, w.l++);
		if (w.score <= best.score)
			continue;
		best.score = w.score;
		best.start = m->items[w.l].start;
		best.end = w.end;
	}
	while (w.l < w.r)
		window_drop(&w, m, w.l++);
	best.first = (uint32_t)first;
	return best;
}

/* Where the first word of a sentence begins. */
static uint32_t
skip_blanks(struct text text, uint32_t at, uint32_t end)
{
	while (at < end && blank(text.bytes[at]))
		at++;
	return at;
}

/* The best passage of each sentence that holds a match. */
static void
passages_find(
	struct text text, const struct matches *m, struct passages *passages)
{
	uint32_t *seen = mem_alloc((m->nsought + 1) * sizeof(*seen));
	uint32_t end;
	size_t i = 0;

	for (uint32_t at = 0; at < text.len && i < m->count; at = end) {
		size_t first = i;

		end = (uint32_t)sentence_end(text.bytes, text.len, at);
		while (i < m->count && m->items[i].start < end)
			i++;
		if (i == first)
			continue;
		passages->items = mem_grow(passages->items, &passages->cap,
			passages->count + 1, sizeof(*passages->items));
		passages->items[passages->count++] = best_passage(
			m, seen, first, i - 1, skip_blanks(text, at, end), end);
	}
	free(seen);
}

static int
passage_compare(const void *a, const void *b)
{
	const struct passage *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->from > y->from) - (x->from < y->from);
}

/* ---- cutting ---- */

static bool
continues(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Is the text at this place of a script that has no blanks? */
static bool
unspaced(struct text text, uint32_t at)
{
	int32_t cp;

	utf8_decode(text.bytes + at, text.len - at, &cp);
	return cp != UTF8_BAD && utf8_class(cp) == UTF8_PAIRED;
}

/* The first word that begins in [at, last], or last. */
static uint32_t
word_from(struct text text, uint32_t at, uint32_t last)
{
	while (at < last && continues(text.bytes[at]))
		at++;
	if (at < last && unspaced(text, at))
		return at;
	while (at < last && !blank(text.bytes[at - 1]))
		at++;
	return at;
}

/* The character that text[at] belongs to begins here. */
static uint32_t
character_at(struct text text, uint32_t at)
{
	while (at > 0 && continues(text.bytes[at]))
		at--;
	return at;
}

/* The end of the last word that ends in [first, at], or first. */
static uint32_t
word_to(struct text text, uint32_t first, uint32_t at)
{
	if (unspaced(text, at))
		return at;
	while (at > first && !blank(text.bytes[at]))
		at--;
	while (at > first && blank(text.bytes[at - 1]))
		at--;
	return at;
}

/* Cut the sentence of a passage to the length of a snippet, the matches and
 * a little of what leads to them inside: [*from, *to). */
static void
passage_cut(
	struct text text, const struct passage *p, uint32_t *from, uint32_t *to)
{
	uint32_t length = p->end - p->start, behind = p->to - p->end;
	uint32_t room, before, most;

	*from = p->from;
	*to = p->to;
	if (p->to - p->from <= SNIPPET_LENGTH)
		return;
	room = length < SNIPPET_LENGTH ? SNIPPET_LENGTH - length : 0;
	before = behind < room * 2 / 3 ? room - behind : room / 3;
	if (p->start - p->from > before)
		*from = word_from(text, p->start - before, p->start);
	if (p->to - *from <= SNIPPET_LENGTH)
		return;
	most = character_at(text, *from + SNIPPET_LENGTH);
	*to = word_to(text, p->end < most ? p->end : p->start, most);
	if (*to <= p->start) /* a match longer than a snippet */
		*to = most;
}

/* ---- writing ---- */

/* Append text[from..to) escaped, any white space as one blank. */
static void
put(struct buf *out, struct text text, uint32_t from, uint32_t to)
{
	for (uint32_t at = from; at < to; at++) {
		if (!blank(text.bytes[at]))
			snippet_escape(out, text.bytes + at, 1);
		else if (out->len > 0 && out->data[out->len - 1] != ' ')
			buf_putc(out, ' ');
	}
}

/* Does nothing but blanks and joiners of words stand in [from, to)? */
static bool
only_between_words(struct text text, uint32_t from, uint32_t to)
{
	while (from < to &&
		(blank(text.bytes[from]) || text.bytes[from] == '-' ||
			text.bytes[from] == '&'))
		from++;
	return from >= to;
}

/* The matches of [from, to), in the text between them. */
static void
put_marked(struct buf *out, struct text text, const struct matches *m, size_t i,
	uint32_t from, uint32_t to)
{
	uint32_t start, end;

	while (i < m->count && m->items[i].start < from)
		i++;
	while (i < m->count && m->items[i].start < to) {
		start = m->items[i].start;
		end = m->items[i].end;
		for (i++; i < m->count && m->items[i].start < to; i++) {
			if (!only_between_words(text, end, m->items[i].start))
				break;
			if (m->items[i].end > end)
				end = m->items[i].end;
		}
		if (end > to)
			end = to;
		put(out, text, from, start);
		buf_puts(out, "<b>");
		put(out, text, start, end);
		buf_puts(out, "</b>");
		from = end;
	}
	put(out, text, from, to);
}

/* A passage as it is shown. */
static void
passage_put(struct buf *out, struct text text, const struct matches *m,
	const struct passage *p)
{
	uint32_t from, to;

	passage_cut(text, p, &from, &to);
	if (from > p->from)
		buf_puts(out, "… ");
	put_marked(out, text, m, p->first, from, to);
	if (to < p->to)
		buf_puts(out, " …");
}

static bool
shown_already(const char *const *out, size_t n, const char *snippet)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(out[i], snippet) == 0)
			return true;
	return false;
}

/* The first sentence, for a text that holds no word of the query. */
static void
first_sentence(struct text text, struct passages *passages)
{
	uint32_t end = text.len > 0
			       ? (uint32_t)sentence_end(text.bytes, text.len, 0)
			       : 0;
	uint32_t start = skip_blanks(text, 0, end);

	if (start == end)
		return;
	passages->items = mem_grow(
		passages->items, &passages->cap, 1, sizeof(*passages->items));
	passages->items[passages->count++] = (struct passage){
		.from = start,
		.to = end,
		.start = start,
		.end = start,
	};
}

/* Put out[count], cut from text at `at`, where it stands among those before. */
static void
put_in_place(const char **out, uint32_t *from, size_t count)
{
	const char *snippet = out[count];
	uint32_t at = from[count];
	size_t i = count;

	for (; i > 0 && from[i - 1] > at; i--) {
		out[i] = out[i - 1];
		from[i] = from[i - 1];
	}
	out[i] = snippet;
	from[i] = at;
}

/* The snippets of passages, the best first. */
static size_t
passages_put(struct text text, const struct matches *m,
	const struct passages *passages, enum snippet_order order, size_t n,
	struct arena *arena, const char **out)
{
	uint32_t *from = arena_array(arena, n, sizeof(*from));
	struct buf snippet = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < passages->count && count < n; i++) {
		buf_reset(&snippet);
		passage_put(&snippet, text, m, &passages->items[i]);
		if (shown_already(out, count, buf_text(&snippet)))
			continue;
		out[count] = arena_copy(arena, snippet.data, snippet.len);
		from[count] = passages->items[i].from;
		if (order == SNIPPETS_TEXT)
			put_in_place(out, from, count);
		count++;
	}
	buf_release(&snippet);
	return count;
}

size_t
snippets_make(const struct snippet_text *from, const struct query *query,
	struct stemmer *stemmer, enum snippet_order order, size_t n,
	struct arena *arena, const char **out)
{
	struct text text = { from->bytes, (uint32_t)from->len };
	struct matches matches = { .field = from->field };
	struct passages passages = { 0 };
	size_t count;

	must(from->len < UINT32_MAX);
	matches_find(&matches, query, stemmer, from);
	passages_find(text, &matches, &passages);
	if (passages.count > 0)
		qsort(passages.items, passages.count, sizeof(*passages.items),
			passage_compare);
	else if (order == SNIPPETS_BEST)
		first_sentence(text, &passages);
	count = passages_put(text, &matches, &passages, order, n, arena, out);
	free(passages.items);
	matches_release(&matches);
	return count;
}
