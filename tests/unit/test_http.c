/* test_http.c - the promises of http.h */
#include "indexer/sources/http.h"
#include "tests/unit/unit.h"

static void
heads_end_at_a_blank_line(void **state)
{
	(void)state;
	assert_int_equal(head_length("A: b\r\n\r\nbody", 12), 8);
	assert_int_equal(head_length("A: b\n\nbody", 10), 6);
	assert_int_equal(head_length("A: b\r\r\n\r\r\nbody", 14), 10);
	assert_int_equal(head_length("A: b\r\nC: d\r\n", 12), 0);
	assert_int_equal(head_length("", 0), 0);
}

static void
fields_are_found_in_any_case_and_folded(void **state)
{
	static const char head[] =
		"Ab: no\r\nA:  one \r\n  two\r\nEmpty:\r\na: again\r\n\r\n";
	struct arena arena = { 0 };
	size_t len = sizeof(head) - 1;

	(void)state;
	assert_string_equal(head_field(head, len, "a", &arena), "one     two");
	assert_string_equal(head_field(head, len, "AB", &arena), "no");
	assert_string_equal(head_field(head, len, "empty", &arena), "");
	assert_null(head_field(head, len, "b", &arena));
	arena_release(&arena);
}

static void
an_answer_tells_what_its_body_is(void **state)
{
	static const char text[] =
		"HTTP/1.1 200 OK\r\n"
		"Content-Type: Text/HTML; Charset=\"UTF-8\"\r\n"
		"Transfer-Encoding: Chunked\r\n"
		"Content-Encoding: gzip\r\n\r\nbody";
	struct arena arena = { 0 };
	struct http_answer a;

	(void)state;
	http_read(text, sizeof(text) - 1, &arena, &a);
	assert_int_equal(a.status, 200);
	assert_string_equal(text + a.head, "body");
	assert_string_equal(a.content_type, "text/html");
	assert_string_equal(a.charset, "UTF-8");
	assert_string_equal(a.encoding, "gzip");
	assert_true(a.chunked);
	http_read("HTTP/1.0 302\r\n\r\n", 16, &arena, &a);
	assert_int_equal(a.status, 302);
	http_read("no answer\r\n\r\n", 13, &arena, &a);
	assert_int_equal(a.status, 0);
	http_read("HTTP/1.1 200 OK\r\nA: b\r\n", 23, &arena, &a);
	assert_int_equal(a.status, 0);
	arena_release(&arena);
}

static void
chunks_are_put_together(void **state)
{
	static const struct {
		const char *body, *whole; /* NULL: there are none */
	} bodies[] = {
		{ "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", "abcde" },
		{ "3\r\nabc\r\nA\r\nde", "abcde" },
		{ "0\r\n\r\n", "" },
		{ "<html>", NULL },
		{ "fffffffffffffffffffffff\r\n", NULL },
		{ "", NULL },
		{ "1\r\na\r\nbroken", "abroken" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bodies); i++) {
		struct buf out = { 0 };
		bool any = http_unchunk(
			bodies[i].body, strlen(bodies[i].body), &out);

		assert_int_equal(any, bodies[i].whole != NULL);
		if (any)
			assert_string_equal(buf_text(&out), bodies[i].whole);
		else
			assert_int_equal(out.len, 0);
		buf_release(&out);
	}
}

static void
encodings_that_are_not_known_are_refused(void **state)
{
	struct buf out = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_false(http_decode("br", "x", 1, 10, &out, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_true(http_decode("identity", "plain", 5, 10, &out, &err));
	assert_true(http_decode("gzip", "plain", 5, 10, &out, &err));
	assert_string_equal(out.data, "plainplain");
	assert_false(http_decode("gzip", "\x1f\x8bxx", 4, 10, &out, &err));
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heads_end_at_a_blank_line),
		cmocka_unit_test(fields_are_found_in_any_case_and_folded),
		cmocka_unit_test(an_answer_tells_what_its_body_is),
		cmocka_unit_test(chunks_are_put_together),
		cmocka_unit_test(encodings_that_are_not_known_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
