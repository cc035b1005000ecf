#include "base/mem.h"
#include "base/must.h"

#include "tests/unit/unit.h"

#include <signal.h>
#include <sys/wait.h>

static void
arrays_grow_and_keep_what_they_hold(void **state)
{
	size_t n = 0, cap = 0;
	int *items = NULL;

	(void)state;
	for (int i = 0; i < 1000; i++)
		vec_push(items, n, cap) = i;
	assert_int_equal(n, 1000);
	assert_true(cap >= n);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(items[i], i);
	free(items);
}

static void
there_is_a_pointer_even_to_nothing(void **state)
{
	void *nothing = mem_alloc(0);
	void *none = mem_array(NULL, 0, 8);

	(void)state;
	assert_non_null(nothing);
	assert_non_null(none);
	free(nothing);
	free(none);
}

static void
strings_are_copied(void **state)
{
	char text[] = "outlet";
	char *copy = mem_string(text);

	(void)state;
	text[0] = 'X';
	assert_string_equal(copy, "outlet");
	free(copy);
}

/* Run `body` in a process of its own; the signal that ended it, or 0. */
static int
signal_of(void (*body)(void))
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(2);
		body();
		_exit(0);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void
ask_for_too_much(void)
{
	free(mem_array(NULL, SIZE_MAX / 2, 3));
}

static void
break_a_promise(void)
{
	must(1 + 1 == 3);
}

static void
keep_a_promise(void)
{
	must(1 + 1 == 2);
}

static void
an_overflowing_size_stops_the_process(void **state)
{
	(void)state;
	assert_int_equal(signal_of(ask_for_too_much), SIGABRT);
}

static void
what_must_hold_and_does_not_stops_the_process(void **state)
{
	(void)state;
	assert_int_equal(signal_of(break_a_promise), SIGABRT);
	assert_int_equal(signal_of(keep_a_promise), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arrays_grow_and_keep_what_they_hold),
		cmocka_unit_test(there_is_a_pointer_even_to_nothing),
		cmocka_unit_test(strings_are_copied),
		cmocka_unit_test(an_overflowing_size_stops_the_process),
		cmocka_unit_test(what_must_hold_and_does_not_stops_the_process),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
