/*
 * page_blocks.c - the blocks of web pages with their features, to learn from
 *
 *   page_blocks FILE...
 *
 * Prints a line `P file` a page and then a line a block: its features that
 * are not 0 as number:value, a tab, and its text.  scripts/train-page reads
 * it.
 */
#include "indexer/page/html.h"
#include "indexer/page/page_claims.h"
#include "indexer/page/page_features.h"
#include "indexer/page/page_jsonld.h"
#include "indexer/sources/encoding.h"
#include "indexer/sources/feed.h"

#include <stdio.h>
#include <string.h>

static void
print_block(const struct page_block *block, const float *features)
{
	for (unsigned i = 0; i < FEATURES; i++)
		if (features[i] != 0)
			printf("%u:%.4g ", i + 1, (double)features[i]);
	printf("\t%s\n", block->text);
}

static void
no_remark(void *ctx, const char *path, uint64_t line, enum remark_reason why,
	const char *detail)
{
	(void)ctx;
	(void)path;
	(void)line;
	(void)why;
	(void)detail;
}

static void
print_page(const char *text, size_t len, struct arena *arena)
{
	static struct source_rules rules;
	const struct sink sink = { .remark = no_remark };
	struct input input = {
		.path = "page",
		.name = "page",
		.kind = source_kind_named("html"),
	};
	struct source source = {
		.input = &input,
		.rules = &rules,
		.sink = &sink,
	};
	struct page_claims claims = { 0 };
	struct page page;
	struct draft draft;
	float(*features)[FEATURES];

	draft_init(&draft, arena, &source, 0, 0);
	html_read(text, len, arena, &page);
	page_jsonld_read(&draft, &page, &claims);
	page_claims_read(&draft, &page, &claims);
	features = arena_array(arena, page.nblocks + 1, sizeof(*features));
	page_features(&page, &claims, arena, features);
	for (size_t i = 0; i < page.nblocks; i++)
		print_block(&page.blocks[i], features[i]);
}

static bool
read_file(const char *path)
{
	struct arena arena = { 0 };
	struct encoding encoding;
	struct err err = { 0 };
	struct buf text = { 0 };
	struct feed feed;
	char declared[32];
	bool ok = feed_open(&feed, path, &err);

	if (ok) {
		size_t len = feed_want(&feed, SOURCE_STORY_MAX);
		const char *bytes = feed_ahead(&feed);

		encoding_to_utf8(bytes, len,
			html_declared(bytes, len, declared), &text, &encoding);
		printf("P %s\n", path);
		print_page(buf_text(&text), text.len, &arena);
	} else {
		fprintf(stderr, "page_blocks: %s\n", err.text);
	}
	feed_close(&feed);
	buf_release(&text);
	arena_release(&arena);
	return ok;
}

int
main(int argc, char **argv)
{
	bool ok = true;

	sources_start();
	for (int i = 1; i < argc; i++)
		ok = read_file(argv[i]) && ok;
	return ok ? 0 : 1;
}
