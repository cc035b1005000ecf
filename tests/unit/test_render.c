/* test_render.c - the promises of client/render.h and client/look.h */
#include "client/render.h"

#include "client/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static const struct look pipe_look = { .colour = false, .width = 0 };
static const struct look narrow = { .colour = false, .width = 30 };
static const struct look coloured = { .colour = true, .width = 30 };

/* An answer from its lines. */
static void
answer_of(struct answer *answer, const char *const *lines)
{
	struct err err = { 0 };

	*answer = (struct answer){ 0 };
	for (; *lines != NULL; lines++)
		assert_true(answer_line(answer, *lines, strlen(*lines), &err));
	assert_true(answer->done);
}

static const char *const strike[] = {
	"H\t1\thg/3\t17.3\t1911-08-02\tHarbour Gazette\tSecond week",
	"S\t1\tthe <b>dock strike</b> has closed the east basin &amp; more",
	"H\t2\tip/1\t16.9\t-\t-\t-",
	"F\toutlet\tHarbour Gazette\t7\t6",
	"F\toutlet\tInland Post\t5\t4",
	"F\tactor\tDockers' Union\t11\t7\tHBRLAB",
	"250 ok hits=14 rel=eq distinct=9 ms=1.8 gen=1",
	NULL,
};

static void
a_page_of_hits_in_a_pipe_is_plain_and_unwrapped(void **state)
{
	struct options options = { .command = client_command("search") };
	struct answer answer;
	struct buf out = { 0 };

	(void)state;
	answer_of(&answer, strike);
	render_hits(&answer, &options, &pipe_look, &out);
	assert_string_equal(buf_text(&out),
		"1. Second week\n"
		"   1911-08-02 · Harbour Gazette · hg/3\n"
		"   the dock strike has closed the east basin & more\n"
		"\n"
		"2. (no headline)\n"
		"   undated · outlet unknown · ip/1\n"
		"\n"
		"outlet  stories (distinct texts)\n"
		"  Harbour Gazette  ████████████████████  7 (6)\n"
		"  Inland Post      ██████████████▎       5 (4)\n"
		"\n"
		"actor  stories (distinct texts)\n"
		"  Dockers' Union  ████████████████████  11 (7)  HBRLAB\n"
		"\n"
		"14 stories, 9 distinct texts · 1.8 ms\n");
	buf_release(&out);
	answer_release(&answer);
}

static void
a_match_shines_on_both_lines_of_a_wrapped_snippet(void **state)
{
	const struct wrap indented = { .indent = 3 };
	struct buf marked = { 0 }, out = { 0 };

	(void)state;
	text_marked(&marked,
		"no coal has come <b>since the strike</b> began &lt;x&gt;");
	look_wrap(&out, &narrow, indented, buf_text(&marked));
	assert_string_equal(buf_text(&out), "   no coal has come since the\n"
					    "   strike began <x>\n");
	buf_reset(&out);
	look_wrap(&out, &coloured, indented, buf_text(&marked));
	assert_string_equal(buf_text(&out),
		"   no coal has come \033[1;31msince the\033[0m\n"
		"   \033[1;31mstrike\033[0m began <x>\n");
	buf_release(&out);
	buf_release(&marked);
}

static void
a_style_is_off_over_the_margin(void **state)
{
	const struct look look = { .colour = true, .width = 12 };
	const struct wrap title = { STYLE_TITLE, 3, true };
	struct buf out = { 0 };

	(void)state;
	buf_puts(&out, "1. ");
	look_wrap(&out, &look, title, "dock \001strike\002 ends");
	assert_string_equal(buf_text(&out),
		"1. \033[1mdock\033[0m\n"
		"   \033[1m\033[0m\033[1;31mstrike\033[0m\033[1m\033[0m\n"
		"   \033[1mends\033[0m\n");
	buf_release(&out);
}

static void
lines_may_end_between_wide_characters(void **state)
{
	const struct look look = { .width = 10 };
	struct buf out = { 0 };

	(void)state;
	look_wrap(
		&out, &look, (struct wrap){ .indent = 2 }, "港湾のストライキ");
	assert_string_equal(buf_text(&out), "  港湾のス\n  トライキ\n");
	buf_release(&out);
}

static void
a_word_wider_than_the_page_is_not_broken(void **state)
{
	const struct look look = { .width = 10 };
	struct buf out = { 0 };

	(void)state;
	look_wrap(&out, &look, (struct wrap){ 0 },
		"a https://harbour.example/x b");
	assert_string_equal(
		buf_text(&out), "a\nhttps://harbour.example/x\nb\n");
	buf_release(&out);
}

static void
a_strangers_text_cannot_steer_the_terminal(void **state)
{
	static const char text[] = "a\033[2Jb\001c\xc2\x9b"
				   "d\xff\r\n\te\xe2\x80\xae"
				   "f";
	struct buf out = { 0 };

	(void)state;
	text_clean(&out, text, sizeof(text) - 1, false);
	assert_string_equal(buf_text(&out), "a�[2Jb�c�d�   ef");
	buf_reset(&out);
	text_marked(&out, "<b>x\002</b> \033[31m &amp;lt; & <i> <");
	assert_string_equal(buf_text(&out), "\001x�\002 �[31m &lt; & <i> <");
	buf_release(&out);
}

static void
a_story_reads_well(void **state)
{
	static const char *const lines[] = {
		"D\turi\thg/3",
		"D\theadline\tSecond week",
		"D\tbody_text\tHARBOUR TOWN, Aug. 2. Closed.\\nNo ship left.",
		"D\tdate_published.value\t1911-08-02",
		"D\tdate_published.source\tdateline",
		"D\tdate_published.confidence\t0.92",
		"D\tsource.name\tHarbour Gazette",
		"D\tsource.domain\t-",
		"D\tactors.1.name\tDockers' Union",
		"D\tactors.1.code\tHBRLAB",
		"D\tactors.1.count\t1",
		"D\tactors.2.name\tHarbour Board",
		"D\tactors.10.name\tMayor",
		"D\tboilerplate.1.kind\trelated",
		"D\tboilerplate.2.kind\tcopyright",
		"D\tboilerplate.3.kind\trelated",
		"250 ok gen=1",
		NULL,
	};
	struct options options = { .command = client_command("get") };
	struct answer answer;
	struct buf out = { 0 };

	(void)state;
	answer_of(&answer, lines);
	render_story(&answer, &options, &pipe_look, &out);
	assert_string_equal(buf_text(&out),
		"Second week\n"
		"1911-08-02 (dateline, 92% sure) · Harbour Gazette\n"
		"actors: Dockers' Union (HBRLAB, 1), Harbour Board, Mayor\n"
		"\n"
		"HARBOUR TOWN, Aug. 2. Closed.\n"
		"\n"
		"No ship left.\n"
		"\n"
		"set apart: related, copyright\n");
	buf_reset(&out);
	options.fields = "uri";
	render_story(&answer, &options, &pipe_look, &out);
	assert_memory_equal(buf_text(&out), "uri: hg/3\nheadline: ", 20);
	buf_release(&out);
	answer_release(&answer);
}

static void
tables_have_headers_and_keep_their_escapes(void **state)
{
	static const char *const none[] = { "251 none hits=0 rel=eq", NULL };
	static const char *const lines[] = {
		"H\t1\thg/3\t1.0\t-\t-\tA\\tB\\\\C\\nD",
		"F\toutlet\tGazette\t7\t6",
		"N\tundated\tnot here",
		"250 ok hits=1",
		NULL,
	};
	struct options options = { .command = client_command("search") };
	struct answer answer;
	struct buf out = { 0 };

	(void)state;
	answer_of(&answer, lines);
	render_tables(&answer, &options, NULL, &out);
	assert_string_equal(buf_text(&out),
		"rank\turi\tscore\tdate\toutlet\theadline\n"
		"1\thg/3\t1.0\t-\t-\tA\\tB\\\\C\\nD\n"
		"\n"
		"field\tvalue\tstories\tdistinct\tcode\tscore\t"
		"with\twith_code\n"
		"outlet\tGazette\t7\t6\t-\t-\t-\t-\n");
	answer_release(&answer);
	answer_of(&answer, none);
	buf_reset(&out);
	render_tables(&answer, &options, NULL, &out);
	assert_string_equal(
		buf_text(&out), "rank\turi\tscore\tdate\toutlet\theadline\n");
	buf_release(&out);
	answer_release(&answer);
}

static void
json_is_the_servers_object_with_the_counts_or_an_error(void **state)
{
	static const char *const good[] = {
		"J\t{\"hits\":[],\"x\":\"\\u00e9\"}", "250 ok hits=1", NULL
	};
	static const char *const bad[] = { "J\t[1", "250 ok hits=1", NULL };
	static const char *const missing[] = { "250 ok hits=1", NULL };
	struct options options = { .command = client_command("search") };
	struct answer answer;
	struct buf out = { 0 };
	struct err err = { 0 };

	(void)state;
	answer_of(&answer, good);
	assert_true(render_json(&answer, &options, NULL, &out, &err));
	assert_string_equal(buf_text(&out),
		"{\"hits\":[],\"x\":\"\\u00e9\",\"counts\":"
		"{\"hits\":1,\"distinct\":0,\"rel\":\"eq\"}}\n");
	answer_release(&answer);
	answer_of(&answer, bad);
	assert_false(render_json(&answer, &options, NULL, &out, &err));
	answer_release(&answer);
	answer_of(&answer, missing);
	assert_false(render_json(&answer, &options, NULL, &out, &err));
	options.command = client_command("count");
	buf_reset(&out);
	assert_true(render_json(&answer, &options, NULL, &out, &err));
	assert_string_equal(
		buf_text(&out), "{\"hits\":1,\"distinct\":0,\"rel\":\"eq\"}\n");
	answer_release(&answer);
	buf_release(&out);
}

/* The caret's line, for a query and a column. */
static void
assert_refusal(const char *query, const char *final, const char *text)
{
	const char *const lines[] = { final, NULL };
	struct answer answer;
	struct buf out = { 0 };

	answer_of(&answer, lines);
	render_refusal(&answer, query, &narrow, &out);
	assert_string_equal(buf_text(&out), text);
	buf_release(&out);
	answer_release(&answer);
}

static void
a_refused_query_shows_where_it_is_wrong(void **state)
{
	(void)state;
	assert_refusal("dock NEAR/5 )",
		"540 query.syntax col=13 near=\")\" :: expected a word",
		"expected a word (540)\n"
		"  dock NEAR/5 )\n"
		"              ^\n");
	assert_refusal("港湾 )", "540 query.syntax col=4",
		"query.syntax (540)\n"
		"  港湾 )\n"
		"       ^\n");
	/* A column behind the end points behind the end. */
	assert_refusal("a", "540 query.syntax col=99 :: why",
		"why (540)\n  a\n   ^\n");
	/* Of a query wider than the terminal, what is around the caret. */
	assert_refusal("one two three four five six seven eight nine )",
		"540 query.syntax col=46 :: why",
		"why (540)\n"
		"  …seven eight nine )\n"
		"                    ^\n");
	assert_refusal("a", "501 bad.argument key=x :: no parameter x",
		"no parameter x (501)\n");
}

static void
an_answer_full_of_numbers_at_their_limits_is_shown(void **state)
{
	static const char *const lines[] = {
		"H\t999999999999999999\tu\t1e999\t-\t-\tx",
		"F\toutlet\tA\t999999999999999999\t0",
		"F\toutlet\tB\t0\t999999999999999999",
		"F\tdate\t-\t0\t0",
		"252 partial hits=999999999999999999 rel=ap",
		NULL,
	};
	struct options options = { .command = client_command("search") };
	struct answer answer;
	struct buf out = { 0 };

	(void)state;
	answer_of(&answer, lines);
	render_hits(&answer, &options, &narrow, &out);
	assert_non_null(strstr(buf_text(&out), "(unknown)"));
	assert_non_null(
		strstr(buf_text(&out), "about 999999999999999999 stories"));
	buf_release(&out);
	answer_release(&answer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_page_of_hits_in_a_pipe_is_plain_and_unwrapped),
		cmocka_unit_test(
			a_match_shines_on_both_lines_of_a_wrapped_snippet),
		cmocka_unit_test(a_style_is_off_over_the_margin),
		cmocka_unit_test(lines_may_end_between_wide_characters),
		cmocka_unit_test(a_word_wider_than_the_page_is_not_broken),
		cmocka_unit_test(a_strangers_text_cannot_steer_the_terminal),
		cmocka_unit_test(a_story_reads_well),
		cmocka_unit_test(tables_have_headers_and_keep_their_escapes),
		cmocka_unit_test(
			json_is_the_servers_object_with_the_counts_or_an_error),
		cmocka_unit_test(a_refused_query_shows_where_it_is_wrong),
		cmocka_unit_test(
			an_answer_full_of_numbers_at_their_limits_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
