/*
 * prompt_edit.h - a line of the prompt, edited; the one door to libedit
 *
 * Lines are UTF-8.  Ctrl-C gives the line up, Ctrl-D on an empty line ends.
 * Tab asks a function of the caller what may stand before the cursor: what all
 * offers begin with is put in, and where that is nothing new they are listed.
 *
 * Thread: one; one editor at a time.
 */
#ifndef CLIENT_PROMPT_EDIT_H
#define CLIENT_PROMPT_EDIT_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* What may stand in place of line[from..cursor). */
struct offers {
	size_t from;
	char **texts; /* [0..count), each to be freed */
	size_t count, cap;
	bool open; /* more is to be written behind: no blank */
};

void offers_add(struct offers *offers, const char *text);
void offers_release(struct offers *offers);

typedef void (*edit_offer)(
	void *context, const char *line, size_t cursor, struct offers *offers);

struct edit;

/* An editor on standard input and output.  Error: ERR_IO. */
struct edit *edit_open(
	const char *prompt, edit_offer offer, void *context, struct err *err);
void edit_close(struct edit *edit); /* NULL is fine */

/* Lines that the arrow keys bring back; the last one first. */
void edit_remember(struct edit *edit, const char *line);

/* The next line, without blanks at its end; empty if it was given up.  False
 * at the end. */
bool edit_line(struct edit *edit, struct buf *line);

#endif
