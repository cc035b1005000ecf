/* test_pairs.c - promises of engine/index/pairs.h */
#include "engine/index/pairs.h"

#include "engine/index/term_list.h"
#include "tests/unit/columns_sample.h"

static void
a_pair_is_a_term_of_its_own(void **state)
{
	struct buf term = { 0 };

	(void)state;
	pair_term(&term, "of", 2, "the", 3);
	assert_string_equal(term.data, "XPof the");
	buf_release(&term);
}

/* A story of these words, one letter each; in upper case boilerplate. */
static void
count(struct pair_counts *counts, const char *letters)
{
	struct story_word words[26] = { 0 };
	struct term_list list = { .words = words };
	char lower[26];

	for (; *letters != '\0'; letters++) {
		uint32_t i = list.nwords++;

		lower[i] = (char)(*letters | 0x20);
		words[i] = (struct story_word){
			.text = &lower[i],
			.len = 1,
			.boiler = *letters < 'a',
		};
	}
	pair_counts_add(counts, &list);
}

/* The words in their order, one behind the other. */
static const char *
words_of(const struct pair_words *pairs)
{
	static struct buf text;

	buf_reset(&text);
	for (uint32_t i = 0; i < pairs->words.count; i++)
		buf_puts(&text, names_text(&pairs->words, i, NULL));
	return buf_text(&text);
}

static void
the_words_of_most_stories_come_first(void **state)
{
	struct pair_counts one = { 0 }, two = { 0 };
	struct pair_words pairs;

	(void)state;
	count(&one, "abX");
	count(&one, "abcX");
	count(&two, "cadX");
	count(&two, "a");
	pair_counts_merge(&one, &two);
	pair_counts_choose(&one, &pairs);
	assert_string_equal(words_of(&pairs), "abcd");
	assert_true(pair_words_have(&pairs, "d", 1));
	assert_false(pair_words_have(&pairs, "x", 1));
	pair_words_close(&pairs);
	pair_counts_release(&one);
	pair_counts_release(&two);
}

static void
no_more_words_are_chosen_than_there_are_numbers(void **state)
{
	struct pair_counts counts = { 0 };
	struct pair_words pairs;
	char texts[PAIR_WORDS + 5][PAIR_WORD_MAX + 8];
	struct story_word words[PAIR_WORDS + 5];
	struct term_list list = { .words = words, .nwords = COUNT(words) };

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		/* the first ones are too long */
		int len = snprintf(texts[i], sizeof(texts[i]), "%0*zu",
			i < 2 ? PAIR_WORD_MAX + 1 : 5, i);

		words[i] = (struct story_word){ .text = texts[i],
			.len = (uint32_t)len };
	}
	pair_counts_add(&counts, &list);
	pair_counts_choose(&counts, &pairs);
	assert_int_equal(pairs.words.count, PAIR_WORDS);
	assert_string_equal(names_text(&pairs.words, 0, NULL), "00002");
	pair_words_close(&pairs);
	pair_counts_release(&counts);
}

static void
a_list_comes_back_from_its_file(void **state)
{
	struct pair_words pairs = { 0 }, again;
	struct err err = { 0 };

	(void)state;
	for (int turn = 0; turn < 2; turn++) {
		assert_true(pair_words_write(&pairs, scratch, &err));
		assert_true(pair_words_open(scratch, &again, &err));
		assert_int_equal(again.words.count, pairs.words.count);
		assert_string_equal(words_of(&again), turn ? "theof" : "");
		pair_words_close(&again);
		names_add(&pairs.words, "the", 3, NULL);
		names_add(&pairs.words, "of", 2, NULL);
	}
	pair_words_close(&pairs);
}

static void
a_damaged_list_is_refused(void **state)
{
	struct pair_words pairs = { 0 }, again;
	struct buf path = { 0 }, bytes = { 0 };
	struct err err = { 0 };

	(void)state;
	names_add(&pairs.words, "the", 3, NULL);
	names_add(&pairs.words, "of", 2, NULL);
	assert_true(pair_words_write(&pairs, scratch, &err));
	fs_join(&path, scratch, "pairs", NULL);
	assert_true(fs_read_file(path.data, 1 << 16, &bytes, &err));
	for (size_t i = 1; i <= 4; i++) {
		assert_true(fs_write_file(
			path.data, bytes.data, bytes.len - i, &err));
		assert_false(pair_words_open(scratch, &again, &err));
		assert_int_equal(err.kind, ERR_INDEX);
	}
	pair_words_close(&pairs);
	buf_release(&path);
	buf_release(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pair_is_a_term_of_its_own),
		cmocka_unit_test(the_words_of_most_stories_come_first),
		cmocka_unit_test(
			no_more_words_are_chosen_than_there_are_numbers),
		cmocka_unit_test(a_list_comes_back_from_its_file),
		cmocka_unit_test(a_damaged_list_is_refused),
	};

	return cmocka_run_group_tests_name(
		"pairs", tests, make_scratch, remove_scratch);
}
