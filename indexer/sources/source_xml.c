#include "indexer/sources/source_xml.h"

#include "indexer/page/html.h"
#include "indexer/page/html_events.h"
#include "indexer/sources/feed.h"
#include "indexer/sources/source_kinds.h"
#include "indexer/story/deck.h"
#include "indexer/text/plain_text.h"

#include <string.h>

bool
xml_source_open(struct xml_source *x, struct source *source)
{
	const struct sink *sink = source->sink;
	struct buf text = { 0 };
	char declared[32];
	size_t ahead = feed_want(source->feed, 1024);
	struct draft whole;
	bool ok;

	memset(x, 0, sizeof(*x));
	x->source = source;
	draft_init(&whole, &x->arena, source, 0, 0);
	ok = source_whole(source,
		xml_declared(feed_ahead(source->feed), ahead, declared), &text,
		&whole);
	if (ok) {
		x->replaced = whole.replaced;
		x->encoding = whole.encoding;
		xml_read(buf_text(&text), text.len, &x->arena, &x->doc);
		if (x->doc.cut)
			sink->reject(sink->ctx, source->input->path, 0,
				REJECT_BAD_XML,
				"nested too deeply; the rest is left out");
	}
	buf_release(&text);
	return ok;
}

void
xml_source_release(struct xml_source *x)
{
	arena_release(&x->arena);
}

void
xml_source_draft(struct xml_source *x, struct draft *draft, struct arena *arena)
{
	arena_reset(arena);
	draft_init(draft, arena, x->source, x->nth++, 0);
	draft->replaced = x->replaced;
	draft->encoding = x->encoding;
}

/* ---- texts ---- */

static bool
has_reference(const char *text)
{
	int32_t cp;

	while ((text = strchr(text, '&')) != NULL) {
		if (html_entity(text, strlen(text), &cp) > 0)
			return true;
		text++;
	}
	return false;
}

/* <b>, </b>, <br/>, <img ...: not "2 < 3" nor <me@example.com>. */
static bool
has_tag(const char *text)
{
	const char *last = strrchr(text, '>');

	while (last != NULL && (text = strchr(text, '<')) != NULL &&
		text < last) {
		size_t n;

		text++;
		text += *text == '/';
		n = strspn(text, "abcdefghijklmnopqrstuvwxyz"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ123456");
		if (n > 0 && text[n] != '\0' &&
			strchr(" \t\r\n/>", text[n]) != NULL)
			return true;
	}
	return false;
}

const char *
xml_lines(struct draft *draft, const char *text)
{
	if (text != NULL && (has_tag(text) || has_reference(text)))
		text = html_to_text(text, strlen(text), draft->arena);
	if (text == NULL || text[strspn(text, " \t\r\n")] == '\0')
		return NULL;
	return text;
}

const char *
xml_line(struct draft *draft, const char *text)
{
	text = xml_lines(draft, text);
	return text != NULL ? draft_squeeze(draft, text, strlen(text)) : NULL;
}

/* ---- fields ---- */

void
xml_set(struct draft *draft, const char **field, const char *text)
{
	if (*field == NULL && text != NULL)
		*field = draft_squeeze(draft, text, strlen(text));
}

void
xml_set_modified(struct draft *draft, const char *text)
{
	struct date readings[DATE_READINGS];
	char value[DATE_TEXT_SIZE];
	size_t n;

	if (text == NULL || draft->story.date_modified != NULL ||
		!date_read_whole(text, strlen(text), readings, &n) || n != 1)
		return;
	date_print(&readings[0], value);
	draft->story.date_modified = arena_string(draft->arena, value);
}

void
xml_set_body(struct draft *draft, const char *text)
{
	if (text != NULL)
		plain_text_body(draft, text, strlen(text));
}

bool
xml_is_deck(const struct draft *draft, const char *summary, const char *body)
{
	return summary != NULL &&
	       deck_says_more(summary, draft->story.headline, body);
}

void
xml_set_agency(struct draft *draft, const char *text)
{
	const struct registry *registry = draft->source->rules->registry;
	const struct known_outlet *known;
	struct story *s = &draft->story;

	if (s->agency != NULL || text == NULL || *text == '\0')
		return;
	known = registry_outlet_by_name(registry, text);
	if (known == NULL)
		known = registry_outlet_by_domain(registry, text);
	s->agency = known != NULL ? known->name
				  : draft_squeeze(draft, text, strlen(text));
	s->agency_evidence = s->agency != NULL ? "field" : NULL;
}
