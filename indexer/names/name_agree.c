#include "indexer/names/name_agree.h"

#include "engine/text/name_key.h"

/* ---- words of a mention ---- */

/* Words without Jr and Inc at the end. */
uint32_t
name_bare_words(const struct name_story *s, const struct name_mention *m)
{
	uint64_t ends = m->type == NAME_PERSON ? CUE_BIT(CUE_SUFFIX)
					       : CUE_BIT(CUE_COMPANY);
	uint32_t n = m->words;

	while (n > 1 && (name_classes_of(s, m, n - 1) & ends) != 0)
		n--;
	return n;
}

/* The van of van Gaal, the al of al-Assad, a title. */
static bool
is_no_first_name(
	const struct name_story *s, const struct name_mention *m, uint32_t i)
{
	uint64_t classes = name_classes_of(s, m, i);

	return !name_token_of(m, i)->capital ||
	       ((classes & (CUE_BIT(CUE_PARTICLE) | CUE_BIT(CUE_TITLE))) != 0 &&
		       (classes & CUE_BIT(CUE_GIVEN)) == 0);
}

/* First name and surname of a person; the first name may be missing. */
void
name_parts(const struct name_story *s, const struct name_mention *m,
	uint32_t *given, uint32_t *surname)
{
	uint32_t n = name_bare_words(s, m), first = 0;

	*surname = name_token_of(m, n - 1)->word;
	*given = NAME_WORD_NONE;
	while (first + 1 < n && is_no_first_name(s, m, first))
		first++;
	if (first + 1 < n)
		*given = name_token_of(m, first)->word;
}

/* ---- persons ---- */

/* May both words be the first name of one person? */
bool
name_given_agree(const struct name_story *s, uint32_t a, uint32_t b)
{
	size_t alen, blen;
	const char *x, *y;

	if (a == b)
		return true;
	if (a == NAME_WORD_NONE || b == NAME_WORD_NONE)
		return false;
	x = name_word_text(s, a, &alen);
	y = name_word_text(s, b, &blen);
	if (alen == 0 || blen == 0)
		return false;
	if (alen == 1 || blen == 1)
		return x[0] == y[0];
	return name_alike(x, alen, y, blen);
}

bool
name_surnames_agree(const struct name_story *s, uint32_t a, uint32_t b)
{
	size_t alen, blen;
	const char *x, *y;

	if (a == b)
		return true;
	if (a == NAME_WORD_NONE || b == NAME_WORD_NONE)
		return false;
	x = name_word_text(s, a, &alen);
	y = name_word_text(s, b, &blen);
	return name_alike(x, alen, y, blen);
}

/* ---- organisations and places ---- */

/* Do the words of `part` stand in `whole` from word `at` on? */
static bool
words_at(const struct name_story *s, const struct name_mention *whole,
	uint32_t at, const struct name_mention *part)
{
	uint32_t n = name_bare_words(s, part);

	if (at + n > whole->words)
		return false;
	for (uint32_t i = 0; i < n; i++)
		if (name_token_of(whole, at + i)->word !=
			name_token_of(part, i)->word)
			return false;
	return true;
}

/* Words that alone name no body: the bank, the ministry. */
static bool
is_generic(const struct name_story *s, const struct name_mention *m)
{
	static const uint64_t generic =
		CUE_BIT(CUE_BODY) | CUE_BIT(CUE_LAND) | CUE_BIT(CUE_SIDE) |
		CUE_BIT(CUE_KIND) | CUE_BIT(CUE_COMPANY) | CUE_BIT(CUE_COMMON) |
		CUE_BIT(CUE_NATION) | CUE_BIT(CUE_COUNTRY) | CUE_BIT(CUE_CITY);

	for (uint32_t i = 0; i < m->words; i++)
		if (name_token_of(m, i)->capital &&
			(name_classes_of(s, m, i) & generic) == 0)
			return false;
	return true;
}

/* Is one name the other's short form (or the same)? */
bool
name_bodies_agree(const struct name_story *s, const struct name_mention *a,
	const struct name_mention *b)
{
	const struct name_mention *whole = a->words >= b->words ? a : b;
	const struct name_mention *part = whole == a ? b : a;
	uint32_t n = name_bare_words(s, whole), m = name_bare_words(s, part);

	if (n == m && words_at(s, whole, 0, part))
		return true;
	if (is_generic(s, part))
		return false;
	for (uint32_t at = 0; at + m <= n; at++)
		if (words_at(s, whole, at, part))
			return at == 0 || at + m == n || n < whole->words;
	return false;
}

bool
name_same_words(const struct name_mention *a, const struct name_mention *b)
{
	if (a->words != b->words)
		return false;
	for (uint32_t i = 0; i < a->words; i++)
		if (name_token_of(a, i)->word != name_token_of(b, i)->word)
			return false;
	return true;
}

/* The word of the story that is made of the initials, or NAME_WORD_NONE. */
uint32_t
name_acronym(const struct name_story *s, const struct name_mention *m)
{
	char initials[SPAN_WORDS * 4 + 4];
	size_t n = 0;

	for (uint32_t i = 0; i < m->words && n + 4 < sizeof(initials); i++) {
		size_t len;
		const char *word =
			name_word_text(s, name_token_of(m, i)->word, &len);

		if (name_token_of(m, i)->capital && len > 0)
			initials[n++] = word[0];
	}
	return n < 2 ? NAME_WORD_NONE
		     : name_words_find(
			       &s->words, name_hash(s->cues, initials, n));
}

bool
name_is_shouted(const struct name_mention *m)
{
	for (uint32_t i = 0; i < m->words; i++)
		if (!name_token_of(m, i)->capitals &&
			!name_token_of(m, i)->initial)
			return false;
	return true;
}
