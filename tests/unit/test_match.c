/* The promises of engine/match/match.h: what Xapian's own matcher answers. */
#include "engine/match/match.h"
#include "tests/lib/asked.h"
#include "tests/unit/oracle_archive.h"

#include <math.h>

#define STORIES 9000 /* more than two windows */

struct both {
	struct oracle_archive archive;
	struct xap_reader *xapian;
	struct match_reader *ours;
	struct buf database;
};

/* ---- an archive of words that are drawn ---- */

/* Word n of the archive; small ones are common. */
static uint32_t
any_word(struct oracle_archive *archive)
{
	return oracle_random(archive, 1 + oracle_random(archive, 120));
}

static const char *
any_words(struct oracle_archive *archive, uint32_t n)
{
	struct buf text = { 0 };
	const char *copy;

	for (uint32_t i = 0; i < n; i++)
		buf_printf(&text, "%sw%u%s", i > 0 ? " " : "",
			any_word(archive), i % 7 == 6 ? "." : "");
	copy = arena_copy(&archive->arena, buf_text(&text), text.len);
	buf_release(&text);
	return copy;
}

static void
draw_story(struct oracle_archive *archive, uint32_t i)
{
	struct story *story = &archive->stories[i];
	uint32_t copied = i > 0 ? oracle_random(archive, i) : 0;
	/* Dense here, sparse there: lists have chunks, and windows none. */
	uint32_t most = i < STORIES / 3 ? 60 : 12;

	*story = (struct story){
		.uri = arena_printf(&archive->arena, "t/%05u", i),
		.headline = any_words(archive, oracle_random(archive, 6)),
		.body_text =
			any_words(archive, 1 + oracle_random(archive, most)),
		.language = "en",
		.published = { .day = DAY_UNKNOWN },
	};
	if (i > 0 && oracle_random(archive, 8) == 0)
		story->body_text = archive->stories[copied].body_text;
}

static int
open_both(void **state)
{
	struct both *b = mem_alloc(sizeof(*b));
	struct match_segment segment = { 0 };
	struct err err = { 0 };

	b->archive.chance.random = 1815;
	b->archive.count = STORIES;
	b->archive.stories = arena_array(
		&b->archive.arena, STORIES, sizeof(*b->archive.stories));
	for (uint32_t i = 0; i < STORIES; i++)
		draw_story(&b->archive, i);
	oracle_archive_finish(&b->archive);
	fs_join(&b->database, b->archive.generation->path, "database", NULL);
	segment.database = b->database.data;
	segment.vocabulary = &b->archive.generation->columns.vocabulary;
	segment.positions = &b->archive.generation->columns.positions;
	segment.pairs = &b->archive.generation->columns.pairs;
	b->xapian = xap_reader_open(b->database.data, &err);
	b->ours =
		match_open(&segment, 1, &b->archive.generation->columns, &err);
	*state = b;
	return b->xapian == NULL || b->ours == NULL;
}

static int
close_both(void **state)
{
	struct both *b = *state;

	match_close(b->ours);
	xap_reader_close(b->xapian);
	oracle_archive_close(&b->archive);
	buf_release(&b->database);
	arena_release(&asked_arena);
	free(b);
	return 0;
}

/* ---- questions that are drawn ---- */

static uint32_t
drawn(struct both *b, uint32_t below)
{
	return oracle_random(&b->archive, below);
}

static struct match_query *
drawn_term(struct both *b, const char *prefix)
{
	char text[24];

	snprintf(text, sizeof(text), "%sw%u", prefix, any_word(&b->archive));
	return asked_term(text);
}

static struct match_query *
drawn_phrase(struct both *b)
{
	static const char *const prefixes[] = { "", "", "", "S", "Z" };
	const char *prefix = prefixes[drawn(b, COUNT(prefixes))];
	struct match_query *query = asked_op(MATCH_PHRASE);

	for (uint32_t i = 2 + drawn(b, 2); i > 0; i--)
		asked_add(query, drawn_term(b, prefix));
	return query;
}

static struct match_query *
drawn_docids(struct both *b)
{
	struct match_query *query = asked_op(MATCH_DOCIDS);
	uint32_t n = drawn(b, 400), docid = 0;
	uint32_t *docids = arena_array(&asked_arena, n, sizeof(*docids));

	for (uint32_t i = 0; i < n && docid < STORIES - 100; i++)
		docids[query->ndocids++] = docid += 1 + drawn(b, 90);
	query->docids = docids;
	return query;
}

static struct match_query *
drawn_levels(struct both *b)
{
	struct match_query *query = asked_op(MATCH_LEVELS);
	uint32_t n = drawn(b, 5), last = 0;
	struct match_level *levels =
		arena_array(&asked_arena, n, sizeof(*levels));

	for (uint32_t i = 0; i < n; i++)
		levels[i] = (struct match_level){
			.last = last += drawn(b, STORIES / 4),
			.weight = (n - i) / 4.0,
		};
	query->levels = levels;
	query->nlevels = n;
	return query;
}

static struct match_query *
drawn_leaf(struct both *b)
{
	static const char *const prefixes[] = { "Z", "Z", "Z", "", "S", "ZS" };
	uint32_t first = drawn(b, STORIES);

	switch (drawn(b, 12)) {
	case 0:
		return asked_range(first, drawn(b, STORIES + 2000));
	case 1:
		return asked_range(first, first + drawn(b, 300));
	case 2:
		return asked_op(drawn(b, 4) ? MATCH_ALL : MATCH_NOTHING);
	case 3:
		return drawn_docids(b);
	case 4:
		return drawn_levels(b);
	case 5:
	case 6:
		return drawn_phrase(b);
	}
	return drawn_term(b, prefixes[drawn(b, COUNT(prefixes))]);
}

static struct match_query *
drawn_query(struct both *b, int depth)
{
	static const enum match_op ops[] = { MATCH_AND, MATCH_OR, MATCH_SYNONYM,
		MATCH_AND_NOT, MATCH_FILTER, MATCH_AND, MATCH_OR,
		MATCH_UNWEIGHTED, MATCH_SCALED, MATCH_QUORUM };
	enum match_op op = ops[drawn(b, COUNT(ops))];
	struct match_query *query = asked_op(op);
	uint32_t kids = 1 + drawn(b, 4);

	if (depth == 0 || drawn(b, 4) == 0)
		return drawn_leaf(b);
	if (op == MATCH_UNWEIGHTED || op == MATCH_SCALED)
		kids = 1;
	query->factor = 0.25 + drawn(b, 8) / 4.0;
	query->need = 1 + drawn(b, 3);
	for (uint32_t i = 0; i < kids; i++)
		asked_add(query, op == MATCH_SYNONYM && drawn(b, 4)
					 ? drawn_term(b, "Z")
					 : drawn_query(b, depth - 1));
	return query;
}

/* With words that only weigh, as feedback asks.  (With posting sources under
 * its AND_MAYBE libxapian weighs some documents otherwise than when it is
 * asked for them alone.) */
static struct match_query *
drawn_whole(struct both *b)
{
	struct match_query *query, *more = asked_op(MATCH_OR);

	if (drawn(b, 4))
		return drawn_query(b, 3);
	query = asked_op(drawn(b, 2) ? MATCH_AND : MATCH_OR);
	for (uint32_t i = 1 + drawn(b, 3); i > 0; i--)
		asked_add(query, drawn_term(b, "Z"));
	for (uint32_t i = 1 + drawn(b, 5); i > 0; i--) {
		struct match_query *scaled = asked_op(MATCH_SCALED);

		scaled->factor = 0.25 + drawn(b, 8) / 4.0;
		asked_add(scaled, drawn_term(b, "Z"));
		asked_add(more, scaled);
	}
	return asked_all(MATCH_MAYBE, query, more, NULL);
}

/* ---- both answer the same ---- */

static bool
nearly(double a, double b)
{
	return fabs(a - b) <= 1e-9 * (1 + fabs(a));
}

/* The same hits in the same order; where weights are as good as equal, the
 * last digit may part them differently. */
static void
assert_same_hits(const struct match_hit *a, uint32_t na,
	const struct match_hit *b, uint32_t nb)
{
	assert_int_equal(na, nb);
	for (uint32_t i = 0; i < na; i++) {
		bool tie = (i > 0 && nearly(a[i - 1].weight, a[i].weight)) ||
			   i + 1 == na || nearly(a[i + 1].weight, a[i].weight);

		if (!nearly(a[i].weight, b[i].weight))
			fail_msg("hit %u weighs %.17g and %.17g", i,
				a[i].weight, b[i].weight);
		if (a[i].docid != b[i].docid && !tie)
			fail_msg("hit %u is %u and %u", i, a[i].docid,
				b[i].docid);
	}
}

static void
assert_same_page(struct both *b, const struct match_query *query)
{
	static struct match_hit theirs[STORIES], ours[STORIES];
	const struct columns *columns = &b->archive.generation->columns;
	const struct match_ranking ranking = {
		.cluster = columns->cluster,
		.clusters = columns->clusters,
		.k1 = drawn(b, 8) ? 1.2 : 0.5,
		.b = drawn(b, 8) ? 0.7 : 0,
		.min_normlen = 0.5,
		.k3 = 1,
		.offset = drawn(b, 3) ? 0 : drawn(b, 200),
		.limit = drawn(b, 3) ? 10 : STORIES,
		.collapse = drawn(b, 3) == 0,
	};
	struct err err = { 0 };
	uint32_t ntheirs = 0, nours = 0;

	if (!xap_reader_page(
		    b->xapian, query, &ranking, NULL, theirs, &ntheirs, &err) ||
		!match_page(b->ours, query, &ranking, NULL, ours, &nours, &err))
		fail_msg("%s", err.text);
	assert_same_hits(theirs, ntheirs, ours, nours);
}

static void
assert_same_list(struct both *b, const struct match_query *query)
{
	const uint32_t *theirs = NULL, *ours = NULL;
	uint32_t ntheirs = 0, nours = 0;
	struct err err = { 0 };
	bool complete = false;

	if (!xap_reader_matches(b->xapian, query, NULL, &theirs, &ntheirs,
		    &complete, &err) ||
		!match_all(
			b->ours, query, NULL, &ours, &nours, &complete, &err))
		fail_msg("%s", err.text);
	assert_true(complete);
	assert_int_equal(ntheirs, nours);
	for (uint32_t i = 0; i < nours; i++)
		assert_int_equal(theirs[i], ours[i]);
}

static void
any_question_is_answered_as_xapian_does(void **state)
{
	struct both *b = *state;

	for (uint32_t i = 0; i < 1500; i += unit_one_in()) {
		struct match_query *query = drawn_whole(b);

		assert_same_list(b, query);
		assert_same_page(b, query);
		arena_reset(&asked_arena);
	}
}

static void
a_page_goes_on_behind_its_last_hit(void **state)
{
	static struct match_hit all[STORIES], hits[STORIES];
	struct both *b = *state;
	struct match_ranking ranking = {
		.k1 = 1.2, .b = 0.7, .min_normlen = 0.5, .limit = STORIES
	};
	struct err err = { 0 };

	for (uint32_t i = 0; i < 60; i += unit_one_in()) {
		struct match_query *query = drawn_whole(b);
		uint32_t n, found, at;
		struct match_behind behind;

		ranking.collapse = i % 3 == 0;
		ranking.limit = STORIES;
		assert_true(match_page(
			b->ours, query, &ranking, NULL, all, &n, &err));
		ranking.limit = 7;
		for (at = 0; at < n; at += 1 + at) {
			behind.last = all[at];
			assert_true(match_page_behind(b->ours, query, &ranking,
				&behind, NULL, hits, &found, &err));
			assert_int_equal(
				found, n - at - 1 < 7 ? n - at - 1 : 7);
			assert_memory_equal(
				hits, all + at + 1, found * sizeof(*hits));
		}
		arena_reset(&asked_arena);
	}
}

/* The walk that ranks lists what the other lists. */
static void
page_and_list_come_of_one_walk(void **state)
{
	static struct match_hit hits[STORIES], same[STORIES];
	struct both *b = *state;
	const struct match_ranking ranking = {
		.k1 = 1.2, .b = 0.7, .min_normlen = 0.5, .limit = 10
	};
	struct err err = { 0 };

	for (uint32_t i = 0; i < 300; i += unit_one_in()) {
		struct match_query *query = drawn_whole(b);
		const struct match_ask ask = {
			.query = query,
			.ranking = &ranking,
			.list = true,
		};
		struct match_answer answer = { .hits = hits };
		uint32_t n, listed, *docids;
		const uint32_t *again;
		bool complete;

		assert_true(match_run(b->ours, &ask, &answer, &err));
		assert_true(answer.complete);
		listed = answer.n;
		docids = arena_array(&asked_arena, listed, sizeof(*docids));
		if (listed > 0)
			memcpy(docids, answer.docids, listed * sizeof(*docids));
		assert_true(match_page(
			b->ours, query, &ranking, NULL, same, &n, &err));
		assert_int_equal(n, answer.nhits);
		assert_memory_equal(hits, same, n * sizeof(*hits));
		assert_true(match_all(
			b->ours, query, NULL, &again, &n, &complete, &err));
		assert_int_equal(n, listed);
		assert_memory_equal(again, docids, n * sizeof(*docids));
		arena_reset(&asked_arena);
	}
}

/* ---- terms and stories ---- */

static void
terms_and_stories_are_those_of_the_database(void **state)
{
	static const char *const terms[] = { "w0", "Zw3", "Sw7", "ZSw1",
		"w99999", "", "Len", "w", "XKsingle", "Qt/00017" };
	struct both *b = *state;
	struct err err = { 0 };

	for (size_t i = 0; i < COUNT(terms); i++) {
		uint32_t theirs, ours;

		assert_true(xap_reader_term(
			b->xapian, terms[i], strlen(terms[i]), &theirs, &err));
		assert_true(match_term(
			b->ours, terms[i], strlen(terms[i]), &ours, &err));
		assert_int_equal(theirs, ours);
		assert_true(xap_reader_find(
			b->xapian, terms[i], strlen(terms[i]), &theirs, &err));
		assert_true(match_find(
			b->ours, terms[i], strlen(terms[i]), &ours, &err));
		assert_int_equal(theirs, ours);
	}
}

static void
terms_are_found_by_how_they_begin(void **state)
{
	static const struct {
		const char *text;
		char apart;
		uint32_t most;
	} cases[] = {
		{ "w1", '/', 1000 },
		{ "w1", '1', 1000 },
		{ "w1", '9', 3 },
		{ "Qt/", '7', 20000 },
		{ "Qt/0", '/', 5 },
		{ "nothing", '/', 9 },
		{ "", '/', 50 },
	};
	struct both *b = *state;
	struct err err = { 0 };

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *const *theirs, *const *ours;
		uint32_t ntheirs, nours;

		assert_true(xap_reader_beginning(b->xapian, cases[i].text,
			strlen(cases[i].text), cases[i].apart, cases[i].most,
			&theirs, &ntheirs, &err));
		assert_true(match_beginning(b->ours, cases[i].text,
			strlen(cases[i].text), cases[i].apart, cases[i].most,
			&ours, &nours, &err));
		assert_int_equal(ntheirs, nours);
		for (uint32_t k = 0; k < nours && k < cases[i].most; k++)
			assert_string_equal(theirs[k], ours[k]);
	}
}

static void
words_stand_where_the_database_says(void **state)
{
	static const char *const terms[] = { "w0", "w5", "w40", "Sw2", "w999" };
	struct both *b = *state;
	uint32_t docids[STORIES / 7];
	struct err err = { 0 };

	for (uint32_t i = 0; i < COUNT(docids); i++)
		docids[i] = 1 + i * 7;
	for (size_t t = 0; t < COUNT(terms); t++) {
		struct match_places places;

		assert_true(match_places_of(b->ours, terms[t], strlen(terms[t]),
			docids, COUNT(docids), &places, &err));
		for (uint32_t i = 0; i < COUNT(docids); i++) {
			const uint32_t *at;
			uint32_t n, from = places.start[i];

			assert_true(xap_reader_positions(b->xapian, docids[i],
				terms[t], strlen(terms[t]), &at, &n, &err));
			assert_int_equal(n, places.start[i + 1] - from);
			for (uint32_t k = 0; k < n; k++)
				assert_int_equal(
					at[k], places.positions[from + k]);
		}
	}
}

/* ---- being stopped ---- */

static void
a_stop_is_heeded(void **state)
{
	static const struct {
		struct stop stop;
		enum err_kind kind;
	} cases[] = {
		{ { .deadline_ns = 1 }, ERR_STOPPED },
		{ { .asked = STOP_KILLED }, ERR_KILLED },
		{ { .asked = STOP_GONE }, ERR_KILLED },
	};
	const struct match_ranking ranking = { .k1 = 1.2, .limit = 2 };
	struct both *b = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct stop *stop = &cases[i].stop;
		struct err err = { 0 };
		struct match_hit hits[2];
		const uint32_t *docids;
		uint32_t n = 0;
		bool complete = true;

		assert_false(match_page(b->ours, asked_term("w0"), &ranking,
			stop, hits, &n, &err));
		assert_int_equal(err.kind, cases[i].kind);
		assert_int_equal(match_all(b->ours, asked_term("w0"), stop,
					 &docids, &n, &complete, &err),
			cases[i].kind == ERR_STOPPED);
		assert_true(cases[i].kind != ERR_STOPPED || !complete);
	}
	arena_reset(&asked_arena);
}

/* Seconds of work: what stands in most stories, in all orders but the right
 * one.  What was found until then is true, and the next question is whole. */
static void
a_deadline_strikes_in_the_middle_of_a_walk(void **state)
{
	struct both *b = *state;
	struct match_query *query = asked_op(MATCH_OR);
	struct stop stop = { .deadline_ns = clock_ns() + 2000000 };
	struct err err = { 0 };
	const uint32_t *docids;
	uint32_t n = 0;
	bool complete = true;

	asked_add(query, asked_range(1, 2));
	for (int i = 0; i < 500; i++)
		asked_add(query, asked_words("w0 w1 w0 w2 w0 w1 w0 w3 w0 w99"));
	assert_true(
		match_all(b->ours, query, &stop, &docids, &n, &complete, &err));
	assert_false(complete);
	for (uint32_t i = 0; i < n; i++)
		assert_true(docids[i] <= 2);
	assert_same_list(b, asked_words("w0 w1"));
	assert_same_page(b, asked_term("Zw0"));
	arena_reset(&asked_arena);
}

static void
a_query_without_sense_is_an_error_not_a_crash(void **state)
{
	static const enum match_op ops[] = { MATCH_AND_NOT, MATCH_UNWEIGHTED,
		MATCH_SCALED, MATCH_MAYBE };
	struct both *b = *state;
	const uint32_t *docids;
	uint32_t n;
	bool complete;

	for (size_t i = 0; i < COUNT(ops); i++) {
		struct err err = { 0 };

		assert_false(match_all(b->ours, asked_op(ops[i]), NULL, &docids,
			&n, &complete, &err));
		assert_int_equal(err.kind, ERR_INTERNAL);
	}
	arena_reset(&asked_arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_question_is_answered_as_xapian_does),
		cmocka_unit_test(a_page_goes_on_behind_its_last_hit),
		cmocka_unit_test(page_and_list_come_of_one_walk),
		cmocka_unit_test(terms_and_stories_are_those_of_the_database),
		cmocka_unit_test(terms_are_found_by_how_they_begin),
		cmocka_unit_test(words_stand_where_the_database_says),
		cmocka_unit_test(a_stop_is_heeded),
		cmocka_unit_test(a_deadline_strikes_in_the_middle_of_a_walk),
		cmocka_unit_test(a_query_without_sense_is_an_error_not_a_crash),
	};

	return cmocka_run_group_tests(tests, open_both, close_both);
}
