/* draft_facts.c - what a container knows of a story before it is read */
#include "indexer/story/draft.h"

#include <string.h>

/* When it was fetched: the story is not younger. */
static void
take_capture(struct draft *draft, const char *text)
{
	struct date readings[DATE_READINGS];
	char value[DATE_TEXT_SIZE];
	size_t n;

	if (!date_read_whole(text, strlen(text), readings, &n) || n != 1)
		return;
	date_print(&readings[0], value);
	draft->story.date_captured = arena_string(draft->arena, value);
	draft_candidate(
		draft, DATE_FROM_CAPTURE, &readings[0], text, strlen(text));
}

void
draft_facts(struct draft *draft, const struct input_facts *facts)
{
	draft->story.url = arena_string(draft->arena, facts->url);
	draft->story.offset += facts->offset;
	if (facts->captured != NULL)
		take_capture(draft, facts->captured);
	if (facts->modified != NULL)
		draft_date(draft, DATE_FROM_HTTP, facts->modified,
			strlen(facts->modified));
}
