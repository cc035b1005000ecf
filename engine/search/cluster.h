/*
 * cluster.h - all copies of one text: who ran it, when, what was changed
 *
 * The stories of a cluster in the order in which they were seen, each held
 * against the first.  What was added or cut is told in sentences: those that
 * are not in the first text, and those of the first text that are missing; a
 * sentence that was changed is both.
 *
 * Thread: with the struct search that owns the hits.
 */
#ifndef ENGINE_CLUSTER_H
#define ENGINE_CLUSTER_H

#include "engine/search/search_hits.h"

struct cluster_ask {
	const char *uri; /* of any of the copies */
	uint32_t offset, limit;
	uint32_t changes; /* sentences to show of each kind, a copy */
	const struct stop *stop;
};

struct cluster_story {
	struct search_hit hit; /* its score: the similarity to the first */
	const char *role;      /* original, copy, near; NULL: has no copies */
	const char *lag;       /* to the first (moment.h); NULL: unknown */
	uint32_t added, cut;   /* sentences */
	const char **added_texts, **cut_texts; /* some of them */
	uint32_t nadded_texts, ncut_texts;
};

struct cluster_results {
	uint32_t stories, outlets; /* in all */
	struct cluster_story *page;
	uint32_t npage;
	bool partial; /* the deadline came before the whole page */
};

/* Texts in the arena.  Errors: ERR_NOT_FOUND, ERR_STOPPED, ERR_KILLED,
 * ERR_INDEX. */
bool cluster_read(const struct hits *hits, const struct cluster_ask *ask,
	struct arena *arena, struct cluster_results *out, struct err *err);

#endif
