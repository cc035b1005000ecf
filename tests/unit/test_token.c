/* test_token.c - the promises of engine/text/token.h */
#include "engine/text/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/* One token as "position:text" with a letter a flag. */
static void
describe(struct buf *out, const struct token *token)
{
	static const char letters[] = "WPCN!";

	if (out->len > 0)
		buf_putc(out, ' ');
	buf_printf(
		out, "%u:%.*s", token->position, (int)token->len, token->text);
	if (token->flags != 0)
		buf_putc(out, '/');
	for (size_t i = 0; i < sizeof(letters) - 1; i++)
		if (token->flags & 1u << i)
			buf_putc(out, letters[i]);
}

/* All tokens of a text, as described above. */
static void
read_all(struct buf *out, const char *text)
{
	struct tokens tokens = { 0 };
	struct token token;

	buf_reset(out);
	tokens_start(&tokens, text, strlen(text));
	while (tokens_next(&tokens, &token))
		describe(out, &token);
	tokens_release(&tokens);
}

struct example {
	const char *text, *tokens;
};

static void
check(const struct example *examples, size_t n)
{
	struct buf got = { 0 };

	for (size_t i = 0; i < n; i++) {
		read_all(&got, examples[i].text);
		if (strcmp(buf_text(&got), examples[i].tokens) != 0)
			fail_msg("\"%s\" gives \"%s\", not \"%s\"",
				examples[i].text, buf_text(&got),
				examples[i].tokens);
	}
	buf_release(&got);
}

static void
words_are_letters_and_digits_without_case_and_accents(void **state)
{
	static const struct example examples[] = {
		{ "", "" },
		{ " .,-'&\n\t", "" },
		{ "The DOCK strike", "0:the 1:dock 2:strike" },
		{ "Café, naïve; ŁÓDŹ!", "0:cafe 1:naive 2:lodz" },
		{ "cafe\xcc\x81 au lait", "0:cafe 1:au 2:lait" },
		{ "Straße", "0:strasse" },
		{ "СОЮЗ Ёлка", "0:союз 1:елка" },
		{ "a_b c/d e@f", "0:a 1:b 2:c 3:d 4:e 5:f" },
		{ "C++ and C#", "0:c 1:and 2:c" },
		{ "so\xc2\xad"
		  "lar pa\xe2\x80\x8bnel",
			"0:solar 1:panel" },
		{ "[1] **bold**", "0:1/N 1:bold" },
		{ "example.com", "0:example 1:com" },
		{ "end.Next", "0:end 1:next" },
		{ "\xff\xfe word \xc3", "0:word" },
		{ "one\xe2\x80\x94two \xe2\x80\x9cthree\xe2\x80\x9d",
			"0:one 1:two 2:three" },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
apostrophes_stay_inside_words(void **state)
{
	static const struct example examples[] = {
		{ "Trump's", "0:trump's" },
		{ "Trump\xe2\x80\x99s", "0:trump's" },
		{ "Trump\xca\xbcs Trump`s", "0:trump's 1:trump's" },
		{ "hostages' release", "0:hostages 1:release" },
		{ "'quoted' \xe2\x80\x98so\xe2\x80\x99", "0:quoted 1:so" },
		{ "doesn\xe2\x80\x99t don't", "0:doesn't 1:don't" },
		{ "rock'n'roll", "0:rock'n'roll" },
		{ "Mar\xe2\x80\x99yana", "0:mar'yana" },
		{ "1990's", "0:1990's" },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
after_two_letters_an_apostrophe_mostly_splits(void **state)
{
	static const struct example examples[] = {
		{ "l'accord", "0:l'accord/W 0:l/P 1:accord/P" },
		{ "O\xe2\x80\x99"
		  "Brien's",
			"0:o'brien's/W 0:o/P 1:brien's/P" },
		{ "qu'il d'\xc3\xa9t\xc3\xa9", "0:qu'il/W 0:qu/P 1:il/P "
					       "2:d'ete/W 2:d/P 3:ete/P" },
		{ "It's I'd I'm we'll WE'RE I've",
			"0:it's 1:i'd 2:i'm 3:we'll 4:we're 5:i've" },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
a_compound_gives_its_whole_and_its_parts(void **state)
{
	static const struct example examples[] = {
		{ "co-operation now",
			"0:co-operation/W 0:co/P 1:operation/P 2:now" },
		{ "S-400s", "0:s-400s/W 0:s/P 1:400s/P" },
		{ "AT&T R&D", "0:at&t/W 0:at/P 1:t/P 2:r&d/W 2:r/P 3:d/P" },
		{ "Q & A", "0:q 1:a" },
		{ "2025-03-11", "0:2025-03-11/W 0:2025/PN 1:03/PN 2:11/PN" },
		{ "co\xe2\x80\x90op co\xe2\x80\x91op",
			"0:co-op/W 0:co/P 1:op/P 2:co-op/W 2:co/P 3:op/P" },
		{ "ex-U.S. aide", "0:ex-us/W 0:ex/P 1:us/P 2:aide" },
		{ "U.S.-led", "0:us-led/W 0:us/P 1:led/P" },
		{ "-dash- double--dash", "0:dash 1:double 2:dash" },
		{ "Jean-Luc's", "0:jean-luc's/W 0:jean/P 1:luc's/P" },
		{ "west\xe2\x80\x93"
		  "east",
			"0:west 1:east" },
		{ "1-2-3-4-5-6-7",
			"0:1-2-3-4-5-6-7/W 0:1/PN 1:2/PN 2:3/PN 3:4/PN 4:5/PN "
			"5:6/PN 6:7/PN" },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
a_compound_of_many_parts_loses_its_whole_but_no_word(void **state)
{
	static const struct example examples[] = {
		{ "a-b-c-d-e-f-g-h z",
			"0:a/P 1:b/P 2:c/P 3:d/P 4:e/P 5:f/P 6:g/P 7:h/P 8:z" },
		{ "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p",
			"0:a/P 1:b/P 2:c/P 3:d/P 4:e/P 5:f/P 6:g/P 7:h/P 8:i/P "
			"9:j/P 10:k/P 11:l/P 12:m/P 13:n/P 14:o/P 15:p/P" },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
single_letters_with_dots_are_one_word(void **state)
{
	static const struct example examples[] = {
		{ "U.S. envoy", "0:us 1:envoy" },
		{ "the U.S.A", "0:the 1:usa" },
		{ "U.S.\xe2\x80\x93"
		  "Belarus",
			"0:us 1:belarus" },
		{ "e.g. at 5 p.m.", "0:eg 1:at 2:5/N 3:pm" },
		{ "\xc3\x89.U.", "0:eu" },
		{ "J.K. Rowling", "0:jk 1:rowling" },
		{ "A. G. Lukashenko", "0:a 1:g 2:lukashenko" },
		{ "J.Smith", "0:j 1:smith" },
		{ "U.S.Navy", "0:us 1:navy" },
		{ "U.S.'s U.S.-U.K.", "0:us's 1:us-uk/W 1:us/P 2:uk/P" },
		{ "\xd0\xa1.\xd0\xa8.\xd0\x90.", "0:сша" },
		{ "Ph.D.", "0:ph 1:d" },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
numbers_keep_dots_and_commas_between_digits(void **state)
{
	static const struct example examples[] = {
		{ "1,000.5", "0:1,000.5/N" },
		{ "in 2024, 3.", "0:in 1:2024/N 2:3/N" },
		{ "1.5m 400s 19th", "0:1.5m 1:400s 2:19th" },
		{ "11:30", "0:11/N 1:30/N" },
		{ "$5 10%", "0:5/N 1:10/N" },
		{ "No.5 v2.0", "0:no 1:5/N 2:v2 3:0/N" },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
unspaced_scripts_give_overlapping_pairs(void **state)
{
	static const struct example examples[] = {
		{ "港口罢工", "0:港口/C 1:口罢/C 2:罢工/C" },
		{ "港", "0:港/C" },
		{ "港 口", "0:港/C 1:口/C" },
		{ "2025年の", "0:2025/N 1:年の/C" },
		{ "abc港口def", "0:abc 1:港口/C 2:def" },
		{ "港口。罢工", "0:港口/C 1:罢工/C" },
		{ "조선", "0:조선/C" },
	};

	(void)state;
	check(examples, COUNT(examples));
}

static void
a_word_that_is_too_long_is_cut_and_says_so(void **state)
{
	static const char *const units[] = { "x", "é", "Я", "1" };
	struct tokens tokens = { 0 };
	struct token token;
	struct buf text = { 0 };

	(void)state;
	for (size_t u = 0; u < COUNT(units); u++) {
		for (uint32_t n = 90; n < 5000; n = n < 210 ? n + 1 : n * 3) {
			size_t folded = n * (u == 2 ? 2 : 1);
			bool cut = folded > TOKEN_MAX;

			buf_reset(&text);
			for (uint32_t i = 0; i < n; i++)
				buf_puts(&text, units[u]);
			tokens_start(&tokens, text.data, text.len);
			assert_true(tokens_next(&tokens, &token));
			assert_int_equal(
				(token.flags & TOKEN_TOO_LONG) != 0, cut);
			assert_int_equal(token.len, cut ? TOKEN_MAX : folded);
			assert_int_equal(token.end, text.len);
			assert_false(tokens_next(&tokens, &token));
		}
	}
	buf_release(&text);
	tokens_release(&tokens);
}

static void
a_whole_that_is_too_long_leaves_its_parts(void **state)
{
	struct tokens tokens = { 0 };
	struct token token;
	char text[301];

	(void)state;
	memset(text, 'x', sizeof(text));
	text[150] = '-';
	tokens_start(&tokens, text, sizeof(text));
	for (uint32_t i = 0; i < 2; i++) {
		assert_true(tokens_next(&tokens, &token));
		assert_int_equal(token.flags, TOKEN_PART);
		assert_int_equal(token.len, 150);
		assert_int_equal(token.position, i);
	}
	assert_false(tokens_next(&tokens, &token));
	tokens_release(&tokens);
}

static void
tokens_know_where_they_came_from(void **state)
{
	static const char text[] = "The U.S. S\xe2\x80\x91"
				   "400s";
	static const uint32_t places[][2] = { { 0, 3 }, { 4, 8 }, { 9, 17 },
		{ 9, 10 }, { 13, 17 } };
	struct tokens tokens = { 0 };
	struct token token;

	(void)state;
	tokens_start(&tokens, text, sizeof(text) - 1);
	for (size_t i = 0; i < COUNT(places); i++) {
		assert_true(tokens_next(&tokens, &token));
		assert_int_equal(token.start, places[i][0]);
		assert_int_equal(token.end, places[i][1]);
	}
	assert_false(tokens_next(&tokens, &token));
	assert_false(tokens_next(&tokens, &token)); /* and stays at the end */
	tokens_release(&tokens);
}

static void
a_text_need_not_end_in_nul(void **state)
{
	static const char text[] = "dock-strike";
	struct tokens tokens = { 0 };
	struct token token;

	(void)state;
	for (size_t len = 0; len < sizeof(text); len++) {
		tokens_start(&tokens, text, len);
		while (tokens_next(&tokens, &token))
			assert_true(token.end <= len);
	}
	tokens_release(&tokens);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			words_are_letters_and_digits_without_case_and_accents),
		cmocka_unit_test(apostrophes_stay_inside_words),
		cmocka_unit_test(after_two_letters_an_apostrophe_mostly_splits),
		cmocka_unit_test(a_compound_gives_its_whole_and_its_parts),
		cmocka_unit_test(
			a_compound_of_many_parts_loses_its_whole_but_no_word),
		cmocka_unit_test(single_letters_with_dots_are_one_word),
		cmocka_unit_test(numbers_keep_dots_and_commas_between_digits),
		cmocka_unit_test(unspaced_scripts_give_overlapping_pairs),
		cmocka_unit_test(a_word_that_is_too_long_is_cut_and_says_so),
		cmocka_unit_test(a_whole_that_is_too_long_leaves_its_parts),
		cmocka_unit_test(tokens_know_where_they_came_from),
		cmocka_unit_test(a_text_need_not_end_in_nul),
	};

	return cmocka_run_group_tests_name("token", tests, NULL, NULL);
}
