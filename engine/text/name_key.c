#include "engine/text/name_key.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

/* ---- Latin letters ---- */

/* Cyrillic letters from U+0430 on, after folding. */
static const char *const cyrillic[] = { "a", "b", "v", "g", "d", "e", "zh", "z",
	"i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
	"ts", "ch", "sh", "shch", "", "i", "", "e", "iu", "ia", "e",
	"e" /* ё */, "dj", "g", "e", "z", "i", "i", "j", "l", "n", "c", "k",
	"i", "u", "dz" };

/* Greek letters from U+03B1 on. */
static const char *const greek[] = { "a", "v", "g", "d", "e", "z", "i", "th",
	"i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "f",
	"ch", "ps", "o" };

/* A letter behind those of ASCII as Latin; "" if it is none of ours. */
static const char *
latin(int32_t cp)
{
	if (cp >= 0x3b1 &&
		cp < 0x3b1 + (int32_t)(sizeof(greek) / sizeof(*greek)))
		return greek[cp - 0x3b1];
	if (cp >= 0x430 &&
		cp < 0x430 + (int32_t)(sizeof(cyrillic) / sizeof(*cyrillic)))
		return cyrillic[cp - 0x430];
	return cp == 0x491 ? "g" : "";
}

size_t
name_latin(const char *name, size_t len, char out[NAME_KEY_SIZE])
{
	struct buf folded = { 0 };
	size_t n = 0;

	/* No name is longer; one that is keeps its beginning. */
	utf8_fold(&folded, name, len < 256 ? len : 256);
	for (size_t at = 0; at < folded.len;) {
		int32_t cp;
		size_t used =
			utf8_decode(folded.data + at, folded.len - at, &cp);
		char one[2] = { (char)cp, '\0' };
		const char *more = cp >= 0x80 ? latin(cp) : one;

		at += used;
		if (cp == '-')
			one[0] = ' ';
		else if (cp < 0x80 && cp != ' ' && !(cp >= 'a' && cp <= 'z'))
			continue;
		for (; *more != '\0' && n < NAME_KEY_SIZE - 1; more++)
			out[n++] = *more;
	}
	out[n] = '\0';
	buf_release(&folded);
	return n;
}

/* ---- one spelling for all ---- */

struct sound {
	const char *from, *to;
};

/* Letters that sound alike, by their first, the longest first; `^` is the
 * beginning of a word, `$` its end. */
static const struct sound sounds[26][7] = {
	['a' - 'a'] = { { "ausk", "avsk" }, { "ae", "e" } },
	['c' - 'a'] = { { "ch", "c" }, { "cz", "c" }, { "ck", "k" } },
	['d' - 'a'] = { { "dzh", "j" }, { "dh", "d" }, { "dz", "d" } },
	['e' - 'a'] = { { "eff$", "ev$" }, { "ee", "i" }, { "enko$", "enk$" },
		{ "enka$", "enk$" } },
	['g' - 'a'] = { { "gh", "g" } },
	['i' - 'a'] = { { "iev", "ev" } },
	['j' - 'a'] = { { "^je", "e" }, { "j", "i" } },
	['k' - 'a'] = { { "kh", "h" } },
	['o' - 'a'] = { { "ousk", "ovsk" }, { "off$", "ov$" }, { "oo", "u" },
		{ "ou", "u" }, { "oe", "o" } },
	['p' - 'a'] = { { "ph", "f" } },
	['q' - 'a'] = { { "q", "k" } },
	['r' - 'a'] = { { "rz", "z" } },
	['s' - 'a'] = { { "shch", "s" }, { "sch", "s" }, { "sh", "s" },
		{ "sz", "s" } },
	['t' - 'a'] = { { "^tsi", "ti" }, { "tsch", "c" }, { "tch", "c" },
		{ "th", "t" }, { "ts", "c" }, { "tz", "c" } },
	['u' - 'a'] = { { "^ul", "vl" }, { "ue", "u" } },
	['w' - 'a'] = { { "w", "v" } },
	['x' - 'a'] = { { "x", "ks" } },
	['y' - 'a'] = { { "yev", "ev" }, { "^ye", "e" }, { "y", "i" } },
	['z' - 'a'] = { { "zh", "z" } },
};

/* Does the pattern stand at text[at]?  Returns the letters it takes, 0 if it
 * does not. */
static size_t
matches(const char *text, size_t at, const char *pattern)
{
	size_t n = 0;

	if (*pattern == '^') {
		if (at > 0 && text[at - 1] != ' ')
			return 0;
		pattern++;
	}
	for (; *pattern != '\0' && *pattern != '$'; pattern++, n++)
		if (text[at + n] != *pattern)
			return 0;
	if (*pattern == '$' && text[at + n] != '\0' && text[at + n] != ' ')
		return 0;
	return n;
}

/* The sound that begins at text[at], with the letters it takes; NULL: the
 * letter there is its own. */
static const struct sound *
sound_at(const char *text, size_t at, size_t *used)
{
	const struct sound *sound;

	if (text[at] < 'a' || text[at] > 'z')
		return NULL;
	for (sound = sounds[text[at] - 'a']; sound->from != NULL; sound++) {
		*used = matches(text, at, sound->from);
		if (*used > 0)
			return sound;
	}
	return NULL;
}

static size_t
romanise(const char *name, size_t len, char out[NAME_KEY_SIZE])
{
	char plain[NAME_KEY_SIZE];
	size_t n = 0, plain_len = name_latin(name, len, plain);

	for (size_t at = 0; at < plain_len;) {
		size_t used;
		const struct sound *sound = sound_at(plain, at, &used);
		const char *to;

		if (sound == NULL) {
			/* A doubled letter is one. */
			if (n == 0 || out[n - 1] != plain[at])
				out[n++] = plain[at];
			at++;
		} else {
			for (to = sound->to; *to != '\0' && *to != '$' &&
					     n < NAME_KEY_SIZE - 2;
				to++)
				if (n == 0 || out[n - 1] != *to)
					out[n++] = *to;
			at += used;
		}
		if (n >= NAME_KEY_SIZE - 2)
			break;
	}
	out[n] = '\0';
	return n;
}

static bool
is_vowel(char c)
{
	return c != '\0' && strchr("aeiou", c) != NULL;
}

size_t
name_key(const char *name, size_t len, char out[NAME_KEY_SIZE])
{
	char text[NAME_KEY_SIZE];
	size_t n = 0, count = romanise(name, len, text);

	for (size_t i = 0; i < count; i++) {
		bool begins = i == 0 || text[i - 1] == ' ';
		bool ends = i + 1 == count || text[i + 1] == ' ';
		char c = text[i];

		if (is_vowel(c) && begins)
			c = 'a'; /* there is a vowel: which one varies */
		else if (c == 'a' && ends)
			c = 'a'; /* women's names end so */
		else if (is_vowel(c))
			continue;
		else if (c == 'g')
			c = 'h'; /* Grigory, Hryhoriy */
		if (n == 0 || out[n - 1] != c)
			out[n++] = c;
	}
	out[n] = '\0';
	return n;
}

/* ---- distance ---- */

/* What one letter for another costs; NUL: none. */
static unsigned
change(char a, char b)
{
	if (a == b)
		return 0;
	if ((a == '\0' || is_vowel(a)) && (b == '\0' || is_vowel(b)))
		return 1;
	return (a == 'g' && b == 'h') || (a == 'h' && b == 'g') ? 1 : 2;
}

static void
take_less(unsigned *best, unsigned other)
{
	if (other < *best)
		*best = other;
}

unsigned
name_distance(const char *a, size_t alen, const char *b, size_t blen)
{
	char x[NAME_KEY_SIZE], y[NAME_KEY_SIZE];
	size_t m = romanise(a, alen, x), n = romanise(b, blen, y);
	unsigned row[NAME_KEY_SIZE];

	row[0] = 0;
	for (size_t j = 1; j <= n; j++)
		row[j] = row[j - 1] + change('\0', y[j - 1]);
	for (size_t i = 1; i <= m; i++) {
		unsigned corner = row[0];

		row[0] += change(x[i - 1], '\0');
		for (size_t j = 1; j <= n; j++) {
			unsigned best = corner + change(x[i - 1], y[j - 1]);

			corner = row[j];
			take_less(&best, row[j] + change(x[i - 1], '\0'));
			take_less(&best, row[j - 1] + change('\0', y[j - 1]));
			row[j] = best;
		}
	}
	return row[n];
}

bool
name_alike(const char *a, size_t alen, const char *b, size_t blen)
{
	char x[NAME_KEY_SIZE], y[NAME_KEY_SIZE];
	size_t n = name_key(a, alen, x);

	if (n < 2 || name_key(b, blen, y) != n || memcmp(x, y, n) != 0)
		return false;
	/* A vowel in every three letters of the key may differ or come. */
	return name_distance(a, alen, b, blen) <= 1 + n * 2 / 3;
}
