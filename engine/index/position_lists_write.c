/* position_lists_write.c - the runs of all drafts into the files of positions
 *
 * Words of a run ascend in the order of the file as well, so all runs are
 * walked side by side, word by word, and what each has of a word is copied.
 */
#include "engine/index/position_lists.h"

#include "base/fs.h"
#include "base/mem.h"
#include "base/pack.h"
#include "engine/index/column_file.h"
#include "engine/index/position_files.h"

#include <stdlib.h>
#include <string.h>

/* Text and boilerplate: each has two files. */
enum { TEXT, BOILER, KINDS };

static const struct {
	const char *positions, *start;
} files[KINDS] = {
	[TEXT] = { POSITIONS_FILE, POSITION_START_FILE },
	[BOILER] = { BOILER_POSITIONS_FILE, BOILER_POSITION_START_FILE },
};

struct span {
	const char *at;
	size_t len;
};

/* A run on the walk, at its next word. */
struct run {
	struct fs_map map;
	struct unpack in;
	const uint32_t *numbers;
	uint32_t word; /* number in the file; WORDS_END: no more */
	struct span spans[KINDS];
};

#define WORDS_END UINT32_MAX

/* One file of positions while it is written. */
struct sheet {
	struct column_stream *stream;
	uint64_t *start; /* by word */
	uint64_t written;
	uint32_t *blocks; /* of the word at hand: where each begins */
	size_t nblocks, blocks_cap;
};

struct joining {
	struct run *runs;
	size_t nruns, runs_cap;
	struct sheet sheets[KINDS];
	struct span *parts; /* of the word at hand, a run each */
};

/* ---- runs ---- */

static bool
run_next(struct run *run, struct err *err)
{
	struct unpack *in = &run->in;
	uint64_t ordinal;

	run->word = WORDS_END;
	if (in->at == in->end)
		return true;
	ordinal = unpack_number(in);
	for (int kind = 0; kind < KINDS; kind++)
		run->spans[kind].len = unpack_number(in);
	for (int kind = 0; kind < KINDS; kind++) {
		if (run->spans[kind].len > (size_t)(in->end - in->at))
			in->broken = true;
		run->spans[kind].at = in->at;
		in->at += in->broken ? 0 : run->spans[kind].len;
	}
	if (!unpack_ok(in))
		return err_set(err, ERR_INDEX, "a run of positions is damaged");
	run->word = run->numbers[ordinal];
	return true;
}

/* Its bytes, which are in a file or in memory. */
static bool
open_run(struct run *run, const struct position_run *from, struct err *err)
{
	run->in.at = from->bytes;
	run->in.end = run->in.at + from->len;
	if (from->path == NULL)
		return true;
	if (!fs_map(from->path, &run->map, err))
		return false;
	run->in.at = run->map.data;
	run->in.end = run->in.at + run->map.size;
	return true;
}

static bool
open_runs(struct joining *joining, const struct position_source *sources,
	size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		const struct position_lists *lists = sources[i].lists;

		if (lists->err.kind != ERR_NONE) {
			*err = lists->err;
			return false;
		}
		for (size_t r = 0; r < lists->nruns; r++) {
			struct run *run = &vec_push(joining->runs,
				joining->nruns, joining->runs_cap);

			*run = (struct run){ .numbers = sources[i].numbers };
			if (!open_run(run, &lists->runs[r], err) ||
				!run_next(run, err))
				return false;
		}
	}
	return true;
}

/* ---- streams ---- */

/* Go over the positions of one story, to those of the next. */
static const char *
skip_story(const char *at, const char *end)
{
	bool last = false;

	while (at < end && !last) {
		last = *at & 1;
		while (at < end && *at++ & (char)0x80)
			;
	}
	return at;
}

/* Where each block of stories begins but the first, counted from there. */
static void
find_blocks(struct sheet *sheet, const struct span *parts, size_t n)
{
	uint64_t before = 0;
	uint32_t stories = 0;

	sheet->nblocks = 0;
	for (size_t i = 0; i < n; i++) {
		const char *at = parts[i].at, *end = at + parts[i].len;

		for (; at < end; at = skip_story(at, end))
			if (stories++ % POSITIONS_BLOCK == 0 && stories > 1)
				vec_push(sheet->blocks, sheet->nblocks,
					sheet->blocks_cap) =
					(uint32_t)(before +
						   (uint64_t)(at -
							      parts[i].at));
		before += parts[i].len;
	}
}

/* The stream of a word. */
static bool
put_word(struct sheet *sheet, uint32_t word, const struct span *parts, size_t n,
	struct err *err)
{
	uint64_t len = 0;
	bool ok = true;

	sheet->start[word] = sheet->written;
	for (size_t i = 0; i < n; i++)
		len += parts[i].len;
	if (len > UINT32_MAX)
		return err_set(err, ERR_UNAVAILABLE,
			"more than 4 GiB of positions of one word");
	/* No story takes less than a byte. */
	if (len > POSITIONS_BLOCK) {
		size_t size;

		find_blocks(sheet, parts, n);
		size = sheet->nblocks * sizeof(*sheet->blocks);
		ok = column_stream_add(sheet->stream, sheet->blocks, size, err);
		sheet->written += size;
	}
	for (size_t i = 0; ok && i < n; i++)
		ok = column_stream_add(
			sheet->stream, parts[i].at, parts[i].len, err);
	sheet->written += len;
	return ok;
}

/* What all runs have of a word. */
static bool
join_word(struct joining *joining, uint32_t word, struct err *err)
{
	for (int kind = 0; kind < KINDS; kind++) {
		size_t n = 0;

		for (size_t i = 0; i < joining->nruns; i++)
			if (joining->runs[i].word == word)
				joining->parts[n++] =
					joining->runs[i].spans[kind];
		if (!put_word(&joining->sheets[kind], word, joining->parts, n,
			    err))
			return false;
	}
	for (size_t i = 0; i < joining->nruns; i++)
		if (joining->runs[i].word == word) {
			fs_map_pass(&joining->runs[i].map,
				joining->runs[i].spans[0].at);
			if (!run_next(&joining->runs[i], err))
				return false;
		}
	return true;
}

/* ---- the files ---- */

static bool
finish_sheet(struct sheet *sheet, int kind, const char *dir, uint32_t words,
	struct err *err)
{
	const struct column_part starts = {
		sheet->start,
		(words + (size_t)1) * sizeof(*sheet->start),
	};
	struct column_stream *stream = sheet->stream;

	sheet->start[words] = sheet->written;
	sheet->stream = NULL;
	return column_stream_close(stream, sheet->written, err) &&
	       column_file_write(dir, files[kind].start, sizeof(*sheet->start),
		       words + (uint64_t)1, &starts, 1, err);
}

static void
joining_release(struct joining *joining)
{
	for (size_t i = 0; i < joining->nruns; i++)
		fs_unmap(&joining->runs[i].map);
	for (int kind = 0; kind < KINDS; kind++) {
		column_stream_drop(joining->sheets[kind].stream);
		free(joining->sheets[kind].start);
		free(joining->sheets[kind].blocks);
	}
	free(joining->runs);
	free(joining->parts);
}

bool
position_lists_write(const struct position_source *sources, size_t n,
	const char *dir, uint32_t words, struct err *err)
{
	struct joining joining = { 0 };
	bool ok = open_runs(&joining, sources, n, err);

	joining.parts =
		mem_array(NULL, joining.nruns + 1, sizeof(*joining.parts));
	for (int kind = 0; ok && kind < KINDS; kind++) {
		struct sheet *sheet = &joining.sheets[kind];

		sheet->start = mem_array(
			NULL, words + (size_t)1, sizeof(*sheet->start));
		sheet->stream =
			column_stream_open(dir, files[kind].positions, 1, err);
		ok = sheet->stream != NULL;
	}
	for (uint32_t word = 0; ok && word < words; word++)
		ok = join_word(&joining, word, err);
	for (int kind = 0; ok && kind < KINDS; kind++)
		ok = finish_sheet(&joining.sheets[kind], kind, dir, words, err);
	joining_release(&joining);
	return ok;
}
