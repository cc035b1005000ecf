/* test_spans.c - the promises of engine/text/spans.h */
#include "engine/text/spans.h"
#include "tests/unit/unit.h"

#include <string.h>

/* Sentences as "a|b", paragraphs parted by "/". */
static const char *
cut(struct arena *arena, const char *text)
{
	struct buf out = { 0 };
	struct spans s;
	size_t k = 0;
	const char *got;

	spans_find(text, strlen(text), arena, &s);
	for (size_t i = 0; i < s.nparagraphs; i++) {
		if (i > 0)
			buf_putc(&out, '/');
		for (size_t n = 0; k < s.nsentences &&
				   s.sentences[k].end <= s.paragraphs[i].end;
			k++, n++) {
			assert_true(
				s.sentences[k].start >= s.paragraphs[i].start);
			if (n > 0)
				buf_putc(&out, '|');
			buf_add(&out, text + s.sentences[k].start,
				s.sentences[k].end - s.sentences[k].start);
		}
	}
	assert_int_equal(k, s.nsentences);
	got = arena_string(arena, buf_text(&out));
	buf_release(&out);
	return got;
}

static void
paragraphs_and_their_sentences_are_given(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	assert_string_equal(
		cut(&arena, "The boat left. Gen. Brandt stayed.\nNight fell."),
		"The boat left.|Gen. Brandt stayed./Night fell.");
	assert_string_equal(cut(&arena, ""), "");
	assert_string_equal(cut(&arena, " \n\n "), "");
	assert_string_equal(
		cut(&arena, "  One.  Two.  \n\n\tThree "), "One.|Two./Three");
	arena_release(&arena);
}

static void
a_paragraph_ends_its_sentence(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	/* As long as a wrapped line, and none. */
	assert_string_equal(
		cut(&arena, "A heading without a stop that is as long as a "
			    "line of text\nThe boat left.\nsmall"),
		"A heading without a stop that is as long as a line of "
		"text/The boat left./small");
	arena_release(&arena);
}

static void
no_byte_but_white_space_is_left_out(void **state)
{
	static const char text[] = "\xff\xfe. A\xe2\x80.\r\n\t\"?!\" ...\n.";
	struct arena arena = { 0 };
	struct spans s;
	size_t at = 0;

	(void)state;
	spans_find(text, sizeof(text) - 1, &arena, &s);
	for (size_t i = 0; i < s.nsentences; i++) {
		for (; at < s.sentences[i].start; at++)
			assert_non_null(strchr(" \t\r\n", text[at]));
		assert_true(s.sentences[i].end > s.sentences[i].start);
		at = s.sentences[i].end;
	}
	assert_int_equal(at, sizeof(text) - 1);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs_and_their_sentences_are_given),
		cmocka_unit_test(a_paragraph_ends_its_sentence),
		cmocka_unit_test(no_byte_but_white_space_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
