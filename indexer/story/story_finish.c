#include "indexer/story/story_finish.h"

#include "base/utf8.h"
#include "indexer/dates/date_choice.h"
#include "indexer/names/actors.h"
#include "indexer/names/places.h"
#include "indexer/story/uri.h"
#include "indexer/text/language_choice.h"
#include "indexer/text/quotes.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* A month or a year in a url is not what its day is. */
#define COARSE_URL 0.60

#define TEXT_DATES 8

/* ---- uri ---- */

/* Its own, else of its url, else of where it stands. */
static void
name_story(struct draft *draft)
{
	struct story *s = &draft->story;
	char hash[URI_HASH_SIZE];
	struct buf key = { 0 };

	if (s->uri != NULL) {
		const char *given = s->uri;

		s->uri = uri_clean(given, draft->arena);
		if (strlen(given) > URI_MAX)
			draft_warning(draft, "uri of %zu bytes hashed: %s",
				strlen(given), given);
		return;
	}
	if (s->url == NULL || !uri_normalise(s->url, &key))
		buf_printf(&key, "%s\n%llu", draft->source->input->name,
			(unsigned long long)s->offset);
	uri_hash(key.data, key.len, hash);
	s->uri = arena_string(draft->arena, hash);
	buf_release(&key);
}

/* ---- dates ---- */

/* Folders named for the crawl say when it was, not when the story was. */
static bool
is_crawl_folder(const char *name)
{
	static const char *const words[] = { "crawl", "capture", "scrape",
		"snapshot", "fetch", "download", "dump", "export", "backup" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasestr(name, words[i]) != NULL)
			return true;
	return false;
}

static void
date_from_names(struct draft *draft)
{
	const char *name = draft->source->input->name;
	const struct story *s = &draft->story;
	struct date_span span;

	if (s->url != NULL && date_in_url(s->url, &span)) {
		struct story_date *c = draft_candidate(draft, DATE_FROM_URL,
			&span.date, s->url, strlen(s->url));

		if (span.date.precision < PRECISION_DAY)
			c->confidence = COARSE_URL;
	}
	if (date_in_path(name, &span))
		draft_candidate(draft,
			is_crawl_folder(name) ? DATE_FROM_CAPTURE
					      : DATE_FROM_FILE_NAME,
			&span.date, name, strlen(name));
}

/* ---- the dateline ---- */

/* The dateline of a body; that of "By A and B PARIS (Reuters) -" begins
 * behind the names. */
static bool
find_dateline(const char *body, struct dateline *out)
{
	size_t len = strcspn(body, "\n");

	if (dateline_read(body, len, out))
		return true;
	if (strncasecmp(body, "By ", 3) != 0)
		return false;
	for (size_t i = 3; i + 4 < len && i < 120; i++)
		if (body[i - 1] == ' ' && body[i] >= 'A' && body[i] <= 'Z' &&
			body[i + 1] >= 'A' && body[i + 1] <= 'Z' &&
			dateline_read(body + i, len - i, out))
			return true;
	return false;
}

static void
read_dateline(struct draft *draft)
{
	struct story *s = &draft->story;
	const char *body = s->body_text;
	struct dateline d;
	const char *agency;

	if (body == NULL || !find_dateline(body, &d))
		return;
	if (s->dateline_text == NULL) {
		s->dateline_text = draft_squeeze(draft, d.place, d.len);
		s->dateline_place = draft_squeeze(draft, d.place, d.place_len);
	}
	if (d.date_len > 0) {
		struct story_date *c = draft_candidate(draft,
			DATE_FROM_DATELINE, &d.date, d.date_text, d.date_len);

		c->start = (uint32_t)(d.date_text - body);
		c->end = c->start + (uint32_t)d.date_len;
	}
	agency = draft_squeeze(draft, d.agency, d.agency_len);
	if (agency != NULL && s->agency == NULL) {
		const struct known_outlet *known = registry_outlet_by_name(
			draft->source->rules->registry, agency);

		s->agency = known != NULL ? known->name : agency;
		s->agency_evidence = "dateline";
	}
}

/* Dates in the text are the story's matter, not its date: they are kept as
 * evidence, the first few of them, and never win. */
static void
date_from_text(struct draft *draft)
{
	const char *body = draft->story.body_text;
	size_t len = body != NULL ? strlen(body) : 0, at = 0;
	struct date_span span;

	for (int n = 0; n < TEXT_DATES && date_in_text(body, len, &at, &span);
		n++) {
		struct story_date *c = draft_candidate(draft,
			DATE_FROM_BODY_TEXT, &span.date, span.text, span.len);

		if (c->end == 0) {
			c->start = (uint32_t)(span.text - body);
			c->end = c->start + (uint32_t)span.len;
		}
	}
}

/* ---- warnings ---- */

/* Say on the sink what the characters were. */
static void
report_encoding(struct draft *draft)
{
	const struct source *source = draft->source;
	char detail[96];

	if (draft->encoding == NULL && draft->replaced == 0)
		return;
	if (draft->encoding != NULL)
		snprintf(detail, sizeof(detail), "read as %s%s",
			draft->encoding,
			draft->replaced > 0 ? ", some bytes replaced" : "");
	else
		snprintf(detail, sizeof(detail), "%zu bytes replaced",
			draft->replaced);
	draft_warning(draft, "bad.utf8: %s", detail);
	source->sink->remark(source->sink->ctx, source->input->path,
		draft->story.line, REMARK_BAD_UTF8, detail);
}

/* ---- what is known of it ---- */

/* Where the record does not say how it knew an actor, a field of it did. */
static void
trust_actors(struct story *s)
{
	for (uint32_t i = 0; i < s->nactors; i++)
		if (s->actors[i].evidence == NULL)
			s->actors[i].evidence = "field";
}

/* All that its text and its surroundings say. */
static void
analyse(struct draft *draft)
{
	language_choose(draft);
	read_dateline(draft);
	date_from_names(draft);
	date_from_text(draft);
	date_choose(draft);
	outlet_find(draft);
	report_encoding(draft);
	actors_find(draft);
	places_settle(draft);
	quotes_find(draft);
}

/* Only what it states itself. */
static void
take_at_its_word(struct draft *draft)
{
	date_choose(draft);
	report_encoding(draft);
	trust_actors(&draft->story);
}

bool
story_finish(struct draft *draft, struct err *err)
{
	const struct source *source = draft->source;
	struct story *s = &draft->story;

	if (s->headline == NULL && s->body_text == NULL) {
		source->sink->reject(source->sink->ctx, source->input->path,
			s->line, REJECT_NO_TEXT, "neither headline nor body");
		return true;
	}
	name_story(draft);
	if (source->rules->as_stated)
		take_at_its_word(draft);
	else
		analyse(draft);
	return source->sink->story(source->sink->ctx, s, err);
}
