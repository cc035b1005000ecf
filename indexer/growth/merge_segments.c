/* merge_segments.c - a segment of what others hold */
#include "indexer/growth/merge_segments.h"

#include "base/fs.h"
#include "base/mem.h"
#include "engine/index/column_pack.h"
#include "engine/index/columns.h"
#include "engine/index/words_merge.h"
#include "indexer/build/indexing.h"
#include "indexer/build/wording.h"
#include "indexer/copies/sketch_files.h"

#include <stdlib.h>
#include <string.h>

struct merging {
	struct growing *g;
	struct words_part *parts;
	struct story_reader **readers; /* of the parts, */
	bool *alike; /* whose stories are in the shorthand of the new one */
	uint32_t *number; /* of a segment's part */
	uint32_t nparts;
	struct join_homes homes;
	uint64_t words; /* of all stories */
	struct shorthand *shorthand;
	struct columns_writer *columns;
	struct writer *writer;
	struct buf shard;
};

/* ---- what there is ---- */

/* What is copied as it stands must be what was written. */
static bool
open_part(struct merging *m, uint32_t segment, struct err *err)
{
	const struct ground_segment *s = &m->g->ground.segments[segment];
	struct words_part *part = &m->parts[m->nparts];
	struct manifest manifest = { 0 };
	struct buf columns = { 0 };
	bool ok;

	fs_join(&columns, s->path, "columns", NULL);
	ok = manifest_read(&manifest, s->path, err) &&
	     manifest_verify(&manifest, s->path, MANIFEST_CHECKSUMS, err) &&
	     columns_open(columns.data, &part->columns, err);
	if (ok) {
		part->path = s->path;
		part->gone = s->ngone > 0;
		part->docid = mem_array(
			NULL, s->stories + (size_t)1, sizeof(*part->docid));
		memset(part->docid, 0, s->stories * sizeof(*part->docid));
		m->readers[m->nparts] = story_reader_new(&part->columns);
		m->number[segment] = m->nparts++;
	}
	manifest_release(&manifest);
	buf_release(&columns);
	return ok;
}

/* ---- keys ---- */

/* What is written of a story's text beside its columns. */
static struct story_key
key_of(const struct ground_segment *s, uint32_t row)
{
	struct story_key key = { .text = s->sketches.digest[row] };

	for (size_t h = 0; h < SKETCH_HASHES; h++)
		key.sketch.hashes[h] = sketch_files_hash(&s->sketches, row, h);
	return key;
}

/* Living stories get their docids, in their order. */
static void
number_stories(struct merging *m, const bool *which)
{
	struct growing *g = m->g;
	size_t room = g->ground.stories + (size_t)1;

	g->keys = mem_array(NULL, room, sizeof(*g->keys));
	m->homes.part = mem_array(NULL, room, sizeof(*m->homes.part));
	m->homes.docid = mem_array(NULL, room, sizeof(*m->homes.docid));
	for (uint32_t i = 0; i < g->ground.stories; i++) {
		const struct ground_story *at = &g->ground.order[i];
		struct words_part *part;

		if (!which[at->segment])
			continue;
		part = &m->parts[m->number[at->segment]];
		m->homes.part[g->count] = (uint16_t)m->number[at->segment];
		m->homes.docid[g->count] = at->docid;
		m->words += part->columns.length[at->docid - 1];
		g->keys[g->count] =
			key_of(&g->ground.segments[at->segment], at->docid - 1);
		part->docid[at->docid - 1] = (uint32_t)++g->count;
	}
}

/* ---- stories ---- */

/* Story i of the new segment, as it is stored. */
static bool
read_story(void *ctx, size_t i, struct arena *arena, struct story *story,
	struct err *err)
{
	const struct merging *m = ctx;
	const struct columns *columns = &m->parts[m->homes.part[i]].columns;
	uint32_t row = m->homes.docid[i] - 1;

	if (!story_reader_get(
		    m->readers[m->homes.part[i]], row, arena, story, err))
		return false;
	story->cluster = columns->cluster[row];
	story->cluster_first = story->cluster != 0 && columns->first[row];
	return true;
}

/* A story's row and document, but for its words. */
static bool
put_story(struct merging *m, size_t i, struct arena *arena, struct err *err)
{
	const struct columns *columns = &m->parts[m->homes.part[i]].columns;
	uint32_t row = m->homes.docid[i] - 1;
	const uint64_t *mark = columns->mark_start + row;
	const struct term_list terms = {
		.length = columns->length[row],
		.marks = columns->mark + mark[0],
		.marks_len = (size_t)(mark[1] - mark[0]),
	};
	const struct bundle_walk *stored;
	struct story story;

	arena_reset(arena);
	if (!read_story(m, i, arena, &story, err))
		return false;
	stored = story_reader_stored(m->readers[m->homes.part[i]]);
	columns_add_stored(m->columns, &story, &terms,
		m->alike[m->homes.part[i]] ? stored : NULL);
	return m->g->writer->document(
		m->writer, story.uri, strlen(story.uri), terms.length, err);
}

static bool
put_stories(struct merging *m, struct err *err)
{
	struct arena arena = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < m->g->count; i++)
		ok = put_story(m, i, &arena, err);
	arena_release(&arena);
	return ok;
}

/* ---- words ---- */

static bool
put_words(struct merging *m, struct err *err)
{
	const struct words_merge merge = {
		.parts = m->parts,
		.nparts = m->nparts,
		.stories = (uint32_t)m->g->count,
		.homes = &m->homes,
		.fallback_language = m->g->fallback_language,
		.kind = m->g->writer,
		.writer = m->writer,
		.columns = m->columns,
	};

	return words_merge(&merge, err);
}

/* ---- the files ---- */

static bool
write_database(struct merging *m, struct err *err)
{
	const struct writer_kind *kind = m->g->writer;
	const char *shard = m->shard.data;
	struct buf dest = { 0 };
	bool ok;

	fs_join(&dest, archive_building(m->g->archive), "database", NULL);
	ok = kind->finish(m->writer, err) &&
	     kind->merge(&shard, 1, dest.data, err) &&
	     fs_remove_tree(shard, err);
	buf_release(&dest);
	return ok;
}

static bool
write_columns(struct merging *m, struct err *err)
{
	const struct growing *g = m->g;
	struct pair_words pairs = { 0 };
	struct buf dir = { 0 }, grown = { 0 };
	bool ok;

	fs_join(&dir, archive_building(g->archive), "columns", NULL);
	fs_join(&grown, g->ground.segments[0].path, "columns", NULL);
	ok = (INDEXING_IS_SMALL(m->words * WORDING_BYTES_A_WORD)
			     ? column_pack_make(dir.data, err)
			     : fs_make_dir(dir.data, err)) &&
	     pair_words_open(grown.data, &pairs, err) &&
	     pair_words_write(&pairs, dir.data, err) &&
	     columns_finish(m->columns, dir.data, err) &&
	     sketch_files_write(dir.data, g->keys, g->count, err);
	pair_words_close(&pairs);
	buf_release(&dir);
	buf_release(&grown);
	return ok;
}

/* ---- all of it ---- */

static bool
start(struct merging *m, struct err *err)
{
	const struct ground_segment *worded = ground_worded(&m->g->ground);
	const char *building = archive_building(m->g->archive);
	struct buf words = { 0 };
	const struct wording wording = {
		.stories = m->g->count,
		.bytes = m->words * WORDING_BYTES_A_WORD,
		.read = read_story,
		.ctx = m,
	};

	fs_join(&m->shard, building, "shard-0000", NULL);
	if (worded != NULL) {
		fs_join(&words, worded->path, "columns", NULL);
		m->shorthand = stories_shorthand(words.data, err);
	} else {
		m->shorthand = wording_learn_of(&wording, err);
	}
	buf_release(&words);
	if (m->shorthand != NULL)
		m->writer = m->g->writer->open(m->shard.data, err);
	if (m->writer == NULL)
		return false;
	m->columns = columns_writer_new(building);
	columns_use_shorthand(m->columns, m->shorthand);
	for (uint32_t i = 0; i < m->nparts; i++)
		m->alike[i] = shorthand_same(
			m->parts[i].columns.stored.shorthand, m->shorthand);
	return true;
}

static void
merging_release(struct merging *m)
{
	m->g->writer->close(m->writer);
	columns_writer_free(m->columns);
	shorthand_free(m->shorthand);
	for (uint32_t i = 0; i < m->nparts; i++) {
		story_reader_free(m->readers[i]);
		columns_close(&m->parts[i].columns);
		free(m->parts[i].docid);
	}
	free(m->parts);
	free(m->readers);
	free(m->alike);
	free(m->number);
	free(m->homes.part);
	free(m->homes.docid);
	buf_release(&m->shard);
}

bool
merge_segments(struct growing *g, const bool *which, struct err *err)
{
	size_t n = g->ground.nsegments + (size_t)1;
	struct merging m = {
		.g = g,
		.parts = mem_alloc(n * sizeof(*m.parts)),
		.readers = mem_alloc(n * sizeof(struct story_reader *)),
		.alike = mem_alloc(n * sizeof(*m.alike)),
		.number = mem_alloc(n * sizeof(*m.number)),
	};
	bool ok = true;

	for (uint32_t s = 0; ok && s < g->ground.nsegments; s++)
		ok = !which[s] || open_part(&m, s, err);
	if (ok)
		number_stories(&m, which);
	if (ok && g->count > 0) {
		progress_phase(g->options->progress, "merging", 0);
		ok = start(&m, err) && put_stories(&m, err) &&
		     put_words(&m, err);
		if (ok)
			columns_settle(m.columns);
		ok = ok && write_database(&m, err) && write_columns(&m, err);
	}
	merging_release(&m);
	return ok;
}
