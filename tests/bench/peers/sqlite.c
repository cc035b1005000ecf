/*
 * sqlite - the peer in one file, in process
 *
 *   sqlite build STORIES.tsv DATABASE
 *   sqlite merge DATABASE
 *   sqlite bytes DATABASE                 bytes of the stored bodies alone
 *   sqlite ask DATABASE QUESTIONS SECONDS LIST...
 *
 * Two FTS5 tables without content of their own: `stems` (porter) ranks words,
 * `forms` (unicode61) finds phrases.  What hits show and facets count is in the
 * narrow tables card and story_actor, the text apart in body.
 */
#include "peer.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const char schema[] =
	"PRAGMA journal_mode = OFF;"
	"PRAGMA synchronous = OFF;"
	"PRAGMA cache_size = -262144;"
	"CREATE TABLE name(id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
	"CREATE TABLE card(id INTEGER PRIMARY KEY, day INT, month INT,"
	" outlet INT, uri TEXT, headline TEXT);"
	"CREATE TABLE story_actor(story INT, actor INT,"
	" PRIMARY KEY(story, actor)) WITHOUT ROWID;"
	"CREATE TABLE body(id INTEGER PRIMARY KEY, text TEXT);"
	"CREATE VIRTUAL TABLE stems USING fts5(headline, body, content='',"
	" tokenize='porter unicode61');"
	"CREATE VIRTUAL TABLE forms USING fts5(headline, body, content='',"
	" tokenize='unicode61');"
	"INSERT INTO stems(stems, rank) VALUES('hashsize', 67108864);"
	"INSERT INTO forms(forms, rank) VALUES('hashsize', 67108864);"
	"BEGIN;";

static const char merging[] = "PRAGMA cache_size = -262144;"
			      "INSERT INTO stems(stems) VALUES('optimize');"
			      "INSERT INTO forms(forms) VALUES('optimize');"
			      "VACUUM;";

static void
check(sqlite3 *db, int status)
{
	if (status != SQLITE_OK && status != SQLITE_DONE &&
		status != SQLITE_ROW)
		peer_die("sqlite: %s", sqlite3_errmsg(db));
}

static sqlite3 *
open_database(const char *path)
{
	sqlite3 *db;

	if (sqlite3_open(path, &db) != SQLITE_OK)
		peer_die("sqlite: cannot open %s", path);
	return db;
}

static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *statement = NULL;

	check(db, sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT,
			  &statement, NULL));
	return statement;
}

/* ---- building ---- */

enum { ADD_NAME, FIND_NAME, CARD, ACTOR, TEXT, STEMS, FORMS, NADDS };
static const char *const adding[NADDS] = {
	[ADD_NAME] = "INSERT OR IGNORE INTO name(name) VALUES(?)",
	[FIND_NAME] = "SELECT id FROM name WHERE name = ?",
	[CARD] = "INSERT INTO card(id, day, month, outlet, uri, headline)"
		 " VALUES(?,?,?,?,?,?)",
	[ACTOR] = "INSERT OR IGNORE INTO story_actor VALUES(?,?)",
	[TEXT] = "INSERT INTO body(id, text) VALUES(?,?)",
	[STEMS] = "INSERT INTO stems(rowid, headline, body) VALUES(?,?,?)",
	[FORMS] = "INSERT INTO forms(rowid, headline, body) VALUES(?,?,?)",
};

struct builder {
	sqlite3 *db;
	sqlite3_stmt *add[NADDS];
};

static void
bind_text(sqlite3_stmt *statement, int at, const char *text)
{
	sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

static void
run(struct builder *builder, int which)
{
	check(builder->db, sqlite3_step(builder->add[which]));
	sqlite3_reset(builder->add[which]);
}

static sqlite3_int64
name_id(struct builder *builder, const char *name)
{
	sqlite3_int64 id;

	bind_text(builder->add[ADD_NAME], 1, name);
	run(builder, ADD_NAME);
	bind_text(builder->add[FIND_NAME], 1, name);
	check(builder->db, sqlite3_step(builder->add[FIND_NAME]));
	id = sqlite3_column_int64(builder->add[FIND_NAME], 0);
	sqlite3_reset(builder->add[FIND_NAME]);
	return id;
}

static void
add_words(struct builder *builder, int which, sqlite3_int64 id,
	const struct row *story)
{
	sqlite3_bind_int64(builder->add[which], 1, id);
	bind_text(builder->add[which], 2, story->column[HEADLINE]);
	bind_text(builder->add[which], 3, story->column[BODY]);
	run(builder, which);
}

static void
add_story(struct builder *builder, sqlite3_int64 id, struct row *story)
{
	sqlite3_stmt *card = builder->add[CARD];
	const char *actor;
	long day = row_day(story);

	sqlite3_bind_int64(card, 1, id);
	sqlite3_bind_int64(card, 2, day);
	sqlite3_bind_int64(card, 3, day / 100);
	sqlite3_bind_int64(card, 4, name_id(builder, story->column[OUTLET]));
	bind_text(card, 5, story->column[URI]);
	bind_text(card, 6, story->column[HEADLINE]);
	run(builder, CARD);
	while ((actor = row_actor(story)) != NULL) {
		sqlite3_bind_int64(builder->add[ACTOR], 1, id);
		sqlite3_bind_int64(
			builder->add[ACTOR], 2, name_id(builder, actor));
		run(builder, ACTOR);
	}
	sqlite3_bind_int64(builder->add[TEXT], 1, id);
	bind_text(builder->add[TEXT], 2, story->column[BODY]);
	run(builder, TEXT);
	add_words(builder, STEMS, id, story);
	add_words(builder, FORMS, id, story);
}

static void
build(const char *stories, const char *path)
{
	FILE *table = fopen(stories, "r");
	struct builder builder = { .db = open_database(path) };
	struct row story;
	sqlite3_int64 id = 0;

	if (table == NULL)
		peer_die("cannot read %s", stories);
	check(builder.db, sqlite3_exec(builder.db, schema, NULL, NULL, NULL));
	for (int i = 0; i < NADDS; i++)
		builder.add[i] = prepare(builder.db, adding[i]);
	while (row_read(table, &story))
		add_story(&builder, ++id, &story);
	check(builder.db, sqlite3_exec(builder.db, "COMMIT", NULL, NULL, NULL));
	for (int i = 0; i < NADDS; i++)
		sqlite3_finalize(builder.add[i]);
	check(builder.db, sqlite3_close(builder.db));
	fclose(table);
}

static void
merge(const char *path)
{
	sqlite3 *db = open_database(path);

	check(db, sqlite3_exec(db, merging, NULL, NULL, NULL));
	check(db, sqlite3_close(db));
}

/* ---- asking ---- */

#define SHOWN                                                                  \
	"SELECT uri, day, (SELECT name FROM name WHERE id = outlet),"          \
	" card.headline"
#define CARDS(table) " FROM " table " JOIN card ON card.id = " table ".rowid"

enum {
	PAGE,  /* ?1 words, ?2 month */
	COUNT, /* likewise */
	KEEP,  /* the hits, to be counted by */
	NASKS,
};

/* By rank: the table sorts, and only what is shown is looked up. */
#define RANKED(table)                                                          \
	{                                                                      \
		[PAGE] = SHOWN                                                 \
			" FROM (SELECT rowid AS hit, rank AS r FROM " table    \
			" WHERE " table " MATCH ?1 ORDER BY rank LIMIT 10)"    \
			" JOIN card ON card.id = hit ORDER BY r",              \
		[COUNT] = "SELECT count(*) FROM " table " WHERE " table        \
			  " MATCH ?1",                                         \
		[KEEP] = "INSERT INTO hit SELECT rowid FROM " table            \
			 " WHERE " table " MATCH ?1",                          \
	}

/* With something of the card to filter or to sort by. */
#define CARDED(filter, order)                                                  \
	{                                                                      \
		[PAGE] = SHOWN CARDS("stems") " WHERE stems MATCH ?1" filter   \
					      " ORDER BY " order " LIMIT 10",  \
		[COUNT] = "SELECT count(*)" CARDS(                             \
			"stems") " WHERE stems MATCH ?1" filter,               \
		[KEEP] = "INSERT INTO hit SELECT card.id" CARDS(               \
			"stems") " WHERE stems MATCH ?1" filter,               \
	}

static const char *const asking[NKINDS][NASKS] = {
	[WORD] = RANKED("stems"),
	[AND] = RANKED("stems"),
	[OR] = RANKED("stems"),
	[PHRASE] = RANKED("forms"),
	[COMMON] = RANKED("forms"),
	[MONTH] = CARDED(" AND month = ?2", "rank"),
	[NEWEST] = CARDED("", "day DESC"),
};

/* CROSS JOIN: from the few that were found to the many that there are. */
static const char *const facets[] = {
	"SELECT month, count(*) FROM hit CROSS JOIN card USING(id)"
	" WHERE day > 0 GROUP BY month ORDER BY month",
	"SELECT name, n FROM (SELECT outlet, count(*) AS n FROM hit"
	" CROSS JOIN card USING(id) GROUP BY outlet ORDER BY n DESC LIMIT 10)"
	" CROSS JOIN name ON name.id = outlet",
	"SELECT name, n FROM (SELECT actor, count(*) AS n FROM hit"
	" CROSS JOIN story_actor ON story = hit.id GROUP BY actor"
	" ORDER BY n DESC LIMIT 10) CROSS JOIN name ON name.id = actor",
};
#define NFACETS (sizeof(facets) / sizeof(facets[0]))

struct asker {
	sqlite3 *db;
	sqlite3_stmt *ask[NKINDS][NASKS];
	sqlite3_stmt *facet[NFACETS];
	sqlite3_stmt *forget;
};

static void
join_words(const struct question *question, char *out, size_t size)
{
	const char *between = question->kind == OR ? " OR " : " ";
	size_t len = 0;

	len += snprintf(
		out + len, size - len, "%s", question->exact ? "\"" : "");
	for (size_t i = 0; i < question->nwords; i++)
		len += snprintf(out + len, size - len, "%s%s",
			i == 0 ? "" : between, question->words[i]);
	snprintf(out + len, size - len, "%s", question->exact ? "\"" : "");
}

static void
bind(sqlite3_stmt *statement, const struct question *question,
	const char *words)
{
	sqlite3_bind_text(statement, 1, words, -1, SQLITE_TRANSIENT);
	if (question->kind == MONTH)
		sqlite3_bind_int64(statement, 2,
			atol(question->month) * 100 +
				atol(question->month + 5));
}

/* Returns the rows; adds the bytes of their text. */
static unsigned long
rows(sqlite3 *db, sqlite3_stmt *statement, unsigned long *bytes)
{
	unsigned long n = 0;
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(statement); i++) {
			sqlite3_column_text(statement, i);
			*bytes += sqlite3_column_bytes(statement, i);
		}
		n++;
	}
	check(db, status);
	sqlite3_reset(statement);
	return n;
}

static void
count_facets(struct asker *asker, const struct question *question,
	const char *words, struct answer *answer)
{
	sqlite3_stmt *keep = asker->ask[question->kind][KEEP];
	unsigned long bytes = 0;

	bind(keep, question, words);
	rows(asker->db, keep, &bytes);
	answer->hits = sqlite3_changes(asker->db);
	for (size_t i = 0; i < NFACETS; i++)
		answer->buckets += rows(asker->db, asker->facet[i], &bytes);
	rows(asker->db, asker->forget, &bytes);
}

static void
ask(void *peer, const struct question *question, struct answer *answer)
{
	struct asker *asker = peer;
	sqlite3_stmt *page = asker->ask[question->kind][PAGE];
	sqlite3_stmt *count = asker->ask[question->kind][COUNT];
	char words[1024];

	join_words(question, words, sizeof(words));
	bind(page, question, words);
	rows(asker->db, page, &answer->bytes);
	if (question->facets) {
		count_facets(asker, question, words, answer);
		return;
	}
	bind(count, question, words);
	check(asker->db, sqlite3_step(count));
	answer->hits = sqlite3_column_int64(count, 0);
	sqlite3_reset(count);
}

static void
ask_all(char **argv)
{
	struct asker asker = { .db = open_database(argv[0]) };

	check(asker.db, sqlite3_exec(asker.db,
				"PRAGMA cache_size = -262144;"
				"PRAGMA mmap_size = 4294967296;"
				"PRAGMA temp_store = MEMORY;"
				"CREATE TEMP TABLE hit(id INTEGER PRIMARY KEY)",
				NULL, NULL, NULL));
	for (int kind = 0; kind < NKINDS; kind++)
		for (int i = 0; i < NASKS; i++)
			asker.ask[kind][i] = prepare(asker.db, asking[kind][i]);
	for (size_t i = 0; i < NFACETS; i++)
		asker.facet[i] = prepare(asker.db, facets[i]);
	asker.forget = prepare(asker.db, "DELETE FROM hit");
	peer_run(&asker, ask, argv[1], atof(argv[2]), argv + 3);
}

/* Bytes of the pages of the text; the rest is index and cards. */
static void
print_bytes(const char *path)
{
	sqlite3 *db = open_database(path);
	sqlite3_stmt *sum = prepare(
		db, "SELECT sum(pgsize) FROM dbstat WHERE name = 'body'");

	check(db, sqlite3_step(sum));
	printf("text %lld\n", (long long)sqlite3_column_int64(sum, 0));
	sqlite3_finalize(sum);
	sqlite3_close(db);
}

int
main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "build") == 0)
		build(argv[2], argv[3]);
	else if (argc == 3 && strcmp(argv[1], "merge") == 0)
		merge(argv[2]);
	else if (argc == 3 && strcmp(argv[1], "bytes") == 0)
		print_bytes(argv[2]);
	else if (argc > 5 && strcmp(argv[1], "ask") == 0)
		ask_all(argv + 2);
	else
		peer_die("usage: sqlite build|merge|bytes|ask ...");
	return 0;
}
