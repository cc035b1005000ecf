/*
 * command.h - the commands of dateline, one row each
 *
 * The row says everything: the verb it sends, the words it takes, how its
 * answer is shown, and what --help prints.
 *
 * Thread: any; the table is constant.
 */
#ifndef CLIENT_COMMAND_H
#define CLIENT_COMMAND_H

#include "base/buf.h"
#include "client/answer.h"
#include "client/look.h"
#include "client/options.h"

#include <stdio.h>

enum command_words {
	WORDS_QUERY,	 /* all of them, joined by blanks, are the query */
	WORDS_NONE,	 /* there are none */
	WORDS_ONE,	 /* exactly one */
	WORDS_MAYBE,	 /* one or none */
	WORDS_ONE_QUERY, /* one, and a query behind it */
	WORDS_LINES	 /* each is a line of its own */
};

struct command {
	const char *name;
	const char *verb; /* NULL: sends no request of its own */
	const char *usage;
	const char *about;
	const char *const *examples; /* what stands behind `dateline `; NULL */
	unsigned bit;		     /* enum command_bit */
	enum command_words words;
	const char *facet;     /* preset of --facet, or NULL */
	enum answer_kind main; /* the table that programs always get */
	/* Names of its columns if it has others; ends with NULL. */
	const char *const *columns;
	bool counts;	/* the answer is the final line alone */
	bool record;	/* the answer is one record: --jsonl is all of it */
	bool own_names; /* rows name their columns: --jsonl is made of JSON */
	/* The answer for people. */
	void (*show)(const struct answer *answer, const struct options *options,
		const struct look *look, struct buf *out);
	/* What is done by a command without a verb; the exit status. */
	int (*run)(const struct options *options, struct err *err);
};

extern const struct command client_commands[]; /* ends with name NULL */

const struct command *client_command(const char *name); /* NULL if unknown */

/* --help: of the program, or of one command. */
void help_print(const struct command *command, FILE *out);

#endif
