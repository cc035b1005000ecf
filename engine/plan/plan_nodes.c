/* plan_nodes.c - nodes of the trees that engine/match is given */
#include "engine/plan/plan_build.h"

#include <string.h>

struct match_query *
plan_node(struct arena *arena, enum match_op op, uint32_t room)
{
	struct match_query *query = arena_new(arena, struct match_query);

	query->op = op;
	query->kids = arena_array(arena, room, sizeof(struct match_query *));
	return query;
}

void
plan_add(struct match_query *query, struct match_query *kid)
{
	query->kids[query->nkids++] = kid;
}

struct match_query *
plan_unwrapped(struct match_query *query)
{
	return query->nkids == 1 ? query->kids[0] : query;
}

struct match_query *
plan_pair(struct arena *arena, enum match_op op, struct match_query *first,
	struct match_query *second)
{
	struct match_query *query = plan_node(arena, op, 2);

	plan_add(query, first);
	plan_add(query, second);
	return query;
}

struct match_query *
plan_term(struct arena *arena, const char *prefix, const char *text, size_t len)
{
	struct match_query *query = plan_node(arena, MATCH_TERM, 0);
	size_t skip = strlen(prefix);
	char *bytes = arena_alloc(arena, skip + len + 1);

	memcpy(bytes, prefix, skip);
	memcpy(bytes + skip, text, len);
	query->term = bytes;
	query->term_len = (uint32_t)(skip + len);
	return query;
}
