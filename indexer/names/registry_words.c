/* registry_words.c - conf/names.tsv */
#include "base/mem.h"
#include "indexer/names/registry_parts.h"

#include <string.h>

const struct word_kind_row word_kinds[] = {
	{ "given", WORD_GIVEN },
	{ "surname", WORD_SURNAME },
	{ "title", WORD_TITLE },
	{ "role", WORD_ROLE },
	{ "particle", WORD_PARTICLE },
	{ "company", WORD_COMPANY },
	{ "head", WORD_HEAD },
	{ "saying", WORD_SAYING },
	{ "demonym", WORD_DEMONYM },
	{ "feature", WORD_FEATURE },
	{ "common", WORD_COMMON },
	{ "money", WORD_MONEY },
	{ "market", WORD_MARKET },
	{ NULL, 0 },
};

#define WORDS_OF_COUNTRIES (WORD_DEMONYM | WORD_MONEY | WORD_MARKET)

static unsigned
kind_of(const char *name)
{
	for (const struct word_kind_row *k = word_kinds; k->name != NULL; k++)
		if (name != NULL && strcmp(k->name, name) == 0)
			return k->kind;
	return 0;
}

/* The first that gives a word its country keeps it. */
static void
add_land(struct registry *r, const struct buf *phrase, const char *code)
{
	bool added;
	uint32_t at = names_add(&r->lands, phrase->data, phrase->len, &added);

	r->of_land = mem_grow(
		r->of_land, &r->cap_land, (size_t)at + 1, sizeof(*r->of_land));
	if (added)
		r->of_land[at] = code;
}

/* A word as a phrase; markets keep their stop and are no words. */
static bool
read_word(const char *word, unsigned kind, struct buf *phrase)
{
	struct phrase_form form;

	if (kind == WORD_MARKET) {
		registry_fold(phrase, word);
		return word[0] == '.';
	}
	registry_form(word, phrase, &form);
	return true;
}

/* kind, words, code of their country */
bool
registry_add_words(void *ctx, const struct table_row *row, struct err *err)
{
	struct registry *r = ctx;
	unsigned kind = kind_of(row->columns[0]);
	char *words = row->columns[1], *word;
	struct buf phrase = { 0 };
	const char *code;
	bool ok = true;

	if (kind == 0 || words == NULL)
		return table_fault(row, err,
			"a row of words needs a kind (given, surname, title, "
			"role, particle, company, head, saying, demonym, "
			"feature, common, money or market) and words");
	if ((kind & WORDS_OF_COUNTRIES) != 0 && row->columns[2] == NULL)
		return table_fault(row, err,
			"a demonym, money or a market needs the code of its "
			"country");
	code = arena_string(&r->arena, row->columns[2]);
	while (ok && (word = table_next(&words)) != NULL) {
		ok = read_word(word, kind, &phrase) ||
		     table_fault(row, err, "a market begins with a stop: .L");
		if (!ok || phrase.len == 0)
			continue;
		*registry_key_value(&r->words, phrase.data, phrase.len) |= kind;
		if (code != NULL)
			add_land(r, &phrase, code);
	}
	buf_release(&phrase);
	return ok;
}

unsigned
registry_word(const struct registry *r, const char *phrase, size_t len)
{
	uint32_t at = names_find(&r->words.names, phrase, len);

	return at == NAMES_NONE ? 0 : r->words.values[at];
}

void
registry_each_word(const struct registry *r,
	void (*fn)(void *ctx, const struct registry_word *word), void *ctx)
{
	struct registry_word word = { 0 };

	for (uint32_t i = 0; i < r->words.names.count; i++) {
		word.text = names_text(&r->words.names, i, &word.len);
		word.kinds = r->words.values[i];
		if (memchr(word.text, ' ', word.len) == NULL)
			fn(ctx, &word);
	}
	word.kinds = 0;
	for (uint32_t i = 0; i < r->firsts.names.count; i++) {
		word.text = names_text(&r->firsts.names, i, &word.len);
		word.phrase = r->firsts.values[i];
		fn(ctx, &word);
	}
}

void
registry_each_phrase(const struct registry *r,
	void (*fn)(void *ctx, const char *phrase, size_t len), void *ctx)
{
	const struct names *sets[] = { &r->phrases, &r->words.names };

	for (size_t set = 0; set < 2; set++)
		for (uint32_t i = 0; i < sets[set]->count; i++) {
			size_t len;
			const char *phrase = names_text(sets[set], i, &len);

			fn(ctx, phrase, len);
		}
}

size_t
registry_phrases(const struct registry *r)
{
	return (size_t)r->phrases.count + r->words.names.count;
}

const char *
registry_word_country(const struct registry *r, const char *phrase, size_t len)
{
	uint32_t at = names_find(&r->lands, phrase, len);

	return at == NAMES_NONE ? NULL : r->of_land[at];
}

const char *
registry_demonym(const struct registry *r, const char *phrase, size_t len)
{
	const char *code = registry_word_country(r, phrase, len);

	/* Few words have a country: most are none after the first look. */
	return code != NULL && (registry_word(r, phrase, len) & WORD_DEMONYM) !=
				       0
		       ? code
		       : NULL;
}

const char *
registry_market(const struct registry *r, const char *end)
{
	return registry_word_country(r, end, strlen(end));
}
