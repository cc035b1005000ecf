/* test_snippet.c - the promises of engine/passages/snippet.h */
#include "base/utf8.h"
#include "engine/passages/snippet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define MOST 4

/* What stands between the last quotation marks of a text. */
static struct story_quote
quote_of(const char *body)
{
	const char *begin = strrchr(body, '<'), *end = strrchr(body, '>');

	if (begin == NULL || end == NULL)
		return (struct story_quote){ 0 };
	return (struct story_quote){ .start = (uint32_t)(begin - body),
		.end = (uint32_t)(end - body) };
}

/* The snippets of a text for a query, in the arena. */
static size_t
make_ordered(const char *body, const char *query, enum snippet_order order,
	size_t n, struct arena *arena, const char **out)
{
	const struct story_quote quotes[] = { quote_of(body) };
	const struct snippet_text text = {
		.bytes = body,
		.len = strlen(body),
		.field = FIELD_TEXT,
		.quotes = quotes,
		.nquotes = 1,
	};
	struct query_context context = { .limits = query_limits_preset };
	struct query_parsed parsed = { 0 };
	struct stemmers *stemmers = stemmers_new();
	struct err err = { 0 };
	size_t count;

	if (!query_parse(query, strlen(query), &context, arena, &parsed, &err))
		fail_msg("%s: %s", query, err.text);
	count = snippets_make(&text, parsed.root,
		stemmers_for(stemmers, "en", NULL), order, n, arena, out);
	stemmers_free(stemmers);
	return count;
}

static size_t
make(const char *body, const char *query, size_t n, struct arena *arena,
	const char **out)
{
	return make_ordered(body, query, SNIPPETS_BEST, n, arena, out);
}

struct example {
	const char *body, *query, *snippet;
};

static void
check(const struct example *examples, size_t n)
{
	struct arena arena = { 0 };
	const char *out[1];

	for (size_t i = 0; i < n; i++) {
		size_t count = make(
			examples[i].body, examples[i].query, 1, &arena, out);

		if (count != 1 || strcmp(out[0], examples[i].snippet) != 0)
			fail_msg("%s gives \"%s\", not \"%s\"",
				examples[i].query, count > 0 ? out[0] : "",
				examples[i].snippet);
		arena_reset(&arena);
	}
	arena_release(&arena);
}

static void
patterns_and_similar_words_are_marked(void **state)
{
	static const struct example examples[] = {
		{ "The lighterman and his lighter.", "lighter*",
			"The <b>lighterman</b> and his <b>lighter</b>." },
		{ "Graphs, graphite, telegraph.", "*graph",
			"Graphs, graphite, <b>telegraph</b>." },
		{ "A dokc, a dock, a deck, a duct.", "dock~",
			"A <b>dokc</b>, a <b>dock</b>, a <b>deck</b>, a "
			"duct." },
		{ "The wharf.", "dock~ -whar*", "The wharf." },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
words_are_marked_where_they_stand_together(void **state)
{
	static const struct example examples[] = {
		/* all of them where they never do */
		{ "A dock by day, and by night a strike.", "dock NEAR/2 strike",
			"A <b>dock</b> by day, and by night a <b>strike</b>." },
		{ "A dock, a dock by the lamp. No strike. The strike at the "
		  "dock goes on.",
			"dock NEAR/2 strike",
			"The <b>strike</b> at the <b>dock</b> goes on." },
		{ "The strike at the dock. The dock after the strike.",
			"dock ADJ/3 strike",
			"The <b>dock</b> after the <b>strike</b>." },
		{ "Lamp and dock, dock, dock. Strike, dock and lamp.",
			"\"lamp strike\"~4",
			"<b>Strike</b>, dock and <b>lamp</b>." },
		{ "Coal at the dock and coal in the dock again. A strike at "
		  "the dock.",
			"SENTENCE(dock strike)",
			"A <b>strike</b> at the <b>dock</b>." },
		{ "Coal at the dock. A strike at the dock.",
			"SENTENCE(dock -strike)", "Coal at the <b>dock</b>." },
		{ "The dock, the dock again.\nHe said <the dock is shut>.",
			"said:dock",
			"He said &lt;the <b>dock</b> is shut&gt;." },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
passages_can_come_as_they_stand(void **state)
{
	struct arena arena = { 0 };
	const char *out[MOST];

	(void)state;
	assert_int_equal(make_ordered("A dock. Coal. The dock strike.",
				 "dock strike", SNIPPETS_TEXT, 2, &arena, out),
		2);
	assert_string_equal(out[0], "A <b>dock</b>.");
	assert_string_equal(out[1], "The <b>dock strike</b>.");
	assert_int_equal(make_ordered("A dock. Coal.", "lamp", SNIPPETS_TEXT, 2,
				 &arena, out),
		0);
	arena_release(&arena);
}

#define HARBOUR                                                                \
	"No ship has left. The dock strike has closed the east basin. "        \
	"Strikers guard the docks.\nThe union's men strike again & again."

static void
words_are_marked_by_stem_and_together(void **state)
{
	static const struct example examples[] = {
		{ HARBOUR, "ships", "No <b>ship</b> has left." },
		{ HARBOUR, "dock strike",
			"The <b>dock strike</b> has closed the east basin." },
		{ HARBOUR, "basin east closing",
			"The dock strike has <b>closed</b> the "
			"<b>east basin</b>." },
		{ HARBOUR, "union",
			"The <b>union's</b> men strike again &amp; again." },
		{ "The S-400s came; S-400 batteries.", "s-400",
			"The <b>S-400s</b> came; <b>S-400</b> batteries." },
		{ "U.S. envoys came.", "us envoy", "<b>U.S. envoys</b> came." },
		{ "ЛУКАШЕНКО приехал в Минск.", "минск лукашенко",
			"<b>ЛУКАШЕНКО</b> приехал в <b>Минск</b>." },
		{ "港口罢工开始。船停了。", "罢工", "港口<b>罢工</b>开始。" },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
exact_words_are_marked_in_their_form_alone(void **state)
{
	static const struct example examples[] = {
		{ "Docks and a dock.", "=dock", "Docks and a <b>dock</b>." },
		{ "Docks and a dock.", "dock",
			"<b>Docks</b> and a <b>dock</b>." },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
words_of_a_phrase_are_marked_where_it_stands(void **state)
{
	static const struct example examples[] = {
		{ "Peace and strength. Peace through strength, he said.",
			"\"peace through strength\"",
			"<b>Peace through strength</b>, he said." },
		{ "Strength through peace.", "\"peace through strength\"",
			"<b>Strength through peace</b>." },
		{ "The strike. A dock; strike now, dock strike!",
			"\"dock strike\"",
			"A <b>dock; strike</b> now, <b>dock strike</b>!" },
		{ "The strike went on. The dock strike went on.",
			"\"dock strike\" strike",
			"The <b>dock strike</b> went on." },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
what_a_query_excludes_or_filters_is_not_marked(void **state)
{
	static const struct example examples[] = {
		{ "Strike in the docks.", "strike -docks",
			"<b>Strike</b> in the docks." },
		{ "Strike in the docks.", "strike boiler:docks",
			"<b>Strike</b> in the docks." },
		{ "Strike in the docks.", "headline:docks OR lang:in",
			"Strike in the <b>docks</b>." },
		{ "Strike in the docks.", "-strike", "Strike in the docks." },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
rare_words_beat_common_ones(void **state)
{
	struct arena arena = { 0 };
	const char *out[MOST];
	size_t n = make("Strike on. Strike off. The strike, strike, strike. "
			"Kellogg came. Strike Kellogg!",
		"strike kellogg", MOST, &arena, out);

	(void)state;
	assert_int_equal(n, MOST);
	assert_string_equal(out[0], "<b>Strike Kellogg</b>!");
	assert_string_equal(out[1], "<b>Kellogg</b> came.");
	assert_string_equal(out[2], "<b>Strike</b> on.");
	assert_string_equal(out[3], "<b>Strike</b> off.");
	arena_release(&arena);
}

static void
no_passage_is_given_twice(void **state)
{
	struct arena arena = { 0 };
	const char *out[MOST];
	size_t n = make("The strike.\nThe strike.\nThe strike goes on.",
		"strike", MOST, &arena, out);

	(void)state;
	assert_int_equal(n, 2);
	assert_string_equal(out[1], "The <b>strike</b> goes on.");
	arena_release(&arena);
}

static void
without_a_match_the_first_sentence_is_given(void **state)
{
	static const struct example examples[] = {
		{ "\n  First of all. Second.", "nothing", "First of all." },
		{ "First of all. Second.", "*", "First of all." },
		{ "First of all. Second.", "date:2025", "First of all." },
	};
	struct arena arena = { 0 };
	const char *out[MOST];

	(void)state;
	check(examples, COUNT(examples));
	assert_int_equal(make("", "word", MOST, &arena, out), 0);
	assert_int_equal(make(" \n ", "word", MOST, &arena, out), 0);
	assert_int_equal(make("A word.", "word", 0, &arena, out), 0);
	arena_release(&arena);
}

static void
white_space_becomes_one_blank_and_marks_are_escaped(void **state)
{
	static const struct example examples[] = {
		{ "A  \t<b>bold</b>\r strike & more.", "strike",
			"A &lt;b&gt;bold&lt;/b&gt; <b>strike</b> &amp; more." },
	};

	(void)state;
	check(examples, COUNT(examples));
}

/* The text that a snippet shows, without its marks. */
static void
plain(struct buf *out, const char *snippet)
{
	buf_reset(out);
	for (; *snippet != '\0'; snippet++) {
		if (*snippet == '<')
			snippet = strchr(snippet, '>');
		else
			buf_putc(out, *snippet);
	}
}

static void
a_long_sentence_is_cut_at_words_around_its_matches(void **state)
{
	struct buf body = { 0 }, shown = { 0 };
	struct arena arena = { 0 };
	const char *out[1];

	(void)state;
	for (int i = 0; i < 60; i++)
		buf_puts(&body, "seagull ");
	buf_puts(&body, "the strike of dockers ");
	for (int i = 0; i < 60; i++)
		buf_puts(&body, "herring ");
	assert_int_equal(make(body.data, "strike dockers", 1, &arena, out), 1);
	plain(&shown, out[0]);
	assert_in_range(shown.len, SNIPPET_LENGTH / 2, SNIPPET_LENGTH + 8);
	assert_memory_equal(shown.data, "… seagull ", 12);
	assert_string_equal(shown.data + shown.len - 12, " herring …");
	assert_non_null(strstr(
		out[0], "seagull the <b>strike</b> of <b>dockers</b> herring"));
	buf_release(&body);
	buf_release(&shown);
	arena_release(&arena);
}

static void
text_without_blanks_is_cut_at_characters(void **state)
{
	static const char *const units[] = { "港", "ж", "x" };
	struct buf body = { 0 };
	struct arena arena = { 0 };
	const char *out[1];

	(void)state;
	for (size_t u = 0; u < COUNT(units); u++) {
		buf_reset(&body);
		for (int i = 0; i < 300; i++)
			buf_puts(&body, units[u]);
		buf_puts(&body, "罢工");
		for (int i = 0; i < 300; i++)
			buf_puts(&body, units[u]);
		assert_int_equal(make(body.data, "罢工", 1, &arena, out), 1);
		assert_true(utf8_valid(out[0], strlen(out[0]), NULL));
		assert_non_null(strstr(out[0], "<b>罢工</b>"));
		assert_in_range(strlen(out[0]), 1, SNIPPET_LENGTH + 20);
	}
	buf_release(&body);
	arena_release(&arena);
}

static void
of_a_long_sentence_the_densest_part_is_shown(void **state)
{
	struct buf body = { 0 };
	struct arena arena = { 0 };
	const char *out[1];

	(void)state;
	buf_puts(&body, "strike ");
	for (int i = 0; i < 100; i++)
		buf_puts(&body, "seagull ");
	buf_puts(&body, "strike in the basin ");
	for (int i = 0; i < 100; i++)
		buf_puts(&body, "herring ");
	assert_int_equal(make(body.data, "strike basin", 1, &arena, out), 1);
	assert_non_null(strstr(out[0], "<b>strike</b> in the <b>basin</b>"));
	buf_release(&body);
	arena_release(&arena);
}

static void
a_phrase_longer_than_a_snippet_is_cut(void **state)
{
	struct buf body = { 0 }, query = { 0 };
	struct arena arena = { 0 };
	const char *out[1];

	(void)state;
	for (int i = 0; i < 50; i++)
		buf_printf(&body, "%cocker%d ", i % 2 ? 'd' : 'r', i);
	buf_printf(&query, "\"%s\"", body.data);
	assert_int_equal(make(body.data, query.data, 1, &arena, out), 1);
	assert_memory_equal(out[0], "<b>rocker0 docker1 ", 19);
	assert_in_range(strlen(out[0]), 200, SNIPPET_LENGTH + 20);
	buf_release(&body);
	buf_release(&query);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_marked_by_stem_and_together),
		cmocka_unit_test(patterns_and_similar_words_are_marked),
		cmocka_unit_test(words_are_marked_where_they_stand_together),
		cmocka_unit_test(passages_can_come_as_they_stand),
		cmocka_unit_test(exact_words_are_marked_in_their_form_alone),
		cmocka_unit_test(words_of_a_phrase_are_marked_where_it_stands),
		cmocka_unit_test(
			what_a_query_excludes_or_filters_is_not_marked),
		cmocka_unit_test(rare_words_beat_common_ones),
		cmocka_unit_test(no_passage_is_given_twice),
		cmocka_unit_test(without_a_match_the_first_sentence_is_given),
		cmocka_unit_test(
			white_space_becomes_one_blank_and_marks_are_escaped),
		cmocka_unit_test(
			a_long_sentence_is_cut_at_words_around_its_matches),
		cmocka_unit_test(text_without_blanks_is_cut_at_characters),
		cmocka_unit_test(of_a_long_sentence_the_densest_part_is_shown),
		cmocka_unit_test(a_phrase_longer_than_a_snippet_is_cut),
	};

	return cmocka_run_group_tests_name("snippet", tests, NULL, NULL);
}
