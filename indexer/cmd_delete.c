#include "base/arena.h"
#include "base/mem.h"
#include "indexer/commands.h"
#include "indexer/growth_command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Uris of the command line, and of the lists it names. */
struct uris {
	const char **items;
	size_t count, cap;
	struct arena arena;
};

/* One uri a line; empty lines are none. */
static bool
read_list(struct uris *uris, FILE *in, struct err *err)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	while ((len = getline(&line, &room, in)) > 0) {
		while (len > 0 &&
			(line[len - 1] == '\n' || line[len - 1] == '\r'))
			line[--len] = '\0';
		if (len > 0)
			vec_push(uris->items, uris->count, uris->cap) =
				arena_string(&uris->arena, line);
	}
	free(line);
	return !ferror(in) || err_errno(err, "standard input");
}

static int
delete_uris(const struct growth_command_options *o,
	struct growth_options *growth, char **words, int nwords)
{
	struct growth_report r;
	struct uris uris = { 0 };
	struct err err = { 0 };
	bool ok = true;

	for (int i = 0; ok && i < nwords; i++)
		if (strcmp(words[i], "-") == 0)
			ok = read_list(&uris, stdin, &err);
		else
			vec_push(uris.items, uris.count, uris.cap) = words[i];
	ok = ok && growth_delete(growth, uris.items, uris.count, &r, &err);
	if (ok && !o->quiet && r.deleted > 0)
		printf("deleted %u stories as generation %s of %s\n"
		       "  %u copies of them changed; %u stories (%u distinct "
		       "texts) are left\n",
			r.deleted, r.generation, o->index, r.changed, r.stories,
			r.distinct);
	if (ok && r.missing > 0 && !o->quiet)
		fprintf(stderr, "dateline-indexer: %u uris are not there\n",
			r.missing);
	ok = ok && (r.deleted == 0 || growth_tidy(growth, &r, &err));
	free(uris.items);
	arena_release(&uris.arena);
	if (!ok)
		return command_fail(&err);
	return r.deleted == 0;
}

int
cmd_delete(int argc, char **argv)
{
	static const struct growth_command command = {
		.name = "delete",
		.usage = "[OPTION...] URI...",
		.about =
			"Deletes the stories of these uris (`-` is a list on "
			"standard input, one a line)\nfrom the archive DIR. "
			"What is left of a text's copies is told apart anew.\n",
		.status = "0 deleted; 1 none of them was there, or it failed; "
			  "2 wrong usage",
		.least = 1,
		.run = delete_uris,
	};

	return growth_command_run(&command, argc, argv);
}
