/*
 * packed.c - zip, tar and what xz, bzip2 or zstd packed; the one door to
 * libarchive
 *
 * Members are read one after the other as they come, each as an input of its
 * own called archive.zip/member.html.  An archive within an archive is read,
 * but none within that; and one that swells beyond all proportion is left.
 */
#include "base/utf8.h"
#include "indexer/sources/feed.h"
#include "indexer/sources/source_kinds.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#define DEPTH_MAX 2
/* What unpacks to more than this, and to so many times its size, is made to
 * fill memory or time. */
#define SWELL_BYTES ((uint64_t)16 << 20)
#define SWELL_TIMES 200

struct packed {
	struct source *source;
	struct archive *archive;
	size_t held;	/* bytes of the feed that the library looks at */
	uint64_t given; /* unpacked bytes so far */
	bool swollen;
	struct buf path, name; /* of the member */
};

static bool
reject(const struct packed *p, const char *path, enum reject_reason why,
	const char *detail)
{
	const struct sink *sink = p->source->sink;

	sink->reject(sink->ctx, path, 0, why, detail);
	return true;
}

/* ---- bytes in, bytes out ---- */

static la_ssize_t
on_read(struct archive *archive, void *ctx, const void **bytes)
{
	struct packed *p = ctx;
	struct feed *feed = p->source->feed;

	feed_skip(feed, p->held);
	p->held = feed_want(feed, 1);
	*bytes = feed_ahead(feed);
	if (p->held == 0 && feed->damage.kind != ERR_NONE) {
		archive_set_error(archive, EIO, "%s", feed->damage.text);
		return -1;
	}
	return (la_ssize_t)p->held;
}

/* Why the library stopped, in its words. */
static const char *
trouble(const struct packed *p)
{
	const char *text = archive_error_string(p->archive);

	return text != NULL ? text : "damaged archive";
}

static bool
is_swollen(struct packed *p)
{
	uint64_t taken = (uint64_t)archive_filter_bytes(p->archive, -1);

	return p->given > SWELL_BYTES && p->given / SWELL_TIMES > taken;
}

/* The bytes of the member at hand (feed_read_fn). */
static bool
read_member(void *from, void *data, size_t size, size_t *got, struct err *err)
{
	struct packed *p = from;
	la_ssize_t n = archive_read_data(p->archive, data, size);

	*got = 0;
	if (n < 0)
		return err_set(err, ERR_INPUT, "%s", trouble(p));
	p->given += (uint64_t)n;
	p->swollen = is_swollen(p);
	if (p->swollen)
		return err_set(err, ERR_INPUT,
			"unpacks to over %d times its size: left", SWELL_TIMES);
	*got = (size_t)n;
	return true;
}

/* ---- members ---- */

/* As folders do: a hidden file is passed over, or one in a hidden folder. */
static bool
is_hidden(const char *name)
{
	for (const char *part = name; part != NULL; part = strchr(part, '/')) {
		part += *part == '/';
		if ((*part == '.' && part[1] != '\0' && part[1] != '/' &&
			    strncmp(part, "../", 3) != 0) ||
			strncmp(part, "__MACOSX/", 9) == 0)
			return true;
	}
	return false;
}

/* In a WACZ the pages are in archive/; the rest tells of them. */
static bool
is_about_archive(const char *container, const char *name)
{
	size_t len = strlen(container);

	return len > 5 && strcasecmp(container + len - 5, ".wacz") == 0 &&
	       strncmp(name, "archive/", 8) != 0;
}

static const char *
name_of(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname_utf8(entry);

	if (name == NULL)
		name = archive_entry_pathname(entry);
	if (name == NULL)
		return "member";
	while (strncmp(name, "./", 2) == 0 || *name == '/')
		name += *name == '/' ? 1 : 2;
	return name;
}

/*
 * An archive is as good as the folder that it was made of: pile.tar.gz is
 * called pile in the names of its members.
 */
static size_t
folder_length(const char *container)
{
	static const char *const endings[] = { ".zip", ".tar", ".tgz", ".txz",
		".tbz2", ".wacz", ".gz", ".xz", ".bz2", ".zst" };
	size_t len = strlen(container);

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		size_t n = strlen(endings[i]);

		if (len <= n || container[len - n - 1] == '/' ||
			strncasecmp(container + len - n, endings[i], n) != 0)
			continue;
		len -= n;
		i = (size_t)-1; /* .tar.gz: once more */
	}
	return len;
}

/* container/member, without what would break a line. */
static void
join(struct buf *out, const char *container, size_t len, const char *name)
{
	size_t from;

	buf_reset(out);
	buf_add(out, container, len);
	buf_putc(out, '/');
	from = out->len;
	utf8_repair(out, name, strlen(name));
	for (size_t i = from; i < out->len; i++)
		if ((unsigned char)out->data[i] < ' ')
			out->data[i] = '?';
}

static bool
read_input(struct packed *p, const struct input *input, struct err *err)
{
	struct source inner = *p->source;
	struct feed feed;
	bool ok;

	feed_open_reader(&feed, read_member, p);
	inner.input = input;
	inner.feed = &feed;
	inner.depth++;
	ok = source_read_open(&inner, err);
	feed_close(&feed);
	return ok;
}

/* A file that was packed by itself keeps its name. */
static bool
read_single(struct packed *p, struct err *err)
{
	struct input input = *p->source->input;

	if (archive_filter_count(p->archive) < 2)
		return reject(p, input.path, REJECT_BAD_ARCHIVE, "no archive");
	input.kind = NULL;
	return read_input(p, &input, err);
}

static bool
take_member(struct packed *p, struct archive_entry *entry, struct err *err)
{
	const struct input *container = p->source->input;
	const char *name = name_of(entry);
	struct input input = { 0 };

	if (archive_format(p->archive) == ARCHIVE_FORMAT_RAW)
		return read_single(p, err);
	if (archive_entry_filetype(entry) != AE_IFREG || is_hidden(name) ||
		is_about_archive(container->name, name))
		return true;
	join(&p->path, container->path, strlen(container->path), name);
	join(&p->name, container->name, folder_length(container->name), name);
	if (archive_entry_is_encrypted(entry))
		return reject(p, p->path.data, REJECT_BAD_ARCHIVE, "encrypted");
	input.path = p->path.data;
	input.name = p->name.data;
	input.mtime = archive_entry_mtime(entry);
	return read_input(p, &input, err);
}

static bool
read_members(struct packed *p, struct err *err)
{
	struct archive_entry *entry;
	int status;

	while (!p->swollen) {
		status = archive_read_next_header(p->archive, &entry);
		if (status == ARCHIVE_EOF)
			return true;
		if (status < ARCHIVE_WARN) {
			/* Damage of the feed is said by who opened it. */
			if (p->source->feed->damage.kind == ERR_NONE)
				reject(p, p->source->input->path,
					REJECT_BAD_ARCHIVE, trouble(p));
			return true;
		}
		if (!take_member(p, entry, err))
			return false;
	}
	return true;
}

/* Only what the library unpacks itself: no other program is run. */
static struct archive *
open_archive(struct packed *p)
{
	struct archive *a = archive_read_new();

	archive_read_support_filter_gzip(a);
	archive_read_support_filter_bzip2(a);
	archive_read_support_filter_xz(a);
	archive_read_support_filter_zstd(a);
	archive_read_support_format_tar(a);
	archive_read_support_format_zip_streamable(a);
	archive_read_support_format_raw(a);
	archive_read_open(a, p, NULL, on_read, NULL);
	return a;
}

bool
source_packed_read(struct source *source, struct err *err)
{
	struct packed p = { .source = source };
	bool ok;

	if (source->depth >= DEPTH_MAX)
		return reject(&p, source->input->path, REJECT_BAD_ARCHIVE,
			"an archive within an archive within an archive");
	p.archive = open_archive(&p);
	ok = read_members(&p, err);
	archive_read_free(p.archive);
	buf_release(&p.path);
	buf_release(&p.name);
	return ok;
}

bool
source_packed_sniff(const struct source_head *head)
{
	static const struct {
		const char *magic;
		size_t len, at;
	} magics[] = {
		{ "PK\3\4", 4, 0 },
		{ "PK\5\6", 4, 0 },
		{ "ustar", 5, 257 },
		{ "\xfd\x37zXZ\0", 6, 0 },
		{ "BZh", 3, 0 },
		{ "\x28\xb5\x2f\xfd", 4, 0 },
		{ "\x1f\x8b\x08", 3, 0 },
	};

	for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++)
		if (head->len >= magics[i].at + magics[i].len &&
			memcmp(head->bytes + magics[i].at, magics[i].magic,
				magics[i].len) == 0)
			return true;
	return false;
}
