/*
 * latency.h - how long answers took, as a histogram
 *
 * Buckets grow by a quarter from one microsecond on, so that a quantile is
 * never wrong by more than that; nothing is kept of single answers but the
 * longest.
 *
 * Pure.  Thread: one at a time.
 */
#ifndef SEARCHD_LATENCY_H
#define SEARCHD_LATENCY_H

#include <stdint.h>

#define LATENCY_BUCKETS 96 /* the last one begins beyond half an hour */

struct latency {
	uint64_t buckets[LATENCY_BUCKETS];
	uint64_t count;
	double longest_ms;
};

/* One answer more; below 0 counts as 0. */
void latency_add(struct latency *latency, double ms);

/*
 * The time within which a share (0..1) of the answers were given, in
 * milliseconds: the upper end of its bucket, at most the longest.  0 if there
 * were none.
 */
double latency_quantile(const struct latency *latency, double share);

#endif
