/* The promises of engine/query/query.h: what is read, and what is refused. */
#include "tests/unit/query_reading.h"

static void
words_side_by_side_are_all_wanted(void **state)
{
	static const struct reading rows[] = {
		{ "minsk", "minsk" },
		{ "Minsk TALKS", "(AND minsk talks)" },
		{ "  minsk\ttalks ", "(AND minsk talks)" },
		{ "(minsk (talks resume))", "(AND minsk talks resume)" },
		{ "=release", "=release" },
		{ "=(a b) c", "(AND =a =b c)" },
		{ "+minsk talks", "(AND +minsk talks)" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
nothing_asks_for_every_story(void **state)
{
	static const struct reading rows[] = {
		{ "", "*" },
		{ "   ", "*" },
		{ "*", "*" },
		{ "?!", "*" },
		{ "\"\"", "*" },
		{ "()", "*" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
quoted_words_are_a_phrase_of_exact_words(void **state)
{
	static const struct reading rows[] = {
		{ "\"peace through strength\"",
			"(PHRASE peace through strength)" },
		{ "\"Peace\"", "=peace" },
		{ "\xe2\x80\x9cpeace talks\xe2\x80\x9d",
			"(PHRASE peace talks)" },
		{ "\"peace talks", "(PHRASE peace talks)" },
		{ "a\"b c\"d", "(AND a (PHRASE b c) d)" },
		{ "\"the U.S. said\"", "(PHRASE the us said)" },
		{ "\"a co-operation deal\"", "(PHRASE a co operation deal)" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
and_binds_tighter_than_or(void **state)
{
	static const struct reading rows[] = {
		{ "a AND b", "(AND a b)" },
		{ "a OR b", "(OR a b)" },
		{ "a OR b AND c", "(OR a (AND b c))" },
		{ "a b OR c d", "(OR (AND a b) (AND c d))" },
		{ "(a OR b) c", "(AND (OR a b) c)" },
		{ "a OR (b OR c)", "(OR a b c)" },
		{ "a and b or c", "(AND a and b or c)" },
		{ "NOT a", "(NOT a)" },
		{ "a NOT b", "(AND a (NOT b))" },
		{ "a AND NOT b", "(AND a (NOT b))" },
		{ "NOT a b", "(AND (NOT a) b)" },
		{ "NOT (a b)", "(NOT (AND a b))" },
		{ "-a", "(NOT a)" },
		{ "a -b", "(AND a (NOT b))" },
		{ "a -\"b c\"", "(AND a (NOT (PHRASE b c)))" },
		{ "a -(b OR c)", "(AND a (NOT (OR b c)))" },
		{ "a - b", "(AND a b)" },
		{ "a -- b", "(AND a b)" },
		{ "a --b", "(AND a b)" },
		{ "a AND -- b", "(AND a b)" },
		{ "NOT NOT a", "(NOT (NOT a))" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
with_match_any_only_the_words_are_optional(void **state)
{
	static const struct reading rows[] = {
		{ "a b", "(ANY a b)" },
		{ "a", "a" },
		{ "+a b c", "(ANY +a b c)" },
		{ "a b -c", "(AND (ANY a b) (NOT c))" },
		{ "-c a b", "(AND (ANY a b) (NOT c))" },
		{ "a b lang:en", "(AND (ANY a b) (FILTER lang en))" },
		{ "a b AND c", "(ANY a (AND b c))" },
		{ "a b OR c", "(OR (ANY a b) c)" },
		{ "(a b) c", "(ANY a b c)" },
		{ "a * b", "(AND (ANY a b) *)" },
		{ "+(a b) c", "(ANY +(ANY a b) c)" },
		{ "lang:en -c", "(AND (FILTER lang en) (NOT c))" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), true);
}

static void
a_compound_is_itself_or_its_parts_in_order(void **state)
{
	static const struct reading rows[] = {
		{ "co-operation", "(OR co-operation (PHRASE co operation))" },
		{ "=co-operation", "=co-operation" },
		{ "S-400 deal", "(AND (OR s-400 (PHRASE s 400)) deal)" },
		{ "headline:co-op",
			"(OR headline:co-op headline:(PHRASE co op))" },
		{ "-co-op", "(NOT (OR co-op (PHRASE co op)))" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
runs_of_han_are_phrases_of_pairs(void **state)
{
	static const struct reading rows[] = {
		{ "北京会谈", "(PHRASE 北京 京会 会谈)" },
		{ "北京", "北京" },
		{ "北京 会谈", "(AND 北京 会谈)" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
fields_take_a_word_a_phrase_or_a_group(void **state)
{
	static const struct reading rows[] = {
		{ "headline:thaw", "headline:thaw" },
		{ "HEADLINE:Thaw", "headline:thaw" },
		{ "headline:=thaw", "headline:=thaw" },
		{ "=headline:thaw", "headline:=thaw" },
		{ "headline:\"a thaw\"", "headline:(PHRASE a thaw)" },
		{ "headline:(a OR b) c", "(AND (OR headline:a headline:b) c)" },
		{ "boiler:\"more on theme\"", "boiler:(PHRASE more on theme)" },
		{ "-boiler:x y", "(AND (NOT boiler:x) y)" },
		{ "headline:(a lang:en b)",
			"(AND headline:a (FILTER lang en) headline:b)" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
values_of_one_field_are_either_or(void **state)
{
	static const struct reading rows[] = {
		{ "outlet:a actor:c outlet:b",
			"(AND (OR (FILTER outlet a) (FILTER outlet b)) "
			"(FILTER actor c))" },
		{ "outlet:(a \"The B\")",
			"(OR (FILTER outlet a) (FILTER outlet \"The B\"))" },
		{ "outlet:(a OR b) outlet:c",
			"(OR (FILTER outlet a) (FILTER outlet b) "
			"(FILTER outlet c))" },
		{ "actor:a AND actor:b",
			"(AND (FILTER actor a) (FILTER actor b))" },
		{ "+actor:a +actor:b",
			"(AND +(FILTER actor a) +(FILTER actor b))" },
		{ "-outlet:(a b)",
			"(NOT (OR (FILTER outlet a) (FILTER outlet b)))" },
		{ "actor:BLRGOV*", "(FILTER actor BLRGOV*)" },
		{ "outlet:reuters.com", "(FILTER outlet reuters.com)" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
dates_are_days_months_years_and_ranges(void **state)
{
	static const struct reading rows[] = {
		{ "date:2025-03-01", "(DATE 2025-03-01 2025-03-01)" },
		{ "date:2025-03", "(DATE 2025-03-01 2025-03-31)" },
		{ "date:2024", "(DATE 2024-01-01 2024-12-31)" },
		{ "date:2025-03-01..2025-04-15",
			"(DATE 2025-03-01 2025-04-15)" },
		{ "date:2024..2025-02", "(DATE 2024-01-01 2025-02-28)" },
		{ "date:2025-03..", "(DATE 2025-03-01 -)" },
		{ "date:..2025-03", "(DATE - 2025-03-31)" },
		{ "date:>=2025-06", "(DATE 2025-06-01 -)" },
		{ "date:>2025-06", "(DATE 2025-07-01 -)" },
		{ "date:<=2025-06", "(DATE - 2025-06-30)" },
		{ "date:<2025-06", "(DATE - 2025-05-31)" },
		{ "date:today", "(DATE 2025-03-11 2025-03-11)" },
		{ "date:Yesterday", "(DATE 2025-03-10 2025-03-10)" },
		{ "date:-30d", "(DATE 2025-02-09 2025-03-11)" },
		{ "date:-30d..yesterday", "(DATE 2025-02-09 2025-03-10)" },
		{ "date:none", "(DATE none)" },
		{ "-date:none", "(NOT (DATE none))" },
		{ "date:(2024 OR -1d)", "(OR (DATE 2024-01-01 2024-12-31) "
					"(DATE 2025-03-10 2025-03-11))" },
		{ "date:>9999", "(DATE 1600-01-02 1600-01-01)" },
		{ "date:<1600", "(DATE 1600-01-02 1600-01-01)" },
		{ "date:-999999d..2000", "(DATE 1600-01-01 2000-12-31)" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
what_is_no_date_is_refused(void **state)
{
	static const struct reading rows[] = {
		{ "date:soon", "col=6 near=\"soon\"" },
		{ "date:2025-13", "col=6 near=\"2025-13\"" },
		{ "date:..", "col=6 near=\"..\"" },
		{ "date:2025..2024", "col=6 near=\"2025..2024\"" },
		{ "date:-30", "col=6 near=\"-30\"" },
		{ "date:-d", "col=6 near=\"-d\"" },
		{ "date:-9999999d", "col=6 near=\"-9999999d\"" },
		{ "date:>", "col=6 near=\">\"" },
		{ "date:>none", "col=6 near=\">none\"" },
		{ "a date:\"\" b", "col=11 near=\"b\"" },
	};

	(void)state;
	assert_refuses(rows, COUNT(rows));
}

static void
natural_language_is_a_valid_query(void **state)
{
	static const struct reading rows[] = {
		{ "what did Lukashenko say about the U.S.?",
			"(AND what did lukashenko say about the us)" },
		{ "Minsk: talks resume", "(AND minsk talks resume)" },
		{ "headline: talks", "(AND headline talks)" },
		{ "talks; sanctions, potash - and more...",
			"(AND talks sanctions potash and more)" },
		{ "talk(s)", "(AND talk s)" },
		{ "1) first :) 2) second", "(AND 1 first 2 second)" },
		{ "a = b + c", "(AND a b c)" },
		{ "is it a thaw?? why ?", "(AND is it a thaw why)" },
		{ "5/3 a ~ b ~5", "(AND 5 3 a b 5)" },
		{ "*** a ** b", "(AND a b)" },
		{ "http://x.example/a?b=c*d", "(AND http x example a b c d)" },
		{ "NEAR the harbour", "(AND near the harbour)" },
		{ "sail NEAR", "(AND sail near)" },
		{ "(sail NEAR) b", "(AND sail near b)" },
		{ "a NEAR AND b", "(AND a near b)" },
		{ "a near b adj c", "(AND a near b adj c)" },
		{ "a NEAR/5x b", "(AND a near 5x b)" },
		{ "SENTENCE (a b)", "(AND sentence a b)" },
		{ "\"a b\"~ c", "(AND (PHRASE a b) c)" },
		{ "\"a b\"~5x", "(AND (PHRASE a b) 5x)" },
		{ "Minsk:talks", "(AND minsk talks)" },
		{ "it's 50% (or more", "(AND it's 50 or more)" },
	};

	(void)state;
	assert_reads(rows, COUNT(rows), false);
}

static void
operators_without_a_word_are_refused(void **state)
{
	static const struct reading rows[] = {
		{ "dock AND )", "col=10 near=\")\"" },
		{ "dock AND", "col=9 near=\"\"" },
		{ "AND dock", "col=1 near=\"AND\"" },
		{ "OR dock", "col=1 near=\"OR\"" },
		{ "dock OR", "col=8 near=\"\"" },
		{ "dock OR AND b", "col=9 near=\"AND\"" },
		{ "dock AND OR b", "col=10 near=\"OR\"" },
		{ "(dock OR) b", "col=9 near=\")\"" },
		{ "NOT", "col=4 near=\"\"" },
		{ "żółć AND", "col=9 near=\"\"" },
		{ "headline:(-) b", "col=14 near=\"b\"" },
	};

	(void)state;
	assert_refuses(rows, COUNT(rows));
}

static void
what_was_mended_is_said(void **state)
{
	(void)state;
	assert_notice("\"a b", "unclosed");
	assert_notice("(a b", "unclosed");
	assert_notice("a) b", "unclosed");
	assert_notice("otulet:a", "field");
	assert_notice("otulet:\"The Guardian\"", "field");
	assert_notice("headline: a", "field");
	assert_notice("??", "no.words");
	assert_notice("date:>=2024 date:<2025", "dates");
	assert_notice("laed:a", "field");
	assert_notice("said: a", "field");
	assert_notice("NEAR a", "operator");
	assert_notice("a NEAR", "operator");
	assert_notice("a near/5 b", "operator");
	assert_notice("SENTENCE (a b)", "operator");
	assert_notice("\"a b\"~ c", "distance");
	assert_notice("\"a\"~5", "distance");
	assert_notice("\"a * b\"", "pattern");
	assert_notice("eu~", "similar");
	assert_notice("北京~", "similar");
}

static void
what_needed_no_mending_is_not_mentioned(void **state)
{
	(void)state;
	assert_notice("what did Lukashenko say about the U.S.?", NULL);
	assert_notice("Minsk: talks resume", NULL);
	assert_notice("otulet: a", NULL);
	assert_notice("a NEAR b", NULL);
	assert_notice("is it a near miss (a sentence)?", NULL);
	assert_notice("talk~ SENTENCE(a b) \"a b\"~5, said:x", NULL);
	assert_notice("", NULL);
	assert_notice("date:>=2024 AND date:<2025", NULL);
}

static void
queries_over_a_limit_are_refused_and_named(void **state)
{
	(void)state;
	assert_broad("a ", 1025, "limit=words");
	assert_broad("a", 1025, "limit=word_bytes");
	assert_broad("(", 65, "limit=depth");
	assert_broad("NOT ", 65, "limit=depth");
	assert_broad("-(", 64, "limit=depth");
	assert_broad("headline:", 65, "limit=depth");
	assert_broad("outlet:a ", 1025, "limit=words");
	assert_broad("a* ", 1025, "limit=pattern_letters");
	assert_broad("ab* ", 1025, "limit=words");
	assert_broad("a NEAR ", 70, "limit=depth");
	assert_broad("SENTENCE(", 65, "limit=depth");
	assert_broad("said:", 65, "limit=depth");
}

static void
queries_at_the_limits_are_read(void **state)
{
	struct query_context context = context_preset();
	struct buf text = { 0 };
	struct parsed parsed;

	(void)state;
	for (int i = 0; i < 63; i++)
		buf_putc(&text, '(');
	for (int i = 0; i < 1024; i++)
		buf_puts(&text, "a ");
	assert_true(parse_with(&parsed, text.data, text.len, &context));
	assert_int_equal(parsed.query.root->nkids, 1024);
	release(&parsed);
	buf_release(&text);
}

static void
a_word_no_index_can_hold_is_said_to_find_nothing(void **state)
{
	char word[301];

	(void)state;
	memset(word, 'a', 300);
	word[300] = '\0';
	assert_notice(word, "too.long");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_side_by_side_are_all_wanted),
		cmocka_unit_test(nothing_asks_for_every_story),
		cmocka_unit_test(quoted_words_are_a_phrase_of_exact_words),
		cmocka_unit_test(and_binds_tighter_than_or),
		cmocka_unit_test(with_match_any_only_the_words_are_optional),
		cmocka_unit_test(a_compound_is_itself_or_its_parts_in_order),
		cmocka_unit_test(runs_of_han_are_phrases_of_pairs),
		cmocka_unit_test(fields_take_a_word_a_phrase_or_a_group),
		cmocka_unit_test(values_of_one_field_are_either_or),
		cmocka_unit_test(dates_are_days_months_years_and_ranges),
		cmocka_unit_test(what_is_no_date_is_refused),
		cmocka_unit_test(natural_language_is_a_valid_query),
		cmocka_unit_test(operators_without_a_word_are_refused),
		cmocka_unit_test(what_was_mended_is_said),
		cmocka_unit_test(what_needed_no_mending_is_not_mentioned),
		cmocka_unit_test(queries_over_a_limit_are_refused_and_named),
		cmocka_unit_test(queries_at_the_limits_are_read),
		cmocka_unit_test(
			a_word_no_index_can_hold_is_said_to_find_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
