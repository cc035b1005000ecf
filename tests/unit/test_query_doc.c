/* docs/query.md says how queries are read and refused: every example is. */
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

/* The two cells from the at-th on, when the row has so many and they are
 * quoted. */
static bool
row_split(char *row, size_t columns, size_t first, char *quotes[2])
{
	char *cells[8];
	size_t n = 0;

	for (char *at = row; at != NULL && n < COUNT(cells); n++) {
		cells[n] = at;
		at = strchr(at, '|');
		if (at != NULL)
			*at++ = '\0';
	}
	if (n != columns + 2)
		return false;
	quotes[0] = quoted(cells[first]);
	quotes[1] = quoted(cells[first + 1]);
	return quotes[0] != NULL && quotes[1] != NULL;
}

/* The tree of the example, or the code and keys of its refusal. */
static void
read_example(const char *query, struct buf *out)
{
	struct query_context context = {
		.limits = query_limits_preset,
		.today = day_of(2025, 3, 11),
	};
	struct arena arena = { 0 };
	struct query_parsed parsed;
	struct err err = { 0 };

	if (strncmp(query, MATCH_ANY, strlen(MATCH_ANY)) == 0) {
		context.match_any = true;
		query += strlen(MATCH_ANY);
	}
	if (query_parse(query, strlen(query), &context, &arena, &parsed, &err))
		query_print(parsed.root, out);
	else
		buf_printf(out, "%d %s", err_code(err.kind), err.keys);
	arena_release(&arena);
}

static void
check_row(char *quotes[2])
{
	struct buf reading = { 0 };
	const char *query = quotes[0], *said = quotes[1];
	bool refused = strncmp(said, "54", 2) == 0;

	read_example(query, &reading);
	if (refused ? strncmp(reading.data, said, strlen(said)) != 0
		    : strcmp(reading.data, said) != 0)
		fail_msg("%s: %s is read as %s, not as %s", DOCUMENT, query,
			reading.data, said);
	buf_release(&reading);
}

/* Rows of so many columns, of which two hold an example and its reading. */
static unsigned
check_rows(size_t columns, size_t first)
{
	struct buf text = { 0 };
	struct err err = { 0 };
	unsigned rows = 0;

	if (!fs_read_file(DOCUMENT, DOCUMENT_MAX, &text, &err))
		fail_msg("%s", err.text);
	for (char *row = strtok(text.data, "\n"); row != NULL;
		row = strtok(NULL, "\n")) {
		char *quotes[2];

		if (*row != '|' || !row_split(row, columns, first, quotes))
			continue;
		check_row(quotes);
		rows++;
	}
	buf_release(&text);
	return rows;
}

static void
every_example_is_read_as_the_document_says(void **state)
{
	(void)state;
	assert_true(check_rows(4, 3) > 70);
}

static void
every_fault_is_refused_as_the_document_says(void **state)
{
	(void)state;
	assert_true(check_rows(3, 1) >= 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_example_is_read_as_the_document_says),
		cmocka_unit_test(every_fault_is_refused_as_the_document_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
