/*
 * model.h - a language model of a corpus, to write stories by
 *
 * The words of all texts stand in one row.  Writing walks along that row and
 * now and then jumps to another place where the same word stands: so words
 * follow each other as they do in the corpus, phrases of a few words come
 * again as often as there, and no text is a copy of another.  Once in a while
 * a word is made of the halves of two, so that the vocabulary grows with the
 * archive as it does in life.
 *
 * Thread: a model belongs to one.
 */
#ifndef BENCH_MODEL_H
#define BENCH_MODEL_H

#include "base/buf.h"
#include "base/names.h"

#include <stddef.h>
#include <stdint.h>

struct model {
	struct names words; /* ordinal 0 is the end of a text */
	uint32_t *row;
	size_t length, room;
	uint32_t *lengths; /* words of each text */
	size_t texts, texts_room;
	size_t *places;	 /* of row, by word: */
	size_t *first;	 /* where those of each word begin, and one more */
	uint64_t random; /* state; the seed, before the first step */
};

void model_add(struct model *model, const char *text);
void model_finish(struct model *model); /* when all texts are there */
void model_release(struct model *model);

/* A number below n > 0, from the model's own sequence. */
size_t model_below(struct model *model, size_t n);

/* Write a text as long as a text of the corpus, times percent / 100. */
void model_write(struct model *model, size_t percent, struct buf *out);

#endif
