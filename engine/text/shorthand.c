/*
 * shorthand.c - writing and reading with a list of words
 *
 * Bytes from 0x80 on are codes: 64 of one byte, the others with a second one
 * that is not 0.  ASCII from tab on stands for itself, and all else behind a
 * 1 and the number of such bytes.
 */
#include "engine/text/shorthand.h"

#include "base/mem.h"
#include "base/must.h"
#include "engine/text/shorthand_token.h"

#include <stdlib.h>
#include <string.h>

#define CODE_FIRST 0x80
#define CODE_LONG 0xc0 /* from here on a second byte follows */
#define CODES_SHORT (CODE_LONG - CODE_FIRST)
#define CODES_SECOND 255
#define LITERALS 1
#define LITERALS_MAX 127

_Static_assert(
	SHORTHAND_WORDS == CODES_SHORT + (256 - CODE_LONG) * CODES_SECOND,
	"every word has a code");

/* A power of two, twice the words. */
#define SLOTS (2 * SHORTHAND_WORDS)

struct slot {
	uint32_t hash;
	uint32_t word; /* from 1; 0: empty */
};

struct shorthand {
	char *text; /* the words, each with its NUL, and room to copy from */
	size_t len;
	uint32_t more_owners; /* beside the one there always is */
	uint32_t count;
	uint32_t at[SHORTHAND_WORDS + 1]; /* where each begins in text */
	struct slot *slots;		  /* SLOTS; NULL: it is only read */
};

/* ---- the list ---- */

static void
index_word(struct shorthand *shorthand, uint32_t word)
{
	const char *text = shorthand->text + shorthand->at[word];
	uint32_t hash, slot;

	shorthand_token(text, text + strlen(text), &hash);
	slot = hash % SLOTS;
	while (shorthand->slots[slot].word != 0)
		slot = (slot + 1) % SLOTS;
	shorthand->slots[slot] = (struct slot){ hash, word + 1 };
}

struct shorthand *
shorthand_open(const char *words, size_t len, struct err *err)
{
	struct shorthand *shorthand = mem_alloc(sizeof(*shorthand));
	const char *at = words, *end = words + len;

	shorthand->text = mem_alloc(len + SHORTHAND_WORD_MAX);
	shorthand->len = len;
	if (len > 0)
		memcpy(shorthand->text, words, len);
	while (at < end && shorthand->count < SHORTHAND_WORDS) {
		size_t most = (size_t)(end - at);
		const char *nul = memchr(at, '\0', most);

		if (nul == NULL || nul == at || nul - at > SHORTHAND_WORD_MAX)
			break;
		shorthand->at[shorthand->count++] = (uint32_t)(at - words);
		at = nul + 1;
	}
	shorthand->at[shorthand->count] = (uint32_t)(at - words);
	if (at == end)
		return shorthand;
	shorthand_free(shorthand);
	err_set(err, ERR_INDEX, "no words for a shorthand");
	return NULL;
}

struct shorthand *
shorthand_open_like(
	const char *words, size_t len, struct shorthand *like, struct err *err)
{
	if (like == NULL || like->len != len ||
		memcmp(like->text, words, len) != 0)
		return shorthand_open(words, len, err);
	like->more_owners++;
	return like;
}

struct shorthand *
shorthand_new(const char *words, size_t len, struct err *err)
{
	struct shorthand *shorthand = shorthand_open(words, len, err);

	if (shorthand == NULL)
		return NULL;
	shorthand->slots = mem_alloc(SLOTS * sizeof(*shorthand->slots));
	for (uint32_t i = 0; i < shorthand->count; i++)
		index_word(shorthand, i);
	return shorthand;
}

void
shorthand_free(struct shorthand *shorthand)
{
	if (shorthand == NULL || shorthand->more_owners-- > 0)
		return;
	free(shorthand->text);
	free(shorthand->slots);
	free(shorthand);
}

bool
shorthand_same(const struct shorthand *a, const struct shorthand *b)
{
	return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

const char *
shorthand_words(const struct shorthand *shorthand, size_t *len)
{
	*len = shorthand->len;
	return shorthand->text;
}

static size_t
word_len(const struct shorthand *shorthand, uint32_t word)
{
	return shorthand->at[word + 1] - shorthand->at[word] - 1;
}

/* ---- writing ---- */

/* Are n > 0 bytes the same?  Most words are too short to be worth a call, which
 * a comparison of so many bytes as are written here is not. */
static inline bool
same_bytes(const char *a, const char *b, size_t n)
{
	if (n < 4)
		return a[0] == b[0] && a[n / 2] == b[n / 2] &&
		       a[n - 1] == b[n - 1];
	if (n <= 8)
		return memcmp(a, b, 4) == 0 &&
		       memcmp(a + n - 4, b + n - 4, 4) == 0;
	return n <= 16 ? memcmp(a, b, 8) == 0 &&
				 memcmp(a + n - 8, b + n - 8, 8) == 0
		       : memcmp(a, b, n) == 0;
}

/* The number of the word text[0..len); SHORTHAND_WORDS: none. */
static uint32_t
find(const struct shorthand *shorthand, const char *text, size_t len,
	uint32_t hash)
{
	for (uint32_t i = hash % SLOTS; shorthand->slots[i].word != 0;
		i = (i + 1) % SLOTS) {
		uint32_t word = shorthand->slots[i].word - 1;

		if (shorthand->slots[i].hash == hash &&
			word_len(shorthand, word) == len &&
			same_bytes(shorthand->text + shorthand->at[word], text,
				len))
			return word;
	}
	return SHORTHAND_WORDS;
}

static char *
put_code(char *to, uint32_t word)
{
	if (word < CODES_SHORT) {
		*to++ = (char)(CODE_FIRST + word);
		return to;
	}
	word -= CODES_SHORT;
	*to++ = (char)(CODE_LONG + word / CODES_SECOND);
	*to++ = (char)(1 + word % CODES_SECOND);
	return to;
}

static bool
stands_for_itself(char c)
{
	return c >= SHORTHAND_OWN; /* beyond ASCII they are negative */
}

/* Bytes that no word has. */
static char *
put_plain(char *to, const char *at, const char *end)
{
	while (at < end) {
		size_t n = 0, most = (size_t)(end - at);

		if (stands_for_itself(*at)) {
			*to++ = *at++;
			continue;
		}
		while (n < most && n < LITERALS_MAX &&
			!stands_for_itself(at[n]))
			n++;
		*to++ = LITERALS;
		*to++ = (char)n;
		memcpy(to, at, n);
		to += n;
		at += n;
	}
	return to;
}

/* A token that may be a word, or one behind its blank. */
static char *
put_token(const struct shorthand *shorthand, char *to, const char *at,
	size_t len, uint32_t hash)
{
	uint32_t word = SHORTHAND_WORDS;

	if (len <= SHORTHAND_WORD_MAX)
		word = find(shorthand, at, len, hash);
	if (word == SHORTHAND_WORDS && *at == ' ' &&
		len <= SHORTHAND_WORD_MAX + 1) {
		shorthand_token(at + 1, at + len, &hash);
		word = find(shorthand, at + 1, len - 1, hash);
		if (word != SHORTHAND_WORDS)
			*to++ = ' ';
	}
	return word != SHORTHAND_WORDS ? put_code(to, word)
				       : put_plain(to, at, at + len);
}

/* Tokens that were cut, and not yet looked for: the slots of all are called for
 * before the first is needed. */
enum { AHEAD = 32 };
struct cut {
	uint32_t len; /* 0: a byte that no word has */
	uint32_t hash;
};

/* Cut tokens from `at` on; returns where they end. */
static const char *
cut_ahead(const struct shorthand *shorthand, const char *at, const char *end,
	struct cut *cuts, size_t *n)
{
	for (*n = 0; *n < AHEAD && at < end; ++*n) {
		struct cut *cut = &cuts[*n];

		cut->len = (uint32_t)shorthand_token(at, end, &cut->hash);
		__builtin_prefetch(&shorthand->slots[cut->hash % SLOTS]);
		at += cut->len > 0 ? cut->len : 1;
	}
	return at;
}

void
shorthand_write(const struct shorthand *shorthand, const char *text, size_t len,
	struct buf *out)
{
	const char *at = text, *ahead = text, *end = text + len;
	char *begin = buf_room(out, 3 * len + 1), *to = begin;
	struct cut cuts[AHEAD];
	size_t n;

	must(shorthand->slots != NULL && len < UINT32_MAX);
	while (at < end) {
		ahead = cut_ahead(shorthand, ahead, end, cuts, &n);
		for (size_t i = 0; i < n; i++) {
			uint32_t token = cuts[i].len;

			if (token > 0)
				to = put_token(
					shorthand, to, at, token, cuts[i].hash);
			else
				to = put_plain(to, at, at + 1);
			at += token > 0 ? token : 1;
		}
	}
	buf_took(out, (size_t)(to - begin));
}

/* ---- reading ---- */

/* The word whose code begins with `first`; the code may go on at *at. */
static uint32_t
read_code(unsigned char first, const char **at, const char *end)
{
	uint32_t word = first - CODE_FIRST;

	if (first < CODE_LONG)
		return word;
	if (*at == end)
		return SHORTHAND_WORDS;
	return CODES_SHORT + (first - CODE_LONG) * CODES_SECOND +
	       (unsigned char)*(*at)++ - 1;
}

bool
shorthand_read(const struct shorthand *shorthand, const char *bytes, size_t len,
	struct buf *out)
{
	const char *at = bytes, *end = bytes + len;
	/* no byte gives more than a word, which is copied with what follows
	 * it: that is faster */
	char *begin = buf_room(out, (len + 1) * SHORTHAND_WORD_MAX);
	char *to = begin;

	while (at < end) {
		unsigned char c = (unsigned char)*at++;
		uint32_t word;

		if (c >= CODE_FIRST) {
			word = read_code(c, &at, end);
			if (word >= shorthand->count)
				return false;
			memcpy(to, shorthand->text + shorthand->at[word],
				SHORTHAND_WORD_MAX);
			to += word_len(shorthand, word);
		} else if (c == LITERALS) {
			if (end - at < 1 || *at < 1 || end - at - 1 < *at)
				return false;
			memcpy(to, at + 1, (size_t)*at);
			to += *at;
			at += 1 + *at;
		} else {
			*to++ = (char)c;
		}
	}
	buf_took(out, (size_t)(to - begin));
	return true;
}
