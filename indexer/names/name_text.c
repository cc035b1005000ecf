#include "indexer/names/name_text.h"

#include "base/utf8.h"

#include <string.h>

/* Of a word that was only met in small letters: nobody asks. */
#define ENDING_UNKNOWN UINT8_MAX

#define TOKEN_BYTES 5 /* of a text for a word and what is before it */
#define WORDS_AHEAD 64

/* ---- words ---- */

/* Is a plain word its own folded form? */
static bool
is_folded(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((text[i] & 0x20) == 0)
			return false;
	return true;
}

/* The folded text of a plain word that is new; most stand in the story. */
static const char *
plain_text(struct name_story *s, const char *text, size_t len)
{
	char *folded;

	if (is_folded(text, len))
		return text;
	folded = arena_room(s->arena, len, 1);
	actor_word_fold_plain(folded, text, len);
	return folded;
}

/* A word that is new, its text given: nothing is known of it yet. */
static void
begin_word(struct name_story *s, struct name_word *word, const char *text,
	size_t len)
{
	word->text = text;
	word->length = (uint32_t)len;
	word->unknown = true;
	name_cues_call(s->cues, word->hash);
}

/* What is known of a word that was begun. */
static void
learn_word(struct name_story *s, struct name_word *word)
{
	struct name_cue cue = name_cues_of(s->cues, word->hash);

	word->unknown = false;
	word->classes = cue.classes;
	word->phrase = cue.phrase;
	word->demonym = cue.demonym;
	word->alone = cue.alone;
	word->cue = cue.at;
	word->ending = ENDING_UNKNOWN;
}

/* The number of a word that is not plain. */
static uint32_t
add_odd_word(struct name_story *s, const char *text, const struct actor_word *w)
{
	struct name_word *word;
	const char *folded;
	uint32_t at;
	bool added;

	buf_reset(&s->scratch);
	actor_word_fold(text, w, &s->scratch);
	folded = buf_text(&s->scratch);
	at = name_words_add(
		&s->words, name_hash(s->cues, folded, s->scratch.len), &added);
	word = &s->words.items[at];
	if (added)
		begin_word(s, word,
			arena_copy(s->arena, folded, s->scratch.len),
			s->scratch.len);
	return at;
}

/* The number of a word of ASCII: it need not be folded to be found. */
static uint32_t
add_plain_word(
	struct name_story *s, const char *text, const struct actor_word *w)
{
	const char *start = text + w->start;
	size_t len = w->end - w->start;
	struct name_word *word;
	uint32_t at;
	bool added;

	at = name_words_add(
		&s->words, name_hash_plain(s->cues, start, len), &added);
	word = &s->words.items[at];
	if (added)
		begin_word(s, word, plain_text(s, start, len), len);
	return at;
}

/* The word of a number, with what is known of it. */
static struct name_word *
known_word(struct name_story *s, uint32_t number, bool capital)
{
	struct name_word *word = &s->words.items[number];

	if (word->unknown)
		learn_word(s, word);
	if (capital && word->ending == ENDING_UNKNOWN)
		word->ending = (uint8_t)name_cue_ending(
			s->cues, word->text, word->length);
	return word;
}

/* ---- tokens ---- */

/* What a word without a class is by its ending. */
static uint8_t
code_by_ending(const char *word, size_t len)
{
	const char *end = word + len;

	if (len < 4)
		return CUE_NONE;
	if (memcmp(end - 2, "ed", 2) == 0 || memcmp(end - 3, "ing", 3) == 0)
		return CODE_VERBAL;
	if (memcmp(end - 2, "ly", 2) == 0)
		return CODE_ADVERB;
	return end[-1] == 's' && end[-2] != 's' ? CODE_PLURAL : CUE_NONE;
}

bool
name_is_verbal(const struct name_text *t, const struct name_token *token)
{
	uint8_t code = code_by_ending(
		t->text + token->start, token->end - token->start);

	return code == CODE_VERBAL || code == CODE_ADVERB;
}

static uint8_t
token_code(const char *text, const struct actor_word *w, uint64_t classes)
{
	enum cue_class class = name_cue_main(classes);

	if (w->number)
		return CODE_NUMBER;
	if (w->initial)
		return CODE_INITIAL;
	if (!w->capital)
		return class == CUE_NONE ? code_by_ending(text + w->start,
						   w->end - w->start)
					 : (uint8_t) class;
	if (class == CUE_NONE && w->capitals)
		return CODE_ACRONYM;
	return (uint8_t)(CODE_CAPITAL + class);
}

/* May the word be of one name with the one before it? */
static bool
joins(uint16_t gap, const struct name_token *before, uint64_t classes)
{
	if (gap == GAP_BLANK || gap == GAP_HYPHEN || gap == GAP_AND ||
		gap == (GAP_BLANK | GAP_AND) || gap == 0)
		return true;
	/* Smith, Jr; Foo, Inc */
	return gap == (GAP_COMMA | GAP_BLANK) && before->capital &&
	       (classes & CUE_BIT(CUE_SUFFIX)) != 0;
}

/* What stands between two words, as one number below 16. */
static uint8_t
gap_code(unsigned gap)
{
	static const struct {
		unsigned gap;
		uint8_t code;
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

/* Mr. and St. end no sentence. */
static bool
is_abbreviated(const struct name_story *s, const struct name_token *before)
{
	return before->capital && before->end - before->start <= 5 &&
	       (name_word_of(s, before)->classes &
		       (CUE_BIT(CUE_TITLE) | CUE_BIT(CUE_SAINT))) != 0;
}

/* Twice the room for tokens. */
static void
grow_tokens(struct name_story *s, struct name_text *t)
{
	struct name_token *old = t->tokens;

	t->cap = t->cap * 2 + 16;
	t->tokens = arena_room(s->arena, t->cap, sizeof(*t->tokens));
	if (t->count > 0)
		memcpy(t->tokens, old, t->count * sizeof(*old));
}

static void
add_token(struct name_story *s, struct name_text *t, const struct actor_word *w,
	uint32_t number, bool unwrapped)
{
	struct name_word *word = known_word(s, number, w->capital);
	struct name_token *token, *before;

	if (t->count == t->cap)
		grow_tokens(s, t);
	token = &t->tokens[t->count];
	before = t->count > 0 ? token - 1 : NULL;
	*token = (struct name_token){
		.start = w->start,
		.end = w->end,
		.word = number,
		.gap = unwrapped ? GAP_BLANK : w->gap,
		.code = token_code(t->text, w, word->classes),
		.capital = w->capital,
		.capitals = w->capitals,
		.initial = w->initial,
		.possessive = w->possessive,
		.number = w->number,
		.sentence = w->sentence && !unwrapped,
	};
	if (before != NULL && token->gap == (GAP_STOP | GAP_BLANK) &&
		is_abbreviated(s, before)) {
		token->sentence = false;
		token->gap = GAP_BLANK;
	}
	token->gap_code = gap_code(token->gap);
	token->joined =
		before != NULL && joins(token->gap, before, word->classes);
	t->count++;
	s->nsport +=
		(word->classes & (CUE_BIT(CUE_SPORT) | CUE_BIT(CUE_PLAY))) != 0;
}

/* ---- lines ---- */

struct line_counts {
	uint32_t words, capital, capitals, lower, numbers;
};

static enum name_line
line_kind(const struct line_counts *c)
{
	uint32_t letters = c->words - c->numbers;

	if (letters >= 2 && c->capitals * 5 >= letters * 4 && c->lower <= 1)
		return LINE_CAPITALS;
	if (c->words <= 30 && c->numbers * 3 >= c->words && c->words >= 3)
		return LINE_TABLE;
	if (c->words <= 5 && c->lower == 0)
		return LINE_SHORT;
	if (c->words >= 4 && c->words <= 30 && c->lower * 2 <= c->capital)
		return c->numbers * 4 >= c->words ? LINE_TABLE : LINE_TITLE;
	return LINE_PROSE;
}

/* Tell the tokens [from, to) what line they are in, and their words how
 * they were written. */
static void
close_line(struct name_story *s, struct name_text *t, uint32_t from)
{
	struct line_counts c = { 0 };
	enum name_line kind;

	for (uint32_t i = from; i < t->count; i++) {
		const struct name_token *token = &t->tokens[i];

		c.words++;
		c.capital += token->capital;
		c.capitals += token->capitals;
		c.numbers += token->number;
		c.lower += !token->capital && !token->number;
	}
	kind = line_kind(&c);
	for (uint32_t i = from; i < t->count; i++) {
		struct name_token *token = &t->tokens[i];
		struct name_word *word = name_word_of(s, token);

		token->line = (uint8_t)kind;
		if (token->number)
			continue;
		if (!token->capital)
			word->lower++;
		else if (kind == LINE_PROSE && !token->sentence)
			word->middle++;
		else
			word->first++;
	}
}

/* Are lines broken by width, not by sense?  Then most long ones end in the
 * middle of a sentence. */
static bool
is_wrapped(const char *text)
{
	size_t within = 0, lines = 0;

	for (const char *p = text; *p != '\0' && lines < 200;) {
		const char *end = strchrnul(p, '\n');
		size_t len = (size_t)(end - p);

		if (*end == '\0')
			break;
		if (len >= 40) {
			lines++;
			within += len <= 100 &&
				  strchr(".!?:;\"'", end[-1]) == NULL &&
				  end[1] != '\n' && end[1] != ' ';
		}
		p = end + 1;
	}
	return lines >= 2 && within * 2 > lines;
}

/* Is the break before this word one of width? */
static bool
is_unwrapped(const char *text, const struct actor_word *w, uint32_t line)
{
	return w->start > 0 && text[w->start - 1] == '\n' &&
	       (w->gap & ~(GAP_LINE | GAP_BLANK)) == 0 && w->start - line >= 40;
}

/* The bytes that are read: all, or up to a blank before the bound. */
static size_t
bounded(const char *text)
{
	size_t len = strnlen(text, NAME_TEXT_MAX + 1);

	if (len <= NAME_TEXT_MAX)
		return len;
	len = NAME_TEXT_MAX;
	while (len > 0 && text[len] != ' ' && text[len] != '\n')
		len--;
	return len;
}

/* Words that were cut, and not yet looked up: all of them are called for
 * before the first is needed. */
struct words_ahead {
	struct actor_word words[WORDS_AHEAD];
	uint32_t numbers[WORDS_AHEAD];
	uint32_t count;
};

static bool
cut_ahead(struct name_story *s, struct actor_words *words,
	struct words_ahead *ahead)
{
	struct actor_word *w = ahead->words;

	ahead->count = 0;
	for (; ahead->count < WORDS_AHEAD && actor_words_next(words, w); w++)
		ahead->numbers[ahead->count++] =
			w->plain ? add_plain_word(s, words->text, w)
				 : add_odd_word(s, words->text, w);
	return ahead->count > 0;
}

static void
read_text(struct name_story *s, struct name_text *t, const char *text)
{
	bool wrapped = is_wrapped(text);
	size_t len = bounded(text);
	struct actor_words words;
	struct words_ahead ahead;
	uint32_t from = 0;
	uint32_t line = 0; /* where the line as it is written begins */

	t->text = text;
	t->cap = len / TOKEN_BYTES + 1;
	t->tokens = arena_room(s->arena, t->cap, sizeof(*t->tokens));
	actor_words_start(&words, text, len);
	while (cut_ahead(s, &words, &ahead))
		for (uint32_t i = 0; i < ahead.count; i++) {
			const struct actor_word *w = &ahead.words[i];
			bool breaks = (w->gap & GAP_LINE) != 0;
			bool unwrapped = wrapped && breaks &&
					 is_unwrapped(text, w, line);

			if (breaks && !unwrapped) {
				close_line(s, t, from);
				from = t->count;
			}
			if (breaks)
				line = w->start;
			add_token(s, t, w, ahead.numbers[i], unwrapped);
		}
	close_line(s, t, from);
}

/* ---- what is around them ---- */

#define IS(token, class)                                                       \
	((token) != NULL &&                                                    \
		(name_word_of(s, token)->classes & CUE_BIT(class)) != 0)

/* All that have a row below: most words have none of them. */
#define CLASSES_BEFORE                                                         \
	(CUE_BIT(CUE_TITLE) | CUE_BIT(CUE_ROLE) | CUE_BIT(CUE_SAY) |           \
		CUE_BIT(CUE_IN) | CUE_BIT(CUE_FROM) | CUE_BIT(CUE_OF) |        \
		CUE_BIT(CUE_THE) | CUE_BIT(CUE_WITH) | CUE_BIT(CUE_BY) |       \
		CUE_BIT(CUE_PLAY))
#define CLASSES_BEHIND                                                         \
	(CUE_BIT(CUE_SAY) | CUE_BIT(CUE_PLAY) | CUE_BIT(CUE_COMPANY) |         \
		CUE_BIT(CUE_BODY) | CUE_BIT(CUE_MONEY) |                       \
		CUE_BIT(CUE_AUXILIARY) | CUE_BIT(CUE_LAND))

/* What the word before says, where nothing but a blank is between. */
static uint32_t
seen_before(const struct name_story *s, const struct name_token *before,
	const struct name_token *token)
{
	static const struct {
		enum cue_class class;
		uint32_t seen;
	} rows[] = { { CUE_TITLE, SEEN_TITLE }, { CUE_ROLE, SEEN_ROLE },
		{ CUE_SAY, SEEN_SAYING }, { CUE_IN, SEEN_IN },
		{ CUE_FROM, SEEN_FROM }, { CUE_OF, SEEN_OF },
		{ CUE_THE, SEEN_THE }, { CUE_WITH, SEEN_WITH },
		{ CUE_BY, SEEN_BY }, { CUE_PLAY, SEEN_PLAY } };
	uint64_t classes =
		before != NULL ? name_word_of(s, before)->classes : 0;
	uint32_t seen = 0;

	if (before == NULL || token->gap != GAP_BLANK)
		return 0;
	for (size_t i = 0; (classes & CLASSES_BEFORE) != 0 &&
			   i < sizeof(rows) / sizeof(*rows);
		i++)
		if ((classes & CUE_BIT(rows[i].class)) != 0)
			seen |= rows[i].seen;
	if (before->initial)
		seen |= SEEN_INITIAL;
	if (before->capital && IS(before, CUE_GIVEN))
		seen |= SEEN_GIVEN;
	if (before->capital && !before->sentence)
		seen |= SEEN_AFTER_NAME;
	return seen;
}

/* What the word behind says across a blank. */
static uint32_t
seen_behind(const struct name_story *s, const struct name_token *next)
{
	static const struct {
		enum cue_class class;
		uint32_t seen;
	} rows[] = { { CUE_SAY, SEEN_SAYING }, { CUE_PLAY, SEEN_PLAY },
		{ CUE_COMPANY, SEEN_COMPANY }, { CUE_BODY, SEEN_BODY },
		{ CUE_MONEY, SEEN_MONEY }, { CUE_AUXILIARY, SEEN_AUXILIARY },
		{ CUE_LAND, SEEN_LAND } };
	uint64_t classes = name_word_of(s, next)->classes;
	uint32_t seen = next->number ? SEEN_SCORE : 0;

	for (size_t i = 0; (classes & CLASSES_BEHIND) != 0 &&
			   i < sizeof(rows) / sizeof(*rows);
		i++)
		if ((classes & CUE_BIT(rows[i].class)) != 0)
			seen |= rows[i].seen;
	if (next->capital)
		seen |= SEEN_BEFORE_NAME;
	return seen;
}

/* What stands behind a comma. */
static uint32_t
seen_behind_comma(
	const struct name_story *s, const struct name_text *t, uint32_t next)
{
	const struct name_token *token = &t->tokens[next];
	uint32_t seen = 0;

	if (token->number)
		seen |= SEEN_AGE;
	if (IS(token, CUE_COUNTRY) && token->capital)
		seen |= SEEN_COMMA_PLACE;
	if (IS(token, CUE_STATE) && token->capital)
		seen |= SEEN_COMMA_STATE;
	if (IS(token, CUE_PRONOUN) && !token->capital)
		seen |= SEEN_WHO;
	for (uint32_t i = next; i < t->count && i < next + 4; i++) {
		if (i > next && !t->tokens[i].joined)
			break;
		if (!t->tokens[i].capital && IS(&t->tokens[i], CUE_ROLE))
			seen |= SEEN_ROLE_AFTER;
	}
	return seen;
}

static void
look_around(struct name_story *s, const struct name_text *t)
{
	for (uint32_t i = 0; i < t->count; i++) {
		const struct name_token *token = &t->tokens[i];
		const struct name_token *before = i > 0 ? token - 1 : NULL;
		const struct name_token *next =
			i + 1 < t->count ? token + 1 : NULL;
		uint32_t seen;

		if (!token->capital)
			continue;
		seen = seen_before(s, before, token);
		if (token->possessive)
			seen |= SEEN_OWNER;
		else if (next != NULL && next->gap == GAP_BLANK)
			seen |= seen_behind(s, next);
		if (next != NULL && next->gap == (GAP_COMMA | GAP_BLANK))
			seen |= seen_behind_comma(s, t, i + 1);
		if (next != NULL && (next->gap & GAP_OPEN) != 0)
			seen |= SEEN_BEFORE_BRACKETS;
		if ((token->gap & GAP_OPEN) != 0 && next != NULL &&
			(next->gap & GAP_CLOSE) != 0)
			seen |= SEEN_BRACKETS;
		if ((token->gap & GAP_LINE) != 0)
			seen |= SEEN_LINE_START;
		name_word_of(s, token)->seen |= seen;
	}
}

void
name_story_read(struct name_story *s, const char *headline, const char *body)
{
	s->words.arena = s->arena;
	read_text(s, &s->body, body != NULL ? body : "");
	read_text(s, &s->headline, headline != NULL ? headline : "");
	s->ntokens = s->body.count + s->headline.count;
	s->sport = s->nsport * 25 > s->ntokens;
	look_around(s, &s->body);
	look_around(s, &s->headline);
}

void
name_story_release(struct name_story *s)
{
	buf_release(&s->scratch);
}
