/* test_story_bundle.c - promises of engine/story/story_bundle.h */
#include "engine/story/story_bundle.h"

#include "base/pack.h"
#include "tests/unit/story_sample.h"
#include "tests/unit/unit.h"

static const char words[] = " ship\0Tidewire\0HBRLAB\0";

static struct shorthand *
few_words(void)
{
	return shorthand_new(words, sizeof(words) - 1, NULL);
}

static struct buf
bundle_of(const struct shorthand *shorthand, const struct story *stories,
	size_t n)
{
	struct story_bundle *bundle = story_bundle_new(shorthand);
	struct buf bytes = { 0 };

	for (size_t i = 0; i < n; i++)
		story_bundle_add(bundle, &stories[i]);
	story_bundle_take(bundle, &bytes);
	story_bundle_free(bundle);
	return bytes;
}

/* Story nth of the bytes is the same in every field. */
static void
assert_comes_back(const struct buf *bytes, uint32_t nth,
	const struct shorthand *shorthand, const struct story *story)
{
	struct story back = { .uri = story->uri, .headline = story->headline };
	struct buf one = { 0 }, other = { 0 };
	struct arena arena = { 0 };
	struct err err = { 0 };

	if (!story_bundle_read(buf_text(bytes), bytes->len, nth, shorthand,
		    &arena, &back, &err))
		fail_msg("story %u: %s", nth, err.text);
	story_pack(story, &one);
	story_pack(&back, &other);
	assert_int_equal(one.len, other.len);
	assert_memory_equal(one.data, other.data, one.len);
	buf_release(&one);
	buf_release(&other);
	arena_release(&arena);
}

static void
stories_come_back_from_their_bundle(void **state)
{
	struct shorthand *shorthand = few_words();
	struct story empty = { .uri = "a", .headline = "" };
	struct story bare = { .uri = "b", .body_text = "", .subhead = "" };
	struct story stories[] = { whole_story(), empty, whole_story(), bare };
	struct buf bytes;

	(void)state;
	stories[2].body_text = NULL;
	stories[2].nquotes = 0;
	stories[2].url = NULL;
	for (size_t n = 0; n <= COUNT(stories); n++) {
		bytes = bundle_of(shorthand, stories, n);
		for (uint32_t i = 0; i < n; i++)
			assert_comes_back(&bytes, i, shorthand, &stories[i]);
		buf_release(&bytes);
	}
	shorthand_free(shorthand);
}

/* Whatever stands beside them there and here. */
static void
copied_stories_are_as_written_ones(void **state)
{
	static const uint32_t orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 },
		{ 1, 1, 2 }, { 0, 2, 2 } };
	struct shorthand *shorthand = few_words();
	struct story bare = { .uri = "b", .headline = "" };
	struct story stories[] = { whole_story(), bare, whole_story() };
	struct buf all;

	(void)state;
	stories[2].body_text = NULL;
	stories[2].nquotes = 0;
	all = bundle_of(shorthand, stories, COUNT(stories));
	for (size_t o = 0; o < COUNT(orders); o++) {
		struct story_bundle *bundle = story_bundle_new(shorthand);
		struct bundle_walk *walk = bundle_walk_new();
		struct story picked[COUNT(stories)], read;
		struct buf bytes = { 0 }, other;
		struct arena arena = { 0 };
		struct err err;

		bundle_walk_begin(walk, all.data, all.len);
		for (size_t i = 0; i < COUNT(stories); i++) {
			picked[i] = stories[orders[o][i]];
			assert_true(bundle_walk_read(walk, orders[o][i],
				shorthand, &arena, &read, &err));
			story_bundle_copy(bundle, walk);
		}
		assert_false(bundle_walk_read(
			walk, COUNT(stories), shorthand, &arena, &read, &err));
		story_bundle_take(bundle, &bytes);
		other = bundle_of(shorthand, picked, COUNT(picked));
		assert_int_equal(bytes.len, other.len);
		assert_memory_equal(bytes.data, other.data, other.len);
		story_bundle_free(bundle);
		bundle_walk_free(walk);
		arena_release(&arena);
		buf_release(&bytes);
		buf_release(&other);
	}
	buf_release(&all);
	shorthand_free(shorthand);
}

static void
a_bundle_can_be_filled_again(void **state)
{
	struct shorthand *shorthand = few_words();
	struct story_bundle *bundle = story_bundle_new(shorthand);
	struct story story = whole_story();
	struct buf first = { 0 }, second = { 0 };

	(void)state;
	assert_int_equal(story_bundle_size(bundle), 0);
	story_bundle_add(bundle, &story);
	assert_true(story_bundle_size(bundle) > 0);
	story_bundle_take(bundle, &first);
	assert_int_equal(story_bundle_size(bundle), 0);
	story_bundle_add(bundle, &story);
	story_bundle_take(bundle, &second);
	assert_int_equal(first.len, second.len);
	assert_memory_equal(first.data, second.data, first.len);
	story_bundle_free(bundle);
	shorthand_free(shorthand);
	buf_release(&first);
	buf_release(&second);
}

/* What is said twice is kept once: names and spellings by their places in the
 * body, who speaks by the name of the actor, a date by its value or url. */
static void
what_a_story_repeats_takes_no_room(void **state)
{
	struct shorthand *shorthand = few_words();
	struct story story = {
		.uri = "u",
		.url = "http://gazette.example/1911/08/02/strike",
		.body_text = "Zebediah Quackenbush spoke. Quackenbush left.",
	};
	struct story_span spans[] = { { 0, 20 }, { 28, 39 } };
	struct story_actor actor = {
		.name = "Zebediah Quackenbush",
		.aliases = "Quackenbush",
		.spans = spans,
		.nspans = 2,
	};
	struct story_quote quote = {
		.speaker = "Zebediah Quackenbush",
		.start = 21,
		.end = 26,
	};
	struct story_date candidate = {
		.value = "1911-08-02",
		.text = "http://gazette.example/1911/08/02/strike",
		.day = DAY_UNKNOWN,
	};
	struct buf bytes;
	const char *found;

	(void)state;
	story.actors = &actor;
	story.nactors = 1;
	story.quotes = &quote;
	story.nquotes = 1;
	story.candidates = &candidate;
	story.ncandidates = 1;
	bytes = bundle_of(shorthand, &story, 1);
	assert_comes_back(&bytes, 0, shorthand, &story);
	found = memmem(bytes.data, bytes.len, "Zebediah", 8);
	assert_non_null(found);
	assert_null(memmem(found + 1,
		bytes.len - (size_t)(found + 1 - bytes.data), "Zebediah", 8));
	found = memmem(bytes.data, bytes.len, "/strike", 7);
	assert_non_null(found);
	assert_null(memmem(found + 1,
		bytes.len - (size_t)(found + 1 - bytes.data), "/strike", 7));
	buf_release(&bytes);
	shorthand_free(shorthand);
}

static void
every_cut_or_changed_bundle_is_refused_or_harmless(void **state)
{
	struct shorthand *shorthand = few_words();
	struct story stories[] = { whole_story(), whole_story() };
	struct buf bytes = bundle_of(shorthand, stories, COUNT(stories));
	struct arena arena = { 0 };

	(void)state;
	for (size_t len = 0; len < bytes.len; len++) {
		struct story back = { .uri = "u" };
		struct err err = { 0 };

		arena_reset(&arena);
		assert_false(story_bundle_read(
			bytes.data, len, 1, shorthand, &arena, &back, &err));
		assert_int_equal(err.kind, ERR_INDEX);
	}
	for (size_t i = 0; i < bytes.len * 255; i += unit_one_in()) {
		struct story back = { .uri = "u" };
		char was = bytes.data[i / 255];

		bytes.data[i / 255] = (char)(was + 1 + (char)(i % 255));
		arena_reset(&arena);
		if (story_bundle_read(bytes.data, bytes.len, 1, shorthand,
			    &arena, &back, NULL)) {
			struct buf text = record_text(&back);

			buf_release(&text);
		}
		bytes.data[i / 255] = was;
	}
	buf_release(&bytes);
	arena_release(&arena);
	shorthand_free(shorthand);
}

static void
stories_that_are_not_there_are_refused(void **state)
{
	struct shorthand *shorthand = few_words();
	struct story story = whole_story();
	struct buf bytes = bundle_of(shorthand, &story, 1);
	struct story back = { .uri = "u" };
	struct arena arena = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_false(story_bundle_read(
		bytes.data, bytes.len, 1, shorthand, &arena, &back, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	assert_false(story_bundle_read(bytes.data, bytes.len, UINT32_MAX,
		shorthand, &arena, &back, &err));
	buf_release(&bytes);
	arena_release(&arena);
	shorthand_free(shorthand);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stories_come_back_from_their_bundle),
		cmocka_unit_test(copied_stories_are_as_written_ones),
		cmocka_unit_test(a_bundle_can_be_filled_again),
		cmocka_unit_test(what_a_story_repeats_takes_no_room),
		cmocka_unit_test(
			every_cut_or_changed_bundle_is_refused_or_harmless),
		cmocka_unit_test(stories_that_are_not_there_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
