#include "indexer/json/json_names.h"

const struct json_names json_names[STORY_FIELDS] = {
	[STORY_URI] = { STORY_URI, "uri",
		{ "uri", "id", "guid", "@id", "_id", "doc-id", "uuid",
			"stories_id", "unique_url_hash" } },
	[STORY_URL] = { STORY_URL, "url",
		{ "url", "link", "canonical_url", "original_url",
			"mainEntityOfPage", "mainEntityOfPage.@id" } },
	[STORY_HEADLINE] = { STORY_HEADLINE, "headline",
		{ "headline", "title", "article_title", "hl1", "hedline",
			"hedline.hl1", "headlines.value", "name" } },
	[STORY_SUBHEAD] = { STORY_SUBHEAD, "subhead",
		{ "subhead", "alternativeHeadline", "hl2", "deck",
			"description" } },
	[STORY_BODY] = { STORY_BODY, "body_text",
		{ "body_text", "body", "text", "content_original", "content",
			"articleBody", "text_content", "maintext",
			"content:encoded", "body.content", "body_html5",
			"body_xhtml", "bodies.value", "description" } },
	[STORY_PUBLISHED] = { STORY_PUBLISHED, "date_published",
		{ "date_published", "datePublished", "published",
			"publish_date", "publication_date", "pubDate",
			"published_at", "dateTimePub", "date.release.norm",
			"date.release", "date.issue.norm", "date.issue",
			"firstcreated", "date" } },
	[STORY_MODIFIED] = { STORY_MODIFIED, "date_modified",
		{ "date_modified", "dateModified", "updated", "lastmod",
			"versioncreated" } },
	[STORY_CAPTURED] = { STORY_CAPTURED, "date_captured",
		{ "date_captured", "WARC-Date", "crawl_date", "collect_date",
			"fetched_at", "crawled", "dateTime" } },
	[STORY_SOURCE] = { STORY_SOURCE, "source",
		{ "source", "outlet", "publisher", "site", "media_name",
			"newspaper", "source_name", "infosource",
			"thread.site" } },
	[STORY_DOMAIN] = { STORY_DOMAIN, "source.domain",
		{ "domain", "canonical_domain", "source_domain" } },
	[STORY_AUTHORS] = { STORY_AUTHORS, "authors",
		{ "authors", "author", "creator", "dc:creator", "byline",
			"by" } },
	[STORY_LANGUAGE] = { STORY_LANGUAGE, "language",
		{ "language", "lang", "inLanguage", "full_language" } },
	[STORY_SECTION] = { STORY_SECTION, "section",
		{ "section", "articleSection", "category" } },
	[STORY_AGENCY] = { STORY_AGENCY, "wire.agency",
		{ "wire.agency", "distributor" } },
	[STORY_SUBJECTS] = { STORY_SUBJECTS, "subjects",
		{ "subjects", "keywords", "subject" } },
	[STORY_ACTORS] = { STORY_ACTORS, "actors",
		{ "actors", "person", "organisation", "about", "mentions",
			"concepts" } },
};

const char *const json_wrappers[] = { "posts", "articles", "stories", "items",
	"results", "docs", "documents", "entries", "records", "data", "news",
	NULL };

void
json_names_print(FILE *out)
{
	for (int i = 0; i < STORY_FIELDS; i++) {
		fprintf(out, "%s:", json_names[i].title);
		for (const char *const *n = json_names[i].names; *n != NULL;
			n++)
			fprintf(out, " %s", *n);
		fputc('\n', out);
	}
}
