#include "base/zio.h"

#include "base/fs.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define INPUT_SIZE ((size_t)128 << 10)
#define CHUNK_SIZE ((size_t)64 << 10)
/* How often a file is mended, and how far back a member is looked for: a
 * hostile file must not be read for ever. */
#define MENDS_MAX 1000
#define MEND_BACK ((uint64_t)1 << 20)

enum zio_kind { ZIO_UNKNOWN, ZIO_PLAIN, ZIO_MEMBER, ZIO_BETWEEN, ZIO_ENDED };

struct zio {
	enum zio_kind kind; /* where in the file we are */
	int fd;
	bool at_end; /* of the file: nothing more to read from fd */
	bool failed; /* with `why`, which every later read repeats */
	uint64_t consumed;
	uint64_t member; /* where the member at hand begins in the file */
	uint64_t left;	 /* of a part of a file: bytes still to be read */
	unsigned mends;
	char *name;	 /* for errors */
	z_stream stream; /* next_in, avail_in serve the plain kind too */
	struct err why;
	unsigned char input[INPUT_SIZE];
};

struct zio *
zio_open(const char *path, struct err *err)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct zio *zio;

	if (fd < 0) {
		err_errno(err, "%s", path);
		return NULL;
	}
	zio = mem_array(NULL, 1, sizeof(*zio));
	memset(zio, 0, offsetof(struct zio, input)); /* as large as a story */
	zio->fd = fd;
	zio->left = UINT64_MAX;
	zio->name = mem_string(standard ? "standard input" : path);
	return zio;
}

struct zio *
zio_open_part(const char *path, uint64_t from, uint64_t to, struct err *err)
{
	struct zio *zio = zio_open(path, err);

	if (zio == NULL)
		return NULL;
	if (lseek(zio->fd, (off_t)from, SEEK_SET) < 0) {
		err_errno(err, "%s", path);
		zio_close(zio);
		return NULL;
	}
	zio->kind = ZIO_PLAIN;
	zio->left = to > from ? to - from : 0;
	return zio;
}

void
zio_close(struct zio *zio)
{
	if (zio == NULL)
		return;
	inflateEnd(&zio->stream); /* of a plain file: does nothing */
	if (zio->fd != STDIN_FILENO)
		close(zio->fd);
	free(zio->name);
	free(zio);
}

/* Remember what went wrong: it is told again at every later read. */
static bool
fail(struct zio *zio, enum err_kind kind, const char *what)
{
	zio->failed = true;
	return err_set(&zio->why, kind, "%s: %s", zio->name, what);
}

/* Have at least n bytes of input at hand, or all there are until the end. */
static bool
fill(struct zio *zio, size_t n)
{
	z_stream *in = &zio->stream;

	while (in->avail_in < n && !zio->at_end) {
		size_t room = INPUT_SIZE - in->avail_in;
		ssize_t got;

		if (in->avail_in > 0)
			memmove(zio->input, in->next_in, in->avail_in);
		in->next_in = zio->input;
		got = read(zio->fd, zio->input + in->avail_in,
			room < zio->left ? room : (size_t)zio->left);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			zio->failed = true;
			return err_errno(&zio->why, "%s", zio->name);
		}
		zio->at_end = got == 0;
		zio->consumed += (uint64_t)got;
		zio->left -= (uint64_t)got;
		in->avail_in += (uInt)got;
	}
	return true;
}

static bool
begins_member(const z_stream *in)
{
	return in->avail_in >= 2 && in->next_in[0] == 0x1f &&
	       in->next_in[1] == 0x8b;
}

/* The first two bytes tell plain from gzip. */
static bool
look(struct zio *zio)
{
	if (!fill(zio, 2))
		return false;
	zio->kind = ZIO_PLAIN;
	if (!begins_member(&zio->stream))
		return true;
	/* 16: a gzip member, not a zlib stream. */
	if (inflateInit2(&zio->stream, 15 + 16) != Z_OK)
		return fail(zio, ERR_MEMORY, "no memory to decompress");
	zio->kind = ZIO_MEMBER;
	return true;
}

/*
 * Behind a member: another one, the end, or zeros up to the end (tapes and
 * block devices pad with them).
 */
static bool
look_behind(struct zio *zio)
{
	z_stream *in = &zio->stream;

	if (!fill(zio, 2))
		return false;
	zio->member = zio_offset(zio);
	if (begins_member(in)) {
		inflateReset(in);
		zio->kind = ZIO_MEMBER;
		return true;
	}
	while (in->avail_in > 0) {
		if (*in->next_in != 0)
			return fail(zio, ERR_INPUT,
				"what follows the gzip data is none");
		in->next_in++;
		in->avail_in--;
		if (!fill(zio, 1))
			return false;
	}
	zio->kind = ZIO_ENDED;
	return true;
}

static bool
take_plain(struct zio *zio, void *data, size_t size, size_t *got)
{
	z_stream *in = &zio->stream;

	if (!fill(zio, 1))
		return false;
	*got = in->avail_in < size ? in->avail_in : size;
	if (*got == 0) {
		zio->kind = ZIO_ENDED;
		return true;
	}
	memcpy(data, in->next_in, *got);
	in->next_in += *got;
	in->avail_in -= (uInt)*got;
	return true;
}

static bool
take_inflated(struct zio *zio, void *data, size_t size, size_t *got)
{
	z_stream *in = &zio->stream;
	uInt room = size > CHUNK_SIZE ? (uInt)CHUNK_SIZE : (uInt)size;
	int status;

	if (!fill(zio, 1))
		return false;
	if (in->avail_in == 0)
		return fail(zio, ERR_INPUT, "gzip data ends too early");
	in->next_out = data;
	in->avail_out = room;
	status = inflate(in, Z_NO_FLUSH);
	*got = room - in->avail_out;
	if (status == Z_STREAM_END)
		zio->kind = ZIO_BETWEEN;
	else if (status == Z_MEM_ERROR)
		return fail(zio, ERR_MEMORY, "no memory to decompress");
	else if (status != Z_OK && status != Z_BUF_ERROR)
		return fail(zio, ERR_INPUT,
			in->msg ? in->msg : "damaged gzip data");
	return true;
}

/* One step further; may give nothing although there is more. */
static bool
advance(struct zio *zio, void *data, size_t size, size_t *got)
{
	switch (zio->kind) {
	case ZIO_UNKNOWN:
		return look(zio);
	case ZIO_PLAIN:
		return take_plain(zio, data, size, got);
	case ZIO_MEMBER:
		return take_inflated(zio, data, size, got);
	case ZIO_BETWEEN:
		return look_behind(zio);
	case ZIO_ENDED:
		break;
	}
	return true;
}

bool
zio_read(struct zio *zio, void *data, size_t size, size_t *got, struct err *err)
{
	*got = 0;
	while (!zio->failed && *got == 0 && zio->kind != ZIO_ENDED && size > 0)
		advance(zio, data, size, got);
	if (!zio->failed || *got > 0)
		return true;
	if (err != NULL)
		*err = zio->why;
	return false;
}

/* Is this the head of a member that a program would write? */
static bool
looks_like_member(const z_stream *in)
{
	return in->avail_in >= 4 && begins_member(in) && in->next_in[2] == 8 &&
	       (in->next_in[3] & 0xe0) == 0;
}

/* Go back into the damaged member: the next one may begin within it. */
static bool
step_back(struct zio *zio)
{
	z_stream *in = &zio->stream;
	uint64_t here = zio_offset(zio), to = zio->member + 1;

	if (here > MEND_BACK && to < here - MEND_BACK)
		to = here - MEND_BACK;
	if (lseek(zio->fd, (off_t)to, SEEK_SET) < 0)
		return in->avail_in > 0; /* a pipe: from here on */
	zio->consumed = to;
	zio->at_end = false;
	in->avail_in = 0;
	return true;
}

bool
zio_mend(struct zio *zio)
{
	z_stream *in = &zio->stream;

	if (!zio->failed || zio->why.kind != ERR_INPUT ||
		zio->kind == ZIO_PLAIN || ++zio->mends > MENDS_MAX ||
		!step_back(zio))
		return false;
	zio->failed = false;
	while (fill(zio, 4) && in->avail_in >= 4) {
		if (looks_like_member(in)) {
			inflateReset(in);
			zio->member = zio_offset(zio);
			zio->kind = ZIO_MEMBER;
			return true;
		}
		in->next_in++;
		in->avail_in--;
	}
	zio->kind = ZIO_ENDED;
	return false;
}

/* One try at a form of deflate data, by zlib's number for it. */
static bool
inflate_as(int form, const void *data, size_t len, size_t max, struct buf *out,
	struct err *err)
{
	z_stream in = { .next_in = (unsigned char *)data };
	size_t begin = out->len;
	int status = Z_OK;

	if (len > UINT32_MAX || inflateInit2(&in, form) != Z_OK)
		return err_set(err, ERR_INPUT, "no memory to decompress");
	in.avail_in = (uInt)len;
	while (status == Z_OK && out->len - begin <= max) {
		in.next_out = (unsigned char *)buf_room(out, CHUNK_SIZE);
		in.avail_out = (uInt)CHUNK_SIZE;
		status = inflate(&in, Z_NO_FLUSH);
		buf_took(out, CHUNK_SIZE - in.avail_out);
	}
	inflateEnd(&in);
	if (out->len - begin > max) {
		buf_cut(out, begin + max);
		return err_set(err, ERR_INPUT, "more than %zu bytes", max);
	}
	return status == Z_STREAM_END ||
	       err_set(err, ERR_INPUT, "damaged or cut compressed data");
}

bool
zio_inflate(const void *data, size_t len, size_t max, struct buf *out,
	struct err *err)
{
	const unsigned char *b = data;
	/* 47: gzip or zlib, told by the head; -15: neither has one. */
	bool headed =
		len >= 2 &&
		((b[0] == 0x1f && b[1] == 0x8b) ||
			((b[0] & 15) == 8 && (b[0] * 256 + b[1]) % 31 == 0));

	return inflate_as(headed ? 47 : -15, data, len, max, out, err);
}

bool
zio_read_all(struct zio *zio, size_t max, struct buf *out, struct err *err)
{
	size_t left = max;
	size_t got;

	for (;;) {
		/* One byte more than may be there tells too much from all. */
		size_t want = left < CHUNK_SIZE ? left + 1 : CHUNK_SIZE;

		if (!zio_read(zio, buf_room(out, want), want, &got, err))
			return false;
		if (got == 0)
			return true;
		if (got > left)
			return err_set(err, ERR_INPUT,
				"%s: more than %zu bytes", zio->name, max);
		buf_took(out, got);
		left -= got;
	}
}

uint64_t
zio_offset(const struct zio *zio)
{
	return zio->consumed - zio->stream.avail_in;
}

bool
zio_crc_file(const char *path, uint32_t *crc, uint64_t *size, struct err *err)
{
	struct fs_map map;

	if (!fs_map(path, &map, err))
		return false;
	*crc = zio_crc(0, map.data, map.size);
	*size = map.size;
	fs_unmap(&map);
	return true;
}
