/* test_lists.c - promises of indexer/names/lists.h */
#include "indexer/names/lists.h"

#include "base/buf.h"
#include "base/fs.h"

#include "tests/unit/unit.h"

static const char actors[] = "WHV\tcountry\tWesthaven\tWest Haven\n"
			     "WHVMAY\tperson\tHelen Brandt\n"
			     "=\tJon Halvorsen\tYon Halvorson\n";

/* An archive with lists beside it. */
struct place {
	char *folder;
	struct buf actors, building, image;
	struct lists lists;
};

static void
write_actors(const struct place *p, const char *text)
{
	struct err err = { 0 };

	assert_true(fs_write_file(p->actors.data, text, strlen(text), &err));
}

/* Open them as an archive would, and keep them; were they kept before? */
static bool
open_lists(struct place *p)
{
	const struct registry_files files = {
		.outlets = "conf/outlets.tsv",
		.actors = p->actors.data,
		.places = "conf/places.tsv",
		.words = "conf/names.tsv",
	};
	struct err err = { 0 };
	bool kept;

	if (!lists_open(
		    &p->lists, &files, "conf/names.model", p->folder, &err) ||
		!lists_keep(&p->lists, p->building.data, p->folder, &err))
		fail_msg("%s", err.text);
	kept = p->lists.map.size > 0;
	assert_true(fs_exists(p->image.data));
	return kept;
}

static int
setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	struct err err;

	p->folder = unit_scratch();
	fs_join(&p->actors, p->folder, "actors.tsv", NULL);
	fs_join(&p->building, p->folder, "building", NULL);
	fs_join(&p->image, p->folder, LISTS_IMAGE, NULL);
	fs_make_dir(p->building.data, &err);
	write_actors(p, actors);
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;

	fs_remove_tree(p->folder, NULL);
	free(p->folder);
	buf_release(&p->actors);
	buf_release(&p->building);
	buf_release(&p->image);
	free(p);
	return 0;
}

static void
is_the_same(void *ctx, const char *phrase, size_t len)
{
	const struct registry *const *two = ctx;
	struct registry_meanings a = registry_means(two[0], phrase, len);
	struct registry_meanings b = registry_means(two[1], phrase, len);

	assert_int_equal(registry_word(two[0], phrase, len),
		registry_word(two[1], phrase, len));
	for (; a.actors != NULL;
		a.actors = a.actors->next, b.actors = b.actors->next) {
		assert_non_null(b.actors);
		assert_string_equal(
			a.actors->actor->code, b.actors->actor->code);
		assert_string_equal(
			a.actors->actor->name, b.actors->actor->name);
		assert_int_equal(a.actors->capitals, b.actors->capitals);
	}
	assert_null(b.actors);
	for (; a.places != NULL;
		a.places = a.places->next, b.places = b.places->next) {
		assert_non_null(b.places);
		assert_string_equal(
			a.places->place->name, b.places->place->name);
		assert_int_equal(
			a.places->place->weight, b.places->place->weight);
	}
	assert_null(b.places);
}

static void
what_was_kept_says_what_the_lists_say(void **state)
{
	struct place *p = *state, *again = calloc(1, sizeof(*again));
	const struct registry *two[2];

	assert_false(open_lists(p));
	*again = *p;
	assert_true(open_lists(again));
	two[0] = p->lists.registry;
	two[1] = again->lists.registry;
	assert_true(registry_phrases(two[0]) > 10000);
	assert_int_equal(registry_phrases(two[0]), registry_phrases(two[1]));
	registry_each_phrase(two[0], is_the_same, two);
	assert_string_equal(
		registry_same(two[1], "Yon Halvorson"), "Jon Halvorsen");
	assert_string_equal(
		registry_outlet_by_domain(two[1], "www.reuters.com")->name,
		"Reuters");
	assert_memory_equal(p->lists.names->weights,
		again->lists.names->weights,
		sizeof(float) * NAME_FEATURES * NAME_ROW);
	assert_int_equal(registry_faults(two[1]), 0);
	lists_close(&again->lists);
	lists_close(&p->lists);
	free(again);
}

static void
changed_lists_are_read_anew(void **state)
{
	struct place *p = *state;

	open_lists(p);
	lists_close(&p->lists);
	write_actors(p, "WHV\tcountry\tOsthaven\n");
	assert_false(open_lists(p));
	assert_null(registry_actor(p->lists.registry, "Westhaven"));
	assert_non_null(registry_actor(p->lists.registry, "Osthaven"));
	lists_close(&p->lists);
	assert_true(open_lists(p));
	assert_non_null(registry_actor(p->lists.registry, "Osthaven"));
	lists_close(&p->lists);
}

static void
lists_that_change_while_they_are_read_are_not_kept(void **state)
{
	struct place *p = *state;
	const struct registry_files files = { .actors = p->actors.data };
	struct err err = { 0 };

	assert_true(lists_open(&p->lists, &files, "", p->folder, &err));
	write_actors(p, "WHV\tcountry\tOsthaven\n");
	assert_true(lists_keep(&p->lists, p->building.data, p->folder, &err));
	assert_false(fs_exists(p->image.data));
	lists_close(&p->lists);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			what_was_kept_says_what_the_lists_say, setup, teardown),
		cmocka_unit_test_setup_teardown(
			changed_lists_are_read_anew, setup, teardown),
		cmocka_unit_test_setup_teardown(
			lists_that_change_while_they_are_read_are_not_kept,
			setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
