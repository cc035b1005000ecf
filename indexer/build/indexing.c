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

/* Slices a worker: enough that none waits long for the last one. */
#define SLICES_A_WORKER 4

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
index_story(struct hand *h, struct shard *shard, struct writer *writer,
	const struct story_key *key, struct err *err)
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
	return h->indexing->writer->add(writer, &document, err);
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

static bool
index_slice(void *ctx, unsigned worker, size_t item, struct err *err)
{
	struct hand *h = (struct hand *)ctx + worker;
	const struct indexing *in = h->indexing;
	struct shard *shard = &h->joint->shards[item];
	struct writer *writer = in->writer->open(shard->path, err);
	bool ok = writer != NULL;

	if (ok && in->writer->limit != NULL)
		in->writer->limit(writer, h->share);
	shard->columns = columns_writer_new(in->dir);
	columns_use_shorthand(shard->columns, h->shorthand);
	columns_memory(shard->columns, h->share);
	for (size_t i = shard->slice.begin; ok && i < shard->slice.end; i++) {
		ok = index_story(h, shard, writer, &in->keys[i], err);
		progress_add(in->progress, 1, in->keys[i].text_bytes);
	}
	columns_settle(shard->columns);
	ok = ok && in->writer->finish(writer, err);
	in->writer->close(writer);
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

static bool
write_columns(const struct indexing *in, const struct pair_words *pairs,
	struct columns_writer *columns, struct err *err)
{
	struct buf dir = { 0 };
	bool ok;

	fs_join(&dir, in->dir, "columns", NULL);
	ok = (in->packed ? column_pack_make(dir.data, err)
			 : fs_make_dir(dir.data, err)) &&
	     pair_words_write(pairs, dir.data, err) &&
	     columns_finish(columns, dir.data, err);
	buf_release(&dir);
	return ok;
}

/* One database of the shards, which then go. */
static bool
merge_shards(const struct indexing *in, struct shard *shards, size_t n,
	struct err *err)
{
	const char **paths = mem_array(NULL, n, sizeof(*paths));
	struct buf dest = { 0 };
	bool ok;

	for (size_t i = 0; i < n; i++)
		paths[i] = shards[i].path;
	fs_join(&dest, in->dir, "database", NULL);
	ok = in->writer->merge(paths, n, dest.data, err);
	for (size_t i = 0; i < n && ok; i++)
		ok = fs_remove_tree(paths[i], err);
	buf_release(&dest);
	free(paths);
	return ok;
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

/* What is made of all shards, side by side. */
struct merging {
	const struct indexing *indexing;
	const struct pair_words *pairs;
	struct shard *shards;
	size_t count;
};

static bool
merge_part(void *ctx, unsigned worker, size_t part, struct err *err)
{
	const struct merging *m = ctx;

	(void)worker;
	return part == 0 ? merge_shards(m->indexing, m->shards, m->count, err)
			 : write_columns(m->indexing, m->pairs,
				   m->shards[0].columns, err);
}

static bool
choose_common(const struct indexing *in, struct common *common, struct err *err)
{
	if (in->grown_of != NULL
			? !pair_words_open(in->grown_of, &common->pairs, err)
			: !commonest_words(in, &common->pairs, err))
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
	if (ok)
		progress_phase(in->progress, "merging", 0);
	merging.shards = shards;
	merging.count = n;
	ok = ok &&
	     work_run(in->workers > 1 ? 2 : 1, 2, merge_part, &merging, err);
	for (size_t i = 0; i < n; i++) {
		columns_writer_free(shards[i].columns);
		free(shards[i].path);
	}
	free(shards);
	pair_words_close(&common.pairs);
	shorthand_free(common.shorthand);
	return ok;
}
