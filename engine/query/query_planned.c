/* query_planned.c - what the language will know, and does not yet */
#include "engine/query/query_planned.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

/* Operators with a distance: NEAR/8. */
static const char *const distances[] = { "NEAR/", "ADJ/", "NOTNEAR/" };

/* Groups that are a scope: SENTENCE(a b). */
static const char *const scopes[] = { "SENTENCE", "PARAGRAPH" };

/* Fields without terms of their own yet. */
static const char *const unready[] = { "body:", "lead:", "said:", "url:" };

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits from offset at to the end; none is fine. */
static bool
digits_to_end(const char *text, size_t len, size_t at)
{
	while (at < len && is_digit(text[at]))
		at++;
	return at == len;
}

static bool
is_distance(const struct lexeme *word)
{
	for (size_t i = 0; i < COUNT(distances); i++) {
		size_t n = strlen(distances[i]);

		if (word->len > n && memcmp(word->text, distances[i], n) == 0 &&
			digits_to_end(word->text, word->len, n))
			return true;
	}
	return false;
}

static bool
is_scope(const struct lexeme *word)
{
	for (size_t i = 0; i < COUNT(scopes); i++)
		if (word->behind == '(' && word->len == strlen(scopes[i]) &&
			memcmp(word->text, scopes[i], word->len) == 0)
			return true;
	return false;
}

/* The field and its value, in one word or with the value behind it. */
static bool
is_unready_field(const struct lexeme *word)
{
	for (size_t i = 0; i < COUNT(unready); i++) {
		size_t n = strlen(unready[i]);

		if (word->len >= n &&
			strncasecmp(word->text, unready[i], n) == 0 &&
			(word->len > n || word->behind != '\0'))
			return true;
	}
	return false;
}

/* Does text[at..) begin with what a word is made of? */
static bool
word_at(const char *text, size_t len, size_t at)
{
	int32_t cp;
	enum utf8_class class;

	if (at >= len)
		return false;
	utf8_decode(text + at, len - at, &cp);
	class = utf8_class(cp);
	return class == UTF8_LETTER || class == UTF8_DIGIT ||
	       class == UTF8_MARK || class == UTF8_PAIRED;
}

/* Does text[0..at) end with what a word is made of? */
static bool
word_before(const char *text, size_t len, size_t at)
{
	if (at == 0)
		return false;
	for (at--; at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80;)
		at--;
	return word_at(text, len, at);
}

bool
query_wildcard(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		bool before, after;

		if (text[i] != '*' && text[i] != '?')
			continue;
		before = word_before(text, len, i);
		after = word_at(text, len, i + 1);
		if (text[i] == '*' ? before || after : before && after)
			return true;
	}
	return false;
}

/* word~ or word~2 */
static bool
is_fuzzy(const struct lexeme *word)
{
	const char *tilde = memchr(word->text, '~', word->len);
	size_t at;

	if (tilde == NULL)
		return false;
	at = (size_t)(tilde - word->text);
	return word_before(word->text, word->len, at) &&
	       digits_to_end(word->text, word->len, at + 1);
}

/* ~5 or /3 right behind a phrase */
static bool
is_measured(const struct lexer *lexer, const struct lexeme *quoted)
{
	return (quoted->behind == '~' || quoted->behind == '/') &&
	       lexer->at + 1 < lexer->len &&
	       is_digit(lexer->text[lexer->at + 1]);
}

bool
query_planned(const struct lexer *lexer, const struct lexeme *lexeme,
	const char **what)
{
	*what = NULL;
	if (lexeme->kind == LEX_QUOTED) {
		if (is_measured(lexer, lexeme))
			*what = lexeme->behind == '~'
					? "a phrase with a distance"
					: "a phrase with a quorum";
		else if (query_wildcard(lexeme->inner, lexeme->inner_len))
			*what = "a wildcard in a phrase";
	} else if (is_distance(lexeme))
		*what = "searching by distance";
	else if (is_scope(lexeme))
		*what = "searching within a sentence or paragraph";
	else if (is_unready_field(lexeme))
		*what = "this field";
	else if (query_wildcard(lexeme->text, lexeme->len))
		*what = "a wildcard";
	else if (is_fuzzy(lexeme))
		*what = "searching for similar words";
	return *what != NULL;
}
