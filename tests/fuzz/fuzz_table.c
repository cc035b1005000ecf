/*
 * fuzz_table.c - questions about an archive whose postlist table is damaged
 *
 * An archive is made once.  The first byte of an input chooses a question, and
 * each four behind it are a place (three bytes, little-endian) and what stands
 * there instead: in postlist.glass, or in iamglass before it.  The answer may
 * be wrong or refused; nothing else may come of it.
 */
#include "base/fs.h"
#include "base/mem.h"
#include "base/must.h"
#include "engine/index/archive.h"
#include "engine/index/pairs.h"
#include "engine/index/terms.h"
#include "engine/index/writer.h"
#include "engine/search/search.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STORIES = 2000, WORDS = 14 };

static char scratch[200];
static struct generation *generation;

/* A file of the database, and what it is when it is sound. */
struct damageable {
	const char *name;
	int fd;
	struct buf sound;
};

static struct damageable files[] = {
	{ .name = "iamglass" },
	{ .name = "postlist.glass" },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* ---- the archive ---- */

/* Word n of story i: few are common, many are rare. */
static void
add_word(struct buf *text, uint32_t i, uint32_t n)
{
	uint32_t drawn = (i * 2654435761u) ^ (n * 2246822519u), most;

	drawn = (drawn ^ drawn >> 15) * 2246822519u;
	most = 1u << (drawn >> 28);
	buf_printf(text, "w%u ", drawn % (most < 2000 ? most : 2000));
}

static void
add_story(uint32_t i, struct terms *terms, struct writer *writer,
	struct columns_writer *columns)
{
	struct buf uri = { 0 }, text = { 0 };
	struct story story = { .published.day = DAY_UNKNOWN };
	struct document document = { 0 };
	struct term_list list;

	buf_printf(&uri, "s/%u", i);
	buf_puts(&text, "the dock strike ");
	for (uint32_t n = 0; n < WORDS; n++)
		add_word(&text, i, n);
	story.uri = buf_text(&uri);
	story.body_text = buf_text(&text);
	story.outlet_name = i % 3 == 0 ? "Tidewire" : "Inland Post";
	story.cluster = i % 5 == 0 ? i / 10 + 1 : 0;
	terms_of_story(terms, &story, &list);
	document.terms = &list;
	document.data = story.uri;
	document.data_len = strlen(story.uri);
	must(glass_writer_kind.add(writer, &document, NULL));
	columns_add(columns, &story, &list);
	buf_release(&uri);
	buf_release(&text);
}

static void
write_archive(const char *building)
{
	struct pair_words pairs = { 0 };
	struct terms *terms = terms_new("en");
	struct columns_writer *columns = columns_writer_new(scratch);
	struct buf shard = { 0 }, path = { 0 };
	struct writer *writer;

	names_add(&pairs.words, "the", 3, NULL);
	names_add(&pairs.words, "dock", 4, NULL);
	terms_pairs(terms, &pairs);
	fs_join(&shard, scratch, "shard", NULL);
	writer = glass_writer_kind.open(shard.data, NULL);
	must(writer != NULL);
	for (uint32_t i = 0; i < STORIES; i++)
		add_story(i, terms, writer, columns);
	must(glass_writer_kind.finish(writer, NULL));
	glass_writer_kind.close(writer);
	fs_join(&path, building, "database", NULL);
	must(glass_writer_kind.merge(
		(const char *const *)&shard.data, 1, path.data, NULL));
	buf_reset(&path);
	fs_join(&path, building, "columns", NULL);
	must(fs_make_dir(path.data, NULL));
	must(columns_finish(columns, path.data, NULL));
	must(pair_words_write(&pairs, path.data, NULL));
	columns_writer_free(columns);
	terms_free(terms);
	pair_words_close(&pairs);
	buf_release(&shard);
	buf_release(&path);
}

static void
open_files(void)
{
	for (size_t i = 0; i < COUNT(files); i++) {
		struct buf path = { 0 };

		fs_join(&path, generation->path, "database", files[i].name,
			NULL);
		must(fs_read_file(path.data, 1 << 26, &files[i].sound, NULL));
		files[i].fd = open(path.data, O_WRONLY | O_CLOEXEC);
		must(files[i].fd >= 0);
		buf_release(&path);
	}
}

static void
remove_archive(void)
{
	generation_unref(generation);
	fs_remove_tree(scratch, NULL);
	for (size_t i = 0; i < COUNT(files); i++)
		buf_release(&files[i].sound);
}

static void
make_archive(void)
{
	const char *tmp = getenv("TMPDIR");
	struct manifest manifest = {
		.created = "2025-03-11T00:00:00Z",
		.writer = "glass",
		.fallback_language = "en",
		.stories = STORIES,
	};
	struct buf dir = { 0 };
	struct archive *archive;

	snprintf(scratch, sizeof(scratch), "%s/dateline-fuzz-XXXXXX",
		tmp != NULL ? tmp : "/tmp");
	must(mkdtemp(scratch) != NULL);
	fs_join(&dir, scratch, "news.idx", NULL);
	archive = archive_open(dir.data, NULL);
	must(archive != NULL);
	write_archive(archive_building(archive));
	must(archive_publish(archive, &manifest, NULL, NULL));
	manifest_release(&manifest);
	archive_close(archive);
	generation = generation_open(dir.data, NULL);
	must(generation != NULL);
	buf_release(&dir);
	open_files();
	atexit(remove_archive);
}

/* ---- what is asked ---- */

static const struct search_ask asks[] = {
	{ .query = "w1" },
	{ .query = "w1 w2 w3", .collapse = true },
	{ .query = "w3 OR w40 OR w500", .sort = SORT_NEWEST },
	{ .query = "w1 NOT w2", .expand = true },
	{ .query = "\"dock strike\"" },
	{ .query = "\"strike w1 w2\" OR w7" },
	{ .query = "w1 NEAR/5 w2", .sort = SORT_OLDEST },
	{ .query = "w12* OR stri*" },
	{ .query = "outlet:tidewire strike", .match_any = true },
	{ .query = "SENTENCE(w1 w2)" },
	{ .query = "", .kin = true, .uri = "s/77" },
	{ .query = "kind:single strike" },
};

/* How many hits, or an error that says what is wrong. */
static uint32_t
ask(const struct search_ask *chosen)
{
	struct search_ask asked = *chosen;
	struct search_results results = { 0 };
	struct arena arena = { 0 };
	struct err err = { 0 };
	struct search *search = search_open(generation, &err);

	asked.query_len = strlen(asked.query);
	asked.limits = query_limits_preset;
	asked.page = true;
	asked.limit = 10;
	if (search == NULL ||
		!search_run(search, &asked, &arena, &results, &err))
		must(err.kind == ERR_INDEX || err.kind == ERR_NOT_FOUND ||
			err.kind == ERR_BROAD);
	search_close(search);
	arena_release(&arena);
	return results.hits;
}

/* The archive, of which each question finds something while it is sound. */
static void
begin(void)
{
	make_archive();
	for (size_t i = 0; i < COUNT(asks); i++)
		must(ask(&asks[i]) > 0);
}

/* ---- damage ---- */

/* The file of a place, which becomes a place in it. */
static struct damageable *
file_of(size_t *at)
{
	*at %= files[0].sound.len + files[1].sound.len;
	if (*at < files[0].sound.len)
		return &files[0];
	*at -= files[0].sound.len;
	return &files[1];
}

/* Change all places, or make them sound. */
static void
damage(const uint8_t *data, size_t size, bool mend)
{
	for (; size >= 4; data += 4, size -= 4) {
		size_t at = data[0] | data[1] << 8 | (size_t)data[2] << 16;
		struct damageable *file = file_of(&at);
		const void *byte = mend ? (const void *)&file->sound.data[at]
					: (const void *)&data[3];

		must(pwrite(file->fd, byte, 1, (off_t)at) == 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (generation == NULL)
		begin();
	if (size == 0)
		return 0;
	damage(data + 1, size - 1, false);
	ask(&asks[data[0] % COUNT(asks)]);
	damage(data + 1, size - 1, true);
	return 0;
}
