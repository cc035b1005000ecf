/* test_registry_petrarch.c - actors in the format of CAMEO dictionaries */
#include "base/mem.h"
#include "tests/unit/registry_sample.h"

static const char dictionary[] = "# a comment\n"
				 "; another\n"
				 "WESTHAVEN_  [WHV]  ; the state\n"
				 "+REPUBLIC_OF_WESTHAVEN_\n"
				 "+WESTHAVENERS_ # people\n"
				 "\n"
				 "HELEN_BRANDT_  ; List.txt\n"
				 "+BRANDT_HELEN_\n"
				 "\t[WHVELI 600101-700101]\n"
				 "\t[WHVGOV 690101-19800101]\n"
				 "\t[WHVELI]\n"
				 "SEA_LEAGUE_\n"
				 "\t[IGOSEA]\t; LM 01 Jan 2009\n"
				 "JON_HALVORSEN_\n"
				 "\t[WHVOPP >010203] [---]\n"
				 "O'NEILL-BRANDT_PARTY_OF_THE_PORT_ [WHVPTY]\n"
				 "R.K._OST_ [WHVBUS <290101]\n"
				 "UN\n"
				 "\t[IGOUNO]\n";

static struct registry *
load(const char *text)
{
	struct err err = { 0 };
	struct registry *r = registry_sample(
		&(struct registry_texts){ .actors = text }, &err);

	assert_non_null(r);
	return r;
}

/* The code of the one who was called so on a day; NULL: nobody. */
static const char *
code_on(const struct registry *r, const char *phrase, const char *date)
{
	const struct actor_phrase *p =
		registry_phrase(r, phrase, strlen(phrase));
	day d;

	assert_true(day_parse(date, &d));
	for (; p != NULL; p = p->next)
		if (!p->brief && (p->from == DAY_UNKNOWN || p->from <= d) &&
			(p->to == DAY_UNKNOWN || p->to >= d))
			return p->actor->code;
	return NULL;
}

static void
a_country_keeps_its_code_and_others_get_their_name(void **state)
{
	struct registry *r = load(dictionary);

	(void)state;
	assert_int_equal(registry_faults(r), 0);
	assert_string_equal(registry_actor(r, "WHV")->name, "Westhaven");
	assert_int_equal(registry_actor(r, "WHV")->type, ACTOR_COUNTRY);
	assert_string_equal(
		registry_actor(r, "Republic of Westhaven")->code, "WHV");
	assert_string_equal(
		registry_actor(r, "Sea League")->code, "IGOSEASEALEAGUE");
	assert_int_equal(
		registry_actor(r, "Sea League")->type, ACTOR_ORGANISATION);
	registry_free(r);
}

static void
names_are_written_as_people_write_them(void **state)
{
	struct registry *r = load(dictionary);

	(void)state;
	assert_string_equal(
		registry_actor(r, "o'neill-brandt party of the port")->name,
		"O'Neill-Brandt Party of the Port");
	assert_string_equal(registry_actor(r, "R.K. Ost")->name, "R.K. Ost");
	assert_string_equal(registry_actor(r, "UN")->name, "UN");
	assert_true(registry_phrase(r, "un", 2)->acronym);
	registry_free(r);
}

static void
of_roles_that_overlap_the_first_counts(void **state)
{
	struct registry *r = load(dictionary);
	const char *eli = "WHVELIHELENBRANDT", *gov = "WHVGOVHELENBRANDT";

	(void)state;
	assert_string_equal(code_on(r, "helen brandt", "1950-01-01"), eli);
	assert_string_equal(code_on(r, "helen brandt", "1969-06-01"), eli);
	assert_string_equal(code_on(r, "brandt helen", "1970-01-02"), gov);
	assert_string_equal(code_on(r, "helen brandt", "1980-01-01"), gov);
	assert_string_equal(code_on(r, "helen brandt", "1980-01-02"), eli);
	assert_null(code_on(r, "jon halvorsen", "2001-02-02"));
	assert_non_null(code_on(r, "jon halvorsen", "2001-02-03"));
	assert_non_null(code_on(r, "rk ost", "2029-01-01"));
	assert_null(code_on(r, "rk ost", "2029-01-02"));
	registry_free(r);
}

static void
what_makes_no_sense_is_told_and_the_rest_is_read(void **state)
{
	static const struct {
		const char *text, *told;
	} faults[] = {
		{ "A_B_ [WHV\n", ":1: a closing bracket" },
		{ "A_ [WHV]\nB_C_\nD_ [WHV]\n", ":2: a code was expected" },
		{ "A_ [wh]\n", ":1: a code was expected: [CODE]" },
		{ "A_ [WHVGOV 991301]\n", ":1: days were expected" },
		{ "A_ [WHVGOV 990101-]\n", ":1: days were expected" },
		{ "A_ [WHVGOV >99010]\n", ":1: days were expected" },
		{ "_ [WHV]\n+B_\n", ":1: a name was expected" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		char *text = mem_string(faults[i].text);
		struct registry *r = load(text);

		assert_true(registry_faults(r) > 0);
		assert_non_null(strstr(registry_fault(r, 0), faults[i].told));
		assert_non_null(strstr(registry_fault(r, 0), "actors.tsv"));
		registry_free(r);
		free(text);
	}
}

static void
names_in_latin_1_are_read(void **state)
{
	struct registry *r = load("JOS\xc9_OST_ [WHVGOV]\n");

	(void)state;
	assert_int_equal(registry_faults(r), 0);
	assert_non_null(registry_phrase(r, "jose ost", 8));
	registry_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_country_keeps_its_code_and_others_get_their_name),
		cmocka_unit_test(names_are_written_as_people_write_them),
		cmocka_unit_test(of_roles_that_overlap_the_first_counts),
		cmocka_unit_test(
			what_makes_no_sense_is_told_and_the_rest_is_read),
		cmocka_unit_test(names_in_latin_1_are_read),
	};

	return cmocka_run_group_tests_name(
		"registry_petrarch", tests, NULL, NULL);
}
