/*
 * name_features.h - what the model sees of a stretch of words
 *
 * A span is some neighbouring tokens of a text that might be a name.  Its
 * features are numbers: shapes, classes of the words in it and beside it,
 * places in lines, what the lists say, and what was seen around its words
 * elsewhere in the story.  No feature is a word.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_NAME_FEATURES_H
#define INDEXER_NAME_FEATURES_H

#include "indexer/names/name_list.h"
#include "indexer/names/name_text.h"

/* Sets of features; each has so many values.  The names are those of the
 * model's file. */
#define NAME_FEATURE_SETS(X)                                                   \
	X(PREVIOUS, "previous", CODES)                                         \
	X(PREVIOUS2, "previous2", CODES)                                       \
	X(NEXT, "next", CODES)                                                 \
	X(NEXT2, "next2", CODES)                                               \
	X(AROUND, "around", CODES *CODES)                                      \
	X(ENDS, "ends", CODES *CODES)                                          \
	X(FIRST, "first", CODES * 8)                                           \
	X(LAST, "last", CODES * 8)                                             \
	X(INNER, "inner", CODES)                                               \
	X(GAP_BEFORE, "gap_before", CODES * 16)                                \
	X(GAP_BEHIND, "gap_behind", CODES * 16)                                \
	X(GAPS, "gaps", 16 * 16 * 2)                                           \
	X(GAP_INNER, "gap_inner", 16)                                          \
	X(SHAPE, "shape", 512)                                                 \
	X(ENDING_LAST, "ending_last", 2 * (CUE_ENDINGS + 1))                   \
	X(ENDING_FIRST, "ending_first", CUE_ENDINGS + 1)                       \
	X(LINE, "line", 512)                                                   \
	X(CASE, "case", 512)                                                   \
	X(LISTED, "listed", 1024)                                              \
	X(LISTED_NEAR, "listed_near", 512)                                     \
	X(PARTS, "parts", 64)                                                  \
	X(CLASS_FIRST, "class_first", 64)                                      \
	X(CLASS_LAST, "class_last", 64)                                        \
	X(CLASS_ONLY, "class_only", 64)                                        \
	X(SEEN_ONLY, "seen_only", 32)                                          \
	X(SEEN_FIRST, "seen_first", 32)                                        \
	X(SEEN_LAST, "seen_last", 32)                                          \
	X(SPORT, "sport", 2048)                                                \
	X(VOTES, "votes", 256)                                                 \
	X(VOTES_LAST, "votes_last", 64)

enum name_feature_set {
#define X(id, name, size) FEATURES_##id,
	NAME_FEATURE_SETS(X)
#undef X
		FEATURE_SETS
};

/* Where each set begins: one behind the last value of the one before. */
enum name_feature_base {
#define X(id, name, size) BASE_##id, BEHIND_##id = BASE_##id + (size)-1,
	NAME_FEATURE_SETS(X)
#undef X
		FEATURES
};
#define NAME_FEATURES 65536 /* room for all of them */
_Static_assert((int)FEATURES <= NAME_FEATURES, "the weights have room");

struct name_feature_row {
	const char *name;
	uint32_t base, size;
};
/* Here, so that the base and size of a set cost no look-up. */
static const struct name_feature_row name_feature_sets[FEATURE_SETS] = {
#define X(id, title, values)                                                   \
	[FEATURES_##id] = { .name = title, .base = BASE_##id, .size = values },
	NAME_FEATURE_SETS(X)
#undef X
};

/* Of one span: two words have each bit that a word can have. */
#define NAME_FEATURES_MAX 256

struct name_feature_list {
	uint32_t ids[NAME_FEATURES_MAX];
	uint32_t count;
};

/* The features of tokens [first, first + words) of a text. */
void name_features(const struct name_story *story, const struct name_text *text,
	const struct name_matches *matches, uint32_t first, uint32_t words,
	struct name_feature_list *out);

static inline void
name_feature(struct name_feature_list *out, enum name_feature_set set,
	uint32_t value)
{
	if (out->count < NAME_FEATURES_MAX &&
		value < name_feature_sets[set].size)
		out->ids[out->count++] = name_feature_sets[set].base + value;
}

#endif
