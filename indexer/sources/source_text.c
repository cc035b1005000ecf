/* source_text.c - scraped plain text: one story a file */
#include "indexer/sources/encoding.h"
#include "indexer/sources/feed.h"
#include "indexer/sources/source_kinds.h"
#include "indexer/story/story_finish.h"
#include "indexer/text/plain_text.h"

#include <string.h>

bool
source_whole(struct source *source, const char *declared, struct buf *text,
	struct draft *draft)
{
	const struct sink *sink = source->sink;

	if (!feed_want_all(source->feed, source->rules->story_max)) {
		sink->reject(sink->ctx, source->input->path, 0,
			REJECT_TOO_LARGE, "more bytes than story_max");
		return false;
	}
	return source_ahead(
		source, feed_want(source->feed, 0), declared, text, draft);
}

bool
source_ahead(struct source *source, size_t len, const char *declared,
	struct buf *text, struct draft *draft)
{
	const struct sink *sink = source->sink;
	const char *path = source->input->path;
	const struct input_facts *facts = source->facts;
	struct encoding encoding;

	if (facts != NULL && facts->charset != NULL)
		declared = facts->charset; /* the server knows best */
	if (source->feed->damage.kind != ERR_NONE)
		return false; /* said by source_read() */
	if (len == 0) {
		sink->reject(sink->ctx, path, 0, REJECT_EMPTY, "no bytes");
		return false;
	}
	if (encoding_is_binary(feed_ahead(source->feed), len)) {
		sink->reject(sink->ctx, path, 0, REJECT_BINARY,
			"bytes that no text has");
		return false;
	}
	encoding_to_utf8(
		feed_ahead(source->feed), len, declared, text, &encoding);
	draft->replaced = encoding.replaced;
	if (encoding.guessed)
		draft->encoding = arena_string(draft->arena, encoding.name);
	return true;
}

void
source_widen(struct source *source)
{
	struct feed *feed = source->feed;
	struct encoding encoding;
	struct buf text = { 0 };
	const char *b;

	if (feed_want(feed, 2) < 2)
		return;
	b = feed_ahead(feed);
	if (!(b[0] == '\xff' && b[1] == '\xfe') &&
		!(b[0] == '\xfe' && b[1] == '\xff'))
		return;
	if (!feed_want_all(feed, source->rules->story_max))
		return;
	encoding_to_utf8(
		feed_ahead(feed), feed_want(feed, 0), NULL, &text, &encoding);
	buf_release(&feed->buf);
	feed->buf = text;
	feed->at = 0;
}

bool
source_text_read(struct source *source, struct err *err)
{
	struct arena arena = { 0 };
	struct buf text = { 0 };
	struct draft draft;
	bool ok = true;

	draft_init(&draft, &arena, source, 0, 0);
	if (source_whole(source, NULL, &text, &draft)) {
		plain_text_read(&draft, buf_text(&text), text.len);
		ok = story_finish(&draft, err);
	}
	buf_release(&text);
	arena_release(&arena);
	return ok;
}
