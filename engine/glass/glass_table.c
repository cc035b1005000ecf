#include "engine/glass/glass_table.h"

#include "base/fs.h"
#include "base/mem.h"
#include "base/pack.h"
#include "engine/glass/glass_block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIRECTORY_ENTRY = 2 };

/* An item that leaves room for three more: libxapian needs as many in a block
 * when it splits one. */
#define ITEM_MAX ((GLASS_BLOCK - GLASS_HEAD - 4 * DIRECTORY_ENTRY) / 4)

/* Not worth a piece of its own at the end of a block. */
enum { PIECE_MIN = 32 };

/* Where a block begins among its neighbours: a key, or the beginning of one,
 * and which piece of that key's tag. */
struct separator {
	char key[GLASS_KEY_MAX];
	uint32_t len;
	uint16_t piece;
};

/* The block of one level that is being filled. */
struct level {
	unsigned char block[GLASS_BLOCK];
	uint32_t items;		/* offset of the lowest item */
	uint32_t directory;	/* its end */
	struct separator begin; /* of this block, in its parent */
};

struct glass_table {
	FILE *file;
	char *gathered; /* of fs_gather() */
	char *path;
	struct level *levels[GLASS_LEVELS];
	uint32_t height; /* levels that there are */
	uint32_t blocks; /* written */
	uint32_t entries;
	struct separator last; /* the key and piece put last */
};

/* ---- blocks ---- */

static uint32_t
level_room(const struct level *level)
{
	return level->items - level->directory;
}

/* Room for one more item; who calls has seen that there is enough. */
static unsigned char *
item_room(struct level *level, uint32_t size)
{
	level->items -= size;
	glass_put16(level->block + level->directory, level->items);
	level->directory += DIRECTORY_ENTRY;
	return level->block + level->items;
}

static void
level_begin(struct level *level)
{
	level->items = GLASS_BLOCK;
	level->directory = GLASS_HEAD;
}

/* The head, and zeros in the gap. */
static void
level_seal(struct level *level, uint32_t number)
{
	uint32_t gap = level_room(level);

	glass_put32(level->block, GLASS_REVISION);
	level->block[4] = (unsigned char)number;
	glass_put16(level->block + 5, gap);
	glass_put16(level->block + 7, gap);
	glass_put16(level->block + 9, level->directory);
	memset(level->block + level->directory, 0, gap);
}

/* ---- branches ---- */

static bool close_level(
	struct glass_table *table, uint32_t number, struct err *err);

/* The item that leads to a child; of the first child nobody looks at the key,
 * so it has none. */
static void
put_child(struct level *level, const struct separator *begin, uint32_t child)
{
	uint32_t len = begin != NULL ? begin->len : 0;
	unsigned char *at = item_room(level, 7 + len);

	glass_put32(at, child);
	at[4] = (unsigned char)len;
	if (len > 0)
		memcpy(at + 5, begin->key, len);
	glass_put16(at + 5 + len, begin != NULL ? begin->piece : 0);
}

/* A block has been written as number `child`: its parent learns of it. */
static bool
add_child(struct glass_table *table, uint32_t number,
	const struct separator *begin, uint32_t child, struct err *err)
{
	struct level *level;

	if (number >= GLASS_LEVELS)
		return err_set(
			err, ERR_INDEX, "%s: too many levels", table->path);
	if (number == table->height) {
		table->levels[table->height++] = mem_alloc(sizeof(*level));
		level = table->levels[number];
		level_begin(level);
		level->begin = *begin;
		put_child(level, NULL, child);
		return true;
	}
	level = table->levels[number];
	if (level_room(level) >= 7 + begin->len + DIRECTORY_ENTRY) {
		put_child(level, begin, child);
		return true;
	}
	if (!close_level(table, number, err))
		return false;
	level_begin(level);
	level->begin = *begin;
	put_child(level, NULL, child);
	return true;
}

static bool
write_level(struct glass_table *table, uint32_t number, struct err *err)
{
	struct level *level = table->levels[number];

	level_seal(level, number);
	if (fwrite(level->block, GLASS_BLOCK, 1, table->file) != 1)
		return err_errno(err, "%s", table->path);
	table->blocks++;
	return true;
}

/* Write the open block of a level, and tell the level above. */
static bool
close_level(struct glass_table *table, uint32_t number, struct err *err)
{
	return write_level(table, number, err) &&
	       add_child(table, number + 1, &table->levels[number]->begin,
		       table->blocks - 1, err);
}

/* ---- leaves ---- */

/* The shortest beginning of the next key that the last key does not have. */
static void
separate(const struct separator *last, const struct buf *key, uint16_t piece,
	struct separator *out)
{
	uint32_t same = 0;

	while (same < last->len && same < key->len &&
		last->key[same] == key->data[same])
		same++;
	out->len = same < key->len ? same + 1 : same;
	out->piece = piece;
	memcpy(out->key, key->data, out->len);
}

/* One piece of a tag, the first being 1: an item of the leaf at hand, or of a
 * new one. */
static bool
put_piece(struct glass_table *table, const struct buf *key, uint32_t flags,
	uint16_t piece, const char *bytes, size_t len, struct err *err)
{
	struct level *leaf = table->levels[0];
	uint32_t counter = piece > 1 ? 2 : 0;
	uint32_t size = (uint32_t)(3 + key->len + counter + len);
	unsigned char *at;

	if (size + DIRECTORY_ENTRY > level_room(leaf)) {
		if (!close_level(table, 0, err))
			return false;
		level_begin(leaf);
		separate(&table->last, key, piece, &leaf->begin);
	}
	at = item_room(leaf, size);
	glass_put16(at, (size - GLASS_ITEM_SIZE_LESS) | flags);
	at[2] = (unsigned char)key->len;
	memcpy(at + 3, key->data, key->len);
	at += 3 + key->len;
	if (counter > 0)
		glass_put16(at, piece);
	if (len > 0)
		memcpy(at + counter, bytes, len);
	return true;
}

/* What of a tag goes into its first piece: all of it, or else what fills the
 * open leaf, where that is worth it. */
static size_t
first_piece(const struct glass_table *table, size_t key_len, size_t tag_len)
{
	size_t most = ITEM_MAX - 3 - key_len;
	size_t cost = DIRECTORY_ENTRY + 3 + key_len;
	size_t room = level_room(table->levels[0]);

	if (tag_len <= most)
		return tag_len;
	if (room >= cost + PIECE_MIN && room - cost < most)
		return room - cost;
	return most;
}

static bool
put_tag(struct glass_table *table, const struct buf *key,
	const struct glass_tag *tag, struct err *err)
{
	uint32_t deflated = tag->deflated ? GLASS_ITEM_DEFLATED : 0;
	size_t at = 0, len = first_piece(table, key->len, tag->len);

	for (uint16_t piece = 1;; piece++) {
		uint32_t flags = deflated;

		flags |= at == 0 ? GLASS_ITEM_FIRST : 0;
		flags |= at + len == tag->len ? GLASS_ITEM_LAST : 0;
		if (!put_piece(table, key, flags, piece, tag->bytes + at, len,
			    err))
			return false;
		table->last.len = (uint32_t)key->len;
		memcpy(table->last.key, key->data, key->len);
		at += len;
		if (at == tag->len)
			return true;
		if (piece == UINT16_MAX)
			return err_set(err, ERR_INDEX, "%s: a tag of %zu bytes",
				table->path, tag->len);
		len = ITEM_MAX - 5 - key->len;
		if (len > tag->len - at)
			len = tag->len - at;
	}
}

static bool
check_key(
	const struct glass_table *table, const struct buf *key, struct err *err)
{
	const struct separator *last = &table->last;
	size_t shorter = key->len < last->len ? key->len : last->len;
	int order;

	if (key->len == 0 || key->len > GLASS_KEY_MAX)
		return err_set(err, ERR_INDEX, "%s: a key of %zu bytes",
			table->path, key->len);
	order = memcmp(key->data, last->key, shorter);
	if (order > 0 || (order == 0 && key->len > last->len))
		return true;
	return err_set(err, ERR_INDEX, "%s: keys do not ascend", table->path);
}

bool
glass_table_add(struct glass_table *table, const struct buf *key,
	const struct glass_tag *tag, struct err *err)
{
	if (!check_key(table, key, err) || !put_tag(table, key, tag, err))
		return false;
	table->entries++;
	return true;
}

/* ---- the whole ---- */

struct glass_table *
glass_table_new(const char *path, struct err *err)
{
	FILE *file = fopen(path, "wbxe");
	struct glass_table *table;
	char nothing[] = "";
	const struct buf null_key = { .data = nothing };

	if (file == NULL) {
		err_errno(err, "%s", path);
		return NULL;
	}
	table = mem_alloc(sizeof(*table));
	table->file = file;
	table->gathered = fs_gather(file);
	table->path = mem_string(path);
	table->levels[0] = mem_alloc(sizeof(*table->levels[0]));
	table->height = 1;
	level_begin(table->levels[0]);
	/* The null entry that every scan steps off; it fits. */
	put_piece(table, &null_key, GLASS_ITEM_FIRST | GLASS_ITEM_LAST, 1, "",
		0, err);
	return table;
}

void
glass_table_free(struct glass_table *table)
{
	if (table == NULL)
		return;
	if (table->file != NULL)
		fclose(table->file);
	for (uint32_t i = 0; i < table->height; i++)
		free(table->levels[i]);
	free(table->gathered);
	free(table->path);
	free(table);
}

/* Where the root is, and that every block is in use. */
static void
put_root(const struct glass_table *table, uint32_t compress_min,
	struct buf *info)
{
	struct buf used = { 0 };

	pack_number(info, table->blocks - 1);
	pack_number(info, (table->height - 1) * 4 + 2); /* leaves in order */
	pack_number(info, table->entries);
	pack_number(info, GLASS_BLOCK / 2048);
	pack_number(info, compress_min);
	pack_number(&used, GLASS_REVISION);
	pack_number(&used, table->blocks);
	buf_add(&used, "\0\0\0\0", 4);
	pack_number(info, used.len);
	buf_add(info, used.data, used.len);
	buf_release(&used);
}

bool
glass_table_finish(struct glass_table *table, uint32_t compress_min,
	struct buf *root_info, struct err *err)
{
	FILE *file = table->file;

	/* Closing a level may add one above; the highest is the root. */
	for (uint32_t i = 0; i + 1 < table->height; i++)
		if (!close_level(table, i, err))
			return false;
	if (!write_level(table, table->height - 1, err))
		return false;
	table->file = NULL;
	fs_write_soon(file);
	if (fclose(file) != 0)
		return err_errno(err, "%s", table->path);
	put_root(table, compress_min, root_info);
	return true;
}
