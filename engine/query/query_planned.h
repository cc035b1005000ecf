/*
 * query_planned.h - what the language will know, and does not yet
 *
 * Such a thing must not be read as something else: it is refused by name.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_QUERY_PLANNED_H
#define ENGINE_QUERY_PLANNED_H

#include "engine/query/query_lex.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Is this word or quoted text, with what stands behind it, something that is
 * planned?  Then *what names it, for people.
 */
bool query_planned(const struct lexer *lexer, const struct lexeme *lexeme,
	const char **what);

/* Does it hold * or an inner ?, so that it would be a wildcard? */
bool query_wildcard(const char *text, size_t len);

#endif
