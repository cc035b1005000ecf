/* terms_key.c - the keys of filter terms (engine/index/terms.h) */
#include "base/utf8.h"
#include "engine/index/fields.h"
#include "engine/index/terms.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

/* 64-bit FNV-1a. */
static uint64_t
hash(const char *bytes, size_t len)
{
	uint64_t h = 0xcbf29ce484222325;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3;
	return h;
}

void
terms_cut(struct buf *out, const char *text, size_t len)
{
	size_t keep = TERMS_KEY_MAX;

	if (len <= TERMS_KEY_MAX) {
		buf_add(out, text, len);
		return;
	}
	/* text[keep] is the first to go: not in the middle of a character */
	while (keep > 0 && ((unsigned char)text[keep] & 0xc0) == 0x80)
		keep--;
	/* A run of stray continuation bytes (in a uri) has no boundary near. */
	if (keep < TERMS_KEY_MAX - 3)
		keep = TERMS_KEY_MAX;
	buf_add(out, text, keep);
	buf_printf(out, "%016" PRIx64, hash(text, len));
}

/* Append folded text with white space (of any kind) as single blanks between
 * words. */
static void
add_spaced(struct buf *out, const char *text, size_t len)
{
	bool blank = false, begun = false;
	int32_t cp;

	for (size_t at = 0, n; at < len; at += n) {
		n = utf8_decode(text + at, len - at, &cp);
		if ((cp >= 0 && cp <= ' ') || utf8_class(cp) == UTF8_SPACE) {
			blank = begun;
			continue;
		}
		if (blank)
			buf_putc(out, ' ');
		buf_add(out, text + at, n);
		blank = false;
		begun = true;
	}
}

/* Most texts are short and of ASCII, where folding and spacing are little:
 * their key, or false, and out is as it was. */
static bool
add_plain_key(struct buf *out, const char *text)
{
	size_t len = strnlen(text, TERMS_KEY_MAX + 1), n = 0;
	char *at = buf_room(out, len);
	bool blank = false;

	if (len > TERMS_KEY_MAX)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if ((unsigned char)c >= 0x80)
			return false;
		if (c <= ' ') {
			blank = n > 0;
			continue;
		}
		if (blank)
			at[n++] = ' ';
		blank = false;
		at[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32
				 : c == '`'	      ? '\''
						      : c);
	}
	buf_took(out, n);
	return true;
}

void
terms_key(struct buf *out, const char *text)
{
	struct buf folded = { 0 }, spaced = { 0 };

	if (add_plain_key(out, text))
		return;

	utf8_fold(&folded, text, strlen(text));
	add_spaced(&spaced, buf_text(&folded), folded.len);
	terms_cut(out, buf_text(&spaced), spaced.len);
	buf_release(&folded);
	buf_release(&spaced);
}

void
terms_outlet_key(struct buf *out, const struct story *story)
{
	size_t before = out->len;

	if (story->outlet_name != NULL)
		terms_key(out, story->outlet_name);
	if (out->len == before && story->outlet_domain != NULL)
		terms_key(out, story->outlet_domain);
}

void
terms_actor_key(struct buf *out, const struct story_actor *actor)
{
	if (actor->name != NULL)
		terms_key(out, actor->name);
}

void
terms_language_key(struct buf *out, const char *tag)
{
	size_t len = strcspn(tag, "-_");

	if (len == 3 && strncasecmp(tag, "und", 3) == 0)
		return;
	for (size_t i = 0; i < len; i++)
		buf_putc(out, tag[i] >= 'A' && tag[i] <= 'Z'
				      ? (char)(tag[i] + 32)
				      : tag[i]);
}

/* Stories whose text nobody else has are a kind of their own. */
static const char *
kind_of(const struct story *story)
{
	const char *role = story_role(story);

	return role != NULL ? role : "single";
}

void
terms_value_key(struct buf *out, enum field_id field, const struct story *story)
{
	const char *text = NULL;

	if (field == FIELD_OUTLET)
		terms_outlet_key(out, story);
	else if (field == FIELD_LANGUAGE && story->language != NULL)
		terms_language_key(out, story->language);
	else if (field == FIELD_SECTION)
		text = story->section;
	else if (field == FIELD_AGENCY)
		text = story->agency;
	else if (field == FIELD_KIND)
		text = kind_of(story);
	if (text != NULL)
		terms_key(out, text);
}

void
terms_uri(struct buf *out, const char *uri)
{
	buf_puts(out, fields[FIELD_URI].prefix);
	terms_cut(out, uri, strlen(uri));
}
