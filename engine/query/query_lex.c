/* query_lex.c - a query into lexemes */
#include "engine/query/query_lex.h"

#include "base/utf8.h"

#include <string.h>

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

/* Everything up to a blank, a bracket or a quote. */
static void
take_word(struct lexer *lexer, struct lexeme *out)
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
	for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++)
		if (strlen(operators[i].text) == out->len &&
			memcmp(operators[i].text, out->text, out->len) == 0)
			out->kind = operators[i].kind;
	lexer->fresh = false;
}

/* From one quote to the next, or to the end. */
static void
take_quoted(struct lexer *lexer, struct lexeme *out)
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

/* name: of a field with its value right behind. */
static bool
take_field(struct lexer *lexer, struct lexeme *out)
{
	size_t len = lex_prefix(out->text, lexer->len - lexer->at);

	if (len == 0 || behind(lexer, lexer->at + len) == '\0')
		return false;
	out->field = field_named(out->text, len - 1);
	if (out->field == NULL)
		return false;
	out->kind = LEX_FIELD;
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
		take_quoted(lexer, out);
	else if (values || !lexer->fresh ||
		 (!take_prefix(lexer, out) && !take_field(lexer, out)))
		take_word(lexer, out);
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
