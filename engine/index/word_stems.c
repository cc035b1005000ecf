/* word_stems.c - the stems of each word of a vocabulary */
#include "engine/index/word_stems.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* ---- turned round ---- */

void
word_stems_init(struct word_stems *stems, const struct vocabulary *v)
{
	uint32_t *at;

	stems->start = mem_alloc((v->count + (size_t)2) * sizeof(*at));
	stems->stem = mem_alloc((v->nforms + (size_t)1) * sizeof(*at));
	/* at[word] counts, then says where its next stem goes; in the end that
	 * is where those of the next word begin */
	at = stems->start + 1;
	for (uint32_t i = 0; i < v->nforms; i++)
		if (v->forms[i] + 1 < v->count)
			at[v->forms[i] + 1]++;
	for (uint32_t i = 1; i < v->count; i++)
		at[i] += at[i - 1];
	for (uint32_t s = 0; s < v->nstems; s++)
		for (uint32_t i = v->forms_at[s]; i < v->forms_at[s + 1]; i++)
			stems->stem[at[v->forms[i]]++] = s;
}

void
word_stems_release(struct word_stems *stems)
{
	free(stems->start);
	free(stems->stem);
	*stems = (struct word_stems){ 0 };
}

void
word_stems_begin(const struct word_stems *stems,
	const struct vocabulary *vocabulary, uint32_t word,
	struct stems_walk *walk)
{
	*walk = (struct stems_walk){
		.vocabulary = vocabulary,
		.at = stems->stem + stems->start[word],
		.end = stems->stem + stems->start[word + 1],
	};
}

bool
word_stems_next(struct stems_walk *walk, const char **stem, size_t *len)
{
	const struct vocabulary *v = walk->vocabulary;
	uint32_t s;

	if (walk->at == walk->end)
		return false;
	s = *walk->at++;
	*stem = v->bytes + v->stem_at[s];
	*len = v->stem_at[s + 1] - v->stem_at[s];
	return true;
}

/* ---- by languages ---- */

void
stems_check_init(struct stems_check *check, const char *fallback_language)
{
	*check = (struct stems_check){
		.fallback_language = fallback_language,
	};
}

void
stems_check_release(struct stems_check *check)
{
	stemmers_free(check->stemmers);
	free(check->seen);
	tokens_release(&check->tokens);
	buf_release(&check->stems);
}

void
stems_check_begin(struct stems_check *check)
{
	check->columns = NULL;
	check->none = false;
	buf_reset(&check->stems);
}

/* What the tokenizer says of the word by itself. */
static uint32_t
flags_of(struct stems_check *check, const char *word, size_t len)
{
	struct token token;

	tokens_start(&check->tokens, word, len);
	return tokens_next(&check->tokens, &token) && token.len == len
		       ? token.flags
		       : 0;
}

/* The stem in one language; NULL: that of stories that have none. */
static void
add_stem(struct stems_check *check, const char *language, const char *word,
	size_t len)
{
	if (check->stemmers == NULL)
		check->stemmers = stemmers_new();
	stem_add(stemmers_for(
			 check->stemmers, language, check->fallback_language),
		word, len, flags_of(check, word, len), &check->stems);
	buf_putc(&check->stems, '\0');
}

void
stems_check_add(struct stems_check *check, const struct columns *columns,
	uint32_t row, const char *word, size_t len)
{
	uint32_t count = columns->languages.count;
	uint32_t language = columns->language[row];
	struct dictionary_entry entry;

	if (check->columns == NULL) {
		check->columns = columns;
		check->seen = mem_grow(check->seen, &check->seen_cap,
			count + (size_t)1, sizeof(*check->seen));
		memset(check->seen, 0, count * sizeof(*check->seen));
	}
	if (language >= count) {
		if (!check->none)
			add_stem(check, NULL, word, len);
		check->none = true;
	} else if (!check->seen[language]) {
		dictionary_entry(&columns->languages, language, &entry);
		add_stem(check, entry.code, word, len);
		check->seen[language] = true;
	}
}

bool
stems_check_has(const struct stems_check *check, const char *stem, size_t len)
{
	const char *at = check->stems.data;
	const char *end = at + check->stems.len;

	if (check->columns == NULL)
		return true;
	for (; at < end; at += strlen(at) + 1)
		if (strlen(at) == len && memcmp(at, stem, len) == 0)
			return true;
	return false;
}
