/* The promises of engine/glass/glass_reader.h and glass_postings.h. */
#include "tests/unit/glass_sample.h"

/* ---- reading it ---- */

static void
open_term(const struct glass_database *database, uint32_t t,
	struct glass_postings *list)
{
	char name[LONG + 1];
	size_t len = name_of(t, name);
	struct err err = { 0 };

	if (!glass_postings_open(&database->postlist, name, len, list, &err))
		fail_msg("%s", err.text);
}

static void
assert_taken(uint32_t t, uint32_t from, uint32_t below, const uint32_t *docids,
	const uint32_t *wdfs, uint32_t n)
{
	uint32_t k = 0;

	for (uint32_t d = from; d < below && d <= STORIES; d++) {
		if (!has(d, t))
			continue;
		assert_true(k < n);
		assert_int_equal(docids[k], d);
		assert_int_equal(wdfs[k], wdf_of(d, t));
		k++;
	}
	assert_int_equal(k, n);
}

/* Here taken, there skipped, in steps of about `step`. */
static void
read_term(const struct glass_database *database, uint32_t t, uint32_t step,
	bool counted)
{
	static uint32_t docids[STORIES + GLASS_SLACK],
		wdfs[STORIES + GLASS_SLACK], before[STORIES + 2];
	struct glass_postings list;
	struct err err = { 0 };
	uint32_t at = 1, n;

	for (uint32_t d = 1; d <= STORIES; d++)
		before[d + 1] = before[d] + has(d, t);
	open_term(database, t, &list);
	assert_int_equal(list.documents, before[STORIES + 1]);
	list.counted = counted;
	while (at <= STORIES) {
		uint32_t below = at + 1 + mixed(at, step) % step;

		assert_true(glass_postings_take(
			&list, below, STORIES, docids, wdfs, &n, &err));
		assert_taken(t, at, below, docids, wdfs, n);
		at = below + mixed(below, step) % step;
		assert_true(glass_postings_skip(&list, at, &err));
		assert_true(list.docid >= at);
		if (counted && at <= STORIES)
			assert_int_equal(list.ordinal, before[at]);
	}
	assert_int_equal(list.docid, GLASS_OVER);
	glass_postings_release(&list);
}

static void
mark_term(const struct glass_database *database, uint32_t t, uint32_t step)
{
	static uint64_t bits[STORIES / 64 + 2];
	struct glass_postings list;
	struct err err = { 0 };

	open_term(database, t, &list);
	for (uint32_t at = 1; at <= STORIES; at += step) {
		memset(bits, 0, sizeof(bits));
		assert_true(
			glass_postings_mark(&list, at + step, at, bits, &err));
		for (uint32_t d = at; d < at + step && d <= STORIES; d++)
			assert_int_equal(
				bits[(d - at) / 64] >> (d - at) % 64 & 1,
				has(d, t));
	}
	assert_int_equal(list.docid, GLASS_OVER);
	glass_postings_release(&list);
}

static void
lists_are_what_was_written_however_they_are_walked(void **state)
{
	static const uint32_t steps[] = { 3, 100, 2000, 6000 };
	struct written *w = *state;

	for (int i = 0; i < 2; i++) {
		struct glass_database database;
		struct err err = { 0 };

		if (!glass_database_open(w->paths[i].data, &database, &err))
			fail_msg("%s", err.text);
		assert_int_equal(database.documents, STORIES);
		for (uint32_t t = 0; t < TERMS; t++)
			for (size_t s = 0; s < COUNT(steps); s++) {
				read_term(&database, t, steps[s], false);
				read_term(&database, t, steps[s], true);
				mark_term(&database, t, steps[s]);
			}
		glass_database_close(&database);
	}
}

static void
a_term_that_no_story_has_is_an_empty_list(void **state)
{
	static const char *const names[] = { "", "a", "aa ", "b", "zz" };
	struct written *w = *state;
	struct glass_database database;
	struct err err = { 0 };

	assert_true(glass_database_open(w->paths[0].data, &database, &err));
	for (size_t i = 0; i < COUNT(names); i++) {
		struct glass_postings list;

		assert_true(glass_postings_open(&database.postlist, names[i],
			strlen(names[i]), &list, &err));
		assert_int_equal(list.documents, 0);
		assert_int_equal(list.docid, GLASS_OVER);
		glass_postings_release(&list);
	}
	glass_database_close(&database);
	assert_false(glass_database_open("/nowhere", &database, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
}

static void
lengths_are_a_list_of_every_story(void **state)
{
	struct written *w = *state;
	struct glass_database database;
	struct glass_postings list;
	struct err err = { 0 };

	assert_true(glass_database_open(w->paths[1].data, &database, &err));
	assert_true(
		glass_postings_open_lengths(&database.postlist, &list, &err));
	for (uint32_t d = 1; d <= STORIES; d++) {
		uint32_t length = 0, wdf;

		for (uint32_t t = 0; t < TERMS; t++)
			length += has(d, t) ? wdf_of(d, t) : 0;
		assert_int_equal(list.docid, d);
		assert_true(glass_postings_wdf(&list, &wdf, &err));
		assert_int_equal(wdf, length);
		assert_true(glass_postings_skip(&list, d + 1, &err));
	}
	glass_postings_release(&list);
	glass_database_close(&database);
}

/* ---- from term to term ---- */

static void
walk_terms(const struct glass_reader *postlist)
{
	struct glass_postings postings;
	struct buf term = { 0 };
	struct err err = { 0 };

	assert_true(
		glass_postings_open_first(postlist, &postings, &term, &err));
	for (uint32_t t = 0; t < TERMS; t++) {
		char name[LONG + 1];
		uint32_t n = 0, docid = 1;

		assert_int_equal(term.len, name_of(t, name));
		assert_memory_equal(term.data, name, term.len);
		/* the next list is found from wherever this one was left */
		while (t % 3 != 0 && postings.docid != GLASS_OVER &&
			(t % 3 == 1 || n < 3)) {
			while (!has(docid, t))
				docid++;
			assert_int_equal(postings.docid, docid++);
			n++;
			assert_true(
				glass_postings_skip(&postings, docid, &err));
		}
		assert_true(glass_postings_open_next(&postings, &term, &err));
	}
	assert_int_equal(term.len, 0);
	glass_postings_release(&postings);
	buf_release(&term);
}

static void
terms_are_walked_in_the_order_of_their_bytes(void **state)
{
	struct written *w = *state;

	for (int i = 0; i < 2; i++) {
		struct glass_database database;
		struct err err = { 0 };

		assert_true(
			glass_database_open(w->paths[i].data, &database, &err));
		walk_terms(&database.postlist);
		glass_database_close(&database);
	}
}

static void
put_list(struct writer *writer, uint32_t t)
{
	static uint32_t docids[STORIES], wdfs[STORIES];
	char name[LONG + 1];
	struct posting_list list = {
		.term = name,
		.term_len = name_of(t, name),
		.docids = docids,
		.wdfs = wdfs,
	};
	struct err err = { 0 };

	for (uint32_t docid = 1; docid <= STORIES; docid++)
		if (has(docid, t)) {
			docids[list.count] = docid;
			wdfs[list.count++] = wdf_of(docid, t);
		}
	assert_true(glass_writer_kind.list(writer, &list, &err));
}

static void
put_document(struct writer *writer, uint32_t docid)
{
	static char data[DATA_MOST];
	uint32_t length = 0;
	struct err err = { 0 };

	for (uint32_t t = 0; t < TERMS; t++)
		if (has(docid, t))
			length += wdf_of(docid, t);
	assert_true(glass_writer_kind.document(
		writer, data, data_of(docid, data), length, &err));
}

static void
same_table(const char *a, const char *b, const char *table)
{
	struct buf path = { 0 };
	struct err err = { 0 };
	struct fs_map one, other;

	fs_join(&path, a, table, NULL);
	assert_true(fs_map(path.data, &one, &err));
	buf_reset(&path);
	fs_join(&path, b, table, NULL);
	assert_true(fs_map(path.data, &other, &err));
	assert_int_equal(one.size, other.size);
	assert_memory_equal(one.data, other.data, one.size);
	fs_unmap(&one);
	fs_unmap(&other);
	buf_release(&path);
}

static void
lists_make_the_database_that_documents_make(void **state)
{
	const struct writer_kind *kind = &glass_writer_kind;
	struct written *w = *state;
	struct buf shard = { 0 }, path = { 0 };
	struct err err = { 0 };
	struct writer *writer;

	fs_join(&shard, w->scratch, "lists", NULL);
	fs_join(&path, w->scratch, "of-lists", NULL);
	writer = kind->open(shard.data, &err);
	assert_non_null(writer);
	for (uint32_t docid = 1; docid <= STORIES; docid++)
		put_document(writer, docid);
	for (uint32_t t = 0; t < TERMS; t++)
		put_list(writer, t);
	assert_true(kind->finish(writer, &err));
	kind->close(writer);
	assert_true(kind->merge(
		(const char *const *)&shard.data, 1, path.data, &err));
	same_table(path.data, w->paths[1].data, "postlist.glass");
	same_table(path.data, w->paths[1].data, "docdata.glass");
	buf_release(&shard);
	buf_release(&path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			lists_are_what_was_written_however_they_are_walked),
		cmocka_unit_test(a_term_that_no_story_has_is_an_empty_list),
		cmocka_unit_test(lengths_are_a_list_of_every_story),
		cmocka_unit_test(terms_are_walked_in_the_order_of_their_bytes),
		cmocka_unit_test(lists_make_the_database_that_documents_make),
	};

	return cmocka_run_group_tests(tests, write_both, remove_both);
}
