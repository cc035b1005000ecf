/*
 * oracle_facets.h - facets, counted by scanning
 *
 * Thread: one.
 */
#ifndef TESTS_ORACLE_FACETS_H
#define TESTS_ORACLE_FACETS_H

#include "tests/unit/oracle_trial.h"

#include <math.h>

/* ---- what a story is counted in ---- */

#define ORACLE_KEY_SIZE (2 * ORACLE_VALUE_SIZE + 4)
#define ORACLE_KEYS_MAX 32

struct oracle_keys {
	char items[ORACLE_KEYS_MAX][ORACLE_KEY_SIZE];
	uint32_t count;
};

static inline void
key_add(struct oracle_keys *keys, const char *key)
{
	for (uint32_t i = 0; i < keys->count; i++)
		if (strcmp(keys->items[i], key) == 0)
			return;
	snprintf(keys->items[keys->count++], ORACLE_KEY_SIZE, "%s", key);
}

/* The values of a field, or with a level how their codes begin. */
static inline void
side_keys(const struct story *story, enum field_id field, uint32_t level,
	struct oracle_keys *keys)
{
	struct oracle_values values;
	char code[ORACLE_VALUE_SIZE];

	*keys = (struct oracle_keys){ 0 };
	oracle_values_of(story, field, &values);
	for (uint32_t i = 0; i < values.count; i++) {
		if (level == 0)
			key_add(keys, values.names[i]);
		if (level == 0 || values.codes[i] == NULL)
			continue;
		snprintf(code, sizeof(code), "%.*s", (int)level * 3,
			values.codes[i]);
		key_add(keys, code);
	}
}

/* Two values; of one field in the order of their letters. */
static inline void
pair_key(const struct facet_ask *ask, const char *a, const char *b,
	char out[ORACLE_KEY_SIZE])
{
	bool same = ask->field == ask->other && ask->level == ask->other_level;
	bool turn = same && strcmp(a, b) > 0;

	snprintf(out, ORACLE_KEY_SIZE, "%.30s + %.30s", turn ? b : a,
		turn ? a : b);
}

static inline void
pair_keys(const struct story *story, const struct facet_ask *ask,
	struct oracle_keys *keys)
{
	bool same = ask->field == ask->other && ask->level == ask->other_level;
	struct oracle_keys a, b;
	char key[ORACLE_KEY_SIZE];

	*keys = (struct oracle_keys){ 0 };
	side_keys(story, ask->field, ask->level, &a);
	side_keys(story, ask->other, ask->other_level, &b);
	for (uint32_t i = 0; i < a.count; i++)
		for (uint32_t j = 0; j < b.count; j++) {
			if (same && i == j)
				continue;
			pair_key(ask, a.items[i], b.items[j], key);
			key_add(keys, key);
		}
}

/* What a facet counts a story in. */
static inline void
counted_keys(const struct story *story, const struct facet_ask *ask,
	struct oracle_keys *keys)
{
	day d = story_day(story);
	char name[ORACLE_VALUE_SIZE];

	if (ask->pairs) {
		pair_keys(story, ask, keys);
	} else if (ask->field != FIELD_DATE) {
		side_keys(story, ask->field, ask->level, keys);
	} else {
		*keys = (struct oracle_keys){ 0 };
		if (d == DAY_UNKNOWN)
			return;
		day_bucket_print(d, ask->unit, name);
		key_add(keys, name);
	}
}

/* What the engine's bucket counts. */
static inline void
bucket_key(const struct facet_ask *ask, const struct facet_bucket *bucket,
	char out[ORACLE_KEY_SIZE])
{
	const char *a = ask->level > 0 ? bucket->code : bucket->value;
	const char *b = ask->other_level > 0 ? bucket->with_code : bucket->with;

	if (ask->pairs)
		pair_key(ask, a != NULL ? a : "-", b != NULL ? b : "-", out);
	else
		snprintf(out, ORACLE_KEY_SIZE, "%s", a != NULL ? a : "-");
}

/* Has the story this value? */
static inline bool
has_value(const struct story *story, const struct facet_ask *ask,
	const char *value)
{
	struct oracle_keys keys;
	bool has = false;

	counted_keys(story, ask, &keys);
	for (uint32_t i = 0; i < keys.count; i++)
		has |= strcmp(keys.items[i], value) == 0;
	return has;
}

/* ---- counting by values ---- */

struct tally_row {
	char value[ORACLE_KEY_SIZE];
	uint32_t stories, distinct;
	bool *met; /* clusters */
};

/* What a scan counts; the first row is of stories without a value. */
struct tally {
	struct tally_row *rows;
	size_t count, cap;
	uint32_t clusters;
};

static inline struct tally_row *
tally_row(struct tally *tally, const char *value)
{
	struct tally_row row = { 0 };

	for (size_t i = 0; i < tally->count; i++)
		if (strcmp(tally->rows[i].value, value) == 0)
			return &tally->rows[i];
	snprintf(row.value, sizeof(row.value), "%s", value);
	row.met = mem_alloc(tally->clusters + 1);
	vec_push(tally->rows, tally->count, tally->cap) = row;
	return &tally->rows[tally->count - 1];
}

static inline void
tally_add(struct tally *tally, const struct story *story, const char *value)
{
	struct tally_row *row = tally_row(tally, value);

	row->stories++;
	row->distinct += story->cluster == 0 || !row->met[story->cluster];
	row->met[story->cluster] = true;
}

/* Count those of stories[] that are wanted, each in its values. */
static inline void
tally_stories(struct tally *tally, const struct oracle_archive *archive,
	const bool *wanted, const struct facet_ask *ask)
{
	*tally = (struct tally){ .clusters = archive->clusters };
	tally_row(tally, "");
	for (uint32_t i = 0; i < archive->count; i++) {
		const struct story *story = &archive->stories[i];
		struct oracle_keys keys;

		if (wanted != NULL && !wanted[i])
			continue;
		counted_keys(story, ask, &keys);
		for (uint32_t j = 0; j < keys.count; j++)
			tally_add(tally, story, keys.items[j]);
		if (keys.count == 0)
			tally_add(tally, story, "");
	}
}

static inline void
tally_release(struct tally *tally)
{
	for (size_t i = 0; i < tally->count; i++)
		free(tally->rows[i].met);
	free(tally->rows);
}

/* ---- facets ---- */

/* By their letters, whatever their case and accents. */
static inline int
compare_values(const char *a, const char *b)
{
	struct buf x = { 0 }, y = { 0 };
	int order;

	utf8_fold(&x, a, strlen(a));
	utf8_fold(&y, b, strlen(b));
	order = strcmp(buf_text(&x), buf_text(&y));
	buf_release(&x);
	buf_release(&y);
	return order;
}

/* Are two buckets in the order of their kind? */
static inline bool
in_order(const struct facet_bucket *a, const struct facet_bucket *b, bool days)
{
	if (!days && a->stories != b->stories)
		return a->stories > b->stories;
	return compare_values(a->value, b->value) < 0;
}

/* ---- scores ---- */

/* Different texts among the stories; all of them where wanted is NULL. */
static inline double
texts_among(struct trial *trial, const bool *wanted)
{
	uint32_t texts = 0;

	trial_forget_texts(trial);
	for (uint32_t i = 0; i < trial->archive->count; i++)
		texts += (wanted == NULL || wanted[i]) &&
			 trial_new_text(trial, i);
	return texts;
}

/* Twice the sum of O ln(O / E) over values and rest, found and not; 0 for
 * what is no more frequent among those found. */
static inline double
surprise_of(double with, double found, double all_with, double all)
{
	double rest = all - found;
	double other = fmin(all_with - with, rest);
	double seen[2][2] = { { with, found - with }, { other, rest - other } };
	double sum = 0;

	if (with * rest <= other * found)
		return 0;
	for (int i = 0; i < 2; i++)
		for (int j = 0; j < 2; j++) {
			double row = seen[i][0] + seen[i][1];
			double column = seen[0][j] + seen[1][j];

			if (seen[i][j] > 0)
				sum += seen[i][j] *
				       log(seen[i][j] * all / (row * column));
		}
	return 2 * sum;
}

static inline bool
close_to(double a, double b)
{
	return fabs(a - b) <= 1e-6 * (1 + fabs(b));
}

/* The scores of unusual values; what is unusual must be there. */
static inline void
check_unusual(struct trial *trial, const struct facet_ask *ask,
	const struct facet_result *result, struct tally *tally)
{
	double found = texts_among(trial, trial->widened);
	double all = texts_among(trial, NULL);
	struct tally archive;
	uint32_t unusual = 0;

	tally_stories(&archive, trial->archive, NULL, ask);
	for (size_t i = 1; i < tally->count; i++)
		unusual += surprise_of(tally->rows[i].distinct, found,
				   tally_row(&archive, tally->rows[i].value)
					   ->distinct,
				   all) > 1e-6;
	for (uint32_t i = 0; i < result->nbuckets; i++) {
		const struct facet_bucket *bucket = &result->buckets[i];
		char key[ORACLE_KEY_SIZE];
		double score;

		bucket_key(ask, bucket, key);
		score = surprise_of(tally_row(tally, key)->distinct, found,
			tally_row(&archive, key)->distinct, all);
		if (!close_to(bucket->score, score))
			differ(trial, "how unusual a value is",
				"%s: %g, not %g", key, bucket->score, score);
		if (i > 0 && bucket->score > bucket[-1].score)
			differ(trial, "the order of what is unusual", "%s",
				key);
	}
	if (result->nbuckets < unusual)
		differ(trial, "the number of unusual values", "%u, not %u",
			result->nbuckets, unusual);
	tally_release(&archive);
}

/* How many times as often as by chance each pair stands together, and that
 * none left out is commoner. */
static inline void
check_pairs(struct trial *trial, const struct facet_ask *ask,
	const struct facet_result *result, const struct tally *tally)
{
	const struct facet_ask first = { .field = ask->field,
		.level = ask->level };
	const struct facet_ask second = { .field = ask->other,
		.level = ask->other_level };
	double texts = texts_among(trial, trial->widened);
	uint32_t pairs = (uint32_t)tally->count - 1;
	struct tally a, b;

	tally_stories(&a, trial->archive, trial->widened, &first);
	tally_stories(&b, trial->archive, trial->widened, &second);
	same(trial, "the number of pairs", result->nbuckets,
		pairs < ask->n ? pairs : ask->n);
	for (uint32_t i = 0; i < result->nbuckets; i++) {
		const struct facet_bucket *bucket = &result->buckets[i];
		const char *x = ask->level ? bucket->code : bucket->value;
		const char *y =
			ask->other_level ? bucket->with_code : bucket->with;
		double chance = (double)tally_row(&a, x)->distinct *
				tally_row(&b, y)->distinct;

		if (!close_to(bucket->score, bucket->distinct * texts / chance))
			differ(trial, "the lift of a pair", "%s + %s: %g", x, y,
				bucket->score);
		if (i > 0 && bucket->stories > bucket[-1].stories)
			differ(trial, "the order of pairs", "%s + %s", x, y);
	}
	for (size_t i = 1; i < tally->count && result->nbuckets > 0; i++)
		if (tally->rows[i].stories >
			result->buckets[result->nbuckets - 1].stories)
			pairs--;
	if (result->nbuckets > 0 &&
		tally->count - 1 - pairs >= result->nbuckets)
		differ(trial, "a pair that is missing", "%u", pairs);
	tally_release(&a);
	tally_release(&b);
}

/* ---- the whole ---- */

/* The counts of each bucket, against those of the scan. */
static inline void
check_buckets(struct trial *trial, const struct facet_ask *ask,
	const struct facet_result *result, struct tally *tally)
{
	size_t before = tally->count;

	for (uint32_t i = 0; i < result->nbuckets; i++) {
		const struct facet_bucket *bucket = &result->buckets[i];
		char key[ORACLE_KEY_SIZE];
		const struct tally_row *row;

		bucket_key(ask, bucket, key);
		row = tally_row(tally, key);
		same(trial, "the stories of a bucket", bucket->stories,
			row->stories);
		same(trial, "the texts of a bucket", bucket->distinct,
			row->distinct);
	}
	if (tally->count != before)
		differ(trial, "a value that no story has", "%s",
			tally->rows[before].value);
}

/* All buckets of a plain facet, in their order. */
static inline void
check_plain(struct trial *trial, const struct facet_ask *ask,
	const struct facet_result *result, const struct tally *tally)
{
	bool days = ask->field == FIELD_DATE;

	same(trial, "the number of buckets", result->nbuckets,
		(uint32_t)tally->count - 1);
	for (uint32_t i = 1; i < result->nbuckets; i++) {
		const struct facet_bucket *bucket = &result->buckets[i];

		if (ask->level == 0 ? !in_order(&bucket[-1], bucket, days)
				    : bucket->stories > bucket[-1].stories)
			differ(trial, "the order of buckets", "%s before %s",
				bucket[-1].value, bucket->value);
	}
}

static inline void
check_facet(struct trial *trial, const struct facet_ask *ask,
	const struct facet_result *result)
{
	struct tally tally;

	for (uint32_t i = 0; i < trial->archive->count; i++)
		trial->widened[i] = trial_matches(
			trial, i, ask->own_filter ? NULL : &fields[ask->field]);
	tally_stories(&tally, trial->archive, trial->widened, ask);
	check_buckets(trial, ask, result, &tally);
	if (trial->differs == NULL && ask->pairs)
		check_pairs(trial, ask, result, &tally);
	else if (trial->differs == NULL && ask->significant)
		check_unusual(trial, ask, result, &tally);
	else if (trial->differs == NULL)
		check_plain(trial, ask, result, &tally);
	if (ask->field == FIELD_DATE)
		same(trial, "the stories without a day", result->undated,
			tally.rows[0].stories);
	tally_release(&tally);
}

#endif
