/*
 * story_bundle.c - stories taken apart into streams
 *
 * Each member of the record has a stream, and so has each member of a record
 * in it: they are numbered as the tables stand (story_shape.c), those of a
 * record right behind the member that holds it.  A number is LEB128, a list
 * its count; a text ends with a NUL.  A stream of nothing but zeros and
 * missing texts is left empty.
 */
#include "engine/story/story_bundle.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/pack.h"
#include "engine/story/story_shape.h"

#include <stdlib.h>
#include <string.h>

/* Streams there may be: more than there are. */
#define STREAMS_MAX 96

/* What a text is when it is none in shorthand. */
#define TEXT_NONE '\2'
#define TEXT_ECHO '\3' /* and the number of the guess, from 1 */
#define ECHOES_MAX 126

/* How many streams a record has. */
static uint32_t
streams_of(const struct shape *shape)
{
	uint32_t n = 0;

	for (const struct member *m = shape->members; m->number != 0; m++)
		n += 1 + (m->shape != NULL ? streams_of(m->shape) : 0);
	return n;
}

/* Where spans are counted from: the first of a list from that of the list
 * before, each other one from the end of the one before it. */
struct places {
	uint32_t first, last;
	bool begins; /* the next span is the first of its list */
};

static uint32_t
place_before(const struct places *places)
{
	return places->begins ? places->first : places->last;
}

static void
place_put(struct places *places, uint32_t start)
{
	if (places->begins)
		places->first = start;
	places->begins = false;
	places->last = start;
}

/* Where the span begins that ends at a member. */
static uint32_t
start_of(const struct member *m, const char *record)
{
	uint32_t start;

	memcpy(&start, record + m->at - sizeof(start), sizeof(start));
	return start;
}

/* ---- writing ---- */

struct stream {
	struct buf bytes;
	bool used; /* has anything but zeros and missing texts */
};

struct story_bundle {
	const struct shorthand *shorthand;
	struct stream streams[STREAMS_MAX];
	uint32_t nstreams;
	uint32_t stories;
	struct echoing echoing;
	struct places places;
};

struct story_bundle *
story_bundle_new(const struct shorthand *shorthand)
{
	struct story_bundle *bundle = mem_alloc(sizeof(*bundle));

	bundle->shorthand = shorthand;
	bundle->nstreams = streams_of(&story_shape);
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
		streams += 1 + (m->shape != NULL ? streams_of(m->shape) : 0);
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

/* ---- reading ---- */

/* One stream, read from its beginning on; without bytes all is missing. */
struct tap {
	struct unpack in;
	bool empty;
};

struct taps {
	const struct shorthand *shorthand;
	struct arena *arena;
	struct tap taps[STREAMS_MAX];
	struct echoing echoing;
	struct places places;
	struct buf text;	   /* one at hand */
	struct story_bundle *into; /* gets all that is read; NULL: none does */
	bool broken;
};

/* The stream of the bundle that gets what is read of a tap. */
static struct stream *
stream_into(const struct taps *taps, const struct tap *tap)
{
	return &taps->into->streams[tap - taps->taps];
}

static uint64_t
next_number(struct taps *taps, struct tap *tap)
{
	uint64_t n = 0;

	if (!tap->empty) {
		n = unpack_number(&tap->in);
		taps->broken |= !unpack_ok(&tap->in);
	}
	if (taps->into != NULL) {
		stream_into(taps, tap)->used |= n != 0;
		pack_number(&stream_into(taps, tap)->bytes, n);
	}
	return n;
}

/* A text with its NUL, as it stands. */
static void
keep_text(const struct taps *taps, const struct tap *tap, const char *text,
	size_t len)
{
	static const char none[] = { TEXT_NONE, '\0' };
	struct stream *stream;

	if (taps->into == NULL)
		return;
	stream = stream_into(taps, tap);
	stream->used |= text != NULL;
	buf_add(&stream->bytes, text != NULL ? text : none,
		text != NULL ? len + 1 : sizeof(none));
}

/* The bytes of the next text, up to its NUL; NULL: there is none. */
static const char *
next_text(struct taps *taps, struct tap *tap, size_t *len)
{
	const char *at = tap->in.at, *nul;

	*len = 0;
	if (tap->empty) {
		keep_text(taps, tap, NULL, 0);
		return NULL;
	}
	nul = memchr(at, '\0', (size_t)(tap->in.end - at));
	if (nul == NULL) {
		taps->broken = true;
		tap->in.at = tap->in.end;
		return NULL;
	}
	tap->in.at = nul + 1;
	*len = (size_t)(nul - at);
	if (*len == 1 && *at == TEXT_NONE)
		at = NULL;
	keep_text(taps, tap, at, *len);
	return at;
}

static const char *
repeat(struct taps *taps, const struct member *m, const char *record,
	unsigned char number)
{
	struct echo echo = { NULL, 0 };

	if (m->echo != NULL && number > 0)
		echo = m->echo(&taps->echoing, record, number - 1u);
	return echo.text != NULL ? arena_copy(taps->arena, echo.text, echo.len)
				 : NULL;
}

/* The next text as a C string; NULL: there is none. */
static const char *
take_text(struct taps *taps, struct tap *tap, const struct member *m,
	const char *record)
{
	size_t len;
	const char *bytes = next_text(taps, tap, &len), *text = NULL;

	if (bytes == NULL)
		return NULL;
	buf_reset(&taps->text);
	if (len == 2 && *bytes == TEXT_ECHO)
		text = repeat(taps, m, record, (unsigned char)bytes[1]);
	else if (shorthand_read(taps->shorthand, bytes, len, &taps->text))
		text = arena_copy(
			taps->arena, buf_text(&taps->text), taps->text.len);
	taps->broken |= text == NULL;
	return text;
}

static void
take_number(struct taps *taps, struct tap *tap, const struct member *m,
	char *record)
{
	struct places *places = &taps->places;
	uint64_t n = next_number(taps, tap);
	uint32_t step = (uint32_t)unzigzag((uint32_t)n);

	if (record == NULL)
		return;
	if (m->kind == MEMBER_START) {
		n = (uint32_t)(place_before(places) + step);
		place_put(places, (uint32_t)n);
	} else if (m->kind == MEMBER_END) {
		n = (uint32_t)(start_of(m, record) + step);
		places->last = (uint32_t)n;
	}
	taps->broken |= !member_set_number(m, record, n);
}

static void take_record(struct taps *taps, const struct shape *shape,
	char *record, struct tap *tap);

/* The items of a list; without a record they are passed over. */
static void
take_list(struct taps *taps, struct tap *tap, const struct member *m,
	char *record)
{
	uint64_t n = next_number(taps, tap);
	struct tap *items = m->kind == MEMBER_RECORDS ? tap + 1 : tap;
	size_t size = m->kind == MEMBER_RECORDS ? m->shape->size
						: sizeof(const char *);
	const char *text;
	size_t len;
	char *list = NULL;

	if (n > (uint64_t)(items->in.end - items->in.at))
		taps->broken = true;
	if (n == 0 || taps->broken)
		return;
	if (taps->into != NULL && items != tap)
		stream_into(taps, items)->used = true;
	if (record != NULL) {
		list = arena_array(taps->arena, n, size);
		member_set_pointer(m, record, list);
	}
	taps->places.begins = true;
	for (uint64_t i = 0; i < n && !taps->broken; i++) {
		if (m->kind == MEMBER_RECORDS)
			take_record(taps, m->shape,
				list != NULL ? list + i * size : NULL, tap + 1);
		else if (list == NULL)
			next_text(taps, tap, &len);
		else {
			text = take_text(taps, tap, m, record);
			taps->broken |= text == NULL;
			((const char **)(void *)list)[i] = text;
		}
		if (record != NULL)
			++*member_count(m, record);
	}
}

static void
take_member(struct taps *taps, struct tap *tap, const struct member *m,
	char *record)
{
	const char *text;
	size_t len;

	switch (m->kind) {
	case MEMBER_TEXT:
		if (record == NULL) {
			next_text(taps, tap, &len);
			break;
		}
		text = take_text(taps, tap, m, record);
		taps->broken |= text == NULL && m->required;
		member_set_pointer(m, record, text);
		break;
	case MEMBER_RECORD:
		take_record(taps, m->shape,
			record != NULL ? record + m->at : NULL, tap + 1);
		break;
	case MEMBER_RECORDS:
	case MEMBER_TEXTS:
		take_list(taps, tap, m, record);
		break;
	default:
		take_number(taps, tap, m, record);
	}
}

/* The next record of the streams; NULL: pass over it. */
static void
take_record(struct taps *taps, const struct shape *shape, char *record,
	struct tap *tap)
{
	for (const struct member *m = shape->members;
		m->number != 0 && !taps->broken; m++) {
		if (!m->on_card)
			take_member(taps, tap, m, record);
		tap += 1 + (m->shape != NULL ? streams_of(m->shape) : 0);
	}
}

/* Where each stream begins and ends; returns how many stories there are. */
static uint64_t
open_taps(struct taps *taps, const char *bytes, size_t len)
{
	struct unpack in = { .at = bytes, .end = bytes + len };
	uint32_t n = streams_of(&story_shape);
	uint64_t stories = unpack_number(&in);
	uint64_t lens[STREAMS_MAX];

	must(n <= STREAMS_MAX);
	for (uint32_t i = 0; i < n; i++)
		lens[i] = unpack_number(&in);
	for (uint32_t i = 0; i < n && unpack_ok(&in); i++) {
		if (lens[i] > (uint64_t)(in.end - in.at))
			return 0;
		taps->taps[i].empty = lens[i] == 0;
		taps->taps[i].in.at = in.at;
		taps->taps[i].in.end = in.at += lens[i];
	}
	return unpack_ok(&in) && in.at == in.end ? stories : 0;
}

/* Where a walk is: before the story `next`, and before the one read last. */
struct bundle_walk {
	const char *bytes;
	size_t len;
	uint64_t stories;
	uint32_t next;
	struct tap taps[STREAMS_MAX];
	struct tap before[STREAMS_MAX];
};

struct bundle_walk *
bundle_walk_new(void)
{
	return mem_alloc(sizeof(struct bundle_walk));
}

void
bundle_walk_free(struct bundle_walk *walk)
{
	free(walk);
}

void
bundle_walk_begin(struct bundle_walk *walk, const char *bytes, size_t len)
{
	struct taps taps = { .broken = false };

	walk->bytes = bytes;
	walk->len = len;
	walk->next = 0;
	walk->stories = open_taps(&taps, bytes, len);
	memcpy(walk->taps, taps.taps, sizeof(walk->taps));
}

/* To the story nth; taps are those of the walk from then on. */
static void
walk_to(struct bundle_walk *walk, uint32_t nth, struct taps *taps)
{
	if (nth < walk->next)
		bundle_walk_begin(walk, walk->bytes, walk->len);
	memcpy(taps->taps, walk->taps, sizeof(walk->taps));
	taps->broken = nth >= walk->stories;
	for (; walk->next < nth && !taps->broken; walk->next++)
		take_record(taps, &story_shape, NULL, taps->taps);
	memcpy(walk->before, taps->taps, sizeof(walk->before));
}

bool
bundle_walk_read(struct bundle_walk *walk, uint32_t nth,
	const struct shorthand *shorthand, struct arena *arena,
	struct story *story, struct err *err)
{
	struct taps taps = { .shorthand = shorthand, .arena = arena };
	struct story read = { 0 };

	walk_to(walk, nth, &taps);
	echoing_begin(&taps.echoing, &read);
	if (!taps.broken)
		take_record(&taps, &story_shape, (char *)&read, taps.taps);
	buf_release(&taps.echoing.scratch);
	buf_release(&taps.text);
	memcpy(walk->taps, taps.taps, sizeof(walk->taps));
	walk->next = taps.broken ? UINT32_MAX : nth + 1; /* begins anew */
	if (taps.broken)
		return err_set(err, ERR_INDEX, "a stored story is damaged");
	if (!story_quotes_fit(&read))
		return err_set(
			err, ERR_INDEX, "a quote lies outside its story");
	read.uri = story->uri;
	read.headline = story->headline;
	*story = read;
	return true;
}

bool
story_bundle_read(const char *bytes, size_t len, uint32_t nth,
	const struct shorthand *shorthand, struct arena *arena,
	struct story *story, struct err *err)
{
	struct bundle_walk walk;

	bundle_walk_begin(&walk, bytes, len);
	return bundle_walk_read(&walk, nth, shorthand, arena, story, err);
}

void
story_bundle_copy(struct story_bundle *bundle, const struct bundle_walk *walk)
{
	struct taps taps = { .into = bundle };

	memcpy(taps.taps, walk->before, sizeof(walk->before));
	take_record(&taps, &story_shape, NULL, taps.taps);
	must(!taps.broken); /* it was read */
	bundle->stories++;
}
