#include "engine/index/byte_lists.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* A piece begins with the address of the next one, which is known to be full
 * up to its size when there is a next one. */
enum { LINK = sizeof(char *), PIECE_FIRST = 16, PIECE_MOST = 1 << 14 };

static uint32_t
size_after(uint32_t size)
{
	if (size == 0)
		return PIECE_FIRST;
	return size < PIECE_MOST ? size * 2 : PIECE_MOST;
}

static void
piece_add(struct byte_lists *lists, struct byte_list *list)
{
	char *piece;

	list->size = size_after(list->size);
	piece = arena_room(&lists->arena, 1, list->size);
	memset(piece, 0, LINK);
	if (list->last != NULL)
		memcpy(list->last, &piece, LINK);
	else
		list->first = piece;
	list->last = piece;
	list->at = piece + LINK;
	list->left = list->size - LINK;
}

/* The list of a number, which now has one. */
static struct byte_list *
list_of(struct byte_lists *lists, uint32_t number)
{
	size_t more;

	if (number >= lists->count) {
		lists->lists = mem_grow(lists->lists, &lists->cap,
			(size_t)number + 1, sizeof(*lists->lists));
		more = number + (size_t)1 - lists->count;
		memset(lists->lists + lists->count, 0,
			more * sizeof(*lists->lists));
		lists->count = number + 1;
	}
	return &lists->lists[number];
}

void
byte_list_add(struct byte_lists *lists, uint32_t number, const char *bytes,
	size_t len)
{
	struct byte_list *list = list_of(lists, number);

	list->len += len;
	while (len > 0) {
		size_t n;

		if (list->left == 0)
			piece_add(lists, list);
		n = list->left < len ? list->left : len;
		memcpy(list->at, bytes, n);
		list->at += n;
		list->left -= (uint32_t)n;
		bytes += n;
		len -= n;
	}
}

uint64_t
byte_list_len(const struct byte_lists *lists, uint32_t number)
{
	return number < lists->count ? lists->lists[number].len : 0;
}

bool
byte_list_write(const struct byte_lists *lists, uint32_t number, FILE *out)
{
	uint64_t left = byte_list_len(lists, number);
	const char *piece = left > 0 ? lists->lists[number].first : NULL;
	uint32_t size = 0;

	while (left > 0) {
		uint64_t n;

		size = size_after(size);
		n = size - LINK < left ? size - LINK : left;
		if (fwrite_unlocked(piece + LINK, n, 1, out) != 1)
			return false;
		left -= n;
		memcpy(&piece, piece, LINK);
	}
	return true;
}

size_t
byte_lists_size(const struct byte_lists *lists)
{
	return lists->arena.used + lists->cap * sizeof(*lists->lists);
}

void
byte_lists_reset(struct byte_lists *lists)
{
	lists->count = 0;
	arena_reset(&lists->arena);
}

void
byte_lists_release(struct byte_lists *lists)
{
	free(lists->lists);
	arena_release(&lists->arena);
	*lists = (struct byte_lists){ 0 };
}
