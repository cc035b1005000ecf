#include "base/conf.h"

#include "base/buf.h"
#include "base/near.h"

#include <errno.h>
#include <ini.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- one setting ---- */

static const struct setting *
row_named(const struct setting *table, const char *name, struct err *err)
{
	const struct setting *row;
	const char *meant = NULL;
	unsigned best = NEAR_FAR;

	for (row = table; row->name != NULL; row++) {
		if (strcmp(row->name, name) == 0)
			return row;
		meant = near_better(name, row->name, meant, &best);
	}
	if (meant != NULL)
		err_set(err, ERR_INPUT, "no setting %s; did you mean %s?", name,
			meant);
	else
		err_set(err, ERR_INPUT, "no setting %s", name);
	return NULL;
}

static bool
set_int(const struct setting *row, int64_t *at, const char *value,
	struct err *err)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(value, &end, 10);
	if (end == value || *end != '\0' || errno != 0 || n < row->min ||
		n > row->max)
		return err_set(err, ERR_INPUT,
			"%s is a whole number from %" PRId64 " to %" PRId64
			"%s%s, not \"%s\"",
			row->name, row->min, row->max, row->unit ? " " : "",
			row->unit ? row->unit : "", value);
	*at = n;
	return true;
}

static bool
set_bool(
	const struct setting *row, bool *at, const char *value, struct err *err)
{
	static const struct {
		const char *word;
		bool means;
	} words[] = {
		{ "yes", true },
		{ "no", false },
		{ "true", true },
		{ "false", false },
		{ "on", true },
		{ "off", false },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (strcmp(words[i].word, value) != 0)
			continue;
		*at = words[i].means;
		return true;
	}
	return err_set(err, ERR_INPUT, "%s is yes or no, not \"%s\"", row->name,
		value);
}

static bool
set(const struct setting *row, void *into, const char *value,
	struct arena *arena, struct err *err)
{
	char *at = (char *)into + row->at;

	switch (row->type) {
	case SETTING_INT:
		return set_int(row, (int64_t *)(void *)at, value, err);
	case SETTING_BOOL:
		return set_bool(row, (bool *)at, value, err);
	case SETTING_TEXT:
		*(const char **)(void *)at = arena_string(arena, value);
		break;
	}
	return true;
}

bool
conf_set(const struct setting *table, void *into, const char *name,
	const char *value, struct arena *arena, struct err *err)
{
	const struct setting *row = row_named(table, name, err);

	return row != NULL && set(row, into, value, arena, err);
}

bool
conf_presets(const struct setting *table, void *into, struct arena *arena,
	struct err *err)
{
	for (const struct setting *row = table; row->name != NULL; row++)
		if (!set(row, into, row->preset, arena, err))
			return err_while(err, "preset");
	return true;
}

/* ---- a file ---- */

/* What the callbacks of inih share; the first error wins. */
struct reading {
	const struct setting *table;
	void *into;
	struct arena *arena;
	FILE *file;
	int line;
	bool failed;
	struct err err;
};

static void
fail(struct reading *reading, const char *what)
{
	if (reading->failed)
		return;
	reading->failed = true;
	err_set(&reading->err, ERR_INPUT, "%s", what);
}

/*
 * One line for inih, which would take what does not fit into its buffer for
 * a line of its own, and a line that begins with blanks for more of the one
 * before: neither gets there.
 */
static char *
next_line(char *line, int size, void *stream)
{
	struct reading *reading = stream;
	size_t len, blanks;

	if (reading->failed || fgets(line, size, reading->file) == NULL)
		return NULL;
	reading->line++;
	len = strlen(line);
	if (len + 1 == (size_t)size && line[len - 1] != '\n') {
		fail(reading, "the line is too long");
		return NULL;
	}
	blanks = strspn(line, " \t");
	memmove(line, line + blanks, len + 1 - blanks);
	return line;
}

static int
take_pair(void *user, const char *section, const char *name, const char *value)
{
	struct reading *reading = user;

	if (reading->failed)
		return 0;
	if (*section != '\0')
		fail(reading, "there are no sections here");
	else if (!conf_set(reading->table, reading->into, name, value,
			 reading->arena, &reading->err))
		reading->failed = true;
	return !reading->failed;
}

bool
conf_read(const struct setting *table, void *into, const char *path,
	struct arena *arena, struct err *err)
{
	struct reading reading = {
		.table = table,
		.into = into,
		.arena = arena,
		.file = fopen(path, "re"),
	};
	int bad;

	if (reading.file == NULL)
		return err_errno(err, "%s", path);
	bad = ini_parse_stream(next_line, &reading, take_pair, &reading);
	if (ferror(reading.file)) {
		errno = EIO;
		err_errno(err, "%s", path);
		fclose(reading.file);
		return false;
	}
	fclose(reading.file);
	if (!reading.failed && bad != 0) {
		reading.line = bad;
		fail(&reading, "not a line like `name = value`");
	}
	if (!reading.failed)
		return true;
	if (err != NULL)
		*err = reading.err;
	return err_while(err, "%s:%d", path, reading.line);
}

void
conf_print(const struct setting *table, FILE *out)
{
	for (const struct setting *row = table; row->name != NULL; row++) {
		fprintf(out, "# %s", row->about);
		if (row->type == SETTING_INT)
			fprintf(out, " (%" PRId64 " to %" PRId64 "%s%s)",
				row->min, row->max, row->unit ? " " : "",
				row->unit ? row->unit : "");
		fprintf(out, "\n%s = %s\n%s", row->name, row->preset,
			row[1].name ? "\n" : "");
	}
}
