#include "indexer/names/actors.h"

#include "base/names.h"
#include "indexer/names/actor_words.h"

#include <stdlib.h>
#include <string.h>

/* Spellings kept of one actor. */
#define SPELLINGS 16
#define WINDOW 16 /* words looked ahead: more than a phrase has */

/* What is known of one actor while a story is read. */
struct found {
	const struct known_actor *actor;
	uint32_t count;
	uint32_t named; /* when last named in full; 0: not yet */
	const char *spellings[SPELLINGS];
	unsigned nspellings;
};

struct scan {
	struct draft *draft;
	const struct registry *registry;
	const char *text;
	struct actor_words words;
	struct actor_word window[WINDOW]; /* the words ahead */
	unsigned nwindow;
	bool title_case; /* a headline: capitals tell nothing */
	uint32_t clock;	 /* counts words */

	struct found *found;
	size_t nfound, cap_found;
	/* Surnames that were met behind somebody else's first name. */
	struct names strangers;
	uint32_t *stranger_at;
	size_t cap_stranger;
	struct buf phrase;
};

/* ---- the words ahead ---- */

static void
fill_window(struct scan *s)
{
	while (s->nwindow < WINDOW &&
		actor_words_next(&s->words, &s->window[s->nwindow]))
		s->nwindow++;
}

static void
drop_words(struct scan *s, unsigned n)
{
	s->nwindow -= n;
	s->clock += n;
	memmove(s->window, s->window + n, s->nwindow * sizeof(*s->window));
}

/* ---- matching ---- */

struct match {
	const struct actor_phrase *phrases;
	size_t len;	   /* of the phrase */
	unsigned words;	   /* of the window, initials among them */
	uint32_t capitals; /* as in actor_phrase */
	bool all_capitals;
};

static bool
capitals_fit(const struct actor_phrase *p, const struct match *m)
{
	if (p->acronym)
		return m->all_capitals;
	return (p->capitals & ~m->capitals) == 0;
}

/* The longest phrase that begins with the first word ahead. */
static bool
longest_match(struct scan *s, struct match *best)
{
	struct match m = { 0 };
	unsigned most, n = 0;

	buf_reset(&s->phrase);
	actor_word_fold(s->text, &s->window[0], &s->phrase);
	most = registry_phrase_words(
		s->registry, buf_text(&s->phrase), s->phrase.len);
	best->words = 0;
	m.all_capitals = true;
	for (unsigned i = 0; i < s->nwindow && n < most; i++) {
		const struct actor_word *w = &s->window[i];

		if (i > 0 && !w->joined)
			break;
		if (w->initial && i > 0)
			continue;
		if (i > 0) {
			buf_putc(&s->phrase, ' ');
			actor_word_fold(s->text, w, &s->phrase);
		}
		m.capitals |= (uint32_t)w->capital << n;
		m.all_capitals &= w->capitals;
		m.words = i + 1;
		m.len = s->phrase.len;
		m.phrases = registry_phrase(s->registry, s->phrase.data, m.len);
		if (m.phrases != NULL && capitals_fit(m.phrases, &m))
			*best = m;
		n++;
	}
	return best->words > 0;
}

/* ---- who is meant ---- */

static struct found *
found_of(struct scan *s, const struct known_actor *actor)
{
	for (size_t i = 0; i < s->nfound; i++)
		if (s->found[i].actor == actor)
			return &s->found[i];
	return NULL;
}

static struct found *
found_add(struct scan *s, const struct known_actor *actor)
{
	struct found *f = found_of(s, actor);

	if (f != NULL)
		return f;
	if (s->nfound == s->cap_found) {
		size_t cap = s->cap_found == 0 ? 16 : s->cap_found * 2;
		struct found *more =
			arena_array(s->draft->arena, cap, sizeof(*more));

		if (s->nfound > 0)
			memcpy(more, s->found, s->nfound * sizeof(*more));
		s->found = more;
		s->cap_found = cap;
	}
	f = &s->found[s->nfound++];
	f->actor = actor;
	return f;
}

/* Does the row hold on the day of the story?  Without a day only a name that
 * nobody else has is certain. */
static bool
holds_then(const struct scan *s, const struct actor_phrase *p, bool alone)
{
	day d = story_day(&s->draft->story);

	if (p->from == DAY_UNKNOWN && p->to == DAY_UNKNOWN)
		return true;
	if (d == DAY_UNKNOWN)
		return alone;
	return (p->from == DAY_UNKNOWN || d >= p->from) &&
	       (p->to == DAY_UNKNOWN || d <= p->to);
}

/* The one actor that a full name means; NULL if it may be several. */
static const struct known_actor *
named_in_full(const struct scan *s, const struct actor_phrase *phrases)
{
	const struct known_actor *one = NULL;

	for (const struct actor_phrase *p = phrases; p != NULL; p = p->next) {
		if (p->brief || !holds_then(s, p, phrases->next == NULL))
			continue;
		if (one != NULL && one != p->actor)
			return NULL;
		one = p->actor;
	}
	return one;
}

/* When the words of a phrase were last a stranger's surname. */
static uint32_t
stranger_since(const struct scan *s, const char *word, size_t len)
{
	uint32_t at = names_find(&s->strangers, word, len);

	return at == NAMES_NONE ? 0 : s->stranger_at[at];
}

/* The one of that surname who was named in full last. */
static struct found *
named_last(
	struct scan *s, const struct actor_phrase *phrases, uint32_t stranger)
{
	struct found *last = NULL;

	for (const struct actor_phrase *p = phrases; p != NULL; p = p->next) {
		struct found *f = p->brief ? found_of(s, p->actor) : NULL;

		if (f != NULL && f->named > 0 &&
			(last == NULL || f->named > last->named))
			last = f;
	}
	return last != NULL && last->named >= stranger ? last : NULL;
}

/* ---- strangers ---- */

/* Words with a capital that may stand before a surname and are no first
 * name: titles, days, and what sentences begin with. */
static bool
is_no_first_name(const char *folded)
{
	static const char words[] =
		" president prime minister premier chancellor secretary "
		"senator sen general gen governor gov mr mrs ms dr king queen "
		"prince princess pope judge justice envoy leader ambassador "
		"commissioner representative rep congressman congresswoman "
		"mayor lt lieutenant col colonel major captain admiral sir "
		"lord lady vice deputy special chairman chairwoman chief "
		"director professor prof monday tuesday wednesday thursday "
		"friday saturday sunday january february march april may june "
		"july august september october november december the a an "
		"when while if but and as after before although since for in "
		"on at with under like that this both yet still so or because "
		"though meanwhile however then now today yesterday by from to "
		"of until unless once where what why how did does will would "
		"unlike despite without within behind before against between "
		"among about around through during over because perhaps maybe "
		"instead besides nor than both neither either every each all "
		"some many most few former ex ally allies critics "
		"can could should is was has had not no even only also last "
		"herr frau monsieur madame senor senora ";
	char framed[40];
	size_t len = strlen(folded);

	if (len > sizeof(framed) - 3)
		return false;
	framed[0] = ' ';
	memcpy(framed + 1, folded, len);
	memcpy(framed + 1 + len, " ", 2);
	return strstr(words, framed) != NULL;
}

/* Recognizing, Faced, Recently: how sentences begin, not people. */
static bool
is_verbal(const struct buf *word)
{
	const char *end = word->data + word->len;

	return word->len > 4 && (memcmp(end - 3, "ing", 3) == 0 ||
					memcmp(end - 2, "ed", 2) == 0 ||
					memcmp(end - 2, "ly", 2) == 0);
}

/* Is the word before a surname somebody's first name? */
static bool
is_first_name(struct scan *s, const struct actor_word *before)
{
	struct buf folded = { 0 };
	bool first;

	if (s->title_case || !before->capital || before->possessive ||
		before->capitals)
		return false;
	actor_word_fold(s->text, before, &folded);
	first = !is_no_first_name(buf_text(&folded)) &&
		!(before->sentence && is_verbal(&folded));
	buf_release(&folded);
	return first;
}

static void
note_stranger(struct scan *s, const char *word, size_t len)
{
	bool added;
	uint32_t at = names_add(&s->strangers, word, len, &added);

	if (at >= s->cap_stranger) {
		size_t cap = (size_t)at * 2 + 8;
		uint32_t *more =
			arena_array(s->draft->arena, cap, sizeof(*more));

		if (s->cap_stranger > 0)
			memcpy(more, s->stranger_at,
				s->cap_stranger * sizeof(*more));
		s->stranger_at = more;
		s->cap_stranger = cap;
	}
	s->stranger_at[at] = s->clock + 1;
}

/* Trump Tower: the name goes on, and is another's. */
static bool
goes_on(const struct scan *s, const struct match *m)
{
	const struct actor_word *last = &s->window[m->words - 1];
	const struct actor_word *next = last + 1;

	return !s->title_case && m->words < s->nwindow && next->joined &&
	       next->capital && !last->possessive &&
	       s->text[next->start - 1] == ' ';
}

/* ---- counting ---- */

static void
note_spelling(struct scan *s, struct found *f, const struct match *m)
{
	uint32_t start = s->window[0].start;
	uint32_t end = s->window[m->words - 1].end;
	size_t len = end - start;

	if (f->nspellings == SPELLINGS)
		return;
	if (strlen(f->actor->name) == len &&
		memcmp(f->actor->name, s->text + start, len) == 0)
		return;
	for (unsigned i = 0; i < f->nspellings; i++)
		if (strlen(f->spellings[i]) == len &&
			memcmp(f->spellings[i], s->text + start, len) == 0)
			return;
	f->spellings[f->nspellings++] =
		arena_copy(s->draft->arena, s->text + start, len);
}

/* Is there anything but a full name among those called so? */
static bool
is_brief(const struct actor_phrase *phrases)
{
	for (const struct actor_phrase *p = phrases; p != NULL; p = p->next)
		if (p->brief)
			return true;
	return false;
}

/* Decide whom a match means, and count it. */
static void
take_match(
	struct scan *s, const struct match *m, const struct actor_word *before)
{
	const struct known_actor *actor = named_in_full(s, m->phrases);
	struct found *f;

	if (actor != NULL) {
		f = found_add(s, actor);
		f->named = s->clock + 1;
	} else if (is_brief(m->phrases)) {
		if (before != NULL && s->window[0].joined &&
			is_first_name(s, before)) {
			note_stranger(s, s->phrase.data, m->len);
			return;
		}
		if (goes_on(s, m))
			return;
		f = named_last(s, m->phrases,
			stranger_since(s, s->phrase.data, m->len));
	} else {
		return;
	}
	if (f == NULL)
		return;
	f->count++;
	note_spelling(s, f, m);
}

/* Go through one text. */
static void
scan_text(struct scan *s, const char *text, bool title_case)
{
	struct actor_word before = { 0 };
	bool any = false;

	if (text == NULL)
		return;
	s->text = text;
	s->title_case = title_case;
	s->nwindow = 0;
	actor_words_start(&s->words, text, strlen(text));
	for (fill_window(s); s->nwindow > 0; fill_window(s)) {
		struct match m = { 0 };
		unsigned n = 1;

		if (s->window[0].capital && longest_match(s, &m)) {
			take_match(s, &m, any ? &before : NULL);
			n = m.words;
		}
		before = s->window[n - 1];
		any = true;
		drop_words(s, n);
	}
}

/* ---- into the story ---- */

static int
compare_found(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return x->named < y->named ? -1 : x->named > y->named;
}

static const char *
spellings_text(struct draft *draft, const struct found *f)
{
	struct buf lines = { 0 };
	const char *copy = NULL;

	for (unsigned i = 0; i < f->nspellings; i++) {
		if (i > 0)
			buf_putc(&lines, '\n');
		buf_puts(&lines, f->spellings[i]);
	}
	if (lines.len > 0)
		copy = arena_copy(draft->arena, lines.data, lines.len);
	buf_release(&lines);
	return copy;
}

/* An actor that the input named itself may be one of the registry's. */
static void
know_given(struct draft *draft, const struct registry *registry)
{
	for (uint32_t i = 0; i < draft->story.nactors; i++) {
		struct story_actor *a = &draft->story.actors[i];
		const struct known_actor *known = registry_actor(
			registry, a->code != NULL ? a->code : a->name);

		if (known == NULL)
			continue;
		if (strcmp(a->name, known->name) != 0 && a->aliases == NULL)
			a->aliases = a->name;
		a->name = known->name;
		a->code = known->code;
		a->type = known->type;
	}
}

static void
give(struct draft *draft, const struct found *f)
{
	struct story *s = &draft->story;
	struct story_actor actor = {
		.name = f->actor->name,
		.code = f->actor->code,
		.type = f->actor->type,
		.aliases = spellings_text(draft, f),
		.count = f->count,
	};

	for (uint32_t i = 0; i < s->nactors; i++) {
		struct story_actor *a = &s->actors[i];

		if (a->code == NULL || strcmp(a->code, actor.code) != 0)
			continue;
		if (a->count < actor.count)
			a->count = actor.count;
		if (a->aliases == NULL)
			a->aliases = actor.aliases;
		return;
	}
	draft_actor(draft, &actor);
}

void
actors_find(struct draft *draft)
{
	struct scan s = {
		.draft = draft,
		.registry = draft->source->rules->registry,
	};

	if (s.registry == NULL || registry_actors(s.registry) == 0)
		return;
	know_given(draft, s.registry);
	scan_text(&s, draft->story.body_text, false);
	/* A headline says surnames: the full name stands in the body. */
	scan_text(&s, draft->story.headline, true);
	if (s.nfound > 0)
		qsort(s.found, s.nfound, sizeof(*s.found), compare_found);
	for (size_t i = 0; i < s.nfound; i++)
		if (s.found[i].count > 0)
			give(draft, &s.found[i]);
	names_release(&s.strangers);
	buf_release(&s.phrase);
}
