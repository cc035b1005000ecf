/* option_rows.c - every option of dateline (client/options.h) */
#include "base/wire.h"
#include "client/options.h"

#define AT(member) offsetof(struct options, member)

/* Commands that ask a query, those that show hits, those that ask an index. */
#define ON_COUNTING (ON_COUNT | ON_FACETS | ON_TIMELINE)
#define ON_QUERY (ON_SEARCH | ON_COUNTING | ON_WORDS | ON_EXPLAIN)
#define ON_SEARCHING (ON_SEARCH | ON_EXPLAIN)
#define ON_SHARED (ON_SEARCHING | ON_LIKE)
#define ON_HITS (ON_SHARED | ON_CLUSTER)
#define ON_INDEX                                                               \
	(ON_QUERY | ON_HITS | ON_GET | ON_SNIPPET | ON_SUGGEST | ON_COMPLETE)
#define ON_SHOWN (ON_ALL & ~(ON_RAW | ON_COMPLETION))
#define ON_SERVER (ON_ALL & ~ON_COMPLETION)

const struct option_row option_rows[] = {
	{
		.opt = { "limit", 'n', OPT_COUNT, AT(limit), "N",
			"show at most N (10; all copies)", 1, 1000 },
		.commands = ON_HITS | ON_WORDS | ON_SUGGEST | ON_COMPLETE |
			    ON_EXPLAIN,
		.key = "limit",
	},
	{
		.opt = { "offset", 0, OPT_COUNT, AT(offset), "N",
			"pass over the first N stories", 0, 10000 },
		.commands = ON_HITS,
		.key = "offset",
	},
	{
		.opt = { "after", 0, OPT_TEXT, AT(after), "CURSOR",
			"the page behind another one, which named CURSOR", 0,
			0 },
		.commands = ON_HITS,
		.key = "after",
	},
	{
		.opt = { "sort", 0, OPT_TEXT, AT(sort), "ORDER",
			"rank, newest or oldest (rank)", 0, 0 },
		.commands = ON_SHARED,
		.key = "sort",
		.values = "rank newest oldest",
	},
	{
		.opt = { "facet", 0, OPT_TEXT, AT(facet), "FIELDS",
			"count by field: outlet:5,actor,date:month,actor~sig",
			0, 0 },
		.commands = ON_SHARED | ON_FACETS,
		.key = "facet",
	},
	{
		.opt = { "snippets", 0, OPT_COUNT, AT(snippets), "N",
			"passages a story (1; for programs none)", 0, 100 },
		.commands = ON_SHARED | ON_SNIPPET,
		.key = "snippets",
	},
	{
		.opt = { "changes", 0, OPT_COUNT, AT(changes), "N",
			"sentences of each copy: of those added, of those cut "
			"(0)",
			0, 100 },
		.commands = ON_CLUSTER,
		.key = "changes",
	},
	{
		.opt = { "match", 0, OPT_TEXT, AT(match), "HOW",
			"bare words: all of them, or any (all)", 0, 0 },
		.commands = ON_QUERY | ON_LIKE | ON_SNIPPET | ON_SUGGEST,
		.key = "match",
		.values = "all any",
	},
	{
		.opt = { "minconf", 0, OPT_TEXT, AT(minconf), "SHARE",
			"dates less sure than that (0 to 1) count as none", 0,
			0 },
		.commands = ON_QUERY | ON_LIKE | ON_SUGGEST,
		.key = "minconf",
	},
	{
		.opt = { "collapse", 0, OPT_FLAG, AT(collapse), NULL,
			"show the copies of one text once", 0, 0 },
		.commands = ON_SHARED,
		.key = "collapse",
		.value = "copies",
	},
	{
		.opt = { "copies", 0, OPT_FLAG, AT(collapse), NULL,
			"the same as --collapse", 0, 0 },
		.commands = ON_SHARED,
	},
	{
		.opt = { "expand", 0, OPT_FLAG, AT(expand), NULL,
			"also rank by words that the best hits share", 0, 0 },
		.commands = ON_SEARCHING,
		.key = "expand",
		.value = "1",
	},
	{
		.opt = { "recency", 0, OPT_COUNT, AT(recency), "DAYS",
			"rank newer stories higher; half as much after DAYS", 1,
			INT32_MAX },
		.commands = ON_SEARCHING,
		.key = "recency",
	},
	{
		.opt = { "deadline", 0, OPT_COUNT, AT(deadline), "MS",
			"answer with what was found after MS milliseconds", 1,
			INT32_MAX },
		.commands = ON_QUERY | ON_CLUSTER | ON_LIKE | ON_SNIPPET |
			    ON_SUGGEST,
		.key = "deadline",
	},
	{
		.opt = { "gen", 0, OPT_TEXT, AT(gen), "GENERATION",
			"ask this generation of the index, or nobody", 0, 0 },
		.commands = ON_INDEX,
		.key = "gen",
	},
	{
		.opt = { "by", 0, OPT_TEXT, AT(by), "UNIT",
			"day, week, month or year (month)", 0, 0 },
		.commands = ON_TIMELINE,
		.key = "by",
		.values = "day week month year",
	},
	{
		.opt = { "norm", 0, OPT_TEXT, AT(norm), "WHAT",
			"shares of all stories of the time, or of those of the "
			"outlets found: none, all, outlet (none)",
			0, 0 },
		.commands = ON_TIMELINE,
		.key = "norm",
		.values = "none all outlet",
	},
	{
		.opt = { "split", 0, OPT_TEXT, AT(split), "FIELD",
			"a line for each of the commonest: outlet:3, actor, "
			"lang",
			0, 0 },
		.commands = ON_TIMELINE,
		.key = "split",
	},
	{
		.opt = { "against", 0, OPT_TEXT, AT(against), "QUERY",
			"words more usual here than in the stories of QUERY "
			"(in the archive)",
			0, 0 },
		.commands = ON_WORDS,
		.key = "against",
	},
	{
		.opt = { "least", 0, OPT_COUNT, AT(least), "N",
			"words that N different texts have (2)", 1, 1000000 },
		.commands = ON_WORDS,
		.key = "least",
	},
	{
		.opt = { "sign", 0, OPT_TEXT, AT(sign), "WHICH",
			"words more common here, less common, both (more)", 0,
			0 },
		.commands = ON_WORDS,
		.key = "sign",
		.values = "more less both",
	},
	{
		.opt = { "forms", 0, OPT_FLAG, AT(forms), NULL,
			"every form of a word, not only the most striking", 0,
			0 },
		.commands = ON_WORDS,
		.key = "forms",
		.value = "all",
	},
	{
		.opt = { "own", 0, OPT_FLAG, AT(own), NULL,
			"the words of the query, too", 0, 0 },
		.commands = ON_WORDS,
		.key = "own",
		.value = "yes",
	},
	{
		.opt = { "text", 0, OPT_FLAG, AT(text), NULL,
			"the words are a text, and no URI", 0, 0 },
		.commands = ON_LIKE,
	},
	{
		.opt = { "field", 0, OPT_TEXT, AT(field), "FIELD",
			"complete the values of this field: word, actor, "
			"outlet, …",
			0, 0 },
		.commands = ON_COMPLETE,
		.key = "field",
	},
	{
		.opt = { "fields", 0, OPT_TEXT, AT(fields), "A,B",
			"these fields of the story only", 0, 0 },
		.commands = ON_GET,
		.key = "fields",
	},
	{
		.opt = { "ascii", 0, OPT_FLAG, AT(ascii), NULL,
			"draw with plain characters only", 0, 0 },
		.commands = ON_TIMELINE | ON_FACETS | ON_SHARED | ON_WORDS,
	},
	{
		.opt = { "json", 0, OPT_FLAG, AT(json), NULL,
			"print one JSON object on one line", 0, 0 },
		.commands = ON_SHOWN,
	},
	{
		.opt = { "jsonl", 0, OPT_FLAG, AT(jsonl), NULL,
			"print a JSON object a line: for each hit, bucket, "
			"word",
			0, 0 },
		.commands = ON_SHOWN,
	},
	{
		.opt = { "tsv", 0, OPT_FLAG, AT(tsv), NULL,
			"print tables: columns between TABs, a header line", 0,
			0 },
		.commands = ON_SHOWN,
	},
	{
		.opt = { "csv", 0, OPT_FLAG, AT(csv), NULL,
			"print tables: columns between commas, a header line",
			0, 0 },
		.commands = ON_SHOWN,
	},
	{
		.opt = { "color", 0, OPT_TEXT, AT(color), "WHEN",
			"auto, always or never (auto)", 0, 0 },
		.commands = ON_SHOWN,
		.values = "auto always never",
	},
	{
		.opt = { "server", 's', OPT_TEXT, AT(server), "ADDRESS",
			"HOST:PORT or unix:PATH ($" SERVER_VARIABLE
			", else " WIRE_SERVER ")",
			0, 0 },
		.commands = ON_SERVER,
	},
	{
		.opt = { "index", 'i', OPT_TEXT, AT(index), "DIR",
			"run dateline-searchd on this index instead", 0, 0 },
		.commands = ON_SERVER,
	},
	{
		.opt = { "timeout", 0, OPT_COUNT, AT(timeout), "SECONDS",
			"give a silent server up (60; 0 = never)", 0,
			INT32_MAX },
		.commands = ON_SERVER,
	},
	{
		.opt = { "help", 'h', OPT_FLAG, AT(help), NULL,
			"explain a command, with examples", 0, 0 },
		.commands = ON_ALL,
	},
	{
		.opt = { "version", 0, OPT_FLAG, AT(version), NULL,
			"print the version", 0, 0 },
		.commands = ON_ALL,
	},
	{ .opt = { .name = NULL } },
};
