/*
 * opts.h - command-line options from a table
 *
 * Each option is one row; parsing, --help and the check that man pages agree
 * all read the rows.  `--name VALUE`, `--name=VALUE`, `-n VALUE` and `-nVALUE`
 * are accepted; `--` ends the options; options and words may be mixed.  A
 * negative number or a query that begins with `-` is protected by `--`.
 *
 * Thread: any.
 */
#ifndef BASE_OPTS_H
#define BASE_OPTS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum opt_type {
	OPT_FLAG,  /* bool */
	OPT_COUNT, /* int64_t, within min..max */
	OPT_TEXT   /* const char *, a loan from argv */
};

struct opt {
	const char *name; /* without dashes; NULL ends the table */
	char letter;	  /* or 0 */
	enum opt_type type;
	size_t at;	 /* offsetof() in the struct that is filled */
	const char *arg; /* how help calls the value: "DIR" */
	const char *about;
	int64_t min, max; /* OPT_COUNT */
};

/*
 * Fill *into from argv[1..argc); words that are no options are moved, in
 * their order, to argv[1..1+*nwords).  Error: ERR_USAGE naming the option.
 */
bool opts_parse(const struct opt *table, void *into, int argc, char **argv,
	int *nwords, struct err *err);

/* Each row aligned, for --help; no line is wider than 79 columns. */
void opts_print(const struct opt *table, FILE *out);

#endif
