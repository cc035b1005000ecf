/* test_suggest.c - promises of engine/hints/suggest.h and complete.h */
#include "engine/hints/suggest.h"

#include "engine/hints/complete.h"
#include "engine/xap/xap.h"
#include "tests/unit/oracle_archive.h"

/* ---- words of a query ---- */

/* The words, joined by blanks, each with its place. */
static const char *
doubtful(const char *query)
{
	static struct buf text;
	struct arena arena = { 0 };
	struct suggest_word *words;
	uint32_t n = suggest_words(query, strlen(query), &arena, &words);

	buf_reset(&text);
	for (uint32_t i = 0; i < n; i++)
		buf_printf(&text, "%s%s@%u-%u", i > 0 ? " " : "", words[i].text,
			words[i].start, words[i].end);
	arena_release(&arena);
	return buf_text(&text);
}

static void
only_plain_words_are_looked_at(void **state)
{
	static const char *const asked[][2] = {
		{ "dokc Strike", "dokc@0-4 strike@5-11" },
		{ "\"dokc strike\"~5", "dokc@1-5 strike@6-12" },
		{ "a AND (b OR NOT c)", "a@0-1 b@7-8 c@16-17" },
		{ "a NEAR/8 b", "a@0-1 b@9-10" },
		{ "SENTENCE(x y)", "x@9-10 y@11-12" },
		{ "sanct* te?t word~ =exact -no +yes", "no@26-28 yes@30-33" },
		{ "headline:thaw lead:\"x y\"", "thaw@9-13 x@20-21 y@22-23" },
		{ "outlet:\"Daily Post\" actor:(a b) -lang:en z", "z@41-42" },
		{ "actor: \"Ada Lane\" z", "z@18-19" },
		{ "12:30 talks", "talks@6-11" },
		{ "co-op 北京 1,000", "co@0-2 op@3-5" },
		{ "\"open", "open@1-5" },
		{ "Größe", "grosse@0-7" },
		{ "", "" },
		{ ":", "" },
		{ "\"", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(asked); i++)
		assert_string_equal(doubtful(asked[i][0]), asked[i][1]);
}

/* ---- an archive of a few stories ---- */

static struct oracle_archive archive;
static struct search *search;

static int
open_archive(void **state)
{
	static const struct told {
		const char *headline, *actor, *outlet;
	} told[] = {
		{ "Potash talks", "Ada Lane", "Harbour Gazette" },
		{ "Potash sanctions", "Александр Лукашенко", "Tidewire" },
		{ "Sanctions stay", "Ada Lane", "Harbour Gazette" },
		{ "Potato prices", "Tom Lane", "Tidewire" },
		{ "Potash prices", "Dockers' Union", "Harbour Gazette" },
	};
	struct err err = { 0 };

	(void)state;
	archive.stories = arena_array(
		&archive.arena, COUNT(told), sizeof(*archive.stories));
	for (uint32_t i = 0; i < COUNT(told); i++) {
		struct story *story = &archive.stories[archive.count++];

		story->uri = arena_printf(&archive.arena, "u/%u", i);
		story->headline = told[i].headline;
		story->language = "en";
		story->outlet_name = told[i].outlet;
		story->published.day = DAY_UNKNOWN;
		story->actors =
			arena_alloc(&archive.arena, sizeof(*story->actors));
		story->nactors = 1;
		story->actors[0].name = told[i].actor;
	}
	oracle_archive_finish(&archive);
	search = search_open(archive.generation, &err);
	return search == NULL;
}

static int
close_archive(void **state)
{
	(void)state;
	search_close(search);
	oracle_archive_close(&archive);
	return 0;
}

/* ---- suggestions ---- */

/* Suggestions with their stories, joined by a bar. */
static const char *
suggested(const char *query, bool any)
{
	static struct buf text;
	const struct search_ask ask = {
		.query = query,
		.query_len = strlen(query),
		.match_any = any,
		.limits = query_limits_preset,
	};
	struct arena arena = { 0 };
	struct suggestions found;
	struct err err = { 0 };

	buf_reset(&text);
	if (!search_suggest(search, &ask, 10, &arena, &found, &err))
		buf_printf(&text, "error %d", err.kind);
	else
		for (uint32_t i = 0; i < found.count; i++)
			buf_printf(&text, "%s%s=%u", i > 0 ? "|" : "",
				found.items[i].query, found.items[i].stories);
	arena_release(&arena);
	return buf_text(&text);
}

static void
misspelt_words_are_put_right_by_words_of_the_archive(void **state)
{
	(void)state;
	assert_string_equal(suggested("potahs", false), "potash=3|potato=1");
	assert_string_equal(suggested("potash", false), "");
	assert_string_equal(suggested("zzyzxq", false), "");
}

static void
a_correction_keeps_the_company_of_the_other_words(void **state)
{
	(void)state;
	assert_string_equal(suggested("potaso prices", false),
		"potash prices=1|potato prices=1");
	assert_string_equal(
		suggested("potaso sanctions", false), "potash sanctions=1");
	assert_string_equal(suggested("\"potahs snactions\"", false),
		"\"potash sanctions\"=1");
}

static void
all_else_of_the_query_stays(void **state)
{
	(void)state;
	assert_string_equal(suggested("potahs outlet:Tidewire", false),
		"potash outlet:Tidewire=1|potato outlet:Tidewire=1");
	assert_string_equal(suggested("NEAR/5 potahs", false), "error 3");
}

static void
an_empty_answer_says_what_may_have_been_meant(void **state)
{
	struct search_ask ask = {
		.suggest = true,
		.query = "snactions",
		.query_len = 9,
		.limits = query_limits_preset,
	};
	struct search_results results;
	struct arena arena = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_true(search_run(search, &ask, &arena, &results, &err));
	assert_int_equal(results.nnotices, 1);
	assert_string_equal(results.notices[0].word, "did-you-mean");
	assert_string_equal(results.notices[0].text, "sanctions");
	ask.suggest = false;
	assert_true(search_run(search, &ask, &arena, &results, &err));
	assert_int_equal(results.nnotices, 0);
	arena_release(&arena);
}

/* ---- completions ---- */

static const char *
completed(const char *text, enum field_id field, uint32_t limit)
{
	static struct buf out;
	const struct complete_ask ask = { text, strlen(text), field, limit };
	struct arena arena = { 0 };
	struct completion *found;
	uint32_t n = complete_find(
		&archive.generation->columns, &ask, &arena, &found);

	buf_reset(&out);
	for (uint32_t i = 0; i < n; i++)
		buf_printf(&out, "%s%s=%u", i > 0 ? "|" : "", found[i].text,
			found[i].stories);
	arena_release(&arena);
	return buf_text(&out);
}

static void
beginnings_become_the_commonest_words_and_values(void **state)
{
	(void)state;
	assert_string_equal(
		completed("pot", FIELD_TEXT, 10), "potash=3|potato=1");
	assert_string_equal(completed("POT", FIELD_TEXT, 1), "potash=3");
	assert_string_equal(completed("", FIELD_TEXT, 1), "potash=3");
	assert_string_equal(
		completed("lane", FIELD_ACTOR, 10), "Ada Lane=2|Tom Lane=1");
	assert_string_equal(completed("ada l", FIELD_ACTOR, 10), "Ada Lane=2");
	assert_string_equal(
		completed("gaz", FIELD_OUTLET, 10), "Harbour Gazette=3");
	assert_string_equal(completed("zz", FIELDS, 10), "");
	assert_string_equal(completed("pot", FIELD_TEXT, 0), "");
}

static void
names_in_other_scripts_are_completed_by_latin_letters(void **state)
{
	(void)state;
	assert_string_equal(
		completed("lukash", FIELD_ACTOR, 10), "Александр Лукашенко=1");
	assert_string_equal(
		completed("лук", FIELD_ACTOR, 10), "Александр Лукашенко=1");
}

static void
a_mix_has_the_best_of_each_field_first(void **state)
{
	(void)state;
	assert_string_equal(
		completed("t", FIELDS, 10), "Tidewire=2|talks=1|Tom Lane=1");
	assert_string_equal(completed("p", FIELDS, 2), "potash=3|prices=2");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_plain_words_are_looked_at),
		cmocka_unit_test(
			misspelt_words_are_put_right_by_words_of_the_archive),
		cmocka_unit_test(
			a_correction_keeps_the_company_of_the_other_words),
		cmocka_unit_test(all_else_of_the_query_stays),
		cmocka_unit_test(an_empty_answer_says_what_may_have_been_meant),
		cmocka_unit_test(
			beginnings_become_the_commonest_words_and_values),
		cmocka_unit_test(
			names_in_other_scripts_are_completed_by_latin_letters),
		cmocka_unit_test(a_mix_has_the_best_of_each_field_first),
	};

	return cmocka_run_group_tests(tests, open_archive, close_archive);
}
