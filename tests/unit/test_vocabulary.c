/* test_vocabulary.c - promises of engine/index/vocabulary.h */
#include "engine/index/vocabulary.h"

#include "base/arena.h"
#include "engine/index/terms.h"
#include "engine/index/vocabulary_draft.h"
#include "tests/unit/columns_sample.h"

/* Stories of words; copies share a cluster. */
struct told {
	const char *headline, *body, *boiler, *language;
	uint32_t cluster;
};

static void
tell(struct columns_writer *writer, const struct told *told, size_t n)
{
	struct terms *terms = terms_new("en");

	for (size_t i = 0; i < n; i++) {
		struct story story = dated(DAY_UNKNOWN);
		struct story_block block = { .text = told[i].boiler };
		struct term_list list;

		story.headline = told[i].headline;
		story.body_text = told[i].body;
		story.language = told[i].language;
		story.boilerplate = &block;
		story.nboilerplate = told[i].boiler != NULL;
		story.cluster = told[i].cluster;
		terms_of_story(terms, &story, &list);
		columns_add(writer, &story, &list);
	}
	terms_free(terms);
}

static const struct told told[] = {
	{ "Harbour talks", "The talk of the harbour.", NULL, "en", 1 },
	{ NULL, "Talks, talks; talked of HARBOURS", "Read talks more", "en",
		1 },
	{ NULL, "Gespräche im Hafen: talks", NULL, "de", 0 },
	{ NULL, "talks", NULL, "en", 2 },
	{ NULL, "nothing of it", "talks", "en", 2 },
	{ NULL, NULL, NULL, NULL, 0 },
};

/* The sample in one writer, or its end in another one. */
static void
open_told(struct columns *columns, size_t first)
{
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns_writer *more = columns_writer_new(scratch);

	tell(writer, told, first);
	tell(more, told + first, COUNT(told) - first);
	columns_append(writer, more);
	columns_writer_free(more);
	finish(writer, columns);
}

/* The same of writers that share their words; the end is told first. */
static void
open_told_with_words(struct columns *columns, size_t first)
{
	struct columns_words *words = columns_words_new(scratch);
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns_writer *more = columns_writer_new(scratch);

	columns_use_words(more, words, 1);
	tell(more, told + first, COUNT(told) - first);
	columns_settle(more);
	columns_use_words(writer, words, 0);
	tell(writer, told, first);
	columns_settle(writer);
	columns_append(writer, more);
	columns_writer_free(more);
	columns_take_words(writer, words);
	columns_words_free(words);
	finish(writer, columns);
}

static void
expect(const struct vocabulary *vocabulary, const char *word, uint32_t stories,
	uint32_t distinct)
{
	uint32_t i = vocabulary_find(vocabulary, word, strlen(word));

	assert_int_not_equal(i, WORD_NONE);
	assert_int_equal(vocabulary->stories[i], stories);
	assert_int_equal(vocabulary->distinct[i], distinct);
}

static void
stories_and_texts_of_a_word_are_counted(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * (COUNT(told) + 1); i++) {
		struct columns columns;
		const struct vocabulary *v = &columns.vocabulary;

		if (i % 2 == 0)
			open_told(&columns, i / 2);
		else
			open_told_with_words(&columns, i / 2);
		expect(v, "talks", 4, 3);
		expect(v, "harbour", 1, 1);
		expect(v, "of", 3, 2);
		expect(v, "read", 0, 0); /* in boilerplate alone */
		expect(v, "gesprache", 1, 1);
		assert_int_equal(vocabulary_find(v, "talking", 7), WORD_NONE);
		assert_int_equal(vocabulary_find(v, "", 0), WORD_NONE);
		columns_close(&columns);
	}
}

static void
words_ascend_and_are_found_by_their_ordinal(void **state)
{
	struct columns columns;
	const struct vocabulary *v = &columns.vocabulary;
	size_t len;

	(void)state;
	open_told(&columns, 2);
	for (uint32_t i = 0; i < v->count; i++) {
		const char *word = vocabulary_word(v, i, &len);

		assert_int_equal(vocabulary_find(v, word, len), i);
	}
	columns_close(&columns);
}

static void
a_beginning_is_a_range_of_words(void **state)
{
	static const struct {
		const char *text;
		uint32_t n;
	} asked[] = {
		{ "talk", 3 }, /* talk, talked, talks */
		{ "talks", 1 },
		{ "harbour", 2 },
		{ "zebra", 0 },
		{ "a", 0 },
	};
	struct columns columns;
	uint32_t first, end;

	(void)state;
	open_told(&columns, 3);
	for (size_t i = 0; i < COUNT(asked); i++) {
		vocabulary_prefix(&columns.vocabulary, asked[i].text,
			strlen(asked[i].text), &first, &end);
		assert_int_equal(end - first, asked[i].n);
	}
	vocabulary_prefix(&columns.vocabulary, "", 0, &first, &end);
	assert_int_equal(first, 0);
	assert_int_equal(end, columns.vocabulary.count);
	columns_close(&columns);
}

/* The forms of a stem, joined by blanks. */
static const char *
forms(const struct vocabulary *vocabulary, const char *stem)
{
	static struct buf text;
	uint32_t n;
	const uint32_t *words =
		vocabulary_forms(vocabulary, stem, strlen(stem), &n);

	buf_reset(&text);
	for (uint32_t i = 0; i < n; i++) {
		size_t len;
		const char *word = vocabulary_word(vocabulary, words[i], &len);

		buf_printf(&text, "%s%.*s", i > 0 ? " " : "", (int)len, word);
	}
	return buf_text(&text);
}

static void
stems_lead_to_their_forms_in_every_language(void **state)
{
	static const struct told two[] = {
		{ NULL, "talks kinder", NULL, "en", 0 },
		{ NULL, "kinder", NULL, "de", 0 },
	};
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns columns;

	(void)state;
	open_told(&columns, 1);
	assert_string_equal(
		forms(&columns.vocabulary, "talk"), "talk talked talks");
	assert_string_equal(
		forms(&columns.vocabulary, "harbour"), "harbour harbours");
	assert_string_equal(forms(&columns.vocabulary, "talks"), "");
	columns_close(&columns);
	tell(writer, two, COUNT(two));
	finish(writer, &columns);
	assert_string_equal(forms(&columns.vocabulary, "kinder"), "kinder");
	assert_string_equal(forms(&columns.vocabulary, "kind"), "kinder");
	columns_close(&columns);
}

/* ---- more words than memory shall hold ---- */

#define MANY 6000
#define WORDS 100

/* A story of that many words, numbered so that each word has its count. */
static void
add_many(struct vocabulary_draft *draft, uint32_t at)
{
	static char texts[WORDS][16];
	struct story_word words[WORDS];
	struct term_list list = { .words = words, .nwords = WORDS };

	for (uint32_t i = 0; i < WORDS; i++) {
		int len = snprintf(texts[i], sizeof(texts[i]), "w%u",
			at * 37 % 1000 * WORDS + i);

		words[i] = (struct story_word){
			.text = texts[i],
			.stem = texts[i],
			.len = (uint32_t)len,
			.stem_len = (uint32_t)len,
		};
	}
	vocabulary_draft_add(draft, &list, at % 2 != 0 ? at % 500 : 0);
}

/* Does every word of story `at` stand where it should? */
static void
assert_words(struct vocabulary_draft *draft,
	const struct vocabulary *vocabulary, uint32_t at)
{
	uint32_t n;
	const uint32_t *words = vocabulary_draft_words(draft, at, &n);

	assert_int_equal(n, WORDS);
	for (uint32_t i = 0; i < n; i++) {
		char expected[16];
		size_t len;
		const char *word = vocabulary_word(vocabulary, words[i], &len);

		snprintf(expected, sizeof(expected), "w%u",
			at * 37 % 1000 * WORDS + i);
		assert_int_equal(len, strlen(expected));
		assert_memory_equal(word, expected, len);
	}
}

static void
words_of_stories_come_back_from_their_file(void **state)
{
	static uint32_t clusters[MANY];
	struct vocabulary_draft draft, more;
	struct vocabulary vocabulary;
	struct fs_names names;
	struct err err = { 0 };

	(void)state;
	vocabulary_draft_init(&draft, scratch);
	vocabulary_draft_init(&more, scratch);
	for (uint32_t i = 0; i < MANY; i++) {
		add_many(i < MANY / 3 ? &draft : &more, i);
		clusters[i] = i % 2 != 0 ? i % 500 : 0;
	}
	assert_non_null(more.shares[0].lists.path);
	vocabulary_draft_merge(&draft, &more);
	if (!vocabulary_draft_write(&draft, scratch, clusters, MANY, &err) ||
		!vocabulary_open(scratch, &vocabulary, &err))
		fail_msg("%s", err.text);
	for (uint32_t i = 0; i < MANY; i++)
		assert_words(&draft, &vocabulary, i);
	/* each thousandth story has the same words, and the same cluster */
	for (uint32_t i = 0; i < vocabulary.count; i++)
		assert_int_equal(vocabulary.stories[i], MANY / 1000);
	expect(&vocabulary, "w0", MANY / 1000, MANY / 1000);
	expect(&vocabulary, "w3700", MANY / 1000, 1);
	vocabulary_close(&vocabulary);
	vocabulary_draft_release(&draft);
	vocabulary_draft_release(&more);
	assert_true(fs_list(scratch, &names, NULL));
	for (size_t i = 0; i < names.count; i++)
		assert_null(strstr(names.names[i], "words-"));
	fs_names_release(&names);
}

static void
a_scratch_folder_that_is_gone_is_an_error(void **state)
{
	struct vocabulary_draft draft;
	struct err err = { 0 };

	(void)state;
	vocabulary_draft_init(&draft, "/nowhere/at/all");
	for (uint32_t i = 0; i < MANY; i++)
		add_many(&draft, i);
	assert_false(vocabulary_draft_write(&draft, scratch, NULL, 0, &err));
	assert_non_null(strstr(err.text, "/nowhere/at/all"));
	vocabulary_draft_release(&draft);
}

/* ---- damage ---- */

static void
no_changed_byte_leads_outside_the_file(void **state)
{
	struct buf path = { 0 }, bytes = { 0 };
	struct columns columns;

	(void)state;
	open_told(&columns, 2);
	columns_close(&columns);
	fs_join(&path, scratch, VOCABULARY_FILE, NULL);
	assert_true(fs_read_file(path.data, 1 << 20, &bytes, NULL));
	for (size_t at = 0; at < bytes.len; at++) {
		struct vocabulary vocabulary;
		uint32_t first, end;

		bytes.data[at] = (char)~bytes.data[at];
		assert_true(
			fs_write_file(path.data, bytes.data, bytes.len, NULL));
		bytes.data[at] = (char)~bytes.data[at];
		if (!vocabulary_open(scratch, &vocabulary, NULL))
			continue;
		vocabulary_find(&vocabulary, "talks", 5);
		vocabulary_prefix(&vocabulary, "t", 1, &first, &end);
		forms(&vocabulary, "talk");
		vocabulary_close(&vocabulary);
	}
	buf_release(&bytes);
	buf_release(&path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stories_and_texts_of_a_word_are_counted),
		cmocka_unit_test(words_ascend_and_are_found_by_their_ordinal),
		cmocka_unit_test(a_beginning_is_a_range_of_words),
		cmocka_unit_test(stems_lead_to_their_forms_in_every_language),
		cmocka_unit_test(words_of_stories_come_back_from_their_file),
		cmocka_unit_test(a_scratch_folder_that_is_gone_is_an_error),
		cmocka_unit_test(no_changed_byte_leads_outside_the_file),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
