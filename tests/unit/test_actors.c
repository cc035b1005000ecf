/* test_actors.c - the promises of actors.h, actor_words.h and registry.h */
#include "indexer/names/actor_words.h"
#include "indexer/names/actors.h"
#include "indexer/names/name_model.h"
#include "tests/unit/source_sample.h"
#include "tests/unit/unit.h"

#include "base/fs.h"

static const char outlets_table[] =
	"# a comment\n"
	"inlandpost.example|inland.example\tInland Post\tThe Inland Post\tXX"
	"\tpaper\n"
	"tidewire.example\tTidewire\tTW\t\tagency\n";

static const char actors_table[] =
	"WHV\tcountry\tWesthaven\n"
	"WHVBNK\torganisation\tBank of Westhaven\n"
	"USA\tcountry\tUnited States\tU.S.|US\n"
	"WHVGOVBRANDT\tperson\tHelen Brandt\n"
	"WHVLABHALVORSEN\tperson\tJon Halvorsen\tYon Halvorson\n"
	"BLRGOV\tperson\tAlexander Lukashenko\tAleksandr Lukashenko|"
	"Alyaksandr Lukashenka|President Lukashenko\n"
	"CHNGOV\tperson\tXi Jinping\t(Xi)\n"
	"OLDMAYOR\tperson\tCarl Ost\tMayor Ost\t1990-01-01\t1999-12-31\n"
	"NEWMAYOR\tperson\tPer Ost\tMayor Ost\t2000-01-01\t\n";

/* A sample whose rules have the tables above. */
static int
setup(void **state)
{
	char *folder = unit_scratch();
	struct buf outlets = { 0 }, actors = { 0 };
	struct err err = { 0 };
	struct sample *s;

	sample_setup(state);
	s = *state;
	fs_join(&outlets, folder, "outlets.tsv", NULL);
	fs_join(&actors, folder, "actors.tsv", NULL);
	if (fs_write_file(
		    outlets.data, outlets_table, strlen(outlets_table), &err) &&
		fs_write_file(
			actors.data, actors_table, strlen(actors_table), &err))
		s->rules.registry = registry_load(
			&(struct registry_files){
				.outlets = outlets.data,
				.actors = actors.data,
			},
			&err);
	fs_remove_tree(folder, NULL);
	free(folder);
	buf_release(&outlets);
	buf_release(&actors);
	if (s->rules.registry != NULL)
		s->rules.names = name_model_new(s->rules.registry);
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

/* Who is found, and how often: 0 if not. */
static uint32_t
count(struct sample *s, const char *headline, const char *body,
	const char *code)
{
	const struct story *story = &s->draft.story;

	sample_reset(s);
	s->draft.story.headline = headline;
	s->draft.story.body_text = body;
	actors_find(&s->draft);
	for (uint32_t i = 0; i < story->nactors; i++)
		if (story->actors[i].code != NULL &&
			strcmp(story->actors[i].code, code) == 0)
			return story->actors[i].count;
	return 0;
}

static void
the_longest_name_wins(void **state)
{
	static const char text[] = "The Bank of Westhaven lends. Westhaven "
				   "pays.";

	assert_int_equal(count(*state, NULL, text, "WHVBNK"), 1);
	assert_int_equal(count(*state, NULL, text, "WHV"), 1);
}

static void
a_surname_counts_behind_the_full_name_only(void **state)
{
	assert_int_equal(count(*state, NULL,
				 "Brandt spoke. Helen Brandt left, and Brandt "
				 "said no more. Brandt's car was blue.",
				 "WHVGOVBRANDT"),
		3);
	assert_int_equal(
		count(*state, NULL, "Brandt spoke.", "WHVGOVBRANDT"), 0);
	/* The headline is resolved by the text below it. */
	assert_int_equal(count(*state, "Brandt Leaves",
				 "Helen Brandt has left.", "WHVGOVBRANDT"),
		2);
}

static void
two_of_one_surname_are_kept_apart(void **state)
{
	assert_int_equal(count(*state, NULL,
				 "Helen Brandt spoke first. Then Colin Brandt "
				 "rose. Brandt shouted. Helen Brandt left.",
				 "WHVGOVBRANDT"),
		2);
	/* Titles and the words that sentences begin with are no names. */
	assert_int_equal(count(*state, NULL,
				 "Helen Brandt spoke. On Monday Brandt left. "
				 "When Brandt was gone, President Brandt was "
				 "missed. Recalling Brandt, many wept.",
				 "WHVGOVBRANDT"),
		5);
}

static void
a_name_that_goes_on_is_another(void **state)
{
	assert_int_equal(count(*state, NULL,
				 "Helen Brandt came by the Brandt Bridge, and "
				 "Brandt left by boat.",
				 "WHVGOVBRANDT"),
		2);
}

static void
spellings_initials_and_possessives_are_one_person(void **state)
{
	struct sample *s = *state;

	assert_int_equal(count(s, NULL,
				 "Aleksandr G. Lukashenko met Alyaksandr "
				 "Lukashenka; Lukashenko’s palace, "
				 "Lukashenkoʼs army, President Lukashenko.",
				 "BLRGOV"),
		5);
	assert_string_equal(
		s->draft.story.actors[0].name, "Alexander Lukashenko");
	assert_non_null(strstr(
		s->draft.story.actors[0].aliases, "Aleksandr G. Lukashenko\n"));
}

static void
capitals_are_respected(void **state)
{
	assert_int_equal(
		count(*state, NULL, "Give us the U.S. view; the US is large.",
			"USA"),
		2);
	assert_int_equal(
		count(*state, NULL, "helen brandt", "WHVGOVBRANDT"), 0);
	assert_int_equal(
		count(*state, "GIVE US MORE", NULL, "WHVGOVBRANDT"), 0);
}

static void
the_short_form_of_a_row_is_its_own(void **state)
{
	assert_int_equal(count(*state, NULL,
				 "Xi Jinping spoke. Xi left. Jinping is no "
				 "surname.",
				 "CHNGOV"),
		2);
}

static void
a_role_is_read_by_the_day_of_the_story(void **state)
{
	struct sample *s = *state;

	assert_int_equal(count(s, NULL, "Mayor Ost spoke.", "OLDMAYOR"), 0);
	assert_int_equal(count(s, NULL, "Mayor Ost spoke.", "NEWMAYOR"), 0);
	sample_reset(s);
	draft_date(&s->draft, DATE_FROM_FIELD, "1995-05-05", 10);
	s->draft.story.published = s->draft.story.candidates[0];
	s->draft.story.body_text = "Mayor Ost spoke.";
	actors_find(&s->draft);
	assert_int_equal(s->draft.story.nactors, 1);
	assert_string_equal(s->draft.story.actors[0].name, "Carl Ost");
}

static void
actors_of_the_input_are_known_by_their_row(void **state)
{
	struct sample *s = *state;
	struct story_actor given = { .name = "Yon Halvorson", .count = 7 };

	sample_reset(s);
	draft_actor(&s->draft, &given);
	s->draft.story.body_text = "Jon Halvorsen spoke.";
	actors_find(&s->draft);
	assert_int_equal(s->draft.story.nactors, 1);
	assert_string_equal(s->draft.story.actors[0].name, "Jon Halvorsen");
	assert_string_equal(s->draft.story.actors[0].code, "WHVLABHALVORSEN");
	assert_int_equal(s->draft.story.actors[0].count, 7);
}

static void
words_of_names_are_cut_as_promised(void **state)
{
	static const char text[] = "Kellogg’s U.S. man, G. Ost-Berg";
	static const char *const folded[] = { "kellogg", "us", "man", "g",
		"ost", "berg" };
	struct actor_words words;
	struct actor_word w;
	struct buf buf = { 0 };
	size_t n = 0;

	(void)state;
	actor_words_start(&words, text, strlen(text));
	while (actor_words_next(&words, &w)) {
		buf_reset(&buf);
		actor_word_fold(text, &w, &buf);
		assert_true(n < COUNT(folded));
		assert_string_equal(buf.data, folded[n]);
		assert_int_equal(w.possessive, n == 0);
		assert_int_equal(w.initial, n == 3);
		n++;
	}
	assert_int_equal(n, COUNT(folded));
	buf_release(&buf);
}

static void
outlets_are_found_by_domain_and_by_any_name(void **state)
{
	struct sample *s = *state;
	const struct registry *r = s->rules.registry;

	assert_string_equal(
		registry_outlet_by_domain(r, "www.inland.example")->name,
		"Inland Post");
	assert_string_equal(
		registry_outlet_by_domain(r, "news.inlandpost.example")->name,
		"Inland Post");
	assert_null(registry_outlet_by_domain(r, "example"));
	assert_null(registry_outlet_by_domain(NULL, "inland.example"));
	assert_string_equal(
		registry_outlet_by_name(r, "the INLAND post")->domain,
		"inlandpost.example");
	assert_null(registry_outlet_by_name(r, "Outland Post"));
	assert_string_equal(
		registry_actor(r, "WHVBNK")->name, "Bank of Westhaven");
	assert_null(registry_actor(r, "Mayor Ost")); /* two are */
}

static void
a_faulty_row_names_file_and_line(void **state)
{
	char *folder = unit_scratch();
	struct buf path = { 0 };
	struct err err = { 0 };

	(void)state;
	fs_join(&path, folder, "actors.tsv", NULL);
	assert_true(fs_write_file(path.data, "# x\nA\tpersom\tB\n", 15, &err));
	assert_null(registry_load(
		&(struct registry_files){ .actors = path.data }, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, "actors.tsv:2: "));
	fs_remove_tree(folder, NULL);
	free(folder);
	buf_release(&path);
}

#define ACTOR_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ACTOR_TEST(the_longest_name_wins),
		ACTOR_TEST(a_surname_counts_behind_the_full_name_only),
		ACTOR_TEST(two_of_one_surname_are_kept_apart),
		ACTOR_TEST(a_name_that_goes_on_is_another),
		ACTOR_TEST(spellings_initials_and_possessives_are_one_person),
		ACTOR_TEST(capitals_are_respected),
		ACTOR_TEST(the_short_form_of_a_row_is_its_own),
		ACTOR_TEST(a_role_is_read_by_the_day_of_the_story),
		ACTOR_TEST(actors_of_the_input_are_known_by_their_row),
		ACTOR_TEST(words_of_names_are_cut_as_promised),
		ACTOR_TEST(outlets_are_found_by_domain_and_by_any_name),
		cmocka_unit_test(a_faulty_row_names_file_and_line),
	};

	return cmocka_run_group_tests_name("actors", tests, NULL, NULL);
}
