/* The promises of engine/search/search.h about facets: asking, and the largest.
 */
#include "engine/counts/facets.h"
#include "engine/search/search.h"
#include "tests/unit/unit.h"

static void
the_largest_come_first_and_ties_by_ordinal(void **state)
{
	static const uint32_t counts[] = { 3, 0, 7, 3, 1, 7, 2 };
	static const uint32_t wanted[] = { 2, 5, 0, 3, 6, 4 };
	uint32_t top[COUNT(counts)];

	(void)state;
	for (size_t n = 0; n <= COUNT(counts); n++) {
		size_t found = facets_top(counts, COUNT(counts), n, top);

		assert_int_equal(found, n < COUNT(wanted) ? n : COUNT(wanted));
		for (size_t i = 0; i < found; i++)
			assert_int_equal(top[i], wanted[i]);
	}
}

static void
nothing_counted_gives_nothing(void **state)
{
	static const uint32_t counts[] = { 0, 0 };
	uint32_t top[2];

	(void)state;
	assert_int_equal(facets_top(counts, 2, 2, top), 0);
	assert_int_equal(facets_top(counts, 0, 2, top), 0);
}

static void
facets_are_read_with_their_presets(void **state)
{
	struct facet_ask asks[SEARCH_FACETS_MAX];
	const char *text =
		"outlet:5,actor,Date:month,outlet!:3,date:week,lang!";
	struct err err = { 0 };
	uint32_t n;

	(void)state;
	assert_true(facets_parse(text, strlen(text), asks, &n, &err));
	assert_int_equal(n, 6);
	assert_int_equal(asks[0].field, FIELD_OUTLET);
	assert_int_equal(asks[0].n, 5);
	assert_false(asks[0].own_filter);
	assert_int_equal(asks[1].field, FIELD_ACTOR);
	assert_int_equal(asks[1].n, 10);
	assert_int_equal(asks[2].field, FIELD_DATE);
	assert_int_equal(asks[2].unit, DAY_UNIT_MONTH);
	assert_int_equal(asks[2].n, 0);
	assert_true(asks[3].own_filter);
	assert_int_equal(asks[3].n, 3);
	assert_int_equal(asks[4].unit, DAY_UNIT_WEEK);
	assert_int_equal(asks[5].field, FIELD_LANGUAGE);
	assert_true(asks[5].own_filter);
}

static void
levels_pairs_and_what_is_unusual_are_read_and_named(void **state)
{
	static const struct {
		const char *text, *name;
		uint32_t n;
		bool own;
	} rows[] = {
		{ "actor/2:7", "actor/2", 7, false },
		{ "Actor~SIG", "actor~sig", 10, false },
		{ "section~sig!:3", "section~sig", 3, true },
		{ "actor/1~sig", "actor/1~sig", 10, false },
		{ "actor*actor:20", "actor*actor", 20, true },
		{ "actor/1*outlet", "actor/1*outlet", 10, true },
		{ "language", "lang", 10, false },
		{ "date:week", "date", 0, false },
	};
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct facet_ask asks[SEARCH_FACETS_MAX];
		struct err err = { 0 };
		uint32_t n;

		assert_true(facets_parse(
			rows[i].text, strlen(rows[i].text), asks, &n, &err));
		assert_int_equal(n, 1);
		assert_int_equal(asks[0].n, rows[i].n);
		assert_int_equal(asks[0].own_filter, rows[i].own);
		assert_string_equal(
			facets_name(&asks[0], &arena), rows[i].name);
	}
	arena_release(&arena);
}

static void
what_is_no_facet_is_refused_and_shown(void **state)
{
	static const struct {
		const char *text, *keys;
	} rows[] = {
		{ "headline", "key=facet near=\"headline\"" },
		{ "outlet,otulet", "key=facet near=\"otulet\"" },
		{ "", "key=facet near=\"\"" },
		{ "outlet,", "key=facet near=\"\"" },
		{ "outlet:0", "key=facet near=\"0\"" },
		{ "outlet:x", "key=facet near=\"x\"" },
		{ "outlet:", "key=facet near=\"\"" },
		{ "outlet:99999999999", "key=facet near=\"99999999999\"" },
		{ "date:5", "key=facet near=\"5\"" },
		{ "date:decade", "key=facet near=\"decade\"" },
		{ "!", "key=facet near=\"!\"" },
		{ "actor/0", "key=facet near=\"actor/0\"" },
		{ "actor/6", "key=facet near=\"actor/6\"" },
		{ "actor/", "key=facet near=\"actor/\"" },
		{ "actor/11", "key=facet near=\"actor/11\"" },
		{ "outlet/1", "key=facet near=\"outlet/1\"" },
		{ "actor*", "key=facet near=\"\"" },
		{ "*actor", "key=facet near=\"\"" },
		{ "actor*actor*actor", "key=facet near=\"actor*actor\"" },
		{ "actor*outlet~sig", "key=facet near=\"outlet\"" },
		{ "date*actor", "key=facet near=\"date\"" },
		{ "date~sig", "key=facet near=\"date\"" },
		{ "~sig", "key=facet near=\"\"" },
		{ "url", "key=facet near=\"url\"" },
		{ "a\"b", "key=facet near=\"a\\\"b\"" },
		{ "date,date,date,date,date,date,date,date,date",
			"key=facet near=\"date\"" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct facet_ask asks[SEARCH_FACETS_MAX];
		struct err err = { 0 };
		uint32_t n;

		assert_false(facets_parse(
			rows[i].text, strlen(rows[i].text), asks, &n, &err));
		assert_int_equal(err.kind, ERR_USAGE);
		assert_string_equal(err.keys, rows[i].keys);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_largest_come_first_and_ties_by_ordinal),
		cmocka_unit_test(nothing_counted_gives_nothing),
		cmocka_unit_test(facets_are_read_with_their_presets),
		cmocka_unit_test(
			levels_pairs_and_what_is_unusual_are_read_and_named),
		cmocka_unit_test(what_is_no_facet_is_refused_and_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
