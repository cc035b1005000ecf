/*
 * page_mutants.c - damaged web pages, and what reading them takes
 *
 *   page_mutants COUNT SEED FILE...
 *
 * Makes COUNT pages out of the files, each damaged in one way or several:
 * cut, spliced, bytes changed, in a wrong encoding, without end tags, ten
 * thousand levels deep, fifty megabytes on one line.  Each is read as the
 * indexer would, in this process; the same seed gives the same pages.  What
 * comes out must survive packing.  Prints the pages that took more than a
 * quarter of a second of the processor, how many were read, the slowest, and
 * the peak of memory.  A page that takes a minute ends the program.  Runs in
 * the project's folder, where conf/ is.
 */
#include "base/buf.h"
#include "base/must.h"
#include "base/utf8.h"
#include "indexer/settings.h"
#include "indexer/sources/feed.h"
#include "indexer/sources/source.h"
#include "indexer/sources/source_kinds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define DEEP 10000
#define HUGE_BYTES (50u << 20)
/* One page in so many is huge. */
#define HUGE_EVERY 500
#define MINUTE 60

struct mutants {
	struct buf *pages;
	size_t npages;
	uint64_t random;
	struct buf page; /* the one that is being made */
	bool is_huge;	 /* it is in the file instead */
	char huge[64];
};

/* ---- chance ---- */

/* xorshift64*, by Sebastiano Vigna. */
static uint64_t
chance(struct mutants *m)
{
	m->random ^= m->random >> 12;
	m->random ^= m->random << 25;
	m->random ^= m->random >> 27;
	return m->random * 2685821657736338717u;
}

static size_t
below(struct mutants *m, size_t n)
{
	return n > 0 ? (size_t)(chance(m) % n) : 0;
}

static const struct buf *
some_page(struct mutants *m)
{
	return &m->pages[below(m, m->npages)];
}

/* text[0..len) into the page at a place. */
static void
insert(struct mutants *m, size_t at, const char *text, size_t len)
{
	struct buf whole = { 0 };

	buf_add(&whole, m->page.data, at);
	buf_add(&whole, text, len);
	buf_add(&whole, m->page.data + at, m->page.len - at);
	buf_release(&m->page);
	m->page = whole;
}

/* ---- damage ---- */

static void
cut(struct mutants *m)
{
	buf_cut(&m->page, below(m, m->page.len));
}

static void
splice(struct mutants *m)
{
	const struct buf *other = some_page(m);
	size_t from = below(m, other->len);

	buf_cut(&m->page, below(m, m->page.len));
	buf_add(&m->page, other->data + from, other->len - from);
}

static void
change_bytes(struct mutants *m)
{
	static const char bytes[] = "<>&;\"'/=! -\n\0\x80\xc3\xff[]{}:,\\";

	for (size_t n = 1 + below(m, 64); n > 0 && m->page.len > 0; n--)
		m->page.data[below(m, m->page.len)] =
			bytes[below(m, sizeof(bytes) - 1)];
}

/* A part again and again: also tags, scripts, quotes. */
static void
repeat(struct mutants *m)
{
	size_t at = below(m, m->page.len), len = 1 + below(m, 400);
	struct buf part = { 0 };

	if (len > m->page.len - at)
		len = m->page.len - at;
	for (size_t n = below(m, 200); n > 0; n--)
		buf_add(&part, m->page.data + at, len);
	insert(m, at, buf_text(&part), part.len);
	buf_release(&part);
}

static void
lose_end_tags(struct mutants *m)
{
	size_t to = 0;

	for (size_t i = 0; i < m->page.len; i++)
		if (i + 1 < m->page.len && m->page.data[i] == '<' &&
			m->page.data[i + 1] == '/' && below(m, 4) > 0)
			i++;
		else
			m->page.data[to++] = m->page.data[i];
	buf_cut(&m->page, to);
}

/* Each byte as one character of two, or of UTF-16 with its mark or without,
 * or with its accents in another alphabet. */
static void
wrong_encoding(struct mutants *m)
{
	struct buf out = { 0 };
	size_t way = below(m, 4);

	if (way == 0)
		buf_add(&out, "\xff\xfe", 2);
	for (size_t i = 0; i < m->page.len; i++) {
		unsigned char c = (unsigned char)m->page.data[i];

		if (way == 2)
			utf8_append(&out, c);
		else if (way == 3)
			buf_putc(&out, (char)(c >= 0x80 ? c ^ 0x15 : c));
		else {
			buf_putc(&out, (char)c);
			buf_putc(&out, '\0');
		}
	}
	buf_release(&m->page);
	m->page = out;
}

static void
deep(struct mutants *m)
{
	static const char *const tags[] = { "<div>", "<p><span>", "<b>",
		"<table><tr><td>", "<ul><li>", "<section class=related>",
		"<a href=x>", "<x-card>", "<blockquote>", "<font>",
		"<article><time>" };
	const char *tag = tags[below(m, sizeof(tags) / sizeof(*tags))];
	struct buf nest = { 0 };

	for (int i = 0; i < DEEP; i++)
		buf_puts(&nest, tag);
	insert(m, below(m, m->page.len), nest.data, nest.len);
	buf_release(&nest);
}

/* Things that pages say to machines, broken. */
static void
bad_metadata(struct mutants *m)
{
	static const char *const texts[] = {
		"<script type=application/ld+json>{\"@type\":\"NewsArticle\","
		"\"articleBody\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[{\"a\":",
		"<script type=application/ld+json>[{\"@graph\":{\"@graph\":"
		"[{\"headline\":1e999,\"datePublished\":{}}]}}]</script>",
		"<meta property=og:title content='",
		"<title><title></title",
		"<time datetime=99999999999999999999999>",
		"<meta charset=utf-16><meta charset=koi8-r>",
		"&#x110000;&#0;",
		"<!--",
		"<![CDATA[",
		"<script>",
		"<textarea>",
		"<plaintext>",
		"<base href=//>",
		"<svg><title>",
	};
	const char *text = texts[below(m, sizeof(texts) / sizeof(*texts))];

	insert(m, below(m, m->page.len), text, strlen(text));
}

/* Very much of one thing, on one line.  It goes to a file, so that none of
 * the memory that is measured is ours. */
static void
huge(struct mutants *m)
{
	static const char *const parts[] = { "The ferry sails twice a day. ",
		"x", "<p>x", "<", "&amp;", "<a href=x>y</a>", "\xc3\xa9",
		"<p class=\"a b c\">", "</div>", "<br>", " =", "\"", ",",
		"1 May 2024 ", "Mr Lind said. ", "\xff", "<td>", "[1] " };
	static const char *const before[] = { "<p>", "<p title=\"", "<!--",
		"<script>", "<script type=application/ld+json>{\"a\":\"",
		"<title>", "<h1>", "<", "<meta name=description content='" };
	const char *part = parts[below(m, sizeof(parts) / sizeof(*parts))];
	FILE *file = fopen(m->huge, "w");

	must(file != NULL);
	buf_cut(&m->page, below(m, m->page.len));
	fwrite(m->page.data, 1, m->page.len, file);
	fputs(before[below(m, sizeof(before) / sizeof(*before))], file);
	for (size_t n = HUGE_BYTES / strlen(part); n > 0; n--)
		fputs(part, file);
	must(fclose(file) == 0);
}

/* The next page in m->page; what is done to it, for the report. */
static const char *
mutate(struct mutants *m, size_t number)
{
	static const struct {
		const char *name;
		void (*run)(struct mutants *m);
	} ways[] = {
		{ "cut", cut },
		{ "splice", splice },
		{ "bytes", change_bytes },
		{ "repeat", repeat },
		{ "no end tags", lose_end_tags },
		{ "encoding", wrong_encoding },
		{ "metadata", bad_metadata },
		{ "deep", deep },
	};
	const struct buf *page = some_page(m);
	size_t way = 0;

	buf_reset(&m->page);
	buf_add(&m->page, page->data, page->len);
	m->is_huge = number % HUGE_EVERY == HUGE_EVERY - 1;
	if (m->is_huge) {
		huge(m);
		return "huge";
	}
	for (size_t n = 1 + below(m, 3); n > 0; n--) {
		way = below(m, sizeof(ways) / sizeof(*ways));
		ways[way].run(m);
	}
	return ways[way].name;
}

/* ---- reading ---- */

static bool
on_story(void *ctx, const struct story *story, struct err *err)
{
	struct buf bytes = { 0 };
	struct arena arena = { 0 };
	struct story again;

	++*(size_t *)ctx;
	must(story->body_text == NULL ||
		utf8_valid(story->body_text, strlen(story->body_text), NULL));
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
	(void)why;
	(void)detail;
}

static void
on_remark(void *ctx, const char *path, uint64_t line, enum remark_reason why,
	const char *detail)
{
	(void)ctx;
	(void)path;
	(void)line;
	(void)why;
	(void)detail;
}

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Read the page in m->page; returns how long that took. */
static double
read_page(struct mutants *m, const struct source_rules *rules, size_t *stories)
{
	const struct sink sink = {
		.ctx = stories,
		.story = on_story,
		.reject = on_reject,
		.remark = on_remark,
	};
	struct input input = {
		.path = "page.html",
		.name = "page.html",
		.kind = source_kind_named("html"),
	};
	struct feed feed;
	struct source source = {
		.input = &input,
		.rules = rules,
		.sink = &sink,
		.feed = &feed,
	};
	struct err err = { 0 };
	double began;

	if (m->is_huge)
		must(feed_open(&feed, m->huge, &err));
	else
		feed_open_bytes(&feed, buf_text(&m->page), m->page.len);
	alarm(MINUTE);
	began = seconds();
	must(input.kind->read(&source, &err));
	began = seconds() - began;
	alarm(0);
	feed_close(&feed);
	return began;
}

/* ---- the whole ---- */

static bool
load(struct mutants *m, char **paths, size_t n)
{
	struct err err = { 0 };

	m->pages = calloc(n, sizeof(*m->pages));
	must(m->pages != NULL);
	for (; m->npages < n; m->npages++) {
		struct buf *page = &m->pages[m->npages];
		struct feed feed;
		bool ok = feed_open(&feed, paths[m->npages], &err);
		size_t len = ok ? feed_want(&feed, SOURCE_STORY_MAX) : 0;

		if (ok)
			buf_add(page, feed_ahead(&feed), len);
		feed_close(&feed);
		if (!ok || len == 0) {
			fprintf(stderr, "page_mutants: %s: %s\n",
				paths[m->npages], ok ? "empty" : err.text);
			return false;
		}
	}
	return true;
}

/* By what the indexer reads: the presets, and the lists of conf/. */
static bool
open_rules(struct source_rules *rules, struct arena *arena, struct err *err)
{
	struct settings settings;

	sources_start();
	if (!settings_read(&settings, NULL, arena, err))
		return false;
	settings.outlets = "conf/outlets.tsv";
	settings.actors = "conf/actors.tsv";
	settings.places = "conf/places.tsv";
	settings.names = "conf/names.tsv";
	settings.model = "conf/names.model";
	return settings_rules(&settings, false, NULL, rules, err);
}

static void
run(struct mutants *m, const struct source_rules *rules, size_t count)
{
	struct rusage usage;
	const char *slowest_way = "none";
	double slowest = 0, all = 0;
	size_t stories = 0, which = 0;

	for (size_t i = 0; i < count; i++) {
		const char *way = mutate(m, i);
		double took = read_page(m, rules, &stories);

		all += took;
		if (took > 0.25)
			printf("%zu %s: %.3f s\n", i, way, took);
		if (took > slowest) {
			slowest = took;
			slowest_way = way;
			which = i;
		}
	}
	getrusage(RUSAGE_SELF, &usage);
	printf("pages=%zu stories=%zu seconds=%.1f slowest=%.3f (%zu, %s) "
	       "peak_mb=%ld\n",
		count, stories, all, slowest, which, slowest_way,
		usage.ru_maxrss >> 10);
}

int
main(int argc, char **argv)
{
	struct mutants m = { 0 };
	struct source_rules rules = { 0 };
	struct arena arena = { 0 };
	struct err err = { 0 };
	bool ok;

	if (argc < 4) {
		fprintf(stderr, "usage: page_mutants COUNT SEED FILE...\n");
		return 2;
	}
	m.random = strtoull(argv[2], NULL, 10) * 2 + 1;
	snprintf(m.huge, sizeof(m.huge), "/tmp/page_mutants.%ld.html",
		(long)getpid());
	ok = load(&m, argv + 3, (size_t)argc - 3);
	if (ok && !open_rules(&rules, &arena, &err)) {
		fprintf(stderr, "page_mutants: %s\n", err.text);
		ok = false;
	}
	if (ok)
		run(&m, &rules, strtoull(argv[1], NULL, 10));
	unlink(m.huge);
	settings_rules_release(&rules);
	arena_release(&arena);
	for (size_t i = 0; i < m.npages; i++)
		buf_release(&m.pages[i]);
	free(m.pages);
	buf_release(&m.page);
	return ok ? 0 : 1;
}
