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
