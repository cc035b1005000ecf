#include "searchd/kept.h"

#include "base/must.h"

#include <string.h>

void
kept_add(struct kept *kept, struct generation *generation, int64_t now_ns)
{
	must(kept->count < KEPT_MAX);
	kept->items[kept->count++] =
		(struct kept_generation){ generation, now_ns };
}

struct generation *
kept_find(struct kept *kept, const char *name, int64_t now_ns)
{
	for (size_t i = kept->count; i-- > 0;) {
		struct kept_generation *item = &kept->items[i];

		if (strcmp(item->generation->name, name) != 0)
			continue;
		item->used_ns = now_ns;
		return item->generation;
	}
	return NULL;
}

bool
kept_has(const struct kept *kept, const struct generation *generation)
{
	for (size_t i = 0; i < kept->count; i++)
		if (kept->items[i].generation == generation)
			return true;
	return false;
}

static struct generation *
take_out(struct kept *kept, size_t i)
{
	struct generation *generation = kept->items[i].generation;

	kept->count--;
	memmove(&kept->items[i], &kept->items[i + 1],
		(kept->count - i) * sizeof(*kept->items));
	return generation;
}

struct generation *
kept_pop(struct kept *kept)
{
	return kept->count > 0 ? take_out(kept, 0) : NULL;
}

struct generation *
kept_pop_idle(struct kept *kept, int64_t idle_ns, int64_t now_ns)
{
	for (size_t i = 0; i < kept->count; i++)
		if (now_ns - kept->items[i].used_ns >= idle_ns)
			return take_out(kept, i);
	return NULL;
}

int64_t
kept_due_ns(const struct kept *kept, int64_t idle_ns)
{
	int64_t due = 0;

	for (size_t i = 0; i < kept->count; i++)
		if (due == 0 || kept->items[i].used_ns + idle_ns < due)
			due = kept->items[i].used_ns + idle_ns;
	return due;
}
