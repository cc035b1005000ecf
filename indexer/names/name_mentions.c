#include "indexer/names/name_mentions.h"

#include <string.h>

/* From here on the recogniser is believed against a list. */
#define MARGIN_SURE 1.0f
/* A place whose bare name is mostly something else needs a witness. */
#define WEIGHT_ALONE 5

struct search {
	const struct name_story *story;
	const struct name_text *text;
	const struct name_matches *matches;
	const struct name_spans *spans;
	uint32_t span; /* the first not yet passed */
	day published;
	bool recognised;
	struct name_mentions *out;
};

/* ---- who a listed name means ---- */

/* Does the row hold on the day of the story?  Without a day only a name that
 * nobody else has is certain. */
static bool
holds_then(const struct search *s, const struct actor_phrase *p, bool alone)
{
	if (p->from == DAY_UNKNOWN && p->to == DAY_UNKNOWN)
		return true;
	if (s->published == DAY_UNKNOWN)
		return alone;
	return (p->from == DAY_UNKNOWN || s->published >= p->from) &&
	       (p->to == DAY_UNKNOWN || s->published <= p->to);
}

/* The one actor that a full name means; NULL if it may be several. */
static const struct known_actor *
named_in_full(const struct search *s, const struct actor_phrase *phrases)
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

static bool
has_brief(const struct actor_phrase *p)
{
	while (p != NULL && !p->brief)
		p = p->next;
	return p != NULL;
}

static enum name_type
type_of(const struct known_actor *actor)
{
	static const enum name_type types[ACTOR_TYPES] = {
		[ACTOR_PERSON] = NAME_PERSON,
		[ACTOR_ORGANISATION] = NAME_BODY,
		[ACTOR_COUNTRY] = NAME_PLACE,
		[ACTOR_GROUP] = NAME_BODY,
	};

	return types[actor->type];
}

/* ---- lists and recogniser ---- */

/* Behind a comma a state follows its town: Athens, Georgia. */
static bool
follows_town(const struct search *s, const struct name_match *m)
{
	const struct name_token *token = &s->text->tokens[m->first];

	return m->first > 0 && token->gap == (GAP_COMMA | GAP_BLANK) &&
	       (name_word_of(s->story, token - 1)->classes &
		       CUE_BIT(CUE_CITY)) != 0;
}

/* May a place be meant though the recogniser did not say so? */
static bool
place_alone(const struct search *s, const struct name_match *m,
	const struct name_span *span)
{
	const struct known_place *place = m->places->place;

	if (m->places->brief)
		return follows_town(s, m);
	if (span == NULL)
		return place->weight >= WEIGHT_ALONE;
	return place->weight > WEIGHT_ALONE && span->type == NAME_NONE &&
	       span->margin < MARGIN_SURE;
}

/* Is a listed actor meant, where the recogniser sees that? */
static bool
actor_meant(const struct known_actor *actor, const struct name_span *span)
{
	enum name_type type = type_of(actor);

	if (span == NULL || span->type == type || span->margin < MARGIN_SURE)
		return true;
	/* A team is called as its country; a person may be, by chance. */
	if (actor->type == ACTOR_COUNTRY)
		return span->type == NAME_BODY || span->type == NAME_NONE;
	return true;
}

/* Is somebody's short form meant, where the recogniser sees that? */
static bool
brief_meant(const struct name_match *m, const struct name_span *span)
{
	if (!has_brief(m->actors))
		return false;
	if (span == NULL || span->type == NAME_PERSON)
		return true;
	return m->places == NULL && span->margin < 2 * MARGIN_SURE;
}

/* A mention of exactly the words of a match; false if nobody is meant. */
static bool
judge_match(const struct search *s, const struct name_match *m,
	const struct name_span *span, struct name_mention *out)
{
	const struct known_actor *actor = named_in_full(s, m->actors);
	enum name_type seen =
		span != NULL ? (enum name_type)span->type : NAME_NONE;

	if (actor != NULL && m->places != NULL && m->places->place->code &&
		follows_town(s, m))
		actor = NULL;
	if (actor != NULL && actor_meant(actor, span)) {
		out->actor = actor;
		out->type = type_of(actor);
		return true;
	}
	if (brief_meant(m, span)) {
		out->briefs = m->actors;
		out->type = NAME_PERSON;
		return true;
	}
	if (m->places != NULL &&
		(seen == NAME_PLACE || place_alone(s, m, span))) {
		out->places = m->places;
		out->type = NAME_PLACE;
		return true;
	}
	out->type = seen;
	return seen != NAME_NONE && seen != NAME_OTHER;
}

/* ---- without the recogniser ---- */

/* Is the word before a surname somebody's first name?  Not a title, and not
 * what sentences begin with. */
static bool
follows_first_name(const struct search *s, uint32_t first)
{
	const struct name_token *token = &s->text->tokens[first];
	const struct name_token *before = token - 1;
	uint64_t classes;

	if (first == 0 || !token->joined || !before->capital ||
		before->capitals || before->possessive ||
		token->line == LINE_TITLE)
		return false;
	classes = name_word_of(s->story, before)->classes;
	if ((classes & CUE_BIT(CUE_GIVEN)) != 0)
		return true;
	return (classes & ~(CUE_BIT(CUE_SURNAME) | CUE_BIT(CUE_CITY))) == 0 &&
	       !(before->sentence && name_is_verbal(s->text, before));
}

/* Trump Tower: the name goes on, and is another's. */
static bool
goes_on(const struct search *s, const struct name_match *m)
{
	const struct name_token *next = &s->text->tokens[m->first + m->words];

	return m->first + m->words < s->text->count && next->joined &&
	       next->gap == GAP_BLANK && next->capital &&
	       !next[-1].possessive && next->line == LINE_PROSE;
}

/* A short form where only the lists speak: behind a first name it is
 * somebody else's surname.  False if it is no name of anybody. */
static bool
judge_brief(const struct search *s, const struct name_match *m,
	struct name_mention *out)
{
	if (out->briefs == NULL)
		return true;
	if (follows_first_name(s, m->first)) {
		out->first--;
		out->words++;
		out->briefs = NULL;
		return true;
	}
	return !goes_on(s, m);
}

/* ---- what is no name though it looks like one ---- */

/* GM.N or T.N, the code of a share: a stop without a blank. */
static bool
is_share_code(const struct search *s, uint32_t first)
{
	const struct name_token *token = &s->text->tokens[first];
	const char *text = s->text->text + token->start;

	if (token->gap == GAP_STOP ||
		memchr(text, '.', token->end - token->start) != NULL)
		return true;
	return first + 1 < s->text->count && token[1].gap == GAP_STOP &&
	       token->capitals;
}

/* May somebody be called so whom no list has?  Not Inc, not a letter. */
static bool
may_be_found(const struct search *s, const struct name_span *span)
{
	const struct name_token *token = &s->text->tokens[span->first];
	const struct name_word *word = name_word_of(s->story, token);

	if (span->type == NAME_NONE || span->type == NAME_OTHER)
		return false;
	if (span->words > 1)
		return true;
	/* Notably: how sentences begin, unless it is known as a name. */
	if (token->sentence && name_is_verbal(s->text, token) &&
		word->middle == 0 &&
		(word->classes & (CUE_BIT(CUE_GIVEN) | CUE_BIT(CUE_SURNAME))) ==
			0)
		return false;
	return token->end - token->start > 1 &&
	       (word->classes & CUE_BIT(CUE_COMPANY)) == 0 &&
	       !is_share_code(s, span->first);
}

/* The longest stretch of the lists that begins here. */
static const struct name_match *
longest_at(const struct search *s, uint32_t first)
{
	uint32_t to = s->matches->of[first + 1];

	while (to-- > s->matches->of[first])
		if (s->matches->items[to].actors != NULL ||
			s->matches->items[to].places != NULL)
			return &s->matches->items[to];
	return NULL;
}

/* The span that begins here. */
static const struct name_span *
span_at(const struct search *s, uint32_t first)
{
	return s->span < s->spans->count &&
			       s->spans->items[s->span].first == first
		       ? &s->spans->items[s->span]
		       : NULL;
}

/* Does a span end with the full name of a listed person?  Then it is too
 * long: U.S. President Trump. */
static bool
ends_with_person(const struct search *s, const struct name_span *span)
{
	uint32_t end = span->first + span->words;

	for (uint32_t i = s->matches->of[span->first + 1];
		i < s->matches->of[end]; i++) {
		const struct name_match *m = &s->matches->items[i];

		if (m->first + m->words == end &&
			(m->listed & LISTED_PERSON) != 0)
			return true;
	}
	return false;
}

/* What is named by the words from here on; returns where to go on. */
static uint32_t
mention_at(struct search *s, uint32_t first)
{
	const struct name_match *m = longest_at(s, first);
	const struct name_span *span = span_at(s, first);
	struct name_mention mention = { .text = s->text, .first = first };
	bool named = false;
	uint32_t words;

	if (span != NULL && span->type == NAME_BODY &&
		ends_with_person(s, span))
		span = NULL;
	if (m == NULL && span == NULL)
		return first + 1;
	if (m != NULL && span != NULL && span->words > m->words)
		m = span->type == NAME_NONE
			    ? m
			    : name_list_at(s->matches, first, span->words);
	words = mention.words = m != NULL ? m->words : span->words;
	if (span != NULL && span->words == mention.words)
		mention.margin = span->margin;
	else
		span = NULL;
	if (m != NULL) {
		named = judge_match(s, m, span, &mention) &&
			(s->recognised || judge_brief(s, m, &mention));
	} else {
		mention.type = span->type;
		named = may_be_found(s, span);
	}
	if (named)
		*arena_push(s->story->arena, s->out->items, s->out->count,
			s->out->cap) = mention;
	return first + words;
}

/* The first token from here on with which a stretch of the lists or a span
 * begins; the spans before are done with. */
static uint32_t
skip_words(struct search *s, uint32_t at)
{
	const struct name_spans *spans = s->spans;
	const uint32_t *of = s->matches->of;
	uint32_t stop;

	while (s->span < spans->count && spans->items[s->span].first < at)
		s->span++;
	stop = s->span < spans->count ? spans->items[s->span].first
				      : s->text->count;
	while (at < stop && of[at] == of[at + 1])
		at++;
	return at;
}

static void
search_text(struct search *s)
{
	for (uint32_t i = skip_words(s, 0); i < s->text->count;)
		i = skip_words(s, mention_at(s, i));
}

/* ---- the mentions together ---- */

/* The unlisted single word that a mention is; false if it is none. */
static bool
lone_word(const struct name_mention *m, uint32_t *word)
{
	if (m->words != 1 || m->actor != NULL || m->places != NULL)
		return false;
	*word = m->text->tokens[m->first].word;
	return true;
}

/* A word that is mostly somebody is nobody's company or town elsewhere. */
static void
agree_on_persons(const struct name_story *story, struct name_mentions *all)
{
	float *person =
		arena_array(story->arena, story->words.count, sizeof(*person));
	float *other =
		arena_array(story->arena, story->words.count, sizeof(*other));
	uint32_t word;

	for (uint32_t i = 0; i < all->count; i++) {
		const struct name_mention *m = &all->items[i];

		if (!lone_word(m, &word))
			continue;
		*(m->type == NAME_PERSON ? &person[word] : &other[word]) +=
			m->margin < 2 * MARGIN_SURE ? m->margin
						    : 2 * MARGIN_SURE;
	}
	for (uint32_t i = 0; i < all->count; i++) {
		struct name_mention *m = &all->items[i];

		if (!lone_word(m, &word) || person[word] <= 0)
			continue;
		if (person[word] > 2 * other[word])
			m->type = NAME_PERSON;
		else if (other[word] > 2 * person[word] && m->briefs == NULL &&
			 m->type == NAME_PERSON)
			m->margin = 0;
	}
}

void
name_mentions_find(const struct name_model *model,
	const struct name_story *story, day published, bool recognise,
	struct name_mentions *out)
{
	const struct name_text *texts[] = { &story->body, &story->headline };
	struct name_matches matches[2] = { 0 };
	struct name_spans spans[2] = { 0 };
	struct name_votes votes;

	recognise &= model->trained;
	if (recognise)
		name_votes_init(story, &votes);
	for (int i = 0; i < 2; i++) {
		name_list_find(story, texts[i], &matches[i]);
		if (!recognise)
			continue;
		name_spans_find(model, story, texts[i], &matches[i], &spans[i]);
		name_votes_add(&votes, texts[i], &spans[i]);
	}
	for (int i = 0; i < 2; i++) {
		struct search search = {
			.story = story,
			.text = texts[i],
			.matches = &matches[i],
			.spans = &spans[i],
			.published = published,
			.recognised = recognise,
			.out = out,
		};

		if (recognise)
			name_votes_apply(&votes, model, texts[i], &spans[i]);
		search_text(&search);
	}
	agree_on_persons(story, out);
}
