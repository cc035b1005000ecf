#include "searchd/options.h"

#include "base/wire.h"
#include "searchd/kept.h"

#include <stddef.h>

#define AT(member) offsetof(struct settings, member)
#define OPT(member) offsetof(struct options, member)

#define WORKERS_MAX 256

const struct setting searchd_settings[] = {
	{
		.name = "index",
		.type = SETTING_TEXT,
		.at = AT(index),
		.preset = "",
		.about = "folder that dateline-indexer has built",
	},
	{
		.name = "listen",
		.type = SETTING_TEXT,
		.at = AT(listen),
		.preset = WIRE_SERVER,
		.about = "where to listen: HOST:PORT or unix:PATH, several "
			 "separated by commas; port 0 takes a free one",
	},
	{
		.name = "workers",
		.type = SETTING_INT,
		.at = AT(workers),
		.min = 1,
		.max = WORKERS_MAX,
		.preset = "4",
		.about = "threads that run queries, each with the index open",
	},
	{
		.name = "allow_public",
		.type = SETTING_BOOL,
		.at = AT(allow_public),
		.preset = "no",
		.about = "listen on other than loopback addresses too: anybody "
			 "who reaches them may read the whole archive",
	},
	{
		.name = "admin_tcp",
		.type = SETTING_BOOL,
		.at = AT(admin_tcp),
		.preset = "no",
		.about = "admin verbs also for TCP clients on loopback, that "
			 "is for every user of this machine",
	},
	{
		.name = "connections",
		.type = SETTING_INT,
		.at = AT(connections),
		.min = 1,
		.max = 1000000,
		.preset = "16384",
		.about = "clients at a time; more are answered 422",
	},
	{
		.name = "connections_per_address",
		.type = SETTING_INT,
		.at = AT(connections_per_address),
		.max = 1000000,
		.preset = "0",
		.about = "clients at a time from one IP address; 0: no limit "
			 "of its own",
	},
	{
		.name = "max_line",
		.type = SETTING_INT,
		.at = AT(max_line),
		.min = 256,
		.max = 1 << 24,
		.preset = "65536",
		.unit = "bytes",
		.about = "longest request line, with its LF",
	},
	{
		.name = "max_answer",
		.type = SETTING_INT,
		.at = AT(max_answer),
		.min = 65536,
		.max = (int64_t)1 << 31,
		.preset = "268435456",
		.unit = "bytes",
		.about = "longest answer; one that would be longer is refused",
	},
	{
		.name = "outstanding",
		.type = SETTING_INT,
		.at = AT(outstanding),
		.min = 1,
		.max = 65536,
		.preset = "64",
		.about = "requests of one client waiting or running before "
			 "reading from it pauses",
	},
	{
		.name = "parallel",
		.type = SETTING_INT,
		.at = AT(parallel),
		.min = 1,
		.max = WORKERS_MAX,
		.preset = "4",
		.about = "requests of one client in the queue of the workers; "
			 "the others wait their turn, so nobody fills it alone",
	},
	{
		.name = "unsent_bytes",
		.type = SETTING_INT,
		.at = AT(unsent_bytes),
		.min = 4096,
		.max = (int64_t)1 << 31,
		.preset = "8388608",
		.unit = "bytes",
		.about = "answers a client has not read before reading from "
			 "it pauses",
	},
	{
		.name = "queue",
		.type = SETTING_INT,
		.at = AT(queue),
		.min = 1,
		.max = 1000000,
		.preset = "4096",
		.about = "requests of all clients waiting for a worker; more "
			 "are answered 460",
	},
	{
		.name = "first_request_seconds",
		.type = SETTING_INT,
		.at = AT(first_request_seconds),
		.min = 1,
		.max = 86400,
		.preset = "10",
		.unit = "seconds",
		.about = "time for a new client's first request, then 421",
	},
	{
		.name = "idle_seconds",
		.type = SETTING_INT,
		.at = AT(idle_seconds),
		.min = 1,
		.max = 86400 * 30,
		.preset = "600",
		.unit = "seconds",
		.about = "time without a request, then 421",
	},
	{
		.name = "slow_reader_seconds",
		.type = SETTING_INT,
		.at = AT(slow_reader_seconds),
		.min = 1,
		.max = 86400,
		.preset = "60",
		.unit = "seconds",
		.about = "time in which a client with unread answers reads "
			 "nothing, then 423",
	},
	{
		.name = "drain_seconds",
		.type = SETTING_INT,
		.at = AT(drain_seconds),
		.min = 1,
		.max = 3600,
		.preset = "30",
		.unit = "seconds",
		.about = "longest time to finish what was asked after SIGTERM",
	},
	{
		.name = "poll_seconds",
		.type = SETTING_INT,
		.at = AT(poll_seconds),
		.max = 86400,
		.preset = "0",
		.unit = "seconds",
		.about = "how often to look for a new generation; 0: only on "
			 "SIGHUP and RELOAD",
	},
	{
		.name = "keep_generations",
		.type = SETTING_INT,
		.at = AT(keep_generations),
		.max = KEPT_MAX,
		.preset = "1",
		.about = "older generations kept for cursors and gen= after a "
			 "move to a new one; each keeps its files on disk",
	},
	{
		.name = "keep_seconds",
		.type = SETTING_INT,
		.at = AT(keep_seconds),
		.min = 1,
		.max = 86400 * 30,
		.preset = "600",
		.unit = "seconds",
		.about = "time after which an older generation that nobody "
			 "asks for is let go",
	},
	{
		.name = "cursor_key",
		.type = SETTING_TEXT,
		.at = AT(cursor_key),
		.preset = "",
		.about = "secret that cursors are signed with, the same for "
			 "servers that serve copies of one index; empty: a "
			 "random one, so that cursors end with the server",
	},
	{
		.name = "deadline_ms",
		.type = SETTING_INT,
		.at = AT(deadline_ms),
		.max = INT32_MAX,
		.preset = "0",
		.unit = "milliseconds",
		.about = "deadline of requests that name none; 0: the cap",
	},
	{
		.name = "deadline_cap_ms",
		.type = SETTING_INT,
		.at = AT(deadline_cap_ms),
		.min = 1,
		.max = INT32_MAX,
		.preset = "10000",
		.unit = "milliseconds",
		.about = "the longest deadline of any request",
	},
	{
		.name = "slow_ms",
		.type = SETTING_INT,
		.at = AT(slow_ms),
		.max = INT32_MAX,
		.preset = "200",
		.unit = "milliseconds",
		.about = "requests that took so long are kept for SLOWLOG",
	},
	{
		.name = "slowlog",
		.type = SETTING_INT,
		.at = AT(slowlog),
		.max = 65536,
		.preset = "128",
		.about = "slow requests that are kept",
	},
	{
		.name = "cache_bytes",
		.type = SETTING_INT,
		.at = AT(cache_bytes),
		.max = (int64_t)1 << 40,
		.preset = "33554432",
		.unit = "bytes",
		.about = "answers kept for when the same is asked again; 0: "
			 "none",
	},
	{
		.name = "query_words",
		.type = SETTING_INT,
		.at = AT(query_words),
		.min = 1,
		.max = 65536,
		.preset = "1024",
		.about = "words in a query; more are answered 541",
	},
	{
		.name = "query_word_bytes",
		.type = SETTING_INT,
		.at = AT(query_word_bytes),
		.min = 16,
		.max = 65536,
		.preset = "1024",
		.unit = "bytes",
		.about = "longest word in a query",
	},
	{
		.name = "query_depth",
		.type = SETTING_INT,
		.at = AT(query_depth),
		.min = 1,
		.max = 1024,
		.preset = "64",
		.about = "brackets within brackets in a query",
	},
	{
		.name = "query_pattern_letters",
		.type = SETTING_INT,
		.at = AT(query_pattern_letters),
		.min = 1,
		.max = 16,
		.preset = "2",
		.about = "letters and digits that a word with * needs",
	},
	{
		.name = "query_distance",
		.type = SETTING_INT,
		.at = AT(query_distance),
		.min = 1,
		.max = 99,
		.preset = "99",
		.unit = "words",
		.about = "farthest that NEAR, ADJ and \"a b\"~n may ask for",
	},
	{
		.name = "query_expansions",
		.type = SETTING_INT,
		.at = AT(query_expansions),
		.min = 1,
		.max = 100000,
		.preset = "1000",
		.about = "words or values that one with * or ~ may stand for",
	},
	{
		.name = "query_expansions_all",
		.type = SETTING_INT,
		.at = AT(query_expansions_all),
		.min = 1,
		.max = 1000000,
		.preset = "20000",
		.about = "the same, of all in a query",
	},
	{ .name = NULL },
};

const struct opt searchd_options[] = {
	{
		.name = "index",
		.letter = 'i',
		.type = OPT_TEXT,
		.at = OPT(index),
		.arg = "DIR",
		.about = "folder that dateline-indexer has built",
	},
	{
		.name = "listen",
		.letter = 'l',
		.type = OPT_TEXT,
		.at = OPT(listen),
		.arg = "HOST:PORT|unix:PATH",
		.about = "where to listen; several separated by commas",
	},
	{
		.name = "workers",
		.letter = 'w',
		.type = OPT_COUNT,
		.at = OPT(workers),
		.arg = "N",
		.about = "threads that run queries",
		.min = 1,
		.max = WORKERS_MAX,
	},
	{
		.name = "conf",
		.letter = 'c',
		.type = OPT_TEXT,
		.at = OPT(conf),
		.arg = "FILE",
		.about = "settings; --settings prints them all",
	},
	{
		.name = "stdio",
		.type = OPT_FLAG,
		.at = OPT(stdio),
		.about = "serve one client on standard input and output",
	},
	{
		.name = "settings",
		.type = OPT_FLAG,
		.at = OPT(settings),
		.about = "print every setting with its preset, and end",
	},
	{
		.name = "help",
		.letter = 'h',
		.type = OPT_FLAG,
		.at = OPT(help),
		.about = "print this, and end",
	},
	{
		.name = "version",
		.letter = 'V',
		.type = OPT_FLAG,
		.at = OPT(version),
		.about = "print the version, and end",
	},
	{ .name = NULL },
};

/* What the command line says goes over what the file says. */
static void
overrule(const struct options *options, struct settings *settings)
{
	if (options->index != NULL)
		settings->index = options->index;
	if (options->listen != NULL)
		settings->listen = options->listen;
	if (options->workers > 0)
		settings->workers = options->workers;
	if (settings->deadline_ms == 0 ||
		settings->deadline_ms > settings->deadline_cap_ms)
		settings->deadline_ms = settings->deadline_cap_ms;
}

/* Does the program only print something and end? */
static bool
only_prints(const struct options *options)
{
	return options->help || options->version || options->settings;
}

bool
searchd_configure(int argc, char **argv, struct options *options,
	struct settings *settings, struct arena *arena, struct err *err)
{
	int nwords = 0;

	if (!opts_parse(searchd_options, options, argc, argv, &nwords, err))
		return false;
	if (only_prints(options))
		return true;
	if (nwords > 0)
		return err_set(err, ERR_USAGE,
			"what is \"%s\" for? --help "
			"lists the options",
			argv[1]);
	if (!conf_presets(searchd_settings, settings, arena, err))
		return false;
	if (options->conf != NULL && !conf_read(searchd_settings, settings,
					     options->conf, arena, err))
		return false;
	overrule(options, settings);
	if (settings->index[0] == '\0')
		return err_set(err, ERR_USAGE, "--index DIR is missing");
	return true;
}
