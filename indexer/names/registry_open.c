/* registry_open.c - where the registry files are, when nobody says */
#include "base/buf.h"
#include "base/fs.h"
#include "indexer/names/registry.h"

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

struct registry *
registry_open(const struct registry_files *files, struct err *err)
{
	struct buf paths[4] = { 0 };
	struct registry_files found = {
		.outlets =
			registry_find(files->outlets, "outlets.tsv", &paths[0]),
		.actors = registry_find(files->actors, "actors.tsv", &paths[1]),
		.places = registry_find(files->places, "places.tsv", &paths[2]),
		.words = registry_find(files->words, "names.tsv", &paths[3]),
	};
	struct registry *registry = registry_load(&found, err);

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		buf_release(&paths[i]);
	return registry;
}
