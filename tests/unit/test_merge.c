/* test_merge.c - promises of indexer/growth/merge.h */
#include "indexer/growth/merge.h"

#include "tests/unit/unit.h"

#define SEGMENTS_MAX 64

/* An archive as sizes of segments; additions come behind. */
struct sizes {
	struct merge_size items[SEGMENTS_MAX];
	uint32_t n;
	uint64_t written; /* stories, by additions and merges */
};

static void
add(struct sizes *sizes, uint64_t stories)
{
	assert_true(sizes->n < SEGMENTS_MAX);
	sizes->items[sizes->n++] = (struct merge_size){ .size = stories };
	sizes->written += stories;
}

/* Do what is chosen; returns how many were merged. */
static uint32_t
tidy(struct sizes *sizes)
{
	bool which[SEGMENTS_MAX];
	uint32_t chosen = merge_choose(sizes->items, sizes->n, which), kept = 0;
	uint64_t merged = 0;

	for (uint32_t i = 0; i < sizes->n; i++) {
		if (which[i])
			merged += sizes->items[i].size;
		else
			sizes->items[kept++] = sizes->items[i];
	}
	sizes->n = kept;
	if (chosen > 0)
		add(sizes, merged);
	return chosen;
}

static void
few_segments_are_left_alone(void **state)
{
	struct sizes sizes = { 0 };

	(void)state;
	add(&sizes, 90000);
	for (int i = 1; i < MERGE_FAN_IN; i++) {
		add(&sizes, 100);
		assert_int_equal(tidy(&sizes), 0);
	}
}

static void
a_full_tier_becomes_one_segment(void **state)
{
	struct sizes sizes = { 0 };

	(void)state;
	add(&sizes, 90000);
	for (int i = 0; i < MERGE_FAN_IN; i++)
		add(&sizes, 100);
	assert_int_equal(tidy(&sizes), MERGE_FAN_IN);
	assert_int_equal(sizes.n, 2);
	assert_int_equal(sizes.items[0].size, 90000);
	assert_int_equal(sizes.items[1].size, 100 * MERGE_FAN_IN);
}

/* A thousand additions: few segments at any time, and no story written more
 * often than there are tiers. */
static void
an_archive_that_grows_keeps_few_segments(void **state)
{
	struct sizes sizes = { 0 };
	uint32_t most = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		add(&sizes, 100);
		tidy(&sizes);
		if (sizes.n > most)
			most = sizes.n;
	}
	assert_true(most <= 3 * MERGE_FAN_IN);
	assert_true(sizes.written <= 4u * 100 * 1000);
}

static void
a_segment_that_has_lost_much_is_merged(void **state)
{
	struct sizes sizes = { 0 };
	bool which[2];

	(void)state;
	add(&sizes, 900);
	add(&sizes, 100);
	sizes.items[0].gone = 100;
	assert_int_equal(merge_choose(sizes.items, 2, which), 0);
	sizes.items[0].gone = 400;
	assert_int_equal(merge_choose(sizes.items, 2, which), 1);
	assert_true(which[0]);
	assert_false(which[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_segments_are_left_alone),
		cmocka_unit_test(a_full_tier_becomes_one_segment),
		cmocka_unit_test(an_archive_that_grows_keeps_few_segments),
		cmocka_unit_test(a_segment_that_has_lost_much_is_merged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
