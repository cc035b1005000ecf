/*
 * kin_settle.c - who of the kin is no longer what he was
 *
 * A cluster keeps the number that its stories had before: the least, if they
 * had several.  Of two clusters that had one number, the one whose first story
 * was seen first keeps it.
 */
#include "indexer/growth/kin.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* As near as a stored similarity comes to one that was just found. */
#define SIMILARITY_NEAR 1e-5

/* A cluster as it was found. */
struct found {
	const struct story_key *first;
	uint32_t had; /* the least number its stories had; 0: none */
	uint32_t gets;
	uint32_t order;
};

static int
by_seen(const void *va, const void *vb)
{
	const struct found *a = va, *b = vb;

	if (a->first == NULL || b->first == NULL)
		return (a->first == NULL) - (b->first == NULL);
	if (a->first->seen != b->first->seen)
		return a->first->seen < b->first->seen ? -1 : 1;
	return strcmp(a->first->uri, b->first->uri);
}

static int
by_order(const void *va, const void *vb)
{
	const struct found *a = va, *b = vb;

	return (a->order > b->order) - (a->order < b->order);
}

/* The clusters of the keys, by the number that finding gave them. */
static struct found *
list_clusters(const struct kin *kin, const struct story_key *keys, size_t count,
	uint32_t *n)
{
	struct found *found;

	*n = 0;
	for (size_t i = 0; i < count; i++)
		if (keys[i].cluster > *n)
			*n = keys[i].cluster;
	found = mem_alloc((*n + (size_t)1) * sizeof(*found));
	for (uint32_t c = 0; c <= *n; c++)
		found[c].order = c;
	for (size_t i = 0; i < count; i++) {
		struct found *f = &found[keys[i].cluster];
		uint32_t had = keys[i].kin > 0
				       ? kin->stories[keys[i].kin - 1].cluster
				       : 0;

		if (keys[i].cluster == 0)
			continue;
		if (keys[i].cluster_first)
			f->first = &keys[i];
		if (had != 0 && (f->had == 0 || had < f->had))
			f->had = had;
	}
	return found;
}

/* Give each cluster the number of the archive. */
static void
number_clusters(struct ground *ground, struct found *found, uint32_t n)
{
	bool *taken = mem_alloc(ground->clusters + (size_t)1);
	uint32_t known = ground->clusters;

	qsort(found, n + (size_t)1, sizeof(*found), by_seen);
	for (uint32_t i = 0; i <= n; i++) {
		if (found[i].first == NULL)
			continue;
		if (found[i].had != 0 && found[i].had <= known &&
			!taken[found[i].had]) {
			found[i].gets = found[i].had;
			taken[found[i].had] = true;
		} else {
			found[i].gets = ++ground->clusters;
		}
	}
	qsort(found, n + (size_t)1, sizeof(*found), by_order);
	free(taken);
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Is it what it was? */
static bool
unchanged(const struct kin_story *was, const struct story_key *key)
{
	return was->cluster == key->cluster &&
	       was->first == (key->cluster == 0 || key->cluster_first) &&
	       same_text(was->copy_of, key->copy_of) &&
	       (key->copy_of == NULL ||
		       fabs(was->similarity - (double)key->similarity) <
			       SIMILARITY_NEAR);
}

size_t
kin_settle(struct kin *kin, struct ground *ground, struct story_key *keys,
	size_t count)
{
	uint32_t n;
	struct found *found = list_clusters(kin, keys, count, &n);
	size_t kept = 0;

	number_clusters(ground, found, n);
	for (size_t i = 0; i < count; i++) {
		struct story_key *key = &keys[i];

		key->cluster = found[key->cluster].gets;
		if (key->kin > 0) {
			const struct kin_story *was =
				&kin->stories[key->kin - 1];

			if (unchanged(was, key))
				continue;
			ground_remove(ground, &was->at);
		}
		keys[kept++] = *key;
	}
	free(found);
	return kept;
}
