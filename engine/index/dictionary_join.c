/*
 * dictionary_join.c - the dictionaries of several segments as one
 *
 * Two at a time, the smallest first.  One of the two is mostly much larger:
 * where an item of the smaller belongs is found by halving, and what lies
 * between two such places is copied as it is.
 */
#include "engine/index/dictionary_join.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "engine/index/dictionary.h"

#include <stdlib.h>
#include <string.h>

#define NONE DICTIONARY_GONE

/* An entry of the joined dictionary: where it comes from, NONE or an ordinal
 * in each of the two. */
struct place {
	uint32_t a, b;
};

/* A lookup of the smaller one, or of an entry that both have. */
struct lookup {
	const char *text;
	uint32_t ordinal; /* in the joined one */
};

/* Two dictionaries on their way into one. */
struct joining {
	const struct dictionary_part *a, *b;
	uint32_t *pair_a, *pair_b; /* of each entry: that of the other one */
	struct place *places;
	uint32_t count;
	struct lookup *lookups;
	size_t nlookups, lookups_cap;
	struct arena arena; /* their texts */
	uint32_t *offsets, *lookup_at, *lookup_ordinal;
	uint32_t nout;
	struct buf bytes;
};

static bool
alive(const struct dictionary_part *part, uint32_t ordinal)
{
	return part->first[ordinal] != 0;
}

static const char *
name_of(const struct dictionary_part *part, uint32_t ordinal)
{
	const struct dictionary *d = part->dictionary;

	return d->bytes + d->offsets[ordinal]; /* the first of its strings */
}

/* ---- which entries are one ---- */

/* The entry of this key; NONE. */
static uint32_t
find_key(const struct dictionary_part *part, const char *key)
{
	const struct dictionary *d = part->dictionary;
	struct dictionary_entry entry;
	uint32_t at, end, found = NONE;

	/* the key of an entry is that of its name: it is found by it */
	lookups_begin(d, LOOKUP_NAME, key, &at, &end);
	for (; at < end && found == NONE; at++) {
		if (strcmp(d->bytes + d->lookup_at[at] + 1, key) != 0)
			break; /* those equal to the key come first */
		dictionary_entry(d, d->lookup_ordinal[at], &entry);
		if (strcmp(entry.key, key) == 0)
			found = d->lookup_ordinal[at];
	}
	return found != NONE && alive(part, found) ? found : NONE;
}

static void
pair_entries(struct joining *j)
{
	uint32_t na = j->a->dictionary->count, nb = j->b->dictionary->count;
	struct dictionary_entry entry;

	j->pair_a = mem_array(NULL, na + (size_t)1, sizeof(*j->pair_a));
	j->pair_b = mem_array(NULL, nb + (size_t)1, sizeof(*j->pair_b));
	memset(j->pair_a, 0xff, (na + (size_t)1) * sizeof(*j->pair_a));
	for (uint32_t i = 0; i < nb; i++) {
		j->pair_b[i] = NONE;
		if (!alive(j->b, i))
			continue;
		dictionary_entry(j->b->dictionary, i, &entry);
		j->pair_b[i] = find_key(j->a, entry.key);
		if (j->pair_b[i] != NONE)
			j->pair_a[j->pair_b[i]] = i;
	}
}

/* Of a pair: does b's name stand for both? */
static bool
b_names(const struct joining *j, uint32_t a, uint32_t b)
{
	return j->b->first[b] < j->a->first[a] &&
	       strcmp(name_of(j->a, a), name_of(j->b, b)) != 0;
}

/* ---- the order of names ---- */

static void
fold(struct buf *out, const char *name)
{
	buf_reset(out);
	utf8_fold(out, name, strlen(name));
}

/* Names as a dictionary has them in order: folded, then by bytes. */
static int
compare_names(const char *name, const struct buf *folded, const char *other,
	struct buf *scratch)
{
	int order;

	fold(scratch, name);
	order = strcmp(buf_text(scratch), buf_text(folded));
	return order != 0 ? order : strcmp(name, other);
}

/* The first entry of a from `low` on whose name is not below b's. */
static uint32_t
first_not_below(const struct joining *j, uint32_t low, const char *name,
	struct buf *folded, struct buf *scratch)
{
	uint32_t count = j->a->dictionary->count, high = low, step = 1;

	fold(folded, name);
	while (high < count &&
		compare_names(name_of(j->a, high), folded, name, scratch) < 0) {
		low = high + 1;
		high = count - high > step ? high + step : count;
		step *= 2;
	}
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (compare_names(
			    name_of(j->a, middle), folded, name, scratch) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Entries [from, to) of a that stand under a's name. */
static void
place_a(struct joining *j, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		uint32_t pair = j->pair_a[i];

		if (alive(j->a, i) && (pair == NONE || !b_names(j, i, pair)))
			j->places[j->count++] = (struct place){ i, pair };
	}
}

static void
place_entries(struct joining *j)
{
	uint32_t na = j->a->dictionary->count, nb = j->b->dictionary->count;
	struct buf folded = { 0 }, scratch = { 0 };
	uint32_t at = 0;

	j->places = mem_array(NULL, na + (size_t)nb + 1, sizeof(*j->places));
	for (uint32_t i = 0; i < nb; i++) {
		uint32_t pair = j->pair_b[i], to;

		if (!alive(j->b, i) || (pair != NONE && !b_names(j, pair, i)))
			continue;
		to = first_not_below(
			j, at, name_of(j->b, i), &folded, &scratch);
		place_a(j, at, to);
		at = to;
		j->places[j->count++] = (struct place){ pair, i };
	}
	place_a(j, at, na);
	memset(j->a->map, 0xff, na * sizeof(*j->a->map));
	memset(j->b->map, 0xff, nb * sizeof(*j->b->map));
	for (uint32_t i = 0; i < j->count; i++) {
		if (j->places[i].a != NONE)
			j->a->map[j->places[i].a] = i;
		if (j->places[i].b != NONE)
			j->b->map[j->places[i].b] = i;
	}
	buf_release(&folded);
	buf_release(&scratch);
}

/* ---- entries ---- */

/* Is this line among the lines? */
static bool
has_line(const char *lines, const char *line, size_t len)
{
	while (*lines != '\0') {
		size_t n = strcspn(lines, "\n");

		if (n == len && memcmp(lines, line, len) == 0)
			return true;
		lines += n + (lines[n] == '\n');
	}
	return false;
}

static void
add_spelling(struct buf *lines, const char *name, const char *line, size_t len)
{
	if (len == 0 || has_line(name, line, len) ||
		has_line(buf_text(lines), line, len))
		return;
	if (lines->len > 0)
		buf_putc(lines, '\n');
	buf_add(lines, line, len);
}

static void
add_spellings(struct buf *lines, const char *name, const char *more)
{
	while (more != NULL && *more != '\0') {
		size_t len = strcspn(more, "\n");

		add_spelling(lines, name, more, len);
		more += len + (more[len] == '\n');
	}
}

static void
add_string(struct buf *out, const char *text)
{
	if (text != NULL)
		buf_puts(out, text);
	buf_putc(out, '\0');
}

static void
keep_lookup(struct joining *j, const char *text, size_t len, uint32_t ordinal)
{
	if (len > 1) /* something behind the kind */
		vec_push(j->lookups, j->nlookups, j->lookups_cap) =
			(struct lookup){
				arena_copy(&j->arena, text, len),
				ordinal,
			};
}

/* The entry that lookups are made for. */
struct looked_up {
	struct joining *joining;
	uint32_t ordinal;
};

static void
on_lookup(void *ctx, const char *text, size_t len)
{
	struct looked_up *up = ctx;

	keep_lookup(up->joining, text, len, up->ordinal);
}

/* What an entry of two parts is found by is made anew. */
static void
look_up(struct joining *j, uint32_t ordinal, const struct dictionary_entry *e)
{
	struct looked_up up = { j, ordinal };
	bool person = e->type == NULL || strcmp(e->type, "person") == 0;
	const char *line = e->aliases;
	struct buf text = { 0 };

	lookups_of_spelling(e->name, person, on_lookup, &up);
	if (e->code != NULL) {
		lookup_code(&text, e->code);
		on_lookup(&up, text.data, text.len);
	}
	while (line != NULL && *line != '\0') {
		size_t len = strcspn(line, "\n");

		buf_reset(&text);
		buf_add(&text, line, len);
		lookups_of_spelling(text.data, person, on_lookup, &up);
		line += len + (line[len] == '\n');
	}
	buf_release(&text);
}

/* The entry that both have. */
static void
add_pair(struct joining *j, uint32_t ordinal)
{
	struct place place = j->places[ordinal];
	bool b_first = j->b->first[place.b] < j->a->first[place.a];
	struct dictionary_entry one, other;
	struct buf lines = { 0 };

	dictionary_entry(j->a->dictionary, place.a, b_first ? &other : &one);
	dictionary_entry(j->b->dictionary, place.b, b_first ? &one : &other);
	add_spellings(&lines, one.name, one.aliases);
	add_spelling(&lines, one.name, other.name, strlen(other.name));
	add_spellings(&lines, one.name, other.aliases);
	if (one.code == NULL)
		one.code = other.code;
	if (one.type == NULL)
		one.type = other.type;
	one.aliases = buf_text(&lines);
	add_string(&j->bytes, one.name);
	add_string(&j->bytes, one.key);
	add_string(&j->bytes, one.code);
	add_string(&j->bytes, one.aliases);
	add_string(&j->bytes, one.type);
	look_up(j, ordinal, &one);
	buf_release(&lines);
}

static void
add_entries(struct joining *j)
{
	j->offsets = mem_array(NULL, j->count + (size_t)1, sizeof(*j->offsets));
	for (uint32_t i = 0; i < j->count; i++) {
		struct place place = j->places[i];
		bool of_a = place.a != NONE;
		const struct dictionary *d =
			of_a ? j->a->dictionary : j->b->dictionary;
		uint32_t ordinal = of_a ? place.a : place.b;

		j->offsets[i] = (uint32_t)j->bytes.len;
		if (of_a && place.b != NONE)
			add_pair(j, i);
		else
			buf_add(&j->bytes, d->bytes + d->offsets[ordinal],
				d->offsets[ordinal + 1] - d->offsets[ordinal]);
	}
	j->offsets[j->count] = (uint32_t)j->bytes.len;
}

/* ---- lookups ---- */

static int
by_lookup(const void *va, const void *vb)
{
	const struct lookup *x = va, *y = vb;
	int order = strcmp(x->text, y->text);

	return order != 0
		       ? order
		       : (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

/* Those of b's own entries beside those made for pairs, in order. */
static void
gather_lookups(struct joining *j)
{
	const struct dictionary *d = j->b->dictionary;

	for (uint32_t i = 0; i < d->nlookups; i++) {
		uint32_t ordinal = d->lookup_ordinal[i];

		if (alive(j->b, ordinal) && j->pair_b[ordinal] == NONE)
			vec_push(j->lookups, j->nlookups, j->lookups_cap) =
				(struct lookup){
					d->bytes + d->lookup_at[i],
					j->b->map[ordinal],
				};
	}
	if (j->nlookups > 1)
		qsort(j->lookups, j->nlookups, sizeof(*j->lookups), by_lookup);
}

static void
add_lookup(struct joining *j, const char *text, size_t size, uint32_t ordinal)
{
	j->lookup_at[j->nout] = (uint32_t)j->bytes.len;
	j->lookup_ordinal[j->nout++] = ordinal;
	buf_add(&j->bytes, text, size);
}

/* Is lookup i of a one of an entry that is a's alone? */
static bool
lookup_of_a(const struct joining *j, uint32_t i)
{
	uint32_t ordinal = j->a->dictionary->lookup_ordinal[i];

	return alive(j->a, ordinal) && j->pair_a[ordinal] == NONE;
}

static void
add_lookup_of_a(struct joining *j, uint32_t i)
{
	const struct dictionary *d = j->a->dictionary;

	if (lookup_of_a(j, i))
		add_lookup(j, d->bytes + d->lookup_at[i],
			d->lookup_at[i + 1] - d->lookup_at[i],
			j->a->map[d->lookup_ordinal[i]]);
}

/* The first lookup of a from `low` on that is not below the text. */
static uint32_t
lookup_not_below(const struct joining *j, uint32_t low, const char *text)
{
	const struct dictionary *d = j->a->dictionary;
	uint32_t high = low, step = 1;

	while (high < d->nlookups &&
		strcmp(d->bytes + d->lookup_at[high], text) < 0) {
		low = high + 1;
		high = d->nlookups - high > step ? high + step : d->nlookups;
		step *= 2;
	}
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (strcmp(d->bytes + d->lookup_at[middle], text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Lookups of a, and one of the others in its place among them; returns up to
 * where a's are added. */
static uint32_t
add_in_place(struct joining *j, uint32_t at, const struct lookup *lookup)
{
	const struct dictionary *d = j->a->dictionary;
	uint32_t to = lookup_not_below(j, at, lookup->text);

	for (; at < to; at++)
		add_lookup_of_a(j, at);
	for (; at < d->nlookups &&
		strcmp(d->bytes + d->lookup_at[at], lookup->text) == 0 &&
		(!lookup_of_a(j, at) ||
			j->a->map[d->lookup_ordinal[at]] < lookup->ordinal);
		at++)
		add_lookup_of_a(j, at);
	add_lookup(j, lookup->text, strlen(lookup->text) + 1, lookup->ordinal);
	return at;
}

static void
add_lookups(struct joining *j)
{
	uint32_t na = j->a->dictionary->nlookups, at = 0;
	size_t most;

	gather_lookups(j);
	most = na + j->nlookups + 1;
	j->lookup_at = mem_array(NULL, most, sizeof(*j->lookup_at));
	j->lookup_ordinal = mem_array(NULL, most, sizeof(*j->lookup_ordinal));
	for (size_t i = 0; i < j->nlookups; i++)
		if (i == 0 ||
			by_lookup(&j->lookups[i - 1], &j->lookups[i]) != 0)
			at = add_in_place(j, at, &j->lookups[i]);
	for (; at < na; at++)
		add_lookup_of_a(j, at);
	j->lookup_at[j->nout] = (uint32_t)j->bytes.len;
}

/* ---- two, and all ---- */

static bool
join_two(const struct dictionary_part *a, const struct dictionary_part *b,
	struct dictionary *out, struct err *err)
{
	struct joining j = { .a = a, .b = b };
	bool ok;

	pair_entries(&j);
	place_entries(&j);
	add_entries(&j);
	add_lookups(&j);
	ok = j.bytes.len <= UINT32_MAX ||
	     err_set(err, ERR_UNAVAILABLE, "more than 4 GiB of names");
	*out = (struct dictionary){
		.count = j.count,
		.offsets = j.offsets,
		.bytes = buf_text(&j.bytes),
		.nlookups = j.nout,
		.lookup_at = j.lookup_at,
		.lookup_ordinal = j.lookup_ordinal,
		.memory = { j.offsets, j.lookup_at, j.lookup_ordinal,
			j.bytes.data },
	};
	free(j.pair_a);
	free(j.pair_b);
	free(j.places);
	free(j.lookups);
	arena_release(&j.arena);
	return ok;
}

static int
larger_first(const void *va, const void *vb)
{
	const struct dictionary_part *const *a = va, *const *b = vb;
	uint32_t x = (*a)->dictionary->count, y = (*b)->dictionary->count;

	return x != y ? (x < y) - (x > y) : (*a > *b) - (*a < *b);
}

/* The dictionary of some parts, and the next larger one. */
struct heap {
	struct dictionary dictionary;
	uint32_t *first;
};

/* The entries of the heap keep the first of their stories. */
static uint32_t *
firsts(const struct dictionary_part *a, const struct dictionary_part *b,
	uint32_t count)
{
	const struct dictionary_part *two[] = { a, b };
	uint32_t *first = mem_alloc((count + (size_t)1) * sizeof(*first));

	for (size_t p = 0; p < 2; p++)
		for (uint32_t i = 0; i < two[p]->dictionary->count; i++) {
			uint32_t to = two[p]->map[i], docid = two[p]->first[i];

			if (to != NONE && (first[to] == 0 || docid < first[to]))
				first[to] = docid;
		}
	return first;
}

/* Put one part more into the heap; done[0..n) are already in it. */
static bool
join_more(struct heap *heap, const struct dictionary_part *part,
	const struct dictionary_part *const *done, size_t n, struct err *err)
{
	struct dictionary_part small = {
		.dictionary = &heap->dictionary,
		.first = heap->first,
		.map = mem_array(NULL, heap->dictionary.count + (size_t)1,
			sizeof(*small.map)),
	};
	struct heap next = { 0 };
	bool ok = join_two(part, &small, &next.dictionary, err);

	next.first = firsts(part, &small, next.dictionary.count);
	for (size_t p = 0; p < n; p++)
		for (uint32_t i = 0; i < done[p]->dictionary->count; i++)
			if (done[p]->map[i] != NONE)
				done[p]->map[i] = small.map[done[p]->map[i]];
	free(small.map);
	free(heap->first);
	dictionary_close(&heap->dictionary);
	*heap = next;
	return ok;
}

bool
dictionary_join(const struct dictionary_part *parts, size_t n,
	struct dictionary *out, struct err *err)
{
	const struct dictionary_part **order =
		mem_array(NULL, n + 1, sizeof(*order));
	struct heap heap = { 0 };
	bool ok = true;

	for (size_t i = 0; i < n; i++)
		order[i] = &parts[i];
	qsort(order, n, sizeof(*order), larger_first);
	for (size_t i = n; ok && i-- > 0;)
		ok = join_more(&heap, order[i], order + i + 1, n - i - 1, err);
	free(heap.first);
	free(order);
	*out = heap.dictionary;
	if (!ok)
		dictionary_close(out);
	return ok;
}
