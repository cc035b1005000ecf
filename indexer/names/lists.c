#include "indexer/names/lists.h"

#include "base/digest.h"
#include "base/fs.h"
#include "base/utf8.h"

#include <string.h>
#include <sys/stat.h>

/* ---- of what it is made ---- */

/* Another program may make something else of the same lists, and so may
 * another library that folds. */
static bool
add_program(struct buf *out)
{
	struct stat st;

	if (stat("/proc/self/exe", &st) != 0)
		return false;
	buf_printf(out, "%s %llu %llu %lld.%09ld %lld.%09ld\n", utf8_version(),
		(unsigned long long)st.st_ino, (unsigned long long)st.st_size,
		(long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
		(long long)st.st_ctim.tv_sec, st.st_ctim.tv_nsec);
	return true;
}

/* Where a list is and what it says; none is fine, too. */
static bool
add_list(const char *path, const char *name, struct buf *out)
{
	struct buf found = { 0 };
	const char *where = registry_find(path, name, &found);
	unsigned char digest[DIGEST_SHA256];
	struct fs_map map = { 0 };
	struct err err;
	bool ok = true;

	buf_printf(out, "%s\n", where != NULL ? where : "");
	if (where != NULL)
		ok = fs_map(where, &map, &err) &&
		     digest_sha256(map.data, map.size, digest);
	if (where != NULL && ok)
		buf_add(out, digest, sizeof(digest));
	fs_unmap(&map);
	buf_release(&found);
	return ok;
}

/* False: it cannot be told. */
static bool
find_key(const struct lists *lists, unsigned char key[IMAGE_KEY])
{
	const struct {
		const char *path, *name;
	} all[] = {
		{ lists->files.outlets, "outlets.tsv" },
		{ lists->files.actors, "actors.tsv" },
		{ lists->files.places, "places.tsv" },
		{ lists->files.words, "names.tsv" },
		{ lists->model, "names.model" },
	};
	struct buf bytes = { 0 };
	bool ok = add_program(&bytes);

	_Static_assert(IMAGE_KEY == DIGEST_SHA256, "the key is a digest");
	for (size_t i = 0; ok && i < sizeof(all) / sizeof(*all); i++)
		ok = add_list(all[i].path, all[i].name, &bytes);
	ok = ok && digest_sha256(bytes.data, bytes.len, key);
	buf_release(&bytes);
	return ok;
}

/* ---- opening ---- */

/* What was kept; NULL: nothing of this key. */
static const struct name_model *
take_kept(struct lists *lists, const char *dir)
{
	const struct name_model *names;
	struct buf path = { 0 };

	fs_join(&path, dir, LISTS_IMAGE, NULL);
	names = image_open(path.data, lists->key, &lists->map);
	buf_release(&path);
	return names;
}

static bool
make(struct lists *lists, struct err *err)
{
	lists->registry = registry_open(&lists->files, err);
	if (lists->registry != NULL)
		lists->names =
			name_model_open(lists->model, lists->registry, err);
	return lists->names != NULL;
}

bool
lists_open(struct lists *lists, const struct registry_files *files,
	const char *model, const char *dir, struct err *err)
{
	*lists = (struct lists){ .files = *files, .model = model };
	if (dir != NULL && find_key(lists, lists->key)) {
		lists->known = true;
		lists->names = take_kept(lists, dir);
	}
	if (lists->names == NULL)
		return make(lists, err);
	lists->registry = name_cues_registry(lists->names->cues);
	return true;
}

void
lists_close(struct lists *lists)
{
	if (lists->map.size == 0) {
		name_model_free((struct name_model *)lists->names);
		registry_free((struct registry *)lists->registry);
	}
	image_close(&lists->map);
	*lists = (struct lists){ 0 };
}

/* ---- keeping ---- */

static bool
write_image(const struct lists *lists, const char *building, const char *dir,
	struct err *err)
{
	struct buf made = { 0 }, path = { 0 };
	struct image image = { 0 };
	bool ok;

	registry_take(lists->registry, &image);
	name_model_take(lists->names, &image);
	fs_join(&made, building, LISTS_IMAGE, NULL);
	fs_join(&path, dir, LISTS_IMAGE, NULL);
	ok = image_write(&image, made.data, lists->key, lists->names, err) &&
	     fs_rename(made.data, path.data, err);
	image_release(&image);
	buf_release(&made);
	buf_release(&path);
	return ok;
}

bool
lists_keep(struct lists *lists, const char *building, const char *dir,
	struct err *err)
{
	unsigned char now[IMAGE_KEY];

	if (!lists->known || lists->map.size > 0)
		return true;
	lists->known = false; /* once is enough */
	return !find_key(lists, now) ||
	       memcmp(now, lists->key, IMAGE_KEY) != 0 ||
	       write_image(lists, building, dir, err);
}
