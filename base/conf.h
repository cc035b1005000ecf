/*
 * conf.h - settings: a table of rows, a file of `name = value` lines
 *
 * The one door to inih.  A program has one table; the file it reads, what
 * `--settings` prints and the shipped conf/ file all agree with it.  A file
 * without sections; `#` and `;` at the start of a line begin comments, and so
 * does ` ;` behind a value; a line has at most 198 bytes; an unknown name is an
 * error that says line, name and the nearest known one.
 *
 * Thread: read once at start, then only read.
 */
#ifndef BASE_CONF_H
#define BASE_CONF_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum setting_type {
	SETTING_INT,  /* int64_t within min..max */
	SETTING_BOOL, /* bool: yes/no/true/false/on/off */
	SETTING_TEXT  /* const char *, in the arena */
};

struct setting {
	const char *name; /* NULL ends the table */
	enum setting_type type;
	size_t at; /* offsetof() in the program's settings struct */
	int64_t min, max;
	const char *preset; /* as it would stand in the file */
	const char *unit;   /* "seconds", "bytes" … or NULL */
	const char *about;
};

/* Every row's preset into *into. */
bool conf_presets(const struct setting *table, void *into, struct arena *arena,
	struct err *err);

/* Read a file over what *into holds.  Errors: ERR_IO, ERR_INPUT path:line. */
bool conf_read(const struct setting *table, void *into, const char *path,
	struct arena *arena, struct err *err);

/* One setting by name, from a command line. */
bool conf_set(const struct setting *table, void *into, const char *name,
	const char *value, struct arena *arena, struct err *err);

/* All rows in the form of a file: comment, then `name = preset`. */
void conf_print(const struct setting *table, FILE *out);

#endif
