/*
 * json_names.h - under what names other formats keep the fields of a story
 *
 * One table (docs/story.md section 2): the first name that is present and
 * not empty wins, the others are kept as candidates or as x_ fields.  Names
 * are matched without regard to ASCII case; a dot goes into an object, and
 * the first item of a list stands for the list.
 *
 * Pure data.  Thread: any.
 */
#ifndef INDEXER_JSON_NAMES_H
#define INDEXER_JSON_NAMES_H

#include <stddef.h>
#include <stdio.h>

enum story_field {
	STORY_URI,
	STORY_URL,
	STORY_HEADLINE,

	STORY_BODY,
	STORY_SUBHEAD,
	STORY_PUBLISHED,
	STORY_MODIFIED,
	STORY_CAPTURED,
	STORY_SOURCE,
	STORY_DOMAIN,
	STORY_AUTHORS,
	STORY_LANGUAGE,
	STORY_SECTION,
	STORY_AGENCY,
	STORY_SUBJECTS,
	STORY_ACTORS,
	STORY_PLACES,
	STORY_RIGHTS,
	STORY_FIELDS
};

#define JSON_NAMES_MAX 40

struct json_names {
	enum story_field field;
	const char *title; /* as in the record: "date_published" */
	const char *names[JSON_NAMES_MAX]; /* best first; NULL ends */
};

extern const struct json_names json_names[STORY_FIELDS];

/* The field that has this name, in any case; STORY_FIELDS if none has. */
enum story_field json_name_field(const char *name);

/* One line a field, for `dateline-indexer extract --fields`. */
void json_names_print(FILE *out);

/* Names of lists that hold the stories of a file: {"posts": [...]}. */
extern const char *const json_wrappers[]; /* NULL ends */

#endif
