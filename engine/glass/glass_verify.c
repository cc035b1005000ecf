#include "engine/glass/glass_verify.h"

#include "base/mem.h"
#include "engine/glass/glass_code.h"
#include "engine/glass/glass_cursor.h"
#include "engine/glass/glass_version.h"

#include <stdlib.h>
#include <string.h>

enum { VERSION_MAX = 256, LENGTHS = 0xe0 };

/* One verification on its way. */
struct verify {
	const char *dir;
	struct glass_root roots[GLASS_TABLES];
	struct glass_statistics stated, found;
	struct glass_cursor lists;
	uint32_t *lengths;	  /* of each document */
	uint64_t *weights;	  /* what its postings add up to */
	struct buf term;	  /* whose list is being read; empty: none is */
	uint32_t documents, last; /* of that list */
	uint64_t frequency;
};

/* A list's head: how long it is said to be, for its first chunk. */
struct chunk {
	uint32_t documents, first, last;
	uint64_t frequency;
	bool is_first, is_last;
	struct unpack in; /* its entries */
};

static bool
wrong(const struct verify *v, const char *what, struct err *err)
{
	return err_set(err, ERR_INDEX, "%s: %s", v->dir, what);
}

/* ---- iamglass ---- */

static bool
read_version(struct verify *v, struct err *err)
{
	struct glass_statistics *s = &v->stated;
	struct buf path = { 0 }, bytes = { 0 };
	struct unpack in;
	bool ok;

	fs_join(&path, v->dir, "iamglass", NULL);
	ok = fs_read_file(path.data, VERSION_MAX, &bytes, err);
	if (ok && !glass_version_begins(&bytes))
		ok = wrong(v, "iamglass is none", err);
	in = (struct unpack){ .at = bytes.data, .end = bytes.data + bytes.len };
	if (ok) {
		in.at += GLASS_VERSION_HEAD;
		unpack_number(&in); /* revision */
	}
	for (int t = 0; ok && t < GLASS_TABLES; t++)
		ok = glass_root_read(&in, &v->roots[t]) ||
		     wrong(v, "iamglass has a damaged root", err);
	if (ok) {
		s->documents = (uint32_t)unpack_number(&in);
		unpack_number(&in);
		s->length_least = (uint32_t)unpack_number(&in);
		s->wdf_most = (uint32_t)unpack_number(&in);
		s->length_most = (uint32_t)unpack_number(&in) + s->wdf_most;
		unpack_number(&in);
		s->length_all = unpack_number(&in);
		ok = (unpack_ok(&in) && unpack_number(&in) == 0 &&
			     in.at == in.end) ||
		     wrong(v, "iamglass is cut off", err);
	}
	buf_release(&path);
	buf_release(&bytes);
	return ok;
}

/* ---- keys ---- */

/* The number at the end of a key. */
static bool
sorted_uint(const char *at, size_t len, uint32_t *n)
{
	struct buf again = { 0 };
	bool same;

	*n = 0;
	if (len < 2 || len > 5)
		return false;
	for (size_t i = 0; i < len; i++)
		*n = *n << 8 | (unsigned char)at[i];
	if (len < 5) /* the ones in front and the zero behind them */
		*n &= (UINT32_C(1) << (7 * len + 1)) - 1;
	glass_sort_uint(&again, *n);
	same = again.len == len && memcmp(again.data, at, len) == 0;
	buf_release(&again);
	return same;
}

/* Where the term of a key ends: its NUL without ff behind it; len if none. */
static size_t
term_end(const struct buf *key)
{
	for (size_t i = 0; i < key->len; i++) {
		if (key->data[i] != '\0')
			continue;
		if (i + 1 == key->len ||
			(unsigned char)key->data[i + 1] != 0xff)
			return i;
		i++;
	}
	return key->len;
}

/* ---- lists ---- */

/* Does the chunk at hand begin a list, or go on with the one before? */
static bool
read_chunk(struct verify *v, size_t name_len, bool closed, struct chunk *chunk,
	struct err *err)
{
	const struct buf *key = &v->lists.key, *tag = &v->lists.tag;
	struct unpack in = { .at = tag->data, .end = tag->data + tag->len };
	size_t number = name_len + closed;
	uint32_t span;

	*chunk = (struct chunk){ .is_first = key->len == name_len };
	if (chunk->is_first) {
		chunk->documents = (uint32_t)unpack_number(&in);
		chunk->frequency = unpack_number(&in);
		chunk->first = (uint32_t)unpack_number(&in) + 1;
	} else if (!sorted_uint(key->data + number, key->len - number,
			   &chunk->first)) {
		return wrong(v, "a chunk's docid is damaged", err);
	}
	if (!unpack_ok(&in) || in.at == in.end)
		return wrong(v, "a chunk is cut off", err);
	chunk->is_last = *in.at++ == '1';
	span = (uint32_t)unpack_number(&in);
	chunk->last = chunk->first + span;
	chunk->in = in;
	if (chunk->is_first != (v->term.len == 0))
		return wrong(v, "a list begins or ends within another", err);
	if (!chunk->is_first &&
		(v->term.len != name_len ||
			memcmp(v->term.data, key->data, name_len) != 0))
		return wrong(v, "a chunk of another term", err);
	return true;
}

/* One posting of a term, or a document's length. */
static bool
meet(struct verify *v, bool lengths, uint32_t docid, uint32_t n,
	struct err *err)
{
	if (docid == 0 || docid > v->stated.documents)
		return wrong(v, "a docid beyond the documents", err);
	if (lengths) {
		v->lengths[docid - 1] = n;
		return true;
	}
	v->weights[docid - 1] += n;
	v->frequency -= n;
	if (n > v->found.wdf_most)
		v->found.wdf_most = n;
	return true;
}

static bool
read_entries(
	struct verify *v, struct chunk *chunk, bool lengths, struct err *err)
{
	uint32_t docid = chunk->first;

	if (docid <= v->last)
		return wrong(v, "the chunks of a list overlap", err);
	for (;;) {
		uint32_t n = (uint32_t)unpack_number(&chunk->in);

		if (!unpack_ok(&chunk->in))
			return wrong(v, "a posting is cut off", err);
		v->documents--;
		if (!meet(v, lengths, docid, n, err))
			return false;
		if (chunk->in.at == chunk->in.end)
			break;
		docid += 1 + (uint32_t)unpack_number(&chunk->in);
	}
	v->last = docid;
	return docid == chunk->last ||
	       wrong(v, "a chunk ends elsewhere than it says", err);
}

/* A chunk of a list whose name is key[0..name_len). */
static bool
read_list(struct verify *v, size_t name_len, bool lengths, struct err *err)
{
	struct chunk chunk;

	if (!read_chunk(v, name_len, !lengths, &chunk, err))
		return false;
	if (chunk.is_first) {
		buf_add(&v->term, v->lists.key.data, name_len);
		v->documents = lengths ? v->stated.documents : chunk.documents;
		v->frequency = chunk.frequency;
		v->last = 0;
	}
	if (!read_entries(v, &chunk, lengths, err))
		return false;
	if (!chunk.is_last)
		return true;
	buf_reset(&v->term);
	return (v->documents == 0 && v->frequency == 0) ||
	       wrong(v, "a list is not as long as it says", err);
}

/* One entry of the postlist table: its key says what it is. */
static bool
read_postlist(struct verify *v, struct err *err)
{
	const struct buf *key = &v->lists.key;

	if (v->lists.deflated)
		return wrong(v, "a deflated posting list", err);
	if (key->len >= 2 && key->data[0] == '\0' &&
		(unsigned char)key->data[1] == LENGTHS)
		return read_list(v, 2, true, err);
	return read_list(v, term_end(key), false, err);
}

static bool
open_cursor(struct verify *v, enum glass_tables table,
	struct glass_cursor *cursor, struct err *err)
{
	struct buf path = { 0 };
	bool ok;

	fs_join(&path, v->dir, glass_table_files[table], NULL);
	ok = glass_cursor_open(path.data, &v->roots[table], cursor, err) &&
	     glass_cursor_next(cursor, err);
	buf_release(&path);
	return ok;
}

/* All lists. */
static bool
verify_lists(struct verify *v, struct err *err)
{
	bool ok = open_cursor(v, GLASS_POSTLIST, &v->lists, err);

	while (ok && v->lists.key.len > 0)
		ok = read_postlist(v, err) && glass_cursor_next(&v->lists, err);
	if (ok && v->term.len > 0)
		ok = wrong(v, "the last list is cut off", err);
	return ok;
}

/* ---- documents ---- */

static bool
verify_data(struct verify *v, struct err *err)
{
	struct glass_cursor data = { 0 };
	bool ok = open_cursor(v, GLASS_DOCDATA, &data, err);
	uint32_t docid, last = 0;

	for (; ok && data.key.len > 0; last = docid) {
		ok = sorted_uint(data.key.data, data.key.len, &docid) &&
		     docid > last && docid <= v->stated.documents &&
		     data.tag.len > 0;
		ok = ok ? glass_cursor_next(&data, err)
			: wrong(v, "a document's data is damaged", err);
	}
	glass_cursor_close(&data);
	return ok;
}

/* What the lists say of all documents is what iamglass says. */
static bool
verify_statistics(struct verify *v, struct err *err)
{
	const struct glass_statistics *a = &v->stated, *b = &v->found;

	for (uint32_t i = 0; i < a->documents; i++) {
		if (v->lengths[i] != v->weights[i])
			return wrong(v, "a document of another length", err);
		glass_statistics_add(&v->found, v->lengths[i]);
	}
	if (a->length_least != b->length_least ||
		a->length_most != b->length_most ||
		a->length_all != b->length_all || a->wdf_most != b->wdf_most)
		return wrong(
			v, "its statistics are not those of its lists", err);
	return true;
}

bool
glass_verify(const char *dir, struct err *err)
{
	struct verify v = { .dir = dir };
	bool ok = read_version(&v, err);

	if (ok) {
		v.lengths = mem_alloc(
			((size_t)v.stated.documents + 1) * sizeof(*v.lengths));
		v.weights = mem_alloc(
			((size_t)v.stated.documents + 1) * sizeof(*v.weights));
		ok = verify_lists(&v, err) && verify_statistics(&v, err) &&
		     verify_data(&v, err);
	}
	glass_cursor_close(&v.lists);
	buf_release(&v.term);
	free(v.lengths);
	free(v.weights);
	return ok;
}
