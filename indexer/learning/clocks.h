/*
 * clocks.h - whether browser's clocks tell the story's date or the visit's
 *
 * A clock line (js_line) in a scraped page is printed by a script: it says
 * either when the story was published or when the page was fetched.  One
 * story does not tell which.  Many do: a crawl fetches an outlet's pages
 * within hours, an outlet publishes over days, and then the clocks differ
 * from what urls and datelines say.
 *
 * Thread: any.
 */
#ifndef INDEXER_CLOCKS_H
#define INDEXER_CLOCKS_H

#include "engine/story/story.h"
#include "indexer/learning/learner.h"

#include <stdbool.h>

/* Stories with a clock that it takes at least to learn anything. */
#define CLOCKS_LEAST 5

bool clock_is_there(const struct story *story);

/* The clock of a story, and what its other dates say of it. */
void clock_of_story(const struct story *story, struct seen *seen);

/* Are a group's clocks those of the visit?  *with: how many have one. */
bool clocks_are_visits(const struct group *group, uint32_t *with);

#endif
