/* union_files.c - how a generation puts its segments together, on disk */
#include "engine/index/union_files.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/pack.h"
#include "engine/index/column_file.h"
#include "engine/index/column_pack.h"

#include <stdlib.h>
#include <string.h>

#define ORDER_FILE "order"
#define GONE_FILE "gone-"

static bool
make_pack(const char *dir, struct buf *path, struct err *err)
{
	fs_join(path, dir, UNION_PART, NULL);
	return fs_exists(path->data) || column_pack_make(path->data, err);
}

bool
union_write_order(
	const char *dir, const struct join_order *order, struct err *err)
{
	struct buf path = { 0 }, runs = { 0 };
	struct column_part part;
	bool ok;

	for (size_t i = 0; i < order->count; i++) {
		pack_number(&runs, order->runs[i].segment);
		pack_number(&runs, order->runs[i].count);
	}
	part = (struct column_part){ runs.data, runs.len };
	ok = make_pack(dir, &path, err) &&
	     column_file_write(
		     path.data, ORDER_FILE, 1, runs.len, &part, 1, err);
	buf_release(&path);
	buf_release(&runs);
	return ok;
}

static void
gone_name(struct buf *name, const char *segment)
{
	buf_puts(name, GONE_FILE);
	buf_puts(name, segment);
}

bool
union_write_gone(const char *dir, const char *segment, const struct gone *gone,
	struct err *err)
{
	const struct column_part part = {
		gone->docids,
		gone->count * sizeof(*gone->docids),
	};
	struct buf path = { 0 }, name = { 0 };
	bool ok;

	if (gone->count == 0)
		return true;
	gone_name(&name, segment);
	ok = make_pack(dir, &path, err) &&
	     column_file_write(path.data, name.data, sizeof(*gone->docids),
		     gone->count, &part, 1, err);
	buf_release(&path);
	buf_release(&name);
	return ok;
}

bool
union_read_order(const char *dir, struct join_order *order, struct err *err)
{
	struct buf path = { 0 };
	struct column_file file;
	struct unpack in;
	bool ok;

	fs_join(&path, dir, UNION_PART, NULL);
	if (!column_file_map(path.data, ORDER_FILE, 1, &file, err)) {
		buf_release(&path);
		return false;
	}
	in = (struct unpack){ .at = file.payload };
	in.end = file.payload + file.size;
	while (in.at < in.end && unpack_ok(&in)) {
		uint64_t segment = unpack_number(&in);
		uint64_t count = unpack_number(&in);

		if (segment >= JOIN_PARTS_MAX || count > UINT32_MAX)
			in.broken = true;
		else
			vec_push(order->runs, order->count, order->cap) =
				(struct join_run){ (uint32_t)segment,
					(uint32_t)count };
	}
	ok = unpack_ok(&in) || column_file_damaged(err, path.data, ORDER_FILE,
				       order->count, "no segment's turn");
	fs_unmap(&file.map);
	buf_release(&path);
	return ok;
}

/* In one direction, and docids all. */
static bool
ascending(const uint32_t *docids, uint64_t n)
{
	for (uint64_t i = 0; i < n; i++)
		if (docids[i] == 0 || (i > 0 && docids[i] <= docids[i - 1]))
			return false;
	return true;
}

bool
union_read_gone(const char *dir, const char *segment, struct gone *gone,
	struct err *err)
{
	struct buf path = { 0 }, name = { 0 };
	struct column_file file;
	struct err why = { 0 };
	bool ok = false;

	fs_join(&path, dir, UNION_PART, NULL);
	gone_name(&name, segment);
	if (!column_file_map(
		    path.data, name.data, sizeof(*gone->docids), &file, &why)) {
		ok = why.kind == ERR_NOT_FOUND ||
		     err_set(err, why.kind, "%s", why.text);
		goto out;
	}
	ok = ascending((const uint32_t *)(const void *)file.payload,
		     file.count) ||
	     column_file_damaged(
		     err, path.data, name.data, 1, "docids that do not ascend");
	if (ok && file.count > 0) {
		gone->docids = mem_array(
			NULL, (size_t)file.count, sizeof(*gone->docids));
		memcpy(gone->docids, file.payload, file.size);
		gone->count = gone->cap = (size_t)file.count;
	}
	fs_unmap(&file.map);
out:
	buf_release(&path);
	buf_release(&name);
	return ok;
}
