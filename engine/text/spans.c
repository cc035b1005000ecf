#include "engine/text/spans.h"

#include "engine/passages/snippet.h"

#include <string.h>

struct finder {
	const char *text;
	struct arena *arena;
	struct spans *spans;
	size_t cap_paragraphs, cap_sentences;
};

/* [start, end) without the white space at its ends. */
static struct story_span
trimmed(const char *text, size_t start, size_t end)
{
	static const char blanks[] = " \t\r\v\f";

	while (start < end && strchr(blanks, text[start]) != NULL &&
		text[start] != '\0')
		start++;
	while (end > start && strchr(blanks, text[end - 1]) != NULL &&
		text[end - 1] != '\0')
		end--;
	return (struct story_span){ (uint32_t)start, (uint32_t)end };
}

static void
find_sentences(struct finder *f, struct story_span paragraph)
{
	struct spans *spans = f->spans;
	size_t at = paragraph.start;

	while (at < paragraph.end) {
		size_t end = sentence_end(f->text, paragraph.end, at);
		struct story_span sentence = trimmed(f->text, at, end);

		if (sentence.start < sentence.end)
			*arena_push(f->arena, spans->sentences,
				spans->nsentences, f->cap_sentences) = sentence;
		at = end;
	}
}

void
spans_find(
	const char *text, size_t len, struct arena *arena, struct spans *spans)
{
	struct finder f = { .text = text, .arena = arena, .spans = spans };

	memset(spans, 0, sizeof(*spans));
	for (size_t at = 0; at < len;) {
		const char *lf = memchr(text + at, '\n', len - at);
		size_t end = lf != NULL ? (size_t)(lf - text) : len;
		struct story_span paragraph = trimmed(text, at, end);

		if (paragraph.start < paragraph.end) {
			*arena_push(arena, spans->paragraphs,
				spans->nparagraphs, f.cap_paragraphs) =
				paragraph;
			find_sentences(&f, paragraph);
		}
		at = end + 1;
	}
}
