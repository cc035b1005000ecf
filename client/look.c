#include "client/look.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Only what can be read on black and on white. */
static const char *const style_codes[STYLES] = {
	[STYLE_PLAIN] = "",
	[STYLE_TITLE] = "\033[1m",
	[STYLE_DIM] = "\033[2m",
	[STYLE_MATCH] = "\033[1;31m",
	[STYLE_BAR] = "\033[35m",
	[STYLE_ERROR] = "\033[1;31m",
};
#define REPLACEMENT 0xFFFD

/* May colour be used where nobody asked for it or against it? */
static bool
colour_welcome(bool terminal)
{
	const char *no = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	if (no != NULL && *no)
		return false;
	return terminal && term != NULL && strcmp(term, "dumb") != 0;
}

struct look
look_find(int fd, const char *color)
{
	struct look look = { 0 };
	struct winsize size = { 0 };
	bool terminal = isatty(fd) == 1;

	look.colour = strcmp(color, "always") == 0 ||
		      (strcmp(color, "auto") == 0 && colour_welcome(terminal));
	if (!terminal)
		return look;
	look.width = 80;
	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
		look.width = size.ws_col;
	return look;
}

const char *
look_on(const struct look *look, enum style style)
{
	return look->colour ? style_codes[style] : "";
}

const char *
look_off(const struct look *look)
{
	return look->colour ? "\033[0m" : "";
}

/* Characters that turn the direction of what follows them. */
static bool
turns_direction(int32_t cp)
{
	return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

static void
clean_char(struct buf *out, int32_t cp, const char *bytes, size_t n, bool lines)
{
	if (cp == '\n' && lines)
		buf_putc(out, '\n');
	else if (cp == '\n' || cp == '\t' || cp == '\r')
		buf_putc(out, ' ');
	else if (cp == UTF8_BAD || cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
		utf8_append(out, REPLACEMENT);
	else if (!turns_direction(cp))
		buf_add(out, bytes, n);
}

void
text_clean(struct buf *out, const char *text, size_t len, bool lines)
{
	size_t n;
	int32_t cp;

	for (size_t at = 0; at < len; at += n) {
		n = utf8_decode(text + at, len - at, &cp);
		clean_char(out, cp, text + at, n, lines);
	}
}

void
text_marked(struct buf *out, const char *snippet)
{
	static const struct {
		const char *from;
		char to;
	} marks[] = {
		{ "<b>", MARK_ON },
		{ "</b>", MARK_OFF },
		{ "&lt;", '<' },
		{ "&gt;", '>' },
		{ "&amp;", '&' },
	};
	const char *at = snippet;

	while (*at) {
		size_t plain = strcspn(at, "<&");
		size_t taken = 0;

		text_clean(out, at, plain, false);
		at += plain;
		for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
			size_t n = strlen(marks[i].from);

			if (taken == 0 && strncmp(at, marks[i].from, n) == 0) {
				buf_putc(out, marks[i].to);
				taken = n;
			}
		}
		if (taken == 0 && *at)
			buf_add(out, at, taken = 1);
		at += taken;
	}
}

/* How many bytes of text fit into so many columns. */
static size_t
fitting(const char *text, size_t len, size_t columns)
{
	size_t used = 0, n;
	int32_t cp;

	for (size_t at = 0; at < len; at += n) {
		n = utf8_decode(text + at, len - at, &cp);
		used += (size_t)utf8_char_width(cp);
		if (used > columns)
			return at;
	}
	return len;
}

void
look_put(struct buf *out, const struct look *look, enum style style,
	const char *text, size_t columns)
{
	size_t len = strlen(text);
	size_t shown = len;

	if (columns > 0 && utf8_width(text, len) > columns)
		shown = fitting(text, len, columns - 1);
	buf_puts(out, look_on(look, style));
	buf_add(out, text, shown);
	if (shown < len)
		buf_puts(out, "…");
	if (style != STYLE_PLAIN)
		buf_puts(out, look_off(look));
}

void
look_put_clean(struct buf *out, const struct look *look, enum style style,
	const char *text, size_t columns)
{
	struct buf clean = { 0 };

	text_clean(&clean, text, strlen(text), false);
	look_put(out, look, style, buf_text(&clean), columns);
	buf_release(&clean);
}

void
look_pad(struct buf *out, size_t columns)
{
	while (columns-- > 0)
		buf_putc(out, ' ');
}
