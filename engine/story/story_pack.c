/*
 * story_pack.c - the record in bytes
 *
 * A story is the format's number, then fields: a number, a length, that many
 * bytes and a NUL (base/pack.h strings).  Whatever a field holds is inside
 * its string, so a reader can step over numbers it does not know.  A list is
 * its field once an item; a record inside is such fields again.  What is
 * NULL or 0 is not written.
 */
#include "engine/story/story.h"

#include "base/must.h"
#include "base/pack.h"
#include "engine/story/story_shape.h"

#include <math.h>
#include <string.h>

#define STORY_FORMAT 1
#define DAY_LAST 3068036 /* 9999-12-31, the last that day.h counts */
#define CONFIDENCE_UNIT 1000000.0

/* ---- members of a struct, by its table ---- */

static bool
is_list(const struct member *m)
{
	return m->kind == MEMBER_RECORDS || m->kind == MEMBER_TEXTS;
}

/* Pointers are copied, since each has a type of its own. */
static void *
load_pointer(const struct member *m, const char *record)
{
	void *pointer;

	memcpy(&pointer, record + m->at, sizeof(pointer));
	return pointer;
}

static void
store_pointer(const struct member *m, char *record, const void *pointer)
{
	memcpy(record + m->at, &pointer, sizeof(pointer));
}

static uint32_t *
count_of(const struct member *m, char *record)
{
	return (uint32_t *)(void *)(record + m->count_at);
}

/* Small numbers of either sign become small unsigned ones. */
static uint32_t
zigzag(int32_t n)
{
	return ((uint32_t)n << 1) ^ (n < 0 ? UINT32_MAX : 0);
}

static int32_t
unzigzag(uint32_t n)
{
	return (int32_t)((n >> 1) ^ (n & 1 ? UINT32_MAX : 0));
}

static bool
day_possible(day d)
{
	return d == DAY_UNKNOWN || (d >= 0 && d <= DAY_LAST);
}

static uint64_t
confidence_number(double confidence)
{
	if (!(confidence > 0)) /* NaN too */
		return 0;
	return (uint64_t)llround(fmin(confidence, 1.0) * CONFIDENCE_UNIT);
}

/* A member that is a number in some way, as it is packed. */
static uint64_t
load_number(const struct member *m, const void *at)
{
	switch (m->kind) {
	case MEMBER_U32:
		return *(const uint32_t *)at;
	case MEMBER_U64:
		return *(const uint64_t *)at;
	case MEMBER_BOOL:
		return *(const bool *)at;
	case MEMBER_ENUM:
		must(*(const unsigned *)at < m->limit);
		return *(const unsigned *)at;
	case MEMBER_DAY:
		must(day_possible(*(const day *)at));
		return zigzag(*(const day *)at);
	case MEMBER_CONFIDENCE:
		return confidence_number(*(const double *)at);
	default:
		must_fail("a number", __FILE__, __LINE__);
	}
}

/* The way back; false if the member cannot be that. */
static bool
store_number(const struct member *m, void *at, uint64_t n)
{
	if (m->kind != MEMBER_U64 && n > UINT32_MAX)
		return false;
	switch (m->kind) {
	case MEMBER_U32:
		*(uint32_t *)at = (uint32_t)n;
		return true;
	case MEMBER_U64:
		*(uint64_t *)at = n;
		return true;
	case MEMBER_BOOL:
		*(bool *)at = n == 1;
		return n <= 1;
	case MEMBER_ENUM:
		*(unsigned *)at = n < m->limit ? (unsigned)n : 0;
		return n < m->limit;
	case MEMBER_DAY:
		*(day *)at = unzigzag((uint32_t)n);
		return day_possible(*(day *)at);
	case MEMBER_CONFIDENCE:
		*(double *)at = (double)n / CONFIDENCE_UNIT;
		return n <= (uint64_t)CONFIDENCE_UNIT;
	default:
		must_fail("a number", __FILE__, __LINE__);
	}
}

/* ---- packing ---- */

static void pack_record(
	struct buf *out, const struct shape *shape, const char *record);

static void
pack_text(struct buf *out, const struct member *m, const char *text)
{
	pack_number(out, m->number);
	pack_string(out, text, strlen(text));
}

static void
pack_value(struct buf *out, const struct member *m, const char *record)
{
	uint64_t n = load_number(m, record + m->at);

	if (n == 0)
		return;
	pack_number(out, m->number);
	pack_number(out, pack_number_len(n));
	pack_number(out, n);
	buf_putc(out, '\0');
}

/*
 * A record inside a record; when it holds nothing, only as a list's item.  It
 * is packed where it goes, and moved on when its length is known.
 */
static void
pack_inner(struct buf *out, const struct member *m, const char *record)
{
	size_t from = out->len, len, head;
	char *to;

	pack_record(out, m->shape, record);
	len = out->len - from;
	if (len == 0 && !is_list(m))
		return;
	head = pack_number_len(m->number) + pack_number_len(len);
	buf_room(out, head);
	to = out->data + from;
	memmove(to + head, to, len);
	pack_number_put(pack_number_put(to, m->number), len);
	out->len += head;
	buf_putc(out, '\0');
}

/* The items of a list, each as a field of the same number. */
static void
pack_list(struct buf *out, const struct member *m, const char *record)
{
	const char *items = load_pointer(m, record);
	uint32_t n = *(const uint32_t *)(const void *)(record + m->count_at);

	for (uint32_t i = 0; i < n; i++) {
		if (m->kind == MEMBER_TEXTS)
			pack_text(out, m,
				((const char *const *)(const void *)items)[i]);
		else
			pack_inner(out, m, items + i * m->shape->size);
	}
}

static void
pack_member(struct buf *out, const struct member *m, const char *record)
{
	const char *text;

	switch (m->kind) {
	case MEMBER_TEXT:
		text = load_pointer(m, record);
		must(text != NULL || !m->required);
		if (text != NULL)
			pack_text(out, m, text);
		break;
	case MEMBER_RECORD:
		pack_inner(out, m, record + m->at);
		break;
	case MEMBER_RECORDS:
	case MEMBER_TEXTS:
		pack_list(out, m, record);
		break;
	default:
		pack_value(out, m, record);
	}
}

static void
pack_record(struct buf *out, const struct shape *shape, const char *record)
{
	for (const struct member *m = shape->members; m->number != 0; m++)
		pack_member(out, m, record);
}

void
story_pack(const struct story *story, struct buf *out)
{
	pack_number(out, STORY_FORMAT);
	pack_record(out, &story_shape, (const char *)story);
}

/* ---- unpacking ---- */

static bool unpack_record(struct unpack in, const struct shape *shape,
	struct arena *arena, char *record, struct err *err);

/* The next field: its member (NULL: not one of ours) and its bytes. */
static bool
next_field(struct unpack *in, const struct shape *shape,
	const struct member **member, struct unpack *field)
{
	uint64_t number = unpack_number(in);
	size_t len;

	field->at = unpack_string(in, &len);
	field->end = field->at + len;
	field->broken = false;
	for (*member = shape->members; (*member)->number != 0; (*member)++)
		if ((*member)->number == number)
			return unpack_ok(in);
	*member = NULL;
	return unpack_ok(in);
}

static bool
unpack_value(struct unpack in, const struct member *m, char *record)
{
	uint64_t n = unpack_number(&in);

	return unpack_ok(&in) && in.at == in.end &&
	       store_number(m, record + m->at, n);
}

/* The next place in a list that make_room() has made. */
static bool
unpack_item(struct unpack in, const struct member *m, struct arena *arena,
	char *record, struct err *err)
{
	char *items = load_pointer(m, record);
	uint32_t i = (*count_of(m, record))++;

	if (m->kind == MEMBER_RECORDS)
		return unpack_record(
			in, m->shape, arena, items + i * m->shape->size, err);
	((const char **)(void *)items)[i] = in.at;
	return true;
}

/* One field into its member; in holds the field's bytes. */
static bool
unpack_member(struct unpack in, const struct shape *shape,
	const struct member *m, struct arena *arena, char *record,
	struct err *err)
{
	switch (m->kind) {
	case MEMBER_TEXT:
		store_pointer(m, record, in.at);
		return true;
	case MEMBER_RECORD:
		return unpack_record(in, m->shape, arena, record + m->at, err);
	case MEMBER_RECORDS:
	case MEMBER_TEXTS:
		return unpack_item(in, m, arena, record, err);
	default:
		return unpack_value(in, m, record) ||
		       err_set(err, ERR_INDEX, "a packed %s has a bad field %u",
			       shape->name, m->number);
	}
}

/*
 * Count the items of each list, and make room for them.  The bytes bound the
 * memory: an item takes three of them at least.
 */
static bool
make_room(struct unpack in, const struct shape *shape, struct arena *arena,
	char *record, struct err *err)
{
	const struct member *m;
	struct unpack field;

	while (in.at < in.end) {
		if (!next_field(&in, shape, &m, &field))
			return err_set(err, ERR_INDEX,
				"a packed %s is cut short", shape->name);
		if (m != NULL && is_list(m))
			(*count_of(m, record))++;
	}
	for (m = shape->members; m->number != 0; m++) {
		if (!is_list(m) || *count_of(m, record) == 0)
			continue;
		store_pointer(m, record,
			arena_array(arena, *count_of(m, record),
				m->shape != NULL ? m->shape->size
						 : sizeof(char *)));
		*count_of(m, record) = 0;
	}
	return true;
}

/* Fill the struct at record, whose fields are the bytes of in. */
static bool
unpack_record(struct unpack in, const struct shape *shape, struct arena *arena,
	char *record, struct err *err)
{
	const struct member *m;
	struct unpack field;

	memset(record, 0, shape->size);
	if (!make_room(in, shape, arena, record, err))
		return false;
	while (in.at < in.end) {
		next_field(&in, shape, &m, &field);
		if (m != NULL &&
			!unpack_member(field, shape, m, arena, record, err))
			return false;
	}
	for (m = shape->members; m->number != 0; m++)
		if (m->required && load_pointer(m, record) == NULL)
			return err_set(err, ERR_INDEX,
				"a packed %s lacks its field %u", shape->name,
				m->number);
	return true;
}

/* Quotes are shown by their spans, so these must lie in the text. */
static bool
quotes_fit(const struct story *story)
{
	size_t len = story->body_text != NULL ? strlen(story->body_text) : 0;

	for (uint32_t i = 0; i < story->nquotes; i++) {
		const struct story_quote *quote = &story->quotes[i];

		if (quote->start > quote->end || quote->end > len)
			return false;
	}
	return true;
}

bool
story_unpack(const char *bytes, size_t len, struct arena *arena,
	struct story *out, struct err *err)
{
	struct unpack in = { .at = bytes, .end = bytes + len };
	uint64_t format = unpack_number(&in);

	if (!unpack_ok(&in) || format != STORY_FORMAT)
		return err_set(err, ERR_INDEX, "these bytes are no story");
	if (!unpack_record(in, &story_shape, arena, (char *)out, err))
		return false;
	return quotes_fit(out) ||
	       err_set(err, ERR_INDEX, "a quote lies outside its story");
}
