/*
 * xap_match.hh - the documents that match a query, as a set
 *
 * Only for engine/xap/xap_*.cc, inside guarded().  Thread: as the database.
 */
#ifndef ENGINE_XAP_MATCH_HH
#define ENGINE_XAP_MATCH_HH

#include "base/stop.h"
#include "engine/xap/xap.h"
#include "engine/xap/xap_set.hh"

#include <xapian.h>

/* Adds matches to `into`; only those in the set `in` unless that is null. */
void add_matches(const Xapian::Database &db, const struct match_query *query,
	const struct stop *stop, const docid_set *in, docid_set &into);

#endif
