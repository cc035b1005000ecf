/* story_bundle.c - stories taken apart into streams */
#include "engine/story/story_bundle.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/pack.h"
#include "engine/story/story_bundle_parts.h"

#include <stdlib.h>
#include <string.h>

#define ECHOES_MAX 126

struct story_bundle *
story_bundle_new(const struct shorthand *shorthand)
{
	struct story_bundle *bundle = mem_alloc(sizeof(*bundle));

	bundle->shorthand = shorthand;
	bundle->nstreams = bundle_streams(&story_shape);
	must(bundle->nstreams <= STREAMS_MAX);
	return bundle;
}

void
story_bundle_free(struct story_bundle *bundle)
{
	if (bundle == NULL)
		return;
	for (uint32_t i = 0; i < bundle->nstreams; i++)
		buf_release(&bundle->streams[i].bytes);
	buf_release(&bundle->echoing.scratch);
	free(bundle);
}

static void
sample_record(struct shorthand_sample *sample, const struct shape *shape,
	const char *record)
{
	for (const struct member *m = shape->members; m->number != 0; m++) {
		const char *items;

		if (m->kind == MEMBER_RECORD)
			sample_record(sample, m->shape, record + m->at);
		if (m->on_card || m->echo != NULL ||
			(m->kind != MEMBER_TEXT && !member_is_list(m)))
			continue;
		items = member_pointer(m, record);
		if (m->kind == MEMBER_TEXT && items != NULL)
			shorthand_sample_add(sample, items, strlen(items));
		if (m->kind != MEMBER_RECORDS)
			continue;
		for (uint32_t i = 0; i < *member_count(m, (char *)record); i++)
			sample_record(
				sample, m->shape, items + i * m->shape->size);
	}
}

void
story_bundle_sample(struct shorthand_sample *sample, const struct story *story)
{
	sample_record(sample, &story_shape, (const char *)story);
}

/* Which guess says it; ECHOES_MAX: none. */
static uint32_t
find_echo(struct story_bundle *bundle, const struct member *m,
	const char *record, const char *text, size_t len)
{
	struct echo echo;

	for (uint32_t i = 0; m->echo != NULL && i < ECHOES_MAX; i++) {
		echo = m->echo(&bundle->echoing, record, i);
		if (echo.text == NULL)
			break;
		if (echo.len == len && memcmp(echo.text, text, len) == 0)
			return i;
	}
	return ECHOES_MAX;
}

static void
put_text(struct story_bundle *bundle, struct stream *stream,
	const struct member *m, const char *record, const char *text)
{
	struct buf *out = &stream->bytes;
	uint32_t echo;
	size_t len;

	stream->used |= text != NULL;
	if (text == NULL) {
		buf_add(out, (const char[]){ TEXT_NONE, '\0' }, 2);
		return;
	}
	len = strlen(text);
	echo = find_echo(bundle, m, record, text, len);
	if (echo < ECHOES_MAX) {
		buf_putc(out, TEXT_ECHO);
		buf_putc(out, (char)(1 + echo));
	} else {
		shorthand_write(bundle->shorthand, text, len, out);
	}
	buf_putc(out, '\0');
}

static void
put_number(struct story_bundle *bundle, struct stream *stream,
	const struct member *m, const char *record)
{
	struct places *places = &bundle->places;
	uint64_t n = member_number(m, record);
	uint32_t place = (uint32_t)n;

	if (m->kind == MEMBER_START) {
		n = zigzag((int32_t)(place - place_before(places)));
		place_put(places, place);
	} else if (m->kind == MEMBER_END) {
		n = zigzag((int32_t)(place - start_of(m, record)));
		places->last = place;
	}
	stream->used |= n != 0;
	pack_number(&stream->bytes, n);
}

static void put_record(struct story_bundle *bundle, const struct shape *shape,
	const char *record, struct stream *streams);

static void
put_list(struct story_bundle *bundle, const struct member *m,
	const char *record, struct stream *stream)
{
	const char *items = member_pointer(m, record);
	uint32_t n = *member_count(m, (char *)record);

	pack_number(&stream->bytes, n);
	stream->used |= n > 0;
	/* so that each item takes a byte, which bounds how many there are */
	if (m->kind == MEMBER_RECORDS)
		stream[1].used |= n > 0;
	bundle->places.begins = true;
	for (uint32_t i = 0; i < n; i++) {
		if (m->kind == MEMBER_RECORDS)
			put_record(bundle, m->shape, items + i * m->shape->size,
				stream + 1);
		else
			put_text(bundle, stream, m, record,
				((const char *const *)(const void *)items)[i]);
	}
}

static void
put_member(struct story_bundle *bundle, const struct member *m,
	const char *record, struct stream *stream)
{
	switch (m->kind) {
	case MEMBER_TEXT:
		put_text(bundle, stream, m, record, member_pointer(m, record));
		break;
	case MEMBER_RECORD:
		put_record(bundle, m->shape, record + m->at, stream + 1);
		break;
	case MEMBER_RECORDS:
	case MEMBER_TEXTS:
		put_list(bundle, m, record, stream);
		break;
	default:
		put_number(bundle, stream, m, record);
	}
}

static void
put_record(struct story_bundle *bundle, const struct shape *shape,
	const char *record, struct stream *streams)
{
	for (const struct member *m = shape->members; m->number != 0; m++) {
		if (!m->on_card)
			put_member(bundle, m, record, streams);
		streams +=
			1 + (m->shape != NULL ? bundle_streams(m->shape) : 0);
	}
}

void
story_bundle_add(struct story_bundle *bundle, const struct story *story)
{
	echoing_begin(&bundle->echoing, story);
	bundle->places = (struct places){ 0 };
	put_record(bundle, &story_shape, (const char *)story, bundle->streams);
	bundle->stories++;
}

size_t
story_bundle_size(const struct story_bundle *bundle)
{
	size_t size = 0;

	for (uint32_t i = 0; i < bundle->nstreams; i++)
		size += bundle->streams[i].bytes.len;
	return size;
}

void
story_bundle_take(struct story_bundle *bundle, struct buf *out)
{
	pack_number(out, bundle->stories);
	for (uint32_t i = 0; i < bundle->nstreams; i++) {
		struct stream *stream = &bundle->streams[i];

		if (!stream->used)
			buf_reset(&stream->bytes);
		pack_number(out, stream->bytes.len);
	}
	for (uint32_t i = 0; i < bundle->nstreams; i++) {
		struct stream *stream = &bundle->streams[i];

		buf_add(out, buf_text(&stream->bytes), stream->bytes.len);
		buf_reset(&stream->bytes);
		stream->used = false;
	}
	bundle->stories = 0;
}
