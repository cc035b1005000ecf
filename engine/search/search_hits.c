/* search_hits.c - what is shown of a story that was found */
#include "engine/search/search_hits.h"

#include "base/buf.h"
#include "engine/index/terms.h"

#include <string.h>

bool
hit_find(const struct hits *hits, const char *uri, uint32_t *docid,
	struct err *err)
{
	struct buf term = { 0 };
	bool ok;

	*docid = 0;
	terms_uri(&term, uri);
	ok = match_find(hits->reader, term.data, term.len, docid, err);
	buf_release(&term);
	if (!ok)
		return false;
	if (*docid == 0)
		return err_set(err, ERR_NOT_FOUND, "no story %s", uri);
	if (*docid > hits->columns->stories)
		return err_set(err, ERR_INDEX, "story %u is not in the columns",
			*docid);
	return true;
}

bool
hit_story(const struct hits *hits, uint32_t docid, struct arena *arena,
	struct story *story, struct err *err)
{
	const char *data;
	size_t len;

	if (!match_data(hits->reader, docid, &data, &len, err))
		return false;
	data = arena_copy(arena, data, len);
	return story_unpack(data, len, arena, story, err);
}

bool
hit_read(const struct hits *hits, const struct xap_hit *from,
	struct arena *arena, struct story *story, struct search_hit *hit,
	struct err *err)
{
	uint32_t outlet = hits->columns->outlet[from->docid - 1];

	if (!hit_story(hits, from->docid, arena, story, err))
		return false;
	hit->uri = story->uri;
	hit->score = from->weight;
	hit->headline = story->headline;
	if (story->published.value != NULL)
		hit->date = arena_printf(arena, "%.*s", (int)DAY_TEXT_SIZE - 1,
			story->published.value);
	if (outlet != ORDINAL_NONE) {
		struct dictionary_entry entry;

		dictionary_entry(&hits->columns->outlets, outlet, &entry);
		hit->outlet = arena_string(arena, entry.name);
	}
	return true;
}

/* All that was set apart, a block a line. */
static const char *
boilerplate(const struct story *story, struct arena *arena)
{
	struct buf text = { 0 };
	const char *copy;

	for (uint32_t i = 0; i < story->nboilerplate; i++) {
		buf_puts(&text, story->boilerplate[i].text);
		buf_putc(&text, '\n');
	}
	copy = arena_copy(arena, buf_text(&text), text.len);
	buf_release(&text);
	return copy;
}

/* What bare words are found in, but for the headline: deck and body. */
static const char *
running_text(const struct story *story, struct arena *arena)
{
	if (story->subhead == NULL)
		return story->body_text;
	if (story->body_text == NULL)
		return story->subhead;
	return arena_printf(
		arena, "%s\n\n%s", story->subhead, story->body_text);
}

void
hit_snippets(const struct hits *hits, const struct story *story,
	const struct query *query, enum snippet_order order, uint32_t n,
	struct arena *arena, struct search_hit *hit)
{
	bool boiler = query_seeks(query, FIELD_BOILER) &&
		      !query_seeks(query, FIELD_TEXT) &&
		      !query_seeks(query, FIELD_HEADLINE);
	struct snippet_text text = {
		.bytes = boiler ? boilerplate(story, arena)
				: running_text(story, arena),
		.field = boiler ? FIELD_BOILER : FIELD_TEXT,
		.quotes = story->quotes,
		.nquotes = boiler ? 0 : story->nquotes,
	};
	struct stemmer *stemmer = stemmers_for(
		hits->stemmers, story->language, hits->fallback_language);

	if (text.bytes == NULL)
		return;
	text.len = strlen(text.bytes);
	if (!boiler && story->body_text != NULL)
		text.body = (uint32_t)(text.len - strlen(story->body_text));
	hit->snippets = arena_array(arena, n, sizeof(*hit->snippets));
	hit->nsnippets = (uint32_t)snippets_make(
		&text, query, stemmer, order, n, arena, hit->snippets);
}
