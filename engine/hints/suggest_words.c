/* suggest_words.c - the words of a query that may be misspelt */
#include "engine/hints/suggest.h"
#include "engine/index/fields.h"
#include "engine/text/token.h"

#include <string.h>
#include <strings.h>

struct scan {
	const char *text;
	size_t len;
	size_t at;
	struct arena *arena;
	struct tokens tokens;
	struct suggest_word *words;
	size_t count, cap;
};

/* Names of parts of a story that hold words and are no fields. */
static const char *const scopes[] = { "body", "lead", "said" };

/* Words that are operators, with what must stand behind them. */
static const struct {
	const char *text;
	char behind; /* NUL: the end of the piece */
} operators[] = {
	{ "AND", '\0' },
	{ "OR", '\0' },
	{ "NOT", '\0' },
	{ "NEAR", '/' },
	{ "ADJ", '/' },
	{ "SENTENCE", '\0' },
	{ "PARAGRAPH", '\0' },
};

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
ends_piece(char c)
{
	return is_blank(c) || c == '"' || c == '(' || c == ')';
}

static bool
is_operator(const char *piece, size_t len)
{
	for (size_t i = 0; i < COUNT(operators); i++) {
		size_t n = strlen(operators[i].text);

		if (len >= n && memcmp(piece, operators[i].text, n) == 0 &&
			(len == n || (operators[i].behind != '\0' &&
					     piece[n] == operators[i].behind)))
			return true;
	}
	return false;
}

/* Is it a form, a pattern or a similar word, which mean what they say? */
static bool
is_literal(const char *piece, size_t len)
{
	if (*piece == '=')
		return true;
	for (size_t i = 0; i < len; i++)
		if (piece[i] == '*' || piece[i] == '?' || piece[i] == '~')
			return true;
	return false;
}

static void
take_words(struct scan *s, size_t start, size_t len)
{
	const uint32_t skipped =
		TOKEN_WHOLE | TOKEN_PAIR | TOKEN_NUMBER | TOKEN_TOO_LONG;
	struct token token;

	tokens_start(&s->tokens, s->text + start, len);
	while (tokens_next(&s->tokens, &token))
		if (!(token.flags & skipped))
			*arena_push(s->arena, s->words, s->count, s->cap) =
				(struct suggest_word){
					.start = (uint32_t)start + token.start,
					.end = (uint32_t)start + token.end,
					.text = arena_copy(s->arena, token.text,
						token.len),
					.len = token.len,
				};
}

/* Behind the next c, or the end. */
static size_t
behind(const struct scan *s, size_t at, char c)
{
	const char *end = memchr(s->text + at, c, s->len - at);

	return end != NULL ? (size_t)(end - s->text) + 1 : s->len;
}

static size_t
piece_end(const struct scan *s, size_t at)
{
	while (at < s->len && !ends_piece(s->text[at]))
		at++;
	return at;
}

/* Pass over the value of a filter, quoted or in brackets. */
static void
pass_value(struct scan *s)
{
	while (s->at < s->len && is_blank(s->text[s->at]))
		s->at++;
	if (s->at < s->len && s->text[s->at] == '"')
		s->at = behind(s, s->at + 1, '"');
	else if (s->at < s->len && s->text[s->at] == '(')
		s->at = behind(s, s->at, ')');
	else
		s->at = piece_end(s, s->at);
}

enum field_use { NO_FIELD, FIELD_OF_WORDS, FIELD_OF_VALUES };

/* What stands before the first colon of a piece. */
static enum field_use
field_use(const char *name, size_t len)
{
	const struct field *field = field_named(name, len);

	for (size_t i = 0; i < COUNT(scopes); i++)
		if (strlen(scopes[i]) == len &&
			strncasecmp(scopes[i], name, len) == 0)
			return FIELD_OF_WORDS;
	if (field == NULL)
		return NO_FIELD;
	return field->flags & FIELD_WORDS ? FIELD_OF_WORDS : FIELD_OF_VALUES;
}

/* A piece outside quotes. */
static void
take_piece(struct scan *s)
{
	size_t start = s->at, end = piece_end(s, start);
	const char *colon = memchr(s->text + start, ':', end - start);
	size_t name, sign;

	s->at = end;
	sign = strspn(s->text + start, "+-");
	if (colon != NULL) {
		name = (size_t)(colon - s->text) - start;
		switch (sign < name
				? field_use(s->text + start + sign, name - sign)
				: NO_FIELD) {
		case FIELD_OF_WORDS:
			s->at = start + name + 1;
			return;
		case FIELD_OF_VALUES:
			s->at = start + name + 1;
			pass_value(s);
			return;
		case NO_FIELD:
			break;
		}
	}
	if (!is_operator(s->text + start, end - start) &&
		!is_literal(s->text + start, end - start))
		take_words(s, start, end - start);
}

/* What stands in quotes, piece by piece: a pattern stays. */
static void
take_quoted(struct scan *s)
{
	size_t end = behind(s, s->at, '"');
	size_t last = end > s->at && s->text[end - 1] == '"' ? end - 1 : end;

	while (s->at < last) {
		size_t start = s->at;

		while (s->at < last && !is_blank(s->text[s->at]))
			s->at++;
		if (s->at > start &&
			!is_literal(s->text + start, s->at - start))
			take_words(s, start, s->at - start);
		s->at++;
	}
	s->at = end;
}

uint32_t
suggest_words(const char *text, size_t len, struct arena *arena,
	struct suggest_word **out)
{
	struct scan s = {
		.text = arena_copy(arena, text, len), /* with its NUL */
		.len = len,
		.arena = arena,
	};

	while (s.at < s.len)
		if (s.text[s.at] == '"') {
			s.at++;
			take_quoted(&s);
		} else if (ends_piece(s.text[s.at]))
			s.at++;
		else
			take_piece(&s);
	tokens_release(&s.tokens);
	*out = s.words;
	return (uint32_t)s.count;
}
