/* positions.c - mapping and reading where words stand */
#include "engine/index/positions.h"

#include "base/mem.h"
#include "engine/index/column_file.h"
#include "engine/index/position_files.h"

#include <stdlib.h>
#include <string.h>

/* ---- opening ---- */

static const struct {
	const char *start, *bytes;
} files[POSITIONS_KINDS] = {
	[POSITIONS_TEXT] = { POSITION_START_FILE, POSITIONS_FILE },
	[POSITIONS_BOILER] = { BOILER_POSITION_START_FILE,
		BOILER_POSITIONS_FILE },
};

static bool
check_starts(const uint64_t *start, uint32_t words, uint64_t bytes,
	const char *dir, const char *name, struct err *err)
{
	if (start[0] != 0)
		return column_file_damaged(err, dir, name, 1, "not 0");
	for (uint32_t i = 0; i < words; i++)
		if (start[i + 1] < start[i])
			return column_file_damaged(
				err, dir, name, i + 2ull, "out of order");
	if (start[words] != bytes)
		return column_file_damaged(
			err, dir, name, words + 1ull, "not the end");
	return true;
}

static bool
open_kind(const char *dir, enum positions_kind kind,
	struct positions *positions, struct err *err)
{
	uint32_t words = positions->words;
	const char *name = files[kind].start;
	struct column_file start, bytes;

	if (!column_file_map(dir, name, sizeof(uint64_t), &start, err))
		return false;
	positions->maps[2 * kind] = start.map;
	if (!column_file_map(dir, files[kind].bytes, 1, &bytes, err))
		return false;
	positions->maps[2 * kind + 1] = bytes.map;
	if (start.count != words + 1ull)
		return column_file_damaged(
			err, dir, name, start.count, "not one for each word");
	positions->of[kind].start =
		(const uint64_t *)(const void *)start.payload;
	positions->of[kind].bytes = (const unsigned char *)bytes.payload;
	return check_starts(
		positions->of[kind].start, words, bytes.count, dir, name, err);
}

bool
positions_open(const char *dir, uint32_t words, struct positions *positions,
	struct err *err)
{
	*positions = (struct positions){ .words = words };
	if (open_kind(dir, POSITIONS_TEXT, positions, err) &&
		open_kind(dir, POSITIONS_BOILER, positions, err))
		return true;
	positions_close(positions);
	return false;
}

void
positions_close(struct positions *positions)
{
	for (size_t i = 0; i < 2 * POSITIONS_KINDS; i++)
		fs_unmap(&positions->maps[i]);
	*positions = (struct positions){ 0 };
}

void
positions_list_release(struct positions_list *list)
{
	free(list->items);
	*list = (struct positions_list){ 0 };
}

/* ---- streams ---- */

void
positions_begin(const struct positions *positions, enum positions_kind kind,
	uint32_t word, uint32_t stories, struct positions_walk *walk)
{
	const uint64_t *start = positions->of[kind].start;
	const unsigned char *bytes = positions->of[kind].bytes;
	size_t blocks = 0;

	*walk = (struct positions_walk){ 0 };
	if (word >= positions->words || stories == 0)
		return;
	blocks = (stories - 1) / POSITIONS_BLOCK * sizeof(uint32_t);
	if (blocks > start[word + 1] - start[word])
		return;
	walk->blocks = bytes + start[word];
	walk->end = bytes + start[word + 1];
	walk->lists = walk->at = walk->blocks + blocks;
	walk->stories = stories;
}

#define HIGH_BITS UINT64_C(0x8080808080808080)
#define LOW_BITS UINT64_C(0x0101010101010101)

/* Past a number, or what is left of one; NULL: it does not end. */
static const unsigned char *
skip_number(const unsigned char *at, const unsigned char *end)
{
	while (at < end && *at >= 0x80)
		at++;
	return at < end ? at + 1 : NULL;
}

/*
 * Past n > 0 lists.  A list ends with a number that is odd, which its first
 * byte tells; so eight bytes are looked at at once, and only the last list is
 * looked for.  NULL: there are not so many.
 */
static const unsigned char *
skip_lists(const unsigned char *at, const unsigned char *end, uint32_t n)
{
	uint64_t more = 0; /* the high bit of the byte before, as a high bit */

	for (; end - at >= 8; at += 8) {
		uint64_t bytes, high, ends;
		uint32_t lists;

		memcpy(&bytes, at, sizeof(bytes));
		high = bytes & HIGH_BITS;
		ends = bytes << 7 & HIGH_BITS & ~(high << 8 | more);
		lists = (uint32_t)((ends >> 7) * LOW_BITS >> 56);
		if (lists >= n) {
			while (--n > 0)
				ends &= ends - 1;
			return skip_number(at + __builtin_ctzll(ends) / 8, end);
		}
		n -= lists;
		more = high >> 56;
	}
	if (more != 0)
		at = skip_number(at, end);
	while (at != NULL && n > 0) {
		if (at == end)
			return NULL;
		n -= *at & 1;
		at = skip_number(at, end);
	}
	return at;
}

/* To the beginning of a story, from the one before or that of its block. */
static bool
go_to(struct positions_walk *walk, uint32_t number)
{
	uint32_t block = number / POSITIONS_BLOCK, offset = 0;

	if (number >= walk->stories)
		return false;
	if (walk->next > number || walk->next / POSITIONS_BLOCK != block) {
		if (block > 0)
			memcpy(&offset,
				walk->blocks +
					(size_t)(block - 1) * sizeof(offset),
				sizeof(offset));
		if (offset > (size_t)(walk->end - walk->lists))
			return false;
		walk->at = walk->lists + offset;
		walk->next = block * POSITIONS_BLOCK;
	}
	if (walk->next < number)
		walk->at = skip_lists(walk->at, walk->end, number - walk->next);
	walk->next = number;
	return walk->at != NULL;
}

/* One number of more than a byte; NULL: it is none. */
static const unsigned char *
long_number(const unsigned char *at, const unsigned char *end, uint64_t *n)
{
	*n = 0;
	for (unsigned shift = 0; at < end && shift < 35; shift += 7) {
		unsigned char byte = *at++;

		*n |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return at;
	}
	return NULL;
}

/* Behind what was read of a story: to the next. */
static bool
read_on(struct positions_walk *walk, const unsigned char *at)
{
	walk->at = at;
	walk->next++;
	return true;
}

static bool
read_list(struct positions_walk *walk, struct positions_list *list)
{
	const unsigned char *at = walk->at, *end = walk->end;
	uint64_t position = 0, n = 0;
	bool stands_still = false;

	while (!(n & 1)) {
		list->items = mem_grow(list->items, &list->cap,
			list->n + (size_t)8, sizeof(*list->items));
		while (!(n & 1) && list->n < list->cap) {
			if (at == end)
				return false;
			n = *at++;
			if (n >= 0x80) {
				at = long_number(at - 1, end, &n);
				if (at == NULL)
					return false;
			}
			stands_still |= n < 2;
			position += n >> 1;
			list->items[list->n++] = (uint32_t)position;
		}
	}
	return position <= INT32_MAX && !stands_still && read_on(walk, at);
}

bool
positions_read(struct positions_walk *walk, uint32_t number,
	struct positions_list *list)
{
	list->n = 0;
	if (go_to(walk, number) && read_list(walk, list))
		return true;
	*walk = (struct positions_walk){ 0 };
	return false;
}

/* What remains of starts when the word must stand `shift` behind each: reads
 * no further than the last one asks for. */
static bool
confirm_list(struct positions_walk *walk, uint32_t shift,
	struct positions_list *starts)
{
	const unsigned char *at = walk->at, *end = walk->end;
	uint64_t position = 0, n = 0;
	uint32_t i = 0, kept = 0;

	while (i < starts->n && !(n & 1)) {
		if (at == end)
			return false;
		n = *at++;
		if (n >= 0x80) {
			at = long_number(at - 1, end, &n);
			if (at == NULL)
				return false;
		}
		position += n >> 1;
		while (i < starts->n &&
			(uint64_t)starts->items[i] + shift < position)
			i++;
		if (i < starts->n &&
			(uint64_t)starts->items[i] + shift == position)
			starts->items[kept++] = starts->items[i++];
	}
	starts->n = kept;
	return true;
}

bool
positions_confirm(struct positions_walk *walk, uint32_t number, uint32_t shift,
	struct positions_list *starts)
{
	if (go_to(walk, number) && confirm_list(walk, shift, starts))
		return true;
	*walk = (struct positions_walk){ 0 };
	return false;
}
