/* test_shorthand.c - promises of engine/text/shorthand.h */
#include "engine/text/shorthand.h"

#include "tests/unit/unit.h"

static const char *const news[] = {
	"The dock strike enters its second week. The dock hands say so.",
	"The mayor of the town said the dock would open, the town hopes.",
	"Die Werft bleibt zu; die Stadt hofft. "
	"\xd0\x9f\xd0\xbe\xd1\x80\xd1\x82 "
	"\xd0\x9f\xd0\xbe\xd1\x80\xd1\x82 \xd0\x9f\xd0\xbe\xd1\x80\xd1\x82",
	"\xe2\x80\x9cThe dock,\xe2\x80\x9d she said \xe2\x80\x93 and the town.",
};

static struct buf
learned(const char *const *texts, size_t n)
{
	struct shorthand_sample *sample = shorthand_sample_new();
	struct buf words = { 0 };

	for (size_t i = 0; i < n; i++)
		shorthand_sample_add(sample, texts[i], strlen(texts[i]));
	shorthand_sample_words(sample, &words);
	shorthand_sample_free(sample);
	return words;
}

static struct shorthand *
shorthand_of_news(void)
{
	struct buf words = learned(news, COUNT(news));
	struct err err = { 0 };
	struct shorthand *made = shorthand_new(words.data, words.len, &err);

	if (made == NULL)
		fail_msg("%s", err.text);
	buf_release(&words);
	return made;
}

/* Write and read a text; returns how long it is in shorthand. */
static size_t
there_and_back(const struct shorthand *shorthand, const char *text, size_t len)
{
	struct buf out = { 0 }, back = { 0 };
	size_t written;

	shorthand_write(shorthand, text, len, &out);
	assert_null(memchr(buf_text(&out), '\0', out.len));
	assert_true(out.len == 0 || (unsigned char)*out.data == 1 ||
		    (unsigned char)*out.data >= SHORTHAND_OWN);
	buf_puts(&back, "before ");
	assert_true(shorthand_read(shorthand, buf_text(&out), out.len, &back));
	assert_int_equal(back.len, 7 + len);
	assert_memory_equal(back.data + 7, text, len);
	assert_int_equal(back.data[7 + len], '\0');
	written = out.len;
	buf_release(&out);
	buf_release(&back);
	return written;
}

static void
common_words_get_codes(void **state)
{
	struct buf words = learned(news, COUNT(news));

	(void)state;
	/* " the" and " dock" four times, " town" three times … */
	assert_string_equal(words.data, " dock");
	assert_string_equal(words.data + 6, " the");
	buf_release(&words);
}

static void
the_order_of_a_sample_does_not_matter(void **state)
{
	const char *turned[] = { news[3], news[1], news[0], news[2] };
	struct buf one = learned(news, COUNT(news));
	struct buf other = learned(turned, COUNT(turned));

	(void)state;
	assert_int_equal(one.len, other.len);
	assert_memory_equal(one.data, other.data, one.len);
	buf_release(&one);
	buf_release(&other);
}

static void
texts_come_back(void **state)
{
	static const char *const texts[] = {
		"",
		" ",
		"the",
		"the dock",
		" the dock  the\ttown\n\nThe dock.",
		"dock\xe2\x80\x99s",
		"\x01\x02\x03\x07\x08 the \x1f\x7f",
		"\xd0\x9f\xd0\xbe\xd1\x80\xd1\x82 \xff\xfe\xe2\x80",
		"more than 24 letters: abcdefghijklmnopqrstuvwxyzabcdefgh",
	};
	struct shorthand *shorthand = shorthand_of_news();

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		there_and_back(shorthand, texts[i], strlen(texts[i]));
	for (size_t i = 0; i < COUNT(news); i++)
		assert_true(there_and_back(shorthand, news[i],
				    strlen(news[i])) < strlen(news[i]));
	shorthand_free(shorthand);
}

static void
texts_of_any_bytes_come_back(void **state)
{
	struct shorthand *shorthand = shorthand_of_news();
	struct shorthand *none = shorthand_new("", 0, NULL);
	uint32_t random = 1;
	char text[300];

	(void)state;
	for (int i = 0; i < 2000; i++) {
		size_t len = (size_t)i % sizeof(text);

		for (size_t j = 0; j < len; j++) {
			random = random * 1664525 + 1013904223;
			text[j] = (char)(1 + (random >> 16) % 255);
		}
		there_and_back(shorthand, text, len);
		there_and_back(none, text, len);
	}
	shorthand_free(shorthand);
	shorthand_free(none);
}

/* As many words as there are codes, and one more. */
static void
every_code_is_a_word_of_its_own(void **state)
{
	struct buf words = { 0 };
	struct shorthand *shorthand;
	struct err err = { 0 };
	char word[16];

	(void)state;
	for (int i = 0; i < SHORTHAND_WORDS; i++) {
		snprintf(word, sizeof(word), " w%d", i);
		buf_add(&words, word, strlen(word) + 1);
	}
	shorthand = shorthand_new(words.data, words.len, &err);
	assert_non_null(shorthand);
	for (int i = 0; i < SHORTHAND_WORDS; i++) {
		snprintf(word, sizeof(word), " w%d", i);
		assert_int_equal(there_and_back(shorthand, word, strlen(word)),
			i < 64 ? 1 : 2);
	}
	shorthand_free(shorthand);
	buf_add(&words, "more", sizeof("more"));
	assert_null(shorthand_new(words.data, words.len, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	buf_release(&words);
}

static void
lists_that_are_none_are_refused(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_null(shorthand_new("the", 3, &err));
	assert_null(shorthand_new("the\0\0", 5, &err));
	assert_null(shorthand_new("abcdefghijklmnopqrstuvwxy", 26, &err));
	assert_int_equal(err.kind, ERR_INDEX);
}

static void
bytes_that_are_no_text_are_refused(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
	} bad[] = {
		{ "\xbf", 1 },		  /* no such word */
		{ "\xc0", 1 },		  /* half a code */
		{ "\xff\xff", 2 },	  /* no such word */
		{ "\xc0\0", 2 },	  /* no such code */
		{ "\1", 1 },		  /* no number */
		{ "\1\2x", 3 },		  /* fewer than it says */
		{ "\1\0x", 3 },		  /* none */
		{ "\1\x80xxxxxxxx", 10 }, /* more than there may be */
	};
	struct shorthand *shorthand = shorthand_of_news();
	struct buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(shorthand_read(
			shorthand, bad[i].bytes, bad[i].len, &out));
	shorthand_free(shorthand);
	buf_release(&out);
}

static void
one_list_serves_all_who_have_its_words(void **state)
{
	static const char words[] = "dock\0town", others[] = "dock\0tows";
	struct err err = { 0 };
	struct shorthand *first =
		shorthand_open_like(words, sizeof(words), NULL, &err);
	struct shorthand *second =
		shorthand_open_like(words, sizeof(words), first, &err);
	struct shorthand *third =
		shorthand_open_like(others, sizeof(others), first, &err);
	struct buf out = { 0 };

	(void)state;
	assert_non_null(first);
	assert_ptr_equal(second, first);
	assert_ptr_not_equal(third, first);
	shorthand_free(first);
	assert_true(shorthand_read(second, "\x81", 1, &out));
	assert_true(shorthand_read(third, "\x81", 1, &out));
	assert_string_equal(out.data, "towntows");
	shorthand_free(second);
	shorthand_free(third);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(common_words_get_codes),
		cmocka_unit_test(the_order_of_a_sample_does_not_matter),
		cmocka_unit_test(texts_come_back),
		cmocka_unit_test(texts_of_any_bytes_come_back),
		cmocka_unit_test(every_code_is_a_word_of_its_own),
		cmocka_unit_test(lists_that_are_none_are_refused),
		cmocka_unit_test(bytes_that_are_no_text_are_refused),
		cmocka_unit_test(one_list_serves_all_who_have_its_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
