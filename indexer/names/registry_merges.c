/* registry_merges.c - what the keeper said of merging: = and ! rows */
#include "base/mem.h"
#include "indexer/names/registry_parts.h"

#include <string.h>

/* The key of two names, whichever comes first. */
static void
pair_key(struct buf *out, const char *a, const char *b)
{
	struct buf x = { 0 }, y = { 0 };
	bool swap;

	registry_fold(&x, a);
	registry_fold(&y, b);
	swap = strcmp(buf_text(&x), buf_text(&y)) > 0;
	buf_puts(out, buf_text(swap ? &y : &x));
	buf_putc(out, '\n');
	buf_puts(out, buf_text(swap ? &x : &y));
	buf_release(&x);
	buf_release(&y);
}

static void
add_same(struct registry *r, const char *name, const char *as)
{
	struct buf folded = { 0 };

	registry_fold(&folded, name);
	registry_key(
		&r->same, buf_text(&folded), folded.len, (uint32_t)r->nsame);
	vec_push(r->of_same, r->nsame, r->cap_same) = as;
	buf_release(&folded);
}

/* =, name to merge under, names; or !, name, names it is not */
bool
registry_add_merge(
	struct registry *r, const struct table_row *row, struct err *err)
{
	bool same = row->columns[0][0] == '=';
	char *names = row->columns[2], *name;
	const char *first;

	if (row->columns[1] == NULL || names == NULL)
		return table_fault(row, err,
			"= and ! need a name and, in the third column, the "
			"names that are or are not the same");
	first = arena_string(&r->arena, row->columns[1]);
	while ((name = table_next(&names)) != NULL) {
		struct buf key = { 0 };

		if (same) {
			add_same(r, name, first);
		} else {
			pair_key(&key, first, name);
			names_add(&r->apart, key.data, key.len, NULL);
		}
		buf_release(&key);
	}
	return true;
}

const char *
registry_same(const struct registry *r, const char *name)
{
	struct buf folded = { 0 };
	uint32_t at;

	if (r == NULL || r->nsame == 0)
		return NULL;
	registry_fold(&folded, name);
	at = names_find(&r->same.names, buf_text(&folded), folded.len);
	buf_release(&folded);
	return at == NAMES_NONE ? NULL : r->of_same[r->same.values[at]];
}

bool
registry_apart(const struct registry *r, const char *a, const char *b)
{
	struct buf key = { 0 };
	bool apart;

	if (r == NULL || r->apart.count == 0)
		return false;
	pair_key(&key, a, b);
	apart = names_find(&r->apart, key.data, key.len) != NAMES_NONE;
	buf_release(&key);
	return apart;
}
