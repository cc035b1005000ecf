/*
 * growth_command.h - what the commands that change an archive have in common
 *
 * add, delete and merge are told which archive, with how many threads and by
 * which settings, and print one line about what came of it.
 *
 * Thread: main only.
 */
#ifndef INDEXER_GROWTH_COMMAND_H
#define INDEXER_GROWTH_COMMAND_H

#include "base/opts.h"
#include "indexer/growth/growth.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct growth_command_options {
	const char *index, *conf, *rejects;
	int64_t workers, watch;
	bool as_stated, quiet, help;
};

enum growth_taking { TAKES_SETTINGS = 1, TAKES_WATCH = 2 };

struct growth_command {
	const char *name;
	const char *usage;  /* behind the name and --index DIR */
	const char *about;  /* of --help: whole lines */
	const char *status; /* the exit status, in words */
	unsigned takes;	    /* of growth_taking */
	int least;	    /* words that must follow */
	/* Returns the exit status. */
	int (*run)(const struct growth_command_options *o,
		struct growth_options *growth, char **words, int nwords);
};

/* Read argv, answer --help, read settings, run. */
int growth_command_run(
	const struct growth_command *command, int argc, char **argv);

/* Merge, niced, if a change has made segments too many. */
#define MERGE_NICE 10
bool growth_tidy(const struct growth_options *growth,
	const struct growth_report *report, struct err *err);

#endif
