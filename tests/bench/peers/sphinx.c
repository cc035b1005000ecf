/*
 * sphinx - the peer with a daemon, over loopback
 *
 *   sphinx table STORIES.tsv SPHINX.tsv NAMES    before its indexer runs
 *   sphinx ask PORT NAMES QUESTIONS SECONDS LIST...
 *
 * Outlets and actors are numbers in Sphinx; NAMES has their names, a line each,
 * the first that of number 1, and the client puts them in.  max_matches of
 * 10,000 lets it count 40,000 groups at a time, more than a facet here has.
 */
#include "peer.h"

#include <mysql.h>
#include <search.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- the table of its indexer ---- */

struct numbers {
	struct hsearch_data table;
	FILE *names;
	uintptr_t last;
};

static uintptr_t
number_of(struct numbers *numbers, const char *name)
{
	ENTRY entry = { .key = (char *)name }, *found;

	if (hsearch_r(entry, FIND, &found, &numbers->table))
		return (uintptr_t)found->data;
	entry.key = strdup(name);
	entry.data = (void *)++numbers->last;
	if (!hsearch_r(entry, ENTER, &found, &numbers->table))
		peer_die("sphinx: too many names");
	fprintf(numbers->names, "%s\n", name);
	return numbers->last;
}

static void
write_row(
	FILE *to, unsigned long id, struct row *story, struct numbers *numbers)
{
	long day = row_day(story);
	const char *actor, *before = "";

	fprintf(to, "%lu\t%s\t%ld\t%ld\t%ju\t", id, story->column[URI], day,
		day / 100,
		(uintmax_t)number_of(numbers, story->column[OUTLET]));
	while ((actor = row_actor(story)) != NULL) {
		fprintf(to, "%s%ju", before,
			(uintmax_t)number_of(numbers, actor));
		before = ",";
	}
	fprintf(to, "\t%s\t%s\n", story->column[HEADLINE], story->column[BODY]);
}

static void
write_table(const char *stories, const char *path, const char *names)
{
	FILE *from = fopen(stories, "r"), *to = fopen(path, "w");
	struct numbers numbers = { .names = fopen(names, "w") };
	struct row story;
	unsigned long id = 0;

	if (from == NULL || to == NULL || numbers.names == NULL ||
		!hcreate_r(8000000, &numbers.table))
		peer_die("sphinx: cannot write %s", path);
	while (row_read(from, &story))
		write_row(to, ++id, &story, &numbers);
	fclose(from);
	fclose(to);
	fclose(numbers.names);
}

/* ---- asking ---- */

struct asker {
	MYSQL *line;
	char **names; /* of number 1, ... */
	size_t nnames;
};

static void
names_read(struct asker *asker, const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t size = 0, room = 0;

	if (file == NULL)
		peer_die("cannot read %s", path);
	while (getline(&line, &size, file) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if (asker->nnames == room) {
			room = room * 2 + 1024;
			asker->names =
				realloc(asker->names, room * sizeof(char *));
		}
		asker->names[asker->nnames++] = strdup(line);
	}
	free(line);
	fclose(file);
}

static size_t
put_words(char *out, size_t size, const struct question *question)
{
	const char *between = question->kind == OR ? "|" : " ";
	const char *quote = question->exact ? "\"" : "";
	size_t len = snprintf(out, size, "%s", quote);

	for (size_t i = 0; i < question->nwords; i++)
		len += snprintf(out + len, size - len, "%s%s%s",
			i == 0 ? "" : between, question->exact ? "=" : "",
			question->words[i]);
	return len + snprintf(out + len, size - len, "%s", quote);
}

/* SHOW META comes right behind the page: the number of all hits. */
static void
put_statements(char *out, size_t size, const struct question *question)
{
	char words[512], where[640];
	size_t len;

	put_words(words, sizeof(words), question);
	len = snprintf(where, sizeof(where), "MATCH('%s')", words);
	if (question->kind == MONTH)
		snprintf(where + len, sizeof(where) - len, " AND month=%.4s%s",
			question->month, question->month + 5);
	len = snprintf(out, size,
		"SELECT uri, day, outlet, headline FROM stories WHERE %s"
		"%s LIMIT 10 OPTION ranker=bm25, max_matches=10; SHOW META",
		where, question->kind == NEWEST ? " ORDER BY day DESC" : "");
	if (question->facets)
		snprintf(out + len, size - len,
			"; SELECT month, COUNT(*) FROM stories WHERE %s AND"
			" month>0 GROUP BY month ORDER BY month ASC LIMIT 10000"
			" OPTION ranker=none, max_matches=10000"
			" FACET outlet ORDER BY COUNT(*) DESC LIMIT 10"
			" FACET actor ORDER BY COUNT(*) DESC LIMIT 10",
			where);
}

static const char *
name_of(const struct asker *asker, const char *number)
{
	size_t n = strtoul(number, NULL, 10);

	return n == 0 || n > asker->nnames ? "" : asker->names[n - 1];
}

static void
take_page(struct asker *asker, MYSQL_RES *rows, struct answer *answer)
{
	MYSQL_ROW row;

	while ((row = mysql_fetch_row(rows)) != NULL)
		answer->bytes += strlen(row[0]) + strlen(row[1]) +
				 strlen(name_of(asker, row[2])) +
				 strlen(row[3]);
}

static void
take_meta(struct asker *asker, MYSQL_RES *rows, struct answer *answer)
{
	MYSQL_ROW row;

	(void)asker;
	while ((row = mysql_fetch_row(rows)) != NULL)
		if (strcmp(row[0], "total_found") == 0)
			answer->hits = strtoul(row[1], NULL, 10);
}

static void
take_months(struct asker *asker, MYSQL_RES *rows, struct answer *answer)
{
	(void)asker;
	answer->buckets += mysql_num_rows(rows);
}

static void
take_names(struct asker *asker, MYSQL_RES *rows, struct answer *answer)
{
	MYSQL_ROW row;

	while ((row = mysql_fetch_row(rows)) != NULL)
		answer->buckets += *name_of(asker, row[0]) != '\0';
}

/* What comes back, in this order. */
static void (*const takes[])(
	struct asker *asker, MYSQL_RES *rows, struct answer *answer) = {
	take_page,
	take_meta,
	take_months,
	take_names,
	take_names,
};
#define NTAKES (sizeof(takes) / sizeof(takes[0]))

static void
ask(void *peer, const struct question *question, struct answer *answer)
{
	struct asker *asker = peer;
	char statements[4096];
	size_t i = 0;
	int more;

	put_statements(statements, sizeof(statements), question);
	if (mysql_query(asker->line, statements) != 0)
		peer_die("sphinx: %s", mysql_error(asker->line));
	do {
		MYSQL_RES *rows = mysql_store_result(asker->line);

		if (rows == NULL || i == NTAKES)
			peer_die("sphinx: %s: %s", statements,
				mysql_error(asker->line));
		takes[i++](asker, rows, answer);
		mysql_free_result(rows);
	} while ((more = mysql_next_result(asker->line)) == 0);
	if (more > 0)
		peer_die("sphinx: %s", mysql_error(asker->line));
}

static void
ask_all(char **argv)
{
	struct asker asker = { .line = mysql_init(NULL) };

	names_read(&asker, argv[1]);
	if (mysql_real_connect(asker.line, "127.0.0.1", "", "", NULL,
		    atoi(argv[0]), NULL, CLIENT_MULTI_STATEMENTS) == NULL)
		peer_die("sphinx: %s", mysql_error(asker.line));
	peer_run(&asker, ask, argv[2], atof(argv[3]), argv + 4);
	mysql_close(asker.line);
}

int
main(int argc, char **argv)
{
	if (argc == 5 && strcmp(argv[1], "table") == 0)
		write_table(argv[2], argv[3], argv[4]);
	else if (argc > 6 && strcmp(argv[1], "ask") == 0)
		ask_all(argv + 2);
	else
		peer_die("usage: sphinx table|ask ...");
	return 0;
}
