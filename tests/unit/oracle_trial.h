/*
 * oracle_trial.h - one question, answered by the engine and by a plain scan
 *
 * Thread: one.
 */
#ifndef TESTS_ORACLE_TRIAL_H
#define TESTS_ORACLE_TRIAL_H

#include "engine/search/search.h"
#include "tests/unit/oracle_match.h"

/* What is asked; its query is in the trial's text. */
struct oracle_ask {
	struct search_ask ask;
	struct timeline_ask timeline;
};

struct trial {
	const struct oracle_archive *archive;
	struct oracle_scan scan;
	struct search *search;
	struct arena arena; /* of one question */
	struct buf text;
	struct oracle_ask asked;
	struct search_ask ask; /* as it was given to the engine */
	struct query_parsed parsed;
	struct search_results results;
	bool *found;	     /* by the scan, for each story */
	bool *widened;	     /* without a facet's filter */
	bool *met;	     /* clusters, while texts are counted */
	const char *differs; /* in what; NULL: in nothing */
	char detail[200];
};

/* The answers differ; what is said first counts. */
static inline void __attribute__((format(printf, 3, 4)))
differ(struct trial *trial, const char *what, const char *fmt, ...)
{
	va_list args;

	if (trial->differs != NULL)
		return;
	trial->differs = what;
	va_start(args, fmt);
	vsnprintf(trial->detail, sizeof(trial->detail), fmt, args);
	va_end(args);
}

/* Is it the same number? */
static inline void
same(struct trial *trial, const char *what, uint32_t engine, uint32_t scan)
{
	if (engine != scan)
		differ(trial, what, "%u, and by the scan %u", engine, scan);
}

static inline void
trial_open(struct trial *trial, const struct oracle_archive *archive)
{
	struct err err = { 0 };

	*trial = (struct trial){ .archive = archive };
	oracle_scan_init(&trial->scan, archive);
	trial->search = search_open(archive->generation, &err);
	if (trial->search == NULL)
		fail_msg("%s", err.text);
	trial->found = mem_alloc(archive->count + 1);
	trial->widened = mem_alloc(archive->count + 1);
	trial->met = mem_alloc(archive->clusters + 1);
}

static inline void
trial_close(struct trial *trial)
{
	search_close(trial->search);
	oracle_scan_release(&trial->scan);
	buf_release(&trial->text);
	arena_release(&trial->arena);
	free(trial->found);
	free(trial->widened);
	free(trial->met);
}

/* ---- the scan ---- */

/* Does the story match, without the top level's filters on the field? */
static inline bool
trial_matches(struct trial *trial, uint32_t at, const struct field *without)
{
	const struct query *root = trial->parsed.root;

	if (without == NULL)
		return oracle_story_matches(&trial->scan, at, root);
	if (query_filters(root) == without)
		return true;
	if (root->kind != QUERY_AND)
		return oracle_story_matches(&trial->scan, at, root);
	for (uint32_t i = 0; i < root->nkids; i++)
		if (query_filters(root->kids[i]) != without &&
			!oracle_story_matches(&trial->scan, at, root->kids[i]))
			return false;
	return true;
}

/* Is this the first story of its text since met[] was cleared? */
static inline bool
trial_new_text(struct trial *trial, uint32_t at)
{
	uint32_t cluster = trial->archive->stories[at].cluster;
	bool first = cluster == 0 || !trial->met[cluster];

	if (cluster != 0)
		trial->met[cluster] = true;
	return first;
}

static inline void
trial_forget_texts(struct trial *trial)
{
	memset(trial->met, 0, trial->archive->clusters + 1);
}

/* ---- asking ---- */

/* Read the query; false when it is refused. */
static inline bool
trial_parse(struct trial *trial, struct err *err)
{
	const struct query_context context = {
		.limits = query_limits_preset,
		.match_any = trial->asked.ask.match_any,
		.today = trial->asked.ask.today,
	};

	oracle_scan_reset(&trial->scan);
	return query_parse(buf_text(&trial->text), trial->text.len, &context,
		&trial->arena, &trial->parsed, err);
}

static inline bool
trial_run(struct trial *trial, const struct search_ask *ask)
{
	struct err err = { 0 };

	trial->ask = *ask;
	trial->ask.query = buf_text(&trial->text);
	trial->ask.query_len = trial->text.len;
	trial->results = (struct search_results){ 0 };
	if (!search_run(trial->search, &trial->ask, &trial->arena,
		    &trial->results, &err))
		differ(trial, "an error", "%s", err.text);
	else if (trial->results.partial)
		differ(trial, "half an answer", "without a deadline");
	return trial->differs == NULL;
}

#endif
