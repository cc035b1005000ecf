/*
 * lists.h - the lists of conf/ and what is made of them, once
 *
 * To read them takes longer than to add a few stories.  So an archive keeps
 * what was made of them, as an image (base/image.h) in its folder, which serves
 * as long as the program and the lists are the same, to the byte, and lie where
 * they did.
 *
 * Thread: opened, kept and closed by one, between which any may read.
 */
#ifndef INDEXER_LISTS_H
#define INDEXER_LISTS_H

#include "base/image.h"
#include "indexer/names/name_model.h"
#include "indexer/names/registry.h"

#define LISTS_IMAGE "lists" /* in the folder of an archive */

/* Zeroed is none. */
struct lists {
	const struct registry *registry;
	const struct name_model *names;
	struct registry_files files; /* "" and NULL: see registry_open() */
	const char *model;
	unsigned char key[IMAGE_KEY];
	bool known;	      /* the key */
	struct image_map map; /* where they are, if they were kept */
};

/* Of files and model, which must live as long; what is kept in the archive dir
 * (may be NULL) is taken if it is of them.  Errors: those of registry_open()
 * and name_model_open(). */
bool lists_open(struct lists *lists, const struct registry_files *files,
	const char *model, const char *dir, struct err *err);
void lists_close(struct lists *lists);

/* Keep them in the archive dir, which the caller has locked for writing, unless
 * they are from there, or were changed while they were read; building is its
 * folder for what is in the making. */
bool lists_keep(struct lists *lists, const char *building, const char *dir,
	struct err *err);

#endif
