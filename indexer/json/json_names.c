#include "indexer/json/json_names.h"

#include <stdbool.h>
#include <strings.h>

const struct json_names json_names[STORY_FIELDS] = {
	[STORY_URI] = { STORY_URI, "uri",
		{ "uri", "id", "guid", "@id", "_id", "doc-id", "uuid",
			"stories_id", "unique_url_hash", "article_id",
			"story_id", "doc_id" } },
	[STORY_URL] = { STORY_URL, "url",
		{ "url", "link", "canonical_url", "original_url",
			"mainEntityOfPage", "mainEntityOfPage.@id", "web_url",
			"webUrl", "page_url", "article_url", "permalink" } },
	[STORY_HEADLINE] = { STORY_HEADLINE, "headline",
		{ "headline", "title", "article_title", "hl1", "hedline",
			"hedline.hl1", "headlines.value", "webTitle", "heading",
			"name" } },
	[STORY_SUBHEAD] = { STORY_SUBHEAD, "subhead",
		{ "subhead", "alternativeHeadline", "hl2", "deck", "standfirst",
			"subtitle", "description", "description_text",
			"descriptions.value", "summary", "abstract",
			"excerpt" } },
	[STORY_BODY] = { STORY_BODY, "body_text",
		{ "body_text", "body", "text", "content_original", "content",
			"articleBody", "text_content", "maintext",
			"content:encoded", "body.content", "body_html5",
			"body_xhtml", "body_html", "bodies.value",
			"content_text", "content_html", "article_text",
			"article_body", "full_text", "fulltext", "bodyText",
			"fields.bodyText", "description", "description_text",
			"descriptions.value", "summary", "abstract",
			"excerpt" } },
	[STORY_PUBLISHED] = { STORY_PUBLISHED, "date_published",
		{ "date_published", "datePublished", "published",
			"publish_date", "publication_date", "pubDate",
			"published_at", "publishedAt", "dateTimePub",
			"date.release.norm", "date.release", "date.issue.norm",
			"date.issue", "firstcreated", "pub_date",
			"published_date", "published_time", "date_publish",
			"webPublicationDate", "date" } },
	[STORY_MODIFIED] = { STORY_MODIFIED, "date_modified",
		{ "date_modified", "dateModified", "updated", "lastmod",
			"modified", "updated_at", "updatedAt", "date_modify",
			"last_modified", "versioncreated" } },
	[STORY_CAPTURED] = { STORY_CAPTURED, "date_captured",
		{ "date_captured", "WARC-Date", "crawl_date", "collect_date",
			"fetched_at", "crawled", "crawled_at", "scraped_at",
			"date_download", "download_date", "dateTime" } },
	[STORY_SOURCE] = { STORY_SOURCE, "source",
		{ "source", "outlet", "publisher", "site", "site_name",
			"sitename", "media_name", "media_outlet", "newspaper",
			"publication", "source_name", "infosource",
			"thread.site" } },
	[STORY_DOMAIN] = { STORY_DOMAIN, "source.domain",
		{ "domain", "canonical_domain", "source_domain", "hostname" } },
	[STORY_AUTHORS] = { STORY_AUTHORS, "authors",
		{ "authors", "author", "creator", "dc:creator", "byline",
			"byline.original", "by", "author_name" } },
	[STORY_LANGUAGE] = { STORY_LANGUAGE, "language",
		{ "language", "lang", "inLanguage", "full_language",
			"dc:language" } },
	[STORY_SECTION] = { STORY_SECTION, "section",
		{ "section", "articleSection", "section_name", "sectionName",
			"category" } },
	[STORY_AGENCY] = { STORY_AGENCY, "wire.agency",
		{ "wire.agency", "distributor" } },
	[STORY_SUBJECTS] = { STORY_SUBJECTS, "subjects",
		{ "subjects", "keywords", "subject", "tags", "categories" } },
	[STORY_ACTORS] = { STORY_ACTORS, "actors",
		{ "actors", "person", "organisation", "people", "persons",
			"organisations", "organizations", "about", "mentions",
			"concepts" } },
	[STORY_PLACES] = { STORY_PLACES, "places", { "places", "place" } },
	[STORY_RIGHTS] = { STORY_RIGHTS, "rights",
		{ "rights", "copyrightnotice", "copyright", "dc:rights",
			"license" } },
};

/* An answer of an API has its one story in one of the last. */
const char *const json_wrappers[] = { "posts", "articles", "stories", "items",
	"results", "docs", "documents", "entries", "records", "data", "news",
	"hits", "response", "result", "item", "article", "story", "document",
	"_source", NULL };

/* The first letter tells nearly all names apart, in either case. */
static bool
same_name(const char *a, const char *b)
{
	return ((*a ^ *b) & 31) == 0 && strcasecmp(a, b) == 0;
}

enum story_field
json_name_field(const char *name)
{
	for (int i = 0; i < STORY_FIELDS; i++)
		for (const char *const *n = json_names[i].names; *n != NULL;
			n++)
			if (same_name(*n, name))
				return (enum story_field)i;
	return STORY_FIELDS;
}

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
