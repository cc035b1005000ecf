/* keyness_count.c - how many different texts have each word */
#include "engine/counts/keyness.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Stories between two looks at the clock. */
#define KEYNESS_BLOCK 128

#define BITS(n) ((size_t)(n) / 64 + 1)

/* ---- memory ---- */

/* A word that two languages stem differently belongs to its first stem. */
static void
take_stems(struct keyness *k)
{
	const struct vocabulary *v = &k->columns->vocabulary;

	k->stem = mem_array(NULL, v->count + (size_t)1, sizeof(*k->stem));
	for (uint32_t i = 0; i < v->count; i++)
		k->stem[i] = v->nstems;
	for (uint32_t s = v->nstems; s > 0; s--)
		for (uint32_t i = v->forms_at[s - 1]; i < v->forms_at[s]; i++)
			k->stem[v->forms[i]] = s - 1;
}

/* It is a good deal, and few workers are ever asked: taken when needed. */
static void
take_memory(struct keyness *k)
{
	const struct columns *columns = k->columns;
	size_t words = columns->forward.words + (size_t)1;

	if (k->tallies != NULL)
		return;
	k->tallies = mem_alloc(words * sizeof(*k->tallies));
	k->touched = mem_alloc(words * sizeof(*k->touched));
	k->stories = mem_alloc(BITS(columns->stories) * sizeof(*k->stories));
	k->clusters = mem_alloc(BITS(columns->clusters) * sizeof(*k->clusters));
	k->at = mem_alloc((columns->clusters + (size_t)2) * sizeof(*k->at));
	k->rows = mem_alloc((columns->stories + (size_t)1) * sizeof(*k->rows));
	take_stems(k);
}

void
keyness_init(struct keyness *keyness, const struct columns *columns)
{
	*keyness = (struct keyness){ .columns = columns };
}

void
keyness_release(struct keyness *k)
{
	free(k->tallies);
	free(k->touched);
	free(k->stem);
	free(k->stories);
	free(k->clusters);
	free(k->at);
	free(k->rows);
	*k = (struct keyness){ 0 };
}

void
keyness_reset(struct keyness *k)
{
	take_memory(k);
	for (uint32_t i = 0; i < k->ntouched; i++)
		k->tallies[k->touched[i]] = (struct keyness_tally){ 0 };
	k->text = 0;
	k->ntouched = 0;
	k->texts[KEYNESS_FORE] = k->texts[KEYNESS_BACK] = k->ref_texts = 0;
	k->against = false;
	memset(k->stories, 0, BITS(k->columns->stories) * sizeof(uint64_t));
	memset(k->clusters, 0, BITS(k->columns->clusters) * sizeof(uint64_t));
}

/* ---- counting ---- */

/* One counting pass. */
struct pass {
	struct keyness *keyness;
	enum keyness_set set;
	const struct stop *stop;
	uint32_t stories; /* so far */
	bool complete;
	struct err *err;
};

static bool
has(const uint64_t *bits, uint32_t i)
{
	return bits[i / 64] >> i % 64 & 1;
}

static void
put(uint64_t *bits, uint32_t i)
{
	bits[i / 64] |= (uint64_t)1 << i % 64;
}

/* False when the pass ends here: out of time, or with an error. */
static bool
goes_on(struct pass *pass)
{
	if (pass->stories++ % KEYNESS_BLOCK != 0)
		return true;
	switch (stop_now(pass->stop)) {
	case STOP_KILLED:
	case STOP_GONE:
		err_set(pass->err, ERR_KILLED, "stopped on request");
		return false;
	case STOP_DEADLINE:
		pass->complete = false;
		return false;
	case STOP_NOT:
		break;
	}
	return true;
}

/* The words of a story that no other story of its text had before. */
static bool
add_story(struct pass *pass, uint32_t row, bool outside)
{
	struct keyness *k = pass->keyness;
	struct forward_walk walk = forward_row(&k->columns->forward, row);
	uint32_t rank;

	while (forward_next(&walk, &rank)) {
		struct keyness_tally *tally = &k->tallies[rank];

		if (tally->text == k->text)
			continue;
		if (tally->text == 0)
			k->touched[k->ntouched++] = rank;
		tally->text = k->text;
		tally->with[pass->set]++;
		tally->ref_with += outside;
	}
	return !walk.broken || forward_damaged(pass->err, row);
}

static void
add_text(struct pass *pass, bool outside)
{
	pass->keyness->text++;
	pass->keyness->texts[pass->set]++;
	pass->keyness->ref_texts += outside;
}

/* The stories without copies. */
static bool
count_alone(struct pass *pass, const uint32_t *docids, uint32_t n)
{
	struct keyness *k = pass->keyness;
	bool back = pass->set == KEYNESS_BACK;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t row = docids[i] - 1;
		bool outside;

		if (k->columns->cluster[row] != 0)
			continue;
		if (!goes_on(pass))
			return false;
		outside = back && !has(k->stories, row);
		if (!back)
			put(k->stories, row);
		add_text(pass, outside);
		if (!add_story(pass, row, outside))
			return false;
	}
	return true;
}

/* Put the rows of stories with copies into k->rows, those of one cluster
 * side by side; returns how many. */
static uint32_t
by_cluster(struct keyness *k, const uint32_t *docids, uint32_t n)
{
	const uint32_t *cluster = k->columns->cluster;
	uint32_t clusters = k->columns->clusters, sum;

	memset(k->at, 0, (clusters + (size_t)2) * sizeof(*k->at));
	for (uint32_t i = 0; i < n; i++)
		if (cluster[docids[i] - 1] != 0)
			k->at[cluster[docids[i] - 1] + 1]++;
	for (uint32_t c = 1; c <= clusters + 1; c++)
		k->at[c] += k->at[c - 1];
	sum = k->at[clusters + 1];
	for (uint32_t i = 0; i < n; i++) {
		uint32_t row = docids[i] - 1;

		if (cluster[row] != 0)
			k->rows[k->at[cluster[row]]++] = row;
	}
	return sum;
}

/* The stories that have copies: once for all of a cluster. */
static bool
count_copies(struct pass *pass, const uint32_t *docids, uint32_t n)
{
	struct keyness *k = pass->keyness;
	bool back = pass->set == KEYNESS_BACK;
	uint32_t count = by_cluster(k, docids, n), before = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t row = k->rows[i];
		uint32_t cluster = k->columns->cluster[row];
		bool outside = back && !has(k->clusters, cluster);

		if (!goes_on(pass))
			return false;
		if (cluster != before)
			add_text(pass, outside);
		before = cluster;
		if (!back)
			put(k->clusters, cluster);
		if (!add_story(pass, row, outside))
			return false;
	}
	return true;
}

bool
keyness_count(struct keyness *keyness, enum keyness_set set,
	const uint32_t *docids, uint32_t n, const struct stop *stop,
	bool *complete, struct err *err)
{
	struct err reason = { 0 };
	struct pass pass = {
		.keyness = keyness,
		.set = set,
		.stop = stop,
		.complete = true,
		.err = &reason,
	};

	keyness->against |= set == KEYNESS_BACK;
	if (count_alone(&pass, docids, n))
		count_copies(&pass, docids, n);
	*complete = pass.complete;
	if (reason.kind == ERR_NONE)
		return true;
	*err = reason;
	return false;
}
