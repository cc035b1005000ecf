/* What only the whole pile can tell: samples, sentences, clocks, names. */
#include "tests/unit/unit.h"

#include "base/fs.h"
#include "indexer/learning/clocks.h"
#include "indexer/learning/cues.h"
#include "indexer/learning/cuts.h"
#include "indexer/learning/group_key.h"
#include "indexer/learning/learned.h"
#include "indexer/learning/learner.h"
#include "indexer/learning/merges.h"
#include "indexer/learning/name_words.h"
#include "indexer/learning/outlet_names.h"
#include "indexer/learning/units.h"

/* ---- units ---- */

static void
a_unit_is_a_sentence_or_the_rest_of_a_line(void **state)
{
	const char *text = "One ends here. Two goes on\n\nThree, alone\n";
	static const char *const want[] = { "One ends here.", "Two goes on",
		"Three, alone" };
	struct unit_walk walk;
	struct unit unit;
	size_t n = 0;

	(void)state;
	unit_walk_start(&walk, text);
	for (; unit_next(&walk, &unit); n++) {
		assert_true(n < 3);
		assert_int_equal(unit.end - unit.start, strlen(want[n]));
		assert_memory_equal(
			text + unit.start, want[n], strlen(want[n]));
	}
	assert_int_equal(n, 3);
}

static struct unit
only_unit(const char *text)
{
	struct unit_walk walk;
	struct unit unit = { 0 };

	unit_walk_start(&walk, text);
	assert_true(unit_next(&walk, &unit));
	return unit;
}

static void
units_are_the_same_when_their_words_are(void **state)
{
	struct unit a = only_unit("Follow us, on Twitter!");

	(void)state;
	assert_true(a.hash == only_unit("FOLLOW US ON TWITTER").hash);
	assert_true(a.hash == only_unit("  Follow  us: on Twitter").hash);
	assert_false(a.hash == only_unit("Follow us on Twitte r").hash);
	assert_false(a.hash == only_unit("Follow us on").hash);
	assert_int_equal(a.words, 4);
}

static void
a_text_without_words_has_no_units(void **state)
{
	static const char *const none[] = { "", "\n\n", " \n\t\n", "--\n...\n",
		NULL };
	struct unit_walk walk;
	struct unit unit;

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		unit_walk_start(&walk, none[i]);
		assert_false(unit_next(&walk, &unit));
	}
}

/* ---- cuts ---- */

static const char *
after_cutting(struct arena *arena, const char *text, const char *const *out)
{
	struct story story = { .body_text = text };
	struct cuts cuts = { 0 };

	for (; *out != NULL; out++) {
		const char *at = strstr(text, *out);

		assert_non_null(at);
		cuts_add(&cuts, arena, text, (uint32_t)(at - text),
			(uint32_t)(at - text + (long)strlen(*out)));
	}
	cuts_apply(&cuts, arena, &story);
	return story.body_text;
}

static void
a_cut_leaves_neither_blanks_nor_empty_lines(void **state)
{
	static const struct {
		const char *text, *want;
		const char *out[4];
	} rows[] = {
		{ "A a. B b.\nC c.", "A a.\nC c.", { "B b." } },
		{ "A a. B b.\nC c.", "B b.\nC c.", { "A a." } },
		{ "A a. B b.\nC c.", "A a. B b.", { "C c." } },
		{ "A a. B b.\nC c.", "C c.", { "A a.", "B b." } },
		{ "A a.\nB b.\nC c.", "A a.\nC c.", { "B b." } },
		{ "A a.\nB b.\nC c.", "A a.", { "B b.", "C c." } },
		{ "A a. B b. C c.", "A a. C c.", { "B b." } },
		{ "A a. B b. C c.", "B b.", { "A a.", "C c." } },
		{ "A a. B b. C c. D d.", "A a. D d.", { "B b.", "C c." } },
	};
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(
			after_cutting(&arena, rows[i].text, rows[i].out),
			rows[i].want);
	arena_release(&arena);
}

static void
spans_move_along_and_counts_go_down(void **state)
{
	const char *text = "Ann spoke. Follow Ann. Bob and Ann left.";
	struct story_span ann[] = { { 0, 3 }, { 18, 21 }, { 31, 34 } };
	struct story_span follow[] = { { 11, 17 } };
	struct story_span bob[] = { { 23, 26 } };
	struct story_actor actors[] = {
		{ .name = "Ann", .count = 4, .spans = ann, .nspans = 3 },
		{ .name = "Follow", .count = 1, .spans = follow, .nspans = 1 },
		{ .name = "Bob", .count = 1, .spans = bob, .nspans = 1 },
	};
	struct story story = {
		.body_text = text, .actors = actors, .nactors = 3
	};
	struct arena arena = { 0 };
	struct cuts cuts = { 0 };

	(void)state;
	cuts_add(&cuts, &arena, text, 11, 22);
	cuts_apply(&cuts, &arena, &story);
	assert_string_equal(story.body_text, "Ann spoke. Bob and Ann left.");
	assert_int_equal(story.nactors, 2);
	assert_int_equal(story.actors[0].count, 3);
	assert_int_equal(story.actors[0].nspans, 2);
	assert_memory_equal(
		story.body_text + story.actors[0].spans[1].start, "Ann", 3);
	assert_string_equal(story.actors[1].name, "Bob");
	assert_memory_equal(
		story.body_text + story.actors[1].spans[0].start, "Bob", 3);
	arena_release(&arena);
}

/* ---- cues ---- */

static void
words_tell_what_is_no_news(void **state)
{
	static const struct {
		const char *text, *kind;
	} rows[] = {
		{ "Sign up for our newsletter.", "share" },
		{ "Get the stories you care about in your inbox.",
			"promotion" },
		{ "© 1911 Harbour Gazette. All rights reserved.", "copyright" },
		{ "Write to desk@gazette.example", "promotion" },
		{ "The council subscribed to the plan.", NULL },
		{ "Dockers struck again on Tuesday.", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *kind = cue_of(rows[i].text, strlen(rows[i].text));

		if (rows[i].kind == NULL)
			assert_null(kind);
		else
			assert_string_equal(kind, rows[i].kind);
	}
}

/* ---- groups and samples ---- */

static void
a_name_is_one_in_all_its_spellings(void **state)
{
	struct buf a = { 0 }, b = { 0 };

	(void)state;
	group_key_bare(&a, "The Harbour-Gazette");
	group_key_bare(&b, "HARBOUR GAZETTE");
	assert_string_equal(buf_text(&a), buf_text(&b));
	buf_release(&a);
	buf_release(&b);
}

/* A story of its own words, the n-th. */
static void
see(struct learner *learner, const char *domain, uint32_t n)
{
	struct story story = { .uri = "u",
		.outlet_domain = domain,
		.body_text = "One sentence. Another sentence." };
	struct text_digest digest = { n * 7919u, n * 104729u };
	struct pile_place place = { .input = 0, .nth = n };

	learner_see(learner, &story, &digest, &place);
}

static void
a_sample_does_not_depend_on_the_order(void **state)
{
	struct learner *up = learner_new(64), *down = learner_new(64);
	const struct group *a, *b;

	(void)state;
	for (uint32_t n = 0; n < 3000; n++) {
		see(up, n % 3 == 0 ? "a.example" : "b.example", n);
		see(down, (2999 - n) % 3 == 0 ? "a.example" : "b.example",
			2999 - n);
	}
	assert_int_equal(up->kept, down->kept);
	assert_true(up->sampled <= 64);
	a = &up->groups[names_find(&up->keys, "da.example", 10)];
	b = &down->groups[names_find(&down->keys, "da.example", 10)];
	assert_int_equal(a->stories, 1000);
	assert_int_equal(a->count, b->count);
	assert_true(a->count > 0);
	for (size_t i = 0; i < a->count; i++)
		assert_int_equal(
			a->sample[i]->place.nth, b->sample[i]->place.nth);
	learner_free(up);
	learner_free(down);
}

static void
copies_of_one_text_are_in_a_sample_once(void **state)
{
	struct learner *learner = learner_new(SAMPLES_MAX);

	(void)state;
	for (int i = 0; i < 10; i++)
		see(learner, "a.example", 5);
	assert_int_equal(learner->groups[0].count, 1);
	assert_int_equal(learner->groups[0].stories, 10);
	assert_int_equal(learner->groups[0].sample[0]->nunits, 2);
	learner_free(learner);
}

/* ---- clocks ---- */

/* n stories with clocks so many minutes apart. */
static bool
visits(size_t n, int64_t apart, bool at_capture, int8_t agrees)
{
	struct seen *seen = calloc(n, sizeof(*seen));
	struct seen **sample = calloc(n, sizeof(*sample));
	struct group group = { .sample = sample, .count = n };
	uint32_t with;
	bool result;

	for (size_t i = 0; i < n; i++) {
		seen[i].clock = (int64_t)i * apart;
		seen[i].at_capture = at_capture;
		seen[i].agrees = agrees;
		sample[i] = &seen[i];
	}
	result = clocks_are_visits(&group, &with);
	assert_int_equal(with, n);
	free(seen);
	free(sample);
	return result;
}

static void
clocks_that_crowd_are_the_visit(void **state)
{
	(void)state;
	assert_true(visits(10, 5, false, 0));
	assert_false(visits(10, 24 * 60, false, 0));
	assert_true(visits(10, 24 * 60, true, 0));
	assert_false(visits(4, 5, true, 0));
	assert_false(visits(10, 5, false, 1));
	assert_true(visits(10, 5, false, -1));
}

/* ---- names ---- */

static void
a_story_states_its_outlet_in_many_ways(void **state)
{
	struct story_block block = { .kind = "copyright",
		.text = "© 2024 Tide Herald Media Ltd. All rights reserved." };
	struct story story = { .outlet_domain = "tideherald.example",
		.headline = "Dock strike",
		.headline_raw = "Dock strike | The Tide Herald",
		.boilerplate = &block,
		.nboilerplate = 1 };
	struct stated_names stated = { 0 };

	(void)state;
	outlet_names_stated(&story, &stated);
	assert_int_equal(stated.count, 2);
	assert_string_equal(buf_text(&stated.items[0]), "bThe Tide Herald");
	assert_string_equal(buf_text(&stated.items[1]), "bTide Herald");
	stated_names_release(&stated);
}

static void
spellings_of_a_name_are_told_from_other_names(void **state)
{
	static const struct {
		const char *a, *b;
		enum name_likeness want;
	} rows[] = {
		{ "Aleksandr Lukashenko", "Alyaksandr Lukashenka",
			NAMES_ALIKE },
		{ "Aleksandr Lukashenko", "Alexander Lukashenko",
			NAMES_NEED_RARITY },
		{ "Aleksandr Lukashenko", "Aleksandra Lukashenko",
			NAMES_DIFFER },
		{ "Michael Orlov", "Michelle Orlov", NAMES_DIFFER },
		{ "John Smith", "John Smyth", NAMES_NEED_WITNESS },
		{ "Alexei Navalny", "Alexey Navalniy", NAMES_ALIKE },
		{ "Dmitri Orlov", "Dmitry Orlov", NAMES_NEED_RARITY },
		{ "Anna Maria Orlova", "Anna Orlova", NAMES_NEED_WITNESS },
		{ "Anna M. Orlova", "Anna Orlova", NAMES_NEED_WITNESS },
		{ "Anna M. Orlova", "Anna K. Orlova", NAMES_DIFFER },
		{ "Ivan Orlov Jr.", "Ivan Orlov", NAMES_DIFFER },
		{ "Dean Heller", "Dan Holler", NAMES_DIFFER },
		{ "James Risen", "James Rosen", NAMES_DIFFER },
		{ "Judge Orlov", "Judge Ivan Orlov", NAMES_DIFFER },
		{ "Orlov", "Orlov", NAMES_DIFFER },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(
			names_compare(rows[i].a, rows[i].b), rows[i].want);
}

/* ---- actors ---- */

/* A story that names these, the NULL ends them. */
static void
name_all(struct cast *cast, const char *const *names)
{
	struct story_actor actors[8] = { 0 };
	struct story story = { .actors = actors };

	for (; names[story.nactors] != NULL; story.nactors++)
		actors[story.nactors] = (struct story_actor){
			.name = names[story.nactors],
			.type = ACTOR_PERSON,
			.count = 1,
		};
	cast_see(cast, &story);
}

static const char *
merged(const struct merges *merges, const char *name)
{
	uint32_t at = names_find(&merges->cast->names, name, strlen(name));

	assert_int_not_equal(at, NAMES_NONE);
	return merges->items[at].name;
}

#define NAMES(...)                                                             \
	(const char *const[])                                                  \
	{                                                                      \
		__VA_ARGS__, NULL                                              \
	}

static void
names_are_merged_by_evidence(void **state)
{
	struct cast cast;
	struct merges merges = { 0 };

	(void)state;
	cast_init(&cast, CAST_MOST);
	name_all(&cast, NAMES("Aleksandr Lukashenko", "Ivan Orlov"));
	name_all(&cast, NAMES("Aleksandr Lukashenko"));
	name_all(&cast, NAMES("Alyaksandr Lukashenka"));
	/* a witness: both beside Ivan Orlov */
	name_all(&cast, NAMES("Alexander Lukashenko", "Ivan Orlov"));
	/* none */
	name_all(&cast, NAMES("Alexander Petrenko"));
	name_all(&cast, NAMES("Maria Petrenko"));
	name_all(&cast, NAMES("Aleksandr Petrenko"));
	/* two that stood in one story */
	name_all(&cast, NAMES("Dmitri Smirnov", "Dmitry Smirnov"));
	merges_draw(&cast, NULL, &merges);
	assert_string_equal(merged(&merges, "Alyaksandr Lukashenka"),
		"Aleksandr Lukashenko");
	assert_string_equal(merged(&merges, "Alexander Lukashenko"),
		"Aleksandr Lukashenko");
	assert_null(merged(&merges, "Aleksandr Lukashenko"));
	assert_null(merged(&merges, "Alexander Petrenko"));
	assert_null(merged(&merges, "Aleksandr Petrenko"));
	assert_null(merged(&merges, "Dmitry Smirnov"));
	assert_null(merged(&merges, "Ivan Orlov"));
	merges_release(&merges);
	cast_release(&cast);
}

static void
merged_actors_of_a_story_are_one(void **state)
{
	struct story_span first[] = { { 5, 6 } }, second[] = { { 1, 2 } };
	struct story_actor actors[] = {
		{ .name = "Ivan Orlov", .count = 2, .type = ACTOR_PERSON },
		{ .name = "Alyaksandr Lukashenka",
			.count = 2,
			.type = ACTOR_PERSON,
			.spans = first,
			.nspans = 1 },
		{ .name = "Aleksandr Lukashenko",
			.count = 1,
			.type = ACTOR_PERSON,
			.spans = second,
			.nspans = 1 },
	};
	struct story story = { .actors = actors, .nactors = 3 };
	struct merges merges = { 0 };
	struct arena arena = { 0 };
	struct cast cast;

	(void)state;
	cast_init(&cast, CAST_MOST);
	name_all(&cast, NAMES("Aleksandr Lukashenko"));
	name_all(&cast, NAMES("Aleksandr Lukashenko"));
	name_all(&cast, NAMES("Alyaksandr Lukashenka"));
	merges_draw(&cast, NULL, &merges);
	assert_true(merges_apply(&merges, &arena, &story));
	assert_int_equal(story.nactors, 2);
	assert_string_equal(story.actors[0].name, "Aleksandr Lukashenko");
	assert_string_equal(story.actors[0].aliases, "Alyaksandr Lukashenka");
	assert_int_equal(story.actors[0].count, 3);
	assert_int_equal(story.actors[0].nspans, 2);
	assert_int_equal(story.actors[0].spans[0].start, 1);
	assert_false(merges_apply(&merges, &arena, &story));
	merges_release(&merges);
	cast_release(&cast);
	arena_release(&arena);
}

static void
a_surname_alone_is_the_well_known_bearer(void **state)
{
	struct story_actor actors[] = {
		{ .name = "Lukashenko", .count = 1, .type = ACTOR_PERSON },
		{ .name = "Ivan Orlov", .count = 1, .type = ACTOR_PERSON },
	};
	struct story story = { .actors = actors, .nactors = 1 };
	struct merges merges = { 0 };
	struct arena arena = { 0 };
	struct cast cast;

	(void)state;
	cast_init(&cast, CAST_MOST);
	for (int i = 0; i < 6; i++)
		name_all(&cast, NAMES("Aleksandr Lukashenko", "Ivan Orlov"));
	name_all(&cast, NAMES("Lukashenko"));
	merges_draw(&cast, NULL, &merges);
	assert_false(merges_apply(&merges, &arena, &story));
	story.nactors = 2;
	assert_true(merges_apply(&merges, &arena, &story));
	assert_string_equal(story.actors[0].name, "Aleksandr Lukashenko");
	merges_release(&merges);
	cast_release(&cast);
	arena_release(&arena);
}

static void
a_full_cast_keeps_whole_families(void **state)
{
	struct cast cast;
	char name[64], again[64];

	(void)state;
	cast_init(&cast, 64);
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "Aleksandr %c%c%covskiy",
			'B' + i % 9, 'a' + i / 9 % 20, 'k' + i / 180);
		snprintf(again, sizeof(again), "Aleksandr %c%c%covsky",
			'B' + i % 9, 'a' + i / 9 % 20, 'k' + i / 180);
		name_all(&cast, NAMES(name, again));
		assert_true(cast.names.count <= 64);
		assert_int_equal(names_find(&cast.names, name, strlen(name)) ==
					 NAMES_NONE,
			names_find(&cast.names, again, strlen(again)) ==
				NAMES_NONE);
	}
	assert_true(cast.level > 0);
	cast_release(&cast);
}

/* ---- files ---- */

static void
what_was_learned_is_read_back(void **state)
{
	struct learned learned = { 0 }, again = { 0 };
	struct learned_row row = { LEARNED_SENTENCE, "a.example", 7, 9,
		"share learned", "Follow\tus" };
	char *dir = unit_scratch();
	struct err err = { 0 };

	(void)state;
	learned_add(&learned, &row);
	row.what = LEARNED_OUTLET;
	learned_add(&learned, &row);
	learned_sort(&learned);
	assert_true(learned_write(&learned, dir, &err));
	assert_true(learned_read(&again, dir, &err));
	assert_int_equal(again.count, 2);
	assert_int_equal(again.rows[0].what, LEARNED_SENTENCE);
	assert_int_equal(again.rows[0].stories, 7);
	assert_int_equal(again.rows[1].of, 9);
	assert_string_equal(again.rows[0].text, "Follow us");
	learned_release(&learned);
	learned_release(&again);
	assert_true(fs_remove_tree(dir, &err));
	free(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_unit_is_a_sentence_or_the_rest_of_a_line),
		cmocka_unit_test(units_are_the_same_when_their_words_are),
		cmocka_unit_test(a_text_without_words_has_no_units),
		cmocka_unit_test(a_cut_leaves_neither_blanks_nor_empty_lines),
		cmocka_unit_test(spans_move_along_and_counts_go_down),
		cmocka_unit_test(words_tell_what_is_no_news),
		cmocka_unit_test(a_name_is_one_in_all_its_spellings),
		cmocka_unit_test(a_sample_does_not_depend_on_the_order),
		cmocka_unit_test(copies_of_one_text_are_in_a_sample_once),
		cmocka_unit_test(clocks_that_crowd_are_the_visit),
		cmocka_unit_test(a_story_states_its_outlet_in_many_ways),
		cmocka_unit_test(spellings_of_a_name_are_told_from_other_names),
		cmocka_unit_test(names_are_merged_by_evidence),
		cmocka_unit_test(merged_actors_of_a_story_are_one),
		cmocka_unit_test(a_surname_alone_is_the_well_known_bearer),
		cmocka_unit_test(a_full_cast_keeps_whole_families),
		cmocka_unit_test(what_was_learned_is_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
