/* test_keyness.c - promises of engine/counts/keyness.h */
#include "engine/counts/keyness.h"

#include "base/names.h"
#include "engine/index/terms.h"
#include "tests/unit/columns_sample.h"

#include <math.h>

/* ---- the figures ---- */

static void
the_score_is_that_of_the_contingency_table(void **state)
{
	/* reckoned by hand: 2 (2 ln 2/1.5 + 1 ln 1/1.5 + 1 ln 1/1.5
	 * + 2 ln 2/1.5) */
	const struct keyness_counts some = { 2, 3, 1, 3 };
	const struct keyness_counts all = { 3, 3, 0, 3 };
	const struct keyness_counts same = { 10, 100, 20, 200 };
	const struct keyness_counts none = { 0, 0, 0, 0 };

	(void)state;
	assert_true(fabs(keyness_score(&some) - 0.6796) < 0.0001);
	assert_true(fabs(keyness_score(&all) - 12 * log(2)) < 1e-9);
	assert_true(fabs(keyness_score(&same)) < 1e-9);
	assert_true(fabs(keyness_score(&none)) < 1e-9);
}

static void
the_effect_is_the_log_of_two_shares(void **state)
{
	const struct keyness_counts twice = { 20, 100, 10, 100 };
	const struct keyness_counts lacking = { 4, 100, 0, 100 };
	const struct keyness_counts rarer = { 5, 100, 80, 200 };
	const struct keyness_counts none = { 5, 5, 0, 0 };

	(void)state;
	assert_true(fabs(keyness_effect(&twice) - 1) < 1e-9);
	assert_true(fabs(keyness_effect(&lacking) - 3) < 1e-9);
	assert_true(fabs(keyness_effect(&rarer) + 3) < 1e-9);
	assert_true(fabs(keyness_effect(&none)) < 1e-9);
	assert_true(keyness_more(&twice));
	assert_false(keyness_more(&rarer));
	assert_false(keyness_more(&none));
}

/* ---- counted again from the stories ---- */

#define STORIES_MOST 60
#define WORDS_MOST 26 /* a1, b1, … */

static uint64_t seed;

static uint32_t
chance(uint32_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33) % n;
}

/* A small archive, as what has which word. */
struct trial {
	struct columns columns;
	uint32_t stories;
	uint32_t cluster[STORIES_MOST];
	bool has[STORIES_MOST][WORDS_MOST];
	bool in[KEYNESS_SETS][STORIES_MOST];
};

static void
make_trial(struct trial *t)
{
	struct columns_writer *writer = columns_writer_new(scratch);
	struct terms *terms = terms_new("en");
	uint32_t clusters = 1 + chance(6);

	memset(t, 0, sizeof(*t));
	t->stories = 1 + chance(STORIES_MOST);
	for (uint32_t i = 0; i < t->stories; i++) {
		struct story story = dated(DAY_UNKNOWN);
		struct term_list list;
		struct buf text = { 0 };

		for (uint32_t w = 0; w < WORDS_MOST; w++)
			if ((t->has[i][w] = chance(w + 2) == 0))
				buf_printf(&text, "%c1 %c1 ", 'a' + (int)w,
					'a' + (int)w);
		t->cluster[i] = i < clusters ? i + 1 : chance(clusters + 1);
		story.cluster = t->cluster[i];
		story.cluster_first = i < clusters;
		story.body_text = buf_text(&text);
		terms_of_story(terms, &story, &list);
		columns_add(writer, &story, &list);
		buf_release(&text);
	}
	terms_free(terms);
	finish(writer, &t->columns);
}

/* Some of the stories, as docids. */
static uint32_t
choose(struct trial *t, enum keyness_set set, uint32_t *docids)
{
	uint32_t n = 0, odds = 1 + chance(4);

	for (uint32_t i = 0; i < t->stories; i++)
		if ((t->in[set][i] = chance(odds) == 0))
			docids[n++] = i + 1;
	return n;
}

/* Is some story of the text of story i in the set, with word w (WORDS_MOST:
 * any), and is none of those before i? */
static bool
first_of_text(
	const struct trial *t, enum keyness_set set, uint32_t i, uint32_t w)
{
	for (uint32_t j = 0; j <= i; j++)
		if (t->in[set][j] && (w == WORDS_MOST || t->has[j][w]) &&
			(j == i || (t->cluster[i] != 0 &&
					   t->cluster[j] == t->cluster[i])))
			return j == i;
	return false;
}

static bool
text_in(const struct trial *t, enum keyness_set set, uint32_t i)
{
	for (uint32_t j = 0; j < t->stories; j++)
		if (t->in[set][j] &&
			(j == i || (t->cluster[i] != 0 &&
					   t->cluster[j] == t->cluster[i])))
			return true;
	return false;
}

/* Texts of a set that have a word; of those outside the foreground. */
static uint32_t
texts_with(
	const struct trial *t, enum keyness_set set, uint32_t w, bool outside)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < t->stories; i++)
		n += first_of_text(t, set, i, w) &&
		     !(outside && text_in(t, KEYNESS_FORE, i));
	return n;
}

static struct keyness_counts
counted_again(const struct trial *t, uint32_t w, bool against, uint32_t *back)
{
	struct keyness_counts n = {
		.with = texts_with(t, KEYNESS_FORE, w, false),
		.texts = texts_with(t, KEYNESS_FORE, WORDS_MOST, false),
		.ref_texts = texts_with(t, KEYNESS_BACK, WORDS_MOST, true),
	};

	*back = texts_with(t, KEYNESS_BACK, w, false);
	n.ref_with = texts_with(t, KEYNESS_BACK, w, true);
	if (!against) { /* as keyness.h says of near copies */
		n.ref_with = *back - n.with;
		if (n.ref_with > n.ref_texts)
			n.ref_with = n.ref_texts;
	}
	return n;
}

/* What keyness_top() gives must be what stands first when all are sorted. */
static void
assert_top(const struct trial *t, const struct keyness *k, bool against)
{
	struct arena arena = { 0 };
	const struct keyness_word *top;
	const struct keyness_pick pick = {
		.all_forms = true,
		.limit = 1 + chance(WORDS_MOST),
		.least = 1 + chance(3),
		.sign = (enum words_sign)chance(3),
	};
	uint32_t n, wanted = 0;
	double last;

	top = keyness_top(k, &pick, &arena, &n);
	last = n > 0 ? fabs(top[n - 1].score) : 0;

	for (uint32_t w = 0; w < WORDS_MOST; w++) {
		uint32_t back;
		struct keyness_counts c = counted_again(t, w, against, &back);
		bool more = keyness_more(&c);
		double score = keyness_score(&c);

		if (pick.sign != WORDS_BOTH &&
			more != (pick.sign == WORDS_MORE))
			continue;
		if ((more ? c.with : c.ref_with) < pick.least ||
			score < KEYNESS_LEAST || c.texts == 0)
			continue;
		wanted += 1;
		if (n == pick.limit && score <= last)
			wanted -= 1;
	}
	for (uint32_t i = 1; i < n; i++)
		assert_true(fabs(top[i].score) <= fabs(top[i - 1].score));
	if (n < pick.limit)
		assert_int_equal(n, wanted);
	else
		assert_true(wanted < n || pick.limit == 0);
	arena_release(&arena);
}

static void
assert_counts(const struct trial *t, const struct keyness *k, bool against)
{
	const struct columns *columns = &t->columns;

	for (uint32_t rank = 0; rank < columns->forward.words; rank++) {
		struct keyness_counts n;
		uint32_t back, back_again;
		size_t len;
		const char *word = vocabulary_word(&columns->vocabulary,
			columns->forward.word[rank], &len);
		const struct keyness_counts again = counted_again(
			t, (uint32_t)(*word - 'a'), against, &back_again);

		keyness_counts(k, rank, &n, &back);
		assert_int_equal(n.with, again.with);
		assert_int_equal(n.texts, again.texts);
		assert_int_equal(n.ref_with, again.ref_with);
		assert_int_equal(n.ref_texts, again.ref_texts);
		assert_int_equal(back, back_again);
	}
}

static void
try_sets(struct trial *t, struct keyness *k)
{
	uint32_t docids[STORIES_MOST], n = choose(t, KEYNESS_FORE, docids);
	bool against = chance(2) == 0, complete = false;
	struct err err = { 0 };

	keyness_reset(k);
	assert_true(keyness_count(
		k, KEYNESS_FORE, docids, n, NULL, &complete, &err));
	assert_true(complete);
	if (against) {
		n = choose(t, KEYNESS_BACK, docids);
		assert_true(keyness_count(
			k, KEYNESS_BACK, docids, n, NULL, &complete, &err));
		assert_true(complete);
	} else
		memset(t->in[KEYNESS_BACK], true, t->stories);
	assert_counts(t, k, against);
	assert_top(t, k, against);
}

static void
every_count_is_that_of_the_stories(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 100; i++) {
		struct trial t;
		struct keyness k;

		seed = i;
		make_trial(&t);
		keyness_init(&k, &t.columns);
		for (uint32_t j = 0; j < 10; j++)
			try_sets(&t, &k);
		keyness_release(&k);
		columns_close(&t.columns);
	}
}

/* ---- forms ---- */

/* What the first half of the bodies has more than the other, joined. */
static void
assert_typical(const char *const *bodies, uint32_t n,
	const struct keyness_pick *pick, const char *expected)
{
	struct columns_writer *writer = columns_writer_new(scratch);
	struct terms *terms = terms_new("en");
	uint32_t docids[STORIES_MOST], found = 0;
	const struct keyness_word *words;
	struct columns columns;
	struct arena arena = { 0 };
	struct buf text = { 0 };
	struct err err = { 0 };
	struct keyness k;
	bool complete;

	for (uint32_t i = 0; i < n; i++) {
		struct story story = dated(DAY_UNKNOWN);
		struct term_list list;

		story.body_text = bodies[i];
		terms_of_story(terms, &story, &list);
		columns_add(writer, &story, &list);
		docids[i] = i + 1;
	}
	terms_free(terms);
	finish(writer, &columns);
	keyness_init(&k, &columns);
	keyness_reset(&k);
	assert_true(keyness_count(
		&k, KEYNESS_FORE, docids, n / 2, NULL, &complete, &err));
	words = keyness_top(&k, pick, &arena, &found);
	for (uint32_t i = 0; i < found; i++) {
		size_t len;
		const char *word = vocabulary_word(&columns.vocabulary,
			columns.forward.word[words[i].rank], &len);

		buf_printf(&text, "%s%.*s", i > 0 ? " " : "", (int)len, word);
	}
	assert_string_equal(buf_text(&text), expected);
	buf_release(&text);
	arena_release(&arena);
	keyness_release(&k);
	columns_close(&columns);
}

static const char *const meetings[] = {
	"talks talk meeting",
	"talks talk meeting meetings",
	"talks talk meeting meetings",
	"talks meeting meetings",
	"a",
	"b",
	"talk",
	"meetings",
};

static void
of_one_stem_the_most_striking_form_is_kept(void **state)
{
	struct keyness_pick pick = { .limit = 9, .least = 1 };
	static const uint32_t all[] = { 0, 1, 2, 3, 4, 5, 6 };

	(void)state;
	assert_typical(meetings, COUNT(meetings), &pick, "meeting talks");
	pick.limit = 1;
	assert_typical(meetings, COUNT(meetings), &pick, "meeting");
	pick.limit = 0;
	assert_typical(meetings, COUNT(meetings), &pick, "");
	pick.limit = 9;
	pick.without = all;
	pick.nwithout = COUNT(all);
	assert_typical(meetings, COUNT(meetings), &pick, "");
}

static void
all_forms_are_told_when_asked_for(void **state)
{
	static const char *const bodies[] = {
		"talks talk",
		"talks talk",
		"talks talk",
		"talks talk",
		"a",
		"b",
		"c",
		"d",
	};
	const struct keyness_pick pick = {
		.limit = 9,
		.least = 1,
		.all_forms = true,
	};

	(void)state;
	assert_typical(bodies, COUNT(bodies), &pick, "talk talks");
}

/* ---- ends ---- */

static void
a_deadline_leaves_what_was_counted(void **state)
{
	const struct stop over = { .deadline_ns = 1 };
	const uint32_t docids[] = { 1 };
	struct err err = { 0 };
	struct keyness k;
	struct trial t;
	bool complete = true;

	(void)state;
	seed = 7;
	make_trial(&t);
	keyness_init(&k, &t.columns);
	keyness_reset(&k);
	assert_true(keyness_count(
		&k, KEYNESS_FORE, docids, 1, &over, &complete, &err));
	assert_false(complete);
	keyness_release(&k);
	columns_close(&t.columns);
}

static void
a_killed_count_is_an_error(void **state)
{
	struct stop killed = { 0 };
	const uint32_t docids[] = { 1 };
	struct err err = { 0 };
	struct keyness k;
	struct trial t;
	bool complete = true;

	(void)state;
	seed = 8;
	make_trial(&t);
	stop_request(&killed, STOP_KILLED);
	keyness_init(&k, &t.columns);
	keyness_reset(&k);
	assert_false(keyness_count(
		&k, KEYNESS_FORE, docids, 1, &killed, &complete, &err));
	assert_int_equal(err.kind, ERR_KILLED);
	keyness_release(&k);
	columns_close(&t.columns);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_score_is_that_of_the_contingency_table),
		cmocka_unit_test(the_effect_is_the_log_of_two_shares),
		cmocka_unit_test(every_count_is_that_of_the_stories),
		cmocka_unit_test(of_one_stem_the_most_striking_form_is_kept),
		cmocka_unit_test(all_forms_are_told_when_asked_for),
		cmocka_unit_test(a_deadline_leaves_what_was_counted),
		cmocka_unit_test(a_killed_count_is_an_error),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
