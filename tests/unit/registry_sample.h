/* registry_sample.h - a registry of lists that stand in a test */
#ifndef TESTS_UNIT_REGISTRY_SAMPLE_H
#define TESTS_UNIT_REGISTRY_SAMPLE_H

#include "base/buf.h"
#include "base/fs.h"
#include "indexer/names/registry.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

/* The texts of the lists; NULL: no such list. */
struct registry_texts {
	const char *outlets, *actors, *places, *words;
};

static inline bool
registry_write(const char *folder, const char *name, const char *text,
	struct buf *path, struct err *err)
{
	return text == NULL ||
	       (fs_join(path, folder, name, NULL),
		       fs_write_file(path->data, text, strlen(text), err));
}

/* The registry, or NULL with the error. */
static inline struct registry *
registry_sample(const struct registry_texts *texts, struct err *err)
{
	char *folder = unit_scratch();
	struct buf paths[4] = { 0 };
	struct registry *r = NULL;

	if (registry_write(
		    folder, "outlets.tsv", texts->outlets, &paths[0], err) &&
		registry_write(
			folder, "actors.tsv", texts->actors, &paths[1], err) &&
		registry_write(
			folder, "places.tsv", texts->places, &paths[2], err) &&
		registry_write(
			folder, "names.tsv", texts->words, &paths[3], err))
		r = registry_load(
			&(struct registry_files){
				.outlets = paths[0].data,
				.actors = paths[1].data,
				.places = paths[2].data,
				.words = paths[3].data,
			},
			err);
	for (int i = 0; i < 4; i++)
		buf_release(&paths[i]);
	fs_remove_tree(folder, NULL);
	free(folder);
	return r;
}

#endif
