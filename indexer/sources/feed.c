#include "indexer/sources/feed.h"

#include "base/must.h"

#include <string.h>

#define FEED_BITE (256u << 10)

bool
feed_open(struct feed *feed, const char *path, struct err *err)
{
	memset(feed, 0, sizeof(*feed));
	feed->line = 1;
	feed->zio = zio_open(path, err);
	return feed->zio != NULL;
}

bool
feed_open_part(struct feed *feed, const char *path, uint64_t from, uint64_t to,
	uint64_t line, struct err *err)
{
	memset(feed, 0, sizeof(*feed));
	feed->line = line;
	feed->offset = from;
	feed->zio = zio_open_part(path, from, to, err);
	return feed->zio != NULL;
}

void
feed_open_reader(struct feed *feed, feed_read_fn read, void *from)
{
	memset(feed, 0, sizeof(*feed));
	feed->line = 1;
	feed->read = read;
	feed->from = from;
}

void
feed_open_bytes(struct feed *feed, const void *bytes, size_t len)
{
	memset(feed, 0, sizeof(*feed));
	feed->line = 1;
	feed->ended = true;
	buf_add(&feed->buf, bytes, len);
}

void
feed_close(struct feed *feed)
{
	zio_close(feed->zio);
	buf_release(&feed->buf);
	memset(feed, 0, sizeof(*feed));
}

/* Drop what was dealt with, when that is worth the move: no byte is moved more
 * often than it was read. */
static void
feed_make_room(struct feed *feed)
{
	if (feed->at == feed->buf.len)
		buf_reset(&feed->buf);
	else if (feed->at >= FEED_BITE && feed->at >= feed->buf.len / 2)
		buf_shift(&feed->buf, feed->at);
	else
		return;
	feed->at = 0;
}

static bool
feed_read(struct feed *feed, void *data, size_t size, size_t *got)
{
	if (feed->zio != NULL)
		return zio_read(feed->zio, data, size, got, &feed->damage);
	return feed->read(feed->from, data, size, got, &feed->damage);
}

/* A mended file may have been stepped back in: nothing is told twice. */
static void
tell_progress(struct feed *feed)
{
	uint64_t offset;

	if (feed->progress == NULL || feed->zio == NULL)
		return;
	offset = zio_offset(feed->zio);
	if (offset > feed->told) {
		feed->progress(feed->ctx, offset - feed->told);
		feed->told = offset;
	}
}

/* One more bite; false when nothing more comes. */
static bool
feed_bite(struct feed *feed)
{
	size_t got = 0;

	if (feed->ended)
		return false;
	feed_make_room(feed);
	if (!feed_read(feed, buf_room(&feed->buf, FEED_BITE), FEED_BITE, &got))
		got = 0;
	buf_took(&feed->buf, got);
	feed->ended = got == 0;
	tell_progress(feed);
	return !feed->ended;
}

size_t
feed_want(struct feed *feed, size_t n)
{
	while (feed->buf.len - feed->at < n && feed_bite(feed))
		continue;
	return feed->buf.len - feed->at;
}

const char *
feed_ahead(const struct feed *feed)
{
	return buf_text(&feed->buf) + feed->at;
}

void
feed_skip(struct feed *feed, size_t n)
{
	const char *p = feed_ahead(feed);
	const char *end = p + n;

	must(n <= feed->buf.len - feed->at);
	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		feed->line++;
		p++;
	}
	feed->at += n;
	feed->offset += n;
}

bool
feed_mend(struct feed *feed)
{
	feed_skip(feed, feed->buf.len - feed->at);
	if (feed->zio == NULL || !zio_mend(feed->zio))
		return false;
	feed->damage = (struct err){ 0 };
	feed->ended = false;
	return true;
}

/* Look for the end of the line ahead; *len is its bytes before the LF. */
static bool
find_line_end(struct feed *feed, size_t max, size_t *len)
{
	size_t seen = 0;

	for (;;) {
		size_t ahead = feed_want(feed, seen + 1);
		const char *text = feed_ahead(feed);
		const char *lf = NULL;

		if (ahead > seen)
			lf = memchr(text + seen, '\n', ahead - seen);
		*len = lf != NULL ? (size_t)(lf - text) : ahead;
		if (lf != NULL || ahead == seen)
			return *len <= max;
		if (ahead > max)
			return false;
		seen = ahead;
	}
}

/* Go behind the next LF without keeping what is before it. */
static void
skip_line(struct feed *feed)
{
	size_t ahead;

	while ((ahead = feed_want(feed, 1)) > 0) {
		const char *text = feed_ahead(feed);
		const char *lf = memchr(text, '\n', ahead);

		if (lf != NULL) {
			feed_skip(feed, (size_t)(lf - text) + 1);
			return;
		}
		feed_skip(feed, ahead);
	}
}

bool
feed_next_line(struct feed *feed, size_t max, struct feed_line *out)
{
	size_t len;

	if (feed_want(feed, 1) == 0)
		return false;
	memset(out, 0, sizeof(*out));
	out->line = feed->line;
	out->offset = feed->offset;
	if (!find_line_end(feed, max, &len)) {
		out->too_long = true;
		skip_line(feed);
		return true;
	}
	out->text = feed_ahead(feed);
	out->len = len;
	feed_skip(feed, len < feed->buf.len - feed->at && out->text[len] == '\n'
				? len + 1
				: len);
	if (out->len > 0 && out->text[out->len - 1] == '\r')
		out->len--;
	return true;
}

bool
feed_want_all(struct feed *feed, size_t max)
{
	size_t ahead = 0, more;

	while ((more = feed_want(feed, ahead + 1)) > ahead) {
		ahead = more;
		if (ahead > max)
			return false;
	}
	return true;
}
