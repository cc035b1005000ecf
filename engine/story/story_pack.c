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

#include <string.h>

#define STORY_FORMAT 1

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
	uint64_t n = member_number(m, record);

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
	if (len == 0 && !member_is_list(m))
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
	const char *items = member_pointer(m, record);
	uint32_t n = *member_count(m, (char *)record);

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
		text = member_pointer(m, record);
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

/* The member of this number, looked for from `from` on: fields were packed in
 * the order of the table.  NULL: not one of ours. */
static inline const struct member *
member_numbered(
	const struct shape *shape, const struct member *from, uint64_t number)
{
	const struct member *m;

	for (m = from; m->number != 0; m++)
		if (m->number == number)
			return m;
	for (m = shape->members; m != from; m++)
		if (m->number == number)
			return m;
	return NULL;
}

/* The next field: its member (NULL: not one of ours) and its bytes.  *last is
 * the member of the one before. */
static inline bool
next_field(struct unpack *in, const struct shape *shape,
	const struct member **last, const struct member **member,
	struct unpack *field)
{
	uint64_t number = unpack_number(in);
	size_t len;

	field->at = unpack_string(in, &len);
	field->end = field->at + len;
	field->broken = false;
	*member = member_numbered(shape, *last, number);
	if (*member != NULL)
		*last = *member;
	return unpack_ok(in);
}

static bool
unpack_value(struct unpack in, const struct member *m, char *record)
{
	uint64_t n = unpack_number(&in);

	return unpack_ok(&in) && in.at == in.end &&
	       member_set_number(m, record, n);
}

/* The next place in a list that make_room() has made. */
static bool
unpack_item(struct unpack in, const struct member *m, struct arena *arena,
	char *record, struct err *err)
{
	char *items = member_pointer(m, record);
	uint32_t i = (*member_count(m, record))++;

	must(items != NULL); /* no shape with a list is flat */
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
		member_set_pointer(m, record, in.at);
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

static bool
is_short(const struct shape *shape, struct err *err)
{
	return err_set(err, ERR_INDEX, "a packed %s is cut short", shape->name);
}

/*
 * Count the items of each list, and make room for them.  The bytes bound the
 * memory: an item takes three of them at least.
 */
static bool
make_room(struct unpack in, const struct shape *shape, struct arena *arena,
	char *record, struct err *err)
{
	const struct member *m, *last = shape->members;
	struct unpack field;

	while (in.at < in.end) {
		if (!next_field(&in, shape, &last, &m, &field))
			return is_short(shape, err);
		if (m != NULL && member_is_list(m))
			(*member_count(m, record))++;
	}
	for (m = shape->members; m->number != 0; m++) {
		if (!member_is_list(m) || *member_count(m, record) == 0)
			continue;
		member_set_pointer(m, record,
			arena_array(arena, *member_count(m, record),
				m->shape != NULL ? m->shape->size
						 : sizeof(char *)));
		*member_count(m, record) = 0;
	}
	return true;
}

/* Fill the struct at record, whose fields are the bytes of in.  Most records
 * are spans, which have no lists to make room for. */
static bool
unpack_record(struct unpack in, const struct shape *shape, struct arena *arena,
	char *record, struct err *err)
{
	const struct member *m, *last = shape->members;
	struct unpack field;

	memset(record, 0, shape->size);
	if (!shape->flat && !make_room(in, shape, arena, record, err))
		return false;
	while (in.at < in.end) {
		if (!next_field(&in, shape, &last, &m, &field))
			return is_short(shape, err);
		if (m != NULL &&
			!unpack_member(field, shape, m, arena, record, err))
			return false;
	}
	for (m = shape->members; m->number != 0; m++)
		if (m->required && member_pointer(m, record) == NULL)
			return err_set(err, ERR_INDEX,
				"a packed %s lacks its field %u", shape->name,
				m->number);
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
	return story_quotes_fit(out) ||
	       err_set(err, ERR_INDEX, "a quote lies outside its story");
}

bool
story_unpack_texts(
	const char *bytes, size_t len, struct story *out, struct err *err)
{
	struct unpack in = { .at = bytes, .end = bytes + len }, field;
	uint64_t format = unpack_number(&in);
	const struct member *m, *last = story_shape.members;

	memset(out, 0, sizeof(*out));
	if (!unpack_ok(&in) || format != STORY_FORMAT)
		return err_set(err, ERR_INDEX, "these bytes are no story");
	while (in.at < in.end) {
		if (!next_field(&in, &story_shape, &last, &m, &field))
			return err_set(
				err, ERR_INDEX, "a packed story is cut short");
		if (m != NULL && m->kind == MEMBER_TEXT)
			member_set_pointer(m, (char *)out, field.at);
	}
	return true;
}
