/* cmd_info.c - FIELDS, HELP, CAPS: printed from the tables themselves */
#include "base/wire.h"
#include "searchd/command.h"
#include "searchd/service.h"

#include <inttypes.h>

/* ---- FIELDS ---- */

static const struct {
	uint32_t flag;
	const char *name;
} field_flag_names[] = {
	{ FIELD_WORDS, "words" },
	{ FIELD_EXACT, "exact" },
	{ FIELD_RANGE, "range" },
	{ FIELD_FACET, "facet" },
	{ 0, NULL },
};

static const char *
flags_text(const struct field *field, struct arena *arena)
{
	const char *text = "";

	for (size_t i = 0; field_flag_names[i].name != NULL; i++)
		if (field->flags & field_flag_names[i].flag)
			text = arena_printf(arena, "%s%s%s", text,
				*text == '\0' ? "" : ", ",
				field_flag_names[i].name);
	return text;
}

void
verb_fields(struct call *call)
{
	for (size_t i = 0; i < FIELDS; i++)
		if (!(fields[i].flags & FIELD_HIDDEN))
			reply_fact(call->reply, fields[i].name, "%s; %s; %s",
				flags_text(&fields[i], call->arena),
				fields[i].about, fields[i].example);
	reply_ok(call->reply);
}

/* ---- HELP ---- */

static const char *
param_range(const struct param *param, struct arena *arena)
{
	const char *text = "";

	if (param->type == PARAM_NUMBER && param->preset != 0)
		return arena_printf(arena,
			"%" PRId64 "..%" PRId64 ", %" PRId64 "; ", param->min,
			param->max, param->preset);
	if (param->type == PARAM_NUMBER)
		return arena_printf(arena, "%" PRId64 "..%" PRId64 "; ",
			param->min, param->max);
	for (size_t i = 0; param->choices != NULL && param->choices[i]; i++)
		text = arena_printf(arena, "%s%s%s", text, i == 0 ? "" : "|",
			param->choices[i]);
	return *text == '\0' ? text : arena_printf(arena, "%s; ", text);
}

static void
help_one(struct call *call, const struct command *command)
{
	struct buf usage = { 0 };

	command_usage(command, &usage);
	reply_fact(call->reply, "usage", "%s", buf_text(&usage));
	reply_fact(call->reply, "about", "%s", command->about);
	for (const struct param *p = params_table; p->name != NULL; p++)
		if (command->keys & p->key)
			reply_fact(call->reply, p->name, "%s%s",
				param_range(p, call->arena), p->about);
	reply_ok(call->reply);
	buf_release(&usage);
}

void
verb_help(struct call *call)
{
	const struct command *command;
	struct err err = { 0 };

	if (call->word != NULL) {
		command = command_wanted(call->word, &err);
		if (command != NULL)
			help_one(call, command);
		else
			reply_refuse(call->reply, FINAL_BAD_ARGUMENT, err.keys,
				err.text);
		return;
	}
	for (command = verbs; command->name != NULL; command++)
		reply_fact(call->reply, command->name, "%s", command->about);
	reply_ok(call->reply);
}

/* ---- CAPS ---- */

static void
put_verbs(struct call *call)
{
	const char *text = "";

	for (const struct command *c = verbs; c->name != NULL; c++)
		text = arena_printf(call->arena, "%s%s%s", text,
			*text == '\0' ? "" : ",", c->name);
	reply_fact(call->reply, "verbs", "%s", text);
}

static void
put_number(struct call *call, const char *name, int64_t n)
{
	reply_fact(call->reply, name, "%" PRId64, n);
}

void
verb_caps(struct call *call)
{
	const struct settings *settings = call->service->settings;

	reply_fact(call->reply, "protocol", "dateline/1");
	reply_fact(call->reply, "server", "dateline %s", DATELINE_VERSION);
	reply_fact(call->reply, "caps", "%s", SERVICE_CAPS);
	reply_fact(call->reply, "auth", "none");
	reply_fact(call->reply, "formats", "text,json");
	put_verbs(call);
	put_number(call, "max_line", settings->max_line);
	put_number(call, "max_answer", settings->max_answer);
	put_number(call, "outstanding", settings->outstanding);
	put_number(call, "unsent_bytes", settings->unsent_bytes);
	put_number(call, "idle_seconds", settings->idle_seconds);
	put_number(call, "deadline_ms", settings->deadline_ms);
	put_number(call, "deadline_cap_ms", settings->deadline_cap_ms);
	put_number(call, "limit", PARAM_LIMIT_MAX);
	put_number(call, "offset", PARAM_OFFSET_MAX);
	put_number(call, "snippets", PARAM_SNIPPETS_MAX);
	put_number(call, "facets", SEARCH_FACETS_MAX);
	put_number(call, "query_words", settings->query_words);
	put_number(call, "query_word_bytes", settings->query_word_bytes);
	put_number(call, "query_depth", settings->query_depth);
	put_number(
		call, "query_pattern_letters", settings->query_pattern_letters);
	put_number(call, "query_distance", settings->query_distance);
	put_number(call, "query_expansions", settings->query_expansions);
	put_number(
		call, "query_expansions_all", settings->query_expansions_all);
	reply_ok(call->reply);
}
