/* sentence.c - where a sentence ends (engine/passages/snippet.h) */
#include "base/eight.h"
#include "base/utf8.h"
#include "engine/passages/snippet.h"

#include <stdbool.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/* A list of strings and how many they are. */
#define LIST(a) (a), COUNT(a)

enum {
	ABBREVIATION_MAX = 16, /* bytes looked at before a full stop */
	WRAPPED_MIN = 55,      /* bytes of a line that was wrapped */
	WRAPPED_MAX = 90
};

enum stop {
	STOP_NONE,
	STOP_POINT, /* a full stop: may belong to an abbreviation */
	STOP_MARK,  /* ends a sentence if white space follows */
	STOP_FULL   /* ends a sentence by itself */
};

static const struct {
	const char *text;
	enum stop stop;
} stops[] = {
	{ ".", STOP_POINT },
	{ "!", STOP_MARK },
	{ "?", STOP_MARK },
	{ "…", STOP_MARK },
	{ "؟", STOP_MARK },
	{ "۔", STOP_MARK },
	{ "։", STOP_MARK },
	{ "।", STOP_MARK },
	{ "。", STOP_FULL },
	{ "！", STOP_FULL },
	{ "？", STOP_FULL },
	{ "｡", STOP_FULL },
};

/* Where a sentence may end: at the first byte of one of the above, or at the
 * end of a line.  Most bytes of a text are none of them. */
static const bool may_end[256] = {
	['\n'] = true,
	['.'] = true,
	['!'] = true,
	['?'] = true,
	[0xd6] = true,
	[0xd8] = true,
	[0xdb] = true,
	[0xe0] = true,
	[0xe2] = true,
	[0xe3] = true,
	[0xef] = true,
};

/* What may stand between a stop and the blank: part of the sentence.  The
 * opening quote of English closes in German. */
static const char *const closers[] = { "\"", "'", ")", "]", "}", "*", "”", "’",
	"“", "»", "›", "」", "』", "）", "】", "》" };

/* What may stand before the first word of a sentence. */
static const char *const openers[] = { "\"", "'", "(", "[", "*", "-", "“", "‘",
	"„", "«", "‹", "–", "—", "¿", "¡" };

/* Words by their first bytes, so that they are found by halving. */

/* Abbreviations, in small letters.  A name follows these: never the end. */
static const char *const titles[] = { "adm", "amb", "avv", "bl.a", "bc", "bijv",
	"brig", "capt", "cmdr", "cmdt", "col", "cpl", "cpt", "det", "dhr",
	"dott", "dr", "drs", "ens", "fed", "fr", "frau", "ft", "gen", "gov",
	"gral", "hon", "hr", "hrsg", "ing", "insp", "inz", "judr", "ks", "lt",
	"m.in", "mag", "maj", "messrs", "mevr", "mgr", "mio", "mlle", "mme",
	"mons", "mr", "mrd", "mrs", "ms", "msgr", "mt", "mudr", "napr", "np",
	"p.ex", "phdr", "pres", "prof", "pvt", "rep", "reps", "rev", "sen",
	"sens", "sgt", "sig", "sra", "srta", "st", "str", "supt", "t.ex", "tzv",
	"tzw", "vs", "адм", "акад", "вул", "г", "ген", "гр", "им", "проф", "св",
	"ул" };

/* These end a sentence if another clearly begins. */
static const char *const shortened[] = { "approx", "apr", "art", "assn", "atd",
	"aug", "av", "ave", "bijv", "blvd", "bros", "bzw", "ca", "cf", "co",
	"corp", "dec", "dept", "est", "etc", "evtl", "feb", "ggf", "inc",
	"inkl", "itd", "itp", "jan", "jr", "jul", "jun", "ltd", "mln", "nov",
	"núm", "oct", "ph.d", "pág", "sep", "sept", "sog", "sr", "tys", "univ",
	"usw", "vgl", "млн", "млрд", "руб", "тыс" };

/* These are words of their own unless a number follows. */
static const char *const numbered[] = { "az", "abs", "art", "fig", "fri", "mar",
	"mon", "no", "nos", "nr", "p", "pp", "sat", "sun", "thu", "tue", "v",
	"vol", "wed" };

/* Before a number with a point, these say that it counts: am 3. Oktober, der 2.
 * Mann, den 1. mai.  Of a day alone the month tells. */
static const char *const before_ordinals[] = { "ab", "am", "beim", "bis", "d",
	"das", "dem", "den", "der", "des", "die", "ein", "eine", "einem",
	"einen", "einer", "ihr", "ihre", "ihrem", "ihren", "im", "sein",
	"seine", "seinem", "seinen", "seit", "vom", "zum", "zur" };
static const char *const months[] = { "abril", "april", "august", "avgust",
	"brezna", "cervence", "cervna", "december", "dezember", "dubna",
	"elokuuta", "februar", "februara", "grudnia", "heinakuuta",
	"helmikuuta", "huhtikuuta", "januar", "januara", "joulukuuta", "juli",
	"jula", "juni", "juna", "kesakuuta", "kolovoza", "kvetna", "ledna",
	"leden", "lipnja", "listopada", "listopadu", "lokakuuta", "maaliskuuta",
	"maerz", "mai", "maj", "maja", "marec", "marta", "marraskuuta", "marts",
	"marz", "november", "novembra", "oktober", "oktobra", "ozujka",
	"prosince", "prosinca", "rijna", "rujna", "september", "septembra",
	"sijecnja", "srpna", "srpnja", "studenoga", "svibnja", "syyskuuta",
	"tammikuuta", "toukokuuta", "travnja", "unora", "veljace", "zari" };

/* Words that begin a sentence behind an abbreviation.  What names begin with
 * is not among them, so that "the U.S. Embassy" stays in one piece. */
static const char *const beginners[] = { "A", "Aber", "According", "After",
	"All", "Also", "Although", "Am", "An", "And", "Another", "As", "At",
	"Auch", "Because", "Before", "Both", "But", "By", "Dans", "Das", "De",
	"Den", "Der", "Det", "Detta", "Die", "Doch", "During", "Earlier", "Een",
	"Ein", "Eine", "El", "Elle", "Em", "En", "Er", "Es", "For", "From",
	"Gli", "Han", "He", "Her", "Het", "His", "Hon", "How", "However", "Hun",
	"I", "If", "Il", "Ils", "Im", "In", "It", "Its", "La", "Las", "Last",
	"Later", "Le", "Les", "Los", "Ma", "Maar", "Mais", "Many", "Mas",
	"Meanwhile", "Men", "More", "Most", "Mr", "Mrs", "Ms", "Nel", "Nor",
	"Not", "Now", "O", "On", "One", "Only", "Or", "Os", "Other", "Our",
	"Pero", "Pour", "She", "Sie", "Since", "So", "Some", "Still", "That",
	"The", "Their", "Then", "There", "These", "They", "This", "Those",
	"Though", "To", "Today", "Un", "Una", "Und", "Under", "Une", "Until",
	"We", "What", "When", "Where", "Whether", "While", "Who", "Why", "Wir",
	"With", "Yet", "You", "А", "В", "Вона", "Він", "И", "Как", "На", "Но",
	"Он", "Она", "По", "При", "У", "Це", "Эти", "Это" };

struct view {
	const char *text;
	size_t len;
};

static bool
begins_with(struct view v, size_t at, const char *with)
{
	size_t n = strlen(with);

	return v.len - at >= n && memcmp(v.text + at, with, n) == 0;
}

/* Of a list in the order of first bytes. */
static bool
is_one_of(const char *word, size_t len, const char *const *list, size_t count)
{
	size_t low = 0, high = len > 0 ? count : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if ((unsigned char)list[middle][0] < (unsigned char)word[0])
			low = middle + 1;
		else
			high = middle;
	}
	for (; len > 0 && low < count && list[low][0] == word[0]; low++)
		if (strncmp(list[low], word, len) == 0 &&
			list[low][len] == '\0')
			return true;
	return false;
}

/* Over any of the list, as often as they stand at text[at].  None begins with a
 * blank or a letter, as most of what follows does. */
static size_t
skip(struct view v, size_t at, const char *const *list, size_t count)
{
	size_t i;

	if (at < v.len && (v.text[at] == ' ' || v.text[at] == '\n' ||
				  ((v.text[at] | 0x20) >= 'a' &&
					  (v.text[at] | 0x20) <= 'z')))
		return at;
	do {
		for (i = 0; i < count && !begins_with(v, at, list[i]);)
			i++;
		if (i < count)
			at += strlen(list[i]);
	} while (i < count);
	return at;
}

/* The stop at text[at]; *end is behind it. */
static enum stop
stop_at(struct view v, size_t at, size_t *end)
{
	if (at >= v.len || !may_end[(unsigned char)v.text[at]])
		return STOP_NONE;
	for (size_t i = 0; i < COUNT(stops); i++)
		if (begins_with(v, at, stops[i].text)) {
			*end = at + strlen(stops[i].text);
			return stops[i].stop;
		}
	return STOP_NONE;
}

/* All the stops from text[at] on ("?!", "..."); only a single point is one. */
static enum stop
stops_at(struct view v, size_t at, size_t *end)
{
	enum stop stop = stop_at(v, at, end), next;

	while (stop != STOP_NONE && (next = stop_at(v, *end, end)) != STOP_NONE)
		stop = stop == STOP_FULL || next == STOP_FULL ? STOP_FULL
							      : STOP_MARK;
	return stop;
}

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Over reference marks: [1][2]. */
static size_t
skip_marks(struct view v, size_t at)
{
	while (at < v.len && v.text[at] == '[') {
		size_t end = at + 1;

		while (end < v.len && digit(v.text[end]))
			end++;
		if (end == at + 1 || end == v.len || v.text[end] != ']')
			break;
		at = end + 1;
	}
	return at;
}

/* Over white space, LF included if lines is true. */
static size_t
skip_blanks(struct view v, size_t at, bool lines)
{
	int32_t cp;
	size_t n;

	for (; at < v.len; at += n) {
		n = utf8_decode(v.text + at, v.len - at, &cp);
		if (cp == UTF8_BAD || utf8_class(cp) != UTF8_SPACE)
			break;
		if (cp == '\n' && !lines)
			break;
	}
	return at;
}

/* Is the character at text[at] a small letter of a script that has both? */
static bool
small_letter(struct view v, size_t at)
{
	int32_t cp;

	utf8_decode(v.text + at, v.len - at, &cp);
	/* Up to here Latin, Greek, Cyrillic, Armenian: all have both. */
	return cp < 0x0590 && utf8_class(cp) == UTF8_LETTER && !utf8_upper(cp);
}

/* The end of the letters that begin at text[at]. */
static size_t
word_after(struct view v, size_t at)
{
	while (at < v.len && ((unsigned char)v.text[at] >= 0xc3 ||
				     (v.text[at] & 0xc0) == 0x80 ||
				     ((v.text[at] | 0x20) >= 'a' &&
					     (v.text[at] | 0x20) <= 'z')))
		at++;
	return at;
}

/* Does a word that begins sentences stand at text[at]? */
static bool
beginner_at(struct view v, size_t at)
{
	size_t end = word_after(v, at);
	return is_one_of(v.text + at, end - at, LIST(beginners));
}

/*
 * The word before the point at text[at], not before `first`: where it
 * begins, and its small form in `small`; empty when it is too long to be an
 * abbreviation.
 */
static size_t
word_before(struct view v, size_t first, size_t at, struct buf *small)
{
	size_t begin = at;
	int32_t cp;

	while (begin > first && at - begin <= ABBREVIATION_MAX) {
		size_t before = begin - 1;

		while (before > first && (v.text[before] & 0xc0) == 0x80)
			before--;
		utf8_decode(v.text + before, begin - before, &cp);
		if (cp != '.' && utf8_class(cp) != UTF8_LETTER &&
			utf8_class(cp) != UTF8_DIGIT)
			break;
		begin = before;
	}
	if (at - begin <= ABBREVIATION_MAX)
		utf8_fold(small, v.text + begin, at - begin);
	return begin;
}

/* A single capital, or letters with points between: A, U.S, e.g, z.B. */
static bool
initials(struct view word)
{
	bool letter = false, point = false;
	size_t at = 0, n;
	int32_t cp;

	for (; at < word.len; at += n, letter = !letter) {
		n = utf8_decode(word.text + at, word.len - at, &cp);
		point = point || cp == '.';
		if (letter ? cp != '.' : utf8_class(cp) != UTF8_LETTER)
			return false;
	}
	if (!letter)
		return false;
	utf8_decode(word.text, word.len, &cp);
	return point || utf8_upper(cp);
}

/* Is text[begin..at) a number that counts what follows: am 3. Oktober? */
static bool
ordinal(struct view v, size_t first, size_t begin, size_t at, size_t next)
{
	struct buf small = { 0 };
	size_t end = word_after(v, next);
	bool counts = false;

	if (at - begin > 2 || !digit(v.text[begin]) || !digit(v.text[at - 1]))
		return false;
	if (end - next <= ABBREVIATION_MAX) {
		utf8_fold(&small, v.text + next, end - next);
		counts = is_one_of(buf_text(&small), small.len, LIST(months));
	}
	if (!counts && begin > first && v.text[begin - 1] == ' ') {
		buf_reset(&small);
		word_before(v, first, begin - 1, &small);
		counts = is_one_of(buf_text(&small), small.len,
				 LIST(before_ordinals)) &&
			 !beginner_at(v, next);
	}
	buf_release(&small);
	return counts;
}

/*
 * Does the point at text[at] leave the sentence open, given that text[next]
 * is what follows?
 */
static bool
point_of_word(struct view v, size_t first, size_t at, size_t next)
{
	struct buf small = { 0 };
	size_t begin = word_before(v, first, at, &small);
	struct view word = { v.text + begin, at - begin };
	bool open = false;

	if (small.len == 0)
		open = false;
	else if (is_one_of(small.data, small.len, LIST(titles)))
		open = true;
	else if (initials(word) ||
		 is_one_of(small.data, small.len, LIST(shortened)))
		open = !beginner_at(v, next);
	else if (is_one_of(small.data, small.len, LIST(numbered)))
		open = digit(v.text[next]);
	else if (digit(*word.text)) /* 1. in a list; 3. Oktober */
		open = begin == first || ordinal(v, first, begin, at, next);
	buf_release(&small);
	return open;
}

/*
 * Does the sentence that began at `first` end with the stop at text[at]?
 * *end, behind the stop, is moved over what belongs to the sentence too.
 */
static bool
ends_here(struct view v, size_t first, size_t at, enum stop stop, size_t *end)
{
	size_t next;

	*end = skip_marks(v, skip(v, *end, LIST(closers)));
	if (stop == STOP_FULL)
		return true;
	next = skip_blanks(v, *end, false);
	if (next == v.len || v.text[next] == '\n')
		return true;
	if (next == *end)
		return false;
	next = skip_blanks(v, skip(v, next, LIST(openers)), false);
	if (next == v.len || v.text[next] == '\n')
		return true;
	if (small_letter(v, next))
		return false;
	return stop == STOP_MARK || !point_of_word(v, first, at, next);
}

/*
 * Is the LF at text[at] only where a line was wrapped?  So it is before a
 * small letter, and before any word when the line is about as long as such
 * lines are; never before a blank line or an indented one.
 */
static bool
wrapped(struct view v, size_t first, size_t at)
{
	size_t begin = at;
	int32_t cp;

	if (at + 1 >= v.len)
		return false;
	if (small_letter(v, at + 1))
		return true;
	while (begin > first && at - begin <= WRAPPED_MAX &&
		v.text[begin - 1] != '\n')
		begin--;
	if (at - begin < WRAPPED_MIN || at - begin > WRAPPED_MAX)
		return false;
	utf8_decode(v.text + at + 1, v.len - at - 1, &cp);
	return utf8_class(cp) == UTF8_LETTER || utf8_class(cp) == UTF8_DIGIT;
}

/* Those of eight bytes that are not letters of ASCII, blanks or the few marks
 * beside the letters: where a sentence may end is one of these. */
static uint64_t
rare(uint64_t eight)
{
	uint64_t low = ~eight << 1; /* below 0x40, as a top bit */

	return ((low & ~eight_equal(eight, ' ')) | eight) & EIGHT_TOPS;
}

/* The next place at `at` or behind where a sentence may end. */
static size_t
next_end(struct view v, size_t at)
{
	while (v.len - at >= 8) {
		size_t n = eight_first(rare(eight_load(v.text + at)));

		at += n;
		if (n == 8)
			continue;
		if (may_end[(unsigned char)v.text[at]])
			return at;
		at++;
	}
	while (at < v.len && !may_end[(unsigned char)v.text[at]])
		at++;
	return at;
}

/* Without the blanks before text[end]. */
static size_t
trim(struct view v, size_t first, size_t end)
{
	while (end > first + 1 &&
		(v.text[end - 1] == ' ' || v.text[end - 1] == '\t' ||
			v.text[end - 1] == '\r'))
		end--;
	return end;
}

size_t
sentence_end(const char *text, size_t len, size_t at)
{
	struct view v = { text, len };
	size_t first = skip_blanks(v, at, true), end;
	enum stop stop;

	if (first == len)
		return len;
	for (at = first; (at = next_end(v, at)) < len; at = end) {
		end = at + 1;
		if (text[at] == '\n' && !wrapped(v, first, at))
			break;
		stop = stops_at(v, at, &end);
		if (stop != STOP_NONE && ends_here(v, first, at, stop, &end))
			return end;
	}
	return trim(v, first, at);
}
