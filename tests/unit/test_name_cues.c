/* test_name_cues.c - the promises of name_cues.h */
#include "indexer/names/name_cues.h"
#include "tests/unit/registry_sample.h"

static const char actors[] = "WHV\tcountry\tWesthaven\n"
			     "HALV\tperson\tJon Halvorsen\n";
static const char places[] = "Grey Sea Point\t\tcity\tWHV\t5\n";
static const char words[] = "demonym\tWesthavener|Old Havener\tWHV\n";

struct sample {
	struct registry *registry;
	struct name_cues *cues;
};

static int
setup(void **state)
{
	static struct sample sample;
	struct err err = { 0 };

	sample.registry = registry_sample(
		&(struct registry_texts){ NULL, actors, places, words }, &err);
	if (sample.registry == NULL)
		return -1;
	sample.cues = name_cues_new(sample.registry);
	*state = &sample;
	return 0;
}

static int
teardown(void **state)
{
	struct sample *sample = *state;

	name_cues_free(sample->cues);
	registry_free(sample->registry);
	return 0;
}

static uint64_t
hash(const struct sample *sample, const char *word)
{
	return name_hash(sample->cues, word, strlen(word));
}

static void
a_word_has_its_classes_and_what_it_means_by_itself(void **state)
{
	const struct sample *s = *state;
	struct name_cue said = name_cues_of(s->cues, hash(s, "said"));
	struct name_cue land = name_cues_of(s->cues, hash(s, "westhaven"));
	struct name_cue people = name_cues_of(s->cues, hash(s, "westhavener"));
	struct name_cue none = name_cues_of(s->cues, hash(s, "xyzzy"));

	assert_int_equal(name_cue_main(said.classes), CUE_SAY);
	assert_int_equal(name_cue_main(land.classes), CUE_COUNTRY);
	assert_int_equal(land.phrase, 1);
	assert_string_equal(
		name_cues_means(s->cues, land.at).actors->actor->code, "WHV");
	assert_true(people.demonym);
	assert_false(land.demonym);
	assert_true(none.classes == 0);
	assert_int_equal(none.phrase, 0);
	assert_null(name_cues_means(s->cues, none.at).actors);
}

static void
two_words_that_begin_a_phrase_are_never_denied(void **state)
{
	static const char *const pairs[][2] = { { "jon", "halvorsen" },
		{ "grey", "sea" }, { "old", "havener" } };
	const struct sample *s = *state;
	unsigned denied = 0;
	char word[32];

	for (size_t i = 0; i < COUNT(pairs); i++)
		assert_true(name_cues_pair(
			s->cues, hash(s, pairs[i][0]), hash(s, pairs[i][1])));
	/* Nearly all others are. */
	for (unsigned i = 0; i < 1000; i++) {
		snprintf(word, sizeof(word), "word%u", i);
		denied +=
			!name_cues_pair(s->cues, hash(s, "jon"), hash(s, word));
	}
	assert_true(denied > 900);
}

#define LIST_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		LIST_TEST(a_word_has_its_classes_and_what_it_means_by_itself),
		LIST_TEST(two_words_that_begin_a_phrase_are_never_denied),
	};

	return cmocka_run_group_tests_name("name_cues", tests, NULL, NULL);
}
