#include "indexer/names/registry.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "indexer/names/actor_words.h"
#include "indexer/names/registry_parts.h"

#include <stdlib.h>
#include <string.h>

/* ---- keys ---- */

uint32_t *
registry_key_value(struct registry_keys *keys, const char *key, size_t len)
{
	bool added;
	uint32_t at = names_add(&keys->names, key, len, &added);

	keys->values = mem_grow(keys->values, &keys->cap, (size_t)at + 1,
		sizeof(*keys->values));
	if (added)
		keys->values[at] = 0;
	return &keys->values[at];
}

void
registry_key(
	struct registry_keys *keys, const char *key, size_t len, uint32_t value)
{
	uint32_t count = keys->names.count;
	uint32_t *at = registry_key_value(keys, key, len);

	if (keys->names.count > count)
		*at = value;
}

void
registry_keys_release(struct registry_keys *keys)
{
	names_release(&keys->names);
	free(keys->values);
}

void
registry_fold(struct buf *out, const char *text)
{
	buf_reset(out);
	utf8_fold(out, text, strlen(text));
}

/* ---- phrases ---- */

void
registry_form(const char *name, struct buf *out, struct phrase_form *form)
{
	struct actor_words words;
	struct actor_word w;

	buf_reset(out);
	*form = (struct phrase_form){ .acronym = true };
	actor_words_start(&words, name, strlen(name));
	while (form->words < PHRASE_WORDS && actor_words_next(&words, &w)) {
		if (w.initial && form->words > 0)
			continue;
		if (form->words > 0)
			buf_putc(out, ' ');
		actor_word_fold(name, &w, out);
		if (form->words == 0)
			form->first = out->len;
		form->capitals |= (uint32_t)w.capital << form->words;
		form->acronym &= w.capitals;
		form->words++;
	}
	form->acronym &= form->words == 1;
}

struct registry_meanings *
registry_meanings(struct registry *r, const struct buf *phrase,
	const struct phrase_form *form)
{
	uint32_t *longest =
		registry_key_value(&r->firsts, phrase->data, form->first);
	bool added;
	uint32_t at = names_add(&r->phrases, phrase->data, phrase->len, &added);

	if (*longest < form->words)
		*longest = form->words;
	r->of_phrase = mem_grow(r->of_phrase, &r->cap_phrase, (size_t)at + 1,
		sizeof(*r->of_phrase));
	if (added)
		r->of_phrase[at] = (struct registry_meanings){ 0 };
	return &r->of_phrase[at];
}

bool
registry_is_brief(char **name)
{
	size_t len = strlen(*name);

	if (len < 3 || (*name)[0] != '(' || (*name)[len - 1] != ')')
		return false;
	(*name)[len - 1] = '\0';
	(*name)++;
	return true;
}

struct registry_meanings
registry_means(const struct registry *r, const char *phrase, size_t len)
{
	uint32_t at = names_find(&r->phrases, phrase, len);

	return at == NAMES_NONE ? (struct registry_meanings){ 0 }
				: r->of_phrase[at];
}

const struct actor_phrase *
registry_phrase(const struct registry *r, const char *phrase, size_t len)
{
	return registry_means(r, phrase, len).actors;
}

const struct place_phrase *
registry_place(const struct registry *r, const char *phrase, size_t len)
{
	return registry_means(r, phrase, len).places;
}

unsigned
registry_phrase_words(const struct registry *r, const char *word, size_t len)
{
	uint32_t at = names_find(&r->firsts.names, word, len);

	return at == NAMES_NONE ? 0 : r->firsts.values[at];
}

/* ---- loading ---- */

void
registry_fault_add(
	struct registry *r, const char *path, unsigned line, const char *what)
{
	vec_push(r->faults, r->nfaults, r->cap_faults) =
		arena_printf(&r->arena, "%s:%u: %s", path, line, what);
}

void
registry_fault_missing(struct registry *r, const char *file, const char *of)
{
	vec_push(r->faults, r->nfaults, r->cap_faults) = arena_printf(&r->arena,
		"%s is in no conf folder beside the program's: no %s "
		"are known",
		file, of);
}

size_t
registry_faults(const struct registry *r)
{
	return r->nfaults;
}

const char *
registry_fault(const struct registry *r, size_t i)
{
	return r->faults[i];
}

/* One list into the registry; NULL: there is none. */
static bool
load_list(
	struct registry *r, const char *path, table_row_fn add, struct err *err)
{
	if (path == NULL)
		return true;
	if (add == registry_add_actor && registry_is_petrarch(path))
		return registry_read_petrarch(r, path, err);
	return table_read(path, add, r, err);
}

struct registry *
registry_load(const struct registry_files *files, struct err *err)
{
	const struct {
		const char *path;
		table_row_fn add;
	} lists[] = {
		{ files->outlets, registry_add_outlet },
		{ files->actors, registry_add_actor },
		{ files->places, registry_add_place },
		{ files->words, registry_add_words },
	};
	struct registry *r = mem_alloc(sizeof(*r));

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		if (load_list(r, lists[i].path, lists[i].add, err))
			continue;
		registry_free(r);
		return NULL;
	}
	return r;
}

void
registry_free(struct registry *r)
{
	if (r == NULL)
		return;
	registry_keys_release(&r->domains);
	registry_keys_release(&r->outlet_names);
	registry_keys_release(&r->firsts);
	registry_keys_release(&r->words);
	registry_keys_release(&r->same);
	names_release(&r->codes);
	names_release(&r->phrases);
	names_release(&r->lands);
	names_release(&r->apart);
	free(r->outlets);
	free(r->of_code);
	free(r->of_phrase);
	free(r->of_land);
	free(r->of_same);
	free(r->faults);
	buf_release(&r->phrase);
	arena_release(&r->arena);
	free(r);
}
