#include "base/utf8.h"
#include "client/look.h"

#include <string.h>

/* Lines that are much longer are hard to read, however wide the terminal. */
#define READ_WIDTH 100

/*
 * A paragraph being laid out.  A piece is what must not be broken: a word,
 * or one wide character (Han and Kana are written without blanks, a line may
 * end after any of them).
 */
struct paragraph {
	struct buf *out;
	const struct look *look;
	struct wrap wrap;
	size_t width;  /* of a line; 0 = as long as it takes */
	size_t column; /* where the next character goes */
	bool shining;  /* inside a match */
};

struct piece {
	size_t len;   /* bytes, marks included */
	size_t width; /* columns */
};

/* Switch the style on that belongs to what comes now. */
static void
style_on(struct paragraph *p)
{
	enum style style = p->shining ? STYLE_MATCH : p->wrap.style;

	buf_puts(p->out, look_on(p->look, style));
}

static void
style_off(struct paragraph *p)
{
	if (p->shining || p->wrap.style != STYLE_PLAIN)
		buf_puts(p->out, look_off(p->look));
}

/* End the line; the style is switched off over the margin. */
static void
break_line(struct paragraph *p)
{
	style_off(p);
	buf_putc(p->out, '\n');
	look_pad(p->out, p->wrap.indent);
	style_on(p);
	p->column = p->wrap.indent;
}

static bool
is_mark(char c)
{
	return c == MARK_ON || c == MARK_OFF;
}

/* The piece at text[0..len), len > 0, which does not begin with a blank. */
static struct piece
next_piece(const char *text, size_t len)
{
	struct piece piece = { 0 };
	int32_t cp;

	while (piece.len < len && text[piece.len] != ' ') {
		size_t n = utf8_decode(text + piece.len, len - piece.len, &cp);
		int width = is_mark(text[piece.len]) ? 0 : utf8_char_width(cp);

		if (width == 2 && piece.width > 0)
			break;
		piece.len += n;
		piece.width += (size_t)width;
		if (width == 2)
			break;
	}
	return piece;
}

static void
put_piece(struct paragraph *p, const char *text, struct piece piece)
{
	for (size_t i = 0; i < piece.len; i++) {
		if (!is_mark(text[i])) {
			buf_putc(p->out, text[i]);
			continue;
		}
		if (p->shining != (text[i] == MARK_ON)) {
			style_off(p);
			p->shining = !p->shining;
			style_on(p);
		}
	}
	p->column += piece.width;
}

/* Put a piece behind the last one or, where it does not fit, below it. */
static void
place_piece(struct paragraph *p, size_t blanks, const char *text,
	struct piece piece)
{
	bool first = p->column == p->wrap.indent;
	size_t gap = blanks > 0 && !first ? 1 : 0;

	if (!first && p->width > 0 &&
		p->column + gap + piece.width > p->width) {
		break_line(p);
		gap = 0;
	}
	look_pad(p->out, gap);
	p->column += gap;
	put_piece(p, text, piece);
}

void
look_wrap(struct buf *out, const struct look *look, struct wrap wrap,
	const char *text)
{
	struct paragraph p = {
		.out = out,
		.look = look,
		.wrap = wrap,
		.width = look->width < wrap.indent + READ_WIDTH
				 ? look->width
				 : wrap.indent + READ_WIDTH,
		.column = wrap.indent,
	};
	size_t len = strlen(text);

	look_pad(out, wrap.started ? 0 : wrap.indent);
	style_on(&p);
	for (size_t at = 0; at < len;) {
		size_t blanks = strspn(text + at, " ");
		struct piece piece;

		at += blanks;
		if (at == len)
			break;
		piece = next_piece(text + at, len - at);
		place_piece(&p, blanks, text + at, piece);
		at += piece.len;
	}
	style_off(&p);
	buf_putc(out, '\n');
}
