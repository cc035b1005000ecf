/*
 * source_sample.h - a draft to read into, for the tests of indexer/
 *
 * Today is 30 June 2026 there, and what the sink is told is counted.
 */
#ifndef TESTS_UNIT_SOURCE_SAMPLE_H
#define TESTS_UNIT_SOURCE_SAMPLE_H

#include "base/arena.h"
#include "base/mem.h"
#include "indexer/sources/source.h"
#include "indexer/story/draft.h"

#include <stdlib.h>
#include <string.h>

struct sample {
	struct arena arena;
	struct input input;
	struct source_rules rules;
	struct sink sink;
	struct source source;
	struct draft draft;
	size_t stories, rejects, remarks;
	enum reject_reason why; /* of the last reject */
	uint64_t line;
	char headline[200]; /* of the last story; "" if none */
	char value[40];	    /* of its date */
	bool refuse;	    /* the sink fails */
};

static inline bool
sample_story(void *ctx, const struct story *story, struct err *err)
{
	struct sample *s = ctx;

	s->stories++;
	s->headline[0] = s->value[0] = '\0';
	if (story->headline != NULL)
		strncat(s->headline, story->headline, sizeof(s->headline) - 1);
	if (story->published.value != NULL)
		strncat(s->value, story->published.value, sizeof(s->value) - 1);
	return !s->refuse || err_set(err, ERR_IO, "refused");
}

static inline void
sample_reject(void *ctx, const char *path, uint64_t line,
	enum reject_reason why, const char *detail)
{
	struct sample *s = ctx;

	(void)path;
	(void)detail;
	s->rejects++;
	s->why = why;
	s->line = line;
}

static inline void
sample_remark(void *ctx, const char *path, uint64_t line,
	enum remark_reason why, const char *detail)
{
	struct sample *s = ctx;

	(void)path;
	(void)line;
	(void)why;
	(void)detail;
	s->remarks++;
}

/* An empty draft again. */
static inline void
sample_reset(struct sample *s)
{
	arena_reset(&s->arena);
	draft_init(&s->draft, &s->arena, &s->source, 0, 0);
}

static inline int
sample_setup(void **state)
{
	struct sample *s = mem_alloc(sizeof(*s));

	sources_start();
	source_rules_init(&s->rules);
	s->rules.today = day_of(2026, 6, 30);
	s->input = (struct input){
		.path = "pile/a.txt",
		.name = "pile/a.txt",
		.kind = source_kind_named("text"),
	};
	s->sink = (struct sink){
		.ctx = s,
		.story = sample_story,
		.reject = sample_reject,
		.remark = sample_remark,
	};
	s->source = (struct source){
		.input = &s->input,
		.rules = &s->rules,
		.sink = &s->sink,
	};
	sample_reset(s);
	*state = s;
	return 0;
}

static inline int
sample_teardown(void **state)
{
	struct sample *s = *state;

	arena_release(&s->arena);
	free(s);
	return 0;
}

#define SAMPLE_TEST(test)                                                      \
	cmocka_unit_test_setup_teardown(test, sample_setup, sample_teardown)

#endif
