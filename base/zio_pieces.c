/* zio_pieces.c - what is deflated, inflated and summed up whole */
#include "base/zio.h"

#include "base/mem.h"
#include "base/must.h"

#include <libdeflate.h>
#include <stdlib.h>

struct zio_deflater {
	struct libdeflate_compressor *state;
};

struct zio_inflater {
	struct libdeflate_decompressor *state;
};

struct zio_deflater *
zio_deflater_new(int level)
{
	struct zio_deflater *deflater = mem_alloc(sizeof(*deflater));

	deflater->state = libdeflate_alloc_compressor(level);
	must(deflater->state != NULL);
	return deflater;
}

void
zio_deflater_free(struct zio_deflater *deflater)
{
	if (deflater != NULL)
		libdeflate_free_compressor(deflater->state);
	free(deflater);
}

size_t
zio_deflate(struct zio_deflater *deflater, const void *data, size_t len,
	struct buf *out)
{
	size_t room = libdeflate_deflate_compress_bound(deflater->state, len);
	size_t took = libdeflate_deflate_compress(
		deflater->state, data, len, buf_room(out, room), room);

	must(took > 0);
	buf_took(out, took);
	return took;
}

struct zio_inflater *
zio_inflater_new(void)
{
	struct zio_inflater *inflater = mem_alloc(sizeof(*inflater));

	inflater->state = libdeflate_alloc_decompressor();
	must(inflater->state != NULL);
	return inflater;
}

void
zio_inflater_free(struct zio_inflater *inflater)
{
	if (inflater != NULL)
		libdeflate_free_decompressor(inflater->state);
	free(inflater);
}

bool
zio_inflate_piece(struct zio_inflater *inflater, const void *data, size_t len,
	void *out, size_t out_len)
{
	return libdeflate_deflate_decompress(inflater->state, data, len, out,
		       out_len, NULL) == LIBDEFLATE_SUCCESS;
}

uint32_t
zio_crc(uint32_t crc, const void *data, size_t len)
{
	/* NULL means "the first value" to it. */
	return len == 0 ? crc : libdeflate_crc32(crc, data, len);
}
