/*
 * xap_query.hh - struct match_query into Xapian::Query
 *
 * Only for engine/xap/xap_*.cc, inside guarded().
 *
 * Thread: one query belongs to one thread; it is built anew for each match.
 */
#ifndef ENGINE_XAP_QUERY_HH
#define ENGINE_XAP_QUERY_HH

#include "base/stop.h"
#include "engine/xap/xap.h"

#include <xapian.h>

/* Could the database hold this term?  Xapian takes "" for every document. */
bool possible_term(const char *term, size_t len);

/* The first of an operator's kids; throws when there is none. */
const struct match_query *first_kid(const struct match_query *query);

/* The query, with stop polled in its phrases and spans. */
Xapian::Query build_query(const Xapian::Database &db,
	const struct match_query *query, const struct stop *stop);

#endif
