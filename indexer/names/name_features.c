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
	struct name_feature_list *out;
};

/* What stands between two words, as one number below 16. */
static unsigned
gap_code(unsigned gap)
{
	static const struct {
		unsigned gap, code;
	} rows[] = { { GAP_LINE, 1 }, { GAP_OPEN, 2 }, { GAP_CLOSE, 3 },
		{ GAP_QUOTE, 4 }, { GAP_STOP, 5 }, { GAP_COMMA, 6 },
		{ GAP_COLON, 7 }, { GAP_SLASH, 8 }, { GAP_AND, 9 },
		{ GAP_OTHER, 10 } };

	if (gap == GAP_BLANK)
		return 0;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if ((gap & rows[i].gap) != 0)
			return rows[i].code;
	if ((gap & GAP_HYPHEN) != 0)
		return (gap & GAP_BLANK) != 0 ? 11 : 12;
	return (gap & GAP_INDENT) != 0 ? 14 : 15;
}

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

static void
add_neighbours(struct view *v)
{
	const struct name_token *stop = v->text->tokens + v->text->count;
	unsigned before = gap_code(v->first->gap);
	unsigned behind = v->end < stop ? gap_code(v->end->gap) : 13;

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
	name_feature(v->out, FEATURES_PREVIOUS, v->previous);
	name_feature(v->out, FEATURES_PREVIOUS2, v->previous2);
	name_feature(v->out, FEATURES_NEXT, v->next);
	name_feature(v->out, FEATURES_NEXT2, v->next2);
	name_feature(v->out, FEATURES_AROUND, v->previous * CODES + v->next);
	name_feature(v->out, FEATURES_GAP_BEFORE, v->previous * 16 + before);
	name_feature(v->out, FEATURES_GAP_BEHIND, v->next * 16 + behind);
	name_feature(v->out, FEATURES_GAPS,
		(before * 16 + behind) * 2 + (v->words > 1));
}

/* ---- inside ---- */

static void
add_codes(struct view *v)
{
	unsigned first = v->first->code, last = v->last->code;

	name_feature(v->out, FEATURES_ENDS, first * CODES + last);
	name_feature(v->out, FEATURES_FIRST, first * 8 + v->size);
	name_feature(v->out, FEATURES_LAST, last * 8 + v->size);
	for (const struct name_token *t = v->first + 1; t < v->end; t++) {
		if (t < v->last)
			name_feature(v->out, FEATURES_INNER, t->code);
		if (t->gap != GAP_BLANK)
			name_feature(
				v->out, FEATURES_GAP_INNER, gap_code(t->gap));
	}
}

static void
add_shape(struct view *v)
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
	name_feature(v->out, FEATURES_SHAPE,
		v->size | (unsigned)capitals << 2 | (unsigned)lower << 3 |
			(unsigned)initial << 4 | (unsigned)owner << 5 |
			(unsigned)hyphen << 6 |
			(unsigned)v->last->possessive << 7 |
			(unsigned)(v->last_word->length <= 4) << 8);
	name_feature(v->out, FEATURES_ENDING_LAST,
		v->last_word->ending * 2u + (v->words > 1));
	if (v->words > 1)
		name_feature(
			v->out, FEATURES_ENDING_FIRST, v->first_word->ending);
}

static void
add_bits(struct view *v, enum name_feature_set set, uint64_t bits)
{
	for (; bits != 0; bits &= bits - 1)
		name_feature(v->out, set, (unsigned)__builtin_ctzll(bits));
}

static void
add_classes(struct view *v)
{
	if (v->words == 1) {
		add_bits(v, FEATURES_CLASS_ONLY, v->first_word->classes);
		add_bits(v, FEATURES_SEEN_ONLY, v->first_word->seen);
		return;
	}
	add_bits(v, FEATURES_CLASS_FIRST, v->first_word->classes);
	add_bits(v, FEATURES_CLASS_LAST, v->last_word->classes);
	add_bits(v, FEATURES_SEEN_FIRST, v->first_word->seen);
	add_bits(v, FEATURES_SEEN_LAST, v->last_word->seen);
}

/* ---- lines and capitals ---- */

static void
add_line(struct view *v)
{
	const struct name_token *stop = v->text->tokens + v->text->count;
	unsigned starts =
		v->first == v->text->tokens || (v->first->gap & GAP_LINE) != 0;
	unsigned ends = v->end == stop || (v->end->gap & GAP_LINE) != 0;

	name_feature(v->out, FEATURES_LINE,
		(((v->first->line * 2 + starts) * 2 + ends) * 2 +
			v->first->sentence) *
				4 +
			v->size);
}

/* Is a word met in small letters, and with a capital where none had to be? */
static void
add_case(struct view *v)
{
	const struct name_word *w = v->first_word;
	unsigned lower = 0;

	name_feature(v->out, FEATURES_CASE,
		((((least(w->lower, 3) > 1 ? 2 : w->lower) * 3 +
			  least(w->middle, 2)) *
				 2 +
			 v->first->sentence) *
				2 +
			(v->first->line == LINE_PROSE)) *
				4 +
			(v->words > 1) * 2 +
			((w->classes & CUE_BIT(CUE_COMMON)) != 0));
	if (v->words == 1)
		return;
	for (const struct name_token *t = v->first; t < v->end; t++) {
		w = name_word_of(v->story, t);
		lower += t->capital && w->lower > 0 && w->middle == 0;
	}
	name_feature(v->out, FEATURES_CASE,
		160 + (least(lower, 2) * LINE_KINDS + v->first->line) * 4 +
			v->size);
}

/* ---- lists ---- */

static void
add_listed(struct view *v)
{
	const struct name_match *exact =
		name_list_at(v->matches, v->at, v->words);
	const struct name_token *stop = v->text->tokens + v->text->count;
	unsigned near = 0, crossed = 0, longer = 0;
	uint32_t to = v->at + v->words;

	v->listed = exact != NULL ? exact->listed : 0;
	name_feature(v->out, FEATURES_LISTED, v->listed * 2 + (v->words > 1));
	for (uint32_t i = v->matches->of[v->at]; i < v->matches->of[to]; i++) {
		const struct name_match *m = &v->matches->items[i];

		if (m->first + m->words > to) {
			crossed |= m->first > v->at;
			longer |= m->first == v->at;
		} else if (m != exact) {
			near |= m->listed;
		}
	}
	if (v->words > 1)
		name_feature(v->out, FEATURES_LISTED_NEAR, near);
	name_feature(v->out, FEATURES_PARTS,
		(v->first->joined && v->first[-1].capital) |
			(unsigned)(v->end < stop && v->end->joined &&
				   v->end->capital)
				<< 1 |
			crossed << 2 | longer << 3 |
			(unsigned)!v->first->capital << 4);
}

static void
add_sport(struct view *v)
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

	name_feature(v->out, FEATURES_SPORT,
		((((((unsigned)v->story->sport * 6 + place) * 3 + line) * 4 +
			  before) *
				 2 +
			 (v->next == CODE_NUMBER)) *
				2 +
			(v->next == CUE_PLAY || v->previous == CUE_PLAY)) *
				2 +
			v->first->capitals);
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
		.out = out,
	};

	v.first_word = name_word_of(story, v.first);
	v.last_word = name_word_of(story, v.last);
	out->count = 0;
	add_neighbours(&v);
	add_codes(&v);
	add_shape(&v);
	add_classes(&v);
	add_line(&v);
	add_case(&v);
	add_listed(&v);
	add_sport(&v);
}
