/*
 * query_confine.h - what may stand beside NEAR, and within a part of a story
 *
 * Inside the parser only.  Refusals are ERR_SYNTAX at the column of what
 * stands wrong.
 *
 * Thread: as the builder.
 */
#ifndef ENGINE_QUERY_CONFINE_H
#define ENGINE_QUERY_CONFINE_H

#include "engine/query/query_build.h"
#include "engine/query/query_lex.h"

/* Several words written as one (black/white) stand one right behind the
 * other; others are returned as they are. */
struct query *query_unglued(struct query_builder *builder, struct query *node);

/* May the kids of a NEAR or ADJ stand there?  Clears their +. */
bool query_confine_near(const struct query_builder *builder, struct query *node,
	const struct lexeme *operator, struct err * err);

/* May all this stand within the scope?  Clears its +. */
bool query_confine_scope(const struct query_builder *builder,
	struct query *node, const struct lexeme *scope, struct err *err);

#endif
