/*
 * buf.h - bytes that grow
 *
 * data[0..len) is the content; when data is not NULL, data[len] is NUL, so a
 * buf of text is a C string.  A zeroed struct is a valid empty buf.
 * Out of memory stops the process: callers bound what they add.
 *
 * Thread: one buf belongs to one thread at a time.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/must.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct buf {
	char *data;
	size_t len;
	size_t cap;
};

void buf_add(struct buf *buf, const void *data, size_t len);
void buf_puts(struct buf *buf, const char *text);
void buf_printf(struct buf *buf, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The same text as "%" PRIu64 and "%.2f" give, without printf(). */
void buf_number(struct buf *buf, uint64_t n);
void buf_hundredths(struct buf *buf, double x);

/*
 * Make room for n more bytes; returns where they go (len is unchanged).
 * When some or all of them have been written, buf_took() says how many.
 */
char *buf_more_room(struct buf *buf, size_t n); /* which it has not */

static inline char *
buf_room(struct buf *buf, size_t n)
{
	if (buf->cap - buf->len <= n)
		return buf_more_room(buf, n);
	buf->data[buf->len] = '\0';
	buf->data[buf->len + n] = '\0';
	return buf->data + buf->len;
}

static inline void
buf_took(struct buf *buf, size_t n)
{
	must(n < buf->cap - buf->len);
	buf->len += n;
	buf->data[buf->len] = '\0';
}

/* A byte: mostly there is room, and nothing is called. */
static inline void
buf_putc(struct buf *buf, char c)
{
	if (buf->cap - buf->len < 2)
		buf_room(buf, 1);
	buf->data[buf->len++] = c;
	buf->data[buf->len] = '\0';
}

/* Drop the first n bytes (n <= len). */
void buf_shift(struct buf *buf, size_t n);

/* Cut to len bytes (len <= buf->len). */
void buf_cut(struct buf *buf, size_t len);

/* The content as a C string; "" when nothing was ever added. */
const char *buf_text(const struct buf *buf);

void buf_reset(struct buf *buf); /* empty; keeps the memory */
void buf_release(struct buf *buf);

#ifdef __cplusplus
}
#endif
#endif
