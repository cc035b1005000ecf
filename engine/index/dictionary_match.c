/*
 * dictionary_match.c - what entries are found by
 *
 * A value of a query means the entries of that name, spelling or code, and
 * those that would be written so with Latin letters; where there are none, the
 * persons of that surname.
 */
#include "engine/index/dictionary.h"

#include "base/mem.h"
#include "engine/index/lookups.h"
#include "engine/index/terms.h"
#include "engine/text/name_key.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- making lookups ---- */

void
lookup_name(struct buf *out, const char *text)
{
	buf_putc(out, LOOKUP_NAME);
	terms_key(out, text);
}

void
lookup_code(struct buf *out, const char *text)
{
	text += strspn(text, " ");
	if (strncasecmp(text, "www.", 4) == 0)
		text += 4;
	buf_putc(out, LOOKUP_CODE);
	for (; *text != '\0'; text++)
		buf_putc(out, *text >= 'A' && *text <= 'Z' ? (char)(*text + 32)
							   : *text);
	while (out->data[out->len - 1] == ' ')
		buf_cut(out, out->len - 1);
}

/* Does a folded text have Greek or Cyrillic letters?  They begin with one of
 * these bytes; what else does has no romanised form, and no harm is done. */
static bool
foreign(const char *folded)
{
	for (; *folded != '\0'; folded++)
		if ((unsigned char)*folded >= 0xcd &&
			(unsigned char)*folded <= 0xd4)
			return true;
	return false;
}

/* The last word of words parted by blanks; the whole when it is one. */
static const char *
last_word(const char *text)
{
	const char *blank = strrchr(text, ' ');

	return blank != NULL ? blank + 1 : text;
}

/* Who hears of lookups, and room to make them in. */
struct lookups {
	lookup_fn fn;
	void *ctx;
	struct buf text;
};

static void
say(struct lookups *out, enum lookup_kind kind, const char *text, size_t len)
{
	buf_reset(&out->text);
	buf_putc(&out->text, (char)kind);
	buf_add(&out->text, text, len);
	out->fn(out->ctx, out->text.data, out->text.len);
}

static void
say_words(struct lookups *out, const char *text)
{
	while (*text != '\0') {
		size_t len = strcspn(text, " ");

		say(out, LOOKUP_WORD, text, len);
		text += len;
		text += strspn(text, " ");
	}
}

/* What a name in another script is found by with Latin letters. */
static void
say_latin(struct lookups *out, const char *folded, bool family)
{
	char latin[NAME_KEY_SIZE], key[NAME_KEY_SIZE];

	name_latin(folded, strlen(folded), latin);
	say_words(out, latin);
	say(out, LOOKUP_SOUND, key, name_key(folded, strlen(folded), key));
	if (family) {
		const char *last = last_word(folded);

		say(out, LOOKUP_FAMILY, key, name_key(last, strlen(last), key));
	}
}

void
lookups_of_spelling(const char *text, bool person, lookup_fn fn, void *ctx)
{
	struct lookups out = { .fn = fn, .ctx = ctx };
	struct buf name = { 0 };
	const char *folded, *last;
	bool family;

	lookup_name(&name, text);
	fn(ctx, name.data, name.len);
	folded = name.data + 1;
	last = last_word(folded);
	family = person && last != folded;
	say_words(&out, folded);
	if (family)
		say(&out, LOOKUP_SURNAME, last, strlen(last));
	if (foreign(folded))
		say_latin(&out, folded, family);
	buf_release(&name);
	buf_release(&out.text);
}

/* ---- what a value means ---- */

/* A value, and a growing array of ordinals, as dictionary_match() has them. */
struct meaning {
	const struct dictionary *dictionary;
	const char *value; /* as written */
	struct buf folded;
	uint32_t **items;
	size_t *count, *cap;
};

static void
take(struct meaning *m, uint32_t ordinal)
{
	vec_push(*m->items, *m->count, *m->cap) = ordinal;
}

/* The entries with this lookup, or with one that begins so. */
static void
take_lookups(struct meaning *m, enum lookup_kind kind, const char *text,
	bool beginning)
{
	struct lookup_walk walk;
	uint32_t ordinal;

	lookups_from(&walk, m->dictionary, kind, text);
	for (; lookups_at_beginning(&walk, kind, text); lookups_next(&walk)) {
		if (!beginning && walk.text.len > strlen(text) + 1)
			break;
		while (lookups_ordinal(&walk, &ordinal))
			take(m, ordinal);
	}
	lookups_release(&walk);
}

static void
take_kind(struct meaning *m, enum lookup_kind kind, const char *text)
{
	take_lookups(m, kind, text, false);
}

/* Is the value near to one spelling of an entry, or to its last word? */
static bool
sounds_like(
	const struct meaning *m, const char *spelling, size_t len, bool family)
{
	struct buf text = { 0 };
	const char *word;
	bool alike;

	buf_add(&text, spelling, len);
	word = family ? last_word(buf_text(&text)) : buf_text(&text);
	alike = foreign(word) &&
		name_alike(m->value, strlen(m->value), word, strlen(word));
	buf_release(&text);
	return alike;
}

static bool
entry_sounds_like(const struct meaning *m, uint32_t ordinal, bool family)
{
	struct dictionary_entry entry;
	const char *line;

	dictionary_entry(m->dictionary, ordinal, &entry);
	if (sounds_like(m, entry.name, strlen(entry.name), family))
		return true;
	for (line = entry.aliases; line != NULL && *line != '\0';) {
		size_t len = strcspn(line, "\n");

		if (sounds_like(m, line, len, family))
			return true;
		line += len + (line[len] == '\n');
	}
	return false;
}

/* Entries in another script that would be written so: a key alone proves
 * nothing, the spellings must be near. */
static void
take_sounds(struct meaning *m, bool family)
{
	char key[NAME_KEY_SIZE];
	size_t before = *m->count, kept = before;

	if (foreign(buf_text(&m->folded)) ||
		name_key(m->value, strlen(m->value), key) == 0)
		return;
	take_kind(m, family ? LOOKUP_FAMILY : LOOKUP_SOUND, key);
	for (size_t i = before; i < *m->count; i++)
		if (entry_sounds_like(m, (*m->items)[i], family))
			(*m->items)[kept++] = (*m->items)[i];
	*m->count = kept;
}

/* A whole name or spelling; when there is none, and no code from `before` on,
 * a surname. */
static void
take_names(struct meaning *m, size_t before)
{
	take_kind(m, LOOKUP_NAME, buf_text(&m->folded));
	take_sounds(m, false);
	if (*m->count > before || m->folded.len == 0 ||
		strchr(m->folded.data, ' ') != NULL)
		return;
	take_kind(m, LOOKUP_SURNAME, m->folded.data);
	take_sounds(m, true);
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

size_t
ordinals_sort(uint32_t *items, size_t n)
{
	size_t kept = 0;

	if (n > 1)
		qsort(items, n, sizeof(*items), by_number);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || items[kept - 1] != items[i])
			items[kept++] = items[i];
	return kept;
}

size_t
dictionary_match(const struct dictionary *dictionary, const char *value,
	size_t len, uint32_t **ordinals, size_t *count, size_t *cap)
{
	bool beginning = len > 0 && value[len - 1] == '*';
	struct buf text = { 0 }, code = { 0 };
	struct meaning m = {
		.dictionary = dictionary,
		.items = ordinals,
		.count = count,
		.cap = cap,
	};
	size_t before = *count, found;

	buf_add(&text, value, len - beginning);
	m.value = buf_text(&text);
	terms_key(&m.folded, m.value);
	lookup_code(&code, m.value);
	take_lookups(&m, LOOKUP_CODE, code.data + 1, beginning);
	if (!beginning)
		take_names(&m, before);
	found = *count > before
			? ordinals_sort(*ordinals + before, *count - before)
			: 0;
	*count = before + found;
	buf_release(&text);
	buf_release(&code);
	buf_release(&m.folded);
	return found;
}
