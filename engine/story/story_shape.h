/*
 * story_shape.h - the record, as a table
 *
 * For engine/story/story_*.c alone: each member of struct story and of the
 * records in it, with its number in the packed form (story_pack) and its place
 * in the stored one (story_bundle.h), which is that in the table.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_STORY_SHAPE_H
#define ENGINE_STORY_SHAPE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct story;

enum member_kind {
	MEMBER_TEXT,	   /* const char * */
	MEMBER_U32,	   /* uint32_t */
	MEMBER_START,	   /* uint32_t: a span of body_text begins here */
	MEMBER_END,	   /* uint32_t, right behind it: and ends here */
	MEMBER_U64,	   /* uint64_t */
	MEMBER_BOOL,	   /* bool */
	MEMBER_ENUM,	   /* an enum, below `limit` */
	MEMBER_DAY,	   /* day */
	MEMBER_CONFIDENCE, /* double, 0..1 */
	MEMBER_RECORD,	   /* a struct of shape `shape` */
	MEMBER_RECORDS,	   /* struct * and its count */
	MEMBER_TEXTS	   /* const char ** and its count */
};

/* What a text may repeat. */
struct echo {
	const char *text; /* NULL: there is no such guess */
	size_t len;
};

/* The story at hand, and what is put together of it.  Of the story only that
 * is there which stands before the text in the tables. */
struct echoing {
	const struct story *story;
	size_t body_len;    /* known once it is asked for */
	struct buf scratch; /* texts put together; the owner releases it */
};

/* The nth guess of what a text of a record is, 0 the likeliest. */
typedef struct echo (*echo_fn)(
	struct echoing *echoing, const char *record, uint32_t nth);

/* One member of a struct: its number on disk and where it lives. */
struct member {
	uint32_t number;
	enum member_kind kind;
	size_t at;
	size_t count_at; /* lists: of the uint32_t that counts them */
	uint32_t limit;	 /* MEMBER_ENUM */
	const struct shape *shape;
	bool required; /* MEMBER_TEXT: a record without it is no record */
	bool on_card;  /* not in the stored form: its card has it */
	echo_fn echo;  /* MEMBER_TEXT; NULL: it repeats nothing */
};

struct shape {
	const char *name; /* in errors */
	size_t size;
	const struct member *members; /* number 0 ends them */
	bool flat;		      /* none of them is a list */
};

extern const struct shape story_shape;

/* Guesses; and to begin with another story. */
void echoing_begin(struct echoing *echoing, const struct story *story);
struct echo echo_of_date(
	struct echoing *echoing, const char *record, uint32_t nth);
struct echo echo_of_actor(
	struct echoing *echoing, const char *record, uint32_t nth);
struct echo echo_of_actor_aliases(
	struct echoing *echoing, const char *record, uint32_t nth);
struct echo echo_of_place(
	struct echoing *echoing, const char *record, uint32_t nth);
struct echo echo_of_place_aliases(
	struct echoing *echoing, const char *record, uint32_t nth);
struct echo echo_of_speaker(
	struct echoing *echoing, const char *record, uint32_t nth);

bool member_is_list(const struct member *m);
/* A member that is a pointer: a text or the items of a list. */
void *member_pointer(const struct member *m, const char *record);
void member_set_pointer(
	const struct member *m, char *record, const void *pointer);
/* How many items a list has. */
uint32_t *member_count(const struct member *m, char *record);

/* A member that is a number in some way, as it is packed. */
uint64_t member_number(const struct member *m, const char *record);
/* The way back; false if the member cannot be that. */
bool member_set_number(const struct member *m, char *record, uint64_t n);

/* Small numbers of either sign as small unsigned ones. */
uint32_t zigzag(int32_t n);
int32_t unzigzag(uint32_t n);

/* Do all quotes lie in the body? */
bool story_quotes_fit(const struct story *story);

#endif
