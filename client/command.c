#include "client/command.h"

#include "client/completion.h"
#include "client/raw.h"
#include "client/render.h"

#include <string.h>

/* Lists of their own texts, each ends with NULL. */
#define LIST(...)                                                              \
	(const char *const[])                                                  \
	{                                                                      \
		__VA_ARGS__, NULL                                              \
	}

const struct command client_commands[] = {
	{
		.name = "search",
		.verb = "SEARCH",
		.usage = "[OPTION…] [--] [QUERY…]",
		.about = "the stories that match, the best ones first; no "
			 "query is every story",
		.examples = LIST("search '\"dock strike\"'",
			"search -n 20 --sort newest actor:Lukashenko "
			"date:2025-06..2025-09",
			"search --facet outlet:5,date:month 'ceasefire talks'",
			"search --tsv harbour | cut -f 2,6",
			"search --jsonl - < queries.txt",
			"-i news.idx search -- harbour -ferry"),
		.bit = ON_SEARCH,
		.words = WORDS_QUERY,
		.main = ANSWER_HIT,
		.columns = LIST(
			"rank", "uri", "score", "date", "outlet", "headline"),
		.show = render_hits,
	},
	{
		.name = "count",
		.verb = "COUNT",
		.usage = "[OPTION…] [--] [QUERY…]",
		.about = "how many stories match, and how many distinct texts",
		.examples = LIST("count potash",
			"count --match any potash fertiliser",
			"count date:none",
			"count --csv - < queries.txt > counts.csv"),
		.bit = ON_COUNT,
		.words = WORDS_QUERY,
		.counts = true,
		.show = render_count,
	},
	{
		.name = "facets",
		.verb = "FACETS",
		.usage = "[OPTION…] [--] [QUERY…]",
		.about = "the matching stories by outlet, actor and date",
		.examples = LIST("facets 'prisoner release'",
			"facets --facet date:week,actor:20 harbour strike",
			"facets --tsv --facet outlet '*'"),
		.bit = ON_FACETS,
		.words = WORDS_QUERY,
		.facet = "outlet,actor,date:month",
		.main = ANSWER_FACET,
		.show = render_facets,
	},
	{
		.name = "timeline",
		.verb = "TIMELINE",
		.usage = "[OPTION…] [--] [QUERY…]",
		.about = "how much was written when, drawn as a chart",
		.examples = LIST("timeline --by week 'prisoner release'",
			"timeline --by month --norm all --split outlet:3 "
			"sanctions",
			"timeline --tsv --by day ceasefire date:2025-03"),
		.bit = ON_TIMELINE,
		.words = WORDS_QUERY,
		.main = ANSWER_BUCKET,
		.show = render_timeline,
	},
	{
		.name = "words",
		.verb = "WORDS",
		.usage = "[OPTION…] [--] [QUERY…]",
		.about = "the words that are more usual in the matching "
			 "stories than elsewhere",
		.examples = LIST("words -n 20 'prisoner release'",
			"words sanctions --against 'sanctions date:2024'",
			"words --csv outlet:tass.com potash"),
		.bit = ON_WORDS,
		.words = WORDS_QUERY,
		.main = ANSWER_WORD,
		.columns = LIST(
			"term", "score", "foreground", "background", "effect"),
		.show = render_words,
	},
	{
		.name = "get",
		.verb = "GET",
		.usage = "[OPTION…] URI",
		.about = "one story as it is stored; its URI stands in every "
			 "hit",
		.examples = LIST("get hg/1911-08-02/3",
			"get --fields headline,date_published "
			"hg/1911-08-02/3",
			"get --json hg/1911-08-02/3",
			"get --jsonl - < uris.txt"),
		.bit = ON_GET,
		.words = WORDS_ONE,
		.main = ANSWER_FIELD,
		.record = true,
		.show = render_story,
	},
	{
		.name = "snippet",
		.verb = "SNIPPET",
		.usage = "[OPTION…] URI [--] [QUERY…]",
		.about = "the passages of one story that a query finds",
		.examples = LIST("snippet hg/1911-08-02/3 basin",
			"snippet --snippets 5 hg/1911-08-02/3 '\"dock "
			"strike\"'"),
		.bit = ON_SNIPPET,
		.words = WORDS_ONE_QUERY,
		.main = ANSWER_SNIPPET,
		.show = render_snippets,
	},
	{
		.name = "like",
		.verb = "LIKE",
		.usage = "[OPTION…] URI [--] [QUERY…], or --text [--] WORD…",
		.about = "stories on the same matter as one story or a text, "
			 "its copies left out",
		.examples = LIST("like hg/1911-08-02/3",
			"like hg/1911-08-02/3 'outlet:\"Inland Post\"'",
			"like -n 5 --text 'no ship has left the east basin'"),
		.bit = ON_LIKE,
		.words = WORDS_ONE_QUERY,
		.main = ANSWER_HIT,
		.columns = LIST(
			"rank", "uri", "score", "date", "outlet", "headline"),
		.show = render_hits,
	},
	{
		.name = "cluster",
		.verb = "CLUSTER",
		.usage = "[OPTION…] URI",
		.about = "who ran the text of a story, when, and what was "
			 "added or cut",
		.examples = LIST("cluster ip/1911-08-02/5",
			"cluster --changes 3 ip/1911-08-02/5",
			"cluster --tsv ip/1911-08-02/5 | cut -f 4,5,7,8"),
		.bit = ON_CLUSTER,
		.words = WORDS_ONE,
		.main = ANSWER_HIT,
		.show = render_copies,
	},
	{
		.name = "suggest",
		.verb = "SUGGEST",
		.usage = "[OPTION…] [--] QUERY…",
		.about = "did you mean: the query with other words of the "
			 "archive",
		.examples = LIST("suggest 'dokc strike'"),
		.bit = ON_SUGGEST,
		.words = WORDS_QUERY,
		.main = ANSWER_WORD,
		.columns = LIST("term", "score", "foreground", "background"),
		.show = render_suggestions,
	},
	{
		.name = "complete",
		.verb = "COMPLETE",
		.usage = "[OPTION…] [--] PREFIX…",
		.about = "the words, or the values of a field, that begin so",
		.examples = LIST("complete -n 5 lighter",
			"complete --field actor lukash"),
		.bit = ON_COMPLETE,
		.words = WORDS_QUERY,
		.main = ANSWER_WORD,
		.show = render_suggestions,
	},
	{
		.name = "explain",
		.verb = "EXPLAIN",
		.usage = "[OPTION…] [--] [QUERY…]",
		.about = "how a query is read, what it costs, and what made "
			 "the scores",
		.examples = LIST("explain -n 3 '\"dock strike\" date:1911-08'",
			"explain 'sanction* NEAR/8 potash'"),
		.bit = ON_EXPLAIN,
		.words = WORDS_QUERY,
		.main = ANSWER_EXPLAIN,
		.own_names = true,
		.show = render_explanation,
	},
	{
		.name = "fields",
		.verb = "FIELDS",
		.usage = "[OPTION…]",
		.about = "the fields that a query can name",
		.examples = LIST("fields"),
		.bit = ON_INFO,
		.words = WORDS_NONE,
		.main = ANSWER_INFO,
		.show = render_infos,
	},
	{
		.name = "help",
		.verb = "HELP",
		.usage = "[OPTION…] [VERB]",
		.about = "the verbs of the server's protocol, or one of them",
		.examples = LIST("help", "help search"),
		.bit = ON_INFO,
		.words = WORDS_MAYBE,
		.main = ANSWER_INFO,
		.show = render_infos,
	},
	{
		.name = "stats",
		.verb = "STATS",
		.usage = "[OPTION…] [SECTION]",
		.about = "what the server has and does",
		.examples = LIST("stats", "stats index", "stats latency",
			"--server unix:/run/dateline.sock stats"),
		.bit = ON_INFO,
		.words = WORDS_MAYBE,
		.main = ANSWER_INFO,
		.show = render_infos,
	},
	{
		.name = "caps",
		.verb = "CAPS",
		.usage = "[OPTION…]",
		.about = "what the server can do, and its limits",
		.examples = LIST("caps"),
		.bit = ON_INFO,
		.words = WORDS_NONE,
		.main = ANSWER_INFO,
		.show = render_infos,
	},
	{
		.name = "ping",
		.verb = "PING",
		.usage = "[OPTION…] [WORD]",
		.about = "does the server answer?",
		.examples = LIST("ping", "ping still-there"),
		.bit = ON_INFO,
		.words = WORDS_MAYBE,
		.main = ANSWER_KEY,
		.record = true,
		.show = render_result,
	},
	{
		.name = "list",
		.verb = "LIST",
		.usage = "[OPTION…]",
		.about = "the requests that the server is at (for its owner)",
		.examples = LIST("-s unix:/run/dateline.sock list"),
		.bit = ON_INFO,
		.words = WORDS_NONE,
		.main = ANSWER_EXPLAIN,
		.columns = LIST("kind", "id", "ms", "request"),
		.show = render_requests,
	},
	{
		.name = "slowlog",
		.verb = "SLOWLOG",
		.usage = "[OPTION…] [N]",
		.about = "the last N requests that took long (for the owner)",
		.examples = LIST("-s unix:/run/dateline.sock slowlog 20"),
		.bit = ON_INFO,
		.words = WORDS_MAYBE,
		.main = ANSWER_EXPLAIN,
		.columns = LIST("kind", "id", "ms", "code", "request"),
		.show = render_requests,
	},
	{
		.name = "kill",
		.verb = "KILL",
		.usage = "[OPTION…] ID",
		.about = "stop a request that list shows (for the owner)",
		.examples = LIST("-s unix:/run/dateline.sock kill 88140"),
		.bit = ON_INFO,
		.words = WORDS_ONE,
		.main = ANSWER_KEY,
		.record = true,
		.show = render_result,
	},
	{
		.name = "reload",
		.verb = "RELOAD",
		.usage = "[OPTION…]",
		.about = "let the server move to the newest generation of its "
			 "index (for the owner)",
		.examples = LIST("-s unix:/run/dateline.sock reload"),
		.bit = ON_INFO,
		.words = WORDS_NONE,
		.main = ANSWER_KEY,
		.record = true,
		.show = render_result,
	},
	{
		.name = "raw",
		.usage = "[OPTION…] [LINE…]",
		.about = "send lines of the protocol (from standard input, if "
			 "none are given), print the answers",
		.examples = LIST("raw 'HELP SEARCH'",
			"raw 'COUNT :: strike' '#a SEARCH limit=1 :: harbour'",
			"raw < requests.txt"),
		.bit = ON_RAW,
		.words = WORDS_LINES,
		.run = raw_command,
	},
	{
		.name = "completion",
		.usage = "bash|zsh",
		.about = "print what lets this shell complete dateline's "
			 "command line",
		.examples = LIST("completion bash > "
				 "~/.local/share/bash-completion/completions/"
				 "dateline",
			"completion zsh > ~/.zfunc/_dateline"),
		.bit = ON_COMPLETION,
		.words = WORDS_ONE,
		.run = completion_command,
	},
	{ .name = NULL },
};

const struct command *
client_command(const char *name)
{
	for (const struct command *row = client_commands; row->name != NULL;
		row++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}
