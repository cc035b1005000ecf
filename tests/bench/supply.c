#include "tests/bench/supply.h"

#include "base/mem.h"

#include <stdlib.h>

#define LISTS_MAX 64

/* One more question of that list; false at its end. */
static bool
read_one(struct supply *supply, FILE *file, const char *list)
{
	struct question question;
	char *line = NULL;
	size_t size = 0;

	if (getline(&line, &size, file) <= 0) {
		free(line);
		return false;
	}
	question_read(&question, list, line);
	vec_push(supply->questions, supply->count, supply->room) = question;
	return true;
}

void
supply_read(struct supply *supply, const char *folder, char **lists)
{
	FILE *files[LISTS_MAX];
	char path[4096];
	size_t nlists = 0, before;

	for (; lists[nlists] != NULL && nlists < LISTS_MAX; nlists++) {
		snprintf(path, sizeof(path), "%s/%s", folder, lists[nlists]);
		files[nlists] = fopen(path, "r");
		if (files[nlists] == NULL)
			peer_die("cannot read %s", path);
	}
	do {
		before = supply->count;
		for (size_t i = 0; i < nlists; i++)
			read_one(supply, files[i], lists[i]);
	} while (supply->count > before);
	for (size_t i = 0; i < nlists; i++)
		fclose(files[i]);
	if (supply->count == 0)
		peer_die("no questions in %s", folder);
}

const struct question *
supply_next(struct supply *supply)
{
	size_t n = atomic_fetch_add(&supply->next, 1);

	return &supply->questions[n % supply->count];
}
