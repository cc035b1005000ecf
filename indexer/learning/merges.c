#include "indexer/learning/merges.h"

#include "base/buf.h"
#include "base/mem.h"
#include "indexer/learning/name_words.h"

#include <stdlib.h>
#include <string.h>

/* Names of one family that are compared with each other. */
#define FAMILY_MOST 64
/* A neighbour of more stories than these and this share is everybody's. */
#define COMMON_LEAST 10
#define COMMON_PERCENT 1
/* Who is well known: on a list, or in so many stories; and in such a share of
 * the surname's. */
#define KNOWN_STORIES 5
#define KNOWN_PERCENT 80

/* A name of a family. */
struct member {
	const char *family; /* in drawing.families */
	uint32_t person;
};

struct drawing {
	const struct cast *cast;
	const struct registry *registry;
	struct merges *out;
	struct names families;
	struct member *members;
	size_t count;
};

static const char *
name_of(const struct drawing *d, uint32_t person)
{
	return names_text(&d->cast->names, person, NULL);
}

/* ---- neighbours ---- */

static int
compare_ids(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
find_common(struct drawing *d)
{
	const struct cast *cast = d->cast;
	struct merges *m = d->out;
	uint32_t most = cast->stories / 100 * COMMON_PERCENT;

	if (most < COMMON_LEAST)
		most = COMMON_LEAST;
	m->common = mem_array(
		NULL, cast->names.count + (size_t)1, sizeof(*m->common));
	for (uint32_t i = 0; i < cast->names.count; i++)
		if (cast->persons[i].stories > most)
			m->common[m->ncommon++] = cast->persons[i].id;
	qsort(m->common, m->ncommon, sizeof(*m->common), compare_ids);
}

bool
merges_is_common(const struct merges *merges, uint32_t id)
{
	return bsearch(&id, merges->common, merges->ncommon, sizeof(id),
		       compare_ids) != NULL;
}

/* Does anybody who stood beside a also stand beside b? */
static bool
has_neighbour(
	const struct drawing *d, const struct person *a, const struct person *b)
{
	for (uint32_t i = 0; i < a->nneighbours; i++)
		if (a->neighbours[i] != b->id &&
			!merges_is_common(d->out, a->neighbours[i]) &&
			cast_met(d->cast, b->id, a->neighbours[i]))
			return true;
	return false;
}

static bool
share_neighbour(
	const struct drawing *d, const struct person *a, const struct person *b)
{
	return has_neighbour(d, a, b) || has_neighbour(d, b, a);
}

/* ---- families ---- */

/* JOHN SMITH: some transcripts shout. */
static bool
is_shouted(const char *name)
{
	for (; *name != '\0'; name++)
		if ((*name >= 'a' && *name <= 'z') || (*name & 0x80) != 0)
			return false;
	return true;
}

/* By family; the listed first, those that shout last, then the commonest. */
static int
compare_members(const void *va, const void *vb, void *ctx)
{
	const struct member *a = va, *b = vb;
	const struct drawing *d = ctx;
	const struct person *x = &d->cast->persons[a->person];
	const struct person *y = &d->cast->persons[b->person];
	int c = strcmp(a->family, b->family);

	if (c == 0)
		c = (x->code == NULL) - (y->code == NULL);
	if (c == 0)
		c = is_shouted(name_of(d, a->person)) -
		    is_shouted(name_of(d, b->person));
	if (c == 0)
		c = (x->stories < y->stories) - (x->stories > y->stories);
	return c != 0 ? c
		      : strcmp(name_of(d, a->person), name_of(d, b->person));
}

static void
collect(struct drawing *d)
{
	const struct cast *cast = d->cast;
	struct buf family = { 0 };

	d->members =
		mem_array(NULL, cast->names.count + 1, sizeof(*d->members));
	for (uint32_t i = 0; i < cast->names.count; i++) {
		buf_reset(&family);
		if (!cast_is_person(&cast->persons[i]) ||
			!cast_family(&family, name_of(d, i)))
			continue;
		d->members[d->count++] = (struct member){
			names_text(&d->families,
				names_add(&d->families, family.data, family.len,
					NULL),
				NULL),
			i,
		};
	}
	qsort_r(d->members, d->count, sizeof(*d->members), compare_members, d);
	buf_release(&family);
}

/* The key of the surname: the first line of a family. */
static size_t
surname_length(const char *family)
{
	return strcspn(family, "\n");
}

/* ---- merging ---- */

static void
merge(struct drawing *d, uint32_t person, uint32_t into, const char *why)
{
	const struct person *to = &d->cast->persons[into];
	struct merge *m = &d->out->items[person];

	m->name = name_of(d, into);
	m->code = to->code;
	m->type = to->type;
	m->why = why;
}

/* Are two of a family one?  alone: nobody else has the surname. */
static bool
are_one(struct drawing *d, uint32_t a, uint32_t b, bool alone)
{
	const struct person *x = &d->cast->persons[a];
	const struct person *y = &d->cast->persons[b];
	enum name_likeness likeness =
		names_compare(name_of(d, a), name_of(d, b));

	if (likeness == NAMES_DIFFER || (x->code != NULL && y->code != NULL) ||
		registry_apart(d->registry, name_of(d, a), name_of(d, b)) ||
		cast_met(d->cast, x->id, y->id))
		return false;
	if (likeness == NAMES_ALIKE || (likeness == NAMES_NEED_RARITY && alone))
		return true;
	return share_neighbour(d, x, y);
}

/* Each joins the first before it that it is one with; if it could be two of
 * those, it stays. */
static void
merge_family(
	struct drawing *d, const struct member *members, size_t n, bool alone)
{
	if (n > FAMILY_MOST)
		n = FAMILY_MOST;
	for (size_t i = 1; i < n; i++) {
		size_t found = 0;
		uint32_t into = 0;

		if (d->out->items[members[i].person].name != NULL)
			continue; /* the keeper has spoken */
		for (size_t k = 0; k < i; k++) {
			if (d->out->items[members[k].person].name != NULL ||
				!are_one(d, members[i].person,
					members[k].person, alone))
				continue;
			if (found++ == 0)
				into = members[k].person;
		}
		if (found == 1)
			merge(d, members[i].person, into, "spelling");
	}
}

static bool
same_surname(const struct member *a, const struct member *b)
{
	size_t n = surname_length(a->family);

	return surname_length(b->family) == n &&
	       memcmp(a->family, b->family, n) == 0;
}

/* The end of those from `begin` on that are alike in what is asked. */
static size_t
end_of(const struct drawing *d, size_t begin, bool whole)
{
	size_t end = begin + 1;

	while (end < d->count &&
		(whole ? strcmp(d->members[end].family,
				 d->members[begin].family) == 0
		       : same_surname(&d->members[end], &d->members[begin])))
		end++;
	return end;
}

/* ---- surnames alone ---- */

/* The one bearer of a surname who is well known; false if there is none. */
static bool
well_known(const struct drawing *d, size_t begin, size_t end, uint32_t *person)
{
	uint32_t all = 0, best = 0;
	uint32_t *stories = mem_array(NULL, end - begin, sizeof(*stories));

	for (size_t i = begin; i < end; i++) {
		uint32_t n = d->cast->persons[d->members[i].person].stories;
		const char *to = d->out->items[d->members[i].person].name;

		stories[i - begin] = to == NULL ? n : 0;
		for (size_t k = begin; to != NULL && k < i; k++)
			if (strcmp(name_of(d, d->members[k].person), to) == 0)
				stories[k - begin] += n;
		all += n;
	}
	for (size_t i = begin; i < end; i++)
		if (stories[i - begin] > best) {
			best = stories[i - begin];
			*person = d->members[i].person;
		}
	free(stories);
	return best > 0 &&
	       (best >= KNOWN_STORIES ||
		       d->cast->persons[*person].code != NULL) &&
	       (uint64_t)best * 100 >= (uint64_t)all * KNOWN_PERCENT;
}

/* "Lukashenko", if that is how the well known one is called, too. */
static void
merge_surname(struct drawing *d, uint32_t person)
{
	struct name_words words;
	const struct name_word *last;
	uint32_t bare;

	name_words_read(&words, name_of(d, person));
	last = &words.items[words.count - 1];
	bare = names_find(&d->cast->names, last->text, last->len);
	if (bare == NAMES_NONE || d->cast->persons[bare].code != NULL ||
		d->out->items[bare].name != NULL ||
		!cast_is_person(&d->cast->persons[bare]) ||
		registry_apart(
			d->registry, name_of(d, bare), name_of(d, person)))
		return;
	merge(d, bare, person, "surname");
	d->out->items[bare].if_met = true;
}

/* ---- the keeper ---- */

static void
obey(struct drawing *d)
{
	for (uint32_t i = 0; i < d->cast->names.count; i++) {
		const char *as = registry_same(d->registry, name_of(d, i));
		struct merge *m = &d->out->items[i];
		const struct known_actor *known;

		if (as == NULL)
			continue;
		known = registry_actor(d->registry, as);
		m->name = known != NULL ? known->name : as;
		m->code = known != NULL ? known->code : NULL;
		m->type =
			known != NULL ? known->type : d->cast->persons[i].type;
		m->why = "keeper";
		if (strcmp(m->name, name_of(d, i)) == 0 && known == NULL)
			m->name = NULL;
	}
}

/* Who merges into one that is merged itself goes all the way. */
static void
follow(struct drawing *d)
{
	for (uint32_t i = 0; i < d->cast->names.count; i++) {
		struct merge *m = &d->out->items[i];
		uint32_t to;

		if (m->name == NULL)
			continue;
		d->out->bits |= cast_bit(name_of(d, i));
		to = names_find(&d->cast->names, m->name, strlen(m->name));
		if (to != NAMES_NONE && to != i &&
			d->out->items[to].name != NULL &&
			!d->out->items[to].if_met) {
			m->name = d->out->items[to].name;
			m->code = d->out->items[to].code;
			m->type = d->out->items[to].type;
		}
	}
}

void
merges_draw(const struct cast *cast, const struct registry *registry,
	struct merges *out)
{
	struct drawing d = { .cast = cast, .registry = registry, .out = out };
	uint32_t person = 0;

	out->cast = cast;
	out->items = mem_alloc(
		(cast->names.count + (size_t)1) * sizeof(*out->items));
	find_common(&d);
	collect(&d);
	obey(&d);
	for (size_t i = 0, end; i < d.count; i = end) {
		end = end_of(&d, i, false);
		for (size_t k = i, kin; k < end; k = kin) {
			kin = end_of(&d, k, true);
			merge_family(&d, d.members + k, kin - k,
				k == i && kin == end);
		}
		if (well_known(&d, i, end, &person))
			merge_surname(&d, person);
	}
	follow(&d);
	names_release(&d.families);
	free(d.members);
}

void
merges_release(struct merges *merges)
{
	free(merges->items);
	free(merges->common);
	memset(merges, 0, sizeof(*merges));
}

void
merges_list(const struct merges *merges, struct learned *out)
{
	const struct cast *cast = merges->cast;

	for (uint32_t i = 0; i < cast->names.count; i++) {
		struct merge *m = &merges->items[i];
		struct learned_row row = {
			.what = LEARNED_ACTOR,
			.outlet = names_text(&cast->names, i, NULL),
			.stories = atomic_load(&m->taken),
			.of = cast->persons[i].stories,
			.detail = m->why,
			.text = m->name,
		};

		if (m->name != NULL && row.stories > 0)
			learned_add(out, &row);
	}
}
