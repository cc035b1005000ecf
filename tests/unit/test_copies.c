/* test_copies.c - the promises of indexer/copies/ */
#include "unit.h"

#include "base/buf.h"
#include "base/fs.h"
#include "indexer/copies/candidates.h"
#include "indexer/copies/copies.h"
#include "indexer/copies/pairs.h"
#include "indexer/copies/shingles.h"
#include "indexer/copies/sketch.h"
#include "indexer/copies/sort.h"

/* ---- texts made of words drawn from a small generator ---- */

static uint32_t
draw(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Append n words that a seed decides. */
static void
add_words(struct buf *out, uint32_t seed, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "w%u ", draw(&seed) % 5000);
}

/* A text of so many sentences of ten words; `changed` of them, spread evenly,
 * are of its own, the others those of its kind. */
static char *
make_text(uint32_t kind, size_t sentences, size_t changed, uint32_t own)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < sentences; i++) {
		bool mine =
			(i + 1) * changed / sentences > i * changed / sentences;

		add_words(&out,
			mine ? own * 7919 + 31 * (uint32_t)i
			     : kind * 104729 + (uint32_t)i,
			10);
		buf_puts(&out, ".\n");
	}
	return out.data;
}

static struct shingles
shingles_text(const char *text)
{
	struct terms *terms = terms_new(NULL);
	struct story story = { .uri = "x", .body_text = text };
	struct shingles out = { 0 };

	shingles_of(&out, terms, &story);
	terms_free(terms);
	return out;
}

static struct overlap
overlap_of(const char *a, const char *b)
{
	struct shingles x = shingles_text(a), y = shingles_text(b);
	struct overlap overlap = shingles_overlap(&x, &y);

	shingles_release(&x);
	shingles_release(&y);
	return overlap;
}

static bool
is_copy(const char *a, const char *b)
{
	struct overlap overlap = overlap_of(a, b);

	return overlap_is_copy(&overlap);
}

static struct sketch
sketch_text(const char *text)
{
	struct terms *terms = terms_new(NULL);
	struct story story = { .uri = "x", .body_text = text };
	struct text_key key;

	text_key(terms, &story, &key);
	terms_free(terms);
	return key.sketch;
}

/* ---- numbers ---- */

static void
numbers_come_out_ascending_and_each_once(void **state)
{
	uint64_t numbers[1000], scratch[1000];
	uint32_t seed = 5;
	size_t n;

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		numbers[i] = (uint64_t)(draw(&seed) % 300) << (i % 3 * 20);
	sort_numbers(numbers, 1000, scratch);
	for (size_t i = 1; i < 1000; i++)
		assert_true(numbers[i - 1] <= numbers[i]);
	n = sort_unique(numbers, 1000);
	assert_in_range(n, 300, 900);
	for (size_t i = 1; i < n; i++)
		assert_true(numbers[i - 1] < numbers[i]);
	sort_numbers(numbers, 0, scratch);
}

/* ---- sketches ---- */

static void
a_sketch_is_ascending_and_the_same_for_the_same_words(void **state)
{
	char *text = make_text(1, 30, 0, 0);
	struct sketch a = sketch_text(text), b;

	(void)state;
	for (size_t i = 0; i < strlen(text); i++)
		if (text[i] == 'w')
			text[i] = 'W';
	b = sketch_text(text);
	for (size_t i = 0; i < SKETCH_HASHES; i++) {
		assert_int_not_equal(a.hashes[i], 0);
		assert_int_equal(a.hashes[i], b.hashes[i]);
		if (i > 0)
			assert_true(a.hashes[i - 1] <= a.hashes[i]);
	}
	assert_int_equal(sketch_shared(&a, &b), SKETCH_HASHES);
	free(text);
}

static void
a_text_too_short_has_no_sketch(void **state)
{
	struct buf text = { 0 };
	struct sketch sketch;

	(void)state;
	add_words(&text, 3, SKETCH_WORDS_MIN - 1);
	sketch = sketch_text(text.data);
	assert_int_equal(sketch.hashes[SKETCH_HASHES - 1], 0);
	assert_int_equal(sketch_shared(&sketch, &sketch), 0);
	buf_puts(&text, "more");
	sketch = sketch_text(text.data);
	assert_int_not_equal(sketch.hashes[SKETCH_HASHES - 1], 0);
	buf_release(&text);
}

static void
sketches_share_about_what_their_texts_share(void **state)
{
	size_t all = 0;

	(void)state;
	for (uint32_t kind = 0; kind < 50; kind++) {
		char *a = make_text(kind, 40, 0, 0);
		char *b = make_text(kind, 40, 10, kind + 1000);
		struct sketch x = sketch_text(a), y = sketch_text(b);
		double want = overlap_of(a, b).resemblance * SKETCH_HASHES;

		assert_in_range(want, 8, 16);
		all += sketch_shared(&x, &y);
		free(a);
		free(b);
	}
	assert_in_range(all / 50, 9, 15);
}

/* ---- the exact step ---- */

static void
overlap_counts_all_shingles(void **state)
{
	/* 8 words make a shingle: a has 3, b has 2 of these and one more */
	const char *a = "a b c d e f g h i j";
	const char *b = "b c d e f g h i j k";
	struct overlap overlap = overlap_of(a, b);

	(void)state;
	assert_int_equal(overlap.shingles, 3);
	assert_float_equal(overlap.resemblance, 0.5, 1e-9);
	assert_float_equal(overlap.containment, 2.0 / 3, 1e-9);
	overlap = overlap_of("too few words", a);
	assert_int_equal(overlap.shingles, 0);
	assert_false(overlap_is_copy(&overlap));
}

static void
a_text_with_some_sentences_changed_is_a_copy(void **state)
{
	char *text = make_text(7, 40, 0, 0);
	char *some = make_text(7, 40, 10, 1);
	char *most = make_text(7, 40, 30, 2);
	char *other = make_text(8, 40, 0, 0);

	(void)state;
	assert_true(is_copy(text, text));
	assert_true(is_copy(text, some));
	assert_false(is_copy(text, most));
	assert_false(is_copy(text, other));
	free(text);
	free(some);
	free(most);
	free(other);
}

static void
a_text_cut_to_its_first_half_is_a_copy(void **state)
{
	char *text = make_text(7, 40, 0, 0);
	char *half = strdup(text);

	(void)state;
	half[strlen(text) / 2] = '\0';
	assert_true(is_copy(text, half));
	assert_true(is_copy(half, text));
	free(text);
	free(half);
}

static void
a_block_under_two_stories_does_not_make_them_one(void **state)
{
	char *chronicle = make_text(9, 66, 0, 0);
	char *a = make_text(10, 34, 0, 0);
	char *b = make_text(11, 34, 0, 0);
	struct buf x = { 0 }, y = { 0 };
	struct overlap overlap;

	(void)state;
	buf_printf(&x, "%s%s", a, chronicle);
	buf_printf(&y, "%s%s", b, chronicle);
	overlap = overlap_of(x.data, y.data);
	assert_true(overlap.resemblance > 0.45);
	assert_true(overlap.missing > overlap.passages / 4);
	assert_false(overlap_is_copy(&overlap));
	buf_release(&x);
	buf_release(&y);
	free(chronicle);
	free(a);
	free(b);
}

static void
a_form_filled_in_anew_is_no_copy(void **state)
{
	static const char *const forms[] = {
		"The harbour bank said it found %u thousand crowns in the "
		"purse of the port, down from %u thousand a week ago. Dues on "
		"coal came to %u crowns and %u pence, those on fruit to %u "
		"crowns. Ships in the roads were %u against %u, and the "
		"lock took in %u barges of %u tons, the bank said on day %u.",
		"Harbour Steam Co said it is issuing a %u thousand crown bond "
		"due in %u years paying %u pence in the crown and priced at "
		"%u, lead manager said. The bond is available in pieces "
		"of %u crowns and will be listed in Port Meridian. The fee "
		"is %u pence while management takes %u pence. The payment "
		"date is in %u days, the books close after %u and open on "
		"day %u.",
	};
	uint32_t seed = 1;

	(void)state;
	for (size_t f = 0; f < COUNT(forms); f++) {
		struct buf text[2] = { { 0 }, { 0 } };

		for (int i = 0; i < 2; i++) {
			unsigned n[10];

			for (int k = 0; k < 10; k++)
				n[k] = draw(&seed) % 900 + 2;
			buf_printf(&text[i], forms[f], n[0], n[1], n[2], n[3],
				n[4], n[5], n[6], n[7], n[8], n[9]);
		}
		assert_false(is_copy(text[0].data, text[1].data));
		buf_release(&text[0]);
		buf_release(&text[1]);
	}
}

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
exact_and_near_copies_are_one_cluster_led_by_the_earliest_day(void **state)
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
		cmocka_unit_test(numbers_come_out_ascending_and_each_once),
		cmocka_unit_test(
			a_sketch_is_ascending_and_the_same_for_the_same_words),
		cmocka_unit_test(a_text_too_short_has_no_sketch),
		cmocka_unit_test(sketches_share_about_what_their_texts_share),
		cmocka_unit_test(overlap_counts_all_shingles),
		cmocka_unit_test(a_text_with_some_sentences_changed_is_a_copy),
		cmocka_unit_test(a_text_cut_to_its_first_half_is_a_copy),
		cmocka_unit_test(
			a_block_under_two_stories_does_not_make_them_one),
		cmocka_unit_test(a_form_filled_in_anew_is_no_copy),
		cmocka_unit_test(candidates_are_all_pairs_that_share_enough),
		cmocka_unit_test(
			of_a_text_with_many_variants_each_meets_the_first),
		cmocka_unit_test(
			exact_and_near_copies_are_one_cluster_led_by_the_earliest_day),
		cmocka_unit_test(without_dates_the_first_given_leads),
		cmocka_unit_test(clusters_depend_on_the_stories_alone),
		cmocka_unit_test(clusters_are_those_of_comparing_all_with_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
