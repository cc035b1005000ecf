/*
 * audit.h - what an archive knows of each outlet, and how well
 *
 * Gathered from the columns and from every stored story of a generation.
 *
 * Thread: one struct audit belongs to one thread.
 */
#ifndef INDEXER_AUDIT_H
#define INDEXER_AUDIT_H

#include "base/err.h"
#include "engine/index/archive.h"
#include "engine/story/story.h"
#include "indexer/learning/learned.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct audit_language {
	uint32_t ordinal; /* in the columns' languages */
	uint32_t stories;
};

/* Stories of one outlet; name NULL: those of no known outlet. */
struct audit_outlet {
	const char *name, *domain;
	uint32_t stories;
	uint32_t dated, sure; /* with a day; with one of 0.8 and more */
	uint32_t by_source[DATE_SOURCES]; /* of those with a day */
	uint32_t exact, near;		  /* copies of another story */
	uint64_t body_bytes, boilerplate_bytes;
	uint64_t actors;
	struct audit_language *languages; /* most stories first */
	size_t nlanguages, languages_cap;
	day first, last;
	uint32_t days_without; /* between the two */
	uint32_t gap;	       /* the most of them in a row, */
	day gap_from;	       /* beginning here */
};

#define AUDIT_SURE 0.8

struct audit {
	const struct generation *generation;
	struct audit_outlet *outlets; /* most stories first */
	size_t count;
	struct learned learned;
};

bool audit_gather(struct audit *audit, const struct generation *generation,
	struct err *err);
void audit_release(struct audit *audit);

#endif
