/* render_words.c - words with bars, suggestions (client/render.h) */
#include "base/utf8.h"
#include "client/bars.h"
#include "client/render.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the columns of the table must hold. */
struct widths {
	size_t term, score, here, there, effect;
	size_t bar;
	double most; /* the score farthest from 0 */
};

/* The heads of the columns, as wide at least as these. */
static const char head_term[] = "word";
static const char head_score[] = "score";
static const char head_here[] = "here";
static const char head_there[] = "archive";
static const char head_effect[] = "times";
#define EFFECT_SIZE 24

static size_t
shown_width(const char *text)
{
	struct buf clean = { 0 };
	size_t width;

	text_clean(&clean, text, strlen(text), false);
	width = utf8_width(buf_text(&clean), clean.len);
	buf_release(&clean);
	return width;
}

static void
widen(size_t *width, const char *text)
{
	size_t n = shown_width(text);

	if (n > *width)
		*width = n;
}

/* A score, 0 for what is none. */
static double
score_of(const struct answer_row *row)
{
	double score = strtod(row->columns[WORD_SCORE], NULL);

	return isfinite(score) ? score : 0;
}

/* How many times as common as elsewhere: 2 to the power of the effect. */
static void
put_times(char text[EFFECT_SIZE], const char *effect)
{
	double times = exp2(strtod(effect, NULL));

	text[0] = '\0';
	if (answer_known(effect) && isfinite(times) && times < 1e6)
		snprintf(text, EFFECT_SIZE, "%.*f", times < 10 ? 1 : 0, times);
}

static struct widths
measure(const struct answer_table *words, const struct look *look)
{
	char times[EFFECT_SIZE];
	struct widths w = { 0 };

	widen(&w.term, head_term);
	widen(&w.score, head_score);
	widen(&w.here, head_here);
	widen(&w.there, head_there);
	for (size_t i = 0; i < words->count; i++) {
		const char *const *c = words->rows[i].columns;

		widen(&w.term, c[WORD_TERM]);
		widen(&w.score, c[WORD_SCORE]);
		widen(&w.here, c[WORD_FOREGROUND]);
		widen(&w.there, c[WORD_BACKGROUND]);
		put_times(times, c[WORD_EFFECT]);
		widen(&w.effect, times);
		w.most = fmax(w.most, fabs(score_of(&words->rows[i])));
	}
	if (w.effect > 0)
		widen(&w.effect, head_effect);
	w.bar = bar_width(
		look, w.term + w.score + w.here + w.there + w.effect + 10);
	return w;
}

/* A cell at the right or at the left of its column. */
static void
put_cell(struct buf *out, const struct look *look, enum style style,
	const char *text, size_t width, bool right)
{
	size_t shown = shown_width(text);
	size_t rest = shown < width ? width - shown : 0;

	look_pad(out, right ? rest : 0);
	look_put_clean(out, look, style, text, 0);
	look_pad(out, right ? 0 : rest);
}

/* The columns of a word, its bar in the middle. */
static void
put_word(const char *const *columns, const struct widths *w, double score,
	bool ascii, const struct look *look, struct buf *out)
{
	char times[EFFECT_SIZE];

	put_times(times, columns[WORD_EFFECT]);
	put_cell(out, look, STYLE_PLAIN, columns[WORD_TERM], w->term, false);
	look_pad(out, 2);
	put_cell(out, look, STYLE_DIM, columns[WORD_SCORE], w->score, true);
	look_pad(out, 2);
	bar_put(out, look, w->most > 0 ? fabs(score) / w->most : 0, w->bar,
		ascii);
	look_pad(out, 2);
	put_cell(out, look, STYLE_PLAIN, columns[WORD_FOREGROUND], w->here,
		true);
	look_pad(out, 2);
	put_cell(
		out, look, STYLE_DIM, columns[WORD_BACKGROUND], w->there, true);
	if (w->effect > 0) {
		look_pad(out, 2);
		put_cell(out, look, STYLE_DIM, times, w->effect, true);
	}
	buf_putc(out, '\n');
}

static void
put_head(const struct widths *w, bool against, const struct look *look,
	struct buf *out)
{
	put_cell(out, look, STYLE_DIM, head_term, w->term, false);
	look_pad(out, 2);
	put_cell(out, look, STYLE_DIM, head_score, w->score, true);
	look_pad(out, w->bar + 4);
	put_cell(out, look, STYLE_DIM, head_here, w->here, true);
	look_pad(out, 2);
	put_cell(out, look, STYLE_DIM, against ? "against" : head_there,
		w->there, true);
	if (w->effect > 0) {
		look_pad(out, 2);
		put_cell(out, look, STYLE_DIM, head_effect, w->effect, true);
	}
	buf_putc(out, '\n');
}

void
render_words(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const struct answer_table *words = &answer->tables[ANSWER_WORD];
	struct widths w = measure(words, look);

	if (words->count > 0)
		put_head(&w, options->against != NULL, look, out);
	for (size_t i = 0; i < words->count; i++)
		put_word(words->rows[i].columns, &w, score_of(&words->rows[i]),
			options->ascii, look, out);
	if (words->count > 0)
		buf_putc(out, '\n');
	render_count(answer, options, look, out);
}

void
render_suggestions(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const struct answer_table *words = &answer->tables[ANSWER_WORD];
	bool asked = options->field != NULL;
	size_t term = 0, here = 0;

	for (size_t i = 0; i < words->count; i++) {
		widen(&term, words->rows[i].columns[WORD_TERM]);
		widen(&here, words->rows[i].columns[WORD_FOREGROUND]);
	}
	for (size_t i = 0; i < words->count; i++) {
		const char *const *c = words->rows[i].columns;

		put_cell(out, look, STYLE_TITLE, c[WORD_TERM], term, false);
		if (answer_known(c[WORD_FOREGROUND])) {
			look_pad(out, 2);
			put_cell(out, look, STYLE_DIM, c[WORD_FOREGROUND], here,
				true);
		}
		if (answer_known(c[WORD_FIELD]) && !asked) {
			look_pad(out, 2);
			look_put_clean(out, look, STYLE_DIM, c[WORD_FIELD], 0);
		}
		buf_putc(out, '\n');
	}
}
