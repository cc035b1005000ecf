/*
 * xap_placed.hh - which of some documents have words where they are wanted
 *
 * Only for engine/xap/xap_*.cc, inside guarded().  Thread: as the database.
 */
#ifndef ENGINE_XAP_PLACED_HH
#define ENGINE_XAP_PLACED_HH

#include "base/stop.h"
#include "engine/xap/xap.h"
#include "engine/xap/xap_set.hh"

#include <xapian.h>

/* Adds those candidates that match.  What is known of them already is not
 * found out again. */
void add_placed(const Xapian::Database &db, const struct match_placed &asked,
	const docid_set &candidates, const struct stop *stop, docid_set &into);

#endif
