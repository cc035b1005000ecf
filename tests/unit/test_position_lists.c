/* test_position_lists.c - promises of engine/index/position_lists.h */
#include "engine/index/position_lists.h"

#include "base/mem.h"
#include "engine/index/column_file.h"
#include "engine/index/position_files.h"
#include "engine/index/vocabulary.h"
#include "engine/index/vocabulary_draft.h"
#include "tests/unit/columns_sample.h"

/* Story s has word w at these positions, or not at all: some words are in
 * every story, some in few, some in boilerplate only. */
enum { STORIES = 700, WORDS = 60, PLACES = 40 };

static uint32_t
places(uint32_t s, uint32_t w, bool boiler, uint32_t *out)
{
	uint32_t seed = (s * 2654435761u) ^ (w * 40503u) ^ (boiler ? 77 : 0);
	uint32_t n = seed % 7 == 0 ? seed % PLACES : seed % 4 + 1;
	uint32_t position = 0;

	if (s % (w + 1) != 0 || (boiler && w % 3 != 0) || (!boiler && w == 9))
		return 0;
	for (uint32_t i = 0; i < n; i++) {
		seed = seed * 1664525u + 1013904223u;
		position += 1 + (seed >> 16) % (i % 9 == 0 ? 70000 : 50);
		out[i] = position;
	}
	return n;
}

static void
add_story(struct vocabulary_draft *draft, uint32_t s)
{
	static uint32_t positions[2 * WORDS][PLACES];
	static char texts[WORDS][8];
	struct story_word words[2 * WORDS];
	struct term_list list = { .words = words };

	for (uint32_t i = 0; i < 2 * WORDS; i++) {
		uint32_t w = (i / 2 * 7 + s) % WORDS, n;

		n = places(s, w, i % 2 != 0, positions[i]);
		if (n == 0)
			continue;
		snprintf(texts[w], sizeof(texts[w]), "w%u", w);
		words[list.nwords++] = (struct story_word){
			.text = texts[w],
			.stem = texts[w],
			.len = (uint32_t)strlen(texts[w]),
			.stem_len = (uint32_t)strlen(texts[w]),
			.positions = positions[i],
			.npositions = n,
			.boiler = i % 2 != 0,
		};
	}
	vocabulary_draft_add(draft, &list, 0);
}

/* The next number of the stream. */
static uint64_t
number(const unsigned char **at)
{
	uint64_t n = 0;
	unsigned shift = 0;

	for (;; shift += 7) {
		n |= (uint64_t)(**at & 0x7f) << shift;
		if (*(*at)++ < 0x80)
			return n;
	}
}

struct files {
	struct column_file bytes, starts;
};

static void
open_files(struct files *files, const char *bytes, const char *starts)
{
	struct err err = { 0 };

	if (!column_file_map(scratch, bytes, 1, &files->bytes, &err) ||
		!column_file_map(scratch, starts, sizeof(uint64_t),
			&files->starts, &err))
		fail_msg("%s", err.text);
}

/* The stream of word w holds what places() says, and leads to its blocks. */
static void
assert_stream(
	const struct files *files, uint32_t ordinal, uint32_t w, bool boiler)
{
	const uint64_t *starts = (const uint64_t *)files->starts.payload;
	const unsigned char *begin =
		(const unsigned char *)files->bytes.payload + starts[ordinal];
	const unsigned char *end = (const unsigned char *)files->bytes.payload +
				   starts[ordinal + 1];
	const unsigned char *at, *base;
	uint32_t expected[PLACES], stories = 0, block, n;

	for (uint32_t s = 0; s < STORIES; s++)
		stories += places(s, w, boiler, expected) > 0;
	base = at = begin + (stories > 0 ? (stories - 1) / 128 * 4 : 0);
	stories = 0;
	for (uint32_t s = 0; s < STORIES; s++) {
		uint64_t position = 0;

		n = places(s, w, boiler, expected);
		if (n == 0)
			continue;
		if (stories > 0 && stories % 128 == 0) {
			memcpy(&block, begin + (stories / 128 - 1) * 4, 4);
			assert_ptr_equal(base + block, at);
		}
		stories++;
		for (uint32_t i = 0; i < n; i++) {
			uint64_t packed = number(&at);

			position += packed >> 1;
			assert_int_equal(position, expected[i]);
			assert_int_equal(packed & 1, i + 1 == n);
		}
	}
	assert_ptr_equal(at, end);
}

/* Drafts merged, each of which made a run whenever `every` stories were in. */
static void
write_stories(uint32_t ndrafts, uint32_t every)
{
	struct vocabulary_draft drafts[3];
	uint32_t clusters[STORIES] = { 0 };
	struct err err = { 0 };

	for (uint32_t d = 0; d < ndrafts; d++)
		vocabulary_draft_init(&drafts[d], scratch);
	for (uint32_t s = 0; s < STORIES; s++) {
		struct vocabulary_draft *draft = &drafts[s * ndrafts / STORIES];

		add_story(draft, s);
		if (s % every == every - 1)
			vocabulary_draft_settle(draft);
	}
	for (uint32_t d = 1; d < ndrafts; d++)
		vocabulary_draft_merge(&drafts[0], &drafts[d]);
	if (!vocabulary_draft_write(
		    &drafts[0], scratch, clusters, STORIES, &err))
		fail_msg("%s", err.text);
	for (uint32_t d = 0; d < ndrafts; d++)
		vocabulary_draft_release(&drafts[d]);
}

static void
assert_all_words(void)
{
	struct files text, boiler;
	struct vocabulary vocabulary;
	struct err err = { 0 };

	if (!vocabulary_open(scratch, &vocabulary, &err))
		fail_msg("%s", err.text);
	open_files(&text, POSITIONS_FILE, POSITION_START_FILE);
	open_files(&boiler, BOILER_POSITIONS_FILE, BOILER_POSITION_START_FILE);
	assert_int_equal(vocabulary.count, WORDS);
	assert_int_equal(text.starts.count, WORDS + 1);
	for (uint32_t w = 0; w < WORDS; w++) {
		char word[8];
		uint32_t ordinal;

		snprintf(word, sizeof(word), "w%u", w);
		ordinal = vocabulary_find(&vocabulary, word, strlen(word));
		assert_int_not_equal(ordinal, WORD_NONE);
		assert_stream(&text, ordinal, w, false);
		assert_stream(&boiler, ordinal, w, true);
	}
	vocabulary_close(&vocabulary);
	fs_unmap(&text.bytes.map);
	fs_unmap(&text.starts.map);
	fs_unmap(&boiler.bytes.map);
	fs_unmap(&boiler.starts.map);
}

static void
each_word_has_its_places_story_by_story(void **state)
{
	(void)state;
	write_stories(1, STORIES + 1);
	assert_all_words();
}

static void
neither_runs_nor_drafts_show(void **state)
{
	static const struct {
		uint32_t drafts, every;
	} ways[] = { { 1, 1 }, { 1, 100 }, { 3, 37 }, { 3, STORIES + 1 } };

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		write_stories(ways[i].drafts, ways[i].every);
		assert_all_words();
	}
}

/* Parts of the stories, dealt to two drafts that are merged the other way
 * round. */
static void
parts_stand_in_the_order_of_their_numbers(void **state)
{
	enum { PARTS = 9, PART = STORIES / PARTS + 1 };
	struct vocabulary_draft drafts[2];
	uint32_t clusters[STORIES] = { 0 };
	struct err err = { 0 };

	(void)state;
	for (int d = 0; d < 2; d++)
		vocabulary_draft_init(&drafts[d], scratch);
	for (uint32_t part = 0; part < PARTS; part++) {
		struct vocabulary_draft *draft = &drafts[part % 3 == 1];

		vocabulary_draft_part(draft, part);
		for (uint32_t s = part * PART;
			s < (part + 1) * PART && s < STORIES; s++)
			add_story(draft, s);
	}
	vocabulary_draft_merge(&drafts[1], &drafts[0]);
	if (!vocabulary_draft_write(
		    &drafts[1], scratch, clusters, STORIES, &err))
		fail_msg("%s", err.text);
	assert_all_words();
	for (int d = 0; d < 2; d++)
		vocabulary_draft_release(&drafts[d]);
}

static void
no_run_stays_behind(void **state)
{
	struct fs_names names;

	(void)state;
	write_stories(2, 50);
	assert_true(fs_list(scratch, &names, NULL));
	for (size_t i = 0; i < names.count; i++)
		assert_null(strstr(names.names[i], "positions-"));
	fs_names_release(&names);
}

static void
a_scratch_folder_that_is_gone_is_an_error(void **state)
{
	struct vocabulary_draft draft;
	struct err err = { 0 };
	uint32_t clusters[2] = { 0 };

	(void)state;
	vocabulary_draft_init(&draft, "/nowhere/at/all");
	add_story(&draft, 0);
	vocabulary_draft_settle(&draft); /* that is little, and in memory */
	add_story(&draft, 1);
	assert_false(
		vocabulary_draft_write(&draft, scratch, clusters, 2, &err));
	assert_non_null(strstr(err.text, "/nowhere/at/all"));
	vocabulary_draft_release(&draft);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, make_scratch, remove_scratch)
	const struct CMUnitTest tests[] = {
		TEST(each_word_has_its_places_story_by_story),
		TEST(neither_runs_nor_drafts_show),
		TEST(parts_stand_in_the_order_of_their_numbers),
		TEST(no_run_stays_behind),
		TEST(a_scratch_folder_that_is_gone_is_an_error),
	};

	return cmocka_run_group_tests_name("position_lists", tests, NULL, NULL);
}
