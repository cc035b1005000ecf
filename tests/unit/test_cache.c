#include "searchd/cache.h"

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#define ROOM 16384

/* Generations are told apart by where they are. */
static const char places[2];
static const struct generation *const one = (const void *)&places[0];
static const struct generation *const two = (const void *)&places[1];

static struct cache_key
key_of(const char *text, const struct generation *generation)
{
	return (struct cache_key){ text, strlen(text), generation };
}

static void
keep(struct cache *cache, const char *name, const char *tag, const char *text)
{
	struct cache_key key = key_of(name, one);
	struct buf answer = { 0 };

	buf_puts(&answer, text);
	cache_keep(cache, &key, tag, &answer, FINAL_OK);
	buf_release(&answer);
}

static bool
has_of(struct cache *cache, const char *name,
	const struct generation *generation)
{
	struct cache_key key = key_of(name, generation);
	struct buf out = { 0 };
	enum final final;
	bool has = cache_answer(cache, &key, "", 1, &out, &final);

	buf_release(&out);
	return has;
}

static bool
has(struct cache *cache, const char *name)
{
	return has_of(cache, name, one);
}

static void
expect(struct cache *cache, const char *name, const char *tag, double ms,
	const char *wanted)
{
	struct cache_key key = key_of(name, one);
	struct buf out = { 0 };
	enum final final = FINAL_INTERNAL;

	assert_true(cache_answer(cache, &key, tag, ms, &out, &final));
	assert_int_equal(final, FINAL_OK);
	assert_string_equal(buf_text(&out), wanted);
	buf_release(&out);
}

static void
an_answer_comes_again_with_its_own_tag_and_time(void **state)
{
	struct cache cache;

	(void)state;
	cache_init(&cache, ROOM);
	keep(&cache, "a", "",
		"H\t1\tx ms=7\n250 ok hits=1 ms=12.3 gen=000001\n");
	expect(&cache, "a", "", 0.04,
		"H\t1\tx ms=7\n250 ok hits=1 ms=0.0 gen=000001\n");
	expect(&cache, "a", "t7", 4.56,
		"#t7 H\t1\tx ms=7\n#t7 250 ok hits=1 ms=4.6 gen=000001\n");
	keep(&cache, "b", "tag", "#tag D\t#tag x\n#tag 250 ok gen=000001\n");
	expect(&cache, "b", "", 9, "D\t#tag x\n250 ok gen=000001\n");
	expect(&cache, "b", "u", 9, "#u D\t#tag x\n#u 250 ok gen=000001\n");
	keep(&cache, "c", "", "251 none ms=3.0\n");
	expect(&cache, "c", "v", 9, "#v 251 none ms=9.0\n");
	assert_int_equal(cache.entries, 3);
	assert_int_equal(cache.hits, 5);
	cache_release(&cache);
}

static void
keys_and_generations_are_told_apart(void **state)
{
	struct cache cache;

	(void)state;
	cache_init(&cache, ROOM);
	assert_false(has(&cache, "a"));
	keep(&cache, "a", "", "250 ok\n");
	keep(&cache, "a", "", "250 ok\n"); /* the same once more */
	assert_int_equal(cache.entries, 1);
	assert_true(has(&cache, "a"));
	assert_false(has(&cache, "b"));
	assert_false(has(&cache, "aa"));
	assert_false(has(&cache, ""));
	assert_false(has_of(&cache, "a", two));
	assert_int_equal(cache.misses, 5);
	cache_release(&cache);
}

static void
what_a_generation_answered_goes_with_it(void **state)
{
	struct cache cache;
	struct cache_key key = key_of("a", two);
	struct buf answer = { 0 };

	(void)state;
	cache_init(&cache, ROOM);
	buf_puts(&answer, "250 ok\n");
	cache_keep(&cache, &key, "", &answer, FINAL_OK);
	buf_release(&answer);
	keep(&cache, "a", "", "250 ok\n");
	keep(&cache, "b", "", "250 ok\n");
	assert_true(has(&cache, "b")); /* it stands elsewhere from now on */
	cache_forget(&cache, one);
	assert_false(has(&cache, "a"));
	assert_false(has(&cache, "b"));
	assert_true(has_of(&cache, "a", two));
	cache_forget(&cache, two);
	assert_int_equal(cache.entries, 0);
	assert_int_equal(cache.bytes, 0);
	cache_release(&cache);
}

/* n answers of a kind, each asked for so many times. */
static void
keep_many(struct cache *cache, const char *kind, size_t n, int asked)
{
	char name[32], text[300];

	for (size_t i = 0; i < n; i++) {
		snprintf(name, sizeof(name), "%s%zu", kind, i);
		snprintf(text, sizeof(text), "D\t%0200zu\n250 ok\n", i);
		keep(cache, name, "", text);
		assert_true(cache->bytes <= cache->most_bytes);
		for (int j = 0; j < asked; j++)
			assert_true(has(cache, name));
	}
}

static void
the_room_is_bounded_and_the_oldest_go(void **state)
{
	struct cache cache;

	(void)state;
	cache_init(&cache, ROOM);
	keep_many(&cache, "n", 1000, 0);
	assert_true(cache.bytes > ROOM / 2);
	assert_int_equal(cache.entries + cache.evicted, 1000);
	assert_true(has(&cache, "n999"));
	assert_false(has(&cache, "n0"));
	cache_release(&cache);
}

static void
what_is_asked_once_does_not_flush_what_is_asked_often(void **state)
{
	struct cache cache;

	(void)state;
	cache_init(&cache, ROOM);
	keep_many(&cache, "often", 10, 1);
	keep_many(&cache, "once", 1000, 0);
	for (int i = 0; i < 10; i++) {
		char name[32];

		snprintf(name, sizeof(name), "often%d", i);
		assert_true(has(&cache, name));
	}
	/* But they go for others that come often. */
	keep_many(&cache, "later", 1000, 1);
	assert_false(has(&cache, "often0"));
	assert_true(has(&cache, "later999"));
	cache_release(&cache);
}

static void
what_would_take_too_much_of_the_room_is_not_kept(void **state)
{
	struct cache cache;
	char text[ROOM / 16 + 1];

	(void)state;
	cache_init(&cache, ROOM);
	memset(text, 'x', sizeof(text));
	memcpy(text + sizeof(text) - 2, "\n", 2);
	keep(&cache, "large", "", text);
	assert_false(has(&cache, "large"));
	assert_int_equal(cache.bytes, 0);
	cache_release(&cache);
}

static void
without_room_nothing_is_kept(void **state)
{
	struct cache cache = { 0 };

	(void)state;
	assert_false(has(&cache, "a"));
	keep(&cache, "a", "", "250 ok\n");
	assert_false(has(&cache, "a"));
	cache_forget(&cache, one);
	cache_release(&cache);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			an_answer_comes_again_with_its_own_tag_and_time),
		cmocka_unit_test(keys_and_generations_are_told_apart),
		cmocka_unit_test(what_a_generation_answered_goes_with_it),
		cmocka_unit_test(the_room_is_bounded_and_the_oldest_go),
		cmocka_unit_test(
			what_is_asked_once_does_not_flush_what_is_asked_often),
		cmocka_unit_test(
			what_would_take_too_much_of_the_room_is_not_kept),
		cmocka_unit_test(without_room_nothing_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
