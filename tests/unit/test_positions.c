/* The promises of engine/index/positions.h. */
#include "engine/index/positions.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/pack.h"
#include "engine/index/column_file.h"
#include "engine/index/position_files.h"
#include "tests/unit/columns_sample.h"

enum { WORDS = 40, STORIES = 600, PLACES = 30 };

/* How many stories word w has, and where it stands in the i-th of them. */
static uint32_t
stories_of(uint32_t w)
{
	return w == 3 ? 0 : w % 8 == 0 ? STORIES : w % 3 == 0 ? 128 : 1 + w * 9;
}

static uint32_t
places(uint32_t w, uint32_t i, bool boiler, uint32_t *out)
{
	uint32_t seed = (w * 2654435761u) ^ (i * 40503u) ^ (boiler ? 99 : 0);
	uint32_t n = 1 + (seed >> 8) % (i % 5 == 0 ? PLACES : 3), position = 0;

	for (uint32_t k = 0; k < n; k++) {
		seed = seed * 1664525u + 1013904223u;
		position += 1 + (seed >> 16) % (k % 4 == 0 ? 60000 : 40);
		out[k] = position;
	}
	return n;
}

static void
add_stream(struct buf *bytes, uint32_t w, bool boiler)
{
	uint32_t n = stories_of(w), at[PLACES], blocks[STORIES / 128 + 1];
	struct buf lists = { 0 };

	for (uint32_t i = 0; i < n; i++) {
		uint32_t k = places(w, i, boiler, at), before = 0;

		if (i > 0 && i % POSITIONS_BLOCK == 0)
			blocks[i / POSITIONS_BLOCK - 1] = (uint32_t)lists.len;
		for (uint32_t p = 0; p < k; p++) {
			pack_number(&lists,
				(uint64_t)(at[p] - before) * 2 + (p + 1 == k));
			before = at[p];
		}
	}
	if (n > 0)
		buf_add(bytes, blocks,
			(n - 1) / POSITIONS_BLOCK * sizeof(*blocks));
	buf_add(bytes, lists.data, lists.len);
	buf_release(&lists);
}

static void
write_kind(const char *start_name, const char *name, bool boiler,
	const char *damage, size_t damaged)
{
	struct buf bytes = { 0 };
	uint64_t start[WORDS + 1];
	struct column_part starts = { start, sizeof(start) }, part;
	struct err err = { 0 };

	for (uint32_t w = 0; w < WORDS; w++) {
		start[w] = bytes.len;
		add_stream(&bytes, w, boiler);
	}
	start[WORDS] = bytes.len;
	if (damage != NULL)
		bytes.data[damaged % bytes.len] ^= *damage;
	part = (struct column_part){ bytes.data, bytes.len };
	assert_true(column_file_write(scratch, start_name, sizeof(uint64_t),
		WORDS + 1, &starts, 1, &err));
	assert_true(
		column_file_write(scratch, name, 1, bytes.len, &part, 1, &err));
	buf_release(&bytes);
}

static void
open_written(struct positions *positions, const char *damage, size_t damaged)
{
	struct err err = { 0 };

	write_kind(POSITION_START_FILE, POSITIONS_FILE, false, damage, damaged);
	write_kind(BOILER_POSITION_START_FILE, BOILER_POSITIONS_FILE, true,
		NULL, 0);
	if (!positions_open(scratch, WORDS, positions, &err))
		fail_msg("%s", err.text);
}

static void
assert_story(struct positions_walk *walk, uint32_t w, uint32_t i, bool boiler,
	struct positions_list *list)
{
	uint32_t expected[PLACES], n = places(w, i, boiler, expected);

	assert_true(positions_read(walk, i, list));
	assert_int_equal(list->n, n);
	assert_memory_equal(list->items, expected, n * sizeof(*expected));
}

static void
every_story_is_read_whatever_was_read_before(void **state)
{
	struct positions positions;
	struct positions_walk walk;
	struct positions_list list = { 0 };
	uint32_t seed = 1;

	(void)state;
	open_written(&positions, NULL, 0);
	for (uint32_t w = 0; w < WORDS; w++) {
		uint32_t n = stories_of(w);

		for (int kind = 0; kind < POSITIONS_KINDS; kind++) {
			positions_begin(&positions, kind, w, n, &walk);
			for (uint32_t i = 0; i < n; i++)
				assert_story(&walk, w, i, kind, &list);
			for (uint32_t i = 0; i < n; i += 1 + i % 37)
				assert_story(&walk, w, i, kind, &list);
			for (uint32_t k = 0; k < 200 && n > 0; k++) {
				seed = seed * 1664525u + 1013904223u;
				assert_story(
					&walk, w, (seed >> 8) % n, kind, &list);
			}
			assert_false(positions_read(&walk, n, &list));
		}
	}
	positions_begin(&positions, POSITIONS_TEXT, WORDS, 1, &walk);
	assert_false(positions_read(&walk, 0, &list));
	positions_list_release(&list);
	positions_close(&positions);
}

/* Starts of which some are right, by what was written. */
static void
assert_confirmed(struct positions_walk *walk, uint32_t w, uint32_t i)
{
	uint32_t at[PLACES], n = places(w, i, false, at), wanted = 0;
	struct positions_list starts = { 0 };
	const uint32_t shift = i % 3;

	starts.items = mem_array(NULL, 2 * PLACES, sizeof(*starts.items));
	starts.cap = 2 * PLACES;
	for (uint32_t k = 0; k < n; k++) {
		if (at[k] < shift + 1)
			continue;
		if (k % 2 == 0 && (k == 0 || at[k] - 1 > at[k - 1]))
			starts.items[starts.n++] = at[k] - shift - 1;
		if (k % 3 == 0)
			starts.items[starts.n++] = at[k] - shift;
		wanted += k % 3 == 0;
	}
	assert_true(positions_confirm(walk, i, shift, &starts));
	assert_int_equal(starts.n, wanted);
	for (uint32_t k = 0, s = 0; k < n; k++)
		if (k % 3 == 0 && at[k] >= shift + 1)
			assert_int_equal(starts.items[s++], at[k] - shift);
	positions_list_release(&starts);
}

static void
starts_are_confirmed_where_the_word_stands_behind_them(void **state)
{
	struct positions positions;
	struct positions_walk walk;

	(void)state;
	open_written(&positions, NULL, 0);
	for (uint32_t w = 0; w < WORDS; w++) {
		positions_begin(
			&positions, POSITIONS_TEXT, w, stories_of(w), &walk);
		for (uint32_t i = 0; i < stories_of(w); i++)
			assert_confirmed(&walk, w, i);
		for (uint32_t i = 0; i < stories_of(w); i += 1 + i % 41)
			assert_confirmed(&walk, w, i);
	}
	positions_close(&positions);
}

/* Whatever bytes there are, they are read or refused. */
static void
damage_leads_nowhere(void **state)
{
	struct positions_list list = { 0 };
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 60; round++) {
		struct positions positions;
		char damage;

		seed = seed * 1664525u + 1013904223u;
		damage = (char)(1 + (seed >> 16) % 255);
		open_written(&positions, &damage, seed >> 4);
		for (uint32_t w = 0; w < WORDS; w++) {
			struct positions_walk walk;
			uint32_t n = stories_of(w);

			positions_begin(
				&positions, POSITIONS_TEXT, w, n, &walk);
			for (uint32_t i = 0; i < n; i++) {
				if (!positions_read(&walk, i, &list))
					break;
				for (uint32_t k = 1; k < list.n; k++)
					assert_true(list.items[k] >
						    list.items[k - 1]);
			}
		}
		positions_close(&positions);
	}
	positions_list_release(&list);
}

static void
files_that_do_not_fit_are_refused(void **state)
{
	struct positions positions;
	struct err err = { 0 };

	(void)state;
	open_written(&positions, NULL, 0);
	positions_close(&positions);
	assert_false(positions_open(scratch, WORDS + 1, &positions, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	assert_false(positions_open("/nowhere", WORDS, &positions, &err));
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, make_scratch, remove_scratch)
	const struct CMUnitTest tests[] = {
		TEST(every_story_is_read_whatever_was_read_before),
		TEST(starts_are_confirmed_where_the_word_stands_behind_them),
		TEST(damage_leads_nowhere),
		TEST(files_that_do_not_fit_are_refused),
	};

	return cmocka_run_group_tests_name("positions", tests, NULL, NULL);
}
