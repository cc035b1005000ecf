#include "indexer/learning/keeper.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "indexer/learning/group_key.h"
#include "indexer/learning/units.h"

#include <stdlib.h>
#include <string.h>

#define KEEPER_FILE_MAX (16u << 20)

static char *
bare_of(const char *name)
{
	struct buf bare = { 0 };
	char *copy;

	group_key_bare(&bare, name);
	copy = mem_string(buf_text(&bare));
	buf_release(&bare);
	return copy;
}

/* A row for each sentence of a text. */
static void
add_rows(struct keeper *keeper, bool drop, const char *outlet, const char *text)
{
	struct unit_walk walk;
	struct unit unit;

	unit_walk_start(&walk, text);
	while (unit_next(&walk, &unit)) {
		struct buf copy = { 0 };

		buf_add(&copy, text + unit.start, unit.end - unit.start);
		vec_push(keeper->rows, keeper->count, keeper->cap) =
			(struct keeper_row){
				.drop = drop,
				.outlet = bare_of(outlet),
				.text = mem_string(buf_text(&copy)),
				.hash = unit.hash | 1,
			};
		buf_release(&copy);
	}
}

static bool
read_row(struct keeper *keeper, char *line, struct err *err)
{
	char *outlet = strchr(line, '\t');
	char *text = outlet != NULL ? strchr(outlet + 1, '\t') : NULL;

	if (text == NULL)
		return err_set(err, ERR_INPUT,
			"expected keep or drop, an outlet, a sentence");
	*outlet++ = '\0';
	*text++ = '\0';
	if (strcmp(line, "keep") != 0 && strcmp(line, "drop") != 0)
		return err_set(err, ERR_INPUT, "keep or drop, not %s", line);
	add_rows(keeper, strcmp(line, "drop") == 0, outlet, text);
	return true;
}

bool
keeper_read(struct keeper *keeper, const char *path, struct err *err)
{
	struct buf text = { 0 };
	unsigned number = 0;
	bool ok = fs_read_file(path, KEEPER_FILE_MAX, &text, err);
	char *rest, *line;

	buf_putc(&text, '\0');
	for (rest = text.data; ok && (line = strsep(&rest, "\n")) != NULL;) {
		line[strcspn(line, "\r")] = '\0';
		number++;
		if (*line == '\0' || *line == '#')
			continue;
		ok = read_row(keeper, line, err) ||
		     err_while(err, "%s:%u", path, number);
	}
	buf_release(&text);
	return ok;
}

void
keeper_release(struct keeper *keeper)
{
	for (size_t i = 0; i < keeper->count; i++) {
		free(keeper->rows[i].outlet);
		free(keeper->rows[i].text);
	}
	free(keeper->rows);
	memset(keeper, 0, sizeof(*keeper));
}

bool
keeper_row_is_for(const struct keeper_row *row, const char *group_key)
{
	char *bare;
	bool is;

	if (*row->outlet == '\0')
		return true;
	bare = bare_of(group_key + 1);
	is = strcmp(bare, row->outlet) == 0;
	free(bare);
	return is;
}

bool
keeper_keeps(const struct keeper *keeper, const char *group_key, uint64_t hash)
{
	for (size_t i = 0; i < keeper->count; i++)
		if (!keeper->rows[i].drop && keeper->rows[i].hash == hash &&
			keeper_row_is_for(&keeper->rows[i], group_key))
			return true;
	return false;
}
