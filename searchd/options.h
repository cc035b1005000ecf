/*
 * options.h - what the daemon can be told: command line and settings
 *
 * Thread: filled at start, then only read.
 */
#ifndef SEARCHD_OPTIONS_H
#define SEARCHD_OPTIONS_H

#include "base/arena.h"
#include "base/conf.h"
#include "base/err.h"
#include "base/opts.h"

#include <stdbool.h>
#include <stdint.h>

/* Every member is a row of searchd_settings. */
struct settings {
	const char *index;
	const char *listen;
	int64_t workers;
	bool allow_public;
	bool admin_tcp;
	int64_t connections, connections_per_address;
	int64_t max_line, max_answer;
	int64_t outstanding, parallel, unsent_bytes, queue;
	int64_t first_request_seconds, idle_seconds, slow_reader_seconds;
	int64_t drain_seconds, poll_seconds;
	int64_t keep_generations, keep_seconds;
	const char *cursor_key;
	int64_t deadline_ms, deadline_cap_ms;
	int64_t slow_ms, slowlog;
	int64_t cache_bytes;
	int64_t query_words, query_word_bytes, query_depth;
	int64_t query_pattern_letters, query_distance;
	int64_t query_expansions, query_expansions_all;
};
extern const struct setting searchd_settings[];

struct options {
	const char *index, *listen, *conf;
	int64_t workers;
	bool stdio, help, version, settings;
};
extern const struct opt searchd_options[];

/*
 * Presets, then the settings file, then the command line.  Errors: those of
 * opts_parse() and conf_read(); ERR_USAGE without an index.
 */
bool searchd_configure(int argc, char **argv, struct options *options,
	struct settings *settings, struct arena *arena, struct err *err);

#endif
