#include "tests/bench/engine.h"

#include "tests/bench/wording.h"

#include <string.h>

struct generation *
engine_generation(const char *index)
{
	struct err err = { 0 };
	struct generation *generation = generation_open(index, &err);

	if (generation == NULL)
		peer_die("dateline: %s", err.text);
	return generation;
}

void
engine_open(struct engine *engine, struct generation *generation)
{
	struct err err = { 0 };

	*engine = (struct engine){ .search = search_open(generation, &err) };
	if (engine->search == NULL)
		peer_die("dateline: %s", err.text);
}

void
engine_close(struct engine *engine)
{
	search_close(engine->search);
	arena_release(&engine->arena);
	buf_release(&engine->query);
}

void
engine_ask(struct engine *engine, const struct question *question,
	struct answer *answer)
{
	struct search_ask ask = {
		.page = true,
		.limit = 10,
		.sort = question->kind == NEWEST ? SORT_NEWEST : SORT_RANK,
		.limits = query_limits_preset,
	};
	struct search_results results = { 0 };
	struct err err = { 0 };

	arena_reset(&engine->arena);
	buf_reset(&engine->query);
	wording_query(&engine->query, question);
	ask.query = engine->query.data;
	ask.query_len = engine->query.len;
	if ((question->facets &&
		    !facets_parse(WORDING_FACETS, strlen(WORDING_FACETS),
			    ask.facets, &ask.nfacets, &err)) ||
		!search_run(
			engine->search, &ask, &engine->arena, &results, &err))
		peer_die(
			"dateline: %s: %s", buf_text(&engine->query), err.text);
	answer->hits = results.hits;
	for (uint32_t i = 0; i < results.npage; i++)
		answer->bytes += strlen(results.page[i].uri);
	for (uint32_t i = 0; i < results.nfacets; i++)
		answer->buckets += results.facets[i].nbuckets;
}
