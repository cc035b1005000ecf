#include "peer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void
peer_die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

/* ---- stories ---- */

bool
row_read(FILE *table, struct row *story)
{
	static char *line;
	static size_t size;
	ssize_t len = getline(&line, &size, table);
	char *rest = line;

	if (len <= 0)
		return false;
	line[len - 1] = '\0';
	for (int i = 0; i < NCOLUMNS; i++)
		story->column[i] = strsep(&rest, "\t");
	if (story->column[BODY] == NULL)
		peer_die("a story of too few columns");
	story->at = story->column[ACTORS];
	return true;
}

const char *
row_actor(struct row *story)
{
	if (story->at == NULL || *story->at == '\0')
		return NULL;
	return strsep(&story->at, "\x1f");
}

long
row_day(const struct row *story)
{
	const char *day = story->column[DAY];

	if (*day == '\0')
		return 0;
	return atol(day) * 10000 + atol(day + 5) * 100 + atol(day + 8);
}

/* ---- questions ---- */

static const struct {
	const char *name;
	bool exact;
} kinds[NKINDS] = {
	[WORD] = { "word", false },
	[AND] = { "and", false },
	[OR] = { "or", false },
	[PHRASE] = { "phrase", true },
	[COMMON] = { "common", true },
	[MONTH] = { "month", false },
	[NEWEST] = { "newest", false },
};

static enum kind
kind_of(const char *list)
{
	size_t len = strcspn(list, "+");

	for (int i = 0; i < NKINDS; i++)
		if (strlen(kinds[i].name) == len &&
			strncmp(kinds[i].name, list, len) == 0)
			return i;
	peer_die("no such list: %s", list);
}

void
question_read(struct question *question, const char *list, char *line)
{
	char *word;

	*question = (struct question){ .kind = kind_of(list) };
	question->exact = kinds[question->kind].exact;
	question->facets = strchr(list, '+') != NULL;
	line[strcspn(line, "\n")] = '\0';
	if (question->kind == MONTH)
		question->month = strsep(&line, " ");
	while ((word = strsep(&line, " ")) != NULL &&
		question->nwords < QUESTION_WORDS)
		question->words[question->nwords++] = word;
}

static int64_t
now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void
ask_file(void *peer, peer_ask ask, const char *path, const char *list,
	double seconds, bool told)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	int64_t left = (int64_t)(seconds * 1e9);

	if (file == NULL)
		peer_die("cannot read %s", path);
	for (int i = 0; left > 0 && getline(&line, &size, file) > 0; i++) {
		struct question question;
		struct answer answer = { 0 };
		int64_t began, cpu, took;

		question_read(&question, list, line);
		cpu = now(CLOCK_THREAD_CPUTIME_ID);
		began = now(CLOCK_MONOTONIC);
		ask(peer, &question, &answer);
		took = now(CLOCK_MONOTONIC) - began;
		cpu = now(CLOCK_THREAD_CPUTIME_ID) - cpu;
		left -= took;
		if (told)
			printf("asked %s %d %jd %jd %lu %lu %lu\n", list, i,
				(intmax_t)took, (intmax_t)cpu, answer.hits,
				answer.bytes, answer.buckets);
	}
	free(line);
	fclose(file);
}

void
peer_run(void *peer, peer_ask ask, const char *folder, double seconds,
	char **lists)
{
	char path[4096];

	for (; *lists != NULL; lists++) {
		snprintf(path, sizeof(path), "%s/warm/%s", folder, *lists);
		ask_file(peer, ask, path, *lists, seconds / 4, false);
		snprintf(path, sizeof(path), "%s/%s", folder, *lists);
		ask_file(peer, ask, path, *lists, seconds, true);
	}
	fflush(stdout);
}
