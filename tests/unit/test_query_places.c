/* The promises of engine/query/query.h about places: near, within, parts of a
 * story. */
#include "tests/unit/query_reading.h"

static void
quoted_words_may_stand_within_a_distance(void **state)
{
	static const struct reading rows[] = {
		{ "\"prisoner release\"~5", "(WITHIN/5 prisoner release)" },
		{ "\"Prisoner, release\"~99", "(WITHIN/99 prisoner release)" },
		{ "headline:\"a b\"~2", "headline:(WITHIN/2 a b)" },
		{ "boiler:\"a b\"~2", "boiler:(WITHIN/2 a b)" },
		{ "\"a b\"~5, c", "(AND (WITHIN/5 a b) c)" },
		{ "(\"a b\"~5)", "(WITHIN/5 a b)" },
		{ "-\"a b\"~5 c", "(AND (NOT (WITHIN/5 a b)) c)" },
		{ "\"co-op talks\"~5", "(WITHIN/5 co op talks)" },
		{ "\"peace thr* te?t\"~5", "(WITHIN/5 peace thr* te?t)" },
		{ "\"a b a B\"~2", "(WITHIN/2 a b)" },
		{ "\"a\"~5", "=a" },
		{ "\"a a\"~5", "=a" },
		{ "\"\"~5 b", "b" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
	assert_reads(rows, 4, true);
}

static void
some_of_the_quoted_words_may_be_enough(void **state)
{
	static const struct reading rows[] = {
		{ "\"a b c d\"/3", "(QUORUM/3 a b c d)" },
		{ "\"a b\"/1", "(QUORUM/1 a b)" },
		{ "\"a b\"/2", "(QUORUM/2 a b)" },
		{ "headline:\"a b\"/2", "headline:(QUORUM/2 a b)" },
		{ "\"S-400 deal minsk\"/2", "(QUORUM/2 s-400 deal minsk)" },
		{ "\"sanct* deal\"/1", "(QUORUM/1 sanct* deal)" },
		{ "\"a\"/1", "=a" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
measures_that_cannot_be_kept_to_are_refused(void **state)
{
	static const struct reading rows[] = {
		{ "\"a b\"~0", "col=6 near=\"~0\"" },
		{ "\"a b\"~1", "col=6 near=\"~1\"" },
		{ "\"a b\"~100", "col=6 near=\"~100\"" },
		{ "\"żó ł\"~99999999999999999999",
			"col=7 near=\"~99999999999999999999\"" },
		{ "\"a b\"/0", "col=6 near=\"/0\"" },
		{ "\"a b\"/3", "col=6 near=\"/3\"" },
		{ "\"a b a\"/3", "col=8 near=\"/3\"" },
		{ "\"24\"/7", "col=5 near=\"/7\"" },
	};

	(void)state;
	assert_refuses(rows, COUNT(rows));
}

static void
near_and_adj_join_what_stands_beside_them(void **state)
{
	static const struct reading rows[] = {
		{ "a NEAR/8 b", "(NEAR/8 a b)" },
		{ "a ADJ/3 b", "(ADJ/3 a b)" },
		{ "a NEAR b", "(NEAR/10 a b)" },
		{ "a ADJ b", "(ADJ/10 a b)" },
		{ "a NEAR/1 b ADJ/2 c", "(ADJ/2 (NEAR/1 a b) c)" },
		{ "a NEAR/1 (b ADJ/2 c)", "(NEAR/1 a (ADJ/2 b c))" },
		{ "x a NEAR/1 b y", "(AND x (NEAR/1 a b) y)" },
		{ "x AND a NEAR/1 b", "(AND x (NEAR/1 a b))" },
		{ "a NEAR/1 b OR c", "(OR (NEAR/1 a b) c)" },
		{ "NOT a NEAR/1 b", "(NOT (NEAR/1 a b))" },
		{ "-(a NEAR/1 b)", "(NOT (NEAR/1 a b))" },
		{ "+a NEAR/1 b", "+(NEAR/1 a b)" },
		{ "=a NEAR/1 \"b c\"", "(NEAR/1 =a (PHRASE b c))" },
		{ "=(a NEAR/1 b)", "(NEAR/1 =a =b)" },
		{ "ab* NEAR/1 abc~", "(NEAR/1 ab* abc~)" },
		{ "(a OR \"b c\" OR d NEAR/2 e) ADJ/1 f",
			"(ADJ/1 (OR a (PHRASE b c) (NEAR/2 d e)) f)" },
		{ "co-op NEAR/1 a", "(NEAR/1 (OR co-op (PHRASE co op)) a)" },
		{ "a/b/c NEAR/2 d", "(NEAR/2 (ADJ/1 (ADJ/1 a b) c) d)" },
		{ "headline:(a NEAR/1 b)", "(NEAR/1 headline:a headline:b)" },
		{ "headline:a NEAR/1 headline:b",
			"(NEAR/1 headline:a headline:b)" },
		{ "- a NEAR/1 ... b", "(NEAR/1 a b)" },
		{ "outlet:(a NEAR b)", "(OR (FILTER outlet a) "
				       "(FILTER outlet NEAR) "
				       "(FILTER outlet b))" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
what_has_no_place_is_refused_beside_near(void **state)
{
	static const struct reading rows[] = {
		{ "dock NEAR/5 )", "col=13 near=\")\"" },
		{ "dock NEAR/5", "col=12 near=\"\"" },
		{ "NEAR/5 dock", "col=1 near=\"NEAR/5\"" },
		{ "a AND ADJ/5 b", "col=7 near=\"ADJ/5\"" },
		{ "a NEAR/ b", "col=3 near=\"NEAR/\"" },
		{ "a NEAR/0 b", "col=3 near=\"NEAR/0\"" },
		{ "a NEAR/100 b", "col=3 near=\"NEAR/100\"" },
		{ "(a b) NEAR/5 c", "col=2 near=\"a\"" },
		{ "a NEAR/5 (b AND c)", "col=11 near=\"b\"" },
		{ "a NEAR/5 (b OR -c)", "col=16 near=\"-c\"" },
		{ "a NEAR/5 NOT b", "col=10 near=\"NOT\"" },
		{ "-a NEAR/5 b", "col=1 near=\"-a\"" },
		{ "lang:en NEAR/5 b", "col=6 near=\"en\"" },
		{ "b NEAR/5 date:2025", "col=15 near=\"2025\"" },
		{ "* NEAR/5 b", "col=1 near=\"*\"" },
		{ "a NEAR/5 said:b", "col=10 near=\"said:b\"" },
		{ "a NEAR/5 \"b c\"~3", "col=10 near=\"\\\"b c\\\"\"" },
		{ "boiler:(a NEAR/5 b)", "col=9 near=\"a\"" },
		{ "headline:a NEAR/5 b", "col=19 near=\"b\"" },
		{ "żó NEAR/5 (ć headline:ł)", "col=12 near=\"ć\"" },
	};

	(void)state;
	assert_refuses(rows, COUNT(rows));
}

static void
a_query_may_be_confined_to_a_part(void **state)
{
	static const struct reading rows[] = {
		{ "body:thaw", "(BODY thaw)" },
		{ "LEAD:thaw", "(LEAD thaw)" },
		{ "said:\"most reliable\"", "(SAID (PHRASE most reliable))" },
		{ "said:(a b) c", "(AND (SAID (AND a b)) c)" },
		{ "=said:a", "(SAID =a)" },
		{ "said:=a", "(SAID =a)" },
		{ "said:+a", "(SAID a)" },
		{ "+said:a", "+(SAID a)" },
		{ "-said:a b", "(AND (NOT (SAID a)) b)" },
		{ "said:ab* lead:abc~", "(AND (SAID ab*) (LEAD abc~))" },
		{ "said:\"a b\"/1", "(SAID (QUORUM/1 a b))" },
		{ "SENTENCE(a b)", "(SENTENCE (AND a b))" },
		{ "SENTENCE(a OR b -c)", "(SENTENCE (OR a (AND b (NOT c))))" },
		{ "PARAGRAPH(a (b OR -c))",
			"(PARAGRAPH (AND a (OR b (NOT c))))" },
		{ "SENTENCE(a NEAR/2 b)", "(SENTENCE (NEAR/2 a b))" },
		{ "lead:SENTENCE(a b)", "(LEAD (SENTENCE (AND a b)))" },
		{ "SENTENCE(headline:a b)", "(SENTENCE (AND headline:a b))" },
		{ "headline:SENTENCE(a b)",
			"(SENTENCE (AND headline:a headline:b))" },
		{ "SENTENCE(a", "(SENTENCE a)" },
		{ "outlet:said:a", "(FILTER outlet said:a)" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
within_a_part_all_words_are_wanted(void **state)
{
	static const struct reading rows[] = {
		{ "said:(a b) c", "(ANY (SAID (AND a b)) c)" },
		{ "SENTENCE(a b) c d", "(ANY (SENTENCE (AND a b)) c d)" },
		{ "c a/b NEAR/2 d", "(ANY c (NEAR/2 (ADJ/1 a b) d))" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), true);
}

static void
what_is_in_no_part_is_refused_within_one(void **state)
{
	static const struct reading rows[] = {
		{ "SENTENCE(a lang:en)", "col=17 near=\"en\"" },
		{ "SENTENCE(a (b OR date:2025))", "col=23 near=\"2025\"" },
		{ "said:(a *)", "col=9 near=\"*\"" },
		{ "said:boiler:a", "col=13 near=\"a\"" },
		{ "boiler:said:a", "col=13 near=\"a\"" },
		{ "lead:headline:a", "col=15 near=\"a\"" },
		{ "headline:(a body:\"b c\")", "col=18 near=\"\\\"b c\\\"\"" },
		{ "body:-a", "col=6 near=\"-a\"" },
		{ "body:(-a -b)", "col=7 near=\"-a\"" },
		{ "body:(a OR -b)", "col=7 near=\"a\"" },
		{ "SENTENCE()", "col=11 near=\"\"" },
		{ "żó SENTENCE(\"\") c", "col=17 near=\"c\"" },
	};

	(void)state;
	assert_refuses(rows, COUNT(rows));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quoted_words_may_stand_within_a_distance),
		cmocka_unit_test(some_of_the_quoted_words_may_be_enough),
		cmocka_unit_test(measures_that_cannot_be_kept_to_are_refused),
		cmocka_unit_test(near_and_adj_join_what_stands_beside_them),
		cmocka_unit_test(what_has_no_place_is_refused_beside_near),
		cmocka_unit_test(a_query_may_be_confined_to_a_part),
		cmocka_unit_test(within_a_part_all_words_are_wanted),
		cmocka_unit_test(what_is_in_no_part_is_refused_within_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
