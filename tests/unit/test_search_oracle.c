/*
 * test_search_oracle.c - thousands of random questions, answered twice
 *
 * Once by search_run(), once by a plain scan of the stories.  Hits, different
 * texts, facets, timelines and every order must be the same; the first
 * disagreement is made as small as can be and printed.  DATELINE_FULL=1 asks
 * 20,000 questions, ORACLE_QUERIES=n so many, from ORACLE_SEED=n on.
 */
#include "tests/unit/oracle_counts.h"
#include "tests/unit/oracle_order.h"
#include "tests/unit/oracle_query.h"
#include "tests/unit/oracle_shrink.h"

#define QUERIES 1500
#define QUERIES_FULL 20000
#define QUERIES_OF_ARCHIVE 250

/* Stories of the archives: the first ones are what a short test asks. */
static const uint32_t sizes[] = { 240, 60, 1, 120, 7, 20, 500, 2, 1000, 40,
	3000, 90 };

/* ---- asking ---- */

static const enum field_id countable[] = { FIELD_OUTLET, FIELD_ACTOR,
	FIELD_LANGUAGE, FIELD_DATE, FIELD_SECTION, FIELD_AGENCY, FIELD_KIND };

/* A facet of some field: plain, by levels of codes, unusual, or in pairs. */
static struct facet_ask
facet_random(struct oracle_chance *chance)
{
	struct facet_ask ask = {
		.field = ORACLE_PICK(chance, countable),
		.unit = (enum day_unit)oracle_below(chance, 4),
		.own_filter = oracle_one_in(chance, 3),
	};

	if (ask.field == FIELD_ACTOR && oracle_one_in(chance, 3))
		ask.level = 1 + oracle_below(chance, 3);
	if (ask.field == FIELD_DATE || oracle_one_in(chance, 2))
		return ask;
	ask.significant = oracle_one_in(chance, 2);
	ask.pairs = !ask.significant;
	if (!ask.pairs)
		return ask;
	ask.n = 1 + oracle_below(chance, 40);
	ask.own_filter = true; /* as facets_parse() has it */
	do
		ask.other = ORACLE_PICK(chance, countable);
	while (ask.other == FIELD_DATE);
	if (ask.other == FIELD_ACTOR && oracle_one_in(chance, 3))
		ask.other_level = 1 + oracle_below(chance, 3);
	return ask;
}

static void
ask_random(struct oracle_chance *chance, struct oracle_ask *asked)
{
	asked->ask = (struct search_ask){
		.match_any = oracle_one_in(chance, 3),
		.page = true,
		.limits = query_limits_preset,
		.today = day_of(2025, 3, 11),
		.offset = oracle_below(chance, 20),
		.limit = oracle_below(chance, 20),
		.collapse = oracle_one_in(chance, 3),
		.expand = oracle_one_in(chance, 4),
		.recency_days = oracle_one_in(chance, 4) ? 30 : 0,
		.nfacets = 2,
	};
	for (uint32_t i = 0; i < asked->ask.nfacets; i++)
		asked->ask.facets[i] = facet_random(chance);
	asked->timeline = (struct timeline_ask){
		.unit = (enum day_unit)oracle_below(chance, 4),
		.norm = (enum timeline_norm)oracle_below(chance, 3),
		.splits = oracle_one_in(chance, 2),
		.split = {
			.field = countable[oracle_below(chance, 3)],
			.n = 1 + oracle_below(chance, 4),
		},
	};
}

/* The newest first, with all that can be counted beside them. */
static void
try_counts(struct trial *trial)
{
	struct search_ask ask = trial->asked.ask;

	ask.sort = SORT_NEWEST;
	ask.timeline = &trial->asked.timeline;
	if (!trial_run(trial, &ask))
		return;
	check_counts(trial);
	check_order(trial);
	check_timeline(trial);
	for (uint32_t i = 0; i < ask.nfacets; i++)
		check_facet(trial, &ask.facets[i], &trial->results.facets[i]);
}

/* Counts alone, and the oldest first. */
static void
try_oldest(struct trial *trial)
{
	struct search_ask ask = trial->asked.ask;

	ask.sort = SORT_OLDEST;
	ask.nfacets = 0;
	ask.page = false;
	if (trial_run(trial, &ask))
		check_counts(trial);
	ask.page = true;
	if (trial_run(trial, &ask))
		check_order(trial);
}

/* Some, and those behind them by the cursor. */
static void
try_pages(struct trial *trial)
{
	struct search_ask ask = trial->asked.ask;
	uint32_t first = 1 + ask.limit / 2;
	struct search_place next;

	ask.sort = ask.limit % 2 == 0 ? SORT_NEWEST : SORT_OLDEST;
	ask.nfacets = 0;
	ask.offset = 0;
	ask.limit = first;
	if (!trial_run(trial, &ask) || !trial->results.more)
		return;
	check_order(trial);
	next = trial->results.next;
	ask.after = &next;
	if (!trial_run(trial, &ask))
		return;
	trial->ask.offset = first; /* what the page is held against */
	check_order(trial);
}

static void
try_ranked(struct trial *trial)
{
	struct search_ask ask = trial->asked.ask;

	ask.sort = SORT_RANK;
	ask.nfacets = 0;
	ask.offset = 0;
	ask.limit = trial->archive->count;
	if (trial_run(trial, &ask))
		check_ranking(trial);
}

/* One question in each order, until one differs; what is no query is
 * none. */
static void
try_question(struct trial *trial)
{
	struct err err = { 0 };

	trial->differs = NULL;
	arena_reset(&trial->arena);
	if (!trial_parse(trial, &err))
		return;
	try_counts(trial);
	if (trial->differs == NULL)
		try_oldest(trial);
	if (trial->differs == NULL)
		try_pages(trial);
	if (trial->differs == NULL)
		try_ranked(trial);
}

/* ---- trials ---- */

/* A query that is one. */
static void
put_valid(struct trial *trial, struct oracle_archive *archive)
{
	struct query_maker maker = {
		.chance = &archive->chance,
		.archive = archive,
		.out = &trial->text,
	};
	struct err err = { 0 };

	do {
		buf_reset(&trial->text);
		arena_reset(&trial->arena);
		put_query(&maker, 2);
	} while (!trial_parse(trial, &err));
}

static void
try_archive(uint64_t seed, uint32_t stories, uint32_t queries)
{
	struct oracle_archive archive;
	struct trial trial;

	oracle_archive_open(&archive, seed, stories);
	trial_open(&trial, &archive);
	for (uint32_t i = 0; i < queries; i++) {
		ask_random(&archive.chance, &trial.asked);
		put_valid(&trial, &archive);
		try_question(&trial);
		if (trial.differs == NULL)
			continue;
		oracle_shrink(&trial, try_question);
		fail_msg("seed %lu, query %u: %s: %s", (unsigned long)seed, i,
			trial.differs, buf_text(&trial.text));
	}
	trial_close(&trial);
	oracle_archive_close(&archive);
}

static uint64_t
number_asked(const char *name, uint64_t preset)
{
	const char *asked = getenv(name);

	return asked != NULL ? strtoull(asked, NULL, 10) : preset;
}

static void
every_answer_is_that_of_a_plain_scan(void **state)
{
	bool full = number_asked("DATELINE_FULL", 0) == 1;
	uint64_t left = number_asked("ORACLE_QUERIES",
		full ? QUERIES_FULL : QUERIES / unit_one_in());
	uint64_t most = QUERIES_OF_ARCHIVE / unit_one_in();
	uint64_t seed = number_asked("ORACLE_SEED", 1);

	(void)state;
	for (; left > 0; seed++) {
		uint64_t queries = left < most ? left : most;

		try_archive(seed,
			sizes[(seed + COUNT(sizes) - 1) % COUNT(sizes)],
			(uint32_t)queries);
		left -= queries;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_answer_is_that_of_a_plain_scan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
