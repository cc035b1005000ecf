/* test_places.c - the promises of places.h and place_evidence.h */
#include "indexer/names/places.h"
#include "tests/unit/registry_sample.h"
#include "tests/unit/source_sample.h"

static const char actors[] = "WHV\tcountry\tWesthaven\n"
			     "OST\tcountry\tOstmark\n"
			     "WHVGOVHAR\torganisation\tHarbour Ministry\n"
			     "IGOSEA\torganisation\tSea League\n";

static const char places[] = "Tidewell\t\tcity\tWHV\t7\n"
			     "Tidewell\t\tcity\tOST\t3\n"
			     "Kolm\t\tcity\tOST\t5\n"
			     "Greyshire\t\tstate\tWHV\t5\n";

static const char words[] = "demonym\tWesthavener\tWHV\n"
			    "demonym\tOstmarkian\tOST\n"
			    "company\tHaven\tWHV\n"
			    "money\tgroats\tWHV\n"
			    "market\t.|.WH\tWHV\n"
			    "market\t.OM\tOST\n";

static int
setup(void **state)
{
	struct err err = { 0 };
	struct sample *s;

	sample_setup(state);
	s = *state;
	s->rules.registry = registry_sample(
		&(struct registry_texts){ NULL, actors, places, words }, &err);
	return s->rules.registry == NULL;
}

static int
teardown(void **state)
{
	struct sample *s = *state;

	registry_free((struct registry *)s->rules.registry);
	return sample_teardown(state);
}

/* The places of a story with these texts and these already in it, as
 * "name code" joined by commas. */
static const char *
settled(struct sample *s, const char *headline, const char *body,
	const struct story_actor *actor, const struct story_place *given,
	uint32_t ngiven)
{
	struct story *story = &s->draft.story;
	const char *out = "";

	sample_reset(s);
	story->headline = headline;
	story->body_text = body;
	if (actor != NULL)
		draft_actor(&s->draft, actor);
	story->places = arena_array(&s->arena, ngiven + 1, sizeof(*given));
	for (uint32_t i = 0; i < ngiven; i++)
		story->places[story->nplaces++] = given[i];
	places_settle(&s->draft);
	for (uint32_t i = 0; i < story->nplaces; i++)
		out = arena_printf(&s->arena, "%s%s%s %s", out,
			i > 0 ? "," : "", story->places[i].name,
			story->places[i].code);
	return out;
}

static const struct story_actor ostmark = {
	.name = "Ostmark",
	.code = "OST",
	.type = ACTOR_COUNTRY,
	.count = 1,
};

static void
a_namesake_is_where_the_story_is(void **state)
{
	const struct story_place tidewell[] = {
		{ .name = "Tidewell", .code = "WHV", .count = 1 },
		{ .name = "Kolm", .code = "OST", .count = 1 },
	};

	assert_string_equal(
		settled(*state, NULL, "x", NULL, tidewell, 1), "Tidewell WHV");
	assert_string_equal(settled(*state, NULL, "x", NULL, tidewell, 2),
		"Tidewell OST,Kolm OST");
	assert_string_equal(settled(*state, NULL, "x", &ostmark, tidewell, 1),
		"Tidewell OST");
}

static void
the_code_of_a_share_tells_its_country(void **state)
{
	assert_string_equal(
		settled(*state, "BRANDT <BRN> GAINS", "x", NULL, NULL, 0),
		"Westhaven WHV");
	assert_string_equal(
		settled(*state, NULL, "Brandt (BRNa.OM) rose.", NULL, NULL, 0),
		"");
	assert_string_equal(settled(*state, NULL, "Halvorsen (HAL2.OM) rose.",
				    NULL, NULL, 0),
		"Ostmark OST");
	/* beside another country's name */
	assert_string_equal(
		settled(*state, NULL, "Brandt <BRN.WH>.", &ostmark, NULL, 0),
		"Westhaven WHV");
	/* words in brackets, markets that nobody knows, cut off */
	assert_string_equal(settled(*state, NULL,
				    "The (LOUD) one. <p> <BRN.ZZ> <1> <.WH> "
				    "(BRN.WH <BRN.WHWHWH> <BRNBRNBRN> <BRN",
				    NULL, NULL, 0),
		"");
}

static void
an_adjective_in_the_headline_is_enough(void **state)
{
	assert_string_equal(
		settled(*state, "Ostmarkian crews go home", "x", NULL, NULL, 0),
		"Ostmark OST");
	assert_string_equal(settled(*state, "Ostmarkian crews go home", "x",
				    &ostmark, NULL, 0),
		"");
}

static void
weak_witnesses_must_be_two_and_nobody_named(void **state)
{
	const char *body = "Brandt Haven said it earned 40 groats.";

	assert_string_equal(
		settled(*state, NULL, body, NULL, NULL, 0), "Westhaven WHV");
	assert_string_equal(settled(*state, NULL, body, &ostmark, NULL, 0), "");
	assert_string_equal(
		settled(*state, NULL, "Brandt Haven, Halvorsen Haven.", NULL,
			NULL, 0),
		"");
	/* as many speak for another */
	assert_string_equal(settled(*state, NULL,
				    "Brandt Haven earned 40 groats. An "
				    "Ostmarkian, another Ostmarkian.",
				    NULL, NULL, 0),
		"");
}

static void
institutions_and_places_speak_for_their_country(void **state)
{
	const struct story_actor ministry = {
		.name = "Harbour Ministry",
		.code = "WHVGOVHAR",
		.type = ACTOR_ORGANISATION,
	};
	const struct story_actor league = {
		.name = "Sea League",
		.code = "IGOSEA",
		.type = ACTOR_ORGANISATION,
	};
	const struct story_place shire = {
		.name = "Greyshire",
		.code = "WHV",
		.count = 1,
	};

	assert_string_equal(settled(*state, NULL, "x", &ministry, &shire, 1),
		"Greyshire WHV,Westhaven WHV");
	assert_string_equal(settled(*state, NULL, "x", &league, &shire, 1),
		"Greyshire WHV");
}

#define PLACE_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(a_namesake_is_where_the_story_is),
		PLACE_TEST(the_code_of_a_share_tells_its_country),
		PLACE_TEST(an_adjective_in_the_headline_is_enough),
		PLACE_TEST(weak_witnesses_must_be_two_and_nobody_named),
		PLACE_TEST(institutions_and_places_speak_for_their_country),
	};

	return cmocka_run_group_tests_name("places", tests, NULL, NULL);
}
