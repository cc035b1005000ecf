/* draft_facts.c - what a container knows of a story before it is read */
#include "indexer/story/draft.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

/* A text of a container's head, whose bytes may be anything, as UTF-8. */
static const char *
whole_text(struct draft *draft, const char *text)
{
	struct buf out = { 0 };
	const char *copy;

	if (text == NULL)
		return NULL;
	utf8_repair(&out, text, strlen(text));
	copy = arena_copy(draft->arena, buf_text(&out), out.len);
	buf_release(&out);
	return copy;
}

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
	draft->story.url = whole_text(draft, facts->url);
	draft->story.offset += facts->offset;
	if (facts->captured != NULL)
		take_capture(draft, facts->captured);
	if (facts->modified != NULL)
		draft_date(draft, DATE_FROM_HTTP, facts->modified,
			strlen(facts->modified));
}
