/* test_registry.c - the promises of registry.h about places, words, merges */
#include "tests/unit/registry_sample.h"

static const char actors[] =
	"WHV\tcountry\tWesthaven\n"
	"=\tJon Halvorsen\tYon Halvorson|J. Halvorsen\n"
	"!\tJon Halvorsen\tJon Halvorsen Jr.|Johanna Halvorsen\n";

static const char places[] = "# a comment\n"
			     "Tidewell\t\tcity\tWHV\t5\n"
			     "Tidewell\t(Tide.)|TW\tstate\tOST\t7\n"
			     "Grey Sea\t\twater\n";

static const char words[] = "given\tHelen|Per\n"
			    "title\tMayor|Harbour Master\n"
			    "company\tAktie|Haven\tWHV\n"
			    "demonym\tWesthavener\tWHV\n"
			    "money\tgroats\tWHV\n"
			    "market\t.|.WH\tWHV\n";

static int
setup(void **state)
{
	struct err err = { 0 };

	*state = registry_sample(
		&(struct registry_texts){ NULL, actors, places, words }, &err);
	return *state == NULL;
}

static int
teardown(void **state)
{
	registry_free(*state);
	return 0;
}

static void
of_two_places_of_one_name_the_heavier_comes_first(void **state)
{
	const struct place_phrase *p = registry_place(*state, "tidewell", 8);

	assert_non_null(p);
	assert_int_equal(p->place->kind, PLACE_STATE);
	assert_string_equal(p->place->code, "OST");
	assert_int_equal(p->next->place->kind, PLACE_CITY);
	assert_null(p->next->next);
	assert_int_equal(registry_places(*state), 3);
	assert_string_equal(
		registry_place_named(*state, "Tidewell", "WHV")->code, "WHV");
	assert_null(registry_place_named(*state, "Tidewell", NULL));
}

static void
aliases_of_places_keep_their_capitals_and_brackets(void **state)
{
	assert_true(registry_place(*state, "tide", 4)->brief);
	assert_true(registry_place(*state, "tw", 2)->acronym);
	assert_int_equal(registry_phrase_words(*state, "grey", 4), 2);
	assert_int_equal(
		registry_place_named(*state, "Grey Sea", NULL)->weight, 5);
	assert_null(registry_place(*state, "sea", 3));
}

static void
a_word_may_be_of_several_kinds_and_of_a_country(void **state)
{
	assert_int_equal(registry_word(*state, "helen", 5), WORD_GIVEN);
	assert_int_equal(
		registry_word(*state, "harbour master", 14), WORD_TITLE);
	assert_int_equal(registry_word(*state, "ost", 3), 0);
	assert_string_equal(registry_demonym(*state, "westhavener", 11), "WHV");
	assert_null(registry_demonym(*state, "groats", 6));
	assert_string_equal(registry_word_country(*state, "groats", 6), "WHV");
	assert_string_equal(registry_word_country(*state, "aktie", 5), "WHV");
	assert_string_equal(registry_market(*state, ".wh"), "WHV");
	assert_string_equal(registry_market(*state, "."), "WHV");
	assert_null(registry_market(*state, ".x"));
}

static void
the_keeper_says_who_is_one_and_who_is_not(void **state)
{
	assert_string_equal(
		registry_same(*state, "yon halvorson"), "Jon Halvorsen");
	assert_null(registry_same(*state, "Jon Halvorsen"));
	assert_true(
		registry_apart(*state, "Jon Halvorsen", "JOHANNA Halvorsen"));
	assert_true(
		registry_apart(*state, "Jon Halvorsen Jr.", "Jon Halvorsen"));
	assert_false(registry_apart(*state, "Jon Halvorsen", "Yon Halvorson"));
	assert_false(registry_apart(NULL, "a", "b"));
	assert_null(registry_same(NULL, "a"));
}

static void
faulty_rows_say_line_and_what_was_expected(void **state)
{
	static const struct {
		struct registry_texts texts;
		const char *where, *what;
	} faults[] = {
		{ { .places = "\nA\t\ttown\n" }, "places.tsv:2: ", "a kind" },
		{ { .places = "A\t\tcity\tX\t10\n" },
			"places.tsv:1: ", "one digit" },
		{ { .words = "verb\tgo\n" }, "names.tsv:1: ", "given" },
		{ { .words = "given\n" }, "names.tsv:1: ", "words" },
		{ { .words = "#\nmoney\tgroats\n" }, "names.tsv:2: ", "code" },
		{ { .words = "market\tWH\tX\n" }, "names.tsv:1: ", "stop" },
		{ { .actors = "=\tA\n" }, "actors.tsv:1: ", "third column" },
		{ { .outlets = "a.example\n" }, "outlets.tsv:1: ", "name" },
		{ { .outlets = "a\xff\tA\n" }, "outlets.tsv: ", "UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct err err = { 0 };

		assert_null(registry_sample(&faults[i].texts, &err));
		assert_int_equal(err.kind, ERR_INPUT);
		assert_non_null(strstr(err.text, faults[i].where));
		assert_non_null(strstr(err.text, faults[i].what));
	}
}

#define LIST_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		LIST_TEST(of_two_places_of_one_name_the_heavier_comes_first),
		LIST_TEST(aliases_of_places_keep_their_capitals_and_brackets),
		LIST_TEST(a_word_may_be_of_several_kinds_and_of_a_country),
		LIST_TEST(the_keeper_says_who_is_one_and_who_is_not),
		cmocka_unit_test(faulty_rows_say_line_and_what_was_expected),
	};

	return cmocka_run_group_tests_name("registry", tests, NULL, NULL);
}
