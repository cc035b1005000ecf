/*
 * query_build.h - what the parts of the parser share while a tree grows
 *
 * Nodes, lists of kids, limits and errors.  Inside the parser only:
 * others read the tree (query.h).
 *
 * Thread: a builder belongs to one query_parse().
 */
#ifndef ENGINE_QUERY_BUILD_H
#define ENGINE_QUERY_BUILD_H

#include "engine/query/notices.h"
#include "engine/query/query.h"
#include "engine/text/token.h"

struct query_builder {
	const struct query_context *context;
	const char *text; /* the whole query */
	size_t len;
	bool match_any; /* what stands side by side here is optional */
	struct arena *arena;
	struct tokens tokens;
	uint32_t leaves; /* words and filters so far */
	struct notices notices;
};

/* Kids of a node to be; a zeroed struct is an empty list. */
struct query_list {
	struct query **items;
	uint32_t count;
	uint32_t cap;
};

struct query *build_node(
	struct query_builder *builder, enum query_kind kind, uint32_t col);

/* A word, filter or span of days; ERR_BROAD when there are too many. */
struct query *build_leaf(struct query_builder *builder, enum query_kind kind,
	uint32_t col, const char *text, size_t len, struct err *err);

void build_add(struct query_builder *builder, struct query_list *list,
	struct query *node);

/*
 * A node over the list: NULL for an empty one, the kid itself when it is
 * alone.  Kids of the same kind are taken into it, unless marked with +.
 */
struct query *build_join(struct query_builder *builder, enum query_kind kind,
	uint32_t col, const struct query_list *list);

/*
 * What stands side by side without an operator: all of it, or with
 * match_any an ANY of what ranks beside what only restricts.  Values of one
 * field side by side are either-or, unless marked with +.
 */
struct query *build_sequence(struct query_builder *builder, uint32_t col,
	const struct query_list *list);

/* text[0..len) as it stands in near="…": cut at a whole character, escaped. */
#define NEAR_SIZE 44
void build_near(char out[NEAR_SIZE], const char *text, size_t len);

/* Refuse: ERR_SYNTAX with col= and near=.  Returns false. */
bool build_syntax(struct err *err, uint32_t col, const char *near, size_t len,
	const char *fmt, ...) __attribute__((format(printf, 5, 6)));

#endif
