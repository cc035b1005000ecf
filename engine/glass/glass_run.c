#include "engine/glass/glass_run.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/names_sort.h"
#include "base/pack.h"
#include "engine/glass/glass_code.h"
#include "engine/index/batch.h"
#include "engine/index/byte_lists.h"
#include "engine/index/term_map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is known of a term so far. */
struct list {
	uint64_t frequency;
	uint32_t documents, first, last;
};

/* Terms that are looked up together. */
enum { UNKNOWN = 32 };

struct glass_run {
	/* Those with a number are met but once, and so need not be looked for;
	 * the others are found by their texts. */
	struct names terms;
	struct names unnumbered;
	uint32_t *places; /* of these among all */
	size_t places_cap;
	uint64_t dictionary;   /* whose numbers they are */
	struct term_map known; /* their numbers, by those of lists of terms */
	struct list *lists;
	size_t lists_cap;
	const struct term *unknown[UNKNOWN]; /* of the document at hand */
	uint32_t nunknown;
	struct batch batch; /* of a term: docid, and frequency there */
	struct byte_lists postings;
	struct buf bytes; /* scratch */
};

struct glass_run *
glass_run_new(void)
{
	return mem_alloc(sizeof(struct glass_run));
}

void
glass_run_free(struct glass_run *run)
{
	if (run == NULL)
		return;
	names_release(&run->terms);
	names_release(&run->unnumbered);
	free(run->places);
	term_map_release(&run->known);
	batch_release(&run->batch);
	byte_lists_release(&run->postings);
	buf_release(&run->bytes);
	free(run->lists);
	free(run);
}

/* ---- adding ---- */

/* Postings of one term, to its list. */
static void
postings_add(struct glass_run *run, const struct batch_item *items, uint32_t n)
{
	struct list *list = &run->lists[items->number];
	char *bytes, *at;

	buf_reset(&run->bytes);
	bytes = at = buf_room(&run->bytes, n * (size_t)2 * PACK_NUMBER_MAX);
	for (uint32_t i = 0; i < n; i++) {
		if (list->documents++ == 0)
			list->first = items[i].a;
		else
			at = pack_number_put(at, items[i].a - list->last - 1);
		at = pack_number_put(at, items[i].b);
		list->last = items[i].a;
		list->frequency += items[i].b;
	}
	byte_list_add(
		&run->postings, items->number, bytes, (size_t)(at - bytes));
}

static void
take_batch(struct glass_run *run)
{
	struct batch *batch = &run->batch;

	batch_sort(batch);
	for (uint32_t i = 0, n; i < batch->count; i += n) {
		n = batch_same(batch, i);
		byte_list_expect(&run->postings, batch_number(batch, i + 16),
			batch_number(batch, i + 32));
		postings_add(run, &batch->items[i], n);
	}
	batch_reset(batch);
}

static void
posting_add(struct glass_run *run, uint32_t number, uint32_t docid,
	const struct term *term)
{
	if (!batch_add(&run->batch, number, docid, term->wdf))
		take_batch(run);
}

/* A list of its own for one more term. */
static uint32_t
list_new(struct glass_run *run, const char *text, size_t len)
{
	uint32_t number = names_append(&run->terms, text, len);

	run->lists = mem_grow(run->lists, &run->lists_cap, (size_t)number + 1,
		sizeof(*run->lists));
	run->lists[number] = (struct list){ 0 };
	return number;
}

/* The terms of a document that have no numbers, looked up by their texts. */
static void
unknown_add(struct glass_run *run, uint32_t docid)
{
	struct names_text texts[UNKNOWN];
	uint32_t found[UNKNOWN], had = run->unnumbered.count;

	for (uint32_t i = 0; i < run->nunknown; i++) {
		texts[i] = (struct names_text){ .text = run->unknown[i]->text,
			.len = run->unknown[i]->len };
		names_call(&run->unnumbered, &texts[i]);
	}
	names_add_all(&run->unnumbered, texts, run->nunknown, found);
	run->places = mem_grow(run->places, &run->places_cap,
		run->unnumbered.count, sizeof(*run->places));
	for (uint32_t i = 0; i < run->nunknown; i++) {
		const struct term *term = run->unknown[i];

		if (found[i] == had) /* the first of a new one */
			run->places[had++] =
				list_new(run, term->text, term->len);
		posting_add(run, run->places[found[i]], docid, term);
	}
	run->nunknown = 0;
}

bool
glass_run_is_other(const struct glass_run *run, const struct term_list *terms)
{
	return run->terms.count > 0 && run->dictionary != terms->dictionary;
}

void
glass_run_add(
	struct glass_run *run, uint32_t docid, const struct term_list *terms)
{
	run->dictionary = terms->dictionary;
	for (uint32_t i = 0; i < terms->count; i++) {
		const struct term *term = &terms->terms[i];
		uint32_t *known;

		if (i + TERM_MAP_AHEAD < terms->count)
			term_map_expect(&run->known, term[TERM_MAP_AHEAD].id);
		known = term_map_at(&run->known, terms->dictionary, term->id);
		if (known == NULL) {
			run->unknown[run->nunknown++] = term;
			if (run->nunknown == UNKNOWN)
				unknown_add(run, docid);
			continue;
		}
		if (*known == TERM_MAP_NONE)
			*known = list_new(run, term->text, term->len);
		posting_add(run, *known, docid, term);
	}
	if (run->nunknown > 0)
		unknown_add(run, docid);
}

size_t
glass_run_size(const struct glass_run *run)
{
	return byte_lists_size(&run->postings) + names_size(&run->terms) +
	       names_size(&run->unnumbered) +
	       run->lists_cap * sizeof(*run->lists) +
	       run->known.cap * sizeof(*run->known.at);
}

/* ---- writing ---- */

static bool
write_list(FILE *out, const struct glass_run *run, uint32_t number,
	struct buf *head)
{
	const struct list *list = &run->lists[number];
	size_t len;
	const char *term = names_text(&run->terms, number, &len);

	buf_reset(head);
	glass_string(head, term, len);
	pack_number(head, list->documents);
	pack_number(head, list->frequency);
	pack_number(head, list->first);
	pack_number(head, list->last);
	pack_number(head, byte_list_len(&run->postings, number));
	return fwrite_unlocked(head->data, head->len, 1, out) == 1 &&
	       byte_list_write(&run->postings, number, out);
}

bool
glass_run_put(FILE *out, const struct posting_list *list, struct buf *bytes)
{
	struct buf head = { 0 };
	uint64_t frequency = 0;
	uint32_t before = 0;
	char *begin, *at;
	bool ok;

	buf_reset(bytes);
	begin = at = buf_room(bytes, list->count * (size_t)2 * PACK_NUMBER_MAX);
	for (uint32_t i = 0; i < list->count; i++) {
		if (i > 0)
			at = pack_number_put(at, list->docids[i] - before - 1);
		at = pack_number_put(at, list->wdfs[i]);
		before = list->docids[i];
		frequency += list->wdfs[i];
	}
	glass_string(&head, list->term, list->term_len);
	pack_number(&head, list->count);
	pack_number(&head, frequency);
	pack_number(&head, list->docids[0]);
	pack_number(&head, before);
	pack_number(&head, (size_t)(at - begin));
	ok = fwrite_unlocked(head.data, head.len, 1, out) == 1 &&
	     fwrite_unlocked(begin, (size_t)(at - begin), 1, out) == 1;
	buf_release(&head);
	return ok;
}

void
glass_run_forget(struct glass_run *run)
{
	names_release(&run->terms);
	names_release(&run->unnumbered);
	term_map_release(&run->known);
	free(run->lists);
	run->lists = NULL;
	run->lists_cap = 0;
}

/* The terms of the run, in order; the others are of runs before. */
static uint32_t *
sorted_terms(const struct glass_run *run, uint32_t *n)
{
	uint32_t *terms = mem_array(NULL, run->terms.count, sizeof(*terms));

	*n = 0;
	for (uint32_t i = 0; i < run->terms.count; i++)
		if (run->lists[i].documents > 0)
			terms[(*n)++] = i;
	names_sort(&run->terms, terms, *n);
	return terms;
}

bool
glass_run_write(struct glass_run *run, const char *path, struct err *err)
{
	FILE *out = fopen(path, "wbxe");
	struct buf head = { 0 };
	char *gathered;
	uint32_t *sorted, n;
	bool ok = true;

	take_batch(run);
	if (out == NULL)
		return err_errno(err, "%s", path);
	gathered = fs_gather(out);
	sorted = sorted_terms(run, &n);
	for (uint32_t i = 0; ok && i < n; i++)
		ok = write_list(out, run, sorted[i], &head);
	if (!ok)
		err_errno(err, "%s", path);
	if (fclose(out) != 0 && ok)
		ok = err_errno(err, "%s", path);
	free(gathered);
	free(sorted);
	buf_release(&head);
	byte_lists_release(&run->postings);
	if (run->terms.count > 0)
		memset(run->lists, 0, run->terms.count * sizeof(*run->lists));
	return ok;
}

/* ---- reading ---- */

bool
glass_walk_next(struct glass_walk *walk, struct err *err)
{
	struct unpack in = { .at = walk->at, .end = walk->end };
	uint64_t len;

	walk->term = NULL;
	if (walk->at == walk->end)
		return true;
	walk->term_len = unpack_number(&in);
	if (walk->term_len > (size_t)(in.end - in.at))
		return err_set(err, ERR_INDEX, "a run of postings is damaged");
	walk->term = in.at;
	in.at += walk->term_len;
	walk->documents = (uint32_t)unpack_number(&in);
	walk->frequency = unpack_number(&in);
	walk->first = (uint32_t)unpack_number(&in);
	walk->last = (uint32_t)unpack_number(&in);
	len = unpack_number(&in);
	if (!unpack_ok(&in) || len > (size_t)(in.end - in.at))
		return err_set(err, ERR_INDEX, "a run of postings is damaged");
	walk->postings = in.at;
	walk->at = walk->postings_end = walk->postings + len;
	return true;
}
