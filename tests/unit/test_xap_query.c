/* The promises of engine/xap.h: queries, pages, matches, and being stopped. */
#include "base/fs.h"
#include "engine/writer.h"
#include "engine/xap.h"
#include "tests/lib/asked.h"
#include "tests/lib/shard.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define MANY 3000

static const struct shard_story stories[] = {
	/* 1 */ { "the dock strike ends in new york", "copies" },
	/* 2 */ { "new york new york so good", NULL },
	/* 3 */ { "the strike of the dock hands goes on", "copies" },
	/* 4 */ { "a quiet day", NULL },
	/* 5 */ { "york gets a new dock", NULL },
	/* 6 */ { "strike strike strike", "copies" },
	/* 7 */ { "the new york new deal", NULL },
};

struct archive_of_tests {
	char dir[64], few[96], many[96];
	struct xap_reader *reader; /* of few */
};

static const struct xap_ranking plain = {
	.k1 = 1.2, .b = 0.75, .min_normlen = 0.5, .limit = MANY
};

/* ---- asking, and what must come back ---- */

/* Docids as text: "1 3 6". */
static const char *
listed(const uint32_t *docids, uint32_t n)
{
	static char text[4000];
	size_t len = 0;

	text[0] = '\0';
	for (uint32_t i = 0; i < n && len < sizeof(text) - 16; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%u",
			i ? " " : "", docids[i]);
	return text;
}

static const char *
matching(struct xap_reader *reader, const struct xap_query *query)
{
	struct err err = { 0 };
	const uint32_t *docids = NULL;
	uint32_t n = 0;
	bool complete = false;

	if (!xap_reader_matches(
		    reader, query, NULL, &docids, &n, &complete, &err))
		fail_msg("%s", err.text);
	assert_true(complete);
	return listed(docids, n);
}

static const char *
paged(struct xap_reader *reader, const struct xap_query *query,
	const struct xap_ranking *ranking)
{
	static struct xap_hit hits[MANY];
	uint32_t docids[MANY];
	struct err err = { 0 };
	uint32_t n = 0;

	if (!xap_reader_page(reader, query, ranking, NULL, hits, &n, &err))
		fail_msg("%s", err.text);
	for (uint32_t i = 0; i < n; i++)
		docids[i] = hits[i].docid;
	return listed(docids, n);
}

static int
by_number(const void *a, const void *b)
{
	const struct xap_hit *left = a, *right = b;

	return left->docid < right->docid ? -1 : left->docid > right->docid;
}

/* Xapian's own matcher, through the page, must find the very same. */
static void
assert_page_agrees(struct xap_reader *reader, const struct xap_query *query)
{
	static struct xap_hit hits[MANY];
	struct err err = { 0 };
	const uint32_t *docids = NULL;
	uint32_t nhits = 0, n = 0;
	bool complete = false;

	if (!xap_reader_page(reader, query, &plain, NULL, hits, &nhits, &err))
		fail_msg("%s", err.text);
	assert_true(xap_reader_matches(
		reader, query, NULL, &docids, &n, &complete, &err));
	qsort(hits, nhits, sizeof(*hits), by_number);
	assert_int_equal(n, nhits);
	for (uint32_t i = 0; i < n; i++)
		assert_int_equal(docids[i], hits[i].docid);
}

static void
assert_asked(
	struct archive_of_tests *t, struct xap_query *query, const char *docids)
{
	assert_string_equal(matching(t->reader, query), docids);
	assert_page_agrees(t->reader, query);
	arena_reset(&asked_arena);
}

static struct xap_query *
word(const char *text)
{
	return asked_term(text);
}

/* ---- what matches ---- */

static void
words_match_where_they_stand(void **state)
{
	assert_asked(*state, word("dock"), "1 3 5");
	assert_asked(*state, word("Zdock"), "1 3 5");
	assert_asked(*state, word("nowhere"), "");
	assert_asked(*state, word(""), "");
	assert_asked(*state, asked_op(XAP_ALL), "1 2 3 4 5 6 7");
	assert_asked(*state, asked_op(XAP_NOTHING), "");
}

static void
operators_mean_what_they_say(void **state)
{
	assert_asked(*state,
		asked_all(XAP_AND, word("dock"), word("the"), NULL), "1 3");
	assert_asked(*state,
		asked_all(XAP_AND, word("dock"), word("nowhere"), NULL), "");
	assert_asked(*state,
		asked_all(
			XAP_OR, word("quiet"), word("dock"), word("on"), NULL),
		"1 3 4 5");
	assert_asked(*state,
		asked_all(XAP_SYNONYM, word("Zquiet"), word("Zdock"), NULL),
		"1 3 4 5");
	assert_asked(*state,
		asked_all(XAP_AND_NOT, word("new"), word("dock"), word("deal"),
			NULL),
		"2");
	assert_asked(*state,
		asked_all(XAP_FILTER, word("Znew"), word("york"), word("the"),
			NULL),
		"1 7");
	assert_asked(
		*state, asked_all(XAP_UNWEIGHTED, word("Zday"), NULL), "4");
}

static void
operators_stand_on_one_kid_or_none(void **state)
{
	static const enum xap_op ops[] = { XAP_AND, XAP_OR, XAP_SYNONYM,
		XAP_AND_NOT, XAP_FILTER, XAP_PHRASE };

	for (size_t i = 0; i < COUNT(ops); i++)
		assert_asked(
			*state, asked_all(ops[i], word("dock"), NULL), "1 3 5");
	assert_asked(*state, asked_all(XAP_AND, NULL), "");
	assert_asked(*state, asked_all(XAP_OR, NULL), "");
	assert_asked(*state, asked_all(XAP_PHRASE, NULL), "");
}

static void
all_but_some_is_a_query(void **state)
{
	assert_asked(*state,
		asked_all(XAP_AND_NOT, asked_op(XAP_ALL), word("the"), NULL),
		"2 4 5 6");
	assert_asked(*state,
		asked_all(XAP_AND_NOT, asked_op(XAP_ALL), asked_op(XAP_ALL),
			NULL),
		"");
}

static void
phrases_match_words_in_a_row(void **state)
{
	assert_asked(*state, asked_words("new york"), "1 2 7");
	assert_asked(*state, asked_words("york new"), "2 7");
	assert_asked(*state, asked_words("dock new"), "");
	assert_asked(*state, asked_words("new york nowhere"), "");
	assert_asked(*state, asked_words("Znew Zyork"), "");
}

static void
a_phrase_may_say_a_word_twice(void **state)
{
	assert_asked(*state, asked_words("new york new york"), "2");
	assert_asked(*state, asked_words("new york new"), "2 7");
	assert_asked(*state, asked_words("strike strike"), "6");
	assert_asked(*state, asked_words("strike strike strike"), "6");
	assert_asked(*state, asked_words("strike strike strike strike"), "");
}

static void
phrases_stand_under_every_operator(void **state)
{
	assert_asked(*state,
		asked_all(XAP_AND, asked_words("new york"), word("the"), NULL),
		"1 7");
	assert_asked(*state,
		asked_all(XAP_OR, asked_words("new york"),
			asked_words("quiet day"), NULL),
		"1 2 4 7");
	assert_asked(*state,
		asked_all(XAP_AND_NOT, word("new"), asked_words("new york"),
			NULL),
		"5");
	assert_asked(*state,
		asked_all(XAP_FILTER, asked_op(XAP_ALL),
			asked_words("new york"), asked_words("york new"), NULL),
		"2 7");
	assert_asked(*state,
		asked_all(XAP_SYNONYM, asked_words("new york"), word("Zquiet"),
			NULL),
		"1 2 4 7");
	assert_asked(*state,
		asked_all(XAP_UNWEIGHTED, asked_words("quiet day"), NULL), "4");
}

static void
ranges_are_docids_from_to(void **state)
{
	assert_asked(*state, asked_range(2, 4), "2 3 4");
	assert_asked(*state, asked_range(0, 2), "1 2");
	assert_asked(*state, asked_range(6, UINT32_MAX), "6 7");
	assert_asked(*state, asked_range(5, 4), "");
	assert_asked(*state, asked_range(8, 9), "");
	assert_asked(*state, asked_range(0, 0), "");
	assert_asked(*state,
		asked_all(XAP_FILTER, word("Zdock"), asked_range(2, 5), NULL),
		"3 5");
	assert_asked(*state,
		asked_all(XAP_OR, asked_range(1, 1), asked_range(7, 7), NULL),
		"1 7");
	assert_asked(*state,
		asked_all(XAP_AND_NOT, word("new"), asked_range(3, 7), NULL),
		"1 2");
	assert_asked(*state,
		asked_all(XAP_AND, asked_words("new york"), asked_range(2, 7),
			NULL),
		"2 7");
}

static void
a_query_without_sense_is_an_error_not_a_crash(void **state)
{
	struct archive_of_tests *t = *state;
	static const enum xap_op ops[] = { XAP_AND_NOT, XAP_UNWEIGHTED,
		(enum xap_op)77 };
	const uint32_t *docids;
	uint32_t n;
	bool complete;

	for (size_t i = 0; i < COUNT(ops); i++) {
		struct err err = { 0 };

		assert_false(xap_reader_matches(t->reader, asked_op(ops[i]),
			NULL, &docids, &n, &complete, &err));
		assert_int_equal(err.kind, ERR_INTERNAL);
	}
	arena_reset(&asked_arena);
}

/* ---- the page ---- */

static void
the_best_story_comes_first_and_the_newest_of_equals(void **state)
{
	struct archive_of_tests *t = *state;

	assert_string_equal(paged(t->reader, word("Zstrike"), &plain), "6 1 3");
	assert_string_equal(
		paged(t->reader, asked_op(XAP_ALL), &plain), "1 2 3 4 5 6 7");
	assert_string_equal(
		paged(t->reader, asked_range(3, 5), &plain), "3 4 5");
	arena_reset(&asked_arena);
}

static void
a_page_begins_and_ends_where_it_is_told(void **state)
{
	struct archive_of_tests *t = *state;
	struct xap_ranking r = plain;

	r.limit = 2;
	assert_string_equal(paged(t->reader, word("Zstrike"), &r), "6 1");
	r.offset = 2;
	assert_string_equal(paged(t->reader, word("Zstrike"), &r), "3");
	r.offset = 3;
	assert_string_equal(paged(t->reader, word("Zstrike"), &r), "");
	r.offset = UINT32_MAX;
	r.limit = MANY;
	assert_string_equal(paged(t->reader, word("Zstrike"), &r), "");
	r.offset = r.limit = 0;
	assert_string_equal(paged(t->reader, word("Zstrike"), &r), "");
	arena_reset(&asked_arena);
}

static void
copies_collapse_to_the_best_of_them(void **state)
{
	struct archive_of_tests *t = *state;
	struct xap_ranking r = plain;

	r.collapse = true;
	assert_string_equal(paged(t->reader, word("Zstrike"), &r), "6");
	assert_string_equal(
		paged(t->reader, asked_op(XAP_ALL), &r), "1 2 4 5 7");
	arena_reset(&asked_arena);
}

static double
weight_of(struct xap_reader *reader, struct xap_query *query, uint32_t docid)
{
	struct xap_hit hits[COUNT(stories)];
	struct xap_ranking r = plain;
	struct err err = { 0 };
	uint32_t n = 0;

	r.limit = COUNT(hits);
	assert_true(xap_reader_page(reader, query, &r, NULL, hits, &n, &err));
	for (uint32_t i = 0; i < n; i++)
		if (hits[i].docid == docid)
			return hits[i].weight;
	fail_msg("document %u is not on the page", docid);
	return 0;
}

static void
only_what_is_asked_for_its_weight_weighs(void **state)
{
	struct archive_of_tests *t = *state;
	struct xap_reader *r = t->reader;
	double dock = weight_of(r, word("Zdock"), 1);
	double strike = weight_of(r, word("Zstrike"), 1);
	const double tiny = 1e-9;

	assert_true(dock > 0);
	assert_float_equal(
		weight_of(r,
			asked_all(XAP_OR, word("Zdock"), word("Zstrike"), NULL),
			1),
		dock + strike, tiny);
	assert_float_equal(weight_of(r,
				   asked_all(XAP_FILTER, word("Zdock"),
					   word("Zstrike"), NULL),
				   1),
		dock, tiny);
	assert_float_equal(
		weight_of(r, asked_all(XAP_UNWEIGHTED, word("Zdock"), NULL), 1),
		0, tiny);
	assert_float_equal(weight_of(r, asked_range(1, 1), 1), 0, tiny);
	assert_float_equal(weight_of(r, asked_op(XAP_ALL), 1), 0, tiny);
	assert_float_equal(
		weight_of(r, asked_all(XAP_SYNONYM, word("Zdock"), NULL), 1),
		dock, tiny);
	assert_true(weight_of(r,
			    asked_all(XAP_SYNONYM, word("Zdock"),
				    word("Zstrike"), NULL),
			    1) < dock + strike);
	arena_reset(&asked_arena);
}

/* ---- any query: the matches are those of Xapian's matcher ---- */

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

static struct xap_query *
any_query(uint32_t *seed, int depth)
{
	static const enum xap_op ops[] = { XAP_AND, XAP_OR, XAP_SYNONYM,
		XAP_AND_NOT, XAP_FILTER, XAP_AND, XAP_OR };
	uint32_t what = drawn(seed, depth > 0 ? 14 : 6), kids;
	struct xap_query *query;

	if (what == 0)
		return asked_range(
			drawn(seed, MANY), drawn(seed, MANY + MANY / 4));
	if (what == 1 || what == 2) {
		query = asked_op(XAP_PHRASE);
		kids = 2 + drawn(seed, 2);
		for (uint32_t i = 0; i < kids; i++)
			asked_add(query, asked_term(nth_word(seed, "")));
		return query;
	}
	if (what == 3)
		return asked_op(drawn(seed, 4) ? XAP_ALL : XAP_NOTHING);
	if (what < 6)
		return asked_term(nth_word(seed, drawn(seed, 2) ? "Z" : ""));
	if (what == 6)
		return asked_all(
			XAP_UNWEIGHTED, any_query(seed, depth - 1), NULL);
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
	struct err err = { 0 };
	struct xap_reader *reader = xap_reader_open(t->many, &err);
	uint32_t seed = 1893;

	assert_non_null(reader);
	for (int i = 0; i < 1500; i++) {
		assert_page_agrees(reader, any_query(&seed, 3));
		arena_reset(&asked_arena);
	}
	xap_reader_close(reader);
}

/* ---- being stopped ---- */

static void
a_stop_asked_before_is_heeded_at_once(void **state)
{
	struct archive_of_tests *t = *state;
	struct stop stop = { .deadline_ns = 1 };
	struct err err = { 0 };
	struct xap_hit hits[2];
	struct xap_ranking r = plain;
	const uint32_t *docids;
	uint32_t n = 9;
	bool complete = true;

	r.limit = 2;
	assert_false(xap_reader_page(
		t->reader, word("Zdock"), &r, &stop, hits, &n, &err));
	assert_int_equal(err.kind, ERR_STOPPED);
	assert_true(xap_reader_matches(
		t->reader, word("Zdock"), &stop, &docids, &n, &complete, &err));
	assert_false(complete);
	assert_int_equal(n, 0);
	stop_request(&stop, STOP_KILLED);
	assert_false(xap_reader_page(
		t->reader, word("Zdock"), &r, &stop, hits, &n, &err));
	assert_int_equal(err.kind, ERR_KILLED);
	err.kind = ERR_NONE;
	assert_false(xap_reader_matches(
		t->reader, word("Zdock"), &stop, &docids, &n, &complete, &err));
	assert_int_equal(err.kind, ERR_KILLED);
	assert_string_equal(matching(t->reader, word("Zdock")), "1 3 5");
	arena_reset(&asked_arena);
}

/* Minutes of work: hundreds of phrases that every story almost has. */
static struct xap_query *
endless_query(void)
{
	struct xap_query *query = asked_op(XAP_OR), *phrase;

	asked_add(query, asked_range(1, 2));
	for (int i = 0; i < 500; i++) {
		phrase = asked_words("almost never never almost never never "
				     "almost never");
		asked_add(query, phrase);
	}
	return query;
}

static void
a_deadline_strikes_in_the_middle_of_a_match(void **state)
{
	struct archive_of_tests *t = *state;
	struct err err = { 0 };
	struct xap_reader *reader = xap_reader_open(t->many, &err);
	struct xap_query *query = endless_query();
	struct xap_hit hits[2];
	struct xap_ranking r = plain;
	struct stop stop = { .deadline_ns = clock_ns() + 2000000 };
	const uint32_t *docids;
	uint32_t n = 9;
	bool complete = true;

	r.limit = 2;
	assert_false(xap_reader_page(reader, query, &r, &stop, hits, &n, &err));
	assert_int_equal(err.kind, ERR_STOPPED);
	stop.deadline_ns = clock_ns() + 2000000;
	assert_true(xap_reader_matches(
		reader, query, &stop, &docids, &n, &complete, &err));
	assert_false(complete);
	/* What was found until then is true. */
	assert_true(n <= 2);
	assert_string_equal(matching(reader, word("almost")),
		matching(reader, word("never")));
	xap_reader_close(reader);
	arena_reset(&asked_arena);
}

static void *
kill_it(void *stop)
{
	stop_request(stop, STOP_KILLED);
	return NULL;
}

static void
another_thread_ends_a_match(void **state)
{
	struct archive_of_tests *t = *state;
	struct err err = { 0 };
	struct xap_reader *reader = xap_reader_open(t->many, &err);
	struct stop stop = { 0 };
	const uint32_t *docids;
	pthread_t thread;
	uint32_t n;
	bool complete;

	assert_int_equal(pthread_create(&thread, NULL, kill_it, &stop), 0);
	assert_false(xap_reader_matches(
		reader, endless_query(), &stop, &docids, &n, &complete, &err));
	assert_int_equal(err.kind, ERR_KILLED);
	pthread_join(thread, NULL);
	assert_string_equal(matching(reader, asked_range(2, 3)), "2 3");
	xap_reader_close(reader);
	arena_reset(&asked_arena);
}

/* ---- the two archives ---- */

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
make_archives(void **state)
{
	static struct archive_of_tests t;
	struct err err = { 0 };

	snprintf(t.dir, sizeof(t.dir), "/tmp/dateline-xap-XXXXXX");
	if (mkdtemp(t.dir) == NULL)
		return -1;
	snprintf(t.few, sizeof(t.few), "%s/few", t.dir);
	snprintf(t.many, sizeof(t.many), "%s/many", t.dir);
	if (!shard_write(t.few, stories, COUNT(stories), 1, &err) ||
		!write_many(t.many, &err))
		return -1;
	t.reader = xap_reader_open(t.few, &err);
	*state = &t;
	return t.reader != NULL ? 0 : -1;
}

static int
remove_archives(void **state)
{
	struct archive_of_tests *t = *state;

	arena_release(&asked_arena);
	xap_reader_close(t->reader);
	return fs_remove_tree(t->dir, NULL) ? 0 : -1;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_match_where_they_stand),
		cmocka_unit_test(operators_mean_what_they_say),
		cmocka_unit_test(operators_stand_on_one_kid_or_none),
		cmocka_unit_test(all_but_some_is_a_query),
		cmocka_unit_test(phrases_match_words_in_a_row),
		cmocka_unit_test(a_phrase_may_say_a_word_twice),
		cmocka_unit_test(phrases_stand_under_every_operator),
		cmocka_unit_test(ranges_are_docids_from_to),
		cmocka_unit_test(a_query_without_sense_is_an_error_not_a_crash),
		cmocka_unit_test(
			the_best_story_comes_first_and_the_newest_of_equals),
		cmocka_unit_test(a_page_begins_and_ends_where_it_is_told),
		cmocka_unit_test(copies_collapse_to_the_best_of_them),
		cmocka_unit_test(only_what_is_asked_for_its_weight_weighs),
		cmocka_unit_test(
			matches_are_those_of_the_ranked_page_for_any_query),
		cmocka_unit_test(a_stop_asked_before_is_heeded_at_once),
		cmocka_unit_test(a_deadline_strikes_in_the_middle_of_a_match),
		cmocka_unit_test(another_thread_ends_a_match),
	};

	return cmocka_run_group_tests(tests, make_archives, remove_archives);
}
