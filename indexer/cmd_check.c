/* cmd_check.c - is the archive what it was when it was built? */
#include "engine/index/inspect.h"
#include "indexer/archive_command.h"
#include "indexer/commands.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

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
	const struct archive_options *o = ctx;

	if (!o->quiet || result == INSPECT_DAMAGED)
		printf("%-8s %-10s %s\n", words[result], step, text);
	fflush(stdout); /* a step may take minutes */
}

static int
run(const struct archive_options *o)
{
	struct err err = { 0 };
	uint64_t damages;

	if (!inspect_archive(o->index, print_step, (void *)o, &damages, &err))
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
	static const struct archive_command command = {
		.name = "check",
		.about = "Looks the live generation of the archive DIR over: "
			 "manifest, "
			 "checksums of every\nfile, columns, database (as "
			 "xapian-check does), filters, and every stored story\n"
			 "against its columns and slots.  Prints a line for "
			 "each "
			 "step, and the first place\nof each damage.\n",
		.status = "0 sound; 1 damaged, or no archive there; 2 wrong "
			  "usage",
		.takes = TAKES_QUIET,
		.run = run,
	};

	return archive_command_run(&command, argc, argv);
}
