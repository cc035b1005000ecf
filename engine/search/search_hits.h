/*
 * search_hits.h - what is shown of a story that was found
 *
 * A docid and its weight become a hit by the card of the story; the story
 * itself is read only for the passages that show why it was found.
 *
 * Thread: with the struct search that owns it.
 */
#ifndef ENGINE_SEARCH_HITS_H
#define ENGINE_SEARCH_HITS_H

#include "base/arena.h"
#include "base/err.h"
#include "engine/index/columns.h"
#include "engine/match/match.h"
#include "engine/passages/snippet.h"
#include "engine/search/search.h"
#include "engine/text/stem.h"

#include <stdbool.h>
#include <stdint.h>

/* What hits are made with; all loans of the search. */
struct hits {
	const struct columns *columns;
	struct match_reader *reader;
	struct story_reader *stories;
	struct stemmers *stemmers;
	const char *fallback_language; /* NULL: none */
};

/* The story of a uri.  ERR_NOT_FOUND; ERR_INDEX if columns lack it. */
bool hit_find(const struct hits *hits, const char *uri, uint32_t *docid,
	struct err *err);

/* The stored story; texts in the arena. */
bool hit_story(const struct hits *hits, uint32_t docid, struct arena *arena,
	struct story *story, struct err *err);

/* The hit but for its snippets; its texts live as long as arena and columns.
 * Its outlet is named as its facet names it. */
bool hit_read(const struct hits *hits, const struct match_hit *from,
	struct arena *arena, struct search_hit *hit, struct err *err);

/*
 * Up to n passages for the words of the query, stemmed as the story was: of
 * subhead and body, or of the boilerplate when words are sought nowhere else.
 */
void hit_snippets(const struct hits *hits, const struct story *story,
	const struct query *query, enum snippet_order order, uint32_t n,
	struct arena *arena, struct search_hit *hit);

#endif
