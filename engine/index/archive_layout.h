/*
 * archive_layout.h - names in an archive's folder, and who may remove what
 *
 * For engine/index/archive.c and engine/index/generation.c alone: what the
 * writer and the readers must agree on.
 *
 * A reader holds a shared lock (flock) on the manifest of its generation.
 * Whoever removes a generation holds an exclusive one, and renames the folder
 * away first, so that half of a generation never bears a generation's name.
 *
 * Thread: any.
 */
#ifndef ENGINE_ARCHIVE_LAYOUT_H
#define ENGINE_ARCHIVE_LAYOUT_H

#include "base/err.h"
#include "engine/index/manifest.h"

#include <stdbool.h>
#include <stdint.h>

#define ARCHIVE_LOCK "lock"
#define ARCHIVE_LIVE "live"
#define ARCHIVE_LIVE_NEXT "live.next" /* becomes live by rename */
#define ARCHIVE_BUILDING "building"
#define ARCHIVE_MERGING "merging" /* a segment made beside other changes */
#define ARCHIVE_GONE "gone-"	  /* and a generation's name: being removed */

#define GENERATION_NAME_SIZE 8 /* six digits; seven after a million builds */
#define GENERATION_LAST 9999999u

/* The number a generation's name stands for; 0 if it is no such name. */
uint32_t generation_number(const char *name);
void generation_name(uint32_t number, char name[GENERATION_NAME_SIZE]);

/* What DIR/live says.  Error: ERR_NOT_FOUND, ERR_INDEX, ERR_IO. */
bool archive_live(
	const char *dir, char name[GENERATION_NAME_SIZE], struct err *err);

/*
 * Lock the manifest of the generation at path, without waiting.  Returns the
 * descriptor, or -1 with errno EWOULDBLOCK (held by another) or ENOENT (there
 * is none, or it was removed meanwhile).
 */
enum generation_lock { GENERATION_READ, GENERATION_REMOVE };
int generation_lock(const char *path, enum generation_lock kind);

/*
 * Lock the live generation for reading and say its name.  Returns the
 * descriptor, or -1 with the errors of generation_open().
 */
int generation_lock_live(
	const char *dir, char name[GENERATION_NAME_SIZE], struct err *err);

/* Remove a generation that nobody reads; what cannot be removed stays for
 * the next writer. */
void generation_sweep(const char *dir, const char *name);

/*
 * What DIR/live needs: the live generation and those it stands on.  false when
 * that is not known for certain; then nothing may be removed.
 */
struct archive_needs {
	char live[GENERATION_NAME_SIZE]; /* "": there is none */
	struct manifest manifest;
};
bool archive_needs_read(
	const char *dir, struct archive_needs *needs, struct err *err);
bool archive_needs_it(const struct archive_needs *needs, const char *name);
void archive_needs_release(struct archive_needs *needs);

/* A reader has let the generation at path go: sweep it unless it is needed.
 * Its own lock must be open no more. */
void generation_let_go(const char *path, const char *name);

#endif
