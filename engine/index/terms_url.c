/* terms_url.c - what a story's url is found by */
#include "engine/index/terms_url.h"

#include "base/utf8.h"
#include "engine/index/terms.h"

#include <string.h>

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that url[0..len) begins with, where it is one outside ASCII and
 * written as %XX; else 0. */
static unsigned char
escaped(const char *url, size_t len)
{
	int high, low;

	if (len < 3 || url[0] != '%')
		return 0;
	high = hex(url[1]);
	low = hex(url[2]);
	return high >= 8 && low >= 0 ? (unsigned char)(high * 16 + low) : 0;
}

static void
fold(struct buf *out, const char *url, size_t len)
{
	struct buf raw = { 0 };

	for (size_t at = 0; at < len;) {
		unsigned char c = escaped(url + at, len - at);

		buf_putc(&raw, c != 0 ? (char)c : url[at]);
		at += c != 0 ? 3 : 1;
	}
	utf8_fold(out, buf_text(&raw), raw.len);
	buf_release(&raw);
}

/* Behind scheme and user. */
static const char *
skip_to_host(const char *url)
{
	size_t len = strcspn(url, "/?#");
	const char *at;

	if (strncmp(url + len, "//", 2) == 0 &&
		(len == 0 || url[len - 1] == ':')) {
		url += len + 2;
		len = strcspn(url, "/?#");
	}
	at = memrchr(url, '@', len);
	return at != NULL ? at + 1 : url;
}

/* Without port, www. and a dot at the end; returns its length. */
static size_t
trim_host(const char **host)
{
	size_t len = strcspn(*host, "/?#"), end = len;

	while (end > 0 && (*host)[end - 1] >= '0' && (*host)[end - 1] <= '9')
		end--;
	if (end > 0 && (*host)[end - 1] == ':')
		len = end - 1;
	if (len > 4 && strncmp(*host, "www.", 4) == 0) {
		*host += 4;
		len -= 4;
	}
	while (len > 0 && (*host)[len - 1] == '.')
		len--;
	return len;
}

uint32_t
url_plain(struct buf *out, const char *url, size_t len)
{
	struct buf folded = { 0 };
	const char *host, *at;
	uint32_t parts = 0;

	fold(&folded, url, len);
	host = skip_to_host(buf_text(&folded));
	at = host + strcspn(host, "/?#");
	len = trim_host(&host);
	if (len > 0) {
		buf_add(out, host, len);
		parts = 1;
	}
	while (parts > 0 && *at == '/') {
		at += strspn(at, "/");
		len = strcspn(at, "/?#");
		if (len > 0) {
			buf_putc(out, '/');
			buf_add(out, at, len);
			parts++;
		}
		at += len;
	}
	buf_release(&folded);
	return parts;
}

void
url_key(struct buf *out, const struct buf *plain, uint32_t parts)
{
	const char *text = buf_text(plain);
	size_t len = 0;

	for (; parts > 0 && len < plain->len; parts--)
		len += 1 + strcspn(text + len + 1, "/");
	terms_cut(out, text, len);
}
