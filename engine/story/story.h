/*
 * story.h - one story, as read out of the pile: dateline.story/1
 *
 * The struct that goes from extraction to analysis to the index and back to
 * GET.  All texts are NUL-terminated UTF-8 in the arena of the story; a field
 * that the story does not have is NULL (or 0), and never invented.  Field
 * names, meaning and the evidence behind dates are those of docs/story.md.
 *
 * Thread: a story belongs to the thread that owns its arena.
 */
#ifndef ENGINE_STORY_H
#define ENGINE_STORY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "engine/story/day.h"

#include <stddef.h>
#include <stdint.h>

enum date_precision {
	PRECISION_NONE,
	PRECISION_YEAR,
	PRECISION_MONTH,
	PRECISION_DAY,
	PRECISION_MINUTE,
	PRECISION_SECOND,
	PRECISIONS
};

/* Kinds of evidence for a date; on disk as numbers: add, never renumber. */
enum date_source {
	DATE_FROM_NONE,
	DATE_FROM_MANUAL,
	DATE_FROM_FIELD,
	DATE_FROM_JSONLD,
	DATE_FROM_META,
	DATE_FROM_RSS,
	DATE_FROM_URL,
	DATE_FROM_TIME_TAG,
	DATE_FROM_DATELINE,
	DATE_FROM_JS_LINE,
	DATE_FROM_HEADER,
	DATE_FROM_FILE_NAME,
	DATE_FROM_HTTP,
	DATE_FROM_BODY_TEXT,
	DATE_FROM_VERSION,   /* versioncreated standing in */
	DATE_FROM_CAPTURE,   /* a bound only */
	DATE_FROM_FILE_TIME, /* a bound only */
	DATE_SOURCES
};

/* One row a kind: its name in the record, what confidence it starts from,
 * whether it is only a bound. */
struct date_source_row {
	const char *name;
	double confidence;
	bool bound;
};
extern const struct date_source_row date_sources[DATE_SOURCES];
extern const char *const date_precisions[PRECISIONS]; /* "year" … */

struct story_date {
	const char *value; /* ISO 8601 as long as the precision; NULL: none */
	const char *text;  /* as it stood in the page; may be NULL */
	enum date_precision precision;
	enum date_source source;
	double confidence; /* 0..1 */
	day day; /* the day itself; first of the month or year if coarser */
	uint32_t start, end; /* span in body_text; 0,0: none */
};

/* A place in body_text: bytes [start, end). */
struct story_span {
	uint32_t start, end;
};

enum actor_type {
	ACTOR_UNKNOWN,
	ACTOR_PERSON,
	ACTOR_ORGANISATION,
	ACTOR_COUNTRY,
	ACTOR_GROUP,
	ACTOR_TYPES
};
extern const char *const actor_types[ACTOR_TYPES];

struct story_actor {
	const char *name;
	const char *code;     /* CAMEO-like; NULL if it has none */
	const char *aliases;  /* other spellings met, one a line; or NULL */
	const char *evidence; /* "field", "list", "found": how it is known */
	enum actor_type type;
	uint32_t count;		  /* mentions in headline and body_text */
	struct story_span *spans; /* of those in body_text, ascending */
	uint32_t nspans;
};

/* A place named in the story that is not an actor: a city, a river. */
struct story_place {
	const char *name;
	const char *code;    /* of its country, as in actors; NULL: unknown */
	const char *aliases; /* other spellings met, one a line; or NULL */
	uint32_t count;
	struct story_span *spans;
	uint32_t nspans;
};

/* What stands between quotation marks; the text is body_text[start, end). */
struct story_quote {
	const char *speaker; /* as stated, or the actor's name; NULL: unsaid */
	uint32_t start, end; /* without the marks */
};

/* What was set apart; kinds of docs/story.md, on disk as their names. */
struct story_block {
	const char *kind; /* "related", "copyright", … */
	const char *text;
	const char *rule; /* which rule took it out; or NULL */
};

struct story_extra {
	const char *name; /* "x_…" */
	const char *json; /* its value, as JSON on one line */
};

struct story {
	const char *uri;
	const char *url;
	const char *headline;
	const char *headline_raw; /* only where it differs */
	const char *subhead;
	const char *byline;
	const char *section;
	const char *body_text; /* paragraphs separated by one LF */
	const char *language;  /* BCP 47, lower case primary; NULL: unsure */
	const char *outlet_name;
	const char *outlet_domain;
	const char *outlet_evidence; /* "field", "url", "meta", … */
	const char *agency;	     /* wire.agency */
	const char *agency_evidence;
	const char *dateline_text;
	const char *dateline_place;
	const char *rights;

	struct story_date published; /* value NULL: unknown */
	const char *date_modified;   /* ISO 8601, or NULL */
	const char *date_captured;

	struct story_date *candidates;
	uint32_t ncandidates;
	struct story_actor *actors;
	uint32_t nactors;
	struct story_place *places;
	uint32_t nplaces;
	struct story_quote *quotes; /* in their order */
	uint32_t nquotes;
	struct story_block *boilerplate;
	uint32_t nboilerplate;
	const char **authors;
	uint32_t nauthors;
	const char **subjects;
	uint32_t nsubjects;
	const char **warnings;
	uint32_t nwarnings;
	struct story_extra *extras;
	uint32_t nextras;

	/* provenance */
	const char *file;
	const char *format;
	uint64_t offset; /* bytes from the start of the (unpacked) file */
	uint64_t line;	 /* 1-based; 0 if it makes no sense */

	/* dup, filled by the build: 0 = a text that nobody else ran */
	uint32_t cluster;
	bool cluster_first;
	const char *copy_of; /* uri of the cluster's first; NULL: itself */
	/* to that first one, 0..1; 1: the same text after folding */
	double similarity;
};

/*
 * What the story is among the copies of its text: "original", "copy" (the
 * same words as the first), "near"; NULL if it has no copies.  Only a date can
 * tell an original from its copies: of an undated cluster all are copies.
 */
const char *story_role(const struct story *story);

/* The story's day, or DAY_UNKNOWN: the precision must reach the day. */
day story_day(const struct story *story);

/*
 * The canonical record as JSON (docs/story.md section 1); the caller frees
 * it.  Fields that the story lacks are absent, but date_published is null
 * when unknown.  GET's D lines are this tree, flattened (story_lines).
 */
struct json *story_json(const struct story *story);
/* The same members at once into an object that is open: for many stories. */
void story_json_write(struct json_out *o, const struct story *story);

/* Significant digits of the record's numbers: what json_write() is given. */
#define STORY_DIGITS 15

/* Each leaf of a story_json() tree as ("actors.1.name", "…"), in order;
 * numbers and booleans as they stand in JSON.  Null leaves are "-". */
typedef void (*story_line_fn)(void *ctx, const char *name, const char *value);
void story_lines(const struct json *tree, story_line_fn fn, void *ctx);

/*
 * The packed form, for a while: every field of struct story in bytes
 * (base/pack.h, numbered fields; unknown numbers are skipped).  What is kept is
 * a story_bundle.h.  Unpacking lends the texts from the bytes; arrays come from
 * the arena. What is packed must have a uri; confidences keep six decimals.
 * Error: ERR_INDEX for bytes that are no story.
 */
void story_pack(const struct story *story, struct buf *out);
bool story_unpack(const char *bytes, size_t len, struct arena *arena,
	struct story *out, struct err *err);
/* Of the stored form only what is a text by itself (headline, body …); all else
 * is empty. */
bool story_unpack_texts(
	const char *bytes, size_t len, struct story *out, struct err *err);

#endif
