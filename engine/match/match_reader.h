/*
 * match_reader.h - a reader, and the postings of a term in its segments
 *
 * For engine/match alone.  Thread: as the reader.
 */
#ifndef ENGINE_MATCH_READER_H
#define ENGINE_MATCH_READER_H

#include "base/arena.h"
#include "base/names.h"
#include "engine/glass/glass_postings.h"
#include "engine/match/match.h"
#include "engine/match/match_bits.h"

/*
 * The beginnings of lists that were opened last, each in the place that the
 * bytes of its term give: a question opens the same ones several times, to
 * plan, to match, and to see how words stand to each other.  The table does
 * not change, so they stay true; longer terms are not remembered.
 */
enum { OPENED_PLACES = 256, OPENED_TERM = 32 };
struct match_opened {
	uint32_t len; /* of the term; 0: none */
	char term[OPENED_TERM];
	struct glass_postings list;
};

/* A segment, opened. */
struct match_part {
	struct glass_database database;
	struct match_opened *opened;	     /* OPENED_PLACES */
	const struct vocabulary *vocabulary; /* as in struct match_segment */
	const struct positions *positions;
	const struct pair_words *pairs;
	const uint32_t *docids;
	/* by windows of the whole: the first docid of the segment's own that is
	 * in it or behind; NULL when docids is */
	uint32_t *window;
	uint32_t *gone; /* own docids of stories that are no more */
	uint32_t ngone;
};

/* The best hit of each cluster in a question. */
struct match_cluster {
	uint32_t round; /* when it was met */
	struct match_hit best;
};

struct match_reader {
	const struct columns *columns;
	struct match_part *parts;
	size_t nparts;
	uint32_t stories;
	double mean_length, length_factor;

	/* memory that is used again */
	struct arena arena; /* of the question at hand */
	struct match_room **rooms;
	size_t nrooms, rooms_used, rooms_cap;
	double *scores; /* of a window; all 0 between questions */
	uint32_t *docids;
	struct match_hit *heap;
	size_t heap_cap;
	struct match_cluster *clusters;
	uint32_t *met; /* clusters that a question has met */
	uint32_t round;
	struct positions_list list, places; /* of match_places_of() */
	uint32_t *place_start;
	size_t place_start_cap;
	struct arena terms_arena;
	const char **terms;
	size_t terms_cap;
};

/* What was taken of a list in a window. */
struct match_room {
	uint32_t n;
	uint32_t docids[WINDOW + GLASS_SLACK];
	uint32_t wdfs[WINDOW + GLASS_SLACK];
};

/* Whose story is it, and under which docid of its own?  NULL: of none. */
const struct match_part *match_part_of(
	const struct match_reader *reader, uint32_t docid, uint32_t *own);

/* A room for this question. */
struct match_room *match_room(struct match_reader *reader);

/* A term in all segments. */
struct match_list {
	uint32_t documents;
	struct glass_postings *parts; /* one a segment */
};

/* In the reader's arena; to be closed. */
bool match_list_open(struct match_reader *reader, const char *term, size_t len,
	struct match_list *list, struct err *err);
void match_list_close(
	const struct match_reader *reader, struct match_list *list);

#endif
