#include "engine/index/pairs.h"

#include "base/mem.h"
#include "engine/index/column_file.h"
#include "engine/index/term_list.h"

#include <stdlib.h>
#include <string.h>

#define PAIRS_FILE "pairs"

void
pair_term(struct buf *out, const char *first, size_t first_len,
	const char *second, size_t second_len)
{
	buf_puts(out, PAIR_PREFIX);
	buf_add(out, first, first_len);
	buf_putc(out, ' ');
	buf_add(out, second, second_len);
}

bool
pair_words_have(const struct pair_words *pairs, const char *word, size_t len)
{
	return names_find(&pairs->words, word, len) != NAMES_NONE;
}

/* ---- the file: every word and a NUL behind it ---- */

bool
pair_words_write(
	const struct pair_words *pairs, const char *dir, struct err *err)
{
	struct buf bytes = { 0 };
	struct column_part part;
	bool ok;

	for (uint32_t i = 0; i < pairs->words.count; i++) {
		size_t len;
		const char *word = names_text(&pairs->words, i, &len);

		buf_add(&bytes, word, len + 1);
	}
	part = (struct column_part){ buf_text(&bytes), bytes.len };
	ok = column_file_write(
		dir, PAIRS_FILE, 0, pairs->words.count, &part, 1, err);
	buf_release(&bytes);
	return ok;
}

bool
pair_words_open(const char *dir, struct pair_words *pairs, struct err *err)
{
	struct column_file file;
	const char *at, *end;

	*pairs = (struct pair_words){ 0 };
	if (!column_file_map(dir, PAIRS_FILE, 0, &file, err))
		return false;
	at = file.payload;
	end = at + file.size;
	while (at < end) {
		const char *nul = memchr(at, '\0', (size_t)(end - at));

		if (nul == NULL || nul == at)
			break;
		names_add(&pairs->words, at, (size_t)(nul - at), NULL);
		at = nul + 1;
	}
	fs_unmap(&file.map);
	if (at == end && pairs->words.count == file.count)
		return true;
	err_set(err, ERR_INDEX, "%s/%s: not as many words as it says", dir,
		PAIRS_FILE);
	pair_words_close(pairs);
	return false;
}

void
pair_words_close(struct pair_words *pairs)
{
	names_release(&pairs->words);
}

/* ---- choosing ---- */

static void
count(struct pair_counts *counts, const char *word, size_t len, uint32_t more)
{
	bool added;
	uint32_t ordinal = names_add(&counts->words, word, len, &added);

	if (added) {
		counts->stories =
			mem_grow(counts->stories, &counts->stories_cap,
				ordinal + (size_t)1, sizeof(*counts->stories));
		counts->stories[ordinal] = 0;
	}
	counts->stories[ordinal] += more;
}

void
pair_counts_add(struct pair_counts *counts, const struct term_list *terms)
{
	for (uint32_t i = 0; i < terms->nwords; i++)
		if (!terms->words[i].boiler)
			count(counts, terms->words[i].text, terms->words[i].len,
				1);
}

void
pair_counts_merge(struct pair_counts *counts, const struct pair_counts *more)
{
	for (uint32_t i = 0; i < more->words.count; i++) {
		size_t len;
		const char *word = names_text(&more->words, i, &len);

		count(counts, word, len, more->stories[i]);
	}
}

struct candidate {
	const char *word;
	size_t len;
	uint32_t stories;
};

static int
commoner_first(const void *va, const void *vb)
{
	const struct candidate *a = va, *b = vb;

	if (a->stories != b->stories)
		return a->stories > b->stories ? -1 : 1;
	return strcmp(a->word, b->word);
}

void
pair_counts_choose(const struct pair_counts *counts, struct pair_words *pairs)
{
	uint32_t n = counts->words.count;
	struct candidate *all = mem_array(NULL, n + (size_t)1, sizeof(*all));

	for (uint32_t i = 0; i < n; i++) {
		all[i].word = names_text(&counts->words, i, &all[i].len);
		all[i].stories = counts->stories[i];
	}
	qsort(all, n, sizeof(*all), commoner_first);
	*pairs = (struct pair_words){ 0 };
	for (uint32_t i = 0; i < n && pairs->words.count < PAIR_WORDS; i++)
		if (all[i].len <= PAIR_WORD_MAX)
			names_add(&pairs->words, all[i].word, all[i].len, NULL);
	free(all);
}

void
pair_counts_release(struct pair_counts *counts)
{
	names_release(&counts->words);
	free(counts->stories);
	*counts = (struct pair_counts){ 0 };
}
