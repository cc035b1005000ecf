/*
 * writer.h - where the build puts documents, however the database is written
 *
 * A writer makes one shard: documents come in docid order 1, 2, 3 … and are
 * never touched again.  Merging appends shards in the given order,
 * renumbering by ranges.  The kinds of writer are rows of one table: "glass"
 * writes in bulk (engine/glass/), "xapian" leaves it to libxapian.
 *
 * Errors: ERR_IO, ERR_INDEX, ERR_MEMORY …; the shard is then unusable.
 * Thread: a writer belongs to one thread; several may run in parallel.
 */
#ifndef ENGINE_WRITER_H
#define ENGINE_WRITER_H

#include "base/err.h"
#include "engine/index/fields.h"
#include "engine/index/term_list.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct document {
	const struct term_list *terms;
	const char *data; /* the uri */
	size_t data_len;
	/* for Xapian's remote backend; not every kind writes them */
	const char *slots[SLOTS]; /* NULL: absent */
	size_t slot_lens[SLOTS];
};

/* All documents of a term. */
struct posting_list {
	const char *term;
	size_t term_len;
	const uint32_t *docids, *wdfs;
	uint32_t count;
};

struct writer; /* each kind's own */

struct writer_kind {
	const char *name;
	bool slots; /* are they in its databases? */
	/* Create a shard at path, which must not exist. */
	struct writer *(*open)(const char *path, struct err *err);
	bool (*add)(struct writer *writer, const struct document *document,
		struct err *err);
	/* Documents without their terms, and then the lists of all terms in the
	 * order of their bytes: instead of add().  NULL: this kind cannot. */
	bool (*document)(struct writer *writer, const char *data, size_t len,
		uint32_t length, struct err *err);
	bool (*list)(struct writer *writer, const struct posting_list *list,
		struct err *err);
	/* Complete the shard on disk (not fsynced). */
	bool (*finish)(struct writer *writer, struct err *err);
	/* Go on with another shard, where what is known of terms need not be
	 * found out again; NULL: another writer does as well. */
	bool (*next)(struct writer *writer, const char *path, struct err *err);
	void (*close)(struct writer *writer); /* always last; NULL is fine */
	/* One database at dest, which must not exist, of n >= 1 shards. */
	bool (*merge)(const char *const *shards, size_t n, const char *dest,
		struct err *err);
	/* About how many bytes of memory a shard may take while it is made;
	 * NULL: the kind sees to it by itself. */
	void (*limit)(struct writer *writer, size_t bytes);
};

/* By name; NULL name gives the default; NULL if there is none of that name. */
const struct writer_kind *writer_kind_named(const char *name);

extern const struct writer_kind xap_writer_kind;
extern const struct writer_kind glass_writer_kind;

#ifdef __cplusplus
}
#endif

#endif
