#include "base/utf8.h"

#include "tests/unit/unit.h"

struct pair {
	const char *from, *to;
};

/* Each text of the list, put through `change`, becomes its partner. */
static void
check_pairs(void (*change)(struct buf *out, const char *text, size_t len),
	const struct pair *pairs, size_t n)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < n; i++) {
		buf_reset(&out);
		change(&out, pairs[i].from, strlen(pairs[i].from));
		assert_string_equal(buf_text(&out), pairs[i].to);
	}
	buf_release(&out);
}

static void
every_character_is_decoded_as_it_was_written(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	for (int32_t cp = 0; cp <= 0x10ffff; cp++) {
		int32_t back = 0;

		if (cp == 0xd800)
			cp = 0xe000;
		buf_reset(&buf);
		utf8_append(&buf, cp);
		if (utf8_decode(buf.data, buf.len, &back) != buf.len ||
			back != cp)
			fail_msg("U+%04X", (unsigned)cp);
	}
	buf_release(&buf);
}

static void
malformed_bytes_are_found(void **state)
{
	static const char *const bad[] = {
		"ab\x80",
		"ab\xc0\xaf",	      /* overlong */
		"ab\xe0\x80\xaf",     /* overlong */
		"ab\xf0\x80\x80\xaf", /* overlong */
		"ab\xed\xa0\x80",     /* a surrogate */
		"ab\xf4\x90\x80\x80", /* beyond the last */
		"ab\xf5\x80\x80\x80",
		"ab\xe2\x82",
		"ab\xf0\x9f\x97 ",
		"ab\xff",
	};
	size_t at = 0;
	int32_t cp;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_false(utf8_valid(bad[i], strlen(bad[i]), &at));
		assert_int_equal(at, 2);
		assert_int_equal(
			utf8_decode(bad[i] + 2, strlen(bad[i]) - 2, &cp), 1);
		assert_int_equal(cp, UTF8_BAD);
	}
	assert_true(utf8_valid(
		"Łódź 北京 🗞", strlen("Łódź 北京 🗞"), NULL));
	assert_true(utf8_valid(NULL, 0, NULL));
}

static void
repaired_text_is_well_formed(void **state)
{
	static const struct pair pairs[] = {
		{ "plain é", "plain é" },
		{ "a\xff"
		  "b",
			"a\xef\xbf\xbd"
			"b" },
		{ "a\xe2\x82", "a\xef\xbf\xbd" },
		{ "\xc3\xc3\xa9", "\xef\xbf\xbdé" },
	};
	struct buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		buf_reset(&out);
		assert_int_equal(
			utf8_repair(&out, pairs[i].from, strlen(pairs[i].from)),
			i > 0);
		assert_string_equal(out.data, pairs[i].to);
	}
	buf_reset(&out);
	assert_int_equal(utf8_repair(&out, "a\0b", 3), 1);
	assert_string_equal(out.data, "a b");
	buf_release(&out);
}

static void
a_nul_becomes_a_blank_wherever_it_stands(void **state)
{
	struct buf out = { 0 };
	char text[24];

	(void)state;
	for (size_t at = 0; at < sizeof(text); at++) {
		memset(text, '\1', sizeof(text));
		text[at] = '\0';
		assert_true(utf8_valid(text, sizeof(text), NULL));
		buf_reset(&out);
		assert_int_equal(utf8_repair(&out, text, sizeof(text)), 1);
		assert_int_equal(out.len, sizeof(text));
		text[at] = ' ';
		assert_memory_equal(out.data, text, sizeof(text));
	}
	buf_release(&out);
}

static void
characters_are_counted(void **state)
{
	(void)state;
	assert_int_equal(utf8_count("aé北🗞", strlen("aé北🗞")), 4);
	assert_int_equal(utf8_count("a\xff\xe2\x82", 4), 4);
}

static void
two_spellings_of_a_word_fold_to_one(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "MINSK", "minsk" },
		{ "Élysée", "elysee" },
		{ "E\xcc\x81lyse\xcc\x81"
		  "e",
			"elysee" },
		{ "Ærøskøbing", "aeroskobing" },
		{ "ŁÓDŹ", "lodz" },
		{ "Straße STRASSE", "strasse strasse" },
		{ "İstanbul ısı", "istanbul isi" },
		{ "Þór Guðrún Đukić œuvre", "thor gudrun dukic oeuvre" },
		{ "Việt Nam", "viet nam" },
		{ "ΣΊΣΥΦΟΣ Σίσυφος", "σισυφοσ σισυφοσ" },
		{ "ﬁ Ⅷ ½ ＡＢＣ", "fi viii 1⁄2 abc" },
		{ "don’t don‘t donʼt don`t don´t don't",
			"don't don't don't don't don't don't" },
		{ "co\xc2\xadop U\xe2\x80\x8bN \xef\xbb\xbfx", "coop un x" },
		{ "a\xff"
		  "b\xe2\x82",
			"ab" },
	};

	(void)state;
	check_pairs(utf8_fold, pairs, COUNT(pairs));
}

static void
marks_that_are_only_accents_go(void **state)
{
	static const struct pair pairs[] = {
		{ "Ёлка", "елка" },
		{ "за\xcc\x81мок", "замок" },
		{ "العَرَبِيَّةُ", "العربية" },
		{ "أحمد إبراهيم", "احمد ابراهيم" },
		{ "محمـــد", "محمد" },
		{ "שָׁלוֹם", "שלום" },
	};

	(void)state;
	check_pairs(utf8_fold, pairs, COUNT(pairs));
}

static void
marks_that_make_another_letter_stay(void **state)
{
	static const struct pair pairs[] = {
		{ "Новый Тўра", "новый тўра" },
		{ "Новыи\xcc\x86", "новый" },
		{ "हिन्दी", "हिन्दी" },
		{ "ภาษาไทย", "ภาษาไทย" },
		{ "か が", "か が" },
		{ "か\xe3\x82\x99", "が" },
		{ "ｶﾞ", "ガ" },
		{ "한국어", "한국어" },
		{ "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "한" },
	};

	(void)state;
	check_pairs(utf8_fold, pairs, COUNT(pairs));
}

static void
folding_twice_changes_nothing_more(void **state)
{
	struct buf once = { 0 }, twice = { 0 };

	(void)state;
	for (int32_t cp = 0; cp <= 0x2ffff; cp++) {
		buf_reset(&once);
		buf_reset(&twice);
		if (cp < 0xd800 || cp > 0xdfff)
			utf8_append(&once, cp);
		utf8_fold(&twice, buf_text(&once), once.len);
		buf_reset(&once);
		utf8_fold(&once, buf_text(&twice), twice.len);
		if (once.len != twice.len ||
			strcmp(buf_text(&once), buf_text(&twice)) != 0)
			fail_msg("U+%04X", (unsigned)cp);
	}
	buf_release(&once);
	buf_release(&twice);
}

static void
a_text_of_nothing_but_marks_is_folded_too(void **state)
{
	struct buf text = { 0 }, out = { 0 };

	(void)state;
	utf8_append(&text, 0x304b);
	for (int i = 0; i < 2000; i++)
		utf8_append(&text, i % 2 ? 0x3099 : 0x093c);
	utf8_fold(&out, text.data, text.len);
	assert_true(out.len > 5000);
	assert_true(utf8_valid(out.data, out.len, NULL));
	buf_release(&text);
	buf_release(&out);
}

static void
composing_gives_one_form(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "e\xcc\x81", "é" },
		{ "é plain “Ελλάδα” Новый", "é plain “Ελλάδα” Новый" },
		{ "\xe2\x84\xab", "Å" },
		{ "か\xe3\x82\x99", "が" },
		{ "\xea\xb0\x80\xe1\x86\xa8", "각" },
		{ "\xe0\xa5\x98", "\xe0\xa4\x95\xe0\xa4\xbc" },
		{ "a\xff"
		  "e\xcc\x81",
			"aé" },
	};
	struct buf out = { 0 };

	(void)state;
	check_pairs(utf8_compose, pairs, COUNT(pairs));
	buf_puts(&out, "e");
	utf8_compose(&out, "\xcc\x81", 2); /* what was there stays */
	assert_string_equal(out.data, "e\xcc\x81");
	buf_release(&out);
}

static void
characters_have_the_class_the_tokenizer_needs(void **state)
{
	static const struct {
		int32_t cp;
		enum utf8_class class;
	} known[] = {
		{ 'a', UTF8_LETTER },
		{ 'Z', UTF8_LETTER },
		{ '7', UTF8_DIGIT },
		{ ' ', UTF8_SPACE },
		{ '\n', UTF8_SPACE },
		{ '-', UTF8_OTHER },
		{ 0x01, UTF8_OTHER },
		{ 0xa0, UTF8_SPACE },
		{ 0x85, UTF8_SPACE },
		{ 0xad, UTF8_IGNORED },
		{ 0x200b, UTF8_IGNORED },
		{ 0xfeff, UTF8_IGNORED },
		{ 0x0142, UTF8_LETTER },
		{ 0x0431, UTF8_LETTER },
		{ 0x0301, UTF8_MARK },
		{ 0x093f, UTF8_MARK },
		{ 0x0661, UTF8_DIGIT },
		{ 0x2019, UTF8_OTHER },
		{ 0x2029, UTF8_SPACE },
		{ 0x4e2d, UTF8_PAIRED },
		{ 0x304b, UTF8_PAIRED },
		{ 0x30fc, UTF8_PAIRED },
		{ 0xd55c, UTF8_PAIRED },
		{ 0x0e17, UTF8_PAIRED },
		{ 0x0e50, UTF8_DIGIT },
		{ 0x0e34, UTF8_MARK },
		{ 0x30fb, UTF8_OTHER },
		{ 0x20000, UTF8_PAIRED },
		{ 0x1f5de, UTF8_OTHER },
		{ 0x10ffff, UTF8_OTHER },
		{ 0x0378, UTF8_OTHER },
		{ 0xff71, UTF8_PAIRED },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(known); i++)
		if (utf8_class(known[i].cp) != known[i].class)
			fail_msg("U+%04X", (unsigned)known[i].cp);
}

static void
capitals_are_upper(void **state)
{
	(void)state;
	assert_true(utf8_upper('A'));
	assert_true(utf8_upper(0x0141));
	assert_true(utf8_upper(0x01c5)); /* titlecase */
	assert_false(utf8_upper('a'));
	assert_false(utf8_upper('1'));
	assert_false(utf8_upper(0x4e2d));
}

static void
width_is_what_a_terminal_shows(void **state)
{
	(void)state;
	assert_int_equal(utf8_char_width('a'), 1);
	assert_int_equal(utf8_char_width('\n'), 0);
	assert_int_equal(utf8_char_width(0x4e2d), 2);
	assert_int_equal(utf8_char_width(0x0301), 0);
	assert_int_equal(utf8_width("aé中", strlen("aé中")), 4);
	assert_int_equal(utf8_width("e\xcc\x81", 3), 1);
	assert_int_equal(utf8_width("a\xff", 2), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_is_decoded_as_it_was_written),
		cmocka_unit_test(malformed_bytes_are_found),
		cmocka_unit_test(repaired_text_is_well_formed),
		cmocka_unit_test(a_nul_becomes_a_blank_wherever_it_stands),
		cmocka_unit_test(characters_are_counted),
		cmocka_unit_test(two_spellings_of_a_word_fold_to_one),
		cmocka_unit_test(marks_that_are_only_accents_go),
		cmocka_unit_test(marks_that_make_another_letter_stay),
		cmocka_unit_test(folding_twice_changes_nothing_more),
		cmocka_unit_test(a_text_of_nothing_but_marks_is_folded_too),
		cmocka_unit_test(composing_gives_one_form),
		cmocka_unit_test(characters_have_the_class_the_tokenizer_needs),
		cmocka_unit_test(capitals_are_upper),
		cmocka_unit_test(width_is_what_a_terminal_shows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
