/*
 * final.h - how an answer may end: the codes of docs/protocol.md section 3
 *
 * Every final line this server can send is a row of one table.  What a
 * struct err means on the wire is decided in base/err.c; the rows here with
 * the same code and word are found by final_of().
 *
 * Pure.  Thread: any.
 */
#ifndef SEARCHD_FINAL_H
#define SEARCHD_FINAL_H

#include "base/err.h"

enum final {
	FINAL_OK,
	FINAL_GREETING,
	FINAL_BYE,
	FINAL_NONE_FOUND,
	FINAL_PARTIAL,
	FINAL_SHUTTING_DOWN,
	FINAL_IDLE,
	FINAL_TOO_MANY,
	FINAL_SLOW_READER,
	FINAL_GENERATION_GONE,
	FINAL_BUSY,
	FINAL_UNKNOWN_VERB,
	FINAL_BAD_ARGUMENT,
	FINAL_BAD_TAG,
	FINAL_BAD_BYTES,
	FINAL_BAD_LINE,
	FINAL_LINE_TOO_LONG,
	FINAL_NOT_AVAILABLE,
	FINAL_AUTH_REQUIRED,
	FINAL_QUERY_SYNTAX,
	FINAL_QUERY_BROAD,
	FINAL_NO_DOCUMENT,
	FINAL_INDEX_DAMAGED,
	FINAL_DEADLINE,
	FINAL_KILLED,
	FINAL_INTERNAL,
	FINALS
};

struct final_row {
	int code;
	const char *word;
	const char *about;
};
extern const struct final_row final_rows[FINALS];

/* The row with the code of an error kind. */
enum final final_of(enum err_kind kind);

#endif
