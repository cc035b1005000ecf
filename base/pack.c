#include "base/pack.h"

size_t
pack_number_len(uint64_t n)
{
	return n == 0 ? 1 : (size_t)(63 - __builtin_clzll(n)) / 7 + 1;
}

void
pack_number(struct buf *buf, uint64_t n)
{
	char *at;

	if (n <= 0x7f) { /* as most are */
		buf_putc(buf, (char)n);
		return;
	}
	at = buf_room(buf, PACK_NUMBER_MAX);
	buf_took(buf, (size_t)(pack_number_put(at, n) - at));
}

void
pack_string(struct buf *buf, const char *text, size_t len)
{
	pack_number(buf, len);
	buf_add(buf, text, len);
	buf_putc(buf, '\0');
}

/* Remember that the bytes make no sense; nothing after this point does. */
static uint64_t
broken(struct unpack *in)
{
	in->broken = true;
	in->at = in->end;
	return 0;
}

uint64_t
unpack_long_number(struct unpack *in)
{
	uint64_t n = 0;

	for (unsigned shift = 0; shift < 64; shift += 7) {
		unsigned char byte;

		if (in->at == in->end)
			return broken(in);
		byte = (unsigned char)*in->at++;
		if (shift == 63 && byte > 1)
			return broken(in);
		n |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return n;
	}
	return broken(in);
}

const char *
unpack_string(struct unpack *in, size_t *len)
{
	uint64_t n = unpack_number(in);
	const char *text = in->at;

	if (len != NULL)
		*len = 0;
	if (in->broken)
		return "";
	if (n >= (uint64_t)(in->end - in->at) || text[n] != '\0') {
		broken(in);
		return "";
	}
	in->at += n + 1;
	if (len != NULL)
		*len = (size_t)n;
	return text;
}
