#include "searchd/framing.h"

#include "tests/unit/unit.h"

/* Add text in pieces of at most `step` bytes, as far as there is room. */
static size_t
feed(struct framing *framing, const char *text, size_t step)
{
	size_t n = strlen(text), room = framing_room(framing);

	if (n > step)
		n = step;
	if (n > room)
		n = room;
	framing_add(framing, text, n);
	return n;
}

static void
expect_line(struct framing *framing, enum line_kind kind, const char *wanted)
{
	const char *text = NULL;
	size_t len = 0;

	assert_int_equal(framing_next(framing, &text, &len), kind);
	assert_int_equal(len, strlen(wanted));
	assert_memory_equal(text, wanted, len);
}

static void
expect_nothing(struct framing *framing)
{
	const char *text = NULL;
	size_t len = 0;

	assert_int_equal(framing_next(framing, &text, &len), LINE_NOT_YET);
}

static void
lines_come_out_whole_however_the_bytes_come_in(void **state)
{
	static const char text[] = "PING\n\nCOUNT :: a\nQUIT\n";

	(void)state;
	for (size_t step = 1; step < sizeof(text); step++) {
		struct framing framing = { .max = 64 };
		struct buf got = { 0 };
		const char *line;
		size_t len;

		for (const char *at = text; *at != '\0';) {
			at += feed(&framing, at, step);
			while (framing_next(&framing, &line, &len) ==
				LINE_WHOLE) {
				buf_add(&got, line, len);
				buf_putc(&got, '\n');
			}
		}
		assert_string_equal(got.data, text);
		buf_release(&got);
		framing_release(&framing);
	}
}

static void
a_line_of_exactly_the_limit_is_whole(void **state)
{
	struct framing framing = { .max = 8 };

	(void)state;
	feed(&framing, "1234567\n", 8);
	expect_line(&framing, LINE_WHOLE, "1234567");
	expect_nothing(&framing);
	framing_release(&framing);
}

static void
a_long_line_is_skipped_and_the_next_one_lives(void **state)
{
	static const char text[] = "12345678\nPING\n";
	struct framing framing = { .max = 8 };
	const char *at = text;

	(void)state;
	at += feed(&framing, at, 64);
	expect_nothing(&framing);
	assert_int_equal(framing_room(&framing), 8);
	feed(&framing, at, 64);
	expect_line(&framing, LINE_TOO_LONG, "12345678");
	expect_line(&framing, LINE_WHOLE, "PING");
	expect_nothing(&framing);
	framing_release(&framing);
}

static void
never_more_than_the_limit_is_held(void **state)
{
	struct framing framing = { .max = 64 };
	char block[64];

	(void)state;
	memset(block, 'x', sizeof(block));
	for (int i = 0; i < 1000; i++) {
		size_t room = framing_room(&framing);

		assert_true(room > 0 && room <= 64);
		framing_add(&framing, block, room);
		expect_nothing(&framing);
		assert_true(framing.in.cap <= 256);
	}
	framing_add(&framing, "\n", 1);
	block[LINE_HEAD] = '\0';
	expect_line(&framing, LINE_TOO_LONG, block);
	framing_release(&framing);
}

static void
lines_that_wait_take_the_room(void **state)
{
	struct framing framing = { .max = 8 };

	(void)state;
	feed(&framing, "a\nb\nc\nd\n", 8);
	assert_int_equal(framing_room(&framing), 0);
	expect_line(&framing, LINE_WHOLE, "a");
	assert_int_equal(framing_room(&framing), 2);
	feed(&framing, "e\n", 2);
	expect_line(&framing, LINE_WHOLE, "b");
	expect_line(&framing, LINE_WHOLE, "c");
	expect_line(&framing, LINE_WHOLE, "d");
	expect_line(&framing, LINE_WHOLE, "e");
	framing_release(&framing);
}

static void
what_remains_at_the_end_is_told_apart(void **state)
{
	struct framing framing = { .max = 8 };
	const char *text;
	size_t len;

	(void)state;
	assert_int_equal(framing_end(&framing, &text, &len), LINE_NOT_YET);
	feed(&framing, "PI", 2);
	expect_nothing(&framing);
	assert_int_equal(framing_end(&framing, &text, &len), LINE_WHOLE);
	assert_int_equal(len, 2);
	assert_memory_equal(text, "PI", 2);
	feed(&framing, "123456", 6);
	expect_nothing(&framing);
	assert_int_equal(framing_end(&framing, &text, &len), LINE_TOO_LONG);
	assert_int_equal(len, 8);
	framing_release(&framing);
}

static void
an_empty_framing_gives_its_memory_back(void **state)
{
	struct framing framing = { .max = 65536 };
	char *big = calloc(1, 60001);

	(void)state;
	assert_non_null(big);
	memset(big, 'x', 60000);
	big[59999] = '\n';
	framing_add(&framing, big, 60000);
	big[59999] = '\0';
	expect_line(&framing, LINE_WHOLE, big);
	expect_nothing(&framing);
	assert_true(framing.in.cap <= 1024);
	framing_release(&framing);
	free(big);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			lines_come_out_whole_however_the_bytes_come_in),
		cmocka_unit_test(a_line_of_exactly_the_limit_is_whole),
		cmocka_unit_test(a_long_line_is_skipped_and_the_next_one_lives),
		cmocka_unit_test(never_more_than_the_limit_is_held),
		cmocka_unit_test(lines_that_wait_take_the_room),
		cmocka_unit_test(what_remains_at_the_end_is_told_apart),
		cmocka_unit_test(an_empty_framing_gives_its_memory_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
