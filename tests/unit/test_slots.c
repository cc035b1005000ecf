/* The promises of engine/index/slots.h. */
#include "engine/index/slots.h"
#include "tests/unit/unit.h"

static const struct text_digest digest = { .high = 1, .low = 0xabc };

static void
a_story_fills_its_slots(void **state)
{
	struct story_actor actors[] = {
		{ .name = "Zoe Hart", .count = 1 },
		{ .name = "Dockers' Union", .code = "HBRLAB", .count = 2 },
		{ .name = "The dockers", .code = "HBRLAB", .count = 1 },
		{ .count = 9 }, /* nothing to call it by */
	};
	struct story story = {
		.outlet_name = "Harbour Gazette",
		.actors = actors,
		.nactors = COUNT(actors),
		.published = { .value = "1911-08-02",
			.precision = PRECISION_DAY,
			.confidence = 0.95,
			.day = day_of(1911, 8, 2) },
	};
	struct document document = { 0 };
	struct slots slots = { 0 };

	(void)state;
	slots_of_story(&slots, &story, &digest, &document);
	assert_string_equal(document.slots[SLOT_DATE], "19110802");
	assert_string_equal(document.slots[SLOT_OUTLET], "Harbour Gazette");
	assert_string_equal(document.slots[SLOT_ACTORS], "HBRLAB;Zoe Hart");
	assert_string_equal(document.slots[SLOT_CONFIDENCE], "9");
	assert_string_equal(document.slots[SLOT_CLUSTER],
		"00000000000000010000000000000abc");
	slots_release(&slots);
}

static void
what_is_unknown_has_no_value(void **state)
{
	struct story story = { .published = { .day = DAY_UNKNOWN } };
	struct document document = { 0 };
	struct slots slots = { 0 };

	(void)state;
	slots_of_story(&slots, &story, &digest, &document);
	assert_null(document.slots[SLOT_DATE]);
	assert_null(document.slots[SLOT_OUTLET]);
	assert_null(document.slots[SLOT_ACTORS]);
	assert_null(document.slots[SLOT_CONFIDENCE]);
	assert_non_null(document.slots[SLOT_CLUSTER]);
	slots_release(&slots);
}

static void
of_too_many_actors_those_named_most_are_kept(void **state)
{
	struct story_actor actors[SLOT_ACTORS_MAX + 8];
	char names[COUNT(actors)][8];
	struct story story = { .actors = actors, .nactors = COUNT(actors) };
	struct document document = { 0 };
	struct slots slots = { 0 };
	const char *value;

	(void)state;
	for (unsigned i = 0; i < COUNT(actors); i++) {
		snprintf(names[i], sizeof(names[i]), "A%02u", i);
		actors[i] = (struct story_actor){ .name = names[i],
			.count = i < 8 ? 1 : 2 };
	}
	slots_of_story(&slots, &story, &digest, &document);
	value = document.slots[SLOT_ACTORS];
	assert_null(strstr(value, "A07"));
	assert_non_null(strstr(value, "A08"));
	assert_non_null(strstr(value, "A39"));
	slots_release(&slots);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_story_fills_its_slots),
		cmocka_unit_test(what_is_unknown_has_no_value),
		cmocka_unit_test(of_too_many_actors_those_named_most_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
