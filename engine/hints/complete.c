#include "engine/hints/complete.h"

#include "base/utf8.h"
#include "engine/index/dictionary.h"
#include "engine/index/listed.h"
#include "engine/index/lookups.h"
#include "engine/index/terms.h"

#include <stdlib.h>
#include <string.h>

const enum field_id complete_fields[] = { FIELDS, FIELD_TEXT, FIELD_ACTOR,
	FIELD_OUTLET, FIELD_LANGUAGE, FIELD_SECTION, FIELD_AGENCY, FIELD_KIND };

/* ---- the commonest of many ---- */

struct candidate {
	uint32_t ordinal;
	uint32_t stories;
};

/* The best so far, commonest first. */
struct best {
	struct candidate *items;
	uint32_t count, limit;
};

/* Is a before b?  Ties go by ordinal, which is the order of names. */
static bool
before(const struct candidate *a, const struct candidate *b)
{
	return a->stories != b->stories ? a->stories > b->stories
					: a->ordinal < b->ordinal;
}

/* Few are wanted of many: nearly all fail the first comparison. */
static void
best_add(struct best *best, uint32_t ordinal, uint32_t stories)
{
	const struct candidate new = { ordinal, stories };
	uint32_t at = best->count;

	if (best->limit == 0 ||
		(at == best->limit && !before(&new, &best->items[at - 1])))
		return;
	while (at > 0 && before(&new, &best->items[at - 1]))
		at--;
	/* found by another of its words: it would stand just before */
	if (at > 0 && best->items[at - 1].ordinal == ordinal)
		return;
	if (best->count < best->limit)
		best->count++;
	memmove(&best->items[at + 1], &best->items[at],
		(best->count - at - 1) * sizeof(*best->items));
	best->items[at] = new;
}

/* ---- words ---- */

static void
best_words(const struct vocabulary *vocabulary, const char *text,
	struct best *best)
{
	uint32_t first, end;

	vocabulary_prefix(vocabulary, text, strlen(text), &first, &end);
	for (uint32_t i = first; i < end; i++)
		if (vocabulary->stories[i] > 0)
			best_add(best, i, vocabulary->stories[i]);
}

/* ---- values ---- */

static void
best_lookups(const struct dictionary *dictionary, enum lookup_kind kind,
	const char *text, struct best *best)
{
	struct lookup_walk walk;
	uint32_t ordinal;

	lookups_from(&walk, dictionary, kind, text);
	for (; lookups_at_beginning(&walk, kind, text); lookups_next(&walk))
		while (lookups_ordinal(&walk, &ordinal))
			best_add(best, ordinal, dictionary->stories[ordinal]);
	lookups_release(&walk);
}

static void
best_values(const struct dictionary *dictionary, const char *text,
	struct best *best)
{
	best_lookups(dictionary, LOOKUP_WORD, text, best);
	best_lookups(dictionary, LOOKUP_CODE, text, best);
	if (strchr(text, ' ') != NULL)
		best_lookups(dictionary, LOOKUP_NAME, text, best);
}

/* ---- either, as it is shown ---- */

static const char *
shown(const struct columns *columns, enum field_id field, uint32_t ordinal,
	struct arena *arena)
{
	struct dictionary_entry entry;
	size_t len;
	const char *word;

	if (field != FIELD_TEXT) {
		dictionary_entry(
			listed_dictionary(columns, listed_field(field)),
			ordinal, &entry);
		return entry.name;
	}
	word = vocabulary_word(&columns->vocabulary, ordinal, &len);
	return arena_copy(arena, word, len);
}

/* The best of one field behind those that are there; returns how many. */
static uint32_t
find_in(const struct columns *columns, const char *text, enum field_id field,
	uint32_t limit, struct arena *arena, struct completion *out)
{
	struct best best = {
		.items = arena_array(arena, limit, sizeof(*best.items)),
		.limit = limit,
	};

	if (field == FIELD_TEXT)
		best_words(&columns->vocabulary, text, &best);
	else
		best_values(listed_dictionary(columns, listed_field(field)),
			text, &best);
	for (uint32_t i = 0; i < best.count; i++)
		out[i] = (struct completion){
			.text = shown(
				columns, field, best.items[i].ordinal, arena),
			.field = field,
			.score = best.items[0].stories == 0
					 ? 0
					 : (double)best.items[i].stories /
						   best.items[0].stories,
			.stories = best.items[i].stories,
		};
	return best.count;
}

static int
by_score(const void *a, const void *b)
{
	const struct completion *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->stories != y->stories)
		return x->stories > y->stories ? -1 : 1;
	if (x->field != y->field)
		return x->field < y->field ? -1 : 1;
	return strcmp(x->text, y->text);
}

/* What is typed, as words and lookups are folded; blanks before it go. */
static const char *
folded(const char *text, size_t len, struct arena *arena)
{
	struct buf out = { 0 };
	const char *copy;

	utf8_fold(&out, text, len);
	copy = buf_text(&out);
	copy = arena_string(arena, copy + strspn(copy, " "));
	buf_release(&out);
	return copy;
}

uint32_t
complete_find(const struct columns *columns, const struct complete_ask *ask,
	struct arena *arena, struct completion **out)
{
	static const enum field_id mix[] = { FIELD_TEXT, FIELD_ACTOR,
		FIELD_OUTLET };
	const size_t nmix = sizeof(mix) / sizeof(*mix);
	const char *text = folded(ask->text, ask->len, arena);
	uint32_t n = 0;

	*out = arena_array(arena, nmix * (size_t)ask->limit, sizeof(**out));
	if (ask->field != FIELDS)
		return find_in(
			columns, text, ask->field, ask->limit, arena, *out);
	for (size_t i = 0; i < nmix; i++)
		n += find_in(
			columns, text, mix[i], ask->limit, arena, *out + n);
	if (n > 1)
		qsort(*out, n, sizeof(**out), by_score);
	return n < ask->limit ? n : ask->limit;
}
