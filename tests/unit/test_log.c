#include "base/log.h"

#include "tests/unit/unit.h"

#include <fcntl.h>

/* What log_line() writes for text, without its time. */
static char *
logged(enum log_level level, const char *text)
{
	static char out[512];
	int saved = dup(STDERR_FILENO);
	int ends[2];
	ssize_t n;

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	dup2(ends[1], STDERR_FILENO);
	log_line(level, "%s", text);
	dup2(saved, STDERR_FILENO);
	n = read(ends[0], out, sizeof(out) - 1);
	close(saved);
	close(ends[0]);
	close(ends[1]);
	if (n <= 0)
		return NULL;
	out[n] = '\0';
	assert_int_equal(out[23], 'Z'); /* 2025-03-11T04:27:16.123Z */
	return out + 25;
}

static void
an_event_is_a_line(void **state)
{
	(void)state;
	assert_string_equal(
		logged(LOG_WARNING, "slow"), "unit warning: slow\n");
}

static void
levels_beyond_the_chosen_one_are_silent(void **state)
{
	(void)state;
	assert_null(logged(LOG_DEBUG, "noise"));
}

static void
control_bytes_are_escaped(void **state)
{
	(void)state;
	assert_string_equal(logged(LOG_ERROR, "a\nb\tc\\d\x1b[2Je\r\x7f"),
		"unit error: a\\nb\\tc\\\\d\\x1b[2Je\\x0d\\x7f\n");
	assert_string_equal(logged(LOG_ERROR, "\xff\xc2\x9b"),
		"unit error: "
		"\\xff\\xc2\\x9b\n");
	assert_string_equal(
		logged(LOG_ERROR, "Łódź 北京"), "unit error: Łódź 北京\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_event_is_a_line),
		cmocka_unit_test(levels_beyond_the_chosen_one_are_silent),
		cmocka_unit_test(control_bytes_are_escaped),
	};

	log_open("unit", LOG_INFO);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
