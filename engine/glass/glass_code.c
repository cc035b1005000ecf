#include "engine/glass/glass_code.h"

#include "base/pack.h"

#include <string.h>

void
glass_uint_last(struct buf *out, uint32_t n)
{
	for (; n != 0; n >>= 8)
		buf_putc(out, (char)(n & 0xff));
}

void
glass_sort_uint(struct buf *out, uint32_t n)
{
	unsigned bytes = 2;
	uint64_t tagged;

	while (bytes < 5 && n >> (7 * bytes + 1) != 0)
		bytes++;
	/* a one bit for each byte above two, then a zero bit */
	tagged = n | ((UINT64_C(1) << (bytes - 2)) - 1)
			     << (8 * bytes - (bytes - 2));
	while (bytes-- > 0)
		buf_putc(out, (char)(tagged >> 8 * bytes & 0xff));
}

bool
glass_read_sort_uint(const unsigned char *at, size_t len, uint32_t *n)
{
	unsigned bytes = 2;
	uint64_t tagged = 0;

	if (len < 2 || len > 5)
		return false;
	while (bytes < 5 && (at[0] << (bytes - 2) & 0x80))
		bytes++;
	if (bytes != len)
		return false;
	for (unsigned i = 0; i < bytes; i++)
		tagged = tagged << 8 | at[i];
	tagged &= (UINT64_C(1) << (7 * bytes + 1)) - 1;
	*n = (uint32_t)tagged;
	return tagged <= UINT32_MAX;
}

void
glass_sort_string(struct buf *out, const char *text, size_t len, bool closed)
{
	const char *nul;

	while ((nul = memchr(text, '\0', len)) != NULL) {
		size_t upto = (size_t)(nul - text) + 1;

		buf_add(out, text, upto);
		buf_putc(out, (char)0xff);
		text += upto;
		len -= upto;
	}
	buf_add(out, text, len);
	if (closed)
		buf_putc(out, '\0');
}

void
glass_string(struct buf *out, const char *text, size_t len)
{
	pack_number(out, len);
	buf_add(out, text, len);
}

/* ---- positions ---- */

/* Bits on their way into bytes, the lowest bit of each byte first. */
struct bits {
	unsigned char *at;
	uint64_t held;
	unsigned n;
};

static void
bits_put(struct bits *bits, uint32_t value, unsigned n)
{
	bits->held |= (uint64_t)value << bits->n;
	for (bits->n += n; bits->n >= 8; bits->n -= 8) {
		*bits->at++ = (unsigned char)bits->held;
		bits->held >>= 8;
	}
}

/* A number below `outof`, in as many bits as that takes, or one fewer for
 * those in the middle when outof is no power of two. */
static void
bits_below(struct bits *bits, uint32_t value, uint32_t outof)
{
	unsigned n = outof > 1 ? 32 - (unsigned)__builtin_clz(outof - 1) : 0;
	uint32_t spare = (uint32_t)((UINT64_C(1) << n) - outof);
	uint32_t middle = (outof - spare) / 2;

	if (spare == 0 || value < middle)
		bits_put(bits, value, n);
	else if (value < middle + spare)
		bits_put(bits, value, n - 1);
	else
		bits_put(bits,
			value - middle - spare + (UINT32_C(1) << (n - 1)), n);
}

/* Those between the j-th and the k-th, which are known by now. */
static void
bits_between(struct bits *bits, const uint32_t *p, uint32_t j, uint32_t k)
{
	while (k - j >= 2) {
		uint32_t middle = j + (k - j) / 2;

		bits_below(bits, p[middle] - (p[j] + (middle - j)),
			p[k] - p[j] - (k - j) + 1);
		bits_between(bits, p, j, middle);
		j = middle;
	}
}

void
glass_positions(struct buf *out, const uint32_t *p, uint32_t n)
{
	uint32_t last = p[n - 1];
	unsigned char *room;
	struct bits bits = { 0 };

	pack_number(out, last);
	if (n == 1)
		return;
	room = (unsigned char *)buf_room(out, ((size_t)n + 2) * sizeof(*p));
	bits.at = room;
	bits_below(&bits, p[0], last);
	bits_below(&bits, n - 2, last - p[0]);
	bits_between(&bits, p, 0, n - 1);
	if (bits.n > 0)
		bits_put(&bits, 0, 8 - bits.n);
	buf_took(out, (size_t)(bits.at - room));
}
