/*
 * test_segments.c - promises of engine/index/archive.h, about generations that
 * stand on others
 *
 * A generation of n stories has them at days n, n - 1, ... 1, so that it can be
 * seen from a story's day where it comes from.
 */
#include "engine/index/archive.h"
#include "engine/index/union_files.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "tests/unit/unit.h"

#include <pthread.h>

static char *scratch;
static char dir[80]; /* the archive of the test at hand */

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

/* ---- generations to publish ---- */

/* What comes on top of the live generation: new stories, all newer than those
 * before, and how many of the newest of each segment go. */
struct growth {
	uint32_t added;
	day first_day;
	uint32_t gone; /* of the last segment */
};

static bool
fill(const struct archive *archive, const struct growth *growth,
	struct err *err)
{
	struct columns_writer *writer =
		columns_writer_new(archive_building(archive));
	const struct term_list terms = { .length = 1 };
	struct buf path = { 0 };
	bool ok = true;

	for (uint32_t i = 0; i < growth->added; i++) {
		struct story story = {
			.uri = "u",
			.published = {
				.value = "x",
				.precision = PRECISION_DAY,
				.day = growth->first_day +
				       (day)(growth->added - i),
			},
		};

		columns_add(writer, &story, &terms);
	}
	fs_join(&path, archive_building(archive), "columns", NULL);
	if (growth->added > 0)
		ok = fs_make_dir(path.data, err) &&
		     columns_finish(writer, path.data, err);
	columns_writer_free(writer);
	buf_release(&path);
	return ok;
}

/* What is gone of a segment: what was before, and so many of the first. */
static bool
write_gone(const char *building, const struct generation *live, uint32_t s,
	uint32_t *more, struct err *err)
{
	const struct segment *segment = live->segments[s];
	struct gone gone = { 0 };
	bool ok;

	for (uint32_t d = 1; d <= segment->columns.stories; d++) {
		bool before = live->joined && live->docids[s][d - 1] == 0;

		if (!before && *more == 0)
			continue;
		vec_push(gone.docids, gone.count, gone.cap) = d;
		*more -= !before;
	}
	ok = union_write_gone(building, segment->name, &gone, err);
	free(gone.docids);
	return ok;
}

/* The order when what is added is newest: own stories, then the others. */
static bool
write_union(const struct archive *archive, const struct generation *live,
	const struct growth *growth, struct manifest *manifest, struct err *err)
{
	struct join_order order = { 0 };
	uint32_t last = live->nsegments - 1, more = growth->gone, none = 0;
	const char *building = archive_building(archive);
	uint32_t left_out = growth->gone;
	bool ok = true;

	for (uint32_t i = 0; i < growth->added; i++)
		join_order_add(&order, live->nsegments);
	for (uint32_t d = 1; d <= live->columns.stories; d++) {
		uint32_t s = live->joined ? live->homes.part[d - 1] : 0;

		if (s == last && left_out > 0)
			left_out--;
		else
			join_order_add(&order, s);
	}
	for (uint32_t s = 0; s <= last && ok; s++) {
		manifest_add_segment(manifest, live->segments[s]->name,
			live->segments[s]->manifest.crc);
		ok = write_gone(
			building, live, s, s == last ? &more : &none, err);
	}
	ok = ok && union_write_order(building, &order, err);
	manifest->stories =
		live->columns.stories + growth->added - growth->gone;
	join_order_release(&order);
	return ok;
}

static bool
publish(const struct growth *growth, bool on_top, struct err *err)
{
	struct archive *archive = archive_open(dir, err);
	struct manifest manifest = { .writer = "test" };
	struct generation *live = NULL;
	bool ok = archive != NULL && fill(archive, growth, err);

	manifest.stories = growth->added;
	if (ok && on_top) {
		live = generation_open(dir, err);
		ok = live != NULL &&
		     write_union(archive, live, growth, &manifest, err);
		generation_unref(live);
	}
	ok = ok && archive_publish(archive, &manifest, NULL, err);
	manifest_release(&manifest);
	archive_close(archive);
	return ok;
}

/* A generation of its own. */
static void
built(uint32_t stories)
{
	const struct growth growth = { .added = stories };
	struct err err = { 0 };

	if (!publish(&growth, false, &err))
		fail_msg("%s", err.text);
}

/* One that stands on the live one; some of whose last segment go. */
static void
added(uint32_t stories, day first_day, uint32_t gone)
{
	const struct growth growth = { stories, first_day, gone };
	struct err err = { 0 };

	if (!publish(&growth, true, &err))
		fail_msg("%s", err.text);
}

static struct generation *
opened(void)
{
	struct err err = { 0 };
	struct generation *generation = generation_open(dir, &err);

	if (generation == NULL)
		fail_msg("%s", err.text);
	return generation;
}

/* The names in the archive's folder, one blank behind each. */
static const char *
lying_there(void)
{
	static char text[512];
	struct fs_names names;
	size_t len = 0;

	assert_true(fs_list(dir, &names, NULL));
	text[0] = '\0';
	for (size_t i = 0; i < names.count; i++)
		len += (size_t)snprintf(
			text + len, sizeof(text) - len, "%s ", names.names[i]);
	fs_names_release(&names);
	return text;
}

static void
start_anew(void)
{
	assert_true(fs_remove_tree(dir, NULL));
	assert_false(fs_exists(dir));
}

/* ---- promises ---- */

static void
stories_of_all_segments_are_in_one_order(void **state)
{
	static const day days[] = { 22, 21, 13, 12, 11, 1 };
	static const char *const homes[] = { "000003", "000003", "000002",
		"000002", "000002", "000001" };
	static const uint32_t docids[] = { 1, 2, 1, 2, 3, 2 };
	struct generation *generation;

	(void)state;
	start_anew();
	built(2);
	added(3, 10, 1);
	added(2, 20, 0);
	assert_string_equal(lying_there(), "000001 000002 000003 live lock ");
	generation = opened();
	assert_int_equal(generation->nsegments, 3);
	assert_int_equal(generation->columns.stories, 6);
	for (uint32_t d = 1; d <= 6; d++) {
		uint32_t home;

		assert_int_equal(generation->columns.day[d - 1], days[d - 1]);
		assert_string_equal(generation_home(generation, d, &home)->name,
			homes[d - 1]);
		assert_int_equal(home, docids[d - 1]);
	}
	assert_int_equal(generation->docids[0][0], 0); /* gone */
	assert_int_equal(generation->docids[0][1], 6);
	generation_unref(generation);
}

static void
what_the_live_one_stands_on_stays(void **state)
{
	struct generation *old;

	(void)state;
	start_anew();
	built(2);
	old = opened();
	added(3, 10, 0);
	generation_unref(old); /* a reader that lets go sweeps, too */
	assert_string_equal(lying_there(), "000001 000002 live lock ");
	added(0, 0, 2);
	assert_string_equal(lying_there(), "000001 000002 000003 live lock ");
	old = opened();
	assert_int_equal(old->columns.stories, 3);
	generation_unref(old);
}

static void
segments_go_with_the_last_who_reads_them(void **state)
{
	struct generation *old;

	(void)state;
	start_anew();
	built(2);
	added(3, 10, 0);
	old = opened();
	built(5); /* as a merge makes it */
	assert_string_equal(lying_there(), "000001 000002 000003 live lock ");
	assert_int_equal(old->columns.stories, 5);
	generation_unref(old);
	assert_string_equal(lying_there(), "000003 live lock ");
}

static void
segments_that_are_open_are_used_again(void **state)
{
	struct generation *old, *next;
	struct err err = { 0 };

	(void)state;
	start_anew();
	built(2);
	old = opened();
	added(3, 10, 1);
	next = generation_open_next(old, &err);
	assert_non_null(next);
	assert_ptr_equal(next->segments[0], old->segments[0]);
	assert_int_equal(next->columns.stories, 4);
	generation_unref(old);
	assert_int_equal(next->columns.day[3], 1);
	assert_string_equal(lying_there(), "000001 000002 live lock ");
	generation_unref(next);
}

static void
a_segment_that_is_not_there_is_damage(void **state)
{
	struct err err = { 0 };
	struct buf path = { 0 };

	(void)state;
	start_anew();
	built(2);
	added(3, 10, 0);
	fs_join(&path, dir, "000001", NULL);
	assert_true(fs_remove_tree(path.data, NULL));
	assert_null(generation_open(dir, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	assert_non_null(strstr(err.text, "000001"));
	buf_release(&path);
	built(1); /* and can be replaced */
	generation_unref(opened());
}

static void
a_segment_of_another_archive_is_damage(void **state)
{
	struct err err = { 0 };
	struct buf from = { 0 }, to = { 0 };

	(void)state;
	start_anew();
	built(4);
	fs_join(&from, dir, "000001", NULL);
	fs_join(&to, scratch, "other", NULL);
	assert_true(fs_rename(from.data, to.data, NULL));
	start_anew();
	built(2);
	added(3, 10, 0);
	assert_true(fs_remove_tree(from.data, NULL));
	assert_true(fs_rename(to.data, from.data, NULL));
	assert_null(generation_open(dir, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	assert_non_null(strstr(err.text, "stands on"));
	buf_release(&from);
	buf_release(&to);
}

/* ---- readers and writers at the same time ---- */

#define PUBLISHED 30

static bool done; /* atomic */

/* Additions, and every fifth time all of it in one. */
static void *
keep_publishing(void *arg)
{
	bool *ok = arg;

	*ok = true;
	for (uint32_t n = 2; n <= PUBLISHED && *ok; n++) {
		const struct growth whole = { .added = n };
		const struct growth one = { 1, (day)n * 10, 0 };

		*ok = n % 5 == 0 ? publish(&whole, false, NULL)
				 : publish(&one, true, NULL);
	}
	__atomic_store_n(&done, true, __ATOMIC_RELEASE);
	return NULL;
}

static void
readers_see_whole_generations_while_segments_change(void **state)
{
	struct generation *generation;
	uint32_t last = 0;
	pthread_t writer;
	bool ok = false;

	(void)state;
	start_anew();
	built(1);
	done = false;
	assert_int_equal(
		pthread_create(&writer, NULL, keep_publishing, &ok), 0);
	while (!__atomic_load_n(&done, __ATOMIC_ACQUIRE)) {
		generation = opened();
		assert_true(generation->columns.stories >= last);
		last = generation->columns.stories;
		generation_unref(generation);
	}
	pthread_join(writer, NULL);
	assert_true(ok);
	generation = opened();
	assert_int_equal(generation->columns.stories, PUBLISHED);
	generation_unref(generation);
	assert_string_equal(lying_there(), "000030 live lock ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stories_of_all_segments_are_in_one_order),
		cmocka_unit_test(what_the_live_one_stands_on_stays),
		cmocka_unit_test(segments_go_with_the_last_who_reads_them),
		cmocka_unit_test(segments_that_are_open_are_used_again),
		cmocka_unit_test(a_segment_that_is_not_there_is_damage),
		cmocka_unit_test(a_segment_of_another_archive_is_damage),
		cmocka_unit_test(
			readers_see_whole_generations_while_segments_change),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
