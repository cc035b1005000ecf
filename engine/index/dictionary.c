/*
 * dictionary.c - reading and searching a dictionary
 *
 * The payload is two numbers (lookups, bytes), then offsets[count + 1],
 * lookup_at[lookups + 1], lookup_ordinal[lookups] and the bytes.  An entry
 * is five strings, each with its NUL: name, key, code, aliases, type.
 */
#include "engine/index/dictionary.h"

#include "engine/index/column_file.h"

#include <stdlib.h>
#include <string.h>

#define ENTRY_STRINGS 5

/* ---- opening ---- */

/* Does bytes[from..to) consist of n strings, each with its NUL? */
static bool
holds_strings(const char *bytes, uint32_t from, uint32_t to, unsigned n)
{
	const char *at = bytes + from, *end = bytes + to;

	for (; n > 0; n--) {
		at = memchr(at, '\0', (size_t)(end - at));
		if (at == NULL)
			return false;
		at++;
	}
	return at == end;
}

/* Do at[0..n] ascend from first to last, n strings in each gap? */
static bool
gaps_hold(const char *bytes, const uint32_t *at, uint32_t n, uint32_t last,
	unsigned strings, uint32_t *bad)
{
	for (*bad = 0; *bad < n; (*bad)++)
		if (at[*bad] > at[*bad + 1] || at[*bad + 1] > last ||
			!holds_strings(bytes, at[*bad], at[*bad + 1], strings))
			return false;
	return true;
}

/* The parts of the payload, if they add up to its size. */
static bool
divide_payload(const struct column_file *file, struct dictionary *dictionary,
	uint32_t *nbytes)
{
	const uint32_t *numbers = (const uint32_t *)(const void *)file->payload;
	uint64_t size;

	if (file->size < 2 * sizeof(*numbers) || file->count >= UINT32_MAX)
		return false;
	dictionary->count = (uint32_t)file->count;
	dictionary->nlookups = numbers[0];
	*nbytes = numbers[1];
	size = sizeof(*numbers) *
		       (2 + (uint64_t)dictionary->count + 1 +
			       2 * (uint64_t)dictionary->nlookups + 1) +
	       *nbytes;
	if (size != file->size)
		return false;
	dictionary->offsets = numbers + 2;
	dictionary->lookup_at = dictionary->offsets + dictionary->count + 1;
	dictionary->lookup_ordinal =
		dictionary->lookup_at + dictionary->nlookups + 1;
	dictionary->bytes = (const char *)(dictionary->lookup_ordinal +
					   dictionary->nlookups);
	return true;
}

/* Everything that reading relies on, so that it need not look again. */
static bool
dictionary_sound(const struct dictionary *dictionary, uint32_t nbytes,
	const char *dir, const char *name, struct err *err)
{
	const uint32_t *at = dictionary->lookup_at;
	uint32_t bad;

	if (!gaps_hold(dictionary->bytes, dictionary->offsets,
		    dictionary->count, nbytes, ENTRY_STRINGS, &bad))
		return column_file_damaged(
			err, dir, name, bad + 1ull, "not five strings");
	if (!gaps_hold(dictionary->bytes, at, dictionary->nlookups, nbytes, 1,
		    &bad))
		return column_file_damaged(
			err, dir, name, bad + 1ull, "a lookup that is no text");
	for (uint32_t i = 0; i < dictionary->nlookups; i++)
		if (dictionary->lookup_ordinal[i] >= dictionary->count)
			return column_file_damaged(err, dir, name, i + 1ull,
				"a lookup of no entry");
	return true;
}

bool
dictionary_open(const char *dir, const char *name,
	struct dictionary *dictionary, struct err *err)
{
	struct column_file file;
	uint32_t nbytes;

	memset(dictionary, 0, sizeof(*dictionary));
	if (!column_file_map(dir, name, 0, &file, err))
		return false;
	dictionary->map = file.map;
	if (!divide_payload(&file, dictionary, &nbytes))
		err_set(err, ERR_INDEX, "%s/%s: not as long as its header says",
			dir, name);
	else if (dictionary_sound(dictionary, nbytes, dir, name, err))
		return true;
	dictionary_close(dictionary);
	return false;
}

void
dictionary_close(struct dictionary *dictionary)
{
	if (dictionary->map.data != NULL)
		fs_unmap(&dictionary->map);
	free(dictionary->stories);
	for (size_t i = 0; i < 4; i++)
		free(dictionary->memory[i]);
	memset(dictionary, 0, sizeof(*dictionary));
}

/* ---- reading ---- */

void
dictionary_entry(const struct dictionary *dictionary, uint32_t ordinal,
	struct dictionary_entry *out)
{
	const char *at = dictionary->bytes + dictionary->offsets[ordinal];
	const char *texts[ENTRY_STRINGS];

	for (int i = 0; i < ENTRY_STRINGS; i++) {
		texts[i] = at;
		at += strlen(at) + 1;
	}
	out->name = texts[0];
	out->key = texts[1];
	out->code = *texts[2] != '\0' ? texts[2] : NULL;
	out->aliases = *texts[3] != '\0' ? texts[3] : NULL;
	out->type = *texts[4] != '\0' ? texts[4] : NULL;
}
