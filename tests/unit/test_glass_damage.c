/* A damaged table gives errors or wrong answers, and no worse. */
#include "tests/unit/glass_sample.h"

/* Read all there is; whether it can be read is not said. */
static void
read_everything(const char *dir)
{
	static uint32_t docids[STORIES + GLASS_SLACK],
		wdfs[STORIES + GLASS_SLACK];
	struct glass_database database;
	struct err err = { 0 };

	if (!glass_database_open(dir, &database, &err))
		return;
	for (uint32_t t = 0; t < TERMS; t++) {
		char name[LONG + 1];
		size_t len = name_of(t, name);
		struct glass_postings list;
		uint32_t n, at = 0;
		bool ok = glass_postings_open(
			&database.postlist, name, len, &list, &err);

		for (; ok && at < STORIES; at += 700)
			ok = glass_postings_skip(&list, at, &err) &&
			     glass_postings_take(&list, at + 300, STORIES,
				     docids, wdfs, &n, &err);
		glass_postings_release(&list);
		if (!ok)
			assert_int_equal(err.kind, ERR_INDEX);
	}
	glass_database_close(&database);
}

static void
damaged_tables_are_refused_or_read_and_no_worse(void **state)
{
	struct written *w = *state;
	struct buf path = { 0 }, bytes = { 0 };
	struct err err = { 0 };

	fs_join(&path, w->paths[1].data, "postlist.glass", NULL);
	assert_true(fs_read_file(path.data, SIZE_MAX / 2, &bytes, &err));
	for (uint32_t round = 0; round < 300; round++) {
		struct buf bad = { 0 };

		buf_add(&bad, bytes.data, bytes.len);
		for (uint32_t k = 0; k < 1 + round % 40; k++) {
			uint32_t drawn = mixed(round, k);
			/* as often in a head or a directory as in an item */
			size_t at = k % 2 ? drawn % bad.len
					  : drawn % (bad.len / 8192) * 8192 +
						    drawn % 60;

			bad.data[at] = (char)mixed(drawn, 1);
		}
		assert_true(fs_write_file(path.data, bad.data, bad.len, &err));
		read_everything(w->paths[1].data);
		buf_release(&bad);
	}
	assert_true(fs_write_file(path.data, bytes.data, bytes.len / 3, &err));
	read_everything(w->paths[1].data);
	buf_release(&bytes);
	buf_release(&path);
}

/* The place of the number of a piece that is not the first of a tag. */
static size_t
number_of_a_piece(const struct buf *bytes)
{
	for (size_t block = 0; block < bytes->len; block += GLASS_BLOCK) {
		const unsigned char *at =
			(const unsigned char *)bytes->data + block;
		uint32_t n = (glass_get16(at + 9) - GLASS_HEAD) / 2;

		for (uint32_t i = 0; at[4] == 0 && i < n; i++) {
			uint32_t item = glass_get16(at + GLASS_HEAD + 2 * i);

			if (!(glass_get16(at + item) & GLASS_ITEM_FIRST))
				return block + item + 3 + at[item + 2];
		}
	}
	fail_msg("no tag is in pieces");
	return 0;
}

static void
pieces_of_a_tag_that_do_not_follow_each_other_are_none(void **state)
{
	struct written *w = *state;
	struct buf path = { 0 }, bytes = { 0 };
	struct glass_database database;
	struct err err = { 0 };
	bool ok = true;
	size_t at;

	fs_join(&path, w->paths[0].data, "postlist.glass", NULL);
	assert_true(fs_read_file(path.data, SIZE_MAX / 2, &bytes, &err));
	at = number_of_a_piece(&bytes);
	bytes.data[at + 1]++;
	assert_true(fs_write_file(path.data, bytes.data, bytes.len, &err));
	assert_true(glass_database_open(w->paths[0].data, &database, &err));
	for (uint32_t t = TERMS - 2; ok && t < TERMS; t++) {
		struct glass_postings list;
		char name[LONG + 1];
		size_t len = name_of(t, name);

		ok = glass_postings_open(
			     &database.postlist, name, len, &list, &err) &&
		     glass_postings_skip(&list, STORIES, &err);
		glass_postings_release(&list);
	}
	assert_false(ok);
	assert_int_equal(err.kind, ERR_INDEX);
	glass_database_close(&database);
	bytes.data[at + 1]--;
	assert_true(fs_write_file(path.data, bytes.data, bytes.len, &err));
	buf_release(&bytes);
	buf_release(&path);
}

/* Walk over all entries; returns how many there are. */
static uint32_t
walk(const char *dir, struct err *err)
{
	struct glass_database database;
	struct glass_spot spot = { .table = &database.postlist };
	uint32_t n = 0;
	bool ok;

	assert_true(glass_database_open(dir, &database, err));
	ok = glass_find(&spot, "", 0, err);
	while (ok && !spot.over) {
		n++;
		ok = glass_next(&spot, err);
	}
	glass_database_close(&database);
	return n;
}

/* Two places of a directory. */
static void
swap_two(char *two)
{
	for (int i = 0; i < 2; i++) {
		char was = two[i];

		two[i] = two[i + 2];
		two[i + 2] = was;
	}
}

static void
entries_out_of_order_are_damage(void **state)
{
	struct written *w = *state;
	struct buf path = { 0 }, bytes = { 0 };
	struct err err = { 0 };
	char *two;
	uint32_t all = walk(w->paths[0].data, &err);
	size_t block = 0;

	assert_int_equal(err.kind, ERR_NONE);
	fs_join(&path, w->paths[0].data, "postlist.glass", NULL);
	assert_true(fs_read_file(path.data, SIZE_MAX / 2, &bytes, &err));
	while (bytes.data[block + 4] != 0 || bytes.data[block + 10] < 20)
		block += GLASS_BLOCK;
	two = bytes.data + block + GLASS_HEAD + 2; /* of its directory */
	swap_two(two);
	assert_true(fs_write_file(path.data, bytes.data, bytes.len, &err));
	assert_true(walk(w->paths[0].data, &err) < all);
	assert_int_equal(err.kind, ERR_INDEX);
	swap_two(two);
	assert_true(fs_write_file(path.data, bytes.data, bytes.len, &err));
	buf_release(&bytes);
	buf_release(&path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			damaged_tables_are_refused_or_read_and_no_worse),
		cmocka_unit_test(
			pieces_of_a_tag_that_do_not_follow_each_other_are_none),
		cmocka_unit_test(entries_out_of_order_are_damage),
	};

	return cmocka_run_group_tests(tests, write_both, remove_both);
}
