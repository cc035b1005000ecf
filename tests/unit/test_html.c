/* test_html.c - the promises of html.h, page.h and of the HTML source */
#include "base/utf8.h"
#include "indexer/page/html.h"
#include "indexer/page/html_events.h"
#include "indexer/page/page_hints.h"
#include "indexer/page/page_jsonld.h"
#include "indexer/sources/feed.h"
#include "indexer/sources/source_kinds.h"
#include "tests/unit/source_sample.h"
#include "tests/unit/unit.h"

#define P1                                                                     \
	"<p>The ferry between Westhaven and the islands will sail twice a "    \
	"day from Monday, and the county pays for the second boat.</p>"
#define P2                                                                     \
	"<p>Fishermen had asked for the boat since the storm took the old "    \
	"pier; it brings the mail, too, and the teacher.</p>"

/* Keeps the last story's texts. */
static struct story kept;
static struct arena kept_arena;

static bool
keep(void *ctx, const struct story *story, struct err *err)
{
	struct buf bytes = { 0 };
	const char *copy;
	size_t len;

	(void)ctx;
	story_pack(story, &bytes);
	len = bytes.len;
	copy = arena_copy(&kept_arena, bytes.data, len);
	buf_release(&bytes);
	return story_unpack(copy, len, &kept_arena, &kept, err);
}

/* Read a page through the source. */
static const struct story *
read_page(struct sample *s, const char *html)
{
	struct feed feed;
	struct err err = { 0 };

	memset(&kept, 0, sizeof(kept));
	s->sink.story = keep;
	s->input.kind = source_kind_named("html");
	s->source.feed = &feed;
	feed_open_bytes(&feed, html, strlen(html));
	assert_true(source_html_read(&s->source, &err));
	feed_close(&feed);
	return &kept;
}

/* Is there a block of the kind that holds the text? */
static bool
apart(const struct story *story, const char *kind, const char *text)
{
	for (uint32_t i = 0; i < story->nboilerplate; i++)
		if (strcmp(story->boilerplate[i].kind, kind) == 0 &&
			strstr(story->boilerplate[i].text, text) != NULL)
			return true;
	return false;
}

static void
blocks_follow_the_structure_of_the_page(void **state)
{
	static const char html[] =
		"<html lang=de><title> T </title><body><nav><a href=x>Home</a>"
		"</nav><h2>Head<br>line</h2><p>One <b>two</b>\n three<p>Four"
		"<ul><li>five</ul><script>no()</script><div>six<p>7</div>"
		"<p style='display:none'>hidden</p></body>";
	static const char *const texts[] = { "Home", "Head line",
		"One two three", "Four", "five", "six", "7", "hidden" };
	struct arena arena = { 0 };
	struct page page;

	(void)state;
	html_read(html, strlen(html), &arena, &page);
	assert_int_equal(page.nblocks, COUNT(texts));
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_string_equal(page.blocks[i].text, texts[i]);
	assert_int_equal(page.blocks[0].link_bytes, 4);
	assert_int_equal(
		page.blocks[0].zones & ZONE_NAVIGATION, ZONE_NAVIGATION);
	assert_int_equal(page.blocks[1].level, 2);
	assert_int_equal(page.blocks[2].kind, BLOCK_PARAGRAPH);
	assert_int_equal(page.blocks[4].kind, BLOCK_ITEM);
	assert_true(page.blocks[7].zones & ZONE_HIDDEN);
	assert_int_equal(page.blocks[2].bold_bytes, 3);
	assert_string_equal(page.language, "de");
	arena_release(&arena);
}

static void
any_bytes_are_a_page(void **state)
{
	static const char *const pages[] = { "", "<", "<<<>>>", "</p></p>",
		"<p", "<!-- ", "&#xfffffff;&bogus;", "<table><p><td>x",
		"<a><a><a></div>", "<title><title>", "<br><br>" };
	struct arena arena = { 0 };
	struct page page;
	struct buf deep = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++)
		html_read(pages[i], strlen(pages[i]), &arena, &page);
	for (int i = 0; i < 20000; i++)
		buf_puts(&deep, "<div>");
	buf_puts(&deep, "deep");
	html_read(deep.data, deep.len, &arena, &page);
	assert_string_equal(page.blocks[0].text, "deep");
	assert_null(page.cut_off);
	/* What would cost the parser its square is cut off, and said. */
	for (int i = 0; i < 50000; i++)
		buf_puts(&deep, "</b>");
	html_read(deep.data, deep.len, &arena, &page);
	assert_non_null(page.cut_off);
	buf_reset(&deep);
	buf_puts(&deep, "<p>before<p");
	for (int i = 0; i < 50000; i++)
		buf_printf(&deep, " a%d", i);
	html_read(deep.data, deep.len, &arena, &page);
	assert_string_equal(page.blocks[0].text, "before");
	assert_non_null(page.cut_off);
	buf_release(&deep);
	arena_release(&arena);
}

/* The texts of a page's blocks, with a bar between them. */
static const char *
blocks(const char *html, struct arena *arena)
{
	struct buf out = { 0 };
	struct page page;
	const char *text;

	html_read(html, strlen(html), arena, &page);
	for (size_t i = 0; i < page.nblocks; i++)
		buf_printf(&out, "%s%s", i > 0 ? "|" : "", page.blocks[i].text);
	text = arena_string(arena, buf_text(&out));
	buf_release(&out);
	return text;
}

static void
tags_are_read_as_browsers_do(void **state)
{
	static const struct {
		const char *html, *blocks;
	} cases[] = {
		{ "a < b <3 <b>c</b>", "a < b <3 c" },
		{ "a<!-- x > y -->b<!doctype x>c<?php e?>d", "abcd" },
		{ "<a title='x > y' href=\"'\">a</a>b", "ab" },
		{ "<p>a<p>b</p>c<p>d", "a|b|c|d" },
		{ "<ul><li>a<li>b<ul><li>c</ul>d</ul>e", "a|b|c|d|e" },
		{ "<table><tr><td>a<td>b<tr><td>c</table>d", "a|b|c|d" },
		{ "<div>a<table><td>b</table>d</div>e", "a|b|d|e" },
		{ "<h1>a<h2>b</h2>c", "a|b|c" },
		{ "<script>if (a</b>c) '<p>'</script >d", "d" },
		{ "<style><p></STYLE>a<p>c", "a|c" },
		{ "a<button>b<p>c</button>d", "a|d" },
		{ "a&amp;b &lt;p&gt; &#8217;&#x2019;&#146;&bogus;",
			"a&b <p> ’’’&bogus;" },
		{ "<news-card>a</news-card>b<o:p>c</o:p>d", "a|bcd" },
		{ "a</body></html><p>b", "a|b" },
		{ "<P CLASS=X>a</P><BR>b", "a|b" },
		{ "<p><svg><title>a</title><text>b</text></svg>c", "c" },
	};
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(
			blocks(cases[i].html, &arena), cases[i].blocks);
	arena_release(&arena);
}

static void
references_are_the_characters_they_stand_for(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		int32_t cp;
	} cases[] = {
		{ "&amp; x", 5, '&' },
		{ "&rsquo;", 7, 0x2019 },
		{ "&#8217;", 7, 0x2019 },
		{ "&#x2019;", 8, 0x2019 },
		{ "&#146;", 6, 0x2019 },
		{ "&#0;", 4, 0xfffd },
		{ "&#xd800;", 8, 0xfffd },
		{ "&#99999999999999999999;", 23, 0xfffd },
		{ "&;", 0, 0 },
		{ "&#;", 0, 0 },
		{ "&#x;", 0, 0 },
		{ "&#-5;", 0, 0 },
		{ "&amp", 0, 0 },
		{ "&bogus;", 0, 0 },
		{ "& and a semicolon that is far away, oh so far;", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int32_t cp = 0;

		assert_int_equal(
			html_entity(cases[i].text, strlen(cases[i].text), &cp),
			cases[i].len);
		if (cases[i].len > 0)
			assert_int_equal(cp, cases[i].cp);
	}
}

static void
what_is_too_long_is_cut_off_and_said(void **state)
{
	struct arena arena = { 0 };
	struct buf html = { 0 };
	struct page page;

	(void)state;
	while (html.len < 3u << 20)
		buf_puts(&html, "One line without an end ");
	html_read(html.data, html.len, &arena, &page);
	assert_non_null(page.cut_off);
	assert_int_equal(page.nblocks, 1);
	/* It is cut between two characters, wherever the limit falls. */
	for (int shift = 0; shift < 3; shift++) {
		buf_reset(&html);
		buf_add(&html, "ab", (size_t)shift);
		while (html.len < 3u << 20)
			buf_puts(&html, "語");
		html_read(html.data, html.len, &arena, &page);
		assert_true(utf8_valid(
			page.blocks[0].text, page.blocks[0].len, NULL));
	}
	buf_reset(&html);
	for (int i = 0; i < 60000; i++)
		buf_puts(&html, "<p>x");
	html_read(html.data, html.len, &arena, &page);
	assert_non_null(page.cut_off);
	html_read("<p>x", 4, &arena, &page);
	assert_null(page.cut_off);
	buf_release(&html);
	arena_release(&arena);
}

static void
names_of_parts_tell_what_they_are_for(void **state)
{
	static const struct {
		const char *name;
		uint64_t hints;
	} cases[] = {
		{ "article__body", HINT(BODY) | HINT(ARTICLE) },
		{ "x-storyBody", HINT(BODY) | HINT(ARTICLE) },
		{ "relatedStories", HINT(RELATED) },
		{ "c1 ad wide", HINT(AD) },
		{ "shadow reader", 0 },
		{ "", 0 },
	};
	struct page_hint_index index;

	(void)state;
	page_hint_index_init(&index);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(page_hints_of(&index, cases[i].name,
					 strlen(cases[i].name)) &
					 ~HINT(TEXT),
			cases[i].hints);
}

static void
fragments_become_their_words(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	assert_true(html_in_text("One<br>two"));
	assert_true(html_in_text("One</a>"));
	assert_false(html_in_text("IBM <P> and 3 < 4"));
	assert_string_equal(html_to_text("<p>One <i>two</i>&nbsp;&amp;</p>"
					 "three",
				    37, &arena),
		"One two &\nthree");
	assert_string_equal(
		html_to_text("a<p hidden>b</p>c", 17, &arena), "a\nc");
	arena_release(&arena);
}

static void
the_declared_encoding_is_found(void **state)
{
	char out[32];

	(void)state;
	assert_string_equal(
		html_declared("<meta charset=windows-1251>", 27, out),
		"windows-1251");
	assert_string_equal(
		html_declared(
			"content=\"text/html; charset=ISO-8859-1\"", 39, out),
		"ISO-8859-1");
	assert_null(html_declared("<p>charset", 10, out));
	assert_null(html_declared("", 0, out));
}

static void
the_article_is_the_body_and_the_rest_is_apart(void **state)
{
	const struct story *s = read_page(*state,
		"<html><head><title>Second boat | Inland Post</title></head>"
		"<body><nav><a href=/>Home</a></nav><article><h1>Second boat"
		"</h1>" P1 "<h2>The mail</h2>" P2
		"<figure><img><figcaption>The boat. Photo: Greta Olsen"
		"</figcaption></figure></article>"
		"<aside><h3>Most read</h3><ul><li><a href=1>Mackerel come "
		"early this year, say fishermen</a></li></ul></aside>"
		"<footer>© 2024 Inland Post</footer></body></html>");

	assert_string_equal(s->headline, "Second boat");
	assert_string_equal(s->headline_raw, "Second boat | Inland Post");
	assert_true(strncmp(s->body_text, "The ferry", 9) == 0);
	assert_non_null(strstr(s->body_text, "\nThe mail\nFishermen"));
	assert_null(strstr(s->body_text, "Mackerel"));
	assert_null(strstr(s->body_text, "Greta"));
	assert_true(apart(s, "related", "Mackerel"));
	assert_true(apart(s, "navigation", "Home"));
	assert_true(apart(s, "caption", "Greta Olsen"));
	assert_true(apart(s, "copyright", "Inland Post"));
}

static void
without_an_article_the_densest_part_is_the_body(void **state)
{
	const struct story *s = read_page(*state,
		"<body><div class=top><a href=1>One</a> <a href=2>Two</a>"
		"</div><div><div id=x><div>" P1 P2 P1 "</div></div><div>"
		"<a href=3>Another story of the day, as long as this line"
		"</a></div></div></body>");

	assert_true(strncmp(s->body_text, "The ferry", 9) == 0);
	assert_null(strstr(s->body_text, "Another"));
	assert_null(s->headline);
}

static void
a_misleading_class_name_hides_no_story(void **state)
{
	const struct story *s = read_page(*state,
		"<body><h1>Second boat</h1><div class=promo-sidebar>" P1 P2 P1
		"</div><p>Short.</p></body>");

	assert_non_null(strstr(s->body_text, "The ferry"));
}

static void
metadata_date_the_story(void **state)
{
	const struct story *s = read_page(*state,
		"<head><meta property=article:published_time "
		"content=2025-02-13T08:45:00+01:00>"
		"<meta property=article:modified_time content=2025-02-14>"
		"<meta property=og:site_name content='Inland Post'>"
		"<link rel=canonical href=https://www.inlandpost.example/a>"
		"<script type=application/ld+json>{\"@graph\":[{\"@type\":"
		"\"WebPage\"},{\"@type\":[\"NewsArticle\"],\"headline\":"
		"\"Second boat\",\"datePublished\":\"2025-02-13\",\"author\":"
		"[{\"name\":\"Greta Olsen\"}]}]}</script></head>"
		"<body><h1>Second boat</h1>" P1 P2 P1 "<p>Then, <time "
		"datetime=2024-01-01>long ago</time>, all was well.</p>" P2 P1
		"</body>");

	assert_string_equal(s->published.value, "2025-02-13T08:45:00+01:00");
	assert_true(s->published.confidence > 0.98);
	assert_string_equal(s->date_modified, "2025-02-14");
	assert_string_equal(s->outlet_name, "Inland Post");
	assert_string_equal(s->outlet_domain, "inlandpost.example");
	assert_int_equal(s->nauthors, 1);
	/* The time in the text is not of the story. */
	assert_int_equal(s->ncandidates, 3);
	assert_true(s->candidates[2].confidence < 0.6);
}

static void
a_time_tag_near_the_headline_is_evidence(void **state)
{
	const struct story *s = read_page(*state,
		"<body><h1>Second boat</h1><time datetime=2025-10-06>Monday"
		"</time><time class=updated datetime=2025-10-09>x</time>" P1 P2
		"<aside><time datetime=2023-01-01>old</time></aside></body>");

	assert_string_equal(s->published.value, "2025-10-06");
	assert_int_equal(s->published.source, DATE_FROM_TIME_TAG);
	assert_string_equal(s->date_modified, "2025-10-09");
	assert_int_equal(s->ncandidates, 2);
	assert_true(s->candidates[1].confidence < 0.5);
}

static void
a_modified_date_alone_dates_nothing(void **state)
{
	const struct story *s = read_page(*state,
		"<head><meta property=article:modified_time "
		"content=2025-02-14></head><body><h1>Boat</h1>" P1 P2
		"<p>© 2024 Inland Post</p></body>");

	assert_null(s->published.value);
	assert_string_equal(s->date_modified, "2025-02-14");
}

static void
the_claimed_body_stands_in_for_a_hidden_one(void **state)
{
	struct buf html = { 0 };
	const struct story *s;

	buf_puts(&html, "<script type=application/ld+json>\n{\"@type\":"
			"\"Article\",\"articleBody\":\"");
	for (int i = 0; i < 10; i++)
		buf_puts(&html, "The boat sails at six in the morning. ");
	buf_puts(&html, "\"}</script><body><h1>Boat</h1><p>Log in</p>");
	s = read_page(*state, html.data);
	assert_non_null(strstr(s->body_text, "at six in the morning"));
	buf_release(&html);
}

static void
of_what_is_no_story_a_bounded_part_is_kept(void **state)
{
	struct buf html = { 0 };
	const struct story *s;
	size_t kept_bytes = 0;

	buf_puts(&html, "<body><nav>");
	for (int i = 0; i < 6000; i++)
		buf_puts(&html, "<li><a href=x>One of many links</a>");
	buf_puts(&html, "</nav><p style='display:none'>Nobody sees this</p>"
			"<h1>Boat</h1>" P1 P2 P1);
	s = read_page(*state, html.data);
	for (uint32_t i = 0; i < s->nboilerplate; i++)
		kept_bytes += strlen(s->boilerplate[i].text);
	assert_true(kept_bytes > 10000 && kept_bytes < 80000);
	assert_false(apart(s, "aside", "Nobody sees"));
	assert_int_equal(s->nwarnings, 1);
	buf_release(&html);
}

static void
broken_metadata_is_passed_over(void **state)
{
	struct sample *sample = *state;
	const struct story *s = read_page(sample,
		"<script type=application/ld+json>{\"@type\":</script>"
		"<script type=application/ld+json><!--\n{\"@type\":\"Article\","
		"\"headline\":\"Second\tboat\"}\n--></script>"
		"<body>" P1 P2 "</body>");

	assert_string_equal(s->headline, "Second boat");
	assert_int_equal(sample->rejects, 0);
	read_page(sample, "<html><body><nav><a href=x></a></nav></body>");
	assert_int_equal(sample->rejects, 1);
	assert_int_equal(sample->why, REJECT_NO_TEXT);
}

static int
finish(void **state)
{
	(void)state;
	arena_release(&kept_arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_follow_the_structure_of_the_page),
		cmocka_unit_test(any_bytes_are_a_page),
		cmocka_unit_test(tags_are_read_as_browsers_do),
		cmocka_unit_test(references_are_the_characters_they_stand_for),
		cmocka_unit_test(what_is_too_long_is_cut_off_and_said),
		cmocka_unit_test(names_of_parts_tell_what_they_are_for),
		cmocka_unit_test(fragments_become_their_words),
		cmocka_unit_test(the_declared_encoding_is_found),
		SAMPLE_TEST(the_article_is_the_body_and_the_rest_is_apart),
		SAMPLE_TEST(without_an_article_the_densest_part_is_the_body),
		SAMPLE_TEST(a_misleading_class_name_hides_no_story),
		SAMPLE_TEST(metadata_date_the_story),
		SAMPLE_TEST(a_time_tag_near_the_headline_is_evidence),
		SAMPLE_TEST(a_modified_date_alone_dates_nothing),
		SAMPLE_TEST(the_claimed_body_stands_in_for_a_hidden_one),
		SAMPLE_TEST(of_what_is_no_story_a_bounded_part_is_kept),
		SAMPLE_TEST(broken_metadata_is_passed_over),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, finish);
}
