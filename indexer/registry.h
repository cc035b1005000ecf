/*
 * registry.h - what is known about outlets and actors beforehand
 *
 * Read from conf/outlets.tsv (domain, name, aliases, country, kind) and
 * conf/actors.tsv (code, type, name, aliases, from, to); `#` begins a comment
 * line.  Aliases are separated by `|`.  Errors name file and line.
 *
 * Thread: loaded once, then only read: any thread.
 */
#ifndef INDEXER_REGISTRY_H
#define INDEXER_REGISTRY_H

#include "base/err.h"
#include "engine/day.h"
#include "engine/story.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct registry;

struct known_outlet {
	const char *domain;
	const char *name;
	const char *country; /* ISO 3166 alpha-2, or NULL */
	const char *kind;    /* "paper", "agency" …, or NULL */
};

struct known_actor {
	const char *code;
	const char *name;
	enum actor_type type;
	day from, to; /* DAY_UNKNOWN: open */
};

/*
 * Find and load both files.  A path that is not "" is taken as it is; else
 * the file is looked for in conf/ beside the folder of the program, then in
 * DATELINE_CONF_DIR, and when it is in neither nothing is known.
 */
struct registry *registry_open(
	const char *outlets, const char *actors, struct err *err);

/* Either path may be NULL: nothing known of that. */
struct registry *registry_load(
	const char *outlets_path, const char *actors_path, struct err *err);
void registry_free(struct registry *registry);

/* By domain (a subdomain finds its parent; www. is ignored), or by name or
 * alias after folding; NULL if unknown. */
const struct known_outlet *registry_outlet_by_domain(
	const struct registry *registry, const char *domain);
const struct known_outlet *registry_outlet_by_name(
	const struct registry *registry, const char *name);

/* An actor by any of its names after folding, or by code; NULL if unknown. */
const struct known_actor *registry_actor(
	const struct registry *registry, const char *name_or_code);

#endif
