/*
 * glass_sample.h - one database, written by both writers, for tests of reading
 *
 * Thread: one.
 */
#ifndef TESTS_UNIT_GLASS_SAMPLE_H
#define TESTS_UNIT_GLASS_SAMPLE_H

#include "base/fs.h"
#include "base/mem.h"
#include "engine/glass/glass_postings.h"
#include "engine/index/writer.h"
#include "tests/unit/unit.h"

enum { STORIES = 9000, TERMS = 12, LONG = 200, DATA_MOST = 20000 };

/* ---- what is written ---- */

static inline uint32_t
mixed(uint32_t a, uint32_t b)
{
	uint32_t seed = (a * 2654435761u) ^ (b * 2246822519u);

	seed = (seed ^ seed >> 15) * 2246822519u;
	return seed ^ seed >> 13;
}

/* Term t is in one story of 1, 2, 4 …; the last ones have long names, with
 * NULs, so that their chunks come in pieces. */
static inline bool
has(uint32_t docid, uint32_t t)
{
	return mixed(docid, t) % (1u << t % 8) == 0;
}

static inline uint32_t
wdf_of(uint32_t docid, uint32_t t)
{
	uint32_t drawn = mixed(docid, t + 100);

	return drawn % 50 == 0 ? 100 + drawn % 100000 : drawn % 5;
}

static inline size_t
name_of(uint32_t t, char name[LONG + 1])
{
	size_t len = t < TERMS - 2 ? 2 : LONG;

	memset(name, 'x', LONG + 1);
	name[0] = 'a';
	name[1] = (char)('a' + t);
	if (t == TERMS - 1)
		name[5] = '\0';
	return len;
}

static inline size_t
data_of(uint32_t docid, char data[DATA_MOST])
{
	size_t len = docid % 1000 == 0 ? DATA_MOST : 1 + mixed(docid, 7) % 90;

	for (size_t i = 0; i < len; i++)
		data[i] = (char)('a' + mixed(docid, (uint32_t)i) % 26);
	return len;
}

static inline void
add_document(
	const struct writer_kind *kind, struct writer *writer, uint32_t docid)
{
	static char names[TERMS][LONG + 1], data[DATA_MOST];
	struct term terms[TERMS];
	struct term_list list = { .terms = terms };
	struct document document = { .terms = &list, .data = data };
	struct err err = { 0 };

	for (uint32_t t = 0; t < TERMS; t++) {
		if (!has(docid, t))
			continue;
		terms[list.count++] = (struct term){
			.text = names[t],
			.len = (uint32_t)name_of(t, names[t]),
			.wdf = wdf_of(docid, t),
		};
		list.length += wdf_of(docid, t);
	}
	document.data_len = data_of(docid, data);
	document.slots[SLOT_CLUSTER] = "c";
	document.slot_lens[SLOT_CLUSTER] = 1;
	if (!kind->add(writer, &document, &err))
		fail_msg("%s", err.text);
}

struct written {
	char *scratch;
	struct buf paths[2];
};

static inline void
write_database(const char *dir, const char *name, struct buf *path)
{
	const struct writer_kind *kind = writer_kind_named(name);
	struct buf shard = { 0 };
	struct err err = { 0 };
	struct writer *writer;

	fs_join(&shard, dir, "shard", NULL);
	fs_join(path, dir, name, NULL);
	writer = kind->open(shard.data, &err);
	assert_non_null(writer);
	for (uint32_t docid = 1; docid <= STORIES; docid++)
		add_document(kind, writer, docid);
	assert_true(kind->finish(writer, &err));
	kind->close(writer);
	if (!kind->merge((const char *const *)&shard.data, 1, path->data, &err))
		fail_msg("%s", err.text);
	fs_remove_tree(shard.data, NULL);
	buf_release(&shard);
}

static inline int
write_both(void **state)
{
	static struct written w;

	w.scratch = unit_scratch();
	write_database(w.scratch, "xapian", &w.paths[0]);
	write_database(w.scratch, "glass", &w.paths[1]);
	*state = &w;
	return 0;
}

static inline int
remove_both(void **state)
{
	struct written *w = *state;

	fs_remove_tree(w->scratch, NULL);
	free(w->scratch);
	buf_release(&w->paths[0]);
	buf_release(&w->paths[1]);
	return 0;
}

#endif
