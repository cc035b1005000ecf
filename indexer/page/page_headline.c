#include "indexer/page/page_headline.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "indexer/page/html.h"
#include "indexer/text/plain_text.h"

#include <string.h>

/* What stands before a site's name is this long at least. */
#define HEADLINE_LEAST 10
#define SITE_BYTES 48
/* Longer titles are no titles. */
#define TITLE_BYTES 500

/* Where a headline may stand, the better places first. */
enum place { SHARED, HEADING, MACHINES, TITLE, PLACES };

struct choosing {
	struct draft *draft;
	const struct page *page;
	const struct page_claims *claims;
	const char *texts[PLACES]; /* NULL: none there */
};

/* "… and what came of it" goes on with something else. */
static bool
goes_on(const char *text)
{
	return strncmp(text, "…", strlen("…")) == 0 ||
	       strncmp(text, "...", 3) == 0;
}

/* Is it said elsewhere, too? */
static bool
is_confirmed(const struct choosing *c, const char *heading)
{
	for (unsigned place = 0; place < PLACES; place++)
		if (c->texts[place] != NULL &&
			plain_head_same(heading, c->texts[place]))
			return true;
	return false;
}

/* The page's own heading: of several the one that is said elsewhere too,
 * else the first that does not belong to another part. */
static const char *
find_heading(const struct choosing *c)
{
	const struct page *p = c->page;
	const char *first = NULL;

	for (size_t i = 0; i < p->nblocks; i++) {
		const struct page_block *b = &p->blocks[i];

		if (b->level != 1 || goes_on(b->text))
			continue;
		if (is_confirmed(c, b->text))
			return b->text;
		if (first == NULL &&
			(b->zones & (ZONE_NAVIGATION | ZONE_ASIDE)) == 0)
			first = b->text;
	}
	return first;
}

static size_t
one_of(const char *const *signs, const char *text)
{
	for (; *signs != NULL; signs++)
		if (strncmp(text, *signs, strlen(*signs)) == 0)
			return strlen(*signs);
	return 0;
}

/* The length of a sign that sets two parts of a title apart, with the blank
 * before it; 0 if there is none. */
static size_t
sign_at(const char *text)
{
	static const char *const signs[] = { " | ", " - ", " – ", " — ", " * ",
		" » ", " « ", " · ", " :: ", " / ", NULL };

	return one_of(signs, text);
}

/* The same of a sign without blanks, which may as well be a part of the
 * headline: it counts only where something else says that this ends there. */
static size_t
tight_sign_at(const char *text)
{
	static const char *const signs[] = { "：", "｜", "ㅣ", "|", "-", "_",
		NULL };

	return one_of(signs, text);
}

/* Does another place say just title[0..len)? */
static bool
is_said(const struct choosing *c, const char *title, size_t len)
{
	for (unsigned place = 0; place < PLACES; place++) {
		const char *text = c->texts[place];

		if (text != NULL && text != title && strlen(text) == len &&
			memcmp(text, title, len) == 0)
			return true;
	}
	return false;
}

/* Is what stands behind a sign, up to the next one, the site's name? */
static bool
begins_with_site(const struct choosing *c, const char *text)
{
	size_t len = 0;

	while (text[len] != '\0' && sign_at(text + len) == 0)
		len++;
	return c->claims->site != NULL && len < SITE_BYTES &&
	       plain_head_same(
		       arena_copy(c->draft->arena, text, len), c->claims->site);
}

/*
 * A title without what stands behind the headline: where the site's name
 * does, where another place says that the headline ends, or at the last bar
 * if nobody else says it with what is behind the bar.
 */
static const char *
without_site(struct choosing *c, const char *title)
{
	size_t len = strlen(title), bar = len, sign;

	for (size_t i = HEADLINE_LEAST; i < len && i < TITLE_BYTES; i++) {
		sign = sign_at(title + i);
		if (sign == 0)
			sign = tight_sign_at(title + i);
		if (sign == 0)
			continue;
		if (begins_with_site(c, title + i + sign) ||
			is_said(c, title, i)) {
			c->draft->site = title + i + sign;
			return arena_copy(c->draft->arena, title, i);
		}
		if (sign_at(title + i) > 0 && title[i + 1] == '|' &&
			len - i - sign <= SITE_BYTES)
			bar = i;
	}
	if (bar == len || is_said(c, title, len))
		return title;
	c->draft->site = title + bar + 3;
	return arena_copy(c->draft->arena, title, bar);
}

/* A title without the site's name before it: "Inland Post | Second boat". */
static const char *
without_site_before(const struct choosing *c, const char *title)
{
	static const char *const signs[] = { " | ", " - ", " – ", ": " };
	const char *site = c->claims->site;

	for (size_t i = 0; site != NULL && i < sizeof(signs) / sizeof(*signs);
		i++) {
		const char *sign = strstr(title, signs[i]);
		const char *rest = sign != NULL ? sign + strlen(signs[i]) : "";

		if (*rest != '\0' &&
			plain_head_same(arena_copy(c->draft->arena, title,
						(size_t)(sign - title)),
				site))
			return rest;
	}
	return title;
}

/* A title without what stands before the headline that another place says:
 * "Ski jumping | Quarrel about suits". */
static const char *
without_kicker(const struct choosing *c, const char *title)
{
	const char *bar = strstr(title, " | ");

	while (bar != NULL) {
		const char *rest = bar + strlen(" | ");

		if (is_said(c, rest, strlen(rest)))
			return rest;
		bar = strstr(rest, " | ");
	}
	return title;
}

/* A text as it may be compared: no entities, blanks squeezed. */
static const char *
plain(const struct choosing *c, const char *text)
{
	if (text == NULL)
		return NULL;
	text = html_unescape(text, c->draft->arena);
	return draft_squeeze(c->draft, text, strlen(text));
}

/* "A minister says that…" may be said in full elsewhere. */
static const char *
in_full(const struct choosing *c, const char *text)
{
	size_t len = strlen(text), dots = 0;

	while (len > dots && text[len - 1 - dots] == '.')
		dots++;
	if (len >= 3 && memcmp(text + len - 3, "…", 3) == 0)
		dots = 3;
	if (dots < 3)
		return text;
	len -= dots;
	while (len > 0 && text[len - 1] == ' ')
		len--;
	for (unsigned place = 0; len > 0 && place < PLACES; place++)
		if (c->texts[place] != NULL && c->texts[place] != text &&
			strncmp(c->texts[place], text, len) == 0)
			return c->texts[place];
	return text;
}

/* Is it no more than the name of the site? */
static bool
is_site(const struct choosing *c, const char *text)
{
	return c->claims->site != NULL &&
	       plain_head_same(text, c->claims->site);
}

/* The same but for case, quotes and accents? */
static bool
same(const char *a, const char *b)
{
	struct buf x = { 0 }, y = { 0 };
	bool is_same;

	if (a == NULL || b == NULL)
		return false;
	utf8_fold(&x, a, strlen(a));
	utf8_fold(&y, b, strlen(b));
	is_same = x.len == y.len &&
		  memcmp(buf_text(&x), buf_text(&y), x.len) == 0;
	buf_release(&x);
	buf_release(&y);
	return is_same;
}

/*
 * Which of the places is believed.  Where they differ, the article's own
 * data win over a heading that is also shared; a heading that those data
 * confirm wins over a title made for others; else what is shared wins.
 */
static const char *
believe(const struct choosing *c)
{
	const char *shared = c->texts[SHARED], *heading = c->texts[HEADING];
	const char *machines = c->texts[MACHINES], *title = c->texts[TITLE];

	if (shared == NULL)
		return heading != NULL	  ? heading
		       : machines != NULL ? machines
					  : title;
	if (machines == NULL || same(shared, machines))
		return shared;
	if (same(shared, heading))
		return machines;
	if (same(heading, machines))
		return same(title, shared) ? heading : shared;
	return heading != NULL && same(machines, title) ? machines : shared;
}

void
page_headline_choose(struct draft *draft, const struct page *page,
	const struct page_claims *claims)
{
	struct choosing c = { draft, page, claims, { NULL } };
	struct story *s = &draft->story;
	const char *clean[PLACES], *raw = plain(&c, page->title);

	c.texts[SHARED] = plain(&c, claims->title);
	c.texts[MACHINES] = plain(&c, claims->headline);
	c.texts[TITLE] = raw;
	c.texts[HEADING] = plain(&c, find_heading(&c));
	for (unsigned place = 0; place < PLACES; place++) {
		clean[place] = c.texts[place];
		if (clean[place] != NULL)
			clean[place] = without_kicker(
				&c, without_site_before(&c,
					    without_site(&c, clean[place])));
		if (clean[place] != NULL &&
			(is_site(&c, clean[place]) || goes_on(clean[place])))
			clean[place] = NULL;
	}
	memcpy(c.texts, clean, sizeof(clean));
	s->headline = believe(&c);
	if (s->headline != NULL)
		s->headline = in_full(&c, s->headline);
	if (s->headline != NULL && raw != NULL && strcmp(s->headline, raw) != 0)
		s->headline_raw = raw;
}
