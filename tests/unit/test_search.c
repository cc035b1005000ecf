/* The promises of engine/search/search.h, on an archive of a few stories. */
#include "base/mem.h"
#include "engine/search/search.h"
#include "tests/unit/oracle_archive.h"

#define UNDATED NULL

/* A story in one line. */
struct sketch {
	const char *uri, *date, *outlet, *language, *headline, *body;
};

static const struct sketch sketches[] = {
	{ "hg/1", "2025-03-01", "Harbour Gazette", "en",
		"Strike closes the east basin",
		"The dockers walked out. No ship has left since." },
	{ "ip/1", "2025-03-02", "Inland Post", "en-GB", "Coal runs short",
		"The strike of the dockers leaves inland towns cold." },
	{ "ip/2", "2025-03-02", "Inland Post", "en", NULL,
		"Ships wait beside the basin, an S-400 on board." },
	{ "tw/1", "2025-02", "Tidewire", NULL, "A co-operation deal",
		"Nobody signed it; the strikes go on." },
	{ "tw/2", UNDATED, NULL, "de", "Der Streik",
		"Die Gespräche dauern an." },
};

/* What the tests share: the archive, its search, and one question. */
struct asked {
	struct oracle_archive archive;
	struct search *search;
	struct arena arena;
	struct search_ask ask;
	struct search_results results;
	struct err err;
};

static void
add_story(struct oracle_archive *archive, const struct sketch *sketch)
{
	static struct story_actor union_only[] = {
		{ .name = "Dockers' Union", .code = "HBRLAB", .count = 1 },
	};
	static struct story_block related[] = {
		{ .kind = "related", .text = "More on lighthouses" },
	};
	struct story *story = &archive->stories[archive->count++];
	struct day_span span = { DAY_UNKNOWN, DAY_UNKNOWN };

	*story = (struct story){
		.uri = sketch->uri,
		.headline = sketch->headline,
		.body_text = sketch->body,
		.language = sketch->language,
		.outlet_name = sketch->outlet,
		.actors = union_only,
		.nactors = strstr(sketch->body, "dockers") != NULL,
		.boilerplate = related,
		.nboilerplate = 1,
		.published = { .day = DAY_UNKNOWN },
	};
	if (sketch->date == UNDATED)
		return;
	assert_true(day_span_parse(sketch->date, strlen(sketch->date), &span));
	story->published = (struct story_date){
		.value = sketch->date,
		.precision = strlen(sketch->date) == 10 ? PRECISION_DAY
							: PRECISION_MONTH,
		.source = DATE_FROM_FIELD,
		.day = span.first,
	};
}

static int
open_archive(void **state)
{
	struct asked *asked = mem_alloc(sizeof(*asked));

	asked->archive.stories = arena_array(&asked->archive.arena,
		COUNT(sketches), sizeof(*asked->archive.stories));
	for (size_t i = 0; i < COUNT(sketches); i++)
		add_story(&asked->archive, &sketches[i]);
	oracle_archive_finish(&asked->archive);
	asked->search = search_open(asked->archive.generation, &asked->err);
	*state = asked;
	return asked->search == NULL;
}

static int
close_archive(void **state)
{
	struct asked *asked = *state;

	search_close(asked->search);
	oracle_archive_close(&asked->archive);
	arena_release(&asked->arena);
	free(asked);
	return 0;
}

/* Every test asks anew. */
static int
reset(void **state)
{
	struct asked *asked = *state;

	arena_reset(&asked->arena);
	asked->err = (struct err){ 0 };
	asked->ask = (struct search_ask){
		.page = true,
		.limit = 10,
		.limits = query_limits_preset,
		.today = day_of(2025, 3, 3),
	};
	return 0;
}

static bool
run(struct asked *asked, const char *query)
{
	asked->ask.query = query;
	asked->ask.query_len = strlen(query);
	return search_run(asked->search, &asked->ask, &asked->arena,
		&asked->results, &asked->err);
}

/* Run, and say which stories were found: their uris, in order. */
static void
assert_finds(struct asked *asked, const char *query, const char *uris)
{
	struct buf found = { 0 };

	if (!run(asked, query))
		fail_msg("%s: %s", query, asked->err.text);
	for (uint32_t i = 0; i < asked->results.npage; i++)
		buf_printf(&found, "%s%s", i > 0 ? " " : "",
			asked->results.page[i].uri);
	if (strcmp(buf_text(&found), uris) != 0)
		fail_msg("%s: found %s, not %s", query, buf_text(&found), uris);
	buf_release(&found);
}

static const char *
notice(const struct asked *asked, const char *word)
{
	for (uint32_t i = 0; i < asked->results.nnotices; i++)
		if (strcmp(asked->results.notices[i].word, word) == 0)
			return asked->results.notices[i].text;
	return NULL;
}

static void
stories_are_listed_by_day_with_ties_by_uri(void **state)
{
	struct asked *asked = *state;

	assert_finds(asked, "", "ip/1 ip/2 hg/1 tw/1 tw/2");
	assert_true(asked->results.page[0].score == 0);
	asked->ask.sort = SORT_NEWEST;
	assert_finds(asked, "strike", "ip/1 hg/1 tw/1");
	asked->ask.sort = SORT_OLDEST;
	assert_finds(asked, "", "hg/1 ip/1 ip/2 tw/1 tw/2");
	asked->ask.offset = 1;
	asked->ask.limit = 2;
	assert_finds(asked, "", "ip/1 ip/2");
	asked->ask.page = false;
	assert_finds(asked, "", "");
	assert_int_equal(asked->results.hits, 5);
	assert_int_equal(asked->results.distinct, 5);
}

static void
a_headline_word_counts_more(void **state)
{
	struct asked *asked = *state;

	assert_finds(asked, "strike ship", "hg/1");
	assert_finds(asked, "strike", "hg/1 ip/1 tw/1");
	assert_finds(asked, "headline:strike", "hg/1");
	assert_true(asked->results.page[0].score > 0);
}

static void
filters_do_not_change_the_ranking(void **state)
{
	struct asked *asked = *state;
	double score;

	assert_finds(asked, "strike", "hg/1 ip/1 tw/1");
	score = asked->results.page[1].score;
	assert_true(score > 0);
	assert_finds(
		asked, "strike outlet:\"inland post\" date:2025-03", "ip/1");
	assert_true(asked->results.page[0].score == score);
	assert_finds(asked, "outlet:\"inland post\" actor:HBRLAB", "ip/1");
	assert_true(asked->results.page[0].score == 0);
}

static void
words_are_found_by_stem_form_and_part(void **state)
{
	struct asked *asked = *state;

	assert_finds(asked, "gespräch", "tw/2");
	assert_finds(asked, "=gespräch", "");
	assert_finds(asked, "=strikes", "tw/1");
	assert_finds(asked, "S-400s", "ip/2");
	assert_finds(asked, "operation", "tw/1");
	assert_finds(asked, "\"co operation deal\"", "tw/1");
	assert_finds(asked, "\"basin the dockers\"", "");
	assert_finds(asked, "-strike", "ip/2 tw/2");
}

static void
boilerplate_is_found_by_name_only(void **state)
{
	struct asked *asked = *state;

	assert_finds(asked, "lighthouses", "");
	assert_finds(
		asked, "boiler:\"on lighthouses\"", "ip/1 ip/2 hg/1 tw/1 tw/2");
	assert_true(asked->results.page[0].score == 0);
	asked->ask.snippets = 1;
	assert_finds(
		asked, "boiler:\"on lighthouses\"", "ip/1 ip/2 hg/1 tw/1 tw/2");
	assert_string_equal(asked->results.page[0].snippets[0],
		"More <b>on lighthouses</b>");
}

static void
with_match_any_a_marked_word_must_be_there(void **state)
{
	struct asked *asked = *state;

	asked->ask.match_any = true;
	assert_finds(asked, "coal signed", "ip/1 tw/1");
	assert_finds(asked, "coal +signed", "tw/1");
	assert_finds(asked, "coal signed -deal", "ip/1");
}

static void
a_language_is_found_with_its_regions(void **state)
{
	struct asked *asked = *state;

	assert_finds(asked, "lang:en", "ip/1 ip/2 hg/1");
	assert_finds(asked, "-lang:en", "tw/1 tw/2");
}

static void
values_that_nothing_has_are_said(void **state)
{
	struct asked *asked = *state;

	assert_finds(asked, "strike outlet:nobody", "");
	assert_non_null(notice(asked, "unknown.outlet"));
	assert_finds(asked, "outlet:(nobody Tidewire)", "tw/1");
	assert_non_null(notice(asked, "unknown.outlet"));
	assert_finds(asked, "actor:NOBODY*", "");
	assert_non_null(notice(asked, "unknown.actor"));
	assert_finds(asked, "deal -actor:nobody", "tw/1");
	assert_int_equal(asked->results.nnotices, 0);
}

static void
notices_of_the_parser_reach_the_answer(void **state)
{
	struct asked *asked = *state;

	assert_finds(asked, "\"coal runs", "ip/1");
	assert_non_null(notice(asked, "unclosed"));
}

static void
hits_say_what_is_known_and_no_more(void **state)
{
	struct asked *asked = *state;

	assert_finds(asked, "", "ip/1 ip/2 hg/1 tw/1 tw/2");
	assert_string_equal(asked->results.page[0].date, "2025-03-02");
	assert_string_equal(asked->results.page[0].outlet, "Inland Post");
	assert_string_equal(asked->results.page[0].headline, "Coal runs short");
	assert_null(asked->results.page[1].headline);
	assert_string_equal(asked->results.page[3].date, "2025-02");
	assert_null(asked->results.page[4].date);
	assert_null(asked->results.page[4].outlet);
}

static void
hits_come_with_snippets_when_asked(void **state)
{
	struct asked *asked = *state;

	asked->ask.snippets = 1;
	asked->ask.sort = SORT_OLDEST;
	assert_finds(asked, "dockers", "hg/1 ip/1");
	assert_int_equal(asked->results.page[0].nsnippets, 1);
	assert_non_null(
		strstr(asked->results.page[0].snippets[0], "<b>dockers</b>"));
}

static void
a_facet_ignores_the_filter_on_its_own_field(void **state)
{
	struct asked *asked = *state;
	const struct facet_result *facets;

	asked->ask.nfacets = 2;
	asked->ask.facets[0].field = FIELD_OUTLET;
	asked->ask.facets[1].field = FIELD_OUTLET;
	asked->ask.facets[1].own_filter = true;
	assert_finds(asked, "strike outlet:Tidewire", "tw/1");
	facets = asked->results.facets;
	assert_int_equal(asked->results.hits, 1);
	assert_int_equal(facets[0].nbuckets, 3);
	assert_string_equal(facets[0].buckets[0].value, "Harbour Gazette");
	assert_string_equal(facets[0].buckets[2].value, "Tidewire");
	assert_int_equal(facets[1].nbuckets, 1);
	assert_string_equal(facets[1].buckets[0].value, "Tidewire");
	assert_int_equal(facets[1].buckets[0].stories, 1);
}

static void
stories_without_a_day_are_said_beside_the_days(void **state)
{
	struct asked *asked = *state;
	const struct facet_result *facet;

	asked->ask.sort = SORT_NEWEST;
	asked->ask.nfacets = 1;
	asked->ask.facets[0].field = FIELD_DATE;
	asked->ask.facets[0].unit = DAY_UNIT_MONTH;
	assert_finds(asked, "strike OR streik", "ip/1 hg/1 tw/1 tw/2");
	facet = &asked->results.facets[0];
	assert_int_equal(facet->nbuckets, 1);
	assert_string_equal(facet->buckets[0].value, "2025-03");
	assert_int_equal(facet->buckets[0].stories, 2);
	assert_int_equal(facet->undated, 2);
	assert_string_equal(
		notice(asked, "undated"), "2 of 4 stories have no usable date");
	assert_finds(asked, "streik", "tw/2");
	assert_string_equal(
		notice(asked, "undated"), "1 of 1 stories has no usable date");
}

static void
actors_have_their_code(void **state)
{
	struct asked *asked = *state;

	asked->ask.nfacets = 1;
	asked->ask.facets[0].field = FIELD_ACTOR;
	assert_true(run(asked, "*"));
	assert_int_equal(asked->results.facets[0].nbuckets, 1);
	assert_string_equal(
		asked->results.facets[0].buckets[0].value, "Dockers' Union");
	assert_string_equal(asked->results.facets[0].buckets[0].code, "HBRLAB");
	assert_int_equal(asked->results.facets[0].buckets[0].stories, 2);
}

static void
a_story_is_got_by_its_uri(void **state)
{
	struct asked *asked = *state;
	struct story story;

	if (!search_get(
		    asked->search, "ip/1", &asked->arena, &story, &asked->err))
		fail_msg("%s", asked->err.text);
	assert_string_equal(story.uri, "ip/1");
	assert_string_equal(story.headline, "Coal runs short");
	assert_int_equal(story.nactors, 1);
	assert_false(search_get(
		asked->search, "ip", &asked->arena, &story, &asked->err));
	assert_int_equal(asked->err.kind, ERR_NOT_FOUND);
	assert_false(search_get(
		asked->search, "", &asked->arena, &story, &asked->err));
	assert_int_equal(asked->err.kind, ERR_NOT_FOUND);
}

static void
what_is_stopped_ends_with_the_reason(void **state)
{
	struct asked *asked = *state;
	struct stop late = { .deadline_ns = 1 }, killed = { 0 };

	asked->ask.stop = &late;
	assert_false(run(asked, "strike"));
	assert_int_equal(asked->err.kind, ERR_STOPPED);
	stop_request(&killed, STOP_KILLED);
	asked->ask.stop = &killed;
	assert_false(run(asked, "strike"));
	assert_int_equal(asked->err.kind, ERR_KILLED);
	assert_false(run(asked, "*"));
	assert_int_equal(asked->err.kind, ERR_KILLED);
	asked->ask.stop = NULL;
	assert_finds(asked, "deal", "tw/1"); /* and the next is answered */
}

static void
a_faulty_query_is_refused(void **state)
{
	struct asked *asked = *state;

	assert_false(run(asked, "strike AND"));
	assert_int_equal(asked->err.kind, ERR_SYNTAX);
	assert_string_equal(asked->err.keys, "col=11 near=\"\"");
}

#define PROMISE(test) cmocka_unit_test_setup(test, reset)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PROMISE(stories_are_listed_by_day_with_ties_by_uri),
		PROMISE(a_headline_word_counts_more),
		PROMISE(filters_do_not_change_the_ranking),
		PROMISE(words_are_found_by_stem_form_and_part),
		PROMISE(boilerplate_is_found_by_name_only),
		PROMISE(with_match_any_a_marked_word_must_be_there),
		PROMISE(a_language_is_found_with_its_regions),
		PROMISE(values_that_nothing_has_are_said),
		PROMISE(notices_of_the_parser_reach_the_answer),
		PROMISE(hits_say_what_is_known_and_no_more),
		PROMISE(hits_come_with_snippets_when_asked),
		PROMISE(a_facet_ignores_the_filter_on_its_own_field),
		PROMISE(stories_without_a_day_are_said_beside_the_days),
		PROMISE(actors_have_their_code),
		PROMISE(a_story_is_got_by_its_uri),
		PROMISE(what_is_stopped_ends_with_the_reason),
		PROMISE(a_faulty_query_is_refused),
	};

	return cmocka_run_group_tests(tests, open_archive, close_archive);
}
