#include "searchd/command.h"

#include "base/must.h"
#include "base/near.h"

#include <string.h>
#include <strings.h>

/* What every question to the index may have. */
#define KEYS_QUESTION                                                          \
	(KEY_MATCH | KEY_MINCONF | KEY_DEADLINE | KEY_GEN | KEY_FMT)

/* What every answer that has pages may have. */
#define KEYS_PAGE (KEY_LIMIT | KEY_OFFSET | KEY_AFTER)

const struct command verbs[] = {
	{
		.name = "SEARCH",
		.usage = ":: query",
		.about = "the stories that match, best first",
		.keys = KEYS_QUESTION | KEYS_PAGE | KEY_SORT | KEY_FACET |
			KEY_SNIPPETS | KEY_COLLAPSE | KEY_EXPAND | KEY_RECENCY,
		.flags = COMMAND_QUERY | COMMAND_INDEX | COMMAND_KEEPS,
		.run = verb_search,
	},
	{
		.name = "EXPLAIN",
		.usage = ":: query",
		.about = "how SEARCH reads a query, asks it and ranks the hits",
		.keys = KEYS_QUESTION | KEYS_PAGE | KEY_SORT | KEY_FACET |
			KEY_SNIPPETS | KEY_COLLAPSE | KEY_EXPAND | KEY_RECENCY,
		.flags = COMMAND_QUERY | COMMAND_INDEX,
		.run = verb_explain,
	},
	{
		.name = "COUNT",
		.usage = ":: query",
		.about = "how many stories match",
		.keys = KEYS_QUESTION,
		.flags = COMMAND_QUERY | COMMAND_INDEX | COMMAND_KEEPS,
		.run = verb_count,
	},
	{
		.name = "FACETS",
		.usage = ":: query",
		.about = "what the matching stories have in common, counted",
		.keys = KEYS_QUESTION | KEY_FACET,
		.wants = KEY_FACET,
		.flags = COMMAND_QUERY | COMMAND_INDEX | COMMAND_KEEPS,
		.run = verb_facets,
	},
	{
		.name = "TIMELINE",
		.usage = ":: query",
		.about = "how much was written when, with bursts and gaps",
		.keys = KEYS_QUESTION | KEY_BY | KEY_NORM | KEY_SPLIT,
		.flags = COMMAND_QUERY | COMMAND_INDEX | COMMAND_KEEPS,
		.run = verb_timeline,
	},
	{
		.name = "WORDS",
		.usage = ":: query",
		.about = "words typical of the stories that match",
		.keys = KEYS_QUESTION | KEY_LIMIT | KEY_AGAINST | KEY_LEAST |
			KEY_SIGN | KEY_FORMS | KEY_OWN,
		.flags = COMMAND_QUERY | COMMAND_INDEX | COMMAND_KEEPS,
		.run = verb_words,
	},
	{
		.name = "LIKE",
		.usage = "[uri] :: text",
		.about = "stories on the same matter as a story, or as a text",
		.keys = KEYS_QUESTION | KEYS_PAGE | KEY_SORT | KEY_FACET |
			KEY_SNIPPETS | KEY_COLLAPSE,
		.flags = COMMAND_QUERY | COMMAND_WORD | COMMAND_INDEX |
			 COMMAND_KEEPS | COMMAND_BLANKS,
		.run = verb_like,
	},
	{
		.name = "SUGGEST",
		.usage = ":: query",
		.about = "what the query may have meant, in words of the "
			 "archive",
		.keys = KEYS_QUESTION | KEY_LIMIT,
		.flags = COMMAND_QUERY | COMMAND_INDEX | COMMAND_KEEPS |
			 COMMAND_BLANKS,
		.run = verb_suggest,
	},
	{
		.name = "COMPLETE",
		.usage = ":: prefix",
		.about = "words or values that begin so, commonest first",
		.keys = KEY_FIELD | KEY_LIMIT | KEY_GEN | KEY_FMT,
		.flags = COMMAND_QUERY | COMMAND_INDEX | COMMAND_KEEPS |
			 COMMAND_BLANKS,
		.run = verb_complete,
	},
	{
		.name = "GET",
		.usage = "uri",
		.about = "one story as it is stored",
		.keys = KEY_FIELDS | KEY_GEN | KEY_FMT,
		.flags = COMMAND_WORD | COMMAND_WANTS_WORD | COMMAND_INDEX |
			 COMMAND_KEEPS,
		.run = verb_get,
	},
	{
		.name = "SNIPPET",
		.usage = "uri :: query",
		.about = "passages of one story for a query, as they stand; 3",
		.keys = (KEYS_QUESTION & ~KEY_MINCONF) | KEY_SNIPPETS,
		.flags = COMMAND_WORD | COMMAND_WANTS_WORD | COMMAND_QUERY |
			 COMMAND_INDEX | COMMAND_KEEPS,
		.run = verb_snippet,
	},
	{
		.name = "CLUSTER",
		.usage = "uri",
		.about = "all copies of a story's text, as they came",
		.keys = KEYS_PAGE | KEY_CHANGES | KEY_DEADLINE | KEY_GEN |
			KEY_FMT,
		.flags = COMMAND_WORD | COMMAND_WANTS_WORD | COMMAND_INDEX |
			 COMMAND_KEEPS,
		.run = verb_cluster,
	},
	{
		.name = "FIELDS",
		.usage = "",
		.about = "the fields a query can name",
		.keys = KEY_FMT,
		.run = verb_fields,
	},
	{
		.name = "HELP",
		.usage = "[verb]",
		.about = "the verbs, or the parameters of one",
		.keys = KEY_FMT,
		.flags = COMMAND_WORD,
		.run = verb_help,
	},
	{
		.name = "CAPS",
		.usage = "",
		.about = "what this server can do, and its limits",
		.keys = KEY_FMT,
		.run = verb_caps,
	},
	{
		.name = "STATS",
		.usage = "[server|index|latency|caches]",
		.about = "counters of the server, figures of the index, times, "
			 "what is kept",
		.keys = KEY_FMT,
		.flags = COMMAND_WORD,
		.run = verb_stats,
	},
	{
		.name = "PING",
		.usage = "[word]",
		.about = "an answer from the loop, with the word",
		.keys = KEY_FMT,
		.flags = COMMAND_WORD,
		.run = verb_ping,
	},
	{
		.name = "FORMAT",
		.usage = "text|json",
		.about = "format of the answers from here on",
		.flags = COMMAND_WORD | COMMAND_WANTS_WORD,
		.run = verb_format,
	},
	{
		.name = "RELOAD",
		.usage = "",
		.about = "move to the newest generation of the index",
		.keys = KEY_FMT,
		.flags = COMMAND_ADMIN,
		.run = verb_reload,
	},
	{
		.name = "LIST",
		.usage = "",
		.about = "the requests at the workers, oldest first",
		.keys = KEY_FMT,
		.flags = COMMAND_ADMIN,
		.run = verb_list,
	},
	{
		.name = "KILL",
		.usage = "id",
		.about = "stop a request that LIST shows",
		.keys = KEY_FMT,
		.flags = COMMAND_ADMIN | COMMAND_WORD | COMMAND_WANTS_WORD,
		.run = verb_kill,
	},
	{
		.name = "SLOWLOG",
		.usage = "[n]",
		.about = "the last requests that took long, newest first",
		.keys = KEY_FMT,
		.flags = COMMAND_ADMIN | COMMAND_WORD,
		.run = verb_slowlog,
	},
	{
		.name = "QUIT",
		.usage = "",
		.about = "answer what was asked, then close",
		.run = verb_quit,
	},
	{ .name = NULL },
};
_Static_assert(sizeof(verbs) / sizeof(*verbs) <= COMMANDS_MAX,
	"counters hold one number a verb");

const struct command *
command_named(const char *verb)
{
	for (const struct command *c = verbs; c->name != NULL; c++)
		if (strcasecmp(c->name, verb) == 0)
			return c;
	return NULL;
}

size_t
command_number(const struct command *command)
{
	return (size_t)(command - verbs);
}

void
command_usage(const struct command *command, struct buf *out)
{
	const char *usage = command->usage;
	const char *query = strstr(usage, ":: ");

	buf_puts(out, command->name);
	if (query == NULL && *usage != '\0')
		buf_printf(out, " %s", usage);
	else if (query != NULL && query != usage)
		buf_printf(out, " %.*s", (int)(query - usage) - 1, usage);
	for (const struct param *p = params_table; p->name != NULL; p++)
		if (command->keys & p->key)
			buf_printf(out,
				command->wants & p->key ? " %s=" : " [%s=]",
				p->name);
	if (query != NULL)
		buf_printf(out, " %s", query);
}

/* ---- holding a request against its row ---- */

const struct command *
command_wanted(const char *verb, struct err *err)
{
	const struct command *command = command_named(verb);
	const char *near = NULL;
	unsigned best = NEAR_FAR;

	if (command != NULL)
		return command;
	for (const struct command *c = verbs; c->name != NULL; c++)
		near = near_better(verb, c->name, near, &best);
	err_set(err, ERR_USAGE, "no verb %s; HELP lists them", verb);
	if (near != NULL)
		err_keys(err, "near=%s", near);
	return NULL;
}

/* The parameter of this command that an argument names; NULL: none. */
static const struct param *
param_of(const struct command *command, const struct request_arg *arg)
{
	const struct param *param;

	if (arg->name == NULL)
		return NULL;
	param = param_named(arg->name);
	return param != NULL && (command->keys & param->key) ? param : NULL;
}

static bool
unknown_key(const struct command *command, const struct request_arg *arg,
	struct err *err)
{
	const char *near = NULL;
	unsigned best = NEAR_FAR;

	for (const struct param *p = params_table; p->name != NULL; p++)
		if (command->keys & p->key)
			near = near_better(arg->name, p->name, near, &best);
	err_set(err, ERR_USAGE, "%s has no parameter %s", command->name,
		arg->name);
	if (near != NULL)
		return err_keys(err, "key=%s near=%s", arg->name, near);
	return err_keys(err, "key=%s", arg->name);
}

/* A word where the verb shows none. */
static bool
unknown_word(
	const struct call *call, const struct request_arg *arg, struct err *err)
{
	const struct command *command = call->command;
	const char *why = "takes no further word";

	if (command->flags & COMMAND_QUERY)
		why = "takes its query behind \" :: \"";
	else if (!(command->flags & COMMAND_WORD))
		why = "takes no word";
	else if (call->word == NULL)
		why = "takes its word before its parameters";
	err_set(err, ERR_USAGE, "%s %s", command->name, why);
	return err_keys(err, "col=%u", arg->col);
}

static bool
accept_param(struct call *call, const struct param *param, const char *value,
	struct err *err)
{
	if (call->params.given & param->key) {
		err_set(err, ERR_USAGE, "%s is given twice", param->name);
		return err_keys(err, "key=%s", param->name);
	}
	call->params.given |= param->key;
	return param_read(param, value, &call->params, err);
}

/* Words come right after the verb, then keys; words may hold a `=` too. */
static bool
accept_args(struct call *call, struct err *err)
{
	const struct command *command = call->command;

	for (size_t i = 0; i < call->request.nargs; i++) {
		const struct request_arg *arg = &call->request.args[i];
		const struct param *param = param_of(command, arg);

		if (param != NULL) {
			if (!accept_param(call, param, arg->value, err))
				return false;
		} else if (i == 0 && (command->flags & COMMAND_WORD) &&
			   arg->text != NULL)
			call->word = arg->text;
		else if (arg->name != NULL)
			return unknown_key(command, arg, err);
		else
			return unknown_word(call, arg, err);
	}
	return true;
}

/* Is everything there that the verb cannot do without, and no query where
 * it has no use for one? */
static bool
accept_whole(const struct call *call, struct err *err)
{
	const struct command *command = call->command;
	uint32_t missing = command->wants & ~call->params.given;

	if (call->request.has_query && !(command->flags & COMMAND_QUERY))
		return err_set(
			err, ERR_USAGE, "%s takes no query", command->name);
	if (call->word == NULL && (command->flags & COMMAND_WANTS_WORD))
		return err_set(err, ERR_USAGE, "usage: %s %s", command->name,
			command->usage);
	for (const struct param *p = params_table; p->name != NULL; p++)
		if (missing & p->key) {
			err_set(err, ERR_USAGE, "%s needs %s=", command->name,
				p->name);
			return err_keys(err, "key=%s", p->name);
		}
	return true;
}

enum final
command_accept(struct call *call, bool admin, struct err *err)
{
	params_presets(&call->params);
	call->word = NULL;
	call->command = command_wanted(call->request.verb, err);
	if (call->command == NULL)
		return FINAL_UNKNOWN_VERB;
	if (!accept_args(call, err) || !accept_whole(call, err))
		return final_of(err->kind);
	if ((call->command->flags & COMMAND_ADMIN) && !admin) {
		err_set(err, ERR_USAGE,
			"%s works on the UNIX socket of this server",
			call->command->name);
		return FINAL_AUTH_REQUIRED;
	}
	return FINAL_OK;
}
