/* inspect_columns.c - columns against those that were made again */
#include "engine/index/column_file.h"
#include "engine/index/columns_table.h"
#include "engine/index/forward_files.h"
#include "engine/index/inspection.h"
#include "engine/index/listed.h"
#include "engine/index/position_files.h"
#include "engine/index/vocabulary_draft.h"

#include <inttypes.h>
#include <string.h>

static void
differs(struct inspection *in, const char *name, uint64_t entry)
{
	inspection_damaged(in,
		"%s/columns/%s: entry %" PRIu64
		" is not what the stories in the database give",
		in->path, name, entry);
}

/* Two files of n entries. */
static void
compare_entries(struct inspection *in, const char *name, const void *kept,
	const void *made, uint64_t n, uint32_t width)
{
	for (uint64_t i = 0; i < n; i++)
		if (memcmp((const char *)kept + i * width,
			    (const char *)made + i * width, width) != 0) {
			differs(in, name, i + 1);
			return;
		}
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void
compare_dictionaries(struct inspection *in, const char *name,
	const struct dictionary *kept, const struct dictionary *made)
{
	uint32_t n = kept->count < made->count ? kept->count : made->count;
	struct dictionary_entry a, b;

	for (uint32_t i = 0; i < n; i++) {
		dictionary_entry(kept, i, &a);
		dictionary_entry(made, i, &b);
		if (!same_text(a.name, b.name) || !same_text(a.key, b.key) ||
			!same_text(a.code, b.code) ||
			!same_text(a.aliases, b.aliases) ||
			!same_text(a.type, b.type)) {
			differs(in, name, i + 1ull);
			return;
		}
	}
	if (kept->count != made->count)
		differs(in, name, n + 1ull);
}

/* The numbers of the words, then the words; both files are sound. */
static void
compare_vocabularies(struct inspection *in, const struct vocabulary *kept,
	const struct vocabulary *made)
{
	if (kept->count == made->count && kept->size == made->size &&
		memcmp(kept->payload, made->payload, kept->size) == 0)
		return;
	for (uint32_t i = 0; i < kept->count && i < made->count; i++) {
		size_t a_len, b_len;
		const char *a = vocabulary_word(kept, i, &a_len);
		const char *b = vocabulary_word(made, i, &b_len);

		if (a_len != b_len || memcmp(a, b, a_len) != 0 ||
			kept->stories[i] != made->stories[i] ||
			kept->distinct[i] != made->distinct[i]) {
			differs(in, VOCABULARY_FILE, i + 1ull);
			return;
		}
	}
	differs(in, VOCABULARY_FILE,
		(kept->count < made->count ? kept->count : made->count) + 1ull);
}

/* The rows say most of it: ranks follow from the vocabulary. */
static void
compare_forward(struct inspection *in, const struct columns *made)
{
	const struct forward *a = &in->columns.forward, *b = &made->forward;
	uint32_t stories = made->stories;

	if (a->words != b->words) {
		differs(in, FORWARD_WORD_FILE, 1);
		return;
	}
	compare_entries(in, FORWARD_WORD_FILE, a->word, b->word, a->words,
		sizeof(uint32_t));
	compare_entries(in, FORWARD_START_FILE, a->start, b->start,
		stories + 1ull, sizeof(uint64_t));
	if (a->start[stories] == b->start[stories])
		compare_entries(in, FORWARD_FILE, a->bytes, b->bytes,
			a->start[stories], 1);
}

/* Two files that nothing else has opened. */
static void
compare_files(struct inspection *in, const char *made_dir, const char *name,
	uint32_t width)
{
	struct column_file kept = { 0 }, made = { 0 };
	struct err err = { 0 };

	if (!column_file_map(
		    inspection_path(in, "columns"), name, width, &kept, &err) ||
		!column_file_map(made_dir, name, width, &made, &err))
		inspection_damaged(in, "%s", err.text);
	else if (kept.count != made.count)
		differs(in, name,
			(kept.count < made.count ? kept.count : made.count) +
				1);
	else
		compare_entries(in, name, kept.payload, made.payload,
			kept.count, width);
	fs_unmap(&kept.map);
	fs_unmap(&made.map);
}

static void
compare_positions(struct inspection *in, const char *made_dir)
{
	static const struct {
		const char *name;
		uint32_t width;
	} files[] = {
		{ POSITION_START_FILE, sizeof(uint64_t) },
		{ POSITIONS_FILE, 1 },
		{ BOILER_POSITION_START_FILE, sizeof(uint64_t) },
		{ BOILER_POSITIONS_FILE, 1 },
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		compare_files(in, made_dir, files[i].name, files[i].width);
}

void
inspect_compare_columns(
	struct inspection *in, const struct columns *made, const char *made_dir)
{
	const struct columns *kept = &in->columns;

	for (size_t i = 0; i < STORY_COLUMNS; i++) {
		const struct column *column = &story_columns[i];
		const void *a, *b;

		memcpy(&a, (const char *)kept + column->columns_at, sizeof(a));
		memcpy(&b, (const char *)made + column->columns_at, sizeof(b));
		compare_entries(
			in, column->name, a, b, kept->stories, column->width);
	}
	compare_entries(in, ACTOR_START_FILE, kept->actor_start,
		made->actor_start, kept->stories + 1ull, sizeof(uint64_t));
	if (kept->actor_start[kept->stories] ==
		made->actor_start[kept->stories])
		compare_entries(in, ACTOR_FILE, kept->actor, made->actor,
			kept->actor_start[kept->stories], sizeof(uint32_t));
	compare_entries(in, MARK_START_FILE, kept->mark_start, made->mark_start,
		kept->stories + 1ull, sizeof(uint64_t));
	if (kept->mark_start[kept->stories] == made->mark_start[kept->stories])
		compare_entries(in, MARK_FILE, kept->mark, made->mark,
			kept->mark_start[kept->stories], 1);
	for (size_t i = 0; i < LISTED_FIELDS; i++)
		compare_dictionaries(in, listed_fields[i].file,
			listed_dictionary(kept, &listed_fields[i]),
			listed_dictionary(made, &listed_fields[i]));
	compare_vocabularies(in, &kept->vocabulary, &made->vocabulary);
	compare_forward(in, made);
	compare_positions(in, made_dir);
}
