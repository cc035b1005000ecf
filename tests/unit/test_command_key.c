#include "searchd/command.h"

#include "searchd/service.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

static const struct settings settings = { .deadline_cap_ms = 1000 };

/* The key of the answer to a request line, on some day. */
static struct buf
key_on(const char *line, day today, bool json)
{
	struct service *service = calloc(1, sizeof(*service));
	struct reply reply = { .json = json };
	struct arena arena = { 0 };
	struct call call = { .service = service, .reply = &reply };
	struct buf key = { 0 };
	struct err err = { 0 };

	assert_non_null(service);
	service->settings = &settings;
	assert_int_equal(
		request_parse(line, strlen(line), &arena, &call.request, &err),
		FINAL_OK);
	assert_int_equal(command_accept(&call, false, &err), FINAL_OK);
	call.today = today;
	command_key(&call, &key);
	arena_release(&arena);
	free(service);
	return key;
}

static bool
same(struct buf a, struct buf b)
{
	bool equal = a.len == b.len && memcmp(a.data, b.data, a.len) == 0;

	buf_release(&a);
	buf_release(&b);
	return equal;
}

static bool
alike(const char *a, const char *b)
{
	return same(key_on(a, 7, false), key_on(b, 7, false));
}

static void
how_a_request_is_written_makes_no_difference(void **state)
{
	(void)state;
	assert_true(
		alike("SEARCH :: dock strike", "#7 search  :: dock strike "));
	assert_true(alike(
		"SEARCH :: a", "SEARCH limit=10 sort=RANK offset=0 :: a"));
	assert_true(alike("SEARCH :: a", "SEARCH fmt=json gen=000001 :: a"));
	assert_true(alike("COUNT :: a", "COUNT deadline=900 :: a"));
	assert_true(
		alike("COUNT deadline=1001 :: a", "COUNT deadline=2000 :: a"));
	assert_true(alike(
		"FACETS facet=outlet :: a", "FACETS facet=\"outlet:10\" :: a"));
	assert_true(alike("COUNT", "COUNT ::"));
}

static void
all_that_an_answer_depends_on_does(void **state)
{
	static const char *const others[] = {
		"COUNT :: a b",
		"SEARCH :: b a",
		"SEARCH :: A b",
		"SEARCH :: ab",
		"SEARCH limit=9 :: a b",
		"SEARCH offset=1 :: a b",
		"SEARCH sort=newest :: a b",
		"SEARCH match=any :: a b",
		"SEARCH collapse=copies :: a b",
		"SEARCH snippets=1 :: a b",
		"SEARCH expand=1 :: a b",
		"SEARCH recency=3 :: a b",
		"SEARCH minconf=0.5 :: a b",
		"SEARCH after=c.x :: a b",
		"SEARCH facet=outlet :: a b",
		"SEARCH facet=outlet:3 :: a b",
		"SEARCH facet=outlet! :: a b",
		"SEARCH facet=actor :: a b",
		"SEARCH facet=actor/1 :: a b",
		"SEARCH facet=actor~sig :: a b",
		"SEARCH facet=actor*outlet :: a b",
		"SEARCH facet=outlet,actor :: a b",
		"SEARCH facet=date:week :: a b",
		"SEARCH deadline=1001 :: a b",
		"SEARCH :: a b",
	};
	const size_t n = sizeof(others) / sizeof(*others);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			assert_int_equal(alike(others[i], others[j]), i == j);
	assert_false(alike("GET a", "GET b"));
	assert_false(alike("GET a", "GET a fields=b"));
	assert_false(alike("SNIPPET a :: b", "SNIPPET a snippets=0 :: b"));
	assert_false(alike("TIMELINE :: a", "TIMELINE split=outlet:3 :: a"));
	assert_false(alike("TIMELINE :: a", "TIMELINE by=day :: a"));
	assert_false(alike("WORDS :: a", "WORDS against=b :: a"));
	assert_false(same(key_on("COUNT :: a", 7, false),
		key_on("COUNT :: a", 8, false)));
	assert_false(same(
		key_on("COUNT :: a", 7, false), key_on("COUNT :: a", 7, true)));
}

static void
blanks_count_but_for_those_at_the_end(void **state)
{
	(void)state;
	assert_true(alike("SEARCH :: a b", "SEARCH :: a b  "));
	assert_false(alike("SEARCH :: (a", "SEARCH ::  (a"));
	assert_false(alike("SEARCH :: \"a  b\"", "SEARCH :: \"a b\""));
	assert_false(alike("COMPLETE :: a ", "COMPLETE :: a"));
	assert_false(alike("SUGGEST :: a ", "SUGGEST :: a"));
	assert_false(alike("LIKE :: a ", "LIKE :: a"));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(how_a_request_is_written_makes_no_difference),
		cmocka_unit_test(all_that_an_answer_depends_on_does),
		cmocka_unit_test(blanks_count_but_for_those_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
