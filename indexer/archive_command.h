/*
 * archive_command.h - subcommands that look at an archive and change nothing
 *
 * check, stats and audit are told the same: which archive, and how to speak
 * of it.  What they have in common is here, once.
 *
 * Thread: main only.
 */
#ifndef INDEXER_ARCHIVE_COMMAND_H
#define INDEXER_ARCHIVE_COMMAND_H

#include <stdbool.h>

struct archive_options {
	const char *index;
	bool json, quiet, help;
};

enum archive_taking { TAKES_JSON = 1, TAKES_QUIET = 2 };

struct archive_command {
	const char *name;
	const char *about;  /* of --help: whole lines */
	const char *status; /* "0 done; 1 …": the exit status, in words */
	unsigned takes;	    /* of archive_taking, besides --index and --help */
	/* Returns the exit status. */
	int (*run)(const struct archive_options *options);
};

/* Read argv, answer --help, refuse what makes no sense, else run. */
int archive_command_run(
	const struct archive_command *command, int argc, char **argv);

#endif
