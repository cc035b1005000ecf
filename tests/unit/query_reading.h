/*
 * query_reading.h - queries and how they are read, for tests of the parser
 */
#ifndef TESTS_QUERY_READING_H
#define TESTS_QUERY_READING_H

#include "engine/query/query.h"
#include "tests/unit/unit.h"

#include <string.h>

/* A query and what it prints as, or the keys of its error. */
struct reading {
	const char *query;
	const char *printed;
};

struct parsed {
	struct arena arena;
	struct query_parsed query;
	struct buf printed;
	struct err err;
};

static inline struct query_context
context_preset(void)
{
	return (struct query_context){
		.limits = query_limits_preset,
		.today = day_of(2025, 3, 11),
	};
}

static inline bool
parse_with(struct parsed *parsed, const char *text, size_t len,
	const struct query_context *context)
{
	*parsed = (struct parsed){ 0 };
	if (!query_parse(text, len, context, &parsed->arena, &parsed->query,
		    &parsed->err))
		return false;
	query_print(parsed->query.root, &parsed->printed);
	return true;
}

static inline void
release(struct parsed *parsed)
{
	buf_release(&parsed->printed);
	arena_release(&parsed->arena);
}

static inline void
assert_reads(const struct reading *rows, size_t n, bool match_any)
{
	struct query_context context = context_preset();
	struct parsed parsed;

	context.match_any = match_any;
	for (size_t i = 0; i < n; i++) {
		if (!parse_with(&parsed, rows[i].query, strlen(rows[i].query),
			    &context))
			fail_msg("%s: refused: %s", rows[i].query,
				parsed.err.text);
		if (strcmp(buf_text(&parsed.printed), rows[i].printed) != 0)
			fail_msg("%s: read as %s, not as %s", rows[i].query,
				buf_text(&parsed.printed), rows[i].printed);
		release(&parsed);
	}
}

static inline void
assert_refuses(const struct reading *rows, size_t n)
{
	struct query_context context = context_preset();
	struct parsed parsed;

	for (size_t i = 0; i < n; i++) {
		if (parse_with(&parsed, rows[i].query, strlen(rows[i].query),
			    &context))
			fail_msg("%s: read as %s", rows[i].query,
				buf_text(&parsed.printed));
		assert_int_equal(parsed.err.kind, ERR_SYNTAX);
		if (strcmp(parsed.err.keys, rows[i].printed) != 0)
			fail_msg("%s: refused with %s, not with %s",
				rows[i].query, parsed.err.keys,
				rows[i].printed);
		release(&parsed);
	}
}

static inline void
assert_notice(const char *query, const char *word)
{
	struct query_context context = context_preset();
	struct parsed parsed;

	if (!parse_with(&parsed, query, strlen(query), &context))
		fail_msg("%s: %s", query, parsed.err.text);
	if (word == NULL) {
		assert_int_equal(parsed.query.nnotices, 0);
	} else {
		assert_int_equal(parsed.query.nnotices, 1);
		assert_string_equal(parsed.query.notices[0].word, word);
	}
	release(&parsed);
}

/* unit n times, parsed with these limits. */
static inline void
assert_broad(const char *unit, size_t n, const char *key)
{
	struct query_context context = context_preset();
	struct buf text = { 0 };
	struct parsed parsed;

	for (size_t i = 0; i < n; i++)
		buf_puts(&text, unit);
	assert_false(parse_with(&parsed, text.data, text.len, &context));
	assert_int_equal(parsed.err.kind, ERR_BROAD);
	assert_int_equal(strncmp(parsed.err.keys, key, strlen(key)), 0);
	release(&parsed);
	buf_release(&text);
}

#endif
