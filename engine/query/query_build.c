/* query_build.c - nodes, lists, limits and errors of the parser */
#include "engine/query/query_build.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct query *
build_node(struct query_builder *builder, enum query_kind kind, uint32_t col)
{
	struct query *node = arena_new(builder->arena, struct query);

	node->kind = kind;
	node->col = col;
	return node;
}

/* A grown copy in the arena; the old one is left to it. */
static void *
grown(struct arena *arena, const void *items, uint32_t count, uint32_t *cap,
	size_t size)
{
	void *copy;

	*cap = *cap == 0 ? 4 : *cap * 2;
	copy = arena_array(arena, *cap, size);
	if (count > 0)
		memcpy(copy, items, count * size);
	return copy;
}

struct query *
build_leaf(struct query_builder *builder, enum query_kind kind, uint32_t col,
	const char *text, size_t len, struct err *err)
{
	const struct query_limits *limits = &builder->context->limits;
	struct query *leaf;

	if (++builder->leaves > limits->words) {
		err_set(err, ERR_BROAD, "more than %u words in a query",
			limits->words);
		err_keys(err, "limit=words col=%u", col);
		return NULL;
	}
	if (len > limits->word_bytes) {
		err_set(err, ERR_BROAD, "a word of more than %u bytes",
			limits->word_bytes);
		err_keys(err, "limit=word_bytes col=%u", col);
		return NULL;
	}
	leaf = build_node(builder, kind, col);
	leaf->text = arena_copy(builder->arena, text, len);
	leaf->len = (uint32_t)len;
	return leaf;
}

void
build_add(struct query_builder *builder, struct query_list *list,
	struct query *node)
{
	if (node == NULL)
		return;
	if (list->count == list->cap)
		list->items = grown(builder->arena, list->items, list->count,
			&list->cap, sizeof(*list->items));
	list->items[list->count++] = node;
}

struct query *
build_join(struct query_builder *builder, enum query_kind kind, uint32_t col,
	const struct query_list *list)
{
	struct query_list flat = { 0 };
	struct query *node;

	if (list->count <= 1)
		return list->count == 0 ? NULL : list->items[0];
	for (uint32_t i = 0; i < list->count; i++) {
		struct query *kid = list->items[i];

		if (kid->kind != kind || kid->required) {
			build_add(builder, &flat, kid);
			continue;
		}
		for (uint32_t j = 0; j < kid->nkids; j++)
			build_add(builder, &flat, kid->kids[j]);
	}
	node = build_node(builder, kind, col);
	node->kids = flat.items;
	node->nkids = flat.count;
	return node;
}

/* Does it say which stories to look at, rather than what to look for? */
static bool
restricts(const struct query *query)
{
	if (query->kind == QUERY_AND || query->kind == QUERY_OR) {
		for (uint32_t i = 0; i < query->nkids; i++)
			if (!restricts(query->kids[i]))
				return false;
		return true;
	}
	return query->kind == QUERY_NOT || query->kind == QUERY_FILTER ||
	       query->kind == QUERY_DATES || query->kind == QUERY_ALL;
}

/* >=a beside <b finds what either finds, which is hardly meant. */
static void
notice_open_dates(struct query_builder *builder, const struct query_list *list)
{
	bool after = false, before = false;

	for (uint32_t i = 0; i < list->count; i++) {
		const struct query *dates = list->items[i];

		if (dates->kind != QUERY_DATES || dates->undated)
			continue;
		after |= dates->days.last == DAY_UNKNOWN;
		before |= dates->days.first == DAY_UNKNOWN;
	}
	if (after && before)
		notices_add(&builder->notices, "dates",
			"side by side either date is enough; put AND between "
			"them, or write a range with .. in it");
}

/* All values of the field of items[at], as one either-or; NULL when that
 * was done with an earlier one. */
static struct query *
merge_values(struct query_builder *builder, const struct query_list *list,
	uint32_t at)
{
	const struct field *field = query_filters(list->items[at]);
	struct query_list values = { 0 };

	for (uint32_t i = 0; i < list->count; i++) {
		struct query *item = list->items[i];

		if (item->required || query_filters(item) != field)
			continue;
		if (i < at)
			return NULL;
		build_add(builder, &values, item);
	}
	notice_open_dates(builder, &values);
	return build_join(builder, QUERY_OR, list->items[at]->col, &values);
}

/*
 * One of several bare words of match=any.  A compound's parts are then words
 * like the others: a question about shock-waves is also one about waves.
 */
static void
add_bare(struct query_builder *builder, struct query_list *list,
	struct query *item)
{
	if (!item->compound || item->required) {
		build_add(builder, list, item);
		return;
	}
	for (uint32_t i = 0; i < item->nkids; i++) {
		const struct query *way = item->kids[i];

		if (way->kind != QUERY_PHRASE) {
			build_add(builder, list, item->kids[i]);
			continue;
		}
		for (uint32_t j = 0; j < way->nkids; j++) {
			struct query *part =
				arena_new(builder->arena, struct query);

			*part = *way->kids[j];
			part->exact = false;
			build_add(builder, list, part);
		}
	}
}

struct query *
build_sequence(struct query_builder *builder, uint32_t col,
	const struct query_list *list)
{
	bool any = builder->match_any;
	struct query_list wanted = { 0 }, all = { 0 };

	for (uint32_t i = 0; any && i < list->count; i++)
		if (restricts(list->items[i]))
			continue;
		else if (list->count > 1)
			add_bare(builder, &wanted, list->items[i]);
		else
			build_add(builder, &wanted, list->items[i]);
	build_add(builder, &all, build_join(builder, QUERY_ANY, col, &wanted));
	for (uint32_t i = 0; i < list->count; i++) {
		struct query *item = list->items[i];

		if (query_filters(item) != NULL && !item->required)
			item = merge_values(builder, list, i);
		else if (any && !restricts(item))
			continue;
		build_add(builder, &all, item);
	}
	return build_join(builder, QUERY_AND, col, &all);
}

void
build_near(char out[NEAR_SIZE], const char *text, size_t len)
{
	size_t used = 0, size;

	for (size_t at = 0; at < len; at += size) {
		int32_t cp;

		size = utf8_decode(text + at, len - at, &cp);
		if (used + size + 2 > NEAR_SIZE) /* a backslash and the NUL */
			break;
		if (text[at] == '"' || text[at] == '\\' || text[at] == '\t')
			out[used++] = '\\';
		memcpy(out + used, text[at] == '\t' ? "t" : text + at, size);
		used += size;
	}
	out[used] = '\0';
}

bool
build_syntax(struct err *err, uint32_t col, const char *near, size_t len,
	const char *fmt, ...)
{
	char shown[NEAR_SIZE], text[ERR_TEXT_SIZE];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	build_near(shown, near, len);
	err_set(err, ERR_SYNTAX, "%s", text);
	return err_keys(err, "col=%u near=\"%s\"", col, shown);
}
