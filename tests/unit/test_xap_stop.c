/* The promises of engine/xap/xap.h: any query, and matches that are stopped. */
#include "base/fs.h"
#include "engine/index/writer.h"
#include "engine/xap/xap.h"
#include "tests/lib/asked.h"
#include "tests/lib/shard.h"
#include "tests/unit/unit.h"

#include <pthread.h>
#include <semaphore.h>

#define MANY ASKED_MOST

struct archive_of_tests {
	char dir[64], many[96];
	struct xap_reader *reader;
};

static const struct match_ranking two = { .k1 = 1.2, .b = 0.75, .limit = 2 };

/* ---- an archive of many stories, drawn ---- */

static uint32_t
drawn(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

/* Word n of the archive of many; small ones are common. */
static const char *
nth_word(uint32_t *seed, const char *prefix)
{
	static char text[16];
	uint32_t spread = 1 + drawn(seed, 60);

	snprintf(text, sizeof(text), "%sw%u", prefix, drawn(seed, spread));
	return text;
}

/* Many stories of 20 words, drawn, and two that are never neighbours. */
static bool
write_many(const char *path, struct err *err)
{
	struct shard_story *made = calloc(MANY, sizeof(*made));
	char(*words)[256] = calloc(MANY, sizeof(*words));
	uint32_t seed = 1066;
	bool ok;

	for (uint32_t i = 0; i < MANY; i++) {
		size_t len = 0;

		for (int k = 0; k < 20; k++)
			len += (size_t)snprintf(words[i] + len,
				sizeof(words[i]) - len, "%s ",
				nth_word(&seed, ""));
		snprintf(words[i] + len, sizeof(words[i]) - len,
			"almost x never x almost x never x almost x never");
		made[i].words = words[i];
	}
	ok = shard_write(path, made, MANY, 1, err);
	free(made);
	free(words);
	return ok;
}

static int
make_archive(void **state)
{
	static struct archive_of_tests t;
	struct err err = { 0 };

	snprintf(t.dir, sizeof(t.dir), "/tmp/dateline-xap-XXXXXX");
	if (mkdtemp(t.dir) == NULL)
		return -1;
	snprintf(t.many, sizeof(t.many), "%s/many", t.dir);
	if (!write_many(t.many, &err))
		return -1;
	t.reader = xap_reader_open(t.many, &err);
	*state = &t;
	return t.reader != NULL ? 0 : -1;
}

static int
remove_archive(void **state)
{
	struct archive_of_tests *t = *state;

	arena_release(&asked_arena);
	xap_reader_close(t->reader);
	return fs_remove_tree(t->dir, NULL) ? 0 : -1;
}

/* ---- any query: the matches are those of Xapian's matcher ---- */

static struct match_query *
any_query(uint32_t *seed, int depth)
{
	static const enum match_op ops[] = { MATCH_AND, MATCH_OR, MATCH_SYNONYM,
		MATCH_AND_NOT, MATCH_FILTER, MATCH_AND, MATCH_OR };
	uint32_t what = drawn(seed, depth > 0 ? 14 : 6), kids;
	struct match_query *query;

	if (what == 0)
		return asked_range(
			drawn(seed, MANY), drawn(seed, MANY + MANY / 4));
	if (what == 1 || what == 2) {
		query = asked_op(MATCH_PHRASE);
		kids = 2 + drawn(seed, 2);
		for (uint32_t i = 0; i < kids; i++)
			asked_add(query, asked_term(nth_word(seed, "")));
		return query;
	}
	if (what == 3)
		return asked_op(drawn(seed, 4) ? MATCH_ALL : MATCH_NOTHING);
	if (what < 6)
		return asked_term(nth_word(seed, drawn(seed, 2) ? "Z" : ""));
	if (what == 6)
		return asked_all(
			MATCH_UNWEIGHTED, any_query(seed, depth - 1), NULL);
	query = asked_op(ops[what - 7]);
	kids = 1 + drawn(seed, 4);
	for (uint32_t i = 0; i < kids; i++)
		asked_add(query, any_query(seed, depth - 1));
	return query;
}

static void
matches_are_those_of_the_ranked_page_for_any_query(void **state)
{
	struct archive_of_tests *t = *state;
	uint32_t seed = 1893;

	for (uint32_t i = 0; i < 1500; i += unit_one_in()) {
		asked_agrees(t->reader, any_query(&seed, 3));
		arena_reset(&asked_arena);
	}
}

/* ---- being stopped ---- */

static enum err_kind
page_until(struct archive_of_tests *t, const struct match_query *query,
	const struct stop *stop)
{
	struct err err = { 0 };
	struct match_hit hits[2];
	uint32_t n;

	xap_reader_page(t->reader, query, &two, stop, hits, &n, &err);
	return err.kind;
}

/* ERR_STOPPED stands for true but not complete. */
static enum err_kind
matches_until(struct archive_of_tests *t, const struct match_query *query,
	const struct stop *stop, const char **found)
{
	struct err err = { 0 };
	const uint32_t *docids;
	uint32_t n;
	bool complete = false;

	*found = "";
	if (!xap_reader_matches(
		    t->reader, query, stop, &docids, &n, &complete, &err))
		return err.kind;
	*found = asked_listed(docids, n);
	return complete ? ERR_NONE : ERR_STOPPED;
}

static void
a_stop_asked_before_is_heeded_at_once(void **state)
{
	static const struct {
		struct stop stop;
		enum err_kind kind;
	} cases[] = {
		{ { .deadline_ns = 1 }, ERR_STOPPED },
		{ { .asked = STOP_DEADLINE }, ERR_STOPPED },
		{ { .asked = STOP_KILLED }, ERR_KILLED },
		{ { .asked = STOP_GONE }, ERR_KILLED },
		{ { .asked = STOP_NOT }, ERR_NONE },
	};
	struct match_query *query = asked_term("almost");
	const char *found;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct stop *stop = &cases[i].stop;

		assert_int_equal(
			page_until(*state, query, stop), cases[i].kind);
		assert_int_equal(matches_until(*state, query, stop, &found),
			cases[i].kind);
		assert_int_equal(*found == '\0', cases[i].kind != ERR_NONE);
	}
	arena_reset(&asked_arena);
}

/* Seconds of work: phrases that every story has but for their last word. */
static struct match_query *
long_query(void)
{
	struct match_query *query = asked_op(MATCH_OR);

	asked_add(query, asked_range(1, 2));
	for (int i = 0; i < 500; i++)
		asked_add(query,
			asked_words("almost x never x almost x never almost"));
	return query;
}

static void
assert_usable(struct archive_of_tests *t)
{
	assert_string_equal(asked_matches(t->reader, asked_range(2, 3)), "2 3");
}

static void
a_deadline_strikes_in_the_middle_of_a_match(void **state)
{
	const int64_t soon_ns = 2000000;
	struct match_query *query = long_query();
	struct stop stop = { .deadline_ns = clock_ns() + soon_ns };
	const char *found;

	assert_int_equal(page_until(*state, query, &stop), ERR_STOPPED);
	assert_usable(*state);
	stop.deadline_ns = clock_ns() + soon_ns;
	assert_int_equal(
		matches_until(*state, query, &stop, &found), ERR_STOPPED);
	/* Not complete, but true. */
	assert_true(strcmp(found, "1 2") == 0 || strcmp(found, "") == 0);
	assert_usable(*state);
	arena_reset(&asked_arena);
}

struct killer {
	struct stop stop;
	sem_t go;
};

static void *
kill_when_told(void *arg)
{
	struct killer *killer = arg;

	sem_wait(&killer->go);
	stop_request(&killer->stop, STOP_KILLED);
	return NULL;
}

static void
another_thread_ends_a_match(void **state)
{
	struct killer killer = { 0 };
	const char *found;
	pthread_t thread;

	assert_int_equal(sem_init(&killer.go, 0, 0), 0);
	assert_int_equal(
		pthread_create(&thread, NULL, kill_when_told, &killer), 0);
	sem_post(&killer.go);
	assert_int_equal(
		matches_until(*state, long_query(), &killer.stop, &found),
		ERR_KILLED);
	pthread_join(thread, NULL);
	sem_destroy(&killer.go);
	assert_usable(*state);
	arena_reset(&asked_arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			matches_are_those_of_the_ranked_page_for_any_query),
		cmocka_unit_test(a_stop_asked_before_is_heeded_at_once),
		cmocka_unit_test(a_deadline_strikes_in_the_middle_of_a_match),
		cmocka_unit_test(another_thread_ends_a_match),
	};

	return cmocka_run_group_tests(tests, make_archive, remove_archive);
}
