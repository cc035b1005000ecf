/* shelf.c - the stored stories of one segment */
#include "engine/index/shelf.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "engine/index/columns.h"
#include "engine/index/terms.h"
#include "engine/xap/xap.h"

#include <stdlib.h>

struct shelf {
	struct xap_reader *reader;
	struct columns columns; /* what stories are read from */
	struct story_reader *stories;
	struct buf term;
};

struct shelf *
shelf_open(const char *path, struct err *err)
{
	struct shelf *shelf = mem_alloc(sizeof(*shelf));
	struct buf database = { 0 }, columns = { 0 };

	fs_join(&database, path, "database", NULL);
	fs_join(&columns, path, "columns", NULL);
	shelf->reader = xap_reader_open(database.data, err);
	if (shelf->reader == NULL ||
		!columns_open_stored(columns.data, &shelf->columns, err)) {
		shelf_close(shelf);
		shelf = NULL;
	} else {
		shelf->stories = story_reader_new(&shelf->columns);
	}
	buf_release(&database);
	buf_release(&columns);
	return shelf;
}

void
shelf_close(struct shelf *shelf)
{
	if (shelf == NULL)
		return;
	xap_reader_close(shelf->reader);
	story_reader_free(shelf->stories);
	columns_close(&shelf->columns);
	buf_release(&shelf->term);
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
	return story_reader_get(shelf->stories, docid - 1, arena, out, err);
}

bool
shelf_uri(
	struct shelf *shelf, uint32_t docid, const char **uri, struct err *err)
{
	struct card card;

	if (!card_read(&shelf->columns, docid - 1, &card, err))
		return false;
	*uri = card.uri;
	return true;
}
