/* words_merge.c - the words of several segments as those of one */
#include "engine/index/words_merge.h"

#include "base/mem.h"
#include "engine/glass/glass_postings.h"
#include "engine/index/fields.h"
#include "engine/index/position_files.h"
#include "engine/index/vocabulary_draft.h"
#include "engine/index/word_stems.h"

#include <stdlib.h>
#include <string.h>

#define NO_WORD UINT32_MAX

/* A segment on the walk, at a term. */
struct source {
	const struct words_part *part;
	uint32_t number; /* of the part: it comes before those of higher ones */
	struct glass_database database;
	struct glass_postings postings;
	struct buf term;
	uint64_t head; /* its first bytes, which sort as it does */
	struct word_stems stems;
	uint32_t next[POSITIONS_KINDS]; /* word of the vocabulary, of a kind */
	uint32_t *word; /* of its words, their number in the draft */
};

/* A posting with its new docid; and of a word where it stands there. */
struct hit {
	uint32_t docid, wdf;
	const unsigned char *at;
	size_t len;
};

struct walk {
	const struct words_merge *merge;
	struct vocabulary_draft *draft;
	struct source *sources;
	struct source **heap, **same;
	uint32_t nheap;
	struct hit *hits; /* of the term at hand */
	size_t nhits, hits_cap;
	struct hit *spare;
	size_t spare_cap;
	uint32_t *docids, *wdfs; /* scratch */
	size_t docids_cap, wdfs_cap;
	struct buf positions;
	struct stems_check check;
};

static bool
damaged(const struct source *s, const char *what, struct err *err)
{
	return err_set(err, ERR_INDEX, "%s: %s", s->part->path, what);
}

/* ---- which terms are words ---- */

/* POSITIONS_KINDS: it is none.  Words are folded, prefixes are not. */
static enum positions_kind
kind_of(const struct buf *term, size_t *prefix)
{
	const char *boiler = fields[FIELD_BOILER].prefix;
	size_t len = strlen(boiler);

	*prefix = 0;
	if (term->len > len && memcmp(term->data, boiler, len) == 0) {
		*prefix = len;
		return POSITIONS_BOILER;
	}
	return term->data[0] >= 'A' && term->data[0] <= 'Z' ? POSITIONS_KINDS
							    : POSITIONS_TEXT;
}

/* The word in the vocabulary of a source: terms come in its order. */
static uint32_t
word_of(struct source *s, enum positions_kind kind, const char *text,
	size_t len)
{
	const struct vocabulary *vocabulary = &s->part->columns.vocabulary;

	for (uint32_t i = s->next[kind]; i < vocabulary->count; i++) {
		size_t word_len;
		const char *word = vocabulary_word(vocabulary, i, &word_len);

		if (word_len != len || memcmp(word, text, len) != 0)
			continue;
		s->next[kind] = i + 1;
		return i;
	}
	return NO_WORD;
}

/* ---- postings of one term ---- */

/* All postings of a source, living or not. */
static bool
take_postings(struct walk *w, struct source *s, uint32_t *n, struct err *err)
{
	uint32_t most = s->postings.documents;

	if (most > s->part->columns.stories)
		return damaged(s, "more postings than stories", err);
	w->docids = mem_grow(w->docids, &w->docids_cap,
		(size_t)most + GLASS_SLACK, sizeof(*w->docids));
	w->wdfs = mem_grow(w->wdfs, &w->wdfs_cap, (size_t)most + GLASS_SLACK,
		sizeof(*w->wdfs));
	*n = 0;
	while (*n < most && s->postings.docid != GLASS_OVER) {
		uint32_t some;

		if (!glass_postings_take(&s->postings, GLASS_OVER, most - *n,
			    w->docids + *n, w->wdfs + *n, &some, err))
			return false;
		*n += some;
	}
	for (uint32_t i = 0; i < *n; i++)
		if (w->docids[i] == 0 ||
			w->docids[i] > s->part->columns.stories)
			return damaged(s, "a posting of no story", err);
	return *n == most || damaged(s, "fewer postings than said", err);
}

/* Behind the positions of one story. */
static const unsigned char *
skip_story(const unsigned char *at, const unsigned char *end)
{
	bool last = false;

	while (at < end && !last) {
		last = *at & 1;
		while (at < end && *at++ & 0x80)
			;
	}
	return at;
}

/* The stream of a word; of a term that is none, an empty one. */
static bool
find_stream(const struct source *s, enum positions_kind kind, uint32_t word,
	uint32_t stories, const unsigned char **at, const unsigned char **end)
{
	const struct positions *positions = &s->part->columns.positions;
	const uint64_t *start;
	size_t blocks;

	*at = *end = NULL;
	if (word == NO_WORD)
		return true;
	start = positions->of[kind].start + word;
	blocks = (stories - 1) / POSITIONS_BLOCK * sizeof(uint32_t);
	*at = positions->of[kind].bytes + start[0] + blocks;
	*end = positions->of[kind].bytes + start[1];
	return blocks <= start[1] - start[0];
}

/* What a source has of a term, with its new docids. */
static bool
take_hits(struct walk *w, struct source *s, enum positions_kind kind,
	uint32_t word, struct err *err)
{
	const unsigned char *at, *end;
	uint32_t n = 0;

	if (!take_postings(w, s, &n, err))
		return false;
	if (n == 0 || !find_stream(s, kind, word, n, &at, &end))
		return damaged(s, "positions that are none", err);
	w->hits =
		mem_grow(w->hits, &w->hits_cap, w->nhits + n, sizeof(*w->hits));
	for (uint32_t i = 0; i < n; i++) {
		const unsigned char *begin = at;
		uint32_t docid = s->part->docid[w->docids[i] - 1];

		if (word != NO_WORD) {
			at = skip_story(at, end);
			if (at == begin)
				return damaged(s, "too few positions", err);
		}
		if (docid != 0)
			w->hits[w->nhits++] = (struct hit){ docid, w->wdfs[i],
				begin, (size_t)(at - begin) };
	}
	return true;
}

/* ---- their order ---- */

/* hits[from..middle) and [middle..to) ascend: so does all, in spare. */
static void
merge_hits(struct walk *w, size_t from, size_t middle, size_t to)
{
	const struct hit *a = w->hits + from, *a_end = w->hits + middle;
	const struct hit *b = a_end, *b_end = w->hits + to;
	struct hit *out = w->spare + from;

	while (a < a_end && b < b_end)
		*out++ = a->docid < b->docid ? *a++ : *b++;
	memcpy(out, a, (size_t)(a_end - a) * sizeof(*a));
	out += a_end - a;
	memcpy(out, b, (size_t)(b_end - b) * sizeof(*b));
}

/* Runs of hits end at ends[0..n), and each ascends: two are made one until
 * there is one. */
static void
sort_hits(struct walk *w, size_t *ends, uint32_t n)
{
	w->spare = mem_grow(
		w->spare, &w->spare_cap, w->nhits + 1, sizeof(*w->spare));
	while (n > 1) {
		struct hit *hits = w->hits;
		size_t from = 0, cap = w->hits_cap;
		uint32_t made = 0;

		for (uint32_t i = 0; i < n; i += 2) {
			size_t to = ends[i + 1 < n ? i + 1 : i];

			merge_hits(w, from, ends[i], to);
			ends[made++] = from = to;
		}
		n = made;
		w->hits = w->spare;
		w->hits_cap = w->spare_cap;
		w->spare = hits;
		w->spare_cap = cap;
	}
}

/* ---- one term ---- */

static bool
put_list(struct walk *w, const struct buf *term, struct err *err)
{
	const struct words_merge *m = w->merge;
	struct posting_list list = {
		.term = term->data,
		.term_len = term->len,
		.count = (uint32_t)w->nhits,
	};

	w->docids = mem_grow(
		w->docids, &w->docids_cap, w->nhits, sizeof(*w->docids));
	w->wdfs = mem_grow(w->wdfs, &w->wdfs_cap, w->nhits, sizeof(*w->wdfs));
	for (size_t i = 0; i < w->nhits; i++) {
		w->docids[i] = w->hits[i].docid;
		w->wdfs[i] = w->hits[i].wdf;
	}
	list.docids = w->docids;
	list.wdfs = w->wdfs;
	return m->kind->list(m->writer, &list, err);
}

/* Is the story of a new docid without a copy? */
static bool
is_alone(const struct words_merge *m, uint32_t docid)
{
	const struct words_part *part = &m->parts[m->homes->part[docid - 1]];

	return part->columns.cluster[m->homes->docid[docid - 1] - 1] == 0;
}

static void
put_word(struct walk *w, enum positions_kind kind, uint32_t word)
{
	struct draft_hits hits = {
		.boiler = kind == POSITIONS_BOILER,
		.stories = (uint32_t)w->nhits,
	};

	buf_reset(&w->positions);
	for (size_t i = 0; i < w->nhits; i++) {
		buf_add(&w->positions, w->hits[i].at, w->hits[i].len);
		hits.alone += is_alone(w->merge, w->hits[i].docid);
	}
	hits.positions = w->positions.data;
	hits.len = w->positions.len;
	vocabulary_draft_hits(w->draft, word, &hits);
}

/* What a source knows of the word: its stems, of living stories. */
static bool
learn_word(struct walk *w, struct source *s, uint32_t word,
	const struct hit *hits, size_t n, struct err *err)
{
	const struct vocabulary *vocabulary = &s->part->columns.vocabulary;
	const struct words_merge *m = w->merge;
	size_t len;
	const char *text = vocabulary_word(vocabulary, word, &len);
	struct stems_walk stems;
	const char *stem;
	size_t stem_len;

	stems_check_begin(&w->check);
	if (s->part->gone && word_stems_count(&s->stems, word) > 1)
		for (size_t i = 0; i < n; i++)
			stems_check_add(&w->check, &s->part->columns,
				m->homes->docid[hits[i].docid - 1] - 1, text,
				len);
	word_stems_begin(&s->stems, vocabulary, word, &stems);
	while (word_stems_next(&stems, &stem, &stem_len))
		if (stems_check_has(&w->check, stem, stem_len))
			s->word[word] = vocabulary_draft_word(
				w->draft, text, len, stem, stem_len);
	return s->word[word] != NO_WORD ||
	       damaged(s, "a word without its stem", err);
}

/* All that these sources have of the term they are at. */
static bool
put_term(struct walk *w, uint32_t n, struct err *err)
{
	const struct buf *term = &w->same[0]->term;
	size_t prefix, ends[JOIN_PARTS_MAX];
	enum positions_kind kind = kind_of(term, &prefix);
	uint32_t word = NO_WORD, runs = 0;

	w->nhits = 0;
	for (uint32_t i = 0; i < n; i++) {
		struct source *s = w->same[i];
		uint32_t own = NO_WORD;
		size_t before = w->nhits;

		if (kind != POSITIONS_KINDS) {
			own = word_of(s, kind, term->data + prefix,
				term->len - prefix);
			if (own == NO_WORD)
				return damaged(
					s, "a word of no vocabulary", err);
		}
		if (!take_hits(w, s, kind, own, err))
			return false;
		if (w->nhits == before)
			continue;
		ends[runs++] = w->nhits;
		if (own != NO_WORD && !learn_word(w, s, own, w->hits + before,
					      w->nhits - before, err))
			return false;
		if (own != NO_WORD)
			word = s->word[own];
	}
	if (w->nhits == 0)
		return true;
	sort_hits(w, ends, runs);
	if (word != NO_WORD)
		put_word(w, kind, word);
	return put_list(w, term, err);
}

/* ---- all terms ---- */

/* What its term is sorted by at once. */
static void
see_term(struct source *s)
{
	unsigned char bytes[sizeof(s->head)] = { 0 };

	memcpy(bytes, s->term.data,
		s->term.len < sizeof(bytes) ? s->term.len : sizeof(bytes));
	s->head = 0;
	for (size_t i = 0; i < sizeof(bytes); i++)
		s->head = s->head << 8 | bytes[i];
}

static int
compare_terms(const struct source *a, const struct source *b)
{
	size_t a_len = a->term.len, b_len = b->term.len;
	int order;

	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	order = memcmp(
		a->term.data, b->term.data, a_len < b_len ? a_len : b_len);
	return order != 0 ? order : (a_len > b_len) - (a_len < b_len);
}

static bool
comes_before(const struct source *a, const struct source *b)
{
	int order = compare_terms(a, b);

	return order != 0 ? order < 0 : a->number < b->number;
}

static void
sift_down(struct walk *w, uint32_t at)
{
	struct source **heap = w->heap;

	for (;;) {
		uint32_t least = at, below = 2 * at + 1;

		for (uint32_t i = below; i < below + 2 && i < w->nheap; i++)
			if (comes_before(heap[i], heap[least]))
				least = i;
		if (least == at)
			return;
		struct source *swap = heap[at];

		heap[at] = heap[least];
		heap[least] = swap;
		at = least;
	}
}

/* The sources at the least term leave the heap; how many. */
static uint32_t
take_least(struct walk *w)
{
	uint32_t n = 0;

	do {
		w->same[n++] = w->heap[0];
		w->heap[0] = w->heap[--w->nheap];
		sift_down(w, 0);
	} while (w->nheap > 0 && compare_terms(w->heap[0], w->same[0]) == 0);
	return n;
}

static void
put_back(struct walk *w, struct source *s)
{
	uint32_t at = w->nheap++;

	see_term(s);
	while (at > 0 && comes_before(s, w->heap[(at - 1) / 2])) {
		w->heap[at] = w->heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	w->heap[at] = s;
}

static bool
put_terms(struct walk *w, struct err *err)
{
	while (w->nheap > 0) {
		uint32_t n = take_least(w);

		if (!put_term(w, n, err))
			return false;
		for (uint32_t i = 0; i < n; i++) {
			struct source *s = w->same[i];

			if (!glass_postings_open_next(
				    &s->postings, &s->term, err))
				return false;
			if (s->term.len > 0)
				put_back(w, s);
		}
	}
	return true;
}

/* ---- the words of each story ---- */

static bool
put_story(struct walk *w, uint32_t docid, struct err *err)
{
	const struct join_homes *homes = w->merge->homes;
	const struct source *s = &w->sources[homes->part[docid - 1]];
	const struct forward *forward = &s->part->columns.forward;
	struct forward_walk row =
		forward_row(forward, homes->docid[docid - 1] - 1);
	uint32_t rank, n = 0;

	w->docids = mem_grow(w->docids, &w->docids_cap,
		forward->words + (size_t)1, sizeof(*w->docids));
	while (forward_next(&row, &rank)) {
		w->docids[n] = s->word[forward->word[rank]];
		if (w->docids[n++] == NO_WORD)
			return damaged(s, "a word without postings", err);
	}
	if (row.broken)
		return forward_damaged(err, homes->docid[docid - 1] - 1);
	vocabulary_draft_story(w->draft, w->docids, n);
	return true;
}

/* ---- opening ---- */

static bool
open_source(struct walk *w, uint32_t number, struct err *err)
{
	const struct words_part *part = &w->merge->parts[number];
	uint32_t words = part->columns.vocabulary.count;
	struct source *s = &w->sources[number];
	struct buf path = { 0 };
	bool ok;

	s->part = part;
	s->number = number;
	s->word = mem_array(NULL, words + (size_t)1, sizeof(*s->word));
	memset(s->word, 0xff, words * sizeof(*s->word));
	word_stems_init(&s->stems, &part->columns.vocabulary);
	fs_join(&path, part->path, "database", NULL);
	ok = glass_database_open(path.data, &s->database, err) &&
	     glass_postings_open_first(
		     &s->database.postlist, &s->postings, &s->term, err);
	buf_release(&path);
	if (ok && s->term.len > 0)
		put_back(w, s);
	return ok;
}

static void
walk_release(struct walk *w)
{
	for (uint32_t i = 0; i < w->merge->nparts; i++) {
		struct source *s = &w->sources[i];

		glass_postings_release(&s->postings);
		glass_database_close(&s->database);
		buf_release(&s->term);
		word_stems_release(&s->stems);
		free(s->word);
	}
	stems_check_release(&w->check);
	free(w->sources);
	free(w->heap);
	free(w->same);
	free(w->hits);
	free(w->spare);
	free(w->docids);
	free(w->wdfs);
	buf_release(&w->positions);
}

bool
words_merge(const struct words_merge *merge, struct err *err)
{
	size_t n = merge->nparts + (size_t)1;
	struct walk w = {
		.merge = merge,
		.draft = columns_vocabulary(merge->columns),
		.sources = mem_alloc(n * sizeof(*w.sources)),
		.heap = mem_alloc(n * sizeof(struct source *)),
		.same = mem_alloc(n * sizeof(struct source *)),
	};
	bool ok = true;

	stems_check_init(&w.check, merge->fallback_language);
	for (uint32_t i = 0; ok && i < merge->nparts; i++)
		ok = open_source(&w, i, err);
	ok = ok && put_terms(&w, err);
	for (uint32_t d = 1; ok && d <= merge->stories; d++)
		ok = put_story(&w, d, err);
	walk_release(&w);
	return ok;
}
