#include "engine/glass/glass_version.h"

#include "base/fs.h"
#include "base/pack.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

const char *const glass_table_files[GLASS_TABLES] = {
	[GLASS_POSTLIST] = "postlist.glass",
	[GLASS_DOCDATA] = "docdata.glass",
	[GLASS_TERMLIST] = "termlist.glass",
	[GLASS_POSITION] = "position.glass",
	[GLASS_SPELLING] = "spelling.glass",
	[GLASS_SYNONYM] = "synonym.glass",
};

const uint32_t glass_compress_min[GLASS_TABLES] = {
	[GLASS_DOCDATA] = 18,
	[GLASS_TERMLIST] = 18,
	[GLASS_SPELLING] = 18,
	[GLASS_SYNONYM] = 18,
};

/* The name of the format and its version, 2016-03-14. */
#define MAGIC "\x0f\x0dXapian Glass\x04\x6e"

enum { UUID_SIZE = 16, REVISION = 1 };

bool
glass_version_begins(const struct buf *bytes)
{
	return bytes->len > GLASS_VERSION_HEAD &&
	       memcmp(bytes->data, MAGIC, sizeof(MAGIC) - 1) == 0;
}

void
glass_statistics_add(struct glass_statistics *s, uint32_t length)
{
	s->length_all += length;
	if (length > s->length_most)
		s->length_most = length;
	if (length > 0 && (s->length_least == 0 || length < s->length_least))
		s->length_least = length;
}

/* A random UUID (RFC 9562, version 4). */
static bool
put_uuid(struct buf *out, struct err *err)
{
	unsigned char uuid[UUID_SIZE];

	if (getrandom(uuid, sizeof(uuid), 0) != (ssize_t)sizeof(uuid))
		return err_errno(err, "no random bytes for a UUID");
	uuid[6] = (unsigned char)((uuid[6] & 0x0f) | 0x40);
	uuid[8] = (unsigned char)((uuid[8] & 0x3f) | 0x80);
	buf_add(out, uuid, sizeof(uuid));
	return true;
}

/* What stands for a table without a file: no root, no entries. */
static void
put_no_table(struct buf *out, uint32_t compress_min)
{
	const char fields[] = { 0, 3, 0, 8192 / 2048, (char)compress_min, 0 };

	buf_add(out, fields, sizeof(fields));
}

static void
put_statistics(struct buf *out, const struct glass_statistics *s)
{
	pack_number(out, s->documents);
	pack_number(out, 0); /* docids above the number of documents */
	pack_number(out, s->length_least);
	pack_number(out, s->wdf_most);
	pack_number(out, s->length_most - s->wdf_most);
	pack_number(out, 0); /* no changesets */
	pack_number(out, s->length_all);
	pack_number(out, 0); /* no spellings */
}

bool
glass_version_write(const char *dir, const struct buf roots[GLASS_TABLES],
	const struct glass_statistics *statistics, struct err *err)
{
	struct buf path = { 0 }, bytes = { 0 };
	bool ok;

	buf_add(&bytes, MAGIC, sizeof(MAGIC) - 1);
	ok = put_uuid(&bytes, err);
	pack_number(&bytes, REVISION);
	for (int t = 0; t < GLASS_TABLES; t++)
		if (roots[t].len > 0)
			buf_add(&bytes, roots[t].data, roots[t].len);
		else
			put_no_table(&bytes, glass_compress_min[t]);
	put_statistics(&bytes, statistics);
	fs_join(&path, dir, "iamglass", NULL);
	ok = ok && fs_put_file(path.data, bytes.data, bytes.len, err);
	buf_release(&path);
	buf_release(&bytes);
	return ok;
}
