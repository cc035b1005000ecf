#include "searchd/framing.h"

#include "base/must.h"

#include <string.h>

/* Memory that an idle connection may keep for its next line. */
#define KEPT_IDLE 1024

static size_t
held(const struct framing *framing)
{
	return framing->in.len - framing->at;
}

size_t
framing_room(const struct framing *framing)
{
	return framing->max - held(framing);
}

/* Move what is held to the front; an empty buffer gives its memory back. */
static void
compact(struct framing *framing)
{
	buf_shift(&framing->in, framing->at);
	framing->at = 0;
	if (framing->in.len == 0 && framing->in.cap > KEPT_IDLE)
		buf_release(&framing->in);
}

void
framing_add(struct framing *framing, const char *data, size_t len)
{
	must(len <= framing_room(framing));
	compact(framing);
	buf_add(&framing->in, data, len);
}

/* All that is held belongs to a line over the limit: drop it. */
static void
skip_held(struct framing *framing)
{
	if (!framing->skipping) {
		framing->head_len = held(framing);
		if (framing->head_len > LINE_HEAD)
			framing->head_len = LINE_HEAD;
		memcpy(framing->head, framing->in.data + framing->at,
			framing->head_len);
	}
	framing->skipping = true;
	framing->at = framing->in.len;
	framing->searched = 0;
}

/* No LF in what is held: wait for more, unless that cannot help. */
static enum line_kind
unended(struct framing *framing)
{
	framing->searched = held(framing);
	if (framing->skipping || framing->searched == framing->max)
		skip_held(framing);
	if (held(framing) == 0)
		compact(framing);
	return LINE_NOT_YET;
}

enum line_kind
framing_next(struct framing *framing, const char **text, size_t *len)
{
	const char *start, *end;

	if (held(framing) == 0)
		return unended(framing);
	start = framing->in.data + framing->at;
	end = memchr(start + framing->searched, '\n',
		held(framing) - framing->searched);
	if (end == NULL)
		return unended(framing);
	framing->at += (size_t)(end - start) + 1;
	framing->searched = 0;
	if (framing->skipping) {
		framing->skipping = false;
		*text = framing->head;
		*len = framing->head_len;
		return LINE_TOO_LONG;
	}
	*text = start;
	*len = (size_t)(end - start);
	return LINE_WHOLE;
}

enum line_kind
framing_end(const struct framing *framing, const char **text, size_t *len)
{
	if (framing->skipping) {
		*text = framing->head;
		*len = framing->head_len;
		return LINE_TOO_LONG;
	}
	*text = buf_text(&framing->in) + framing->at;
	*len = held(framing);
	return *len > 0 ? LINE_WHOLE : LINE_NOT_YET;
}

void
framing_release(struct framing *framing)
{
	buf_release(&framing->in);
}
