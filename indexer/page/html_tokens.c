#include "indexer/page/html_tokens.h"

#include <string.h>
#include <strings.h>

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* Does a tag, a comment or the like begin at p, which is a `<`? */
static bool
begins_markup(const char *p, const char *end)
{
	if (end - p < 2)
		return false;
	return is_letter(p[1]) || p[1] == '!' || p[1] == '?' ||
	       (p[1] == '/' && end - p > 2);
}

/* ---- tags ---- */

/* The value behind a `=`: quoted, or up to a blank or `>`. */
static struct html_slice
read_value(struct html_tokens *t)
{
	const char *from = t->at, *stop;

	if (from < t->end && (*from == '"' || *from == '\'')) {
		stop = memchr(from + 1, *from, (size_t)(t->end - from - 1));
		if (stop == NULL)
			stop = t->end;
		t->at = stop < t->end ? stop + 1 : stop;
		return (struct html_slice){ from + 1,
			(size_t)(stop - from - 1) };
	}
	while (t->at < t->end && !is_space(*t->at) && *t->at != '>')
		t->at++;
	return (struct html_slice){ from, (size_t)(t->at - from) };
}

static void
skip_space(struct html_tokens *t)
{
	while (t->at < t->end && is_space(*t->at))
		t->at++;
}

/* One attribute, which begins at t->at. */
static void
read_attribute(struct html_tokens *t, struct html_token *token)
{
	struct html_attribute a = { { t->at, 0 }, { "", 0 } };

	/* A name has one byte at least, so that every call goes on. */
	do
		t->at++;
	while (t->at < t->end && !is_space(*t->at) && *t->at != '=' &&
		*t->at != '>' && *t->at != '/');
	a.name.len = (size_t)(t->at - a.name.text);
	skip_space(t);
	if (t->at < t->end && *t->at == '=') {
		t->at++;
		skip_space(t);
		a.value = read_value(t);
	}
	if (token->nattributes < HTML_ATTRIBUTES)
		token->attributes[token->nattributes++] = a;
}

/* The rest of a tag behind its name, up to the `>`. */
static void
read_attributes(struct html_tokens *t, struct html_token *token)
{
	while (t->at < t->end && *t->at != '>') {
		if (*t->at == '/' || is_space(*t->at)) {
			token->closed = *t->at == '/';
			t->at++;
		} else {
			token->closed = false;
			read_attribute(t, token);
		}
	}
	if (t->at < t->end)
		t->at++;
}

/* A tag; t->at stands on its `<`. */
static void
read_tag(struct html_tokens *t, struct html_token *token)
{
	t->at++;
	token->kind = TOKEN_START;
	if (*t->at == '/') {
		token->kind = TOKEN_END;
		t->at++;
	}
	token->text.text = t->at;
	while (t->at < t->end && !is_space(*t->at) && *t->at != '>' &&
		*t->at != '/')
		t->at++;
	token->text.len = (size_t)(t->at - token->text.text);
	read_attributes(t, token);
}

/* ---- what is no tag ---- */

/* Behind a comment, a declaration or <?...>; t->at stands on its `<`. */
static void
skip_declaration(struct html_tokens *t)
{
	size_t left = (size_t)(t->end - t->at);
	const char *stop;

	if (left >= 4 && memcmp(t->at, "<!--", 4) == 0) {
		/* <!--> and <!---> are whole comments. */
		stop = memmem(t->at + 2, left - 2, "-->", 3);
		t->at = stop != NULL ? stop + 3 : t->end;
		return;
	}
	if (left >= 9 && memcmp(t->at, "<![CDATA[", 9) == 0) {
		t->at += 9; /* what it holds is text */
		return;
	}
	stop = memchr(t->at, '>', left);
	t->at = stop != NULL ? stop + 1 : t->end;
}

/* Text up to the next markup. */
static void
read_text(struct html_tokens *t, struct html_token *token)
{
	const char *p = t->at;

	while (p < t->end) {
		p = memchr(p, '<', (size_t)(t->end - p));
		if (p == NULL)
			p = t->end;
		else if (!begins_markup(p, t->end))
			p++;
		else
			break;
	}
	token->kind = TOKEN_TEXT;
	token->text = (struct html_slice){ t->at, (size_t)(p - t->at) };
	t->at = p;
}

bool
html_next(struct html_tokens *t, struct html_token *token)
{
	token->nattributes = 0;
	token->closed = false;
	while (t->at < t->end) {
		if (*t->at != '<' || !begins_markup(t->at, t->end)) {
			read_text(t, token);
			return true;
		}
		if (is_letter(t->at[1]) ||
			(t->at[1] == '/' && is_letter(t->at[2]))) {
			read_tag(t, token);
			return true;
		}
		skip_declaration(t);
	}
	return false;
}

struct html_slice
html_raw(struct html_tokens *t, const char *name)
{
	struct html_slice raw = { t->at, 0 };
	size_t n = strlen(name);
	const char *p = t->at;

	for (;; p++) {
		p = p < t->end ? memchr(p, '<', (size_t)(t->end - p)) : NULL;
		if (p == NULL) {
			p = t->end;
			break;
		}
		if ((size_t)(t->end - p) > n + 2 && p[1] == '/' &&
			strncasecmp(p + 2, name, n) == 0 &&
			!is_letter(p[2 + n]))
			break;
	}
	raw.len = (size_t)(p - t->at);
	t->at = p;
	return raw;
}

const struct html_slice *
html_attribute(const struct html_token *token, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < token->nattributes; i++) {
		const struct html_attribute *a = &token->attributes[i];

		if (a->name.len == n && strncasecmp(a->name.text, name, n) == 0)
			return &a->value;
	}
	return NULL;
}
