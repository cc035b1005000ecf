/*
 * json_record.h - a JSON object into a draft, under whatever names it uses
 *
 * Reads dateline.story/1 and the names of json_names.h.  A value is read by
 * its type: a text where an object belongs is its principal member, the
 * first item stands for a list.  What no row takes is kept as x_<name>.
 *
 * Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_JSON_RECORD_H
#define INDEXER_JSON_RECORD_H

#include "base/json.h"
#include "indexer/json/json_names.h"
#include "indexer/story/draft.h"

#include <stdbool.h>

/* dates: what kind of evidence the object's dates are. */
void json_record_read(
	struct draft *draft, const struct json *object, enum date_source dates);

/*
 * One field of the record (json_take.c).  Returns false if the value says
 * nothing, so that the next name has its chance.
 */
struct json_taking {
	struct draft *draft;
	const char *name; /* under which it stands */
	const struct json *value;
	enum date_source dates;
	bool taken; /* an earlier name has filled the field */
};
typedef bool (*json_take_fn)(const struct json_taking *taking);
extern const json_take_fn json_takes[STORY_FIELDS];
bool json_take_actors(const struct json_taking *taking); /* json_own.c */
bool json_take_places(const struct json_taking *taking); /* json_own.c */
/* Once the body is known: what the record says of places in it must be so. */
void json_own_settle(struct draft *draft);
/* The kind of evidence of this name in the record; NONE if unknown. */
enum date_source json_date_source(const char *name);

/* Members of dateline.story/1 that have no other names (json_own.c). */
struct json_own {
	const char *name;
	void (*take)(struct draft *draft, const struct json *value);
};
extern const struct json_own json_own[]; /* name NULL ends */

/* The text of a value or of its principal member, in the arena; or NULL. */
char *json_record_text(struct draft *draft, const struct json *value);
/* The same with white space as it is. */
char *json_record_raw(struct draft *draft, const struct json *value);

#endif
