/*
 * html_entities.h - &amp; and its kin as the characters they stand for
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_HTML_ENTITIES_H
#define INDEXER_HTML_ENTITIES_H

#include <stddef.h>
#include <stdint.h>

/*
 * What begins at text[0], which is `&`: returns its length and puts the
 * character in *cp; 0 if it is no reference.  The semicolon may be missing
 * behind a number and behind the oldest names (&amp &nbsp).  Numbers that are
 * no character give U+FFFD, those of Windows-1252 what they mean there.
 */
size_t html_entity(const char *text, size_t len, int32_t *cp);

#endif
