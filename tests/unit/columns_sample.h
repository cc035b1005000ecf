/*
 * columns_sample.h - small columns for the tests of columns and dictionaries
 *
 * Thread: one.
 */
#ifndef TESTS_UNIT_COLUMNS_SAMPLE_H
#define TESTS_UNIT_COLUMNS_SAMPLE_H

#include "base/buf.h"
#include "base/fs.h"
#include "engine/index/columns.h"
#include "tests/unit/unit.h"

static char *scratch; /* the folder that columns are written to */

static inline int
make_scratch(void **state)
{
	(void)state;
	scratch = unit_scratch();
	return scratch == NULL;
}

static inline int
remove_scratch(void **state)
{
	bool ok = fs_remove_tree(scratch, NULL);

	(void)state;
	free(scratch);
	return !ok;
}

/* ---- stories to make columns of ---- */

/* A row of a story of that length, without words. */
static inline void
add_row(struct columns_writer *writer, const struct story *story,
	uint32_t length)
{
	const struct term_list terms = { .length = length };

	columns_add(writer, story, &terms);
}

static inline struct story
dated(day d)
{
	return (struct story) {
		.uri = "u",
		.published = {
			.value = d != DAY_UNKNOWN ? "x" : NULL,
			.precision = PRECISION_DAY,
			.confidence = 0.8,
			.day = d,
		},
	};
}

static inline void
add(struct columns_writer *writer, const char *outlet, const char *domain,
	const char *actors[], const char *language)
{
	struct story_actor list[8] = { 0 };
	struct story story = dated(DAY_UNKNOWN);

	story.outlet_name = outlet;
	story.outlet_domain = domain;
	story.language = language;
	story.actors = list;
	for (; actors != NULL && *actors != NULL; actors++)
		list[story.nactors++].name = *actors;
	add_row(writer, &story, 100);
}

static inline void
finish(struct columns_writer *writer, struct columns *columns)
{
	struct err err = { 0 };

	if (!columns_finish(writer, scratch, &err) ||
		!columns_open(scratch, columns, &err))
		fail_msg("%s", err.text);
	columns_writer_free(writer);
}

static inline const char *
name_of(const struct dictionary *dictionary, uint32_t ordinal)
{
	struct dictionary_entry entry;

	assert_true(ordinal < dictionary->count);
	dictionary_entry(dictionary, ordinal, &entry);
	return entry.name;
}

/* The names that a value means, joined by commas. */
static inline const char *
meant(const struct dictionary *dictionary, const char *value)
{
	static struct buf names;
	uint32_t *ordinals = NULL;
	size_t count = 0, cap = 0, n;

	buf_reset(&names);
	n = dictionary_match(
		dictionary, value, strlen(value), &ordinals, &count, &cap);
	assert_int_equal(n, count);
	for (size_t i = 0; i < count; i++)
		buf_printf(&names, "%s%s", i > 0 ? "," : "",
			name_of(dictionary, ordinals[i]));
	free(ordinals);
	return buf_text(&names);
}

#endif
