/*
 * bursts.h - when a matter was written about more than it usually is
 *
 * Two states, usual and burst, with rates of p0 = R/D and 2 p0 of all
 * stories; the cheapest sequence of states explains the counts best, where
 * entering a burst costs ln(n), so that a short flicker is none.
 *
 * Source: J. Kleinberg, Bursty and Hierarchical Structure in Streams, Data
 * Mining and Knowledge Discovery 7 (2003), section 4 (batched arrivals).
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_BURSTS_H
#define ENGINE_BURSTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Shape:  found[i] stories on the matter of all[i] stories, i in 0..n), in
 *         order of time; found[i] <= all[i].  burst[0..n) is filled.
 * Units:  stories.  A bucket with all[i] = 0 says nothing: it keeps the state
 *         before it, and is itself no burst.
 * Errors: none; a matter that is half of everything has no bursts.
 */
void bursts_find(
	const uint32_t *found, const uint32_t *all, size_t n, bool *burst);

#endif
