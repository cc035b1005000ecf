/* query_lex.c - a query into lexemes */
#include "engine/query/query_lex.h"

#include "base/near.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

struct operator_row {
	const char *text;
	enum lexeme_kind kind;
};

static const struct operator_row operators[] = {
	{ "AND", LEX_AND },
	{ "OR", LEX_OR },
	{ "NOT", LEX_NOT },
	{ "*", LEX_ALL },
};

/* Operators with a distance. */
static const struct operator_row distances[] = {
	{ "NEAR", LEX_NEAR },
	{ "ADJ", LEX_ADJ },
};

struct scope_row {
	const char *name;
	bool group; /* NAME( ); else name: as with a field */
	enum query_scope scope;
};

static const struct scope_row scopes[] = {
	{ "body", false, SCOPE_BODY },
	{ "lead", false, SCOPE_LEAD },
	{ "said", false, SCOPE_SAID },
	{ "SENTENCE", true, SCOPE_SENTENCE },
	{ "PARAGRAPH", true, SCOPE_PARAGRAPH },
};

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

struct mark_row {
	char mark;
	enum lexeme_kind kind;
};

static const struct mark_row marks[] = {
	{ '-', LEX_MINUS },
	{ '+', LEX_PLUS },
	{ '=', LEX_EXACT },
};

void
lex_start(struct lexer *lexer, const char *text, size_t len)
{
	*lexer = (struct lexer){
		.text = text,
		.len = len,
		.col = 1,
		.fresh = true,
	};
}

/* The character at offset at < len, and how long it is. */
static int32_t
char_at(const struct lexer *lexer, size_t at, size_t *size)
{
	int32_t cp;

	*size = utf8_decode(lexer->text + at, lexer->len - at, &cp);
	return cp;
}

static bool
is_blank(int32_t cp)
{
	return (cp >= 0 && cp < ' ') || utf8_class(cp) == UTF8_SPACE;
}

/* Straight and curly double quotes are one character. */
static bool
is_quote(int32_t cp)
{
	return cp == '"' || (cp >= 0x201c && cp <= 0x201f);
}

/* Move on by one character. */
static void
step(struct lexer *lexer)
{
	size_t size;

	char_at(lexer, lexer->at, &size);
	lexer->at += size;
	lexer->col++;
}

static void
skip_blanks(struct lexer *lexer)
{
	size_t size;

	while (lexer->at < lexer->len &&
		is_blank(char_at(lexer, lexer->at, &size))) {
		step(lexer);
		lexer->fresh = true;
	}
}

/* What follows directly at offset at: see struct lexeme. */
static char
behind(const struct lexer *lexer, size_t at)
{
	size_t size;

	if (at >= lexer->len || lexer->text[at] == ')' ||
		is_blank(char_at(lexer, at, &size)))
		return '\0';
	return lexer->text[at];
}

size_t
lex_prefix(const char *text, size_t len)
{
	size_t at = 0;

	while (at < len && ((text[at] >= 'a' && text[at] <= 'z') ||
				   (text[at] >= 'A' && text[at] <= 'Z')))
		at++;
	return at > 0 && at < len && text[at] == ':' ? at + 1 : 0;
}

size_t
lex_number(const char *text, size_t len, uint32_t *n)
{
	uint64_t number = 0;
	size_t at = 0;

	for (; at < len && text[at] >= '0' && text[at] <= '9'; at++)
		if (number < UINT32_MAX)
			number = number * 10 + (uint64_t)(text[at] - '0');
	*n = number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
	return at;
}

static bool
is_name(const struct lexeme *word, const char *name)
{
	return word->len == strlen(name) &&
	       memcmp(word->text, name, word->len) == 0;
}

/* NEAR, or NEAR/ with digits behind it or nothing. */
static bool
is_distance(const struct lexeme *word, const char *name,
	struct lex_measure *measure)
{
	size_t skip = strlen(name), digits;

	if (is_name(word, name))
		return true;
	if (word->len <= skip || memcmp(word->text, name, skip) != 0 ||
		word->text[skip] != '/')
		return false;
	skip++;
	digits = lex_number(word->text + skip, word->len - skip, &measure->n);
	if (skip + digits < word->len)
		return false;
	measure->sign = '/';
	measure->given = digits > 0;
	measure->col = word->col;
	measure->text = word->text;
	measure->len = word->len;
	return true;
}

/* A word that is an operator, or the name of a group. */
static void
name_word(const struct lexer *lexer, bool values, struct lexeme *word)
{
	for (size_t i = 0; i < COUNT(operators); i++)
		if (is_name(word, operators[i].text))
			word->kind = operators[i].kind;
	for (size_t i = 0; i < COUNT(distances) && !values; i++)
		if (is_distance(word, distances[i].text, &word->measure))
			word->kind = distances[i].kind;
	if (values || behind(lexer, lexer->at) != '(')
		return;
	for (size_t i = 0; i < COUNT(scopes); i++)
		if (scopes[i].group && is_name(word, scopes[i].name)) {
			word->kind = LEX_SCOPE;
			word->scope = scopes[i].scope;
		}
}

/* Everything up to a blank, a bracket or a quote. */
static void
take_word(struct lexer *lexer, bool values, struct lexeme *out)
{
	out->kind = LEX_WORD;
	while (lexer->at < lexer->len) {
		size_t size;
		int32_t cp = char_at(lexer, lexer->at, &size);

		if (cp == '(' || cp == ')' || is_quote(cp) || is_blank(cp))
			break;
		step(lexer);
	}
	out->len = (size_t)(lexer->text + lexer->at - out->text);
	name_word(lexer, values, out);
	lexer->fresh = false;
}

/* Does text[at..) begin with what a word is made of? */
static bool
word_at(const struct lexer *lexer, size_t at)
{
	size_t size;
	enum utf8_class class;

	if (at >= lexer->len)
		return false;
	class = utf8_class(char_at(lexer, at, &size));
	return class == UTF8_LETTER || class == UTF8_DIGIT ||
	       class == UTF8_MARK || class == UTF8_PAIRED;
}

/* ~5 or /3 right behind the quote. */
static void
take_measure(struct lexer *lexer, struct lex_measure *measure)
{
	const char *text = lexer->text + lexer->at;
	size_t left = lexer->len - lexer->at, digits;

	if (left < 2 || (*text != '~' && *text != '/'))
		return;
	digits = lex_number(text + 1, left - 1, &measure->n);
	if (digits == 0 || word_at(lexer, lexer->at + 1 + digits))
		return;
	measure->sign = *text;
	measure->given = true;
	measure->col = lexer->col;
	measure->text = text;
	measure->len = 1 + digits;
	lexer->at += measure->len;
	lexer->col += (uint32_t)measure->len;
}

/* From one quote to the next, or to the end. */
static void
take_quoted(struct lexer *lexer, bool values, struct lexeme *out)
{
	size_t size;

	out->kind = LEX_QUOTED;
	step(lexer);
	out->inner = lexer->text + lexer->at;
	out->unclosed = true;
	while (lexer->at < lexer->len) {
		bool quote = is_quote(char_at(lexer, lexer->at, &size));

		out->inner_len = (size_t)(lexer->text + lexer->at - out->inner);
		step(lexer);
		if (quote) {
			out->unclosed = false;
			break;
		}
		out->inner_len = (size_t)(lexer->text + lexer->at - out->inner);
	}
	if (!values)
		take_measure(lexer, &out->measure);
	lexer->fresh = false;
}

/* One character that stands for itself. */
static void
take_mark(struct lexer *lexer, enum lexeme_kind kind, struct lexeme *out)
{
	out->kind = kind;
	step(lexer);
	lexer->fresh = kind != LEX_CLOSE;
}

/* - + = before something; a run of hyphens is a dash, not a mark. */
static bool
take_prefix(struct lexer *lexer, struct lexeme *out)
{
	char c = lexer->text[lexer->at];
	char next = behind(lexer, lexer->at + 1);

	if (next == '\0' || (c == '-' && next == '-'))
		return false;
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (marks[i].mark == c) {
			take_mark(lexer, marks[i].kind, out);
			return true;
		}
	return false;
}

bool
lex_part(const char *name, size_t len, enum query_scope *scope)
{
	for (size_t i = 0; i < COUNT(scopes); i++)
		if (!scopes[i].group && strlen(scopes[i].name) == len &&
			strncasecmp(name, scopes[i].name, len) == 0) {
			*scope = scopes[i].scope;
			return true;
		}
	return false;
}

const char *
lex_part_near(const char *name, size_t len)
{
	char word[8];

	if (len >= sizeof(word))
		return NULL;
	for (size_t i = 0; i <= len; i++)
		word[i] = i < len ? name[i] : (char)0;
	for (size_t i = 0; i < COUNT(scopes); i++)
		if (!scopes[i].group && near_distance(word, scopes[i].name) < 2)
			return scopes[i].name;
	return NULL;
}

bool
lex_group(const char *name, size_t len)
{
	for (size_t i = 0; i < COUNT(scopes); i++)
		if (scopes[i].group && strlen(scopes[i].name) == len &&
			memcmp(name, scopes[i].name, len) == 0)
			return true;
	return false;
}

/* name: of a field or part, with its value right behind. */
static bool
take_field(struct lexer *lexer, struct lexeme *out)
{
	size_t len = lex_prefix(out->text, lexer->len - lexer->at);

	if (len == 0 || behind(lexer, lexer->at + len) == '\0')
		return false;
	out->field = field_named(out->text, len - 1);
	if (out->field != NULL)
		out->kind = LEX_FIELD;
	else if (lex_part(out->text, len - 1, &out->scope))
		out->kind = LEX_SCOPE;
	else
		return false;
	lexer->at += len;
	lexer->col += (uint32_t)len;
	return true;
}

/* Whatever begins here; there is something. */
static void
take(struct lexer *lexer, bool values, struct lexeme *out)
{
	size_t size;
	int32_t cp = char_at(lexer, lexer->at, &size);

	if (cp == '(')
		take_mark(lexer, LEX_OPEN, out);
	else if (cp == ')')
		take_mark(lexer, LEX_CLOSE, out);
	else if (is_quote(cp))
		take_quoted(lexer, values, out);
	else if (values || !lexer->fresh ||
		 (!take_prefix(lexer, out) && !take_field(lexer, out)))
		take_word(lexer, values, out);
}

void
lex_next(struct lexer *lexer, bool values, struct lexeme *out)
{
	skip_blanks(lexer);
	*out = (struct lexeme){
		.kind = LEX_END,
		.col = lexer->col,
		.text = lexer->text + lexer->at,
	};
	if (lexer->at >= lexer->len)
		return;
	take(lexer, values, out);
	out->len = (size_t)(lexer->text + lexer->at - out->text);
	out->behind = behind(lexer, lexer->at);
}
