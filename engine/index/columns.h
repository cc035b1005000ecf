/*
 * columns.h - what facets, dates and copies are counted from
 *
 * Beside the database a generation has one file a column, mapped read-only,
 * each with one fixed-size entry a story in docid order (docid d is entry
 * d-1), and a dictionary for each of the fields of engine/index/listed.h.
 * Docids run from the newest day to the oldest, undated stories last, ties by
 * uri; so the stories of a span of days are one range of docids. File format:
 * docs/index-format.md.
 *
 * Thread: an opened struct columns is only read: any thread.
 */
#ifndef ENGINE_COLUMNS_H
#define ENGINE_COLUMNS_H

#include "base/buf.h"
#include "base/err.h"
#include "base/fs.h"
#include "engine/index/forward.h"
#include "engine/index/pairs.h"
#include "engine/index/positions.h"
#include "engine/index/stories.h"
#include "engine/index/term_list.h"
#include "engine/index/vocabulary.h"
#include "engine/story/day.h"
#include "engine/story/story.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ORDINAL_NONE UINT32_MAX

/* The distinct values of a field, ordinals 0..count-1 sorted by name. */
struct dictionary {
	struct fs_map map;
	uint32_t count;
	const uint32_t *offsets; /* of the entries' bytes; count + 1 */
	const char *bytes;

	/* what entries are found by: engine/index/lookups.h */
	uint32_t nlookups;
	const uint32_t *lookup_at; /* blocks in lookups; one more than these */
	const char *lookups;

	/* of one that was joined: where its lookups are */
	const struct dictionary_segment *segments;
	uint32_t nsegments;

	uint32_t *stories; /* with each entry; counted by columns_open() */

	void *memory[4]; /* of one that was joined, instead of a map */
};

struct dictionary_segment {
	const struct dictionary *dictionary;
	const uint32_t *map; /* of its ordinals; ORDINAL_NONE: gone */
};

struct dictionary_entry {
	const char *name;
	const char *key;     /* NULL: what terms_key() makes of the name */
	const char *code;    /* actor code or outlet domain; NULL: none */
	const char *aliases; /* other spellings, one a line; NULL: none */
	const char *type;    /* actors: "person" …; NULL: none */
};

void dictionary_entry(const struct dictionary *dictionary, uint32_t ordinal,
	struct dictionary_entry *out);

/* Append what the filter term of an entry holds after the prefix. */
void dictionary_key(const struct dictionary_entry *entry, struct buf *out);

/*
 * The ordinals that a value of a query means: name, alias or domain equal
 * after folding (terms_key), or code equal, or a name in Cyrillic or Greek
 * script that is written so with Latin letters (engine/text/name_key.h); when
 * there are none and the value is one word, the persons with that surname;
 * with a `*` at the end every code that begins so.  Appends to a growing
 * array; returns how many.
 */
size_t dictionary_match(const struct dictionary *dictionary, const char *value,
	size_t len, uint32_t **ordinals, size_t *count, size_t *cap);

struct columns {
	uint32_t stories;
	uint32_t dated;	   /* docids 1..dated have a day, newest first */
	uint32_t distinct; /* different texts */
	uint32_t clusters; /* the greatest number of one */

	const int32_t *day;	     /* day or DAY_UNKNOWN */
	const uint32_t *outlet;	     /* ordinal or ORDINAL_NONE */
	const uint16_t *language;    /* ordinal or UINT16_MAX */
	const uint32_t *section;     /* ordinal or ORDINAL_NONE */
	const uint32_t *agency;	     /* the same */
	const uint8_t *kind;	     /* ordinal; every story has one */
	const uint8_t *confidence;   /* of the date, 0..100 */
	const uint32_t *length;	     /* of the document, in words */
	const uint32_t *cluster;     /* 0: alone; else 1..clusters, with gaps */
	const uint8_t *first;	     /* 1: representative of its text */
	const uint64_t *actor_start; /* stories + 1 */
	const uint32_t *actor;	     /* ordinals, ascending in a story */
	const uint64_t *mark_start;  /* stories + 1 */
	const char *mark;	     /* of a story: engine/index/marks.h */
	const uint64_t *card_start;  /* stories + 1 */
	const char *card;	     /* of a story: card_read() */

	struct dictionary outlets, actors, languages;
	struct dictionary sections, agencies, kinds;
	struct vocabulary vocabulary;
	struct forward forward;
	struct positions positions;
	struct stories stored;
	struct pair_words pairs;
	struct fs_map maps[32];
	uint32_t nmaps;
	void *memory[40]; /* of those that were joined (columns_join.h) */
	uint32_t nmemory;

	/* of joined ones: the parts, and where in them each row is, as in
	 * struct join_homes; NULL: here */
	const struct columns *const *parts;
	const uint16_t *home_part;
	const uint32_t *home_docid;
};

/* No number of a cluster is above that; there may be gaps. */
#define CLUSTERS_MAX (1u << 26)

/* Map the columns in folder dir; checks magic, version, counts and that
 * every entry is in range.  Error: ERR_INDEX with file and entry. */
bool columns_open(const char *dir, struct columns *columns, struct err *err);
/* What cards are read from (stories.h), and no more; values are not checked. */
bool columns_open_cards(
	const char *dir, struct columns *columns, struct err *err);
/* To these, in the same folder, what stories are read from; like may be NULL
 * (stories_open()). */
bool columns_open_stored(const char *dir, struct columns *columns,
	const struct columns *like, struct err *err);
void columns_close(struct columns *columns);

/* The docids of the stories of a span: [*first, *last], empty when
 * *first > *last.  Open bounds as in day.h; undated stories are not in it. */
void columns_span(const struct columns *columns, struct day_span span,
	uint32_t *first, uint32_t *last);

/* Building: one row a story in docid order, then finish.  What memory cannot
 * hold is kept in files in folder scratch until the writer is freed. */
struct columns_writer;
struct columns_writer *columns_writer_new(const char *scratch);
void columns_writer_free(struct columns_writer *writer);

/* Before the first story: what stories are written in, a loan that lasts until
 * columns_finish().  Without it, in full. */
void columns_use_shorthand(
	struct columns_writer *writer, const struct shorthand *shorthand);

/*
 * The words of writers that one worker fills, one after the other: each is
 * looked up as long as the worker lasts, not as long as a writer.  What a
 * writer was lent is missing from it until columns_take_words().
 */
struct columns_words;
struct columns_words *columns_words_new(const char *scratch);
void columns_words_free(struct columns_words *words); /* NULL is fine */

/* Before the first story: words go there, a loan that lasts until
 * columns_settle().  The writer's stories are that part of all. */
void columns_use_words(struct columns_writer *writer,
	struct columns_words *words, uint32_t part);

/* When all writers have been appended to this one: take what their words are;
 * those are left empty. */
void columns_take_words(
	struct columns_writer *writer, struct columns_words *words);

/* About how many bytes of memory may be taken for where words stand. */
void columns_memory(struct columns_writer *writer, size_t bytes);

/* The whole story, which is stored; and length, words and marks of its terms
 * (terms_of_story). */
void columns_add(struct columns_writer *writer, const struct story *story,
	const struct term_list *terms);

/* The same but for its words, which the draft of the vocabulary gets
 * otherwise (engine/index/words_merge.h); stored: as in stories_draft.h. */
void columns_add_stored(struct columns_writer *writer,
	const struct story *story, const struct term_list *terms,
	const struct bundle_walk *stored);
struct vocabulary_draft;
struct vocabulary_draft *columns_vocabulary(struct columns_writer *writer);

/* What fills memory goes to the scratch folder: when no more rows come. */
void columns_settle(struct columns_writer *writer);

/* Rows of `more` behind those of `writer`; more is left empty. */
void columns_append(struct columns_writer *writer, struct columns_writer *more);

/* Write every file into folder dir (not fsynced); the writer is then empty. */
bool columns_finish(
	struct columns_writer *writer, const char *dir, struct err *err);

/* The same in two parts, which may run side by side: what is said of stories,
 * and of words.  The writer keeps its memory. */
bool columns_finish_rows(
	struct columns_writer *writer, const char *dir, struct err *err);
bool columns_finish_words(
	struct columns_writer *writer, const char *dir, struct err *err);

#endif
