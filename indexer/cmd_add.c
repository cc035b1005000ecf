#include "indexer/commands.h"
#include "indexer/growth/ground.h"
#include "indexer/growth/watch.h"
#include "indexer/growth_command.h"

#include <stdio.h>

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

/* Once, what is there now. */
static bool
add_once(const struct growth_command_options *o,
	const struct growth_options *growth, struct given *paths,
	struct err *err)
{
	struct inputs inputs = { 0 };
	const struct growth_given given = { &inputs, paths };
	struct growth_report report;
	bool ok;

	reading_collect(paths, &inputs);
	ok = growth_add(growth, &given, &report, err);
	if (ok && !o->quiet)
		print_report(&report, o->index);
	ok = ok && growth_tidy(growth, &report, err);
	inputs_release(&inputs);
	return ok;
}

static void
on_round(void *ctx, const struct growth_report *report)
{
	const struct growth_command_options *o = ctx;

	if (!o->quiet)
		print_report(report, o->index);
	fflush(stdout);
}

static bool
watch(const struct growth_command_options *o, struct growth_options *growth,
	const struct given *paths, struct err *err)
{
	const struct watch_options options = {
		.growth = growth,
		.paths = paths->paths,
		.npaths = paths->npaths,
		.seconds = (unsigned)o->watch,
		.told = on_round,
		.tidy = growth_tidy,
		.ctx = (void *)o,
	};
	struct ground_kept ground = { 0 };
	bool ok;

	growth->terms = terms_kept_new();
	growth->ground = &ground;
	ok = watch_run(&options, err);
	terms_kept_free(growth->terms);
	ground_kept_release(&ground);
	return ok;
}

static int
add(const struct growth_command_options *o, struct growth_options *growth,
	char **words, int nwords)
{
	struct given paths = {
		.paths = words,
		.npaths = (size_t)nwords,
		.rejects = growth->rejects,
	};
	struct err err = { 0 }, tell_err = { 0 };
	bool ok = o->watch > 0 ? watch(o, growth, &paths, &err)
			       : add_once(o, growth, &paths, &err);
	int status = paths.path_failed;

	if (!rejects_tell(growth->rejects, o->rejects, o->quiet, &tell_err))
		status = command_fail(&tell_err);
	return ok ? status : command_fail(&err);
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
