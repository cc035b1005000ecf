/*
 * fuzz_learning.c - texts cut into sentences and some of them taken out, names
 * compared, learned.tsv read: nothing may be touched that is not there, and
 * what is left of a text is what was not cut.
 */
#include "base/buf.h"
#include "base/must.h"
#include "indexer/learning/cues.h"
#include "indexer/learning/cuts.h"
#include "indexer/learning/learned.h"
#include "indexer/learning/name_words.h"
#include "indexer/learning/units.h"

#include <stdlib.h>
#include <string.h>

/* Take every unit out whose hash says so; spans of the others hold. */
static void
cut_some(struct arena *arena, const char *text)
{
	struct story_span spans[64];
	const char *kept[64];
	struct story_actor actor = { .name = "a", .spans = spans };
	struct story story = {
		.body_text = text, .actors = &actor, .nactors = 1
	};
	struct cuts cuts = { 0 };
	struct unit_walk walk;
	struct unit unit;
	uint32_t end = 0;

	unit_walk_start(&walk, text);
	while (unit_next(&walk, &unit)) {
		must(unit.start >= end && unit.end > unit.start);
		must(unit.end <= strlen(text));
		end = unit.end;
		if (unit.hash & 2) {
			cuts_add(&cuts, arena, text, unit.start, unit.end);
		} else if (actor.nspans < 64) {
			kept[actor.nspans] = text + unit.start;
			spans[actor.nspans++] =
				(struct story_span){ unit.start, unit.end };
		}
		(void)cue_of(text + unit.start, unit.end - unit.start);
	}
	actor.count = actor.nspans;
	cuts_apply(&cuts, arena, &story);
	if (story.nactors == 0)
		return;
	must(story.actors[0].nspans == actor.count);
	for (uint32_t i = 0; i < actor.count; i++)
		must(memcmp(story.body_text + spans[i].start, kept[i],
			     spans[i].end - spans[i].start) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct learned learned = { 0 };
	struct arena arena = { 0 };
	struct err err = { 0 };
	char *text = arena_copy(&arena, (const char *)data, size);
	char *second = strchr(text, '\n');

	cut_some(&arena, text);
	if (second != NULL)
		(void)names_compare(text, second + 1);
	(void)learned_parse(&learned, text, &err);
	learned_release(&learned);
	arena_release(&arena);
	return 0;
}
