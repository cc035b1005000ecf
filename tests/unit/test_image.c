/* test_image.c - promises of base/image.h */
#include "base/image.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/names.h"

#include "tests/unit/unit.h"

/* Two structures that lead to each other, and a set of strings. */
struct island {
	const char *name;
	const struct harbour *harbour;
	struct names ships;
};

struct harbour {
	const struct island *island;
	const char *none;
	const char *end; /* of the name, inside it */
};

static const unsigned char key[IMAGE_KEY] = "of the islands";

static void
make(const char *path)
{
	struct island island = { .name = "Westhaven" };
	struct harbour harbour = { .island = &island };
	struct image image = { 0 };
	struct err err = { 0 };

	island.harbour = &harbour;
	harbour.end = island.name + 4;
	names_add(&island.ships, "Aurora", 6, NULL);
	names_add(&island.ships, "Boreas, the long way round", 26, NULL);
	image_take(&image, &island, sizeof(island));
	image_take(&image, island.name, strlen(island.name) + 1);
	image_take(&image, &harbour, sizeof(harbour));
	image_link(&image, &island.name);
	image_link(&image, &island.harbour);
	image_link(&image, &harbour.island);
	image_link(&image, &harbour.none);
	image_link(&image, &harbour.end);
	image_link(&image, &harbour.end); /* once more */
	names_take(&island.ships, &image);
	if (!image_write(&image, path, key, &island, &err))
		fail_msg("%s", err.text);
	image_release(&image);
	names_release(&island.ships);
}

static void
is_there(const struct island *island)
{
	assert_non_null(island);
	assert_string_equal(island->name, "Westhaven");
	assert_ptr_equal(island->harbour->island, island);
	assert_null(island->harbour->none);
	assert_ptr_equal(island->harbour->end, island->name + 4);
	assert_int_equal(names_find(&island->ships, "Aurora", 6), 0);
	assert_int_equal(
		names_find(&island->ships, "Boreas, the long way round", 26),
		1);
	assert_int_equal(names_find(&island->ships, "Cirrus", 6), NAMES_NONE);
}

static char *folder;
static struct buf path;

static int
setup(void **state)
{
	(void)state;
	folder = unit_scratch();
	fs_join(&path, folder, "image", NULL);
	make(path.data);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	buf_release(&path);
	fs_remove_tree(folder, NULL);
	free(folder);
	return 0;
}

/* Two cannot be where the file says. */
static void
what_was_taken_is_there_wherever_it_is_mapped(void **state)
{
	struct image_map first, second;
	const struct island *a = image_open(path.data, key, &first);
	const struct island *b = image_open(path.data, key, &second);

	(void)state;
	assert_ptr_not_equal(a, b);
	is_there(a);
	is_there(b);
	image_close(&first);
	is_there(b);
	image_close(&second);
}

static void
of_another_key_or_no_file_there_is_none(void **state)
{
	unsigned char other[IMAGE_KEY];
	struct image_map map;

	(void)state;
	memcpy(other, key, sizeof(other));
	other[IMAGE_KEY - 1] ^= 1;
	assert_null(image_open(path.data, other, &map));
	assert_null(image_open(folder, key, &map));
	assert_int_equal(map.size, 0);
}

static void
one_that_was_damaged_is_none(void **state)
{
	struct buf bytes = { 0 };
	struct image_map map;
	struct err err;

	(void)state;
	assert_true(fs_read_file(path.data, 1 << 20, &bytes, &err));
	for (size_t i = 0; i < bytes.len; i += unit_one_in()) {
		bytes.data[i] ^= 0x10;
		assert_true(
			fs_write_file(path.data, bytes.data, bytes.len, &err));
		assert_null(image_open(path.data, key, &map));
		bytes.data[i] ^= 0x10;
	}
	assert_true(fs_write_file(path.data, bytes.data, bytes.len - 8, &err));
	assert_null(image_open(path.data, key, &map));
	assert_true(fs_write_file(path.data, bytes.data, bytes.len, &err));
	is_there(image_open(path.data, key, &map));
	image_close(&map);
	buf_release(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_taken_is_there_wherever_it_is_mapped),
		cmocka_unit_test(of_another_key_or_no_file_there_is_none),
		cmocka_unit_test(one_that_was_damaged_is_none),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
