#include "indexer/text/language_guess.h"

#include "base/utf8.h"
#include "indexer/text/language_model.h"

#include <stdint.h>
#include <string.h>

enum {
	WORD_BYTES = 40,    /* a longer word tells by its ending only */
	END_LEAST = 5,	    /* letters of a word whose ending counts */
	WORDS_ENOUGH = 120, /* more of them change nothing */
	LETTERS_WORD = 4,   /* letters of scripts without blanks make a word */
};

/* What a cue is worth. */
enum { WORTH_WORD_1 = 1, WORTH_WORD_2 = 2, WORTH_WORD = 3, WORTH_OTHER = 1 };

/* When is a guess one?  Points for the best, its lead over the next of another
 * kin as a share of them, and points a word. */
#define SCORE_LEAST 4
#define LEAD_LEAST 0.12
#define DENSITY_LEAST 0.3
/* So few points must lead by more. */
#define SCORE_FEW 8
#define LEAD_FEW 3
#define HANDICAP 2 /* of a rare language */

/* What it takes to say that a stated language is wrong. */
#define CONTRADICTION_WORDS 30
#define CONTRADICTION_LEAD 0.5

/* ---- words ---- */

/* The small letter of a capital, for the scripts that the rows are in. */
static int32_t
small(int32_t cp)
{
	if ((cp >= 0xc0 && cp <= 0xde && cp != 0xd7) ||
		(cp >= 0x391 && cp <= 0x3a9) || (cp >= 0x410 && cp <= 0x42f))
		return cp + 0x20;
	if (cp >= 0x400 && cp <= 0x40f)
		return cp + 0x50;
	if (cp == 0x130)
		return 'i';
	if (cp == 0x178)
		return 0xff;
	if (cp == 0x18f)
		return 0x259;
	if ((cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17e) ||
		cp == 0x1af)
		return cp + (cp & 1);
	if ((cp >= 0x100 && cp <= 0x177) || cp == 0x1a0 ||
		(cp >= 0x218 && cp <= 0x21b) || (cp >= 0x460 && cp <= 0x52f) ||
		(cp >= 0x1e00 && cp <= 0x1eff))
		return cp | 1;
	return cp;
}

/* Put a character below 0x800 behind text; how many bytes that took. */
static size_t
put(char *text, int32_t cp)
{
	if (cp < 0x80) {
		text[0] = (char)cp;
		return 1;
	}
	text[0] = (char)(0xc0 | cp >> 6);
	text[1] = (char)(0x80 | (cp & 0x3f));
	return 2;
}

struct tally {
	const struct language_model *model;
	const struct language_words *const *rows;
	size_t nrows;
	unsigned points[LANGUAGE_WORDS_MAX];
	unsigned by_script[LANGUAGE_SCRIPTS]; /* letters */
	unsigned words;
	unsigned shared; /* letters of scripts that languages share */
	unsigned own;	 /* of scripts that one language has */
	/* The word at hand: its last bytes in small letters. */
	char word[WORD_BYTES + 4];
	size_t len;
	size_t letters;
	bool cut; /* it is longer than what word holds */
};

static void
give(struct tally *t, uint64_t languages, unsigned worth)
{
	for (; languages != 0; languages &= languages - 1)
		t->points[__builtin_ctzll(languages)] += worth;
}

/* Endings of two to four letters. */
static void
count_ending(struct tally *t)
{
	size_t at = t->len;

	for (size_t letters = 1; letters <= 4 && at > 0; letters++) {
		do
			at--;
		while (at > 0 && (t->word[at] & 0xc0) == 0x80);
		if (letters >= 2)
			give(t,
				language_cue(t->model, t->word + at,
					t->len - at, true),
				WORTH_OTHER);
	}
}

static void
end_word(struct tally *t)
{
	static const unsigned worth[] = { 0, WORTH_WORD_1, WORTH_WORD_2 };

	if (t->letters == 0)
		return;
	t->words++;
	if (!t->cut)
		give(t, language_cue(t->model, t->word, t->len, false),
			t->letters < 3 ? worth[t->letters] : WORTH_WORD);
	if (t->letters >= END_LEAST)
		count_ending(t);
	t->len = t->letters = 0;
	t->cut = false;
}

/* One more letter of the word; a long word keeps its end. */
static void
add_letter(struct tally *t, const char *bytes, size_t n)
{
	if (t->len + n > WORD_BYTES) {
		size_t drop = WORD_BYTES / 2;

		while (drop < t->len && (t->word[drop] & 0xc0) == 0x80)
			drop++;
		memmove(t->word, t->word + drop, t->len - drop);
		t->len -= drop;
		t->cut = true;
	}
	memcpy(t->word + t->len, bytes, n);
	t->len += n;
	t->letters++;
}

/* The letters of ASCII that stand together from text on; how many. */
static size_t
count_letters(struct tally *t, const char *text, size_t len)
{
	size_t n = 1;

	while (n < len && (text[n] | 0x20) >= 'a' && (text[n] | 0x20) <= 'z')
		n++;
	if (t->len + n <= WORD_BYTES) {
		for (size_t i = 0; i < n; i++)
			t->word[t->len + i] = (char)(text[i] | 0x20);
		t->len += n;
		t->letters += n;
	} else {
		for (size_t i = 0; i < n; i++) {
			char c = (char)(text[i] | 0x20);

			add_letter(t, &c, 1);
		}
	}
	t->shared += (unsigned)n;
	return n;
}

/* A character beyond ASCII. */
static void
count_character(struct tally *t, const char *bytes, size_t n, int32_t cp)
{
	enum utf8_class class = cp == UTF8_BAD ? UTF8_OTHER : utf8_class(cp);
	char small_bytes[4];
	size_t script;

	if (class == UTF8_IGNORED)
		return;
	if (class != UTF8_LETTER && class != UTF8_PAIRED &&
		class != UTF8_MARK) {
		end_word(t);
		return;
	}
	script = language_script(cp);
	if (script < LANGUAGE_SCRIPTS) {
		t->by_script[script]++;
		t->own++;
	}
	if (script == LANGUAGE_SCRIPTS && class == UTF8_LETTER)
		t->shared++;
	cp = small(cp);
	if (cp < 0x800) {
		give(t, language_letter(t->model, cp), WORTH_OTHER);
		bytes = small_bytes;
		n = put(small_bytes, cp);
	}
	add_letter(t, bytes, n);
}

static void
count_text(struct tally *t, const char *text, size_t len)
{
	size_t n = 1;
	int32_t cp;

	for (size_t at = 0; at < len && t->words < WORDS_ENOUGH; at += n) {
		char c = (char)(text[at] | 0x20);

		n = 1;
		if ((unsigned char)text[at] >= 0x80) {
			n = utf8_decode(text + at, len - at, &cp);
			count_character(t, text + at, n, cp);
		} else if (c >= 'a' && c <= 'z') {
			n = count_letters(t, text + at, len - at);
		} else {
			end_word(t);
		}
	}
	end_word(t);
}

/* ---- the conclusion ---- */

/* Letters of all scripts that one language has to itself. */
static unsigned
letters_of(const struct tally *t, const char *tag)
{
	unsigned letters = 0;

	for (size_t i = 0; i < LANGUAGE_SCRIPTS; i++)
		if (strcmp(language_scripts[i].tag, tag) == 0)
			letters += t->by_script[i];
	return letters;
}

/* The language whose own letters make the text, if there is one: two in five
 * of all.  Characters of Han and Kana are syllables and words. */
static const char *
by_script(const struct tally *t, unsigned *letters)
{
	unsigned all = t->shared, kana, han;
	const char *tag = NULL;

	*letters = 0;
	if (t->own == 0)
		return NULL;
	for (size_t i = 0; i < LANGUAGE_SCRIPTS; i++) {
		unsigned own = letters_of(t, language_scripts[i].tag);

		all += t->by_script[i];
		if (strcmp(language_scripts[i].tag, "vi") != 0 &&
			own > *letters) {
			*letters = own;
			tag = language_scripts[i].tag;
		}
	}
	kana = letters_of(t, "ja");
	han = letters_of(t, "zh");
	if (kana + han > 0 && kana + han >= *letters) {
		*letters = (kana + han) * 2;
		tag = kana * 10 > han ? "ja" : "zh";
	}
	return *letters * 5 < all * 2 ? NULL : tag;
}

static bool
same_kin(const struct language_words *a, const struct language_words *b)
{
	return a == b ||
	       (a->kin != NULL && b->kin != NULL &&
		       strcmp(a->kin, b->kin) == 0) ||
	       strcmp(a->tag, b->tag) == 0;
}

/* The best language but those of a kin (NULL: of all). */
static size_t
best_but(const struct tally *t, const struct language_words *kin)
{
	size_t best = LANGUAGE_WORDS_MAX;

	for (size_t i = 0; i < t->nrows; i++)
		if ((kin == NULL || !same_kin(t->rows[i], kin)) &&
			(best == LANGUAGE_WORDS_MAX ||
				t->points[i] > t->points[best]))
			best = i;
	return best;
}

/* Take from the rare what they have to make up for; Vietnamese has letters
 * that no other language has. */
static void
weigh(struct tally *t)
{
	unsigned vietnamese = t->own > 0 ? letters_of(t, "vi") : 0;

	for (size_t i = 0; i < t->nrows; i++) {
		if (vietnamese > 0 && strcmp(t->rows[i]->tag, "vi") == 0)
			t->points[i] += vietnamese;
		if (t->rows[i]->rare)
			t->points[i] -= t->points[i] < HANDICAP ? t->points[i]
								: HANDICAP;
	}
}

/* Is the best good enough?  Second may be of its kin, next is not. */
static bool
is_sure(const struct language_guess *guess, double second)
{
	double lead = guess->score - guess->next;

	return guess->score >= SCORE_LEAST &&
	       guess->score >= DENSITY_LEAST * guess->words &&
	       lead >= LEAD_LEAST * guess->score &&
	       (guess->score >= SCORE_FEW || lead >= LEAD_FEW) &&
	       second < guess->score;
}

static void
conclude(struct tally *t, struct language_guess *guess)
{
	const struct language_words *row;
	double second = 0;
	size_t best;

	weigh(t);
	best = best_but(t, NULL);
	row = t->rows[best];
	guess->score = t->points[best];
	guess->next = t->points[best_but(t, row)];
	for (size_t i = 0; i < t->nrows; i++)
		if (i != best && strcmp(t->rows[i]->tag, row->tag) &&
			t->points[i] > second)
			second = t->points[i];
	if (!is_sure(guess, second))
		return;
	guess->tag = row->tag;
	guess->kin = row->kin;
}

void
language_guess(const struct language_model *model, const char *text, size_t len,
	struct language_guess *guess)
{
	struct tally t = { .model = model };
	unsigned letters;

	memset(guess, 0, sizeof(*guess));
	if (len > LANGUAGE_GUESS_BYTES)
		len = LANGUAGE_GUESS_BYTES;
	t.nrows = language_rows(model, &t.rows);
	count_text(&t, text, len);
	guess->words = t.words;
	guess->tag = by_script(&t, &letters);
	if (guess->tag == NULL) {
		conclude(&t, guess);
		return;
	}
	guess->score = letters;
	if (letters / LETTERS_WORD > guess->words)
		guess->words = letters / LETTERS_WORD;
	if (letters < SCORE_LEAST)
		guess->tag = NULL;
}

static bool
has_own_script(const char *tag)
{
	size_t len = strcspn(tag, "-");

	for (size_t i = 0; i < LANGUAGE_SCRIPTS; i++)
		if (strlen(language_scripts[i].tag) == len &&
			strncmp(language_scripts[i].tag, tag, len) == 0)
			return true;
	return false;
}

bool
language_contradicts(const struct language_model *model, const char *tag,
	const struct language_guess *guess)
{
	const struct language_words *row = language_row(model, tag);
	size_t len = strcspn(tag, "-");

	if (guess->tag == NULL || guess->words < CONTRADICTION_WORDS ||
		(row == NULL && !has_own_script(tag)) ||
		(strlen(guess->tag) == len &&
			strncmp(guess->tag, tag, len) == 0))
		return false;
	if (row != NULL && row->kin != NULL && guess->kin != NULL &&
		strcmp(row->kin, guess->kin) == 0)
		return false;
	return guess->score - guess->next >= CONTRADICTION_LEAD * guess->score;
}
