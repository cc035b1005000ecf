/*
 * match_stream.h - a word's postings, and where it stands in each
 *
 * For exact terms of words: of the text, of boilerplate, and of the headline,
 * which are those of the text that stand before anything else begins.
 *
 * For engine/match alone.  Thread: as the reader.
 */
#ifndef ENGINE_MATCH_STREAM_H
#define ENGINE_MATCH_STREAM_H

#include "engine/index/positions.h"
#include "engine/match/match_reader.h"

struct match_stream {
	struct match_list list; /* of the text or of boilerplate: counted */
	struct positions_walk *walks; /* one a segment */
	bool headline;
};

/* In the reader's arena; to be closed.  A term of another field stands
 * nowhere. */
bool match_stream_open(struct match_reader *reader, const char *term,
	size_t len, struct match_stream *stream, struct err *err);
void match_stream_close(
	const struct match_reader *reader, struct match_stream *stream);

/* Is it a term of the headline, beside which there is one of the text? */
bool match_term_of_headline(const char *term, size_t len);

/* Where the word stands in the story of a posting of this segment: none, if
 * it is one of the headline and stands below. */
bool match_stream_read(const struct match_reader *reader,
	struct match_stream *stream, size_t part, uint32_t ordinal,
	uint32_t docid, struct positions_list *list, struct err *err);

/* Leave those of the starts behind which the word of the whole text stands at
 * this distance. */
bool match_stream_confirm(struct match_stream *stream, size_t part,
	uint32_t ordinal, uint32_t shift, struct positions_list *starts,
	struct err *err);

#endif
