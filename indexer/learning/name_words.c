#include "indexer/learning/name_words.h"

#include "engine/text/name_key.h"

#include <string.h>
#include <strings.h>

/*
 * How two spellings of a word differ: not at all; as romanisations do
 * (Lukashenko, Lukashenka: no letter is another, by name_distance()); by a
 * vowel or two (Aleksandr, Alyaksandr).  Short words that differ by a vowel
 * are mostly two words.
 */
enum spelling { SPELT_OTHERWISE, SPELT_NEARLY, SPELT_ANEW, SPELT_ALIKE };

/* Letters from which on a difference may be one of spelling. */
#define FIRST_LETTERS 6
#define SURNAME_LETTERS 7
#define RARE_LETTERS 6

/* What tells a son from his father; "" if it does not. */
static const char *
suffix_of(const char *word, size_t len)
{
	static const char *const suffixes[] = { "jr", "sr", "ii", "iii", "iv" };

	while (len > 0 && (word[len - 1] == '.' || word[len - 1] == ','))
		len--;
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (strlen(suffixes[i]) == len &&
			strncasecmp(suffixes[i], word, len) == 0)
			return suffixes[i];
	return "";
}

static bool
is_and(const char *word, size_t len)
{
	return (len == 3 && memcmp(word, "and", 3) == 0) ||
	       (len == 1 && *word == '&');
}

/* A, A. or H.W. */
static bool
is_initial(const char *word, size_t len)
{
	if (len > 6)
		return false;
	for (size_t i = 0; i < len; i++) {
		bool letter = word[i] >= 'A' && word[i] <= 'Z';

		if (i % 2 == 0 ? !letter : word[i] != '.')
			return false;
	}
	return len == 1 || len % 2 == 0;
}

/* Behind a title stands one name or more: it is no first name. */
static bool
is_title(const char *word, size_t len)
{
	static const char *const titles[] = { "president", "senator", "judge",
		"justice", "chairman", "chairwoman", "governor", "mayor",
		"general", "pope", "prince", "princess", "king", "queen",
		"officer", "director", "captain", "colonel", "major", "staff",
		"administrator", "secretary", "minister", "representative",
		"congressman", "congresswoman", "pastor", "bishop", "saint",
		"cardinal", "father", "chief", "commissioner", "premier", "sir",
		"lord", "lady", "dr", "dr.", "prof", "prof.", "mr", "mr.",
		"mrs", "mrs.", "ms", "ms." };

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (strlen(titles[i]) == len &&
			strncasecmp(titles[i], word, len) == 0)
			return true;
	return false;
}

void
name_words_read(struct name_words *words, const char *name)
{
	size_t ninitials = 0;

	memset(words, 0, sizeof(*words));
	words->suffix = "";
	while (*name != '\0') {
		size_t n = strcspn(name, " ");

		if (n > 0 && is_initial(name, n)) {
			for (size_t i = 0; i < n; i += 2)
				if (ninitials < NAME_WORDS_MAX)
					words->initials[ninitials++] = name[i];
		} else if (is_and(name, n)) {
			words->count = 0; /* two names */
			return;
		} else if (words->count > 1 && *suffix_of(name, n) != '\0') {
			words->suffix = suffix_of(name, n);
		} else if (n > 0) {
			if (words->count == NAME_WORDS_MAX) {
				words->count = 0;
				return;
			}
			words->items[words->count++] =
				(struct name_word){ name, n };
		}
		name += n + (name[n] == ' ');
	}
}

/* One word against another; nearly: `letters` are enough for that. */
static enum spelling
compare_words(const struct name_word *a, const struct name_word *b,
	size_t letters, unsigned most)
{
	size_t less = a->len < b->len ? a->len : b->len;
	unsigned distance;

	if (a->len == b->len && memcmp(a->text, b->text, a->len) == 0)
		return SPELT_ALIKE;
	if (!name_alike(a->text, a->len, b->text, b->len))
		return SPELT_OTHERWISE;
	distance = name_distance(a->text, a->len, b->text, b->len);
	if (distance == 0)
		return less >= 4 ? SPELT_ANEW : SPELT_OTHERWISE;
	return less >= letters && distance <= most ? SPELT_NEARLY
						   : SPELT_OTHERWISE;
}

/* Michael and Michelle, Aleksandr and Aleksandra: only one of them ends with
 * a vowel. */
static bool
are_man_and_woman(const struct name_word *a, const struct name_word *b)
{
	static const char vowels[] = "aeiouyAEIOUY";
	unsigned char x = (unsigned char)a->text[a->len - 1];
	unsigned char y = (unsigned char)b->text[b->len - 1];

	return x < 0x80 && y < 0x80 &&
	       (strchr(vowels, x) != NULL) != (strchr(vowels, y) != NULL);
}

/* What first name and surname say together. */
static enum name_likeness
compare_ends(const struct name_word *first_a, const struct name_word *last_a,
	const struct name_word *first_b, const struct name_word *last_b)
{
	enum spelling first = compare_words(first_a, first_b, FIRST_LETTERS, 3);
	enum spelling last = compare_words(last_a, last_b, SURNAME_LETTERS, 2);
	size_t less = last_a->len < last_b->len ? last_a->len : last_b->len;

	if (first == SPELT_OTHERWISE || last == SPELT_OTHERWISE ||
		are_man_and_woman(first_a, first_b))
		return NAMES_DIFFER;
	if (last == SPELT_NEARLY)
		return first == SPELT_NEARLY ? NAMES_DIFFER
					     : NAMES_NEED_WITNESS;
	if (last == SPELT_ALIKE)
		return first == SPELT_ALIKE ? NAMES_NEED_WITNESS
					    : NAMES_NEED_RARITY;
	if (first == SPELT_NEARLY)
		return less >= SURNAME_LETTERS ? NAMES_ALIKE
					       : NAMES_NEED_WITNESS;
	return less >= RARE_LETTERS ? NAMES_ALIKE : NAMES_NEED_WITNESS;
}

/* Middle names and initials: what only one of them says needs a witness,
 * what both say must be the same. */
static bool
middles_agree(
	const struct name_words *x, const struct name_words *y, bool *same)
{
	*same = x->count == y->count && strcmp(x->initials, y->initials) == 0;
	if (strcmp(x->suffix, y->suffix) != 0)
		return false;
	if (*x->initials != '\0' && *y->initials != '\0' &&
		strcmp(x->initials, y->initials) != 0)
		return false;
	if (x->count != y->count)
		return !is_title(x->items[0].text, x->items[0].len);
	for (size_t i = 1; i + 1 < x->count; i++)
		if (compare_words(&x->items[i], &y->items[i], FIRST_LETTERS,
			    3) == SPELT_OTHERWISE)
			return false;
	return true;
}

enum name_likeness
names_compare(const char *a, const char *b)
{
	enum name_likeness likeness;
	struct name_words x, y;
	bool same;

	name_words_read(&x, a);
	name_words_read(&y, b);
	if (x.count < 2 || y.count < 2 || !middles_agree(&x, &y, &same))
		return NAMES_DIFFER;
	likeness = compare_ends(&x.items[0], &x.items[x.count - 1], &y.items[0],
		&y.items[y.count - 1]);
	return likeness != NAMES_DIFFER && !same ? NAMES_NEED_WITNESS
						 : likeness;
}
