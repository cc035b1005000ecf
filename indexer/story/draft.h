/*
 * draft.h - a story while it is being read
 *
 * Sources put what they find into a draft: texts into the story itself, and
 * evidence (dates, blocks set apart, warnings) through the functions here.
 * story_finish() then draws the conclusions.  All memory is of the arena.
 *
 * Thread: one draft belongs to one thread.
 */
#ifndef INDEXER_DRAFT_H
#define INDEXER_DRAFT_H

#include "base/arena.h"
#include "engine/story/story.h"
#include "indexer/dates/dates.h"
#include "indexer/sources/source.h"

#include <stdbool.h>
#include <stddef.h>

struct draft {
	struct arena *arena;
	const struct source *source;
	struct story story;
	size_t cap_candidates, cap_blocks, cap_authors, cap_subjects;
	size_t cap_warnings, cap_extras, cap_actors;
	size_t replaced;      /* bytes that were no UTF-8 */
	const char *encoding; /* what it was read as, if not UTF-8 */
	const char *site; /* said behind the headline: a name to be checked */
	bool dated;	  /* published was given with its evidence: keep it */
	bool looked;	  /* its page was searched for dates: lines add none */
};

/* Empty, with the provenance of the source's input and what its container
 * knows of it. */
void draft_init(struct draft *draft, struct arena *arena,
	const struct source *source, uint64_t offset, uint64_t line);

/* The url, times and place of a record (draft_facts.c). */
void draft_facts(struct draft *draft, const struct input_facts *facts);

/*
 * A date as evidence.  text is how it stood there; it is read by the rules of
 * dates.h, and every reading becomes a candidate.  Returns how many, 0 when
 * it is no date at all.
 */
size_t draft_date(struct draft *draft, enum date_source source,
	const char *text, size_t len);
/* The same for a date that was read already; returns the candidate. */
struct story_date *draft_candidate(struct draft *draft, enum date_source source,
	const struct date *date, const char *text, size_t len);
/* A finished candidate, copied as it is, unless it is there already. */
struct story_date *draft_candidate_add(
	struct draft *draft, const struct story_date *date);

void draft_block(struct draft *draft, const char *kind, const char *text,
	size_t len, const char *rule);
void draft_author(struct draft *draft, const char *text, size_t len);
/* "By A and B" or "A, B": the byline as it is, and its authors. */
void draft_byline(struct draft *draft, const char *text, size_t len);
void draft_subject(struct draft *draft, const char *text, size_t len);
/* Several, separated by commas or semicolons. */
void draft_subjects(struct draft *draft, const char *text);
void draft_warning(struct draft *draft, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void draft_extra(struct draft *draft, const char *name, const char *json);
/* An actor that the input names itself; the same name or code adds up. */
void draft_actor(struct draft *draft, const struct story_actor *actor);

/* A copy in the arena with white space squeezed and trimmed; NULL if that
 * leaves nothing. */
char *draft_squeeze(struct draft *draft, const char *text, size_t len);

#endif
