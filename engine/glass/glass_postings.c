#include "engine/glass/glass_postings.h"

#include "engine/glass/glass_code.h"
#include "engine/glass/glass_postlist.h"

#include <string.h>

static const char bad_chunk[] = "a damaged chunk";

/* ---- numbers ---- */

#define HIGH_BITS UINT64_C(0x8080808080808080)

static inline uint64_t
eight_bytes(const unsigned char *at)
{
	uint64_t bytes;

	memcpy(&bytes, at, sizeof(bytes));
	return bytes;
}

/* One LEB128 number; NULL when it does not end before `end` or is over 32
 * bits. */
static inline const unsigned char *
number(const unsigned char *at, const unsigned char *end, uint32_t *n)
{
	uint64_t value = 0;

	for (unsigned shift = 0; at < end && shift < 35; shift += 7) {
		unsigned char byte = *at++;

		value |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80) {
			*n = (uint32_t)value;
			return value <= UINT32_MAX ? at : NULL;
		}
	}
	return NULL;
}

/* Sixteen bytes at once, wherever the compiler has something for that. */
typedef int8_t sixteen __attribute__((vector_size(16)));

/* How many numbers end in at[0..16 * n); n is 127 at most, so that no byte of
 * the sum runs over. */
static uint32_t
count_sixteens(const unsigned char *at, size_t n)
{
	sixteen bytes, ends = { 0 };
	uint32_t sum = 0;

	for (; n > 0; n--, at += sizeof(bytes)) {
		memcpy(&bytes, at, sizeof(bytes));
		ends -= bytes >= 0; /* what holds is -1 */
	}
	for (unsigned i = 0; i < sizeof(ends); i++)
		sum += (uint32_t)ends[i];
	return sum;
}

/* How many numbers end in at[0..end). */
static uint32_t
count_numbers(const unsigned char *at, const unsigned char *end)
{
	const size_t most = INT8_MAX;
	uint32_t n = 0;

	while (end - at >= (ptrdiff_t)sizeof(sixteen)) {
		size_t some = (size_t)(end - at) / sizeof(sixteen);

		some = some < most ? some : most;
		n += count_sixteens(at, some);
		at += some * sizeof(sixteen);
	}
	for (; at < end; at++)
		n += *at < 0x80;
	return n;
}

/* ---- chunks ---- */

static bool
damaged(const struct glass_postings *p, struct err *err)
{
	return glass_damaged(p->spot.table, bad_chunk, err);
}

/* The head of the chunk at hand, and its first posting. */
static bool
begin_chunk(struct glass_postings *p, const unsigned char *at,
	const unsigned char *end, uint32_t first, struct err *err)
{
	uint32_t span;

	if (at == NULL || at == end || (*at != '0' && *at != '1'))
		return damaged(p, err);
	p->final = *at++ == '1';
	at = number(at, end, &span);
	if (at == NULL || at == end || first == 0 || span >= GLASS_OVER - first)
		return damaged(p, err);
	p->at = at;
	p->end = end;
	p->docid = first;
	p->last = first + span;
	return true;
}

static bool
first_chunk(struct glass_postings *p, struct err *err)
{
	const unsigned char *at, *end;
	uint32_t frequency = 0, before = 0;
	size_t len;

	if (!glass_tag_of(&p->spot, &p->joined, &at, &len, err))
		return false;
	end = at + len;
	at = number(at, end, &p->documents);
	if (at != NULL)
		at = number(at, end, &frequency);
	if (at != NULL)
		at = number(at, end, &before);
	p->frequency = frequency;
	if (before >= GLASS_OVER - 1)
		return damaged(p, err);
	return begin_chunk(p, at, end, before + 1, err);
}

/* The chunk that the spot is at, which must begin behind `after`. */
static bool
further_chunk(struct glass_postings *p, uint32_t after, struct err *err)
{
	const unsigned char *tag;
	uint32_t first;
	size_t len;

	if (p->spot.key_len <= p->key_len ||
		memcmp(p->spot.key, p->key, p->key_len) != 0 ||
		!glass_read_sort_uint(p->spot.key + p->key_len,
			p->spot.key_len - p->key_len, &first) ||
		first <= after)
		return damaged(p, err);
	if (!glass_tag_of(&p->spot, &p->joined, &tag, &len, err))
		return false;
	return begin_chunk(p, tag, tag + len, first, err);
}

static void
end_list(struct glass_postings *p)
{
	p->docid = GLASS_OVER;
	p->at = p->end = (const unsigned char *)"";
	p->last = GLASS_OVER;
	p->final = true;
}

static bool
next_chunk(struct glass_postings *p, struct err *err)
{
	uint32_t after = p->last;

	if (p->final) {
		end_list(p);
		return true;
	}
	return glass_next(&p->spot, err) && further_chunk(p, after, err);
}

static bool
open_list(struct glass_postings *p, const struct buf *first,
	const struct buf *further, struct err *err)
{
	end_list(p);
	memcpy(p->key, further->data, further->len);
	p->key_len = (uint32_t)further->len;
	if (!glass_find(&p->spot, first->data, first->len, err))
		return false;
	if (!glass_is(&p->spot, first->data, first->len))
		return true;
	return first_chunk(p, err);
}

bool
glass_postings_open(const struct glass_reader *postlist, const char *term,
	size_t len, struct glass_postings *p, struct err *err)
{
	struct buf first = { 0 }, further = { 0 };
	bool ok = true;

	*p = (struct glass_postings){ .spot.table = postlist };
	glass_sort_string(&first, term, len, false);
	glass_sort_string(&further, term, len, true);
	if (first.len == 0 || further.len > GLASS_KEY_MAX)
		end_list(p);
	else
		ok = open_list(p, &first, &further, err);
	buf_release(&first);
	buf_release(&further);
	return ok;
}

bool
glass_postings_open_lengths(const struct glass_reader *postlist,
	struct glass_postings *p, struct err *err)
{
	struct buf key = { 0 };
	bool ok;

	*p = (struct glass_postings){ .spot.table = postlist };
	glass_lengths_key(&key);
	ok = open_list(p, &key, &key, err);
	buf_release(&key);
	return ok;
}

/* ---- from term to term ---- */

/* Every NUL of a term is two bytes of its key, of which this is the second. */
#define KEY_NUL 0xff

/* The term of a list's first key; false for a key that is of something else. */
static bool
term_of_key(const unsigned char *key, size_t len, struct buf *term)
{
	buf_reset(term);
	for (size_t i = 0; i < len; i++) {
		buf_putc(term, (char)key[i]);
		if (key[i] == 0 && (++i == len || key[i] != KEY_NUL))
			return false;
	}
	return true;
}

/* The list that begins at the spot. */
static bool
open_here(struct glass_postings *p, struct buf *term, struct err *err)
{
	end_list(p);
	buf_reset(term);
	if (p->spot.over)
		return true;
	if (p->spot.key_len + (size_t)1 > GLASS_KEY_MAX ||
		!term_of_key(p->spot.key, p->spot.key_len, term))
		return damaged(p, err);
	memcpy(p->key, p->spot.key, p->spot.key_len);
	p->key[p->spot.key_len] = 0;
	p->key_len = p->spot.key_len + 1;
	return first_chunk(p, err);
}

bool
glass_postings_open_first(const struct glass_reader *postlist,
	struct glass_postings *p, struct buf *term, struct err *err)
{
	static const unsigned char least[] = { 0, KEY_NUL };

	*p = (struct glass_postings){ .spot.table = postlist };
	return glass_find_from(&p->spot, least, sizeof(least), err) &&
	       open_here(p, term, err);
}

bool
glass_postings_open_next(
	struct glass_postings *p, struct buf *term, struct err *err)
{
	do
		if (!glass_next(&p->spot, err))
			return false;
	while (!p->spot.over && p->spot.key_len > p->key_len &&
		memcmp(p->spot.key, p->key, p->key_len) == 0);
	return open_here(p, term, err);
}

void
glass_postings_release(struct glass_postings *p)
{
	buf_release(&p->joined);
}

/* ---- postings ---- */

/* Step over one posting to the next in its chunk, or to the next chunk. */
static bool
next_posting(struct glass_postings *p, struct err *err)
{
	uint32_t wdf, between;

	p->at = number(p->at, p->end, &wdf);
	p->ordinal++;
	if (p->at == NULL)
		return damaged(p, err);
	if (p->at == p->end)
		return p->docid == p->last ? next_chunk(p, err)
					   : damaged(p, err);
	p->at = number(p->at, p->end, &between);
	if (p->at == NULL || p->at == p->end || between >= p->last - p->docid)
		return damaged(p, err);
	p->docid += between + 1;
	return true;
}

bool
glass_postings_wdf(
	const struct glass_postings *p, uint32_t *wdf, struct err *err)
{
	return number(p->at, p->end, wdf) != NULL || damaged(p, err);
}

/*
 * One posting whose numbers take a byte, or two between docids, with more to
 * come in its chunk: false for all others, which next_posting() takes.
 */
static inline bool
short_posting(const unsigned char **at, const unsigned char *end,
	uint32_t *docid, uint32_t below)
{
	const unsigned char *next = *at;
	uint32_t between;

	if (end - next <= 3 || next[0] >= 0x80)
		return false;
	between = next[1];
	next += 2;
	if (between >= 0x80) {
		if (*next >= 0x80)
			return false;
		between = (between & 0x7f) | (uint32_t)*next++ << 7;
	}
	if (next == end || between >= below - *docid)
		return false;
	*docid += between + 1;
	*at = next;
	return true;
}

/*
 * Postings of short numbers, as long as there are: this is where the time of
 * a query goes.  Eight bytes at once are four postings.  The last posting of a
 * chunk is left, and the last one below.
 */
static uint32_t
take_short(struct glass_postings *p, uint32_t below, uint32_t most,
	uint32_t *docids, uint32_t *wdfs)
{
	const unsigned char *at = p->at, *chunk_end = p->end;
	uint32_t docid = p->docid, n = 0;
	const uint32_t end = p->last < below ? p->last : below;

	while (n + 4 <= most) {
		uint64_t bytes =
			chunk_end - at > 8 ? eight_bytes(at) : HIGH_BITS;
		uint32_t second, third, fourth, fifth;

		second = docid + (uint32_t)(bytes >> 8 & 0x7f) + 1;
		third = second + (uint32_t)(bytes >> 24 & 0x7f) + 1;
		fourth = third + (uint32_t)(bytes >> 40 & 0x7f) + 1;
		fifth = fourth + (uint32_t)(bytes >> 56) + 1;
		if (bytes & HIGH_BITS || fifth > end) {
			docids[n] = docid;
			wdfs[n] = at < chunk_end ? *at : 0;
			if (!short_posting(&at, chunk_end, &docid, end))
				break;
			n++;
			continue;
		}
		docids[n] = docid;
		docids[n + 1] = second;
		docids[n + 2] = third;
		docids[n + 3] = fourth;
		wdfs[n] = bytes & 0x7f;
		wdfs[n + 1] = bytes >> 16 & 0x7f;
		wdfs[n + 2] = bytes >> 32 & 0x7f;
		wdfs[n + 3] = bytes >> 48 & 0x7f;
		docid = fifth;
		n += 4;
		at += 8;
	}
	p->at = at;
	p->docid = docid;
	p->ordinal += n;
	return n;
}

bool
glass_postings_take(struct glass_postings *p, uint32_t below, uint32_t most,
	uint32_t *docids, uint32_t *wdfs, uint32_t *n, struct err *err)
{
	uint32_t taken = 0;

	while (p->docid < below && taken < most) {
		taken += take_short(
			p, below, most - taken, docids + taken, wdfs + taken);
		if (taken == most || p->docid >= below)
			break;
		docids[taken] = p->docid;
		if (!glass_postings_wdf(p, &wdfs[taken], err))
			return false;
		taken++;
		if (!next_posting(p, err))
			return false;
	}
	*n = taken;
	return true;
}

static inline void
mark(uint64_t *bits, uint32_t at)
{
	bits[at / 64] |= UINT64_C(1) << at % 64;
}

/*
 * Four docids that lie in 64, the others so far ahead of the first one: two
 * words of the set at most, so that the next four wait for two stores and not
 * for four.
 */
static inline void
mark_four(uint64_t *bits, uint32_t at, uint32_t second, uint32_t third,
	uint32_t fourth)
{
	uint64_t four = 1 | UINT64_C(1) << second | UINT64_C(1) << third |
			UINT64_C(1) << fourth;
	uint64_t *word = bits + at / 64;

	word[0] |= four << at % 64;
	word[1] |= four >> 1 >> (63 - at % 64);
}

/* As take_short(), into bits. */
static void
mark_short(
	struct glass_postings *p, uint32_t below, uint32_t base, uint64_t *bits)
{
	const unsigned char *at = p->at, *chunk_end = p->end;
	uint32_t docid = p->docid;
	const uint32_t end = p->last < below ? p->last : below;

	for (;;) {
		uint64_t bytes =
			chunk_end - at > 8 ? eight_bytes(at) : HIGH_BITS;
		uint32_t second, third, fourth, fifth, before = docid;

		second = (uint32_t)(bytes >> 8 & 0x7f) + 1;
		third = second + (uint32_t)(bytes >> 24 & 0x7f) + 1;
		fourth = third + (uint32_t)(bytes >> 40 & 0x7f) + 1;
		fifth = fourth + (uint32_t)(bytes >> 56) + 1;
		if (bytes & HIGH_BITS || docid + fifth > end) {
			if (!short_posting(&at, chunk_end, &docid, end))
				break;
			mark(bits, before - base);
			continue;
		}
		if (fourth < 64) {
			mark_four(bits, docid - base, second, third, fourth);
		} else {
			mark(bits, docid - base);
			mark(bits, docid + second - base);
			mark(bits, docid + third - base);
			mark(bits, docid + fourth - base);
		}
		docid += fifth;
		at += 8;
	}
	p->at = at;
	p->docid = docid;
}

bool
glass_postings_mark(struct glass_postings *p, uint32_t below, uint32_t base,
	uint64_t *bits, struct err *err)
{
	while (p->docid < below) {
		mark_short(p, below, base, bits);
		if (p->docid >= below)
			break;
		mark(bits, p->docid - base);
		if (!next_posting(p, err))
			return false;
	}
	return true;
}

/* The numbers between the docids of four short postings, as lanes of 16 bits,
 * and the sum of such lanes. */
#define BETWEEN(bytes) ((bytes) >> 8 & UINT64_C(0x007f007f007f007f))
#define SUM_LANES(lanes)                                                       \
	((uint32_t)((lanes)*UINT64_C(0x0001000100010001) >> 48))

/* As take_short(), but only past them: eight at once, or four. */
static void
skip_short(struct glass_postings *p, uint32_t docid)
{
	const unsigned char *at = p->at, *chunk_end = p->end;
	const uint32_t end = p->last < docid ? p->last : docid;
	uint32_t here = p->docid, n = 0;

	while (here < end) {
		uint64_t four =
			chunk_end - at > 8 ? eight_bytes(at) : HIGH_BITS;
		uint64_t more =
			chunk_end - at > 16 ? eight_bytes(at + 8) : HIGH_BITS;
		uint32_t past =
			here + 8 + SUM_LANES(BETWEEN(four) + BETWEEN(more));

		if (!((four | more) & HIGH_BITS) && past <= end) {
			here = past;
			n += 8;
			at += 16;
			continue;
		}
		past = here + 4 + SUM_LANES(BETWEEN(four));
		if (!(four & HIGH_BITS) && past <= end) {
			here = past;
			n += 4;
			at += 8;
			continue;
		}
		if (!short_posting(&at, chunk_end, &here, end))
			break;
		n++;
	}
	p->at = at;
	p->docid = here;
	p->ordinal += n;
}

/* To the chunk that may have the docid, which is behind the one at hand. */
static bool
skip_chunks(struct glass_postings *p, uint32_t docid, struct err *err)
{
	enum { STEPS = 2 }; /* cheaper than to search */
	struct buf key = { 0 };
	uint32_t after;
	bool ok;

	for (int i = 0; (p->counted || i < STEPS) && p->last < docid; i++) {
		if (p->counted)
			p->ordinal += (count_numbers(p->at, p->end) + 1) / 2;
		if (!next_chunk(p, err))
			return false;
	}
	if (p->last >= docid)
		return true;
	after = p->last;
	buf_add(&key, p->key, p->key_len);
	glass_sort_uint(&key, docid);
	ok = glass_find(&p->spot, key.data, key.len, err) &&
	     further_chunk(p, 0, err);
	buf_release(&key);
	if (!ok || p->last >= docid)
		return ok;
	return p->last >= after ? next_chunk(p, err) : damaged(p, err);
}

bool
glass_postings_skip(struct glass_postings *p, uint32_t docid, struct err *err)
{
	if (p->docid >= docid)
		return true;
	if (p->last < docid && !skip_chunks(p, docid, err))
		return false;
	while (p->docid < docid) {
		skip_short(p, docid);
		if (p->docid < docid && !next_posting(p, err))
			return false;
	}
	return true;
}
