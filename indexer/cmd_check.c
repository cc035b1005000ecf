/* cmd_check.c - is the archive what it was when it was built? */
#include "base/opts.h"
#include "engine/inspect.h"
#include "indexer/commands.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

struct options {
	const char *index;
	bool quiet, help;
};

#define AT(member) offsetof(struct options, member)
static const struct opt table[] = {
	{
		.name = "index",
		.letter = 'i',
		.type = OPT_TEXT,
		.at = AT(index),
		.arg = "DIR",
		.about = "the archive to check",
	},
	{
		.name = "quiet",
		.letter = 'q',
		.type = OPT_FLAG,
		.at = AT(quiet),
		.about = "say nothing but what is damaged",
	},
	{
		.name = "help",
		.letter = 'h',
		.type = OPT_FLAG,
		.at = AT(help),
		.about = "this",
	},
	{ .name = NULL },
};

static void
print_help(void)
{
	printf("usage: dateline-indexer check --index DIR [OPTION...]\n\n"
	       "Looks the live generation of the archive DIR over: manifest, "
	       "checksums of every\nfile, columns, database (as xapian-check "
	       "does), filters, and every stored story\nagainst its columns "
	       "and slots.  Prints a line for each step, and the first place\n"
	       "of each damage.\n\n");
	opts_print(table, stdout);
	printf("\nExit status: 0 sound; 1 damaged, or no archive there; 2 "
	       "wrong usage.\n");
}

/* A step that is done, or a damage, as a line. */
static void
print_step(void *ctx, const char *step, enum inspect_result result,
	const char *text)
{
	static const char *const words[] = {
		[INSPECT_OK] = "ok",
		[INSPECT_DAMAGED] = "DAMAGED",
		[INSPECT_SKIPPED] = "skipped",
	};
	const struct options *o = ctx;

	if (!o->quiet || result == INSPECT_DAMAGED)
		printf("%-8s %-10s %s\n", words[result], step, text);
	fflush(stdout); /* a step may take minutes */
}

static int
run(struct options *o)
{
	struct err err = { 0 };
	uint64_t damages;

	if (!inspect_archive(o->index, print_step, o, &damages, &err))
		return command_fail(&err);
	if (damages > 0)
		printf("%s is damaged in %" PRIu64 " place%s\n", o->index,
			damages, damages == 1 ? "" : "s");
	else if (!o->quiet)
		printf("%s is sound\n", o->index);
	return damages > 0;
}

int
cmd_check(int argc, char **argv)
{
	struct options o = { 0 };
	struct err err = { 0 };
	int nwords = 0;

	if (!opts_parse(table, &o, argc, argv, &nwords, &err))
		return command_fail(&err);
	if (o.help) {
		print_help();
		return 0;
	}
	if (o.index == NULL || nwords > 0) {
		err_set(&err, ERR_USAGE,
			"check needs --index DIR and nothing else; --help "
			"tells more");
		return command_fail(&err);
	}
	return run(&o);
}
