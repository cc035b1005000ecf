#include "engine/glass/glass_merge.h"

#include "base/fs.h"
#include "base/mem.h"
#include "base/pack.h"
#include "engine/glass/glass_code.h"
#include "engine/glass/glass_postlist.h"
#include "engine/glass/glass_run.h"
#include "engine/glass/glass_shard.h"
#include "engine/glass/glass_verify.h"
#include "engine/glass/glass_version.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* A run, and what its docids are behind. */
struct source {
	struct fs_map *map;
	struct glass_walk walk;
	uint32_t base;
	size_t order; /* of two with one term, the one with smaller docids */
};

struct merge {
	const char *dest;
	struct glass_parts *parts;
	uint32_t *bases; /* documents before each */
	size_t nparts;
	struct buf roots[GLASS_TABLES];
	struct glass_statistics statistics;
};

static struct glass_table *
open_table(const struct merge *merge, enum glass_tables table, struct err *err)
{
	struct buf path = { 0 };
	struct glass_table *opened;

	fs_join(&path, merge->dest, glass_table_files[table], NULL);
	opened = glass_table_new(path.data, err);
	buf_release(&path);
	return opened;
}

static bool
finish_table(struct merge *merge, enum glass_tables which,
	struct glass_table *table, struct err *err)
{
	return glass_table_finish(
		table, glass_compress_min[which], &merge->roots[which], err);
}

/* ---- document data ---- */

static bool
copy_data(struct glass_parts *parts, uint32_t base, struct glass_table *table,
	struct err *err)
{
	struct unpack in = { .at = parts->data.data };
	struct buf key = { 0 };
	bool ok = true;

	in.end = in.at + parts->data.size;
	for (uint32_t i = 1; ok && i <= parts->documents; i++) {
		struct glass_tag tag = { .len = unpack_number(&in) };

		if (!unpack_ok(&in) || tag.len > (size_t)(in.end - in.at)) {
			ok = err_set(err, ERR_INDEX, "a shard is cut off");
			break;
		}
		tag.bytes = in.at;
		in.at += tag.len;
		if (tag.len == 0)
			continue;
		buf_reset(&key);
		glass_sort_uint(&key, base + i);
		ok = glass_table_add(table, &key, &tag, err);
		fs_map_pass(&parts->data, in.at);
	}
	buf_release(&key);
	return ok;
}

static bool
write_data(struct merge *merge, struct err *err)
{
	struct glass_table *table = open_table(merge, GLASS_DOCDATA, err);
	bool ok = table != NULL;

	for (size_t i = 0; ok && i < merge->nparts; i++)
		ok = copy_data(&merge->parts[i], merge->bases[i], table, err);
	ok = ok && finish_table(merge, GLASS_DOCDATA, table, err);
	glass_table_free(table);
	return ok;
}

/* ---- lengths ---- */

static bool
write_lengths(struct merge *merge, struct glass_chunks *chunks, struct err *err)
{
	glass_chunks_lengths(chunks);
	for (size_t i = 0; i < merge->nparts; i++) {
		const struct glass_parts *parts = &merge->parts[i];

		for (uint32_t d = 0; d < parts->documents; d++) {
			glass_statistics_add(
				&merge->statistics, parts->lengths[d]);
			if (!glass_chunks_add(chunks, merge->bases[i] + d + 1,
				    parts->lengths[d], err))
				return false;
		}
	}
	return glass_chunks_end(chunks, err);
}

/* ---- postings ---- */

/* The term and the docids of one source before another's. */
static bool
before(const struct source *a, const struct source *b)
{
	size_t shorter = a->walk.term_len < b->walk.term_len ? a->walk.term_len
							     : b->walk.term_len;
	int order = memcmp(a->walk.term, b->walk.term, shorter);

	if (order != 0)
		return order < 0;
	if (a->walk.term_len != b->walk.term_len)
		return a->walk.term_len < b->walk.term_len;
	return a->order < b->order;
}

static void
sift(struct source **heap, size_t n, size_t at)
{
	struct source *item = heap[at];

	for (size_t kid; (kid = 2 * at + 1) < n; at = kid) {
		if (kid + 1 < n && before(heap[kid + 1], heap[kid]))
			kid++;
		if (!before(heap[kid], item))
			break;
		heap[at] = heap[kid];
	}
	heap[at] = item;
}

static bool
same_term(const struct source *a, const struct source *b)
{
	return a->walk.term_len == b->walk.term_len &&
	       memcmp(a->walk.term, b->walk.term, a->walk.term_len) == 0;
}

static bool
put_postings(struct glass_chunks *chunks, const struct source *source,
	struct err *err)
{
	const struct glass_walk *walk = &source->walk;
	const struct glass_entries entries = {
		.at = walk->postings,
		.end = walk->postings_end,
		.first = source->base + walk->first,
		.last = source->base + walk->last,
	};

	return glass_chunks_copy(chunks, &entries, err);
}

/* The whole list of a term, which these sources share, in their order. */
static bool
put_term(struct glass_chunks *chunks, struct source *const *sources, size_t n,
	struct err *err)
{
	const struct glass_walk *walk = &sources[0]->walk;
	uint32_t documents = 0;
	uint64_t frequency = 0;

	for (size_t i = 0; i < n; i++) {
		documents += sources[i]->walk.documents;
		frequency += sources[i]->walk.frequency;
	}
	glass_chunks_term(
		chunks, walk->term, walk->term_len, documents, frequency);
	for (size_t i = 0; i < n; i++)
		if (!put_postings(chunks, sources[i], err))
			return false;
	return glass_chunks_end(chunks, err);
}

/* Take all that have the least term off the heap, put the term, and bring
 * back those that have another one. */
static bool
put_least(struct glass_chunks *chunks, struct source **heap, size_t *n,
	struct source **same, struct err *err)
{
	size_t taken = 0;

	do {
		same[taken++] = heap[0];
		heap[0] = heap[--*n];
		if (*n > 0)
			sift(heap, *n, 0);
	} while (*n > 0 && same_term(heap[0], same[0]));
	if (!put_term(chunks, same, taken, err))
		return false;
	for (size_t i = 0; i < taken; i++) {
		fs_map_pass(same[i]->map, same[i]->walk.term);
		if (!glass_walk_next(&same[i]->walk, err))
			return false;
		if (same[i]->walk.term == NULL)
			continue;
		heap[(*n)++] = same[i];
		/* Up from the end. */
		for (size_t at = *n - 1;
			at > 0 && before(heap[at], heap[(at - 1) / 2]);
			at = (at - 1) / 2) {
			struct source *swap = heap[at];

			heap[at] = heap[(at - 1) / 2];
			heap[(at - 1) / 2] = swap;
		}
	}
	return true;
}

/* Every run of every shard, at its first term. */
static bool
open_sources(const struct merge *merge, struct source *sources, size_t *n,
	struct err *err)
{
	*n = 0;
	for (size_t i = 0; i < merge->nparts; i++)
		for (size_t r = 0; r < merge->parts[i].nruns; r++) {
			struct fs_map *map = &merge->parts[i].runs[r];
			struct source *source = &sources[*n];

			*source = (struct source){
				.map = map,
				.walk.at = map->data,
				.walk.end = (const char *)map->data + map->size,
				.base = merge->bases[i],
				.order = *n,
			};
			if (!glass_walk_next(&source->walk, err))
				return false;
			*n += source->walk.term != NULL;
		}
	return true;
}

static bool
write_terms(struct merge *merge, struct glass_chunks *chunks, struct err *err)
{
	size_t most = 0, n;
	struct source *sources, **heap, **same;
	bool ok;

	for (size_t i = 0; i < merge->nparts; i++)
		most += merge->parts[i].nruns;
	sources = mem_array(NULL, most + 1, sizeof(*sources));
	heap = mem_array(NULL, most + 1, sizeof(struct source *));
	same = mem_array(NULL, most + 1, sizeof(struct source *));
	ok = open_sources(merge, sources, &n, err);
	for (size_t i = 0; ok && i < n; i++)
		heap[i] = &sources[i];
	for (size_t i = n / 2; ok && i-- > 0;)
		sift(heap, n, i);
	while (ok && n > 0)
		ok = put_least(chunks, heap, &n, same, err);
	free(sources);
	free(heap);
	free(same);
	return ok;
}

static bool
write_lists(struct merge *merge, struct err *err)
{
	struct glass_chunks chunks = { 0 };
	bool ok;

	chunks.table = open_table(merge, GLASS_POSTLIST, err);
	ok = chunks.table != NULL && write_lengths(merge, &chunks, err) &&
	     write_terms(merge, &chunks, err) &&
	     finish_table(merge, GLASS_POSTLIST, chunks.table, err);
	glass_table_free(chunks.table);
	glass_chunks_release(&chunks);
	return ok;
}

/* ---- the whole ---- */

/* The table of data, written while the lists are. */
struct aside {
	struct merge *merge;
	struct err err;
	bool ok;
};

static void *
write_aside(void *ctx)
{
	struct aside *aside = ctx;

	aside->ok = write_data(aside->merge, &aside->err);
	return NULL;
}

static bool
write_tables(struct merge *merge, struct err *err)
{
	struct aside aside = { .merge = merge };
	pthread_t thread;
	bool ok;

	if (pthread_create(&thread, NULL, write_aside, &aside) != 0)
		return write_data(merge, err) && write_lists(merge, err);
	ok = write_lists(merge, err);
	pthread_join(thread, NULL);
	if (ok && !aside.ok) {
		*err = aside.err;
		return false;
	}
	return ok;
}

static bool
open_parts(struct merge *merge, const char *const *shards, size_t n,
	struct err *err)
{
	uint32_t documents = 0;

	for (size_t i = 0; i < n; i++) {
		const struct glass_parts *parts = &merge->parts[i];

		if (!glass_parts_open(shards[i], &merge->parts[i], err))
			return false;
		merge->nparts++;
		merge->bases[i] = documents;
		documents += parts->documents;
		if (parts->wdf_most > merge->statistics.wdf_most)
			merge->statistics.wdf_most = parts->wdf_most;
	}
	merge->statistics.documents = documents;
	return true;
}

bool
glass_merge(
	const char *const *shards, size_t n, const char *dest, struct err *err)
{
	struct merge merge = {
		.dest = dest,
		.parts = mem_alloc(n * sizeof(*merge.parts)),
		.bases = mem_alloc(n * sizeof(*merge.bases)),
	};
	bool ok = false;

	if (fs_exists(dest))
		err_set(err, ERR_INDEX, "%s exists already", dest);
	else
		ok = fs_make_dir(dest, err) &&
		     open_parts(&merge, shards, n, err) &&
		     write_tables(&merge, err) &&
		     glass_version_write(
			     dest, merge.roots, &merge.statistics, err);
	for (size_t i = 0; i < merge.nparts; i++)
		glass_parts_close(&merge.parts[i]);
	ok = ok && glass_verify(dest, err);
	for (int t = 0; t < GLASS_TABLES; t++)
		buf_release(&merge.roots[t]);
	free(merge.parts);
	free(merge.bases);
	return ok;
}
