/*
 * oracle_archive.h - small archives of random stories, for tests of search
 *
 * Made by the real writers and published, so that what is searched is what
 * an indexer makes; the stories stay in memory, for a plain scan to compare
 * with.  The same seed gives the same archive.
 */
#ifndef TESTS_ORACLE_ARCHIVE_H
#define TESTS_ORACLE_ARCHIVE_H

#include "base/fs.h"
#include "base/mem.h"
#include "engine/index/archive.h"
#include "engine/index/pairs.h"
#include "engine/index/terms.h"
#include "engine/index/writer.h"
#include "tests/unit/oracle_story.h"

struct oracle_archive {
	struct oracle_chance chance;
	struct arena arena;
	struct story *stories; /* in docid order */
	uint32_t count;
	uint32_t clusters;
	char *scratch;
	char dir[120];
	struct generation *generation;
};

/* Below n, which is not 0. */
static inline uint32_t
oracle_random(struct oracle_archive *archive, uint32_t n)
{
	return oracle_below(&archive->chance, n);
}

/* Newest first, the undated last, ties by uri. */
static inline int
oracle_newer(const void *a, const void *b)
{
	const struct story *x = a, *y = b;
	day dx = story_day(x), dy = story_day(y);

	if (dx != dy)
		return dx > dy ? -1 : 1;
	return strcmp(x->uri, y->uri);
}

/* Number the bodies that several stories share; the first is the oldest. */
static inline void
oracle_cluster(struct oracle_archive *archive)
{
	struct story **firsts =
		mem_alloc((archive->count + 1) * sizeof(*firsts));

	archive->clusters = 0;
	for (uint32_t i = 0; i < archive->count; i++)
		archive->stories[i].cluster = 0;
	for (uint32_t i = archive->count; i-- > 0;) {
		struct story *story = &archive->stories[i];

		story->cluster_first = false;
		story->copy_of = NULL;
		for (uint32_t j = archive->count; j-- > i + 1;) {
			struct story *first = &archive->stories[j];

			if (story->body_text == NULL ||
				first->body_text != story->body_text)
				continue;
			if (first->cluster == 0) {
				first->cluster = ++archive->clusters;
				first->cluster_first = true;
				firsts[first->cluster] = first;
			}
			story->cluster = first->cluster;
			story->copy_of = firsts[story->cluster]->uri;
			story->similarity = 1;
			break;
		}
	}
	free(firsts);
}

/* One document of the database and one row of the columns. */
static inline void
oracle_write(struct oracle_archive *archive, uint32_t at, struct terms *terms,
	struct writer *writer, struct columns_writer *columns)
{
	const struct story *story = &archive->stories[at];
	struct document document = { 0 };
	struct term_list list;
	struct buf data = { 0 };
	struct err err = { 0 };
	char cluster[24];

	terms_of_story(terms, story, &list);
	story_pack(story, &data);
	snprintf(cluster, sizeof(cluster), "%c%u", story->cluster ? 'c' : 's',
		story->cluster ? story->cluster : at);
	document.terms = &list;
	document.data = data.data;
	document.data_len = data.len;
	document.slots[SLOT_CLUSTER] = cluster;
	document.slot_lens[SLOT_CLUSTER] = strlen(cluster);
	if (!xap_writer_kind.add(writer, &document, &err))
		fail_msg("%s", err.text);
	columns_add(columns, story, &list);
	buf_release(&data);
}

/* Some of the commonest words, for pairs: with others phrases are looked for
 * by where words stand. */
static inline void
oracle_pairs(struct oracle_archive *archive, struct terms *terms,
	struct pair_words *pairs)
{
	struct pair_words common = { 0 };
	struct pair_counts counts = { 0 };
	struct term_list list;

	for (uint32_t i = 0; i < archive->count; i++) {
		terms_of_story(terms, &archive->stories[i], &list);
		pair_counts_add(&counts, &list);
	}
	pair_counts_choose(&counts, &common);
	for (uint32_t i = 0; i < common.words.count; i++) {
		size_t len;
		const char *word = names_text(&common.words, i, &len);

		if (oracle_random(archive, 2))
			names_add(&pairs->words, word, len, NULL);
	}
	pair_counts_release(&counts);
	pair_words_close(&common);
}

static inline void
oracle_publish(struct oracle_archive *archive)
{
	struct err err = { 0 };
	struct archive *dir = archive_open(archive->dir, &err);
	struct columns_writer *columns = columns_writer_new(archive->scratch);
	struct terms *terms = terms_new(ORACLE_FALLBACK);
	struct pair_words pairs = { 0 };
	struct buf path = { 0 };
	struct writer *writer;
	struct manifest manifest = {
		.format = MANIFEST_FORMAT,
		.created = "2025-03-11T00:00:00Z",
		.writer = "xapian",
		.fallback_language = ORACLE_FALLBACK,
		.stories = archive->count,
	};

	assert_non_null(dir);
	fs_join(&path, archive_building(dir), "database", NULL);
	writer = xap_writer_kind.open(path.data, &err);
	assert_non_null(writer);
	oracle_pairs(archive, terms, &pairs);
	terms_pairs(terms, &pairs);
	for (uint32_t i = 0; i < archive->count; i++)
		oracle_write(archive, i, terms, writer, columns);
	assert_true(xap_writer_kind.finish(writer, &err));
	xap_writer_kind.close(writer);
	buf_reset(&path);
	fs_join(&path, archive_building(dir), "columns", NULL);
	if (!columns_finish(columns, path.data, &err) ||
		!pair_words_write(&pairs, path.data, &err) ||
		!archive_publish(dir, &manifest, NULL, &err))
		fail_msg("%s", err.text);
	manifest_release(&manifest);
	columns_writer_free(columns);
	terms_free(terms);
	pair_words_close(&pairs);
	archive_close(dir);
	buf_release(&path);
}

/* Order and publish the stories that are there, and open the generation. */
static inline void
oracle_archive_finish(struct oracle_archive *archive)
{
	struct err err = { 0 };

	qsort(archive->stories, archive->count, sizeof(*archive->stories),
		oracle_newer);
	oracle_cluster(archive);
	archive->scratch = unit_scratch();
	snprintf(archive->dir, sizeof(archive->dir), "%s/news.idx",
		archive->scratch);
	oracle_publish(archive);
	archive->generation = generation_open(archive->dir, &err);
	if (archive->generation == NULL)
		fail_msg("%s", err.text);
}

/* An archive of random stories, some with the body of an earlier one. */
static inline void
oracle_archive_open(
	struct oracle_archive *archive, uint64_t seed, uint32_t count)
{
	*archive = (struct oracle_archive){ .count = count };
	archive->chance.random = seed * 0x9e3779b97f4a7c15ull + 1;
	archive->stories =
		arena_array(&archive->arena, count, sizeof(struct story));
	for (uint32_t i = 0; i < count; i++) {
		struct story *story = &archive->stories[i];
		const struct story *other;

		oracle_story(&archive->chance, &archive->arena, i, story);
		if (i == 0 || !oracle_one_in(&archive->chance, 4))
			continue;
		other = &archive->stories[oracle_below(&archive->chance, i)];
		story->body_text = other->body_text;
		story->quotes = other->quotes;
		story->nquotes = other->nquotes;
	}
	oracle_archive_finish(archive);
}

/* An archive of some of the stories of another one, whose texts it borrows. */
static inline void
oracle_archive_of(struct oracle_archive *archive, const struct story *stories,
	uint32_t count)
{
	*archive = (struct oracle_archive){ .count = count };
	archive->stories =
		arena_array(&archive->arena, count, sizeof(struct story));
	for (uint32_t i = 0; i < count; i++)
		archive->stories[i] = stories[i];
	oracle_archive_finish(archive);
}

static inline void
oracle_archive_close(struct oracle_archive *archive)
{
	generation_unref(archive->generation);
	fs_remove_tree(archive->scratch, NULL);
	free(archive->scratch);
	arena_release(&archive->arena);
}

#endif
