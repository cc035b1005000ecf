/* The promises of engine/glass: the same database that libxapian writes. */
#include "base/arena.h"
#include "base/fs.h"
#include "base/mem.h"
#include "engine/glass/glass_code.h"
#include "engine/glass/glass_merge.h"
#include "engine/glass/glass_shard.h"
#include "engine/glass/glass_table.h"
#include "engine/glass/glass_verify.h"
#include "engine/glass/glass_version.h"
#include "engine/xap/xap.h"
#include "tests/unit/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- numbers and strings ---- */

static void
assert_bytes(struct buf *out, const char *bytes, size_t len)
{
	assert_int_equal(out->len, len);
	assert_memory_equal(out->data, bytes, len);
	buf_reset(out);
}
#define BYTES(out, literal) assert_bytes(out, literal, sizeof(literal) - 1)

static void
test_numbers_sort_by_their_bytes(void **state)
{
	struct buf out = { 0 };

	(void)state;
	glass_sort_uint(&out, 1);
	BYTES(&out, "\x00\x01");
	glass_sort_uint(&out, 32767);
	BYTES(&out, "\x7f\xff");
	glass_sort_uint(&out, 32768);
	BYTES(&out, "\x80\x80\x00");
	glass_sort_uint(&out, 4194303);
	BYTES(&out, "\xbf\xff\xff");
	glass_sort_uint(&out, 4194304);
	BYTES(&out, "\xc0\x40\x00\x00");
	glass_sort_uint(&out, 1u << 29);
	BYTES(&out, "\xe0\x20\x00\x00\x00");
	glass_sort_uint(&out, UINT32_MAX);
	BYTES(&out, "\xe0\xff\xff\xff\xff");
	glass_uint_last(&out, 256);
	BYTES(&out, "\x00\x01");
	glass_uint_last(&out, 0);
	assert_int_equal(out.len, 0);
	buf_release(&out);
}

static void
test_strings_keep_their_order_before_a_number(void **state)
{
	struct buf out = { 0 };

	(void)state;
	glass_sort_string(&out, "ab", 2, true);
	BYTES(&out, "ab\0");
	glass_sort_string(&out, "a\0b", 3, true);
	BYTES(&out, "a\0\xff"
		    "b\0");
	glass_sort_string(&out, "ab", 2, false);
	BYTES(&out, "ab");
	glass_string(&out, "abc", 3);
	BYTES(&out, "\x03"
		    "abc");
	buf_release(&out);
}

/* ---- tables ---- */

static void
test_a_table_refuses_keys_that_do_not_ascend(void **state)
{
	char *scratch = unit_scratch();
	struct buf path = { 0 }, key = { 0 };
	struct glass_tag tag = { .bytes = "x", .len = 1 };
	struct glass_table *table;
	struct err err = { 0 };

	(void)state;
	fs_join(&path, scratch, "table", NULL);
	table = glass_table_new(path.data, &err);
	assert_non_null(table);
	buf_puts(&key, "b");
	assert_true(glass_table_add(table, &key, &tag, &err));
	assert_false(glass_table_add(table, &key, &tag, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	buf_reset(&key);
	buf_puts(&key, "a");
	assert_false(glass_table_add(table, &key, &tag, &err));
	buf_reset(&key);
	assert_false(glass_table_add(table, &key, &tag, &err));
	for (int i = 0; i < GLASS_KEY_MAX + 1; i++)
		buf_putc(&key, 'c');
	assert_false(glass_table_add(table, &key, &tag, &err));
	buf_cut(&key, GLASS_KEY_MAX);
	assert_true(glass_table_add(table, &key, &tag, &err));
	glass_table_free(table);
	buf_release(&path);
	buf_release(&key);
	fs_remove_tree(scratch, NULL);
	free(scratch);
}

/* ---- whole databases ---- */

/* Random documents, with what is awkward in them more often than in life. */
struct maker {
	uint64_t random;
	struct arena arena;
	struct term terms[400];
	struct term_list list;
	struct document document;
};

static uint32_t
any(struct maker *m, uint32_t below)
{
	m->random = m->random * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((m->random >> 33) % below);
}

static int
by_text(const void *a, const void *b)
{
	const struct term *x = a, *y = b;
	uint32_t shorter = x->len < y->len ? x->len : y->len;
	int order = memcmp(x->text, y->text, shorter);

	return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

static struct term
make_term(struct maker *m)
{
	static const uint32_t spread[] = { 3, 30, 3000, 100000 };
	uint32_t n = any(m, spread[any(m, 4)]);
	struct term term = { .wdf = any(m, 4) };
	uint32_t positions = any(m, 3) == 0 ? any(m, 200) : any(m, 3);
	uint32_t *at = arena_array(&m->arena, positions + 1, sizeof(*at));
	uint32_t position = 0;

	/* Some long, some with NULs, some that begin like others. */
	term.text = any(m, 40) == 0 ? arena_printf(&m->arena, "%0*u",
					      (int)(100 + n % 140), n)
				    : arena_printf(&m->arena, "%s%u",
					      n % 7 ? "t" : "tt", n);
	term.len = (uint32_t)strlen(term.text);
	if (any(m, 50) == 0)
		term.text = arena_copy(&m->arena, "z\0q", term.len = 3);
	for (uint32_t i = 0; i < positions; i++)
		at[i] = position += 1 + any(m, any(m, 9) == 0 ? 90000 : 9);
	term.positions = at;
	term.npositions = positions;
	return term;
}

static void
make_terms(struct maker *m, uint32_t n)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++)
		m->terms[i] = make_term(m);
	qsort(m->terms, n, sizeof(*m->terms), by_text);
	for (uint32_t i = 0; i < n; i++)
		if (kept == 0 ||
			by_text(&m->terms[kept - 1], &m->terms[i]) != 0)
			m->terms[kept++] = m->terms[i];
	if (kept > 0) /* xapian-check wants length where there are positions */
		m->terms[0].wdf++;
	m->list = (struct term_list){ .terms = m->terms, .count = kept };
	for (uint32_t i = 0; i < kept; i++)
		m->list.length += m->terms[i].wdf;
}

/* Data from nothing to more than a block, of few letters or of many. */
static void
make_data(struct maker *m)
{
	static const uint32_t spread[] = { 1, 30, 900, 30000 };
	uint32_t len = any(m, spread[any(m, 4)]);
	uint32_t letters = any(m, 3) == 0 ? 256 : 1 + any(m, 4);
	char *data = arena_alloc(&m->arena, len + 1);

	for (uint32_t i = 0; i < len; i++)
		data[i] = (char)any(m, letters);
	m->document.data = data;
	m->document.data_len = len;
}

static void
make_document(struct maker *m)
{
	arena_reset(&m->arena);
	m->document = (struct document){ .terms = &m->list };
	make_terms(m, any(m, 12) == 0 ? 0 : 1 + any(m, 300));
	make_data(m);
}

/* Positions stand beside the database, in columns. */
static char *
dump_of(const char *database)
{
	const char *build = getenv("BUILD");
	struct buf command = { 0 }, out = { 0 };
	size_t got;
	FILE *pipe;

	buf_printf(&command, "%s/tests/lib/database_dump %s --no-positions",
		build != NULL ? build : "build/release", database);
	pipe = popen(command.data, "r");
	assert_non_null(pipe);
	do {
		char *room = buf_room(&out, 1 << 16);

		got = fread(room, 1, 1 << 16, pipe);
		buf_took(&out, got);
	} while (got > 0);
	if (pclose(pipe) != 0)
		fail_msg("%s: %s", command.data, buf_text(&out));
	buf_release(&command);
	return out.data;
}

static void
assert_sound(const char *path)
{
	struct err err = { 0 };
	uint64_t faults = 99;
	char report[4000];

	if (!xap_check(path, &faults, report, sizeof(report), &err))
		fail_msg("%s", err.text);
	if (faults != 0)
		fail_msg("%s", report);
}

/* The first line in which two dumps differ. */
static void
assert_same(const char *ours, const char *theirs)
{
	size_t line = 0, i;

	for (i = 0; ours[i] == theirs[i] && ours[i] != '\0'; i++)
		if (ours[i] == '\n')
			line = i + 1;
	if (ours[i] != theirs[i])
		fail_msg("%.200s\nis, by libxapian,\n%.200s", ours + line,
			theirs + line);
}

/* So many documents, in so many shards, with runs of so much memory; every
 * third shard is begun anew, the others go on with the one before. */
static void
compare(uint64_t seed, uint32_t documents, size_t nshards, size_t run_size)
{
	char *scratch = unit_scratch(), *ours, *theirs;
	struct buf whole = { 0 }, stock = { 0 }, paths[8] = { 0 };
	const char *names[8];
	struct maker m = { .random = seed };
	struct glass_shard *shard = NULL;
	struct writer *writer;
	struct err err = { 0 };

	fs_join(&stock, scratch, "stock", NULL);
	fs_join(&whole, scratch, "whole", NULL);
	writer = xap_writer_kind.open(stock.data, &err);
	assert_non_null(writer);
	for (size_t s = 0; s < nshards; s++) {
		buf_printf(&paths[s], "%s/shard-%zu", scratch, s);
		names[s] = paths[s].data;
		if (s % 3 == 0) {
			glass_shard_free(shard);
			shard = glass_shard_new(names[s], run_size, &err);
			assert_non_null(shard);
		} else {
			assert_true(glass_shard_next(shard, names[s], &err));
		}
		for (uint32_t d = 0; d < documents / nshards; d++) {
			make_document(&m);
			assert_true(glass_shard_add(shard, &m.document, &err));
			assert_true(
				xap_writer_kind.add(writer, &m.document, &err));
		}
		assert_true(glass_shard_finish(shard, &err));
	}
	glass_shard_free(shard);
	assert_true(xap_writer_kind.finish(writer, &err));
	xap_writer_kind.close(writer);
	if (!glass_merge(names, nshards, whole.data, &err))
		fail_msg("%s", err.text);
	ours = dump_of(whole.data);
	theirs = dump_of(stock.data);
	assert_same(ours, theirs);
	assert_sound(whole.data);
	free(ours);
	free(theirs);
	assert_false(glass_merge(names, nshards, whole.data, &err));
	fs_remove_tree(scratch, NULL);
	free(scratch);
	for (size_t s = 0; s < nshards; s++)
		buf_release(&paths[s]);
	buf_release(&whole);
	buf_release(&stock);
	arena_release(&m.arena);
}

static void
test_the_database_is_what_libxapian_writes(void **state)
{
	(void)state;
	compare(1, 1, 1, 1 << 30);
	compare(2, 40, 1, 1 << 30);
	compare(3, 900, 3, 1 << 30);
}

static void
test_runs_do_not_show(void **state)
{
	(void)state;
	compare(4, 300, 1, 1);
	compare(5, 600, 5, 1 << 20);
}

static void
test_an_empty_shard_is_no_trouble(void **state)
{
	(void)state;
	compare(6, 0, 1, 1 << 30);
	compare(7, 1, 2, 1 << 30); /* too few for two: both are empty */
}

/* ---- damage ---- */

/* A database of random documents in scratch/whole. */
static void
make_database(const char *scratch, struct buf *whole)
{
	struct maker m = { .random = 8 };
	struct buf path = { 0 };
	struct err err = { 0 };
	struct glass_shard *shard;
	const char *name;

	fs_join(&path, scratch, "shard", NULL);
	fs_join(whole, scratch, "whole", NULL);
	shard = glass_shard_new(path.data, 1 << 20, &err);
	assert_non_null(shard);
	for (int i = 0; i < 60; i++) {
		make_document(&m);
		assert_true(glass_shard_add(shard, &m.document, &err));
	}
	assert_true(glass_shard_finish(shard, &err));
	glass_shard_free(shard);
	name = path.data;
	if (!glass_merge(&name, 1, whole->data, &err))
		fail_msg("%s", err.text);
	buf_release(&path);
	arena_release(&m.arena);
}

/* Verify with byte `at` of a file changed, and put it back. */
static bool
sound_with(const struct buf *whole, const char *file, size_t at, char byte)
{
	struct buf path = { 0 }, bytes = { 0 };
	struct err err = { 0 };
	bool sound;
	char was;

	fs_join(&path, whole->data, file, NULL);
	assert_true(fs_read_file(path.data, 1 << 26, &bytes, &err));
	at %= bytes.len;
	was = bytes.data[at];
	bytes.data[at] = byte;
	assert_true(fs_write_file(path.data, bytes.data, bytes.len, &err));
	sound = glass_verify(whole->data, &err);
	if (!sound)
		assert_int_equal(err.kind, ERR_INDEX);
	bytes.data[at] = was;
	assert_true(fs_write_file(path.data, bytes.data, bytes.len, &err));
	buf_release(&path);
	buf_release(&bytes);
	return sound;
}

static void
test_damage_is_found(void **state)
{
	static const char *const files[] = { "iamglass", "postlist.glass",
		"postlist.glass", "docdata.glass" };
	char *scratch = unit_scratch();
	struct buf whole = { 0 };
	struct maker m = { .random = 9 };
	struct err err = { 0 };
	uint32_t damages = 400 / unit_one_in(), found = 0;

	(void)state;
	make_database(scratch, &whole);
	assert_true(glass_verify(whole.data, &err));
	for (uint32_t i = 0; i < damages; i++)
		found += !sound_with(&whole, files[i % 4], any(&m, 1u << 30),
			(char)any(&m, 256));
	/* Gaps and data are not looked at. */
	assert_true(found > damages / 4);
	/* The magic; the tables' entries; the lengths of all documents. */
	assert_false(sound_with(&whole, "iamglass", 2, 'x'));
	assert_false(sound_with(&whole, "iamglass", GLASS_VERSION_HEAD + 3, 1));
	assert_true(glass_verify(whole.data, &err));
	fs_remove_tree(scratch, NULL);
	free(scratch);
	buf_release(&whole);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_sort_by_their_bytes),
		cmocka_unit_test(test_strings_keep_their_order_before_a_number),
		cmocka_unit_test(test_a_table_refuses_keys_that_do_not_ascend),
		cmocka_unit_test(test_the_database_is_what_libxapian_writes),
		cmocka_unit_test(test_runs_do_not_show),
		cmocka_unit_test(test_an_empty_shard_is_no_trouble),
		cmocka_unit_test(test_damage_is_found),
	};

	return cmocka_run_group_tests_name("glass", tests, NULL, NULL);
}
