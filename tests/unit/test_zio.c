#include "base/fs.h"
#include "base/zio.h"

#include "tests/unit/unit.h"

static char *scratch;
static struct buf path;

/* "dateline\n" and "second\n" as gzip members. */
static const char member[] =
	"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x4b\x49\x2c\x49\xcd\xc9\xcc"
	"\x4b\xe5\x02\x00\xe1\xbc\x23\x1b\x09\x00\x00\x00";
static const char second[] =
	"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x2b\x4e\x4d\xce\xcf\x4b\xe1"
	"\x02\x00\x7e\xc0\x0f\x06\x07\x00\x00\x00";
#define MEMBER_LEN (sizeof(member) - 1)
#define SECOND_LEN (sizeof(second) - 1)

static int
make_scratch(void **state)
{
	(void)state;
	scratch = unit_scratch();
	if (scratch != NULL)
		fs_join(&path, scratch, "file", NULL);
	return scratch == NULL;
}

static int
remove_scratch(void **state)
{
	(void)state;
	fs_remove_tree(scratch, NULL);
	buf_release(&path);
	free(scratch);
	return 0;
}

/* Read a file with these bytes to its end. */
static bool
read_back(const void *data, size_t len, size_t max, struct buf *out,
	struct err *err)
{
	struct zio *zio;
	bool ok;

	buf_reset(out);
	assert_true(fs_write_file(path.data, data, len, err));
	zio = zio_open(path.data, err);
	assert_non_null(zio);
	ok = zio_read_all(zio, max, out, err);
	if (ok)
		assert_int_equal(zio_offset(zio), len);
	zio_close(zio);
	return ok;
}

static void
plain_files_are_given_as_they_are(void **state)
{
	static const char *const texts[] = { "", "x", "\x1f", "\x1fx", "text" };
	struct buf out = { 0 };
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		assert_true(
			read_back(texts[i], strlen(texts[i]), 100, &out, &err));
		assert_string_equal(buf_text(&out), texts[i]);
	}
	buf_release(&out);
}

static void
a_long_file_is_given_whole(void **state)
{
	struct buf text = { 0 }, out = { 0 };
	struct err err = { 0 };

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_printf(&text, "%d ", i);
	assert_true(read_back(text.data, text.len, text.len, &out, &err));
	assert_int_equal(out.len, text.len);
	assert_memory_equal(out.data, text.data, text.len);
	buf_release(&text);
	buf_release(&out);
}

static void
gzip_members_are_joined(void **state)
{
	struct buf file = { 0 }, out = { 0 };
	struct err err = { 0 };

	(void)state;
	buf_add(&file, member, MEMBER_LEN);
	assert_true(read_back(file.data, file.len, 100, &out, &err));
	assert_string_equal(out.data, "dateline\n");
	buf_add(&file, second, SECOND_LEN);
	assert_true(read_back(file.data, file.len, 100, &out, &err));
	assert_string_equal(out.data, "dateline\nsecond\n");
	buf_add(&file, "\0\0\0\0\0", 5); /* padding */
	assert_true(read_back(file.data, file.len, 100, &out, &err));
	assert_string_equal(out.data, "dateline\nsecond\n");
	buf_release(&file);
	buf_release(&out);
}

static void
what_came_before_the_damage_is_given_out(void **state)
{
	struct buf file = { 0 }, out = { 0 };
	struct err err = { 0 };

	(void)state;
	buf_add(&file, member, MEMBER_LEN);
	buf_puts(&file, "garbage");
	assert_false(read_back(file.data, file.len, 100, &out, &err));
	assert_string_equal(out.data, "dateline\n");
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, path.data));
	for (size_t cut = 2; cut < MEMBER_LEN; cut++) {
		err = (struct err){ 0 };
		assert_false(read_back(member, cut, 100, &out, &err));
		assert_int_equal(err.kind, ERR_INPUT);
	}
	buf_cut(&file, MEMBER_LEN);
	file.data[MEMBER_LEN - 6] ^= 1; /* the checksum */
	assert_false(read_back(file.data, file.len, 100, &out, &err));
	assert_string_equal(out.data, "dateline\n");
	buf_release(&file);
	buf_release(&out);
}

static void
more_than_the_limit_is_refused(void **state)
{
	struct buf out = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_true(read_back(member, MEMBER_LEN, 9, &out, &err));
	assert_false(read_back(member, MEMBER_LEN, 8, &out, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_false(read_back("12345", 5, 4, &out, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	buf_release(&out);
}

static void
reading_goes_in_pieces_of_any_size(void **state)
{
	struct err err = { 0 };
	struct zio *zio;
	size_t got = 1;
	char c;

	(void)state;
	assert_true(fs_write_file(path.data, member, MEMBER_LEN, &err));
	zio = zio_open(path.data, &err);
	for (size_t i = 0; i < 9; i++) {
		assert_true(zio_read(zio, &c, 1, &got, &err));
		assert_int_equal(got, 1);
		assert_int_equal(c, "dateline\n"[i]);
	}
	assert_true(zio_read(zio, &c, 1, &got, &err));
	assert_int_equal(got, 0);
	assert_true(zio_read(zio, &c, 1, &got, &err));
	assert_int_equal(got, 0);
	zio_close(zio);
	zio_close(NULL);
}

static void
files_that_cannot_be_read_say_so(void **state)
{
	struct err err = { 0 };
	struct buf out = { 0 };
	struct zio *zio;

	(void)state;
	assert_null(zio_open("/nonexistent/file", &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	zio = zio_open(scratch, &err);
	assert_non_null(zio);
	assert_false(zio_read_all(zio, 100, &out, &err));
	assert_int_equal(err.kind, ERR_IO);
	zio_close(zio);
	buf_release(&out);
}

static void
checksums_are_those_of_gzip(void **state)
{
	struct err err = { 0 };
	uint64_t size = 0;
	uint32_t crc = 0;

	(void)state;
	assert_int_equal(zio_crc(0, "123456789", 9), 0xcbf43926);
	assert_int_equal(
		zio_crc(zio_crc(0, "1234", 4), "56789", 5), 0xcbf43926);
	assert_int_equal(zio_crc(7, NULL, 0), 7);
	assert_true(fs_write_file(path.data, "123456789", 9, &err));
	assert_true(zio_crc_file(path.data, &crc, &size, &err));
	assert_int_equal(crc, 0xcbf43926);
	assert_int_equal(size, 9);
	assert_false(zio_crc_file("/nonexistent/file", &crc, &size, &err));
}

static void
a_part_is_given_as_it_is(void **state)
{
	struct err err = { 0 };
	struct buf out = { 0 };
	struct zio *zio;

	(void)state;
	assert_true(fs_write_file(path.data, "0123456789", 10, &err));
	zio = zio_open_part(path.data, 3, 7, &err);
	assert_non_null(zio);
	assert_true(zio_read_all(zio, 100, &out, &err));
	assert_string_equal(out.data, "3456");
	assert_int_equal(zio_offset(zio), 4);
	zio_close(zio);
	assert_null(zio_open_part("/nonexistent/file", 0, 1, &err));
	buf_release(&out);
}

/* Two members with damage between them, read as far as it goes. */
static void
read_mended(const void *damage, size_t len, const char *wanted)
{
	struct err err = { 0 };
	struct buf file = { 0 }, out = { 0 };
	struct zio *zio;

	buf_add(&file, member, MEMBER_LEN);
	buf_add(&file, damage, len);
	buf_add(&file, second, SECOND_LEN);
	assert_true(fs_write_file(path.data, file.data, file.len, &err));
	zio = zio_open(path.data, &err);
	assert_false(zio_mend(zio)); /* there is no damage yet */
	while (!zio_read_all(zio, 100, &out, &err) && zio_mend(zio))
		continue;
	assert_string_equal(buf_text(&out), wanted);
	zio_close(zio);
	buf_release(&file);
	buf_release(&out);
}

static void
a_damaged_file_goes_on_at_the_next_member(void **state)
{
	(void)state;
	read_mended("no member", 9, "dateline\nsecond\n");
	read_mended(member, MEMBER_LEN - 4, "dateline\ndateline\nsecond\n");
	read_mended("\x1f\x8b\x08\x00 and more", 13, "dateline\nsecond\n");
}

static void
bytes_are_inflated_in_any_wrapping(void **state)
{
	static const char zlib[] =
		"\x78\x9c\x4b\x49\x2c\x49\xcd\xc9\xcc\x4b\xe5\x02\x00\x0e"
		"\x9d\x03\x5d";
	struct err err = { 0 };
	struct buf out = { 0 };

	(void)state;
	assert_true(zio_inflate(member, MEMBER_LEN, 100, &out, &err));
	assert_string_equal(out.data, "dateline\n");
	buf_reset(&out);
	assert_true(zio_inflate(zlib + 2, 11, 100, &out, &err));
	assert_string_equal(out.data, "dateline\n");
	buf_reset(&out);
	assert_false(zio_inflate(member, MEMBER_LEN, 4, &out, &err));
	assert_int_equal(out.len, 4);
	buf_reset(&out);
	assert_false(zio_inflate(member, MEMBER_LEN - 9, 100, &out, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_false(zio_inflate("", 0, 100, &out, &err));
	buf_release(&out);
}

static void
pieces_come_back_at_every_level(void **state)
{
	static const char text[] = "coal coal coal coal coal coal coal coal "
				   "coal coal coal coal coal coal coal coal";
	struct zio_inflater *inflater = zio_inflater_new();

	(void)state;
	for (int level = 1; level <= 12; level++) {
		struct zio_deflater *deflater = zio_deflater_new(level);
		struct buf out = { 0 };
		char back[sizeof(text)];

		buf_puts(&out, "before");
		for (int i = 0; i < 2; i++) { /* one after the other */
			size_t took =
				zio_deflate(deflater, text, sizeof(text), &out);
			const char *at = out.data + out.len - took;

			assert_true(took < sizeof(text));
			assert_true(zio_inflate_piece(
				inflater, at, took, back, sizeof(back)));
			assert_memory_equal(back, text, sizeof(text));
		}
		assert_memory_equal(out.data, "before", 6);
		zio_deflater_free(deflater);
		buf_release(&out);
	}
	zio_inflater_free(inflater);
}

static void
a_piece_is_given_whole_or_not_at_all(void **state)
{
	static const char text[] = "coal coal coal coal coal coal coal coal "
				   "coal coal coal coal coal coal coal coal";
	struct zio_deflater *deflater = zio_deflater_new(6);
	struct zio_inflater *inflater = zio_inflater_new();
	struct buf out = { 0 }, again = { 0 };
	struct err err = { 0 };
	char back[sizeof(text) + 1];

	(void)state;
	zio_deflate(deflater, text, sizeof(text), &out);
	assert_true(zio_inflate(out.data, out.len, 100, &again, &err));
	assert_int_equal(again.len, sizeof(text));
	assert_false(zio_inflate_piece(
		inflater, out.data, out.len, back, sizeof(text) - 1));
	assert_false(zio_inflate_piece(
		inflater, out.data, out.len, back, sizeof(text) + 1));
	assert_false(zio_inflate_piece(
		inflater, out.data, out.len - 1, back, sizeof(text)));
	assert_false(zio_inflate_piece(
		inflater, "\xff\xff\xff", 3, back, sizeof(text)));
	zio_deflater_free(deflater);
	zio_inflater_free(inflater);
	buf_release(&out);
	buf_release(&again);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_files_are_given_as_they_are),
		cmocka_unit_test(a_long_file_is_given_whole),
		cmocka_unit_test(gzip_members_are_joined),
		cmocka_unit_test(what_came_before_the_damage_is_given_out),
		cmocka_unit_test(more_than_the_limit_is_refused),
		cmocka_unit_test(reading_goes_in_pieces_of_any_size),
		cmocka_unit_test(files_that_cannot_be_read_say_so),
		cmocka_unit_test(checksums_are_those_of_gzip),
		cmocka_unit_test(a_part_is_given_as_it_is),
		cmocka_unit_test(a_damaged_file_goes_on_at_the_next_member),
		cmocka_unit_test(bytes_are_inflated_in_any_wrapping),
		cmocka_unit_test(pieces_come_back_at_every_level),
		cmocka_unit_test(a_piece_is_given_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
