/* The promises of engine/xap/xap.h and engine/index/writer.h: writing and
 * reading. */
#include "base/fs.h"
#include "engine/index/writer.h"
#include "engine/xap/xap.h"
#include "tests/lib/asked.h"
#include "tests/lib/shard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static char scratch[64];

static const struct shard_story stories[] = {
	{ "the dock strike ends in new york", "7" },
	{ "new york new york so good", NULL },
	{ "the strike of the dock hands goes on", "7" },
	{ "a quiet day", NULL },
	{ "york gets a new dock", NULL },
};

static const char *
in_scratch(const char *name)
{
	static char paths[4][96];
	static int turn;
	char *path = paths[turn++ % 4];

	snprintf(path, 96, "%s/%s", scratch, name);
	return path;
}

static struct xap_reader *
opened(const char *name)
{
	struct err err = { 0 };
	struct xap_reader *reader = xap_reader_open(in_scratch(name), &err);

	if (reader == NULL)
		fail_msg("%s: %s", name, err.text);
	return reader;
}

static void
assert_sound(const char *path)
{
	struct err err = { 0 };
	uint64_t faults = 99;
	char report[4000];

	assert_true(xap_check(path, &faults, report, sizeof(report), &err));
	if (faults != 0)
		fail_msg("%s", report);
}

/* ---- writing and reading back ---- */

static void
assert_story(struct xap_reader *reader, uint32_t n, const char *words)
{
	struct err err = { 0 };
	char term[16];
	const char *data;
	size_t len;
	uint32_t docid;

	snprintf(term, sizeof(term), "Q%u", n);
	assert_true(xap_reader_find(reader, term, strlen(term), &docid, &err));
	assert_int_equal(docid, n);
	assert_true(xap_reader_data(reader, docid, &data, &len, &err));
	assert_int_equal(len, strlen(words));
	assert_string_equal(data, words);
}

static void
stories_come_back_as_they_were_written(void **state)
{
	struct xap_reader *reader = opened("five");
	struct err err = { 0 };
	uint32_t n;

	(void)state;
	assert_true(xap_reader_stories(reader, &n, &err));
	assert_int_equal(n, COUNT(stories));
	for (uint32_t i = 0; i < COUNT(stories); i++)
		assert_story(reader, i + 1, stories[i].words);
	xap_reader_close(reader);
	assert_sound(in_scratch("five"));
}

static void
a_term_knows_its_stories(void **state)
{
	static const struct {
		const char *term;
		uint32_t stories;
	} cases[] = { { "dock", 3 }, { "Zdock", 3 }, { "new", 3 },
		{ "good", 1 }, { "Q4", 1 }, { "nowhere", 0 }, { "", 0 } };
	struct xap_reader *reader = opened("five");
	struct err err = { 0 };
	uint64_t terms;
	uint32_t n;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(xap_reader_term(reader, cases[i].term,
			strlen(cases[i].term), &n, &err));
		assert_int_equal(n, cases[i].stories);
	}
	assert_true(xap_reader_terms(reader, &terms, &err));
	assert_int_equal(terms, 2 * 17 + 5);
	xap_reader_close(reader);
}

static void
terms_that_begin_so_are_listed_one_level_deep(void **state)
{
	struct xap_reader *reader = opened("five");
	struct err err = { 0 };
	const char *const *terms;
	char all[64][32], last[32] = "";
	uint32_t n, plain = 0, some;

	(void)state;
	assert_true(xap_reader_beginning(
		reader, "", 0, '/', COUNT(all), &terms, &n, &err));
	assert_int_equal(n, 2 * 17 + 5);
	for (uint32_t i = 0; i < n; i++) {
		assert_true(strcmp(last, terms[i]) < 0);
		snprintf(last, sizeof(last), "%s", terms[i]);
		snprintf(all[i], sizeof(all[i]), "%s", terms[i]);
		plain += strchr(terms[i], 'o') == NULL;
	}
	assert_in_range(plain, 1, n - 1);
	assert_true(xap_reader_beginning(
		reader, "", 0, 'o', COUNT(all), &terms, &some, &err));
	assert_int_equal(some, plain);
	for (uint32_t i = 0, j = 0; i < n; i++)
		if (strchr(all[i], 'o') == NULL)
			assert_string_equal(terms[j++], all[i]);
	assert_true(xap_reader_beginning(
		reader, "do", 2, 'o', COUNT(all), &terms, &some, &err));
	assert_true(
		some > 0); /* the o of the beginning itself does not count */
	assert_string_equal(terms[0], "dock");
	assert_true(xap_reader_beginning(
		reader, "Q", 1, '/', 2, &terms, &some, &err));
	assert_int_equal(some, 3); /* more than asked for */
	assert_true(xap_reader_beginning(
		reader, "nowhere", 7, '/', 2, &terms, &some, &err));
	assert_int_equal(some, 0);
	xap_reader_close(reader);
}

static void
terms_that_no_database_can_hold_are_just_not_there(void **state)
{
	struct xap_reader *reader = opened("five");
	struct err err = { 0 };
	char term[1000] = { 0 }; /* NULs count twice */
	uint32_t n = 9, docid = 9;

	(void)state;
	assert_true(xap_reader_term(reader, term, 200, &n, &err));
	assert_true(xap_reader_find(reader, term, 200, &docid, &err));
	assert_int_equal(n + docid, 0);
	memset(term, 'x', sizeof(term));
	assert_true(xap_reader_term(reader, term, 1000, &n, &err));
	assert_true(xap_reader_find(reader, term, 1000, &docid, &err));
	assert_int_equal(n + docid, 0);
	assert_true(xap_reader_find(reader, "", 0, &docid, &err));
	assert_int_equal(docid, 0);
	xap_reader_close(reader);
}

static void
a_story_that_is_not_there_is_not_found(void **state)
{
	struct xap_reader *reader = opened("five");
	const char *data;
	size_t len;

	(void)state;
	for (uint32_t docid = 6; docid != 8; docid++) {
		struct err err = { 0 };

		assert_false(xap_reader_data(reader, docid, &data, &len, &err));
		assert_int_equal(err.kind, ERR_NOT_FOUND);
	}
	xap_reader_close(reader);
}

static void
a_term_too_long_is_refused_by_the_writer(void **state)
{
	const struct writer_kind *kind = writer_kind_named("xapian");
	struct err err = { 0 };
	struct writer *writer = kind->open(in_scratch("long"), &err);
	char text[300];
	struct term term = { .text = text, .len = sizeof(text), .wdf = 1 };
	struct term_list list = { .terms = &term, .count = 1 };
	struct document document = { .terms = &list, .data = "" };

	(void)state;
	memset(text, 'x', sizeof(text));
	assert_non_null(writer);
	assert_false(kind->add(writer, &document, &err));
	assert_int_not_equal(err.kind, ERR_NONE);
	kind->close(writer);
}

static void
a_shard_given_up_leaves_nothing_to_read(void **state)
{
	const struct writer_kind *kind = writer_kind_named("xapian");
	struct err err = { 0 };
	struct writer *writer = kind->open(in_scratch("given-up"), &err);
	struct xap_reader *reader;
	uint32_t n = 0;

	(void)state;
	assert_non_null(writer);
	assert_true(shard_add(kind, writer, &stories[0], 1, &err));
	kind->close(writer);
	reader = xap_reader_open(in_scratch("given-up"), &err);
	if (reader != NULL)
		assert_true(xap_reader_stories(reader, &n, &err));
	assert_int_equal(n, 0);
	xap_reader_close(reader);
}

static void
the_kinds_of_writer_have_names(void **state)
{
	(void)state;
	assert_ptr_equal(writer_kind_named("xapian"), &xap_writer_kind);
	assert_ptr_equal(writer_kind_named("glass"), &glass_writer_kind);
	assert_ptr_equal(writer_kind_named(NULL), &glass_writer_kind);
	assert_null(writer_kind_named("nosuch"));
}

/* ---- merging ---- */

/* The five stories in n shards, one after the other, merged into name. */
static void
merge_five(const char *name, const uint32_t *sizes, size_t n)
{
	const char *shards[COUNT(stories) + 2];
	char paths[COUNT(stories) + 2][96];
	struct err err = { 0 };
	uint32_t first = 0;

	for (size_t i = 0; i < n; i++) {
		snprintf(paths[i], sizeof(paths[i]), "%s/%s.%zu", scratch, name,
			i);
		shards[i] = paths[i];
		assert_true(shard_write(
			paths[i], stories + first, sizes[i], first + 1, &err));
		first += sizes[i];
	}
	if (!writer_kind_named("xapian")->merge(
		    shards, n, in_scratch(name), &err))
		fail_msg("%s: %s", name, err.text);
}

static void
shards_merge_in_their_order(void **state)
{
	static const struct {
		const char *name;
		uint32_t sizes[7];
		size_t n;
	} cases[] = {
		{ "one", { 5 }, 1 },
		{ "two", { 2, 3 }, 2 },
		{ "many", { 1, 1, 1, 1, 1 }, 5 },
		{ "hollow", { 0, 2, 0, 0, 2, 1, 0 }, 7 },
	};

	(void)state;
	for (size_t c = 0; c < COUNT(cases); c++) {
		struct xap_reader *reader;

		merge_five(cases[c].name, cases[c].sizes, cases[c].n);
		reader = opened(cases[c].name);
		for (uint32_t i = 0; i < COUNT(stories); i++)
			assert_story(reader, i + 1, stories[i].words);
		xap_reader_close(reader);
		assert_sound(in_scratch(cases[c].name));
	}
}

static void
shards_without_stories_merge_into_none(void **state)
{
	static const uint32_t sizes[] = { 0, 0 };
	struct xap_reader *reader;
	struct err err = { 0 };
	const uint32_t *docids;
	uint32_t n = 9;
	bool complete = false;

	(void)state;
	merge_five("none", sizes, 2);
	assert_sound(in_scratch("none"));
	reader = opened("none");
	assert_true(xap_reader_stories(reader, &n, &err));
	assert_int_equal(n, 0);
	n = 9;
	assert_true(xap_reader_matches(reader, asked_op(MATCH_ALL), NULL,
		&docids, &n, &complete, &err));
	assert_int_equal(n, 0);
	assert_true(complete);
	xap_reader_close(reader);
	arena_reset(&asked_arena);
}

static void
nothing_is_written_over(void **state)
{
	const struct writer_kind *kind = writer_kind_named("xapian");
	const char *shards[] = { in_scratch("five") };
	struct err err = { 0 };

	(void)state;
	assert_null(kind->open(in_scratch("five"), &err));
	assert_int_equal(err.kind, ERR_IO);
	assert_false(kind->merge(shards, 1, in_scratch("five"), &err));
	assert_int_equal(err.kind, ERR_IO);
	assert_sound(in_scratch("five"));
}

static void
a_shard_has_one_writer(void **state)
{
	const struct writer_kind *kind = writer_kind_named("xapian");
	struct err err = { 0 };
	struct writer *writer = kind->open(in_scratch("once"), &err);

	(void)state;
	assert_non_null(writer);
	assert_null(kind->open(in_scratch("once"), &err));
	assert_int_equal(err.kind, ERR_IO);
	kind->close(writer);
}

/* ---- what is wrong with files ---- */

static void
what_is_not_there_is_not_found(void **state)
{
	const struct writer_kind *kind = writer_kind_named("xapian");
	const char *shards[] = { in_scratch("nowhere") };
	struct err errs[3] = { 0 };
	char report[100];
	uint64_t faults;

	(void)state;
	assert_null(xap_reader_open(in_scratch("nowhere"), &errs[0]));
	assert_false(kind->merge(shards, 1, in_scratch("dest"), &errs[1]));
	assert_false(xap_check(in_scratch("nowhere"), &faults, report,
		sizeof(report), &errs[2]));
	for (size_t i = 0; i < COUNT(errs); i++)
		if (errs[i].kind != ERR_NOT_FOUND)
			fail_msg("%zu: %s", i, errs[i].text);
}

/* A copy of five/ in name/, with one file of it as given. */
static void
damaged_copy(const char *name, const char *file, const void *data, size_t len)
{
	struct err err = { 0 };
	struct fs_names names = { 0 };
	struct buf path = { 0 }, bytes = { 0 };

	assert_true(fs_make_dir(in_scratch(name), &err));
	assert_true(fs_list(in_scratch("five"), &names, &err));
	for (size_t i = 0; i < names.count; i++) {
		bool hit = strcmp(names.names[i], file) == 0;

		buf_reset(&path);
		buf_reset(&bytes);
		fs_join(&path, in_scratch("five"), names.names[i], NULL);
		assert_true(fs_read_file(path.data, 1 << 20, &bytes, &err));
		buf_reset(&path);
		fs_join(&path, in_scratch(name), names.names[i], NULL);
		assert_true(fs_write_file(path.data, hit ? data : bytes.data,
			hit ? len : bytes.len, &err));
	}
	fs_names_release(&names);
	buf_release(&path);
	buf_release(&bytes);
}

static void
a_damaged_version_file_is_a_damaged_index(void **state)
{
	struct err err = { 0 };

	(void)state;
	damaged_copy("garbled", "iamglass", "not glass at all", 16);
	assert_null(xap_reader_open(in_scratch("garbled"), &err));
	assert_int_equal(err.kind, ERR_INDEX);
}

static void
a_truncated_table_is_a_damaged_index(void **state)
{
	struct err err = { 0 };
	struct xap_reader *reader;
	uint64_t faults = 0;
	char report[2000];
	uint32_t n;

	(void)state;
	damaged_copy("cut", "postlist.glass", "", 0);
	reader = xap_reader_open(in_scratch("cut"), &err);
	if (reader != NULL)
		assert_false(xap_reader_term(reader, "dock", 4, &n, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	xap_reader_close(reader);
	assert_true(xap_check(
		in_scratch("cut"), &faults, report, sizeof(report), &err));
	assert_true(faults > 0);
}

static void
check_says_which_table_is_at_fault(void **state)
{
	struct err err = { 0 };
	uint64_t faults = 0;
	char zeros[8192] = { 0 };
	char report[4000], little[8];

	(void)state;
	damaged_copy("zeroed", "docdata.glass", zeros, sizeof(zeros));
	assert_true(xap_check(
		in_scratch("zeroed"), &faults, report, sizeof(report), &err));
	assert_true(faults > 0);
	assert_non_null(strstr(report, "docdata"));
	assert_true(xap_check(
		in_scratch("zeroed"), &faults, little, sizeof(little), &err));
	assert_int_equal(strlen(little), sizeof(little) - 1);
}

/* ---- stems ---- */

static void
words_have_stems(void **state)
{
	struct err err = { 0 };
	struct xap_stemmer *stemmer = xap_stemmer_open("english", &err);
	const char *stem;
	size_t len;

	(void)state;
	assert_non_null(stemmer);
	assert_true(xap_stem(stemmer, "strikesXX", 7, &stem, &len, &err));
	assert_int_equal(len, 6);
	assert_memory_equal(stem, "strike", 6);
	xap_stemmer_close(stemmer);
	assert_null(xap_stemmer_open("no such tongue", &err));
	assert_int_equal(err.kind, ERR_INTERNAL);
}

static void
closing_nothing_is_fine(void **state)
{
	(void)state;
	xap_stemmer_close(NULL);
	xap_reader_close(NULL);
	xap_writer_kind.close(NULL);
}

static int
make_five(void **state)
{
	struct err err = { 0 };

	(void)state;
	snprintf(scratch, sizeof(scratch), "/tmp/dateline-xap-XXXXXX");
	if (mkdtemp(scratch) == NULL)
		return -1;
	return shard_write(in_scratch("five"), stories, COUNT(stories), 1, &err)
		       ? 0
		       : -1;
}

static int
remove_all(void **state)
{
	(void)state;
	arena_release(&asked_arena);
	return fs_remove_tree(scratch, NULL) ? 0 : -1;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stories_come_back_as_they_were_written),
		cmocka_unit_test(a_term_knows_its_stories),
		cmocka_unit_test(terms_that_begin_so_are_listed_one_level_deep),
		cmocka_unit_test(
			terms_that_no_database_can_hold_are_just_not_there),
		cmocka_unit_test(a_story_that_is_not_there_is_not_found),
		cmocka_unit_test(a_term_too_long_is_refused_by_the_writer),
		cmocka_unit_test(a_shard_given_up_leaves_nothing_to_read),
		cmocka_unit_test(the_kinds_of_writer_have_names),
		cmocka_unit_test(shards_merge_in_their_order),
		cmocka_unit_test(shards_without_stories_merge_into_none),
		cmocka_unit_test(nothing_is_written_over),
		cmocka_unit_test(a_shard_has_one_writer),
		cmocka_unit_test(what_is_not_there_is_not_found),
		cmocka_unit_test(a_damaged_version_file_is_a_damaged_index),
		cmocka_unit_test(a_truncated_table_is_a_damaged_index),
		cmocka_unit_test(check_says_which_table_is_at_fault),
		cmocka_unit_test(words_have_stems),
		cmocka_unit_test(closing_nothing_is_fine),
	};

	return cmocka_run_group_tests(tests, make_five, remove_all);
}
