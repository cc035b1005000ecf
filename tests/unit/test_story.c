/* test_story.c - promises of engine/story/story.h */
#include "engine/story/story.h"

#include "base/pack.h"
#include "tests/unit/story_sample.h"
#include "tests/unit/unit.h"

#include <math.h>

static void
its_texts_come_back_alone(void **state)
{
	struct story story = whole_story(), back;
	struct buf packed = { 0 };
	struct err err = { 0 };

	(void)state;
	story_pack(&story, &packed);
	assert_true(story_unpack_texts(packed.data, packed.len, &back, NULL));
	assert_string_equal(back.uri, story.uri);
	assert_string_equal(back.headline, story.headline);
	assert_string_equal(back.body_text, story.body_text);
	assert_int_equal(back.nactors + back.ncandidates + back.nquotes, 0);
	assert_int_equal(back.line, 0);
	assert_false(story_unpack_texts(packed.data, 3, &back, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	buf_release(&packed);
}

static void
a_story_comes_back_from_its_packed_form(void **state)
{
	struct story story = whole_story(), back;
	struct arena arena = { 0 };
	struct buf packed = { 0 }, again = { 0 };
	struct buf before, after;

	(void)state;
	story_pack(&story, &packed);
	assert_true(story_unpack(packed.data, packed.len, &arena, &back, NULL));
	before = record_text(&story);
	after = record_text(&back);
	assert_string_equal(before.data, after.data);
	assert_int_equal(back.offset, story.offset);
	assert_int_equal(back.published.day, STRIKE_DAY);
	assert_true(back.published.confidence == 0.92);
	assert_int_equal(back.candidates[0].day, DAY_UNKNOWN);
	assert_true(back.cluster_first);
	assert_string_equal(back.boilerplate[1].text, "");
	assert_null(back.boilerplate[1].rule);

	story_pack(&back, &again);
	assert_int_equal(again.len, packed.len);
	assert_memory_equal(again.data, packed.data, packed.len);
	buf_release(&packed);
	buf_release(&again);
	buf_release(&before);
	buf_release(&after);
	arena_release(&arena);
}

static void
a_record_written_at_once_is_the_tree_written(void **state)
{
	struct story story = whole_story();
	struct buf tree = record_text(&story), text = { 0 };
	struct json_out o = { .buf = &text, .digits = STORY_DIGITS };

	(void)state;
	json_out_open(&o, NULL, '{');
	story_json_write(&o, &story);
	json_out_close(&o, '}');
	assert_string_equal(text.data, tree.data);
	buf_release(&tree);
	buf_release(&text);
}

static void
what_a_story_lacks_stays_missing(void **state)
{
	struct story story = { .uri = "a", .headline = "" }, back;
	struct arena arena = { 0 };
	struct buf packed = { 0 }, text;

	(void)state;
	story_pack(&story, &packed);
	assert_true(story_unpack(packed.data, packed.len, &arena, &back, NULL));
	assert_null(back.body_text);
	assert_string_equal(back.headline, "");
	text = record_text(&back);
	assert_string_equal(text.data,
		"{\"uri\":\"a\",\"headline\":\"\",\"date_published\":null}");
	buf_release(&text);
	buf_release(&packed);
	arena_release(&arena);
}

static void
fields_of_a_later_version_are_skipped(void **state)
{
	struct story story = { .uri = "a", .section = "Harbour" }, back;
	struct arena arena = { 0 };
	struct buf packed = { 0 };

	(void)state;
	story_pack(&story, &packed);
	pack_number(&packed, 4711);
	pack_string(&packed, "new", 3);
	assert_true(story_unpack(packed.data, packed.len, &arena, &back, NULL));
	assert_string_equal(back.section, "Harbour");
	buf_release(&packed);
	arena_release(&arena);
}

static void
every_cut_or_changed_story_is_refused_or_harmless(void **state)
{
	struct story story = whole_story(), back;
	struct arena arena = { 0 };
	struct buf packed = { 0 };

	(void)state;
	story_pack(&story, &packed);
	for (size_t len = 0; len < packed.len; len++) {
		struct err err = { 0 };

		arena_reset(&arena);
		if (story_unpack(packed.data, len, &arena, &back, &err))
			assert_non_null(back.uri);
		else
			assert_int_equal(err.kind, ERR_INDEX);
	}
	for (size_t i = 0; i < packed.len; i++) {
		packed.data[i] ^= (char)0xff;
		arena_reset(&arena);
		if (story_unpack(
			    packed.data, packed.len, &arena, &back, NULL)) {
			struct buf text = record_text(&back);

			buf_release(&text);
		}
		packed.data[i] ^= (char)0xff;
	}
	buf_release(&packed);
	arena_release(&arena);
}

/* A story of one field whose packed number is n. */
static bool
unpacks_with(uint32_t outer, uint32_t field, uint64_t n)
{
	struct buf bytes = { 0 }, value = { 0 }, inner = { 0 };
	struct arena arena = { 0 };
	struct story back;
	bool ok;

	pack_number(&value, n);
	pack_number(&inner, field);
	pack_string(&inner, value.data, value.len);
	pack_number(&bytes, 1);
	pack_number(&bytes, 1);
	pack_string(&bytes, "uri", 3);
	pack_number(&bytes, outer);
	pack_string(&bytes, inner.data, inner.len);
	ok = story_unpack(bytes.data, bytes.len, &arena, &back, NULL);
	buf_release(&bytes);
	buf_release(&value);
	buf_release(&inner);
	arena_release(&arena);
	return ok;
}

static void
values_that_no_story_has_are_refused(void **state)
{
	enum { PUBLISHED = 18, PRECISION = 3, SOURCE = 4, SURE = 5, DAY = 6 };

	(void)state;
	assert_true(unpacks_with(PUBLISHED, PRECISION, PRECISIONS - 1));
	assert_false(unpacks_with(PUBLISHED, PRECISION, PRECISIONS));
	assert_false(unpacks_with(PUBLISHED, SOURCE, DATE_SOURCES));
	assert_true(unpacks_with(PUBLISHED, SURE, 1000000));
	assert_false(unpacks_with(PUBLISHED, SURE, 1000001));
	assert_true(unpacks_with(
		PUBLISHED, DAY, 2 * (uint64_t)day_of(9999, 12, 31)));
	assert_false(unpacks_with(
		PUBLISHED, DAY, 2 * (uint64_t)day_of(9999, 12, 31) + 2));
	assert_false(unpacks_with(PUBLISHED, DAY, 1)); /* -1: before 1600 */
}

static void
only_a_date_that_reaches_the_day_has_one(void **state)
{
	struct story story = whole_story();

	(void)state;
	assert_int_equal(story_day(&story), STRIKE_DAY);
	story.published.precision = PRECISION_MONTH;
	assert_int_equal(story_day(&story), DAY_UNKNOWN);
	story.published.precision = PRECISION_SECOND;
	assert_int_equal(story_day(&story), STRIKE_DAY);
	story.published.value = NULL;
	assert_int_equal(story_day(&story), DAY_UNKNOWN);
}

static void
confidences_outside_their_range_are_brought_into_it(void **state)
{
	static const double odd[] = { -1.0, NAN, 2.0, INFINITY };
	static const double kept[] = { 0.0, 0.0, 1.0, 1.0 };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct story story = whole_story(), back;
		struct arena arena = { 0 };
		struct buf packed = { 0 };

		story.published.confidence = odd[i];
		story_pack(&story, &packed);
		assert_true(story_unpack(
			packed.data, packed.len, &arena, &back, NULL));
		assert_true(back.published.confidence == kept[i]);
		buf_release(&packed);
		arena_release(&arena);
	}
}

static void
add_line(void *ctx, const char *name, const char *value)
{
	buf_printf(ctx, "%s=%s\n", name, value);
}

static void
the_lines_of_a_record_name_every_leaf(void **state)
{
	struct story story = whole_story();
	struct json *record = story_json(&story);
	struct buf lines = { 0 };
	static const char *const expected[] = {
		"uri=hg/1911-08-02/3\n",
		"authors.2=B. Quay\n",
		"date_published.value=1911-08-02\n",
		"date_published.precision=day\n",
		"date_published.source=dateline\n",
		"date_published.confidence=0.92\n",
		"date_candidates.1.span.2=20\n",
		"source.evidence=field\n",
		"wire.agency=Tidewire\n",
		"dateline.place=Harbour Town\n",
		"actors.1.name=Dockers' Union\n",
		"actors.1.type=organisation\n",
		"actors.1.aliases_seen.2=Union of Dockers\n",
		"actors.1.evidence=list\n",
		"actors.1.spans.2.1=22\n",
		"places.1.name=Harbour Town\n",
		"places.1.code=HBR\n",
		"quotes.1.speaker=A. Reeve\n",
		"quotes.1.text=No ship has left.\n",
		"quotes.2.span.2=24\n",
		"subjects.1.name=labour\n",
		"boilerplate.1.kind=copyright\n",
		"dup.cluster=7\n",
		"dup.role=original\n",
		"provenance.offset=5000000000\n",
		"provenance.warnings.1=two dates disagree\n",
		"x_page.big=true\n",
		"x_page.of=-\n",
		"x_odd=not json\n",
	};

	(void)state;
	story_lines(record, add_line, &lines);
	for (size_t i = 0; i < COUNT(expected); i++)
		if (strstr(lines.data, expected[i]) == NULL)
			fail_msg("no %s in\n%s", expected[i], lines.data);
	buf_release(&lines);
	json_free(record);
}

static void
a_quote_outside_its_text_is_refused(void **state)
{
	struct story_quote quote = { .start = 2, .end = 5 };
	struct story story = {
		.uri = "a",
		.body_text = "four",
		.quotes = &quote,
		.nquotes = 1,
	};
	struct arena arena = { 0 };
	struct buf packed = { 0 };
	struct story back;
	struct err err;

	(void)state;
	story_pack(&story, &packed);
	assert_false(
		story_unpack(packed.data, packed.len, &arena, &back, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	buf_release(&packed);
	arena_release(&arena);
}

static void
a_text_that_was_changed_is_near_to_the_first(void **state)
{
	struct story story = {
		.uri = "b",
		.cluster = 2,
		.copy_of = "a",
		.similarity = 0.75,
	};
	struct buf text = record_text(&story);

	(void)state;
	assert_non_null(strstr(text.data,
		"\"dup\":{\"cluster\":2,\"role\":\"near\",\"of\":\"a\","
		"\"similarity\":0.75}"));
	buf_release(&text);
}

static void
only_a_dated_story_is_called_an_original(void **state)
{
	struct story story = { .uri = "a", .cluster = 2 };
	struct buf text;

	(void)state;
	story.cluster_first = true;
	text = record_text(&story);
	assert_non_null(strstr(text.data, "\"role\":\"copy\""));
	buf_release(&text);
}

static void
every_row_of_the_tables_has_a_name(void **state)
{
	(void)state;
	for (int i = 0; i < DATE_SOURCES; i++) {
		assert_non_null(date_sources[i].name);
		assert_true(date_sources[i].confidence >= 0);
		assert_true(date_sources[i].confidence <= 1);
		/* a bound is no evidence */
		assert_false(date_sources[i].bound &&
			     date_sources[i].confidence > 0);
	}
	for (int i = 0; i < PRECISIONS; i++)
		assert_non_null(date_precisions[i]);
	for (int i = 0; i < ACTOR_TYPES; i++)
		assert_non_null(actor_types[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_story_comes_back_from_its_packed_form),
		cmocka_unit_test(its_texts_come_back_alone),
		cmocka_unit_test(a_record_written_at_once_is_the_tree_written),
		cmocka_unit_test(what_a_story_lacks_stays_missing),
		cmocka_unit_test(fields_of_a_later_version_are_skipped),
		cmocka_unit_test(
			every_cut_or_changed_story_is_refused_or_harmless),
		cmocka_unit_test(values_that_no_story_has_are_refused),
		cmocka_unit_test(only_a_date_that_reaches_the_day_has_one),
		cmocka_unit_test(
			confidences_outside_their_range_are_brought_into_it),
		cmocka_unit_test(the_lines_of_a_record_name_every_leaf),
		cmocka_unit_test(a_quote_outside_its_text_is_refused),
		cmocka_unit_test(a_text_that_was_changed_is_near_to_the_first),
		cmocka_unit_test(only_a_dated_story_is_called_an_original),
		cmocka_unit_test(every_row_of_the_tables_has_a_name),
	};

	json_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
