/*
 * test_inspect.c - promises of engine/index/inspect.h
 *
 * Archives are made as the build makes them, but for one thing that is
 * wrong on purpose, and the inspection must find just that.
 */
#include "engine/index/inspect.h"

#include "base/fs.h"
#include "engine/index/slots.h"
#include "engine/index/terms.h"
#include "engine/index/writer.h"
#include "tests/unit/unit.h"

static char *scratch;
static char dir[96];

static int
make_scratch(void **state)
{
	(void)state;
	scratch = unit_scratch();
	snprintf(dir, sizeof(dir), "%s/news.idx", scratch);
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

/* ---- an archive of four stories, two of one text ---- */

static struct story_actor dockers[] = {
	{ .name = "Dockers' Union", .code = "HBRLAB", .count = 1 },
	{ .name = "A. Reeve", .count = 1 },
};

static const struct story sample[] = {
	{ .uri = "b",
		.headline = "Strike ends",
		.body_text = "The basin is open again.",
		.outlet_name = "Harbour Gazette",
		.language = "en",
		.published = { .value = "1911-08-09",
			.precision = PRECISION_DAY,
			.confidence = 0.9,
			.day = 113810 } },
	{ .uri = "c",
		.body_text = "No ship has left.",
		.outlet_name = "Evening Tide",
		.actors = dockers,
		.nactors = 2,
		.cluster = 1,
		.published = { .value = "1911-08-02",
			.precision = PRECISION_DAY,
			.confidence = 0.5,
			.day = 113803 } },
	{ .uri = "d",
		.body_text = "No ship has LEFT",
		.outlet_name = "Harbour Gazette",
		.cluster = 1,
		.cluster_first = true,
		.published = { .value = "1911-08-02",
			.precision = PRECISION_DAY,
			.confidence = 0.5,
			.day = 113803 } },
	{ .uri = "a", .body_text = "Undated.", .outlet_domain = "x.example" },
};

#define STORIES COUNT(sample)

/* The stories as they go to each part of the archive. */
struct archived {
	struct story database[STORIES]; /* terms; and what is stored */
	const char *data[STORIES];	/* what the database calls them */
	struct story columns[STORIES];	/* the other columns */
	struct story slots[STORIES];
};

static void
fill_database(const struct archived *what, const char *path)
{
	const struct writer_kind *kind = writer_kind_named("xapian");
	struct err err = { 0 };
	struct writer *writer = kind->open(path, &err);
	struct terms *terms = terms_new(NULL);
	struct slots slots = { 0 };

	for (size_t i = 0; i < STORIES; i++) {
		const struct story *story = &what->database[i];
		struct term_list list;
		struct document document = { .terms = &list };
		struct text_digest digest;

		terms_digest(terms, story, &digest);
		terms_of_story(terms, story, &list);
		document.data = what->data[i];
		document.data_len = strlen(what->data[i]);
		slots_of_story(&slots, &what->slots[i], &digest, &document);
		assert_true(kind->add(writer, &document, &err));
	}
	assert_true(kind->finish(writer, &err));
	kind->close(writer);
	terms_free(terms);
	slots_release(&slots);
}

static void
write_columns(const struct story stories[STORIES], const char *path)
{
	struct columns_writer *writer = columns_writer_new(path);
	struct terms *terms = terms_new(NULL);

	for (size_t i = 0; i < STORIES; i++) {
		struct term_list list;

		terms_of_story(terms, &stories[i], &list);
		columns_add(writer, &stories[i], &list);
	}
	assert_true(columns_finish(writer, path, NULL));
	columns_writer_free(writer);
	terms_free(terms);
}

static void
fill_columns(const struct archived *what, const char *path)
{
	static const char *const stored[] = { "stories", "story_start",
		"story_words", "card", "card_start" };
	char aside[120];

	write_columns(what->columns, path);
	snprintf(aside, sizeof(aside), "%s/aside", scratch);
	assert_true(fs_make_dir(aside, NULL));
	write_columns(what->database, aside);
	for (size_t i = 0; i < COUNT(stored); i++) {
		struct buf from = { 0 }, to = { 0 };

		fs_join(&from, aside, stored[i], NULL);
		fs_join(&to, path, stored[i], NULL);
		assert_true(fs_rename(from.data, to.data, NULL));
		buf_release(&from);
		buf_release(&to);
	}
}

static void
archive_these(const struct archived *what)
{
	struct manifest manifest = {
		.created = "2025-03-11T00:00:00Z",
		.writer = "xapian",
		.stories = STORIES,
		.distinct = STORIES - 1,
	};
	struct archive *archive;
	struct buf path = { 0 };
	struct err err = { 0 };

	assert_true(fs_remove_tree(dir, NULL));
	archive = archive_open(dir, &err);
	assert_non_null(archive);
	fs_join(&path, archive_building(archive), "database", NULL);
	fill_database(what, path.data);
	buf_reset(&path);
	fs_join(&path, archive_building(archive), "columns", NULL);
	assert_true(fs_make_dir(path.data, &err));
	fill_columns(what, path.data);
	if (!archive_publish(archive, &manifest, NULL, &err))
		fail_msg("%s", err.text);
	manifest_release(&manifest);
	archive_close(archive);
	buf_release(&path);
}

static struct archived
sound(void)
{
	struct archived what;

	memcpy(what.database, sample, sizeof(sample));
	memcpy(what.columns, sample, sizeof(sample));
	memcpy(what.slots, sample, sizeof(sample));
	for (size_t i = 0; i < STORIES; i++)
		what.data[i] = sample[i].uri;
	return what;
}

/* ---- what an inspection says ---- */

static struct buf said; /* "step result text" lines */

static void
hear(void *ctx, const char *step, enum inspect_result result, const char *text)
{
	static const char *const words[] = { "ok", "damaged", "skipped" };

	(void)ctx;
	buf_printf(&said, "%s %s %s\n", step, words[result], text);
}

static uint64_t
damages(void)
{
	struct err err = { 0 };
	uint64_t n = 77;

	buf_reset(&said);
	if (!inspect_archive(dir, hear, NULL, &n, &err))
		fail_msg("%s", err.text);
	return n;
}

static void
assert_said(const char *text)
{
	if (strstr(buf_text(&said), text) == NULL)
		fail_msg("no \"%s\" in:\n%s", text, buf_text(&said));
}

static void
nothing_is_wrong_with_a_sound_archive(void **state)
{
	static const char *const steps[] = { "manifest", "checksums", "columns",
		"database", "filters", "stories" };
	struct archived what = sound();

	(void)state;
	archive_these(&what);
	if (damages() != 0)
		fail_msg("%s", buf_text(&said));
	for (size_t i = 0; i < COUNT(steps); i++) {
		char line[32];

		snprintf(line, sizeof(line), "%s ok", steps[i]);
		assert_said(line);
	}
}

static void
a_folder_without_an_archive_is_an_error(void **state)
{
	struct err err = { 0 };
	uint64_t n;

	(void)state;
	assert_true(fs_remove_tree(dir, NULL));
	assert_false(inspect_archive(dir, hear, NULL, &n, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
}

/* ---- damaged files ---- */

/* Turn one byte of a file of the generation around. */
static void
damage(const char *name, long at)
{
	char path[160];
	FILE *file;
	int c;

	snprintf(path, sizeof(path), "%s/000001/%s", dir, name);
	file = fopen(path, "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, at, SEEK_SET), 0);
	c = fgetc(file);
	assert_int_equal(fseek(file, at, SEEK_SET), 0);
	fputc(c ^ 0x40, file);
	fclose(file);
}

static void
every_damaged_file_is_named(void **state)
{
	struct archived what = sound();

	(void)state;
	archive_these(&what);
	damage("columns/length", 50);
	damage("database/postlist.glass", 4000);
	damage("columns/outlet", 49);
	assert_true(damages() >= 3);
	assert_said("/000001/columns/length: crc32");
	assert_said("/000001/database/postlist.glass: crc32");
	assert_said("columns/outlet: entry 1: a value");
	assert_said("database skipped");
	assert_said("stories skipped");
}

static void
a_file_that_does_not_belong_is_named(void **state)
{
	struct archived what = sound();
	char path[160];

	(void)state;
	archive_these(&what);
	snprintf(path, sizeof(path), "%s/000001/columns/notes", dir);
	assert_true(fs_write_file(path, "x", 1, NULL));
	assert_int_equal(damages(), 1);
	assert_said("columns/notes: not in the manifest");
}

static void
a_damaged_manifest_does_not_hide_the_columns(void **state)
{
	struct archived what = sound();

	(void)state;
	archive_these(&what);
	damage("manifest", 30);
	assert_int_equal(damages(), 1);
	assert_said("manifest damaged");
	assert_said("checksums skipped");
	assert_said("columns ok");
}

/* ---- parts that do not agree ---- */

static void
columns_that_say_another_thing_are_named(void **state)
{
	struct archived what = sound();

	(void)state;
	what.columns[3].outlet_name = "Harbour Gazette";
	what.columns[1].published.confidence = 0.6;
	archive_these(&what);
	assert_true(damages() >= 3);
	assert_said("outlet \"Harbour Gazette\": the column has 3 stories, "
		    "the database 2");
	assert_said("columns/confidence: entry 2");
	assert_said("columns/outlet: entry 4");
}

static void
slots_that_say_another_thing_are_named(void **state)
{
	struct archived what = sound();

	(void)state;
	what.slots[0].outlet_name = "Evening Tide";
	what.slots[2].published.day++;
	archive_these(&what);
	assert_int_equal(damages(), 1);
	assert_said("story 1 (b): slots: slot outlet holds \"Evening Tide\", "
		    "not \"Harbour Gazette\"; and 1 more stories");
}

static void
copies_that_are_not_known_are_named(void **state)
{
	struct archived what = sound();

	(void)state;
	for (size_t i = 1; i < 3; i++) {
		what.database[i].cluster = 0;
		what.slots[i].cluster = 0;
		what.columns[i].cluster = 0;
	}
	archive_these(&what);
	assert_true(damages() >= 1);
	assert_said("story 3 (d): copies");
	assert_said("columns of 4 texts, the manifest says 3");
}

static void
stories_of_one_uri_are_named(void **state)
{
	struct archived what = sound();

	(void)state;
	what.database[2].uri = "c";
	archive_these(&what);
	assert_true(damages() >= 1);
	assert_said("story 3 (c): uri: its uri leads to story 2");
	assert_said("story 3 (c): order");
}

static void
data_that_names_another_story_is_named(void **state)
{
	struct archived what = sound();

	(void)state;
	what.data[1] = "b";
	archive_these(&what);
	assert_int_equal(damages(), 1);
	assert_said("story 2 (c): data: the database calls it \"b\"");
}

static void
stored_stories_are_checked(void **state)
{
	struct archived what = sound();

	(void)state;
	archive_these(&what);
	damage("columns/stories", 60);
	assert_true(damages() >= 2);
	assert_said("/000001/columns/stories: crc32");
	assert_said("story 1 (?): stored form: the stories from 1 on are "
		    "damaged; and 3 more stories");
}

static void
the_terms_are_counted(void **state)
{
	struct archived what = sound();
	struct generation *generation;
	uint64_t terms = 0;

	(void)state;
	archive_these(&what);
	generation = generation_open(dir, NULL);
	assert_non_null(generation);
	assert_true(inspect_terms(generation, &terms, NULL));
	assert_true(terms > 10);
	generation_unref(generation);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_wrong_with_a_sound_archive),
		cmocka_unit_test(a_folder_without_an_archive_is_an_error),
		cmocka_unit_test(every_damaged_file_is_named),
		cmocka_unit_test(a_file_that_does_not_belong_is_named),
		cmocka_unit_test(a_damaged_manifest_does_not_hide_the_columns),
		cmocka_unit_test(columns_that_say_another_thing_are_named),
		cmocka_unit_test(slots_that_say_another_thing_are_named),
		cmocka_unit_test(copies_that_are_not_known_are_named),
		cmocka_unit_test(stories_of_one_uri_are_named),
		cmocka_unit_test(data_that_names_another_story_is_named),
		cmocka_unit_test(stored_stories_are_checked),
		cmocka_unit_test(the_terms_are_counted),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
