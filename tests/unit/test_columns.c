/* test_columns.c - promises of engine/index/columns.h about rows and damage */
#include "tests/unit/columns_sample.h"

/* ---- rows ---- */

static void
rows_come_back_as_they_were_added(void **state)
{
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns columns;
	struct story newer = dated(day_of(1911, 8, 2));
	struct story older = dated(day_of(1911, 8, 1));
	struct story undated = dated(DAY_UNKNOWN);

	(void)state;
	newer.cluster = 1;
	older.cluster = 1;
	older.cluster_first = true;
	add_row(writer, &newer, 10);
	add_row(writer, &older, 20);
	add_row(writer, &undated, 30);
	finish(writer, &columns);
	assert_int_equal(columns.stories, 3);
	assert_int_equal(columns.dated, 2);
	assert_int_equal(columns.distinct, 2);
	assert_int_equal(columns.clusters, 1);
	assert_int_equal(columns.day[0], day_of(1911, 8, 2));
	assert_int_equal(columns.day[2], DAY_UNKNOWN);
	assert_int_equal(columns.confidence[1], 80);
	assert_int_equal(columns.confidence[2], 0);
	assert_int_equal(columns.length[2], 30);
	assert_int_equal(columns.first[0], 0);
	assert_int_equal(columns.first[1], 1);
	assert_int_equal(columns.first[2], 1);
	assert_int_equal(columns.cluster[2], 0);
	assert_int_equal(columns.outlet[0], ORDINAL_NONE);
	assert_int_equal(columns.language[0], UINT16_MAX);
	columns_close(&columns);
}

static void
an_archive_without_stories_has_columns_too(void **state)
{
	struct columns columns;
	uint32_t first, last;

	(void)state;
	finish(columns_writer_new(scratch), &columns);
	assert_int_equal(columns.stories, 0);
	columns_span(&columns, (struct day_span){ DAY_UNKNOWN, DAY_UNKNOWN },
		&first, &last);
	assert_true(first > last);
	assert_string_equal(meant(&columns.outlets, "gazette"), "");
	columns_close(&columns);
}

static void
a_span_of_days_is_a_range_of_docids(void **state)
{
	static const day days[] = { 50, 40, 40, 30, 10 };
	static const struct {
		struct day_span span;
		uint32_t first, last;
	} asked[] = {
		{ { DAY_UNKNOWN, DAY_UNKNOWN }, 1, 5 },
		{ { 40, 40 }, 2, 3 },
		{ { 30, DAY_UNKNOWN }, 1, 4 },
		{ { DAY_UNKNOWN, 30 }, 4, 5 },
		{ { 41, 49 }, 2, 1 },
		{ { 51, 60 }, 1, 0 },
		{ { 0, 9 }, 6, 5 },
	};
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns columns;

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		struct story story = dated(days[i]);

		add_row(writer, &story, 1);
	}
	add(writer, NULL, NULL, NULL, NULL);
	finish(writer, &columns);
	for (size_t i = 0; i < COUNT(asked); i++) {
		uint32_t first, last;

		columns_span(&columns, asked[i].span, &first, &last);
		assert_int_equal(first, asked[i].first);
		assert_int_equal(last, asked[i].last);
	}
	columns_close(&columns);
}

/* ---- appending ---- */

static void
appended_rows_equal_rows_added_in_one(void **state)
{
	static const char *one[] = { "B", "A", NULL };
	static const char *two[] = { "C", "A", NULL };
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns_writer *more = columns_writer_new(scratch);
	struct columns columns;

	(void)state;
	add(writer, "Gazette", NULL, one, "en");
	add(more, "Evening Tide", NULL, two, "fr");
	add(more, "GAZETTE", "gazette.example", one, "en");
	columns_append(writer, more);
	columns_writer_free(more);
	finish(writer, &columns);
	assert_int_equal(columns.stories, 3);
	assert_int_equal(columns.outlets.count, 2);
	assert_int_equal(columns.outlet[0], columns.outlet[2]);
	assert_string_equal(
		name_of(&columns.outlets, columns.outlet[1]), "Evening Tide");
	assert_string_equal(
		meant(&columns.outlets, "gazette.example"), "Gazette");
	assert_int_equal(columns.language[0], columns.language[2]);
	assert_int_equal(columns.actor_start[3], 6);
	assert_string_equal(name_of(&columns.actors, columns.actor[2]), "A");
	assert_string_equal(name_of(&columns.actors, columns.actor[3]), "C");
	columns_close(&columns);
}

/* ---- damage ---- */

/* Overwrite bytes of a column's file, behind the header when at >= 0. */
static void
overwrite(const char *name, long at, const void *bytes, size_t len)
{
	struct buf path = { 0 };
	FILE *file;

	fs_join(&path, scratch, name, NULL);
	file = fopen(path.data, "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, at, SEEK_SET), 0);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
	buf_release(&path);
}

/* Three stories, two dated, with actors and outlets. */
static void
write_sample(void)
{
	static const char *actors[] = { "B", "A", NULL };
	struct columns_writer *writer = columns_writer_new(scratch);
	struct story story = dated(100);
	struct columns columns;

	add_row(writer, &story, 1);
	story.published.day = 90;
	add_row(writer, &story, 1);
	add(writer, "Gazette", "gazette.example", actors, "en");
	finish(writer, &columns);
	columns_close(&columns);
}

static void
entries_out_of_range_are_named(void **state)
{
	static const struct {
		const char *name;
		long entry;
		uint32_t width;
		uint64_t value;
		const char *said;
	} damage[] = {
		{ "day", 2, 4, 200, "day: entry 2" },
		{ "day", 3, 4, 80, NULL },
		{ "day", 1, 4, 0x7fffffff, "day: entry 1" },
		{ "outlet", 3, 4, 1, "outlet: entry 3" },
		{ "language", 1, 2, 1, "language: entry 1" },
		{ "section", 2, 4, 5, "section: entry 2" },
		{ "agency", 3, 4, 0, "agency: entry 3" },
		{ "kind", 1, 1, 1, "kind: entry 1" },
		{ "confidence", 2, 1, 101, "confidence: entry 2" },
		{ "cluster", 3, 4, CLUSTERS_MAX + 1, "cluster: entry 3" },
		{ "first", 1, 1, 2, "first: entry 1" },
		{ "actor_start", 1, 8, 1, "actor_start: entry 1" },
		{ "actor_start", 2, 8, 1u << 20, "actor_start: entry 2" },
		{ "actor_start", 4, 8, 1, "actor: 2 entries" },
		{ "actor", 2, 4, 2, "actor: entry 2" },
		{ "actor", 1, 4, 1, "actor: entry 2" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(damage); i++) {
		struct columns columns;
		struct err err = { 0 };

		write_sample();
		overwrite(damage[i].name,
			48 + (damage[i].entry - 1) * damage[i].width,
			&damage[i].value, damage[i].width);
		if (damage[i].said == NULL) {
			assert_true(columns_open(scratch, &columns, &err));
			columns_close(&columns);
			continue;
		}
		assert_false(columns_open(scratch, &columns, &err));
		assert_int_equal(err.kind, ERR_INDEX);
		if (strstr(err.text, damage[i].said) == NULL)
			fail_msg("%s: %s", damage[i].said, err.text);
	}
}

static const char *const files[] = { "day", "outlet", "language", "confidence",
	"length", "cluster", "first", "actor_start", "actor", "outlets",
	"actors", "languages", "section", "agency", "kind", "sections",
	"agencies", "kinds", "vocabulary" };
#define FILES COUNT(files)

static void
a_missing_or_shortened_file_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < FILES; i++) {
		struct columns columns;
		struct buf path = { 0 };
		uint64_t size;

		fs_join(&path, scratch, files[i], NULL);
		write_sample();
		assert_true(fs_size(path.data, &size, NULL));
		assert_int_equal(truncate(path.data, (off_t)size - 1), 0);
		assert_false(columns_open(scratch, &columns, NULL));
		assert_int_equal(truncate(path.data, 10), 0);
		assert_false(columns_open(scratch, &columns, NULL));
		assert_int_equal(unlink(path.data), 0);
		assert_false(columns_open(scratch, &columns, NULL));
		buf_release(&path);
	}
}

static void
one_file_in_the_place_of_another_is_refused(void **state)
{
	struct buf from = { 0 }, to = { 0 };
	struct columns columns;
	struct err err = { 0 };

	(void)state;
	write_sample();
	fs_join(&from, scratch, "outlets", NULL);
	fs_join(&to, scratch, "actors", NULL);
	assert_int_equal(rename(from.data, to.data), 0);
	assert_false(columns_open(scratch, &columns, &err));
	write_sample();
	assert_int_equal(rename(from.data, to.data), 0);
	buf_release(&from);
	buf_release(&to);
}

/* Whatever byte is changed: an error, or columns that can be read. */
static void
no_changed_byte_leads_outside_the_files(void **state)
{
	(void)state;
	write_sample();
	for (size_t i = 0; i < FILES; i++) {
		struct buf path = { 0 }, bytes = { 0 };

		fs_join(&path, scratch, files[i], NULL);
		assert_true(fs_read_file(path.data, 1 << 20, &bytes, NULL));
		for (size_t at = 0; at < bytes.len; at++) {
			char changed = (char)~bytes.data[at];
			struct columns columns;

			overwrite(files[i], (long)at, &changed, 1);
			if (columns_open(scratch, &columns, NULL)) {
				for (uint32_t o = 0; o < columns.outlets.count;
					o++)
					name_of(&columns.outlets, o);
				meant(&columns.outlets, "gazette");
				meant(&columns.actors, "*");
				columns_close(&columns);
			}
			overwrite(files[i], (long)at, bytes.data + at, 1);
		}
		buf_release(&bytes);
		buf_release(&path);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_come_back_as_they_were_added),
		cmocka_unit_test(an_archive_without_stories_has_columns_too),
		cmocka_unit_test(a_span_of_days_is_a_range_of_docids),
		cmocka_unit_test(appended_rows_equal_rows_added_in_one),
		cmocka_unit_test(entries_out_of_range_are_named),
		cmocka_unit_test(a_missing_or_shortened_file_is_refused),
		cmocka_unit_test(one_file_in_the_place_of_another_is_refused),
		cmocka_unit_test(no_changed_byte_leads_outside_the_files),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
