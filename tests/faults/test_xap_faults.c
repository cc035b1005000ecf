/*
 * Nothing thrown crosses the Xapian door: each kind of exception, at each
 * entry point, comes back as the right kind of error, and what was open is
 * usable afterwards.  Built with DATELINE_FAULTS.
 */
#include "base/fs.h"
#include "engine/index/writer.h"
#include "engine/xap/xap.h"
#include "tests/lib/shard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

static const struct {
	const char *thrown;
	enum err_kind kind;
} expected[] = {
	{ "deadline", ERR_STOPPED },
	{ "kill", ERR_KILLED },
	{ "AssertionError", ERR_INTERNAL },
	{ "InvalidArgumentError", ERR_INTERNAL },
	{ "InvalidOperationError", ERR_INTERNAL },
	{ "UnimplementedError", ERR_UNAVAILABLE },
	{ "DatabaseError", ERR_INDEX },
	{ "DatabaseError of the system", ERR_IO },
	{ "DatabaseCorruptError", ERR_INDEX },
	{ "DatabaseCreateError", ERR_IO },
	{ "DatabaseLockError", ERR_BUSY },
	{ "DatabaseModifiedError", ERR_STALE },
	{ "DatabaseOpeningError", ERR_INDEX },
	{ "DatabaseVersionError", ERR_INDEX },
	{ "DatabaseNotFoundError", ERR_NOT_FOUND },
	{ "DatabaseClosedError", ERR_INTERNAL },
	{ "DocNotFoundError", ERR_NOT_FOUND },
	{ "FeatureUnavailableError", ERR_UNAVAILABLE },
	{ "InternalError", ERR_INTERNAL },
	{ "NetworkError", ERR_IO },
	{ "NetworkTimeoutError", ERR_IO },
	{ "QueryParserError", ERR_INPUT },
	{ "SerialisationError", ERR_INDEX },
	{ "RangeError", ERR_INDEX },
	{ "WildcardError", ERR_INPUT },
	{ "bad_alloc", ERR_MEMORY },
	{ "runtime_error", ERR_INTERNAL },
	{ "unknown", ERR_INTERNAL },
};

/* What the entry points are called with. */
struct world {
	char dir[64];
	char shard[96]; /* a finished one */
	char aside[96]; /* where there is nothing yet */
	struct xap_stemmer *stemmer;
	struct xap_reader *reader;
	struct writer *writer;
};

static const struct shard_story stories[] = {
	{ "the dock strike ends", NULL },
	{ "the strike of the dockers", NULL },
};

static const struct writer_kind *
kind(void)
{
	return writer_kind_named("xapian");
}

/* ---- the entry points ---- */

static bool
stemmer_open(struct world *w, struct err *err)
{
	return (w->stemmer = xap_stemmer_open("english", err)) != NULL;
}

static void
stemmer_close(struct world *w)
{
	xap_stemmer_close(w->stemmer);
}

static bool
stem(struct world *w, struct err *err)
{
	const char *text;
	size_t len;

	return xap_stem(w->stemmer, "strikes", 7, &text, &len, err);
}

static bool
reader_open(struct world *w, struct err *err)
{
	return (w->reader = xap_reader_open(w->shard, err)) != NULL;
}

static void
reader_close(struct world *w)
{
	xap_reader_close(w->reader);
}

static bool
reader_stories(struct world *w, struct err *err)
{
	uint32_t n;

	return xap_reader_stories(w->reader, &n, err) && n == 2;
}

static bool
reader_term(struct world *w, struct err *err)
{
	uint32_t n;

	return xap_reader_term(w->reader, "dock", 4, &n, err) && n == 1;
}

static bool
reader_beginning(struct world *w, struct err *err)
{
	const char *const *terms;
	uint32_t n;

	return xap_reader_beginning(
		       w->reader, "dock", 4, '/', 9, &terms, &n, err) &&
	       n > 0;
}

static bool
reader_terms(struct world *w, struct err *err)
{
	uint64_t n;

	return xap_reader_terms(w->reader, &n, err) && n == 14;
}

static bool
reader_find(struct world *w, struct err *err)
{
	uint32_t docid;

	return xap_reader_find(w->reader, "Q2", 2, &docid, err) && docid == 2;
}

static bool
reader_data(struct world *w, struct err *err)
{
	const char *data;
	size_t len;

	return xap_reader_data(w->reader, 2, &data, &len, err) &&
	       len == strlen(stories[1].words);
}

static bool
reader_slot(struct world *w, struct err *err)
{
	const char *value;
	size_t len;

	return xap_reader_slot(w->reader, 2, SLOT_OUTLET, &value, &len, err) &&
	       len == 0;
}

static bool
reader_length(struct world *w, struct err *err)
{
	uint32_t length;

	return xap_reader_length(w->reader, 2, &length, err) && length == 5;
}

static const struct match_query strike = {
	.op = MATCH_TERM, .term = "Zstrike", .term_len = 7
};

static bool
reader_page(struct world *w, struct err *err)
{
	const struct match_ranking ranking = { .k1 = 1, .b = 0.5, .limit = 2 };
	struct match_hit hits[2];
	uint32_t n;

	return xap_reader_page(
		       w->reader, &strike, &ranking, NULL, hits, &n, err) &&
	       n == 2;
}

static bool
reader_page_behind(struct world *w, struct err *err)
{
	const struct match_ranking ranking = { .k1 = 1, .b = 0.5, .limit = 2 };
	const struct match_behind behind = { .last = { 1, 1000 } };
	struct match_hit hits[2];
	uint32_t n;

	return xap_reader_page_behind(w->reader, &strike, &ranking, &behind,
		       NULL, hits, &n, err) &&
	       n == 2;
}

static bool
reader_matches(struct world *w, struct err *err)
{
	const uint32_t *docids;
	uint32_t n;
	bool complete;

	return xap_reader_matches(
		       w->reader, &strike, NULL, &docids, &n, &complete, err) &&
	       n == 2 && complete;
}

static bool
reader_sharing(struct world *w, struct err *err)
{
	const struct match_share share = { .word = &strike, .weight = 1 };
	const uint32_t *docids;
	uint32_t n;
	bool complete;

	return xap_reader_sharing(w->reader, &share, 1, 1, NULL, &docids, &n,
		       &complete, err) &&
	       n == 2 && complete;
}

static bool
check(struct world *w, struct err *err)
{
	char report[1000];
	uint64_t faults;

	return xap_check(w->shard, &faults, report, sizeof(report), err) &&
	       faults == 0;
}

static bool
writer_open(struct world *w, struct err *err)
{
	return (w->writer = kind()->open(w->aside, err)) != NULL;
}

static void
writer_close(struct world *w)
{
	kind()->close(w->writer);
}

static bool
writer_add(struct world *w, struct err *err)
{
	return shard_add(kind(), w->writer, &stories[0], 1, err);
}

static bool
writer_finish(struct world *w, struct err *err)
{
	return kind()->finish(w->writer, err);
}

static bool
merge(struct world *w, struct err *err)
{
	const char *shards[] = { w->shard, w->shard };

	return kind()->merge(shards, 2, w->aside, err);
}

/* Opened before, called under fire, called again, closed after. */
static const struct entry {
	const char *name;
	bool (*open)(struct world *, struct err *);
	bool (*call)(struct world *, struct err *);
	void (*close)(struct world *);
} entries[] = {
	{ "xap_stemmer_open", NULL, stemmer_open, stemmer_close },
	{ "xap_stem", stemmer_open, stem, stemmer_close },
	{ "xap_reader_open", NULL, reader_open, reader_close },
	{ "xap_reader_stories", reader_open, reader_stories, reader_close },
	{ "xap_reader_term", reader_open, reader_term, reader_close },
	{ "xap_reader_beginning", reader_open, reader_beginning, reader_close },
	{ "xap_reader_terms", reader_open, reader_terms, reader_close },
	{ "xap_reader_find", reader_open, reader_find, reader_close },
	{ "xap_reader_data", reader_open, reader_data, reader_close },
	{ "xap_reader_slot", reader_open, reader_slot, reader_close },
	{ "xap_reader_length", reader_open, reader_length, reader_close },
	{ "xap_reader_page", reader_open, reader_page, reader_close },
	{ "xap_reader_page_behind", reader_open, reader_page_behind,
		reader_close },
	{ "xap_reader_matches", reader_open, reader_matches, reader_close },
	{ "xap_reader_sharing", reader_open, reader_sharing, reader_close },
	{ "xap_check", NULL, check, NULL },
	{ "writer open", NULL, writer_open, writer_close },
	{ "writer add", writer_open, writer_add, writer_close },
	{ "writer finish", writer_open, writer_finish, writer_close },
	{ "writer merge", NULL, merge, NULL },
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* ---- the tests ---- */

static void
every_kind_of_exception_has_its_kind_of_error(void **state)
{
	(void)state;
	assert_int_equal(xap_fault_kinds(), COUNT(expected));
	for (int i = 0; i < xap_fault_kinds(); i++)
		assert_string_equal(xap_fault_name(i), expected[i].thrown);
}

/* One exception at one entry point. */
static void
strike_at(struct world *w, const struct entry *entry, int fault)
{
	struct err err = { 0 };

	if (entry->open != NULL)
		assert_true(entry->open(w, &err));
	xap_fault_arm(fault);
	if (entry->call(w, &err) || err.kind != expected[fault].kind)
		fail_msg("%s at %s came back as kind %d: %s",
			expected[fault].thrown, entry->name, err.kind,
			err.text);
	assert_true(err.text[0] != '\0');
	if (!entry->call(w, &err))
		fail_msg("%s is of no use after %s: %s", entry->name,
			expected[fault].thrown, err.text);
	if (entry->close != NULL)
		entry->close(w);
	assert_true(fs_remove_tree(w->aside, &err));
}

static void
no_exception_gets_past_any_entry_point(void **state)
{
	struct world *w = *state;

	for (size_t e = 0; e < COUNT(entries); e++)
		for (int fault = 0; fault < xap_fault_kinds(); fault++)
			strike_at(w, &entries[e], fault);
}

/* Closing cannot fail, and frees all the same (the sanitizer looks). */
static void
no_exception_keeps_a_handle_from_closing(void **state)
{
	struct world *w = *state;
	struct err err = { 0 };

	for (size_t e = 0; e < COUNT(entries); e++)
		for (int fault = 0; fault < xap_fault_kinds(); fault++) {
			if (entries[e].open == NULL)
				continue;
			assert_true(entries[e].open(w, &err));
			xap_fault_arm(fault);
			entries[e].close(w);
			assert_true(fs_remove_tree(w->aside, &err));
		}
	assert_int_equal(err.kind, ERR_NONE);
}

static void
an_unarmed_door_throws_nothing(void **state)
{
	struct world *w = *state;
	struct err err = { 0 };

	xap_fault_arm(0);
	xap_fault_arm(-1);
	assert_true(check(w, &err));
	assert_int_equal(err.kind, ERR_NONE);
}

static int
make_world(void **state)
{
	static struct world w;
	struct err err = { 0 };

	snprintf(w.dir, sizeof(w.dir), "/tmp/dateline-faults-XXXXXX");
	if (mkdtemp(w.dir) == NULL)
		return -1;
	snprintf(w.shard, sizeof(w.shard), "%s/shard", w.dir);
	snprintf(w.aside, sizeof(w.aside), "%s/aside", w.dir);
	*state = &w;
	return shard_write(w.shard, stories, COUNT(stories), 1, &err) ? 0 : -1;
}

static int
remove_world(void **state)
{
	struct world *w = *state;

	return fs_remove_tree(w->dir, NULL) ? 0 : -1;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_exception_has_its_kind_of_error),
		cmocka_unit_test(no_exception_gets_past_any_entry_point),
		cmocka_unit_test(no_exception_keeps_a_handle_from_closing),
		cmocka_unit_test(an_unarmed_door_throws_nothing),
	};

	return cmocka_run_group_tests(tests, make_world, remove_world);
}
