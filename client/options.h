/*
 * options.h - the command line of dateline, read and judged
 *
 * One table holds every option: which commands take it, how it is parsed and
 * explained, and which parameter of the request it becomes, if any.  Options
 * stand before or after the command's name.
 *
 * Thread: any; texts are loans from argv and the environment.
 */
#ifndef CLIENT_OPTIONS_H
#define CLIENT_OPTIONS_H

#include "base/err.h"
#include "base/opts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct command;

/* Names the server when no option does; else it is WIRE_SERVER. */
#define SERVER_VARIABLE "DATELINE_SERVER"

/* The form of an answer. */
enum output {
	OUTPUT_PAGE, /* for people */
	OUTPUT_JSON,
	OUTPUT_JSONL,
	OUTPUT_TSV,
	OUTPUT_CSV
};

#define OPTION_UNSET (-1) /* of the numbers below */

struct options {
	const struct command *command; /* NULL: none was named */
	char **words;		       /* [0..nwords): what follows its name */
	int nwords;

	const char *server, *index;
	const char *sort, *facet, *match, *minconf, *fields, *color;
	const char *by, *norm, *split;
	const char *after, *gen, *against, *field, *sign;
	int64_t limit, offset, snippets, changes, deadline, timeout;
	int64_t least, recency;
	bool collapse, forms, own, expand, text, ascii, help, version;
	bool json, jsonl, tsv, csv;
	bool at_prompt;	    /* the answer is read where the next is asked */
	enum output output; /* what these four come to */
};

/* Bits of the commands, for the option table. */
enum command_bit {
	ON_SEARCH = 1 << 0,
	ON_COUNT = 1 << 1,
	ON_FACETS = 1 << 2,
	ON_TIMELINE = 1 << 3,
	ON_WORDS = 1 << 4,
	ON_EXPLAIN = 1 << 5,
	ON_GET = 1 << 6,
	ON_CLUSTER = 1 << 7,
	ON_LIKE = 1 << 8,
	ON_SNIPPET = 1 << 9,
	ON_SUGGEST = 1 << 10,
	ON_COMPLETE = 1 << 11,
	ON_INFO = 1 << 12, /* what takes no option of its own */
	ON_RAW = 1 << 13,
	ON_COMPLETION = 1 << 14,
	ON_ALL = (1 << 15) - 1
};

struct option_row {
	struct opt opt;
	unsigned commands;  /* enum command_bit */
	const char *key;    /* the request's parameter, or NULL */
	const char *value;  /* of a flag that becomes a parameter */
	const char *values; /* all it may be, with blanks between; NULL: any */
};
extern const struct option_row option_rows[]; /* ends with opt.name NULL */

/*
 * Fill *options from argv (whose order changes), then from the environment
 * and the presets.  Error: ERR_USAGE; options->command is set as soon as the
 * name is known, so that the message can point at its help.
 */
bool client_options_read(
	struct options *options, int argc, char **argv, struct err *err);

/*
 * The rows that a command takes, for opts_parse() and opts_print(); with
 * NULL those that every command takes.
 */
#define OPTION_ROWS_MAX 64
void client_options_table(const struct command *command, struct opt *table);

#endif
