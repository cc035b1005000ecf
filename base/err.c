#include "base/err.h"

#include "base/must.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What a kind means outside: docs/protocol.md section 3, and the shell. */
static const struct {
	const char *word;
	int code;
	int exit_status;
} kinds[ERR_KINDS] = {
	[ERR_NONE] = { "ok", 250, 0 },
	[ERR_USAGE] = { "bad.argument", 501, 2 },
	[ERR_INPUT] = { "bad.argument", 501, 1 },
	[ERR_SYNTAX] = { "query.syntax", 540, 2 },
	[ERR_BROAD] = { "query.broad", 541, 2 },
	[ERR_NOT_FOUND] = { "no.document", 550, 1 },
	[ERR_UNAVAILABLE] = { "not.available", 503, 2 },
	[ERR_BUSY] = { "busy", 460, 1 },
	[ERR_STALE] = { "generation.gone", 451, 1 },
	[ERR_STOPPED] = { "deadline", 560, 1 },
	[ERR_KILLED] = { "killed", 562, 1 },
	[ERR_MEMORY] = { "internal", 599, 1 },
	[ERR_IO] = { "internal", 599, 1 },
	[ERR_INDEX] = { "index.damaged", 551, 1 },
	[ERR_INTERNAL] = { "internal", 599, 1 },
};

/*
 * Where to cut text, of which the first len bytes are known, so that no
 * character is left in halves.
 */
static size_t
whole_characters(const char *text, size_t len)
{
	size_t back = 0;
	unsigned char lead;
	size_t need;

	while (back < 3 && back < len &&
		((unsigned char)text[len - 1 - back] & 0xc0) == 0x80)
		back++;
	if (back == len)
		return len;
	lead = (unsigned char)text[len - 1 - back];
	need = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
	return back + 1 < need ? len - 1 - back : len;
}

/* vsnprintf() that cuts at a whole character; returns the length kept. */
static size_t __attribute__((format(printf, 3, 0)))
format(char *out, size_t size, const char *fmt, va_list ap)
{
	int wanted = vsnprintf(out, size, fmt, ap);
	size_t len;

	if (wanted < 0) {
		out[0] = '\0';
		return 0;
	}
	if ((size_t)wanted < size)
		return (size_t)wanted;
	len = whole_characters(out, size - 1);
	out[len] = '\0';
	return len;
}

/* Append text to the len bytes in out, cut at a whole character. */
static void
append(char out[ERR_TEXT_SIZE], size_t len, const char *text)
{
	size_t room = ERR_TEXT_SIZE - 1 - len;
	size_t more = strlen(text);

	if (more > room)
		more = whole_characters(text, room);
	memcpy(out + len, text, more);
	out[len + more] = '\0';
}

/* All texts are made aside: an argument may be a text of *err itself. */
static void
fill(struct err *err, enum err_kind kind, const char *text)
{
	err->kind = kind;
	memcpy(err->text, text, strlen(text) + 1);
	err->keys[0] = '\0';
}

bool
err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
{
	char text[ERR_TEXT_SIZE];
	va_list ap;

	if (err == NULL)
		return false;
	va_start(ap, fmt);
	format(text, sizeof(text), fmt, ap);
	va_end(ap);
	fill(err, kind, text);
	return false;
}

bool
err_while(struct err *err, const char *fmt, ...)
{
	char text[ERR_TEXT_SIZE];
	size_t len;
	va_list ap;

	if (err == NULL)
		return false;
	/* Two bytes are kept for the colon. */
	va_start(ap, fmt);
	len = format(text, sizeof(text) - 2, fmt, ap);
	va_end(ap);
	append(text, len, ": ");
	append(text, len + 2, err->text);
	memcpy(err->text, text, sizeof(text));
	return false;
}

bool
err_keys(struct err *err, const char *fmt, ...)
{
	char keys[ERR_KEYS_SIZE];
	va_list ap;

	if (err == NULL)
		return false;
	va_start(ap, fmt);
	format(keys, sizeof(keys), fmt, ap);
	va_end(ap);
	memcpy(err->keys, keys, strlen(keys) + 1);
	return false;
}

bool
err_errno(struct err *err, const char *fmt, ...)
{
	int why = errno;
	char text[ERR_TEXT_SIZE];
	char reason[128];
	size_t len;
	va_list ap;

	if (err == NULL)
		return false;
	va_start(ap, fmt);
	len = format(text, sizeof(text) - 2, fmt, ap);
	va_end(ap);
	append(text, len, ": ");
	append(text, len + 2, strerror_r(why, reason, sizeof(reason)));
	fill(err, why == ENOENT ? ERR_NOT_FOUND : ERR_IO, text);
	return false;
}

int
err_code(enum err_kind kind)
{
	must((unsigned)kind < ERR_KINDS);
	return kinds[kind].code;
}

const char *
err_word(enum err_kind kind)
{
	must((unsigned)kind < ERR_KINDS);
	return kinds[kind].word;
}

int
err_exit_status(enum err_kind kind)
{
	must((unsigned)kind < ERR_KINDS);
	return kinds[kind].exit_status;
}
