/* telling.c - the words of a text that tell most about it */
#include "engine/rank/telling.h"

#include "base/mem.h"
#include "engine/index/terms.h"
#include "engine/text/token.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * How soon saying it again stops telling more: later than in ranking, since
 * of a whole story only what it dwells on is its matter.  Measured: of the
 * first ten kin of 300 stories of Reuters-21578 60 % share a topic with 6, and
 * 57 % with the 1.2 of BM25.
 */
#define DAMPING 6

/* A letter alone (an initial, a bullet) tells nothing, and a number next to
 * nothing of the matter. */
static bool
tells(const struct token *token)
{
	return token->len > 1 &&
	       !(token->flags & (TOKEN_TOO_LONG | TOKEN_NUMBER));
}

static void
add_word(struct telling *telling, struct stemmer *stemmer,
	const struct token *token, uint32_t times)
{
	size_t len;
	const char *stem =
		stem_word(stemmer, token->text, token->len, token->flags, &len);
	bool added;
	uint32_t ordinal = names_add(&telling->stems, stem, len, &added);

	telling->words = mem_grow(telling->words, &telling->words_cap,
		(size_t)ordinal + 1, sizeof(*telling->words));
	if (added)
		telling->words[ordinal] = (struct telling_word){
			.text = arena_copy(
				&telling->arena, token->text, token->len),
			.len = token->len,
			.token_flags = token->flags,
		};
	telling->words[ordinal].times += times;
}

void
telling_add_text(struct telling *telling, struct stemmer *stemmer,
	const char *text, size_t len, uint32_t times)
{
	struct tokens tokens = { 0 };
	struct token token;

	tokens_start(&tokens, text, len);
	while (tokens_next(&tokens, &token))
		if (tells(&token))
			add_word(telling, stemmer, &token, times);
	tokens_release(&tokens);
}

void
telling_add_story(struct telling *telling, struct stemmer *stemmer,
	const struct story *story)
{
	if (story->headline != NULL)
		telling_add_text(telling, stemmer, story->headline,
			strlen(story->headline), TERMS_HEADLINE_WEIGHT);
	if (story->subhead != NULL)
		telling_add_text(telling, stemmer, story->subhead,
			strlen(story->subhead), 1);
	if (story->body_text != NULL)
		telling_add_text(telling, stemmer, story->body_text,
			strlen(story->body_text), 1);
}

static void
weigh(struct telling_word *word, uint32_t stories)
{
	double times = word->times;

	word->share = times / (times + DAMPING);
	word->weight = 0;
	if (word->stories > 0)
		word->weight = word->share *
			       log(((double)stories + 1) / word->stories);
}

/* Most telling first; the order of ties is that of the letters. */
static int
compare(const void *va, const void *vb)
{
	const struct telling_word *a = va, *b = vb;

	if (a->weight != b->weight)
		return a->weight < b->weight ? 1 : -1;
	return strcmp(a->text, b->text);
}

size_t
telling_choose(struct telling *telling, uint32_t stories, size_t n)
{
	uint32_t count = telling->stems.count;
	size_t chosen = 0;

	for (uint32_t i = 0; i < count; i++)
		weigh(&telling->words[i], stories);
	if (count > 0)
		qsort(telling->words, count, sizeof(*telling->words), compare);
	while (chosen < count && chosen < n &&
		telling->words[chosen].weight > 0)
		chosen++;
	return chosen;
}

void
telling_release(struct telling *telling)
{
	names_release(&telling->stems);
	free(telling->words);
	arena_release(&telling->arena);
	*telling = (struct telling){ 0 };
}
