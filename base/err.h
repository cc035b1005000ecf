/*
 * err.h - an error is a value
 *
 * A function that can fail because of the world returns false and fills the
 * caller's struct err, its last argument.  On success it is left alone.
 * Nothing is allocated: an error crosses threads and the C++ door by copy.
 * What a kind means to a client (code and word of docs/protocol.md section 3)
 * and to a shell (exit status) stands in one table in err.c.
 *
 * Thread: any; one struct err belongs to one caller.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum err_kind {
	ERR_NONE,
	ERR_USAGE,	 /* the command or its arguments make no sense */
	ERR_INPUT,	 /* a source file or a setting is malformed */
	ERR_SYNTAX,	 /* a query is malformed; keys has col= and near= */
	ERR_BROAD,	 /* a query is over a limit */
	ERR_NOT_FOUND,	 /* no such story, file or index */
	ERR_UNAVAILABLE, /* this build or set-up does not offer it */
	ERR_BUSY,	 /* locked or overloaded: worth another try */
	ERR_STALE,	 /* the index moved on: reopen and ask again */
	ERR_STOPPED,	 /* the deadline struck */
	ERR_KILLED,	 /* somebody asked for it to end */
	ERR_MEMORY,
	ERR_IO,
	ERR_INDEX, /* the index is damaged or of another version */
	ERR_INTERNAL,
	ERR_KINDS
};

#define ERR_TEXT_SIZE 244
#define ERR_KEYS_SIZE 96

struct err {
	enum err_kind kind;
	char text[ERR_TEXT_SIZE]; /* for people; cut at a whole character */
	char keys[ERR_KEYS_SIZE]; /* for programs: "col=13 near=\")\"" or "" */
};

/*
 * Fill *err; keys is emptied.  Both return false, so that a caller can write
 * `return err_set(...)`.  err may be NULL: nobody wants to know.
 */
bool err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Put context before the text: "while: text".  Kind and keys stay. */
bool err_while(struct err *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Set the keys for programs; values are quoted by the caller where needed. */
bool err_keys(struct err *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* ERR_IO (ERR_NOT_FOUND for ENOENT) with strerror(errno) behind the text. */
bool err_errno(struct err *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The protocol's code (for example 540) and word ("query.syntax") of a kind. */
int err_code(enum err_kind kind);
const char *err_word(enum err_kind kind);

/* Exit status of a program that ends because of this kind: 1 or 2. */
int err_exit_status(enum err_kind kind);

#ifdef __cplusplus
}
#endif
#endif
