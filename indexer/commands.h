/*
 * commands.h - the subcommands of dateline-indexer
 *
 * One row of the table in commands.c each, and one file cmd_<name>.c.  A
 * subcommand parses its own options (argv[0] is its name), prints what went
 * wrong on standard error, and returns the exit status of docs/indexer.md:
 * 0 done, 1 failed or nothing was indexed, 2 usage.
 *
 * Thread: main only.
 */
#ifndef INDEXER_COMMANDS_H
#define INDEXER_COMMANDS_H

#include "base/err.h"
#include "base/opts.h"

#include <stddef.h>

struct command {
	const char *name;
	const char *usage;
	const char *about;
	int (*run)(int argc, char **argv);
};

extern const struct command commands[]; /* ends with name NULL */

int cmd_build(int argc, char **argv);
int cmd_add(int argc, char **argv);
int cmd_delete(int argc, char **argv);
int cmd_merge(int argc, char **argv);
int cmd_extract(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_stats(int argc, char **argv);
int cmd_audit(int argc, char **argv);

/* An option of commands that are told much the same. */
struct command_option {
	unsigned needs; /* bits, of which a command takes one; 0: all have it */
	struct opt opt;
};

/* Those of n options that a command has, as opts_parse() wants them: table has
 * room for n + 1. */
void command_options(const struct command_option *options, size_t n,
	unsigned takes, struct opt *table);

/* Say on standard error what went wrong; returns the exit status for it. */
int command_fail(const struct err *err);

/* Look the subcommand up and run it; --help and --version are answered. */
int indexer_run(int argc, char **argv);

#endif
