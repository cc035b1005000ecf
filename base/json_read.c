/*
 * json_read.c - JSON that is as it should be (json_tree.h)
 *
 * Texts are unescaped where they stand, in a copy of the input: what an
 * escape means is never longer than the escape.
 */
#include "base/json_tree.h"
#include "base/mem.h"
#include "base/must.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What goes beyond these is left to the thorough parser. */
#define DEPTH_MOST 32
#define MEMBERS_MOST 64
#define DIGITS_MOST 18 /* of an integer: they fit into 64 bits */

struct reader {
	char *at; /* the copy; a NUL stands at the end */
	const char *end;
	struct arena *arena;
	struct json_child *open; /* children of what is not closed yet */
	size_t nopen, cap;
};

static bool read_value(struct reader *r, unsigned depth, struct json *out);

static void
skip_blanks(struct reader *r)
{
	while (*r->at == ' ' || *r->at == '\n' || *r->at == '\r' ||
		*r->at == '\t')
		r->at++;
}

/* Go on behind c if it is next. */
static bool
accept(struct reader *r, char c)
{
	skip_blanks(r);
	if (*r->at != c || r->at == r->end)
		return false;
	r->at++;
	return true;
}

/* ---- texts ---- */

/* The next byte of a text that does not stand for itself. */
static char *
special(char *at, const char *end)
{
	at += json_plain_length(at, (size_t)(end - at));
	while (at < end && *at != '"' && *at != '\\' &&
		(unsigned char)*at >= 0x20)
		at++;
	return at;
}

/* The code unit of four hex digits, or -1. */
static int32_t
hex_unit(const char *digits)
{
	int32_t unit = 0;

	for (int i = 0; i < 4; i++) {
		char c = digits[i];

		if (c >= '0' && c <= '9')
			unit = unit << 4 | (c - '0');
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			unit = unit << 4 | ((c | 0x20) - 'a' + 10);
		else
			return -1;
	}
	return unit;
}

/* The character of \uXXXX, or of two of them; -1: none, or half of one. */
static int32_t
hex_escape(const char **at, const char *end)
{
	int32_t unit = end - *at < 6 ? -1 : hex_unit(*at + 2), low;

	*at += 6;
	if (unit < 0xd800 || unit > 0xdfff)
		return unit;
	if (unit > 0xdbff || end - *at < 6 || (*at)[0] != '\\' ||
		(*at)[1] != 'u')
		return -1;
	low = hex_unit(*at + 2);
	*at += 6;
	if (low < 0xdc00 || low > 0xdfff)
		return -1;
	return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

/* What the escape at *at stands for, and go behind it; -1: it is wrong. */
static int32_t
unescaped(const char **at, const char *end)
{
	static const char means[128] = { ['"'] = '"',
		['\\'] = '\\',
		['/'] = '/',
		['b'] = '\b',
		['f'] = '\f',
		['n'] = '\n',
		['r'] = '\r',
		['t'] = '\t' };
	unsigned char c = end - *at < 2 ? 0 : (unsigned char)(*at)[1];

	if (c == 'u')
		return hex_escape(at, end);
	*at += 2;
	return c < sizeof(means) && means[c] != '\0' ? means[c] : -1;
}

/* The text that begins here, behind its quote; a NUL is put behind it. */
static bool
read_text(struct reader *r, const char **text, size_t *len)
{
	char *start = r->at, *to = special(start, r->end);
	const char *at = to;

	while (at < r->end && *at == '\\') {
		int32_t cp = unescaped(&at, r->end);
		const char *run = at;

		if (cp < 0)
			return false;
		to += utf8_encode(to, cp);
		at = special((char *)run, r->end);
		memmove(to, run, (size_t)(at - run));
		to += at - run;
	}
	if (at == r->end || *at != '"')
		return false;
	*to = '\0';
	*text = start;
	*len = (size_t)(to - start);
	r->at += at + 1 - start;
	return true;
}

/* ---- numbers and words ---- */

static size_t
count_digits(const char *at)
{
	size_t n = 0;

	while (at[n] >= '0' && at[n] <= '9')
		n++;
	return n;
}

/* Behind the fraction and the exponent at `at`, if any; NULL: they are cut. */
static const char *
skip_fraction(const char *at)
{
	size_t n;

	if (*at == '.') {
		n = count_digits(at + 1);
		if (n == 0)
			return NULL;
		at += n + 1;
	}
	if ((*at | 0x20) == 'e') {
		at += at[1] == '+' || at[1] == '-' ? 2 : 1;
		n = count_digits(at);
		if (n == 0)
			return NULL;
		at += n;
	}
	return at;
}

static bool
read_number(struct reader *r, struct json *out)
{
	char *digits = r->at + (*r->at == '-');
	size_t n = count_digits(digits);
	const char *end = n == 0 ? NULL : skip_fraction(digits + n);
	int64_t whole = 0;

	if (end == NULL || (*digits == '0' && n > 1))
		return false;
	out->kind = JSON_IS_NUMBER;
	out->real = end != digits + n;
	if (out->real) {
		out->number = strtod(r->at, NULL);
		r->at += end - r->at;
		return isfinite(out->number);
	}
	if (n > DIGITS_MOST)
		return false;
	for (size_t i = 0; i < n; i++)
		whole = whole * 10 + (digits[i] - '0');
	out->whole = *r->at == '-' ? -whole : whole;
	r->at += end - r->at;
	return true;
}

static bool
read_word(struct reader *r, struct json *out)
{
	static const struct {
		const char *word;
		enum json_kind kind;
		bool truth;
	} words[] = { { "true", JSON_IS_BOOL, true },
		{ "false", JSON_IS_BOOL, false },
		{ "null", JSON_IS_NULL, false } };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t len = strlen(words[i].word);

		if (strncmp(r->at, words[i].word, len) != 0)
			continue;
		out->kind = words[i].kind;
		out->truth = words[i].truth;
		r->at += len;
		return true;
	}
	return false;
}

/* ---- lists and objects ---- */

/* A name twice?  Or so many that to look for that would take long. */
static bool
is_named_oddly(const struct json_child *children, size_t n)
{
	if (n > MEMBERS_MOST)
		return true;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (children[i].name[0] == children[k].name[0] &&
				strcmp(children[i].name, children[k].name) == 0)
				return true;
	return false;
}

/* Those opened from `first` on are the children. */
static void
close_children(struct reader *r, size_t first, struct json *out)
{
	size_t n = r->nopen - first;

	out->count = n;
	out->children = arena_room(r->arena, n, sizeof(*out->children));
	if (n > 0)
		memcpy(out->children, r->open + first,
			n * sizeof(*out->children));
	r->nopen = first;
}

static bool
read_child(struct reader *r, const char *name, unsigned depth)
{
	struct json *value = arena_new(r->arena, struct json);

	if (!read_value(r, depth + 1, value))
		return false;
	vec_push(r->open, r->nopen, r->cap) =
		(struct json_child){ name, value };
	return true;
}

static bool
read_list(struct reader *r, unsigned depth, struct json *out)
{
	size_t first = r->nopen;

	out->kind = JSON_IS_LIST;
	if (!accept(r, ']')) {
		do
			if (!read_child(r, NULL, depth))
				return false;
		while (accept(r, ','));
		if (!accept(r, ']'))
			return false;
	}
	close_children(r, first, out);
	return true;
}

static bool
read_member(struct reader *r, unsigned depth)
{
	const char *name;
	size_t len;

	return accept(r, '"') && read_text(r, &name, &len) &&
	       strlen(name) == len && accept(r, ':') &&
	       read_child(r, name, depth);
}

static bool
read_object(struct reader *r, unsigned depth, struct json *out)
{
	size_t first = r->nopen;

	out->kind = JSON_IS_OBJECT;
	if (!accept(r, '}')) {
		do
			if (!read_member(r, depth))
				return false;
		while (accept(r, ','));
		if (!accept(r, '}'))
			return false;
	}
	if (r->nopen > first &&
		is_named_oddly(r->open + first, r->nopen - first))
		return false;
	close_children(r, first, out);
	return true;
}

/* ---- values ---- */

static bool
read_value(struct reader *r, unsigned depth, struct json *out)
{
	out->parsed = true;
	if (depth > DEPTH_MOST)
		return false;
	if (accept(r, '"')) {
		out->kind = JSON_IS_TEXT;
		return read_text(r, &out->text, &out->count);
	}
	if (accept(r, '{'))
		return read_object(r, depth, out);
	if (accept(r, '['))
		return read_list(r, depth, out);
	return *r->at == '-' || (*r->at >= '0' && *r->at <= '9')
		       ? read_number(r, out)
		       : read_word(r, out);
}

struct json *
json_read(const char *text, size_t len)
{
	struct json_root *root = mem_alloc(sizeof(*root));
	struct reader r = { .arena = &root->arena };
	bool ok;

	r.at = arena_copy(r.arena, text, len);
	r.end = r.at + len;
	ok = read_value(&r, 0, &root->value);
	skip_blanks(&r);
	ok = ok && r.at == r.end;
	free(r.open);
	if (ok)
		return &root->value;
	arena_release(&root->arena);
	free(root);
	return NULL;
}
