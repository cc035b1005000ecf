/* inspect_each.c - walking over the stories of all segments */
#include "engine/index/inspect.h"

#include "base/mem.h"
#include "engine/index/shelf.h"
#include "engine/xap/xap.h"

#include <stdlib.h>
#include <string.h>

bool
inspect_terms(
	const struct generation *generation, uint64_t *terms, struct err *err)
{
	bool ok = true;

	*terms = 0;
	for (uint32_t i = 0; ok && i < generation->nsegments; i++) {
		struct xap_reader *reader;
		struct buf path = { 0 };
		uint64_t n = 0;

		fs_join(&path, generation->segments[i]->path, "database", NULL);
		reader = xap_reader_open(path.data, err);
		ok = reader != NULL && xap_reader_terms(reader, &n, err);
		*terms += n;
		xap_reader_close(reader);
		buf_release(&path);
	}
	return ok;
}

/* One shelf a segment. */
static struct shelf **
open_shelves(const struct generation *generation, struct err *err)
{
	struct shelf **shelves =
		mem_alloc(generation->nsegments * sizeof(*shelves));

	for (uint32_t i = 0; i < generation->nsegments; i++) {
		shelves[i] = shelf_open(generation->segments[i]->path, err);
		if (shelves[i] == NULL)
			break;
	}
	return shelves;
}

bool
inspect_each_story(const struct generation *generation, inspect_story_fn fn,
	void *ctx, struct err *err)
{
	struct shelf **shelves = open_shelves(generation, err);
	struct arena arena = { 0 };
	struct story story;
	bool ok = shelves[generation->nsegments - 1] != NULL;

	for (uint32_t row = 0; ok && row < generation->columns.stories; row++) {
		uint32_t docid = row + 1, part = 0;

		if (generation->joined) {
			part = generation->homes.part[row];
			docid = generation->homes.docid[row];
		}
		arena_reset(&arena);
		ok = shelf_story(shelves[part], docid, &arena, &story, err);
		if (ok)
			fn(ctx, &story, row);
	}
	for (uint32_t i = 0; i < generation->nsegments; i++)
		shelf_close(shelves[i]);
	free(shelves);
	arena_release(&arena);
	return ok;
}
