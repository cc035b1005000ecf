/* cmd_extract.c - dateline-indexer extract: the stories as they are read */
#include "base/conf.h"
#include "base/json.h"
#include "base/opts.h"
#include "engine/text/spans.h"
#include "indexer/commands.h"
#include "indexer/json/json_names.h"
#include "indexer/settings.h"
#include "indexer/sources/source.h"

#include <stdio.h>
#include <string.h>

struct extract_options {
	const char *conf;
	bool as_stated;
	bool spans;
	bool fields;
	bool settings;
	bool help;
};

static const struct opt extract_opts[] = {
	{
		.name = "conf",
		.letter = 'c',
		.type = OPT_TEXT,
		.at = offsetof(struct extract_options, conf),
		.arg = "FILE",
		.about = "settings, as in conf/indexer.conf",
	},
	{
		.name = "as-stated",
		.type = OPT_FLAG,
		.at = offsetof(struct extract_options, as_stated),
		.about = "as build --as-stated takes them",
	},
	{
		.name = "spans",
		.type = OPT_FLAG,
		.at = offsetof(struct extract_options, spans),
		.about = "with the spans of paragraphs and sentences",
	},
	{
		.name = "fields",
		.type = OPT_FLAG,
		.at = offsetof(struct extract_options, fields),
		.about = "print the names that JSON fields may have, and stop",
	},
	{
		.name = "settings",
		.type = OPT_FLAG,
		.at = offsetof(struct extract_options, settings),
		.about = "print all settings, as conf/indexer.conf has them",
	},
	{
		.name = "help",
		.letter = 'h',
		.type = OPT_FLAG,
		.at = offsetof(struct extract_options, help),
		.about = "print this, and stop",
	},
	{ .name = NULL },
};

struct extraction {
	uint64_t stories;
	struct buf line;
	bool spans;
};

static void
put_spans(struct json_out *o, const char *name, const struct story_span *spans,
	size_t count)
{
	json_out_open(o, name, '[');
	for (size_t i = 0; i < count; i++) {
		json_out_open(o, NULL, '[');
		json_out_integer(o, NULL, spans[i].start);
		json_out_integer(o, NULL, spans[i].end);
		json_out_close(o, ']');
	}
	json_out_close(o, ']');
}

/* Where the paragraphs and sentences of the body are. */
static void
put_body_spans(struct json_out *o, const char *body)
{
	struct arena arena = { 0 };
	struct spans spans;

	if (body == NULL)
		return;
	spans_find(body, strlen(body), &arena, &spans);
	put_spans(o, "paragraphs", spans.paragraphs, spans.nparagraphs);
	put_spans(o, "sentences", spans.sentences, spans.nsentences);
	arena_release(&arena);
}

static bool
print_story(void *ctx, const struct story *story, struct err *err)
{
	struct extraction *x = ctx;
	struct json_out o = { .buf = &x->line, .digits = 6 };

	buf_reset(&x->line);
	json_out_open(&o, NULL, '{');
	story_json_write(&o, story);
	json_out_text(&o, "path", story->file);
	if (x->spans)
		put_body_spans(&o, story->body_text);
	json_out_close(&o, '}');
	buf_putc(&x->line, '\n');
	x->stories++;
	if (fwrite(x->line.data, 1, x->line.len, stdout) != x->line.len)
		return err_errno(err, "standard output");
	return true;
}

static void
print_place(
	const char *path, uint64_t line, const char *reason, const char *detail)
{
	if (line > 0)
		fprintf(stderr, "%s:%llu: %s: %s\n", path,
			(unsigned long long)line, reason, detail);
	else
		fprintf(stderr, "%s: %s: %s\n", path, reason, detail);
}

static void
print_reject(void *ctx, const char *path, uint64_t line, enum reject_reason why,
	const char *detail)
{
	(void)ctx;
	print_place(path, line, reject_names[why], detail);
}

static void
print_remark(void *ctx, const char *path, uint64_t line, enum remark_reason why,
	const char *detail)
{
	(void)ctx;
	print_place(path, line, remark_names[why], detail);
}

static bool
extract(char **paths, size_t npaths, const struct source_rules *rules,
	struct extraction *x, struct err *err)
{
	const struct sink sink = {
		.ctx = x,
		.story = print_story,
		.reject = print_reject,
		.remark = print_remark,
	};
	struct inputs inputs = { 0 };
	bool ok = true;

	sources_start();
	inputs_collect(&inputs, paths, npaths, &sink);
	for (size_t i = 0; i < inputs.count && ok; i++)
		ok = source_read(&inputs.items[i], rules, &sink, err);
	inputs_release(&inputs);
	if (ok && fflush(stdout) != 0)
		ok = err_errno(err, "standard output");
	return ok;
}

static int
complain(const struct err *err)
{
	fprintf(stderr, "dateline-indexer extract: %s\n", err->text);
	return err_exit_status(err->kind);
}

static void
print_help(void)
{
	printf("usage: dateline-indexer extract [--conf FILE] [--as-stated] "
	       "[--spans] PATH…\n\n"
	       "Prints the stories below the paths (- is standard input) as "
	       "they would be\nindexed, one JSON object a line; what is left "
	       "out is told on standard error\nas path:line: reason: "
	       "detail.\n\n");
	opts_print(extract_opts, stdout);
}

/* What is printed instead of stories; false if nothing of that is. */
static bool
print_asked(const struct extract_options *options)
{
	if (options->help)
		print_help();
	else if (options->fields)
		json_names_print(stdout);
	else if (options->settings)
		conf_print(settings_table, stdout);
	return options->help || options->fields || options->settings;
}

int
cmd_extract(int argc, char **argv)
{
	struct extract_options options = { 0 };
	struct settings settings = { 0 };
	struct source_rules rules = { 0 };
	struct extraction x = { 0 };
	struct arena arena = { 0 };
	struct err err = { 0 };
	int npaths = 0;
	bool ok;

	if (!opts_parse(extract_opts, &options, argc, argv, &npaths, &err))
		return complain(&err);
	if (print_asked(&options))
		return 0;
	x.spans = options.spans;
	if (npaths == 0) {
		err_set(&err, ERR_USAGE, "which paths? see --help");
		return complain(&err);
	}
	ok = settings_read(&settings, options.conf, &arena, &err) &&
	     settings_rules(&settings, options.as_stated, NULL, &rules, &err) &&
	     extract(argv + 1, (size_t)npaths, &rules, &x, &err);
	settings_rules_release(&rules);
	buf_release(&x.line);
	arena_release(&arena);
	if (!ok)
		return complain(&err);
	return x.stories > 0 ? 0 : 1;
}
