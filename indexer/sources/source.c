#include "indexer/sources/source.h"

#include "base/json.h"
#include "indexer/page/html.h"
#include "indexer/page/html_events.h"
#include "indexer/sources/feed.h"
#include "indexer/sources/sniff.h"
#include "indexer/sources/source_kinds.h"
#include "indexer/sources/xml.h"

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
	[REJECT_BAD_RECORD] = "bad.record",
	[REJECT_BAD_ARCHIVE] = "bad.archive",
	[REJECT_BAD_XML] = "bad.xml",
	[REJECT_BAD_ROW] = "bad.row",
};

const char *const remark_names[REMARKS] = {
	[REMARK_BAD_UTF8] = "bad.utf8",
	[REMARK_LONG_TERM] = "long.term",
	[REMARK_BAD_DATE] = "bad.date",
	[REMARK_BAD_DIGEST] = "bad.digest",
};

static const char *const text_endings[] = { ".txt", ".text", NULL };
static const char *const lines_endings[] = { ".jsonl", ".ndjson", NULL };
static const char *const html_endings[] = { ".html", ".htm", ".xhtml", NULL };
static const char *const json_endings[] = { ".json", NULL };
static const char *const table_endings[] = { ".csv", ".tsv", ".tab", NULL };
static const char *const feed_endings[] = { ".rss", ".atom", ".rdf", NULL };
static const char *const nitf_endings[] = { ".nitf", NULL };
static const char *const newsml_endings[] = { ".newsml", NULL };
static const char *const warc_endings[] = { ".warc", NULL };
static const char *const arc_endings[] = { ".arc", NULL };
static const char *const packed_endings[] = { ".zip", ".tar", ".tgz", ".txz",
	".tbz2", ".wacz", NULL };

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
		.sniff = source_lines_sniff,
		.read = source_lines_read,
		.about = "JSON Lines, one story a line",
		.lines = true,
	},
	{
		.name = "json",
		.endings = json_endings,
		.sniff = source_json_sniff,
		.read = source_json_read,
		.about = "a JSON object, a list of them, or one that holds "
			 "such a list",
	},
	{
		.name = "html",
		.endings = html_endings,
		.sniff = source_html_sniff,
		.read = source_html_read,
		.about = "a web page, one story a file",
	},
	{
		.name = "table",
		.endings = table_endings,
		.sniff = source_table_sniff,
		.read = source_table_read,
		.about = "CSV or TSV with names in its first row, one story a "
			 "row",
	},
	{
		.name = "feed",
		.endings = feed_endings,
		.sniff = source_feed_sniff,
		.read = source_feed_read,
		.about = "RSS, Atom or CDF, a story in each item",
	},
	{
		.name = "nitf",
		.endings = nitf_endings,
		.sniff = source_nitf_sniff,
		.read = source_nitf_read,
		.about = "NITF, a story a file",
	},
	{
		.name = "newsml",
		.endings = newsml_endings,
		.sniff = source_newsml_sniff,
		.read = source_newsml_read,
		.about = "NewsML-G2 or NewsML 1, a story in each item of text",
	},
	{
		.name = "warc",
		.endings = warc_endings,
		.sniff = source_warc_sniff,
		.read = source_warc_read,
		.about = "a web archive, WARC 1.0 or 1.1: its pages and texts",
	},
	{
		.name = "arc",
		.endings = arc_endings,
		.sniff = source_arc_sniff,
		.read = source_arc_read,
		.about = "a web archive of the older form, ARC",
	},
	{
		.name = "packed",
		.endings = packed_endings,
		.sniff = source_packed_sniff,
		.read = source_packed_read,
		.about = "an archive, zip or tar, or a file packed with xz, "
			 "bzip2 or zstd: each member is an input of its own",
		.packed = true,
	},
	{ .name = NULL },
};

void
sources_start(void)
{
	json_start();
	xml_start();
	html_events_start();
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

enum reject_reason
source_damage(const struct source *source)
{
	if (source->feed->damage.kind != ERR_INPUT)
		return REJECT_UNREADABLE;
	return source->feed->zio != NULL ? REJECT_BAD_GZIP : REJECT_BAD_ARCHIVE;
}

/* Why the feed broke off, if it did. */
static void
report_damage(const struct source *source)
{
	const struct err *damage = &source->feed->damage;

	if (damage->kind == ERR_NONE)
		return;
	source->sink->reject(source->sink->ctx, source->input->path, 0,
		source_damage(source), damage->text);
}

bool
source_read_open(struct source *source, struct err *err)
{
	const struct sink *sink = source->sink;
	struct input known = *source->input;
	struct source told = *source;
	struct source_head head;
	size_t ahead = feed_want(source->feed, SNIFF_BYTES);

	told.input = &known;
	if (known.kind == NULL) {
		source_head_read(&head, feed_ahead(source->feed), ahead);
		known.kind = source_kind_told(&head, known.name);
	}
	if (known.kind == NULL)
		sink->reject(sink->ctx, known.path, 0, REJECT_UNKNOWN_KIND,
			"no source reads this");
	else if (!known.kind->read(&told, err))
		return false;
	report_damage(&told);
	return true;
}

bool
source_read(const struct input *input, const struct source_rules *rules,
	const struct sink *sink, struct err *err)
{
	struct feed feed;
	struct source source = { input, rules, sink, &feed, NULL, 0 };
	struct err why = { 0 };
	bool ok = true;

	if (input->to > 0 ? feed_open_part(&feed, input->path, input->from,
				    input->to, input->line, &why)
			  : feed_open(&feed, input->path, &why)) {
		feed.progress = sink->progress;
		feed.ctx = sink->ctx;
		ok = source_read_open(&source, err);
	} else {
		sink->reject(
			sink->ctx, input->path, 0, REJECT_UNREADABLE, why.text);
	}
	feed_close(&feed);
	return ok;
}
