#include "base/digest.h"

#include <openssl/evp.h>
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
