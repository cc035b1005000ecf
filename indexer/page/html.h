/*
 * html.h - web pages as text and metadata
 *
 * The parser is lenient as browsers are: no page is an error.  It takes time
 * by the byte, whatever the bytes are.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_HTML_H
#define INDEXER_HTML_H

#include "base/arena.h"
#include "indexer/page/page.h"

#include <stdbool.h>
#include <stddef.h>

/* Read text[0..len), UTF-8, into *page; all memory from the arena. */
void html_read(
	const char *text, size_t len, struct arena *arena, struct page *page);

/* Has a text tags of HTML in it? */
bool html_in_text(const char *text);

/* A fragment of HTML as its words, one paragraph a line, in the arena. */
char *html_to_text(const char *text, size_t len, struct arena *arena);

/* A text with its entities decoded; itself, or in the arena. */
const char *html_unescape(const char *text, struct arena *arena);

/* The encoding that the first bytes of a page declare, into out; or NULL. */
const char *html_declared(const char *bytes, size_t len, char out[32]);

#endif
