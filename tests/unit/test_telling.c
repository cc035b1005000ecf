/* The promises of engine/rank/telling.h. */
#include "engine/rank/telling.h"
#include "tests/unit/unit.h"

static struct stemmers *stemmers;

static struct stemmer *
english(void)
{
	return stemmers_for(stemmers, "en", NULL);
}

/* Say how many stories have a stem: so many, unless it is one of the rare. */
static void
fill(struct telling *telling, uint32_t many, const char *rare)
{
	for (uint32_t i = 0; i < telling->stems.count; i++) {
		const char *stem = names_text(&telling->stems, i, NULL);

		telling->words[i].stories = strcmp(stem, rare) ? many : 2;
	}
}

static void
forms_of_one_stem_are_one_word_named_by_the_first(void **state)
{
	struct telling telling = { 0 };
	const char *text = "Sanctions, sanctioned: a sanction";

	(void)state;
	telling_add_text(&telling, english(), text, strlen(text), 1);
	assert_int_equal(telling.stems.count, 1);
	assert_string_equal(telling.words[0].text, "sanctions");
	assert_int_equal(telling.words[0].times, 3);
	telling_release(&telling);
}

static void
a_word_of_the_headline_counts_more(void **state)
{
	const struct story story = {
		.headline = "Thaw",
		.subhead = "Talks",
		.body_text = "Frost",
	};
	struct telling telling = { 0 };

	(void)state;
	telling_add_story(&telling, english(), &story);
	fill(&telling, 10, "");
	assert_int_equal(telling_choose(&telling, 1000, 10), 3);
	assert_string_equal(telling.words[0].text, "thaw");
	assert_true(telling.words[0].weight > telling.words[1].weight);
	assert_true(telling.words[1].weight == telling.words[2].weight);
	telling_release(&telling);
}

static void
rare_words_tell_more_than_common_ones(void **state)
{
	const char *text = "the potash of the republic";
	struct telling telling = { 0 };

	(void)state;
	telling_add_text(&telling, english(), text, strlen(text), 1);
	fill(&telling, 900, "potash");
	assert_int_equal(telling_choose(&telling, 1000, 2), 2);
	assert_string_equal(telling.words[0].text, "potash");
	assert_string_equal(telling.words[1].text, "the");
	telling_release(&telling);
}

static void
what_no_story_has_tells_nothing(void **state)
{
	const char *text = "potash talks";
	struct telling telling = { 0 };

	(void)state;
	telling_add_text(&telling, english(), text, strlen(text), 1);
	fill(&telling, 0, "potash");
	assert_int_equal(telling_choose(&telling, 1000, 10), 1);
	assert_string_equal(telling.words[0].text, "potash");
	fill(&telling, 0, "");
	assert_int_equal(telling_choose(&telling, 1000, 10), 0);
	telling_release(&telling);
}

static void
letters_and_numbers_alone_tell_nothing(void **state)
{
	const char *text = "J. F. Kellogg, 42, of a 1,000 S-400s";
	struct telling telling = { 0 };

	(void)state;
	telling_add_text(&telling, english(), text, strlen(text), 1);
	for (uint32_t i = 0; i < telling.stems.count; i++) {
		const struct telling_word *word = &telling.words[i];

		assert_true(word->len > 1);
		assert_string_not_equal(word->text, "42");
		assert_string_not_equal(word->text, "1,000");
	}
	assert_int_not_equal(
		names_find(&telling.stems, "s-400", 5), NAMES_NONE);
	telling_release(&telling);
}

static void
nothing_tells_nothing(void **state)
{
	const struct story story = { 0 };
	struct telling telling = { 0 };

	(void)state;
	telling_add_story(&telling, english(), &story);
	assert_int_equal(telling_choose(&telling, 0, 10), 0);
	telling_release(&telling);
}

static int
make_stemmers(void **state)
{
	(void)state;
	stemmers = stemmers_new();
	return 0;
}

static int
free_stemmers(void **state)
{
	(void)state;
	stemmers_free(stemmers);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			forms_of_one_stem_are_one_word_named_by_the_first),
		cmocka_unit_test(a_word_of_the_headline_counts_more),
		cmocka_unit_test(rare_words_tell_more_than_common_ones),
		cmocka_unit_test(what_no_story_has_tells_nothing),
		cmocka_unit_test(letters_and_numbers_alone_tell_nothing),
		cmocka_unit_test(nothing_tells_nothing),
	};

	return cmocka_run_group_tests(tests, make_stemmers, free_stemmers);
}
