#include "tests/bench/model.h"

#include "base/mem.h"
#include "base/must.h"

#include <stdlib.h>
#include <string.h>

#define JUMP_ONE_IN 3	  /* so a stretch of the corpus is three words long */
#define INVENT_ONE_IN 500 /* words made up of two */

static void
push(struct model *model, uint32_t word)
{
	vec_push(model->row, model->length, model->room) = word;
}

void
model_add(struct model *model, const char *text)
{
	uint32_t words = 0;

	if (model->words.count == 0)
		names_add(&model->words, "", 0, NULL);
	while (*(text += strspn(text, " ")) != '\0') {
		size_t len = strcspn(text, " ");

		push(model, names_add(&model->words, text, len, NULL));
		words++;
		text += len;
	}
	push(model, 0);
	vec_push(model->lengths, model->texts, model->texts_room) = words;
}

/* Where each word stands: counted, then filled from behind. */
void
model_finish(struct model *model)
{
	size_t words = model->words.count;

	model->first = mem_alloc((words + 1) * sizeof(size_t));
	model->places = mem_array(NULL, model->length, sizeof(size_t));
	for (size_t i = 0; i < model->length; i++)
		model->first[model->row[i]]++;
	for (size_t w = 1; w <= words; w++)
		model->first[w] += model->first[w - 1];
	for (size_t i = model->length; i-- > 0;)
		model->places[--model->first[model->row[i]]] = i;
}

void
model_release(struct model *model)
{
	names_release(&model->words);
	free(model->row);
	free(model->lengths);
	free(model->places);
	free(model->first);
	*model = (struct model){ 0 };
}

/* Steele and Vigna's splitmix: short, and the same everywhere. */
static uint64_t
next(struct model *model)
{
	uint64_t z = model->random += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

size_t
model_below(struct model *model, size_t n)
{
	must(n > 0);
	return next(model) % n;
}

/* The place of the same word elsewhere, or here again. */
static size_t
jump(struct model *model, size_t at)
{
	uint32_t word = model->row[at];
	size_t from = model->first[word];

	return model->places[from +
			     model_below(model, model->first[word + 1] - from)];
}

static size_t
half_of(size_t len, const char *text)
{
	size_t half = len / 2;

	while (half > 0 && ((unsigned char)text[half] & 0xc0) == 0x80)
		half--; /* no character is cut */
	return half;
}

static void
put_invented(struct model *model, struct buf *out)
{
	size_t a_len, b_len, a_half, b_half;
	const char *a = names_text(&model->words,
		model->row[model_below(model, model->length)], &a_len);
	const char *b = names_text(&model->words,
		model->row[model_below(model, model->length)], &b_len);

	a_half = half_of(a_len, a);
	b_half = half_of(b_len, b);
	buf_add(out, a, a_half);
	buf_add(out, b + b_half, b_len - b_half);
}

/* The first word of a text is one behind the end of another. */
static size_t
begin(struct model *model)
{
	size_t at = jump(model, model->length - 1);

	return at + 1 == model->length ? 0 : at + 1;
}

void
model_write(struct model *model, size_t percent, struct buf *out)
{
	size_t wanted = model->lengths[model_below(model, model->texts)];
	size_t at = begin(model);

	wanted = (wanted * percent + 99) / 100;
	for (size_t n = 0; n < wanted; n++) {
		size_t len;
		const char *text;

		if (model->row[at] == 0)
			at = begin(model);
		text = names_text(&model->words, model->row[at], &len);
		if (n > 0)
			buf_putc(out, ' ');
		if (model_below(model, INVENT_ONE_IN) == 0)
			put_invented(model, out);
		else
			buf_add(out, text, len);
		if (model_below(model, JUMP_ONE_IN) == 0)
			at = jump(model, at);
		at++;
	}
}
