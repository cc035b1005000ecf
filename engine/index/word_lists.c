#include "engine/index/word_lists.h"

#include "base/mem.h"
#include "base/pack.h"
#include "engine/index/spill.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Move what is in memory behind what is in the file. */
static void
spill(struct word_lists *lists)
{
	size_t len = lists->bytes.len;

	if (lists->err.kind == ERR_NONE &&
		spill_append(lists->scratch, "words-XXXXXX", &lists->path,
			&lists->bytes, &lists->err))
		lists->written += len;
}

void
word_list_add(struct word_lists *lists, uint32_t ordinal)
{
	pack_number(&lists->bytes, ordinal);
}

void
word_list_end(struct word_lists *lists)
{
	vec_push(lists->ends, lists->count, lists->cap) =
		lists->written + lists->bytes.len;
	if (lists->bytes.len >= WORD_LISTS_KEPT)
		spill(lists);
}

void
word_lists_renumber(struct word_lists *lists, const uint32_t *map, uint32_t n)
{
	if (lists->numbers == NULL) {
		lists->numbers =
			mem_array(NULL, n + (size_t)1, sizeof(*lists->numbers));
		memcpy(lists->numbers, map, n * sizeof(*map));
		lists->nnumbers = n;
		return;
	}
	for (uint32_t i = 0; i < lists->nnumbers; i++)
		lists->numbers[i] = map[lists->numbers[i]];
}

bool
word_lists_open(struct word_lists *lists, struct err *err)
{
	if (lists->path != NULL && lists->bytes.len > 0)
		spill(lists);
	if (lists->err.kind != ERR_NONE) {
		*err = lists->err;
		return false;
	}
	if (lists->path != NULL)
		return fs_map(lists->path, &lists->map, err);
	return true;
}

const uint32_t *
word_lists_get(struct word_lists *lists, size_t i, uint32_t *n)
{
	const char *bytes =
		lists->path != NULL ? lists->map.data : buf_text(&lists->bytes);
	struct unpack in = {
		.at = bytes + (i > 0 ? lists->ends[i - 1] : 0),
		.end = bytes + lists->ends[i],
	};
	/* no number is shorter than a byte */
	size_t most = (size_t)(in.end - in.at);

	lists->list = mem_grow(
		lists->list, &lists->list_cap, most + 1, sizeof(*lists->list));
	for (*n = 0; in.at < in.end; ++*n) {
		uint32_t ordinal = (uint32_t)unpack_number(&in);

		lists->list[*n] = lists->numbers != NULL
					  ? lists->numbers[ordinal]
					  : ordinal;
	}
	return lists->list;
}

void
word_lists_pass(struct word_lists *lists, size_t i)
{
	if (lists->path != NULL && i > 0)
		fs_map_pass(&lists->map,
			(const char *)lists->map.data + lists->ends[i - 1]);
}

void
word_lists_release(struct word_lists *lists)
{
	if (lists->map.data != NULL)
		fs_unmap(&lists->map);
	if (lists->path != NULL)
		unlink(lists->path);
	free(lists->path);
	free(lists->ends);
	free(lists->numbers);
	free(lists->list);
	buf_release(&lists->bytes);
	*lists = (struct word_lists){ .scratch = lists->scratch };
}
