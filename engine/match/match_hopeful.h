/*
 * match_hopeful.h - what may weigh more than the page's last hit
 *
 * A weight grows with how often the word is in a story, and is greatest in the
 * shortest stories: so there is a bound that needs no look at lengths.  Of
 * alternatives those that even together stay below the last hit of a full page
 * put no story on it by themselves (Turtle and Flood, Query evaluation:
 * strategies and optimizations, 1995): only stories that have one of the
 * others are weighed.
 *
 * For engine/match alone.  Thread: as the reader.
 */
#ifndef ENGINE_MATCH_HOPEFUL_H
#define ENGINE_MATCH_HOPEFUL_H

#include "engine/match/match_node.h"

/* How often a story must have a word of this weight to weigh more than
 * `least`; never too much. */
uint32_t match_least_frequency(
	const struct match_eval *eval, double weight, double least);

/* Of what the root found in this window, those that may weigh more than
 * `least`, which is over 0.  False: any may. */
bool match_hopeful(const struct match_eval *eval, const struct match_node *root,
	double least, struct bits *hopeful);

#endif
