/*
 * similar.c - one walk over the sorted words, as if they were a tree
 *
 * rows[d][j] is the distance of the first d characters of a word to the first
 * j of the text.  Words that follow one another begin alike, so most rows are
 * there already; and where every number of a row is too large, all words that
 * begin so are passed over.  A row is at most one more than that above it, so
 * a swap, which looks two rows back, cannot lead out of such a row either.
 */
#include "engine/plan/similar.h"

#include "base/must.h"
#include "base/utf8.h"
#include "engine/text/token.h"

#include <string.h>

/* No word has more bytes, so none has more characters. */
#define CHARS_MAX TOKEN_MAX
#define CHAR_BYTES 4u /* at most */

struct walk {
	int32_t text[CHARS_MAX];
	unsigned len;
	unsigned edits;
	int32_t word[CHARS_MAX];	 /* at hand */
	uint32_t byte_at[CHARS_MAX + 1]; /* where its characters end */
	uint8_t rows[CHARS_MAX + 1][CHARS_MAX + 1];
};

static unsigned
less(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* What a letter more of the word makes of a cell. */
static unsigned
cell(const struct walk *w, unsigned d, unsigned j)
{
	const int32_t *word = w->word, *text = w->text;
	unsigned best = w->rows[d - 1][j] + 1u;

	best = less(best, w->rows[d][j - 1] + 1u);
	best = less(best,
		w->rows[d - 1][j - 1] + (unsigned)(word[d - 1] != text[j - 1]));
	if (d > 1 && j > 1 && word[d - 1] == text[j - 2] &&
		word[d - 2] == text[j - 1])
		best = less(best, w->rows[d - 2][j - 2] + 1u);
	return best;
}

/* Row d, only where it can be small enough; returns its smallest number.
 * What lies beside that band counts as too much. */
static unsigned
fill_row(struct walk *w, unsigned d)
{
	unsigned first = d > w->edits ? d - w->edits : 0;
	unsigned last = less(d + w->edits, w->len);
	unsigned most = w->edits + 1, best = most;

	if (first > w->len)
		return most;
	if (first == 0)
		best = w->rows[d][0] = (uint8_t)less(d, most);
	else
		w->rows[d][first - 1] = (uint8_t)most;
	for (unsigned j = first > 0 ? first : 1; j <= last; j++) {
		unsigned n = less(cell(w, d, j), most);

		w->rows[d][j] = (uint8_t)n;
		best = less(best, n);
	}
	if (last < w->len)
		w->rows[d][last + 1] = (uint8_t)most;
	return best;
}

/* How many characters of the word at hand are those of this one too. */
static unsigned
common(const struct walk *w, unsigned depth, const char *word, size_t len)
{
	unsigned d = 0;
	size_t at = 0;

	while (d < depth && at < len) {
		int32_t cp;

		at += utf8_decode(word + at, len - at, &cp);
		if (cp != w->word[d])
			break;
		d++;
	}
	return d;
}

/*
 * Go down a word whose first d characters are known; *d becomes how far one
 * can go.  Returns whether the end was reached.
 */
static bool
descend(struct walk *w, const char *word, size_t len, unsigned *d)
{
	size_t at = *d > 0 ? w->byte_at[*d - 1] : 0;

	while (at < len) {
		if (*d == CHARS_MAX)
			return false;
		at += utf8_decode(word + at, len - at, &w->word[*d]);
		w->byte_at[*d] = (uint32_t)at;
		++*d;
		if (fill_row(w, *d) > w->edits)
			return false;
	}
	return true;
}

/* The characters of the text; false when no word has so many. */
static bool
read_text(struct walk *w, const char *text, size_t len)
{
	for (size_t at = 0; at < len; w->len++) {
		if (w->len == CHARS_MAX)
			return false;
		at += utf8_decode(text + at, len - at, &w->text[w->len]);
	}
	for (unsigned j = 0; j <= w->len; j++)
		w->rows[0][j] = (uint8_t)less(j, w->edits + 1);
	return true;
}

/* Does word i begin with these bytes? */
static bool
begins(const struct vocabulary *vocabulary, uint32_t i, const char *text,
	size_t len)
{
	size_t own;
	const char *word = vocabulary_word(vocabulary, i, &own);

	return own >= len && memcmp(word, text, len) == 0;
}

/* The first word behind i that does not begin as i does: mostly near, so
 * steps double until one is too long, then it is halved. */
static uint32_t
past(const struct vocabulary *vocabulary, uint32_t i, const char *text,
	size_t len)
{
	uint32_t low = i, high, step = 1;

	for (high = i + 1;
		high < vocabulary->count && begins(vocabulary, high, text, len);
		step *= 2) {
		low = high;
		high = vocabulary->count - high > step ? high + step
						       : vocabulary->count;
	}
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (begins(vocabulary, middle, text, len))
			low = middle;
		else
			high = middle;
	}
	return high;
}

/* Is a whole word of so many characters near enough? */
static bool
near_enough(const struct walk *w, unsigned depth)
{
	return depth + w->edits >= w->len && w->len + w->edits >= depth &&
	       w->rows[depth][w->len] <= w->edits;
}

void
similar_words(const struct vocabulary *vocabulary, const char *text, size_t len,
	unsigned edits, similar_fn fn, void *ctx)
{
	struct walk w;
	unsigned depth = 0;

	must(edits <= SIMILAR_EDITS_MAX);
	w.len = 0;
	w.edits = edits;
	if (!read_text(&w, text, len))
		return;
	for (uint32_t i = 0; i < vocabulary->count;) {
		size_t word_len;
		const char *word = vocabulary_word(vocabulary, i, &word_len);
		bool whole;

		depth = common(&w, depth, word, word_len);
		whole = descend(&w, word, word_len, &depth);
		if (whole && near_enough(&w, depth) &&
			!fn(ctx, i, w.rows[depth][w.len]))
			return;
		if (whole) {
			i++;
			continue;
		}
		/* too far: so are all that begin so */
		depth--;
		i = past(vocabulary, i, word, w.byte_at[depth]);
	}
}

bool
similar_are(const char *one, size_t one_len, const char *other,
	size_t other_len, unsigned edits)
{
	struct walk w;
	unsigned depth = 0;

	must(edits <= SIMILAR_EDITS_MAX);
	w.len = 0;
	w.edits = edits;
	if (one_len > other_len + CHAR_BYTES * edits ||
		other_len > one_len + CHAR_BYTES * edits)
		return false;
	return read_text(&w, one, one_len) &&
	       descend(&w, other, other_len, &depth) && near_enough(&w, depth);
}
