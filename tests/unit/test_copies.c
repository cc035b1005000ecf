/* test_copies.c - the promises of indexer/copies/{candidates,copies}.h */
#include "unit.h"

#include "base/fs.h"
#include "indexer/copies/candidates.h"
#include "indexer/copies/copies.h"
#include "indexer/copies/sort.h"
#include "tests/unit/copies_sample.h"

/* ---- candidates ---- */

static const struct sketch *
sketch_at(const void *ctx, uint32_t text)
{
	return (const struct sketch *)ctx + text;
}

/* Sketches of texts of `kinds` kinds in turn, each a little different. */
static struct sketch *
make_sketches(uint32_t n, uint32_t kinds)
{
	struct sketch *sketches = calloc(n, sizeof(*sketches));

	for (uint32_t i = 0; i < n; i++) {
		char *text = make_text(i % kinds, 40, 4, i + 1);

		sketches[i] = sketch_text(text);
		free(text);
	}
	return sketches;
}

static size_t
all_pairs(const struct sketch *sketches, uint32_t n, unsigned rounds,
	uint64_t *out)
{
	struct candidates c = {
		.sketch = sketch_at,
		.ctx = sketches,
		.ntexts = n,
		.rounds = rounds,
	};
	uint64_t *scratch;
	size_t count = 0;

	while (candidates_next(&c)) {
		for (size_t i = 0; i < c.npairs; i++) {
			assert_true(PAIR_A(c.pairs[i]) < PAIR_B(c.pairs[i]));
			if (i > 0)
				assert_true(c.pairs[i - 1] < c.pairs[i]);
			out[count++] = c.pairs[i];
		}
	}
	candidates_release(&c);
	scratch = calloc(count + 1, sizeof(*scratch));
	sort_numbers(out, count, scratch);
	free(scratch);
	return sort_unique(out, count);
}

static void
candidates_are_all_pairs_that_share_enough(void **state)
{
	enum { N = 120, KINDS = 40 };
	struct sketch *sketches = make_sketches(N, KINDS);
	uint64_t *one = calloc(N * N * 8, sizeof(*one));
	uint64_t *several = calloc(N * N * 8, sizeof(*several));
	size_t n = all_pairs(sketches, N, 1, one), at = 0;

	(void)state;
	for (uint32_t a = 0; a < N; a++)
		for (uint32_t b = a + 1; b < N; b++)
			if (sketch_shared(&sketches[a], &sketches[b]) >=
				CANDIDATE_SHARED)
				assert_int_equal(one[at++], PAIR(a, b));
	assert_int_equal(at, n);
	assert_true(n >= N); /* three of each kind */
	assert_int_equal(all_pairs(sketches, N, 5, several), n);
	assert_memory_equal(one, several, n * sizeof(*one));
	free(one);
	free(several);
	free(sketches);
}

static void
of_a_text_with_many_variants_each_meets_the_first(void **state)
{
	enum { N = CANDIDATE_FEW * 4 };
	struct sketch *sketches = make_sketches(N, 1);
	uint64_t *pairs = calloc(N * N, sizeof(*pairs));
	size_t n = all_pairs(sketches, N, 1, pairs), first = 0;

	(void)state;
	for (size_t i = 0; i < n; i++)
		first += PAIR_A(pairs[i]) == 0;
	assert_int_equal(first, N - 1);
	free(pairs);
	free(sketches);
}

/* ---- clusters ---- */

/* A few stories as a build has them after reading. */
struct pile {
	char *dir;
	struct spool spool;
	struct terms *terms;
	struct story_key keys[64];
	struct copies copies;
};

static void
pile_open(struct pile *pile)
{
	struct buf path = { 0 };

	*pile = (struct pile){ .dir = unit_scratch(),
		.terms = terms_new(NULL) };
	fs_join(&path, pile->dir, "spool", NULL);
	assert_true(spool_open(&pile->spool, path.data, NULL));
	buf_release(&path);
}

static void
pile_add(struct pile *pile, const char *uri, const char *text, day d)
{
	struct story story = { .uri = uri, .body_text = text };

	if (d != DAY_UNKNOWN)
		story.published = (struct story_date){ .value = "1911-08-02",
			.precision = PRECISION_DAY,
			.confidence = 1,
			.day = d };
	assert_true(spool_add(&pile->spool, 0, &story, pile->terms, 0,
		(uint32_t)pile->spool.count, NULL));
}

static void
pile_cluster(struct pile *pile, unsigned workers)
{
	assert_true(spool_finish(&pile->spool, NULL));
	pile->copies = (struct copies){
		.spools = &pile->spool,
		.keys = pile->keys,
		.count = pile->spool.count,
		.workers = workers,
	};
	assert_in_range(pile->spool.count, 1, COUNT(pile->keys));
	memcpy(pile->keys, pile->spool.keys,
		pile->spool.count * sizeof(*pile->keys));
	assert_true(copies_find(&pile->copies, NULL));
}

static const struct story_key *
pile_key(const struct pile *pile, const char *uri)
{
	for (size_t i = 0; i < pile->copies.count; i++)
		if (strcmp(pile->keys[i].uri, uri) == 0)
			return &pile->keys[i];
	fail_msg("no story %s", uri);
	return NULL;
}

static void
pile_release(struct pile *pile)
{
	spool_release(&pile->spool);
	terms_free(pile->terms);
	assert_true(fs_remove_tree(pile->dir, NULL));
	free(pile->dir);
}

static void
copies_are_one_cluster_led_by_the_earliest_day(void **state)
{
	char *text = make_text(7, 40, 0, 0);
	char *near = make_text(7, 40, 8, 1);
	char *other = make_text(8, 40, 0, 0);
	struct pile pile;
	const struct story_key *key;

	(void)state;
	pile_open(&pile);
	pile_add(&pile, "undated", text, DAY_UNKNOWN);
	pile_add(&pile, "late", near, 20);
	pile_add(&pile, "alone", other, 1);
	pile_add(&pile, "early", text, 10);
	pile_cluster(&pile, 1);

	assert_int_equal(pile.copies.distinct, 2);
	key = pile_key(&pile, "early");
	assert_int_equal(key->cluster, 1);
	assert_true(key->cluster_first);
	assert_null(key->copy_of);
	key = pile_key(&pile, "undated");
	assert_int_equal(key->cluster, 1);
	assert_false(key->cluster_first);
	assert_string_equal(key->copy_of, "early");
	assert_float_equal(key->similarity, 1, 0);
	key = pile_key(&pile, "late");
	assert_int_equal(key->cluster, 1);
	assert_string_equal(key->copy_of, "early");
	assert_float_equal(
		key->similarity, overlap_of(text, near).resemblance, 1e-6);
	assert_memory_equal(&key->digest, &pile_key(&pile, "early")->digest,
		sizeof(key->digest));
	key = pile_key(&pile, "alone");
	assert_int_equal(key->cluster, 0);
	assert_true(key->cluster_first);
	assert_null(key->copy_of);
	pile_release(&pile);
	free(text);
	free(near);
	free(other);
}

static void
without_dates_the_first_given_leads(void **state)
{
	char *text = make_text(7, 40, 0, 0);
	char *near = make_text(7, 40, 8, 1);
	struct pile pile;

	(void)state;
	pile_open(&pile);
	pile_add(&pile, "b", near, DAY_UNKNOWN);
	pile_add(&pile, "a", text, DAY_UNKNOWN);
	pile_cluster(&pile, 1);
	assert_true(pile_key(&pile, "b")->cluster_first);
	assert_string_equal(pile_key(&pile, "a")->copy_of, "b");
	pile_release(&pile);
	free(text);
	free(near);
}

/* The same in each order, and with each number of workers. */
static void
clusters_depend_on_the_stories_alone(void **state)
{
	enum { N = 48 };
	static const uint32_t strides[] = { 5, 7, 11, 13 };
	struct story_key first[N];

	(void)state;
	for (uint32_t turn = 0; turn < COUNT(strides); turn++) {
		struct pile pile;

		pile_open(&pile);
		for (uint32_t i = 0; i < N; i++) {
			uint32_t n = (i * strides[turn] + turn) % N;
			char *text = make_text(n / 6, 40, n % 6 * 2, n + 1);
			char uri[16];

			snprintf(uri, sizeof(uri), "u%02u", n);
			pile_add(&pile, uri, text, (day)(100 + n * 7 % N));
			free(text);
		}
		pile_cluster(&pile, turn + 1);
		assert_int_equal(pile.copies.distinct, N / 6);
		for (uint32_t i = 0; i < N; i++) {
			char uri[16];
			const struct story_key *key;

			snprintf(uri, sizeof(uri), "u%02u", i);
			key = pile_key(&pile, uri);
			if (turn == 0)
				first[i] = *key;
			assert_int_equal(first[i].cluster, key->cluster);
			assert_int_equal(
				first[i].cluster_first, key->cluster_first);
			assert_true(first[i].similarity == key->similarity);
		}
		pile_release(&pile);
	}
}

/* All pairs by the exact step, and what they connect. */
static void
clusters_are_those_of_comparing_all_with_all(void **state)
{
	enum { N = 48 };
	struct shingles shingles[N];
	uint32_t component[N];
	struct pile pile;
	char uri[16];

	(void)state;
	pile_open(&pile);
	for (uint32_t i = 0; i < N; i++) {
		uint32_t seed = i;
		char *text = make_text(draw(&seed) % 12, 30 + i % 3 * 5,
			draw(&seed) % 16, i + 1);

		shingles[i] = shingles_text(text);
		component[i] = i;
		snprintf(uri, sizeof(uri), "u%02u", i);
		pile_add(&pile, uri, text, 100);
		free(text);
	}
	for (uint32_t a = 0; a < N; a++)
		for (uint32_t b = 0; b < a; b++) {
			struct overlap overlap =
				shingles_overlap(&shingles[a], &shingles[b]);
			uint32_t from = component[a], to = component[b];

			for (uint32_t i = 0; overlap_is_copy(&overlap) && i < N;
				i++)
				if (component[i] == from)
					component[i] = to;
		}
	pile_cluster(&pile, 2);
	for (uint32_t a = 0; a < N; a++)
		for (uint32_t b = 0; b < a; b++) {
			uint32_t x, y;

			snprintf(uri, sizeof(uri), "u%02u", a);
			x = pile_key(&pile, uri)->cluster;
			snprintf(uri, sizeof(uri), "u%02u", b);
			y = pile_key(&pile, uri)->cluster;
			assert_int_equal(
				component[a] == component[b], x != 0 && x == y);
		}
	for (uint32_t i = 0; i < N; i++)
		shingles_release(&shingles[i]);
	pile_release(&pile);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(candidates_are_all_pairs_that_share_enough),
		cmocka_unit_test(
			of_a_text_with_many_variants_each_meets_the_first),
		cmocka_unit_test(
			copies_are_one_cluster_led_by_the_earliest_day),
		cmocka_unit_test(without_dates_the_first_given_leads),
		cmocka_unit_test(clusters_depend_on_the_stories_alone),
		cmocka_unit_test(clusters_are_those_of_comparing_all_with_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
