/* spill.c - what a build has too much of for its memory, in a file */
#include "engine/index/spill.h"

#include "base/fs.h"
#include "base/mem.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* A descriptor of the file, made when there is none; -1 on failure. */
static int
open_file(const char *scratch, const char *pattern, char **path)
{
	struct buf made = { 0 };
	int fd;

	if (*path != NULL)
		return open(*path, O_WRONLY | O_APPEND | O_CLOEXEC);
	fs_join(&made, scratch, pattern, NULL);
	fd = mkostemp(made.data, O_CLOEXEC);
	if (fd >= 0)
		*path = mem_string(made.data);
	buf_release(&made);
	return fd;
}

bool
spill_append(const char *scratch, const char *pattern, char **path,
	struct buf *bytes, struct err *err)
{
	int fd = open_file(scratch, pattern, path);
	bool ok = (fd >= 0 && fs_write_all(fd, bytes->data, bytes->len)) ||
		  err_errno(err, "%s/%s", scratch, pattern);

	if (fd >= 0)
		close(fd);
	if (ok)
		buf_reset(bytes);
	return ok;
}
