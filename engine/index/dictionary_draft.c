/* dictionary_draft.c - a dictionary while rows come in, and its file */
#include "engine/index/dictionary.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "engine/index/column_file.h"
#include "engine/index/lookups.h"
#include "engine/index/terms.h"

#include <stdlib.h>
#include <string.h>

struct draft_entry {
	const char *name;
	const char *code; /* NULL: none, as the type */
	const char *type;
	struct buf aliases; /* one a line */
};

/* ---- gathering ---- */

/* Add a spelling as one line. */
static void
add_line(struct buf *lines, const char *text, size_t len)
{
	if (lines->len > 0)
		buf_putc(lines, '\n');
	for (size_t i = 0; i < len; i++)
		buf_putc(lines, text[i] == '\n' ? ' ' : text[i]);
}

/* One more spelling of an entry, unless it is its name or was seen. */
static void
add_alias(struct dictionary_draft *draft, uint32_t ordinal, const char *text,
	size_t len)
{
	struct draft_entry *entry = &draft->entries[ordinal];
	struct buf id = { 0 };
	bool added = false;

	if (len == 0 || (strlen(entry->name) == len &&
				memcmp(entry->name, text, len) == 0))
		return;
	buf_add(&id, &ordinal, sizeof(ordinal));
	buf_add(&id, text, len);
	names_add(&draft->seen, id.data, id.len, &added);
	if (added)
		add_line(&entry->aliases, text, len);
	buf_release(&id);
}

static void
add_aliases(struct dictionary_draft *draft, uint32_t ordinal, const char *lines)
{
	while (lines != NULL && *lines != '\0') {
		size_t len = strcspn(lines, "\n");

		add_alias(draft, ordinal, lines, len);
		lines += len + (lines[len] == '\n');
	}
}

static void
keep_first(struct arena *arena, const char **kept, const char *text)
{
	if (*kept == NULL && text != NULL && *text != '\0')
		*kept = arena_string(arena, text);
}

uint32_t
dictionary_draft_add(
	struct dictionary_draft *draft, const struct dictionary_entry *seen)
{
	struct draft_entry *entry;
	uint32_t ordinal;
	bool added;

	ordinal = names_add(&draft->keys, seen->key, strlen(seen->key), &added);
	if (added) {
		draft->entries = mem_grow(draft->entries, &draft->cap,
			(size_t)ordinal + 1, sizeof(*draft->entries));
		draft->entries[ordinal] = (struct draft_entry){
			.name = arena_string(&draft->arena, seen->name),
		};
	}
	entry = &draft->entries[ordinal];
	keep_first(&draft->arena, &entry->code, seen->code);
	keep_first(&draft->arena, &entry->type, seen->type);
	add_alias(draft, ordinal, seen->name, strlen(seen->name));
	add_aliases(draft, ordinal, seen->aliases);
	return ordinal;
}

void
dictionary_draft_merge(struct dictionary_draft *draft,
	const struct dictionary_draft *more, uint32_t *map)
{
	for (uint32_t i = 0; i < more->keys.count; i++) {
		const struct draft_entry *entry = &more->entries[i];
		const struct dictionary_entry seen = {
			.name = entry->name,
			.key = names_text(&more->keys, i, NULL),
			.code = entry->code,
			.aliases = buf_text(&entry->aliases),
			.type = entry->type,
		};

		map[i] = dictionary_draft_add(draft, &seen);
	}
}

void
dictionary_draft_release(struct dictionary_draft *draft)
{
	for (uint32_t i = 0; i < draft->keys.count; i++)
		buf_release(&draft->entries[i].aliases);
	free(draft->entries);
	names_release(&draft->keys);
	names_release(&draft->seen);
	arena_release(&draft->arena);
	memset(draft, 0, sizeof(*draft));
}

/* ---- the order of names ---- */

struct ranked {
	const char *folded;
	const char *name;
	uint32_t ordinal; /* in the draft */
};

static int
by_name(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int order = strcmp(x->folded, y->folded);

	if (order == 0)
		order = strcmp(x->name, y->name);
	/* one name may stand for two keys: keep even that order certain */
	return order != 0
		       ? order
		       : (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

/* The entries in the order of the file; the folded names go to the arena. */
static struct ranked *
rank_entries(const struct dictionary_draft *draft, struct arena *arena,
	uint32_t *rank)
{
	uint32_t count = draft->keys.count;
	struct ranked *order = arena_array(arena, count, sizeof(*order));
	struct buf folded = { 0 };

	for (uint32_t i = 0; i < count; i++) {
		const char *name = draft->entries[i].name;

		buf_reset(&folded);
		utf8_fold(&folded, name, strlen(name));
		order[i].folded =
			arena_copy(arena, buf_text(&folded), folded.len);
		order[i].name = name;
		order[i].ordinal = i;
	}
	if (count > 1)
		qsort(order, count, sizeof(*order), by_name);
	for (uint32_t i = 0; i < count; i++)
		rank[order[i].ordinal] = i;
	buf_release(&folded);
	return order;
}

/* ---- the file ---- */

/* A dictionary's payload while it is put together. */
struct payload {
	struct arena arena;
	struct lookup *lookups;
	size_t nlookups, cap;
	uint32_t ntexts; /* different lookups */
	struct buf offsets;
	struct buf lookup_at;
	struct buf bytes, lookup_bytes;
	struct buf key; /* scratch */
};

static void
payload_release(struct payload *payload)
{
	free(payload->lookups);
	buf_release(&payload->offsets);
	buf_release(&payload->lookup_at);
	buf_release(&payload->bytes);
	buf_release(&payload->lookup_bytes);
	buf_release(&payload->key);
	arena_release(&payload->arena);
}

static void
add_number(struct buf *out, uint64_t n)
{
	uint32_t number = (uint32_t)n; /* payload_fits() looks at the last */

	buf_add(out, &number, sizeof(number));
}

static void
add_string(struct buf *out, const char *text)
{
	if (text != NULL)
		buf_puts(out, text);
	buf_putc(out, '\0');
}

/* The payload, and the entry that is being added. */
struct adding {
	struct payload *payload;
	uint32_t ordinal;
};

static void
add_lookup(void *ctx, const char *text, size_t len)
{
	struct adding *adding = ctx;
	struct payload *payload = adding->payload;

	if (len > 1) /* something behind the kind */
		vec_push(payload->lookups, payload->nlookups, payload->cap) =
			(struct lookup){
				.text = arena_copy(&payload->arena, text, len),
				.ordinal = adding->ordinal,
			};
}

/* Every text that an entry shall be found by. */
static void
add_lookups(struct payload *payload, uint32_t ordinal,
	const struct draft_entry *entry)
{
	struct adding adding = { payload, ordinal };
	const char *line = buf_text(&entry->aliases);
	bool person = entry->type == NULL || strcmp(entry->type, "person") == 0;
	struct buf text = { 0 };

	lookups_of_spelling(entry->name, person, add_lookup, &adding);
	if (entry->code != NULL) {
		lookup_code(&text, entry->code);
		add_lookup(&adding, text.data, text.len);
	}
	while (*line != '\0') {
		size_t len = strcspn(line, "\n");

		buf_reset(&text);
		buf_add(&text, line, len);
		lookups_of_spelling(text.data, person, add_lookup, &adding);
		line += len + (line[len] == '\n');
	}
	buf_release(&text);
}

/* Its place among the types. */
static char
type_number(const char *type)
{
	for (int i = ACTOR_UNKNOWN + 1; type != NULL && i < ACTOR_TYPES; i++)
		if (strcmp(actor_types[i], type) == 0)
			return (char)i;
	return ACTOR_UNKNOWN;
}

static void
add_entry(struct payload *payload, const struct draft_entry *entry,
	const char *key, uint32_t ordinal)
{
	add_number(&payload->offsets, payload->bytes.len);
	buf_putc(&payload->bytes, type_number(entry->type));
	add_string(&payload->bytes, entry->name);
	buf_reset(&payload->key);
	terms_key(&payload->key, entry->name);
	add_string(&payload->bytes,
		strcmp(buf_text(&payload->key), key) == 0 ? NULL : key);
	add_string(&payload->bytes, entry->code);
	add_string(&payload->bytes, buf_text(&entry->aliases));
	add_lookups(payload, ordinal, entry);
}

static bool
write_payload(const struct payload *payload, uint32_t count, const char *dir,
	const char *name, struct err *err)
{
	const uint32_t sizes[] = {
		payload->ntexts,
		(uint32_t)payload->bytes.len,
		(uint32_t)payload->lookup_bytes.len,
	};
	const struct column_part parts[] = {
		{ sizes, sizeof(sizes) },
		{ payload->offsets.data, payload->offsets.len },
		{ payload->lookup_at.data, payload->lookup_at.len },
		{ payload->bytes.data, payload->bytes.len },
		{ payload->lookup_bytes.data, payload->lookup_bytes.len },
	};

	if (payload->bytes.len > UINT32_MAX ||
		payload->lookup_bytes.len > UINT32_MAX)
		return err_set(err, ERR_UNAVAILABLE,
			"%s: more than 4 GiB of names", name);
	return column_file_write(dir, name, 0, count, parts,
		sizeof(parts) / sizeof(*parts), err);
}

bool
dictionary_draft_write(const struct dictionary_draft *draft, const char *dir,
	const char *name, uint32_t *rank, struct err *err)
{
	uint32_t count = draft->keys.count;
	struct payload payload = { 0 };
	const struct ranked *order = rank_entries(draft, &payload.arena, rank);
	bool ok;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t from = order[i].ordinal;

		add_entry(&payload, &draft->entries[from],
			names_text(&draft->keys, from, NULL), i);
	}
	add_number(&payload.offsets, payload.bytes.len);
	payload.ntexts = lookups_write(payload.lookups, payload.nlookups,
		&payload.lookup_at, &payload.lookup_bytes);
	ok = write_payload(&payload, count, dir, name, err);
	payload_release(&payload);
	return ok;
}
