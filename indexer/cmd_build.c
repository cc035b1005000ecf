#include "base/arena.h"
#include "base/buf.h"
#include "base/opts.h"
#include "base/size.h"
#include "indexer/build/build.h"
#include "indexer/build/work.h"
#include "indexer/commands.h"
#include "indexer/settings.h"
#include "indexer/sources/source.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Less makes more runs than is sensible. */
#define MEMORY_LEAST (INT64_C(64) << 20)

struct options {
	const char *index, *conf, *rejects, *writer, *memory;
	int64_t workers;
	bool as_stated, quiet, help;
};

#define AT(member) offsetof(struct options, member)
static const struct opt table[] = {
	{ .name = "index",
		.letter = 'i',
		.type = OPT_TEXT,
		.at = AT(index),
		.arg = "DIR",
		.about = "the archive to build a generation of; made when "
			 "missing" },
	{ .name = "workers",
		.letter = 'w',
		.type = OPT_COUNT,
		.at = AT(workers),
		.arg = "N",
		.min = 1,
		.max = WORKERS_MAX,
		.about = "threads that read and index (preset: one a "
			 "processor)" },
	{ .name = "memory",
		.letter = 'm',
		.type = OPT_TEXT,
		.at = AT(memory),
		.arg = "SIZE",
		.about = "memory to index in, in bytes or with K, M or G "
			 "behind (preset: 1G)" },
	{ .name = "conf",
		.letter = 'c',
		.type = OPT_TEXT,
		.at = AT(conf),
		.arg = "FILE",
		.about = "settings to read first" },
	{ .name = "rejects",
		.letter = 'r',
		.type = OPT_TEXT,
		.at = AT(rejects),
		.arg = "FILE",
		.about = "list what was left out, and why, as "
			 "tab-separated lines" },
	{ .name = "writer",
		.type = OPT_TEXT,
		.at = AT(writer),
		.arg = "NAME",
		.about = "how the database is written: glass (in bulk, the "
			 "preset) or xapian (by libxapian)" },
	{ .name = "as-stated",
		.type = OPT_FLAG,
		.at = AT(as_stated),
		.about = "take each record at its word: nothing is analysed "
			 "or learned, only copies are found" },
	{ .name = "quiet",
		.letter = 'q',
		.type = OPT_FLAG,
		.at = AT(quiet),
		.about = "say nothing but errors" },
	{ .name = "help",
		.letter = 'h',
		.type = OPT_FLAG,
		.at = AT(help),
		.about = "this" },
	{ .name = NULL },
};

static void
print_help(void)
{
	printf("usage: dateline-indexer build --index DIR [OPTION...] "
	       "PATH...\n\n"
	       "Reads every story below the paths (`-` is standard input) "
	       "and publishes them as\nthe next generation of the archive "
	       "DIR.\n\n");
	opts_print(table, stdout);
	printf("\nExit status: 0 indexed (single stories may have been left "
	       "out); 1 nothing was\nindexed, a PATH was unreadable, or the "
	       "build failed; 2 wrong usage.\n");
}

static double
percent(uint32_t part, uint32_t whole)
{
	return whole == 0 ? 0 : 100.0 * part / whole;
}

/* The closing summary, on standard output. */
static void
print_report(const struct build_report *r, const struct rejects *rejects,
	const char *index)
{
	struct buf left_out = { 0 };

	rejects_summary(rejects, &left_out);
	printf("indexed %u stories (%u distinct texts) as generation %s of "
	       "%s\n",
		r->stories, r->distinct, r->generation, index);
	printf("  with a day %u (%.0f %%), an outlet %u (%.0f %%), actors %u "
	       "(%.0f %%)\n",
		r->dated, percent(r->dated, r->stories), r->with_outlet,
		percent(r->with_outlet, r->stories), r->with_actors,
		percent(r->with_actors, r->stories));
	printf("  learned %u sentences, %u clocks, %u outlet names, %u merged "
	       "actors: %u stories revised\n",
		r->learned[LEARNED_SENTENCE], r->learned[LEARNED_CLOCK],
		r->learned[LEARNED_OUTLET], r->learned[LEARNED_ACTOR],
		r->revised);
	printf("  %.1f MB of text, %.1f MB of index, %.1f s, %.2f MB/s\n",
		(double)r->text_bytes / 1e6, (double)r->index_bytes / 1e6,
		r->seconds,
		r->seconds > 0 ? (double)r->text_bytes / 1e6 / r->seconds : 0);
	fputs(buf_text(&left_out), stdout);
	buf_release(&left_out);
}

/* Build, then tell; returns the exit status. */
static int
build(const struct options *o, const struct build_options *build_options)
{
	struct progress *progress = progress_new(stderr, o->quiet);
	struct build_report report;
	struct rejects rejects;
	struct err err = { 0 }, tell_err = { 0 };
	int status;
	bool ok;

	rejects_init(&rejects);
	ok = build_run(build_options, &rejects, progress, &report, &err);
	progress_free(progress);
	if (ok && !o->quiet)
		print_report(&report, &rejects, build_options->index);
	status = ok ? report.path_failed : err_exit_status(err.kind);
	if (!rejects_tell(&rejects, o->rejects, o->quiet, &tell_err))
		status = command_fail(&tell_err);
	if (!ok)
		command_fail(&err);
	rejects_release(&rejects);
	return status;
}

/* What is to be learned of the whole, and what the keeper has said. */
static bool
learning_options(const struct settings *settings,
	struct learning_options *learning, struct keeper *keeper,
	struct err *err)
{
	learning->off = !settings->learn;
	learning->least = (unsigned)settings->repeat_least;
	learning->percent = (unsigned)settings->repeat_percent;
	learning->keeper = keeper;
	return *settings->sentences == '\0' ||
	       keeper_read(keeper, settings->sentences, err);
}

/* The option, else the setting. */
static bool
memory_of(const struct options *o, const struct settings *settings,
	size_t *bytes, struct err *err)
{
	const char *text = o->memory != NULL ? o->memory : settings->memory;
	int64_t n;

	if (!size_read(text, &n) || n < MEMORY_LEAST)
		return err_set(err, ERR_USAGE,
			"memory is at least 64M, in bytes or with K, M or G "
			"behind, not \"%s\"",
			text);
	*bytes = (size_t)n;
	return true;
}

/* Settings and rules, then the build. */
static int
run(const struct options *o, char **paths, size_t npaths)
{
	struct arena arena = { 0 };
	struct settings settings = { 0 };
	struct source_rules rules = { 0 };
	struct keeper keeper = { 0 };
	struct err err = { 0 };
	struct build_options build_options = {
		.index = o->index,
		.paths = paths,
		.npaths = npaths,
		.writer = o->writer,
		.rules = &rules,
	};
	int status;

	sources_start();
	if (!settings_read(&settings, o->conf, &arena, &err) ||
		!settings_rules(&settings, o->as_stated, NULL, &rules, &err) ||
		!learning_options(
			&settings, &build_options.learning, &keeper, &err)) {
		status = command_fail(&err);
		goto out;
	}
	if (!memory_of(o, &settings, &build_options.memory, &err)) {
		status = command_fail(&err);
		goto out;
	}
	build_options.learning.off |= o->as_stated;
	build_options.fallback_language = settings.fallback_language;
	build_options.workers = o->workers > 0 ? (unsigned)o->workers
				: settings.workers > 0
					? (unsigned)settings.workers
					: work_processors();
	status = build(o, &build_options);
out:
	settings_rules_release(&rules);
	keeper_release(&keeper);
	arena_release(&arena);
	return status;
}

int
cmd_build(int argc, char **argv)
{
	struct options o = { 0 };
	struct err err = { 0 };
	int npaths = 0;

	if (!opts_parse(table, &o, argc, argv, &npaths, &err))
		return command_fail(&err);
	if (o.help) {
		print_help();
		return 0;
	}
	if (o.index == NULL)
		err_set(&err, ERR_USAGE,
			"build needs --index DIR; --help tells more");
	else if (npaths == 0)
		err_set(&err, ERR_USAGE, "build needs a PATH to read");
	if (err.kind != ERR_NONE)
		return command_fail(&err);
	return run(&o, argv + 1, (size_t)npaths);
}
