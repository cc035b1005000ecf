/* test_page_dates.c - the promises of page_dates.h and page_stamps.h */
#include "indexer/page/html.h"
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
#define STORY P1 P2 P1 P2 P1 P2
#define H1 "<h1>A second boat for the islands</h1>"

static struct story kept;
static struct arena kept_arena;

/* Keeps the last story, packed and unpacked as an index has it. */
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

struct example {
	const char *html;
	const char *published; /* NULL: none */
	double least, most;    /* confidence */
};

static void
check(struct sample *s, const struct example *examples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct example *e = &examples[i];
		const struct story_date *d = &read_page(s, e->html)->published;

		if ((d->value == NULL) != (e->published == NULL) ||
			(d->value != NULL &&
				strcmp(d->value, e->published) != 0))
			fail_msg("%s: %s, not %s", e->html,
				d->value != NULL ? d->value : "no date",
				e->published != NULL ? e->published : "none");
		if (d->value != NULL && (d->confidence < e->least - 1e-6 ||
						d->confidence > e->most + 1e-6))
			fail_msg("%s: confidence %f", e->html, d->confidence);
	}
}

#define CHECK(state, examples) check((state), (examples), COUNT(examples))

static void
metadata_of_all_makes_date_a_page(void **state)
{
	static const struct example examples[] = {
		{ "<meta property=article:published_time "
		  "content=2016-03-04T10:00:00+01:00>" H1 STORY,
			"2016-03-04T10:00:00+01:00", 0.9, 0.9 },
		{ "<meta name=DC.date.issued content=2016-03-04>" H1 STORY,
			"2016-03-04", 0.88, 0.88 },
		{ "<meta name=sailthru.date content='2016-03-04 10:00'>" H1
				STORY,
			"2016-03-04T10:00", 0.88, 0.88 },
		{ "<meta name=parsely-pub-date content=2016-03-04>" H1 STORY,
			"2016-03-04", 0.9, 0.9 },
		{ "<meta name=citation_publication_date content=2016/03/04>" H1
				STORY,
			"2016-03-04", 0.9, 0.9 },
		{ "<meta name='shop:article_published_time' "
		  "content=2016-03-04>" H1 STORY,
			"2016-03-04", 0.9, 0.9 },
		/* It is often the day of the last change. */
		{ "<meta name=date content=2016-03-04>" H1 STORY, "2016-03-04",
			0.7, 0.7 },
		{ "<meta name=last-modified content=2016-03-04>" H1 STORY, NULL,
			0, 0 },
		{ "<meta property=article:expiration_time "
		  "content=2016-03-04>" H1 STORY,
			NULL, 0, 0 },
		/* A second day under one name is of another story. */
		{ "<meta name=pubdate content=2016-03-04>"
		  "<meta name=pubdate content=2011-01-01>" H1 STORY,
			"2016-03-04", 0.85, 0.85 },
	};

	CHECK(*state, examples);
}

static void
elements_named_for_dates_date_a_page(void **state)
{
	static const struct example examples[] = {
		{ H1 "<span class=entry-date>4. März 2016</span>" STORY,
			"2016-03-04", 0.8, 0.9 },
		{ H1 "<div id=fecha>4 de marzo de 2016</div>" STORY,
			"2016-03-04", 0.8, 0.9 },
		{ H1 "<abbr class=published title=2016-03-04T10:00:00Z>le 4"
		     "</abbr>" STORY,
			"2016-03-04T10:00:00Z", 0.8, 0.9 },
		{ H1 "<span itemprop=datePublished content=2016-03-04>Mar"
		     "</span>" STORY,
			"2016-03-04", 0.85, 0.9 },
		{ H1 "<time pubdate datetime=2016-03-04>Friday</time>" STORY,
			"2016-03-04", 0.85, 0.9 },
		{ H1 "<div class=postDate "
		     "data-timestamp=2016-03-04></div>" STORY,
			"2016-03-04", 0.8, 0.9 },
		{ H1 "<div "
		     "class=date><b>Mar</b><b>04</b><b>2016</b></div>" STORY,
			"2016-03-04", 0.8, 0.9 },
		{ "<form><input type=hidden name=pubdate value=2016-03-04>"
		  "</form>" H1 STORY,
			"2016-03-04", 0.6, 0.9 },
		/* Themes call any post's date so. */
		{ H1 "<span class='entry-date updated'>March 4, "
		     "2016</span>" STORY,
			"2016-03-04", 0.8, 0.9 },
		{ H1 "<span class=modified>March 4, 2016</span>" STORY, NULL, 0,
			0 },
		{ H1 "<div class=event-date>March 4, 2016</div>"
		     "<div class=post-date>March 1, 2016</div>" STORY,
			"2016-03-01", 0.6, 0.9 },
	};

	CHECK(*state, examples);
}

static void
lines_by_the_headline_date_a_page(void **state)
{
	static const struct example examples[] = {
		{ H1 "<p>Posted on March 4, 2016 by Greta Olsen</p>" STORY,
			"2016-03-04", 0.8, 0.9 },
		{ H1 "<p>Veröffentlicht am 4.3.2016</p>" STORY, "2016-03-04",
			0.8, 0.9 },
		{ H1 "<p>Опубликовано: 4 марта 2016</p>" STORY, "2016-03-04",
			0.8, 0.9 },
		{ H1 "<p>Julkaistu 4. maaliskuuta 2016</p>" STORY, "2016-03-04",
			0.8, 0.9 },
		{ H1 "<p>Közzétéve: 2016. március 4.</p>" STORY, "2016-03-04",
			0.8, 0.9 },
		{ H1 "<p>4 Μαρτίου 2016</p>" STORY, "2016-03-04", 0.7, 0.9 },
		{ H1 "<p>04.03.16</p>" STORY, "2016-03-04", 0.7, 0.9 },
		{ H1 "<p>March 4, '16 | Islands</p>" STORY, "2016-03-04", 0.5,
			0.8 },
		/* Behind the story. */
		{ H1 STORY "<p>Dieser Beitrag wurde am Freitag, 4. März 2016 "
			   "um 10:00 Uhr veröffentlicht und abgelegt unter "
			   "Inseln, Schiffe und Post, denn er handelt davon "
			   "und von vielem mehr, was die Leute angeht.</p>",
			"2016-03-04T10:00", 0.5, 0.9 },
		/* The opening of the text. */
		{ H1 "<p>Westhaven, (04.03.2016). The ferry between the town "
		     "and the islands will sail twice a day from Monday, as "
		     "the county pays for the second boat, the mayor said on "
		     "the old pier; the fishermen had asked for it.</p>" STORY,
			"2016-03-04", 0.5, 0.8 },
		/* A month is no day. */
		{ H1 "<p>Published: March 2016</p>" STORY, NULL, 0, 0 },
	};

	CHECK(*state, examples);
}

static void
other_dates_of_a_page_are_not_its_date(void **state)
{
	static const struct example examples[] = {
		{ H1 STORY "<footer>© 2016-03-04 Inland Post</footer>", NULL, 0,
			0 },
		{ H1 "<p>Stand: 4. März 2016</p>" STORY, NULL, 0, 0 },
		{ H1 "<p>Last updated March 4, 2016</p>" STORY, NULL, 0, 0 },
		{ H1 P1 P2 P1 P2
			"<p>The old pier was built on 3 March 1998 by "
			"the county, and nobody cared for it after "
			"the mayor of that time had left.</p>" P1 P2 STORY,
			NULL, 0, 0 },
		{ H1 STORY "<div class=related><ul><li>4 March 2016 One boat"
			   "<li>5 March 2016 Two boats<li>6 March 2016 Three"
			   "<li>7 March 2016 Four<li>8 March 2016 Five</ul>"
			   "</div>",
			NULL, 0, 0 },
		{ H1 "<p class=entry-date>4 March 2016</p>" STORY
		     "<div class=comments><p class=date>9 March 2016</p>"
		     "<p class=date>10 March 2016</p></div>",
			"2016-03-04", 0.8, 0.9 },
	};

	CHECK(*state, examples);
	assert_string_equal(
		read_page(*state, H1 "<p>Stand: 4. März 2016</p>" STORY)
			->date_modified,
		"2016-03-04");
}

static void
the_country_decides_which_number_is_the_month(void **state)
{
	static const struct example examples[] = {
		{ "<html lang=en-US>" H1 "<p>Posted: 03/04/2016</p>" STORY,
			"2016-03-04", 0.7, 0.9 },
		{ "<html lang=en-GB>" H1 "<p>Posted: 03/04/2016</p>" STORY,
			"2016-04-03", 0.7, 0.9 },
		{ "<html lang=fr>" H1 "<p>Publié le 03/04/2016</p>" STORY,
			"2016-04-03", 0.7, 0.9 },
		{ "<link rel=canonical href=https://paper.example.br/a>" H1
		  "<p>03/04/2016</p>" STORY,
			"2016-04-03", 0.6, 0.9 },
		{ "<html lang=en>" H1 "<p>Posted: 03/04/2016</p>" STORY, NULL,
			0, 0 },
		/* A witness. */
		{ "<html lang=en><link rel=canonical "
		  "href=https://paper.example/2016/04/03/a>" H1
		  "<p>Posted: 03/04/2016</p>" STORY,
			"2016-04-03", 0.85, 0.99 },
	};

	CHECK(*state, examples);
	read_page(
		*state, "<html lang=en>" H1 "<p>Posted: 03/04/2016</p>" STORY);
	assert_true(kept.ncandidates >= 2);
}

static void
scripts_and_graphs_date_a_page(void **state)
{
	static const struct example examples[] = {
		{ "<script type=application/ld+json>{\"@graph\":[{\"@type\":"
		  "\"WebSite\"},{\"@type\":\"WebPage\",\"datePublished\":"
		  "\"2016-03-04\"}]}</script>" H1 STORY,
			"2016-03-04", 0.9, 0.9 },
		{ "<script type=application/ld+json>{\"@type\":\"Article\","
		  "\"dateCreated\":\"2016-03-04\"}</script>" H1 STORY,
			"2016-03-04", 0.8, 0.8 },
		{ "<script>var a = {\"publish_date\":\"2016\\/03\\/04\"};"
		  "</script>" H1 STORY,
			"2016-03-04", 0.72, 0.72 },
		{ "<script>x='{\\\"datePublished\\\":\\\"2016-03-04\\\"}'"
		  "</script>" H1 STORY,
			"2016-03-04", 0.72, 0.72 },
		/* Of several days in a list nobody knows whose is whose. */
		{ "<script>[{\"datePublished\":\"2016-03-04\"},"
		  "{\"datePublished\":\"2016-03-01\"}]</script>" H1 STORY,
			NULL, 0, 0 },
	};

	CHECK(*state, examples);
}

static void
a_page_of_nothing_but_marks_is_no_trouble(void **state)
{
	static const char *const pages[] = {
		"<p>x<time></time>",
		"<p>x<time datetime>",
		"<p>x</time></time></span>",
		"<p>x<b class=date><b class=date><b class=date><b class=date>"
		"<b class=date><b class=date><b class=date><b class=date>"
		"<b class=date><b class=date>4 March 2016",
		"<p>x<script>\"datePublished",
		"<p>x<script>\"datePublished\":\"",
		"<p>x<script>ublish",
		"<p>x<meta name=date content=''><meta content=2016-03-04>",
	};

	for (size_t i = 0; i < COUNT(pages); i++)
		assert_non_null(read_page(*state, pages[i])->body_text);
}

static void
names_tell_what_a_date_is_of(void **state)
{
	static const struct {
		const char *names;
		uint32_t hints;
	} rows[] = {
		{ "entry-date", STAMP_DATE },
		{ "articleDate", STAMP_DATE },
		{ "blog_postdate", STAMP_DATE },
		{ "datePublished", STAMP_DATE | STAMP_PUBLISHED },
		{ "posted-on", STAMP_PUBLISHED },
		{ "last-modified-date", STAMP_DATE | STAMP_MODIFIED },
		{ "entry-date updated", STAMP_DATE },
		{ "updated", STAMP_MODIFIED },
		{ "byline", STAMP_BYLINE },
		{ "event-date", STAMP_DATE | STAMP_OTHER },
		{ "candid", 0 },
		{ "", 0 },
		{ "--__--", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (page_stamp_hints(rows[i].names, strlen(rows[i].names)) !=
			rows[i].hints)
			fail_msg("%s: %x", rows[i].names,
				page_stamp_hints(
					rows[i].names, strlen(rows[i].names)));
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
		SAMPLE_TEST(metadata_of_all_makes_date_a_page),
		SAMPLE_TEST(elements_named_for_dates_date_a_page),
		SAMPLE_TEST(lines_by_the_headline_date_a_page),
		SAMPLE_TEST(other_dates_of_a_page_are_not_its_date),
		SAMPLE_TEST(the_country_decides_which_number_is_the_month),
		SAMPLE_TEST(scripts_and_graphs_date_a_page),
		SAMPLE_TEST(a_page_of_nothing_but_marks_is_no_trouble),
		cmocka_unit_test(names_tell_what_a_date_is_of),
	};

	return cmocka_run_group_tests_name("page_dates", tests, NULL, finish);
}
