/* inspect_each.c - walking over the stories of all segments */
#include "engine/index/inspect.h"

#include "engine/index/stories.h"
#include "engine/xap/xap.h"

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

bool
inspect_each_story(const struct generation *generation, inspect_story_fn fn,
	void *ctx, struct err *err)
{
	const struct columns *columns = &generation->columns;
	struct story_reader *reader = story_reader_new(columns);
	struct arena arena = { 0 };
	struct story story;
	bool ok = true;

	for (uint32_t row = 0; ok && row < columns->stories; row++) {
		arena_reset(&arena);
		ok = story_reader_get(reader, row, &arena, &story, err);
		if (ok)
			fn(ctx, &story, row);
	}
	story_reader_free(reader);
	arena_release(&arena);
	return ok;
}
