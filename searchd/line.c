#include "searchd/line.h"

#include "base/must.h"

#include <string.h>

/* Memory that an idle connection may keep for its next line. */
#define KEPT_IDLE 1024

static size_t
held(const struct lines *lines)
{
	return lines->in.len - lines->at;
}

size_t
lines_room(const struct lines *lines)
{
	return lines->max - held(lines);
}

/* Move what is held to the front; an empty buffer gives its memory back. */
static void
compact(struct lines *lines)
{
	buf_shift(&lines->in, lines->at);
	lines->at = 0;
	if (lines->in.len == 0 && lines->in.cap > KEPT_IDLE)
		buf_release(&lines->in);
}

void
lines_add(struct lines *lines, const char *data, size_t len)
{
	must(len <= lines_room(lines));
	compact(lines);
	buf_add(&lines->in, data, len);
}

/* All that is held belongs to a line over the limit: drop it. */
static void
skip_held(struct lines *lines)
{
	if (!lines->skipping) {
		lines->head_len = held(lines);
		if (lines->head_len > LINE_HEAD)
			lines->head_len = LINE_HEAD;
		memcpy(lines->head, lines->in.data + lines->at,
			lines->head_len);
	}
	lines->skipping = true;
	lines->at = lines->in.len;
	lines->searched = 0;
}

/* No LF in what is held: wait for more, unless that cannot help. */
static enum line_kind
unended(struct lines *lines)
{
	lines->searched = held(lines);
	if (lines->skipping || lines->searched == lines->max)
		skip_held(lines);
	if (held(lines) == 0)
		compact(lines);
	return LINE_NOT_YET;
}

enum line_kind
lines_next(struct lines *lines, const char **text, size_t *len)
{
	const char *start, *end;

	if (held(lines) == 0)
		return unended(lines);
	start = lines->in.data + lines->at;
	end = memchr(
		start + lines->searched, '\n', held(lines) - lines->searched);
	if (end == NULL)
		return unended(lines);
	lines->at += (size_t)(end - start) + 1;
	lines->searched = 0;
	if (lines->skipping) {
		lines->skipping = false;
		*text = lines->head;
		*len = lines->head_len;
		return LINE_TOO_LONG;
	}
	*text = start;
	*len = (size_t)(end - start);
	return LINE_WHOLE;
}

enum line_kind
lines_end(const struct lines *lines, const char **text, size_t *len)
{
	if (lines->skipping) {
		*text = lines->head;
		*len = lines->head_len;
		return LINE_TOO_LONG;
	}
	*text = buf_text(&lines->in) + lines->at;
	*len = held(lines);
	return *len > 0 ? LINE_WHOLE : LINE_NOT_YET;
}

void
lines_release(struct lines *lines)
{
	buf_release(&lines->in);
}
