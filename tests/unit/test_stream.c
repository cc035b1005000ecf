/* test_stream.c - the promises of client/stream.h */
#include "client/stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

/* A stream to read from, and the end to write to it. */
static int
pair_open(struct stream *stream)
{
	int pair[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	*stream = (struct stream){ .fd = pair[0] };
	return pair[1];
}

static void
say(int fd, const char *text)
{
	struct err err = { 0 };

	assert_true(stream_send(fd, text, strlen(text), &err));
}

static void
assert_next(struct stream *stream, const char *text)
{
	struct err err = { 0 };
	char *line;
	size_t len;

	assert_true(stream_next(stream, &line, &len, &err));
	assert_int_equal(len, strlen(text));
	assert_memory_equal(line, text, len);
}

static void
lines_come_whole_however_they_were_cut(void **state)
{
	struct stream stream;
	int fd = pair_open(&stream);
	char *line;
	size_t len;
	struct err err = { 0 };

	(void)state;
	say(fd, "one\ntwo\r\n\r\n\nthr");
	assert_next(&stream, "one");
	assert_next(&stream, "two");
	assert_next(&stream, "");
	assert_next(&stream, "");
	assert_false(stream_take(&stream, &line, &len));
	say(fd, "ee\r");
	assert_true(stream_fill(&stream, &err));
	assert_false(stream_take(&stream, &line, &len));
	say(fd, "\n\rfour\n");
	assert_next(&stream, "three");
	assert_next(&stream, "\rfour");
	stream_release(&stream);
	close(stream.fd);
	close(fd);
}

static void
the_end_in_the_middle_of_a_line_is_an_error(void **state)
{
	struct stream stream;
	int fd = pair_open(&stream);
	struct err err = { 0 };
	char *line;
	size_t len;

	(void)state;
	say(fd, "whole\nhalf");
	close(fd);
	assert_next(&stream, "whole");
	assert_false(stream_next(&stream, &line, &len, &err));
	assert_int_equal(err.kind, ERR_IO);
	assert_true(stream.ended);
	stream_release(&stream);
	close(stream.fd);
}

/* What socket buffers take at once, so that one thread can be both sides. */
#define CHUNK 4096
#define CHUNKS 2000

static void
a_line_of_many_megabytes_is_one_line(void **state)
{
	struct stream stream;
	int fd = pair_open(&stream);
	struct err err = { 0 };
	char chunk[CHUNK];
	char *line;
	size_t len;

	(void)state;
	memset(chunk, 'x', sizeof(chunk));
	for (int i = 0; i < CHUNKS; i++) {
		assert_true(stream_send(fd, chunk, sizeof(chunk), &err));
		assert_false(stream_take(&stream, &line, &len));
		assert_true(stream_fill(&stream, &err));
	}
	say(fd, "\nnext\n");
	assert_true(stream_next(&stream, &line, &len, &err));
	assert_int_equal(len, (size_t)CHUNK * CHUNKS);
	assert_next(&stream, "next");
	stream_release(&stream);
	close(stream.fd);
	close(fd);
}

static void
sending_to_one_who_hung_up_is_no_error_and_no_signal(void **state)
{
	struct stream stream;
	int fd = pair_open(&stream);
	struct err err = { 0 };

	(void)state;
	close(fd);
	assert_true(stream_send(stream.fd, "PING\n", 5, &err));
	assert_int_equal(err.kind, ERR_NONE);
	stream_release(&stream);
	close(stream.fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_come_whole_however_they_were_cut),
		cmocka_unit_test(the_end_in_the_middle_of_a_line_is_an_error),
		cmocka_unit_test(a_line_of_many_megabytes_is_one_line),
		cmocka_unit_test(
			sending_to_one_who_hung_up_is_no_error_and_no_signal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
