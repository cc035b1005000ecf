/*
 * look.h - how a page of text looks: colours, width, safe characters
 *
 * Texts come from strangers: before they reach a terminal, text_clean() takes
 * every control character out of them.  What is left may be marked with
 * MARK_ON and MARK_OFF (which cleaning would have removed) and wrapped.
 *
 * Pure but for look_find().  Thread: any.
 */
#ifndef CLIENT_LOOK_H
#define CLIENT_LOOK_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum style {
	STYLE_PLAIN,
	STYLE_TITLE,
	STYLE_DIM,
	STYLE_MATCH,
	STYLE_BAR,
	STYLE_ERROR,
	STYLES
};

struct look {
	bool colour;
	size_t width; /* columns; 0 = as long as it takes */
};

/*
 * The look for a stream: colour "always", "never" or "auto" (a terminal that
 * can, and NO_COLOR not set); the width of a terminal, else 0.
 */
struct look look_find(int fd, const char *color);

/* What switches a style on and all off; "" where there is no colour. */
const char *look_on(const struct look *look, enum style style);
const char *look_off(const struct look *look);

#define MARK_ON '\001'
#define MARK_OFF '\002'

/*
 * Append text[0..len) without control characters and malformed bytes (each
 * becomes U+FFFD) and without characters that turn the direction of writing;
 * TAB, CR and LF become blanks, but with lines LF stays.
 */
void text_clean(struct buf *out, const char *text, size_t len, bool lines);

/* A snippet (<b>, </b>, HTML escapes), cleaned, with marks at the matches. */
void text_marked(struct buf *out, const char *snippet);

/* Append text, already clean, in a style; columns > 0 cuts it there with … */
void look_put(struct buf *out, const struct look *look, enum style style,
	const char *text, size_t columns);

/* The same for a stranger's text, which is cleaned on the way. */
void look_put_clean(struct buf *out, const struct look *look, enum style style,
	const char *text, size_t columns);

/* How a paragraph is laid out. */
struct wrap {
	enum style style; /* of what is not marked */
	size_t indent;	  /* blanks at the beginning of a line */
	bool started;	  /* the first line's blanks are filled already */
};

/*
 * Append clean, marked text as a paragraph.  No line is wider than look->width
 * or than is good to read, unless one word is; marked parts shine.  Ends with
 * LF.
 */
void look_wrap(struct buf *out, const struct look *look, struct wrap wrap,
	const char *text);

/* Append blanks. */
void look_pad(struct buf *out, size_t columns);

#endif
