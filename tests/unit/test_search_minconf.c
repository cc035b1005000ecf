/*
 * test_search_minconf.c - dates that are not sure enough count as none
 *
 * A question with minconf= to one archive has the answer of the same question
 * without it to another archive, whose stories are the same but have lost
 * every date of less confidence.
 */
#include "base/mem.h"
#include "engine/search/search.h"
#include "tests/unit/oracle_archive.h"

static const char *const queries[] = { "", "strike", "dock OR strike OR coal",
	"date:none", "-date:none", "date:2024-12..2025-02",
	"strike -date:2025-01", "date:2025 lang:en", "dock date:>=2024",
	"(dock date:none) OR (coal date:2025)" };

struct pair {
	struct oracle_archive archive, less;
	struct search *search, *search_less;
	struct search_ask ask;
	struct timeline_ask timeline;
	uint32_t minconf;
	struct arena arena;
	struct search_results got, wanted;
};

static uint32_t
percent_of(const struct story *story)
{
	return story->published.value != NULL
		       ? (uint32_t)(story->published.confidence * 100 + 0.5)
		       : 0;
}

/* The archive without the dates that are in doubt. */
static void
open_less(struct pair *p)
{
	struct story *stories =
		mem_alloc((p->archive.count + 1) * sizeof(*stories));
	struct err err = { 0 };

	for (uint32_t i = 0; i < p->archive.count; i++) {
		stories[i] = p->archive.stories[i];
		if (percent_of(&stories[i]) < p->minconf)
			stories[i].published = (struct story_date){ 0 };
	}
	oracle_archive_of(&p->less, stories, p->archive.count);
	free(stories);
	p->search_less = search_open(p->less.generation, &err);
	if (p->search_less == NULL)
		fail_msg("%s", err.text);
}

static void
run(struct search *search, const struct search_ask *ask, struct arena *arena,
	struct search_results *out)
{
	struct err err = { 0 };

	if (!search_run(search, ask, arena, out, &err))
		fail_msg("%s: %s", ask->query, err.text);
}

static void
same_days(const struct facet_result *got, const struct facet_result *wanted)
{
	assert_int_equal(got->undated, wanted->undated);
	assert_int_equal(got->nbuckets, wanted->nbuckets);
	for (uint32_t i = 0; i < got->nbuckets; i++) {
		const struct facet_bucket *a = &got->buckets[i];
		const struct facet_bucket *b = &wanted->buckets[i];

		assert_string_equal(a->value, b->value);
		assert_int_equal(a->stories, b->stories);
		assert_int_equal(a->distinct, b->distinct);
	}
}

static void
same_timeline(const struct timeline *got, const struct timeline *wanted)
{
	const struct timeline_series *a = &got->series[0];
	const struct timeline_series *b = &wanted->series[0];

	assert_int_equal(got->nbuckets, wanted->nbuckets);
	assert_int_equal(a->undated, b->undated);
	assert_int_equal(a->undated_distinct, b->undated_distinct);
	for (uint32_t i = 0; i < got->nbuckets; i++) {
		const struct timeline_bucket *x = &a->buckets[i];
		const struct timeline_bucket *y = &b->buckets[i];

		assert_string_equal(got->names[i], wanted->names[i]);
		assert_int_equal(got->gaps[i], wanted->gaps[i]);
		assert_int_equal(x->stories, y->stories);
		assert_int_equal(x->distinct, y->distinct);
		assert_true(x->share == y->share);
		assert_int_equal(x->burst, y->burst);
	}
}

static int
by_uri(const void *a, const void *b)
{
	return strcmp(((const struct search_hit *)a)->uri,
		((const struct search_hit *)b)->uri);
}

/* The dated stories in their order; then the others, which have none. */
static void
same_page(struct pair *p)
{
	uint32_t n = p->got.npage, dated = n - p->wanted.facets[0].undated;

	assert_int_equal(n, p->wanted.npage);
	for (uint32_t i = 0; i < dated; i++)
		assert_string_equal(p->got.page[i].uri, p->wanted.page[i].uri);
	qsort(p->got.page + dated, n - dated, sizeof(*p->got.page), by_uri);
	qsort(p->wanted.page + dated, n - dated, sizeof(*p->wanted.page),
		by_uri);
	for (uint32_t i = dated; i < n; i++)
		assert_string_equal(p->got.page[i].uri, p->wanted.page[i].uri);
}

/* Page after page gives what the whole gave. */
static void
same_by_pages(struct pair *p)
{
	struct search_results whole = { 0 }, page = { 0 };
	struct search_place place;
	uint32_t shown = 0;

	run(p->search, &p->ask, &p->arena, &whole);
	p->ask.nfacets = 0;
	p->ask.timeline = NULL;
	p->ask.limit = 7;
	do {
		run(p->search, &p->ask, &p->arena, &page);
		assert_int_equal(page.hits, whole.hits);
		for (uint32_t i = 0; i < page.npage; i++)
			assert_string_equal(
				page.page[i].uri, whole.page[shown + i].uri);
		shown += page.npage;
		place = page.next;
		p->ask.after = &place;
	} while (page.more);
	assert_int_equal(shown, whole.npage);
}

static void
compare(struct pair *p, uint32_t i)
{
	p->timeline = (struct timeline_ask){
		.unit = (enum day_unit)(i % 4),
		.norm = (enum timeline_norm)(i % 3),
	};
	p->ask = (struct search_ask){
		.query = queries[i % COUNT(queries)],
		.query_len = strlen(queries[i % COUNT(queries)]),
		.page = true,
		.limit = p->archive.count,
		.sort = i / COUNT(queries) % 2 ? SORT_OLDEST : SORT_NEWEST,
		.limits = query_limits_preset,
		.facets[0] = {
			.field = FIELD_DATE,
			.unit = DAY_UNIT_WEEK,
			.own_filter = true,
		},
		.nfacets = 1,
		.timeline = &p->timeline,
	};
	run(p->search_less, &p->ask, &p->arena, &p->wanted);
	p->ask.minconf = p->minconf;
	run(p->search, &p->ask, &p->arena, &p->got);
	assert_int_equal(p->got.hits, p->wanted.hits);
	assert_int_equal(p->got.distinct, p->wanted.distinct);
	same_days(&p->got.facets[0], &p->wanted.facets[0]);
	same_timeline(&p->got.timeline, &p->wanted.timeline);
	same_page(p);
	same_by_pages(p);
	arena_reset(&p->arena);
}

static void
doubtful_dates_count_as_none(void **state)
{
	static const uint32_t levels[] = { 1, 40, 70, 81, 100 };
	struct pair *p = mem_alloc(sizeof(*p));
	uint32_t undated = 0;

	(void)state;
	for (uint32_t seed = 1; seed <= COUNT(levels); seed++) {
		struct err err = { 0 };

		oracle_archive_open(&p->archive, seed, 40 + 30 * seed);
		p->search = search_open(p->archive.generation, &err);
		assert_non_null(p->search);
		p->minconf = levels[seed - 1];
		open_less(p);
		undated += p->archive.generation->columns.dated -
			   p->less.generation->columns.dated;
		for (uint32_t i = 0; i < 4 * COUNT(queries); i++)
			compare(p, i);
		search_close(p->search);
		search_close(p->search_less);
		oracle_archive_close(&p->archive);
		oracle_archive_close(&p->less);
	}
	assert_true(undated > 100); /* some dates were in doubt */
	arena_release(&p->arena);
	free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(doubtful_dates_count_as_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
