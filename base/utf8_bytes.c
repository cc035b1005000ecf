/*
 * utf8_bytes.c - the half of utf8.h that needs no knowledge of characters:
 * from bytes to code points and back
 */
#include "base/utf8.h"

#include "base/must.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/*
 * Lead bytes by range: how long the sequence is, and between what its second
 * byte must lie (which is what keeps overlong forms, surrogates and code
 * points beyond the last out).
 */
static const struct lead {
	unsigned char first, last, len, low, high;
} leads[] = {
	{ 0xc2, 0xdf, 2, 0x80, 0xbf },
	{ 0xe0, 0xe0, 3, 0xa0, 0xbf },
	{ 0xe1, 0xec, 3, 0x80, 0xbf },
	{ 0xed, 0xed, 3, 0x80, 0x9f },
	{ 0xee, 0xef, 3, 0x80, 0xbf },
	{ 0xf0, 0xf0, 4, 0x90, 0xbf },
	{ 0xf1, 0xf3, 4, 0x80, 0xbf },
	{ 0xf4, 0xf4, 4, 0x80, 0x8f },
};

/* The row of a lead byte; NULL when no sequence begins so. */
static const struct lead *
lead_of(unsigned char byte)
{
	for (size_t i = 0; i < sizeof(leads) / sizeof(*leads); i++)
		if (byte >= leads[i].first && byte <= leads[i].last)
			return &leads[i];
	return NULL;
}

/*
 * One sequence: its length and code point.  Of a malformed one, UTF8_BAD and
 * how many of its bytes could have begun a good one (1 at least).
 */
static size_t
sequence(const char *text, size_t len, int32_t *cp)
{
	const unsigned char *s = (const unsigned char *)text;
	const struct lead *lead;
	int32_t value;
	size_t i;

	*cp = s[0];
	if (s[0] < 0x80)
		return 1;
	*cp = UTF8_BAD;
	lead = lead_of(s[0]);
	if (lead == NULL || len < 2 || s[1] < lead->low || s[1] > lead->high)
		return 1;
	value = s[0] & (0x7f >> lead->len);
	value = value << 6 | (s[1] & 0x3f);
	for (i = 2; i < lead->len; i++) {
		if (i == len || (s[i] & 0xc0) != 0x80)
			return i;
		value = value << 6 | (s[i] & 0x3f);
	}
	*cp = value;
	return i;
}

size_t
utf8_decode(const char *text, size_t len, int32_t *cp)
{
	size_t n = sequence(text, len, cp);

	return *cp == UTF8_BAD ? 1 : n;
}

size_t
utf8_encode(char *out, int32_t cp)
{
	size_t n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;

	must(cp >= 0 && cp <= 0x10ffff);
	for (size_t i = n; i-- > 1; cp >>= 6)
		out[i] = (char)(0x80 | (cp & 0x3f));
	out[0] = (char)(n == 1 ? cp : (0xf00 >> n & 0xff) | cp);
	return n;
}

void
utf8_append(struct buf *buf, int32_t cp)
{
	char s[4];

	buf_add(buf, s, utf8_encode(s, cp));
}

/* How many of the bytes from text[0] on are ASCII and no NUL; looks at 8 at a
 * time: taking one from each sets the top bit of a NUL. */
static size_t
ascii_run(const char *text, size_t len)
{
	const uint64_t ones = UINT64_MAX / 0xff;
	size_t n = 0;
	uint64_t word;

	for (; len - n >= sizeof(word); n += sizeof(word)) {
		memcpy(&word, text + n, sizeof(word));
		if ((word | (word - ones)) & ones << 7)
			break;
	}
	while (n < len && text[n] != '\0' && (unsigned char)text[n] < 0x80)
		n++;
	return n;
}

bool
utf8_valid(const char *text, size_t len, size_t *bad)
{
	size_t at = 0;
	int32_t cp;

	while ((at += ascii_run(text + at, len - at)) < len) {
		size_t n = sequence(text + at, len - at, &cp);

		if (cp == UTF8_BAD) {
			if (bad != NULL)
				*bad = at;
			return false;
		}
		at += n;
	}
	return true;
}

size_t
utf8_count(const char *text, size_t len)
{
	size_t count = 0;
	int32_t cp;

	for (size_t at = 0; at < len; count++)
		at += utf8_decode(text + at, len - at, &cp);
	return count;
}

size_t
utf8_repair(struct buf *out, const char *text, size_t len)
{
	size_t repaired = 0;
	size_t good = 0; /* text[good..at) waits to be added as it is */
	size_t at = 0;
	int32_t cp;

	while ((at += ascii_run(text + at, len - at)) < len) {
		size_t n = sequence(text + at, len - at, &cp);

		if (cp == UTF8_BAD || cp == 0) {
			buf_add(out, text + good, at - good);
			buf_puts(out, cp == 0 ? " " : REPLACEMENT);
			repaired++;
			good = at + n;
		}
		at += n;
	}
	buf_add(out, text + good, at - good);
	return repaired;
}
