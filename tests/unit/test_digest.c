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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha1_is_that_of_the_standard),
		cmocka_unit_test(digests_in_text_are_base32_or_hexadecimal),
		cmocka_unit_test(of_other_digests_nothing_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
