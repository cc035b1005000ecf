/* registry_open.c - where the registry files are, when nobody says */
#include "base/buf.h"
#include "base/fs.h"
#include "indexer/names/registry.h"
#include "indexer/names/registry_parts.h"

#include <stddef.h>
#include <unistd.h>

/* From the folder of the program: in the tree, where it is installed, and
 * in the tree from a build for tests (build/<mode>/bin). */
static const char *const places[] = { "../conf", "../share/dateline",
	"../../../conf" };

/* The folder of the program with a slash behind, in out. */
static bool
program_folder(struct buf *out)
{
	char program[4096];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program));

	while (len > 0 && program[len - 1] != '/')
		len--;
	if (len <= 0)
		return false;
	buf_add(out, program, (size_t)len);
	return true;
}

const char *
registry_find(const char *path, const char *name, struct buf *out)
{
	size_t folder;

	if (path != NULL && *path != '\0')
		return path;
	if (!program_folder(out))
		return NULL;
	folder = out->len;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		buf_cut(out, folder);
		buf_printf(out, "%s/%s", places[i], name);
		if (fs_exists(out->data))
			return out->data;
	}
	return NULL;
}

/* The lists, by where their paths are in struct registry_files. */
static const struct list {
	size_t path;
	const char *file, *of;
} lists[] = {
	{ offsetof(struct registry_files, outlets), "outlets.tsv", "outlets" },
	{ offsetof(struct registry_files, actors), "actors.tsv", "actors" },
	{ offsetof(struct registry_files, places), "places.tsv", "places" },
	{ offsetof(struct registry_files, words), "names.tsv",
		"parts of names" },
};
#define LISTS (sizeof(lists) / sizeof(*lists))

static const char **
path_of(struct registry_files *files, const struct list *list)
{
	return (const char **)(void *)((char *)files + list->path);
}

/* Who moved the program without its lists should hear of it. */
static void
tell_missing(struct registry *registry, struct registry_files *found)
{
	for (size_t i = 0; i < LISTS; i++)
		if (*path_of(found, &lists[i]) == NULL)
			registry_fault_missing(
				registry, lists[i].file, lists[i].of);
}

struct registry *
registry_open(const struct registry_files *files, struct err *err)
{
	struct buf paths[LISTS] = { 0 };
	struct registry_files found = *files;
	struct registry *registry;

	for (size_t i = 0; i < LISTS; i++) {
		const char **path = path_of(&found, &lists[i]);

		*path = registry_find(*path, lists[i].file, &paths[i]);
	}
	registry = registry_load(&found, err);
	if (registry != NULL)
		tell_missing(registry, &found);
	for (size_t i = 0; i < LISTS; i++)
		buf_release(&paths[i]);
	return registry;
}
