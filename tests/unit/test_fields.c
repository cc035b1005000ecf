/* The promises of engine/index/fields.h. */
#include "engine/index/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void
every_row_stands_at_its_id(void **state)
{
	(void)state;
	for (unsigned i = 0; i < FIELDS; i++) {
		assert_int_equal(fields[i].id, i);
		assert_non_null(fields[i].name);
		assert_non_null(fields[i].prefix);
		assert_non_null(fields[i].about);
		assert_non_null(fields[i].example);
	}
}

static void
fields_with_terms_do_not_share_a_prefix(void **state)
{
	static const enum field_id with_terms[] = {
		FIELD_TEXT,
		FIELD_HEADLINE,
		FIELD_BOILER,
		FIELD_ACTOR,
		FIELD_OUTLET,
		FIELD_LANGUAGE,
		FIELD_URI,
		FIELD_SECTION,
		FIELD_AGENCY,
		FIELD_KIND,
		FIELD_URL,
	};
	const size_t n = sizeof(with_terms) / sizeof(*with_terms);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(fields[with_terms[i]].prefix,
				fields[with_terms[j]].prefix);
}

static void
names_are_found_in_any_case(void **state)
{
	(void)state;
	assert_ptr_equal(field_named("outlet", 6), &fields[FIELD_OUTLET]);
	assert_ptr_equal(field_named("OutLET", 6), &fields[FIELD_OUTLET]);
	assert_ptr_equal(field_named("date:x", 4), &fields[FIELD_DATE]);
	assert_ptr_equal(field_named("lang", 4), &fields[FIELD_LANGUAGE]);
	assert_ptr_equal(field_named("Language", 8), &fields[FIELD_LANGUAGE]);
}

static void
parts_of_names_and_hidden_names_are_not_found(void **state)
{
	(void)state;
	assert_null(field_named("outle", 5));
	assert_null(field_named("outlets", 7));
	assert_null(field_named("", 0));
	assert_null(field_named("uri", 3));
	assert_null(field_named("text", 4));
	assert_null(field_named("date\0", 5));
}

static void
a_mistyped_name_has_a_nearest_field(void **state)
{
	(void)state;
	assert_string_equal(field_near("otulet", 6), "outlet");
	assert_string_equal(field_near("HEADLNE", 7), "headline");
	assert_string_equal(field_near("actors", 6), "actor");
	assert_null(field_near("minsk", 5));
	assert_null(field_near("outletoutletoutletoutlet", 24));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_stands_at_its_id),
		cmocka_unit_test(fields_with_terms_do_not_share_a_prefix),
		cmocka_unit_test(names_are_found_in_any_case),
		cmocka_unit_test(parts_of_names_and_hidden_names_are_not_found),
		cmocka_unit_test(a_mistyped_name_has_a_nearest_field),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
