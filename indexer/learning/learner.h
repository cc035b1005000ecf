/*
 * learner.h - what is kept of the stories while a pile is read
 *
 * Some things only the collection as a whole can tell: which sentences an
 * outlet prints below everything, whose browser's clocks are those of the
 * crawl, how an outlet is called.  The learner looks at every story as it is
 * read and keeps, of each outlet, a sample: the SAMPLE_KEPT different texts
 * whose digests hash lowest.  Such a sample does not depend on the order in
 * which stories come, so neither does what is learned from it, however many
 * workers read; an outlet of fewer texts is in it as a whole.
 *
 * The bound: SAMPLES_MAX stories in all, of SAMPLE_UNITS hashes at most, 200
 * MB at the worst and a quarter of that for news as it is.  When there are
 * more, each outlet keeps half as many, down to SAMPLE_LEAST.  Beside them
 * an outlet takes some hundred bytes.
 *
 * Thread: learner_see() from any; the rest when all are read.
 */
#ifndef INDEXER_LEARNER_H
#define INDEXER_LEARNER_H

#include "base/names.h"
#include "engine/index/terms.h"
#include "engine/story/story.h"
#include "indexer/learning/cast.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SAMPLE_KEPT 1024
#define SAMPLE_LEAST 16
#define SAMPLES_MAX 262144
#define SAMPLE_UNITS 96
#define SAMPLE_NAMES 4

#define GROUP_NONE UINT32_MAX
#define CLOCK_NONE INT64_MIN

/* Where a story can be fetched from, and its place in what was given. */
struct pile_place {
	uint32_t spool, len;
	uint64_t at;
	uint32_t input, nth;
};

/* One story of a sample. */
struct seen {
	uint64_t priority; /* of the digest; the lowest are kept */
	struct text_digest digest;
	struct pile_place place;
	int64_t clock;		      /* minutes; CLOCK_NONE: no js_line */
	bool at_capture;	      /* that clock is the capture's */
	int8_t agrees;		      /* 1, -1: others say its day, another */
	uint8_t nnames;		      /* names stated for the outlet: */
	uint32_t names[SAMPLE_NAMES]; /* in learner.names */
	uint32_t nunits;
	uint64_t *units; /* ascending; the lowest bit: early in the text */
};

/* The stories of an outlet, or of a folder. */
struct group {
	struct seen **sample; /* by priority */
	size_t count, cap;
	uint32_t stories;  /* all that were seen */
	uint32_t unnamed;  /* of them; they name no outlet */
	uint32_t spelling; /* of the others, in learner.spellings + 1 */
	bool mixed;	   /* they do not spell it alike */
};

struct learner {
	struct names keys;	/* of the groups, by kind: see group_key.h */
	struct names names;	/* stated for outlets: see outlet_names.h */
	struct names spellings; /* of outlet_name in all stories */
	struct group *groups;
	size_t groups_cap;
	size_t kept;	  /* at most, by each group */
	size_t sampled;	  /* by all groups */
	size_t most;	  /* by all: SAMPLES_MAX, or less for the tests */
	struct cast cast; /* who is named */
	pthread_mutex_t lock;
};

struct learner *learner_new(size_t most);
void learner_free(struct learner *learner);

/* The groups that a story was put in. */
struct story_groups {
	uint32_t outlet; /* or the folder, where the outlet is unknown */
	uint32_t clocks; /* the folder, for stories with a js_line */
	uint64_t cast;	 /* a bit for each actor: cast_bit() */
};

/* Look at one story. */
struct story_groups learner_see(struct learner *learner,
	const struct story *story, const struct text_digest *digest,
	const struct pile_place *place);

#endif
