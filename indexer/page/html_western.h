/*
 * html_western.h - quotes and dashes that a page wrote as control characters
 *
 * &#146; is U+0092, which nobody means: browsers read the characters U+0080
 * to U+009F as the bytes of Windows-1252.
 *
 * Source of the table: Unicode, VENDORS/MICSFT/WINDOWS/CP1252.TXT.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_HTML_WESTERN_H
#define INDEXER_HTML_WESTERN_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What such a character means; any other one means itself. */
int32_t html_western_character(int32_t cp);

/* Is there any such character in a text of UTF-8? */
bool html_is_western(const char *text, size_t len);

/* Append the text with what such characters mean. */
void html_western(struct buf *out, const char *text, size_t len);

#endif
