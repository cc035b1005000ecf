/* story_echo.c - what the texts of a record are likely to repeat */
#include "engine/story/story_shape.h"

#include "engine/story/story.h"

#include <string.h>

static const struct echo nothing = { NULL, 0 };

static struct echo
of_text(const char *text)
{
	return (struct echo){ text, text != NULL ? strlen(text) : 0 };
}

/* A stretch of the body; nothing if the story has no such stretch. */
static struct echo
of_span(const struct story *story, uint32_t start, uint32_t end)
{
	if (story->body_text == NULL || end <= start ||
		strnlen(story->body_text, end) < end)
		return nothing;
	return (struct echo){ story->body_text + start, end - start };
}

/* A date is spelt as its value is, as its place in the body has it, or as the
 * url that it was read from. */
struct echo
echo_of_date(const struct story *story, const char *record, uint32_t nth,
	struct buf *scratch)
{
	const struct story_date *date = (const void *)record;

	(void)scratch;
	if (nth == 0)
		return of_text(date->value);
	if (nth == 1 && date->end > 0)
		return of_span(story, date->start, date->end);
	return nth == 1 ? of_text(story->url) : nothing;
}

/* The first mentions may be the name in full. */
#define NAMED_WITHIN 4

static struct echo
name_at(const struct story *story, const struct story_span *spans,
	uint32_t nspans, uint32_t nth)
{
	if (nth >= nspans || nth >= NAMED_WITHIN)
		return nothing;
	return of_span(story, spans[nth].start, spans[nth].end);
}

struct echo
echo_of_actor(const struct story *story, const char *record, uint32_t nth,
	struct buf *scratch)
{
	const struct story_actor *actor = (const void *)record;

	(void)scratch;
	return name_at(story, actor->spans, actor->nspans, nth);
}

struct echo
echo_of_place(const struct story *story, const char *record, uint32_t nth,
	struct buf *scratch)
{
	const struct story_place *place = (const void *)record;

	(void)scratch;
	return name_at(story, place->spans, place->nspans, nth);
}

/* Is text[0..len) one of the lines? */
static bool
has_line(const struct buf *lines, const char *text, size_t len)
{
	const char *at = buf_text(lines), *end = at + lines->len;

	while (at < end) {
		const char *lf = memchr(at, '\n', (size_t)(end - at));
		size_t n = (size_t)((lf != NULL ? lf : end) - at);

		if (n == len && memcmp(at, text, len) == 0)
			return true;
		at += n + 1;
	}
	return false;
}

/* Spellings of more mentions are not looked at: each is compared with all. */
#define SPELLINGS_WITHIN 64

/* The other spellings met, in the order in which the body has them. */
static struct echo
spellings(const struct story *story, const char *name,
	const struct story_span *spans, uint32_t nspans, struct buf *scratch)
{
	buf_reset(scratch);
	for (uint32_t i = 0; i < nspans && i < SPELLINGS_WITHIN; i++) {
		struct echo one = of_span(story, spans[i].start, spans[i].end);

		if (one.text == NULL ||
			(strlen(name) == one.len &&
				memcmp(name, one.text, one.len) == 0) ||
			has_line(scratch, one.text, one.len))
			continue;
		if (scratch->len > 0)
			buf_putc(scratch, '\n');
		buf_add(scratch, one.text, one.len);
	}
	return scratch->len > 0 ? (struct echo){ scratch->data, scratch->len }
				: nothing;
}

struct echo
echo_of_actor_aliases(const struct story *story, const char *record,
	uint32_t nth, struct buf *scratch)
{
	const struct story_actor *actor = (const void *)record;

	return nth > 0 ? nothing
		       : spellings(story, actor->name, actor->spans,
				 actor->nspans, scratch);
}

struct echo
echo_of_place_aliases(const struct story *story, const char *record,
	uint32_t nth, struct buf *scratch)
{
	const struct story_place *place = (const void *)record;

	return nth > 0 ? nothing
		       : spellings(story, place->name, place->spans,
				 place->nspans, scratch);
}

/* Who speaks is mostly one of the actors. */
struct echo
echo_of_speaker(const struct story *story, const char *record, uint32_t nth,
	struct buf *scratch)
{
	(void)record;
	(void)scratch;
	return nth < story->nactors ? of_text(story->actors[nth].name)
				    : nothing;
}
