/* html_fragments.c - pieces of HTML in other texts, and its first bytes */
#include "base/buf.h"
#include "base/utf8.h"
#include "indexer/page/html.h"
#include "indexer/page/html_events.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

bool
html_in_text(const char *text)
{
	/* <P> alone is as likely the sign of a share as a paragraph. */
	static const char *const signs[] = { "</p>", "</P>", "</a>", "</A>",
		"</b>", "</i>", "</em>", "</strong>", "</li>", "</span>",
		"</div>", "</h", "<br>", "<br/", "<br ", "<p>", "<p ",
		"<img " };

	if (strchr(text, '<') == NULL)
		return false;
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (strstr(text, signs[i]) != NULL)
			return true;
	return false;
}

char *
html_to_text(const char *text, size_t len, struct arena *arena)
{
	struct buf out = { 0 };
	struct page page;
	char *copy;

	html_read(text, len, arena, &page);
	for (size_t i = 0; i < page.nblocks; i++) {
		if (page.blocks[i].zones & ZONE_HIDDEN)
			continue;
		if (out.len > 0)
			buf_putc(&out, '\n');
		buf_add(&out, page.blocks[i].text, page.blocks[i].len);
	}
	copy = arena_copy(arena, buf_text(&out), out.len);
	buf_release(&out);
	return copy;
}

const char *
html_unescape(const char *text, struct arena *arena)
{
	const char *end = text + strlen(text), *p = text, *amp;
	struct buf out = { 0 };
	const char *copy;

	if (strchr(text, '&') == NULL)
		return text;
	while ((amp = strchr(p, '&')) != NULL) {
		int32_t cp = '&';
		size_t n = html_entity(amp, (size_t)(end - amp), &cp);

		buf_add(&out, p, (size_t)(amp - p));
		utf8_append(&out, cp);
		p = amp + (n > 0 ? n : 1);
	}
	buf_puts(&out, p);
	copy = arena_copy(arena, buf_text(&out), out.len);
	buf_release(&out);
	return copy;
}

const char *
html_declared(const char *bytes, size_t len, char out[32])
{
	const char *end = bytes + (len < 4096 ? len : 4096);

	for (const char *p = bytes; p + 8 < end; p++) {
		size_t n = 0;

		if ((*p | 0x20) != 'c' || strncasecmp(p, "charset", 7) != 0)
			continue;
		p += 7;
		while (p < end && strchr(" =\"'", *p) != NULL && *p != '\0')
			p++;
		while (p + n < end && n < 31 && p[n] != '\0' &&
			strchr("\"' ;/>", p[n]) == NULL)
			n++;
		if (n == 0)
			continue;
		snprintf(out, 32, "%.*s", (int)n, p);
		return out;
	}
	return NULL;
}
