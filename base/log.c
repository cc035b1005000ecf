#include "base/log.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const char *const level_names[LOG_LEVELS] = {
	[LOG_ERROR] = "error",
	[LOG_WARNING] = "warning",
	[LOG_INFO] = "info",
	[LOG_DEBUG] = "debug",
};

/* The log sink: set by log_open() before threads begin. */
static struct {
	const char *program;
	enum log_level most;
} sink = { .program = "dateline", .most = LOG_INFO };

void
log_open(const char *program, enum log_level most)
{
	sink.program = program;
	sink.most = most;
}

/* Nothing a client sends may move a terminal's cursor or feign a line. */
static void
add_escaped(struct buf *line, const char *text, size_t len)
{
	int32_t cp;
	size_t n;

	for (size_t at = 0; at < len; at += n) {
		n = utf8_decode(text + at, len - at, &cp);
		if (cp == '\n')
			buf_puts(line, "\\n");
		else if (cp == '\t')
			buf_puts(line, "\\t");
		else if (cp == '\\')
			buf_puts(line, "\\\\");
		else if (cp == UTF8_BAD || cp < 0x20 ||
			 (cp >= 0x7f && cp < 0xa0))
			for (size_t i = 0; i < n; i++)
				buf_printf(line, "\\x%02x",
					(unsigned char)text[at + i]);
		else
			buf_add(line, text + at, n);
	}
}

static void
add_time(struct buf *line)
{
	struct timespec now;
	struct tm utc;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	buf_printf(line, "%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ",
		utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
		utc.tm_min, utc.tm_sec, now.tv_nsec / 1000000);
}

void
log_line(enum log_level level, const char *fmt, ...)
{
	struct buf line = { 0 };
	int saved = errno;
	char *text = NULL;
	ssize_t n;
	va_list ap;
	int len;

	if (level > sink.most)
		return;
	va_start(ap, fmt);
	len = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (len < 0)
		return;
	add_time(&line);
	buf_printf(&line, " %s %s: ", sink.program, level_names[level]);
	add_escaped(&line, text, (size_t)len);
	buf_putc(&line, '\n');
	/* A log that cannot be written has nobody it could be told to. */
	do
		n = write(STDERR_FILENO, line.data, line.len);
	while (n < 0 && errno == EINTR);
	free(text);
	buf_release(&line);
	errno = saved;
}
