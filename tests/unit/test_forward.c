/* test_forward.c - promises of engine/index/forward.h */
#include "engine/index/forward.h"

#include "base/names.h"
#include "engine/index/terms.h"
#include "engine/index/vocabulary_draft.h"
#include "tests/unit/columns_sample.h"

#include <fcntl.h>
#include <unistd.h>

static const char *const bodies[] = {
	"the talks go on and on, the harbour waits",
	"The talks: on.",
	NULL,
	"S-400s and the Harbour of Hafen-Gespräche",
	"harbour",
};

static struct story
story_of(const char *body)
{
	struct story story = dated(DAY_UNKNOWN);

	story.headline = "Harbour";
	story.body_text = body;
	return story;
}

/* The same in one writer, or its end in another one. */
static void
open_bodies(struct columns *columns, size_t first)
{
	struct columns_writer *writers[] = { columns_writer_new(scratch),
		columns_writer_new(scratch) };
	struct terms *terms = terms_new("en");

	for (size_t i = 0; i < COUNT(bodies); i++) {
		const struct story story = story_of(bodies[i]);
		struct term_list list;

		terms_of_story(terms, &story, &list);
		columns_add(writers[i >= first], &story, &list);
	}
	terms_free(terms);
	columns_append(writers[0], writers[1]);
	columns_writer_free(writers[1]);
	finish(writers[0], columns);
}

/* The words of a row, each looked up among those of the list of terms. */
static void
assert_row(const struct columns *columns, uint32_t row)
{
	const struct story story = story_of(bodies[row]);
	struct terms *terms = terms_new("en");
	struct names words = { 0 };
	struct term_list list;
	struct forward_walk walk = forward_row(&columns->forward, row);
	uint32_t rank, n = 0;

	terms_of_story(terms, &story, &list);
	for (uint32_t i = 0; i < list.nwords; i++)
		names_add(&words, list.words[i].text, list.words[i].len, NULL);
	while (forward_next(&walk, &rank)) {
		size_t len;
		const char *word = vocabulary_word(&columns->vocabulary,
			columns->forward.word[rank], &len);

		assert_int_not_equal(names_find(&words, word, len), NAMES_NONE);
		n++;
	}
	assert_false(walk.broken);
	assert_int_equal(n, words.count);
	names_release(&words);
	terms_free(terms);
}

static void
each_story_has_the_words_it_was_indexed_with(void **state)
{
	(void)state;
	for (size_t first = 0; first <= COUNT(bodies); first++) {
		struct columns columns;

		open_bodies(&columns, first);
		for (uint32_t row = 0; row < columns.stories; row++)
			assert_row(&columns, row);
		columns_close(&columns);
	}
}

static void
the_word_of_most_stories_has_the_lowest_rank(void **state)
{
	struct columns columns;
	const struct forward *forward = &columns.forward;
	const struct vocabulary *vocabulary = &columns.vocabulary;
	size_t len;

	(void)state;
	open_bodies(&columns, 2);
	assert_int_equal(forward->words, vocabulary->count);
	assert_memory_equal(vocabulary_word(vocabulary, forward->word[0], &len),
		"harbour", 7);
	for (uint32_t i = 1; i < forward->words; i++)
		assert_true(vocabulary->stories[forward->word[i - 1]] >=
			    vocabulary->stories[forward->word[i]]);
	columns_close(&columns);
}

static void
words_of_boilerplate_alone_have_no_rank(void **state)
{
	struct story_block block = { .text = "subscribe harbour" };
	struct columns_writer *writer = columns_writer_new(scratch);
	struct terms *terms = terms_new("en");
	struct story story = story_of("");
	struct term_list list;
	struct columns columns;

	(void)state;
	story.boilerplate = &block;
	story.nboilerplate = 1;
	terms_of_story(terms, &story, &list);
	columns_add(writer, &story, &list);
	terms_free(terms);
	finish(writer, &columns);
	assert_int_equal(columns.vocabulary.count, 2);
	assert_int_equal(columns.forward.words, 1);
	columns_close(&columns);
}

/* A row of these bytes, over an archive of so many words. */
static void
assert_walk(const char *bytes, size_t len, uint32_t words, uint32_t count,
	bool broken)
{
	struct forward_walk walk =
		forward_begin((const uint8_t *)bytes, len, words);
	uint32_t rank, n = 0;

	while (forward_next(&walk, &rank)) {
		assert_true(rank < words);
		n++;
	}
	assert_int_equal(n, count);
	assert_int_equal(walk.broken, broken);
}

static void
no_row_leads_out_of_the_words(void **state)
{
	(void)state;
	assert_walk("", 0, 0, 0, false);
	/* no group: gaps one by one */
	assert_walk("\0", 1, 0, 0, false);
	assert_walk("\0\0\0\0", 4, 3, 3, false);
	assert_walk("\0\0\0\0", 4, 2, 2, true);
	assert_walk("\0\1\1", 3, 4, 2, false);
	assert_walk("\0\1\1", 3, 3, 1, true);
	assert_walk("\0\0", 2, 0, 0, true);
	assert_walk("\0\x80\x01", 3, 129, 1, false);
	assert_walk("\0\x80\x01", 3, 128, 0, true);
	assert_walk("\0\x80", 2, 1000, 0, true);
	assert_walk("\0\xff\xff\xff\xff\x0f", 6, UINT32_MAX, 0, true);
	assert_walk("\0\xfe\xff\xff\xff\x0f", 6, UINT32_MAX, 1, false);
	assert_walk("\0\xff\xff\xff\xff\x1f", 6, UINT32_MAX, 0, true);
	assert_walk("\0\x80\x80\x80\x80\x80\x01", 7, UINT32_MAX, 0, true);
	/* groups: of no bits, of one bit, of two widths */
	assert_walk("\1\0", 2, 8, 8, false);
	assert_walk("\1\0", 2, 7, 7, true);
	assert_walk("\1\1\xff", 3, 16, 8, false);
	assert_walk("\1\1\xff", 3, 15, 7, true);
	assert_walk("\2\x10\xff\2", 4, 1000, 17, false);
	assert_walk("\1\1", 2, 100, 0, true); /* no bits */
	assert_walk("\2\1\xff", 3, 100, 16, false);
	assert_walk("\3\0", 2, 100, 0, true); /* one width too few */
	assert_walk("\xff\xff\xff\xff\x0f", 5, UINT32_MAX, 0, true);
	assert_walk("\x80", 1, 100, 0, true);
}

#define MANY 100000

/* A story of those of MANY words whose place is marked, or of the others. */
static void
add_marked(struct vocabulary_draft *draft, const bool *marked, bool mark)
{
	static struct story_word words[MANY];
	static char texts[MANY][8];
	struct term_list terms = { .words = words };

	for (uint32_t i = 0; i < MANY; i++) {
		if (marked[i] != mark)
			continue;
		snprintf(texts[i], sizeof(texts[i]), "%06u", i);
		words[terms.nwords++] = (struct story_word){
			.text = texts[i],
			.len = 6,
			.stem = texts[i],
			.stem_len = 6,
		};
	}
	vocabulary_draft_add(draft, &terms, 0);
}

/* Each word has one story, so that ranks are in the order of the texts. */
static void
gaps_of_every_width_come_back(void **state)
{
	static bool marked[MANY];
	const uint32_t clusters[2] = { 0, 0 };
	struct vocabulary_draft draft;
	struct vocabulary vocabulary;
	struct forward forward;
	struct err err = { 0 };

	(void)state;
	for (uint32_t gap = 1, at = 0; at < MANY; gap += gap / 3 + 1)
		for (int i = 0; i < 9 && at < MANY; i++, at += gap)
			marked[at] = true;
	vocabulary_draft_init(&draft, scratch);
	add_marked(&draft, marked, true);
	add_marked(&draft, marked, false);
	if (!vocabulary_draft_write(&draft, scratch, clusters, 2, &err) ||
		!forward_write(scratch, &draft, 2, &err) ||
		!vocabulary_open(scratch, &vocabulary, &err) ||
		!forward_open(scratch, &vocabulary, 2, &forward, &err))
		fail_msg("%s", err.text);
	for (uint32_t row = 0; row < 2; row++) {
		struct forward_walk walk = forward_row(&forward, row);
		uint32_t rank;

		for (uint32_t i = 0; i < MANY; i++) {
			if (marked[i] != (row == 0))
				continue;
			assert_true(forward_next(&walk, &rank));
			assert_int_equal(rank, i);
		}
		assert_false(forward_next(&walk, &rank));
		assert_false(walk.broken);
	}
	forward_close(&forward);
	vocabulary_close(&vocabulary);
	vocabulary_draft_release(&draft);
}

static void
overwrite(const char *name, long at, uint32_t value)
{
	struct buf path = { 0 };
	int fd;

	fs_join(&path, scratch, name, NULL);
	fd = open(path.data, O_WRONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, &value, sizeof(value), at), sizeof(value));
	close(fd);
	buf_release(&path);
}

static void
damage_is_found_when_it_is_opened(void **state)
{
	static const struct {
		const char *name;
		long entry; /* from 0, of four bytes */
		uint32_t value;
		const char *said;
	} damage[] = {
		{ "forward_word", 0, 1 << 20, "no word of the vocabulary" },
		{ "forward_word", 1, 0, "out of order" },
		{ "forward_start", 0, 1, "not 0" },
		{ "forward_start", 2, 1 << 20, "out of order" },
		{ "forward_start", 10, 0, "out of order" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(damage); i++) {
		struct err err = { 0 };
		struct columns columns;
		uint32_t value = damage[i].value;

		open_bodies(&columns, 5);
		if (i == 1) /* the word before, once more */
			value = columns.forward.word[0];
		columns_close(&columns);
		overwrite(damage[i].name, 48 + 4 * damage[i].entry, value);
		assert_false(columns_open(scratch, &columns, &err));
		assert_int_equal(err.kind, ERR_INDEX);
		if (strstr(err.text, damage[i].said) == NULL)
			fail_msg("%s: %s", damage[i].said, err.text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_story_has_the_words_it_was_indexed_with),
		cmocka_unit_test(the_word_of_most_stories_has_the_lowest_rank),
		cmocka_unit_test(words_of_boilerplate_alone_have_no_rank),
		cmocka_unit_test(no_row_leads_out_of_the_words),
		cmocka_unit_test(gaps_of_every_width_come_back),
		cmocka_unit_test(damage_is_found_when_it_is_opened),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
