/* The promises of docs/query.md about where words stand, as
 * engine/search/search.h keeps them. */
#include "base/mem.h"
#include "engine/search/search.h"
#include "tests/unit/oracle_archive.h"

static struct story_quote said_by_union[] = {
	{ .start = 1, .end = 27 },  /* No ship leaves this basin, */
	{ .start = 47, .end = 61 }, /* so said reason */
};

static const struct story sketches[] = {
	{
		.published.day = DAY_UNKNOWN,
		.uri = "hg/1",
		.language = "en",
		.headline = "Strike closes the east basin",
		.subhead = "Dockers walk out",
		.body_text = "\"No ship leaves this basin,\" the union said, "
			     "\"so said reason\". The police came.\n"
			     "Talks begin on Monday. The board has ships.",
		.quotes = said_by_union,
		.nquotes = COUNT(said_by_union),
	},
	{
		.published.day = DAY_UNKNOWN,
		.uri = "ip/2",
		.language = "en",
		.headline = "Coal runs short",
		.body_text = "The strike of the dockers leaves inland towns "
			     "cold. Ships wait beside the basin.",
	},
	{
		.published.day = DAY_UNKNOWN,
		.uri = "nl/3",
		.language = "de",
		.headline = "Der Streik",
		.body_text = "Die Schiffe liegen still. Gespräche dauern an.",
		.boilerplate =
			&(struct story_block){
				.kind = "related",
				.text = "Mehr zum Streik der Schiffe",
			},
		.nboilerplate = 1,
	},
};

struct asked {
	struct oracle_archive archive;
	struct search *search;
	struct arena arena;
	struct search_ask ask;
	struct search_results results;
	struct err err;
};

static int
open_archive(void **state)
{
	struct asked *asked = mem_alloc(sizeof(*asked));

	oracle_archive_of(&asked->archive, sketches, COUNT(sketches));
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

static bool
run(struct asked *asked, const char *query, enum search_sort sort)
{
	arena_reset(&asked->arena);
	asked->err = (struct err){ 0 };
	asked->ask = (struct search_ask){
		.query = query,
		.query_len = strlen(query),
		.page = true,
		.limit = 10,
		.sort = sort,
		.limits = query_limits_preset,
		.today = day_of(2025, 3, 3),
	};
	return search_run(asked->search, &asked->ask, &asked->arena,
		&asked->results, &asked->err);
}

static int
compare_uris(const void *a, const void *b)
{
	const struct search_hit *x = a, *y = b;

	return strcmp(x->uri, y->uri);
}

/* Ranked or not, the same stories; here in the order of their uris. */
static void
assert_finds(struct asked *asked, const char *query, const char *uris)
{
	static const enum search_sort sorts[] = { SORT_RANK, SORT_NEWEST };

	for (size_t s = 0; s < COUNT(sorts); s++) {
		struct buf found = { 0 };
		struct search_hit *page;

		if (!run(asked, query, sorts[s]))
			fail_msg("%s: %s", query, asked->err.text);
		page = asked->results.page;
		assert_int_equal(asked->results.npage, asked->results.hits);
		qsort(page, asked->results.npage, sizeof(*page), compare_uris);
		for (uint32_t i = 0; i < asked->results.npage; i++)
			buf_printf(
				&found, "%s%s", i > 0 ? " " : "", page[i].uri);
		if (strcmp(buf_text(&found), uris) != 0)
			fail_msg("%s: found %s, not %s", query,
				buf_text(&found), uris);
		buf_release(&found);
	}
}

static void
near_words_are_found_by_their_stems(void **state)
{
	assert_finds(*state, "strikes NEAR/4 basins", "hg/1");
	assert_finds(*state, "=strikes NEAR/4 basins", "");
	assert_finds(*state, "basin NEAR/4 strike", "hg/1");
	assert_finds(*state, "basin ADJ/4 strike", "");
	assert_finds(*state, "strike NEAR/3 basin", "");
	assert_finds(*state, "strike NEAR/4 docker", "ip/2");
	assert_finds(
		*state, "(coal OR strike) NEAR/4 (docker OR short)", "ip/2");
}

static void
nothing_is_near_across_the_end_of_a_headline(void **state)
{
	assert_finds(*state, "basin NEAR/99 dockers", "ip/2");
	assert_finds(*state, "headline:(strike NEAR/4 basin)", "hg/1");
	assert_finds(*state, "headline:(coal NEAR/4 strike)", "");
}

static void
words_within_a_distance_stand_in_any_order(void **state)
{
	assert_finds(*state, "\"basin east strike\"~5", "hg/1");
	assert_finds(*state, "\"basin east strike\"~4", "");
	assert_finds(*state, "\"dockers strikes\"~9", "");
}

static void
a_quorum_is_so_many_of_the_words(void **state)
{
	assert_finds(*state, "\"coal police talks ships\"/2", "hg/1 ip/2");
	assert_finds(*state, "\"coal police talks ships\"/3", "hg/1");
	assert_finds(*state, "\"coal police talks ships\"/4", "");
	assert_finds(*state, "headline:\"coal runs police\"/2", "ip/2");
}

static void
one_sentence_holds_it_all(void **state)
{
	assert_finds(*state, "SENTENCE(strike docker)", "ip/2");
	assert_finds(*state, "SENTENCE(strike basin)", "hg/1");
	assert_finds(*state, "SENTENCE(police talks)", "");
	assert_finds(*state, "SENTENCE(talks -police)", "hg/1");
	assert_finds(*state, "SENTENCE(ship -basin)", "hg/1");
	assert_finds(*state, "PARAGRAPH(police union)", "hg/1");
	assert_finds(*state, "PARAGRAPH(police talks)", "");
	assert_finds(*state, "-SENTENCE(strike basin)", "ip/2 nl/3");
	assert_finds(*state, "PARAGRAPH(strike ships)", "ip/2");
}

static void
what_is_said_is_between_quotation_marks(void **state)
{
	assert_finds(*state, "said:ships", "hg/1");
	assert_finds(*state, "said:union", "");
	assert_finds(*state, "said:(ship reason)", "");
	assert_finds(*state, "said:\"said reason\"", "hg/1");
	assert_finds(*state, "\"basin the union\" said:ship", "hg/1");
}

static void
body_and_lead_are_below_the_headline(void **state)
{
	assert_finds(*state, "body:strike", "ip/2");
	assert_finds(*state, "body:dockers", "hg/1 ip/2");
	assert_finds(*state, "body:streik", "");
	assert_finds(*state, "lead:police", "hg/1");
	assert_finds(*state, "lead:SENTENCE(police came)", "hg/1");
	assert_finds(*state, "body:(strike -ships)", "");
}

/* "schiffe" is a form of "schiff" in German alone. */
static void
a_word_is_stemmed_as_its_story_is(void **state)
{
	assert_finds(*state, "SENTENCE(schiff liegen)", "nl/3");
	assert_finds(*state, "SENTENCE(schiff still)", "nl/3");
	assert_finds(*state, "body:schiffe", "nl/3");
	assert_finds(*state, "body:=schiff", "");
	assert_finds(*state, "boiler:\"schiffe streik\"~3", "nl/3");
	assert_finds(*state, "boiler:\"schiffe streik\"~2", "");
	assert_finds(*state, "streik NEAR/99 mehr", "");
}

static void
a_placed_word_weighs_what_its_stem_does(void **state)
{
	struct asked *asked = *state;
	double score;

	assert_true(run(asked, "SENTENCE(strike docker)", SORT_RANK));
	assert_int_equal(asked->results.npage, 1);
	score = asked->results.page[0].score;
	assert_true(score > 0);
	assert_true(run(asked, "strike docker -closes", SORT_RANK));
	assert_float_equal(asked->results.page[0].score, score, 1e-9);
	assert_true(run(asked, "SENTENCE(strike -basin)", SORT_RANK));
	assert_true(asked->results.page[0].score < score);
}

static void
places_stand_under_every_operator(void **state)
{
	assert_finds(*state, "SENTENCE(strike docker) OR schiff", "ip/2 nl/3");
	assert_finds(*state, "ships -SENTENCE(strike docker)", "hg/1");
	assert_finds(*state, "SENTENCE(strike basin) lang:en", "hg/1");
	assert_finds(*state, "SENTENCE(strike basin) lang:de", "");
	assert_finds(*state, "(strike NEAR/4 basin) OR (strike NEAR/4 docker)",
		"hg/1 ip/2");
}

static void
a_killed_request_ends(void **state)
{
	struct asked *asked = *state;
	struct stop stop = { 0 };

	assert_true(run(asked, "SENTENCE(strike docker)", SORT_RANK));
	asked->ask.stop = &stop;
	stop_request(&stop, STOP_KILLED);
	arena_reset(&asked->arena);
	assert_false(search_run(asked->search, &asked->ask, &asked->arena,
		&asked->results, &asked->err));
	assert_int_equal(asked->err.kind, ERR_KILLED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(near_words_are_found_by_their_stems),
		cmocka_unit_test(nothing_is_near_across_the_end_of_a_headline),
		cmocka_unit_test(words_within_a_distance_stand_in_any_order),
		cmocka_unit_test(a_quorum_is_so_many_of_the_words),
		cmocka_unit_test(one_sentence_holds_it_all),
		cmocka_unit_test(what_is_said_is_between_quotation_marks),
		cmocka_unit_test(body_and_lead_are_below_the_headline),
		cmocka_unit_test(a_word_is_stemmed_as_its_story_is),
		cmocka_unit_test(a_placed_word_weighs_what_its_stem_does),
		cmocka_unit_test(places_stand_under_every_operator),
		cmocka_unit_test(a_killed_request_ends),
	};

	return cmocka_run_group_tests(tests, open_archive, close_archive);
}
