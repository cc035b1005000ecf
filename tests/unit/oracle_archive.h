/*
 * oracle_archive.h - small archives of random stories, for tests of search
 *
 * Made by the real writers and published, so that what is searched is what
 * an indexer makes; the stories stay in memory, for a plain scan to compare
 * with.  The same seed gives the same archive.
 */
#ifndef TESTS_ORACLE_ARCHIVE_H
#define TESTS_ORACLE_ARCHIVE_H

#include "base/buf.h"
#include "base/fs.h"
#include "engine/index/archive.h"
#include "engine/index/terms.h"
#include "engine/index/writer.h"
#include "tests/unit/unit.h"

#define ORACLE_STORIES_MAX 240
#define ORACLE_FALLBACK "en"

struct oracle_archive {
	uint64_t random;
	struct arena arena;
	struct story stories[ORACLE_STORIES_MAX]; /* in docid order */
	uint32_t count;
	uint32_t clusters;
	char *scratch;
	char dir[120];
	struct generation *generation;
};

/* xorshift64*, by Marsaglia and Vigna; below n, which is not 0. */
static inline uint32_t
oracle_random(struct oracle_archive *archive, uint32_t n)
{
	uint64_t x = archive->random;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	archive->random = x;
	return (uint32_t)((x * 0x2545f4914f6cdd1dull) >> 33) % n;
}

#define ORACLE_PICK(archive, list)                                             \
	((list)[oracle_random((archive), (uint32_t)COUNT(list))])

/* Few words, so that queries meet them; forms of one stem; every shape that
 * the tokenizer knows. */
static const char *const oracle_words[] = {
	"Minsk",
	"talk",
	"talks",
	"talking",
	"peace",
	"release",
	"released",
	"sanction",
	"sanctions",
	"potash",
	"S-400",
	"S-400s",
	"co-operation",
	"operation",
	"operations",
	"Trump's",
	"trump",
	"U.S.",
	"us",
	"400",
	"1,000",
	"l'accord",
	"北京会谈",
	"北京",
	"Gespräch",
	"Gespräche",
	"Verhandlung",
	"thaw",
	"the",
	"the",
	"of",
	"of",
};

struct oracle_name {
	const char *name, *code;
};
static const struct oracle_name oracle_outlets[] = {
	{ "Harbour Gazette", "gazette.example" },
	{ "Inland Post", "post.example" },
	{ "Tidewire", NULL },
	{ NULL, "unnamed.example" },
	{ NULL, NULL },
};
static const struct oracle_name oracle_actors[] = {
	{ "Harbour Board", "HBRGOV" },
	{ "Harbour Police", "HBRGOVCOP" },
	{ "Dockers' Union", "HBRLAB" },
	{ "Ada Lane", NULL },
	{ "Ada Lane Junior", NULL },
};
static const char *const oracle_languages[] = { "en", "en-GB", "de", NULL };

/* Up to most random words with some punctuation; NULL instead of none. */
static inline const char *
oracle_text(struct oracle_archive *archive, uint32_t most)
{
	uint32_t n = oracle_random(archive, most + 1);
	struct buf text = { 0 };
	const char *copy;

	for (uint32_t i = 0; i < n; i++) {
		buf_puts(&text, ORACLE_PICK(archive, oracle_words));
		buf_puts(&text, oracle_random(archive, 8) == 0 ? ", " : " ");
	}
	copy = n > 0 ? arena_copy(&archive->arena, text.data, text.len) : NULL;
	buf_release(&text);
	return copy;
}

static inline void
oracle_date(struct oracle_archive *archive, struct story_date *date)
{
	char text[DAY_TEXT_SIZE];
	day first = day_of(2024, 11, 20);

	if (oracle_random(archive, 10) == 0) {
		date->day = DAY_UNKNOWN;
		return;
	}
	date->day = first + (day)oracle_random(archive, 130);
	date->precision = PRECISION_DAY;
	day_print(date->day, text);
	if (oracle_random(archive, 12) == 0) { /* the month is known only */
		text[7] = '\0';
		date->precision = PRECISION_MONTH;
	}
	date->source = DATE_FROM_FIELD;
	date->confidence = 0.9;
	date->value = arena_string(&archive->arena, text);
}

static inline void
oracle_story_actors(struct oracle_archive *archive, struct story *story)
{
	story->actors = arena_array(
		&archive->arena, COUNT(oracle_actors), sizeof(*story->actors));
	for (size_t i = 0; i < COUNT(oracle_actors); i++) {
		if (oracle_random(archive, 4) != 0)
			continue;
		story->actors[story->nactors++] = (struct story_actor){
			.name = oracle_actors[i].name,
			.code = oracle_actors[i].code,
			.count = 1,
		};
	}
}

/* A story, with the body of an earlier one now and then. */
static inline void
oracle_story(struct oracle_archive *archive, uint32_t at)
{
	struct story *story = &archive->stories[at];
	const struct oracle_name *outlet =
		&ORACLE_PICK(archive, oracle_outlets);

	*story = (struct story){ 0 };
	story->uri = arena_printf(
		&archive->arena, "u/%u/%u", oracle_random(archive, 1000), at);
	story->headline = oracle_text(archive, 5);
	story->body_text = oracle_text(archive, 25);
	if (at > 0 && oracle_random(archive, 4) == 0)
		story->body_text =
			archive->stories[oracle_random(archive, at)].body_text;
	story->outlet_name = outlet->name;
	story->outlet_domain = outlet->code;
	story->language = ORACLE_PICK(archive, oracle_languages);
	story->nboilerplate = oracle_random(archive, 3);
	story->boilerplate = arena_array(&archive->arena, story->nboilerplate,
		sizeof(*story->boilerplate));
	for (uint32_t i = 0; i < story->nboilerplate; i++) {
		const char *text = oracle_text(archive, 4);

		story->boilerplate[i].kind = "related";
		story->boilerplate[i].text = text != NULL ? text : "thaw";
	}
	oracle_date(archive, &story->published);
	oracle_story_actors(archive, story);
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

/* Number the bodies that several stories share. */
static inline void
oracle_cluster(struct oracle_archive *archive)
{
	for (uint32_t i = 0; i < archive->count; i++) {
		struct story *story = &archive->stories[i];

		for (uint32_t j = i + 1; j < archive->count; j++) {
			struct story *copy = &archive->stories[j];

			if (story->body_text == NULL || copy->cluster != 0 ||
				copy->body_text != story->body_text)
				continue;
			if (story->cluster == 0) {
				story->cluster = ++archive->clusters;
				story->cluster_first = true;
			}
			copy->cluster = story->cluster;
		}
	}
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

static inline void
oracle_publish(struct oracle_archive *archive)
{
	struct err err = { 0 };
	struct archive *dir = archive_open(archive->dir, &err);
	struct columns_writer *columns = columns_writer_new(archive->scratch);
	struct terms *terms = terms_new(ORACLE_FALLBACK);
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
	for (uint32_t i = 0; i < archive->count; i++)
		oracle_write(archive, i, terms, writer, columns);
	assert_true(xap_writer_kind.finish(writer, &err));
	xap_writer_kind.close(writer);
	buf_reset(&path);
	fs_join(&path, archive_building(dir), "columns", NULL);
	if (!columns_finish(columns, path.data, &err) ||
		!archive_publish(dir, &manifest, NULL, &err))
		fail_msg("%s", err.text);
	manifest_release(&manifest);
	columns_writer_free(columns);
	terms_free(terms);
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

/* An archive of random stories. */
static inline void
oracle_archive_open(
	struct oracle_archive *archive, uint64_t seed, uint32_t count)
{
	memset(archive, 0, sizeof(*archive));
	archive->random = seed * 0x9e3779b97f4a7c15ull + 1;
	archive->count = count;
	for (uint32_t i = 0; i < count; i++)
		oracle_story(archive, i);
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
