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

void
echoing_begin(struct echoing *echoing, const struct story *story)
{
	echoing->story = story;
	echoing->body_len = SIZE_MAX;
}

/* A stretch of the body; nothing if the story has no such stretch. */
static struct echo
of_span(struct echoing *echoing, uint32_t start, uint32_t end)
{
	const char *body = echoing->story->body_text;

	if (body == NULL || end <= start)
		return nothing;
	if (echoing->body_len == SIZE_MAX)
		echoing->body_len = strlen(body);
	return end <= echoing->body_len
		       ? (struct echo){ body + start, end - start }
		       : nothing;
}

/* A date is spelt as its value is, as its place in the body has it, or as the
 * url that it was read from. */
struct echo
echo_of_date(struct echoing *echoing, const char *record, uint32_t nth)
{
	const struct story_date *date = (const void *)record;

	if (nth == 0)
		return of_text(date->value);
	if (nth == 1 && date->end > 0)
		return of_span(echoing, date->start, date->end);
	return nth == 1 ? of_text(echoing->story->url) : nothing;
}

/* The first mentions may be the name in full. */
#define NAMED_WITHIN 4

static struct echo
name_at(struct echoing *echoing, const struct story_span *spans,
	uint32_t nspans, uint32_t nth)
{
	if (nth >= nspans || nth >= NAMED_WITHIN)
		return nothing;
	return of_span(echoing, spans[nth].start, spans[nth].end);
}

struct echo
echo_of_actor(struct echoing *echoing, const char *record, uint32_t nth)
{
	const struct story_actor *actor = (const void *)record;

	return name_at(echoing, actor->spans, actor->nspans, nth);
}

struct echo
echo_of_place(struct echoing *echoing, const char *record, uint32_t nth)
{
	const struct story_place *place = (const void *)record;

	return name_at(echoing, place->spans, place->nspans, nth);
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
spellings(struct echoing *echoing, const char *name,
	const struct story_span *spans, uint32_t nspans)
{
	struct buf *scratch = &echoing->scratch;

	buf_reset(scratch);
	for (uint32_t i = 0; i < nspans && i < SPELLINGS_WITHIN; i++) {
		struct echo one =
			of_span(echoing, spans[i].start, spans[i].end);

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
echo_of_actor_aliases(struct echoing *echoing, const char *record, uint32_t nth)
{
	const struct story_actor *actor = (const void *)record;

	return nth > 0 ? nothing
		       : spellings(echoing, actor->name, actor->spans,
				 actor->nspans);
}

struct echo
echo_of_place_aliases(struct echoing *echoing, const char *record, uint32_t nth)
{
	const struct story_place *place = (const void *)record;

	return nth > 0 ? nothing
		       : spellings(echoing, place->name, place->spans,
				 place->nspans);
}

/* Who speaks is mostly one of the actors. */
struct echo
echo_of_speaker(struct echoing *echoing, const char *record, uint32_t nth)
{
	(void)record;
	return nth < echoing->story->nactors
		       ? of_text(echoing->story->actors[nth].name)
		       : nothing;
}
