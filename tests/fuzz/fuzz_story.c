/*
 * fuzz_story.c - any bytes as a stored story
 *
 * What unpacks must come back the same from packing it again, and must have
 * a record that prints.
 */
#include "base/buf.h"
#include "base/must.h"
#include "engine/story/story.h"

#include <stdint.h>
#include <string.h>

static void
count_line(void *ctx, const char *name, const char *value)
{
	*(size_t *)ctx += strlen(name) + strlen(value);
}

/* Written without a tree the record is the same bytes. */
static void
print_at_once(const struct story *story, const struct buf *as_tree)
{
	struct buf out = { 0 };
	struct json_out o = { .buf = &out, .digits = STORY_DIGITS };

	json_out_open(&o, NULL, '{');
	story_json_write(&o, story);
	json_out_close(&o, '}');
	must(strcmp(out.data, as_tree->data) == 0);
	buf_release(&out);
}

/* The record as one line; it must be JSON again. */
static void
print_record(const struct story *story, struct buf *out)
{
	struct json *record = story_json(story);
	struct json *again;
	size_t bytes = 0;

	story_lines(record, count_line, &bytes);
	must(bytes > 0); /* a uri at least */
	json_write(out, record, STORY_DIGITS);
	print_at_once(story, out);
	again = json_parse(out->data, out->len, NULL);
	must(again != NULL);
	json_free(again);
	json_free(record);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf packed = { 0 }, record = { 0 }, record_again = { 0 };
	struct story story, again;
	struct arena arena = { 0 };

	json_start();
	if (story_unpack((const char *)data, size, &arena, &story, NULL)) {
		story_pack(&story, &packed);
		must(story_unpack(
			packed.data, packed.len, &arena, &again, NULL));
		must(again.nactors == story.nactors);
		must(story_day(&again) == story_day(&story));
		print_record(&story, &record);
		print_record(&again, &record_again);
		must(strcmp(record.data, record_again.data) == 0);
	}
	arena_release(&arena);
	buf_release(&packed);
	buf_release(&record);
	buf_release(&record_again);
	return 0;
}
