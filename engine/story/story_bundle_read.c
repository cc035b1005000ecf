/* story_bundle_read.c - stories put together from streams */
#include "engine/story/story_bundle.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/pack.h"
#include "engine/story/story_bundle_parts.h"

#include <stdlib.h>
#include <string.h>

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
		tap += 1 + (m->shape != NULL ? bundle_streams(m->shape) : 0);
	}
}

/* Where each stream begins and ends; returns how many stories there are. */
static uint64_t
open_taps(struct taps *taps, const char *bytes, size_t len)
{
	struct unpack in = { .at = bytes, .end = bytes + len };
	uint32_t n = bundle_streams(&story_shape);
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
