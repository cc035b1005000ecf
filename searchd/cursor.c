#include "searchd/cursor.h"

#include "base/digest.h"
#include "base/must.h"

#include <string.h>
#include <sys/random.h>

#define VERSION 1
#define MARK "c."
#define SIGNATURE 16 /* bytes of it: enough, and half as long */

/* The numbers of a cursor as bytes, the highest first. */
struct sealed {
	unsigned char version;
	unsigned char generation[8];
	unsigned char made[4], today[4];
	unsigned char shown[4], hits[4], distinct[4], story[4];
	unsigned char weight[8];
	unsigned char question[CURSOR_QUESTION];
	unsigned char signature[SIGNATURE];
};
#define SIGNED offsetof(struct sealed, signature)
_Static_assert(sizeof(struct sealed) == 65, "nothing but the bytes");

/* ---- keys and questions ---- */

bool
cursor_key_make(struct cursor_key *key, const char *secret, struct err *err)
{
	ssize_t got = CURSOR_KEY;

	_Static_assert(CURSOR_KEY == DIGEST_SHA256, "a digest is a key");
	if (*secret == '\0')
		got = getrandom(key->bytes, CURSOR_KEY, 0);
	else if (!digest_sha256(secret, strlen(secret), key->bytes))
		got = 0;
	return got == CURSOR_KEY ||
	       err_set(err, ERR_INTERNAL, "no key to sign cursors with");
}

void
cursor_ask(struct cursor_question *question, const char *verb, const char *word,
	const char *params, const char *query)
{
	const char *const parts[] = { verb, word, params, query };
	unsigned char digest[DIGEST_SHA256];
	struct buf text = { 0 };

	/* No part holds a NUL: each ends with one. */
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		buf_add(&text, parts[i], strlen(parts[i]) + 1);
	must(digest_sha256(text.data, text.len, digest));
	memcpy(question->digest, digest, CURSOR_QUESTION);
	buf_release(&text);
}

/* ---- numbers ---- */

static void
put(unsigned char *at, size_t size, uint64_t n)
{
	for (size_t i = size; i-- > 0; n >>= 8)
		at[i] = n & 0xff;
}

static uint64_t
take(const unsigned char *at, size_t size)
{
	uint64_t n = 0;

	for (size_t i = 0; i < size; i++)
		n = n << 8 | at[i];
	return n;
}

#define PUT(member, n) put((member), sizeof(member), (n))
#define TAKE(member) take((member), sizeof(member))

/* ---- sealing ---- */

static void
sign(const struct sealed *sealed, const struct cursor_key *key,
	unsigned char signature[DIGEST_SHA256])
{
	must(digest_sign(key->bytes, CURSOR_KEY, sealed, SIGNED, signature));
}

void
cursor_put(struct buf *out, const struct cursor_key *key,
	const struct cursor_question *question, const struct cursor *cursor)
{
	const struct search_place *place = &cursor->place;
	unsigned char signature[DIGEST_SHA256];
	struct sealed sealed = { .version = VERSION };
	uint64_t weight;

	memcpy(&weight, &place->weight, sizeof(weight));
	memcpy(sealed.generation, cursor->generation, 8);
	PUT(sealed.made, cursor->made);
	PUT(sealed.today, (uint32_t)cursor->today);
	PUT(sealed.shown, place->shown);
	PUT(sealed.hits, place->hits);
	PUT(sealed.distinct, place->distinct);
	PUT(sealed.story, place->story);
	PUT(sealed.weight, weight);
	memcpy(sealed.question, question->digest, CURSOR_QUESTION);
	sign(&sealed, key, signature);
	memcpy(sealed.signature, signature, SIGNATURE);
	buf_puts(out, MARK);
	digest_put_letters(out, &sealed, sizeof(sealed));
}

/* Only what was signed here is looked into. */
static void
open_sealed(const struct sealed *sealed, struct cursor *cursor)
{
	uint64_t weight = TAKE(sealed->weight);

	memcpy(cursor->generation, sealed->generation, 8);
	cursor->generation[7] = '\0';
	cursor->made = (uint32_t)TAKE(sealed->made);
	cursor->today = (day)(uint32_t)TAKE(sealed->today);
	cursor->place.shown = (uint32_t)TAKE(sealed->shown);
	cursor->place.hits = (uint32_t)TAKE(sealed->hits);
	cursor->place.distinct = (uint32_t)TAKE(sealed->distinct);
	cursor->place.story = (uint32_t)TAKE(sealed->story);
	memcpy(&cursor->place.weight, &weight, sizeof(weight));
}

static bool
refuse(struct err *err, const char *why)
{
	err_set(err, ERR_USAGE, "%s", why);
	return err_keys(err, "key=after");
}

bool
cursor_take(const char *text, const struct cursor_key *key,
	const struct cursor_question *question, struct cursor *cursor,
	struct err *err)
{
	unsigned char signature[DIGEST_SHA256];
	struct sealed sealed;

	if (strncmp(text, MARK, strlen(MARK)) != 0 ||
		!digest_take_letters(
			text + strlen(MARK), &sealed, sizeof(sealed)))
		return refuse(err, "after= takes the next= of an answer");
	sign(&sealed, key, signature);
	if (!digest_same(signature, sealed.signature, SIGNATURE) ||
		sealed.version != VERSION)
		return refuse(err, "that cursor is not of this server");
	if (!digest_same(question->digest, sealed.question, CURSOR_QUESTION))
		return refuse(err,
			"that cursor goes on with another question: the query, "
			"and what decides the order of its answer, must stay "
			"the same");
	open_sealed(&sealed, cursor);
	return true;
}
