/* stories.c - mapping and reading stored stories */
#include "engine/index/stories.h"

#include "base/mem.h"
#include "base/zio.h"
#include "engine/index/column_file.h"
#include "engine/index/columns.h"
#include "engine/index/stories_files.h"
#include "engine/story/story_bundle.h"

#include <stdlib.h>
#include <string.h>

/* Deflate makes no more than 1032 bytes of one. */
#define DEFLATE_RATIO 1040

/* ---- opening ---- */

/* Bundles follow each other, each with a story at least, to the end. */
static bool
check_starts(const struct stories *stories, uint32_t count, uint64_t bytes,
	const char *dir, struct err *err)
{
	const struct bundle_start *start = stories->starts;

	if (start[0].at != 0 || start[0].first != 0)
		return column_file_damaged(
			err, dir, STORY_START_FILE, 1, "not the beginning");
	for (uint32_t i = 0; i < stories->bundles; i++) {
		uint64_t len = start[i + 1].at - start[i].at;

		if (start[i + 1].at > bytes || start[i + 1].at < start[i].at ||
			len < BUNDLE_HEAD ||
			start[i + 1].first <= start[i].first ||
			start[i].size / DEFLATE_RATIO > len)
			return column_file_damaged(err, dir, STORY_START_FILE,
				i + 2ull, "out of order");
	}
	if (start[stories->bundles].at != bytes ||
		start[stories->bundles].first != count)
		return column_file_damaged(err, dir, STORY_START_FILE,
			stories->bundles + 1ull, "not the end");
	return true;
}

struct shorthand *
stories_shorthand(const char *dir, struct err *err)
{
	struct shorthand *shorthand;
	struct column_file words;

	if (!column_file_map(dir, STORY_WORDS_FILE, 0, &words, err))
		return NULL;
	shorthand = shorthand_new(words.payload, words.size, err);
	fs_unmap(&words.map);
	return shorthand;
}

bool
stories_open(const char *dir, uint32_t count, const struct stories *like,
	struct stories *stories, struct err *err)
{
	struct column_file bytes, starts, words;

	*stories = (struct stories){ 0 };
	if (!column_file_map(dir, STORIES_FILE, 1, &bytes, err))
		return false;
	stories->maps[0] = bytes.map;
	if (!column_file_map(dir, STORY_START_FILE, sizeof(*stories->starts),
		    &starts, err))
		goto fail;
	stories->maps[1] = starts.map;
	if (!column_file_map(dir, STORY_WORDS_FILE, 0, &words, err))
		goto fail;
	stories->maps[2] = words.map;
	if (starts.count == 0 || starts.count > UINT32_MAX) {
		column_file_damaged(err, dir, STORY_START_FILE, 1, "missing");
		goto fail;
	}
	stories->bundles = (uint32_t)(starts.count - 1);
	stories->starts = (const void *)starts.payload;
	stories->bytes = bytes.payload;
	stories->shorthand = shorthand_open_like(words.payload, words.size,
		like != NULL ? like->shorthand : NULL, err);
	if (stories->shorthand != NULL &&
		check_starts(stories, count, bytes.count, dir, err))
		return true;
fail:
	stories_close(stories);
	return false;
}

void
stories_close(struct stories *stories)
{
	for (size_t i = 0; i < sizeof(stories->maps) / sizeof(*stories->maps);
		i++)
		fs_unmap(&stories->maps[i]);
	shorthand_free(stories->shorthand);
	*stories = (struct stories){ 0 };
}

/* The columns that hold a row, which becomes one of theirs. */
static const struct columns *
home(const struct columns *columns, uint32_t *row)
{
	uint32_t of_all = *row;

	if (columns->parts == NULL)
		return columns;
	*row = columns->home_docid[of_all] - 1;
	return columns->parts[columns->home_part[of_all]];
}

/* ---- cards ---- */

/* The next of the strings in [*at, end); NULL if there is none. */
static const char *
next_string(const char **at, const char *end)
{
	const char *text = *at;
	const char *nul = memchr(text, '\0', (size_t)(end - text));

	if (nul == NULL)
		return NULL;
	*at = nul + 1;
	return text;
}

bool
card_read(const struct columns *columns, uint32_t row, struct card *card,
	struct err *err)
{
	const char *at, *end, *uri, *date = NULL;

	columns = home(columns, &row);
	at = columns->card + columns->card_start[row];
	end = columns->card + columns->card_start[row + 1];
	uri = next_string(&at, end);
	if (uri != NULL)
		date = next_string(&at, end);
	if (date == NULL || strlen(date) >= sizeof(card->date))
		return err_set(err, ERR_INDEX,
			"the card of story %u is damaged", row + 1);
	card->uri = uri;
	card->headline = at < end ? next_string(&at, end) : NULL;
	if (*date == '\0' && columns->day[row] != DAY_UNKNOWN)
		day_print(columns->day[row], card->date);
	else
		memcpy(card->date, date, strlen(date) + 1);
	return true;
}

/* The date as a hit shows it, unless the column of days says the same. */
static void
write_date(const struct story *story, struct buf *out)
{
	const char *date = story->published.value;
	const char *value = date != NULL ? date : "";
	char known[DAY_TEXT_SIZE] = "";
	size_t len = strnlen(value, DAY_TEXT_SIZE - 1);

	if (story_day(story) != DAY_UNKNOWN)
		day_print(story_day(story), known);
	if (len != strlen(known) || memcmp(known, value, len) != 0)
		buf_add(out, value, len);
}

void
card_write(const struct story *story, struct buf *out)
{
	buf_puts(out, story->uri);
	buf_putc(out, '\0');
	write_date(story, out);
	buf_putc(out, '\0');
	if (story->headline != NULL)
		buf_add(out, story->headline, strlen(story->headline) + 1);
}

/* ---- stories ---- */

struct story_reader {
	const struct columns *columns;
	struct zio_inflater *inflater;
	struct buf bundle;
	const struct stories *of; /* the bundle at hand; NULL: none */
	uint32_t number;
	struct bundle_walk *walk; /* over it */
};

struct story_reader *
story_reader_new(const struct columns *columns)
{
	struct story_reader *reader = mem_alloc(sizeof(*reader));

	reader->columns = columns;
	reader->inflater = zio_inflater_new();
	reader->walk = bundle_walk_new();
	return reader;
}

void
story_reader_free(struct story_reader *reader)
{
	if (reader == NULL)
		return;
	zio_inflater_free(reader->inflater);
	bundle_walk_free(reader->walk);
	buf_release(&reader->bundle);
	free(reader);
}

/* The bundle that has a row. */
static uint32_t
bundle_of(const struct stories *stories, uint32_t row)
{
	uint32_t low = 0, high = stories->bundles;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (stories->starts[middle].first <= row)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static bool
read_bundle(struct story_reader *reader, const struct stories *stories,
	uint32_t number, struct err *err)
{
	const struct bundle_start *start = &stories->starts[number];
	const char *at = stories->bytes + start->at + BUNDLE_HEAD;
	size_t len = start[1].at - start->at - BUNDLE_HEAD;
	uint32_t crc;

	if (stories == reader->of && number == reader->number)
		return true;
	reader->of = NULL;
	memcpy(&crc, at - BUNDLE_HEAD, sizeof(crc));
	buf_reset(&reader->bundle);
	if (crc != zio_crc(0, at, len) ||
		!zio_inflate_piece(reader->inflater, at, len,
			buf_room(&reader->bundle, start->size), start->size))
		return err_set(err, ERR_INDEX,
			"the stories from %u on are damaged", start->first + 1);
	buf_took(&reader->bundle, start->size);
	bundle_walk_begin(
		reader->walk, buf_text(&reader->bundle), reader->bundle.len);
	reader->of = stories;
	reader->number = number;
	return true;
}

bool
story_reader_get(struct story_reader *reader, uint32_t row, struct arena *arena,
	struct story *out, struct err *err)
{
	const struct columns *columns = home(reader->columns, &row);
	const struct stories *stories = &columns->stored;
	uint32_t number = bundle_of(stories, row);
	struct card card;

	if (!card_read(columns, row, &card, err) ||
		!read_bundle(reader, stories, number, err))
		return false;
	*out = (struct story){ .uri = card.uri, .headline = card.headline };
	return bundle_walk_read(reader->walk,
		row - stories->starts[number].first, stories->shorthand, arena,
		out, err);
}

const struct bundle_walk *
story_reader_stored(const struct story_reader *reader)
{
	return reader->walk;
}
