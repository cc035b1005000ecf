#include "engine/glass/glass_cursor.h"

#include "base/mem.h"
#include "engine/glass/glass_block.h"

#include <stdlib.h>
#include <string.h>

/* One item of a block. */
struct item {
	const char *key;
	uint32_t key_len;
	uint16_t piece;
	uint32_t child; /* in a branch */
	/* in a leaf */
	uint32_t flags;
	const char *bytes;
	uint32_t len;
};

bool
glass_root_read(struct unpack *in, struct glass_root *root)
{
	uint64_t level, list;
	struct unpack free_list;

	root->block = (uint32_t)unpack_number(in);
	level = unpack_number(in);
	root->level = (uint32_t)(level >> 2);
	root->entries = (uint32_t)unpack_number(in);
	root->block_size = (uint32_t)unpack_number(in) * 2048;
	unpack_number(in); /* from what length on tags are deflated */
	list = unpack_number(in);
	if (!unpack_ok(in) || list > (size_t)(in->end - in->at))
		return false;
	free_list = (struct unpack){ .at = in->at, .end = in->at + list };
	unpack_number(&free_list); /* revision */
	root->blocks = (uint32_t)unpack_number(&free_list);
	in->at += list;
	return list == 0 || (unpack_ok(&free_list) && level % 4 == 2);
}

static bool
damaged(const struct glass_cursor *c, const unsigned char *block,
	const char *what, struct err *err)
{
	size_t number = (size_t)(block - (const unsigned char *)c->map.data) /
			GLASS_BLOCK;

	return err_set(
		err, ERR_INDEX, "%s: block %zu: %s", c->path, number, what);
}

/* ---- blocks ---- */

/* The items of a block must lie within it, between directory and end. */
static const char *
block_fault(const unsigned char *block, uint32_t level)
{
	uint32_t directory = glass_get16(block + 9);
	uint32_t gap = glass_get16(block + 5);

	if (glass_get32(block) != GLASS_REVISION)
		return "of another revision";
	if (block[4] != level)
		return "on the wrong level";
	if (directory <= GLASS_HEAD || directory > GLASS_BLOCK ||
		directory % 2 == 0)
		return "its directory is damaged";
	if (gap != glass_get16(block + 7) || gap > GLASS_BLOCK - directory)
		return "its gap is not as long as it says";
	return NULL;
}

/* Enter a block of this level. */
static bool
enter(struct glass_cursor *c, uint32_t number, uint32_t level, struct err *err)
{
	struct glass_place *place = &c->places[level];
	const unsigned char *block;
	const char *fault;

	if (number >= c->root.blocks)
		return err_set(
			err, ERR_INDEX, "%s: no block %u", c->path, number);
	block = (const unsigned char *)c->map.data +
		(size_t)number * GLASS_BLOCK;
	if (c->seen[number]++ != 0)
		return damaged(c, block, "in the tree twice", err);
	c->visited++;
	fault = block_fault(block, level);
	if (fault != NULL)
		return damaged(c, block, fault, err);
	*place = (struct glass_place){
		.block = block,
		.n = (glass_get16(block + 9) - GLASS_HEAD) / 2,
	};
	return true;
}

/* Item i, which must lie where the directory and its size say. */
static bool
item_get(const struct glass_place *place, uint32_t level, uint32_t i,
	struct item *item)
{
	const unsigned char *block = place->block;
	uint32_t low = glass_get16(block + 9) + glass_get16(block + 5);
	uint32_t at = glass_get16(block + GLASS_HEAD + 2 * i);
	uint32_t left = GLASS_BLOCK - at, skip, size;

	*item = (struct item){ 0 };
	if (at < low || at > GLASS_BLOCK - 3)
		return false;
	if (level > 0) {
		size = left < 5 ? 0 : 7u + block[at + 4];
		skip = 4;
		item->child = left < 5 ? 0 : glass_get32(block + at);
	} else {
		item->flags = glass_get16(block + at);
		size = (item->flags & GLASS_ITEM_SIZE) + GLASS_ITEM_SIZE_LESS;
		skip = 2;
	}
	if (size == 0 || size > left || size < skip + 1u + block[at + skip])
		return false;
	item->key_len = block[at + skip];
	item->key = (const char *)block + at + skip + 1;
	skip += 1 + item->key_len;
	item->piece = 1;
	if (level > 0 || !(item->flags & GLASS_ITEM_FIRST)) {
		if (size < skip + 2)
			return false;
		item->piece = (uint16_t)glass_get16(block + at + skip);
		skip += 2;
	}
	item->bytes = (const char *)block + at + skip;
	item->len = size - skip;
	return true;
}

static int
compare(const char *a, size_t a_len, uint16_t a_piece, const char *b,
	size_t b_len, uint16_t b_piece)
{
	size_t shorter = a_len < b_len ? a_len : b_len;
	int order = shorter > 0 ? memcmp(a, b, shorter) : 0;

	if (order != 0)
		return order;
	if (a_len != b_len)
		return a_len < b_len ? -1 : 1;
	return (a_piece > b_piece) - (a_piece < b_piece);
}

/* Down from a branch that has another child, to a leaf. */
static bool
descend(struct glass_cursor *c, uint32_t level, struct err *err)
{
	for (; level > 0; level--) {
		struct glass_place *place = &c->places[level];
		uint32_t i = place->at++;
		struct item item;

		if (!item_get(place, level, i, &item))
			return damaged(c, place->block, "a damaged item", err);
		if (i > 0) {
			buf_reset(&c->separator);
			buf_add(&c->separator, item.key, item.key_len);
			c->separator_piece = item.piece;
		}
		if (!enter(c, item.child, level - 1, err))
			return false;
	}
	return true;
}

/* To the leaf behind the one at hand; *found false when it was the last. */
static bool
next_leaf(struct glass_cursor *c, bool *found, struct err *err)
{
	uint32_t level = 1;

	while (level <= c->root.level &&
		c->places[level].at == c->places[level].n)
		level++;
	*found = level <= c->root.level;
	return !*found || descend(c, level, err);
}

/* ---- entries ---- */

/* The next piece of a tag.  *found false at the end. */
static bool
next_item(
	struct glass_cursor *c, struct item *item, bool *found, struct err *err)
{
	struct glass_place *leaf = &c->places[0];
	bool first = false;

	*found = true;
	if (leaf->at == leaf->n) {
		if (!next_leaf(c, found, err) || !*found)
			return *found == false;
		first = true;
	}
	if (first) /* leaves lie in their order */
		fs_map_pass(&c->map, leaf->block);
	if (!item_get(leaf, 0, leaf->at++, item))
		return damaged(c, leaf->block, "a damaged item", err);
	if (compare(item->key, item->key_len, item->piece, c->last.data,
		    c->last.len, c->last_piece) <= 0)
		return damaged(c, leaf->block, "keys do not ascend", err);
	if (first && (compare(c->separator.data, c->separator.len,
			      c->separator_piece, c->last.data, c->last.len,
			      c->last_piece) <= 0 ||
			     compare(c->separator.data, c->separator.len,
				     c->separator_piece, item->key,
				     item->key_len, item->piece) > 0))
		return damaged(c, leaf->block, "a false separator", err);
	buf_reset(&c->last);
	buf_add(&c->last, item->key, item->key_len);
	c->last_piece = item->piece;
	return true;
}

/* Everything must have been met. */
static bool
finished(const struct glass_cursor *c, struct err *err)
{
	if (c->visited != c->root.blocks)
		return err_set(err, ERR_INDEX, "%s: %u of %u blocks are used",
			c->path, c->visited, c->root.blocks);
	if (c->entries != c->root.entries)
		return err_set(err, ERR_INDEX, "%s: %u entries, not %u",
			c->path, c->entries, c->root.entries);
	return true;
}

/* The entry that begins every table has neither key nor tag. */
static bool
skip_null_entry(struct glass_cursor *c, struct err *err)
{
	struct glass_place *leaf = &c->places[0];
	struct item item;

	c->started = true;
	if (!enter(c, c->root.block, c->root.level, err) ||
		!descend(c, c->root.level, err))
		return false;
	if (!item_get(leaf, 0, leaf->at++, &item) || item.key_len > 0 ||
		item.len > 0)
		return damaged(c, leaf->block, "no null entry", err);
	c->last_piece = 1;
	return true;
}

bool
glass_cursor_next(struct glass_cursor *c, struct err *err)
{
	uint32_t piece = 1, wanted = GLASS_ITEM_FIRST;
	struct item item;
	bool found;

	buf_reset(&c->key);
	buf_reset(&c->tag);
	if (!c->started && !skip_null_entry(c, err))
		return false;
	do {
		if (!next_item(c, &item, &found, err))
			return false;
		if (!found)
			break;
		if ((item.flags & GLASS_ITEM_FIRST) != wanted ||
			item.piece != piece++)
			return damaged(c, c->places[0].block,
				"a piece of a tag is missing", err);
		buf_add(&c->tag, item.bytes, item.len);
		wanted = 0;
	} while (!(item.flags & GLASS_ITEM_LAST));
	if (!found)
		return piece == 1 ? finished(c, err)
				  : err_set(err, ERR_INDEX,
					    "%s: the last tag is cut off",
					    c->path);
	c->deflated = (item.flags & GLASS_ITEM_DEFLATED) != 0;
	c->entries++;
	buf_add(&c->key, item.key, item.key_len);
	return true;
}

bool
glass_cursor_open(const char *path, const struct glass_root *root,
	struct glass_cursor *cursor, struct err *err)
{
	*cursor = (struct glass_cursor){ .path = mem_string(path) };
	cursor->root = *root;
	if (!fs_map(path, &cursor->map, err))
		return false;
	if (root->block_size != GLASS_BLOCK || root->level >= GLASS_LEVELS ||
		cursor->map.size != (size_t)root->blocks * GLASS_BLOCK)
		return err_set(err, ERR_INDEX,
			"%s: not as long as its root says", path);
	cursor->seen = mem_alloc((size_t)root->blocks + 1);
	return true;
}

void
glass_cursor_close(struct glass_cursor *cursor)
{
	fs_unmap(&cursor->map);
	buf_release(&cursor->separator);
	buf_release(&cursor->last);
	buf_release(&cursor->key);
	buf_release(&cursor->tag);
	free(cursor->seen);
	free(cursor->path);
	*cursor = (struct glass_cursor){ 0 };
}
