/* forward.c - mapping and reading the words of each story */
#include "engine/index/forward.h"

#include "engine/index/column_file.h"
#include "engine/index/forward_files.h"

#include <string.h>

/* How many bits the gaps of a group have, by half a byte. */
const uint8_t forward_widths[16] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
	14, 20, 32 };

/* A number in LEB128, of 32 bits at most; false if there is none. */
static bool
take_number(struct forward_walk *walk, uint32_t *number)
{
	uint32_t n = 0;

	for (unsigned shift = 0; shift < 35 && walk->at < walk->end;
		shift += 7) {
		uint32_t byte = *walk->at++;

		if (shift == 28 && byte > 0x0f)
			break;
		n |= (byte & 0x7f) << shift;
		if (byte < 0x80) {
			*number = n;
			return true;
		}
	}
	walk->broken = true;
	return false;
}

struct forward_walk
forward_begin(const uint8_t *bytes, uint64_t len, uint32_t words)
{
	struct forward_walk walk = {
		.at = bytes,
		.end = bytes + len,
		.words = words,
	};
	uint32_t groups;
	size_t heads;

	if (len == 0 || !take_number(&walk, &groups))
		return walk;
	heads = groups / 2 + groups % 2;
	if (heads > (size_t)(walk.end - walk.at)) {
		walk.at = walk.end;
		walk.broken = true;
		return walk;
	}
	walk.widths = walk.at;
	walk.groups = groups;
	walk.at += heads;
	return walk;
}

/* Unpack the next group: as many bytes as a gap of it has bits. */
static bool
take_group(struct forward_walk *walk)
{
	uint8_t bytes[32 + sizeof(uint64_t)] = { 0 };
	uint32_t width = forward_widths[walk->half ? *walk->widths >> 4
						   : *walk->widths & 15];
	uint64_t mask = (UINT64_C(1) << width) - 1;

	if (width > (size_t)(walk->end - walk->at)) {
		walk->groups = 0;
		walk->at = walk->end;
		walk->broken = true;
		return false;
	}
	memcpy(bytes, walk->at, width);
	for (uint32_t i = 0; i < FORWARD_GROUP; i++) {
		uint64_t word;

		memcpy(&word, bytes + i * width / 8, sizeof(word));
		walk->gaps[i] = (uint32_t)(word >> i * width % 8 & mask);
	}
	walk->at += width;
	walk->widths += walk->half;
	walk->half = !walk->half;
	walk->groups--;
	walk->left = FORWARD_GROUP;
	return true;
}

bool
forward_gap(struct forward_walk *walk, uint32_t *gap)
{
	if (walk->groups > 0) {
		if (!take_group(walk))
			return false;
		*gap = walk->gaps[FORWARD_GROUP - walk->left--];
		return true;
	}
	return walk->at < walk->end && take_number(walk, gap);
}

bool
forward_damaged(struct err *err, uint32_t row)
{
	return err_set(err, ERR_INDEX, "%s: the words of story %u are damaged",
		FORWARD_FILE, row + 1);
}

/* ---- opening ---- */

/* In the order of ranks: no word twice, none without a story. */
static bool
check_words(const struct forward *forward, const struct vocabulary *vocabulary,
	const char *dir, struct err *err)
{
	const uint32_t *word = forward->word;

	for (uint32_t i = 0; i < forward->words; i++) {
		if (word[i] >= vocabulary->count)
			return column_file_damaged(err, dir, FORWARD_WORD_FILE,
				i + 1ull, "no word of the vocabulary");
		if (i == 0)
			continue;
		if (!forward_before(vocabulary->stories, word[i - 1], word[i]))
			return column_file_damaged(err, dir, FORWARD_WORD_FILE,
				i + 1ull, "out of order");
	}
	return true;
}

static bool
check_starts(const struct forward *forward, uint32_t stories, uint64_t bytes,
	const char *dir, struct err *err)
{
	const uint64_t *start = forward->start;

	if (start[0] != 0)
		return column_file_damaged(
			err, dir, FORWARD_START_FILE, 1, "not 0");
	for (uint32_t i = 0; i < stories; i++)
		if (start[i + 1] < start[i] || start[i + 1] > bytes)
			return column_file_damaged(err, dir, FORWARD_START_FILE,
				i + 2ull, "out of order");
	if (start[stories] != bytes)
		return column_file_damaged(err, dir, FORWARD_START_FILE,
			stories + 1ull, "not the end of the rows");
	return true;
}

bool
forward_open(const char *dir, const struct vocabulary *vocabulary,
	uint32_t stories, struct forward *forward, struct err *err)
{
	struct column_file word, start, bytes;

	*forward = (struct forward){ 0 };
	if (!column_file_map(
		    dir, FORWARD_WORD_FILE, sizeof(uint32_t), &word, err))
		return false;
	forward->maps[0] = word.map;
	if (!column_file_map(
		    dir, FORWARD_START_FILE, sizeof(uint64_t), &start, err))
		goto fail;
	forward->maps[1] = start.map;
	if (!column_file_map(dir, FORWARD_FILE, 1, &bytes, err))
		goto fail;
	forward->maps[2] = bytes.map;
	if (word.count > vocabulary->count || start.count != stories + 1ull) {
		column_file_damaged(err, dir, FORWARD_START_FILE, start.count,
			"not one for each story");
		goto fail;
	}
	forward->words = (uint32_t)word.count;
	forward->word = (const uint32_t *)(const void *)word.payload;
	forward->start = (const uint64_t *)(const void *)start.payload;
	forward->bytes = (const uint8_t *)bytes.payload;
	if (check_words(forward, vocabulary, dir, err) &&
		check_starts(forward, stories, bytes.count, dir, err))
		return true;
fail:
	forward_close(forward);
	return false;
}

void
forward_close(struct forward *forward)
{
	for (size_t i = 0; i < sizeof(forward->maps) / sizeof(*forward->maps);
		i++)
		fs_unmap(&forward->maps[i]);
	*forward = (struct forward){ 0 };
}
