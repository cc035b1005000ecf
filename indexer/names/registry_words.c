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
	{ NULL, 0 },
};

static unsigned
kind_of(const char *name)
{
	for (const struct word_kind_row *k = word_kinds; k->name != NULL; k++)
		if (name != NULL && strcmp(k->name, name) == 0)
			return k->kind;
	return 0;
}

static void
add_demonym(struct registry *r, const struct buf *phrase, const char *code)
{
	bool added;
	uint32_t at =
		names_add(&r->demonyms, phrase->data, phrase->len, &added);

	r->of_demonym = mem_grow(r->of_demonym, &r->cap_demonym, (size_t)at + 1,
		sizeof(*r->of_demonym));
	if (added)
		r->of_demonym[at] = code;
}

/* kind, words, code of a demonym's country */
bool
registry_add_words(void *ctx, const struct table_row *row, struct err *err)
{
	struct registry *r = ctx;
	unsigned kind = kind_of(row->columns[0]);
	char *words = row->columns[1], *word;
	struct buf phrase = { 0 };
	struct phrase_form form;
	const char *code;

	if (kind == 0 || words == NULL)
		return table_fault(row, err,
			"a row of words needs a kind (given, surname, title, "
			"role, particle, company, head, saying, demonym, "
			"feature or common) and words");
	if (kind == WORD_DEMONYM && row->columns[2] == NULL)
		return table_fault(
			row, err, "a demonym needs the code of its country");
	code = arena_string(&r->arena, row->columns[2]);
	while ((word = table_next(&words)) != NULL) {
		registry_form(word, &phrase, &form);
		if (form.words == 0)
			continue;
		*registry_key_value(&r->words, phrase.data, phrase.len) |= kind;
		if (kind == WORD_DEMONYM)
			add_demonym(r, &phrase, code);
	}
	buf_release(&phrase);
	return true;
}

unsigned
registry_word(const struct registry *r, const char *phrase, size_t len)
{
	uint32_t at = names_find(&r->words.names, phrase, len);

	return at == NAMES_NONE ? 0 : r->words.values[at];
}

const char *
registry_demonym(const struct registry *r, const char *phrase, size_t len)
{
	uint32_t at = names_find(&r->demonyms, phrase, len);

	return at == NAMES_NONE ? NULL : r->of_demonym[at];
}
