#include "base/digest.h"

#include "base/must.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>
#include <strings.h>

#define BASE32_LETTERS 32
#define HEX_DIGITS 40

bool
digest_sha1(const void *data, size_t len, unsigned char out[DIGEST_SHA1])
{
	unsigned size = DIGEST_SHA1;

	return EVP_Digest(data, len, out, &size, EVP_sha1(), NULL) == 1;
}

/* As base32 (RFC 4648): five bits a letter, 160 bits come out even. */
static void
print_base32(const unsigned char digest[DIGEST_SHA1], char *out)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	for (unsigned i = 0; i < BASE32_LETTERS; i++) {
		unsigned bit = i * 5, at = bit / 8;
		unsigned two = digest[at] * 256u;

		if (at + 1 < DIGEST_SHA1)
			two += digest[at + 1];
		out[i] = letters[(two >> (11 - bit % 8)) & 31];
	}
	out[BASE32_LETTERS] = '\0';
}

static void
print_hex(const unsigned char digest[DIGEST_SHA1], char *out)
{
	static const char digits[] = "0123456789abcdef";

	for (unsigned i = 0; i < DIGEST_SHA1; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[HEX_DIGITS] = '\0';
}

bool
digest_text_agrees(const char *text, const unsigned char digest[DIGEST_SHA1])
{
	char printed[HEX_DIGITS + 1];

	if (strncasecmp(text, "sha1:", 5) != 0)
		return true;
	text += 5;
	if (strlen(text) == BASE32_LETTERS)
		print_base32(digest, printed);
	else if (strlen(text) == HEX_DIGITS)
		print_hex(digest, printed);
	else
		return true;
	return strcasecmp(text, printed) == 0;
}

bool
digest_sha256(const void *data, size_t len, unsigned char out[DIGEST_SHA256])
{
	unsigned size = DIGEST_SHA256;

	return EVP_Digest(data, len, out, &size, EVP_sha256(), NULL) == 1;
}

bool
digest_sign(const void *key, size_t key_len, const void *data, size_t len,
	unsigned char out[DIGEST_SHA256])
{
	unsigned size = DIGEST_SHA256;

	must(key_len <= INT_MAX);
	return HMAC(EVP_sha256(), key, (int)key_len, data, len, out, &size) !=
	       NULL;
}

bool
digest_same(const void *a, const void *b, size_t len)
{
	return CRYPTO_memcmp(a, b, len) == 0;
}

/* Three bytes are four letters; what is over is filled up with zeros. */
void
digest_put_letters(struct buf *out, const void *data, size_t len)
{
	const unsigned char *bytes = data;
	size_t start = out->len;

	for (size_t at = 0; at < len; at += 3) {
		size_t n = len - at < 3 ? len - at : 3;
		unsigned char four[5]; /* and a NUL */

		EVP_EncodeBlock(four, bytes + at, (int)n);
		buf_add(out, (const char *)four, n + 1);
	}
	for (size_t i = start; i < out->len; i++)
		if (out->data[i] == '+')
			out->data[i] = '-';
		else if (out->data[i] == '/')
			out->data[i] = '_';
}

/* The letters of three bytes or fewer, with what base64 wants behind. */
static bool
take_some(const char *text, size_t letters, unsigned char three[3])
{
	unsigned char four[5] = "AAAA";

	for (size_t i = 0; i < letters; i++)
		four[i] = (unsigned char)(text[i] == '-'   ? '+'
					  : text[i] == '_' ? '/'
							   : text[i]);
	return EVP_DecodeBlock(three, four, 4) == 3;
}

/* Many texts are read as the same bytes, but those are written as one. */
bool
digest_take_letters(const char *text, void *out, size_t size)
{
	unsigned char *bytes = out;
	size_t letters = (size * 4 + 2) / 3, at = 0;
	struct buf again = { 0 };
	bool same;

	if (strlen(text) != letters)
		return false;
	for (size_t i = 0; i < letters; i += 4) {
		size_t n = letters - i < 4 ? letters - i : 4;
		unsigned char three[3] = { 0 };

		if (!take_some(text + i, n, three))
			return false;
		memcpy(bytes + at, three, n - 1);
		at += n - 1;
	}
	must(at == size);
	digest_put_letters(&again, out, size);
	same = strcmp(buf_text(&again), text) == 0;
	buf_release(&again);
	return same;
}
