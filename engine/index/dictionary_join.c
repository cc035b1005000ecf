/*
 * dictionary_join.c - the dictionaries of several segments as one
 *
 * Two at a time, the smallest first.  One of the two is mostly much larger:
 * where an item of the smaller belongs is found by halving, and what lies
 * between two such places is copied as it is.
 */
#include "engine/index/dictionary_join.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/utf8.h"
#include "engine/index/dictionary.h"
#include "engine/index/lookups.h"

#include <stdlib.h>
#include <string.h>

#define NONE ORDINAL_NONE

/* An entry of the joined dictionary: where it comes from, NONE or an ordinal
 * in each of the two. */
struct place {
	uint32_t a, b;
};

/* The keys of the entries that were joined so far, and their ordinals. */
struct known {
	struct names keys;
	uint32_t *ordinal;
	size_t cap;
};

/* Two dictionaries on their way into one. */
struct joining {
	const struct known *known; /* of b */
	const struct dictionary_part *a, *b;
	uint32_t *pair_a, *pair_b; /* of each entry: that of the other one */
	struct place *places;
	uint32_t count;
	uint32_t *offsets;
	struct buf bytes, key;
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

	/* behind its type, the first of its strings */
	return d->bytes + d->offsets[ordinal] + 1;
}

/* ---- which entries are one ---- */

static bool
has_key(const struct dictionary *d, uint32_t ordinal, const char *key,
	struct buf *scratch)
{
	struct dictionary_entry entry;

	dictionary_entry(d, ordinal, &entry);
	buf_reset(scratch);
	dictionary_key(&entry, scratch);
	return strcmp(buf_text(scratch), key) == 0;
}

/* The entry of this key; NONE. */
static uint32_t
find_key(const struct dictionary_part *part, const char *key)
{
	const struct dictionary *d = part->dictionary;
	uint32_t ordinal, found = NONE;
	struct lookup_walk walk;
	struct buf scratch = { 0 };

	/* the key of an entry is that of its name: it is found by it */
	lookups_from(&walk, d, LOOKUP_NAME, key);
	if (lookups_at_beginning(&walk, LOOKUP_NAME, key) &&
		strcmp(walk.text.data + 1, key) == 0)
		while (found == NONE && lookups_ordinal(&walk, &ordinal))
			if (has_key(d, ordinal, key, &scratch))
				found = ordinal;
	lookups_release(&walk);
	buf_release(&scratch);
	return found != NONE && alive(part, found) ? found : NONE;
}

/* The key of an entry, in j->key. */
static const char *
key_of(struct joining *j, const struct dictionary_part *part, uint32_t ordinal)
{
	struct dictionary_entry entry;

	dictionary_entry(part->dictionary, ordinal, &entry);
	buf_reset(&j->key);
	dictionary_key(&entry, &j->key);
	return buf_text(&j->key);
}

static void
pair(struct joining *j, uint32_t a, uint32_t b)
{
	j->pair_a[a] = b;
	j->pair_b[b] = a;
}

/* What the smaller of the two has is looked for in the other one. */
static void
pair_entries(struct joining *j)
{
	uint32_t na = j->a->dictionary->count, nb = j->b->dictionary->count;

	j->pair_a = mem_array(NULL, na + (size_t)1, sizeof(*j->pair_a));
	j->pair_b = mem_array(NULL, nb + (size_t)1, sizeof(*j->pair_b));
	memset(j->pair_a, 0xff, (na + (size_t)1) * sizeof(*j->pair_a));
	memset(j->pair_b, 0xff, (nb + (size_t)1) * sizeof(*j->pair_b));
	for (uint32_t i = 0; na < nb && i < na; i++) {
		uint32_t id = NAMES_NONE;

		if (alive(j->a, i)) {
			key_of(j, j->a, i);
			id = names_find(
				&j->known->keys, buf_text(&j->key), j->key.len);
		}
		if (id != NAMES_NONE)
			pair(j, i, j->known->ordinal[id]);
	}
	for (uint32_t i = 0; na >= nb && i < nb; i++) {
		uint32_t a = NONE;

		if (alive(j->b, i))
			a = find_key(j->a, key_of(j, j->b, i));
		if (a != NONE)
			pair(j, a, i);
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

/* The type of an entry as it is stored. */
static char
type_of(const struct dictionary_part *part, uint32_t ordinal)
{
	const struct dictionary *d = part->dictionary;

	return d->bytes[d->offsets[ordinal]];
}

/* The entry that both have. */
static void
add_pair(struct joining *j, struct place place)
{
	bool b_first = j->b->first[place.b] < j->a->first[place.a];
	struct dictionary_entry one, other;
	char a_type = type_of(j->a, place.a), b_type = type_of(j->b, place.b);
	bool has_type = b_first ? b_type != 0 : a_type != 0;
	struct buf lines = { 0 };

	dictionary_entry(j->a->dictionary, place.a, b_first ? &other : &one);
	dictionary_entry(j->b->dictionary, place.b, b_first ? &one : &other);
	add_spellings(&lines, one.name, one.aliases);
	add_spelling(&lines, one.name, other.name, strlen(other.name));
	add_spellings(&lines, one.name, other.aliases);
	if (one.code == NULL)
		one.code = other.code;
	/* a key that is not that of the name is as good as that of the other */
	buf_putc(&j->bytes, b_first == has_type ? b_type : a_type);
	add_string(&j->bytes, one.name);
	add_string(&j->bytes, one.key);
	add_string(&j->bytes, one.code);
	add_string(&j->bytes, buf_text(&lines));
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
			add_pair(j, place);
		else
			buf_add(&j->bytes, d->bytes + d->offsets[ordinal],
				d->offsets[ordinal + 1] - d->offsets[ordinal]);
	}
	j->offsets[j->count] = (uint32_t)j->bytes.len;
}

/* ---- two, and all ---- */

static bool
join_two(const struct dictionary_part *a, const struct dictionary_part *b,
	const struct known *known, struct dictionary *out, struct err *err)
{
	struct joining j = { .known = known, .a = a, .b = b };
	bool ok;

	pair_entries(&j);
	place_entries(&j);
	add_entries(&j);
	ok = j.bytes.len <= UINT32_MAX ||
	     err_set(err, ERR_UNAVAILABLE, "more than 4 GiB of names");
	*out = (struct dictionary){
		.count = j.count,
		.offsets = j.offsets,
		.bytes = buf_text(&j.bytes),
		.memory = { j.offsets, j.bytes.data },
	};
	free(j.pair_a);
	free(j.pair_b);
	free(j.places);
	buf_release(&j.key);
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
	struct known known;
};

/* Where the entries of the heap are now, and those of the part that came. */
static void
learn_keys(struct known *known, const uint32_t *map,
	const struct dictionary_part *part)
{
	struct buf key = { 0 };

	for (uint32_t id = 0; id < known->keys.count; id++)
		known->ordinal[id] = map[known->ordinal[id]];
	for (uint32_t i = 0; i < part->dictionary->count; i++) {
		struct dictionary_entry entry;
		uint32_t id;

		if (!alive(part, i))
			continue;
		dictionary_entry(part->dictionary, i, &entry);
		buf_reset(&key);
		dictionary_key(&entry, &key);
		id = names_add(&known->keys, buf_text(&key), key.len, NULL);
		known->ordinal = mem_grow(known->ordinal, &known->cap,
			id + (size_t)1, sizeof(*known->ordinal));
		known->ordinal[id] = part->map[i];
	}
	buf_release(&key);
}

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

/* Put one part more into the heap; done[0..n) are already in it, and others
 * may come unless it is the last. */
static bool
join_more(struct heap *heap, const struct dictionary_part *part,
	const struct dictionary_part *const *done, size_t n, bool last,
	struct err *err)
{
	struct dictionary_part small = {
		.dictionary = &heap->dictionary,
		.first = heap->first,
		.map = mem_array(NULL, heap->dictionary.count + (size_t)1,
			sizeof(*small.map)),
	};
	struct heap next = { 0 };
	bool ok = join_two(part, &small, &heap->known, &next.dictionary, err);

	next.first = firsts(part, &small, next.dictionary.count);
	for (size_t p = 0; p < n; p++)
		for (uint32_t i = 0; i < done[p]->dictionary->count; i++)
			if (done[p]->map[i] != NONE)
				done[p]->map[i] = small.map[done[p]->map[i]];
	if (!last)
		learn_keys(&heap->known, small.map, part);
	next.known = heap->known;
	free(small.map);
	free(heap->first);
	dictionary_close(&heap->dictionary);
	*heap = next;
	return ok;
}

/* Lookups stay where they are: each segment's lead to its own entries. */
static void
take_lookups(
	const struct dictionary_part *parts, size_t n, struct dictionary *out)
{
	struct dictionary_segment *segments =
		mem_array(NULL, n + 1, sizeof(*segments));

	for (size_t i = 0; i < n; i++)
		segments[i] = (struct dictionary_segment){
			parts[i].dictionary,
			parts[i].map,
		};
	out->segments = out->memory[2] = segments;
	out->nsegments = (uint32_t)n;
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
		ok = join_more(
			&heap, order[i], order + i + 1, n - i - 1, i == 0, err);
	free(heap.first);
	free(heap.known.ordinal);
	names_release(&heap.known.keys);
	free(order);
	*out = heap.dictionary;
	if (ok)
		take_lookups(parts, n, out);
	else
		dictionary_close(out);
	return ok;
}
