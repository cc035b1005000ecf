/* test_signposts.c - against looking at every text */
#include "engine/index/signposts.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

enum { TEXTS = 5000, LETTERS = 3, LONGEST = 12 };

static char texts[TEXTS][LONGEST + 1];
static char bytes[TEXTS * LONGEST];
static uint32_t at[TEXTS + 1];

/* Few letters, so that many texts begin with the same eight. */
static void
any_text(char *text)
{
	int len = 1 + rand() % LONGEST;

	for (int i = 0; i < len; i++)
		text[i] = (char)(i < 7 && rand() % 4 ? 'b'
						     : 'a' + rand() % LETTERS);
	if (rand() % 8 == 0)
		text[len - 1] = (char)0xc3;
	text[len] = '\0';
}

static int
compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

static uint32_t
some_texts(uint32_t wanted)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < wanted; i++)
		any_text(texts[i]);
	qsort(texts, wanted, sizeof(*texts), compare);
	for (uint32_t i = 0; i < wanted; i++) {
		size_t len = strlen(texts[i]);

		if (n > 0 && strcmp(texts[n - 1], texts[i]) == 0)
			continue;
		memmove(texts[n], texts[i], len + 1);
		memcpy(bytes + at[n], texts[n], len);
		at[n + 1] = at[n] + (uint32_t)len;
		n++;
	}
	return n;
}

/* How many texts are below it. */
static uint32_t
place_of(const char *text, uint32_t n)
{
	uint32_t i = 0;

	while (i < n && strcmp(texts[i], text) < 0)
		i++;
	return i;
}

static void
a_text_lies_between_its_signposts(void **state)
{
	static const uint32_t counts[] = { 0, 1, 63, 64, 65, 128, TEXTS };

	(void)state;
	for (size_t c = 0; c < COUNT(counts); c++) {
		uint32_t n = some_texts(counts[c]);
		struct signposts posts = { 0 };

		signposts_make(&posts, bytes, at, n);
		for (int round = 0; round < 2000; round++) {
			char text[LONGEST + 1];
			uint32_t low, high, place;

			any_text(text);
			place = place_of(text, n);
			signposts_find(
				&posts, n, text, strlen(text), &low, &high);
			assert_true(low <= place && place <= high);
			assert_true(high <= n);
			if (place < n && strcmp(texts[place], text) == 0)
				assert_true(place < high);
		}
		signposts_release(&posts);
	}
}

static void
different_beginnings_leave_a_stretch(void **state)
{
	struct signposts posts = { 0 };
	uint32_t low, high;

	(void)state;
	for (uint32_t i = 0; i < 1000; i++) {
		snprintf(bytes + 4 * i, 5, "%04u", i);
		at[i + 1] = at[i] + 4;
	}
	signposts_make(&posts, bytes, at, 1000);
	signposts_find(&posts, 1000, "0500", 4, &low, &high);
	assert_true(low <= 500 && high > 500 && high - low <= 64);
	signposts_release(&posts);
}

static void
without_any_a_text_may_be_anywhere(void **state)
{
	const struct signposts none = { 0 };
	uint32_t low, high;

	(void)state;
	signposts_find(&none, 70, "text", 4, &low, &high);
	assert_int_equal(low, 0);
	assert_int_equal(high, 70);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_lies_between_its_signposts),
		cmocka_unit_test(different_beginnings_leave_a_stretch),
		cmocka_unit_test(without_any_a_text_may_be_anywhere),
	};

	srand(1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
