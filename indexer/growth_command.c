#include "indexer/growth_command.h"

#include "base/arena.h"
#include "base/mem.h"
#include "indexer/build/work.h"
#include "indexer/commands.h"
#include "indexer/settings.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#define AT(member) offsetof(struct growth_command_options, member)

/* Seconds between two generations at most: a day. */
#define WATCH_MAX 86400

static const struct command_option rows[] = {
	{ 0, { .name = "index",
		     .letter = 'i',
		     .type = OPT_TEXT,
		     .at = AT(index),
		     .arg = "DIR",
		     .about = "the archive to change" } },
	{ TAKES_WATCH, { .name = "watch",
			       .type = OPT_COUNT,
			       .at = AT(watch),
			       .arg = "SECONDS",
			       .min = 1,
			       .max = WATCH_MAX,
			       .about = "go on: add what is new or has "
					"changed every so many seconds; of "
					"standard input what came meanwhile, "
					"to its end" } },
	{ 0, { .name = "workers",
		     .letter = 'w',
		     .type = OPT_COUNT,
		     .at = AT(workers),
		     .arg = "N",
		     .min = 1,
		     .max = WORKERS_MAX,
		     .about = "threads that read and index (preset: one a "
			      "processor)" } },
	{ TAKES_SETTINGS, { .name = "conf",
				  .letter = 'c',
				  .type = OPT_TEXT,
				  .at = AT(conf),
				  .arg = "FILE",
				  .about = "settings to read first" } },
	{ TAKES_SETTINGS, { .name = "as-stated",
				  .type = OPT_FLAG,
				  .at = AT(as_stated),
				  .about = "take each record at its word, as "
					   "build does" } },
	{ TAKES_SETTINGS, { .name = "rejects",
				  .letter = 'r',
				  .type = OPT_TEXT,
				  .at = AT(rejects),
				  .arg = "FILE",
				  .about = "list what was left out, and why, "
					   "as tab-separated lines" } },
	{ 0, { .name = "quiet",
		     .letter = 'q',
		     .type = OPT_FLAG,
		     .at = AT(quiet),
		     .about = "say nothing but errors" } },
	{ 0, { .name = "help",
		     .letter = 'h',
		     .type = OPT_FLAG,
		     .at = AT(help),
		     .about = "this" } },
};

#define ROWS (sizeof(rows) / sizeof(*rows))

static void
print_help(const struct growth_command *command, const struct opt *table)
{
	printf("usage: dateline-indexer %s --index DIR %s\n\n%s\n",
		command->name, command->usage, command->about);
	opts_print(table, stdout);
	printf("\nExit status: %s.\n", command->status);
}

/* Settings and rules, for who reads stories; then the command. */
static int
run(const struct growth_command *command,
	const struct growth_command_options *o, char **words, int nwords)
{
	struct arena arena = { 0 };
	struct settings settings = { 0 };
	struct source_rules rules = { 0 };
	struct growth_options growth = {
		.index = o->index,
		.rules = &rules,
	};
	struct rejects rejects;
	struct err err = { 0 };
	bool reads = command->takes & TAKES_SETTINGS;
	int status;

	mem_keep();
	if (reads)
		sources_start();
	rejects_init(&rejects);
	growth.rejects = &rejects;
	growth.progress = progress_new(stderr, o->quiet);
	if (reads && (!settings_read(&settings, o->conf, &arena, &err) ||
			     !settings_rules(&settings, o->as_stated, o->index,
				     &rules, &err))) {
		status = command_fail(&err);
		goto out;
	}
	growth.learning = settings.learn && !o->as_stated;
	growth.workers = o->workers > 0		? (unsigned)o->workers
			 : settings.workers > 0 ? (unsigned)settings.workers
						: work_processors();
	status = command->run(o, &growth, words, nwords);
out:
	progress_free(growth.progress);
	rejects_release(&rejects);
	if (reads)
		settings_rules_release(&rules);
	arena_release(&arena);
	return status;
}

int
growth_command_run(const struct growth_command *command, int argc, char **argv)
{
	struct growth_command_options o = { 0 };
	struct opt table[ROWS + 1];
	struct err err = { 0 };
	int nwords = 0;

	command_options(rows, ROWS, command->takes, table);
	if (!opts_parse(table, &o, argc, argv, &nwords, &err))
		return command_fail(&err);
	if (o.help) {
		print_help(command, table);
		return 0;
	}
	if (o.index == NULL)
		err_set(&err, ERR_USAGE,
			"%s needs --index DIR; --help tells more",
			command->name);
	else if (nwords < command->least)
		err_set(&err, ERR_USAGE, "%s needs %s; --help tells more",
			command->name, command->usage);
	else if (command->least == 0 && nwords > 0)
		err_set(&err, ERR_USAGE, "%s takes no %s", command->name,
			argv[1]);
	if (err.kind != ERR_NONE)
		return command_fail(&err);
	return run(command, &o, argv + 1, nwords);
}

bool
growth_tidy(const struct growth_options *growth,
	const struct growth_report *report, struct err *err)
{
	struct growth_report merged;
	struct err why = { 0 };

	if (!report->untidy)
		return true;
	/* who asks the archive goes before who puts it in order */
	errno = 0;
	if (nice(MERGE_NICE) == -1 && errno != 0)
		return err_errno(err, "nice");
	if (growth_merge(growth, true, &merged, &why) || why.kind == ERR_BUSY)
		return true; /* or another one is at it */
	return err_set(err, why.kind, "%s", why.text);
}
