/* test_marks.c - the promises of engine/index/marks.h */
#include "engine/index/marks.h"
#include "engine/index/terms.h"
#include "tests/unit/unit.h"

#include <string.h>

/* A story's marks as "3-62 | P1 P3 s7 | 4-5": from where to where
 * the lead goes, sentences (P: a paragraph too), quotations. */
static const char *
told(const struct story *story)
{
	static struct buf out;
	struct terms *terms = terms_new("en");
	struct marks marks = { 0 };
	struct term_list list;

	buf_reset(&out);
	terms_of_story(terms, story, &list);
	assert_true(marks_read(list.marks, list.marks_len, &marks));
	buf_printf(&out, "%u-%u |", marks.below, marks.lead);
	for (size_t i = 0; i < marks.nsentences; i++)
		buf_printf(&out, " %s%u",
			marks.sentences[i].paragraph ? "P" : "s",
			marks.sentences[i].first);
	buf_puts(&out, " |");
	for (size_t i = 0; i < marks.nquotes; i++)
		buf_printf(&out, " %u-%u", marks.quotes[i].first,
			marks.quotes[i].last);
	marks_release(&marks);
	terms_free(terms);
	return buf_text(&out);
}

static void
each_part_of_a_story_begins_with_its_first_word(void **state)
{
	const struct story story = {
		.headline = "Two words",
		.subhead = "And a deck. It is one sentence",
		.body_text = "First of all. Then more.\nA new one.",
	};

	(void)state;
	assert_string_equal(told(&story), "103-262 | P1 P103 P210 s213 P215 |");
}

static void
what_a_story_lacks_is_not_marked(void **state)
{
	const struct story bare = { .uri = "u" };
	const struct story head = { .headline = "Alone" };
	const struct story text = { .body_text = "Only this." };
	const struct story dots = { .headline = "...", .body_text = "" };

	(void)state;
	assert_string_equal(told(&bare), "0-0 | |");
	assert_string_equal(told(&head), "0-0 | P1 |");
	assert_string_equal(told(&text), "101-160 | P101 |");
	assert_string_equal(told(&dots), "0-0 | |");
}

static void
sentences_without_a_word_are_passed_over(void **state)
{
	const struct story story = {
		.body_text = "***\nOne here. !!! Two there.\n* * *\nThree.",
	};

	(void)state;
	assert_string_equal(told(&story), "101-160 | P101 s103 P105 |");
}

static void
quotations_are_the_words_between_the_marks(void **state)
{
	static const char text[] =
		"He said \"go away now\" and \"-\" and \"no\".";
	struct story_quote quotes[] = {
		{ .start = 9, .end = 20 },
		{ .start = 12, .end = 15 }, /* inside the one before */
		{ .start = 27, .end = 28 }, /* without a word */
		{ .start = 35, .end = 37 },
	};
	const struct story story = {
		.body_text = text,
		.quotes = quotes,
		.nquotes = COUNT(quotes),
	};

	(void)state;
	assert_string_equal(told(&story), "101-160 | P101 | 103-105 108-108");
}

/* Compounds and too long words stand where they count (token.h). */
static void
marks_count_as_terms_do(void **state)
{
	char text[300];
	struct story story = { .body_text = text };

	(void)state;
	memset(text, 'x', 250);
	strcpy(text + 250, ". The S-400 system. End.");
	assert_string_equal(told(&story), "101-160 | P101 s102 s106 |");
}

static void
bytes_that_are_no_marks_are_refused(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
	} wrong[] = {
		{ "\x01", 1 },			   /* no lead */
		{ "\x01\x3c", 2 },		   /* no sentences */
		{ "\x01\x00\x01\x03", 4 },	   /* an empty lead */
		{ "\x00\x3c\x01\x03", 4 },	   /* a lead of nothing */
		{ "\x01\x3c\x00", 3 },		   /* none of them */
		{ "\x01\x3c\x01", 3 },		   /* one is missing */
		{ "\x01\x3c\x01\x01", 4 },	   /* it begins at 0 */
		{ "\x01\x3c\x01\x02", 4 },	   /* no paragraph */
		{ "\x01\x3c\x01\x03\x01", 5 },	   /* half a quotation */
		{ "\x01\x3c\x01\x03\x01\x00", 6 }, /* an empty one */
		{ "\x01\x3c\x01\xff\xff\xff\xff\x7f", 8 }, /* too far */
		{ "\xff\xff\xff\xff\x7f\x3c\x01\x03", 8 },
	};
	struct marks marks = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(marks_read(wrong[i].bytes, wrong[i].len, &marks));
	assert_true(marks_read("\x01\x3c\x01\x03\x01\x01", 6, &marks));
	marks_release(&marks);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			each_part_of_a_story_begins_with_its_first_word),
		cmocka_unit_test(what_a_story_lacks_is_not_marked),
		cmocka_unit_test(sentences_without_a_word_are_passed_over),
		cmocka_unit_test(quotations_are_the_words_between_the_marks),
		cmocka_unit_test(marks_count_as_terms_do),
		cmocka_unit_test(bytes_that_are_no_marks_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
