/* registry_open.c - where the registry files are, when nobody says */
#include "base/buf.h"
#include "base/fs.h"
#include "indexer/registry.h"

#include <string.h>
#include <unistd.h>

/* <folder of the program>/../conf/name, if it is there. */
static bool
beside_program(const char *name, struct buf *out)
{
	char program[4096];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash;

	if (len <= 0)
		return false;
	program[len] = '\0';
	slash = strrchr(program, '/');
	if (slash == NULL)
		return false;
	*slash = '\0';
	buf_reset(out);
	buf_printf(out, "%s/../conf/%s", program, name);
	return fs_exists(out->data);
}

/* The path that is meant, in out; NULL when there is no such file. */
static const char *
locate(const char *path, const char *name, struct buf *out)
{
	if (path != NULL && *path != '\0')
		return path;
	if (beside_program(name, out))
		return out->data;
	buf_reset(out);
	buf_printf(out, "%s/%s", DATELINE_CONF_DIR, name);
	return fs_exists(out->data) ? out->data : NULL;
}

struct registry *
registry_open(const char *outlets, const char *actors, struct err *err)
{
	struct buf outlets_path = { 0 }, actors_path = { 0 };
	struct registry *registry =
		registry_load(locate(outlets, "outlets.tsv", &outlets_path),
			locate(actors, "actors.tsv", &actors_path), err);

	buf_release(&outlets_path);
	buf_release(&actors_path);
	return registry;
}
