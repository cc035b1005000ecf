/* test_json_names.c - the promises of json_names.h and json_record.h */
#include "indexer/json/json_record.h"
#include "tests/unit/source_sample.h"
#include "tests/unit/unit.h"

#include <math.h>
#include <strings.h>

/* Read one object into the sample's draft. */
static const struct story *
record(struct sample *s, const char *json)
{
	struct err err = { 0 };
	struct json *object = json_parse(json, strlen(json), &err);

	assert_non_null(object);
	sample_reset(s);
	json_record_read(&s->draft, object, DATE_FROM_FIELD);
	json_free(object);
	return &s->draft.story;
}

static const char *
extra(const struct story *story, const char *name)
{
	for (uint32_t i = 0; i < story->nextras; i++)
		if (strcmp(story->extras[i].name, name) == 0)
			return story->extras[i].json;
	return NULL;
}

static void
every_field_has_names_and_none_twice(void **state)
{
	(void)state;
	for (int f = 0; f < STORY_FIELDS; f++) {
		assert_int_equal(json_names[f].field, f);
		assert_non_null(json_names[f].names[0]);
		assert_null(json_names[f].names[JSON_NAMES_MAX - 1]);
		assert_non_null(json_takes[f]);
		for (size_t i = 0; json_names[f].names[i] != NULL; i++)
			for (size_t j = 0; j < i; j++)
				assert_int_not_equal(
					strcasecmp(json_names[f].names[i],
						json_names[f].names[j]),
					0);
	}
}

static void
every_name_fills_its_field(void **state)
{
	static const enum story_field fields[] = { STORY_HEADLINE, STORY_URI,
		STORY_SECTION, STORY_BODY };
	char json[200];

	for (size_t f = 0; f < COUNT(fields); f++) {
		const struct json_names *row = &json_names[fields[f]];

		for (size_t i = 0; row->names[i] != NULL; i++) {
			const struct story *s;
			const char *got;

			if (strchr(row->names[i], '.') != NULL)
				continue;
			snprintf(json, sizeof(json), "{\"%s\":\"Ferry\"}",
				row->names[i]);
			s = record(*state, json);
			got = fields[f] == STORY_HEADLINE  ? s->headline
			      : fields[f] == STORY_URI	   ? s->uri
			      : fields[f] == STORY_SECTION ? s->section
							   : s->body_text;
			assert_string_equal(got, "Ferry");
		}
	}
}

static void
the_first_name_that_says_something_wins(void **state)
{
	const struct story *s = record(*state,
		"{\"title\":\"Second\",\"HEADLINE\":\"\",\"name\":\"Third\","
		"\"body\":null,\"Text\":\"The boat sails.\"}");

	assert_string_equal(s->headline, "Second");
	assert_string_equal(s->body_text, "The boat sails.");
	assert_string_equal(extra(s, "x_name"), "\"Third\"");
}

static void
nothing_is_lost_in_silence(void **state)
{
	struct buf json = { 0 };
	const struct story *s;

	buf_puts(&json, "{\"title\":\"Boat\",\"x_crane\":9,\"bias\":[1],"
			"\"huge\":\"");
	for (int i = 0; i < 5000; i++)
		buf_putc(&json, 'a');
	buf_puts(&json, "\"}");
	s = record(*state, json.data);
	assert_string_equal(extra(s, "x_crane"), "9");
	assert_string_equal(extra(s, "x_bias"), "[1]");
	assert_null(extra(s, "x_huge"));
	assert_int_equal(s->nwarnings, 1);
	assert_non_null(strstr(s->warnings[0], "huge"));
	buf_release(&json);
	/* A part of a member was read: the rest of it stays. */
	s = record(*state, "{\"title\":\"Boat\",\"thread\":{\"site\":"
			   "\"a.example\",\"rank\":3}}");
	assert_string_equal(s->outlet_domain, "a.example");
	assert_string_equal(
		extra(s, "x_thread"), "{\"site\":\"a.example\",\"rank\":3}");
}

static void
values_are_read_by_their_type(void **state)
{
	const struct story *s = record(*state,
		"{\"@id\":77,\"title\":[\"Boat\",\"Ship\"],"
		"\"publisher\":{\"name\":\"Inland Post\","
		"\"url\":\"https://www.inlandpost.example/x\"},"
		"\"author\":[{\"name\":\"Greta Olsen\"},\"Ole Berg\"],"
		"\"keywords\":\"ferry, fares\","
		"\"body\":[\"One.\",\"Two.\"]}");

	assert_string_equal(s->uri, "77");
	assert_string_equal(s->headline, "Boat");
	assert_string_equal(s->outlet_name, "Inland Post");
	assert_string_equal(s->outlet_domain, "inlandpost.example");
	assert_string_equal(s->outlet_evidence, "field");
	assert_int_equal(s->nauthors, 2);
	assert_string_equal(s->authors[0], "Greta Olsen");
	assert_int_equal(s->nsubjects, 2);
	assert_string_equal(s->subjects[1], "fares");
	assert_string_equal(s->body_text, "One.\nTwo.");
	s = record(
		*state, "{\"title\":\"Boat\",\"source\":\"tidewire.example\"}");
	assert_null(s->outlet_name);
	assert_string_equal(s->outlet_domain, "tidewire.example");
	s = record(*state, "{\"title\":\"Boat\",\"source\":\"St. Ives Echo\"}");
	assert_string_equal(s->outlet_name, "St. Ives Echo");
}

static void
a_byline_gives_its_authors(void **state)
{
	const struct story *s = record(*state,
		"{\"title\":\"B\",\"author\":\"By Greta Olsen, Carl Ost, Jr. "
		"and Ole Berg\"}");

	assert_string_equal(
		s->byline, "By Greta Olsen, Carl Ost, Jr. and Ole Berg");
	assert_int_equal(s->nauthors, 3);
	assert_string_equal(s->authors[1], "Carl Ost, Jr.");
	assert_string_equal(s->authors[2], "Ole Berg");
}

static void
html_is_reduced_but_not_in_a_clean_body(void **state)
{
	const struct story *s = record(*state,
		"{\"title\":\"Fish &amp; <b>chips</b>\","
		"\"content\":\"<p>One <i>two</i>.</p><p>Three.</p>\"}");

	assert_string_equal(s->headline, "Fish & chips");
	assert_string_equal(s->body_text, "One two.\nThree.");
	s = record(*state, "{\"title\":\"DU PONT <DD> WINS <P>\","
			   "\"body_text\":\"<p>stays</p>\"}");
	assert_string_equal(s->headline, "DU PONT <DD> WINS <P>");
	assert_string_equal(s->body_text, "<p>stays</p>");
}

static void
dates_are_evidence_of_their_kind(void **state)
{
	const struct story *s = record(*state,
		"{\"title\":\"B\",\"published\":1741661236000,"
		"\"date\":\"2025-03-12\",\"updated\":\"2025-03-13\","
		"\"collect_date\":\"2025-03-14\"}");

	assert_int_equal(s->ncandidates, 3);
	assert_string_equal(s->candidates[0].value, "2025-03-11T02:47:16Z");
	assert_true(fabs(s->candidates[0].confidence - 0.95) < 1e-9);
	assert_true(s->candidates[1].confidence < 0.5);
	assert_int_equal(s->candidates[2].source, DATE_FROM_CAPTURE);
	assert_string_equal(s->date_modified, "2025-03-13");
	assert_string_equal(s->date_captured, "2025-03-14");
}

static void
a_date_that_is_none_is_said_and_kept(void **state)
{
	struct sample *sample = *state;
	const struct story *s =
		record(sample, "{\"title\":\"B\",\"date\":\"around tea\"}");

	assert_int_equal(s->ncandidates, 0);
	assert_int_equal(sample->remarks, 1);
	assert_int_equal(s->nwarnings, 1);
	assert_string_equal(extra(s, "x_date"), "\"around tea\"");
}

static void
the_record_itself_is_read_as_it_was_written(void **state)
{
	struct sample *sample = *state;
	const struct story *s = record(sample,
		"{\"uri\":\"hg/1\",\"headline\":\"Strike\",\"date_published\":"
		"{\"value\":\"1911-08-02\",\"precision\":\"day\",\"source\":"
		"\"dateline\",\"confidence\":0.92},\"date_candidates\":["
		"{\"value\":\"--08-02\",\"source\":\"dateline\",\"span\":"
		"[14,20],\"text\":\"Aug. 2\"}],\"actors\":[{\"name\":"
		"\"Dockers' Union\",\"type\":\"organisation\",\"code\":"
		"\"HBRLAB\",\"count\":1,\"aliases_seen\":[\"the union\"]}],"
		"\"boilerplate\":[{\"kind\":\"copyright\",\"text\":\"© "
		"1911\"}],"
		"\"dateline\":{\"text\":\"HARBOUR TOWN\",\"place\":\"HT\"},"
		"\"wire\":{\"agency\":\"Tidewire\"},\"dup\":{\"cluster\":3}}");

	assert_string_equal(s->published.value, "1911-08-02");
	assert_true(fabs(s->published.confidence - 0.92) < 1e-9);
	assert_true(sample->draft.dated);
	assert_int_equal(s->ncandidates, 1);
	assert_int_equal(s->candidates[0].start, 14);
	assert_string_equal(s->actors[0].code, "HBRLAB");
	assert_string_equal(s->actors[0].aliases, "the union");
	assert_string_equal(s->boilerplate[0].kind, "copyright");
	assert_string_equal(s->dateline_place, "HT");
	assert_string_equal(s->agency, "Tidewire");
	assert_int_equal(s->nextras, 0);
}

static void
a_description_is_a_body_only_alone(void **state)
{
	const struct story *s = record(*state,
		"{\"title\":\"B\",\"description\":\"The boat sails.\"}");

	assert_string_equal(s->body_text, "The boat sails.");
	assert_null(s->subhead);
	s = record(*state, "{\"title\":\"B\",\"description\":\"It is late.\","
			   "\"text\":\"The boat sails at six.\"}");
	assert_string_equal(s->body_text, "The boat sails at six.");
	assert_string_equal(s->subhead, "It is late.");
	s = record(*state, "{\"title\":\"B\",\"description\":\"The boat...\","
			   "\"text\":\"The boat sails at six.\"}");
	assert_null(s->subhead);
}

static void
a_record_gives_its_actors_and_places_back(void **state)
{
	static const char text[] =
		"{\"uri\":\"u\",\"body_text\":\"Ann Lee left Harbour Town.\","
		"\"actors\":[{\"name\":\"Ann Lee\",\"type\":\"person\","
		"\"code\":\"XANN\",\"evidence\":\"list\",\"count\":1,"
		"\"aliases_seen\":[\"A. Lee\",\"Lee\"],\"spans\":[[0,7]]}],"
		"\"places\":[{\"name\":\"Harbour Town\",\"code\":\"EAS\","
		"\"count\":1,\"aliases_seen\":[\"Harbor\"],"
		"\"spans\":[[13,25]]}],\"rights\":\"(c)\"}";
	const struct story *s = record(*state, text);
	struct json *given = json_parse(text, strlen(text), NULL);
	struct json *back = story_json(s);
	static const char *const names[] = { "actors", "places", "rights" };

	for (size_t i = 0; i < COUNT(names); i++) {
		struct buf a = { 0 }, b = { 0 };

		json_write(&a, json_member(given, names[i]), 6);
		json_write(&b, json_member(back, names[i]), 6);
		assert_string_equal(a.data, b.data);
		buf_release(&a);
		buf_release(&b);
	}
	json_free(given);
	json_free(back);
}

static void
spans_beyond_the_text_are_dropped(void **state)
{
	const struct story *s = record(*state,
		"{\"body_text\":\"A boat.\",\"places\":[{\"name\":\"P\","
		"\"spans\":[[3,2],[2,6],[4,7],[6,99],[-1,7],\"x\",[]]}],"
		"\"actors\":[{\"name\":\"A\",\"spans\":[[0,8]]}]}");

	assert_int_equal(s->places[0].nspans, 1);
	assert_int_equal(s->places[0].spans[0].start, 2);
	assert_int_equal(s->actors[0].nspans, 0);
}

static void
texts_may_hold_anything(void **state)
{
	const struct story *s = record(*state,
		"{\"title\":\"B\\u0000oat\",\"text\":\"\\u0000\",\"url\":"
		"\"not a url\",\"author\":{},\"keywords\":{\"a\":[]}}");

	assert_string_equal(s->headline, "B oat");
	assert_null(s->body_text);
	assert_null(s->url);
	assert_int_equal(s->nauthors, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_has_names_and_none_twice),
		SAMPLE_TEST(every_name_fills_its_field),
		SAMPLE_TEST(the_first_name_that_says_something_wins),
		SAMPLE_TEST(nothing_is_lost_in_silence),
		SAMPLE_TEST(values_are_read_by_their_type),
		SAMPLE_TEST(a_byline_gives_its_authors),
		SAMPLE_TEST(html_is_reduced_but_not_in_a_clean_body),
		SAMPLE_TEST(dates_are_evidence_of_their_kind),
		SAMPLE_TEST(a_date_that_is_none_is_said_and_kept),
		SAMPLE_TEST(the_record_itself_is_read_as_it_was_written),
		SAMPLE_TEST(a_description_is_a_body_only_alone),
		SAMPLE_TEST(a_record_gives_its_actors_and_places_back),
		SAMPLE_TEST(spans_beyond_the_text_are_dropped),
		SAMPLE_TEST(texts_may_hold_anything),
	};

	return cmocka_run_group_tests_name("json_names", tests, NULL, NULL);
}
