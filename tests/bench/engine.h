/*
 * engine.h - the engine in process, as the bench asks it
 *
 * Thread: an engine belongs to one; the generation below it is shared.
 */
#ifndef BENCH_ENGINE_H
#define BENCH_ENGINE_H

#include "base/arena.h"
#include "base/buf.h"
#include "engine/search/search.h"
#include "tests/bench/peers/peer.h"

struct engine {
	struct search *search;
	struct arena arena;
	struct buf query;
};

/* The live generation of an archive; ends the program where there is none. */
struct generation *engine_generation(const char *index);

/* End the program where they cannot. */
void engine_open(struct engine *engine, struct generation *generation);
void engine_ask(struct engine *engine, const struct question *question,
	struct answer *answer);
void engine_close(struct engine *engine);

#endif
