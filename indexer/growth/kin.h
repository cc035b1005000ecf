/*
 * kin.h - which stories of an archive may change by what comes and goes
 *
 * A story that comes may be a copy of some that are there, and a story that
 * goes leaves copies behind.  Those that may be concerned are gathered: texts
 * with the digest of a new one, or with a sketch like its own, and all that
 * are in one cluster with these or with what goes.  Among the new stories and
 * their kin copies are then found as in any pile (indexer/copies/copies.h),
 * and whoever is no longer what he was has to be written anew.
 *
 * Thread: called from one.
 */
#ifndef INDEXER_KIN_H
#define INDEXER_KIN_H

#include "base/err.h"
#include "engine/index/terms.h"
#include "indexer/build/spool.h"
#include "indexer/growth/ground.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of the stories that are there, those most like a new one are looked at. */
#define KIN_MOST 64

/* A story of the archive, and what it was so far. */
struct kin_story {
	struct ground_story at;
	uint32_t cluster;
	bool first;
	const char *copy_of; /* in the spool's arena */
	double similarity;
};

struct kin {
	struct kin_story *stories; /* key->kin - 1 is a number of these */
	size_t count, cap;
	bool *lost; /* by cluster: one of its stories goes */
};

void kin_init(struct kin *kin, const struct ground *ground);
void kin_release(struct kin *kin);

/* This story goes: call it for each, before kin_gather(). */
void kin_lose(struct kin *kin, struct ground *ground,
	const struct ground_story *story);

/* The kin of keys[0..count), and of what was lost, into the spool of that
 * number, with keys of their own. */
bool kin_gather(struct kin *kin, struct ground *ground,
	const struct story_key *keys, size_t count, struct spool *spool,
	uint32_t number, struct terms *terms, struct err *err);

/*
 * After copies were found among new keys and kin: the numbers of clusters
 * become those of the archive, and of the kin only keys that are not what
 * they were stay; the stories they were are gone from the ground.  Returns how
 * many keys are left.
 */
size_t kin_settle(struct kin *kin, struct ground *ground,
	struct story_key *keys, size_t count);

#endif
