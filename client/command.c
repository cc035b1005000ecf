#include "client/command.h"

#include "client/render.h"

#include <string.h>

static const char *const search_examples[] = {
	"search '\"dock strike\"'",
	"search -n 20 --sort newest actor:Lukashenko date:2025-06..2025-09",
	"search --facet outlet:5,date:month 'ceasefire talks'",
	"search --tsv harbour | cut -f 2,6",
	"-i news.idx search -- harbour -ferry",
	NULL,
};

static const char *const count_examples[] = {
	"count potash",
	"count --match any potash fertiliser",
	"count date:none",
	NULL,
};

static const char *const facets_examples[] = {
	"facets 'prisoner release'",
	"facets --facet date:week,actor:20 harbour strike",
	"facets --tsv --facet outlet '*'",
	NULL,
};

static const char *const timeline_examples[] = {
	"timeline --by week 'prisoner release'",
	"timeline --by month --norm all --split outlet:3 sanctions",
	"timeline --tsv --by day ceasefire date:2025-03",
	NULL,
};

static const char *const get_examples[] = {
	"get hg/1911-08-02/3",
	"get --fields headline,date_published hg/1911-08-02/3",
	"get --json hg/1911-08-02/3",
	NULL,
};

static const char *const cluster_examples[] = {
	"cluster ip/1911-08-02/5",
	"cluster --changes 3 ip/1911-08-02/5",
	"cluster --tsv ip/1911-08-02/5 | cut -f 4,5,7,8",
	NULL,
};

static const char *const stats_examples[] = {
	"stats",
	"stats index",
	"--server unix:/run/dateline.sock stats",
	NULL,
};

static const char *const raw_examples[] = {
	"raw 'HELP SEARCH'",
	"raw 'COUNT :: strike' '#a SEARCH limit=1 :: harbour'",
	"raw < requests.txt",
	NULL,
};

const struct command client_commands[] = {
	{
		.name = "search",
		.verb = "SEARCH",
		.usage = "[OPTION…] [--] [QUERY…]",
		.about = "the stories that match, the best ones first; no "
			 "query is every story",
		.examples = search_examples,
		.bit = ON_SEARCH,
		.words = WORDS_QUERY,
		.main = ANSWER_HIT,
		.show = render_hits,
	},
	{
		.name = "count",
		.verb = "COUNT",
		.usage = "[OPTION…] [--] [QUERY…]",
		.about = "how many stories match, and how many distinct texts",
		.examples = count_examples,
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
		.examples = facets_examples,
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
		.examples = timeline_examples,
		.bit = ON_TIMELINE,
		.words = WORDS_QUERY,
		.main = ANSWER_BUCKET,
		.show = render_timeline,
	},
	{
		.name = "get",
		.verb = "GET",
		.usage = "[OPTION…] URI",
		.about = "one story as it is stored; its URI stands in every "
			 "hit",
		.examples = get_examples,
		.bit = ON_GET,
		.words = WORDS_ONE,
		.main = ANSWER_FIELD,
		.show = render_story,
	},
	{
		.name = "cluster",
		.verb = "CLUSTER",
		.usage = "[OPTION…] URI",
		.about = "who ran the text of a story, when, and what was "
			 "added or cut",
		.examples = cluster_examples,
		.bit = ON_CLUSTER,
		.words = WORDS_ONE,
		.main = ANSWER_HIT,
		.copies = true,
		.show = render_copies,
	},
	{
		.name = "stats",
		.verb = "STATS",
		.usage = "[OPTION…] [SECTION]",
		.about = "what the server has and does",
		.examples = stats_examples,
		.bit = ON_STATS,
		.words = WORDS_MAYBE,
		.main = ANSWER_INFO,
		.show = render_infos,
	},
	{
		.name = "raw",
		.usage = "[OPTION…] [LINE…]",
		.about = "send lines of the protocol (from standard input, if "
			 "none are given), print the answers",
		.examples = raw_examples,
		.bit = ON_RAW,
		.words = WORDS_LINES,
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
