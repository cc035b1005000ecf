/*
 * settings.h - what conf/indexer.conf can say
 *
 * Thread: read once at start, then only read.
 */
#ifndef INDEXER_SETTINGS_H
#define INDEXER_SETTINGS_H

#include "base/arena.h"
#include "base/conf.h"
#include "base/err.h"
#include "indexer/sources/source.h"

#include <stdbool.h>
#include <stdint.h>

struct settings {
	int64_t workers;
	const char *memory;
	const char *outlets; /* "" = looked for, see registry_open() */
	const char *actors;
	const char *places;
	const char *names;
	const char *model;
	const char *fallback_language;
	const char *min_date_confidence;
	int64_t story_max;
	bool learn;
	int64_t repeat_percent, repeat_least;
	const char *sentences; /* "" = none */
};

extern const struct setting settings_table[]; /* ends with name NULL */

/* Presets, then the file unless path is NULL.  Texts in the arena. */
bool settings_read(struct settings *settings, const char *path,
	struct arena *arena, struct err *err);

/* The rules that follow, registry and languages loaded; of stories that are
 * taken as stated no list is needed, and none is read.  kept: the archive that
 * may have the lists (lists.h); NULL: none. */
bool settings_rules(const struct settings *settings, bool as_stated,
	const char *kept, struct source_rules *rules, struct err *err);
void settings_rules_release(struct source_rules *rules);

#endif
