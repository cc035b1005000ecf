#include "indexer/build/indexing.h"

#include "base/fs.h"
#include "base/mem.h"
#include "engine/index/column_pack.h"
#include "engine/index/columns.h"
#include "engine/index/slots.h"
#include "engine/index/terms.h"
#include "indexer/build/commonest.h"
#include "indexer/build/wording.h"
#include "indexer/build/work.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Slices a worker: enough that none waits long for the last one.  What a
 * worker knows of words goes on from one to the next. */
#define SLICES_A_WORKER 6

/* A worker's memory goes to the terms it remembers, to postings and to
 * positions, a share each; the rest is for what is made of all stories. */
enum { MEMORY_SHARES = 4 };

/* One shard in the making. */
struct shard {
	struct slice slice;
	char *path;
	struct columns_writer *columns;
	bool finished;
	uint32_t dated, with_outlet, with_actors;
};

/* Columns of shards become those of the first as soon as all before them have:
 * so those of few are in memory at once. */
struct joint {
	pthread_mutex_t lock;
	struct shard *shards;
	size_t count, joined;
};

/* What one worker keeps from slice to slice. */
struct hand {
	struct indexing *indexing;
	struct joint *joint;
	size_t share; /* of memory */
	const struct shorthand *shorthand;
	struct writer *writer; /* NULL: none goes on with the next slice */
	struct columns_words *words;
	struct terms *terms;
	struct slots slots;
	struct buf bytes;
	struct arena arena;
};

/* Say once a story how many of its words could not become terms. */
static void
remark_long_terms(struct hand *h, const struct story_key *key, uint32_t n)
{
	char detail[64];

	if (n == 0)
		return;
	snprintf(detail, sizeof(detail), "%" PRIu32 " words too long", n);
	rejects_remark(h->indexing->rejects, key->path, key->line,
		REMARK_LONG_TERM, detail);
}

static void
count_known(struct shard *shard, const struct story *story)
{
	shard->dated += story_day(story) != DAY_UNKNOWN;
	shard->with_outlet +=
		story->outlet_name != NULL || story->outlet_domain != NULL;
	shard->with_actors += story->nactors > 0;
}

/* One story from the spool into the shard and its columns. */
static bool
index_story(struct hand *h, struct shard *shard, const struct story_key *key,
	struct err *err)
{
	struct story story = { 0 };
	struct term_list list;
	struct document document = { .terms = &list };

	arena_reset(&h->arena);
	if (!spool_fetch(&h->indexing->spools[key->spool], key, &h->bytes,
		    &h->arena, &story, err))
		return false;
	story.cluster = key->cluster;
	story.cluster_first = key->cluster_first;
	story.copy_of = key->copy_of;
	story.similarity = (double)key->similarity;
	terms_of_story(h->terms, &story, &list);
	remark_long_terms(h, key, list.too_long);
	document.data = story.uri;
	document.data_len = strlen(story.uri);
	if (h->indexing->writer->slots)
		slots_of_story(&h->slots, &story, &key->digest, &document);
	columns_add(shard->columns, &story, &list);
	count_known(shard, &story);
	return h->indexing->writer->add(h->writer, &document, err);
}

static void
join_columns(struct joint *joint, struct shard *finished)
{
	pthread_mutex_lock(&joint->lock);
	finished->finished = true;
	for (; joint->joined < joint->count; joint->joined++) {
		struct shard *shard = &joint->shards[joint->joined];

		if (!shard->finished)
			break;
		if (joint->joined > 0)
			columns_append(
				joint->shards[0].columns, shard->columns);
	}
	pthread_mutex_unlock(&joint->lock);
}

/* The writer of the slice before goes on, if its kind can. */
static bool
begin_shard(struct hand *h, const char *path, struct err *err)
{
	const struct writer_kind *kind = h->indexing->writer;

	if (h->writer != NULL && kind->next != NULL)
		return kind->next(h->writer, path, err);
	kind->close(h->writer);
	h->writer = kind->open(path, err);
	if (h->writer != NULL && kind->limit != NULL)
		kind->limit(h->writer, h->share);
	return h->writer != NULL;
}

static void
begin_columns(struct hand *h, struct shard *shard)
{
	shard->columns = columns_writer_new(h->indexing->dir);
	columns_use_shorthand(shard->columns, h->shorthand);
	columns_use_words(
		shard->columns, h->words, (uint32_t)(shard - h->joint->shards));
	columns_memory(shard->columns, h->share);
}

static bool
index_slice(void *ctx, unsigned worker, size_t item, struct err *err)
{
	struct hand *h = (struct hand *)ctx + worker;
	const struct indexing *in = h->indexing;
	struct shard *shard = &h->joint->shards[item];
	bool ok = begin_shard(h, shard->path, err);

	begin_columns(h, shard);
	for (size_t i = shard->slice.begin; ok && i < shard->slice.end; i++) {
		ok = index_story(h, shard, &in->keys[i], err);
		progress_add(in->progress, 1, in->keys[i].text_bytes);
	}
	columns_settle(shard->columns);
	ok = ok && in->writer->finish(h->writer, err);
	if (ok)
		join_columns(h->joint, shard);
	return ok;
}

/* The shards, cut and named. */
static struct shard *
plan_shards(const struct indexing *in, size_t *count)
{
	size_t max = in->workers == 1 ? 1 : in->workers * SLICES_A_WORKER;
	struct slice *slices = mem_array(NULL, max, sizeof(*slices));
	size_t n = order_slices(in->keys, in->count, slices, max);
	struct shard *shards = mem_array(NULL, n, sizeof(*shards));
	struct buf path = { 0 };

	for (size_t i = 0; i < n; i++) {
		buf_reset(&path);
		buf_printf(&path, "%s/shard-%04zu", in->dir, i);
		shards[i] = (struct shard){
			.slice = slices[i],
			.path = mem_string(path.data),
		};
	}
	buf_release(&path);
	free(slices);
	*count = n;
	return shards;
}

/* What the archive says most: its commonest words and their pairs. */
struct common {
	struct pair_words pairs;
	struct shorthand *shorthand;
};

static bool
run_hands(struct indexing *in, const struct common *common,
	struct shard *shards, size_t n, struct err *err)
{
	struct hand *hands = mem_array(NULL, in->workers, sizeof(*hands));
	struct joint joint = {
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.shards = shards,
		.count = n,
	};
	size_t share = in->memory / in->workers / MEMORY_SHARES;
	bool ok;

	for (unsigned i = 0; i < in->workers; i++) {
		hands[i] = (struct hand){
			.indexing = in,
			.joint = &joint,
			.share = share,
			.shorthand = common->shorthand,
			.words = columns_words_new(in->dir),
			.terms = in->terms != NULL ? terms_kept_take(in->terms)
						   : NULL,
		};
		if (hands[i].terms != NULL)
			continue;
		hands[i].terms = terms_new(in->fallback_language);
		terms_pairs(hands[i].terms, &common->pairs);
		terms_memory(hands[i].terms, share);
	}
	ok = work_run(in->workers, n, index_slice, hands, err);
	for (unsigned i = 0; i < in->workers; i++) {
		if (ok)
			columns_take_words(shards[0].columns, hands[i].words);
		columns_words_free(hands[i].words);
		in->writer->close(hands[i].writer);
		if (in->terms != NULL)
			terms_kept_give(in->terms, hands[i].terms);
		else
			terms_free(hands[i].terms);
		slots_release(&hands[i].slots);
		buf_release(&hands[i].bytes);
		arena_release(&hands[i].arena);
	}
	free(hands);
	return ok;
}

/* ---- what is made of all shards, side by side ---- */

struct merging {
	const struct indexing *indexing;
	const struct pair_words *pairs;
	struct shard *shards;
	size_t count;
	char *columns; /* folder */
};

/* One database of the shards, which then go. */
static bool
merge_database(struct merging *m, struct err *err)
{
	const struct indexing *in = m->indexing;
	const char **paths = mem_array(NULL, m->count, sizeof(*paths));
	struct buf dest = { 0 };
	bool ok;

	for (size_t i = 0; i < m->count; i++)
		paths[i] = m->shards[i].path;
	fs_join(&dest, in->dir, "database", NULL);
	ok = in->writer->merge(paths, m->count, dest.data, err);
	for (size_t i = 0; i < m->count && ok; i++)
		ok = fs_remove_tree(paths[i], err);
	buf_release(&dest);
	free(paths);
	return ok;
}

static bool
merge_words(struct merging *m, struct err *err)
{
	return columns_finish_words(m->shards[0].columns, m->columns, err);
}

static bool
merge_rows(struct merging *m, struct err *err)
{
	return pair_words_write(m->pairs, m->columns, err) &&
	       columns_finish_rows(m->shards[0].columns, m->columns, err);
}

/* What takes longest comes first, so that none waits long for it. */
static bool (*const merge_parts[])(struct merging *, struct err *) = {
	merge_words,
	merge_database,
	merge_rows,
};
enum { MERGE_PARTS = sizeof(merge_parts) / sizeof(*merge_parts) };

static bool
merge_part(void *ctx, unsigned worker, size_t part, struct err *err)
{
	(void)worker;
	return merge_parts[part](ctx, err);
}

static bool
merge_all(struct merging *m, struct err *err)
{
	const struct indexing *in = m->indexing;
	unsigned workers = in->packed ? 1 : in->workers; /* one file */
	struct buf dir = { 0 };
	bool ok;

	progress_phase(in->progress, "merging", 0);
	fs_join(&dir, in->dir, "columns", NULL);
	m->columns = dir.data;
	ok = (in->packed ? column_pack_make(dir.data, err)
			 : fs_make_dir(dir.data, err)) &&
	     work_run(workers < MERGE_PARTS ? workers : MERGE_PARTS,
		     MERGE_PARTS, merge_part, m, err);
	buf_release(&dir);
	return ok;
}

static bool
choose_common(const struct indexing *in, struct common *common, struct err *err)
{
	if (in->grown_of == NULL)
		return commonest_words(
			in, &common->pairs, &common->shorthand, err);
	if (!pair_words_open(in->grown_of, &common->pairs, err))
		return false;
	common->shorthand =
		in->worded_as != NULL
			? stories_shorthand(in->worded_as, err)
			: wording_learn(in->spools, in->keys, in->count, err);
	return common->shorthand != NULL;
}

bool
indexing_run(struct indexing *in, struct err *err)
{
	struct common common = { 0 };
	struct merging merging = { .indexing = in, .pairs = &common.pairs };
	size_t n;
	struct shard *shards = plan_shards(in, &n);
	bool ok = choose_common(in, &common, err) &&
		  run_hands(in, &common, shards, n, err);

	for (size_t i = 0; i < n; i++) {
		in->dated += shards[i].dated;
		in->with_outlet += shards[i].with_outlet;
		in->with_actors += shards[i].with_actors;
	}
	merging.shards = shards;
	merging.count = n;
	ok = ok && merge_all(&merging, err);
	for (size_t i = 0; i < n; i++) {
		columns_writer_free(shards[i].columns);
		free(shards[i].path);
	}
	free(shards);
	pair_words_close(&common.pairs);
	shorthand_free(common.shorthand);
	return ok;
}
