/* match_places.c - where a word stands in some stories */
#include "base/mem.h"
#include "engine/match/match_stream.h"

#include <string.h>

/* Behind the positions that are there, those of one story. */
static bool
add_story(struct match_reader *reader, struct match_stream *stream,
	uint32_t docid, struct err *err)
{
	struct positions_list *places = &reader->places, *list = &reader->list;
	uint32_t own;
	const struct match_part *part = match_part_of(reader, docid, &own);
	size_t which = part != NULL ? (size_t)(part - reader->parts) : 0;
	struct glass_postings *postings = &stream->list.parts[which];

	if (part == NULL)
		return true;
	if (!glass_postings_skip(postings, own, err))
		return false;
	if (postings->docid != own)
		return true;
	if (!match_stream_read(
		    reader, stream, which, postings->ordinal, docid, list, err))
		return false;
	if (list->n == 0)
		return true;
	places->items = mem_grow(places->items, &places->cap,
		places->n + (size_t)list->n, sizeof(*places->items));
	memcpy(places->items + places->n, list->items,
		list->n * sizeof(*list->items));
	places->n += list->n;
	return true;
}

bool
match_places_of(struct match_reader *reader, const char *term, size_t len,
	const uint32_t *docids, uint32_t n, struct match_places *places,
	struct err *err)
{
	struct match_stream stream;
	bool ok;

	arena_reset(&reader->arena);
	if (!match_stream_open(reader, term, len, &stream, err))
		return false;
	reader->place_start =
		mem_grow(reader->place_start, &reader->place_start_cap,
			n + (size_t)1, sizeof(*reader->place_start));
	reader->places.n = 0;
	ok = true;
	for (uint32_t i = 0; i < n && ok; i++) {
		reader->place_start[i] = reader->places.n;
		ok = add_story(reader, &stream, docids[i], err);
	}
	reader->place_start[n] = reader->places.n;
	places->start = reader->place_start;
	places->positions = reader->places.items;
	match_stream_close(reader, &stream);
	return ok;
}
