#include "indexer/commands.h"
#include "indexer/growth_command.h"

#include <stdio.h>

/* Rejects shown on standard error when no file was named for them. */
#define REJECTS_SHOWN 10

static void
print_report(const struct growth_report *r, const char *index)
{
	printf("added %u stories (%u in place of older ones) as generation %s "
	       "of %s\n",
		r->added, r->replaced, r->generation, index);
	printf("  %u stories of before are copies in another way now\n",
		r->changed);
	printf("  %u stories (%u distinct texts) in %u segments, %.2f s\n",
		r->stories, r->distinct, r->segments, r->seconds);
}

/* What was left out: into the file that was asked for, or some on stderr. */
static bool
tell_rejects(struct rejects *rejects, const struct growth_command_options *o,
	struct err *err)
{
	uint64_t total = rejects_total(rejects);

	if (o->rejects != NULL)
		return rejects_write(rejects, o->rejects, err);
	if (o->quiet || total == 0)
		return true;
	rejects_print(rejects, stderr, REJECTS_SHOWN);
	if (total > REJECTS_SHOWN)
		fprintf(stderr, "... and %llu more; --rejects FILE lists all\n",
			(unsigned long long)(total - REJECTS_SHOWN));
	return true;
}

static int
add(const struct growth_command_options *o, struct growth_options *growth,
	char **words, int nwords)
{
	struct growth_report report;
	struct err err = { 0 }, tell_err = { 0 };
	bool ok = growth_add(growth, words, (size_t)nwords, &report, &err);
	int status = ok ? report.path_failed : err_exit_status(err.kind);

	if (ok && !o->quiet)
		print_report(&report, o->index);
	if (!tell_rejects(growth->rejects, o, &tell_err))
		status = command_fail(&tell_err);
	ok = ok && growth_tidy(growth, &err);
	if (err.kind != ERR_NONE)
		status = command_fail(&err);
	return status;
}

int
cmd_add(int argc, char **argv)
{
	static const struct growth_command command = {
		.name = "add",
		.usage = "[OPTION...] PATH...",
		.about = "Adds every story below the paths (`-` is standard "
			 "input) to the archive DIR. A story\nwhose uri is "
			 "there already takes the place of the older one. "
			 "Whoever asks sees the\nnew generation after "
			 "RELOAD.\n",
		.status = "0 added (single stories may have been left out); 1 "
			  "nothing was\nadded, a PATH was unreadable, or it "
			  "failed; 2 wrong usage",
		.takes = TAKES_SETTINGS | TAKES_WATCH,
		.least = 1,
		.run = add,
	};

	return growth_command_run(&command, argc, argv);
}
