/* page_jsonld.c - what schema.org metadata in a page says of the story */
#include "indexer/page/page_jsonld.h"

#include "base/buf.h"
#include "base/json.h"
#include "indexer/json/json_record.h"
#include "indexer/page/html.h"
#include "indexer/page/page_dates.h"
#include "indexer/text/language.h"

#include <string.h>

#define DEPTH_MAX 8

static bool
is_article_type(const char *type)
{
	static const char *const ends[] = { "Article", "BlogPosting", "Report",
		"Report/", "Posting" };
	size_t len;

	if (type == NULL)
		return false;
	len = strlen(type);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t n = strlen(ends[i]);

		if (len >= n && strcmp(type + len - n, ends[i]) == 0)
			return true;
	}
	return false;
}

static bool
is_article(const struct json *object)
{
	const struct json *type = json_member(object, "@type");

	for (size_t i = 0; i < json_count(type); i++)
		if (json_kind(type) == JSON_IS_LIST &&
			is_article_type(json_text(json_item(type, i), NULL)))
			return true;
	return is_article_type(json_text(type, NULL));
}

/* The first article among a value, its list or its graph. */
static const struct json *
find_article(const struct json *value, unsigned depth)
{
	static const char *const inner[] = { "@graph", "mainEntity",
		"mainEntityOfPage", "hasPart" };
	const struct json *found = NULL;

	if (depth > DEPTH_MAX)
		return NULL;
	if (json_kind(value) == JSON_IS_LIST) {
		for (size_t i = 0; i < json_count(value) && found == NULL; i++)
			found = find_article(json_item(value, i), depth + 1);
		return found;
	}
	if (json_kind(value) != JSON_IS_OBJECT)
		return NULL;
	if (is_article(value))
		return value;
	for (size_t i = 0; i < sizeof(inner) / sizeof(*inner) && found == NULL;
		i++)
		found = find_article(json_member(value, inner[i]), depth + 1);
	return found;
}

/* What else says when it was published: the page itself, a recipe; but no
 * part of it, and nobody's answer to it. */
static const struct json *
find_dated(const struct json *value, unsigned depth)
{
	static const char *const inner[] = { "@graph", "mainEntity",
		"mainEntityOfPage" };
	const struct json *found = NULL;

	if (depth > DEPTH_MAX)
		return NULL;
	if (json_kind(value) == JSON_IS_LIST) {
		for (size_t i = 0; i < json_count(value) && found == NULL; i++)
			found = find_dated(json_item(value, i), depth + 1);
		return found;
	}
	if (json_kind(value) != JSON_IS_OBJECT)
		return NULL;
	if (json_member(value, "datePublished") != NULL)
		return value;
	for (size_t i = 0; i < sizeof(inner) / sizeof(*inner) && found == NULL;
		i++)
		found = find_dated(json_member(value, inner[i]), depth + 1);
	return found;
}

/* Parse, and once more without control characters and comment signs. */
static struct json *
parse(const char *text)
{
	struct buf clean = { 0 };
	struct json *value = json_parse(text, strlen(text), NULL);
	const char *open;

	if (value != NULL)
		return value;
	open = strpbrk(text, "{[");
	if (open == NULL)
		return NULL;
	for (const char *p = open; *p != '\0'; p++)
		buf_putc(&clean, (unsigned char)*p < ' ' ? ' ' : *p);
	while (clean.len > 0 && strchr("}]", clean.data[clean.len - 1]) == NULL)
		buf_cut(&clean, clean.len - 1);
	value = json_parse(buf_text(&clean), clean.len, NULL);
	buf_release(&clean);
	return value;
}

static const char *
text_at(struct draft *draft, const struct json *object, const char *name)
{
	return json_record_text(draft, json_member(object, name));
}

static void
take_authors(struct draft *draft, const struct json *author)
{
	const char *name;

	if (json_kind(author) != JSON_IS_LIST) {
		name = json_record_text(draft, author);
		if (name != NULL && strstr(name, "://") == NULL)
			draft_author(draft, name, strlen(name));
		return;
	}
	for (size_t i = 0; i < json_count(author); i++) {
		name = json_record_text(draft, json_item(author, i));
		if (name != NULL && strstr(name, "://") == NULL)
			draft_author(draft, name, strlen(name));
	}
}

static void
take_article(struct draft *draft, const struct json *article,
	struct page_claims *claims)
{
	struct story *s = &draft->story;

	claims->headline = text_at(draft, article, "headline");
	if (claims->headline == NULL)
		claims->headline = text_at(draft, article, "name");
	claims->site =
		json_record_text(draft, json_member(article, "publisher"));
	claims->description = text_at(draft, article, "description");
	claims->body =
		json_record_raw(draft, json_member(article, "articleBody"));
	if (claims->body != NULL && html_in_text(claims->body))
		claims->body = html_to_text(
			claims->body, strlen(claims->body), draft->arena);
	page_dates_jsonld(draft, article);
	s->section = text_at(draft, article, "articleSection");
	s->language = language_tag(
		text_at(draft, article, "inLanguage"), draft->arena);
	take_authors(draft, json_member(article, "author"));
}

/* Where no article is described the page may still be dated. */
static void
take_dates(struct draft *draft, const struct page *page)
{
	bool found = false;

	for (size_t i = 0; i < page->njsonld && !found; i++) {
		struct json *value = parse(page->jsonld[i]);
		const struct json *dated = find_dated(value, 0);

		found = dated != NULL;
		if (found)
			page_dates_jsonld(draft, dated);
		json_free(value);
	}
}

bool
page_jsonld_read(struct draft *draft, const struct page *page,
	struct page_claims *claims)
{
	bool found = false;

	for (size_t i = 0; i < page->njsonld && !found; i++) {
		struct json *value = parse(page->jsonld[i]);
		const struct json *article = find_article(value, 0);

		found = article != NULL;
		if (found)
			take_article(draft, article, claims);
		json_free(value);
	}
	if (!found)
		take_dates(draft, page);
	return found;
}
