/* page_stamps.c - the elements of a page that may say when */
#include "indexer/page/page_stamps.h"

#include <string.h>

/* No honest page has more; calendars and archives do. */
#define STAMPS_MAX 1024

/* ---- what names tell ---- */

enum match { WHOLE, BEGINNING, ENDING };

/* Words of names, in small letters; the first that matches tells. */
static const struct hint_word {
	const char *word;
	uint32_t hints;
	enum match match;
} hint_words[] = {
	{ "update", STAMP_MODIFIED, BEGINNING },
	{ "modif", STAMP_MODIFIED, BEGINNING },
	{ "lastmod", STAMP_MODIFIED, BEGINNING },
	{ "edited", STAMP_MODIFIED, WHOLE },
	{ "changed", STAMP_MODIFIED, WHOLE },
	{ "revised", STAMP_MODIFIED, WHOLE },
	{ "aktualisi", STAMP_MODIFIED, BEGINNING },
	{ "datepubl", STAMP_DATE | STAMP_PUBLISHED, BEGINNING },
	{ "datecreated", STAMP_DATE | STAMP_PUBLISHED, WHOLE },
	{ "datemodif", STAMP_DATE | STAMP_MODIFIED, BEGINNING },
	{ "date", STAMP_DATE, WHOLE },
	{ "dates", STAMP_DATE, WHOLE },
	{ "dateline", STAMP_DATE, WHOLE },
	{ "dato", STAMP_DATE, WHOLE },
	{ "data", STAMP_BYLINE, WHOLE },
	{ "fecha", STAMP_DATE, WHOLE },
	{ "time", STAMP_DATE, WHOLE },
	{ "zeit", STAMP_DATE, WHOLE },
	{ "clock", STAMP_DATE, WHOLE },
	{ "pub", STAMP_PUBLISHED, WHOLE },
	{ "publi", STAMP_PUBLISHED, BEGINNING },
	{ "pubdate", STAMP_PUBLISHED, WHOLE },
	{ "posted", STAMP_PUBLISHED, BEGINNING },
	{ "created", STAMP_PUBLISHED, BEGINNING },
	{ "issued", STAMP_PUBLISHED, WHOLE },
	{ "released", STAMP_PUBLISHED, WHOLE },
	{ "submitted", STAMP_PUBLISHED, WHOLE },
	{ "erschienen", STAMP_PUBLISHED, WHOLE },
	{ "erstellt", STAMP_PUBLISHED, WHOLE },
	{ "veroeffentlich", STAMP_PUBLISHED, BEGINNING },
	{ "veröffentlich", STAMP_PUBLISHED, BEGINNING },
	{ "pubblicato", STAMP_PUBLISHED, WHOLE },
	{ "meta", STAMP_BYLINE, WHOLE },
	{ "postmeta", STAMP_BYLINE, BEGINNING },
	{ "metadata", STAMP_BYLINE, WHOLE },
	{ "byline", STAMP_BYLINE, WHOLE },
	{ "info", STAMP_BYLINE, WHOLE },
	{ "details", STAMP_BYLINE, WHOLE },
	{ "author", STAMP_BYLINE, WHOLE },
	{ "credits", STAMP_BYLINE, WHOLE },
	{ "event", STAMP_OTHER, BEGINNING },
	{ "veranstaltung", STAMP_OTHER, BEGINNING },
	{ "termin", STAMP_OTHER, BEGINNING },
	{ "comment", STAMP_OTHER, BEGINNING },
	{ "kommentar", STAMP_OTHER, BEGINNING },
	{ "reply", STAMP_OTHER, WHOLE },
	{ "calendar", STAMP_OTHER, WHOLE },
	{ "archive", STAMP_OTHER, BEGINNING },
	{ "copyright", STAMP_OTHER, WHOLE },
	{ "expir", STAMP_OTHER, BEGINNING },
	{ "deadline", STAMP_OTHER, WHOLE },
	{ "birth", STAMP_OTHER, BEGINNING },
	{ "join", STAMP_OTHER, BEGINNING },
	{ "start", STAMP_OTHER, WHOLE },
	{ "startdate", STAMP_OTHER, WHOLE },
	{ "enddate", STAMP_OTHER, WHOLE },
	{ "until", STAMP_OTHER, WHOLE },
	{ "avail", STAMP_OTHER, BEGINNING },
	{ "valid", STAMP_OTHER, BEGINNING },
	{ "upload", STAMP_OTHER, WHOLE },
	{ "current", STAMP_OTHER, WHOLE },
	{ "today", STAMP_OTHER, WHOLE },
	{ "now", STAMP_OTHER, WHOLE },
	{ "datum", STAMP_DATE, ENDING },
	{ "date", STAMP_DATE, ENDING },
	{ "timestamp", STAMP_DATE, ENDING },
	{ "datetime", STAMP_DATE, ENDING },
};

/* Every word of every class of a page comes here: bytes are compared as they
 * come, without a look for the end first. */
static bool
begins_with(const char *word, size_t len, const char *row, enum match match)
{
	size_t n = 0;

	while (n < len && row[n] != '\0' && row[n] == word[n])
		n++;
	return row[n] == '\0' && (match == BEGINNING || n == len);
}

static bool
ends_with(const char *word, size_t len, const char *row)
{
	size_t n = strlen(row);

	return len >= n && memcmp(word + len - n, row, n) == 0;
}

static uint32_t
hints_of_word(const char *word, size_t len)
{
	/* Those that are looked for at a word's end end so. */
	bool may_end = word[len - 1] == 'e' || word[len - 1] == 'm' ||
		       word[len - 1] == 'p';

	for (size_t i = 0; i < sizeof(hint_words) / sizeof(*hint_words); i++) {
		const struct hint_word *row = &hint_words[i];

		if (row->match == ENDING
				? may_end && ends_with(word, len, row->word)
				: *row->word == *word &&
					  begins_with(word, len, row->word,
						  row->match))
			return row->hints;
	}
	return 0;
}

static bool
is_small(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* The next word of entry-date, entry_date or entryDate in small letters. */
static size_t
next_word(const char **at, const char *end, char word[32])
{
	size_t n = 0;

	while (*at < end && !is_small(**at) && !is_capital(**at))
		(*at)++;
	while (*at < end && is_capital(**at) && n < 31)
		word[n++] = *(*at)++ | 0x20;
	while (*at < end && is_small(**at) && n < 31)
		word[n++] = *(*at)++;
	return n;
}

uint32_t
page_stamp_hints(const char *names, size_t len)
{
	const char *end = names + len;
	char word[32];
	uint32_t hints = 0;
	size_t n;

	while ((n = next_word(&names, end, word)) > 0)
		if (n >= 3)
			hints |= hints_of_word(word, n);
	/* "entry-date updated" is what themes call any post's date. */
	if ((hints & STAMP_MODIFIED) &&
		(hints & (STAMP_DATE | STAMP_PUBLISHED)) &&
		memmem(end - len, len, "updated", 7) != NULL &&
		memmem(end - len, len, "modif", 5) == NULL)
		hints &= ~(uint32_t)STAMP_MODIFIED;
	return hints;
}

/* ---- elements ---- */

static bool
is_named(const char *text, size_t len, const char *name)
{
	return strlen(name) == len && memcmp(text, name, len) == 0;
}

static bool
is_any(const char *text, size_t len, const char *const *names)
{
	for (; *names != NULL; names++)
		if (is_named(text, len, *names))
			return true;
	return false;
}

/* What an attribute tells, by its value or (data-date=) by its name. */
static uint32_t
hints_of_attribute(const struct stamp_attribute *a)
{
	static const char *const naming[] = { "class", "id", "name",
		"data-testid", "data-test", "data-qa", NULL };
	static const char *const properties[] = { "itemprop", "property",
		NULL };
	uint32_t hints;

	if (is_any(a->name, a->name_len, naming))
		return page_stamp_hints(a->value, a->value_len);
	if (is_any(a->name, a->name_len, properties)) {
		hints = page_stamp_hints(a->value, a->value_len);
		return hints != 0 ? hints | STAMP_PROPERTY : 0;
	}
	if (is_named(a->name, a->name_len, "pubdate"))
		return STAMP_DATE | STAMP_PUBLISHED | STAMP_PROPERTY;
	return 0;
}

/* The better ways to say a date to machines have the smaller numbers. */
static int
machine_rank(const struct stamp_attribute *a, uint32_t hints)
{
	static const char *const names[] = { "datetime", "content", "value",
		"title", NULL };
	int rank = 0;

	for (; names[rank] != NULL; rank++)
		if (is_named(a->name, a->name_len, names[rank]))
			return rank;
	if (a->name_len > 5 && memcmp(a->name, "data-", 5) == 0 &&
		(hints & (STAMP_DATE | STAMP_PUBLISHED)) != 0)
		return rank;
	return -1;
}

/* data-date= and data-published= are watched for their names. */
static uint32_t
hints_of_data(const struct stamp_attribute *a)
{
	if (a->name_len <= 5 || memcmp(a->name, "data-", 5) != 0 ||
		a->value_len < 6 || a->value_len > 40 || a->value[0] < '0' ||
		a->value[0] > '9')
		return 0;
	return page_stamp_hints(a->name + 5, a->name_len - 5);
}

static const struct stamp_attribute *
find_machine(const struct stamp_element *e)
{
	const struct stamp_attribute *found = NULL;
	int best = 99;

	for (size_t i = 0; i < e->nattributes; i++) {
		const struct stamp_attribute *a = &e->attributes[i];
		int rank = machine_rank(a, hints_of_data(a));

		if (rank < 0 || rank >= best || a->value_len == 0 ||
			a->value_len > STAMP_TEXT)
			continue;
		best = rank;
		found = a;
	}
	return found;
}

static uint32_t
hints_of_element(const struct stamp_element *e)
{
	uint32_t hints = is_named(e->tag, e->tag_len, "time") ? STAMP_TIME : 0;

	for (size_t i = 0; i < e->nattributes; i++)
		hints |= hints_of_attribute(&e->attributes[i]) |
			 hints_of_data(&e->attributes[i]);
	return hints;
}

static bool
has_attribute(const struct stamp_element *e, const char *name)
{
	for (size_t i = 0; i < e->nattributes; i++)
		if (is_named(e->attributes[i].name, e->attributes[i].name_len,
			    name))
			return true;
	return false;
}

/* What is too large for a date is passed over. */
static bool
is_unwatched(const struct stamp_element *e)
{
	static const char *const tags[] = { "html", "body", "main", "article",
		"link", "script", "style", "form", "img", NULL };

	return is_any(e->tag, e->tag_len, tags);
}

void
page_stamps_open(struct page_stamps *s, struct arena *arena,
	const struct stamp_element *e)
{
	const struct stamp_attribute *machine;
	struct page_stamp *stamp;
	uint32_t hints;

	s->depth++;
	for (unsigned i = 0; i < s->nopen; i++)
		s->open[i].border = true;
	if (is_unwatched(e) || s->count >= STAMPS_MAX)
		return;
	hints = hints_of_element(e);
	/* Other <meta> are of the page, not of the place where they stand. */
	if (hints == 0 || (is_named(e->tag, e->tag_len, "meta") &&
				  !has_attribute(e, "itemprop")))
		return;
	stamp = arena_push(arena, s->items, s->count, s->cap);
	*stamp = (struct page_stamp){
		.hints = hints, .zones = e->zones, .block = e->block
	};
	machine = find_machine(e);
	if (machine != NULL)
		stamp->machine =
			arena_copy(arena, machine->value, machine->value_len);
	if (s->nopen < STAMP_DEPTH) {
		struct stamp_gathering *g = &s->open[s->nopen++];

		g->stamp = s->count - 1;
		g->depth = s->depth;
		g->len = 0;
		g->border = g->too_long = false;
	}
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* <b>04</b><b>2013</b> are two words to a reader, 3<sup>rd</sup> is one. */
static bool
needs_blank(const struct stamp_gathering *g, char next)
{
	char last;

	if (!g->border || g->len == 0)
		return false;
	last = g->text[g->len - 1];
	return is_digit(last) ? is_digit(next) || is_capital(next)
			      : is_digit(next) && is_small(last);
}

static void
gather(struct stamp_gathering *g, const char *text, size_t len)
{
	if (g->too_long || len == 0)
		return;
	if (len + g->len + 1 > STAMP_TEXT) {
		g->too_long = true;
		return;
	}
	if (needs_blank(g, *text))
		g->text[g->len++] = ' ';
	g->border = false;
	memcpy(g->text + g->len, text, len);
	g->len += (uint32_t)len;
}

void
page_stamps_text(struct page_stamps *s, const char *text, size_t len)
{
	for (unsigned i = 0; i < s->nopen; i++)
		gather(&s->open[i], text, len);
}

/* What a small element of something else holds is of that, too: the date in
 * the line over a comment. */
static void
mark_inner(struct page_stamps *s, size_t outer)
{
	if (s->items[outer].hints & STAMP_OTHER)
		for (size_t i = outer + 1; i < s->count; i++)
			s->items[i].hints |= STAMP_OTHER;
}

void
page_stamps_close(struct page_stamps *s, struct arena *arena)
{
	struct stamp_gathering *g;

	for (unsigned i = 0; i < s->nopen; i++)
		s->open[i].border = true;
	if (s->nopen > 0 && s->open[s->nopen - 1].depth == s->depth) {
		g = &s->open[--s->nopen];
		if (!g->too_long && g->len > 0) {
			s->items[g->stamp].text =
				arena_copy(arena, g->text, g->len);
			mark_inner(s, g->stamp);
		}
	}
	if (s->depth > 0)
		s->depth--;
}
