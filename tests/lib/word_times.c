/*
 * word_times.c - how long COMPLETE and SUGGEST take on an archive
 *
 *   word_times INDEX COUNT SEED
 *
 * COUNT beginnings of words and names of the archive, and COUNT queries of one
 * to three of its words with a letter dropped, put, changed or swapped; prints
 * the median, the 99th percentile and the longest time of each, in
 * milliseconds, and how many of the misspelt queries got a suggestion.
 */
#include "base/mem.h"
#include "base/stop.h"
#include "engine/hints/complete.h"
#include "engine/hints/suggest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

/* xorshift64*, by Marsaglia and Vigna; below n. */
static uint32_t
roll(uint32_t n)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (uint32_t)((state * 0x2545f4914f6cdd1dull) >> 33) % n;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
tell(const char *name, double *ms, uint32_t n)
{
	qsort(ms, n, sizeof(*ms), by_size);
	printf("%-9s p50 %.3f ms  p99 %.3f ms  max %.3f ms\n", name, ms[n / 2],
		ms[n - 1 - n / 100], ms[n - 1]);
}

static double
ms_since(int64_t start)
{
	return (double)(clock_ns() - start) / 1e6;
}

/* A word that several stories have; the archive must have one. */
static void
some_word(const struct vocabulary *vocabulary, struct buf *out)
{
	uint32_t i = roll(vocabulary->count);
	size_t len;
	const char *word;

	while (vocabulary->stories[i] < 5)
		i = (i + 1) % vocabulary->count;
	word = vocabulary_word(vocabulary, i, &len);
	buf_add(out, word, len);
}

/* One typing error, of ASCII letters alone. */
static void
misspell(struct buf *word)
{
	size_t at = 1 + roll((uint32_t)word->len - 2);
	char *text = word->data;

	if ((unsigned char)text[at] >= 0x80 ||
		(unsigned char)text[at + 1] >= 0x80)
		return;
	switch (roll(3)) {
	case 0:
		memmove(text + at, text + at + 1, word->len - at);
		word->len--;
		break;
	case 1:
		text[at] = (char)('a' + roll(26));
		break;
	default: {
		char swap = text[at];

		text[at] = text[at + 1];
		text[at + 1] = swap;
	}
	}
}

static void
time_completions(const struct columns *columns, uint32_t count, double *ms)
{
	static const enum field_id asked[] = { FIELDS, FIELD_TEXT, FIELD_ACTOR,
		FIELD_OUTLET };
	struct arena arena = { 0 };
	struct buf text = { 0 };

	for (uint32_t i = 0; i < count; i++) {
		struct complete_ask ask = { .limit = 10,
			.field = asked[i % 4] };
		struct completion *found;
		int64_t start;

		buf_reset(&text);
		some_word(&columns->vocabulary, &text);
		ask.text = text.data;
		ask.len = 1 + roll((uint32_t)text.len);
		arena_reset(&arena);
		start = clock_ns();
		complete_find(columns, &ask, &arena, &found);
		ms[i] = ms_since(start);
	}
	tell("COMPLETE", ms, count);
	arena_release(&arena);
	buf_release(&text);
}

static void
misspelt_query(const struct vocabulary *vocabulary, struct buf *out)
{
	struct buf word = { 0 };
	uint32_t words = 1 + roll(3);

	buf_reset(out);
	for (uint32_t i = 0; i < words; i++) {
		buf_reset(&word);
		do {
			buf_reset(&word);
			some_word(vocabulary, &word);
		} while (word.len < 4);
		if (i == 0)
			misspell(&word);
		buf_printf(out, "%s%.*s", i > 0 ? " " : "", (int)word.len,
			word.data);
	}
	buf_release(&word);
}

static bool
time_suggestions(
	struct search *search, uint32_t count, double *ms, struct err *err)
{
	const struct vocabulary *vocabulary =
		&search_generation(search)->columns.vocabulary;
	struct arena arena = { 0 };
	struct buf query = { 0 };
	uint32_t helped = 0;
	bool ok = true;

	for (uint32_t i = 0; i < count && ok; i++) {
		struct search_ask ask = { .limits = query_limits_preset };
		struct suggestions found;
		int64_t start;

		misspelt_query(vocabulary, &query);
		ask.query = query.data;
		ask.query_len = query.len;
		arena_reset(&arena);
		start = clock_ns();
		ok = search_suggest(search, &ask, 5, &arena, &found, err);
		ms[i] = ms_since(start);
		helped += ok && found.count > 0;
	}
	if (ok) {
		tell("SUGGEST", ms, count);
		printf("%u of %u queries got a suggestion\n", helped, count);
	}
	arena_release(&arena);
	buf_release(&query);
	return ok;
}

static bool
measure(const char *index, uint32_t count, struct err *err)
{
	struct generation *generation = generation_open(index, err);
	struct search *search =
		generation != NULL ? search_open(generation, err) : NULL;
	double *ms = mem_array(NULL, count, sizeof(*ms));
	bool ok = search != NULL;

	if (ok) {
		printf("%u stories, %u words, %u actors\n",
			generation->columns.stories,
			generation->columns.vocabulary.count,
			generation->columns.actors.count);
		time_completions(&generation->columns, count, ms);
		ok = time_suggestions(search, count, ms, err);
	}
	free(ms);
	search_close(search);
	generation_unref(generation);
	return ok;
}

int
main(int argc, char **argv)
{
	struct err err = { 0 };
	long count = argc == 4 ? strtol(argv[2], NULL, 10) : 0;

	if (count < 1 || count > 1000000) {
		fputs("usage: word_times INDEX COUNT SEED\n", stderr);
		return 2;
	}
	state = strtoull(argv[3], NULL, 10) * 0x9e3779b97f4a7c15ull + 1;
	if (measure(argv[1], (uint32_t)count, &err))
		return 0;
	fprintf(stderr, "%s\n", err.text);
	return 1;
}
