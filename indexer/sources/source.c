#include "indexer/sources/source.h"

#include "base/json.h"
#include "indexer/page/html.h"
#include "indexer/sources/feed.h"
#include "indexer/sources/source_kinds.h"

#include <string.h>

const char *const reject_names[REJECT_REASONS] = {
	[REJECT_UNREADABLE] = "unreadable.path",
	[REJECT_EMPTY] = "empty.file",
	[REJECT_NO_TEXT] = "no.text",
	[REJECT_BINARY] = "binary.data",
	[REJECT_BAD_JSON] = "bad.json",
	[REJECT_BAD_GZIP] = "bad.gzip",
	[REJECT_TOO_LARGE] = "too.large",
	[REJECT_UNKNOWN_KIND] = "unknown.kind",
	[REJECT_DUPLICATE] = "duplicate.uri",
};

const char *const remark_names[REMARKS] = {
	[REMARK_BAD_UTF8] = "bad.utf8",
	[REMARK_LONG_TERM] = "long.term",
	[REMARK_BAD_DATE] = "bad.date",
};

static const char *const text_endings[] = { ".txt", ".text", NULL };
static const char *const lines_endings[] = { ".jsonl", ".ndjson", NULL };
static const char *const html_endings[] = { ".html", ".htm", ".xhtml", NULL };
static const char *const json_endings[] = { ".json", NULL };

/* The first row is what a file without a known ending is read as. */
const struct source_kind source_kinds[] = {
	{
		.name = "text",
		.endings = text_endings,
		.read = source_text_read,
		.about = "scraped plain text, one story a file",
	},
	{
		.name = "jsonl",
		.endings = lines_endings,
		.read = source_lines_read,
		.about = "JSON Lines, one story a line",
	},
	{
		.name = "json",
		.endings = json_endings,
		.read = source_json_read,
		.about = "a JSON object, a list of them, or one that holds "
			 "such a list",
	},
	{
		.name = "html",
		.endings = html_endings,
		.read = source_html_read,
		.about = "a web page, one story a file",
	},
	{ .name = NULL },
};

void
sources_start(void)
{
	json_start();
}

void
source_rules_init(struct source_rules *rules)
{
	*rules = (struct source_rules){
		.min_date_confidence = 0.5,
		.story_max = SOURCE_STORY_MAX,
		.today = day_today(),
	};
}

const struct source_kind *
source_kind_named(const char *name)
{
	for (const struct source_kind *k = source_kinds; k->name != NULL; k++)
		if (strcmp(k->name, name) == 0)
			return k;
	return NULL;
}

/* What bytes without a name are: JSON Lines, a page, or text. */
static const struct source_kind *
kind_by_content(struct feed *feed)
{
	size_t ahead = feed_want(feed, 256);
	const char *text = feed_ahead(feed);
	size_t at = 0;

	if (ahead >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		at = 3;
	while (at < ahead && strchr(" \t\r\n", text[at]) != NULL &&
		text[at] != '\0')
		at++;
	if (at < ahead && text[at] == '{')
		return source_kind_named("jsonl");
	return source_kind_named("text");
}

/* Why the feed broke off, if it did. */
static void
report_damage(const struct source *source)
{
	const struct err *damage = &source->feed->damage;

	if (damage->kind == ERR_NONE)
		return;
	source->sink->reject(source->sink->ctx, source->input->path, 0,
		damage->kind == ERR_INPUT ? REJECT_BAD_GZIP : REJECT_UNREADABLE,
		damage->text);
}

bool
source_read(const struct input *input, const struct source_rules *rules,
	const struct sink *sink, struct err *err)
{
	struct input known = *input;
	struct feed feed;
	struct source source = { &known, rules, sink, &feed };
	struct err why = { 0 };
	bool ok = true;

	if (feed_open(&feed, input->path, &why)) {
		feed.progress = sink->progress;
		feed.ctx = sink->ctx;
		if (known.kind == NULL)
			known.kind = kind_by_content(&feed);
		ok = known.kind->read(&source, err);
		report_damage(&source);
	} else {
		sink->reject(
			sink->ctx, input->path, 0, REJECT_UNREADABLE, why.text);
	}
	feed_close(&feed);
	return ok;
}
