/* test_expansion.c - promises of engine/plan/expansion.h and similar.h */
#include "engine/plan/expansion.h"

#include "base/mem.h"
#include "engine/index/vocabulary_draft.h"
#include "engine/plan/similar.h"
#include "tests/unit/columns_sample.h"

/* A vocabulary of these words, each of one story. */
static void
open_words(const char *const *words, size_t n, struct vocabulary *vocabulary)
{
	struct vocabulary_draft draft;
	struct story_word *list = mem_array(NULL, n, sizeof(*list));
	struct term_list terms = { .words = list, .nwords = (uint32_t)n };
	const uint32_t alone = 0;
	struct err err = { 0 };

	for (size_t i = 0; i < n; i++)
		list[i] = (struct story_word){
			.text = words[i],
			.stem = words[i],
			.len = (uint32_t)strlen(words[i]),
			.stem_len = (uint32_t)strlen(words[i]),
		};
	vocabulary_draft_init(&draft, scratch);
	vocabulary_draft_add(&draft, &terms, 0);
	if (!vocabulary_draft_write(&draft, scratch, &alone, 1, &err) ||
		!vocabulary_open(scratch, vocabulary, &err))
		fail_msg("%s", err.text);
	vocabulary_draft_release(&draft);
	free(list);
}

static const char *const sample[] = { "sanction", "sanctions", "sanctioned",
	"graph", "photograph", "graphs", "photographer", "test", "text", "tet",
	"tent", "teest", "strasse", "größe", "grün", "лукашенко", "лукашенка",
	"路" };

/* What a word stands for, joined by blanks. */
static const char *
expanded(const struct vocabulary *vocabulary, struct query word)
{
	static struct buf text;
	struct arena arena = { 0 };
	struct expansion found;
	struct err err = { 0 };

	buf_reset(&text);
	word.len = (uint32_t)strlen(word.text);
	assert_true(
		expansion_find(vocabulary, &word, 1000, &arena, &found, &err));
	for (uint32_t i = 0; i < found.count; i++) {
		size_t len;
		const char *form =
			vocabulary_word(vocabulary, found.words[i], &len);

		buf_printf(&text, "%s%.*s", i > 0 ? " " : "", (int)len, form);
	}
	arena_release(&arena);
	return buf_text(&text);
}

static void
patterns_stand_for_the_words_that_look_so(void **state)
{
	static const char *const asked[][2] = {
		{ "sanction*", "sanction sanctioned sanctions" },
		{ "*graph*", "graph graphs photograph photographer" },
		{ "*graph", "graph photograph" },
		{ "graph*", "graph graphs" },
		{ "te?t", "tent test text" },
		{ "t*t", "teest tent test tet text" },
		{ "gr??e", "größe" },
		{ "лукашенк?", "лукашенка лукашенко" },
		{ "p*o*g*er", "photographer" },
		{ "*tograph*e?", "photographer" },
		{ "zz*", "" },
		{ "s*ctions", "sanctions" },
		{ "**tes**t**", "test" },
	};
	struct vocabulary vocabulary;

	(void)state;
	open_words(sample, COUNT(sample), &vocabulary);
	for (size_t i = 0; i < COUNT(asked); i++)
		assert_string_equal(expanded(&vocabulary,
					    (struct query){
						    .kind = QUERY_PATTERN,
						    .text = asked[i][0],
					    }),
			asked[i][1]);
	vocabulary_close(&vocabulary);
}

static void
similar_words_are_so_many_letters_off(void **state)
{
	static const struct {
		const char *word;
		uint32_t n;
		const char *found;
	} asked[] = {
		{ "test", 1, "teest tent test tet text" },
		{ "tset", 1, "test tet" },
		{ "grosse", 1, "" },
		{ "grösse", 2, "größe" },
		{ "лукашенки", 1, "лукашенка лукашенко" },
		{ "snactiosn", 2, "sanction sanctions" },
		{ "", 2, "路" },
	};
	struct vocabulary vocabulary;

	(void)state;
	open_words(sample, COUNT(sample), &vocabulary);
	for (size_t i = 0; i < COUNT(asked); i++)
		assert_string_equal(expanded(&vocabulary,
					    (struct query){
						    .kind = QUERY_SIMILAR,
						    .text = asked[i].word,
						    .n = asked[i].n,
					    }),
			asked[i].found);
	vocabulary_close(&vocabulary);
}

static void
too_many_words_are_refused_with_their_place(void **state)
{
	const struct query word = {
		.kind = QUERY_PATTERN,
		.col = 7,
		.text = "s*",
		.len = 2,
	};
	struct vocabulary vocabulary;
	struct expansion found;
	struct arena arena = { 0 };
	struct err err = { 0 };

	(void)state;
	open_words(sample, COUNT(sample), &vocabulary);
	assert_true(
		expansion_find(&vocabulary, &word, 4, &arena, &found, &err));
	assert_false(
		expansion_find(&vocabulary, &word, 3, &arena, &found, &err));
	assert_int_equal(err.kind, ERR_BROAD);
	assert_string_equal(err.keys, "limit=expansions col=7 near=\"s*\"");
	vocabulary_close(&vocabulary);
	arena_release(&arena);
}

/* ---- against a plain table ---- */

/* The whole table of optimal string alignment, letters of one byte. */
static unsigned
plain_distance(const char *a, const char *b)
{
	size_t m = strlen(a), n = strlen(b);
	unsigned t[16][16];

	for (size_t i = 0; i <= m; i++)
		for (size_t j = 0; j <= n; j++) {
			unsigned best = (unsigned)(i + j);

			if (i > 0 && t[i - 1][j] + 1 < best)
				best = t[i - 1][j] + 1;
			if (j > 0 && t[i][j - 1] + 1 < best)
				best = t[i][j - 1] + 1;
			if (i > 0 && j > 0 &&
				t[i - 1][j - 1] + (a[i - 1] != b[j - 1]) < best)
				best = t[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
				a[i - 2] == b[j - 1] &&
				t[i - 2][j - 2] + 1 < best)
				best = t[i - 2][j - 2] + 1;
			t[i][j] = best;
		}
	return t[m][n];
}

struct heard {
	const struct vocabulary *vocabulary;
	const char *text;
	uint32_t count;
};

static bool
hear(void *ctx, uint32_t ordinal, unsigned edits)
{
	struct heard *heard = ctx;
	char word[16];
	size_t len;
	const char *text = vocabulary_word(heard->vocabulary, ordinal, &len);

	snprintf(word, sizeof(word), "%.*s", (int)len, text);
	assert_int_equal(plain_distance(heard->text, word), edits);
	heard->count++;
	return true;
}

static void
random_word(uint32_t *random, char out[12])
{
	size_t len;

	*random = *random * 1664525u + 1013904223u;
	len = 1 + (*random >> 16) % 7;
	for (size_t i = 0; i < len; i++) {
		*random = *random * 1664525u + 1013904223u;
		out[i] = (char)('a' + (*random >> 16) % 3);
	}
	out[len] = '\0';
}

static void
the_walk_finds_what_a_plain_table_finds(void **state)
{
	static char texts[800][12];
	static const char *words[800];
	struct vocabulary vocabulary;
	uint32_t random = 4711;

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		random_word(&random, texts[i]);
		words[i] = texts[i];
	}
	open_words(words, COUNT(words), &vocabulary);
	for (unsigned i = 0; i < 600; i++) {
		unsigned edits = i % (SIMILAR_EDITS_MAX + 1);
		char text[12];
		struct heard heard = { &vocabulary, text, 0 };
		uint32_t expected = 0;

		random_word(&random, text);
		similar_words(
			&vocabulary, text, strlen(text), edits, hear, &heard);
		for (uint32_t j = 0; j < vocabulary.count; j++) {
			char word[16];
			size_t len;
			const char *at = vocabulary_word(&vocabulary, j, &len);

			snprintf(word, sizeof(word), "%.*s", (int)len, at);
			expected += plain_distance(text, word) <= edits;
		}
		assert_int_equal(heard.count, expected);
	}
	vocabulary_close(&vocabulary);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_stand_for_the_words_that_look_so),
		cmocka_unit_test(similar_words_are_so_many_letters_off),
		cmocka_unit_test(too_many_words_are_refused_with_their_place),
		cmocka_unit_test(the_walk_finds_what_a_plain_table_finds),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
