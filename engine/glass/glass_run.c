#include "engine/glass/glass_run.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/pack.h"
#include "engine/glass/glass_code.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Most terms are rare and a few are in every document: pieces of memory begin
 * small and double. */
enum { PIECE_FIRST = 16, PIECE_MOST = 1 << 14 };

/* Positions stand in columns/positions; until all that ask for them read them
 * there, in the database, too. */
enum { POSITIONS_TOO = 1 };

/* What a set of names keeps of each beside its bytes. */
enum { NAME_SIZE = 32 };

struct piece {
	struct piece *next;
	uint32_t used, size;
	char bytes[];
};

/* What is known of a term so far. */
struct list {
	struct piece *first_piece, *last_piece;
	uint64_t frequency;
	uint32_t documents, first, last;
};

struct glass_run {
	struct names terms;
	struct list *lists;
	size_t lists_cap;
	struct arena arena;
	struct buf posting, positions; /* of the one at hand */
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
	arena_release(&run->arena);
	buf_release(&run->posting);
	buf_release(&run->positions);
	free(run->lists);
	free(run);
}

/* ---- adding ---- */

static struct piece *
piece_add(struct glass_run *run, struct list *list)
{
	struct piece *last = list->last_piece, *piece;
	uint32_t size = last == NULL ? PIECE_FIRST : last->size * 2;

	if (size > PIECE_MOST)
		size = PIECE_MOST;
	piece = arena_room(&run->arena, 1, sizeof(*piece) + size);
	*piece = (struct piece){ .size = size };
	if (last == NULL)
		list->first_piece = piece;
	else
		last->next = piece;
	return list->last_piece = piece;
}

static void
list_put(
	struct glass_run *run, struct list *list, const char *bytes, size_t len)
{
	struct piece *piece = list->last_piece;

	while (len > 0) {
		size_t n;

		if (piece == NULL || piece->used == piece->size)
			piece = piece_add(run, list);
		n = piece->size - piece->used;
		if (n > len)
			n = len;
		memcpy(piece->bytes + piece->used, bytes, n);
		piece->used += (uint32_t)n;
		bytes += n;
		len -= n;
	}
}

static struct list *
list_of(struct glass_run *run, const struct term *term)
{
	bool added;
	uint32_t ordinal =
		names_add(&run->terms, term->text, term->len, &added);

	if (added) {
		run->lists = mem_grow(run->lists, &run->lists_cap,
			(size_t)ordinal + 1, sizeof(*run->lists));
		run->lists[ordinal] = (struct list){ 0 };
	}
	return &run->lists[ordinal];
}

/* One document's share of a term. */
static void
posting_add(struct glass_run *run, struct list *list, uint32_t docid,
	const struct term *term)
{
	uint32_t gap = 0;

	if (list->documents++ == 0)
		list->first = docid;
	else
		gap = docid - list->last - 1;
	list->last = docid;
	list->frequency += term->wdf;
	buf_reset(&run->positions);
	if (POSITIONS_TOO && term->npositions > 0)
		glass_positions(
			&run->positions, term->positions, term->npositions);
	buf_reset(&run->posting);
	pack_number(&run->posting, gap);
	pack_number(&run->posting, term->wdf);
	pack_number(&run->posting, run->positions.len);
	list_put(run, list, run->posting.data, run->posting.len);
	list_put(run, list, run->positions.data, run->positions.len);
}

void
glass_run_add(
	struct glass_run *run, uint32_t docid, const struct term_list *terms)
{
	for (uint32_t i = 0; i < terms->count; i++)
		posting_add(run, list_of(run, &terms->terms[i]), docid,
			&terms->terms[i]);
}

size_t
glass_run_size(const struct glass_run *run)
{
	return run->arena.used + run->terms.arena.used +
	       run->terms.count * (sizeof(struct list) + NAME_SIZE);
}

/* ---- writing ---- */

/* A term to be sorted: its first bytes decide nearly always. */
struct sorted {
	uint64_t beginning;
	const char *text;
	uint32_t len, ordinal;
};

static int
compare(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	uint32_t shorter = x->len < y->len ? x->len : y->len;
	int order;

	if (x->beginning != y->beginning)
		return x->beginning < y->beginning ? -1 : 1;
	order = memcmp(x->text, y->text, shorter);
	if (order != 0)
		return order;
	return (x->len > y->len) - (x->len < y->len);
}

static uint64_t
beginning_of(const char *text, size_t len)
{
	uint64_t n = 0;

	for (size_t i = 0; i < sizeof(n); i++)
		n = n << 8 | (i < len ? (unsigned char)text[i] : 0);
	return n;
}

static struct sorted *
sort_terms(const struct glass_run *run)
{
	uint32_t count = run->terms.count;
	struct sorted *sorted = mem_array(NULL, count, sizeof(*sorted));

	for (uint32_t i = 0; i < count; i++) {
		size_t len;

		sorted[i].text = names_text(&run->terms, i, &len);
		sorted[i].len = (uint32_t)len;
		sorted[i].ordinal = i;
		sorted[i].beginning = beginning_of(sorted[i].text, len);
	}
	qsort(sorted, count, sizeof(*sorted), compare);
	return sorted;
}

static bool
write_list(FILE *out, const struct sorted *term, const struct list *list,
	struct buf *head)
{
	uint64_t len = 0;

	for (const struct piece *p = list->first_piece; p != NULL; p = p->next)
		len += p->used;
	buf_reset(head);
	glass_string(head, term->text, term->len);
	pack_number(head, list->documents);
	pack_number(head, list->frequency);
	pack_number(head, list->first);
	pack_number(head, list->last);
	pack_number(head, len);
	if (fwrite(head->data, head->len, 1, out) != 1)
		return false;
	for (const struct piece *p = list->first_piece; p != NULL; p = p->next)
		if (fwrite(p->bytes, p->used, 1, out) != 1)
			return false;
	return true;
}

bool
glass_run_write(struct glass_run *run, const char *path, struct err *err)
{
	FILE *out = fopen(path, "wbxe");
	struct sorted *sorted;
	struct buf head = { 0 };
	bool ok = true;

	if (out == NULL)
		return err_errno(err, "%s", path);
	setvbuf(out, NULL, _IOFBF, (size_t)1 << 18);
	sorted = sort_terms(run);
	for (uint32_t i = 0; ok && i < run->terms.count; i++)
		ok = write_list(
			out, &sorted[i], &run->lists[sorted[i].ordinal], &head);
	if (!ok)
		err_errno(err, "%s", path);
	if (fclose(out) != 0 && ok)
		ok = err_errno(err, "%s", path);
	free(sorted);
	buf_release(&head);
	names_reset(&run->terms);
	arena_reset(&run->arena);
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
	walk->at = walk->postings_end = in.at + len;
	return true;
}

bool
glass_posting_next(
	const char **at, const char *end, struct glass_posting *posting)
{
	struct unpack in = { .at = *at, .end = end };

	if (*at >= end)
		return false;
	posting->docid += 1 + (uint32_t)unpack_number(&in);
	posting->wdf = (uint32_t)unpack_number(&in);
	posting->positions_len = unpack_number(&in);
	posting->positions = in.at;
	if (!unpack_ok(&in) || posting->positions_len > (size_t)(end - in.at))
		return false;
	*at = in.at + posting->positions_len;
	return true;
}
