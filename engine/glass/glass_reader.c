#include "engine/glass/glass_reader.h"

#include "base/mem.h"
#include "base/pack.h"
#include "engine/glass/glass_version.h"

#include <stdlib.h>
#include <string.h>

bool
glass_damaged(
	const struct glass_reader *table, const char *fault, struct err *err)
{
	return err_set(err, ERR_INDEX, "%s: %s", table->path, fault);
}

/* ---- opening ---- */

/* What iamglass says of one table; no file is no entries. */
struct root {
	uint32_t block, level, block_size;
	bool none;
};

static struct root
read_root(struct unpack *in)
{
	struct root root = { .block = (uint32_t)unpack_number(in) };
	uint64_t level = unpack_number(in);
	uint64_t list;

	root.level = (uint32_t)(level >> 2);
	root.none = level & 1;
	unpack_number(in); /* entries */
	root.block_size = (uint32_t)unpack_number(in) * 2048;
	unpack_number(in); /* from what length on tags are deflated */
	list = unpack_number(in);
	if (list > (size_t)(in->end - in->at))
		in->broken = true;
	else
		in->at += list;
	return root;
}

static bool
possible(const struct root *root, const struct fs_map *map)
{
	uint32_t size = root->block_size;

	return size >= 2048 && size <= 65536 && (size & (size - 1)) == 0 &&
	       root->level < GLASS_LEVELS && root->block < map->size / size;
}

static bool
open_table(const char *dir, enum glass_tables which, const struct root *root,
	struct glass_reader *table, struct err *err)
{
	struct buf path = { 0 };

	fs_join(&path, dir, glass_table_files[which], NULL);
	table->path = mem_string(path.data);
	buf_release(&path);
	if (root->none)
		return true;
	if (!fs_map(table->path, &table->map, err))
		return false;
	if (!possible(root, &table->map))
		return glass_damaged(
			table, "not as long as its root says", err);
	table->root = root->block;
	table->level = root->level;
	table->block_size = root->block_size;
	table->blocks = (uint32_t)(table->map.size / root->block_size);
	return true;
}

/* The numbers of iamglass; false when it is none. */
static bool
read_version(const struct buf *bytes, struct root roots[GLASS_TABLES],
	struct glass_database *database)
{
	struct unpack in = {
		.at = bytes->data + GLASS_VERSION_HEAD,
		.end = bytes->data + bytes->len,
	};

	unpack_number(&in); /* revision */
	for (int t = 0; t < GLASS_TABLES; t++)
		roots[t] = read_root(&in);
	database->documents = (uint32_t)unpack_number(&in);
	database->last_docid =
		database->documents + (uint32_t)unpack_number(&in);
	return unpack_ok(&in);
}

bool
glass_database_open(
	const char *dir, struct glass_database *database, struct err *err)
{
	enum { VERSION_MOST = 256 };
	struct root roots[GLASS_TABLES];
	struct buf path = { 0 }, bytes = { 0 };
	bool ok;

	*database = (struct glass_database){ 0 };
	fs_join(&path, dir, "iamglass", NULL);
	ok = fs_read_file(path.data, VERSION_MOST, &bytes, err);
	if (ok && (!glass_version_begins(&bytes) ||
			  !read_version(&bytes, roots, database)))
		ok = err_set(err, ERR_INDEX, "%s: damaged", path.data);
	ok = ok && open_table(dir, GLASS_POSTLIST, &roots[GLASS_POSTLIST],
			   &database->postlist, err);
	buf_release(&path);
	buf_release(&bytes);
	if (!ok)
		glass_database_close(database);
	return ok;
}

void
glass_database_close(struct glass_database *database)
{
	if (database->postlist.map.size > 0)
		fs_unmap(&database->postlist.map);
	free(database->postlist.path);
	*database = (struct glass_database){ 0 };
}

/* ---- blocks ---- */

/* A key, and which piece of its tag. */
struct item_key {
	const unsigned char *key;
	uint32_t len, piece;
};

/* The bytes of item i of a block; *left: to the end of the block. */
static inline const unsigned char *
item_at(const struct glass_reader *table, const unsigned char *block,
	uint32_t i, uint32_t *left)
{
	uint32_t at = glass_get16(block + GLASS_HEAD + 2 * i);

	if (at > table->block_size - 3u)
		at = table->block_size - 3u;
	*left = table->block_size - at;
	return block + at;
}

/* The key of an item of a leaf (skip 2) or a branch (skip 4); cut off at the
 * end of the block, whatever the item says. */
static inline struct item_key
key_of(const struct glass_reader *table, const unsigned char *block, uint32_t i,
	bool leaf)
{
	uint32_t left, skip = leaf ? 2 : 4, flags;
	const unsigned char *item = item_at(table, block, i, &left);
	struct item_key key = { .key = item, .piece = 1 };

	if (left <= skip)
		return key;
	key.len = item[skip];
	key.key = item + skip + 1;
	if (key.len > left - skip - 1)
		key.len = left - skip - 1;
	flags = leaf ? glass_get16(item) : 0;
	if (!(flags & GLASS_ITEM_FIRST) && left >= skip + 3 + key.len)
		key.piece = glass_get16(key.key + key.len);
	return key;
}

/* Below 0, 0 or over it, as a is before b, the same or behind it. */
static inline int
compare_keys(
	const unsigned char *a, uint32_t alen, const void *b, uint32_t blen)
{
	uint32_t shorter = alen < blen ? alen : blen;
	int order = shorter > 0 ? memcmp(a, b, shorter) : 0;

	return order != 0 ? order : (alen > blen) - (alen < blen);
}

/* Is the item behind the first piece of the key sought? */
static inline bool
is_behind(const struct item_key *item, const unsigned char *key, uint32_t len)
{
	int order = compare_keys(item->key, item->len, key, len);

	return order != 0 ? order > 0 : item->piece > 1;
}

static const char bad_block[] = "a damaged block";

/* Go to a block, which must be of this level. */
static bool
enter(struct glass_spot *spot, uint32_t level, uint32_t number, struct err *err)
{
	const struct glass_reader *table = spot->table;
	const unsigned char *block;
	uint32_t end;

	if (number >= table->blocks)
		return glass_damaged(table, "a block outside", err);
	block = (const unsigned char *)table->map.data +
		(size_t)number * table->block_size;
	end = glass_get16(block + 9);
	if (block[4] != level || end < GLASS_HEAD + 2 ||
		end > table->block_size)
		return glass_damaged(table, bad_block, err);
	spot->way[level].block = block;
	spot->way[level].at = 0;
	spot->way[level].n = (end - GLASS_HEAD) / 2;
	return true;
}

/* Down into the child that the way of this level is at. */
static bool
go_down(struct glass_spot *spot, uint32_t level, struct err *err)
{
	uint32_t left;
	const unsigned char *item = item_at(spot->table, spot->way[level].block,
		spot->way[level].at, &left);

	if (left < 4)
		return glass_damaged(spot->table, bad_block, err);
	return enter(spot, level - 1, glass_get32(item), err);
}

/* ---- entries ---- */

static void
no_entry(struct glass_spot *spot, bool over)
{
	spot->key = spot->piece = (const unsigned char *)"";
	spot->key_len = spot->piece_len = 0;
	spot->number = 1;
	spot->whole = true;
	spot->deflated = false;
	spot->over = over;
}

/* Take the item that the way is at in its leaf. */
static bool
take_item(struct glass_spot *spot, struct err *err)
{
	uint32_t left, size, skip, flags;
	const unsigned char *item = item_at(
		spot->table, spot->way[0].block, spot->way[0].at, &left);

	flags = glass_get16(item);
	size = (flags & GLASS_ITEM_SIZE) + GLASS_ITEM_SIZE_LESS;
	skip = 3u + item[2] + (flags & GLASS_ITEM_FIRST ? 0 : 2);
	if (size > left || skip > size)
		return glass_damaged(spot->table, bad_block, err);
	spot->key = item + 3;
	spot->key_len = item[2];
	spot->piece = item + skip;
	spot->piece_len = size - skip;
	spot->number = flags & GLASS_ITEM_FIRST
			       ? 1
			       : glass_get16(spot->key + spot->key_len);
	spot->whole = (flags & GLASS_ITEM_LAST) != 0;
	spot->deflated = (flags & GLASS_ITEM_DEFLATED) != 0;
	spot->over = false;
	return true;
}

/* The way to the item behind or before; false: there is none, or an error. */
static bool
step(struct glass_spot *spot, bool back, bool *found, struct err *err)
{
	uint32_t level = 0;

	*found = false;
	while (level <= spot->table->level &&
		(back ? spot->way[level].at == 0
		      : spot->way[level].at + 1 >= spot->way[level].n))
		level++;
	if (level > spot->table->level)
		return true;
	spot->way[level].at += back ? -1u : 1u;
	for (; level > 0; level--) {
		if (!go_down(spot, level, err))
			return false;
		if (back)
			spot->way[level - 1].at = spot->way[level - 1].n - 1;
	}
	*found = true;
	return true;
}

/* To the piece beside the one at hand, which must be there. */
static bool
step_piece(struct glass_spot *spot, bool back, struct err *err)
{
	const unsigned char *key = spot->key;
	uint32_t len = spot->key_len, number = spot->number + (back ? -1u : 1u);
	bool found;

	if (!step(spot, back, &found, err) || (found && !take_item(spot, err)))
		return false;
	if (!found || spot->number != number || !glass_is(spot, key, len))
		return glass_damaged(spot->table, "a tag is cut off", err);
	return true;
}

/* The last item that is not behind the key, of one block. */
static uint32_t
search_block(const struct glass_spot *spot, uint32_t level,
	const unsigned char *key, uint32_t len)
{
	const unsigned char *block = spot->way[level].block;
	uint32_t low = 0, high = spot->way[level].n; /* low is not behind */

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		struct item_key item =
			key_of(spot->table, block, middle, level == 0);

		if (is_behind(&item, key, len))
			high = middle;
		else
			low = middle;
	}
	return low;
}

bool
glass_find(
	struct glass_spot *spot, const void *key, size_t len, struct err *err)
{
	uint32_t level = spot->table->level;
	struct item_key first;
	bool found = true;

	if (spot->table->blocks == 0) {
		no_entry(spot, false);
		return true;
	}
	if (!enter(spot, level, spot->table->root, err))
		return false;
	for (; level > 0; level--) {
		spot->way[level].at =
			search_block(spot, level, key, (uint32_t)len);
		if (!go_down(spot, level, err))
			return false;
	}
	spot->way[0].at = search_block(spot, 0, key, (uint32_t)len);
	first = key_of(spot->table, spot->way[0].block, spot->way[0].at, true);
	if (is_behind(&first, key, (uint32_t)len) &&
		!step(spot, true, &found, err))
		return false;
	if (!found) {
		no_entry(spot, false);
		return true;
	}
	if (!take_item(spot, err))
		return false;
	while (spot->number != 1) /* to the first piece of its tag */
		if (!step_piece(spot, true, err))
			return false;
	return true;
}

bool
glass_next(struct glass_spot *spot, struct err *err)
{
	const unsigned char *before = spot->key;
	uint32_t len = spot->key_len;
	bool found = false;

	if (spot->table->blocks > 0 && !spot->over) {
		while (!spot->whole) /* past the other pieces of the tag */
			if (!step_piece(spot, false, err))
				return false;
		if (!step(spot, false, &found, err))
			return false;
	}
	if (!found) {
		no_entry(spot, true);
		return true;
	}
	if (!take_item(spot, err))
		return false;
	if (spot->number != 1 ||
		compare_keys(spot->key, spot->key_len, before, len) <= 0)
		return glass_damaged(spot->table, "entries out of order", err);
	return true;
}

bool
glass_find_from(
	struct glass_spot *spot, const void *key, size_t len, struct err *err)
{
	if (!glass_find(spot, key, len, err))
		return false;
	if (glass_is(spot, key, len))
		return true;
	if (!glass_next(spot, err))
		return false;
	if (!spot->over &&
		compare_keys(spot->key, spot->key_len, key, (uint32_t)len) < 0)
		return glass_damaged(spot->table, "entries out of order", err);
	return true;
}

bool
glass_is(const struct glass_spot *spot, const void *key, size_t len)
{
	return spot->key_len == len && memcmp(spot->key, key, len) == 0;
}

bool
glass_tag_of(struct glass_spot *spot, struct buf *joined,
	const unsigned char **tag, size_t *len, struct err *err)
{
	struct glass_spot ahead;

	*tag = spot->piece;
	*len = spot->piece_len;
	if (spot->whole)
		return true;
	ahead = *spot;
	buf_reset(joined);
	buf_add(joined, spot->piece, spot->piece_len);
	while (!ahead.whole) {
		if (!step_piece(&ahead, false, err))
			return false;
		buf_add(joined, ahead.piece, ahead.piece_len);
	}
	*tag = (const unsigned char *)joined->data;
	*len = joined->len;
	return true;
}
