/* test_encoding.c - the promises of indexer/sources/encoding.h and language.h
 */
#include "indexer/sources/encoding.h"
#include "indexer/text/language.h"
#include "tests/unit/unit.h"

/* Convert; the text must come out as wanted. */
static struct encoding
check(const char *bytes, size_t len, const char *declared, const char *wanted)
{
	struct encoding encoding;
	struct buf out = { 0 };

	encoding_to_utf8(bytes, len, declared, &out, &encoding);
	assert_string_equal(buf_text(&out), wanted);
	assert_int_equal(strlen(wanted), out.len);
	buf_release(&out);
	return encoding;
}

static void
a_byte_order_mark_decides(void **state)
{
	struct encoding e;

	(void)state;
	e = check("\xef\xbb\xbfM\xc3\xb6we", 8, "iso-8859-1", "Möwe");
	assert_string_equal(e.name, "UTF-8");
	e = check("\xff\xfeM\0\xf6\0", 6, NULL, "Mö");
	assert_string_equal(e.name, "UTF-16LE");
	e = check("\xfe\xff\0M\0\xf6", 6, "utf-8", "Mö");
	assert_string_equal(e.name, "UTF-16BE");
	assert_false(e.guessed);
}

static void
a_mark_with_nothing_behind_it_is_an_empty_text(void **state)
{
	(void)state;
	check("\xff\xfe", 2, NULL, "");
	check("\xfe\xff", 2, NULL, "");
	check("\xef\xbb\xbf", 3, NULL, "");
}

static void
valid_utf8_is_utf8_whatever_is_declared(void **state)
{
	struct encoding e = { 0 };

	(void)state;
	e = check("M\xc3\xb6we", 5, "windows-1251", "Möwe");
	assert_string_equal(e.name, "UTF-8");
	assert_int_equal(e.replaced, 0);
	check("", 0, NULL, "");
}

static void
a_declared_encoding_comes_before_a_guess(void **state)
{
	struct encoding e;

	(void)state;
	e = check("\xcc\xee\xf0\xe5", 4, "windows-1251", "Море");
	assert_false(e.guessed);
	/* Latin-1 means Windows-1252, with its quotes. */
	check("\x93M\xf6we\x94", 6, "ISO-8859-1", "“Möwe”");
	/* One that is no encoding is passed over. */
	e = check("M\xf6we", 4, "no-such-thing", "Möwe");
	assert_true(e.guessed);
}

static void
a_few_bad_bytes_in_utf8_are_replaced(void **state)
{
	struct encoding e;

	(void)state;
	e = check("\xc3\xb6\xc3\xa4\xc3\xbc\xc3\xb6\xc3\xa4 \xff", 12, NULL,
		"öäüöä \xef\xbf\xbd");
	assert_string_equal(e.name, "UTF-8");
	assert_int_equal(e.replaced, 1);
}

static void
long_texts_are_guessed_and_short_ones_western(void **state)
{
	/* Privet iz porta, in KOI8-R, a few times. */
	static const char koi8[] =
		"\xf0\xd2\xc9\xd7\xc5\xd4 \xc9\xda \xd0\xcf\xd2\xd4\xc1, "
		"\xd7 \xcb\xcf\xd4\xcf\xd2\xcf\xcd \xd3\xd4\xcf\xd1\xd4 "
		"\xd3\xd5\xc4\xc1 \xc9 \xd6\xc4\xd5\xd4 \xd7\xc5\xd4\xd2\xc1. "
		"\xe8\xcf\xd2\xcf\xdb\xc1\xd1 \xd0\xcf\xc7\xcf\xc4\xc1.";
	struct encoding e;
	struct buf out = { 0 };

	(void)state;
	encoding_to_utf8(koi8, strlen(koi8), NULL, &out, &e);
	assert_true(e.guessed);
	assert_true(strncmp(buf_text(&out), "Привет из порта", 28) == 0);
	buf_release(&out);
	e = check("The M\xf8ller is late", 18, NULL, "The Møller is late");
	assert_string_equal(e.name, "windows-1252");
	assert_true(e.guessed);
}

static void
nothing_that_comes_out_holds_a_nul(void **state)
{
	struct encoding e;
	struct buf out = { 0 };

	(void)state;
	encoding_to_utf8("\xff\xfe\0\0a\0", 6, NULL, &out, &e);
	assert_null(memchr(out.data, 0, out.len));
	buf_reset(&out);
	encoding_to_utf8("a\0b", 3, NULL, &out, &e);
	assert_null(memchr(out.data, 0, out.len));
	buf_release(&out);
}

static void
binary_data_is_told_from_text(void **state)
{
	(void)state;
	assert_true(encoding_is_binary("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
	assert_true(encoding_is_binary("\x01\x02\x03\x04 text", 9));
	assert_false(encoding_is_binary("M\xf6we\tund\r\nMeer\f", 15));
	assert_false(encoding_is_binary("\xff\xfeM\0", 4));
	assert_false(encoding_is_binary("", 0));
}

static void
languages_have_one_tag(void **state)
{
	static const struct {
		const char *text, *tag;
	} tags[] = {
		{ "en", "en" },
		{ "EN_us", "en-us" },
		{ "eng", "en" },
		{ "English", "en" },
		{ "german", "de" },
		{ "pt-BR", "pt-BR" },
		{ "yue", "yue" },
		{ "und", NULL },
		{ "", NULL },
		{ "x", NULL },
		{ "the language of the islands", NULL },
		{ NULL, NULL },
	};
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(tags); i++) {
		const char *tag = language_tag(tags[i].text, &arena);

		if (tags[i].tag == NULL)
			assert_null(tag);
		else
			assert_string_equal(tag, tags[i].tag);
	}
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_byte_order_mark_decides),
		cmocka_unit_test(
			a_mark_with_nothing_behind_it_is_an_empty_text),
		cmocka_unit_test(valid_utf8_is_utf8_whatever_is_declared),
		cmocka_unit_test(a_declared_encoding_comes_before_a_guess),
		cmocka_unit_test(a_few_bad_bytes_in_utf8_are_replaced),
		cmocka_unit_test(long_texts_are_guessed_and_short_ones_western),
		cmocka_unit_test(nothing_that_comes_out_holds_a_nul),
		cmocka_unit_test(binary_data_is_told_from_text),
		cmocka_unit_test(languages_have_one_tag),
	};

	return cmocka_run_group_tests_name("encoding", tests, NULL, NULL);
}
