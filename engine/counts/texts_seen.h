/*
 * texts_seen.h - which texts were seen: copies of one story count once
 *
 * One mark a cluster of copies; a new round forgets them all at once.
 *
 * Thread: one struct texts_seen belongs to one worker.
 */
#ifndef ENGINE_TEXTS_SEEN_H
#define ENGINE_TEXTS_SEEN_H

#include "engine/index/columns.h"

#include <stdbool.h>
#include <stdint.h>

struct texts_seen {
	uint32_t *marks; /* [0..clusters] */
	uint32_t clusters;
	uint32_t round;
};

void texts_seen_init(struct texts_seen *seen, uint32_t clusters);
void texts_seen_release(struct texts_seen *seen);
void texts_seen_reset(struct texts_seen *seen);

/* Is this the first story of its text since the reset?  cluster as in
 * struct columns: 0 is a text that nobody else has. */
bool texts_seen_first(struct texts_seen *seen, uint32_t cluster);

/* How many of the stories docids[0..n) are not the first of their text since
 * the reset. */
uint32_t texts_again(struct texts_seen *seen, const struct columns *columns,
	const uint32_t *docids, uint32_t n);

/* Different texts among docids[0..n); resets. */
uint32_t texts_count(struct texts_seen *seen, const struct columns *columns,
	const uint32_t *docids, uint32_t n);

#endif
