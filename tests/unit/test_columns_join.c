/*
 * test_columns_join.c - promises of engine/index/columns_join.h
 *
 * Random stories are dealt to segments, some of them deleted; the joined
 * columns must be those that are written of the living stories at once.
 */
#include "engine/index/columns_join.h"

#include "base/mem.h"
#include "engine/index/columns_table.h"
#include "engine/index/dictionary.h"
#include "engine/index/forward_files.h"
#include "engine/index/listed.h"
#include "engine/index/lookups.h"
#include "engine/index/terms.h"
#include "tests/unit/columns_sample.h"
#include "tests/unit/oracle_story.h"

#define STORIES 120
#define PARTS_MAX 6

/* An archive in pieces, and as a whole. */
struct trial {
	struct oracle_chance chance;
	struct arena arena;
	struct terms *terms;
	struct story stories[STORIES]; /* in the order of docids */
	uint32_t nparts;
	uint32_t home[STORIES];
	bool gone[STORIES];
	struct columns columns[PARTS_MAX], joined, whole;
	struct join_part parts[PARTS_MAX];
	struct join_order order;
	struct join_homes homes;
	uint32_t living;
};

static int
newer(const void *a, const void *b)
{
	const struct story *x = a, *y = b;
	day dx = story_day(x), dy = story_day(y);

	if (dx != dy)
		return dx > dy ? -1 : 1;
	return strcmp(x->uri, y->uri);
}

/* Stories, some of them with the text of another one. */
static void
invent(struct trial *t, uint64_t seed)
{
	t->chance.random = seed * 0x9e3779b97f4a7c15ull + 1;
	for (uint32_t i = 0; i < STORIES; i++)
		oracle_story(&t->chance, &t->arena, i, &t->stories[i]);
	qsort(t->stories, STORIES, sizeof(*t->stories), newer);
	for (uint32_t i = 0; i < STORIES; i++)
		if (oracle_one_in(&t->chance, 3))
			t->stories[i].cluster =
				1 + oracle_below(&t->chance, 15);
}

/* The columns of the stories that `take` accepts, in dir. */
static void
write_columns(struct trial *t, const char *name,
	bool (*take)(const struct trial *t, uint32_t i, uint32_t which),
	uint32_t which, struct columns *out)
{
	struct columns_writer *writer = columns_writer_new(scratch);
	struct buf dir = { 0 };
	struct err err = { 0 };

	buf_printf(&dir, "%s/%s-%u", scratch, name, which);
	assert_true(fs_make_dir(dir.data, &err));
	for (uint32_t i = 0; i < STORIES; i++) {
		struct term_list list;

		if (!take(t, i, which))
			continue;
		terms_of_story(t->terms, &t->stories[i], &list);
		columns_add(writer, &t->stories[i], &list);
	}
	if (!columns_finish(writer, dir.data, &err) ||
		!columns_open(dir.data, out, &err))
		fail_msg("%s", err.text);
	columns_writer_free(writer);
	assert_true(fs_remove_tree(dir.data, &err));
	buf_release(&dir);
}

static bool
in_part(const struct trial *t, uint32_t i, uint32_t which)
{
	return t->home[i] == which;
}

static bool
is_living(const struct trial *t, uint32_t i, uint32_t which)
{
	(void)which;
	return !t->gone[i];
}

/* The docids of a part that are gone, and room for the map. */
static void
fill_part(struct trial *t, uint32_t p)
{
	uint32_t *gone = arena_array(&t->arena, STORIES, sizeof(*gone));
	uint32_t docid = 0, n = 0;

	for (uint32_t i = 0; i < STORIES; i++) {
		if (t->home[i] != p)
			continue;
		docid++;
		if (t->gone[i])
			gone[n++] = docid;
	}
	t->parts[p] = (struct join_part){
		.columns = &t->columns[p],
		.gone = gone,
		.ngone = n,
		.docid = arena_array(&t->arena, STORIES, sizeof(*gone)),
	};
}

static void
trial_open(struct trial *t, uint64_t seed, uint32_t nparts, uint32_t one_gone)
{
	struct err err = { 0 };

	memset(t, 0, sizeof(*t));
	t->terms = terms_new(ORACLE_FALLBACK);
	t->nparts = nparts;
	invent(t, seed);
	for (uint32_t i = 0; i < STORIES; i++) {
		/* the first part is mostly much larger than the others */
		t->home[i] = oracle_one_in(&t->chance, 2)
				     ? 0
				     : oracle_below(&t->chance, nparts);
		t->gone[i] =
			one_gone > 0 && oracle_one_in(&t->chance, one_gone);
		if (!t->gone[i])
			join_order_add(&t->order, t->home[i]);
	}
	for (uint32_t p = 0; p < nparts; p++) {
		write_columns(t, "part", in_part, p, &t->columns[p]);
		fill_part(t, p);
	}
	write_columns(t, "whole", is_living, 0, &t->whole);
	if (!join_docids(
		    t->parts, nparts, &t->order, &t->homes, &t->living, &err) ||
		!columns_join(t->parts, nparts, &t->homes, t->living,
			&t->joined, &err))
		fail_msg("%s", err.text);
}

static void
trial_close(struct trial *t)
{
	columns_close(&t->joined);
	columns_close(&t->whole);
	for (uint32_t p = 0; p < t->nparts; p++)
		columns_close(&t->columns[p]);
	join_order_release(&t->order);
	free(t->homes.part);
	free(t->homes.docid);
	terms_free(t->terms);
	arena_release(&t->arena);
}

/* ---- comparing ---- */

/* The name of an ordinal; "" for none. */
static const char *
name_at(const struct columns *columns, const struct listed *listed,
	uint32_t ordinal)
{
	struct dictionary_entry entry;

	if (ordinal == ORDINAL_NONE)
		return "";
	dictionary_entry(listed_dictionary(columns, listed), ordinal, &entry);
	return entry.name;
}

static void
compare_values(const struct trial *t, const struct listed *listed, uint32_t row)
{
	const uint32_t *a, *b;
	uint32_t one_a, one_b;
	size_t na = listed_values(&t->joined, listed, row, &one_a, &a);
	size_t nb = listed_values(&t->whole, listed, row, &one_b, &b);

	assert_int_equal(na, nb);
	for (size_t i = 0; i < na; i++)
		assert_string_equal(name_at(&t->joined, listed, a[i]),
			name_at(&t->whole, listed, b[i]));
}

static void
compare_rows(const struct trial *t)
{
	const struct columns *a = &t->joined, *b = &t->whole;

	assert_int_equal(a->stories, b->stories);
	assert_int_equal(a->dated, b->dated);
	assert_int_equal(a->distinct, b->distinct);
	for (uint32_t i = 0; i < a->stories; i++) {
		assert_int_equal(a->day[i], b->day[i]);
		assert_int_equal(a->confidence[i], b->confidence[i]);
		assert_int_equal(a->length[i], b->length[i]);
		assert_int_equal(a->cluster[i], b->cluster[i]);
		assert_int_equal(a->first[i], b->first[i]);
		assert_int_equal(a->mark_start[i + 1], b->mark_start[i + 1]);
		for (size_t l = 0; l < LISTED_FIELDS; l++)
			compare_values(t, &listed_fields[l], i);
	}
	assert_memory_equal(a->mark, b->mark, a->mark_start[a->stories]);
}

/* Each lookup leads to the same entries; both are numbered alike. */
static void
compare_lookups(const struct trial *t, const struct listed *listed)
{
	struct lookup_walk a, b;
	uint32_t x, y;

	lookups_from(
		&a, listed_dictionary(&t->joined, listed), LOOKUP_CODE, "");
	lookups_from(&b, listed_dictionary(&t->whole, listed), LOOKUP_CODE, "");
	for (; lookups_at(&b); lookups_next(&a), lookups_next(&b)) {
		assert_true(lookups_at(&a));
		assert_string_equal(a.text.data, b.text.data);
		while (lookups_ordinal(&b, &y)) {
			assert_true(lookups_ordinal(&a, &x));
			assert_int_equal(x, y);
		}
		assert_false(lookups_ordinal(&a, &x));
	}
	assert_false(lookups_at(&a));
	lookups_release(&a);
	lookups_release(&b);
}

static void
compare_dictionaries(const struct trial *t, const struct listed *listed)
{
	const struct dictionary *a = listed_dictionary(&t->joined, listed);
	const struct dictionary *b = listed_dictionary(&t->whole, listed);

	assert_int_equal(a->count, b->count);
	for (uint32_t i = 0; i < a->count; i++) {
		struct dictionary_entry x, y;

		dictionary_entry(a, i, &x);
		dictionary_entry(b, i, &y);
		assert_int_equal(x.key == NULL, y.key == NULL);
		if (x.key != NULL)
			assert_string_equal(x.key, y.key);
		assert_string_equal(x.name, y.name);
		assert_int_equal(x.code == NULL, y.code == NULL);
		if (x.code != NULL)
			assert_string_equal(x.code, y.code);
		assert_int_equal(a->stories[i], b->stories[i]);
	}
	compare_lookups(t, listed);
}

/* Words that no living story has may stay; all others count the same. */
static void
compare_words(const struct trial *t)
{
	const struct vocabulary *a = &t->joined.vocabulary;
	const struct vocabulary *b = &t->whole.vocabulary;
	uint32_t found = 0;

	for (uint32_t i = 0; i < a->count; i++) {
		size_t len;
		const char *word = vocabulary_word(a, i, &len);
		uint32_t other = vocabulary_find(b, word, len);

		assert_int_equal(vocabulary_find(a, word, len), i);
		if (other == WORD_NONE) {
			assert_int_equal(a->stories[i], 0);
			assert_int_equal(a->distinct[i], 0);
			continue;
		}
		found++;
		assert_int_equal(a->stories[i], b->stories[other]);
		assert_int_equal(a->distinct[i], b->distinct[other]);
	}
	assert_int_equal(found, b->count);
}

static void
compare_stems(const struct trial *t)
{
	const struct vocabulary *a = &t->joined.vocabulary;
	const struct vocabulary *b = &t->whole.vocabulary;

	for (uint32_t s = 0; s < b->nstems; s++) {
		const char *stem = b->bytes + b->stem_at[s];
		size_t len = b->stem_at[s + 1] - b->stem_at[s];
		uint32_t na, nb, k = 0;
		const uint32_t *fa = vocabulary_forms(a, stem, len, &na);
		const uint32_t *fb = vocabulary_forms(b, stem, len, &nb);

		assert_true(na >= nb);
		for (uint32_t i = 0; i < nb; i++) {
			size_t n;
			const char *form = vocabulary_word(b, fb[i], &n);

			while (k < na && fa[k] != vocabulary_find(a, form, n))
				k++;
			assert_true(k < na);
		}
	}
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The words of a row as ordinals of the joined vocabulary, ascending. */
static uint32_t
words_of(const struct columns *columns, const struct vocabulary *names,
	uint32_t row, uint32_t *out)
{
	struct forward_walk walk = forward_row(&columns->forward, row);
	uint32_t rank, n = 0;

	while (forward_next(&walk, &rank)) {
		size_t len;
		const char *word = vocabulary_word(&columns->vocabulary,
			columns->forward.word[rank], &len);

		out[n++] = vocabulary_find(names, word, len);
	}
	assert_false(walk.broken);
	qsort(out, n, sizeof(*out), by_number);
	return n;
}

static void
compare_forward(const struct trial *t)
{
	const struct columns *a = &t->joined, *b = &t->whole;
	uint32_t x[1024], y[1024];

	assert_int_equal(a->forward.words, b->forward.words);
	for (uint32_t r = 1; r < a->forward.words; r++)
		assert_true(forward_before(a->vocabulary.stories,
			a->forward.word[r - 1], a->forward.word[r]));
	for (uint32_t row = 0; row < a->stories; row++) {
		uint32_t n = words_of(a, &a->vocabulary, row, x);

		assert_int_equal(n, words_of(b, &a->vocabulary, row, y));
		assert_memory_equal(x, y, n * sizeof(*x));
	}
}

static void
compare_all(const struct trial *t)
{
	compare_rows(t);
	for (size_t l = 0; l < LISTED_FIELDS; l++)
		compare_dictionaries(t, &listed_fields[l]);
	compare_words(t);
	compare_stems(t);
	compare_forward(t);
}

/* ---- promises ---- */

static void
segments_joined_are_what_is_written_at_once(void **state)
{
	static struct trial t;

	(void)state;
	for (uint64_t seed = 1; seed <= 12; seed++) {
		trial_open(&t, seed, 1 + (uint32_t)(seed % PARTS_MAX), 0);
		compare_all(&t);
		trial_close(&t);
	}
}

static void
what_is_gone_is_in_no_column_and_no_number(void **state)
{
	static struct trial t;

	(void)state;
	for (uint64_t seed = 1; seed <= 12; seed++) {
		trial_open(&t, seed, 1 + (uint32_t)(seed % PARTS_MAX), 4);
		assert_true(t.living < STORIES);
		compare_all(&t);
		trial_close(&t);
	}
}

static void
a_segment_may_be_gone_as_a_whole(void **state)
{
	static struct trial t;

	(void)state;
	trial_open(&t, 7, 3, 1);
	assert_int_equal(t.joined.stories, 0);
	assert_int_equal(t.joined.actors.count, 0);
	assert_int_equal(t.joined.forward.words, 0);
	trial_close(&t);
}

static void
docids_of_a_segment_keep_their_order(void **state)
{
	static struct trial t;

	(void)state;
	trial_open(&t, 3, 4, 5);
	for (uint32_t p = 0; p < t.nparts; p++) {
		uint32_t last = 0;

		for (uint32_t d = 0; d < t.columns[p].stories; d++) {
			uint32_t docid = t.parts[p].docid[d];

			if (docid == 0)
				continue;
			assert_true(docid > last);
			assert_int_equal(t.homes.part[docid - 1], p);
			assert_int_equal(t.homes.docid[docid - 1], d + 1);
			last = docid;
		}
	}
	trial_close(&t);
}

static void
an_order_of_other_stories_is_damage(void **state)
{
	static struct trial t;
	struct join_homes homes;
	struct err err = { 0 };
	uint32_t stories;

	(void)state;
	trial_open(&t, 5, 3, 0);
	join_order_add(&t.order, 0); /* one too many */
	assert_false(join_docids(
		t.parts, t.nparts, &t.order, &homes, &stories, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	free(homes.part);
	free(homes.docid);
	t.order.runs[t.order.count - 1] = (struct join_run){ 99, 1 };
	assert_false(join_docids(
		t.parts, t.nparts, &t.order, &homes, &stories, &err));
	free(homes.part);
	free(homes.docid);
	t.order.count = 1; /* too few */
	assert_false(join_docids(
		t.parts, t.nparts, &t.order, &homes, &stories, &err));
	free(homes.part);
	free(homes.docid);
	trial_close(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(segments_joined_are_what_is_written_at_once),
		cmocka_unit_test(what_is_gone_is_in_no_column_and_no_number),
		cmocka_unit_test(a_segment_may_be_gone_as_a_whole),
		cmocka_unit_test(docids_of_a_segment_keep_their_order),
		cmocka_unit_test(an_order_of_other_stories_is_damage),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
