/*
 * fields.h - every field a story can be found by
 *
 * The indexer, the query parser, the facet counter, FIELDS, completion and
 * docs/query.md all read this one table.  Prefixes and slots are on disk:
 * add rows, never renumber.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_FIELDS_H
#define ENGINE_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum field_id {
	FIELD_TEXT, /* headline and body together: what bare words search */
	FIELD_HEADLINE,
	FIELD_BODY,
	FIELD_BOILER,
	FIELD_ACTOR,
	FIELD_OUTLET,
	FIELD_DATE,
	FIELD_LANGUAGE,
	FIELD_URI,
	FIELD_SECTION,
	FIELD_AGENCY,
	FIELD_KIND,
	FIELD_URL,
	FIELDS
};

enum field_flags {
	FIELD_WORDS = 1,   /* holds words with positions: phrases work */
	FIELD_EXACT = 2,   /* holds whole values: a filter */
	FIELD_RANGE = 4,   /* a filter by range of days */
	FIELD_FACET = 8,   /* can be counted with facet= */
	FIELD_HIDDEN = 16, /* internal: no name in the query language */
	FIELD_BEGINS = 32  /* a value may end in `*`: all that begin so */
};

/* Value slots for Xapian's remote backend; on disk: add, never renumber. */
enum slot {
	SLOT_DATE,    /* YYYYMMDD, 8 bytes; absent when unknown */
	SLOT_OUTLET,  /* the outlet's one name */
	SLOT_ACTORS,  /* distinct actor codes or names, sorted, joined by ; */
	SLOT_CLUSTER, /* id of the cluster of copies; always there */
	SLOT_CONFIDENCE, /* of the date, one digit 0..9 */
	SLOTS
};

#define NO_SLOT (-1)

struct field {
	enum field_id id;
	const char *name;	 /* in queries: "outlet" */
	const char *alias;	 /* is read as well; NULL: none */
	const char *prefix;	 /* of its exact terms; "" for the text */
	const char *stem_prefix; /* of its stemmed terms; NULL: none */
	int slot;
	uint32_t flags;
	const char *about;
	const char *example; /* run against the sample archive: must hit */
};

extern const struct field fields[FIELDS];

/* By its name or alias in queries, in any case of ASCII letters; NULL if
 * unknown. */
const struct field *field_named(const char *name, size_t len);

/* The known name nearest to this one (edit distance <= 2), or NULL. */
const char *field_near(const char *name, size_t len);

#ifdef __cplusplus
}
#endif
#endif
