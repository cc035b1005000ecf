#include "engine/glass/glass_shard.h"

#include "base/fs.h"
#include "base/mem.h"
#include "base/must.h"
#include "base/pack.h"
#include "engine/glass/glass_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct glass_shard {
	char *path;
	struct glass_run *run;
	size_t run_size;
	uint32_t runs; /* written */
	FILE *data;
	FILE *lists; /* a run of those that came whole */
	char *gathered_data, *gathered_lists; /* of fs_gather() */
	struct buf bytes;		      /* scratch */
	uint32_t documents, wdf_most;
	uint32_t *lengths;
	size_t lengths_cap;
};

/* A new folder at path, for documents from 1 on. */
static bool
begin(struct glass_shard *shard, const char *path, struct err *err)
{
	struct buf name = { 0 };

	free(shard->path);
	shard->path = mem_string(path);
	shard->runs = shard->documents = shard->wdf_most = 0;
	fs_join(&name, path, "data", NULL);
	if (fs_make_dir(path, err)) {
		shard->data = fopen(name.data, "wbxe");
		if (shard->data == NULL)
			err_errno(err, "%s", name.data);
	}
	buf_release(&name);
	if (shard->data == NULL)
		return false;
	free(shard->gathered_data); /* of the one before */
	shard->gathered_data = fs_gather(shard->data);
	return true;
}

struct glass_shard *
glass_shard_new(const char *path, size_t run_size, struct err *err)
{
	struct glass_shard *shard = mem_alloc(sizeof(*shard));

	shard->run_size = run_size;
	shard->run = glass_run_new();
	if (begin(shard, path, err))
		return shard;
	glass_shard_free(shard);
	return NULL;
}

bool
glass_shard_next(struct glass_shard *shard, const char *path, struct err *err)
{
	must(shard->data == NULL);
	return begin(shard, path, err);
}

void
glass_shard_limit(struct glass_shard *shard, size_t run_size)
{
	shard->run_size = run_size;
}

void
glass_shard_free(struct glass_shard *shard)
{
	if (shard == NULL)
		return;
	if (shard->data != NULL)
		fclose(shard->data);
	if (shard->lists != NULL)
		fclose(shard->lists);
	free(shard->gathered_data);
	free(shard->gathered_lists);
	buf_release(&shard->bytes);
	glass_run_free(shard->run);
	free(shard->lengths);
	free(shard->path);
	free(shard);
}

/* Where the next run goes. */
static void
run_path(struct glass_shard *shard, struct buf *path)
{
	buf_printf(path, "%s/run-%04u", shard->path, shard->runs++);
}

static bool
write_run(struct glass_shard *shard, struct err *err)
{
	struct buf path = { 0 };
	bool ok;

	run_path(shard, &path);
	ok = glass_run_write(shard->run, path.data, err);
	if (glass_run_size(shard->run) > shard->run_size / 2)
		glass_run_forget(shard->run);
	buf_release(&path);
	return ok;
}

bool
glass_shard_document(struct glass_shard *shard, const char *data, size_t len,
	uint32_t length, struct err *err)
{
	shard->lengths = mem_grow(shard->lengths, &shard->lengths_cap,
		(size_t)shard->documents + 1, sizeof(*shard->lengths));
	shard->lengths[shard->documents++] = length;
	buf_reset(&shard->bytes);
	pack_number(&shard->bytes, len);
	buf_add(&shard->bytes, data, len);
	return fwrite(shard->bytes.data, shard->bytes.len, 1, shard->data) ==
		       1 ||
	       err_errno(err, "%s/data", shard->path);
}

static FILE *
open_lists(struct glass_shard *shard, struct err *err)
{
	struct buf path = { 0 };
	FILE *out;

	run_path(shard, &path);
	out = fopen(path.data, "wbxe");
	if (out == NULL)
		err_errno(err, "%s", path.data);
	else
		shard->gathered_lists = fs_gather(out);
	buf_release(&path);
	return out;
}

bool
glass_shard_list(struct glass_shard *shard, const struct posting_list *list,
	struct err *err)
{
	if (shard->lists == NULL)
		shard->lists = open_lists(shard, err);
	if (shard->lists == NULL)
		return false;
	for (uint32_t i = 0; i < list->count; i++)
		if (list->wdfs[i] > shard->wdf_most)
			shard->wdf_most = list->wdfs[i];
	return glass_run_put(shard->lists, list, &shard->bytes) ||
	       err_errno(err, "%s: a run", shard->path);
}

bool
glass_shard_add(struct glass_shard *shard, const struct document *document,
	struct err *err)
{
	const struct term_list *terms = document->terms;

	if (!glass_shard_document(shard, document->data, document->data_len,
		    terms->length, err))
		return false;
	for (uint32_t i = 0; i < terms->count; i++)
		if (terms->terms[i].wdf > shard->wdf_most)
			shard->wdf_most = terms->terms[i].wdf;
	if (glass_run_is_other(shard->run, terms)) {
		if (!write_run(shard, err))
			return false;
		glass_run_forget(shard->run);
	}
	glass_run_add(shard->run, shard->documents, terms);
	return glass_run_size(shard->run) < shard->run_size ||
	       write_run(shard, err);
}

static bool
write_rest(const struct glass_shard *shard, struct err *err)
{
	struct buf bytes = { 0 }, path = { 0 };
	bool ok;

	pack_number(&bytes, shard->documents);
	pack_number(&bytes, shard->wdf_most);
	for (uint32_t i = 0; i < shard->documents; i++)
		pack_number(&bytes, shard->lengths[i]);
	fs_join(&path, shard->path, "rest", NULL);
	ok = fs_put_file(path.data, bytes.data, bytes.len, err);
	buf_release(&path);
	buf_release(&bytes);
	return ok;
}

static bool
close_lists(struct glass_shard *shard, struct err *err)
{
	FILE *lists = shard->lists;
	bool ok = true;

	shard->lists = NULL;
	if (fclose(lists) != 0)
		err_errno(err, "%s: a run", shard->path), ok = false;
	free(shard->gathered_lists);
	shard->gathered_lists = NULL;
	return ok;
}

bool
glass_shard_finish(struct glass_shard *shard, struct err *err)
{
	FILE *data = shard->data;

	shard->data = NULL;
	if (fclose(data) != 0)
		return err_errno(err, "%s/data", shard->path);
	return (shard->lists != NULL ? close_lists(shard, err)
				     : write_run(shard, err)) &&
	       write_rest(shard, err);
}

/* ---- reading ---- */

static bool
damaged(const char *path, struct err *err)
{
	return err_set(err, ERR_INDEX, "%s: the shard is damaged", path);
}

static bool
map_part(
	const char *path, const char *name, struct fs_map *map, struct err *err)
{
	struct buf file = { 0 };
	bool ok;

	fs_join(&file, path, name, NULL);
	ok = fs_map(file.data, map, err);
	buf_release(&file);
	return ok;
}

static bool
read_rest(const char *path, struct glass_parts *parts, struct err *err)
{
	struct unpack in = { .at = parts->rest.data };
	uint64_t documents;

	in.end = in.at + parts->rest.size;
	documents = unpack_number(&in);
	if (documents > parts->rest.size)
		return damaged(path, err);
	parts->documents = (uint32_t)documents;
	parts->wdf_most = (uint32_t)unpack_number(&in);
	parts->lengths =
		mem_array(NULL, parts->documents, sizeof(*parts->lengths));
	for (uint32_t i = 0; i < parts->documents; i++)
		parts->lengths[i] = (uint32_t)unpack_number(&in);
	return unpack_ok(&in) || damaged(path, err);
}

bool
glass_parts_open(const char *path, struct glass_parts *parts, struct err *err)
{
	struct fs_names names = { 0 };
	bool ok;

	*parts = (struct glass_parts){ 0 };
	ok = fs_list(path, &names, err) &&
	     map_part(path, "data", &parts->data, err) &&
	     map_part(path, "rest", &parts->rest, err) &&
	     read_rest(path, parts, err);
	parts->runs = mem_alloc((names.count + 1) * sizeof(*parts->runs));
	for (size_t i = 0; ok && i < names.count; i++)
		if (strncmp(names.names[i], "run-", 4) == 0)
			ok = map_part(path, names.names[i],
				&parts->runs[parts->nruns++], err);
	fs_names_release(&names);
	if (!ok)
		glass_parts_close(parts);
	return ok;
}

void
glass_parts_close(struct glass_parts *parts)
{
	for (size_t i = 0; i < parts->nruns; i++)
		fs_unmap(&parts->runs[i]);
	fs_unmap(&parts->data);
	fs_unmap(&parts->rest);
	free(parts->runs);
	free(parts->lengths);
	*parts = (struct glass_parts){ 0 };
}
