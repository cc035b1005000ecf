/*
 * manifest.c - what a generation consists of
 *
 * The text is made and read by one table of facts.  Reading takes nothing
 * for granted: the checksum at the end guards against accidents, not
 * against a text that somebody made.
 */
#include "engine/index/manifest.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/zio.h"
#include "engine/index/archive_layout.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MANIFEST_NAME "manifest"
#define MANIFEST_MAX (4u << 20) /* bytes: some 50,000 files */

enum fact_kind { FACT_TEXT, FACT_U32, FACT_U64 };

/* In the order they are written; `format` stays first for ever. */
static const struct fact {
	const char *name;
	enum fact_kind kind;
	size_t at;
} facts[] = {
	{ "format", FACT_U32, offsetof(struct manifest, format) },
	{ "created", FACT_TEXT, offsetof(struct manifest, created) },
	{ "writer", FACT_TEXT, offsetof(struct manifest, writer) },
	{ "fallback_language", FACT_TEXT,
		offsetof(struct manifest, fallback_language) },
	{ "stories", FACT_U32, offsetof(struct manifest, stories) },
	{ "distinct", FACT_U32, offsetof(struct manifest, distinct) },
	{ "text_bytes", FACT_U64, offsetof(struct manifest, text_bytes) },
};

#define FACTS (sizeof(facts) / sizeof(*facts))

void
manifest_release(struct manifest *manifest)
{
	free(manifest->files);
	free(manifest->segments);
	free(manifest->given);
	arena_release(&manifest->arena);
	memset(manifest, 0, sizeof(*manifest));
}

/* ---- measuring ---- */

static bool measure_folder(struct manifest *manifest, const char *dir,
	const char *below, struct err *err);

/* A path that a line of the manifest can hold and that stays inside. */
static bool
path_fits(const char *path)
{
	const char *part = path;

	for (;;) {
		size_t len = strcspn(part, "/");

		if (len == 0 || (len == 1 && part[0] == '.') ||
			(len == 2 && memcmp(part, "..", 2) == 0))
			return false;
		for (size_t i = 0; i < len; i++)
			if ((unsigned char)part[i] <= ' ' || part[i] == 0x7f)
				return false;
		if (part[len] == '\0')
			return true;
		part += len + 1;
	}
}

/* One name below dir: a file is measured, a folder entered. */
static bool
measure(struct manifest *manifest, const char *dir, const char *path,
	struct err *err)
{
	struct manifest_file file = { 0 };
	struct buf full = { 0 };
	bool ok;

	fs_join(&full, dir, path, NULL);
	if (!path_fits(path)) {
		ok = err_set(err, ERR_INPUT, "%s: not a name for an index",
			full.data);
	} else if (fs_is_dir(full.data)) {
		ok = measure_folder(manifest, dir, path, err);
	} else {
		file.path = arena_string(&manifest->arena, path);
		ok = zio_crc_file(full.data, &file.crc, &file.size, err);
		if (ok)
			vec_push(manifest->files, manifest->nfiles,
				manifest->files_cap) = file;
	}
	buf_release(&full);
	return ok;
}

/* Everything in dir/below; below is "" at the top. */
static bool
measure_folder(struct manifest *manifest, const char *dir, const char *below,
	struct err *err)
{
	struct fs_names names = { 0 };
	struct buf path = { 0 };
	bool ok;

	fs_join(&path, dir, *below != '\0' ? below : NULL, NULL);
	ok = fs_list(path.data, &names, err);
	for (size_t i = 0; ok && i < names.count; i++) {
		if (*below == '\0' &&
			strcmp(names.names[i], MANIFEST_NAME) == 0)
			continue;
		buf_reset(&path);
		if (*below != '\0')
			fs_join(&path, below, names.names[i], NULL);
		else
			buf_puts(&path, names.names[i]);
		ok = measure(manifest, dir, path.data, err);
	}
	fs_names_release(&names);
	buf_release(&path);
	return ok;
}

bool
manifest_measure(struct manifest *manifest, const char *dir, struct err *err)
{
	manifest->format = MANIFEST_FORMAT;
	manifest->nfiles = 0;
	return measure_folder(manifest, dir, "", err) ||
	       err_while(err, "measuring an index");
}

/* ---- printing ---- */

static void
print_fact(struct buf *out, const struct fact *fact,
	const struct manifest *manifest)
{
	const void *at = (const char *)manifest + fact->at;
	const char *text;

	buf_printf(out, "%s ", fact->name);
	switch (fact->kind) {
	case FACT_TEXT:
		text = *(const char *const *)at;
		buf_puts(out, text != NULL ? text : "");
		break;
	case FACT_U32:
		buf_printf(out, "%" PRIu32, *(const uint32_t *)at);
		break;
	case FACT_U64:
		buf_printf(out, "%" PRIu64, *(const uint64_t *)at);
		break;
	}
	buf_putc(out, '\n');
}

void
manifest_print(const struct manifest *manifest, struct buf *out)
{
	size_t start = out->len;

	for (size_t i = 0; i < FACTS; i++)
		print_fact(out, &facts[i], manifest);
	for (size_t i = 0; i < manifest->nsegments; i++)
		buf_printf(out, "segment %s %08" PRIx32 "\n",
			manifest->segments[i].name, manifest->segments[i].crc);
	for (size_t i = 0; i < manifest->ngiven; i++)
		buf_printf(out, "given %" PRIu64 " %s\n",
			manifest->given[i].seconds, manifest->given[i].path);
	for (size_t i = 0; i < manifest->nfiles; i++)
		buf_printf(out, "file %s %" PRIu64 " %08" PRIx32 "\n",
			manifest->files[i].path, manifest->files[i].size,
			manifest->files[i].crc);
	buf_printf(out, "end %08" PRIx32 "\n",
		zio_crc(0, out->data + start, out->len - start));
}

/* ---- parsing ---- */

/* A line being read: its number, and what is left of it. */
struct reading {
	struct manifest *manifest;
	unsigned line;
	unsigned seen; /* bit i: facts[i] was there */
};

static bool
bad_line(struct err *err, unsigned line, const char *what)
{
	return err_set(err, ERR_INDEX, "manifest line %u: %s", line, what);
}

/* Digits and nothing else, of this base, at most max. */
static bool
read_number(const char *text, int base, uint64_t max, uint64_t *out)
{
	static const char digits[] = "0123456789abcdef";
	uint64_t n = 0;

	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		const char *digit = memchr(digits, *text, (size_t)base);
		uint64_t value = digit != NULL ? (uint64_t)(digit - digits) : 0;

		if (digit == NULL || n > (max - value) / (uint64_t)base)
			return false;
		n = n * (uint64_t)base + value;
	}
	*out = n;
	return true;
}

static bool
read_fact(struct reading *in, const struct fact *fact, const char *value,
	struct err *err)
{
	void *at = (char *)in->manifest + fact->at;
	unsigned bit = 1u << (fact - facts);
	uint64_t n = 0;

	if (in->seen & bit)
		return bad_line(err, in->line, "said before");
	in->seen |= bit;
	if (fact->kind == FACT_TEXT) {
		*(const char **)at = arena_string(&in->manifest->arena, value);
		return true;
	}
	if (!read_number(value, 10,
		    fact->kind == FACT_U32 ? UINT32_MAX : UINT64_MAX, &n))
		return bad_line(err, in->line, "expected a number");
	if (fact->kind == FACT_U32)
		*(uint32_t *)at = (uint32_t)n;
	else
		*(uint64_t *)at = n;
	return true;
}

/* "path size crc32"; the line is cut up. */
static bool
read_file_line(struct reading *in, char *value, struct err *err)
{
	struct manifest *manifest = in->manifest;
	struct manifest_file file;
	char *crc = strrchr(value, ' ');
	char *size = NULL;
	uint64_t n;

	if (crc != NULL) {
		*crc++ = '\0';
		size = strrchr(value, ' ');
	}
	if (size == NULL)
		return bad_line(err, in->line, "expected path, size, crc32");
	*size++ = '\0';
	if (!path_fits(value))
		return bad_line(err, in->line, "not a path inside the index");
	if (!read_number(size, 10, UINT64_MAX, &file.size))
		return bad_line(err, in->line, "expected a size");
	if (!read_number(crc, 16, UINT32_MAX, &n))
		return bad_line(err, in->line, "expected a crc32");
	file.crc = (uint32_t)n;
	file.path = arena_string(&manifest->arena, value);
	vec_push(manifest->files, manifest->nfiles, manifest->files_cap) = file;
	return true;
}

/* "name crc32"; the line is cut up. */
static bool
read_segment_line(struct reading *in, char *value, struct err *err)
{
	char *crc = strchr(value, ' ');
	uint64_t n;

	if (crc == NULL)
		return bad_line(err, in->line, "expected name, crc32");
	*crc++ = '\0';
	if (generation_number(value) == 0)
		return bad_line(err, in->line, "no generation's name");
	if (!read_number(crc, 16, UINT32_MAX, &n))
		return bad_line(err, in->line, "expected a crc32");
	if (manifest_stands_on(in->manifest, value))
		return bad_line(err, in->line, "said before");
	manifest_add_segment(in->manifest, value, (uint32_t)n);
	return true;
}

/* "seconds path"; the line is cut up. */
static bool
read_given_line(struct reading *in, char *value, struct err *err)
{
	char *path = strchr(value, ' ');
	uint64_t seconds;

	if (path == NULL)
		return bad_line(err, in->line, "expected seconds, path");
	*path++ = '\0';
	if (!read_number(value, 10, UINT64_MAX, &seconds))
		return bad_line(err, in->line, "expected seconds");
	manifest_add_given(in->manifest, path, seconds);
	return true;
}

/* A name and its value; a fact that we do not know is a later addition. */
static bool
read_line(struct reading *in, char *line, struct err *err)
{
	char *value = strchr(line, ' ');

	if (value == NULL)
		return bad_line(err, in->line, "expected a name and a value");
	*value++ = '\0';
	if (strcmp(line, "file") == 0)
		return read_file_line(in, value, err);
	if (strcmp(line, "segment") == 0)
		return read_segment_line(in, value, err);
	if (strcmp(line, "given") == 0)
		return read_given_line(in, value, err);
	for (size_t i = 0; i < FACTS; i++)
		if (strcmp(line, facts[i].name) == 0)
			return read_fact(in, &facts[i], value, err);
	return true;
}

/* Other versions say so in the first line, whatever the others look like. */
static bool
check_format(const char *text, struct err *err)
{
	static const char first[] = "format ";
	unsigned long format;

	if (strncmp(text, first, sizeof(first) - 1) != 0)
		return bad_line(err, 1, "expected the format");
	format = strtoul(text + sizeof(first) - 1, NULL, 10);
	if (format != MANIFEST_FORMAT)
		return err_set(err, ERR_INDEX,
			"this index has format %lu, this version of dateline "
			"reads format %d: build it again",
			format, MANIFEST_FORMAT);
	return true;
}

/* Take the last line, `end crc32`, off the text. */
static bool
check_end(char *text, size_t *len, uint32_t *sum, struct err *err)
{
	char *last;
	uint64_t crc;

	if (strlen(text) != *len)
		return err_set(err, ERR_INDEX, "manifest with NUL bytes");
	if (*len == 0 || text[*len - 1] != '\n')
		return err_set(err, ERR_INDEX, "manifest cut short");
	text[*len - 1] = '\0';
	last = strrchr(text, '\n');
	if (last == NULL || strncmp(last, "\nend ", 5) != 0 ||
		!read_number(last + 5, 16, UINT32_MAX, &crc))
		return err_set(err, ERR_INDEX, "manifest without its end");
	last[1] = '\0';
	*len = (size_t)(last + 1 - text);
	*sum = zio_crc(0, text, *len);
	if (*sum != crc)
		return err_set(err, ERR_INDEX, "manifest of another checksum");
	return true;
}

bool
manifest_parse(struct manifest *manifest, const char *text, size_t len,
	struct err *err)
{
	struct reading in = { .manifest = manifest };
	char *line, *copy;

	manifest_release(manifest);
	copy = arena_copy(&manifest->arena, text, len);
	if (!check_format(copy, err) ||
		!check_end(copy, &len, &manifest->crc, err))
		goto failed;
	for (line = copy; *line != '\0';) {
		char *end = strchr(line, '\n'); /* check_end() saw to it */

		*end = '\0';
		in.line++;
		if (!read_line(&in, line, err))
			goto failed;
		line = end + 1;
	}
	for (size_t i = 0; i < FACTS; i++)
		if (!(in.seen & 1u << i)) {
			err_set(err, ERR_INDEX, "manifest without %s",
				facts[i].name);
			goto failed;
		}
	return true;

failed:
	manifest_release(manifest);
	return false;
}

/* ---- files ---- */

bool
manifest_write(
	const struct manifest *manifest, const char *dir, struct err *err)
{
	struct manifest again = { 0 };
	struct buf path = { 0 }, text = { 0 };
	bool ok;

	fs_join(&path, dir, MANIFEST_NAME, NULL);
	manifest_print(manifest, &text);
	/* better now than when the old generation is gone */
	ok = manifest_parse(&again, text.data, text.len, err) &&
	     fs_write_file(path.data, text.data, text.len, err);
	manifest_release(&again);
	buf_release(&path);
	buf_release(&text);
	return ok;
}

bool
manifest_read(struct manifest *manifest, const char *dir, struct err *err)
{
	struct buf path = { 0 }, text = { 0 };
	bool ok;

	fs_join(&path, dir, MANIFEST_NAME, NULL);
	ok = fs_read_file(path.data, MANIFEST_MAX, &text, err) &&
	     (manifest_parse(manifest, buf_text(&text), text.len, err) ||
		     err_while(err, "%s", dir));
	buf_release(&path);
	buf_release(&text);
	return ok;
}

/* ---- verifying ---- */

/* How the file at path differs from what was measured. */
static bool
compare(const struct manifest_file *file, const char *path, uint64_t size,
	uint32_t crc, struct err *err)
{
	if (size != file->size)
		return err_set(err, ERR_INDEX,
			"%s: %" PRIu64 " bytes instead of %" PRIu64, path, size,
			file->size);
	if (crc != file->crc)
		return err_set(err, ERR_INDEX,
			"%s: crc32 %08" PRIx32 " instead of %08" PRIx32, path,
			crc, file->crc);
	return true;
}

bool
manifest_verify_file(const struct manifest_file *file, const char *dir,
	enum manifest_depth depth, struct err *err)
{
	struct buf path = { 0 };
	struct err why = { 0 };
	uint32_t crc = file->crc;
	uint64_t size = 0;
	bool ok;

	fs_join(&path, dir, file->path, NULL);
	if (depth == MANIFEST_CHECKSUMS)
		ok = zio_crc_file(path.data, &crc, &size, &why);
	else
		ok = fs_size(path.data, &size, &why);
	if (ok)
		ok = compare(file, path.data, size, crc, err);
	else /* a file that is gone is damage, not somebody's mistake */
		err_set(err, why.kind == ERR_NOT_FOUND ? ERR_INDEX : why.kind,
			"%s", why.text);
	buf_release(&path);
	return ok;
}

bool
manifest_verify(const struct manifest *manifest, const char *dir,
	enum manifest_depth depth, struct err *err)
{
	for (size_t i = 0; i < manifest->nfiles; i++)
		if (!manifest_verify_file(&manifest->files[i], dir, depth, err))
			return false;
	return true;
}
