/*
 * placed.h - does a story have these words in these places?
 *
 * What a query says of the places of its words, as a tree; a story as the
 * positions of those words and its windows: sentences, quotations and so on.
 * What each kind means: engine/query/query.h.  Exactly:
 *
 *  - A scope holds if its kid holds within one of its windows, as if the story
 *    were that window and no more.  Scopes within scopes are windows cut by
 *    windows.
 *  - A stretch [first, last] of a word is where it stands; of a phrase, NEAR
 *    or ADJ one of each kid, put together in each way that is allowed; of
 *    WITHIN, AND and QUORUM the same of all kids, or of n of them; of OR those
 *    of each kid; of a scope those inside one window.  NOT has none.
 *  - A phrase, WITHIN, NEAR or ADJ holds where it has a stretch.
 *
 * All stretches count, not the shortest alone: for a gap behind one the
 * longer may be the nearer (docs/decisions/0031).
 *
 * Pure but for polling the clock.  Thread: one scratch belongs to one thread.
 */
#ifndef ENGINE_PLACED_H
#define ENGINE_PLACED_H

#include "base/stop.h"
#include "engine/query/query.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum placed_op {
	PLACED_ALL,    /* holds anywhere */
	PLACED_WORD,   /* stands somewhere */
	PLACED_AND,    /* all kids */
	PLACED_OR,     /* any kid */
	PLACED_NOT,    /* not the kid */
	PLACED_PHRASE, /* one kid right behind the other */
	PLACED_WITHIN, /* all kids, words, within n positions */
	PLACED_NEAR,   /* two kids, a gap of at most n, either first */
	PLACED_ADJ,    /* the same, the first kid first */
	PLACED_QUORUM, /* at least n kids */
	PLACED_SCOPE,  /* the kid, in one window */
	PLACED_OPS
};

/* All but ALL and WORD have kids. */
struct placed {
	enum placed_op op;
	uint32_t word; /* WORD: its number */
	uint32_t n;    /* WITHIN, NEAR, ADJ, QUORUM */
	enum query_scope scope;
	struct placed **kids;
	uint32_t nkids;
};

/* Where one word stands: ascending, none twice, all below PLACED_LAST. */
struct placed_word {
	const uint32_t *positions;
	uint32_t n;
};
#define PLACED_LAST (UINT32_MAX - 1)

/* The positions first..last. */
struct placed_window {
	uint32_t first, last;
};

/* The windows of one scope ascend and have no position in common. */
struct placed_windows {
	const struct placed_window *items;
	uint32_t n;
};

struct placed_story {
	const struct placed_word *words; /* by number */
	uint32_t nwords;
	struct placed_windows windows[SCOPES];
};

/* Memory that is used again; zeroed is valid. */
struct placed_scratch {
	struct placed_window *stretches;
	size_t n, cap;
	unsigned turns;
};
void placed_scratch_release(struct placed_scratch *scratch);

enum placed_verdict {
	PLACED_NO,
	PLACED_YES,
	PLACED_STOPPED, /* stop says so */
	PLACED_TOO_MANY /* stretches: more than PLACED_STRETCHES_MAX at once */
};
#define PLACED_STRETCHES_MAX ((size_t)1 << 22)

/* stop may be NULL: never. */
enum placed_verdict placed_match(const struct placed *tree,
	const struct placed_story *story, const struct stop *stop,
	struct placed_scratch *scratch);

#ifdef __cplusplus
}
#endif
#endif
