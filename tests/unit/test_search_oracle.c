/*
 * test_search_oracle.c - thousands of random questions, answered twice
 *
 * Once by search_run(), once by a plain scan of the stories.  Hits, different
 * texts, facets and every order must be the same.  ORACLE_ARCHIVES=n in the
 * environment asks more archives than usual.
 */
#include "base/mem.h"
#include "tests/unit/oracle_trial.h"

#define ARCHIVES 3
#define QUERIES 700

/* ---- random queries ---- */

static void put_query(struct trial *trial, int depth);

static void
put_word(struct trial *trial)
{
	buf_puts(&trial->text, ORACLE_PICK(trial->archive, oracle_words));
}

/* Some words of some story, in their order. */
static void
put_phrase(struct trial *trial)
{
	struct oracle_archive *archive = trial->archive;
	const struct story *story =
		&archive->stories[oracle_random(archive, archive->count)];
	const char *at = oracle_random(archive, 3) == 0 ? story->headline
							: story->body_text;
	uint32_t skip = oracle_random(archive, 10);
	uint32_t words = 1 + oracle_random(archive, 3);

	buf_putc(&trial->text, '"');
	for (; at != NULL && *at != '\0' && words > 0; at++) {
		if (skip == 0)
			buf_putc(&trial->text, *at);
		if (*at == ' ' && skip > 0)
			skip--;
		else if (*at == ' ')
			words--;
	}
	if (trial->text.data[trial->text.len - 1] == '"')
		put_word(trial);
	buf_putc(&trial->text, '"');
}

static void
put_named(
	struct trial *trial, const char *field, const struct oracle_name *name)
{
	bool by_code =
		name->name == NULL ||
		(name->code != NULL && oracle_random(trial->archive, 2) == 0);

	if (name->name == NULL && name->code == NULL)
		buf_printf(&trial->text, "%s:nobody", field);
	else if (by_code)
		buf_printf(&trial->text, "%s:%s", field, name->code);
	else
		buf_printf(&trial->text, "%s:\"%s\"", field, name->name);
}

static void
put_filter(struct trial *trial)
{
	static const char *const others[] = { "lang:en", "lang:DE", "lang:fr",
		"date:2025-01", "date:2024", "date:none", "date:>=2025-02",
		"date:<2024-12-15", "date:-40d", "date:2024-12..2025-01-15",
		"date:1999", "date:yesterday", "actor:HBR*", "actor:hbrgov*",
		"outlet:(Tidewire gazette.example)",
		"actor:(\"Ada Lane\" OR HBRLAB)" };
	struct oracle_archive *archive = trial->archive;

	switch (oracle_random(archive, 4)) {
	case 0:
		put_named(
			trial, "outlet", &ORACLE_PICK(archive, oracle_outlets));
		break;
	case 1:
		put_named(trial, "actor", &ORACLE_PICK(archive, oracle_actors));
		break;
	default:
		buf_puts(&trial->text, ORACLE_PICK(archive, others));
		break;
	}
}

/* Something of one piece, perhaps with a mark before it. */
static void
put_piece(struct trial *trial, int depth)
{
	static const char *const marks[] = { "", "", "", "", "", "-", "+", "=",
		"headline:", "boiler:", "-headline:" };

	if (oracle_random(trial->archive, 4) == 0) {
		if (oracle_random(trial->archive, 6) == 0)
			buf_putc(&trial->text, '-');
		put_filter(trial);
		return;
	}
	buf_puts(&trial->text, ORACLE_PICK(trial->archive, marks));
	switch (oracle_random(trial->archive, depth > 0 ? 7 : 5)) {
	case 0:
		put_phrase(trial);
		break;
	case 5:
	case 6:
		buf_putc(&trial->text, '(');
		put_query(trial, depth - 1);
		buf_putc(&trial->text, ')');
		break;
	default:
		put_word(trial);
		break;
	}
}

static void
put_query(struct trial *trial, int depth)
{
	static const char *const joints[] = { " ", " ", " OR ", " AND ",
		" NOT ", " AND NOT ", " OR NOT " };
	uint32_t pieces = 1 + oracle_random(trial->archive, 3);

	for (uint32_t i = 0; i < pieces; i++) {
		if (i > 0)
			buf_puts(&trial->text,
				ORACLE_PICK(trial->archive, joints));
		put_piece(trial, depth);
	}
	if (depth == 2 && oracle_random(trial->archive, 40) == 0)
		buf_puts(&trial->text, " *");
}

/* ---- asking ---- */

static void
parse(struct trial *trial)
{
	const struct query_context context = {
		.limits = query_limits_preset,
		.match_any = trial->ask.match_any,
		.today = trial->ask.today,
	};
	struct err err = { 0 };

	if (!query_parse(trial->text.data, trial->text.len, &context,
		    &trial->arena, &trial->parsed, &err))
		fail_msg("%s: %s", trial->text.data, err.text);
}

static void
run(struct trial *trial)
{
	struct err err = { 0 };

	trial->ask.query = trial->text.data;
	trial->ask.query_len = trial->text.len;
	if (!search_run(trial->search, &trial->ask, &trial->arena,
		    &trial->results, &err))
		fail_msg("%s: %s", trial->text.data, err.text);
	assert_false(trial->results.partial);
}

static void
check_counts(struct trial *trial)
{
	uint32_t hits = 0, distinct = 0;

	for (uint32_t i = 0; i < trial->archive->count; i++) {
		trial->found[i] = matches(trial, i, NULL);
		hits += trial->found[i];
		distinct += trial->found[i] &&
			    !text_counted(trial, trial->found, i);
	}
	if (trial->results.hits != hits)
		differ(trial, "the number of hits");
	if (trial->results.distinct != distinct)
		differ(trial, "the number of texts");
}

/* The story behind a hit. */
static uint32_t
story_of(const struct trial *trial, const struct search_hit *hit)
{
	for (uint32_t i = 0; i < trial->archive->count; i++)
		if (strcmp(trial->archive->stories[i].uri, hit->uri) == 0)
			return i;
	fail_msg("a hit that is no story: %s", hit->uri);
	return 0;
}

/* The stories found, in the order asked for, as they would be listed. */
static uint32_t
listed(const struct trial *trial, uint32_t *order)
{
	const struct story *stories = trial->archive->stories;
	bool taken[ORACLE_STORIES_MAX] = { 0 };
	uint32_t n = 0, count = trial->archive->count;
	bool oldest = trial->ask.sort == SORT_OLDEST;

	for (uint32_t turn = 0; turn < count; turn++) {
		uint32_t best = count;

		for (uint32_t i = 0; i < count; i++) {
			day d = story_day(&stories[i]), b;

			if (taken[i])
				continue;
			b = best < count ? story_day(&stories[best]) : 0;
			if (best == count ||
				(oldest && d != DAY_UNKNOWN &&
					(b == DAY_UNKNOWN || d < b)))
				best = i;
		}
		taken[best] = true;
		if (trial->found[best])
			order[n++] = best;
	}
	return n;
}

/* Leave only the first of each text, as collapse=copies does. */
static uint32_t
collapsed(const struct trial *trial, uint32_t *order, uint32_t n)
{
	const struct story *stories = trial->archive->stories;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t cluster = stories[order[i]].cluster;
		bool copy = false;

		for (uint32_t j = 0; cluster != 0 && j < kept; j++)
			copy |= stories[order[j]].cluster == cluster;
		if (!copy)
			order[kept++] = order[i];
	}
	return kept;
}

static void
check_order(struct trial *trial)
{
	const struct search_results *results = &trial->results;
	uint32_t order[ORACLE_STORIES_MAX];
	uint32_t n = listed(trial, order), wanted;

	if (trial->ask.collapse)
		n = collapsed(trial, order, n);
	wanted = n > trial->ask.offset ? n - trial->ask.offset : 0;
	if (wanted > trial->ask.limit)
		wanted = trial->ask.limit;
	if (results->npage != wanted)
		differ(trial, "the length of the page");
	for (uint32_t i = 0; i < wanted; i++)
		if (story_of(trial, &results->page[i]) !=
			order[trial->ask.offset + i])
			differ(trial, "the order of the page");
}

/* Each story found once, by falling scores, the newest of equals first; with
 * collapse one of each text. */
static void
check_ranking(struct trial *trial)
{
	const struct search_results *results = &trial->results;
	bool seen[ORACLE_STORIES_MAX] = { 0 };
	uint32_t last = 0;

	if (results->npage !=
		(trial->ask.collapse ? results->distinct : results->hits))
		differ(trial, "the length of the ranked page");
	for (uint32_t i = 0; i < results->npage; i++) {
		const struct search_hit *hit = &results->page[i];
		uint32_t at = story_of(trial, hit);

		if (seen[at] || !trial->found[at])
			differ(trial, "what is ranked");
		if (trial->ask.collapse && text_counted(trial, seen, at))
			differ(trial, "what is collapsed");
		seen[at] = true;
		if (i > 0 &&
			(hit->score > hit[-1].score ||
				(hit->score == hit[-1].score && at < last)))
			differ(trial, "the order of the ranking");
		last = at;
	}
}

/* ---- trials ---- */

static void
ask_random(struct trial *trial)
{
	struct oracle_archive *archive = trial->archive;
	static const enum field_id countable[] = { FIELD_OUTLET, FIELD_ACTOR,
		FIELD_LANGUAGE, FIELD_DATE };

	trial->ask = (struct search_ask){
		.match_any = oracle_random(archive, 3) == 0,
		.page = true,
		.limits = query_limits_preset,
		.today = day_of(2025, 3, 11),
		.collapse = oracle_random(archive, 3) == 0,
		.nfacets = 2,
	};
	for (uint32_t i = 0; i < trial->ask.nfacets; i++)
		trial->ask.facets[i] = (struct facet_ask){
			.field = ORACLE_PICK(archive, countable),
			.unit = (enum day_unit)oracle_random(archive, 4),
			.own_filter = oracle_random(archive, 3) == 0,
		};
}

/* Of the stories found, by some unit, perhaps by some field too. */
static void
ask_timeline(struct trial *trial, struct timeline_ask *ask)
{
	struct oracle_archive *archive = trial->archive;
	static const enum field_id splits[] = { FIELD_OUTLET, FIELD_ACTOR,
		FIELD_LANGUAGE };

	*ask = (struct timeline_ask){
		.unit = (enum day_unit)oracle_random(archive, 4),
		.norm = (enum timeline_norm)oracle_random(archive, 3),
		.splits = oracle_random(archive, 2) == 0,
		.split = {
			.field = ORACLE_PICK(archive, splits),
			.n = 1 + oracle_random(archive, 4),
		},
	};
	trial->ask.timeline = ask;
}

/* One question, in the three orders. */
static void
try_random(struct trial *trial)
{
	struct timeline_ask timeline;

	buf_reset(&trial->text);
	put_query(trial, 2);
	ask_random(trial);
	parse(trial);
	trial->ask.sort = SORT_NEWEST;
	trial->ask.offset = oracle_random(trial->archive, 20);
	trial->ask.limit = oracle_random(trial->archive, 20);
	ask_timeline(trial, &timeline);
	run(trial);
	check_counts(trial);
	check_order(trial);
	check_timeline(trial);
	for (uint32_t i = 0; i < trial->ask.nfacets; i++)
		check_facet(trial, &trial->ask.facets[i],
			&trial->results.facets[i]);
	trial->ask.sort = SORT_OLDEST;
	trial->ask.nfacets = 0;
	trial->ask.timeline = NULL;
	run(trial);
	check_order(trial);
	trial->ask.sort = SORT_RANK;
	trial->ask.offset = 0;
	trial->ask.limit = trial->archive->count;
	run(trial);
	check_ranking(trial);
	arena_reset(&trial->arena);
}

static void
every_answer_is_that_of_a_plain_scan(void **state)
{
	struct oracle_archive *archive = mem_alloc(sizeof(*archive));
	const char *more = getenv("ORACLE_ARCHIVES");
	uint32_t archives = more != NULL ? (uint32_t)atoi(more) : ARCHIVES;
	struct err err = { 0 };

	(void)state;
	for (uint32_t seed = 1; seed <= archives; seed++) {
		struct trial trial = { .archive = archive };

		oracle_archive_open(
			archive, seed, ORACLE_STORIES_MAX / (1 + seed % 3));
		trial.scan = mem_alloc(sizeof(*trial.scan));
		oracle_scan_init(trial.scan, archive);
		trial.search = search_open(archive->generation, &err);
		if (trial.search == NULL)
			fail_msg("%s", err.text);
		for (int i = 0; i < QUERIES; i++)
			try_random(&trial);
		search_close(trial.search);
		oracle_scan_release(trial.scan);
		free(trial.scan);
		buf_release(&trial.text);
		arena_release(&trial.arena);
		oracle_archive_close(archive);
	}
	free(archive);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_answer_is_that_of_a_plain_scan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
