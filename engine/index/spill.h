/*
 * spill.h - what a build has too much of for its memory, in a file
 *
 * The file is made in the scratch folder when it is first needed, and is not
 * kept open: there are more of them in a build than a process may have.  Who
 * was given its path removes it.
 *
 * Thread: a file belongs to one thread.
 */
#ifndef ENGINE_SPILL_H
#define ENGINE_SPILL_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>

/*
 * Move the bytes behind what is in the file; then there are none, unless it
 * failed.  *path is NULL at first, and the file is named after the pattern,
 * which ends in XXXXXX; the path is the caller's to free.  ERR_IO.
 */
bool spill_append(const char *scratch, const char *pattern, char **path,
	struct buf *bytes, struct err *err);

#endif
