/*
 * fuzz_source.c - hostile bytes through every source
 *
 * The first byte chooses the reader, one of source_kinds in their order from @
 * on, else the one that the bytes themselves tell; the rest is its input.
 * Whatever comes out must be a story that survives packing and has valid UTF-8
 * throughout.
 */
#include "base/must.h"
#include "base/utf8.h"
#include "engine/story/story.h"
#include "indexer/names/name_model.h"
#include "indexer/sources/feed.h"
#include "indexer/sources/source.h"
#include "indexer/sources/source_kinds.h"
#include "indexer/text/language_model.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_text(const char *text)
{
	if (text != NULL)
		must(utf8_valid(text, strlen(text), NULL));
}

/* In their order, within the body, and cut between characters. */
static void
check_quotes(const struct story *story)
{
	uint32_t at = 0, len = (uint32_t)(story->body_text != NULL
						  ? strlen(story->body_text)
						  : 0);

	for (uint32_t i = 0; i < story->nquotes; i++) {
		const struct story_quote *q = &story->quotes[i];

		must(q->start >= at && q->start < q->end && q->end <= len);
		must(utf8_valid(
			story->body_text + q->start, q->end - q->start, NULL));
		check_text(q->speaker);
		at = q->end;
	}
}

static bool
check_story(void *ctx, const struct story *story, struct err *err)
{
	struct arena arena = { 0 };
	struct buf bytes = { 0 };
	struct story again;

	(void)ctx;
	must(story->uri != NULL && *story->uri != '\0');
	must(strpbrk(story->uri, " \t\n") == NULL);
	must(story->headline != NULL || story->body_text != NULL);
	check_text(story->headline);
	check_text(story->body_text);
	check_text(story->subhead);
	check_text(story->byline);
	check_text(story->outlet_name);
	check_text(story->uri);
	check_text(story->url);
	check_text(story->agency);
	check_text(story->rights);
	check_text(story->dateline_text);
	check_text(story->dateline_place);
	for (uint32_t i = 0; i < story->nboilerplate; i++)
		check_text(story->boilerplate[i].text);
	for (uint32_t i = 0; i < story->nactors; i++)
		check_text(story->actors[i].name);
	for (uint32_t i = 0; i < story->nplaces; i++)
		check_text(story->places[i].name);
	for (uint32_t i = 0; i < story->nauthors; i++)
		check_text(story->authors[i]);
	check_quotes(story);
	must(story->published.confidence >= 0 &&
		story->published.confidence <= 1);
	story_pack(story, &bytes);
	must(story_unpack(bytes.data, bytes.len, &arena, &again, err));
	buf_release(&bytes);
	arena_release(&arena);
	return true;
}

static void
on_reject(void *ctx, const char *path, uint64_t line, enum reject_reason why,
	const char *detail)
{
	(void)ctx;
	(void)path;
	(void)line;
	must(why < REJECT_REASONS && detail != NULL);
}

static void
on_remark(void *ctx, const char *path, uint64_t line, enum remark_reason why,
	const char *detail)
{
	(void)ctx;
	(void)path;
	(void)line;
	must(why < REMARKS && detail != NULL);
}

/* @ is the first, A the second and so on. */
static const struct source_kind *
kind_of(uint8_t letter)
{
	const struct source_kind *kind = source_kinds;

	for (uint8_t l = '@'; kind->name != NULL; kind++, l++)
		if (l == letter)
			return kind;
	return NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct sink sink = {
		.story = check_story,
		.reject = on_reject,
		.remark = on_remark,
	};
	static struct source_rules rules;
	struct input input = { .path = "fuzz", .name = "1911-08/fuzz" };
	struct err err = { 0 };
	struct feed feed;
	struct source source = {
		.input = &input, .rules = &rules, .sink = &sink, .feed = &feed
	};

	if (rules.story_max == 0) {
		sources_start();
		source_rules_init(&rules);
		rules.registry =
			registry_open(&(struct registry_files){ 0 }, &err);
		rules.languages = language_model_new();
		rules.names = name_model_open("", rules.registry, &err);
	}
	if (size < 1)
		return 0;
	input.kind = kind_of(data[0]);
	feed_open_bytes(&feed, data + 1, size - 1);
	must(source_read_open(&source, &err));
	feed_close(&feed);
	return 0;
}
