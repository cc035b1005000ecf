#include "indexer/page/html_western.h"

#include "base/utf8.h"

#include <string.h>

/* U+0080 to U+009F; what Windows-1252 leaves open stays as it is. */
static const unsigned short meant[32] = { 0x20ac, 0x81, 0x201a, 0x192, 0x201e,
	0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d,
	0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013,
	0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178 };

/* The next one from p on; NULL: there is none. */
static const char *
next_one(const char *p, const char *end)
{
	while ((p = memchr(p, 0xc2, (size_t)(end - p))) != NULL) {
		if (end - p >= 2 && (unsigned char)p[1] <= 0x9f)
			return p;
		p++;
	}
	return NULL;
}

int32_t
html_western_character(int32_t cp)
{
	return cp >= 0x80 && cp <= 0x9f ? meant[cp - 0x80] : cp;
}

bool
html_is_western(const char *text, size_t len)
{
	return next_one(text, text + len) != NULL;
}

void
html_western(struct buf *out, const char *text, size_t len)
{
	const char *end = text + len, *p;

	while ((p = next_one(text, end)) != NULL) {
		buf_add(out, text, (size_t)(p - text));
		utf8_append(out, html_western_character((unsigned char)p[1]));
		text = p + 2;
	}
	buf_add(out, text, (size_t)(end - text));
}
