/* shelf.c - the stored stories of one segment */
#include "engine/index/shelf.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "engine/index/terms.h"
#include "engine/xap/xap.h"

#include <stdlib.h>

struct shelf {
	struct xap_reader *reader;
	struct buf term;
	struct arena arena; /* of the uri at hand */
};

struct shelf *
shelf_open(const char *path, struct err *err)
{
	struct shelf *shelf = mem_alloc(sizeof(*shelf));
	struct buf database = { 0 };

	fs_join(&database, path, "database", NULL);
	shelf->reader = xap_reader_open(database.data, err);
	buf_release(&database);
	if (shelf->reader != NULL)
		return shelf;
	shelf_close(shelf);
	return NULL;
}

void
shelf_close(struct shelf *shelf)
{
	if (shelf == NULL)
		return;
	xap_reader_close(shelf->reader);
	buf_release(&shelf->term);
	arena_release(&shelf->arena);
	free(shelf);
}

bool
shelf_find(
	struct shelf *shelf, const char *uri, uint32_t *docid, struct err *err)
{
	buf_reset(&shelf->term);
	terms_uri(&shelf->term, uri);
	return xap_reader_find(
		shelf->reader, shelf->term.data, shelf->term.len, docid, err);
}

bool
shelf_story(struct shelf *shelf, uint32_t docid, struct arena *arena,
	struct story *out, struct err *err)
{
	const char *data;
	size_t len;

	if (!xap_reader_data(shelf->reader, docid, &data, &len, err))
		return false;
	/* the reader's next answer takes the bytes' place */
	data = arena_copy(arena, data, len);
	*out = (struct story){ 0 };
	return story_unpack(data, len, arena, out, err);
}

bool
shelf_uri(
	struct shelf *shelf, uint32_t docid, const char **uri, struct err *err)
{
	struct story story;

	arena_reset(&shelf->arena);
	if (!shelf_story(shelf, docid, &shelf->arena, &story, err))
		return false;
	*uri = story.uri;
	return true;
}
