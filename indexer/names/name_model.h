/*
 * name_model.h - the weights by which names are told from other words
 *
 * A linear model: for every feature (name_features.h) a weight for each type
 * of name.  The file, conf/names.model, is text: a line holds the set, the
 * value and the five weights in hundredths, separated by blanks; `#` begins a
 * comment.  scripts/train-names writes it.
 *
 * Thread: loaded once, then only read: any thread.
 */
#ifndef INDEXER_NAME_MODEL_H
#define INDEXER_NAME_MODEL_H

#include "base/err.h"
#include "indexer/names/name_cues.h"
#include "indexer/names/name_features.h"

enum name_type {
	NAME_NONE,
	NAME_PERSON,
	NAME_BODY, /* an organisation */
	NAME_PLACE,
	NAME_OTHER, /* American, the World Cup */
	NAME_TYPES
};
#define NAME_ROW 8 /* floats a feature: NAME_TYPES and room to align */

struct name_model {
	struct name_cues *cues;
	float *weights; /* [NAME_FEATURES][NAME_ROW] */
	bool trained;	/* it has weights */
};

/* With cues of this registry, which must live longer; no weights. */
struct name_model *name_model_new(const struct registry *registry);
void name_model_free(struct name_model *model);

/* Into an image (base/image.h) that has the registry, too. */
void name_model_take(const struct name_model *model, struct image *image);

/* As name_model_new(), with the weights of a file. */
struct name_model *name_model_load(
	const char *path, const struct registry *registry, struct err *err);
/* "" looks for names.model where the registry's files are; when there is
 * none the model has no weights. */
struct name_model *name_model_open(
	const char *path, const struct registry *registry, struct err *err);

/* The weights as text, those below a hundredth of all left out. */
void name_model_write(const struct name_model *model, struct buf *out);

/* The sum of the features' weights for each type. */
void name_model_score(const struct name_model *model,
	const struct name_feature_list *features, float scores[NAME_ROW]);

#endif
