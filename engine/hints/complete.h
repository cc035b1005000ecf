/*
 * complete.h - what a beginning may become
 *
 * Words of headlines and texts, and values of the fields that are listed
 * (engine/index/listed.h): commonest first.  A value is found by each word of
 * its name and of its other spellings, by its code or domain, and, where its
 * script is Cyrillic or Greek, by Latin letters.  Case and accents do not
 * matter.
 *
 * Pure over columns.  Thread: any.
 */
#ifndef ENGINE_COMPLETE_H
#define ENGINE_COMPLETE_H

#include "base/arena.h"
#include "engine/index/columns.h"
#include "engine/index/fields.h"

struct completion {
	const char *text;    /* a loan from the columns, or in the arena */
	enum field_id field; /* FIELD_TEXT: a word */
	double score;	     /* 0..1: as common as the commonest of its field */
	uint32_t stories;
};

/* What complete_find() looks in: one field, FIELD_TEXT for words, or FIELDS
 * for words, actors and outlets together, the best of each first. */
struct complete_ask {
	const char *text; /* as typed */
	size_t len;
	enum field_id field;
	uint32_t limit;
};

/* What one may ask for, in the order of searchd's field=. */
extern const enum field_id complete_fields[];

/* Returns how many there are in *out, at most limit; in the arena. */
uint32_t complete_find(const struct columns *columns,
	const struct complete_ask *ask, struct arena *arena,
	struct completion **out);

#endif
