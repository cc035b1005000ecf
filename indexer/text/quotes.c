#include "indexer/text/quotes.h"

#include "indexer/text/quote_marks.h"
#include "indexer/text/quote_speaker.h"
#include "indexer/text/quote_tokens.h"

#include <stdlib.h>
#include <string.h>

/* Between two quotes of one speaker: at most so many words, or so many and no
 * name. */
#define BETWEEN_STATED 14
#define BETWEEN_PARTS 5
#define NOT_MERE_IRONY 3 /* words */
/* How often a surname is looked up for the name in full. */
#define SURNAMES_MAX 8

/* One mention of an actor in the body. */
struct mention {
	uint32_t start, end;
	const struct story_actor *actor;
};

struct quotation {
	struct quoted marks;
	const char *speaker; /* NULL: unsaid */
	bool behind;	     /* stated behind it */
	bool stated;	     /* beside it, and not carried over */
};

struct telling {
	struct draft *draft;
	const char *text;
	uint32_t len;
	bool nouns_are_capital;	  /* in German a lone capital is no name */
	struct mention *mentions; /* in their order */
	size_t nmentions;
	struct quotation *quotes;
	size_t nquotes;
};

/* ---- actors ---- */

static int
compare_mentions(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

static void
collect_mentions(struct telling *t)
{
	const struct story *s = &t->draft->story;
	size_t n = 0;

	for (uint32_t i = 0; i < s->nactors; i++)
		n += s->actors[i].nspans;
	t->mentions = arena_array(t->draft->arena, n + 1, sizeof(*t->mentions));
	for (uint32_t i = 0; i < s->nactors; i++)
		for (uint32_t k = 0; k < s->actors[i].nspans; k++)
			t->mentions[t->nmentions++] = (struct mention){
				.start = s->actors[i].spans[k].start,
				.end = s->actors[i].spans[k].end,
				.actor = &s->actors[i],
			};
	qsort(t->mentions, t->nmentions, sizeof(*t->mentions),
		compare_mentions);
}

/* The first mention that ends behind `at`. */
static size_t
mention_from(const struct telling *t, uint32_t at)
{
	size_t from = 0, to = t->nmentions;

	while (from < to) {
		size_t mid = (from + to) / 2;

		if (t->mentions[mid].end <= at)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* Is text[0..len) one of the lines? */
static bool
is_line_of(const char *lines, const char *text, size_t len)
{
	while (lines != NULL && *lines != '\0') {
		size_t n = strcspn(lines, "\n");

		if (n == len && memcmp(lines, text, n) == 0)
			return true;
		lines += n + (lines[n] == '\n');
	}
	return false;
}

/* Is text[0..len) the last word of a name? */
static bool
is_surname(const char *name, const char *text, size_t len)
{
	size_t n = strlen(name);

	return n > len && name[n - len - 1] == ' ' &&
	       memcmp(name + n - len, text, len) == 0;
}

/* The actor whose mention, spelling or surname stands at [start, end). */
static const struct story_actor *
actor_at(const struct telling *t, uint32_t start, uint32_t end)
{
	const struct story *s = &t->draft->story;
	const char *text = t->text + start;
	size_t len = end - start, at = mention_from(t, start);

	if (at < t->nmentions && t->mentions[at].start < end)
		return t->mentions[at].actor;
	for (uint32_t i = 0; i < s->nactors; i++)
		if (is_line_of(s->actors[i].name, text, len) ||
			is_line_of(s->actors[i].aliases, text, len))
			return &s->actors[i];
	for (uint32_t i = 0; i < s->nactors; i++)
		if (s->actors[i].type == ACTOR_PERSON &&
			is_surname(s->actors[i].name, text, len))
			return &s->actors[i];
	return NULL;
}

/* ---- the speaker's name ---- */

/* The name in full that a surname stood in before; NULL if nowhere near the
 * beginning. */
static const char *
full_name(const struct telling *t, uint32_t start, uint32_t end)
{
	const char *word = t->text + start;
	size_t len = end - start;
	uint32_t from = 0;

	if (memchr(word, ' ', len) != NULL)
		return NULL;
	for (int i = 0; i < SURNAMES_MAX && from < start; i++) {
		const char *p = memmem(t->text + from, start - from, word, len);
		uint32_t at, begin;

		if (p == NULL)
			return NULL;
		at = (uint32_t)(p - t->text);
		begin = quote_name_begin(t->text,
			from > 0 && at - from > 60 ? at - 60
						   : (at > 60 ? at - 60 : 0),
			at, at + (uint32_t)len);
		if (begin < at)
			return draft_squeeze(
				t->draft, t->text + begin, at + len - begin);
		from = at + (uint32_t)len;
	}
	return NULL;
}

/* Kriminologin Anna Brandt: where nouns have capitals two words are a name, and
 * what stands before them is none; but there is von der Leyen. */
static const char *
last_two_words(const char *name)
{
	const char *last = strrchr(name, ' '), *begin = name, *p;

	while (last != NULL && (p = strchr(begin, ' ')) != last &&
		p[1] >= 'A' && p[1] <= 'Z')
		begin = p + 1;
	return begin;
}

/*
 * A name that is no actor's, and that the story has in no fuller form: is it
 * one at all?  The Ohio Republican is none; a lone word (Aides, in German any
 * noun) is believed only where no actors were found that it could be of.
 */
static bool
is_doubtful(const struct telling *t, const struct stated *stated)
{
	bool alone = memchr(t->text + stated->start, ' ',
			     stated->end - stated->start) == NULL;

	return stated->article ||
	       (alone && (t->nouns_are_capital || t->nmentions > 0));
}

static const char *
speaker_named(const struct telling *t, const struct stated *stated)
{
	const struct story_actor *actor =
		actor_at(t, stated->start, stated->end);
	const char *full;

	if (actor != NULL)
		return actor->name;
	full = full_name(t, stated->start, stated->end);
	if (full == NULL && is_doubtful(t, stated))
		return NULL;
	if (full == NULL)
		full = draft_squeeze(t->draft, t->text + stated->start,
			stated->end - stated->start);
	return t->nouns_are_capital ? last_two_words(full) : full;
}

/* Where the paragraph before the one at `at` begins. */
static uint32_t
paragraph_before(const struct telling *t, uint32_t at)
{
	if (at > 0)
		at--;
	while (at > 0 && t->text[at - 1] != '\n')
		at--;
	return at;
}

/* Which persons are named in [from, to)?  The first one, and whether there
 * is another. */
static const struct story_actor *
persons_in(const struct telling *t, uint32_t from, uint32_t to, bool *another)
{
	const struct story_actor *first = NULL;

	*another = false;
	for (size_t i = mention_from(t, from);
		i < t->nmentions && t->mentions[i].start < to && !*another;
		i++) {
		const struct story_actor *actor = t->mentions[i].actor;

		if (actor->type != ACTOR_PERSON)
			continue;
		*another = first != NULL && actor != first;
		if (first == NULL)
			first = actor;
	}
	return first;
}

static const char *
only_person(const struct telling *t, uint32_t from, uint32_t to)
{
	bool another;
	const struct story_actor *person = persons_in(t, from, to, &another);

	return person != NULL && !another ? person->name : NULL;
}

/* Was nobody but the speaker of a quote named since, up to `at`? */
static bool
is_still_meant(const struct telling *t, const struct quotation *q, uint32_t at)
{
	bool another;
	const struct story_actor *person =
		persons_in(t, q->marks.close, at, &another);

	if (person != NULL)
		return !another && strcmp(person->name, q->speaker) == 0;
	return !quote_names_others(t->text, q->marks.close, at, q->speaker);
}

/*
 * Whom he or she at `at` means: the speaker of the quote before, unless
 * somebody else was named since; else the only person of this paragraph and
 * the one before.
 */
static const char *
speaker_meant(const struct telling *t, size_t quote, uint32_t at)
{
	const struct quotation *q = &t->quotes[quote];
	uint32_t near = paragraph_before(t, q->marks.paragraph);

	if (quote > 0 && q[-1].speaker != NULL && q[-1].marks.open >= near &&
		is_still_meant(t, &q[-1], at))
		return q[-1].speaker;
	return only_person(t, near, at);
}

/* ---- from quote to quote ---- */

/* Does one speaker go on from the quote before to this one? */
static bool
is_carried_over(const struct telling *t, size_t i)
{
	const struct quotation *q = &t->quotes[i], *before = q - 1;
	uint32_t from, to = q->marks.open;
	unsigned words;

	if (i == 0 || before->speaker == NULL)
		return false;
	from = before->marks.close;
	if (before->marks.goes_on)
		return before->marks.close + 1 == q->marks.open;
	if (before->marks.paragraph != q->marks.paragraph ||
		quote_count_words(t->text, q->marks.start, q->marks.end,
			NOT_MERE_IRONY) < NOT_MERE_IRONY)
		return false;
	words = quote_count_words(t->text, from, to, BETWEEN_STATED + 1);
	if (before->behind && before->stated)
		return words <= BETWEEN_STATED;
	return words <= BETWEEN_PARTS &&
	       !quote_names_others(t->text, from, to, NULL);
}

/* The parts of a quote that goes on over paragraphs, and whose end has a
 * speaker, are all his. */
static void
carry_back(struct telling *t, size_t i)
{
	while (i > 0 && t->quotes[i - 1].marks.goes_on &&
		t->quotes[i - 1].speaker == NULL &&
		t->quotes[i - 1].marks.close + 1 == t->quotes[i].marks.open) {
		t->quotes[i - 1].speaker = t->quotes[i].speaker;
		i--;
	}
}

static uint32_t
paragraph_end(const struct telling *t, uint32_t at)
{
	const char *lf = memchr(t->text + at, '\n', t->len - at);

	return lf != NULL ? (uint32_t)(lf - t->text) : t->len;
}

/* What of the text may tell of a quote. */
static struct quote_place
place_of(const struct telling *t, size_t i)
{
	const struct quotation *q = &t->quotes[i];
	struct quote_place place = {
		.text = t->text,
		.quote = &q->marks,
		.from = q->marks.paragraph,
		.to = paragraph_end(t, q->marks.close),
	};

	if (i > 0 && q[-1].marks.close > place.from)
		place.from = q[-1].marks.close;
	if (i + 1 < t->nquotes && q[1].marks.open < place.to)
		place.to = q[1].marks.open;
	return place;
}

static void
find_speaker(struct telling *t, size_t i)
{
	struct quotation *q = &t->quotes[i];
	struct quote_place place = place_of(t, i);
	struct stated stated;

	quote_speaker_stated(&place, &stated);
	if (stated.kind == STATED_NAME)
		q->speaker = speaker_named(t, &stated);
	else if (stated.kind == STATED_PRONOUN)
		q->speaker = speaker_meant(t, i, stated.start);
	q->stated = stated.kind != STATED_NOBODY;
	q->behind = stated.behind;
	if (!q->stated && is_carried_over(t, i))
		q->speaker = t->quotes[i - 1].speaker;
	if (q->speaker != NULL)
		carry_back(t, i);
}

static void
give(struct telling *t)
{
	struct story *s = &t->draft->story;

	s->quotes = arena_array(
		t->draft->arena, t->nquotes + 1, sizeof(*s->quotes));
	for (size_t i = 0; i < t->nquotes; i++)
		s->quotes[s->nquotes++] = (struct story_quote){
			.speaker = t->quotes[i].speaker,
			.start = t->quotes[i].marks.start,
			.end = t->quotes[i].marks.end,
		};
}

static bool
nouns_are_capital(const char *language)
{
	return language != NULL && (strncmp(language, "de", 2) == 0 ||
					   strncmp(language, "lb", 2) == 0);
}

void
quotes_find(struct draft *draft)
{
	const struct story *s = &draft->story;
	struct telling t = { .draft = draft, .text = s->body_text };
	struct quoted *marks;

	if (s->body_text == NULL)
		return;
	t.len = (uint32_t)strlen(s->body_text);
	t.nouns_are_capital = nouns_are_capital(s->language);
	t.nquotes = quote_marks_find(t.text, t.len, draft->arena, &marks);
	if (t.nquotes == 0)
		return;
	collect_mentions(&t);
	t.quotes = arena_array(draft->arena, t.nquotes, sizeof(*t.quotes));
	for (size_t i = 0; i < t.nquotes; i++)
		t.quotes[i].marks = marks[i];
	for (size_t i = 0; i < t.nquotes; i++)
		find_speaker(&t, i);
	give(&t);
}
