#include "indexer/names/name_spans.h"

#include <float.h>
#include <string.h>

/* ---- regions ---- */

#define CLASSES_FUNCTION                                                       \
	(CUE_BIT(CUE_THE) | CUE_BIT(CUE_ARTICLE) | CUE_BIT(CUE_IN) |           \
		CUE_BIT(CUE_FROM) | CUE_BIT(CUE_OF) | CUE_BIT(CUE_BY) |        \
		CUE_BIT(CUE_WITH) | CUE_BIT(CUE_AND) | CUE_BIT(CUE_PRONOUN) |  \
		CUE_BIT(CUE_WHEN) | CUE_BIT(CUE_AUXILIARY))
#define CLASSES_BETWEEN                                                        \
	(CUE_BIT(CUE_OF) | CUE_BIT(CUE_AND) | CUE_BIT(CUE_PARTICLE) |          \
		CUE_BIT(CUE_THE))

/* "The", "In", "But" at the beginning are no part of a name. */
static bool
is_lead_in(const struct name_story *s, const struct name_token *t)
{
	uint64_t classes = name_word_of(s, t)->classes;

	return (classes & CUE_BIT(CUE_THE)) != 0 ||
	       (t->sentence && !t->capitals &&
		       (classes & CLASSES_FUNCTION) != 0);
}

/* "de" of de Klerk: in small letters, a capital behind it. */
static bool
is_particle(const struct name_text *t, uint32_t i)
{
	const struct name_token *token = &t->tokens[i];

	return token->code == CUE_PARTICLE && i + 1 < t->count &&
	       token[1].joined &&
	       (token[1].capital ||
		       (i + 2 < t->count && token[2].joined &&
			       token[2].capital && is_particle(t, i + 1)));
}

/* May a name begin here?  Of most words their code says no. */
static bool
begins_region(const struct name_story *s, const struct name_text *t, uint32_t i)
{
	const struct name_token *token = &t->tokens[i];

	return token->capital ? !is_lead_in(s, token) : is_particle(t, i);
}

/* How many tokens from i on stand between two words with capitals; 0 when
 * the run of capitals ends here. */
static uint32_t
between(const struct name_story *s, const struct name_text *t, uint32_t i)
{
	for (uint32_t n = 0; n < 4 && i + n < t->count; n++) {
		const struct name_token *token = &t->tokens[i + n];

		if (!token->joined)
			return 0;
		if (token->capital)
			return n;
		if ((name_word_of(s, token)->classes & CLASSES_BETWEEN) == 0)
			return 0;
	}
	return 0;
}

bool
name_region_next(const struct name_story *s, const struct name_text *t,
	uint32_t *at, struct name_region *out)
{
	uint32_t i = *at, n;

	while (i < t->count && !begins_region(s, t, i))
		i++;
	if (i >= t->count)
		return false;
	out->first = i++;
	while (i < t->count && i - out->first < REGION_WORDS &&
		t->tokens[i].joined) {
		n = t->tokens[i].capital ? 1 : between(s, t, i);
		if (n == 0 && !t->tokens[i - 1].capital)
			n = is_particle(t, i);
		if (n == 0)
			break;
		i += n;
	}
	out->count = i - out->first;
	*at = i;
	return true;
}

bool
name_span_possible(const struct name_text *t, uint32_t first, uint32_t words)
{
	const struct name_token *a = &t->tokens[first];
	const struct name_token *z = &t->tokens[first + words - 1];

	if (!z->capital || words > SPAN_WORDS)
		return false;
	return a->capital || (words > 1 && is_particle(t, first));
}

/* ---- cutting a region into spans ---- */

struct cut {
	float best; /* of all words up to here */
	float none; /* the sum of the words as no names, up to here */
	struct name_span span;
};

/* Score the words as one name of each type, and as none. */
static void
try_span(const struct name_model *model, const struct name_story *s,
	const struct name_text *t, const struct name_matches *matches,
	uint32_t first, uint32_t words, struct name_span *out)
{
	struct name_feature_list features;
	float scores[NAME_ROW];

	name_features(s, t, matches, first, words, &features);
	name_model_score(model, &features, scores);
	*out = (struct name_span){ .first = first, .words = (uint8_t)words };
	memcpy(out->scores, scores, sizeof(out->scores));
}

/* The best type of a span, with its margin. */
static void
choose_type(struct name_span *span, int from)
{
	float second = -FLT_MAX;
	int best = from;

	for (int type = from + 1; type < NAME_TYPES; type++)
		if (span->scores[type] > span->scores[best])
			best = type;
	for (int type = 0; type < NAME_TYPES; type++)
		if (type != best && span->scores[type] > second)
			second = span->scores[type];
	span->type = (uint8_t)best;
	span->margin = span->scores[best] - second;
}

/* Fill cuts[0..count]: cuts[j].span is the last span of the best way to cut
 * the first j tokens of the region. */
static void
cut_region(const struct name_model *model, const struct name_story *s,
	const struct name_text *t, const struct name_matches *matches,
	const struct name_region *region, struct cut *cuts)
{
	cuts[0] = (struct cut){ 0 };
	for (uint32_t j = 1; j <= region->count; j++) {
		uint32_t at = region->first + j - 1;
		struct cut *cut = &cuts[j];

		*cut = cuts[j - 1];
		cut->span = (struct name_span){ .first = at, .words = 1 };
		for (uint32_t n = 1; n <= j && n <= SPAN_WORDS; n++) {
			uint32_t first = region->first + j - n;
			struct name_span span;

			if (!name_span_possible(t, first, n))
				continue;
			try_span(model, s, t, matches, first, n, &span);
			if (n == 1) {
				cut->none += span.scores[NAME_NONE];
				cut->best += span.scores[NAME_NONE];
				cut->span = span;
			}
			choose_type(&span, NAME_PERSON);
			if (cuts[j - n].best + span.scores[span.type] <=
				cut->best)
				continue;
			cut->best = cuts[j - n].best + span.scores[span.type];
			cut->span = span;
		}
		/* Words of several: what they are worth as no name. */
		cut->span.scores[NAME_NONE] =
			cut->none - cuts[j - cut->span.words].none;
	}
}

void
name_spans_find(const struct name_model *model, const struct name_story *s,
	const struct name_text *t, const struct name_matches *matches,
	struct name_spans *out)
{
	struct cut cuts[REGION_WORDS + 5];
	struct name_region region;
	uint32_t at = 0;

	while (name_region_next(s, t, &at, &region)) {
		uint32_t from = out->count;

		cut_region(model, s, t, matches, &region, cuts);
		for (uint32_t j = region.count; j > 0; j -= cuts[j].span.words)
			if (t->tokens[cuts[j].span.first].capital ||
				cuts[j].span.words > 1)
				*arena_push(s->arena, out->items, out->count,
					out->cap) = cuts[j].span;
		/* They came from the end. */
		for (uint32_t a = from, z = out->count; a + 1 < z; a++) {
			struct name_span swap = out->items[a];

			out->items[a] = out->items[--z];
			out->items[z] = swap;
		}
	}
	for (uint32_t i = 0; i < out->count; i++)
		choose_type(&out->items[i], NAME_NONE);
}

/* ---- votes ---- */

void
name_votes_init(const struct name_story *s, struct name_votes *v)
{
	*v = (struct name_votes){ .arena = s->arena };
	v->of = arena_array(s->arena, s->words.count, sizeof(*v->of));
	*arena_push(v->arena, v->items, v->count, v->cap) =
		(struct name_word_votes){ 0 };
}

/* The votes of a word, to be added to. */
static struct name_word_votes *
votes_of(struct name_votes *v, uint32_t word)
{
	if (v->of[word] == 0) {
		v->of[word] = v->count;
		*arena_push(v->arena, v->items, v->count, v->cap) =
			(struct name_word_votes){ 0 };
	}
	return &v->items[v->of[word]];
}

/* What one mention says weighs as much as it is sure, within bounds. */
static float
weight_of(const struct name_span *span)
{
	return span->margin > 4 ? 4.0f : span->margin + 0.1f;
}

void
name_votes_add(struct name_votes *v, const struct name_text *t,
	const struct name_spans *spans)
{
	for (uint32_t i = 0; i < spans->count; i++) {
		const struct name_span *s = &spans->items[i];
		uint32_t first = t->tokens[s->first].word;
		uint32_t last = t->tokens[s->first + s->words - 1].word;

		if (s->words == 1) {
			votes_of(v, first)->alone[s->type] += weight_of(s);
			continue;
		}
		votes_of(v, first)->first[s->type] += weight_of(s);
		votes_of(v, last)->last[s->type] += weight_of(s);
	}
}

/* The type with the most votes but for one's own: 0 without any, else type
 * + 1. */
static unsigned
majority(const float votes[NAME_TYPES], const struct name_span *own)
{
	float most = 0.05f;
	unsigned best = 0;

	for (unsigned type = 0; type < NAME_TYPES; type++) {
		float n = votes[type];

		if (own != NULL && own->type == type)
			n -= weight_of(own);
		if (n > most) {
			most = n;
			best = type + 1;
		}
	}
	return best;
}

void
name_votes_features(const struct name_votes *v, const struct name_text *t,
	const struct name_span *s, struct name_feature_list *out)
{
	uint32_t word = t->tokens[s->first + s->words - 1].word;
	const struct name_word_votes *of = &v->items[v->of[word]];

	out->count = 0;
	if (s->words == 1)
		name_feature(out, FEATURES_VOTES,
			(majority(of->alone, s) * 6 +
				majority(of->last, NULL)) *
					6 +
				majority(of->first, NULL));
	else
		name_feature(out, FEATURES_VOTES_LAST,
			majority(of->last, s) * 6 + majority(of->alone, NULL));
}

void
name_votes_apply(const struct name_votes *v, const struct name_model *model,
	const struct name_text *t, struct name_spans *spans)
{
	for (uint32_t i = 0; i < spans->count; i++) {
		struct name_span *s = &spans->items[i];
		struct name_feature_list features;
		float scores[NAME_ROW];

		name_votes_features(v, t, s, &features);
		name_model_score(model, &features, scores);
		for (int type = 0; type < NAME_TYPES; type++)
			s->scores[type] += scores[type];
	}
	for (uint32_t i = 0; i < spans->count; i++)
		choose_type(&spans->items[i], NAME_NONE);
}
