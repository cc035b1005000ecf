/*
 * vocabulary_write.c - a draft of a vocabulary into its file
 *
 * The payload is three numbers (stems, forms, bytes), then stories[count],
 * distinct[count], word_at[count + 1], stem_at[stems + 1],
 * forms_at[stems + 1], forms[forms] and the bytes: words, then stems.
 */
#include "engine/index/vocabulary_draft.h"

#include "base/mem.h"
#include "base/names_sort.h"
#include "engine/index/column_file.h"

#include <stdlib.h>
#include <string.h>

/* The file while it is put together. */
struct sheet {
	struct vocabulary_draft *draft;
	uint32_t words, stems, forms;
	uint32_t *word_rank, *stem_rank; /* of ordinals of the draft */
	uint32_t *stories, *distinct;	 /* by rank */
	uint32_t *word_at, *stem_at;
	uint32_t *forms_at, *form;
	struct buf bytes;
};

static uint32_t *
numbers(size_t n)
{
	uint32_t *items = mem_array(NULL, n + 1, sizeof(*items));

	memset(items, 0, (n + 1) * sizeof(*items));
	return items;
}

/* ---- the order of bytes ---- */

/* Append the names, sorted, to the bytes; rank[ordinal] becomes the place
 * of each, at[place] where its bytes begin. */
static void
sort_names(const struct names *names, uint32_t *rank, uint32_t *at,
	struct buf *bytes)
{
	uint32_t *sorted = names_sorted(names);

	for (uint32_t i = 0; i < names->count; i++) {
		size_t len;
		const char *text = names_text(names, sorted[i], &len);

		rank[sorted[i]] = i;
		at[i] = (uint32_t)bytes->len; /* the whole is held to 4 GiB */
		buf_add(bytes, text, len);
	}
	at[names->count] = (uint32_t)bytes->len;
	free(sorted);
}

/* ---- stories and texts ---- */

/* The stories that have copies, those of a cluster side by side. */
static size_t
by_cluster(const uint32_t *clusters, size_t n, uint32_t **out)
{
	uint32_t most = 0, *at, *rows = numbers(n);
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		if (clusters[i] > most)
			most = clusters[i];
	at = numbers(most + (size_t)1);
	for (size_t i = 0; i < n; i++)
		at[clusters[i]]++;
	for (uint32_t c = 1; c <= most; c++) {
		uint32_t count = at[c];

		at[c] = (uint32_t)sum;
		sum += count;
	}
	for (size_t i = 0; i < n; i++)
		if (clusters[i] != 0)
			rows[at[clusters[i]]++] = (uint32_t)i;
	free(at);
	*out = rows;
	return sum;
}

/* A word counts once for all stories of a cluster that have it. */
static void
count_texts(struct sheet *sheet, const uint32_t *clusters, size_t n)
{
	uint32_t *last = numbers(sheet->words), *rows, nwords;
	size_t nrows = by_cluster(clusters, n, &rows);

	for (size_t i = 0; i < nrows; i++) {
		uint32_t cluster = clusters[rows[i]];
		const uint32_t *words =
			vocabulary_draft_words(sheet->draft, rows[i], &nwords);

		for (uint32_t j = 0; j < nwords; j++) {
			sheet->distinct[words[j]] += last[words[j]] != cluster;
			last[words[j]] = cluster;
		}
	}
	free(last);
	free(rows);
}

static bool
count_words(struct sheet *sheet, const uint32_t *clusters, size_t n,
	struct err *err)
{
	struct vocabulary_draft *draft = sheet->draft;

	sheet->stories = numbers(sheet->words);
	sheet->distinct = numbers(sheet->words);
	for (uint32_t i = 0; i < sheet->words; i++) {
		uint32_t rank = sheet->word_rank[i];

		sheet->stories[rank] = draft->items[i].stories;
		sheet->distinct[rank] = draft->items[i].alone;
	}
	for (size_t i = 0; i < draft->nshares; i++) {
		struct word_lists *lists = &draft->shares[i].lists;

		word_lists_renumber(lists, sheet->word_rank, sheet->words);
		if (!word_lists_open(lists, err))
			return false;
	}
	count_texts(sheet, clusters, n);
	return true;
}

/* ---- stems and their forms ---- */

static int
by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Stem and form as one number, which sorts by stem, then by form. */
static uint64_t
form_of(const struct sheet *sheet, uint32_t word, uint32_t stem)
{
	return (uint64_t)sheet->stem_rank[stem] << 32 | sheet->word_rank[word];
}

static void
list_forms(struct sheet *sheet)
{
	const struct vocabulary_draft *draft = sheet->draft;
	size_t n = sheet->words + (size_t)draft->pairs.count;
	uint64_t *forms = mem_array(NULL, n + 1, sizeof(*forms));

	for (uint32_t i = 0; i < sheet->words; i++)
		forms[i] = form_of(sheet, i, draft->items[i].stem);
	for (uint32_t i = 0; i < draft->pairs.count; i++) {
		uint32_t pair[2];

		memcpy(pair, names_text(&draft->pairs, i, NULL), sizeof(pair));
		forms[sheet->words + i] = form_of(sheet, pair[0], pair[1]);
	}
	qsort(forms, n, sizeof(*forms), by_number);
	sheet->forms = (uint32_t)n;
	sheet->form = numbers(n);
	sheet->forms_at = numbers(sheet->stems);
	for (size_t i = 0; i < n; i++) {
		sheet->form[i] = (uint32_t)forms[i];
		sheet->forms_at[(forms[i] >> 32) + 1]++;
	}
	for (uint32_t i = 0; i < sheet->stems; i++)
		sheet->forms_at[i + 1] += sheet->forms_at[i];
	free(forms);
}

/* ---- the file ---- */

static bool
write_sheet(const struct sheet *sheet, const char *dir, struct err *err)
{
	const size_t one = sizeof(uint32_t);
	const uint32_t sizes[] = {
		sheet->stems,
		sheet->forms,
		(uint32_t)sheet->bytes.len,
	};
	const struct column_part parts[] = {
		{ sizes, sizeof(sizes) },
		{ sheet->stories, sheet->words * one },
		{ sheet->distinct, sheet->words * one },
		{ sheet->word_at, (sheet->words + 1) * one },
		{ sheet->stem_at, (sheet->stems + 1) * one },
		{ sheet->forms_at, (sheet->stems + 1) * one },
		{ sheet->form, sheet->forms * one },
		{ sheet->bytes.data, sheet->bytes.len },
	};

	if (sheet->bytes.len > UINT32_MAX)
		return err_set(
			err, ERR_UNAVAILABLE, "more than 4 GiB of words");
	return column_file_write(dir, VOCABULARY_FILE, 0, sheet->words, parts,
		sizeof(parts) / sizeof(*parts), err);
}

/* Where the words stand, now that their order is known. */
static bool
write_positions(const struct sheet *sheet, const char *dir, struct err *err)
{
	const struct vocabulary_draft *draft = sheet->draft;
	struct position_source *sources =
		mem_array(NULL, draft->nshares, sizeof(*sources));
	bool ok;

	for (size_t i = 0; i < draft->nshares; i++)
		sources[i] = (struct position_source){
			.lists = &draft->shares[i].positions,
			.numbers = draft->shares[i].lists.numbers,
		};
	ok = position_lists_write(
		sources, draft->nshares, dir, sheet->words, err);
	free(sources);
	return ok;
}

bool
vocabulary_draft_write(struct vocabulary_draft *draft, const char *dir,
	const uint32_t *clusters, size_t n, struct err *err)
{
	struct sheet sheet = {
		.draft = draft,
		.words = draft->words.count,
		.stems = draft->stems.count,
		.word_rank = numbers(draft->words.count),
		.stem_rank = numbers(draft->stems.count),
		.word_at = numbers(draft->words.count),
		.stem_at = numbers(draft->stems.count),
	};
	bool ok;

	sort_names(&draft->words, sheet.word_rank, sheet.word_at, &sheet.bytes);
	sort_names(&draft->stems, sheet.stem_rank, sheet.stem_at, &sheet.bytes);
	list_forms(&sheet);
	vocabulary_draft_settle(draft);
	ok = count_words(&sheet, clusters, n, err) &&
	     write_sheet(&sheet, dir, err) && write_positions(&sheet, dir, err);
	free(sheet.word_rank);
	free(sheet.stem_rank);
	free(sheet.word_at);
	free(sheet.stem_at);
	free(sheet.stories);
	free(sheet.distinct);
	free(sheet.form);
	free(sheet.forms_at);
	buf_release(&sheet.bytes);
	return ok;
}
