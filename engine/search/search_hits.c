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
	return story_reader_get(hits->stories, docid - 1, arena, story, err);
}

bool
hit_read(const struct hits *hits, const struct match_hit *from,
	struct arena *arena, struct search_hit *hit, struct err *err)
{
	uint32_t row = from->docid - 1, outlet = hits->columns->outlet[row];
	struct dictionary_entry entry;
	struct card card;

	if (!card_read(hits->columns, row, &card, err))
		return false;
	hit->uri = card.uri;
	hit->score = from->weight;
	hit->headline = card.headline;
	if (*card.date != '\0')
		hit->date = arena_string(arena, card.date);
	if (outlet != ORDINAL_NONE) {
		dictionary_entry(&hits->columns->outlets, outlet, &entry);
		hit->outlet = entry.name;
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
