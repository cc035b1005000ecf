/* test_shingles.c - the promises of indexer/copies/{sketch,shingles,sort}.h */
#include "unit.h"

#include "indexer/copies/sort.h"
#include "tests/unit/copies_sample.h"

static bool
is_copy(const char *a, const char *b)
{
	struct overlap overlap = overlap_of(a, b);

	return overlap_is_copy(&overlap);
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

static void
assert_sorted_as_numbers(uint64_t *hashes, size_t n)
{
	uint64_t numbers[2000], scratch[2000];

	memcpy(numbers, hashes, n * sizeof(*hashes));
	sort_numbers(numbers, n, scratch);
	sort_hashes(hashes, n, scratch);
	assert_memory_equal(hashes, numbers, n * sizeof(*hashes));
}

static void
hashes_come_out_ascending_whatever_they_are(void **state)
{
	uint64_t hashes[2000];
	uint32_t seed = 7;

	(void)state;
	for (size_t n = 0; n < 40; n++) {
		for (size_t i = 0; i < n; i++)
			hashes[i] = (uint64_t)draw(&seed) << 32 | draw(&seed);
		assert_sorted_as_numbers(hashes, n);
	}
	for (size_t i = 0; i < 2000; i++)
		hashes[i] = ((uint64_t)draw(&seed) << 40) ^ draw(&seed);
	assert_sorted_as_numbers(hashes, 2000);
	/* No hashes at all: small, and many of one value. */
	for (size_t i = 0; i < 2000; i++)
		hashes[i] = draw(&seed) % 50;
	assert_sorted_as_numbers(hashes, 2000);
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

static void
a_form_with_few_new_numbers_is_no_copy(void **state)
{
	struct buf form = { 0 }, later = { 0 }, part = { 0 };

	(void)state;
	for (unsigned i = 0; i < 20; i++) {
		buf_printf(&form, "Dock%u %u crowns and %u pence a ton. ", i,
			i * 3 + 5, i + 100);
		buf_printf(&later, "Dock%u %u crowns and %u pence a ton. ", i,
			i * 3 + 5, i % 5 == 2 ? 999 : i + 100);
	}
	buf_add(&part, form.data, form.len * 2 / 3);
	while (part.data[part.len - 1] != '.')
		part.data[--part.len] = '\0';
	assert_true(overlap_of(form.data, later.data).form);
	assert_true(overlap_of(form.data, later.data).resemblance > 0.5);
	assert_false(is_copy(form.data, later.data));
	assert_true(is_copy(form.data, part.data));
	buf_release(&form);
	buf_release(&later);
	buf_release(&part);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_come_out_ascending_and_each_once),
		cmocka_unit_test(hashes_come_out_ascending_whatever_they_are),
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
		cmocka_unit_test(a_form_with_few_new_numbers_is_no_copy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
