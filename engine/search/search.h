/*
 * search.h - questions asked of a generation
 *
 * The engine's face towards searchd: plain structs in, plain structs out.
 * search_run() parses, plans (filters by field, one more pass for each facet
 * that ignores its own filter), has a page ranked (engine/match), counts the
 * rest in columns and cuts snippets.  A story is named by its uri; no docid
 * leaves.
 *
 * Thread: a struct search belongs to one worker; results live in the arena.
 */
#ifndef ENGINE_SEARCH_H
#define ENGINE_SEARCH_H

#include "base/arena.h"
#include "base/err.h"
#include "base/stop.h"
#include "engine/index/archive.h"
#include "engine/query/query.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct search;

/* Holds a reference to the generation; opens a reader of its own. */
struct search *search_open(struct generation *generation, struct err *err);
void search_close(struct search *search); /* NULL is fine */
const struct generation *search_generation(const struct search *search);

enum search_sort { SORT_RANK, SORT_NEWEST, SORT_OLDEST };

struct facet_ask {
	enum field_id field; /* a FIELD_FACET one */
	uint32_t level;	     /* actor/2: by the first 2 x 3 letters of codes */
	uint32_t n;	     /* buckets; 0 = all */
	enum day_unit unit;  /* FIELD_DATE */
	bool own_filter;     /* outlet!: keep the query's filter on it */
	bool significant;    /* actor~sig: what is unusually frequent */
	bool pairs;	     /* actor*outlet: with each of these: */
	enum field_id other;
	uint32_t other_level;
};
#define SEARCH_FACETS_MAX 8
#define FACET_LEVELS_MAX 5 /* of three letters each */

/*
 * Read "outlet:5,actor/1,date:month,outlet!:3,actor~sig,actor*outlet:20".
 * Presets: 10 buckets, by month; a date facet gives all its buckets.  Error:
 * ERR_USAGE with keys "key=facet near=…".
 */
bool facets_parse(const char *text, size_t len,
	struct facet_ask asks[SEARCH_FACETS_MAX], uint32_t *n, struct err *err);

/* Against what the counts of a timeline are held. */
enum timeline_norm {
	NORM_NONE,
	NORM_ALL,   /* all stories of the archive of that time */
	NORM_OUTLET /* those of the outlets that are in the result */
};

struct timeline_ask {
	enum day_unit unit;
	enum timeline_norm norm;
	bool splits; /* also by the commonest values of a field */
	struct facet_ask split;
};

#define TIMELINE_SERIES_MAX 20

/* Error: ERR_USAGE with keys "key=split …": one field with a dictionary. */
bool timeline_split_parse(
	const char *text, size_t len, struct facet_ask *split, struct err *err);

/*
 * Where a page ended, for the one that goes on behind it.  It means something
 * for the same question (query, match, sort, collapse, today) to the same
 * generation alone, and only to search_run().
 */
struct search_place {
	uint32_t shown;		 /* hits up to there, from the first */
	uint32_t hits, distinct; /* of the whole answer */
	uint32_t story;		 /* the last one shown */
	double weight;		 /* its own, where the order is by rank */
};

enum words_sign {
	WORDS_MORE, /* words that are more common in the stories found */
	WORDS_LESS,
	WORDS_BOTH
};

/* Which words are typical of the stories found. */
struct words_ask {
	const char *against; /* a query; NULL: the archive */
	size_t against_len;
	uint32_t limit;
	uint32_t least; /* texts that must have a word */
	bool own;	/* words of the query as well */
	bool all_forms; /* not only the most striking form of each stem */
	enum words_sign sign;
};

struct search_ask {
	bool suggest; /* say what may have been meant, where nothing is */
	const char *query;
	size_t query_len;
	bool kin;	 /* LIKE: the query is a text, or confines the kin of */
	const char *uri; /* this story; NULL: of the text */
	bool match_any;
	bool page; /* hits wanted (SEARCH), or counts alone */
	uint32_t offset, limit;
	const struct search_place *after; /* then offset is 0; NULL: none */
	enum search_sort sort;
	bool expand;	       /* words of the best hits rank, too */
	uint32_t recency_days; /* half-life of a bonus; 0: none */
	uint32_t minconf;      /* percent; a date of less is none */
	uint32_t snippets;     /* a hit */
	bool collapse;	       /* copies */
	struct facet_ask facets[SEARCH_FACETS_MAX];
	uint32_t nfacets;
	const struct timeline_ask *timeline; /* NULL: none wanted */
	const struct words_ask *words;	     /* likewise */
	struct query_limits limits;
	day today;
	const struct stop *stop;
};

struct search_hit {
	const char *uri;
	double score;	      /* 0 when not sorted by rank */
	const char *date;     /* as precise as known; NULL */
	const char *outlet;   /* NULL: unknown */
	const char *headline; /* NULL: none */
	const char **snippets;
	uint32_t nsnippets;
};

struct facet_bucket {
	const char *value;
	const char *code; /* NULL: none */
	uint32_t stories, distinct;
	uint32_t ordinal;	      /* of its value or group; not for days */
	const char *with, *with_code; /* the other one of a pair */
	double score;		      /* how unusual, or how closely paired */
};

struct facet_result {
	const char *name; /* what is counted: "outlet", "actor/1" */
	bool coded;	  /* the buckets have codes, where they are known */
	bool scored;	  /* and a score */
	bool paired;	  /* and a second value */
	enum field_id field;
	struct facet_bucket *buckets;
	uint32_t nbuckets;
	uint32_t undated; /* of days: matching stories without one */
};

/* What was written in one unit of time. */
struct timeline_bucket {
	uint32_t stories, distinct;
	double share; /* 0..1 of what it is held against */
	bool burst;
};

struct timeline_series {
	const char *value;		 /* of the split; NULL: all */
	struct timeline_bucket *buckets; /* as many as there are names */
	uint32_t undated, undated_distinct;
};

struct timeline {
	const char **names; /* oldest first, none left out between */
	bool *gaps;	    /* the archive has no story of that time */
	uint32_t nbuckets;
	struct timeline_series *series; /* the first one is of all */
	uint32_t nseries;
};

/* A word that tells the stories found from others: engine/counts/keyness.h. */
struct search_word {
	const char *term;
	double score;  /* G2; under 0: it is rarer in the stories found */
	double effect; /* log ratio */
	uint32_t foreground, background; /* different texts with it */
};

/* Where the time of an answer goes. */
enum search_stage {
	STAGE_PARSE,
	STAGE_PLAN,
	STAGE_RANK,   /* the page */
	STAGE_COUNT,  /* all that match */
	STAGE_FACETS, /* and timelines and words */
	STAGE_READ,   /* the hits, and their snippets */
	SEARCH_STAGES
};

struct search_results {
	int64_t stage_ns[SEARCH_STAGES];
	uint32_t hits, distinct;
	bool partial; /* the deadline came first: true, but not complete */
	bool judged;  /* what a hit is is a judgement: hits are about so many */
	struct search_hit *page;
	uint32_t npage;
	uint32_t shown; /* hits before this page */
	bool more;	/* behind it, and known to be: */
	struct search_place next;
	struct facet_result *facets;
	uint32_t nfacets;
	struct timeline timeline;
	struct search_word *words;
	uint32_t nwords;
	struct query_notice *notices;
	uint32_t nnotices;
};

/* Errors: those of query_parse(); ERR_USAGE with keys "key=after" for a place
 * that is in no answer; ERR_STOPPED when the deadline left nothing
 * to show; ERR_KILLED; ERR_INDEX. */
bool search_run(struct search *search, const struct search_ask *ask,
	struct arena *arena, struct search_results *out, struct err *err);

/* The same, and how it came to be: engine/search/explain.h. */
struct explained;
bool search_explain(struct search *search, const struct search_ask *ask,
	struct arena *arena, struct search_results *out,
	struct explained *explained, struct err *err);

/* One story as stored; texts in the arena.  ERR_NOT_FOUND. */
bool search_get(struct search *search, const char *uri, struct arena *arena,
	struct story *out, struct err *err);

/*
 * Passages of the story ask->uri for the query, no more than ask->snippets, in
 * the order of its text: those of the one hit of *out, which has none when no
 * word of the query stands in the text.  Errors: those of query_parse();
 * ERR_NOT_FOUND; ERR_INDEX.
 */
bool search_passages(struct search *search, const struct search_ask *ask,
	struct arena *arena, struct search_results *out, struct err *err);

/* All copies of a story's text: engine/search/cluster.h. */
struct cluster_ask;
struct cluster_results;
bool search_cluster(struct search *search, const struct cluster_ask *ask,
	struct arena *arena, struct cluster_results *out, struct err *err);

/* Pick the n buckets with the most stories: largest first, ties by value.
 * counts[0..ncounts) stories per ordinal; returns how many, <= n. */
size_t facets_top(
	const uint32_t *counts, size_t ncounts, size_t n, uint32_t *ordinals);

#endif
