#include "indexer/sources/encoding.h"

#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <uchardet/uchardet.h>

#define GUESS_BYTES (64u << 10)
#define BINARY_BYTES 8192

struct mark {
	const char *bytes;
	size_t len;
	const char *encoding;
};

/* Longer ones first: the mark of UTF-32LE begins with that of UTF-16LE. */
static const struct mark marks[] = {
	{ "\xef\xbb\xbf", 3, "UTF-8" },
	{ "\xff\xfe\0\0", 4, "UTF-32LE" },
	{ "\0\0\xfe\xff", 4, "UTF-32BE" },
	{ "\xff\xfe", 2, "UTF-16LE" },
	{ "\xfe\xff", 2, "UTF-16BE" },
};

static const struct mark *
mark_of(const char *text, size_t len)
{
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (len >= marks[i].len &&
			memcmp(text, marks[i].bytes, marks[i].len) == 0)
			return &marks[i];
	return NULL;
}

/* Pages that say Latin-1 mean Windows-1252, as browsers know. */
static const char *
real_name(const char *name)
{
	static const char *const latin1[] = { "iso-8859-1", "iso8859-1",
		"iso_8859-1", "latin1", "latin-1", "ascii", "us-ascii" };

	for (size_t i = 0; i < sizeof(latin1) / sizeof(*latin1); i++)
		if (strcasecmp(name, latin1[i]) == 0)
			return "windows-1252";
	return name;
}

/* Convert what can be converted; each byte that cannot becomes U+FFFD. */
static bool
convert(const char *name, const char *text, size_t len, struct buf *out,
	size_t *replaced)
{
	iconv_t cd = iconv_open("UTF-8", name);
	char *in = (char *)text;
	size_t left = len, begin = out->len;

	if (cd == (iconv_t)-1)
		return false;
	while (left > 0) {
		char *to = buf_room(out, left * 2 + 16);
		char *from = to;
		size_t room = left * 2 + 16;
		size_t got = iconv(cd, &in, &left, &to, &room);
		int why = errno;

		buf_took(out, (size_t)(to - from));
		if (got != (size_t)-1 || why == E2BIG)
			continue;
		utf8_append(out, 0xfffd);
		(*replaced)++;
		in++;
		left--;
	}
	iconv_close(cd);
	for (size_t i = begin; i < out->len; i++)
		if (out->data[i] == '\0')
			out->data[i] = ' ';
	return true;
}

/* Well-formed sequences of more than one byte, and bytes that fit nowhere. */
static bool
nearly_utf8(const char *text, size_t len)
{
	size_t good = 0, bad = 0;

	for (size_t i = 0; i < len;) {
		int32_t cp;
		size_t n = utf8_decode(text + i, len - i, &cp);

		if (cp == UTF8_BAD)
			bad++;
		else if (n > 1)
			good++;
		i += n;
	}
	return good > bad * 4;
}

/* A guess needs something to go by: in a text of Western letters with a few
 * accents it is worse than no guess. */
static bool
is_worth_a_guess(const char *text, size_t len)
{
	size_t high = 0;

	for (size_t i = 0; i < len; i++)
		high += (unsigned char)text[i] >= 0x80;
	return high >= 16 && high * 50 > len;
}

static void
guess(const char *text, size_t len, char out[32])
{
	uchardet_t detector;

	snprintf(out, 32, "windows-1252");
	if (!is_worth_a_guess(text, len))
		return;
	detector = uchardet_new();
	if (uchardet_handle_data(detector, text,
		    len < GUESS_BYTES ? len : GUESS_BYTES) == 0) {
		uchardet_data_end(detector);
		snprintf(out, 32, "%s",
			real_name(uchardet_get_charset(detector)));
	}
	uchardet_delete(detector);
	/* A guess of UTF-8 is wrong by now. */
	if (out[0] == '\0' || strncasecmp(out, "utf-8", 5) == 0)
		snprintf(out, 32, "windows-1252");
}

/* By the encoding of this name if it is one and fits without a fault. */
static bool
try_declared(const char *declared, const char *text, size_t len,
	struct buf *out, struct encoding *encoding)
{
	size_t before = out->len, replaced = 0;
	const char *name = real_name(declared);

	if (strncasecmp(name, "utf", 3) == 0 ||
		strlen(name) >= sizeof(encoding->name))
		return false;
	if (convert(name, text, len, out, &replaced) && replaced == 0) {
		snprintf(encoding->name, sizeof(encoding->name), "%s", name);
		return true;
	}
	buf_cut(out, before);
	return false;
}

static void
by_name(const char *name, const char *text, size_t len, struct buf *out,
	struct encoding *encoding)
{
	snprintf(encoding->name, sizeof(encoding->name), "%s", name);
	if (!convert(name, text, len, out, &encoding->replaced)) {
		snprintf(encoding->name, sizeof(encoding->name), "UTF-8");
		encoding->replaced = utf8_repair(out, text, len);
	}
}

void
encoding_to_utf8(const char *text, size_t len, const char *declared,
	struct buf *out, struct encoding *encoding)
{
	const struct mark *mark = mark_of(text, len);
	bool utf8 = mark == NULL || strcmp(mark->encoding, "UTF-8") == 0;
	char name[32];

	memset(encoding, 0, sizeof(*encoding));
	snprintf(encoding->name, sizeof(encoding->name), "UTF-8");
	if (mark != NULL) {
		text += mark->len;
		len -= mark->len;
	}
	if (!utf8) {
		by_name(mark->encoding, text, len, out, encoding);
	} else if (mark != NULL || utf8_valid(text, len, NULL)) {
		encoding->replaced = utf8_repair(out, text, len);
	} else if (declared == NULL ||
		   !try_declared(declared, text, len, out, encoding)) {
		if (nearly_utf8(text, len)) {
			encoding->replaced = utf8_repair(out, text, len);
			return;
		}
		guess(text, len, name);
		encoding->guessed = true;
		by_name(name, text, len, out, encoding);
	}
}

bool
encoding_is_binary(const char *text, size_t len)
{
	size_t control = 0;

	if (mark_of(text, len) != NULL)
		return false;
	if (len > BINARY_BYTES)
		len = BINARY_BYTES;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == 0)
			return true;
		control += c < 0x20 && c != '\t' && c != '\n' && c != '\r' &&
			   c != '\f' && c != '\v' && c != 0x1b && c != '\b';
	}
	return control * 50 > len;
}
