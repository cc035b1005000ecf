#include "engine/text/token.h"

#include "base/eight.h"
#include "base/must.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Source bytes of one word that are folded; one that has more is too long
 * whatever it folds to. */
enum { FOLDED_MAX = 4096 };

/* What a character does to a word. */
enum kind {
	KIND_BREAK, /* parts words: the preset of the table below */
	KIND_LETTER,
	KIND_DIGIT,
	KIND_MARK,
	KIND_PAIRED,
	KIND_IGNORED,
	KIND_APOSTROPHE,
	KIND_HYPHEN,
	KIND_AND,
	KIND_DOT,
	KIND_COMMA,
	KIND_WIDE, /* of a byte: more than ASCII, look closer */
	KIND_END
};

static const uint8_t byte_kinds[256] = {
	['0' ... '9'] = KIND_DIGIT,
	['A' ... 'Z'] = KIND_LETTER,
	['a' ... 'z'] = KIND_LETTER,
	['\''] = KIND_APOSTROPHE,
	['`'] = KIND_APOSTROPHE,
	['-'] = KIND_HYPHEN,
	['&'] = KIND_AND,
	['.'] = KIND_DOT,
	[','] = KIND_COMMA,
	[0x80 ... 0xff] = KIND_WIDE,
};

static const uint8_t class_kinds[] = {
	[UTF8_OTHER] = KIND_BREAK,
	[UTF8_SPACE] = KIND_BREAK,
	[UTF8_LETTER] = KIND_LETTER,
	[UTF8_DIGIT] = KIND_DIGIT,
	[UTF8_MARK] = KIND_MARK,
	[UTF8_PAIRED] = KIND_PAIRED,
	[UTF8_IGNORED] = KIND_IGNORED,
};

/* Joiners beyond ASCII. */
static const struct {
	int32_t cp;
	enum kind kind;
} wide_joiners[] = {
	{ 0x00b4, KIND_APOSTROPHE },
	{ 0x02bc, KIND_APOSTROPHE }, /* a letter to Unicode */
	{ 0x2018, KIND_APOSTROPHE },
	{ 0x2019, KIND_APOSTROPHE },
	{ 0x2010, KIND_HYPHEN },
	{ 0x2011, KIND_HYPHEN },
};

/* What a joiner is in the text of a whole. */
static const char joiner_bytes[] = {
	[KIND_APOSTROPHE] = '\'',
	[KIND_HYPHEN] = '-',
	[KIND_AND] = '&',
};

/* English endings that stay with a word of one or two letters. */
static const char *const endings[] = { "s", "t", "d", "m", "ll", "re", "ve" };

enum state {
	STATE_WORDS,
	STATE_RUN,	 /* of pairs, its first character read */
	STATE_RUN_GIVEN, /* of pairs, one or more given */
	STATE_PARTS	 /* of a compound too long to be a whole */
};

/* One character that is not ignored, with its place in the source. */
struct glyph {
	enum kind kind;
	uint32_t start, end;
};

static enum kind
wide_kind(const struct tokens *t, uint32_t at, uint32_t *end)
{
	int32_t cp;

	*end = at + (uint32_t)utf8_decode(t->source + at, t->len - at, &cp);
	if (cp == UTF8_BAD)
		return KIND_BREAK;
	for (size_t i = 0; i < sizeof(wide_joiners) / sizeof(*wide_joiners);
		i++)
		if (wide_joiners[i].cp == cp)
			return wide_joiners[i].kind;
	return class_kinds[utf8_class(cp)];
}

/* The first character from `at` on that is not to be ignored. */
static struct glyph
glyph_at(const struct tokens *t, uint32_t at)
{
	struct glyph g = { .kind = KIND_END, .start = at, .end = at };

	do {
		g.start = g.end;
		g.kind = KIND_END;
		if (g.start >= t->len)
			break;
		g.kind = byte_kinds[(unsigned char)t->source[g.start]];
		g.end = g.start + 1;
		if (g.kind == KIND_WIDE)
			g.kind = wide_kind(t, g.start, &g.end);
	} while (g.kind == KIND_IGNORED);
	return g;
}

static bool
in_word(enum kind kind)
{
	return kind == KIND_LETTER || kind == KIND_DIGIT;
}

/* Behind the combining marks that follow a character. */
static uint32_t
marks_end(const struct tokens *t, uint32_t end)
{
	struct glyph g;

	while ((g = glyph_at(t, end)).kind == KIND_MARK)
		end = g.end;
	return end;
}

/* The end of a letter that stands alone, or 0. */
static uint32_t
lone_letter_end(const struct tokens *t, uint32_t at)
{
	struct glyph g = glyph_at(t, at);
	uint32_t end;

	if (g.kind != KIND_LETTER)
		return 0;
	end = marks_end(t, g.end);
	return in_word(glyph_at(t, end).kind) ? 0 : end;
}

/* The end of the English ending that follows an apostrophe, or 0. */
static uint32_t
english_ending(const struct tokens *t, uint32_t at)
{
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		uint32_t n = (uint32_t)strlen(endings[i]);
		uint32_t same = 0;

		while (same < n && at + same < t->len &&
			(t->source[at + same] | 0x20) == endings[i][same])
			same++;
		if (same == n && !in_word(glyph_at(t, at + n).kind))
			return at + n;
	}
	return 0;
}

/*
 * The end of two or more letters with dots between (U.S., U.S.A), with the
 * dot behind the last and an English ending (U.S.'s); 0 if that is not what
 * begins here.
 */
static uint32_t
acronym_end(const struct tokens *t, uint32_t at)
{
	struct glyph dot = { .end = at }, apostrophe;
	uint32_t letters = 0, end = at, letter;

	while ((letter = lone_letter_end(t, dot.end)) != 0) {
		letters++;
		end = letter;
		dot = glyph_at(t, end);
		if (dot.kind != KIND_DOT)
			break;
		end = dot.end;
	}
	if (letters < 2)
		return 0;
	apostrophe = glyph_at(t, end);
	letter = apostrophe.kind == KIND_APOSTROPHE
			 ? english_ending(t, apostrophe.end)
			 : 0;
	return letter != 0 ? letter : end;
}

/* Does the apostrophe that ends at `after` stay inside its word? */
static bool
apostrophe_stays(const struct tokens *t, uint32_t characters, uint32_t after)
{
	if (!in_word(glyph_at(t, after).kind))
		return false;
	return characters > 2 || english_ending(t, after) != 0;
}

/* Find where the part of a word that begins at part->start ends. */
static void
part_scan(const struct tokens *t, struct token *part)
{
	uint32_t characters = 0;
	bool number = true;
	struct glyph g;

	for (part->end = part->start;; part->end = g.end) {
		g = glyph_at(t, part->end);
		if (in_word(g.kind)) {
			characters++;
			number = number && g.kind == KIND_DIGIT;
		} else if (g.kind == KIND_DOT || g.kind == KIND_COMMA) {
			if (!number || glyph_at(t, g.end).kind != KIND_DIGIT)
				break;
		} else if (g.kind == KIND_APOSTROPHE) {
			if (!apostrophe_stays(t, characters, g.end))
				break;
			number = false;
		} else if (g.kind != KIND_MARK) {
			break;
		}
	}
	if (number)
		part->flags |= TOKEN_NUMBER;
}

static bool
ascii_only(const char *text, uint32_t len)
{
	for (uint32_t i = 0; i < len; i++)
		if ((unsigned char)text[i] >= 0x80)
			return false;
	return true;
}

/* How much of text[0..TOKEN_MAX) to keep so that no character is cut, when
 * `next` was to follow. */
static uint32_t
whole_characters(const char *text, char next)
{
	uint32_t n = TOKEN_MAX;

	if (((unsigned char)next & 0xc0) != 0x80)
		return n;
	while (n > 0 && ((unsigned char)text[n - 1] & 0xc0) == 0x80)
		n--;
	return n > 0 ? n - 1 : 0;
}

/*
 * Fold the source between token->start and token->end into text.  Dots are
 * dropped from an acronym, and blanks always: a few compatibility letters
 * decompose into several words.
 */
static void
token_fold(struct tokens *t, struct token *token, char *text, bool acronym)
{
	const char *from = t->source + token->start;
	size_t len = token->end - token->start;

	if (len > FOLDED_MAX) {
		len = FOLDED_MAX;
		token->flags |= TOKEN_TOO_LONG;
	}
	if (!ascii_only(from, (uint32_t)len)) {
		buf_reset(&t->folded);
		utf8_fold(&t->folded, from, len);
		from = t->folded.data;
		len = t->folded.len;
	}
	token->text = text;
	token->len = 0;
	for (size_t i = 0; i < len; i++) {
		char c = from[i];

		if ((unsigned char)c <= ' ' || (acronym && c == '.'))
			continue;
		if (token->len == TOKEN_MAX) {
			token->flags |= TOKEN_TOO_LONG;
			token->len = whole_characters(text, c);
			return;
		}
		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		text[token->len++] = c == '`' ? '\'' : c;
	}
}

/* Read the part that begins at t->at into a place of the queue; false if
 * nothing of it is left after folding. */
static bool
part_read(struct tokens *t, uint32_t place)
{
	struct token *part = &t->queue[place];
	uint32_t acronym = acronym_end(t, t->at);

	*part = (struct token){ .start = t->at, .end = acronym };
	if (acronym == 0)
		part_scan(t, part);
	t->at = part->end;
	token_fold(t, part, t->texts[place], acronym != 0);
	return part->len > 0;
}

/* A joiner with a word behind it: steps over it, to the word. */
static bool
joiner_read(struct tokens *t, char *byte)
{
	struct glyph joiner = glyph_at(t, t->at), next;

	if (joiner.kind != KIND_HYPHEN && joiner.kind != KIND_AND &&
		joiner.kind != KIND_APOSTROPHE)
		return false;
	next = glyph_at(t, joiner.end);
	if (!in_word(next.kind))
		return false;
	*byte = joiner_bytes[joiner.kind];
	t->at = next.start;
	return true;
}

/* Put the whole of parts 1..n into place 0; false if it is too long. */
static bool
whole_make(struct tokens *t, uint32_t n, const char *joiners)
{
	struct token *whole = &t->queue[0];
	uint32_t len = 0;

	for (uint32_t i = 1; i <= n; i++) {
		const struct token *part = &t->queue[i];

		if (part->flags & TOKEN_TOO_LONG ||
			len + 1 + part->len > TOKEN_MAX)
			return false;
		if (i > 1)
			t->texts[0][len++] = joiners[i];
		memcpy(t->texts[0] + len, part->text, part->len);
		len += part->len;
	}
	*whole = (struct token){
		.text = t->texts[0],
		.len = len,
		.flags = TOKEN_WHOLE,
		.position = t->position,
		.start = t->queue[1].start,
		.end = t->queue[n].end,
	};
	return true;
}

/* Read a word and those joined to it into the queue. */
static void
compound_read(struct tokens *t)
{
	char joiners[TOKEN_PARTS + 2] = { 0 }; /* [i] stands before part i */
	bool in_parts = t->state == STATE_PARTS;
	bool joined = false;
	uint32_t n = 0;

	do {
		n += part_read(t, n + 1);
		joined = joiner_read(t, &joiners[n + 1]);
	} while (joined && n < TOKEN_PARTS);
	t->state = joined ? STATE_PARTS : STATE_WORDS;
	in_parts = in_parts || joined;
	t->next = 1;
	if (n > 1 && !in_parts && whole_make(t, n, joiners))
		t->next = 0;
	t->queued = n + 1;
	for (uint32_t i = 1; i <= n; i++) {
		t->queue[i].position = t->position++;
		if (n > 1 || in_parts)
			t->queue[i].flags |= TOKEN_PART;
	}
}

/*
 * Letters and digits from text[at] on, up to the limit, into `to` in small
 * letters; returns where they end.  Of both kinds the small byte has 0x20.
 * *bits gets 0x40 if a letter is among them.
 */
static inline uint32_t
plain_run(
	const char *text, uint32_t at, uint32_t limit, char *to, unsigned *bits)
{
	size_t n = 8;

	for (; n == 8 && limit - at >= 8; at += (uint32_t)n, to += n) {
		uint64_t eight = eight_load(text + at) | EIGHT_ONES * 0x20;

		n = eight_first(~eight_between(eight, 'a', 'z') & EIGHT_TOPS);
		eight_store(to, eight);
		*bits |= n > 0 ? 0x40 : 0;
	}
	for (; at < limit && in_word(byte_kinds[(unsigned char)text[at]]);
		at++) {
		*bits |= (unsigned char)text[at];
		*to++ = (char)(text[at] | 0x20);
	}
	return at;
}

/*
 * The commonest case, quickly: ASCII letters and digits up to something that
 * surely ends the word.  False leaves everything to compound_read().
 */
static inline bool
plain_word(struct tokens *t, struct token *out)
{
	const unsigned char *s = (const unsigned char *)t->source;
	uint32_t start = t->at, at;
	uint32_t limit =
		t->len - start > TOKEN_MAX ? start + TOKEN_MAX : t->len;
	unsigned bits = 0;
	uint8_t after;

	at = plain_run(t->source, start, limit, t->texts[0], &bits);
	after = at < t->len ? byte_kinds[s[at]] : KIND_BREAK;
	if (after != KIND_BREAK) {
		if (in_word(after) || after == KIND_WIDE)
			return false;
		after = at + 1 < t->len ? byte_kinds[s[at + 1]] : KIND_BREAK;
		if (in_word(after) || after == KIND_WIDE)
			return false;
	}
	*out = (struct token){
		.text = t->texts[0],
		.len = at - start,
		.flags = bits & 0x40 ? 0 : TOKEN_NUMBER,
		.position = t->position++,
		.start = start,
		.end = at,
	};
	t->at = at;
	return true;
}

/* Go to the next character that may begin a word. */
static enum kind
word_find(struct tokens *t)
{
	const unsigned char *s = (const unsigned char *)t->source;

	for (; t->at < t->len; t->at++) {
		enum kind kind = byte_kinds[s[t->at]];
		uint32_t end;

		if (in_word(kind))
			return kind;
		if (kind != KIND_WIDE)
			continue;
		kind = wide_kind(t, t->at, &end);
		if (in_word(kind) || kind == KIND_PAIRED)
			return kind;
		t->at = end - 1;
	}
	return KIND_END;
}

/* Begin a run of pairs with the character at t->at. */
static void
run_start(struct tokens *t)
{
	struct glyph g = glyph_at(t, t->at);

	t->run_start = g.start;
	t->run_end = marks_end(t, g.end);
	t->state = STATE_RUN;
}

/* The next pair of a run, or its one character; false at its end. */
static bool
run_next(struct tokens *t, struct token *out)
{
	struct glyph g = glyph_at(t, t->run_end);
	bool single = g.kind != KIND_PAIRED;

	t->at = t->run_end;
	if (single && t->state == STATE_RUN_GIVEN) {
		t->state = STATE_WORDS;
		return false;
	}
	*out = (struct token){ .flags = TOKEN_PAIR, .start = t->run_start };
	t->state = STATE_WORDS;
	if (!single) {
		t->run_start = g.start;
		t->run_end = marks_end(t, g.end);
		t->state = STATE_RUN_GIVEN;
	}
	out->end = t->run_end;
	token_fold(t, out, t->texts[0], false);
	if (out->len > 0)
		out->position = t->position++;
	return out->len > 0;
}

void
tokens_start(struct tokens *tokens, const char *text, size_t len)
{
	must(len < UINT32_MAX);
	tokens->source = text;
	tokens->len = (uint32_t)len;
	tokens->at = tokens->position = 0;
	tokens->next = tokens->queued = 0;
	tokens->state = STATE_WORDS;
}

/* Most words: plain, behind what parts words and is plain, too. */
static bool
next_plain(struct tokens *t, struct token *out)
{
	const unsigned char *s = (const unsigned char *)t->source;
	uint32_t at = t->at;

	if (t->next < t->queued || t->state != STATE_WORDS)
		return false;
	while (at < t->len && byte_kinds[s[at]] == KIND_BREAK)
		at++;
	t->at = at;
	return at < t->len && in_word(byte_kinds[s[at]]) && plain_word(t, out);
}

static bool
next_of_any_kind(struct tokens *t, struct token *out)
{
	enum kind kind;

	for (;;) {
		if (t->next < t->queued) {
			*out = t->queue[t->next++];
			return true;
		}
		if (t->state == STATE_RUN || t->state == STATE_RUN_GIVEN) {
			if (run_next(t, out))
				return true;
			continue;
		}
		kind = word_find(t);
		if (kind == KIND_END)
			return false;
		if (kind == KIND_PAIRED)
			run_start(t);
		else if (t->state == STATE_PARTS || !plain_word(t, out))
			compound_read(t);
		else
			return true;
	}
}

bool
tokens_next(struct tokens *t, struct token *out)
{
	return next_plain(t, out) || next_of_any_kind(t, out);
}

void
tokens_release(struct tokens *tokens)
{
	buf_release(&tokens->folded);
	*tokens = (struct tokens){ 0 };
}
