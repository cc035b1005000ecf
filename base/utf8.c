#include "base/utf8.h"

#include "base/mem.h"
#include "base/must.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define HAS(array) (sizeof(array) / sizeof(*(array)))

/* One character becomes at most 18 by compatibility (U+FDFA). */
#define CHAR_MOST 32

/* Characters that wait for their marks; see flush(). */
#define RUN_MOST 128

/* Characters below this have their folded form in a table; Han have none. */
#define TABLE_END 0x2070
#define HAN_FIRST 0x4e00
#define HAN_LAST 0x9fff
#define FOLD_UNKNOWN 0	     /* nobody has asked yet */
#define FOLD_VANISHES 0xfffe /* no character is called so */
#define FOLD_LONG 0xffff     /* not one character, or one that may compose */

#define BREVE 0x0306

const char *
utf8_version(void)
{
	return utf8proc_version();
}

struct span {
	int32_t first, last;
};

static bool
within(const struct span *spans, size_t n, int32_t cp)
{
	for (size_t i = 0; i < n; i++)
		if (cp >= spans[i].first && cp <= spans[i].last)
			return true;
	return false;
}

/*
 * Marks a reader of the script does without, or that a typewriter leaves
 * out.  Those of the Indic and South-East Asian scripts and of Kana are not
 * among them: there a mark is a vowel, or makes another letter.
 */
static const struct span loose_marks[] = {
	{ 0x0300, 0x036f }, /* Latin, Greek, Cyrillic */
	{ 0x0483, 0x0489 }, /* Cyrillic */
	{ 0x0591, 0x05bd }, /* Hebrew points */
	{ 0x05bf, 0x05bf },
	{ 0x05c1, 0x05c2 },
	{ 0x05c4, 0x05c5 },
	{ 0x05c7, 0x05c7 },
	{ 0x0610, 0x061a }, /* Arabic */
	{ 0x0640, 0x0640 }, /* the bar that only stretches a word */
	{ 0x064b, 0x065f },
	{ 0x0670, 0x0670 },
	{ 0x06d6, 0x06dc },
	{ 0x06df, 0x06e4 },
	{ 0x06e7, 0x06e8 },
	{ 0x06ea, 0x06ed },
	{ 0x0898, 0x089f },
	{ 0x08ca, 0x08e1 },
	{ 0x08e3, 0x08ff },
	{ 0x1ab0, 0x1aff }, /* more for Latin and the like */
	{ 0x1dc0, 0x1dff },
	{ 0x20d0, 0x20ff },
	{ 0x2de0, 0x2dff }, /* Cyrillic letters above others */
	{ 0xa66f, 0xa672 },
	{ 0xa674, 0xa67d },
	{ 0xa69e, 0xa69f },
	{ 0xfe20, 0xfe2f },
};

/* Letters that Unicode takes for whole, but a typewriter does not have. */
static const struct {
	int32_t from;
	char to[3];
} plain_letters[] = {
	{ 0x00e6, "ae" },
	{ 0x00f0, "d" },
	{ 0x00f8, "o" },
	{ 0x00fe, "th" },
	{ 0x0111, "d" },
	{ 0x0127, "h" },
	{ 0x0131, "i" },
	{ 0x0142, "l" },
	{ 0x0153, "oe" },
	{ 0x0167, "t" },
	{ 0x0060, "'" },
	{ 0x02bc, "'" },
	{ 0x2018, "'" },
	{ 0x2019, "'" },
};

/* Scripts written without blanks, and Hangul, whose words are long. */
static const struct span paired[] = {
	{ 0x0e00, 0x0eff }, /* Thai, Lao */
	{ 0x1000, 0x109f }, /* Myanmar */
	{ 0x1100, 0x11ff }, /* Hangul letters */
	{ 0x1780, 0x17ff }, /* Khmer */
	{ 0x3005, 0x3007 }, { 0x3031, 0x3035 }, { 0x3040, 0x30ff }, /* Kana */
	{ 0x3100, 0x31ff }, /* Bopomofo, Hangul letters, Kana */
	{ 0x3400, 0x4dbf }, /* Han */
	{ 0x4e00, 0x9fff }, { 0xa960, 0xa97f },
	{ 0xa9e0, 0xa9ff },			/* Myanmar */
	{ 0xaa60, 0xaa7f }, { 0xac00, 0xd7ff }, /* Hangul */
	{ 0xf900, 0xfaff },			/* Han */
	{ 0xff66, 0xffdc },			/* narrow Kana and Hangul */
	{ 0x1aff0, 0x1b16f },			/* Kana */
	{ 0x20000, 0x3ffff },			/* Han */
};

/* ---- folding one character ---- */

/* Append a character that is decomposed already to the n in dst. */
static size_t
plain(int32_t cp, int32_t *dst, size_t n)
{
	/* Two Cyrillic letters are not their neighbours with an accent. */
	if (cp == BREVE && n > 0 && dst[n - 1] == 0x0438)
		dst[n - 1] = 0x0439;
	else if (cp == BREVE && n > 0 && dst[n - 1] == 0x0443)
		dst[n - 1] = 0x045e;
	if (within(loose_marks, HAS(loose_marks), cp))
		return n;
	for (size_t i = 0; i < HAS(plain_letters); i++) {
		if (plain_letters[i].from != cp)
			continue;
		for (const char *s = plain_letters[i].to; *s != '\0'; s++)
			dst[n++] = *s;
		return n;
	}
	dst[n++] = cp;
	return n;
}

/* The folded form of one character, not yet composed, into dst. */
static size_t
fold_char(int32_t cp, int32_t dst[CHAR_MOST])
{
	int32_t parts[CHAR_MOST];
	utf8proc_ssize_t count;
	size_t n = 0;

	/* Alone they would become a blank with an accent upon it. */
	if (cp == 0x00b4 || cp == 0x1ffd)
		cp = '\'';
	count = utf8proc_decompose_char(cp, parts, CHAR_MOST,
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
			UTF8PROC_IGNORE,
		NULL);
	must(count >= 0 && count <= CHAR_MOST / 2 + 2);
	for (utf8proc_ssize_t i = 0; i < count; i++)
		n = plain(parts[i], dst, n);
	return n;
}

/* Can a folded character join with one before or behind it? */
static bool
may_compose(int32_t cp)
{
	const utf8proc_property_t *property = utf8proc_get_property(cp);

	if (property->combining_class != 0)
		return true;
	/* What these would join with is among the loose marks. */
	if (cp < 0x0900 || (cp >= 0x1d00 && cp < 0x2000))
		return false;
	if ((cp >= 0x1100 && cp <= 0x11ff) || (cp >= 0xac00 && cp <= 0xd7a3))
		return true;
	return property->comb_index != UINT16_MAX;
}

/*
 * What each character below TABLE_END folds to, FOLD_VANISHES or FOLD_LONG,
 * once somebody has asked: whoever does finds out the same.
 */
static _Atomic uint16_t fold_table[TABLE_END];

static uint16_t
find_fold(int32_t cp)
{
	int32_t dst[CHAR_MOST];
	size_t n = fold_char(cp, dst);

	if (n == 0 && cp != BREVE)
		return FOLD_VANISHES;
	if (n != 1 || dst[0] >= FOLD_VANISHES || may_compose(dst[0]))
		return FOLD_LONG;
	return (uint16_t)dst[0];
}

/* Of a character from 0x80 to TABLE_END. */
static uint16_t
fold_of(int32_t cp)
{
	uint16_t fold =
		atomic_load_explicit(&fold_table[cp], memory_order_relaxed);

	if (fold == FOLD_UNKNOWN) {
		fold = find_fold(cp);
		atomic_store_explicit(
			&fold_table[cp], fold, memory_order_relaxed);
	}
	return fold;
}

/* ---- folding a text ---- */

/* What is being folded: characters in run[] wait for what may join them. */
struct folding {
	struct buf *out;
	size_t start; /* where in out this text began */
	size_t n;
	int32_t run[RUN_MOST];
};

/* Put marks in canonical order, which utf8proc does only for whole texts. */
static void
order_marks(int32_t *run, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		int32_t cp = run[i];
		int class = utf8proc_get_property(cp)->combining_class;
		size_t at = i;

		for (; class > 0 && at > 0; at--) {
			if (utf8proc_get_property(run[at - 1])
					->combining_class <= class)
				break;
			run[at] = run[at - 1];
		}
		run[at] = cp;
	}
}

/* Compose what waits, and write it. */
static void
flush(struct folding *f)
{
	utf8proc_ssize_t n;

	if (f->n == 0)
		return;
	order_marks(f->run, f->n);
	n = utf8proc_normalize_utf32(f->run, (utf8proc_ssize_t)f->n,
		UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	for (utf8proc_ssize_t i = 0; i < n; i++)
		utf8_append(f->out, f->run[i]);
	f->n = 0;
}

/*
 * A breve behind a letter that is written already: the decomposed forms of
 * the two letters of plain().
 */
static void
add_breve(struct folding *f)
{
	char *end;

	if (f->n > 0 || f->out->len - f->start < 2)
		return;
	end = f->out->data + f->out->len - 2;
	if (memcmp(end, "\xd0\xb8", 2) == 0)
		memcpy(end, "\xd0\xb9", 2);
	else if (memcmp(end, "\xd1\x83", 2) == 0)
		memcpy(end, "\xd1\x9e", 2);
}

/* A character that does not stand in the table as another one. */
static void
add_long(struct folding *f, int32_t cp)
{
	int32_t dst[CHAR_MOST];
	size_t n;

	if (cp == BREVE) {
		add_breve(f);
		return;
	}
	n = fold_char(cp, dst);
	/*
	 * A long run ends where nothing can be torn apart; at the latest when
	 * it is full, which only a text made of nothing but marks achieves.
	 */
	if (f->n > RUN_MOST - CHAR_MOST ||
		(n > 0 && f->n > RUN_MOST / 2 && !may_compose(dst[0])))
		flush(f);
	memcpy(f->run + f->n, dst, n * sizeof(*dst));
	f->n += n;
}

/* Append the run of ASCII that begins text; returns its length. */
static size_t
fold_ascii(struct buf *out, const char *text, size_t len)
{
	char *at = buf_room(out, len);
	size_t n;

	for (n = 0; n < len && (unsigned char)text[n] < 0x80; n++) {
		char c = text[n];

		at[n] = (char)(c >= 'A' && c <= 'Z' ? c + 32
			       : c == '`'	    ? '\''
						    : c);
	}
	buf_took(out, n);
	return n;
}

void
utf8_fold(struct buf *out, const char *text, size_t len)
{
	struct folding f;
	size_t at = fold_ascii(out, text, len);
	int32_t cp, folded;

	if (at == len)
		return;
	f.out = out;
	f.start = out->len - at;
	f.n = 0;
	while (at < len) {
		if ((unsigned char)text[at] < 0x80) {
			flush(&f);
			at += fold_ascii(out, text + at, len - at);
			continue;
		}
		at += utf8_decode(text + at, len - at, &cp);
		if (cp == UTF8_BAD)
			continue;
		folded = cp < TABLE_END ? fold_of(cp) : FOLD_LONG;
		if (cp >= HAN_FIRST && cp <= HAN_LAST)
			folded = cp;
		if (folded == FOLD_LONG) {
			add_long(&f, cp);
		} else if (folded != FOLD_VANISHES) {
			flush(&f);
			utf8_append(out, folded);
		}
	}
	flush(&f);
}

/* ---- composing ---- */

/* Is a text with this character perhaps not in composed form? */
static bool
suspect(int32_t cp)
{
	const utf8proc_property_t *property;
	int32_t parts[CHAR_MOST];
	utf8proc_ssize_t n;

	if (cp < 0x0300)
		return false;
	property = utf8proc_get_property(cp);
	if (property->combining_class != 0 || (cp >= 0x1100 && cp <= 0x11ff))
		return true;
	/* Second halves of a pair: the rest of comb_index is first halves. */
	if (property->comb_index != UINT16_MAX &&
		property->comb_index >= 0x8000)
		return true;
	if (property->decomp_seqindex == UINT16_MAX ||
		property->decomp_type != 0)
		return false;
	n = utf8proc_decompose_char(
		cp, parts, CHAR_MOST, UTF8PROC_DECOMPOSE, NULL);
	must(n > 0 && n <= CHAR_MOST);
	n = utf8proc_normalize_utf32(
		parts, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	return n != 1 || parts[0] != cp;
}

/* Append the well-formed part of the text; is it composed already? */
static bool
add_valid(struct buf *out, const char *text, size_t len)
{
	size_t good = 0, at = 0, n;
	bool composed = true;
	int32_t cp;

	while (at < len) {
		n = utf8_decode(text + at, len - at, &cp);
		if (cp == UTF8_BAD) {
			buf_add(out, text + good, at - good);
			good = at + n;
		} else if (composed && suspect(cp)) {
			composed = false;
		}
		at += n;
	}
	buf_add(out, text + good, at - good);
	return composed;
}

void
utf8_compose(struct buf *out, const char *text, size_t len)
{
	size_t start = out->len;
	utf8proc_uint8_t *composed = NULL;
	utf8proc_ssize_t n;

	if (add_valid(out, text, len))
		return;
	n = utf8proc_map((const utf8proc_uint8_t *)out->data + start,
		(utf8proc_ssize_t)(out->len - start), &composed,
		UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	must(n >= 0);
	buf_cut(out, start);
	buf_add(out, composed, (size_t)n);
	free(composed);
}

/* ---- what a character is ---- */

static const unsigned char class_of_category[] = {
	[UTF8PROC_CATEGORY_LU] = UTF8_LETTER,
	[UTF8PROC_CATEGORY_LL] = UTF8_LETTER,
	[UTF8PROC_CATEGORY_LT] = UTF8_LETTER,
	[UTF8PROC_CATEGORY_LM] = UTF8_LETTER,
	[UTF8PROC_CATEGORY_LO] = UTF8_LETTER,
	[UTF8PROC_CATEGORY_NL] = UTF8_LETTER,
	[UTF8PROC_CATEGORY_MN] = UTF8_MARK,
	[UTF8PROC_CATEGORY_MC] = UTF8_MARK,
	[UTF8PROC_CATEGORY_ME] = UTF8_MARK,
	[UTF8PROC_CATEGORY_ND] = UTF8_DIGIT,
	[UTF8PROC_CATEGORY_ZS] = UTF8_SPACE,
	[UTF8PROC_CATEGORY_ZL] = UTF8_SPACE,
	[UTF8PROC_CATEGORY_ZP] = UTF8_SPACE,
	[UTF8PROC_CATEGORY_CO] = UTF8_OTHER,
};

static enum utf8_class
ascii_class(int32_t cp)
{
	if ((cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z'))
		return UTF8_LETTER;
	if (cp >= '0' && cp <= '9')
		return UTF8_DIGIT;
	if (cp == ' ' || (cp >= '\t' && cp <= '\r'))
		return UTF8_SPACE;
	return UTF8_OTHER;
}

enum utf8_class
utf8_class(int32_t cp)
{
	const utf8proc_property_t *property;
	enum utf8_class class;

	if (cp < 0x80)
		return ascii_class(cp);
	if (cp == 0x85) /* "next line", a control character */
		return UTF8_SPACE;
	property = utf8proc_get_property(cp);
	if (property->ignorable)
		return UTF8_IGNORED;
	class = (enum utf8_class)class_of_category[property->category];
	if (class == UTF8_LETTER && cp >= paired[0].first &&
		within(paired, HAS(paired), cp))
		return UTF8_PAIRED;
	return class;
}

bool
utf8_upper(int32_t cp)
{
	utf8proc_category_t category;

	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z';
	category = utf8proc_category(cp);
	return category == UTF8PROC_CATEGORY_LU ||
	       category == UTF8PROC_CATEGORY_LT;
}

int
utf8_char_width(int32_t cp)
{
	if (cp < 0x7f)
		return cp >= 0x20;
	return utf8proc_charwidth(cp);
}

size_t
utf8_width(const char *text, size_t len)
{
	size_t width = 0;
	int32_t cp;

	for (size_t at = 0; at < len;) {
		at += utf8_decode(text + at, len - at, &cp);
		/* A terminal shows something for a malformed byte. */
		width += cp == UTF8_BAD ? 1 : (size_t)utf8_char_width(cp);
	}
	return width;
}
