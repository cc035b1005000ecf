#include "indexer/names/name_features.h"

/* A span with what its features are made of at hand. */
struct view {
	const struct name_story *story;
	const struct name_text *text;
	const struct name_matches *matches;
	const struct name_token *first, *last, *end;
	const struct name_word *first_word, *last_word;
	uint32_t at, words;
	unsigned size; /* words, 4 at most, from 0 */
	unsigned previous, previous2, next, next2; /* codes */
	unsigned listed;
};

/* The number of a feature: every value is below the size of its set by what it
 * is made of. */
#define PUT(set, value) (BASE_##set + (uint32_t)(value))

/* The code of a neighbour at this distance, of the same line. */
static unsigned
code_at(const struct view *v, const struct name_token *token)
{
	if (token < v->text->tokens ||
		token >= v->text->tokens + v->text->count)
		return CODE_EDGE;
	return token->code;
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* ---- around ---- */

static uint32_t *
add_neighbours(struct view *v, uint32_t *to)
{
	const struct name_token *stop = v->text->tokens + v->text->count;
	unsigned before = v->first->gap_code;
	unsigned behind = v->end < stop ? v->end->gap_code : 13;

	if ((v->first->gap & GAP_LINE) == 0 && v->first > v->text->tokens) {
		v->previous = code_at(v, v->first - 1);
		if ((v->first[-1].gap & GAP_LINE) == 0)
			v->previous2 = code_at(v, v->first - 2);
	}
	if (v->end < stop && (v->end->gap & GAP_LINE) == 0) {
		v->next = v->end->code;
		if (v->end + 1 < stop && (v->end[1].gap & GAP_LINE) == 0)
			v->next2 = v->end[1].code;
	}
	*to++ = PUT(PREVIOUS, v->previous);
	*to++ = PUT(PREVIOUS2, v->previous2);
	*to++ = PUT(NEXT, v->next);
	*to++ = PUT(NEXT2, v->next2);
	*to++ = PUT(AROUND, v->previous * CODES + v->next);
	*to++ = PUT(GAP_BEFORE, v->previous * 16 + before);
	*to++ = PUT(GAP_BEHIND, v->next * 16 + behind);
	*to++ = PUT(GAPS, (before * 16 + behind) * 2 + (v->words > 1));
	return to;
}

/* ---- inside ---- */

static uint32_t *
add_codes(struct view *v, uint32_t *to)
{
	unsigned first = v->first->code, last = v->last->code;

	*to++ = PUT(ENDS, first * CODES + last);
	*to++ = PUT(FIRST, first * 8 + v->size);
	*to++ = PUT(LAST, last * 8 + v->size);
	for (const struct name_token *t = v->first + 1; t < v->end; t++) {
		if (t < v->last)
			*to++ = PUT(INNER, t->code);
		if (t->gap != GAP_BLANK)
			*to++ = PUT(GAP_INNER, t->gap_code);
	}
	return to;
}

static uint32_t *
add_shape(struct view *v, uint32_t *to)
{
	bool capitals = true, lower = false, initial = false, owner = false;
	bool hyphen = false;

	for (const struct name_token *t = v->first; t < v->end; t++) {
		capitals &= t->capitals || t->initial;
		lower |= !t->capital;
		initial |= t->initial && t > v->first;
		owner |= t->possessive && t < v->last;
		hyphen |= t > v->first && (t->gap & GAP_HYPHEN) != 0;
	}
	*to++ = PUT(
		SHAPE, v->size | (unsigned)capitals << 2 |
			       (unsigned)lower << 3 | (unsigned)initial << 4 |
			       (unsigned)owner << 5 | (unsigned)hyphen << 6 |
			       (unsigned)v->last->possessive << 7 |
			       (unsigned)(v->last_word->length <= 4) << 8);
	*to++ = PUT(ENDING_LAST, v->last_word->ending * 2u + (v->words > 1));
	/* That of a particle is not known. */
	if (v->words > 1 && v->first_word->ending <= CUE_ENDINGS)
		*to++ = PUT(ENDING_FIRST, v->first_word->ending);
	return to;
}

/* The bits that are set, behind the base of their set. */
static uint32_t *
add_bits(uint32_t base, uint64_t bits, uint32_t *to)
{
	for (; bits != 0; bits &= bits - 1)
		*to++ = base + (uint32_t)__builtin_ctzll(bits);
	return to;
}

static uint32_t *
add_classes(struct view *v, uint32_t *to)
{
	if (v->words == 1) {
		to = add_bits(BASE_CLASS_ONLY, v->first_word->classes, to);
		to = add_bits(BASE_SEEN_ONLY, v->first_word->seen, to);
		return to;
	}
	to = add_bits(BASE_CLASS_FIRST, v->first_word->classes, to);
	to = add_bits(BASE_CLASS_LAST, v->last_word->classes, to);
	to = add_bits(BASE_SEEN_FIRST, v->first_word->seen, to);
	to = add_bits(BASE_SEEN_LAST, v->last_word->seen, to);
	return to;
}

/* ---- lines and capitals ---- */

static uint32_t *
add_line(struct view *v, uint32_t *to)
{
	const struct name_token *stop = v->text->tokens + v->text->count;
	unsigned starts =
		v->first == v->text->tokens || (v->first->gap & GAP_LINE) != 0;
	unsigned ends = v->end == stop || (v->end->gap & GAP_LINE) != 0;

	*to++ = PUT(LINE, (((v->first->line * 2 + starts) * 2 + ends) * 2 +
				  v->first->sentence) *
					  4 +
				  v->size);
	return to;
}

/* Is a word met in small letters, and with a capital where none had to be? */
static uint32_t *
add_case(struct view *v, uint32_t *to)
{
	const struct name_word *w = v->first_word;
	unsigned lower = 0;

	*to++ = PUT(CASE, ((((least(w->lower, 3) > 1 ? 2 : w->lower) * 3 +
				    least(w->middle, 2)) *
					   2 +
				   v->first->sentence) *
					  2 +
				  (v->first->line == LINE_PROSE)) *
					  4 +
				  (v->words > 1) * 2 +
				  ((w->classes & CUE_BIT(CUE_COMMON)) != 0));
	if (v->words == 1)
		return to;
	for (const struct name_token *t = v->first; t < v->end; t++) {
		w = name_word_of(v->story, t);
		lower += t->capital && w->lower > 0 && w->middle == 0;
	}
	*to++ = PUT(CASE,
		160 + (least(lower, 2) * LINE_KINDS + v->first->line) * 4 +
			v->size);
	return to;
}

/* ---- lists ---- */

static uint32_t *
add_listed(struct view *v, uint32_t *to)
{
	const struct name_match *exact =
		name_list_at(v->matches, v->at, v->words);
	const struct name_token *stop = v->text->tokens + v->text->count;
	unsigned near = 0, crossed = 0, longer = 0;
	uint32_t behind = v->at + v->words;

	v->listed = exact != NULL ? exact->listed : 0;
	*to++ = PUT(LISTED, v->listed * 2 + (v->words > 1));
	for (uint32_t i = v->matches->of[v->at]; i < v->matches->of[behind];
		i++) {
		const struct name_match *m = &v->matches->items[i];

		if (m->first + m->words > behind) {
			crossed |= m->first > v->at;
			longer |= m->first == v->at;
		} else if (m != exact) {
			near |= m->listed;
		}
	}
	if (v->words > 1)
		*to++ = PUT(LISTED_NEAR, near);
	*to++ = PUT(PARTS, (v->first->joined && v->first[-1].capital) |
				   (unsigned)(v->end < stop && v->end->joined &&
					      v->end->capital)
					   << 1 |
				   crossed << 2 | longer << 3 |
				   (unsigned)!v->first->capital << 4);
	return to;
}

static uint32_t *
add_sport(struct view *v, uint32_t *to)
{
	unsigned place = (v->listed & LISTED_COUNTRY) != 0  ? 1
			 : (v->listed & LISTED_CITY) != 0   ? 2
			 : (v->listed & LISTED_REGION) != 0 ? 3
			 : (v->listed & LISTED_LAND) != 0   ? 4
			 : (v->listed & LISTED_NATION) != 0 ? 5
							    : 0;
	unsigned line = v->first->line == LINE_PROSE   ? 0
			: v->first->line == LINE_TABLE ? 1
						       : 2;
	unsigned before = v->previous == CUE_IN	    ? 1
			  : v->previous == CUE_FROM ? 2
			  : v->previous == CUE_OF   ? 3
						    : 0;

	*to++ = PUT(SPORT,
		((((((unsigned)v->story->sport * 6 + place) * 3 + line) * 4 +
			  before) *
				 2 +
			 (v->next == CODE_NUMBER)) *
				2 +
			(v->next == CUE_PLAY || v->previous == CUE_PLAY)) *
				2 +
			v->first->capitals);
	return to;
}

void
name_features(const struct name_story *story, const struct name_text *text,
	const struct name_matches *matches, uint32_t first, uint32_t words,
	struct name_feature_list *out)
{
	struct view v = {
		.story = story,
		.text = text,
		.matches = matches,
		.first = &text->tokens[first],
		.last = &text->tokens[first + words - 1],
		.end = &text->tokens[first + words],
		.at = first,
		.words = words,
		.size = least(words, 4) - 1,
		.previous = CODE_EDGE,
		.previous2 = CODE_EDGE,
		.next = CODE_EDGE,
		.next2 = CODE_EDGE,
	};
	uint32_t *to = out->ids;

	v.first_word = name_word_of(story, v.first);
	v.last_word = name_word_of(story, v.last);
	to = add_neighbours(&v, to);
	to = add_codes(&v, to);
	to = add_shape(&v, to);
	to = add_classes(&v, to);
	to = add_line(&v, to);
	to = add_case(&v, to);
	to = add_listed(&v, to);
	to = add_sport(&v, to);
	out->count = (uint32_t)(to - out->ids);
}
