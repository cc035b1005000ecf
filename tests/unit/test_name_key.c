/* test_name_key.c - the promises of name_key.h */
#include "engine/text/name_key.h"
#include "tests/unit/unit.h"

static bool
alike(const char *a, const char *b)
{
	return name_alike(a, strlen(a), b, strlen(b));
}

static const char *
key(const char *name)
{
	static char out[NAME_KEY_SIZE];

	name_key(name, strlen(name), out);
	return out;
}

static void
romanisations_of_one_name_meet(void **state)
{
	static const char *const names[][5] = {
		{ "Aleksandr", "Alexander", "Alyaksandr", "Oleksandr",
			"Александр" },
		{ "Lukashenko", "Lukashenka", "Lukaschenko", "LUKASHENKO",
			"Лукашенко" },
		{ "Sergei", "Sergey", "Serhiy", "Siarhei", "Сергей" },
		{ "Gorbachev", "Gorbachov", "Gorbatchev", "Gorbačev",
			"Горбачёв" },
		{ "Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyi",
			"Зеленський" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		for (size_t j = 1; j < COUNT(names[i]); j++)
			assert_true(alike(names[i][0], names[i][j]));
}

static void
men_and_women_of_a_family_stay_apart(void **state)
{
	(void)state;
	assert_false(alike("Tikhanovsky", "Tikhanovskaya"));
	assert_false(alike("Petrov", "Petrova"));
	assert_true(alike("Tikhanovskaya", "Tsikhanouskaya"));
}

static void
other_names_stay_other_names(void **state)
{
	(void)state;
	assert_false(alike("Brandt", "Brand"));
	assert_false(alike("Marin", "Martin"));
	assert_false(alike("Lee", "Li Peng"));
	assert_false(alike("Ivanov", "Ivanenko"));
	assert_false(alike("", ""));
	assert_false(alike("12", "13"));
}

static void
a_distance_counts_half_letters(void **state)
{
	(void)state;
	assert_int_equal(name_distance("Kate", 4, "kate", 4), 0);
	assert_int_equal(name_distance("Marin", 5, "Moran", 5), 2);
	assert_int_equal(name_distance("Marin", 5, "Martin", 6), 2);
	assert_int_equal(name_distance("", 0, "", 0), 0);
}

static void
keys_have_bounds_whatever_comes(void **state)
{
	char long_name[1000];
	char out[NAME_KEY_SIZE];

	(void)state;
	memset(long_name, 'k', sizeof(long_name));
	for (size_t i = 0; i < sizeof(long_name); i += 2)
		long_name[i] = 'b';
	assert_true(
		name_key(long_name, sizeof(long_name), out) < NAME_KEY_SIZE);
	name_distance(long_name, sizeof(long_name), long_name, 999);
	assert_string_equal(key("\xff\xfe"), "");
	assert_string_equal(key("日本"), "");
	assert_string_equal(key("Jean-Marie Ost"), "an mr ast");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(romanisations_of_one_name_meet),
		cmocka_unit_test(men_and_women_of_a_family_stay_apart),
		cmocka_unit_test(other_names_stay_other_names),
		cmocka_unit_test(a_distance_counts_half_letters),
		cmocka_unit_test(keys_have_bounds_whatever_comes),
	};

	return cmocka_run_group_tests_name("name_key", tests, NULL, NULL);
}
