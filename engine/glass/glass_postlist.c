#include "engine/glass/glass_postlist.h"

#include "base/pack.h"
#include "engine/glass/glass_code.h"

/* Begins the keys of the list of lengths; no term does. */
static const char lengths_key[] = { '\0', (char)0xe0 };

static void
begin(struct glass_chunks *chunks, uint32_t documents, uint64_t frequency)
{
	chunks->documents = documents;
	chunks->frequency = frequency;
	chunks->is_first = true;
	buf_reset(&chunks->entries);
	buf_reset(&chunks->first_key);
	buf_reset(&chunks->key);
}

void
glass_chunks_term(struct glass_chunks *chunks, const char *term, size_t len,
	uint32_t documents, uint64_t frequency)
{
	begin(chunks, documents, frequency);
	glass_sort_string(&chunks->first_key, term, len, false);
	glass_sort_string(&chunks->key, term, len, true);
}

void
glass_lengths_key(struct buf *key)
{
	buf_add(key, lengths_key, sizeof(lengths_key));
}

void
glass_chunks_lengths(struct glass_chunks *chunks)
{
	begin(chunks, 0, 0);
	glass_lengths_key(&chunks->first_key);
	glass_lengths_key(&chunks->key);
}

/* Put the open chunk into the table. */
static bool
put_chunk(struct glass_chunks *chunks, bool is_last, struct err *err)
{
	struct buf *key = &chunks->full_key, *tag = &chunks->tag;
	struct glass_tag whole;

	buf_reset(key);
	buf_reset(tag);
	if (chunks->is_first) {
		buf_add(key, chunks->first_key.data, chunks->first_key.len);
		pack_number(tag, chunks->documents);
		pack_number(tag, chunks->frequency);
		pack_number(tag, chunks->first - 1);
	} else {
		buf_add(key, chunks->key.data, chunks->key.len);
		glass_sort_uint(key, chunks->first);
	}
	buf_putc(tag, is_last ? '1' : '0');
	pack_number(tag, chunks->last - chunks->first);
	buf_add(tag, chunks->entries.data, chunks->entries.len);
	whole = (struct glass_tag){ .bytes = tag->data, .len = tag->len };
	chunks->is_first = false;
	buf_reset(&chunks->entries);
	return glass_table_add(chunks->table, key, &whole, err);
}

bool
glass_chunks_add(struct glass_chunks *chunks, uint32_t docid, uint32_t wdf,
	struct err *err)
{
	struct buf *entries = &chunks->entries;

	if (entries->len >= GLASS_CHUNK_SIZE && !put_chunk(chunks, false, err))
		return false;
	if (entries->len == 0)
		chunks->first = docid;
	else
		pack_number(entries, docid - chunks->last - 1);
	pack_number(entries, wdf);
	chunks->last = docid;
	return true;
}

/* Go over `most` bytes or more, up to the end of an entry, adding up the
 * docids passed. */
static void
skip_entries(struct unpack *in, size_t most, uint32_t *docid)
{
	const char *begin = in->at;

	while (in->at < in->end && (size_t)(in->at - begin) < most) {
		*docid += 1 + (uint32_t)unpack_number(in);
		unpack_number(in); /* frequency */
	}
}

bool
glass_chunks_copy(struct glass_chunks *chunks,
	const struct glass_entries *entries, struct err *err)
{
	struct unpack in = { .at = entries->at, .end = entries->end };
	struct buf *out = &chunks->entries;
	uint32_t wdf = (uint32_t)unpack_number(&in), docid = entries->first;

	if (!unpack_ok(&in))
		return err_set(err, ERR_INDEX, "a run of postings is damaged");
	if (!glass_chunks_add(chunks, docid, wdf, err))
		return false;
	while (in.at < in.end) {
		const char *begin = in.at;
		size_t room;

		if (out->len >= GLASS_CHUNK_SIZE) {
			docid += 1 + (uint32_t)unpack_number(&in);
			wdf = (uint32_t)unpack_number(&in);
			if (!glass_chunks_add(chunks, docid, wdf, err))
				return false;
			continue;
		}
		room = GLASS_CHUNK_SIZE - out->len;
		if ((size_t)(in.end - in.at) < room) {
			in.at = in.end;
			docid = entries->last;
		} else {
			skip_entries(&in, room, &docid);
		}
		buf_add(out, begin, (size_t)(in.at - begin));
		chunks->last = docid;
	}
	if (!unpack_ok(&in) || docid != entries->last)
		return err_set(err, ERR_INDEX, "a run of postings is damaged");
	return true;
}

bool
glass_chunks_end(struct glass_chunks *chunks, struct err *err)
{
	return chunks->entries.len == 0 || put_chunk(chunks, true, err);
}

void
glass_chunks_release(struct glass_chunks *chunks)
{
	buf_release(&chunks->first_key);
	buf_release(&chunks->key);
	buf_release(&chunks->entries);
	buf_release(&chunks->tag);
	buf_release(&chunks->full_key);
}
