/* test_stories.c - promises of engine/index/stories.h */
#include "engine/index/stories.h"

#include "tests/unit/columns_sample.h"
#include "tests/unit/story_sample.h"

#define MANY 300 /* more than one bundle holds */

/* Story n of many, all different. */
static struct story
numbered(struct arena *arena, uint32_t n)
{
	struct story story = whole_story();
	struct buf body = { 0 };

	buf_puts(&body, story.body_text);
	for (uint32_t i = 0; i < n % 40; i++)
		buf_printf(&body, " Ship %u came in.", n * 7 + i);
	story.uri = arena_printf(arena, "hg/%05u", n);
	story.body_text = arena_string(arena, buf_text(&body));
	story.cluster = 0;
	buf_release(&body);
	return story;
}

/* Columns of stories [0..n), by as many writers. */
static void
store(uint32_t n, uint32_t writers, struct columns *columns)
{
	static const char words[] = " Ship\0 came\0 in\0";
	struct shorthand *shorthand =
		shorthand_new(words, sizeof(words) - 1, NULL);
	struct columns_writer *first = NULL;
	struct arena arena = { 0 };

	for (uint32_t w = 0; w < writers; w++) {
		struct columns_writer *writer = columns_writer_new(scratch);

		columns_use_shorthand(writer, shorthand);
		for (uint32_t i = n * w / writers; i < n * (w + 1) / writers;
			i++) {
			struct story story = numbered(&arena, i);

			add_row(writer, &story, 10);
		}
		if (first == NULL) {
			first = writer;
			continue;
		}
		columns_append(first, writer);
		columns_writer_free(writer);
	}
	finish(first, columns);
	shorthand_free(shorthand);
	arena_release(&arena);
}

static void
assert_stored(struct story_reader *reader, uint32_t row)
{
	struct arena arena = { 0 };
	struct story story = numbered(&arena, row), back;
	struct buf one = { 0 }, other = { 0 };
	struct err err = { 0 };

	if (!story_reader_get(reader, row, &arena, &back, &err))
		fail_msg("%s", err.text);
	story_pack(&story, &one);
	story_pack(&back, &other);
	assert_int_equal(one.len, other.len);
	assert_memory_equal(one.data, other.data, one.len);
	buf_release(&one);
	buf_release(&other);
	arena_release(&arena);
}

static void
stories_are_read_in_any_order(void **state)
{
	struct columns columns;
	struct story_reader *reader;

	(void)state;
	for (uint32_t writers = 1; writers <= 3; writers += 2) {
		store(MANY, writers, &columns);
		assert_true(columns.stored.bundles > writers);
		reader = story_reader_new(&columns);
		for (uint32_t i = 0; i < MANY; i++)
			assert_stored(reader, i);
		for (uint32_t i = 0; i < MANY; i++)
			assert_stored(reader, i * 97 % MANY);
		story_reader_free(reader);
		columns_close(&columns);
	}
}

static void
columns_of_no_story_have_none(void **state)
{
	struct columns columns;

	(void)state;
	store(0, 2, &columns);
	assert_int_equal(columns.stories, 0);
	assert_int_equal(columns.stored.bundles, 0);
	columns_close(&columns);
}

static void
writers_without_a_shorthand_store_in_full(void **state)
{
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns_writer *more = columns_writer_new(scratch);
	struct arena arena = { 0 };
	struct columns columns;
	struct story_reader *reader;

	(void)state;
	for (uint32_t i = 0; i < 8; i++) {
		struct story story = numbered(&arena, i);

		add_row(i < 4 ? writer : more, &story, 10);
	}
	columns_append(writer, more);
	columns_writer_free(more);
	finish(writer, &columns);
	reader = story_reader_new(&columns);
	for (uint32_t i = 0; i < 8; i++)
		assert_stored(reader, i);
	story_reader_free(reader);
	columns_close(&columns);
	arena_release(&arena);
}

/* ---- cards ---- */

static void
assert_card(const struct story *story, const char *date)
{
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns columns;
	struct err err = { 0 };
	struct card card;

	add_row(writer, story, 10);
	finish(writer, &columns);
	assert_true(card_read(&columns, 0, &card, &err));
	assert_string_equal(card.uri, story->uri);
	assert_string_equal(card.date, date);
	if (story->headline == NULL)
		assert_null(card.headline);
	else
		assert_string_equal(card.headline, story->headline);
	columns_close(&columns);
}

static void
a_card_has_what_a_hit_shows(void **state)
{
	struct story story = whole_story();

	(void)state;
	story.cluster = 0;
	assert_card(&story, "1911-08-02");
	story.headline = NULL;
	assert_card(&story, "1911-08-02");
	story.headline = "";
	story.published.value = "1911-08-02T04:05:06Z";
	story.published.precision = PRECISION_SECOND;
	assert_card(&story, "1911-08-02");
	story.published.value = "1911-08";
	story.published.precision = PRECISION_MONTH;
	assert_card(&story, "1911-08");
	story.published = (struct story_date){ .day = DAY_UNKNOWN };
	assert_card(&story, "");
}

/* ---- damage ---- */

/* Change one byte of a file of the columns. */
static void
change(const char *name, long at)
{
	struct buf path = { 0 };
	FILE *file;
	int c;

	fs_join(&path, scratch, name, NULL);
	file = fopen(path.data, "r+b");
	assert_non_null(file);
	fseek(file, at, SEEK_SET);
	c = fgetc(file);
	fseek(file, at, SEEK_SET);
	fputc(c ^ 0x10, file);
	fclose(file);
	buf_release(&path);
}

static void
every_changed_byte_of_the_stories_is_found(void **state)
{
	struct columns columns;
	struct arena arena = { 0 };
	uint64_t bytes;

	(void)state;
	store(20, 1, &columns);
	bytes = columns.stored.starts[columns.stored.bundles].at;
	columns_close(&columns);
	for (uint64_t i = 0; i < bytes; i++) {
		struct story_reader *reader;
		bool found = false;

		change("stories", 48 + (long)i);
		assert_true(columns_open(scratch, &columns, NULL));
		reader = story_reader_new(&columns);
		for (uint32_t row = 0; row < 20; row++) {
			struct story story;
			struct err err = { 0 };

			arena_reset(&arena);
			if (story_reader_get(reader, row, &arena, &story, &err))
				continue;
			assert_int_equal(err.kind, ERR_INDEX);
			found = true;
		}
		assert_true(found);
		story_reader_free(reader);
		columns_close(&columns);
		change("stories", 48 + (long)i);
	}
	arena_release(&arena);
}

/* Whatever is in the files of starts, words and cards: refused or harmless. */
static void
changed_files_lead_nowhere(void **state)
{
	static const char *const files[] = { "story_start", "story_words",
		"card", "card_start" };
	struct columns columns;
	struct arena arena = { 0 };

	(void)state;
	store(20, 1, &columns);
	columns_close(&columns);
	for (size_t f = 0; f < COUNT(files); f++)
		for (long at = 48; at < 48 + 120; at++) {
			struct story_reader *reader;

			change(files[f], at);
			if (columns_open(scratch, &columns, NULL)) {
				reader = story_reader_new(&columns);
				for (uint32_t row = 0; row < 20; row++) {
					struct story story;

					arena_reset(&arena);
					story_reader_get(reader, row, &arena,
						&story, NULL);
				}
				story_reader_free(reader);
				columns_close(&columns);
			}
			change(files[f], at);
		}
	arena_release(&arena);
}

static void
a_card_without_its_strings_is_refused(void **state)
{
	struct columns columns;
	struct err err = { 0 };
	struct card card;

	(void)state;
	store(2, 1, &columns);
	columns_close(&columns);
	/* the NUL behind "hg/00000" */
	change("card", 48 + 8);
	assert_true(columns_open(scratch, &columns, NULL));
	assert_false(card_read(&columns, 0, &card, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	columns_close(&columns);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stories_are_read_in_any_order),
		cmocka_unit_test(columns_of_no_story_have_none),
		cmocka_unit_test(writers_without_a_shorthand_store_in_full),
		cmocka_unit_test(a_card_has_what_a_hit_shows),
		cmocka_unit_test(every_changed_byte_of_the_stories_is_found),
		cmocka_unit_test(changed_files_lead_nowhere),
		cmocka_unit_test(a_card_without_its_strings_is_refused),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
