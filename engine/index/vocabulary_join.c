/*
 * vocabulary_join.c - the vocabularies of several segments as one
 *
 * Two at a time, the smallest first, as dictionary_join.c does it.
 */
#include "engine/index/vocabulary_join.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Texts in the order of their bytes, one behind the other. */
struct texts {
	const char *bytes;
	const uint32_t *at;
	uint32_t n;
};

/* Two lists of texts into one. */
struct merging {
	struct texts a, b;
	uint32_t *map_a, *map_b;
	uint32_t *at; /* of the joined ones, in bytes */
	uint32_t n;
	struct buf *bytes;
};

static int
compare(const struct texts *a, uint32_t i, const struct texts *b, uint32_t k)
{
	size_t x = a->at[i + 1] - a->at[i], y = b->at[k + 1] - b->at[k];
	int order =
		memcmp(a->bytes + a->at[i], b->bytes + b->at[k], x < y ? x : y);

	return order != 0 ? order : (x > y) - (x < y);
}

/* The first text of a from `low` on that is not below text k of b. */
static uint32_t
first_not_below(const struct merging *m, uint32_t low, uint32_t k)
{
	uint32_t high = low, step = 1;

	while (high < m->a.n && compare(&m->a, high, &m->b, k) < 0) {
		low = high + 1;
		high = m->a.n - high > step ? high + step : m->a.n;
		step *= 2;
	}
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (compare(&m->a, middle, &m->b, k) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Texts [from, to) behind those that are there. */
static void
add_texts(struct merging *m, const struct texts *texts, uint32_t *map,
	uint32_t from, uint32_t to)
{
	size_t begin = m->bytes->len;

	if (from >= to)
		return;
	for (uint32_t i = from; i < to; i++) {
		map[i] = m->n;
		m->at[m->n++] =
			(uint32_t)(begin + texts->at[i] - texts->at[from]);
	}
	buf_add(m->bytes, texts->bytes + texts->at[from],
		texts->at[to] - texts->at[from]);
}

/* Both lists in one; the caller frees map_a, map_b and at. */
static void
merge(struct merging *m)
{
	uint32_t at = 0;

	m->map_a = mem_array(NULL, m->a.n + (size_t)1, sizeof(*m->map_a));
	m->map_b = mem_array(NULL, m->b.n + (size_t)1, sizeof(*m->map_b));
	m->at = mem_array(NULL, m->a.n + (size_t)m->b.n + 1, sizeof(*m->at));
	for (uint32_t k = 0; k < m->b.n; k++) {
		uint32_t to = first_not_below(m, at, k);

		add_texts(m, &m->a, m->map_a, at, to);
		at = to;
		if (at < m->a.n && compare(&m->a, at, &m->b, k) == 0) {
			m->map_b[k] = m->n;
			add_texts(m, &m->a, m->map_a, at, at + 1);
			at++;
		} else {
			add_texts(m, &m->b, m->map_b, k, k + 1);
		}
	}
	add_texts(m, &m->a, m->map_a, at, m->a.n);
	m->at[m->n] = (uint32_t)m->bytes->len;
}

/* ---- numbers of words ---- */

static uint32_t *
sums(const struct merging *words, const uint32_t *a, const uint32_t *b)
{
	uint32_t *out = mem_alloc((words->n + (size_t)1) * sizeof(*out));

	for (uint32_t i = 0; i < words->a.n; i++)
		out[words->map_a[i]] += a[i];
	for (uint32_t i = 0; i < words->b.n; i++)
		out[words->map_b[i]] += b[i];
	return out;
}

/* ---- forms of stems ---- */

/* The forms of each joined stem: those of both, ascending, each once. */
struct forms {
	const struct merging *words;
	const struct vocabulary *a, *b;
	uint32_t *at, *form;
	uint32_t n;
};

static void
add_forms(struct forms *f, uint32_t a, uint32_t b)
{
	uint32_t i = 0, k = 0, i_end = 0, k_end = 0;

	if (a != WORD_NONE) {
		i = f->a->forms_at[a];
		i_end = f->a->forms_at[a + 1];
	}
	if (b != WORD_NONE) {
		k = f->b->forms_at[b];
		k_end = f->b->forms_at[b + 1];
	}
	while (i < i_end || k < k_end) {
		uint32_t x =
			i < i_end ? f->words->map_a[f->a->forms[i]] : WORD_NONE;
		uint32_t y =
			k < k_end ? f->words->map_b[f->b->forms[k]] : WORD_NONE;

		f->form[f->n++] = x < y ? x : y;
		i += x <= y;
		k += y <= x;
	}
}

static void
join_forms(struct forms *f, const struct merging *stems)
{
	uint32_t i = 0, k = 0;

	f->at = mem_array(NULL, stems->n + (size_t)1, sizeof(*f->at));
	f->form = mem_array(NULL, f->a->nforms + (size_t)f->b->nforms + 1,
		sizeof(*f->form));
	for (uint32_t s = 0; s < stems->n; s++) {
		bool of_a = i < stems->a.n && stems->map_a[i] == s;
		bool of_b = k < stems->b.n && stems->map_b[k] == s;

		f->at[s] = f->n;
		add_forms(f, of_a ? i : WORD_NONE, of_b ? k : WORD_NONE);
		i += of_a;
		k += of_b;
	}
	f->at[stems->n] = f->n;
}

/* ---- two, and all ---- */

static struct texts
words_of(const struct vocabulary *v)
{
	return (struct texts){ v->bytes, v->word_at, v->count };
}

static struct texts
stems_of(const struct vocabulary *v)
{
	return (struct texts){ v->bytes, v->stem_at, v->nstems };
}

/* *words has the maps when it is done; they are the caller's. */
static bool
join_two(const struct vocabulary *a, const struct vocabulary *b,
	struct merging *words, struct vocabulary *out, struct err *err)
{
	struct buf bytes = { 0 };
	struct merging stems = { stems_of(a), stems_of(b), .bytes = &bytes };
	struct forms forms = { .words = words, .a = a, .b = b };
	uint32_t *stories, *distinct;

	*words = (struct merging){ words_of(a), words_of(b), .bytes = &bytes };
	merge(words);
	merge(&stems);
	join_forms(&forms, &stems);
	free(stems.map_a);
	free(stems.map_b);
	stories = sums(words, a->stories, b->stories);
	distinct = sums(words, a->distinct, b->distinct);
	*out = (struct vocabulary){
		.count = words->n,
		.stories = stories,
		.distinct = distinct,
		.word_at = words->at,
		.nstems = stems.n,
		.nforms = forms.n,
		.stem_at = stems.at,
		.forms_at = forms.at,
		.forms = forms.form,
		.bytes = buf_text(&bytes),
		.memory = { stories, distinct, words->at, stems.at, forms.at,
			forms.form, bytes.data },
	};
	return bytes.len <= UINT32_MAX ||
	       err_set(err, ERR_UNAVAILABLE, "more than 4 GiB of words");
}

static int
larger_first(const void *va, const void *vb)
{
	const struct vocabulary_part *const *a = va, *const *b = vb;
	uint32_t x = (*a)->vocabulary->count, y = (*b)->vocabulary->count;

	return x != y ? (x < y) - (x > y) : (*a > *b) - (*a < *b);
}

/* One part more into the heap; those done[0..n) are already in it. */
static bool
join_more(struct vocabulary *heap, const struct vocabulary_part *part,
	const struct vocabulary_part *const *done, size_t n, struct err *err)
{
	struct vocabulary next;
	struct merging words;
	bool ok = join_two(part->vocabulary, heap, &words, &next, err);

	for (size_t p = 0; p < n; p++)
		for (uint32_t i = 0; i < done[p]->vocabulary->count; i++)
			done[p]->map[i] = words.map_b[done[p]->map[i]];
	memcpy(part->map, words.map_a, words.a.n * sizeof(*part->map));
	free(words.map_a);
	free(words.map_b);
	vocabulary_close(heap);
	*heap = next;
	return ok;
}

bool
vocabulary_join(const struct vocabulary_part *parts, size_t n,
	struct vocabulary *out, struct err *err)
{
	const struct vocabulary_part **order =
		mem_array(NULL, n + 1, sizeof(*order));
	bool ok = true;

	*out = (struct vocabulary){ 0 };
	for (size_t i = 0; i < n; i++)
		order[i] = &parts[i];
	qsort(order, n, sizeof(*order), larger_first);
	for (size_t i = n; ok && i-- > 0;)
		ok = join_more(out, order[i], order + i + 1, n - i - 1, err);
	free(order);
	if (ok)
		vocabulary_put_up(out);
	else
		vocabulary_close(out);
	return ok;
}
