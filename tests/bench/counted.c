/*
 * counted - ask lists of questions where each list can be counted apart
 *
 *   counted INDEX QUESTIONS LIST...
 *
 * In process.  counted_list() is what callgrind is told to look at: it is
 * called once a list.
 */
#include "base/mem.h"
#include "tests/bench/engine.h"

#include <stdlib.h>

struct lines {
	char **line;
	size_t count, room;
};

void counted_list(struct engine *engine, const char *list, struct lines *lines);

static void
lines_read(struct lines *lines, const char *folder, const char *list)
{
	char path[4096], *line = NULL;
	size_t size = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, list);
	file = fopen(path, "r");
	if (file == NULL)
		peer_die("counted: cannot read %s", path);
	lines->count = 0;
	while (getline(&line, &size, file) > 0)
		vec_push(lines->line, lines->count, lines->room) =
			mem_string(line);
	free(line);
	fclose(file);
}

__attribute__((noinline)) void
counted_list(struct engine *engine, const char *list, struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		struct question question;
		struct answer answer = { 0 };

		question_read(&question, list, lines->line[i]);
		engine_ask(engine, &question, &answer);
	}
}

int
main(int argc, char **argv)
{
	struct generation *generation;
	struct engine engine;
	struct lines lines = { 0 };

	if (argc < 4)
		peer_die("usage: counted INDEX QUESTIONS LIST...");
	generation = engine_generation(argv[1]);
	engine_open(&engine, generation);
	for (int i = 3; i < argc; i++) {
		lines_read(&lines, argv[2], argv[i]);
		counted_list(&engine, argv[i], &lines);
		for (size_t n = 0; n < lines.count; n++)
			free(lines.line[n]);
	}
	free(lines.line);
	engine_close(&engine);
	generation_unref(generation);
	return 0;
}
