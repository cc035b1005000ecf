/* test_digest.c - the promises of digest.h */
#include "base/digest.h"

#include "tests/unit/unit.h"

static void
sha1_is_that_of_the_standard(void **state)
{
	static const unsigned char abc[DIGEST_SHA1] = { 0xa9, 0x99, 0x3e, 0x36,
		0x47, 0x06, 0x81, 0x6a, 0xba, 0x3e, 0x25, 0x71, 0x78, 0x50,
		0xc2, 0x6c, 0x9c, 0xd0, 0xd8, 0x9d };
	unsigned char digest[DIGEST_SHA1];

	(void)state;
	assert_true(digest_sha1("abc", 3, digest));
	assert_memory_equal(digest, abc, sizeof(abc));
}

static void
digests_in_text_are_base32_or_hexadecimal(void **state)
{
	unsigned char digest[DIGEST_SHA1];

	(void)state;
	assert_true(digest_sha1("", 0, digest));
	assert_true(digest_text_agrees(
		"sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", digest));
	assert_true(digest_text_agrees(
		"SHA1:3i42h3s6nnfq2msvx7xzkyayscx5qbyj", digest));
	assert_true(digest_text_agrees(
		"sha1:DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", digest));
	assert_false(digest_text_agrees(
		"sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYK", digest));
	assert_false(digest_text_agrees(
		"sha1:da39a3ee5e6b4b0d3255bfef95601890afd80708", digest));
}

static void
of_other_digests_nothing_is_said(void **state)
{
	unsigned char digest[DIGEST_SHA1];

	(void)state;
	assert_true(digest_sha1("", 0, digest));
	assert_true(digest_text_agrees("md5:1234", digest));
	assert_true(digest_text_agrees("sha1:short", digest));
	assert_true(digest_text_agrees("", digest));
}

/* Test cases 1 and 6 of RFC 4231, and one of FIPS 180. */
static void
sha256_and_its_signature_are_those_of_the_standards(void **state)
{
	static const unsigned char abc[4] = { 0xba, 0x78, 0x16, 0xbf };
	static const unsigned char signed_[4] = { 0xb0, 0x34, 0x4c, 0x61 };
	static const unsigned char long_signed[4] = { 0x60, 0xe4, 0x31, 0x59 };
	static const char text[] =
		"Test Using Larger Than Block-Size Key - Hash Key First";
	unsigned char key[20], long_key[131], digest[DIGEST_SHA256];

	(void)state;
	memset(key, 0x0b, sizeof(key));
	memset(long_key, 0xaa, sizeof(long_key));
	assert_true(digest_sha256("abc", 3, digest));
	assert_memory_equal(digest, abc, sizeof(abc));
	assert_true(digest_sign(key, sizeof(key), "Hi There", 8, digest));
	assert_memory_equal(digest, signed_, sizeof(signed_));
	assert_true(digest_same(digest, signed_, sizeof(signed_)));
	assert_false(digest_same(digest, abc, sizeof(abc)));
	assert_true(digest_sign(
		long_key, sizeof(long_key), text, strlen(text), digest));
	assert_memory_equal(digest, long_signed, sizeof(long_signed));
}

static void
bytes_come_back_from_their_letters(void **state)
{
	unsigned char bytes[256], back[256];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(255 - i);
	for (size_t n = 0; n <= sizeof(bytes); n++) {
		struct buf text = { 0 };

		digest_put_letters(&text, bytes, n);
		assert_int_equal(
			strspn(buf_text(&text), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
						"abcdefghijklmnopqrstuvwxyz"
						"0123456789-_"),
			text.len);
		assert_true(digest_take_letters(buf_text(&text), back, n));
		assert_memory_equal(back, bytes, n);
		buf_release(&text);
	}
}

static void
only_the_letters_of_just_these_bytes_are_read(void **state)
{
	static const char *const wrong[] = { "", "Zg", "Zm9", "Zm9v", "Zm9vYg",
		"Zm9vYmE=", "Zm9vYmF", "Zm9vYm/", "Zm9v Ym", "Zm9v\nYg",
		" m9vYmE", "Zm9vYm\xc3" };
	unsigned char five[5];

	(void)state;
	assert_true(digest_take_letters("Zm9vYmE", five, sizeof(five)));
	assert_memory_equal(five, "fooba", 5);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_false(digest_take_letters(wrong[i], five, sizeof(five)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha1_is_that_of_the_standard),
		cmocka_unit_test(digests_in_text_are_base32_or_hexadecimal),
		cmocka_unit_test(of_other_digests_nothing_is_said),
		cmocka_unit_test(
			sha256_and_its_signature_are_those_of_the_standards),
		cmocka_unit_test(bytes_come_back_from_their_letters),
		cmocka_unit_test(only_the_letters_of_just_these_bytes_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
