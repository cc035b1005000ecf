/* page_sightings.c - dates that a reader of a page sees */
#include "indexer/page/page_dates.h"

#include <string.h>
#include <strings.h>

/* A paragraph of so many bytes is prose. */
#define PROSE_BYTES 80
/* Dates looked at in a page; those near the headline are among them. */
#define SIGHTINGS_MAX 256
/* Of them so many become candidates, the best ones. */
#define KEPT_MAX 24
/* A line with a date is at most so long; one that says what the date is of
 * may be longer. */
#define LINE_MAX_BYTES 200
#define LABELLED_MAX_BYTES 500
/* A dateline is looked for so far, and may begin with such a place. */
#define OPENING_MAX 80
#define PLACE_MAX 28
/* So much beside a date may be a name and a rubric. */
#define LITTLE_ELSE 60
/* Blocks before the headline and behind the story that belong to it. */
#define NEAR 6

/* How a date is said, best first. */
enum manner {
	SAID_TO_MACHINES, /* itemprop=datePublished, <abbr class=published> */
	SAID_AS_TIME,	  /* <time datetime> */
	SAID_PUBLISHED,	  /* "Posted on", class=published */
	SAID_DATED,	  /* class=entry-date, "Date:" */
	SAID_IN_BYLINE,	  /* class=meta */
	SAID_ALONE,	  /* a line of its own */
	SAID_IN_LINE,	  /* with little else: a name, a rubric */
	SAID_IN_SENTENCE, /* or with more */
	SAID_BY_SENTENCE, /* "This entry was posted on ... and filed under" */
	SAID_AT_OPENING,  /* the first words of the story */
	MANNERS
};

enum place { BY_HEADLINE, BEHIND_STORY, IN_STORY, ELSEWHERE, PLACES };

/* Presets, held against pages with known dates: docs/story.md section 3. */
static const struct {
	enum date_source source;
	double confidence[PLACES];
} worth[MANNERS] = {
	[SAID_TO_MACHINES] = { DATE_FROM_TIME_TAG, { .89, .85, .70, .50 } },
	[SAID_AS_TIME] = { DATE_FROM_TIME_TAG, { .86, .78, .55, .40 } },
	[SAID_PUBLISHED] = { DATE_FROM_HEADER, { .86, .82, .68, .50 } },
	[SAID_DATED] = { DATE_FROM_HEADER, { .84, .72, .52, .35 } },
	[SAID_IN_BYLINE] = { DATE_FROM_HEADER, { .80, .64, .45, .30 } },
	[SAID_ALONE] = { DATE_FROM_HEADER, { .80, .60, .35, .20 } },
	[SAID_IN_LINE] = { DATE_FROM_HEADER, { .66, .50, .20, .10 } },
	[SAID_IN_SENTENCE] = { DATE_FROM_HEADER, { .50, .30, .10, .10 } },
	[SAID_BY_SENTENCE] = { DATE_FROM_HEADER, { .62, .64, .35, .30 } },
	[SAID_AT_OPENING] = { DATE_FROM_DATELINE, { .55, .55, .55, .55 } },
};

/* So far apart headline and text still belong together. */
#define HEAD_MAX 30
/* What stands over the headline is the page's more often than the story's. */
#define OVER_HEADLINE 0.92
#define RIGHT_OVER 3
/* What is older than the web is what a page is about, but in an archive. */
#define WEB_YEAR 1991
#define BEFORE_THE_WEB 0.6
/* A month alone is a heading, an issue, an archive. */
#define COARSE 0.5
/* Of a list whose lines are all dated so. */
#define IN_LIST 0.6
/* A second day by the headline. */
#define SECOND_DAY 0.85
/* What a date is worth from LONE_LEAST on that no other comes near to. */
#define LONE 0.55
#define LONE_LEAST 0.25
#define FAR_BEHIND 0.8
/* So many dates in one manner are a list. */
#define LIST_DATES 4

struct sighting {
	struct date date;
	const char *text;
	size_t len;
	enum manner manner;
	enum place place;
	double confidence;
};

struct sightings {
	struct draft *draft;
	const struct page *page;
	/* Blocks: the heading, the first and the last of the text, and where
	 * what stands by the heading ends. */
	size_t headline, first, last, head_end;
	uint32_t zones; /* in which the story lies itself */
	int reading;	/* of page_reading() */
	struct sighting *items;
	size_t count;
};

/* ---- where ---- */

/* Is most of the page's title this heading? */
static bool
is_title(const struct page *p, const struct page_block *b)
{
	return p->title != NULL && (size_t)b->len * 2 >= strlen(p->title) &&
	       strstr(p->title, b->text) != NULL;
}

/* The heading of the story: the one that the page is named by; else the last
 * of the highest level that is not too far before it. */
static size_t
find_headline(const struct page *p, size_t first)
{
	size_t found = first;
	unsigned level = 7;

	for (size_t i = 0; i <= first && i < p->nblocks; i++) {
		const struct page_block *b = &p->blocks[i];
		bool titled;

		if (b->kind != BLOCK_HEADING ||
			(b->zones & (ZONE_NAVIGATION | ZONE_ASIDE |
					    ZONE_RELATED)) != 0)
			continue;
		titled = is_title(p, b);
		if (!titled && (b->level > level || i + HEAD_MAX < first))
			continue;
		level = titled ? 0 : b->level;
		found = i;
	}
	return found;
}

/* Where the head of the story ends: a deck is prose, too, but of the second
 * paragraph on all is the story's matter. */
static size_t
find_head_end(const struct sightings *s)
{
	const struct page *p = s->page;
	size_t end = s->headline, prose = 0;
	size_t most = s->headline + NEAR;

	if (s->first > most && s->first - s->headline <= HEAD_MAX)
		most = s->first;
	for (; end < most && end < p->nblocks; end++) {
		prose += p->blocks[end].kind == BLOCK_PARAGRAPH &&
			 p->blocks[end].len >= PROSE_BYTES;
		if (prose == 2)
			break;
	}
	return end;
}

static void
find_story(struct sightings *s, const bool *chosen)
{
	const struct page *p = s->page;

	while (s->first < p->nblocks && !chosen[s->first])
		s->first++;
	s->last = s->first;
	for (size_t i = s->first; i < p->nblocks; i++)
		if (chosen[i])
			s->last = i;
	s->headline = find_headline(p, s->first);
	s->head_end = find_head_end(s);
	if (s->first < p->nblocks)
		s->zones = p->blocks[s->first].zones |
			   p->blocks[s->headline].zones;
}

static enum place
place_of(const struct sightings *s, size_t block)
{
	if (block + NEAR >= s->headline && block <= s->head_end)
		return BY_HEADLINE;
	if (block + NEAR >= s->first && block <= s->first)
		return BY_HEADLINE;
	/* Its last blocks may be its date and its author. */
	if (block > s->first && block + 1 < s->last)
		return IN_STORY;
	if (block > s->first && block <= s->last + NEAR)
		return BEHIND_STORY;
	return ELSEWHERE;
}

/* In a part of the page that is not the story's a date is worth less; but
 * class names may be wrong, and what is by the headline is the story's. */
static double
in_zones(const struct sightings *s, uint32_t zones, enum place place)
{
	uint32_t foreign = zones & ZONE_NOISE & ~s->zones;
	bool lists = (foreign & (ZONE_COMMENTS | ZONE_RELATED)) != 0;

	if (foreign == 0)
		return 1;
	if (place == BY_HEADLINE)
		return lists ? 0.7 : 0.88;
	return lists ? 0.4 : 0.6;
}

/* ---- one date ---- */

static void
add_reading(struct sightings *s, const struct sighting *sighting)
{
	if (s->count < SIGHTINGS_MAX && sighting->confidence > 0 &&
		sighting->date.precision >= PRECISION_MONTH)
		s->items[s->count++] = *sighting;
}

static void
add(struct sightings *s, const struct date_found *found, enum manner manner,
	size_t block, uint32_t zones)
{
	struct sighting sighting = {
		.text = found->text,
		.len = found->len,
		.manner = manner,
		.place = place_of(s, block),
	};
	double confidence = worth[manner].confidence[sighting.place];

	if (found->readings[0].precision < PRECISION_DAY)
		confidence *= COARSE;
	confidence *= in_zones(s, zones, sighting.place);
	if (block + RIGHT_OVER < s->headline)
		confidence *= OVER_HEADLINE;
	if (found->readings[0].year < WEB_YEAR)
		confidence *= BEFORE_THE_WEB;
	for (size_t i = 0; i < found->n; i++) {
		sighting.date = found->readings[i];
		sighting.confidence = confidence;
		if (found->n > 1)
			sighting.confidence *= s->reading < 0		 ? 0.5
					       : (size_t)s->reading == i ? 0.9
									 : 0;
		add_reading(s, &sighting);
	}
}

static void
note_modified(struct sightings *s, const struct date_found *found)
{
	page_note_modified(
		s->draft, arena_copy(s->draft->arena, found->text, found->len));
}

/* ---- elements ---- */

static enum manner
manner_of_stamp(const struct page_stamp *stamp, bool machine)
{
	if (stamp->hints & STAMP_PROPERTY)
		return SAID_TO_MACHINES;
	if (machine && (stamp->hints & STAMP_TIME))
		return SAID_AS_TIME;
	if (stamp->hints & STAMP_PUBLISHED)
		return SAID_PUBLISHED;
	if (stamp->hints & (STAMP_DATE | STAMP_TIME))
		return SAID_DATED;
	return SAID_IN_BYLINE;
}

/* A label in the text knows better than the element's name. */
static void
see_dates_of_stamp(struct sightings *s, const struct page_stamp *stamp,
	const char *text, bool machine)
{
	size_t len = strlen(text), at = 0, from = 0;
	struct date_found found;

	for (; date_find(text, len, &at, true, &found); from = at) {
		enum manner manner = manner_of_stamp(stamp, machine);
		size_t begin = (size_t)(found.text - text);
		enum date_label label =
			date_label_before(text + from, begin - from);

		if (label == DATE_LABEL_OTHER)
			continue;
		if (label == DATE_LABEL_MODIFIED ||
			(label == DATE_LABEL_NONE &&
				(stamp->hints & STAMP_MODIFIED))) {
			note_modified(s, &found);
			continue;
		}
		if (label == DATE_LABEL_PUBLISHED && manner > SAID_PUBLISHED)
			manner = SAID_PUBLISHED;
		add(s, &found, manner, stamp->block, stamp->zones);
	}
}

static void
see_stamp(struct sightings *s, const struct page_stamp *stamp)
{
	struct date_found found = { .n = 0 };

	if (stamp->hints & STAMP_OTHER)
		return;
	if (stamp->machine != NULL) {
		found.text = stamp->machine;
		found.len = strlen(stamp->machine);
		date_read_whole(
			found.text, found.len, found.readings, &found.n);
	}
	if (found.n > 0)
		see_dates_of_stamp(s, stamp, stamp->machine, true);
	else if (stamp->text != NULL)
		see_dates_of_stamp(s, stamp, stamp->text, false);
}

/* ---- lines ---- */

/* How much of a line is neither the date nor a label or a sign. */
static size_t
other_bytes(const struct page_block *b, const struct date_found *found)
{
	struct date readings[DATE_READINGS];
	enum date_label label;
	size_t n;

	if (date_line_read(b->text, b->len, readings, &n, &label))
		return 0;
	return b->len - found->len;
}

/* Does an element in this block say that the date is not of publication? */
static bool
is_disowned(
	const struct sightings *s, size_t block, const char *text, size_t len)
{
	for (size_t i = 0; i < s->page->stamps.count; i++) {
		const struct page_stamp *stamp = &s->page->stamps.items[i];

		if (stamp->block == block && stamp->text != NULL &&
			(stamp->hints & (STAMP_MODIFIED | STAMP_OTHER)) != 0 &&
			(stamp->hints & (STAMP_PUBLISHED)) == 0 &&
			memmem(stamp->text, strlen(stamp->text), text, len) !=
				NULL)
			return true;
	}
	return false;
}

static void
see_date_of_line(struct sightings *s, size_t i, size_t from,
	const struct date_found *found)
{
	const struct page_block *b = &s->page->blocks[i];
	size_t begin = (size_t)(found->text - b->text);
	size_t end = begin + found->len;
	enum date_label label = date_label_before(b->text + from, begin - from);
	enum manner manner;

	if (label == DATE_LABEL_NONE)
		label = date_label_behind(b->text + end, b->len - end);
	if (label == DATE_LABEL_OTHER ||
		(label == DATE_LABEL_NONE &&
			is_disowned(s, i, found->text, found->len)))
		return;
	if (label == DATE_LABEL_MODIFIED) {
		note_modified(s, found);
		return;
	}
	if (label == DATE_LABEL_PUBLISHED)
		manner = other_bytes(b, found) < 2 * LITTLE_ELSE
				 ? SAID_PUBLISHED
				 : SAID_BY_SENTENCE;
	else if (b->len > LINE_MAX_BYTES)
		return;
	else
		manner = other_bytes(b, found) < 4 ? SAID_ALONE
			 : other_bytes(b, found) < LITTLE_ELSE
				 ? SAID_IN_LINE
				 : SAID_IN_SENTENCE;
	add(s, found, manner, i, b->zones);
}

static void
see_line(struct sightings *s, size_t i)
{
	const struct page_block *b = &s->page->blocks[i];
	struct date_found found;
	size_t at = 0, from = 0;

	for (; date_find(b->text, b->len, &at, true, &found); from = at)
		see_date_of_line(s, i, from, &found);
}

/* ---- the opening ---- */

/* The first block of the story that is more than a heading. */
static const struct page_block *
first_paragraph(const struct sightings *s, const bool *chosen)
{
	for (size_t i = s->first; i <= s->last && i < s->page->nblocks; i++) {
		const struct page_block *b = &s->page->blocks[i];

		if (chosen[i] && b->kind != BLOCK_HEADING &&
			b->len > OPENING_MAX)
			return b;
	}
	return NULL;
}

/* "Karlsruhe, (12.11.2021). ", "01.02.2022 | ", behind few other words. */
static void
see_opening(struct sightings *s, const bool *chosen)
{
	const struct page_block *b = first_paragraph(s, chosen);
	struct date_found found;
	size_t at = 0, len = OPENING_MAX;

	if (b == NULL)
		return;
	while (len > 0 && ((unsigned char)b->text[len] & 0xc0) == 0x80)
		len--;
	if (!date_find(b->text, len, &at, false, &found) ||
		found.text - b->text > PLACE_MAX)
		return;
	if (found.text == b->text || found.text[-1] == '(' ||
		(found.text - b->text > 1 && found.text[-2] == ','))
		add(s, &found, SAID_AT_OPENING, (size_t)(b - s->page->blocks),
			b->zones);
}

/* "08.11.2021 | The talks end": a title that begins with its day. */
static void
see_title(struct sightings *s)
{
	const char *title = s->page->title;
	struct date_found found;
	size_t at = 0, len = title != NULL ? strlen(title) : 0;

	while (len > 0 && (*title == ' ' || *title == '\n' || *title == '\t'))
		title++, len--;
	if (date_find(title, len, &at, false, &found) && found.text == title &&
		strchr(" |:-", title[found.len]) != NULL)
		add(s, &found, SAID_AT_OPENING, s->headline, 0);
}

/* ---- all ---- */

/* Dates said in one manner, many of them, and not by the headline, are a
 * list; a second day by the headline is less likely than the first. */
static void
compare(struct sightings *s)
{
	size_t said[MANNERS] = { 0 };
	day first = DAY_UNKNOWN;

	for (size_t i = 0; i < s->count; i++)
		said[s->items[i].manner] += s->items[i].place != BY_HEADLINE;
	for (size_t i = 0; i < s->count; i++) {
		struct sighting *g = &s->items[i];
		day d = date_day(&g->date);

		if (g->date.precision < PRECISION_DAY)
			continue;
		if (g->place != BY_HEADLINE) {
			if (said[g->manner] >= LIST_DATES)
				g->confidence *= IN_LIST;
			continue;
		}
		if (first == DAY_UNKNOWN)
			first = d;
		else if (d != first)
			g->confidence *= SECOND_DAY;
	}
}

/* A date that stands alone in its page, or far before any other, is the
 * story's nine times in ten, wherever it stands. */
static void
lift_lone(struct sightings *s)
{
	struct sighting *best = NULL;

	for (size_t i = 0; i < s->count; i++)
		if (s->items[i].date.precision >= PRECISION_DAY &&
			(best == NULL ||
				s->items[i].confidence > best->confidence))
			best = &s->items[i];
	if (best == NULL || best->confidence < LONE_LEAST ||
		best->confidence >= LONE)
		return;
	for (size_t i = 0; i < s->count; i++)
		if (s->items[i].confidence > FAR_BEHIND * best->confidence &&
			date_day(&s->items[i].date) != date_day(&best->date))
			return;
	best->confidence = LONE;
}

static void
keep(struct sightings *s, const struct sighting *g)
{
	enum date_source source = worth[g->manner].source;
	uint32_t before = s->draft->story.ncandidates;
	struct story_date *c =
		draft_candidate(s->draft, source, &g->date, g->text, g->len);
	bool is_new = s->draft->story.ncandidates > before;

	if (is_new || c->confidence < g->confidence)
		c->confidence = g->confidence;
}

/* How many are better, or as good and earlier in the page. */
static size_t
rank_of(const struct sightings *s, size_t at)
{
	size_t better = 0;

	for (size_t i = 0; i < s->count; i++)
		better += s->items[i].confidence > s->items[at].confidence ||
			  (i < at && s->items[i].confidence ==
					     s->items[at].confidence);
	return better;
}

/* The best ones, in the order of the page. */
static void
keep_best(struct sightings *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->count <= KEPT_MAX || rank_of(s, i) < KEPT_MAX)
			keep(s, &s->items[i]);
}

void
page_sightings_read(struct draft *draft, const struct page_text *text)
{
	const struct page *p = text->page;
	struct sightings s = { .draft = draft, .page = p };

	s.items = arena_array(draft->arena, SIGHTINGS_MAX, sizeof(*s.items));
	s.reading = page_reading(draft, p);
	find_story(&s, text->chosen);
	for (size_t i = 0; i < p->stamps.count; i++)
		see_stamp(&s, &p->stamps.items[i]);
	for (size_t i = 0; i < p->nblocks; i++)
		if (p->blocks[i].len <= LABELLED_MAX_BYTES)
			see_line(&s, i);
	see_opening(&s, text->chosen);
	see_title(&s);
	compare(&s);
	lift_lone(&s);
	keep_best(&s);
}
