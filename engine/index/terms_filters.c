/* terms_filters.c - the terms of a story that no word of it gives */
#include "engine/index/terms_filters.h"

#include "base/buf.h"
#include "engine/index/fields.h"
#include "engine/index/terms.h"
#include "engine/index/terms_url.h"

#include <string.h>

/* What a story's filters are put into. */
struct filters {
	struct names *terms;
	struct buf key, term;
};

/* A term of its own, without positions: prefix + key. */
static void
filter_add(struct filters *filters, enum field_id field)
{
	if (filters->key.len == 0)
		return;
	buf_reset(&filters->term);
	buf_puts(&filters->term, fields[field].prefix);
	buf_add(&filters->term, filters->key.data, filters->key.len);
	names_add(filters->terms, filters->term.data, filters->term.len, NULL);
}

/* Host, host/a, host/a/b. */
static void
url_add(struct filters *filters, const char *url)
{
	struct buf plain = { 0 };
	uint32_t parts = url_plain(&plain, url, strlen(url));

	if (parts > URL_PARTS_MAX)
		parts = URL_PARTS_MAX;
	for (uint32_t i = 1; i <= parts; i++) {
		buf_reset(&filters->key);
		url_key(&filters->key, &plain, i);
		filter_add(filters, FIELD_URL);
	}
	buf_release(&plain);
}

void
terms_filters(struct names *terms, const struct story *story)
{
	static const enum field_id single[] = { FIELD_OUTLET, FIELD_LANGUAGE,
		FIELD_SECTION, FIELD_AGENCY, FIELD_KIND };
	struct filters filters = { .terms = terms };
	struct buf *key = &filters.key;

	names_reset(terms);
	for (uint32_t i = 0; i < story->nactors; i++) {
		buf_reset(key);
		terms_actor_key(key, &story->actors[i]);
		filter_add(&filters, FIELD_ACTOR);
	}
	for (size_t i = 0; i < sizeof(single) / sizeof(*single); i++) {
		buf_reset(key);
		terms_value_key(key, single[i], story);
		filter_add(&filters, single[i]);
	}
	if (story->url != NULL)
		url_add(&filters, story->url);
	if (story->uri != NULL && *story->uri != '\0') {
		buf_reset(key);
		terms_uri(key, story->uri);
		names_add(terms, key->data, key->len, NULL);
	}
	buf_release(key);
	buf_release(&filters.term);
}
