#include "engine/match/match_stream.h"

#include "base/pack.h"
#include "engine/index/fields.h"

#include <string.h>

/* The exact terms of these fields, a longer prefix first. */
static const struct stream_field {
	enum field_id field;
	enum positions_kind kind;
} stream_fields[] = {
	{ FIELD_BOILER, POSITIONS_BOILER },
	{ FIELD_HEADLINE, POSITIONS_TEXT },
	{ FIELD_TEXT, POSITIONS_TEXT },
};

static const struct stream_field *
field_of(const char *term, size_t len)
{
	const struct stream_field *row = stream_fields;

	for (;; row++) {
		const char *prefix = fields[row->field].prefix;
		size_t skip = strlen(prefix);

		if (len >= skip && memcmp(term, prefix, skip) == 0)
			return row;
	}
}

bool
match_term_of_headline(const char *term, size_t len)
{
	return field_of(term, len)->field == FIELD_HEADLINE;
}

/* The places of the word in one segment. */
static bool
begin_walk(const struct match_part *part, const struct stream_field *row,
	const char *word, size_t len, uint32_t documents,
	struct positions_walk *walk, struct err *err)
{
	uint32_t ordinal;

	*walk = (struct positions_walk){ 0 };
	if (documents == 0 || part->positions == NULL)
		return true;
	ordinal = vocabulary_find(part->vocabulary, word, len);
	if (ordinal == WORD_NONE)
		return true; /* a term of no field with places */
	positions_begin(part->positions, row->kind, ordinal, documents, walk);
	return walk->stories == documents ||
	       err_set(err, ERR_INDEX, "where %.*s stands is damaged", (int)len,
		       word);
}

bool
match_stream_open(struct match_reader *reader, const char *term, size_t len,
	struct match_stream *stream, struct err *err)
{
	const struct stream_field *row = field_of(term, len);
	size_t skip = strlen(fields[row->field].prefix);

	stream->headline = row->field == FIELD_HEADLINE;
	stream->walks = arena_room(
		&reader->arena, reader->nparts, sizeof(*stream->walks));
	if (!match_list_open(reader, stream->headline ? term + skip : term,
		    stream->headline ? len - skip : len, &stream->list, err))
		return false;
	for (size_t i = 0; i < reader->nparts; i++) {
		struct glass_postings *list = &stream->list.parts[i];

		list->counted = true;
		if (!begin_walk(&reader->parts[i], row, term + skip, len - skip,
			    list->documents, &stream->walks[i], err)) {
			match_stream_close(reader, stream);
			return false;
		}
	}
	return true;
}

void
match_stream_close(
	const struct match_reader *reader, struct match_stream *stream)
{
	match_list_close(reader, &stream->list);
}

/* The first position below the headline; 0: there is none. */
static uint32_t
below_headline(const struct match_reader *reader, uint32_t docid)
{
	const uint64_t *start = reader->columns->mark_start + docid - 1;
	struct unpack in = {
		.at = reader->columns->mark + start[0],
		.end = reader->columns->mark + start[1],
	};

	return (uint32_t)unpack_number(&in);
}

bool
match_stream_read(const struct match_reader *reader,
	struct match_stream *stream, size_t part, uint32_t ordinal,
	uint32_t docid, struct positions_list *list, struct err *err)
{
	uint32_t below;

	list->n = 0;
	if (stream->walks[part].stories == 0)
		return true;
	if (!positions_read(&stream->walks[part], ordinal, list))
		return err_set(err, ERR_INDEX,
			"where words stand in story %u is damaged", docid);
	if (!stream->headline)
		return true;
	below = below_headline(reader, docid);
	while (below > 0 && list->n > 0 && list->items[list->n - 1] >= below)
		list->n--;
	return true;
}

bool
match_stream_confirm(struct match_stream *stream, size_t part, uint32_t ordinal,
	uint32_t shift, struct positions_list *starts, struct err *err)
{
	if (stream->walks[part].stories == 0) {
		starts->n = 0;
		return true;
	}
	return positions_confirm(
		       &stream->walks[part], ordinal, shift, starts) ||
	       err_set(err, ERR_INDEX, "where words stand is damaged");
}
