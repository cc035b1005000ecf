#include "base/buf.h"

#include "base/mem.h"
#include "base/must.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *
buf_room(struct buf *buf, size_t n)
{
	must(n < SIZE_MAX - buf->len);
	if (buf->cap - buf->len <= n)
		buf->data = mem_grow(buf->data, &buf->cap, buf->len + n + 1, 1);
	buf->data[buf->len] = '\0';
	buf->data[buf->len + n] = '\0';
	return buf->data + buf->len;
}

void
buf_took(struct buf *buf, size_t n)
{
	must(n < buf->cap - buf->len);
	buf->len += n;
	buf->data[buf->len] = '\0';
}

void
buf_add(struct buf *buf, const void *data, size_t len)
{
	char *at = buf_room(buf, len);

	if (len > 0)
		memcpy(at, data, len);
	buf->len += len;
}

void
buf_puts(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void
buf_putc(struct buf *buf, char c)
{
	if (buf->cap - buf->len < 2)
		buf_room(buf, 1);
	buf->data[buf->len++] = c;
	buf->data[buf->len] = '\0';
}

void
buf_printf(struct buf *buf, const char *fmt, ...)
{
	va_list ap, again;
	size_t room = buf->cap - buf->len;
	int len;

	/* Most of what is printed fits at once. */
	va_start(ap, fmt);
	va_copy(again, ap);
	len = vsnprintf(room ? buf->data + buf->len : NULL, room, fmt, ap);
	must(len >= 0);
	if ((size_t)len >= room)
		vsnprintf(buf_room(buf, (size_t)len), (size_t)len + 1, fmt,
			again);
	buf->len += (size_t)len;
	va_end(again);
	va_end(ap);
}

void
buf_shift(struct buf *buf, size_t n)
{
	must(n <= buf->len);
	if (n == 0)
		return;
	buf->len -= n;
	memmove(buf->data, buf->data + n, buf->len);
	buf->data[buf->len] = '\0';
}

void
buf_cut(struct buf *buf, size_t len)
{
	must(len <= buf->len);
	buf->len = len;
	if (buf->data != NULL)
		buf->data[len] = '\0';
}

const char *
buf_text(const struct buf *buf)
{
	return buf->data == NULL ? "" : buf->data;
}

void
buf_reset(struct buf *buf)
{
	buf_cut(buf, 0);
}

void
buf_release(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){ 0 };
}
