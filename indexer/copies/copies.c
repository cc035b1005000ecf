#include "indexer/copies/copies.h"

#include "base/mem.h"
#include "indexer/copies/candidates.h"
#include "indexer/copies/pairs.h"
#include "indexer/copies/shingles.h"
#include "indexer/copies/sort.h"

#include <stdlib.h>
#include <string.h>

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

/* Pairs compared before those are left out that have become connected. */
#define PAIRS_A_ROUND ((size_t)1 << 16)

/* What two texts have in common that differ in no shingle: not all, since
 * their digests differ. */
#define ALMOST_ALL 0.999999

/* A search for copies on its way. */
struct finding {
	struct copies *copies;
	struct texts texts;
	uint32_t *first;  /* texts.first; one more entry ends the last text */
	uint32_t *parent; /* of each text, in the forest of clusters */
	uint32_t *leader; /* of each root: the text that was seen first */
	uint32_t *number; /* of each root's cluster; 0: no copies */
	struct pairs job;
	uint64_t *pairs, *sorting;
	size_t pairs_cap, sorting_cap, overlaps_cap;
};

/* ---- texts: keys of one digest, side by side ---- */

static int
compare_digests(const struct text_digest *a, const struct text_digest *b)
{
	int c = COMPARE(a->high, b->high);

	return c != 0 ? c : COMPARE(a->low, b->low);
}

/* Which was seen first; when no date says it, which was given first. */
static int
compare_seen(const struct story_key *a, const struct story_key *b)
{
	int c = COMPARE(a->seen, b->seen);

	if (c == 0)
		c = COMPARE(a->input, b->input);
	return c != 0 ? c : COMPARE(a->nth, b->nth);
}

static int
compare_text(const void *va, const void *vb)
{
	const struct story_key *a = va, *b = vb;
	int c = compare_digests(&a->digest, &b->digest);

	return c != 0 ? c : compare_seen(a, b);
}

static void
group_texts(struct finding *f)
{
	struct story_key *keys = f->copies->keys;
	size_t n = f->copies->count;

	qsort(keys, n, sizeof(*keys), compare_text);
	f->first = mem_array(NULL, n + 1, sizeof(*f->first));
	f->texts = (struct texts){
		.spools = f->copies->spools,
		.keys = keys,
		.first = f->first,
	};
	for (size_t i = 0; i < n; i++)
		if (i == 0 || compare_digests(&keys[i - 1].digest,
				      &keys[i].digest) != 0)
			f->first[f->texts.count++] = (uint32_t)i;
	f->first[f->texts.count] = (uint32_t)n;
}

static const struct story_key *
key_of(const struct finding *f, uint32_t text)
{
	return &f->texts.keys[f->first[text]];
}

static const struct sketch *
sketch_of(const void *ctx, uint32_t text)
{
	return &key_of(ctx, text)->sketch;
}

/* ---- the forest ---- */

/* The root of a text's tree; halves the way there. */
static uint32_t
root_of(struct finding *f, uint32_t text)
{
	while (f->parent[text] != text) {
		f->parent[text] = f->parent[f->parent[text]];
		text = f->parent[text];
	}
	return text;
}

/* The smaller number is the root, so that trees do not depend on the way. */
static void
unite(struct finding *f, uint32_t a, uint32_t b)
{
	a = root_of(f, a);
	b = root_of(f, b);
	if (a < b)
		f->parent[b] = a;
	else
		f->parent[a] = b;
}

static void
plant(struct finding *f)
{
	f->parent = mem_array(NULL, f->texts.count, sizeof(*f->parent));
	for (uint32_t t = 0; t < f->texts.count; t++)
		f->parent[t] = t;
}

/* What is known to be one cluster already. */
static void
unite_known(struct finding *f)
{
	const struct story_key *keys = f->copies->keys;
	uint32_t most = 0, *text;

	for (size_t i = 0; i < f->copies->count; i++)
		if (keys[i].cluster > most)
			most = keys[i].cluster;
	if (most == 0)
		return;
	text = mem_alloc((most + (size_t)1) * sizeof(*text));
	for (uint32_t t = 0; t < f->texts.count; t++)
		for (uint32_t i = f->first[t]; i < f->first[t + 1]; i++) {
			uint32_t *seen = &text[keys[i].cluster];

			if (keys[i].cluster != 0 && *seen != 0)
				unite(f, *seen - 1, t);
			*seen = t + 1;
		}
	free(text);
}

/* ---- near copies ---- */

/* Compare the pairs gathered. */
static bool
compare(struct finding *f, struct err *err)
{
	f->job.pairs = f->pairs;
	f->job.overlaps = mem_grow(f->job.overlaps, &f->overlaps_cap,
		f->job.count, sizeof(*f->job.overlaps));
	return pairs_compare(&f->job, err);
}

/* Compare those of pairs[0..n) that are not connected yet; unite copies. */
static bool
try_pairs(struct finding *f, const uint64_t *pairs, size_t n, struct err *err)
{
	f->job.count = 0;
	for (size_t i = 0; i < n; i++)
		if (root_of(f, PAIR_A(pairs[i])) !=
			root_of(f, PAIR_B(pairs[i])))
			vec_push(f->pairs, f->job.count, f->pairs_cap) =
				pairs[i];
	if (!compare(f, err))
		return false;
	for (size_t i = 0; i < f->job.count; i++)
		if (overlap_is_copy(&f->job.overlaps[i]))
			unite(f, PAIR_A(f->pairs[i]), PAIR_B(f->pairs[i]));
	return true;
}

static bool
join_near(struct finding *f, struct err *err)
{
	struct candidates c = {
		.sketch = sketch_of,
		.ctx = f,
		.ntexts = f->texts.count,
	};
	bool ok = true;

	while (ok && candidates_next(&c))
		for (size_t i = 0; ok && i < c.npairs; i += PAIRS_A_ROUND) {
			size_t n = c.npairs - i;

			ok = try_pairs(f, c.pairs + i,
				n < PAIRS_A_ROUND ? n : PAIRS_A_ROUND, err);
		}
	candidates_release(&c);
	return ok;
}

/* ---- clusters ---- */

/* The text of each cluster that was seen first. */
static void
find_leaders(struct finding *f)
{
	uint32_t n = f->texts.count;

	f->leader = mem_array(NULL, n, sizeof(*f->leader));
	for (uint32_t t = 0; t < n; t++) {
		uint32_t root = root_of(f, t); /* <= t */
		uint32_t *leader = &f->leader[root];

		if (root == t ||
			compare_seen(key_of(f, t), key_of(f, *leader)) < 0)
			*leader = t;
	}
}

/* A number for each cluster of two stories or more, in the order of texts. */
static void
number_clusters(struct finding *f)
{
	uint32_t n = f->texts.count, clusters = 0;

	f->number = mem_array(NULL, n, sizeof(*f->number));
	memset(f->number, 0, n * sizeof(*f->number));
	for (uint32_t t = 0; t < n; t++) {
		uint32_t root = root_of(f, t);
		bool several = root != t || f->first[t + 1] - f->first[t] > 1;

		f->copies->distinct += root == t;
		if (several && f->number[root] == 0)
			f->number[root] = ++clusters;
	}
}

/* The stories of one text.  No text is sought by its digest any more: it
 * becomes that of the cluster. */
static void
fill_text(struct finding *f, uint32_t text, double similarity)
{
	uint32_t root = root_of(f, text), leader = f->leader[root];
	const struct story_key first = *key_of(f, leader);

	for (uint32_t i = f->first[text]; i < f->first[text + 1]; i++) {
		struct story_key *key = &f->copies->keys[i];

		key->digest = first.digest;
		key->cluster = f->number[root];
		key->cluster_first = i == f->first[leader];
		key->copy_of = key->cluster_first ? NULL : first.uri;
		key->similarity = key->cluster_first ? 0 : (float)similarity;
	}
}

/* What an archive has found already: how alike two of its stories are. */
static bool
is_known(const struct story_key *key, const struct story_key *leader)
{
	return key->kin > 0 && leader->kin > 0 && key->copy_of != NULL &&
	       strcmp(key->copy_of, leader->uri) == 0;
}

/* How alike each near copy is to its first, and everybody's cluster. */
static bool
fill_keys(struct finding *f, struct err *err)
{
	f->job.count = 0;
	for (uint32_t t = 0; t < f->texts.count; t++) {
		uint32_t leader = f->leader[root_of(f, t)];
		const struct story_key *key = key_of(f, t);

		if (leader != t && is_known(key, key_of(f, leader)))
			fill_text(f, t, (double)key->similarity);
		else if (leader != t)
			vec_push(f->pairs, f->job.count, f->pairs_cap) =
				PAIR(leader, t);
		else
			fill_text(f, t, 1);
	}
	f->sorting = mem_grow(
		f->sorting, &f->sorting_cap, f->job.count, sizeof(*f->sorting));
	sort_numbers(f->pairs, f->job.count, f->sorting);
	if (!compare(f, err))
		return false;
	for (size_t i = 0; i < f->job.count; i++) {
		double similarity = f->job.overlaps[i].resemblance;

		fill_text(f, PAIR_B(f->pairs[i]),
			similarity < ALMOST_ALL ? similarity : ALMOST_ALL);
	}
	return true;
}

bool
copies_find(struct copies *copies, struct err *err)
{
	struct finding f = {
		.copies = copies,
		.job = {
			.fallback_language = copies->fallback_language,
			.workers = copies->workers,
		},
	};
	bool ok;

	copies->distinct = 0;
	group_texts(&f);
	f.job.texts = &f.texts;
	plant(&f);
	unite_known(&f);
	ok = join_near(&f, err);
	if (ok) {
		find_leaders(&f);
		number_clusters(&f);
	}
	ok = ok && fill_keys(&f, err);
	pairs_release(&f.job);
	free(f.first);
	free(f.parent);
	free(f.leader);
	free(f.number);
	free(f.pairs);
	free(f.sorting);
	free(f.job.overlaps);
	return ok;
}
