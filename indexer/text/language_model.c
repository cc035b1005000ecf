#include "indexer/text/language_model.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	SLOTS = 8192,	 /* of the table of cues, a power of two */
	FILTER = 65536,	 /* bits, for the same hashes */
	LETTERS = 0x700, /* letters above have scripts to themselves */
};

/* A word, or the ending of one. */
struct cue {
	const char *text; /* into the table of rows; NULL: free */
	uint8_t len;
	bool ending;
	uint64_t languages;
};

struct language_model {
	const struct language_words *rows[LANGUAGE_WORDS_MAX];
	size_t nrows;
	struct cue cues[SLOTS];
	uint64_t filter[FILTER /
			64];	   /* a bit for each cue: most words are none */
	uint64_t letters[LETTERS]; /* the languages that have a letter */
};

/* ---- languages that have a script to themselves ---- */

const struct language_script language_scripts[] = {
	{ 0x0370, 0x03ff, "el" },
	{ 0x0530, 0x058f, "hy" },
	{ 0x0590, 0x05ff, "he" },
	{ 0x0980, 0x09ff, "bn" },
	{ 0x0a00, 0x0a7f, "pa" },
	{ 0x0a80, 0x0aff, "gu" },
	{ 0x0b00, 0x0b7f, "or" },
	{ 0x0b80, 0x0bff, "ta" },
	{ 0x0c00, 0x0c7f, "te" },
	{ 0x0c80, 0x0cff, "kn" },
	{ 0x0d00, 0x0d7f, "ml" },
	{ 0x0d80, 0x0dff, "si" },
	{ 0x0e00, 0x0e7f, "th" },
	{ 0x0e80, 0x0eff, "lo" },
	{ 0x0f00, 0x0fff, "bo" },
	{ 0x1000, 0x109f, "my" },
	{ 0x10a0, 0x10ff, "ka" },
	{ 0x1200, 0x137f, "am" },
	{ 0x1780, 0x17ff, "km" },
	{ 0x1ea0, 0x1eff, "vi" },
	{ 0x1f00, 0x1fff, "el" },
	{ 0x3040, 0x30ff, "ja" },
	{ 0x3400, 0x9fff, "zh" },
	{ 0xac00, 0xd7af, "ko" },
};
size_t
language_script(int32_t cp)
{
	size_t from = 0, to = LANGUAGE_SCRIPTS;

	while (from < to) {
		size_t mid = (from + to) / 2;

		if (cp > language_scripts[mid].last)
			from = mid + 1;
		else if (cp < language_scripts[mid].first)
			to = mid;
		else
			return mid;
	}
	return LANGUAGE_SCRIPTS;
}

/* ---- the model ---- */

static uint32_t
hash(const char *text, size_t len, bool ending)
{
	uint32_t h = ending ? 0x9e3779b9u : 2166136261u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)text[i]) * 16777619u;
	return h ^ h >> 15;
}

static uint64_t
filter_bit(uint32_t hash)
{
	return UINT64_C(1) << (hash % FILTER % 64);
}

/* The cue of a word or ending, or the free slot where it would be. */
static struct cue *
cue_at(const struct language_model *model, uint32_t at, const char *text,
	size_t len, bool ending)
{
	for (;; at++) {
		const struct cue *cue = &model->cues[at % SLOTS];

		if (cue->text == NULL ||
			(cue->len == len && cue->ending == ending &&
				memcmp(cue->text, text, len) == 0))
			return (struct cue *)cue;
	}
}

/* Every word of a list, to be a cue for the language of a row. */
static void
add_cues(
	struct language_model *model, const char *list, bool ending, size_t row)
{
	while (list != NULL && *list != '\0') {
		size_t len = strcspn(list, " ");
		uint32_t at = hash(list, len, ending);
		struct cue *cue = cue_at(model, at, list, len, ending);

		model->filter[at % FILTER / 64] |= filter_bit(at);
		cue->text = list;
		cue->len = (uint8_t)len;
		cue->ending = ending;
		cue->languages |= (uint64_t)1 << row;
		list += len + strspn(list + len, " ");
	}
}

static void
add_letters(struct language_model *model, const char *list, size_t row)
{
	size_t left = list != NULL ? strlen(list) : 0;
	int32_t cp;

	for (size_t n; left > 0; list += n, left -= n) {
		n = utf8_decode(list, left, &cp);
		if (cp > 0x7f && cp < LETTERS)
			model->letters[cp] |= (uint64_t)1 << row;
	}
}

static void
add_rows(struct language_model *model, const struct language_words *rows,
	size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t row = model->nrows++;

		must(row < LANGUAGE_WORDS_MAX);
		model->rows[row] = &rows[i];
		add_cues(model, rows[i].words, false, row);
		add_cues(model, rows[i].ends, true, row);
		add_letters(model, rows[i].letters, row);
	}
}

struct language_model *
language_model_new(void)
{
	struct language_model *model = mem_alloc(sizeof(*model));

	add_rows(model, language_words_latin, language_words_latin_count);
	add_rows(model, language_words_other, language_words_other_count);
	return model;
}

void
language_model_free(struct language_model *model)
{
	free(model);
}

uint64_t
language_cue(const struct language_model *model, const char *text, size_t len,
	bool ending)
{
	uint32_t at = hash(text, len, ending);

	if ((model->filter[at % FILTER / 64] & filter_bit(at)) == 0)
		return 0;
	return cue_at(model, at, text, len, ending)->languages;
}

uint64_t
language_letter(const struct language_model *model, int32_t cp)
{
	return cp > 0 && cp < LETTERS ? model->letters[cp] : 0;
}

size_t
language_rows(const struct language_model *model,
	const struct language_words *const **rows)
{
	*rows = model->rows;
	return model->nrows;
}

const struct language_words *
language_row(const struct language_model *model, const char *tag)
{
	size_t len = strcspn(tag, "-");

	if (len == 2 && strncmp(tag, "nb", 2) == 0)
		tag = "no";
	for (size_t i = 0; i < model->nrows; i++)
		if (strlen(model->rows[i]->tag) == len &&
			strncmp(model->rows[i]->tag, tag, len) == 0)
			return model->rows[i];
	return NULL;
}
