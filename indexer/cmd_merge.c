#include "indexer/commands.h"
#include "indexer/growth_command.h"

#include <stdio.h>

static int
merge(const struct growth_command_options *o, struct growth_options *growth,
	char **words, int nwords)
{
	struct growth_report r;
	struct err err = { 0 };

	(void)words;
	(void)nwords;
	if (!growth_merge(growth, false, &r, &err))
		return command_fail(&err);
	if (!o->quiet && r.merged > 0)
		printf("merged %u segments into generation %s of %s: %u "
		       "stories, %.2f s\n",
			r.merged, r.generation, o->index, r.stories, r.seconds);
	else if (!o->quiet)
		printf("%s is one segment already\n", o->index);
	return 0;
}

int
cmd_merge(int argc, char **argv)
{
	static const struct growth_command command = {
		.name = "merge",
		.usage = "[OPTION...]",
		.about = "Merges what was built, added and deleted in the "
			 "archive DIR into one segment. No\nanswer changes by "
			 "it. add and delete merge by themselves what has "
			 "become too many\nsegments.\n",
		.status = "0 merged, or there was nothing to merge; 1 it "
			  "failed; 2 wrong usage",
		.run = merge,
	};

	return growth_command_run(&command, argc, argv);
}
