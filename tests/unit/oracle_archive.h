/*
 * oracle_archive.h - small archives of random stories, for tests of search
 *
 * Made by the real writers and published, so that what is searched is what
 * an indexer makes; the stories stay in memory, for a plain scan to compare
 * with.  Most archives have grown: their stories are in several segments,
 * among others that are gone.  The same seed gives the same archive.
 */
#ifndef TESTS_ORACLE_ARCHIVE_H
#define TESTS_ORACLE_ARCHIVE_H

#include "base/fs.h"
#include "base/mem.h"
#include "engine/index/archive.h"
#include "engine/index/pairs.h"
#include "engine/index/terms.h"
#include "engine/index/union_files.h"
#include "engine/index/writer.h"
#include "tests/unit/oracle_story.h"

#define ORACLE_SEGMENTS_MAX 4

/* A story on its way into a segment. */
struct oracle_dealt {
	struct story story;
	uint32_t segment;
	bool gone;
};

struct oracle_archive {
	struct oracle_chance chance;
	struct oracle_chance deal; /* how it has grown */
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
oracle_write(const struct story *story, struct terms *terms,
	struct writer *writer, struct columns_writer *columns)
{
	struct document document = { 0 };
	struct term_list list;
	struct err err = { 0 };

	terms_of_story(terms, story, &list);
	document.terms = &list;
	document.data = story->uri;
	document.data_len = strlen(story->uri);
	if (!xap_writer_kind.add(writer, &document, &err))
		fail_msg("%s", err.text);
	columns_add(columns, story, &list);
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

		if (oracle_one_in(&archive->deal, 2))
			names_add(&pairs->words, word, len, NULL);
	}
	pair_counts_release(&counts);
	pair_words_close(&common);
}

/* ---- how it has grown ---- */

static inline int
oracle_dealt_newer(const void *a, const void *b)
{
	const struct oracle_dealt *x = a, *y = b;

	return oracle_newer(&x->story, &y->story);
}

/* Deal the stories, and as many as a third more that are gone, to segments;
 * all in one order. */
static inline struct oracle_dealt *
oracle_deal(struct oracle_archive *archive, uint32_t segments, uint32_t *n)
{
	uint32_t gone = segments > 0 ? oracle_below(&archive->deal,
					       archive->count / 3 + 1)
				     : 0;
	struct oracle_dealt *dealt = arena_array(
		&archive->arena, archive->count + gone, sizeof(*dealt));

	for (*n = 0; *n < archive->count + gone; ++*n) {
		struct oracle_dealt *d = &dealt[*n];

		d->gone = *n >= archive->count;
		d->segment = segments > 0
				     ? oracle_below(&archive->deal, segments)
				     : 0;
		if (!d->gone) {
			d->story = archive->stories[*n];
			continue;
		}
		oracle_story(&archive->deal, &archive->arena, 100000 + *n,
			&d->story);
		if (archive->clusters > 0 && oracle_one_in(&archive->deal, 3))
			d->story.cluster = 1 + oracle_below(&archive->deal,
						       archive->clusters);
	}
	qsort(dealt, *n, sizeof(*dealt), oracle_dealt_newer);
	return dealt;
}

/* The stories of one segment into the folder that is being built. */
static inline void
oracle_write_segment(struct oracle_archive *archive, const char *building,
	const struct oracle_dealt *dealt, uint32_t n, uint32_t segment)
{
	struct columns_writer *columns = columns_writer_new(archive->scratch);
	struct terms *terms = terms_new(ORACLE_FALLBACK);
	struct pair_words pairs = { 0 };
	struct buf path = { 0 };
	struct err err = { 0 };
	struct writer *writer;

	fs_join(&path, building, "database", NULL);
	writer = xap_writer_kind.open(path.data, &err);
	assert_non_null(writer);
	oracle_pairs(archive, terms, &pairs);
	terms_pairs(terms, &pairs);
	for (uint32_t i = 0; i < n; i++)
		if (dealt[i].segment == segment)
			oracle_write(&dealt[i].story, terms, writer, columns);
	assert_true(xap_writer_kind.finish(writer, &err));
	xap_writer_kind.close(writer);
	buf_reset(&path);
	fs_join(&path, building, "columns", NULL);
	if (!fs_make_dir(path.data, &err) ||
		!columns_finish(columns, path.data, &err) ||
		!pair_words_write(&pairs, path.data, &err))
		fail_msg("%s", err.text);
	columns_writer_free(columns);
	terms_free(terms);
	pair_words_close(&pairs);
	buf_release(&path);
}

/* The order of all segments, and what is gone of each. */
static inline void
oracle_write_union(const char *building, const struct oracle_dealt *dealt,
	uint32_t n, char names[][8], uint32_t segments)
{
	struct gone gone[ORACLE_SEGMENTS_MAX] = { 0 };
	uint32_t docids[ORACLE_SEGMENTS_MAX] = { 0 };
	struct join_order order = { 0 };
	struct err err = { 0 };

	for (uint32_t i = 0; i < n; i++) {
		struct gone *g = &gone[dealt[i].segment];

		docids[dealt[i].segment]++;
		if (dealt[i].gone)
			vec_push(g->docids, g->count, g->cap) =
				docids[dealt[i].segment];
		else
			join_order_add(&order, dealt[i].segment);
	}
	assert_true(union_write_order(building, &order, &err));
	for (uint32_t s = 0; s < segments; s++) {
		assert_true(
			union_write_gone(building, names[s], &gone[s], &err));
		free(gone[s].docids);
	}
	join_order_release(&order);
}

/* Publish what is in building/, on top of the segments so far. */
static inline void
oracle_publish_one(struct oracle_archive *archive, struct archive *dir,
	char names[][8], uint32_t below, uint32_t stories, char name[8])
{
	struct manifest manifest = {
		.created = "2025-03-11T00:00:00Z",
		.writer = "xapian",
		.fallback_language = ORACLE_FALLBACK,
		.stories = stories,
	};
	struct manifest older = { 0 };
	struct buf path = { 0 };
	struct err err = { 0 };

	for (uint32_t s = 0; s < below; s++) {
		buf_reset(&path);
		fs_join(&path, archive->dir, names[s], NULL);
		assert_true(manifest_read(&older, path.data, &err));
		manifest_add_segment(&manifest, names[s], older.crc);
	}
	if (!archive_publish(dir, &manifest, name, &err))
		fail_msg("%s", err.text);
	manifest_release(&older);
	manifest_release(&manifest);
	buf_release(&path);
}

/* Segment after segment, and on top of them a generation without stories of
 * its own, as a deletion makes it; or one segment alone. */
static inline void
oracle_publish(struct oracle_archive *archive)
{
	uint32_t segments =
		oracle_below(&archive->deal, ORACLE_SEGMENTS_MAX + 1);
	char names[ORACLE_SEGMENTS_MAX][8], name[8];
	struct oracle_dealt *dealt;
	uint32_t n, alone = segments == 0;
	struct err err = { 0 };

	dealt = oracle_deal(archive, segments, &n);
	for (uint32_t s = 0; s <= segments; s++) {
		struct archive *dir = archive_open(archive->dir, &err);
		const char *building;

		assert_non_null(dir);
		building = archive_building(dir);
		if (s < segments + alone)
			oracle_write_segment(archive, building, dealt, n, s);
		else
			oracle_write_union(building, dealt, n, names, segments);
		oracle_publish_one(
			archive, dir, names, s, archive->count, name);
		if (s < segments)
			memcpy(names[s], name, sizeof(name));
		archive_close(dir);
	}
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
	archive->deal.random = seed * 0x9e3779b97f4a7c15ull + 3;
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
	archive->deal.random = count + 1ull;
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
