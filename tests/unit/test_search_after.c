/*
 * test_search_after.c - pages that go on where the one before ended
 *
 * Over random archives full of ties (many stories a day, few different
 * scores, copies): page after page gives each story of the whole answer once,
 * in its order; and that order is always the same.
 */
#include "base/mem.h"
#include "engine/search/search.h"
#include "tests/unit/oracle_archive.h"

static const char *const queries[] = { "", "strike", "dock OR strike OR coal",
	"-strike", "\"dock strike\"", "date:2025-01", "date:none",
	"strike date:2024-12..2025-02", "lang:en dock", "nosuchword" };

struct walk {
	struct oracle_archive *archive;
	struct search *search;
	struct search_ask ask;
	struct arena whole_arena, arena;
	struct search_results whole, page;
};

static void
ask(struct walk *w, struct arena *arena, struct search_results *results)
{
	struct err err = { 0 };

	if (!search_run(w->search, &w->ask, arena, results, &err))
		fail_msg("%s: %s", w->ask.query, err.text);
}

/* The next page is that of the whole answer from `shown` on. */
static void
check_page(const struct walk *w, uint32_t shown)
{
	assert_int_equal(w->page.hits, w->whole.hits);
	assert_int_equal(w->page.distinct, w->whole.distinct);
	assert_int_equal(w->page.shown, shown);
	assert_true(shown + w->page.npage <= w->whole.npage);
	for (uint32_t i = 0; i < w->page.npage; i++) {
		const struct search_hit *hit = &w->whole.page[shown + i];

		assert_string_equal(w->page.page[i].uri, hit->uri);
		assert_true(w->page.page[i].score == hit->score);
	}
	assert_int_equal(w->page.more, shown + w->page.npage < w->whole.npage);
	assert_true(!w->page.more || w->page.npage == w->ask.limit);
}

static day
day_of_hit(const struct walk *w, const struct search_hit *hit)
{
	for (uint32_t i = 0; i < w->archive->count; i++)
		if (strcmp(w->archive->stories[i].uri, hit->uri) == 0)
			return story_day(&w->archive->stories[i]);
	fail_msg("%s is no story", hit->uri);
	return DAY_UNKNOWN;
}

/* What ties stands by day, the newest first, then by uri. */
static void
check_ties(const struct walk *w)
{
	for (uint32_t i = 1; i < w->whole.npage; i++) {
		const struct search_hit *a = &w->whole.page[i - 1], *b = a + 1;
		day newer = day_of_hit(w, a), older = day_of_hit(w, b);

		if (w->ask.sort == SORT_RANK && a->score != b->score)
			continue;
		if (w->ask.sort == SORT_OLDEST && newer != older)
			continue;
		assert_true(newer >= older); /* unknown is before all days */
		assert_true(newer > older || strcmp(a->uri, b->uri) < 0);
	}
}

/* The same question has the same answer, whoever asks it again. */
static void
check_again(struct walk *w)
{
	struct err err = { 0 };
	struct search *other = search_open(w->archive->generation, &err);

	assert_true(search_run(other, &w->ask, &w->arena, &w->page, &err));
	search_close(other);
	w->page.shown = 0;
	check_page(w, 0);
	assert_int_equal(w->page.npage, w->whole.npage);
	arena_reset(&w->arena);
}

/* From the first page to the last; the size of pages and whether facets are
 * counted too may change on the way. */
static void
walk(struct walk *w)
{
	struct search_place place;
	uint32_t shown = 0;

	w->ask.after = NULL;
	w->ask.nfacets = 0;
	w->ask.limit = w->archive->count;
	ask(w, &w->whole_arena, &w->whole);
	assert_false(w->whole.more);
	check_ties(w);
	check_again(w);
	do {
		w->ask.limit = 1 + oracle_random(w->archive, 40);
		w->ask.nfacets = oracle_random(w->archive, 3) == 0;
		ask(w, &w->arena, &w->page);
		check_page(w, shown);
		shown += w->page.npage;
		place = w->page.next;
		w->ask.after = &place;
		arena_reset(&w->arena);
	} while (w->page.more);
	assert_int_equal(shown, w->whole.npage);
	arena_reset(&w->whole_arena);
}

static void
pages_lose_and_repeat_nothing(void **state)
{
	struct oracle_archive *archive = mem_alloc(sizeof(*archive));
	struct err err = { 0 };

	(void)state;
	for (uint32_t seed = 1; seed <= 3; seed++) {
		struct walk w = { .archive = archive };

		oracle_archive_open(archive, seed, 240 / (1 + seed % 3));
		w.search = search_open(archive->generation, &err);
		if (w.search == NULL)
			fail_msg("%s", err.text);
		for (uint32_t i = 0; i < COUNT(queries) * 6; i++) {
			w.ask = (struct search_ask){
				.query = queries[i / 6],
				.query_len = strlen(queries[i / 6]),
				.page = true,
				.sort = (enum search_sort)(i % 3),
				.collapse = i / 3 % 2 == 1,
				.expand = seed == 2,
				.recency_days = seed == 3 ? 30 : 0,
				.today = day_of(2025, 3, 11),
				.limits = query_limits_preset,
				.facets[0] = { .field = FIELD_OUTLET, .n = 3 },
			};
			walk(&w);
		}
		search_close(w.search);
		arena_release(&w.arena);
		arena_release(&w.whole_arena);
		oracle_archive_close(archive);
	}
	free(archive);
}

/* A place is signed where it leaves the server; still it is not trusted. */
static void
places_that_no_answer_has_are_refused(void **state)
{
	static const struct search_place wrong[] = {
		{ .shown = 1 },
		{ .shown = 1, .story = UINT32_MAX },
		{ .shown = UINT32_MAX, .story = 1 },
	};
	struct oracle_archive *archive = mem_alloc(sizeof(*archive));
	struct search_results results;
	struct arena arena = { 0 };
	struct search *search;
	struct err err = { 0 };

	(void)state;
	oracle_archive_open(archive, 1, 10);
	search = search_open(archive->generation, &err);
	for (size_t i = 0; i < COUNT(wrong); i++) {
		const struct search_ask ask = { .query = "",
			.page = true,
			.limit = 5,
			.limits = query_limits_preset,
			.after = &wrong[i] };

		assert_false(search_run(search, &ask, &arena, &results, &err));
		assert_int_equal(err.kind, ERR_USAGE);
		assert_string_equal(err.keys, "key=after");
	}
	search_close(search);
	arena_release(&arena);
	oracle_archive_close(archive);
	free(archive);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_lose_and_repeat_nothing),
		cmocka_unit_test(places_that_no_answer_has_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
