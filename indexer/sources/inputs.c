/* inputs.c - the files below the paths of a command line */
#include "indexer/sources/inputs.h"

#include "base/fs.h"
#include "base/mem.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Real archives are not this deep. */
#define DEPTH_MAX 64

/* The folders above a path: a link may lead back to one of them. */
struct above {
	const struct above *next;
	dev_t device;
	ino_t inode;
	unsigned depth;
};

struct collecting {
	struct inputs *inputs;
	const struct sink *sink;
};

static void
reject(const struct collecting *c, const char *path, enum reject_reason why,
	const char *detail)
{
	c->sink->reject(c->sink->ctx, path, 0, why, detail);
}

/* ---- walking ---- */

static const char *
last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static void
add_file(struct collecting *c, const char *path, const char *name,
	const struct stat *st)
{
	struct inputs *in = c->inputs;
	const struct input file = {
		.path = arena_string(&in->arena, path),
		.name = arena_string(&in->arena, name),
		.size = S_ISREG(st->st_mode) ? (uint64_t)st->st_size : 0,
		.mtime = st->st_mtime,
	};

	input_add_parts(in, &file);
}

static void walk(struct collecting *c, const char *path, const char *name,
	const struct above *above);

/* Why a folder is not gone into; NULL: nothing is against it. */
static const char *
against(const struct above *folder)
{
	if (folder->depth > DEPTH_MAX)
		return "folders too deep";
	for (const struct above *a = folder->next; a != NULL; a = a->next)
		if (a->device == folder->device && a->inode == folder->inode)
			return "a link back to a folder above it";
	return NULL;
}

static void
walk_folder(struct collecting *c, const char *path, const char *name,
	const struct above *folder)
{
	struct buf sub = { 0 }, sub_name = { 0 };
	struct fs_names names = { 0 };
	struct err err = { 0 };
	const char *why = against(folder);

	if (why != NULL || !fs_list(path, &names, &err)) {
		reject(c, path, REJECT_UNREADABLE,
			why != NULL ? why : err.text);
		return;
	}
	for (size_t i = 0; i < names.count; i++) {
		if (names.names[i][0] == '.')
			continue;
		buf_reset(&sub);
		buf_reset(&sub_name);
		fs_join(&sub, path, names.names[i], NULL);
		fs_join(&sub_name, name, names.names[i], NULL);
		walk(c, sub.data, sub_name.data, folder);
	}
	fs_names_release(&names);
	buf_release(&sub);
	buf_release(&sub_name);
}

static void
walk(struct collecting *c, const char *path, const char *name,
	const struct above *above)
{
	struct above here = { .next = above };
	struct stat st;

	if (stat(path, &st) != 0) {
		reject(c, path, REJECT_UNREADABLE, strerror(errno));
		return;
	}
	here.device = st.st_dev;
	here.inode = st.st_ino;
	here.depth = above != NULL ? above->depth + 1 : 0;
	if (S_ISDIR(st.st_mode))
		walk_folder(c, path, name, &here);
	else if (S_ISREG(st.st_mode) || above == NULL)
		add_file(c, path, name, &st);
	else
		reject(c, path, REJECT_UNREADABLE, "neither file nor folder");
}

/*
 * The name of a path that was given: the folder itself for a folder, its
 * folder and itself for a file, so that `seeds` and `seeds/a.txt` agree.
 */
static void
stable_name(const char *path, struct buf *out)
{
	char *real = realpath(path, NULL);
	const char *at = real != NULL ? real : path;
	const char *base = last_part(at);

	if (!fs_is_dir(path) && base > at + 1) {
		const char *folder = base - 1;

		while (folder > at && folder[-1] != '/')
			folder--;
		base = folder;
	}
	buf_puts(out, *base != '\0' ? base : "root");
	free(real);
}

void
inputs_collect(struct inputs *inputs, char **paths, size_t npaths,
	const struct sink *sink)
{
	struct collecting c = { inputs, sink };
	struct buf name = { 0 };

	for (size_t i = 0; i < npaths; i++) {
		if (strcmp(paths[i], "-") == 0) {
			vec_push(inputs->items, inputs->count, inputs->cap) =
				(struct input){ .path = "-", .name = "-" };
			continue;
		}
		buf_reset(&name);
		stable_name(paths[i], &name);
		walk(&c, paths[i], name.data, NULL);
	}
	buf_release(&name);
}

void
inputs_release(struct inputs *inputs)
{
	free(inputs->items);
	arena_release(&inputs->arena);
	memset(inputs, 0, sizeof(*inputs));
}
