#include "base/digest.h"

#include "base/must.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>

#define BASE32_LETTERS 32
#define HEX_DIGITS 40
#define BLOCK_SHA256 64

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

static EVP_MD *fetched_sha256;

static void
fetch_sha256(void)
{
	fetched_sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
}

/* Looked up once: that takes the library longer than a short digest does. */
static const EVP_MD *
sha256(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, fetch_sha256);
	return fetched_sha256;
}

/* Of two pieces behind each other. */
static bool
sha256_of_two(const void *a, size_t alen, const void *b, size_t blen,
	unsigned char out[DIGEST_SHA256])
{
	const EVP_MD *md = sha256();
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool ok = md != NULL && ctx != NULL &&
		  EVP_DigestInit_ex2(ctx, md, NULL) == 1 &&
		  EVP_DigestUpdate(ctx, a, alen) == 1 &&
		  EVP_DigestUpdate(ctx, b, blen) == 1 &&
		  EVP_DigestFinal_ex(ctx, out, NULL) == 1;

	EVP_MD_CTX_free(ctx);
	return ok;
}

bool
digest_sha256(const void *data, size_t len, unsigned char out[DIGEST_SHA256])
{
	return sha256_of_two(data, len, "", 0, out);
}

/* H(key ^ opad, H(key ^ ipad, data)) */
bool
digest_sign(const void *key, size_t key_len, const void *data, size_t len,
	unsigned char out[DIGEST_SHA256])
{
	unsigned char inner[BLOCK_SHA256] = { 0 }, outer[BLOCK_SHA256];
	unsigned char digest[DIGEST_SHA256];

	if (key_len <= sizeof(inner))
		memcpy(inner, key, key_len);
	else if (!digest_sha256(key, key_len, inner))
		return false;
	for (size_t i = 0; i < sizeof(inner); i++) {
		outer[i] = inner[i] ^ 0x5c;
		inner[i] ^= 0x36;
	}
	return sha256_of_two(inner, sizeof(inner), data, len, digest) &&
	       sha256_of_two(outer, sizeof(outer), digest, sizeof(digest), out);
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
	size_t start = out->len, letters = (len * 8 + 5) / 6;
	char *at = buf_room(out, (len + 2) / 3 * 4);

	must(len <= INT_MAX);
	EVP_EncodeBlock((unsigned char *)at, data, (int)len);
	buf_took(out, letters); /* what is behind them is padding */
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
