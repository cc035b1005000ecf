#include "searchd/outbox.h"

#include "tests/unit/unit.h"

#include <fcntl.h>
#include <signal.h>

/* A pipe that does not block on its writing side. */
static void
make_pipe(int ends[2])
{
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
}

static void
put(struct outbox *outbox, const char *text)
{
	outbox_add(outbox, text, strlen(text));
}

static void
what_was_added_is_written_in_order(void **state)
{
	struct outbox outbox = { 0 };
	uint64_t sent = 0;
	char got[16] = "";
	int ends[2];

	(void)state;
	make_pipe(ends);
	put(&outbox, "250 ok\n");
	put(&outbox, "221 bye\n");
	assert_int_equal(outbox_unsent(&outbox), 15);
	assert_true(outbox_send(&outbox, ends[1], &sent));
	assert_int_equal(sent, 15);
	assert_int_equal(outbox_unsent(&outbox), 0);
	assert_int_equal(read(ends[0], got, sizeof(got) - 1), 15);
	assert_string_equal(got, "250 ok\n221 bye\n");
	outbox_release(&outbox);
	close(ends[0]);
	close(ends[1]);
}

static void
what_does_not_fit_waits_and_nothing_is_lost(void **state)
{
	struct outbox outbox = { 0 };
	uint64_t sent = 0, all = 0;
	size_t wanted = 1 << 20, got = 0;
	char *text = calloc(1, wanted + 1), *back = calloc(1, wanted);
	int ends[2];

	(void)state;
	assert_true(text != NULL && back != NULL);
	for (size_t i = 0; i < wanted; i++)
		text[i] = (char)('a' + i % 23);
	make_pipe(ends);
	put(&outbox, text);
	while (got < wanted) {
		ssize_t n;

		assert_true(outbox_send(&outbox, ends[1], &sent));
		all += sent;
		n = read(ends[0], back + got, wanted - got);
		assert_true(n > 0);
		got += (size_t)n;
	}
	assert_int_equal(all, wanted);
	assert_memory_equal(text, back, wanted);
	outbox_release(&outbox);
	close(ends[0]);
	close(ends[1]);
	free(text);
	free(back);
}

static void
a_reader_that_has_gone_is_noticed(void **state)
{
	struct outbox outbox = { 0 };
	uint64_t sent;
	int ends[2];

	(void)state;
	make_pipe(ends);
	close(ends[0]);
	put(&outbox, "250 ok\n");
	assert_false(outbox_send(&outbox, ends[1], &sent));
	outbox_release(&outbox);
	close(ends[1]);
}

static void
dropping_keeps_the_rest_of_a_line_half_sent(void **state)
{
	struct outbox outbox = { 0 };

	(void)state;
	put(&outbox, "H\tone\nH\ttwo\n250 ok\n");
	outbox.sent = 8; /* the kernel took "H\tone\nH\t" */
	outbox_drop(&outbox);
	assert_string_equal(outbox.bytes.data + outbox.sent, "two\n");
	outbox.sent = 12;
	put(&outbox, "H\tthree\n");
	outbox_drop(&outbox);
	assert_int_equal(outbox_unsent(&outbox), 0);
	outbox_release(&outbox);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_added_is_written_in_order),
		cmocka_unit_test(what_does_not_fit_waits_and_nothing_is_lost),
		cmocka_unit_test(a_reader_that_has_gone_is_noticed),
		cmocka_unit_test(dropping_keeps_the_rest_of_a_line_half_sent),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
