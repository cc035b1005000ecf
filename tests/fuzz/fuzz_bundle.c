/*
 * fuzz_bundle.c - any bytes as a bundle of stored stories
 *
 * What can be read must come back the same from a bundle of its own, and must
 * have a record that prints.  Bytes that are no bundle are taken for a text in
 * shorthand, and for a text to be put into it.
 */
#include "base/buf.h"
#include "base/must.h"
#include "engine/story/story_bundle.h"

#include <stdint.h>
#include <string.h>

#define STORIES 4 /* looked at of a bundle */

static const char words[] = " ship\0 the\0HBRLAB\0";

/* The story in every field. */
static void
must_be_equal(const struct story *a, const struct story *b)
{
	struct buf one = { 0 }, other = { 0 };

	story_pack(a, &one);
	story_pack(b, &other);
	must(one.len == other.len &&
		memcmp(one.data, other.data, one.len) == 0);
	buf_release(&one);
	buf_release(&other);
}

static void
bundle_again(const struct shorthand *shorthand, const struct story *story)
{
	struct story_bundle *bundle = story_bundle_new(shorthand);
	struct story again = { .uri = story->uri };
	struct arena arena = { 0 };
	struct buf bytes = { 0 };
	struct json *record;

	story_bundle_add(bundle, story);
	story_bundle_take(bundle, &bytes);
	must(story_bundle_read(
		bytes.data, bytes.len, 0, shorthand, &arena, &again, NULL));
	must_be_equal(story, &again);
	record = story_json(&again);
	must(record != NULL);
	json_free(record);
	story_bundle_free(bundle);
	buf_release(&bytes);
	arena_release(&arena);
}

static void
write_and_read(const struct shorthand *shorthand, const char *data, size_t size)
{
	struct buf bytes = { 0 }, text = { 0 };
	size_t len = strnlen(data, size);

	shorthand_read(shorthand, data, size, &text);
	buf_reset(&text);
	shorthand_write(shorthand, data, len, &bytes);
	must(shorthand_read(shorthand, buf_text(&bytes), bytes.len, &text));
	must(text.len == len && memcmp(buf_text(&text), data, len) == 0);
	buf_release(&bytes);
	buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct shorthand *shorthand;
	struct arena arena = { 0 };

	json_start();
	if (shorthand == NULL)
		shorthand = shorthand_new(words, sizeof(words) - 1, NULL);
	write_and_read(shorthand, (const char *)data, size);
	for (uint32_t nth = 0; nth < STORIES; nth++) {
		struct story story = { .uri = "u" };

		if (story_bundle_read((const char *)data, size, nth, shorthand,
			    &arena, &story, NULL))
			bundle_again(shorthand, &story);
	}
	arena_release(&arena);
	return 0;
}
