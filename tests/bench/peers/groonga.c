/*
 * groonga - the peer in process
 *
 *   groonga build STORIES.tsv FOLDER
 *   groonga bytes FOLDER                 the number of the bodies' column
 *   groonga ask FOLDER QUESTIONS SECONDS LIST...
 *
 * Two lexicons over headline and body: Stems ranks words and has no positions,
 * Forms has them, for phrases.  The stories are loaded first and indexed at
 * once, as its manual has it for many.
 */
#include "peer.h"

#include <groonga.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WORDS "TokenDelimit(\"pattern\",\"[^[:alnum:]]+\")"

static const char *const schema[] = {
	"plugin_register token_filters/stem",
	"table_create Outlets TABLE_PAT_KEY ShortText",
	"table_create Actors TABLE_PAT_KEY ShortText",
	"table_create Stories TABLE_NO_KEY",
	"column_create Stories uri COLUMN_SCALAR ShortText",
	"column_create Stories day COLUMN_SCALAR UInt32",
	"column_create Stories month COLUMN_SCALAR UInt32",
	"column_create Stories outlet COLUMN_SCALAR Outlets",
	"column_create Stories actors COLUMN_VECTOR Actors",
	"column_create Stories headline COLUMN_SCALAR ShortText",
	"column_create Stories body COLUMN_SCALAR|COMPRESS_ZSTD LongText",
};

static const char *const indexing[] = {
	"table_create Stems TABLE_PAT_KEY ShortText --normalizer NormalizerAuto"
	" --default_tokenizer '" WORDS "' --token_filters TokenFilterStem",
	"table_create Forms TABLE_PAT_KEY ShortText --normalizer NormalizerAuto"
	" --default_tokenizer '" WORDS "'",
	"column_create Stems stories COLUMN_INDEX|WITH_SECTION Stories"
	" headline,body",
	"column_create Forms stories COLUMN_INDEX|WITH_SECTION|WITH_POSITION"
	" Stories headline,body",
};
#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

/* Returns what the command prints, which lives until the next. */
static const char *
command(grn_ctx *ctx, const char *text, unsigned *len)
{
	char *out = NULL;
	int flags;

	grn_ctx_send(ctx, text, strlen(text), 0);
	if (ctx->rc != GRN_SUCCESS)
		peer_die("groonga: %.300s: %s", text, ctx->errbuf);
	grn_ctx_recv(ctx, &out, len, &flags);
	return out;
}

static void
commands(grn_ctx *ctx, const char *const *texts, size_t n)
{
	unsigned len;

	for (size_t i = 0; i < n; i++)
		command(ctx, texts[i], &len);
}

static void
begin(grn_ctx *ctx)
{
	if (grn_init() != GRN_SUCCESS || grn_ctx_init(ctx, 0) != GRN_SUCCESS)
		peer_die("groonga: does not begin");
}

static void
end(grn_ctx *ctx, grn_obj *db)
{
	grn_obj_close(ctx, db);
	grn_ctx_fin(ctx);
	grn_fin();
}

/* ---- building ---- */

struct loader {
	grn_ctx *ctx;
	grn_obj *stories, *uri, *day, *month, *outlet, *actors, *headline,
		*body;
	grn_obj text, number, names;
};

static grn_obj *
column(struct loader *loader, const char *name)
{
	return grn_obj_column(loader->ctx, loader->stories, name, strlen(name));
}

static void
set_text(struct loader *loader, grn_obj *at, grn_id id, const char *text)
{
	GRN_TEXT_SETS(loader->ctx, &loader->text, text);
	grn_obj_set_value(loader->ctx, at, id, &loader->text, GRN_OBJ_SET);
}

static void
set_number(struct loader *loader, grn_obj *at, grn_id id, long number)
{
	GRN_UINT32_SET(loader->ctx, &loader->number, (uint32_t)number);
	grn_obj_set_value(loader->ctx, at, id, &loader->number, GRN_OBJ_SET);
}

static void
load_story(struct loader *loader, struct row *story)
{
	grn_id id = grn_table_add(loader->ctx, loader->stories, NULL, 0, NULL);
	long day = row_day(story);
	const char *actor;

	set_text(loader, loader->uri, id, story->column[URI]);
	set_number(loader, loader->day, id, day);
	set_number(loader, loader->month, id, day / 100);
	if (*story->column[OUTLET] != '\0')
		set_text(loader, loader->outlet, id, story->column[OUTLET]);
	GRN_BULK_REWIND(&loader->names);
	while ((actor = row_actor(story)) != NULL)
		grn_vector_add_element(loader->ctx, &loader->names, actor,
			strlen(actor), 0, GRN_DB_SHORT_TEXT);
	grn_obj_set_value(
		loader->ctx, loader->actors, id, &loader->names, GRN_OBJ_SET);
	set_text(loader, loader->headline, id, story->column[HEADLINE]);
	set_text(loader, loader->body, id, story->column[BODY]);
}

static void
load(grn_ctx *ctx, const char *path)
{
	FILE *table = fopen(path, "r");
	struct loader loader = { .ctx = ctx };
	struct row story;

	if (table == NULL)
		peer_die("cannot read %s", path);
	loader.stories = grn_ctx_get(ctx, "Stories", -1);
	loader.uri = column(&loader, "uri");
	loader.day = column(&loader, "day");
	loader.month = column(&loader, "month");
	loader.outlet = column(&loader, "outlet");
	loader.actors = column(&loader, "actors");
	loader.headline = column(&loader, "headline");
	loader.body = column(&loader, "body");
	GRN_TEXT_INIT(&loader.text, 0);
	GRN_UINT32_INIT(&loader.number, 0);
	GRN_TEXT_INIT(&loader.names, GRN_OBJ_VECTOR);
	while (row_read(table, &story))
		load_story(&loader, &story);
	fclose(table);
}

static void
build(const char *stories, const char *folder)
{
	grn_ctx ctx;
	grn_obj *db;
	char path[4096];

	begin(&ctx);
	snprintf(path, sizeof(path), "%s/db", folder);
	db = grn_db_create(&ctx, path, NULL);
	if (db == NULL)
		peer_die("groonga: cannot create %s", path);
	commands(&ctx, schema, ROWS(schema));
	load(&ctx, stories);
	commands(&ctx, indexing, ROWS(indexing));
	end(&ctx, db);
}

/* ---- asking ---- */

static void
join_words(const struct question *question, char *out, size_t size)
{
	const char *between = question->kind == OR ? " OR " : " ";
	size_t len = 0;

	for (size_t i = 0; i < question->nwords; i++)
		len += snprintf(out + len, size - len, "%s%s",
			i == 0 ? "" : between, question->words[i]);
}

static const char drilldowns[] =
	" --drilldowns[month].keys month"
	" --drilldowns[month].sort_keys _key --drilldowns[month].limit -1"
	" --drilldowns[outlet].keys outlet"
	" --drilldowns[outlet].sort_keys -_nsubrecs"
	" --drilldowns[actor].keys actors"
	" --drilldowns[actor].sort_keys -_nsubrecs";

static void
put_command(const struct question *question, char *out, size_t size)
{
	char words[512], filter[64] = "";
	const char *quote = question->exact ? "\"" : "";

	join_words(question, words, sizeof(words));
	if (question->kind == MONTH)
		snprintf(filter, sizeof(filter), " --filter 'month == %.4s%s'",
			question->month, question->month + 5);
	snprintf(out, size,
		"select Stories --match_columns %s.stories"
		" --query '%s%s%s'%s --cache no --sort_keys %s --limit 10"
		" --output_columns uri,day,outlet,headline%s",
		question->exact ? "Forms" : "Stems", quote, words, quote,
		filter, question->kind == NEWEST ? "-day" : "-_score",
		question->facets ? drilldowns : "");
}

/* The number behind the next `[[`: how many there are of what follows. */
static unsigned long
count_behind(const char **at)
{
	*at = strstr(*at, "[[");
	if (*at == NULL)
		peer_die("groonga: an answer of another shape");
	*at += strspn(*at, "[");
	return strtoul(*at, NULL, 10);
}

static unsigned long
least(unsigned long a, unsigned long b)
{
	return a < b ? a : b;
}

static void
ask(void *peer, const struct question *question, struct answer *answer)
{
	grn_ctx *ctx = peer;
	static const char *const counted[] = { "\"outlet\":", "\"actor\":" };
	char text[4096];
	const char *at;
	unsigned len;

	put_command(question, text, sizeof(text));
	at = command(ctx, text, &len);
	answer->bytes = len;
	answer->hits = count_behind(&at);
	if (!question->facets)
		return;
	at = strstr(at, "{\"month\":");
	answer->buckets = count_behind(&at);
	for (size_t i = 0; i < ROWS(counted); i++) {
		at = strstr(at, counted[i]);
		answer->buckets += least(count_behind(&at), 10);
	}
}

static void
ask_all(char **argv)
{
	grn_ctx ctx;
	grn_obj *db;
	char path[4096];

	begin(&ctx);
	snprintf(path, sizeof(path), "%s/db", argv[0]);
	db = grn_db_open(&ctx, path);
	if (db == NULL)
		peer_die("groonga: cannot open %s", path);
	peer_run(&ctx, ask, argv[1], atof(argv[2]), argv + 3);
	end(&ctx, db);
}

static void
print_number(const char *folder)
{
	grn_ctx ctx;
	grn_obj *db;
	char path[4096];
	const char *out;
	unsigned len;

	begin(&ctx);
	snprintf(path, sizeof(path), "%s/db", folder);
	db = grn_db_open(&ctx, path);
	if (db == NULL)
		peer_die("groonga: cannot open %s", path);
	out = command(&ctx, "object_inspect Stories.body", &len);
	out = len > 0 ? strstr(out, "\"id\":") : NULL;
	if (out == NULL)
		peer_die("groonga: Stories.body has no number");
	printf("text %lu\n", strtoul(out + strlen("\"id\":"), NULL, 10));
	end(&ctx, db);
}

int
main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "build") == 0)
		build(argv[2], argv[3]);
	else if (argc == 3 && strcmp(argv[1], "bytes") == 0)
		print_number(argv[2]);
	else if (argc > 5 && strcmp(argv[1], "ask") == 0)
		ask_all(argv + 2);
	else
		peer_die("usage: groonga build|bytes|ask ...");
	return 0;
}
