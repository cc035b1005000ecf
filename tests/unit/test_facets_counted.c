/* The promises of engine/counts/facets.h, held against a plain recount. */
#include "base/utf8.h"
#include "engine/counts/facets.h"
#include "tests/unit/columns_sample.h"

#include <math.h>
#include <strings.h>

#define STORIES 240
#define ACTORS 130
#define CLUSTERS 30
#define OUTLETS 12

/* A random archive, as it is and as columns. */
static struct pile {
	bool actor[STORIES][ACTORS];
	int outlet[STORIES]; /* < 0: none */
	uint32_t cluster[STORIES];
	uint32_t stories, actors;
	uint32_t docids[STORIES], n; /* a result */
	struct columns columns;
} pile;

static uint64_t seed;

static uint32_t
draw(uint32_t below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33) % below;
}

/* ---- the archive ---- */

static const char *const countries[] = { "BLR", "USA", "LTU", "IGO" };
static const char *const roles[] = { "", "GOV", "GOVMIL", "OPP", "ЖЖЖ" };

/* "" for actors without a code. */
static const char *
code_of(uint32_t actor)
{
	static char code[32];

	if (actor % 7 == 6)
		return "";
	snprintf(code, sizeof(code), "%s%s", countries[actor % 4],
		roles[actor / 4 % 5]);
	if (actor % 5 == 4) /* case does not matter */
		for (char *c = code; *c != '\0'; c++)
			*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
	return code;
}

static const char *
name_of_actor(uint32_t actor)
{
	static char names[2][16], *name;
	static int turn;

	name = names[turn ^= 1];
	snprintf(name, 16, "A%03u", actor);
	return name;
}

static void
add_story(struct columns_writer *writer, uint32_t row)
{
	struct story_actor actors[ACTORS] = { 0 };
	char outlet[16], names[ACTORS][16], codes[ACTORS][32];
	struct story story = dated(DAY_UNKNOWN);

	snprintf(outlet, sizeof(outlet), "O%02d", pile.outlet[row]);
	story.outlet_name = pile.outlet[row] >= 0 ? outlet : NULL;
	story.cluster = pile.cluster[row];
	story.actors = actors;
	for (uint32_t a = 0; a < pile.actors; a++) {
		uint32_t n = story.nactors;

		if (!pile.actor[row][a])
			continue;
		snprintf(names[n], sizeof(names[n]), "%s", name_of_actor(a));
		snprintf(codes[n], sizeof(codes[n]), "%s", code_of(a));
		actors[n].name = names[n];
		actors[n].code = codes[n][0] != '\0' ? codes[n] : NULL;
		story.nactors++;
	}
	/* one of each cluster stands for it */
	story.cluster_first = true;
	for (uint32_t i = 0; i < row; i++)
		story.cluster_first &= pile.cluster[i] != pile.cluster[row];
	add_row(writer, &story, 1);
}

static void
make_pile(uint64_t from)
{
	struct columns_writer *writer = columns_writer_new(scratch);
	uint32_t dense;

	memset(&pile, 0, sizeof(pile));
	seed = from;
	pile.stories = 1 + draw(STORIES);
	pile.actors = 1 + draw(ACTORS);
	dense = 2 + draw(30);
	for (uint32_t row = 0; row < pile.stories; row++) {
		pile.outlet[row] = (int)draw(OUTLETS) - 1;
		pile.cluster[row] = draw(2) ? draw(CLUSTERS) : 0;
		if (pile.cluster[row] > pile.stories)
			pile.cluster[row] = 0;
		for (uint32_t a = 0; a < pile.actors; a++)
			pile.actor[row][a] = draw(dense + a) < 2;
		add_story(writer, row);
	}
	finish(writer, &pile.columns);
	for (uint32_t row = 0; row < pile.stories; row++)
		if (draw(3) > 0)
			pile.docids[pile.n++] = row + 1;
}

/* ---- the plain recount ---- */

typedef bool (*has_fn)(uint32_t row, const void *what);

struct counts {
	uint32_t stories, distinct;
};

static struct counts
recount(const uint32_t *docids, uint32_t n, has_fn has, const void *what)
{
	bool seen[CLUSTERS] = { false };
	struct counts counts = { 0 };

	for (uint32_t i = 0; i < n; i++) {
		uint32_t row = docids != NULL ? docids[i] - 1 : i;

		if (!has(row, what))
			continue;
		counts.stories++;
		counts.distinct +=
			pile.cluster[row] == 0 || !seen[pile.cluster[row]];
		seen[pile.cluster[row]] = true;
	}
	return counts;
}

static bool
any_story(uint32_t row, const void *what)
{
	(void)row;
	(void)what;
	return true;
}

/* By the name of an actor, an outlet, or a code's beginning. */
static bool
has_value(uint32_t row, const void *what)
{
	const char *name = what;

	if (*name == 'O')
		return pile.outlet[row] == atoi(name + 1);
	if (*name == 'A')
		return pile.actor[row][atoi(name + 1)];
	for (uint32_t a = 0; a < pile.actors; a++)
		if (pile.actor[row][a] &&
			strncasecmp(code_of(a), name + 1, strlen(name + 1)) ==
				0 &&
			(strlen(name + 1) % 3 == 0 ||
				strcasecmp(code_of(a), name + 1) == 0))
			return true;
	return false;
}

static bool
has_pair(uint32_t row, const void *what)
{
	const char *const *names = what;

	return has_value(row, names[0]) && has_value(row, names[1]);
}

/* ---- asking ---- */

static struct facets facets;
static frequent_cell frequent;
static struct arena arena;

static struct facet_result
asked(const char *text)
{
	struct facet_ask asks[SEARCH_FACETS_MAX];
	struct facet_result result;
	struct err err = { 0 };
	uint32_t n;
	struct facet_job job = {
		.columns = &pile.columns,
		.ask = asks,
		.docids = pile.docids,
		.n = pile.n,
		.arena = &arena,
	};

	if (!facets_parse(text, strlen(text), asks, &n, &err))
		fail_msg("%s: %s", text, err.text);
	assert_true(facets_count(&facets, &job, &result));
	return result;
}

typedef void (*check_fn)(void);

static void
over_many_piles(check_fn check)
{
	for (uint64_t i = 1; i <= 60; i++) {
		make_pile(i * 77);
		facets_init(&facets, &pile.columns, &frequent);
		facets.frequent_from = 0;
		if (i % 3 > 0)
			facets.round_pairs = (uint32_t)i;
		check();
		facets_release(&facets);
		frequent_release(&frequent);
		arena_reset(&arena);
		columns_close(&pile.columns);
	}
	arena_release(&arena);
}

/* Buckets of names that has_value() knows, largest first. */
static void
check_values(const struct facet_result *got, uint32_t values, char kind)
{
	uint32_t buckets = 0;

	for (uint32_t v = 0; v < values; v++) {
		char name[16];

		snprintf(
			name, sizeof(name), kind == 'A' ? "A%03u" : "O%02u", v);
		buckets +=
			recount(pile.docids, pile.n, has_value, name).stories >
			0;
	}
	assert_int_equal(got->nbuckets, buckets);
	for (uint32_t i = 0; i < got->nbuckets; i++) {
		const struct facet_bucket *bucket = &got->buckets[i];
		struct counts counts =
			recount(pile.docids, pile.n, has_value, bucket->value);

		assert_int_equal(bucket->stories, counts.stories);
		assert_int_equal(bucket->distinct, counts.distinct);
		if (i == 0)
			continue;
		assert_true(bucket[-1].stories >= bucket->stories);
		if (bucket[-1].stories == bucket->stories)
			assert_true(
				strcmp(bucket[-1].value, bucket->value) < 0);
	}
}

/* Not all are counted where few are asked for; those are what they were. */
static void
check_first(const struct facet_result *few, const struct facet_result *all,
	uint32_t n)
{
	assert_int_equal(few->nbuckets, all->nbuckets < n ? all->nbuckets : n);
	for (uint32_t i = 0; i < few->nbuckets; i++) {
		const struct facet_bucket *a = &few->buckets[i];
		const struct facet_bucket *b = &all->buckets[i];

		assert_string_equal(a->value, b->value);
		assert_string_equal(
			a->code ? a->code : "", b->code ? b->code : "");
		assert_int_equal(a->stories, b->stories);
		assert_int_equal(a->distinct, b->distinct);
		assert_int_equal(a->ordinal, b->ordinal);
	}
}

static void
check_plain(void)
{
	struct facet_result actors = asked("actor:10000");
	struct facet_result outlets = asked("outlet:10000"), few;

	check_values(&actors, pile.actors, 'A');
	check_values(&outlets, OUTLETS - 1, 'O');
	few = asked("actor:3");
	check_first(&few, &actors, 3);
	few = asked("actor:40");
	check_first(&few, &actors, 40);
}

static void
values_are_counted_in_stories_and_texts(void **state)
{
	(void)state;
	over_many_piles(check_plain);
}

/* ---- levels ---- */

static void
check_level(const char *ask, size_t letters)
{
	struct facet_result got = asked(ask);

	for (uint32_t i = 0; i < got.nbuckets; i++) {
		const struct facet_bucket *bucket = &got.buckets[i];
		struct counts counts;
		char what[64];

		assert_true(utf8_count(bucket->code, strlen(bucket->code)) <=
			    letters);
		snprintf(what, sizeof(what), "C%s", bucket->code);
		if (strlen(bucket->code) == 3 && letters > 3)
			continue; /* looked at below */
		counts = recount(pile.docids, pile.n, has_value, what);
		assert_int_equal(bucket->stories, counts.stories);
		assert_int_equal(bucket->distinct, counts.distinct);
		for (uint32_t j = 0; j < i; j++)
			assert_int_not_equal(
				strcasecmp(bucket->code, got.buckets[j].code),
				0);
	}
}

static void
check_levels(void)
{
	struct facet_result one;
	uint32_t expected = 0;

	check_level("actor/1:1000", 3);
	check_level("actor/2:1000", 6);
	one = asked("actor/1:1000");
	for (size_t i = 0; i < COUNT(countries); i++) {
		char what[8];

		snprintf(what, sizeof(what), "C%s", countries[i]);
		expected +=
			recount(pile.docids, pile.n, has_value, what).stories >
			0;
	}
	assert_int_equal(one.nbuckets, expected);
	/* the actor with that very code names the group */
	for (uint32_t i = 0; i < one.nbuckets; i++)
		if (one.buckets[i].value[0] == 'A') {
			uint32_t a = (uint32_t)atoi(one.buckets[i].value + 1);

			assert_int_equal(
				strcasecmp(code_of(a), one.buckets[i].code), 0);
		}
}

static void
a_story_counts_once_for_a_level_of_codes(void **state)
{
	(void)state;
	over_many_piles(check_levels);
}

/* ---- pairs ---- */

struct pair {
	const char *names[2];
	struct counts counts, first, second;
};

static int
by_rank(const void *va, const void *vb)
{
	const struct pair *a = va, *b = vb;

	if (a->counts.stories != b->counts.stories)
		return a->counts.stories < b->counts.stories ? 1 : -1;
	if (a->first.stories != b->first.stories)
		return a->first.stories < b->first.stories ? 1 : -1;
	if (strcmp(a->names[0], b->names[0]) != 0)
		return strcmp(a->names[0], b->names[0]);
	if (a->second.stories != b->second.stories)
		return a->second.stories < b->second.stories ? 1 : -1;
	return strcmp(a->names[1], b->names[1]);
}

/* Of an actor and another one, or an outlet; returns whether any story has
 * both. */
static bool
make_pair(struct pair *pair, const char *a, const char *b)
{
	*pair = (struct pair){ .names = { a, b } };
	pair->counts = recount(pile.docids, pile.n, has_pair, pair->names);
	if (pair->counts.stories == 0)
		return false;
	pair->first = recount(pile.docids, pile.n, has_value, a);
	pair->second = recount(pile.docids, pile.n, has_value, b);
	/* of two actors the commoner one comes first */
	if (*b == 'A' && (pair->second.stories > pair->first.stories ||
				 (pair->second.stories == pair->first.stories &&
					 strcmp(b, a) < 0))) {
		struct counts counts = pair->first;

		pair->first = pair->second;
		pair->second = counts;
		pair->names[0] = b;
		pair->names[1] = a;
	}
	return true;
}

static void
check_pairs_of(const char *ask, uint32_t most, bool outlets)
{
	static struct pair wanted[ACTORS * ACTORS];
	struct facet_result got = asked(ask);
	double texts = recount(pile.docids, pile.n, any_story, NULL).distinct;
	uint32_t n = 0;

	for (uint32_t a = 0; a < pile.actors; a++)
		for (uint32_t b = outlets ? 0 : a + 1;
			b < (outlets ? OUTLETS - 1 : pile.actors); b++) {
			char name[16];

			snprintf(name, sizeof(name),
				outlets ? "O%02u" : "A%03u", b);
			n += make_pair(&wanted[n],
				arena_string(&arena, name_of_actor(a)),
				arena_string(&arena, name));
		}
	qsort(wanted, n, sizeof(*wanted), by_rank);
	assert_int_equal(got.nbuckets, n < most ? n : most);
	for (uint32_t i = 0; i < got.nbuckets; i++) {
		const struct facet_bucket *bucket = &got.buckets[i];
		double lift = wanted[i].counts.distinct * texts /
			      ((double)wanted[i].first.distinct *
				      wanted[i].second.distinct);

		assert_string_equal(bucket->value, wanted[i].names[0]);
		assert_string_equal(bucket->with, wanted[i].names[1]);
		assert_int_equal(bucket->stories, wanted[i].counts.stories);
		assert_int_equal(bucket->distinct, wanted[i].counts.distinct);
		assert_true(fabs(bucket->score - lift) < 1e-9 * lift);
	}
}

static void
check_pairs(void)
{
	check_pairs_of("actor*actor:7", 7, false);
	check_pairs_of("actor*outlet:5", 5, true);
	if (pile.actors % 4 == 0)
		check_pairs_of("actor*actor:10000", 10000, false);
}

static void
pairs_are_exact_however_many_rounds_they_take(void **state)
{
	(void)state;
	over_many_piles(check_pairs);
}

/* ---- what is unusual ---- */

static double
part(double observed, double expected)
{
	return observed > 0 ? observed * log(observed / expected) : 0;
}

static double
likelihood(const char *name)
{
	double n = recount(pile.docids, pile.n, any_story, NULL).distinct;
	double all = recount(NULL, pile.stories, any_story, NULL).distinct;
	double a = recount(pile.docids, pile.n, has_value, name).distinct;
	double c = recount(NULL, pile.stories, has_value, name).distinct - a;
	double rest = all - n, with;

	c = c < rest ? c : rest;
	with = a + c;
	if (a / n <= with / all)
		return 0;
	return 2 *
	       (part(a, n * with / all) + part(n - a, n * (all - with) / all) +
		       part(c, rest * with / all) +
		       part(rest - c, rest * (all - with) / all));
}

static void
check_unusual(void)
{
	struct facet_result got = asked("actor~sig:10000");
	uint32_t expected = 0;

	for (uint32_t a = 0; a < pile.actors; a++)
		expected += likelihood(name_of_actor(a)) > 1e-9;
	assert_in_range(got.nbuckets, expected, pile.actors);
	for (uint32_t i = 0; i < got.nbuckets; i++) {
		const struct facet_bucket *bucket = &got.buckets[i];

		assert_true(
			fabs(bucket->score - likelihood(bucket->value)) < 1e-6);
		assert_true(i == 0 || bucket[-1].score >= bucket->score);
	}
}

static void
what_is_unusual_is_what_the_formula_says(void **state)
{
	(void)state;
	over_many_piles(check_unusual);
}

static void
a_stop_is_seen(void **state)
{
	struct stop stop = { .deadline_ns = 1 };
	static const char *const texts[] = { "actor", "actor~sig",
		"actor*actor" };
	struct columns_writer *writer = columns_writer_new(scratch);
	const char *two[] = { "A001", "A002", NULL };
	struct columns columns;

	(void)state;
	for (uint32_t i = 0; i < 2 * TEXT_WALK_BLOCK; i++)
		add(writer, "O", NULL, two, "en");
	finish(writer, &columns);
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct facet_ask asks[SEARCH_FACETS_MAX];
		struct facet_result result;
		struct err err = { 0 };
		uint32_t n;
		struct facet_job job = {
			.columns = &columns,
			.ask = asks,
			.n = columns.stories,
			.stop = &stop,
			.arena = &arena,
		};

		facets_init(&facets, &columns, &frequent);
		assert_true(facets_parse(
			texts[i], strlen(texts[i]), asks, &n, &err));
		assert_false(facets_count(&facets, &job, &result));
		facets_release(&facets);
	}
	frequent_release(&frequent);
	arena_release(&arena);
	columns_close(&columns);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_counted_in_stories_and_texts),
		cmocka_unit_test(a_story_counts_once_for_a_level_of_codes),
		cmocka_unit_test(pairs_are_exact_however_many_rounds_they_take),
		cmocka_unit_test(what_is_unusual_is_what_the_formula_says),
		cmocka_unit_test(a_stop_is_seen),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
