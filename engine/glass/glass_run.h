/*
 * glass_run.h - the postings of many documents, inverted in memory
 *
 * Documents come in the order of their docids; what they add to each term is
 * kept as bytes.  When memory is full, or at the end, the terms are sorted and
 * written as a run: a file that merging (glass_merge.h) maps and walks.
 *
 * A run is a list of terms, each: a string, documents, frequency in all, first
 * and last docid, bytes of the postings, and these, as in a chunk of a posting
 * list (docs/glass.md): the frequency in the first document, then of each
 * further one how many docids lie between, and its frequency.
 *
 * Thread: a run belongs to one thread.
 */
#ifndef ENGINE_GLASS_RUN_H
#define ENGINE_GLASS_RUN_H

#include "base/buf.h"
#include "base/err.h"
#include "engine/index/term_list.h"
#include "engine/index/writer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct glass_run;

struct glass_run *glass_run_new(void);
void glass_run_free(struct glass_run *run); /* NULL is fine */

/* Could the terms of a document be known by other numbers than those that are
 * there?  Then the run must be written before. */
bool glass_run_is_other(
	const struct glass_run *run, const struct term_list *terms);

/* The terms of one more document; docid is greater than all before. */
void glass_run_add(
	struct glass_run *run, uint32_t docid, const struct term_list *terms);

/* Bytes of memory that the postings take, and what is known of terms. */
size_t glass_run_size(const struct glass_run *run);

/* Write what there is to path (not fsynced); then the run is empty, and knows
 * the terms that it has met until it forgets them. */
bool glass_run_write(struct glass_run *run, const char *path, struct err *err);
void glass_run_forget(struct glass_run *run); /* an empty one */

/* The same for one list after the other, in the order of their terms; bytes is
 * scratch. */
bool glass_run_put(
	FILE *out, const struct posting_list *list, struct buf *bytes);

/* ---- reading ---- */

/* A run that is being walked; begin with at = the mapped bytes. */
struct glass_walk {
	const char *at, *end;
	/* the term at hand; NULL at the end */
	const char *term;
	size_t term_len;
	uint32_t documents, first, last;
	uint64_t frequency;
	const char *postings, *postings_end;
};

/* Step to the next term, or to the end.  ERR_INDEX for bytes that are no
 * run. */
bool glass_walk_next(struct glass_walk *walk, struct err *err);

#endif
