/*
 * build.h - a pile of files into the next generation of an archive
 *
 *   inputs ─read, extract─> spools ─revise─> spools ─order─> keys
 *          ─slices─> shards, columns ─merge─> building/ ─publish─> live
 *
 * Reading and indexing are spread over workers; order, clusters and docids
 * depend only on the input.  Nothing is visible before it is published, and
 * when nothing could be indexed the archive stays as it was.
 *
 * Thread: called from main; uses threads of its own.
 */
#ifndef INDEXER_BUILD_H
#define INDEXER_BUILD_H

#include "base/err.h"
#include "indexer/learning/keeper.h"
#include "indexer/learning/learned.h"
#include "indexer/progress.h"
#include "indexer/rejects.h"
#include "indexer/sources/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct build_options {
	const char *index; /* the archive's folder */
	char **paths;
	size_t npaths;
	unsigned workers;
	size_t memory;		       /* bytes to index in; 0: the preset */
	const char *writer;	       /* NULL: the default kind */
	const char *fallback_language; /* "" or NULL: none */
	const struct source_rules *rules;
	struct learning_options {
		bool off;	/* learn nothing of the whole */
		unsigned least; /* stories that repeat a sentence, */
		unsigned
			percent; /* share of the outlet's; 0: none is learned */
		const struct keeper *keeper;
	} learning;
};

struct build_report {
	char generation[8];
	uint32_t stories, distinct;
	uint32_t dated, with_outlet, with_actors;
	uint32_t learned[LEARNED_KINDS]; /* things of each kind, */
	uint32_t revised;		 /* and stories changed by them */
	uint64_t text_bytes, index_bytes;
	double seconds;
	bool path_failed; /* a path of the command line was unreadable */
};

/*
 * Errors: ERR_BUSY (another writer), ERR_INPUT when not one story could be
 * indexed, ERR_IO and the rest as they come.  rejects is filled either way.
 */
bool build_run(const struct build_options *options, struct rejects *rejects,
	struct progress *progress, struct build_report *report,
	struct err *err);

#endif
