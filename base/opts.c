#include "base/opts.h"

#include "base/buf.h"
#include "base/near.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define HELP_WIDTH 79

/* The row of a long option, whose name is name[0..len); or NULL. */
static const struct opt *
row_named(const struct opt *table, const char *name, size_t len)
{
	for (const struct opt *row = table; row->name != NULL; row++)
		if (strlen(row->name) == len &&
			memcmp(row->name, name, len) == 0)
			return row;
	return NULL;
}

static const struct opt *
row_lettered(const struct opt *table, char letter)
{
	for (const struct opt *row = table; row->name != NULL; row++)
		if (row->letter != 0 && row->letter == letter)
			return row;
	return NULL;
}

static bool
unknown(const struct opt *table, const char *name, size_t len, struct err *err)
{
	const char *meant = NULL;
	unsigned best = NEAR_FAR;
	struct buf word = { 0 };

	buf_add(&word, name, len);
	for (const struct opt *row = table; row->name != NULL; row++)
		meant = near_better(word.data, row->name, meant, &best);
	if (meant != NULL)
		err_set(err, ERR_USAGE, "no option --%s; did you mean --%s?",
			word.data, meant);
	else
		err_set(err, ERR_USAGE, "no option --%s; see --help",
			word.data);
	buf_release(&word);
	return false;
}

static bool
set_count(
	const struct opt *row, int64_t *at, const char *value, struct err *err)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(value, &end, 10);
	if (end == value || *end != '\0' || errno != 0 || n < row->min ||
		n > row->max)
		return err_set(err, ERR_USAGE,
			"--%s takes a whole number from %" PRId64 " to %" PRId64
			", not \"%s\"",
			row->name, row->min, row->max, value);
	*at = n;
	return true;
}

/* Fill the member of a row; value is NULL for flags only. */
static bool
set(const struct opt *row, void *into, const char *value, struct err *err)
{
	char *at = (char *)into + row->at;

	switch (row->type) {
	case OPT_FLAG:
		*(bool *)at = true;
		break;
	case OPT_COUNT:
		return set_count(row, (int64_t *)(void *)at, value, err);
	case OPT_TEXT:
		*(const char **)(void *)at = value;
		break;
	}
	return true;
}

/* Where we are in argv. */
struct place {
	int argc;
	char **argv;
	int at;
};

/* A value that was not written onto the option is the next argument. */
static bool
set_from(struct place *place, const struct opt *row, void *into,
	const char *value, struct err *err)
{
	if (value == NULL && row->type != OPT_FLAG) {
		if (place->at + 1 >= place->argc)
			return err_set(err, ERR_USAGE, "--%s needs its %s",
				row->name, row->arg);
		value = place->argv[++place->at];
	}
	return set(row, into, value, err);
}

/* `--name`, `--name VALUE` or `--name=VALUE`. */
static bool
take_long(struct place *place, const struct opt *table, void *into,
	struct err *err)
{
	const char *name = place->argv[place->at] + 2;
	const char *equals = strchr(name, '=');
	size_t len = equals ? (size_t)(equals - name) : strlen(name);
	const struct opt *row = row_named(table, name, len);

	if (row == NULL)
		return unknown(table, name, len, err);
	if (equals != NULL && row->type == OPT_FLAG)
		return err_set(
			err, ERR_USAGE, "--%s takes no value", row->name);
	return set_from(place, row, into, equals ? equals + 1 : NULL, err);
}

/* `-q`, several as in `-qv`, `-n VALUE` or `-nVALUE`. */
static bool
take_letters(struct place *place, const struct opt *table, void *into,
	struct err *err)
{
	const char *letters = place->argv[place->at] + 1;

	for (; *letters != '\0'; letters++) {
		const struct opt *row = row_lettered(table, *letters);

		if (row == NULL)
			return err_set(err, ERR_USAGE,
				"no option -%c; see --help", *letters);
		if (row->type != OPT_FLAG)
			return set_from(place, row, into,
				letters[1] != '\0' ? letters + 1 : NULL, err);
		set(row, into, NULL, err);
	}
	return true;
}

bool
opts_parse(const struct opt *table, void *into, int argc, char **argv,
	int *nwords, struct err *err)
{
	struct place place = { argc, argv, 1 };
	bool ended = false;
	int words = 0;

	for (; place.at < argc; place.at++) {
		char *arg = argv[place.at];
		bool ok = true;

		/* A lone dash is a word: standard input. */
		if (ended || arg[0] != '-' || arg[1] == '\0')
			argv[1 + words++] = arg;
		else if (strcmp(arg, "--") == 0)
			ended = true;
		else if (arg[1] == '-')
			ok = take_long(&place, table, into, err);
		else
			ok = take_letters(&place, table, into, err);
		if (!ok)
			return false;
	}
	*nwords = words;
	return true;
}

/* "--name ARG" as help shows it. */
static void
add_usage(struct buf *out, const struct opt *row)
{
	if (row->letter != 0)
		buf_printf(out, "-%c, ", row->letter);
	else
		buf_puts(out, "    ");
	buf_printf(out, "--%s", row->name);
	if (row->type != OPT_FLAG)
		buf_printf(out, " %s", row->arg);
}

/* Print words from column `at` on; lines that get too long go on there. */
static void
print_about(const char *about, size_t at, FILE *out)
{
	size_t column = at;

	while (*about != '\0') {
		size_t len = strcspn(about, " ");

		if (column > at && column + 1 + len > HELP_WIDTH) {
			fprintf(out, "\n%*s", (int)at, "");
			column = at;
		}
		fprintf(out, "%s%.*s", column > at ? " " : "", (int)len, about);
		column += len + (column > at ? 1 : 0);
		about += len + strspn(about + len, " ");
	}
	fputc('\n', out);
}

void
opts_print(const struct opt *table, FILE *out)
{
	struct buf usage = { 0 };
	size_t widest = 0;

	for (const struct opt *row = table; row->name != NULL; row++) {
		buf_reset(&usage);
		add_usage(&usage, row);
		widest = usage.len > widest ? usage.len : widest;
	}
	for (const struct opt *row = table; row->name != NULL; row++) {
		buf_reset(&usage);
		add_usage(&usage, row);
		fprintf(out, "  %-*s  ", (int)widest, usage.data);
		print_about(row->about, widest + 4, out);
	}
	buf_release(&usage);
}
