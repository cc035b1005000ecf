/* test_eight.c - the promises of eight.h, byte by byte */
#include "base/eight.h"
#include "tests/unit/unit.h"

#include <ctype.h>
#include <stdbool.h>

/* Eight bytes of which the one at `at` is c, among others. */
static uint64_t
eight_with(unsigned char c, size_t at, char filler)
{
	char text[8];

	memset(text, filler, sizeof(text));
	text[at] = (char)c;
	return eight_load(text);
}

static void
each_byte_is_told_wherever_it_stands(void **state)
{
	(void)state;
	for (unsigned c = 0; c < 256; c++)
		for (size_t at = 0; at < 8; at++) {
			uint64_t eight = eight_with((unsigned char)c, at, '\n');
			bool ascii = c < 0x80;
			bool letter = ascii && isalpha((int)c);
			bool digit = ascii && isdigit((int)c);

			assert_int_equal(eight_first(eight_letters(eight)),
				letter ? at : 8);
			assert_int_equal(eight_first(eight_digits(eight)),
				digit ? at : 8);
			assert_int_equal(eight_first(eight_equal(eight, '~')),
				c == '~' ? at : 8);
		}
}

static void
of_several_the_first_is_told(void **state)
{
	const char *text = "\xff..a.b1z";

	(void)state;
	assert_int_equal(eight_first(eight_letters(eight_load(text))), 3);
	assert_int_equal(eight_first(eight_digits(eight_load(text))), 6);
	assert_int_equal(eight_first(eight_equal(eight_load(text), '.')), 1);
	assert_true(eight_before(eight_load(text),
			    eight_letters(eight_load(text))) == 0x2e2eff);
}

static void
what_is_stored_is_loaded_again(void **state)
{
	char text[8];

	(void)state;
	eight_store(text, eight_load("abcdefgh"));
	assert_memory_equal(text, "abcdefgh", 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_byte_is_told_wherever_it_stands),
		cmocka_unit_test(of_several_the_first_is_told),
		cmocka_unit_test(what_is_stored_is_loaded_again),
	};

	return cmocka_run_group_tests_name("eight", tests, NULL, NULL);
}
