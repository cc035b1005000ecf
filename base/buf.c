#include "base/buf.h"

#include "base/mem.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *
buf_more_room(struct buf *buf, size_t n)
{
	must(n < SIZE_MAX - buf->len);
	buf->data = mem_grow(buf->data, &buf->cap, buf->len + n + 1, 1);
	buf->data[buf->len] = '\0';
	buf->data[buf->len + n] = '\0';
	return buf->data + buf->len;
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

/* The digits of n, at least so many, in front of `end`; returns the first. */
static char *
digits_before(char *end, uint64_t n, unsigned least)
{
	char *at = end;

	for (; n > 0 || end - at < (ptrdiff_t)least; n /= 10)
		*--at = (char)('0' + n % 10);
	return at;
}

void
buf_number(struct buf *buf, uint64_t n)
{
	char text[20], *end = text + sizeof(text);
	char *at = digits_before(end, n, 1);

	buf_add(buf, at, (size_t)(end - at));
}

/*
 * A product by a hundred is rounded itself: where it lies as good as in the
 * middle between two numbers, printf() says which of them x is nearer to.
 */
void
buf_hundredths(struct buf *buf, double x)
{
	const double most = 1e9, middle = 1e-3;
	double product = x * 100, whole = floor(product);
	char text[20], *end = text + sizeof(text), *at;
	uint64_t n;

	if (!(x >= 0 && x < most) || signbit(x) ||
		fabs(product - whole - 0.5) < middle) {
		buf_printf(buf, "%.2f", x);
		return;
	}
	n = (uint64_t)(product + 0.5);
	at = digits_before(end, n % 100, 2);
	*--at = '.';
	at = digits_before(at, n / 100, 1);
	buf_add(buf, at, (size_t)(end - at));
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
