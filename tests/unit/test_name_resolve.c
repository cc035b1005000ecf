/* test_name_resolve.c - the promises of name_resolve.h, name_mentions.h and
 * name_model.h, by the lists and weights that are shipped */
#include "indexer/names/actors.h"
#include "indexer/names/name_model.h"
#include "indexer/names/name_text.h"
#include "tests/unit/source_sample.h"
#include "tests/unit/unit.h"

#include "base/fs.h"

static int
setup(void **state)
{
	static const struct registry_files files = {
		.actors = "conf/actors.tsv",
		.places = "conf/places.tsv",
		.words = "conf/names.tsv",
	};
	struct err err = { 0 };
	struct sample *s;

	sample_setup(state);
	s = *state;
	s->rules.registry = registry_load(&files, &err);
	if (s->rules.registry != NULL)
		s->rules.names = name_model_load(
			"conf/names.model", s->rules.registry, &err);
	return s->rules.names == NULL;
}

static int
teardown(void **state)
{
	struct sample *s = *state;

	name_model_free((struct name_model *)s->rules.names);
	registry_free((struct registry *)s->rules.registry);
	return sample_teardown(state);
}

static void
read_story(struct sample *s, const char *language, const char *body)
{
	sample_reset(s);
	s->draft.story.language = language;
	s->draft.story.body_text = body;
	actors_find(&s->draft);
}

/* The actor of that name, or NULL. */
static const struct story_actor *
actor(const struct sample *s, const char *name)
{
	const struct story *story = &s->draft.story;

	for (uint32_t i = 0; i < story->nactors; i++)
		if (strcmp(story->actors[i].name, name) == 0)
			return &story->actors[i];
	return NULL;
}

static const struct story_place *
place(const struct sample *s, const char *name)
{
	const struct story *story = &s->draft.story;

	for (uint32_t i = 0; i < story->nplaces; i++)
		if (strcmp(story->places[i].name, name) == 0)
			return &story->places[i];
	return NULL;
}

static void
assert_found(const struct sample *s, const char *name, enum actor_type type,
	uint32_t count)
{
	const struct story_actor *a = actor(s, name);

	if (a == NULL)
		fail_msg("%s is not among the actors", name);
	assert_int_equal(a->type, type);
	assert_int_equal(a->count, count);
}

static void
names_that_no_list_has_are_found(void **state)
{
	struct sample *s = *state;
	const struct story_actor *a;
	static const char text[] =
		"Martha Quillfeather, chairwoman of Tarnbrook Ferries Plc, "
		"said "
		"on Tuesday that the company would leave the port of "
		"Osterholm. Quillfeather told reporters that Tarnbrook "
		"Ferries had lost money.";

	read_story(s, "en", text);
	assert_found(s, "Martha Quillfeather", ACTOR_PERSON, 2);
	assert_found(s, "Tarnbrook Ferries Plc", ACTOR_ORGANISATION, 2);
	assert_non_null(place(s, "Osterholm"));
	a = actor(s, "Martha Quillfeather");
	assert_string_equal(a->evidence, "found");
	assert_string_equal(a->aliases, "Quillfeather");
	assert_null(a->code);
}

static void
spans_are_bytes_of_the_body(void **state)
{
	struct sample *s = *state;
	const struct story_actor *a;
	static const char text[] = "“Yes,” said Mr. Jörg Ölmann. Ölmann left.";

	read_story(s, "en", text);
	a = actor(s, "Jörg Ölmann");
	assert_non_null(a);
	assert_int_equal(a->nspans, 2);
	assert_memory_equal(text + a->spans[0].start, "Jörg Ölmann",
		a->spans[0].end - a->spans[0].start);
	assert_memory_equal(text + a->spans[1].start, "Ölmann",
		a->spans[1].end - a->spans[1].start);
}

static void
one_person_in_many_spellings_is_one(void **state)
{
	struct sample *s = *state;

	read_story(s, "en",
		"President Aleksandr G. Lukashenko met the envoy in Minsk. "
		"Alyaksandr Lukashenka smiled. Lukashenko said the talks went "
		"well. President Lukashenko then left; Aliaksandr Lukashenko "
		"had no more to say, officials said.");
	assert_found(s, "Alexander Lukashenko", ACTOR_PERSON, 5);
	/* So is one whom no list has. */
	read_story(s, "en",
		"Valery Tsepkalenko, a lawyer, told reporters he would stay. "
		"Valeriy Tsepkalenka was there in May, witnesses said. "
		"Tsepkalenko has two sons.");
	assert_found(s, "Valery Tsepkalenko", ACTOR_PERSON, 3);
}

static void
two_of_one_surname_stay_two(void **state)
{
	struct sample *s = *state;

	read_story(s, "en",
		"Sergei Tikhanovsky was arrested in May. His wife, Svetlana "
		"Tikhanovskaya, fled to Lithuania. Tikhanovskaya said on "
		"Monday that she would fight on.");
	assert_null(actor(s, "Tikhanovskaya"));
	assert_int_equal(s->draft.story.actors[0].count, 2);
	read_story(s, "en",
		"Helen Quarrie spoke first, a spokesman said. Then Colin "
		"Quarrie spoke. Quarrie told them he was tired. Helen Quarrie "
		"said nothing.");
	assert_found(s, "Helen Quarrie", ACTOR_PERSON, 2);
	assert_found(s, "Colin Quarrie", ACTOR_PERSON, 2);
}

static void
acronyms_and_short_forms_are_the_organisation(void **state)
{
	struct sample *s = *state;
	const struct story_actor *a;

	read_story(s, "en",
		"The Tarnbrook Harbour Authority (THA) said on Friday it "
		"would dredge the river. THA officials met the mayor. The THA "
		"has no money.");
	a = actor(s, "Tarnbrook Harbour Authority");
	assert_non_null(a);
	assert_null(actor(s, "THA"));
	assert_string_equal(a->aliases, "THA");
	assert_true(a->count >= 3);
}

static void
a_rare_surname_alone_needs_the_country(void **state)
{
	struct sample *s = *state;

	read_story(s, "en",
		"In Belarus the talks went on. Lukashenko said on Monday he "
		"was glad, and Lukashenko smiled.");
	assert_found(s, "Alexander Lukashenko", ACTOR_PERSON, 2);
	read_story(s, "en",
		"In Peru the talks went on. Lukashenko said on Monday he was "
		"glad, and Lukashenko smiled.");
	assert_null(actor(s, "Alexander Lukashenko"));
}

static void
other_languages_are_left_to_the_lists(void **state)
{
	struct sample *s = *state;

	read_story(s, "de",
		"Die Regierung von Belarus teilte am Montag mit, der Minister "
		"Hans Quarrie habe das Abkommen über den Hafen gelesen.");
	assert_int_equal(s->draft.story.nactors, 1);
	assert_string_equal(s->draft.story.actors[0].name, "Belarus");
	/* Of unknown language, but plainly not English. */
	read_story(s, NULL,
		"Der Minister und sein Sekretär lasen gestern das Abkommen "
		"über den neuen Hafen, während die Fischer warteten.");
	assert_int_equal(s->draft.story.nactors, 0);
	read_story(s, "zh", "总统星期一说，谈判进行得很顺利。");
	assert_int_equal(s->draft.story.nactors, 0);
}

static void
words_that_look_like_names_are_none(void **state)
{
	struct sample *s = *state;

	read_story(s, "en",
		"However, the talks failed. Officials said on Monday that "
		"nobody was to blame. Shares fell in March. He was not there.");
	assert_int_equal(s->draft.story.nactors, 0);
	assert_int_equal(s->draft.story.nplaces, 0);
}

static void
an_endless_text_is_read_to_its_bound(void **state)
{
	struct sample *s = *state;
	size_t len = (size_t)NAME_TEXT_MAX * 2;
	char *text = malloc(len + 1);

	assert_non_null(text);
	memset(text, 'X', len);
	for (size_t i = 7; i < len; i += 8)
		text[i] = i % 64 == 7 ? '\n' : ' ';
	text[len] = '\0';
	read_story(s, "en", text);
	assert_int_equal(s->draft.story.nwarnings, 1);
	free(text);
	/* One word without an end. */
	text = malloc(len + 1);
	assert_non_null(text);
	memset(text, 'X', len);
	text[len] = '\0';
	read_story(s, "en", text);
	assert_int_equal(s->draft.story.nactors, 0);
	free(text);
}

static void
what_dateline_found_before_is_found_anew(void **state)
{
	struct sample *s = *state;
	struct story_actor old = {
		.name = "Nobody Here", .count = 3, .evidence = "found"
	};

	sample_reset(s);
	draft_actor(&s->draft, &old);
	s->draft.story.actors[0].evidence = "found";
	s->draft.story.body_text = "The harbour was empty.";
	actors_find(&s->draft);
	assert_int_equal(s->draft.story.nactors, 0);
}

static void
a_faulty_model_names_file_and_line(void **state)
{
	static const char *const faults[] = { "# x\nfirst 1 2 3\n",
		"# x\nfirst 99999999 1 1 1 1 1\n", "# x\nnothing 1 1 1 1 1 1\n",
		"# x\nfirst 1 1 1 1 1 1 1\n",
		"# x\nfirst 1 99999999999999999999 1 1 1 1\n" };
	struct sample *s = *state;
	char *folder = unit_scratch();
	struct buf path = { 0 };

	fs_join(&path, folder, "names.model", NULL);
	for (size_t i = 0; i < COUNT(faults); i++) {
		struct err err = { 0 };

		assert_true(fs_write_file(
			path.data, faults[i], strlen(faults[i]), &err));
		assert_null(
			name_model_load(path.data, s->rules.registry, &err));
		assert_int_equal(err.kind, ERR_INPUT);
		assert_non_null(strstr(err.text, "names.model:2: "));
	}
	fs_remove_tree(folder, NULL);
	free(folder);
	buf_release(&path);
}

static void
weights_survive_the_file(void **state)
{
	struct sample *s = *state;
	const struct name_model *model = s->rules.names;
	char *folder = unit_scratch();
	struct buf path = { 0 }, text = { 0 }, again = { 0 };
	struct name_model *copy;
	struct err err = { 0 };

	name_model_write(model, &text);
	assert_true(text.len > 0);
	fs_join(&path, folder, "names.model", NULL);
	assert_true(fs_write_file(path.data, text.data, text.len, &err));
	copy = name_model_load(path.data, s->rules.registry, &err);
	assert_non_null(copy);
	name_model_write(copy, &again);
	assert_string_equal(again.data, text.data);
	name_model_free(copy);
	fs_remove_tree(folder, NULL);
	free(folder);
	buf_release(&path);
	buf_release(&text);
	buf_release(&again);
}

#define NAME_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		NAME_TEST(names_that_no_list_has_are_found),
		NAME_TEST(spans_are_bytes_of_the_body),
		NAME_TEST(one_person_in_many_spellings_is_one),
		NAME_TEST(two_of_one_surname_stay_two),
		NAME_TEST(acronyms_and_short_forms_are_the_organisation),
		NAME_TEST(a_rare_surname_alone_needs_the_country),
		NAME_TEST(other_languages_are_left_to_the_lists),
		NAME_TEST(words_that_look_like_names_are_none),
		NAME_TEST(an_endless_text_is_read_to_its_bound),
		NAME_TEST(what_dateline_found_before_is_found_anew),
		NAME_TEST(a_faulty_model_names_file_and_line),
		NAME_TEST(weights_survive_the_file),
	};

	return cmocka_run_group_tests_name("name_resolve", tests, NULL, NULL);
}
