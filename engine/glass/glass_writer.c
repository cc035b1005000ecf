/*
 * The writer that fills Xapian's tables itself: documents are inverted in
 * memory, runs of postings sorted, and all tables written once, block after
 * block, when the shards are merged (docs/glass.md).
 */
#include "engine/glass/glass_merge.h"
#include "engine/glass/glass_shard.h"
#include "engine/index/writer.h"

/* Preset of the memory for the postings of one shard in the making. */
#define RUN_SIZE ((size_t)192 << 20)

/* A writer is its shard. */
static struct glass_shard *
shard_of(struct writer *writer)
{
	return (struct glass_shard *)writer;
}

static struct writer *
glass_open(const char *path, struct err *err)
{
	return (struct writer *)glass_shard_new(path, RUN_SIZE, err);
}

static bool
glass_next(struct writer *writer, const char *path, struct err *err)
{
	return glass_shard_next(shard_of(writer), path, err);
}

static void
glass_limit(struct writer *writer, size_t bytes)
{
	glass_shard_limit(shard_of(writer), bytes);
}

static bool
glass_add(
	struct writer *writer, const struct document *document, struct err *err)
{
	return glass_shard_add(shard_of(writer), document, err);
}

static bool
glass_document(struct writer *writer, const char *data, size_t len,
	uint32_t length, struct err *err)
{
	return glass_shard_document(shard_of(writer), data, len, length, err);
}

static bool
glass_list(
	struct writer *writer, const struct posting_list *list, struct err *err)
{
	return glass_shard_list(shard_of(writer), list, err);
}

static bool
glass_finish(struct writer *writer, struct err *err)
{
	return glass_shard_finish(shard_of(writer), err);
}

static void
glass_close(struct writer *writer)
{
	glass_shard_free(shard_of(writer));
}

const struct writer_kind glass_writer_kind = {
	.name = "glass",
	.open = glass_open,
	.add = glass_add,
	.document = glass_document,
	.list = glass_list,
	.finish = glass_finish,
	.next = glass_next,
	.close = glass_close,
	.merge = glass_merge,
	.limit = glass_limit,
};
