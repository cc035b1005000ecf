/*
 * segment.h - the stories of one generation's own folder
 *
 * A segment is a database and its columns, as one build or one addition made
 * them.  Generations share segments; a process that has one open uses it for
 * all of them.  Which of its stories are deleted, and which docids they have
 * among those of other segments, a generation says (engine/index/archive.h).
 *
 * Thread: shared and counted; once open it is only read.
 */
#ifndef ENGINE_SEGMENT_H
#define ENGINE_SEGMENT_H

#include "base/err.h"
#include "engine/index/columns.h"
#include "engine/index/manifest.h"

#include <stdbool.h>
#include <stdint.h>

struct segment {
	char name[8]; /* of the generation it is in */
	char *path;   /* of that */
	struct columns columns;
	struct manifest manifest; /* of that generation */
	int lock_fd;		  /* shared lock on it */
	int refs;
};

/*
 * Open the segment of dir/name, which must have this manifest; what `known`
 * has open is used.  Sizes are checked, the columns also by checksum.  Errors:
 * ERR_INDEX; ERR_NOT_FOUND: it was removed meanwhile.
 */
struct segment *segment_open(const char *dir, const char *name, uint32_t crc,
	struct segment *const *known, uint32_t nknown, struct err *err);

/* The last reference closes it, and sweeps the folder if no live generation
 * stands on it. */
void segment_unref(struct segment *segment);

#endif
