/* test_page.c - the promises of page_headline.h, page_features.h, page_model.h
 * and page_choose() */
#include "indexer/page/html.h"
#include "indexer/page/page_claims.h"
#include "indexer/page/page_headline.h"
#include "indexer/page/page_model.h"
#include "tests/unit/source_sample.h"
#include "tests/unit/unit.h"

#define FERRY                                                                  \
	"The ferry between Westhaven and the islands will sail twice a day "   \
	"from Monday, and the county pays for the second boat."
#define STORM                                                                  \
	"Fishermen had asked for the boat since the storm took the old pier; " \
	"it brings the mail, too, and the teacher, who came on foot."
#define MAYOR                                                                  \
	"It took nine years, said the mayor, Greta Olsen, who signed the "     \
	"contract on the quay before some two hundred people in the rain."

/* The headline of a page. */
static const char *
headline(struct sample *s, const char *html)
{
	struct page page;
	struct page_claims claims = { 0 };

	draft_init(&s->draft, &s->arena, &s->source, 0, 0);
	html_read(html, strlen(html), &s->arena, &page);
	page_claims_read(&s->draft, &page, &claims);
	page_headline_choose(&s->draft, &page, &claims);
	return s->draft.story.headline;
}

/* The blocks of a page that are its story, with a bar between them. */
static const char *
story(const char *html, struct arena *arena)
{
	const struct page_claims claims = { 0 };
	struct buf out = { 0 };
	struct page page;
	const char *text;
	bool *chosen;

	html_read(html, strlen(html), arena, &page);
	chosen = arena_array(arena, page.nblocks + 1, sizeof(*chosen));
	page_choose(&page, &claims, arena, chosen);
	for (size_t i = 0; i < page.nblocks; i++)
		if (chosen[i])
			buf_printf(&out, "%s%s", out.len > 0 ? "|" : "",
				page.blocks[i].text);
	text = arena_string(arena, buf_text(&out));
	buf_release(&out);
	return text;
}

/* ---- headlines ---- */

static void
the_sites_name_is_no_part_of_the_headline(void **state)
{
	static const char *const pages[] = {
		"<title>Second boat for the islands | Inland Post</title>",
		"<title>Second boat for the islands - Inland Post</title>"
		"<meta property=og:site_name content='Inland Post'>",
		"<title>Second boat for the islands - News - Region</title>"
		"<h1>Second boat for the islands</h1>",
		"<title>Second boat for the islands | Inland Post | by Lind"
		"</title><meta property=og:site_name content='Inland Post'>",
		"<title>Inland Post: Second boat for the islands</title>"
		"<meta property=og:site_name content='Inland Post'>",
	};

	for (size_t i = 0; i < COUNT(pages); i++)
		assert_string_equal(headline(*state, pages[i]),
			"Second boat for the islands");
}

static void
a_dash_or_a_bar_may_be_of_the_headline(void **state)
{
	assert_string_equal(
		headline(*state, "<title>The storm - and what it took</title>"),
		"The storm - and what it took");
	assert_string_equal(
		headline(*state,
			"<title>BUDGET 3.0 | Where it goes</title><meta "
			"property=og:title content='BUDGET 3.0 | Where it "
			"goes'>"),
		"BUDGET 3.0 | Where it goes");
}

static void
entities_in_headlines_are_decoded_even_twice(void **state)
{
	assert_string_equal(
		headline(*state, "<meta property=og:title "
				 "content='The storm&amp;#8217;s way'>"),
		"The storm’s way");
}

static void
a_headline_that_is_cut_is_taken_in_full(void **state)
{
	assert_string_equal(
		headline(*state, "<meta property=og:title content='Second "
				 "boat for...'><h1>Second boat for the "
				 "islands</h1>"),
		"Second boat for the islands");
}

static void
signs_without_blanks_end_a_headline_if_confirmed(void **state)
{
	assert_string_equal(
		headline(*state, "<meta property=og:site_name content=島新聞>"
				 "<meta property=og:title content="
				 "島に二隻目の船：島新聞><h1>島新聞</h1>"),
		"島に二隻目の船");
	assert_string_equal(
		headline(*state,
			"<meta property=og:title content='Second boat for the "
			"isles-Harbour'><h1>Second boat for the isles</h1>"),
		"Second boat for the isles");
	assert_string_equal(
		headline(*state,
			"<title>The ferry-boat and the storm: a year</title>"),
		"The ferry-boat and the storm: a year");
}

static void
what_stands_before_the_headline_is_left_out(void **state)
{
	assert_string_equal(
		headline(*state,
			"<meta property=og:title content='Ferries | Second "
			"boat for the isles'><h1>Second boat for the isles"
			"</h1>"),
		"Second boat for the isles");
	assert_string_equal(
		headline(*state,
			"<title>Second boat for the isles</title><h1>… and "
			"what it cost</h1>"),
		"Second boat for the isles");
}

static void
a_site_that_shares_only_its_name_has_its_heading_read(void **state)
{
	assert_string_equal(
		headline(*state,
			"<meta property=og:title content='Inland Post'>"
			"<meta property=og:site_name content='Inland Post'>"
			"<body><h1>Second boat</h1>"),
		"Second boat");
	assert_null(headline(*state, "<p>" FERRY));
}

/* ---- what is the story ---- */

static void
paragraphs_are_the_story_however_they_are_made(void **state)
{
	static const char *const pages[] = {
		"<body><h1>Boat</h1><article><p>" FERRY "<p>" STORM "<p>" MAYOR
		"</article>",
		"<body><h1>Boat</h1><div class=x>" FERRY "<br><br>" STORM
		"<br><br>" MAYOR "</div>",
		"<body><h1>Boat</h1><div><div>" FERRY "</div><div>" STORM
		"</div><div>" MAYOR "</div></div>",
		"<body><table><tr><td><h1>Boat</h1><p>" FERRY "</p><p>" STORM
		"</p><p>" MAYOR "</p></td></tr></table>",
	};
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++)
		assert_non_null(strstr(
			story(pages[i], &arena), FERRY "|" STORM "|" MAYOR));
	arena_release(&arena);
}

static void
what_stands_in_the_article_need_not_be_of_the_story(void **state)
{
	static const char html[] =
		"<body><nav><ul><li><a href=/>Home</a><li><a href=/n>News</a>"
		"</ul></nav><article><h1>Second boat</h1><div class="
		"article-body><p>" FERRY "</p><p>" STORM "</p><div class="
		"newsletter-signup><p>Sign up for our newsletter and get the "
		"best stories in your inbox every morning.</p></div>"
		"<figure><img src=x><figcaption>The quay. Photo: A. Lind"
		"</figcaption></figure><p>" MAYOR "</p><div class="
		"related-stories><ul><li><a href=1>Mackerel come early this "
		"year, say fishermen</a><li><a href=2>County votes for a new "
		"crane in the harbour</a></ul></div></div></article><footer>"
		"<p>© 2024 Inland Post. All rights reserved.</p></footer>";
	struct arena arena = { 0 };
	const char *text = story(html, &arena);

	(void)state;
	assert_non_null(strstr(text, FERRY "|" STORM));
	assert_non_null(strstr(text, MAYOR));
	assert_null(strstr(text, "Home"));
	assert_null(strstr(text, "newsletter"));
	assert_null(strstr(text, "A. Lind"));
	assert_null(strstr(text, "Mackerel"));
	assert_null(strstr(text, "reserved"));
	arena_release(&arena);
}

static void
a_page_of_nothing_has_no_story(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	assert_string_equal(story("", &arena), "");
	assert_string_equal(story("<body><div></div>", &arena), "");
	arena_release(&arena);
}

/* ---- features and trees ---- */

static void
features_are_numbers_from_0_to_1(void **state)
{
	static const char html[] = "<body><h1>Second boat</h1><ul><li><a "
				   "href=x>12</a></ul><p>" FERRY "<p><b>" STORM
				   "</b><aside>(" MAYOR ")</aside>";
	const struct page_claims claims = {
		.headline = "Second boat",
		.description = FERRY,
		.body = FERRY "\n" STORM "\n" MAYOR,
	};
	struct arena arena = { 0 };
	struct page page;
	float(*features)[FEATURES];

	(void)state;
	html_read(html, strlen(html), &arena, &page);
	features = arena_array(&arena, page.nblocks, sizeof(*features));
	page_features(&page, &claims, &arena, features);
	for (size_t i = 0; i < page.nblocks; i++)
		for (unsigned f = 0; f < FEATURES; f++)
			assert_true(features[i][f] >= 0 && features[i][f] <= 1);
	assert_int_equal(page.nblocks, 5);
	assert_true(features[0][F_TITLE] == 1);
	assert_true(features[1][F_ALL_LINKS] == 1);
	assert_true(features[2][F_DESCRIBED] == 1);
	assert_true(features[2][F_CLAIMED] == 1);
	assert_true(features[3][F_BOLD] == 1);
	assert_true(features[4][F_ZONE_ASIDE] == 1);
	arena_release(&arena);
}

/* Each split leads to later ones or to leaves that are there. */
static void
every_tree_comes_to_an_end(void **state)
{
	(void)state;
	assert_true(page_trees_count > 0);
	for (size_t t = 0; t < page_trees_count; t++) {
		unsigned reached[PAGE_LEAVES] = { 1 };

		for (int s = 0; s < PAGE_LEAVES - 1; s++) {
			const struct page_split *split =
				&page_trees[t].splits[s];
			const int ways[] = { split->yes, split->no };

			for (int w = 0; w < 2 && reached[s] > 0; w++) {
				assert_true(split->feature < FEATURES);
				assert_true(ways[w] >= -PAGE_LEAVES &&
					    ways[w] < PAGE_LEAVES - 1);
				if (ways[w] >= 0) {
					assert_true(ways[w] > s);
					reached[ways[w]]++;
				}
			}
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(the_sites_name_is_no_part_of_the_headline),
		SAMPLE_TEST(a_dash_or_a_bar_may_be_of_the_headline),
		SAMPLE_TEST(entities_in_headlines_are_decoded_even_twice),
		SAMPLE_TEST(a_headline_that_is_cut_is_taken_in_full),
		SAMPLE_TEST(signs_without_blanks_end_a_headline_if_confirmed),
		SAMPLE_TEST(what_stands_before_the_headline_is_left_out),
		SAMPLE_TEST(
			a_site_that_shares_only_its_name_has_its_heading_read),
		cmocka_unit_test(
			paragraphs_are_the_story_however_they_are_made),
		cmocka_unit_test(
			what_stands_in_the_article_need_not_be_of_the_story),
		cmocka_unit_test(a_page_of_nothing_has_no_story),
		cmocka_unit_test(features_are_numbers_from_0_to_1),
		cmocka_unit_test(every_tree_comes_to_an_end),
	};

	return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
