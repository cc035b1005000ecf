/*
 * glass_version.h - the file that makes a folder of tables a database
 *
 * It names the format and the database, says where each table's root is, and
 * holds the statistics of all documents.  Until it is there, no reader takes
 * the folder for a database.  Layout: docs/glass.md.
 *
 * Thread: any.
 */
#ifndef ENGINE_GLASS_VERSION_H
#define ENGINE_GLASS_VERSION_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* In the order of the file. */
enum glass_tables {
	GLASS_POSTLIST,
	GLASS_DOCDATA,
	GLASS_TERMLIST,
	GLASS_POSITION,
	GLASS_SPELLING,
	GLASS_SYNONYM,
	GLASS_TABLES
};
/* File names in the database's folder. */
extern const char *const glass_table_files[GLASS_TABLES];
/* From how many bytes on a table's tags are deflated; 0: never. */
extern const uint32_t glass_compress_min[GLASS_TABLES];

struct glass_statistics {
	uint32_t documents;    /* their docids are 1..documents */
	uint32_t length_least; /* of those above 0; 0 when there is none */
	uint32_t length_most;
	uint32_t wdf_most;
	uint64_t length_all;
};

/* One more document of this length. */
void glass_statistics_add(struct glass_statistics *statistics, uint32_t length);

/* The name of the format and a UUID, before all numbers. */
#define GLASS_VERSION_HEAD 32
/* Do the bytes of an iamglass begin as they should? */
bool glass_version_begins(const struct buf *bytes);

/* Write dir/iamglass (not fsynced).  roots[t] is what glass_table_finish()
 * gave; empty for a table that has no file.  ERR_IO. */
bool glass_version_write(const char *dir, const struct buf roots[GLASS_TABLES],
	const struct glass_statistics *statistics, struct err *err);

#endif
