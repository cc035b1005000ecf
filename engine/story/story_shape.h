/*
 * story_shape.h - the packed record, as a table
 *
 * For engine/story/story_pack.c alone: each member of struct story and of the
 * records in it, with its number on disk.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_STORY_SHAPE_H
#define ENGINE_STORY_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum member_kind {
	MEMBER_TEXT,	   /* const char * */
	MEMBER_U32,	   /* uint32_t */
	MEMBER_U64,	   /* uint64_t */
	MEMBER_BOOL,	   /* bool */
	MEMBER_ENUM,	   /* an enum, below `limit` */
	MEMBER_DAY,	   /* day */
	MEMBER_CONFIDENCE, /* double, 0..1 */
	MEMBER_RECORD,	   /* a struct of shape `shape` */
	MEMBER_RECORDS,	   /* struct * and its count */
	MEMBER_TEXTS	   /* const char ** and its count */
};

/* One member of a struct: its number on disk and where it lives. */
struct member {
	uint32_t number;
	enum member_kind kind;
	size_t at;
	size_t count_at; /* lists: of the uint32_t that counts them */
	uint32_t limit;	 /* MEMBER_ENUM */
	const struct shape *shape;
	bool required; /* MEMBER_TEXT: a record without it is no record */
};

struct shape {
	const char *name; /* in errors */
	size_t size;
	const struct member *members; /* number 0 ends them */
};

extern const struct shape story_shape;

#endif
