/* test_manifest.c - promises of engine/index/manifest.h */
#include "engine/index/manifest.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/zio.h"
#include "tests/unit/unit.h"

static char *scratch;

static int
make_scratch(void **state)
{
	(void)state;
	scratch = unit_scratch();
	return scratch == NULL;
}

static int
remove_scratch(void **state)
{
	bool ok = fs_remove_tree(scratch, NULL);

	(void)state;
	free(scratch);
	return !ok;
}

static void
put(const char *name, const char *text)
{
	struct buf path = { 0 };
	struct err err = { 0 };

	fs_join(&path, scratch, name, NULL);
	if (!fs_write_file(path.data, text, strlen(text), &err))
		fail_msg("%s", err.text);
	buf_release(&path);
}

/* A generation of three files, measured and written. */
static void
write_sample(struct manifest *manifest)
{
	struct buf folder = { 0 };
	struct err err = { 0 };

	fs_join(&folder, scratch, "columns", NULL);
	assert_true(fs_make_dir(folder.data, NULL));
	buf_release(&folder);
	put("columns/day", "123456789");
	put("columns/empty", "");
	put("zeta", "z");
	*manifest = (struct manifest){
		.created = "2025-03-11T04:27:16Z",
		.writer = "xapian",
		.fallback_language = "",
		.stories = 5,
		.distinct = 4,
		.text_bytes = 5000000000,
	};
	if (!manifest_measure(manifest, scratch, &err) ||
		!manifest_write(manifest, scratch, &err))
		fail_msg("%s", err.text);
}

static void
a_manifest_is_read_as_it_was_written(void **state)
{
	struct manifest written, read = { 0 };
	struct err err = { 0 };

	(void)state;
	write_sample(&written);
	if (!manifest_read(&read, scratch, &err))
		fail_msg("%s", err.text);
	assert_int_equal(read.format, MANIFEST_FORMAT);
	assert_string_equal(read.created, "2025-03-11T04:27:16Z");
	assert_string_equal(read.writer, "xapian");
	assert_string_equal(read.fallback_language, "");
	assert_int_equal(read.stories, 5);
	assert_int_equal(read.distinct, 4);
	assert_int_equal(read.text_bytes, 5000000000);
	assert_int_equal(read.nfiles, 3); /* not itself */
	assert_string_equal(read.files[0].path, "columns/day");
	assert_int_equal(read.files[0].size, 9);
	assert_int_equal(read.files[0].crc, 0xcbf43926); /* the known check */
	assert_string_equal(read.files[2].path, "zeta");
	manifest_release(&written);
	manifest_release(&read);
}

static void
a_generation_names_what_it_stands_on(void **state)
{
	struct manifest written, read = { 0 };

	(void)state;
	write_sample(&written);
	manifest_add_segment(&written, "000040", 0x1a2b3c4d);
	manifest_add_segment(&written, "1000041", 7);
	assert_true(manifest_write(&written, scratch, NULL));
	assert_true(manifest_read(&read, scratch, NULL));
	assert_int_equal(read.nsegments, 2);
	assert_string_equal(read.segments[0].name, "000040");
	assert_int_equal(read.segments[0].crc, 0x1a2b3c4d);
	assert_string_equal(read.segments[1].name, "1000041");
	assert_true(manifest_stands_on(&read, "000040"));
	assert_false(manifest_stands_on(&read, "000041"));
	assert_true(manifest_lists(&read, "columns/day"));
	assert_false(manifest_lists(&read, "columns"));
	manifest_release(&written);
	manifest_release(&read);
}

static void
files_that_are_as_measured_pass(void **state)
{
	struct manifest manifest;

	(void)state;
	write_sample(&manifest);
	assert_true(manifest_verify(&manifest, scratch, MANIFEST_SIZES, NULL));
	assert_true(
		manifest_verify(&manifest, scratch, MANIFEST_CHECKSUMS, NULL));
	manifest_release(&manifest);
}

static void
a_changed_file_is_named(void **state)
{
	struct manifest manifest;
	struct err err = { 0 };
	struct buf path = { 0 };

	(void)state;
	write_sample(&manifest);
	put("columns/day", "12345678X");
	assert_true(manifest_verify(&manifest, scratch, MANIFEST_SIZES, &err));
	assert_false(
		manifest_verify(&manifest, scratch, MANIFEST_CHECKSUMS, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	assert_non_null(strstr(err.text, "columns/day: crc32"));

	put("columns/day", "1234");
	assert_false(manifest_verify(&manifest, scratch, MANIFEST_SIZES, &err));
	assert_non_null(strstr(err.text, "columns/day: 4 bytes instead of 9"));

	fs_join(&path, scratch, "columns/day", NULL);
	assert_true(fs_remove_tree(path.data, NULL));
	assert_false(manifest_verify(&manifest, scratch, MANIFEST_SIZES, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	assert_non_null(strstr(err.text, "columns/day"));
	buf_release(&path);
	manifest_release(&manifest);
}

static void
a_folder_without_a_manifest_has_none(void **state)
{
	struct manifest manifest = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_false(manifest_read(&manifest, "/nonexistent", &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
}

static void
names_that_no_line_could_hold_are_refused(void **state)
{
	struct manifest manifest = { 0 };
	struct err err = { 0 };
	struct buf path = { 0 };

	(void)state;
	put("a b", "");
	assert_false(manifest_measure(&manifest, scratch, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	fs_join(&path, scratch, "a b", NULL);
	assert_true(fs_remove_tree(path.data, NULL));
	buf_release(&path);
	manifest_release(&manifest);
}

static void
facts_that_would_break_the_text_are_not_written(void **state)
{
	struct manifest manifest = {
		.format = MANIFEST_FORMAT,
		.writer = "xapian\nstories 7",
	};

	(void)state;
	assert_false(manifest_write(&manifest, scratch, NULL));
}

/* ---- texts ---- */

/* The body with its `end` line. */
static bool
parses(const char *body, struct err *err)
{
	struct manifest manifest = { 0 };
	struct buf text = { 0 };
	bool ok;

	buf_puts(&text, body);
	buf_printf(&text, "end %08x\n", zio_crc(0, body, strlen(body)));
	ok = manifest_parse(&manifest, text.data, text.len, err);
	manifest_release(&manifest);
	buf_release(&text);
	return ok;
}

#define FACTS                                                                  \
	"format 2\ncreated now\nwriter w\nfallback_language \nstories 1\n"     \
	"distinct 1\ntext_bytes 1\n"

static void
facts_of_a_later_version_are_skipped(void **state)
{
	struct err err = { 0 };

	(void)state;
	if (!parses(FACTS "colour blue\n", &err))
		fail_msg("%s", err.text);
}

static void
other_formats_ask_for_another_build(void **state)
{
	struct manifest manifest = { 0 };
	struct err err = { 0 };
	static const char *const texts[] = { "format 1\nof the time before",
		"format 3\nnothing else we know" };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		assert_false(manifest_parse(
			&manifest, texts[i], strlen(texts[i]), &err));
		assert_int_equal(err.kind, ERR_INDEX);
		assert_non_null(strstr(err.text, "build it again"));
	}
}

static void
malformed_lines_are_named(void **state)
{
	static const struct {
		const char *body;
		const char *said;
	} bad[] = {
		{ FACTS "stories 1\n", "line 8: said before" },
		{ "format 2\nstories one\n", "line 2: expected a number" },
		{ "format 2\nstories 4294967296\n", "line 2" },
		{ "format 2\nstories -1\n", "line 2" },
		{ "format 2\nstories \n", "line 2" },
		{ "format 2\ntext_bytes 18446744073709551616\n", "line 2" },
		{ "format 2\nword\n", "line 2: expected a name" },
		{ "format 2\nsegment 000001\n", "expected name, crc32" },
		{ "format 2\nsegment first 00000001\n", "no generation" },
		{ "format 2\nsegment 000001 x\n", "expected a crc32" },
		{ "format 2\nsegment 000001 1\nsegment 000001 2\n",
			"line 3: said before" },
		{ FACTS "file a\n", "line 8: expected path" },
		{ FACTS "file a 1\n", "line 8: expected path" },
		{ FACTS "file a 1 xyz\n", "line 8: expected a crc32" },
		{ FACTS "file a 1 123456789\n", "line 8: expected a crc32" },
		{ FACTS "file a -1 0\n", "line 8: expected a size" },
		{ FACTS "file /etc/passwd 1 0\n", "line 8: not a path" },
		{ FACTS "file ../a 1 0\n", "line 8: not a path" },
		{ FACTS "file a/../b 1 0\n", "line 8: not a path" },
		{ FACTS "file a//b 1 0\n", "line 8: not a path" },
		{ FACTS "file a b 1 0\n", "line 8: not a path" },
		{ FACTS "file  1 0\n", "line 8: not a path" },
		{ "format 2\nstories 1\n", "without created" },
		{ "stories 1\n", "line 1: expected the format" },
		{ "", "line 1: expected the format" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct err err = { 0 };

		assert_false(parses(bad[i].body, &err));
		assert_int_equal(err.kind, ERR_INDEX);
		if (strstr(err.text, bad[i].said) == NULL)
			fail_msg("%s: %s", bad[i].said, err.text);
	}
}

static void
a_text_cut_or_changed_anywhere_is_refused(void **state)
{
	struct manifest manifest = { 0 };
	struct buf text = { 0 };

	(void)state;
	buf_puts(&text, FACTS "file columns/day 9 cbf43926\n");
	buf_printf(&text, "end %08x\n", zio_crc(0, text.data, text.len));
	assert_true(manifest_parse(&manifest, text.data, text.len, NULL));
	for (size_t len = 0; len < text.len; len++)
		assert_false(manifest_parse(&manifest, text.data, len, NULL));
	for (size_t i = 0; i < text.len; i++) {
		text.data[i] ^= 4;
		assert_false(
			manifest_parse(&manifest, text.data, text.len, NULL));
		text.data[i] ^= 4;
	}
	buf_release(&text);
	manifest_release(&manifest);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_manifest_is_read_as_it_was_written),
		cmocka_unit_test(a_generation_names_what_it_stands_on),
		cmocka_unit_test(files_that_are_as_measured_pass),
		cmocka_unit_test(a_changed_file_is_named),
		cmocka_unit_test(a_folder_without_a_manifest_has_none),
		cmocka_unit_test(names_that_no_line_could_hold_are_refused),
		cmocka_unit_test(
			facts_that_would_break_the_text_are_not_written),
		cmocka_unit_test(facts_of_a_later_version_are_skipped),
		cmocka_unit_test(other_formats_ask_for_another_build),
		cmocka_unit_test(malformed_lines_are_named),
		cmocka_unit_test(a_text_cut_or_changed_anywhere_is_refused),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
