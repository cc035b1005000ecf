/* The promises of engine/xap/xap.h: queries, matches and ranked pages. */
#include "base/fs.h"
#include "engine/index/writer.h"
#include "engine/xap/xap.h"
#include "tests/lib/asked.h"
#include "tests/lib/shard.h"

#include <unistd.h>

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

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
	char dir[64], few[96];
	struct xap_reader *reader; /* of few */
};

static const struct match_ranking plain = {
	.k1 = 1.2, .b = 0.75, .min_normlen = 0.5, .limit = ASKED_MOST
};

static void
assert_asked(struct archive_of_tests *t, struct match_query *query,
	const char *docids)
{
	assert_string_equal(asked_matches(t->reader, query), docids);
	asked_agrees(t->reader, query);
	arena_reset(&asked_arena);
}

static struct match_query *
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
	assert_asked(*state, asked_op(MATCH_ALL), "1 2 3 4 5 6 7");
	assert_asked(*state, asked_op(MATCH_NOTHING), "");
}

static void
operators_mean_what_they_say(void **state)
{
	assert_asked(*state,
		asked_all(MATCH_AND, word("dock"), word("the"), NULL), "1 3");
	assert_asked(*state,
		asked_all(MATCH_AND, word("dock"), word("nowhere"), NULL), "");
	assert_asked(*state,
		asked_all(MATCH_OR, word("quiet"), word("dock"), word("on"),
			NULL),
		"1 3 4 5");
	assert_asked(*state,
		asked_all(MATCH_SYNONYM, word("Zquiet"), word("Zdock"), NULL),
		"1 3 4 5");
	assert_asked(*state,
		asked_all(MATCH_AND_NOT, word("new"), word("dock"),
			word("deal"), NULL),
		"2");
	assert_asked(*state,
		asked_all(MATCH_FILTER, word("Znew"), word("york"), word("the"),
			NULL),
		"1 7");
	assert_asked(
		*state, asked_all(MATCH_UNWEIGHTED, word("Zday"), NULL), "4");
}

static void
operators_stand_on_one_kid_or_none(void **state)
{
	static const enum match_op ops[] = { MATCH_AND, MATCH_OR, MATCH_SYNONYM,
		MATCH_AND_NOT, MATCH_FILTER, MATCH_PHRASE };

	for (size_t i = 0; i < COUNT(ops); i++)
		assert_asked(
			*state, asked_all(ops[i], word("dock"), NULL), "1 3 5");
	assert_asked(*state, asked_all(MATCH_AND, NULL), "");
	assert_asked(*state, asked_all(MATCH_OR, NULL), "");
	assert_asked(*state, asked_all(MATCH_PHRASE, NULL), "");
}

static void
all_but_some_is_a_query(void **state)
{
	assert_asked(*state,
		asked_all(
			MATCH_AND_NOT, asked_op(MATCH_ALL), word("the"), NULL),
		"2 4 5 6");
	assert_asked(*state,
		asked_all(MATCH_AND_NOT, asked_op(MATCH_ALL),
			asked_op(MATCH_ALL), NULL),
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
		asked_all(
			MATCH_AND, asked_words("new york"), word("the"), NULL),
		"1 7");
	assert_asked(*state,
		asked_all(MATCH_OR, asked_words("new york"),
			asked_words("quiet day"), NULL),
		"1 2 4 7");
	assert_asked(*state,
		asked_all(MATCH_AND_NOT, word("new"), asked_words("new york"),
			NULL),
		"5");
	assert_asked(*state,
		asked_all(MATCH_FILTER, asked_op(MATCH_ALL),
			asked_words("new york"), asked_words("york new"), NULL),
		"2 7");
	assert_asked(*state,
		asked_all(MATCH_SYNONYM, asked_words("new york"),
			word("Zquiet"), NULL),
		"1 2 4 7");
	assert_asked(*state,
		asked_all(MATCH_UNWEIGHTED, asked_words("quiet day"), NULL),
		"4");
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
		asked_all(MATCH_FILTER, word("Zdock"), asked_range(2, 5), NULL),
		"3 5");
	assert_asked(*state,
		asked_all(MATCH_OR, asked_range(1, 1), asked_range(7, 7), NULL),
		"1 7");
	assert_asked(*state,
		asked_all(MATCH_AND_NOT, word("new"), asked_range(3, 7), NULL),
		"1 2");
	assert_asked(*state,
		asked_all(MATCH_AND, asked_words("new york"), asked_range(2, 7),
			NULL),
		"2 7");
}

static void
a_list_of_docids_is_a_query(void **state)
{
	static const uint32_t some[] = { 2, 3, 5, 7 };
	struct match_query *list = asked_op(MATCH_DOCIDS);
	struct match_query *scaled;

	list->docids = some;
	list->ndocids = COUNT(some);
	asked_agrees(((struct archive_of_tests *)*state)->reader, list);
	assert_string_equal(
		asked_matches(((struct archive_of_tests *)*state)->reader,
			asked_all(MATCH_AND, word("new"), list, NULL)),
		"2 5 7");
	scaled = asked_all(MATCH_SCALED, word("Znew"), NULL);
	scaled->factor = 0.5;
	asked_agrees(((struct archive_of_tests *)*state)->reader,
		asked_all(MATCH_FILTER, scaled, list, NULL));
	assert_asked(
		*state, asked_all(MATCH_FILTER, scaled, list, NULL), "2 5 7");
}

static void
assert_sharing(struct archive_of_tests *t, double least, const char *listed)
{
	const struct match_share shares[] = {
		{ word("strike"), 1 },
		{ asked_all(MATCH_SYNONYM, word("new"), word("york"), NULL),
			2 },
		{ word("nowhere"), 100 },
		{ word("dock"), 4 },
	};
	const uint32_t *docids = NULL;
	struct err err = { 0 };
	uint32_t n = 0;
	bool complete = false;

	assert_true(xap_reader_sharing(t->reader, shares, COUNT(shares), least,
		NULL, &docids, &n, &complete, &err));
	assert_true(complete);
	assert_string_equal(asked_listed(docids, n), listed);
	arena_reset(&asked_arena);
}

static void
sharing_adds_up_what_the_words_of_a_document_weigh(void **state)
{
	assert_sharing(*state, 0, "1 2 3 5 6 7");
	assert_sharing(*state, 1, "1 2 3 5 6 7");
	assert_sharing(*state, 2, "1 2 3 5 7");
	assert_sharing(*state, 5, "1 3 5");
	assert_sharing(*state, 6, "1 5");
	assert_sharing(*state, 7, "1");
	assert_sharing(*state, 8, "");
}

static void
a_quorum_counts_each_kid_once(void **state)
{
	struct match_query *quorum = asked_all(MATCH_QUORUM, word("dock"),
		word("the"), word("new"), word("york"), NULL);

	quorum->need = 3;
	assert_asked(*state, quorum, "1 5 7");
	quorum = asked_all(MATCH_QUORUM, word("strike"), NULL);
	quorum->need = 2;
	assert_asked(*state, quorum, "");
	quorum = asked_all(MATCH_QUORUM, word("new"), word("york"), NULL);
	quorum->need = 2;
	assert_asked(*state,
		asked_all(MATCH_AND_NOT, word("new"), quorum, NULL), "");
}

static void
what_may_match_too_only_weighs(void **state)
{
	assert_asked(*state,
		asked_all(MATCH_MAYBE, word("Zdock"), word("Zstrike"), NULL),
		"1 3 5");
}

static void
a_query_without_sense_is_an_error_not_a_crash(void **state)
{
	struct archive_of_tests *t = *state;
	static const enum match_op ops[] = { MATCH_AND_NOT, MATCH_UNWEIGHTED };
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

	assert_string_equal(
		asked_page(t->reader, word("Zstrike"), &plain), "6 1 3");
	assert_string_equal(asked_page(t->reader, asked_op(MATCH_ALL), &plain),
		"1 2 3 4 5 6 7");
	assert_string_equal(
		asked_page(t->reader, asked_range(3, 5), &plain), "3 4 5");
	arena_reset(&asked_arena);
}

static void
a_page_begins_and_ends_where_it_is_told(void **state)
{
	struct archive_of_tests *t = *state;
	struct match_ranking r = plain;

	r.limit = 2;
	assert_string_equal(asked_page(t->reader, word("Zstrike"), &r), "6 1");
	r.offset = 2;
	assert_string_equal(asked_page(t->reader, word("Zstrike"), &r), "3");
	r.offset = 3;
	assert_string_equal(asked_page(t->reader, word("Zstrike"), &r), "");
	r.offset = UINT32_MAX;
	r.limit = ASKED_MOST;
	assert_string_equal(asked_page(t->reader, word("Zstrike"), &r), "");
	r.offset = r.limit = 0;
	assert_string_equal(asked_page(t->reader, word("Zstrike"), &r), "");
	arena_reset(&asked_arena);
}

static void
copies_collapse_to_the_best_of_them(void **state)
{
	struct archive_of_tests *t = *state;
	const uint32_t cluster[COUNT(stories)] = { 1, 0, 1, 0, 0, 1, 0 };
	struct match_ranking r = plain;

	r.collapse = true;
	r.cluster = cluster;
	r.clusters = 1;
	assert_string_equal(asked_page(t->reader, word("Zstrike"), &r), "6");
	assert_string_equal(
		asked_page(t->reader, asked_op(MATCH_ALL), &r), "1 2 4 5 7");
	arena_reset(&asked_arena);
}

static double
weight_of(struct xap_reader *reader, struct match_query *query, uint32_t docid)
{
	struct match_hit hits[COUNT(stories)];
	struct match_ranking r = plain;
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
	assert_float_equal(weight_of(r,
				   asked_all(MATCH_OR, word("Zdock"),
					   word("Zstrike"), NULL),
				   1),
		dock + strike, tiny);
	assert_float_equal(weight_of(r,
				   asked_all(MATCH_FILTER, word("Zdock"),
					   word("Zstrike"), NULL),
				   1),
		dock, tiny);
	assert_float_equal(
		weight_of(
			r, asked_all(MATCH_UNWEIGHTED, word("Zdock"), NULL), 1),
		0, tiny);
	assert_float_equal(weight_of(r, asked_range(1, 1), 1), 0, tiny);
	assert_float_equal(weight_of(r, asked_op(MATCH_ALL), 1), 0, tiny);
	assert_float_equal(
		weight_of(r, asked_all(MATCH_SYNONYM, word("Zdock"), NULL), 1),
		dock, tiny);
	assert_true(weight_of(r,
			    asked_all(MATCH_SYNONYM, word("Zdock"),
				    word("Zstrike"), NULL),
			    1) < dock + strike);
	arena_reset(&asked_arena);
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
	if (!shard_write(t.few, stories, COUNT(stories), 1, &err))
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
		cmocka_unit_test(a_list_of_docids_is_a_query),
		cmocka_unit_test(
			sharing_adds_up_what_the_words_of_a_document_weigh),
		cmocka_unit_test(a_quorum_counts_each_kid_once),
		cmocka_unit_test(what_may_match_too_only_weighs),
		cmocka_unit_test(a_query_without_sense_is_an_error_not_a_crash),
		cmocka_unit_test(
			the_best_story_comes_first_and_the_newest_of_equals),
		cmocka_unit_test(a_page_begins_and_ends_where_it_is_told),
		cmocka_unit_test(copies_collapse_to_the_best_of_them),
		cmocka_unit_test(only_what_is_asked_for_its_weight_weighs),
	};

	return cmocka_run_group_tests(tests, make_archives, remove_archives);
}
