/* docs/query.md says how queries are read: every example of it is. */
#include "base/fs.h"
#include "engine/query/query.h"
#include "tests/unit/unit.h"

#define DOCUMENT "docs/query.md"
#define DOCUMENT_MAX (1 << 20)
#define MATCH_ANY "match=any :: "

/* What stands between backquotes in a cell, or NULL; a cell ends with |. */
static char *
quoted(char *cell)
{
	char *from = strchr(cell, '`'), *to = strrchr(cell, '`');

	if (from == NULL)
		return NULL;
	*to = '\0';
	return to > from ? from + 1 : to;
}

/* The last two cells of a row, when the row has four and they are quoted. */
static bool
row_split(char *row, char **example, char **reading)
{
	char *cells[6];
	size_t n = 0;

	for (char *at = row; at != NULL && n < COUNT(cells); n++) {
		cells[n] = at;
		at = strchr(at, '|');
		if (at != NULL)
			*at++ = '\0';
	}
	if (n != 6)
		return false;
	*example = quoted(cells[3]);
	*reading = quoted(cells[4]);
	return *example != NULL && *reading != NULL;
}

static void
check_row(const char *example, const char *reading)
{
	struct query_context context = {
		.limits = query_limits_preset,
		.today = day_of(2025, 3, 11),
	};
	struct arena arena = { 0 };
	struct query_parsed parsed;
	struct buf printed = { 0 };
	struct err err = { 0 };
	const char *query = example;

	if (strncmp(query, MATCH_ANY, strlen(MATCH_ANY)) == 0) {
		context.match_any = true;
		query += strlen(MATCH_ANY);
	}
	if (!query_parse(query, strlen(query), &context, &arena, &parsed, &err))
		fail_msg("%s: %s: %s", DOCUMENT, example, err.text);
	query_print(parsed.root, &printed);
	if (strcmp(printed.data, reading) != 0)
		fail_msg("%s: %s is read as %s, not as %s", DOCUMENT, example,
			printed.data, reading);
	buf_release(&printed);
	arena_release(&arena);
}

static void
every_example_is_read_as_the_document_says(void **state)
{
	struct buf text = { 0 };
	struct err err = { 0 };
	unsigned rows = 0;

	(void)state;
	if (!fs_read_file(DOCUMENT, DOCUMENT_MAX, &text, &err))
		fail_msg("%s", err.text);
	for (char *row = strtok(text.data, "\n"); row != NULL;
		row = strtok(NULL, "\n")) {
		char *example, *reading;

		if (*row != '|' || !row_split(row, &example, &reading))
			continue;
		check_row(example, reading);
		rows++;
	}
	assert_true(rows > 40);
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_example_is_read_as_the_document_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
