/*
 * frequent.h - the actors of each story, the archive's most frequent first
 *
 * Who wants the ten actors of most stories of a result need not count all of
 * them: nobody is in more stories of a result than of the whole archive.  So
 * actors are numbered anew by document frequency, rank 0 being the one in most
 * stories, and each story lists its ranks ascending: to count up to a rank one
 * reads the beginnings of lists.
 *
 * Thread: read only once made; frequent_of() may be called by any.
 */
#ifndef ENGINE_FREQUENT_H
#define ENGINE_FREQUENT_H

#include "engine/index/columns.h"

#include <stdatomic.h>
#include <stdint.h>

/* Ends the list of a story; no rank is as high. */
#define FREQUENT_END UINT16_MAX

struct frequent {
	uint32_t count; /* of ranks: at most FREQUENT_END */
	uint32_t rest;	/* no actor without a rank is in more stories */

	uint32_t *ordinal; /* of a rank; of two in as many stories the lower
			      ordinal comes first */
	uint32_t *stories; /* that the actor of a rank is in, descending */

	uint32_t *start; /* of a row's list in rank[] */
	uint16_t *rank;	 /* each list ascending, then FREQUENT_END */
};

/* Where it is kept: zeros until first asked for. */
typedef _Atomic(struct frequent *) frequent_cell;

/* What is kept in the cell for the columns, made now if it was not: two bytes
 * an actor of a story, and six a story. */
const struct frequent *frequent_of(
	frequent_cell *cell, const struct columns *columns);
void frequent_release(frequent_cell *cell);

#endif
