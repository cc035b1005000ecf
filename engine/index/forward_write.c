/* forward_write.c - the words of each story into their files */
#include "engine/index/forward.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/pack.h"
#include "engine/index/column_file.h"
#include "engine/index/forward_files.h"
#include "engine/index/vocabulary_draft.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of rows gathered before they are written. */
#define FORWARD_BLOCK ((size_t)1 << 18)

/* The files while they are written. */
struct rows {
	struct vocabulary_draft *draft;
	const struct vocabulary *vocabulary;
	uint32_t words;	 /* that some story has */
	uint32_t *word;	 /* by rank: ordinal */
	uint32_t *rank;	 /* by ordinal */
	uint64_t *start; /* of each row */
	struct buf bytes;
	uint32_t *sorted, *spare; /* ranks of the story at hand */
	size_t sorted_cap, spare_cap;
};

/* ---- the order of ranks ---- */

static int
compare(const void *va, const void *vb)
{
	uint64_t a = *(const uint64_t *)va, b = *(const uint64_t *)vb;

	return (a > b) - (a < b);
}

/* Words of most stories first; those of none have no rank. */
static void
rank_words(struct rows *rows)
{
	const struct vocabulary *vocabulary = rows->vocabulary;
	size_t room = vocabulary->count + (size_t)1;
	uint64_t *keys = mem_array(NULL, room, sizeof(*keys));

	rows->word = mem_array(NULL, room, sizeof(*rows->word));
	rows->rank = mem_array(NULL, room, sizeof(*rows->rank));
	for (uint32_t i = 0; i < vocabulary->count; i++)
		if (vocabulary->stories[i] > 0)
			keys[rows->words++] =
				(uint64_t)~vocabulary->stories[i] << 32 | i;
	qsort(keys, rows->words, sizeof(*keys), compare);
	for (uint32_t i = 0; i < rows->words; i++) {
		rows->word[i] = (uint32_t)keys[i];
		rows->rank[rows->word[i]] = i;
	}
	free(keys);
}

/* ---- a row ---- */

/* Bits of a rank that decide in one pass: a story has some hundred words, and
 * counting them should not take longer than moving them. */
enum { DIGIT = 6, DIGITS = 1 << DIGIT };

static void
sort_by_digit(const uint32_t *from, uint32_t *to, uint32_t n, unsigned shift)
{
	uint32_t at[DIGITS + 1] = { 0 };

	for (uint32_t i = 0; i < n; i++)
		at[(from[i] >> shift & (DIGITS - 1)) + 1]++;
	for (unsigned i = 1; i < DIGITS; i++)
		at[i] += at[i - 1];
	for (uint32_t i = 0; i < n; i++)
		to[at[from[i] >> shift & (DIGITS - 1)]++] = from[i];
}

/* The ranks of a story's words, ascending, in rows->sorted. */
static void
sort_row(struct rows *rows, const uint32_t *words, uint32_t n)
{
	rows->sorted = mem_grow(rows->sorted, &rows->sorted_cap, (size_t)n + 1,
		sizeof(*rows->sorted));
	rows->spare = mem_grow(rows->spare, &rows->spare_cap, (size_t)n + 1,
		sizeof(*rows->spare));
	for (uint32_t i = 0; i < n; i++)
		rows->sorted[i] = rows->rank[words[i]];
	for (unsigned shift = 0; shift < 32 && rows->words >> shift > 0;
		shift += DIGIT) {
		uint32_t *sorted = rows->spare;
		size_t cap = rows->spare_cap;

		sort_by_digit(rows->sorted, sorted, n, shift);
		rows->spare = rows->sorted;
		rows->spare_cap = rows->sorted_cap;
		rows->sorted = sorted;
		rows->sorted_cap = cap;
	}
}

/* Which width holds all gaps of a group. */
static unsigned
width_of(const uint32_t *gaps)
{
	uint32_t all = 0;
	unsigned code = 0;

	for (uint32_t i = 0; i < FORWARD_GROUP; i++)
		all |= gaps[i];
	while (forward_widths[code] < 32 && all >> forward_widths[code] != 0)
		code++;
	return code;
}

static void
add_group(struct buf *out, const uint32_t *gaps, unsigned width)
{
	uint64_t held = 0;
	unsigned bits = 0;

	for (uint32_t i = 0; i < FORWARD_GROUP; i++) {
		held |= (uint64_t)gaps[i] << bits;
		for (bits += width; bits >= 8; bits -= 8) {
			buf_putc(out, (char)held);
			held >>= 8;
		}
	}
}

/* Groups: how many, their widths, their gaps; and the gaps that are left. */
static void
add_gaps(struct buf *out, const uint32_t *gaps, uint32_t n)
{
	uint32_t groups = n / FORWARD_GROUP;
	size_t heads;

	if (n == 0)
		return;
	pack_number(out, groups);
	heads = out->len;
	for (uint32_t i = 0; i < groups; i += 2)
		buf_putc(out, 0);
	for (uint32_t i = 0; i < groups; i++) {
		unsigned code = width_of(gaps + i * FORWARD_GROUP);

		out->data[heads + i / 2] |= (char)(code << i % 2 * 4);
		add_group(out, gaps + i * FORWARD_GROUP, forward_widths[code]);
	}
	for (uint32_t i = groups * FORWARD_GROUP; i < n; i++)
		pack_number(out, gaps[i]);
}

static void
add_row(struct rows *rows, size_t i)
{
	uint32_t n, next = 0;
	const uint32_t *words = vocabulary_draft_words(rows->draft, i, &n);

	sort_row(rows, words, n);
	for (uint32_t j = 0; j < n; j++) {
		uint32_t rank = rows->sorted[j];

		rows->sorted[j] = rank - next;
		next = rank + 1;
	}
	add_gaps(&rows->bytes, rows->sorted, n);
}

/* ---- the files ---- */

/* All rows, a block at a time: they are more than memory should hold. */
static bool
write_rows(struct rows *rows, const char *dir, size_t n, struct err *err)
{
	struct column_stream *stream =
		column_stream_open(dir, FORWARD_FILE, 1, err);
	uint64_t written = 0;
	bool ok = stream != NULL;

	for (size_t i = 0; ok && i < n; i++) {
		rows->start[i] = written + rows->bytes.len;
		vocabulary_draft_pass(rows->draft, i);
		add_row(rows, i);
		if (rows->bytes.len < FORWARD_BLOCK)
			continue;
		written += rows->bytes.len;
		ok = column_stream_add(
			stream, rows->bytes.data, rows->bytes.len, err);
		buf_reset(&rows->bytes);
	}
	rows->start[n] = written + rows->bytes.len;
	ok = ok &&
	     column_stream_add(stream, rows->bytes.data, rows->bytes.len, err);
	if (ok)
		return column_stream_close(stream, rows->start[n], err);
	column_stream_drop(stream);
	return false;
}

bool
forward_write(const char *dir, struct vocabulary_draft *draft, size_t n,
	struct err *err)
{
	struct vocabulary vocabulary = { 0 };
	struct rows rows = { .draft = draft, .vocabulary = &vocabulary };
	struct column_part words = { 0 }, starts = { 0 };
	bool ok = false;

	if (!vocabulary_open(dir, &vocabulary, err))
		return false;
	rank_words(&rows);
	rows.start = mem_array(NULL, n + 1, sizeof(*rows.start));
	words = (struct column_part){
		rows.word,
		rows.words * sizeof(*rows.word),
	};
	starts = (struct column_part){
		rows.start,
		(n + 1) * sizeof(*rows.start),
	};
	ok = write_rows(&rows, dir, n, err) &&
	     column_file_write(dir, FORWARD_WORD_FILE, sizeof(*rows.word),
		     rows.words, &words, 1, err) &&
	     column_file_write(dir, FORWARD_START_FILE, sizeof(*rows.start),
		     n + 1, &starts, 1, err);
	vocabulary_close(&vocabulary);
	buf_release(&rows.bytes);
	free(rows.word);
	free(rows.rank);
	free(rows.start);
	free(rows.sorted);
	free(rows.spare);
	return ok;
}
