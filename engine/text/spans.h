/*
 * spans.h - the paragraphs and sentences of a body
 *
 * Paragraphs are separated by LF; sentences end as sentence_end() of
 * snippet.h says, and with their paragraph at the latest.  Neither begins or
 * ends with a blank, and none is empty; what lies between them is white space.
 *
 * Pure; one pass.  Thread: any.
 */
#ifndef ENGINE_SPANS_H
#define ENGINE_SPANS_H

#include "base/arena.h"
#include "engine/story/story.h"

#include <stddef.h>

struct spans {
	struct story_span *paragraphs; /* ascending */
	size_t nparagraphs;
	struct story_span *sentences; /* ascending, each within a paragraph */
	size_t nsentences;
};

/* Those of text[0..len), len <= UINT32_MAX, in the arena. */
void spans_find(
	const char *text, size_t len, struct arena *arena, struct spans *spans);

#endif
