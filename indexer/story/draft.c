#include "indexer/story/draft.h"

#include "base/must.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Lists are searched for doubles so far: a record may name a million. */
#define DOUBLES_MAX 256

void
draft_init(struct draft *draft, struct arena *arena,
	const struct source *source, uint64_t offset, uint64_t line)
{
	memset(draft, 0, sizeof(*draft));
	draft->arena = arena;
	draft->source = source;
	draft->story.file = source->input->path;
	draft->story.format = source->input->kind->name;
	draft->story.offset = offset;
	draft->story.line = line;
	if (source->facts != NULL)
		draft_facts(draft, source->facts);
}

/* The same words of the same kind are one piece of evidence. */
static struct story_date *
find_candidate(const struct story *s, const struct story_date *date)
{
	for (uint32_t i = 0; i < s->ncandidates && i < DOUBLES_MAX; i++) {
		struct story_date *c = &s->candidates[i];

		if (c->source == date->source &&
			strcmp(c->value, date->value) == 0 &&
			(date->text == NULL || c->text == NULL ||
				strcmp(c->text, date->text) == 0))
			return c;
	}
	return NULL;
}

struct story_date *
draft_candidate_add(struct draft *draft, const struct story_date *date)
{
	struct story *s = &draft->story;
	struct story_date *to = find_candidate(s, date);

	if (to != NULL)
		return to;
	to = arena_push(draft->arena, s->candidates, s->ncandidates,
		draft->cap_candidates);
	*to = *date;
	to->value = arena_string(draft->arena, date->value);
	to->text = arena_string(draft->arena, date->text);
	return to;
}

struct story_date *
draft_candidate(struct draft *draft, enum date_source source,
	const struct date *date, const char *text, size_t len)
{
	char value[DATE_TEXT_SIZE];
	struct story_date c = {
		.value = value,
		.text = draft_squeeze(draft, text, len),
		.precision = date->precision,
		.source = source,
		.confidence = date_sources[source].confidence,
		.day = date_day(date),
	};

	date_print(date, value);
	return draft_candidate_add(draft, &c);
}

size_t
draft_date(struct draft *draft, enum date_source source, const char *text,
	size_t len)
{
	struct date readings[DATE_READINGS];
	size_t n;

	if (!date_read_whole(text, len, readings, &n))
		return 0;
	for (size_t i = 0; i < n; i++) {
		struct story_date *c =
			draft_candidate(draft, source, &readings[i], text, len);

		/* Two readings: nobody knows which, unless others agree. */
		if (n > 1)
			c->confidence = date_sources[source].confidence / 2;
	}
	return n;
}

void
draft_block(struct draft *draft, const char *kind, const char *text, size_t len,
	const char *rule)
{
	struct story *s = &draft->story;
	struct story_block *b = arena_push(draft->arena, s->boilerplate,
		s->nboilerplate, draft->cap_blocks);

	b->kind = kind;
	b->text = arena_copy(draft->arena, text, len);
	b->rule = rule;
}

void
draft_author(struct draft *draft, const char *text, size_t len)
{
	struct story *s = &draft->story;
	const char *name = draft_squeeze(draft, text, len);

	if (name == NULL)
		return;
	for (uint32_t i = 0; i < s->nauthors && i < DOUBLES_MAX; i++)
		if (strcmp(s->authors[i], name) == 0)
			return;
	*arena_push(draft->arena, s->authors, s->nauthors, draft->cap_authors) =
		name;
}

/* Where the next " and ", comma, semicolon or ampersand begins. */
static size_t
author_length(const char *text, size_t len, size_t *gap)
{
	static const char *const gaps[] = { " and ", " & ", ";", "," };

	for (size_t i = 0; i < len; i++)
		for (size_t g = 0; g < sizeof(gaps) / sizeof(*gaps); g++) {
			size_t n = strlen(gaps[g]);

			if (len - i >= n && memcmp(text + i, gaps[g], n) == 0) {
				*gap = n;
				return i;
			}
		}
	*gap = 0;
	return len;
}

/* "Jr." or "M.D." behind a comma belongs to the name before it. */
static bool
is_suffix(const char *text, size_t len)
{
	while (len > 0 && *text == ' ')
		text++, len--;
	return len > 0 && len <= 5 &&
	       (memchr(text, '.', len) != NULL || (len == 2 && *text == 'J'));
}

void
draft_byline(struct draft *draft, const char *text, size_t len)
{
	static const char *const by[] = { "By ", "Von ", "Par ", "Por ", "Di ",
		"Door ", "Av " };
	const char *names = draft_squeeze(draft, text, len);
	size_t left, gap, n, more;

	if (names == NULL)
		return;
	draft->story.byline = names;
	for (size_t i = 0; i < sizeof(by) / sizeof(*by); i++)
		if (strncasecmp(names, by[i], strlen(by[i])) == 0) {
			names += strlen(by[i]);
			break;
		}
	for (left = strlen(names); left > 0; names += n, left -= n) {
		n = author_length(names, left, &gap);
		if (gap == 1 && names[n] == ',') {
			more = author_length(names + n + 1, left - n - 1, &gap);
			if (is_suffix(names + n + 1, more))
				n += 1 + more;
			else
				gap = 1;
		}
		draft_author(draft, names, n);
		n += gap;
	}
}

void
draft_subject(struct draft *draft, const char *text, size_t len)
{
	struct story *s = &draft->story;
	const char *name = draft_squeeze(draft, text, len);

	if (name != NULL)
		*arena_push(draft->arena, s->subjects, s->nsubjects,
			draft->cap_subjects) = name;
}

void
draft_subjects(struct draft *draft, const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, ",;");

		draft_subject(draft, text, n);
		text += n + (text[n] != '\0');
	}
}

void
draft_warning(struct draft *draft, const char *fmt, ...)
{
	struct story *s = &draft->story;
	va_list ap, again;
	char *text;
	int len;

	va_start(ap, fmt);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, ap);
	must(len >= 0);
	text = arena_alloc(draft->arena, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	va_end(ap);
	*arena_push(draft->arena, s->warnings, s->nwarnings,
		draft->cap_warnings) = text;
}

void
draft_extra(struct draft *draft, const char *name, const char *json)
{
	struct story *s = &draft->story;
	struct story_extra *x = arena_push(
		draft->arena, s->extras, s->nextras, draft->cap_extras);

	x->name = arena_string(draft->arena, name);
	x->json = arena_string(draft->arena, json);
}

void
draft_actor(struct draft *draft, const struct story_actor *actor)
{
	struct story *s = &draft->story;
	bool doubles = draft->source->rules->as_stated; /* are meant so */
	struct story_actor *to;

	for (uint32_t i = 0; !doubles && i < s->nactors && i < DOUBLES_MAX;
		i++) {
		to = &s->actors[i];
		if (actor->code != NULL && to->code != NULL
				? strcmp(actor->code, to->code) == 0
				: strcmp(actor->name, to->name) == 0) {
			to->count += actor->count;
			return;
		}
	}
	to = arena_push(draft->arena, s->actors, s->nactors, draft->cap_actors);
	*to = *actor;
	to->name = arena_string(draft->arena, actor->name);
	to->code = arena_string(draft->arena, actor->code);
	to->aliases = arena_string(draft->arena, actor->aliases);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' ||
	       c == '\v';
}

char *
draft_squeeze(struct draft *draft, const char *text, size_t len)
{
	char *out, *to;
	bool gap = false;

	if (text == NULL)
		return NULL;
	out = to = arena_alloc(draft->arena, len + 1);
	for (size_t i = 0; i < len; i++) {
		/* A no-break space is a space. */
		bool nbsp = i + 1 < len && text[i] == '\xc2' &&
			    text[i + 1] == '\xa0';

		if (nbsp || is_blank(text[i])) {
			gap = to > out;
			i += nbsp;
			continue;
		}
		if (gap)
			*to++ = ' ';
		gap = false;
		*to++ = text[i];
		/* Letters need no look at what they are. */
		while (i + 1 < len && (text[i + 1] | 0x20) >= 'a' &&
			(text[i + 1] | 0x20) <= 'z')
			*to++ = text[++i];
	}
	*to = '\0';
	return to > out ? out : NULL;
}
