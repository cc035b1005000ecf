/* test_stem.c - the promises of engine/text/stem.h */
#include "base/buf.h"
#include "engine/text/stem.h"
#include "engine/text/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static void
check(struct stemmer *stemmer, const char *word, uint32_t flags,
	const char *stem)
{
	size_t len;
	const char *got = stem_word(stemmer, word, strlen(word), flags, &len);

	if (len != strlen(stem) || memcmp(got, stem, len) != 0)
		fail_msg("\"%s\" gives \"%.*s\", not \"%s\"", word, (int)len,
			got, stem);
}

static void
a_tag_names_an_algorithm_by_its_primary_subtag(void **state)
{
	(void)state;
	assert_string_equal(stem_algorithm("en"), "english");
	assert_string_equal(stem_algorithm("EN-gb"), "english");
	assert_string_equal(stem_algorithm("pt_BR"), "portuguese");
	assert_string_equal(stem_algorithm("nn"), "norwegian");
	assert_null(stem_algorithm("zh"));
	assert_null(stem_algorithm("und"));
	assert_null(stem_algorithm("e"));
	assert_null(stem_algorithm("eng"));
	assert_null(stem_algorithm(""));
}

static void
words_are_stemmed_in_their_language(void **state)
{
	static const struct {
		const char *tag, *word, *stem;
	} examples[] = {
		{ "en", "talks", "talk" },
		{ "en", "releases", "releas" },
		{ "en-US", "generations", "generat" },
		{ "de", "hafen", "haf" },
		{ "fr", "accords", "accord" },
		{ "ru", "союзы", "союз" },
		{ "zh", "talks", "talks" },
		{ "", "talks", "talks" },
	};
	struct stemmers *stemmers = stemmers_new();

	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++)
		check(stemmers_for(stemmers, examples[i].tag, NULL),
			examples[i].word, 0, examples[i].stem);
	stemmers_free(stemmers);
}

static void
possessives_plural_numbers_and_compounds_have_rules(void **state)
{
	static const char *const examples[][2] = {
		{ "trump's", "trump" },
		{ "it's", "it" },
		{ "us's", "us" },
		{ "don't", "don't" },
		{ "400s", "400" },
		{ "1,000s", "1,000" },
		{ "s", "s" },
		{ "s-400s", "s-400" },
		{ "jean-luc's", "jean-luc" },
		{ "prisoner-releases", "prisoner-releas" },
		{ "at&t", "at&t" },
		{ "'s", "'s" },
		{ "a-'s", "a-" },
		{ "-", "-" },
	};
	struct stemmers *stemmers = stemmers_new();
	struct stemmer *english = stemmers_for(stemmers, "en", NULL);

	(void)state;
	for (int turn = 0; turn < 2; turn++) /* made, then remembered */
		for (size_t i = 0; i < COUNT(examples); i++)
			check(english, examples[i][0], 0, examples[i][1]);
	stemmers_free(stemmers);
}

static void
without_a_language_possessives_still_go(void **state)
{
	struct stemmers *stemmers = stemmers_new();
	struct stemmer *none = stemmers_for(stemmers, NULL, NULL);

	(void)state;
	check(none, "lukashenko's", 0, "lukashenko");
	check(none, "1990s", 0, "1990");
	check(none, "talks", 0, "talks");
	stemmers_free(stemmers);
}

static void
numbers_and_pairs_are_their_own_stem(void **state)
{
	struct stemmers *stemmers = stemmers_new();
	struct stemmer *english = stemmers_for(stemmers, "en", NULL);

	(void)state;
	check(english, "1,000.5", TOKEN_NUMBER, "1,000.5");
	check(english, "港口", TOKEN_PAIR, "港口");
	stemmers_free(stemmers);
}

static void
an_unknown_language_is_the_fallback(void **state)
{
	struct stemmers *stemmers = stemmers_new();
	struct stemmer *english = stemmers_for(stemmers, "en", NULL);

	(void)state;
	assert_ptr_equal(stemmers_for(stemmers, NULL, "en"), english);
	assert_ptr_equal(stemmers_for(stemmers, "und", "en-GB"), english);
	assert_ptr_not_equal(stemmers_for(stemmers, "zh", "en"), english);
	assert_ptr_not_equal(stemmers_for(stemmers, NULL, NULL), NULL);
	stemmers_free(stemmers);
}

static void
a_stem_outlives_as_many_words_as_promised(void **state)
{
	struct stemmers *stemmers = stemmers_new();
	struct stemmer *english = stemmers_for(stemmers, "en", NULL);
	const char *first = NULL, *last = NULL;
	struct buf word = { 0 };
	size_t len, first_len = 0, last_len = 0;

	(void)state;
	for (uint32_t i = 0; i < 2 * STEM_WORDS + 2; i++) {
		if (i == STEM_WORDS - 1) /* the last before the caches turn */
			first = stem_word(english, "flies", 5, 0, &first_len);
		if (i == STEM_WORDS)
			last = stem_word(english, "cries", 5, 0, &last_len);
		if (i == 2 * STEM_WORDS - 2) {
			assert_int_equal(first_len, 3);
			assert_memory_equal(first, "fli", 3);
			assert_int_equal(last_len, 3);
			assert_memory_equal(last, "cri", 3);
		}
		buf_reset(&word);
		buf_printf(&word, "x%ux", i);
		stem_word(english, word.data, word.len, 0, &len);
	}
	check(english, "flies", 0, "fli");
	buf_release(&word);
	stemmers_free(stemmers);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_tag_names_an_algorithm_by_its_primary_subtag),
		cmocka_unit_test(words_are_stemmed_in_their_language),
		cmocka_unit_test(
			possessives_plural_numbers_and_compounds_have_rules),
		cmocka_unit_test(without_a_language_possessives_still_go),
		cmocka_unit_test(numbers_and_pairs_are_their_own_stem),
		cmocka_unit_test(an_unknown_language_is_the_fallback),
		cmocka_unit_test(a_stem_outlives_as_many_words_as_promised),
	};

	return cmocka_run_group_tests_name("stem", tests, NULL, NULL);
}
