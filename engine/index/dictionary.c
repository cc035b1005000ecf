/*
 * dictionary.c - reading and searching a dictionary
 *
 * The payload is three numbers (lookups, bytes of entries, bytes of lookups),
 * then offsets[count + 1], lookup_at[blocks + 1], and these bytes.  An entry is
 * a byte for its type and four strings, each with its NUL: name, key, code,
 * aliases.
 */
#include "engine/index/dictionary.h"

#include "engine/index/column_file.h"
#include "engine/index/lookups.h"
#include "engine/index/terms.h"

#include <stdlib.h>
#include <string.h>

/* ---- opening ---- */

/* How many blocks so many lookups take. */
static uint64_t
blocks_of(uint32_t lookups)
{
	return ((uint64_t)lookups + LOOKUPS_A_BLOCK - 1) / LOOKUPS_A_BLOCK;
}

/* The parts of the payload, if they add up to its size. */
static bool
divide_payload(const struct column_file *file, struct dictionary *dictionary,
	uint32_t nbytes[2])
{
	const uint32_t *numbers = (const uint32_t *)(const void *)file->payload;
	uint64_t size;

	if (file->size < 3 * sizeof(*numbers) || file->count >= UINT32_MAX)
		return false;
	dictionary->count = (uint32_t)file->count;
	dictionary->nlookups = numbers[0];
	nbytes[0] = numbers[1];
	nbytes[1] = numbers[2];
	size = sizeof(*numbers) * (3 + (uint64_t)dictionary->count + 1 +
					  blocks_of(dictionary->nlookups) + 1) +
	       nbytes[0] + (uint64_t)nbytes[1];
	if (size != file->size)
		return false;
	dictionary->offsets = numbers + 3;
	dictionary->lookup_at = dictionary->offsets + dictionary->count + 1;
	dictionary->bytes = (const char *)(dictionary->lookup_at +
					   blocks_of(dictionary->nlookups) + 1);
	dictionary->lookups = dictionary->bytes + nbytes[0];
	return true;
}

/* Do at[0..n] ascend from 0 to the last? */
static bool
ascend(const uint32_t *at, uint64_t n, uint32_t last, uint64_t *bad)
{
	for (*bad = 0; *bad < n; ++*bad)
		if (at[*bad] > at[*bad + 1])
			return false;
	return at[0] == 0 && at[n] == last;
}

/* That no reading can leave the map; what is in entries and lookups is checked
 * as it is read. */
static bool
dictionary_sound(const struct dictionary *dictionary, const uint32_t nbytes[2],
	const char *dir, const char *name, struct err *err)
{
	uint64_t bad;

	if (!ascend(dictionary->offsets, dictionary->count, nbytes[0], &bad))
		return column_file_damaged(
			err, dir, name, bad + 1, "an entry out of order");
	if (!ascend(dictionary->lookup_at, blocks_of(dictionary->nlookups),
		    nbytes[1], &bad))
		return column_file_damaged(
			err, dir, name, bad + 1, "lookups out of order");
	return true;
}

bool
dictionary_open(const char *dir, const char *name,
	struct dictionary *dictionary, struct err *err)
{
	struct column_file file;
	uint32_t nbytes[2];

	memset(dictionary, 0, sizeof(*dictionary));
	if (!column_file_map(dir, name, 0, &file, err))
		return false;
	dictionary->map = file.map;
	if (!divide_payload(&file, dictionary, nbytes))
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

/* The next of the strings in [*at, end); NULL for an empty one, or none. */
static const char *
next_string(const char **at, const char *end)
{
	const char *text = *at;
	const char *nul = memchr(text, '\0', (size_t)(end - text));

	if (nul == NULL || nul == text) {
		*at = nul != NULL ? nul + 1 : end;
		return NULL;
	}
	*at = nul + 1;
	return text;
}

void
dictionary_entry(const struct dictionary *dictionary, uint32_t ordinal,
	struct dictionary_entry *out)
{
	const char *at = dictionary->bytes + dictionary->offsets[ordinal];
	const char *end = dictionary->bytes + dictionary->offsets[ordinal + 1];
	unsigned type = at < end ? (unsigned char)*at++ : ACTOR_UNKNOWN;

	out->name = next_string(&at, end);
	if (out->name == NULL)
		out->name = "";
	out->key = next_string(&at, end);
	out->code = next_string(&at, end);
	out->aliases = next_string(&at, end);
	out->type = type != ACTOR_UNKNOWN && type < ACTOR_TYPES
			    ? actor_types[type]
			    : NULL;
}

void
dictionary_key(const struct dictionary_entry *entry, struct buf *out)
{
	if (entry->key != NULL)
		buf_puts(out, entry->key);
	else
		terms_key(out, entry->name);
}
