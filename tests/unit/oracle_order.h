/*
 * oracle_order.h - which stories a page shows, and in what order
 *
 * Thread: one.
 */
#ifndef TESTS_ORACLE_ORDER_H
#define TESTS_ORACLE_ORDER_H

#include "tests/unit/oracle_trial.h"

/* The story behind a hit; the number of stories when there is none. */
static inline uint32_t
story_of(struct trial *trial, const struct search_hit *hit)
{
	uint32_t i = 0;

	while (i < trial->archive->count &&
		strcmp(trial->archive->stories[i].uri, hit->uri) != 0)
		i++;
	if (i == trial->archive->count)
		differ(trial, "a hit that is no story", "%s", hit->uri);
	return i;
}

/* The days in their order, each with its stories by uri: newest first as the
 * archive has them, oldest first, the undated last in any case. */
static inline void
oldest_first(const struct trial *trial, uint32_t *order)
{
	const struct story *stories = trial->archive->stories;
	uint32_t n = 0, count = trial->archive->count, end = count;

	while (end > 0 && story_day(&stories[end - 1]) == DAY_UNKNOWN)
		end--;
	for (uint32_t last = end; last > 0;) {
		uint32_t first = last - 1;

		while (first > 0 && story_day(&stories[first - 1]) ==
					    story_day(&stories[first]))
			first--;
		for (uint32_t i = first; i < last; i++)
			order[n++] = i;
		last = first;
	}
	for (uint32_t i = end; i < count; i++)
		order[n++] = i;
}

/* The stories found, in the order asked for; with collapse one of a text. */
static inline uint32_t
listed(struct trial *trial, uint32_t *order)
{
	uint32_t count = trial->archive->count, n = 0;

	for (uint32_t i = 0; i < count; i++)
		order[i] = i;
	if (trial->ask.sort == SORT_OLDEST)
		oldest_first(trial, order);
	trial_forget_texts(trial);
	for (uint32_t i = 0; i < count; i++)
		if (trial->found[order[i]] &&
			(!trial->ask.collapse ||
				trial_new_text(trial, order[i])))
			order[n++] = order[i];
	return n;
}

static inline void
check_order(struct trial *trial)
{
	const struct search_results *results = &trial->results;
	uint32_t *order =
		mem_alloc((trial->archive->count + 1) * sizeof(*order));
	uint32_t n = listed(trial, order), offset = trial->ask.offset;
	uint32_t wanted = n > offset ? n - offset : 0;

	if (wanted > trial->ask.limit)
		wanted = trial->ask.limit;
	same(trial, "the length of the page", results->npage, wanted);
	for (uint32_t i = 0; i < results->npage && i < wanted; i++)
		if (story_of(trial, &results->page[i]) != order[offset + i])
			differ(trial, "the order of the page",
				"%s at %u is not %s", results->page[i].uri, i,
				trial->archive->stories[order[offset + i]].uri);
	free(order);
}

/* Each story found once, by falling scores, the newest of equals first; with
 * collapse one of each text. */
static inline void
check_ranking(struct trial *trial)
{
	const struct search_results *results = &trial->results;
	bool *seen = mem_alloc(trial->archive->count + 1);
	uint32_t last = 0;

	same(trial, "the length of the ranked page", results->npage,
		trial->ask.collapse ? results->distinct : results->hits);
	trial_forget_texts(trial);
	for (uint32_t i = 0; i < results->npage; i++) {
		const struct search_hit *hit = &results->page[i];
		uint32_t at = story_of(trial, hit);

		if (trial->differs != NULL)
			break;
		if (seen[at] || !trial->found[at])
			differ(trial, "what is ranked", "%s", hit->uri);
		if (trial->ask.collapse && !trial_new_text(trial, at))
			differ(trial, "what is collapsed", "%s", hit->uri);
		if (i > 0 &&
			(hit->score > hit[-1].score ||
				(hit->score == hit[-1].score && at < last)))
			differ(trial, "the order of the ranking",
				"%s before %s", hit[-1].uri, hit->uri);
		seen[at] = true;
		last = at;
	}
	free(seen);
}

#endif
