/* test_plan_languages.c - stories by stemmers, against looking at each */
#include "engine/plan/plan_languages.h"
#include "tests/unit/unit.h"

#include <string.h>

enum { STORIES = 3000, LANGUAGES = 5, STEMMERS = 4 };

/* The last one is of stories without a language. */
static const uint8_t stemmer_of[LANGUAGES + 1] = { 0, 1, 2, 0, 3, 1 };
static uint16_t language[STORIES];

static void
some_stories(struct columns *columns)
{
	*columns = (struct columns){ .stories = STORIES, .language = language };
	columns->languages.count = LANGUAGES;
	for (uint32_t i = 0; i < STORIES; i++)
		language[i] = (uint16_t)(i % 7 < 4     ? 1
					 : i % 91 == 5 ? 4
					 : i % 7 == 4  ? UINT16_MAX
						       : i % LANGUAGES);
}

static uint32_t
its_stemmer(uint32_t docid)
{
	uint16_t its = language[docid - 1];

	return stemmer_of[its < LANGUAGES ? its : LANGUAGES];
}

static void
assert_docids(struct plan_languages *languages, uint32_t stemmers,
	struct arena *arena)
{
	uint32_t n, at = 0;
	const uint32_t *docids =
		plan_languages_docids(languages, stemmers, arena, &n);

	for (uint32_t d = 1; d <= STORIES; d++)
		if (stemmers >> its_stemmer(d) & 1) {
			assert_true(at < n);
			assert_int_equal(docids[at++], d);
		}
	assert_int_equal(at, n);
}

static void
a_set_of_stemmers_has_its_stories(void **state)
{
	struct columns columns;
	struct plan_languages *languages;
	struct arena arena = { 0 };
	uint32_t sum = 0;

	(void)state;
	some_stories(&columns);
	languages = plan_languages_new(&columns, stemmer_of);
	/* Twice: what is kept is what was found.  Kept are as many docids as
	 * there are stories; so some come from the arena both times. */
	for (int round = 0; round < 2; round++)
		for (uint32_t set = 0; set < 1u << STEMMERS; set++)
			assert_docids(languages, set, &arena);
	for (uint32_t i = 0; i < STEMMERS; i++)
		sum += plan_languages_stories(languages, i);
	assert_int_equal(sum, STORIES);
	plan_languages_free(languages);
	arena_release(&arena);
}

static void
no_stories_are_no_docids(void **state)
{
	struct columns columns = { .stories = 0 };
	const uint8_t none[1] = { 0 };
	struct plan_languages *languages = plan_languages_new(&columns, none);
	struct arena arena = { 0 };
	uint32_t n;

	(void)state;
	assert_non_null(plan_languages_docids(languages, 1, &arena, &n));
	assert_int_equal(n, 0);
	plan_languages_free(languages);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_set_of_stemmers_has_its_stories),
		cmocka_unit_test(no_stories_are_no_docids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
