/* The promises of engine/query/query.h about words that look so, and words
 * that are like others. */
#include "tests/unit/query_reading.h"

static void
wildcards_in_a_word_make_a_pattern(void **state)
{
	static const struct reading rows[] = {
		{ "sanction*", "sanction*" },
		{ "*graph*", "*graph*" },
		{ "te?t", "te?t" },
		{ "te??t", "te??t" },
		{ "te?*", "te?*" },
		{ "*?te", "?*te" },
		{ "f**k", "f*k" },
		{ "ŁÓD*", "lod*" },
		{ "sanction*?", "sanction*" },
		{ "(sanction*, te?t)", "(AND sanction* te?t)" },
		{ "headline:sanct*", "headline:sanct*" },
		{ "boiler:sanct*", "boiler:sanct*" },
		{ "=sanct*", "sanct*" },
		{ "-sanct* a", "(AND (NOT sanct*) a)" },
		{ "1,0*", "1,0*" },
		{ "\"peace thr*\"", "(PHRASE peace thr*)" },
		{ "\"thr*\"", "thr*" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
a_compound_with_wildcards_is_whole_or_in_parts(void **state)
{
	static const struct reading rows[] = {
		{ "co-op*", "(OR co-op* (PHRASE co op*))" },
		{ "=co-op*", "co-op*" },
		{ "S-4*", "s-4*" },
		{ "S-*a", "s-*a" },
		{ "l'acc*", "(OR l'acc* (PHRASE l acc*))" },
		{ "\"co-op* deal\"", "(PHRASE co op* deal)" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
what_touches_no_word_is_punctuation(void **state)
{
	static const struct reading rows[] = {
		{ "what?", "what" },
		{ "what???", "what" },
		{ "?what", "what" },
		{ "what?!", "what" },
		{ "\"peace * strength\"", "(PHRASE peace strength)" },
		{ "北京*", "北京" },
		{ "a\xea\x9f\xbb", "a" },
		{ "\xea\x9f\xbc"
		  "a?bc",
			"a?bc" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
patterns_with_few_letters_are_too_broad(void **state)
{
	(void)state;
	assert_broad("a*", 1, "limit=pattern_letters col=1");
	assert_broad("ab OR *a*", 1, "limit=pattern_letters col=7");
	assert_broad("headline:*", 1, "limit=pattern_letters col=10");
	assert_broad("\"peace t*\"", 1, "limit=pattern_letters col=1");
	assert_broad("\"S-4* deal\"", 1, "limit=pattern_letters");
	assert_broad("\"peace t*\"~4", 1, "limit=pattern_letters");
}

static void
a_tilde_finds_words_like_the_word(void **state)
{
	static const struct reading rows[] = {
		{ "lukashenka~", "lukashenka~" },
		{ "lukashenka~1", "lukashenka~" },
		{ "lukashenka~2", "lukashenka~2" },
		{ "Łódź~", "lodz~" },
		{ "lukashenka~, minsk~2?", "(AND lukashenka~ minsk~2)" },
		{ "headline:minsk~", "headline:minsk~" },
		{ "co-operation~", "co-operation~" },
		{ "in/minsk~", "(AND in minsk~)" },
		{ "eu~ the~2 was~", "(AND eu the was~)" },
		{ "北京~", "北京" },
		{ "a~b", "(AND a b)" },
		{ "minsk~2x", "(AND minsk 2x)" },
		{ "\"minsk~\"", "=minsk" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
other_tildes_behind_a_word_are_refused(void **state)
{
	static const struct reading rows[] = {
		{ "word~3", "col=5 near=\"~3\"" },
		{ "ćma~0", "col=4 near=\"~0\"" },
		{ "a thr*~", "col=7 near=\"~\"" },
		{ "thr*t~2", "col=6 near=\"~2\"" },
	};

	(void)state;
	assert_refuses(rows, COUNT(rows));
}

static void
values_of_fields_have_no_wildcards(void **state)
{
	static const struct reading read[] = {
		{ "actor:BLRGOV*", "(FILTER actor BLRGOV*)" },
		{ "outlet:\"A*B\"", "(FILTER outlet A*B)" },
		{ "outlet:Who?", "(FILTER outlet Who?)" },
	};
	static const struct reading refused[] = {
		{ "outlet:reut*", "col=8 near=\"reut*\"" },
		{ "outlet:*", "col=8 near=\"*\"" },
		{ "actor:*GOV", "col=7 near=\"*GOV\"" },
	};

	(void)state;
	assert_reads(read, COUNT(read), false);
	assert_refuses(refused, COUNT(refused));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wildcards_in_a_word_make_a_pattern),
		cmocka_unit_test(
			a_compound_with_wildcards_is_whole_or_in_parts),
		cmocka_unit_test(what_touches_no_word_is_punctuation),
		cmocka_unit_test(patterns_with_few_letters_are_too_broad),
		cmocka_unit_test(a_tilde_finds_words_like_the_word),
		cmocka_unit_test(other_tildes_behind_a_word_are_refused),
		cmocka_unit_test(values_of_fields_have_no_wildcards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
