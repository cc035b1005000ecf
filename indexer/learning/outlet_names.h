/*
 * outlet_names.h - how an outlet is called, by what its stories state
 *
 * Stories of one domain state its name in many ways: a field, the site's name
 * behind the headline, copyright lines, "Follow the Harbour Gazette on".  The
 * name that most of them state is the outlet's, and in one spelling across
 * the archive.
 *
 * Pure but for memory.  Thread: any, each with its own.
 */
#ifndef INDEXER_OUTLET_NAMES_H
#define INDEXER_OUTLET_NAMES_H

#include "base/buf.h"
#include "engine/story/story.h"
#include "indexer/learning/learner.h"
#include "indexer/names/registry.h"

#include <stddef.h>

/* What one story states: each a letter, STATED_…, and the name. */
#define STATED_OUTRIGHT 'o' /* a field, or what the page says of itself */
#define STATED_BESIDE 'b'   /* a copyright line and the like */

struct stated_names {
	struct buf items[SAMPLE_NAMES];
	size_t count;
};

void outlet_names_stated(const struct story *story, struct stated_names *out);
void stated_names_release(struct stated_names *stated);

/*
 * The name of a group's outlet, a loan from the learner or the registry; NULL
 * if its stories do not state one, or not with one voice.  *with: how many
 * of the sample state it.
 */
const char *outlet_names_choose(const struct learner *learner, uint32_t group,
	const struct registry *registry, uint32_t *with);

#endif
