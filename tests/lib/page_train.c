/*
 * page_train.c - learns which blocks of a page are its story
 *
 *   page_train TREES LEAVES RATE <EXAMPLES
 *
 * An example is a line: its label (0 or 1), its weight, and its features that
 * are not 0 as number:value.  Grows boosted trees of logistic loss, each from
 * the best split to the next best, and prints each split as a line
 * `S feature threshold yes no` (what is at most the threshold goes to yes; a
 * number >= 0 is a split of the tree, -1 - n its leaf n), each leaf as
 * `L value`, and `T` before each tree.  The same examples give the same trees.
 */
#include "base/arena.h"
#include "base/must.h"
#include "indexer/page/page_features.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BINS 32
#define LEAVES_MAX 32
#define LEAST_WEIGHT 8.0 /* of the examples in a leaf, as curvature */
#define SHRINK 5.0	 /* added to the curvature: small leaves say less */

struct example {
	float x[FEATURES];
	uint8_t bins[FEATURES];
	double label, weight, score, slope, curve;
	unsigned leaf;
};

struct sum {
	double slope, curve;
};

struct split {
	unsigned feature, bin;
	double gain;
};

struct leaf {
	struct sum all;
	struct split best;
	int *from; /* the place that points at it */
};

struct training {
	struct arena arena;
	struct example *examples;
	size_t count, cap;
	float borders[FEATURES][BINS - 1];
	struct leaf leaves[LEAVES_MAX];
	struct {
		unsigned feature;
		float border;
		int yes, no;
	} splits[LEAVES_MAX];
	struct sum sums[FEATURES][BINS];
	double rate;
	unsigned leaves_max;
};

/* ---- examples ---- */

static void
read_examples(struct training *t)
{
	char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, stdin) > 0) {
		struct example *e =
			arena_push(&t->arena, t->examples, t->count, t->cap);
		char *at = line;

		memset(e, 0, sizeof(*e));
		e->label = strtod(at, &at);
		e->weight = strtod(at, &at);
		for (;;) {
			unsigned long feature = strtoul(at, &at, 10);

			if (*at != ':')
				break;
			must(feature >= 1 && feature <= FEATURES);
			e->x[feature - 1] = strtof(at + 1, &at);
		}
	}
	free(line);
}

static int
compare(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

/* Borders are printed as whole thousandths, so they are none else. */
static float
thousandths(float value)
{
	return ceilf(value * 1000) / 1000;
}

/* Borders between bins, so that each has about as many of the values that
 * are not 0. */
static void
find_borders(struct training *t, unsigned feature)
{
	float *values = arena_array(&t->arena, t->count, sizeof(*values));
	size_t n = 0, distinct = 0;

	for (size_t i = 0; i < t->count; i++)
		if (t->examples[i].x[feature] != 0)
			values[n++] = t->examples[i].x[feature];
	qsort(values, n, sizeof(*values), compare);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || values[i] != values[i - 1])
			distinct++;
	t->borders[feature][0] = 0;
	for (unsigned b = 1; b < BINS - 1; b++)
		t->borders[feature][b] =
			n == 0 || distinct == 1
				? HUGE_VALF
				: thousandths(values[n * b / (BINS - 1)]);
}

static void
fill_bins(struct training *t)
{
	for (size_t i = 0; i < t->count; i++)
		for (unsigned f = 0; f < FEATURES; f++) {
			uint8_t bin = 0;

			while (bin < BINS - 1 &&
				t->examples[i].x[f] > t->borders[f][bin])
				bin++;
			t->examples[i].bins[f] = bin;
		}
}

/* ---- trees ---- */

static double
worth(struct sum sum)
{
	return sum.slope * sum.slope / (sum.curve + SHRINK);
}

/* The best split of one feature for a leaf. */
static void
try_feature(struct training *t, struct leaf *leaf, unsigned feature)
{
	struct sum yes = { 0, 0 };

	for (unsigned b = 0; b + 1 < BINS; b++) {
		const struct sum *bin = &t->sums[feature][b];
		struct sum no;
		double gain;

		yes.slope += bin->slope;
		yes.curve += bin->curve;
		no.slope = leaf->all.slope - yes.slope;
		no.curve = leaf->all.curve - yes.curve;
		if (yes.curve < LEAST_WEIGHT || no.curve < LEAST_WEIGHT ||
			t->borders[feature][b] == HUGE_VALF)
			continue;
		gain = worth(yes) + worth(no) - worth(leaf->all);
		if (gain > leaf->best.gain)
			leaf->best = (struct split){ feature, b, gain };
	}
}

/* Add up the examples of a leaf, and find its best split. */
static void
measure_leaf(struct training *t, unsigned number)
{
	struct leaf *leaf = &t->leaves[number];

	memset(t->sums, 0, sizeof(t->sums));
	leaf->all = (struct sum){ 0, 0 };
	leaf->best = (struct split){ 0, 0, 0 };
	for (size_t i = 0; i < t->count; i++) {
		const struct example *e = &t->examples[i];

		if (e->leaf != number)
			continue;
		leaf->all.slope += e->slope;
		leaf->all.curve += e->curve;
		for (unsigned f = 0; f < FEATURES; f++) {
			t->sums[f][e->bins[f]].slope += e->slope;
			t->sums[f][e->bins[f]].curve += e->curve;
		}
	}
	for (unsigned f = 0; f < FEATURES; f++)
		try_feature(t, leaf, f);
}

/* Split one leaf in two; the new one has the next number. */
static void
split_leaf(struct training *t, unsigned number, unsigned splits)
{
	struct leaf *leaf = &t->leaves[number];
	const struct split best = leaf->best;
	unsigned other = splits + 1;

	t->splits[splits].feature = best.feature;
	t->splits[splits].border = t->borders[best.feature][best.bin];
	t->splits[splits].yes = -1 - (int)number;
	t->splits[splits].no = -1 - (int)other;
	if (leaf->from != NULL)
		*leaf->from = (int)splits;
	leaf->from = &t->splits[splits].yes;
	t->leaves[other].from = &t->splits[splits].no;
	for (size_t i = 0; i < t->count; i++)
		if (t->examples[i].leaf == number &&
			t->examples[i].bins[best.feature] > best.bin)
			t->examples[i].leaf = other;
	measure_leaf(t, number);
	measure_leaf(t, other);
}

static void
print_tree(const struct training *t, unsigned splits)
{
	printf("T\n");
	for (unsigned s = 0; s < splits; s++)
		printf("S %u %.4f %d %d\n", t->splits[s].feature,
			(double)t->splits[s].border, t->splits[s].yes,
			t->splits[s].no);
	for (unsigned l = 0; l <= splits; l++)
		printf("L %.4f\n", -t->rate * t->leaves[l].all.slope /
					   (t->leaves[l].all.curve + SHRINK));
}

static void
grow_tree(struct training *t)
{
	unsigned splits = 0;

	for (size_t i = 0; i < t->count; i++) {
		struct example *e = &t->examples[i];
		double p = 1 / (1 + exp(-e->score));

		e->leaf = 0;
		e->slope = e->weight * (p - e->label);
		e->curve = e->weight * p * (1 - p);
	}
	t->leaves[0].from = NULL;
	measure_leaf(t, 0);
	while (splits + 1 < t->leaves_max) {
		unsigned best = 0;

		for (unsigned l = 1; l <= splits; l++)
			if (t->leaves[l].best.gain > t->leaves[best].best.gain)
				best = l;
		if (t->leaves[best].best.gain <= 0)
			break;
		split_leaf(t, best, splits++);
	}
	for (size_t i = 0; i < t->count; i++) {
		struct example *e = &t->examples[i];
		const struct sum *all = &t->leaves[e->leaf].all;

		e->score -= t->rate * all->slope / (all->curve + SHRINK);
	}
	print_tree(t, splits);
}

int
main(int argc, char **argv)
{
	static struct training t;

	if (argc != 4)
		return 2;
	t.leaves_max = (unsigned)atoi(argv[2]);
	t.rate = atof(argv[3]);
	must(t.leaves_max >= 2 && t.leaves_max <= LEAVES_MAX);
	read_examples(&t);
	for (unsigned f = 0; f < FEATURES; f++)
		find_borders(&t, f);
	fill_bins(&t);
	for (int tree = atoi(argv[1]); tree > 0; tree--)
		grow_tree(&t);
	arena_release(&t.arena);
	return 0;
}
