/*
 * shelf.c - the stored stories of one segment
 *
 * Most segments are only asked whether they have a uri: what else there is of
 * them is opened when a story is wanted.
 */
#include "engine/index/shelf.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "engine/glass/glass_postings.h"
#include "engine/index/columns.h"
#include "engine/index/terms.h"

#include <stdlib.h>

struct shelf {
	struct glass_database database;
	char *columns_dir;
	struct columns columns; /* what was opened of them: */
	bool cards;
	struct story_reader *stories; /* NULL: those were not */
	struct buf term;
};

struct shelf *
shelf_open(const char *path, struct err *err)
{
	struct shelf *shelf = mem_alloc(sizeof(*shelf));
	struct buf database = { 0 }, columns = { 0 };
	bool ok;

	fs_join(&database, path, "database", NULL);
	fs_join(&columns, path, "columns", NULL);
	shelf->columns_dir = mem_string(columns.data);
	ok = glass_database_open(database.data, &shelf->database, err);
	buf_release(&database);
	buf_release(&columns);
	if (ok)
		return shelf;
	shelf_close(shelf);
	return NULL;
}

void
shelf_close(struct shelf *shelf)
{
	if (shelf == NULL)
		return;
	glass_database_close(&shelf->database);
	story_reader_free(shelf->stories);
	if (shelf->cards)
		columns_close(&shelf->columns);
	buf_release(&shelf->term);
	free(shelf->columns_dir);
	free(shelf);
}

bool
shelf_find(
	struct shelf *shelf, const char *uri, uint32_t *docid, struct err *err)
{
	struct glass_postings postings;
	bool ok;

	buf_reset(&shelf->term);
	terms_uri(&shelf->term, uri);
	ok = glass_postings_open(&shelf->database.postlist, shelf->term.data,
		shelf->term.len, &postings, err);
	*docid = ok && postings.documents > 0 ? postings.docid : 0;
	glass_postings_release(&postings);
	return ok;
}

static bool
open_cards(struct shelf *shelf, struct err *err)
{
	if (!shelf->cards)
		shelf->cards = columns_open_cards(
			shelf->columns_dir, &shelf->columns, err);
	return shelf->cards;
}

bool
shelf_open_stories(struct shelf *shelf, struct shelf *like, struct err *err)
{
	if (shelf->stories != NULL)
		return true;
	if (like != NULL && like != shelf &&
		!shelf_open_stories(like, NULL, err))
		return false;
	if (!open_cards(shelf, err) ||
		!columns_open_stored(shelf->columns_dir, &shelf->columns,
			like != NULL ? &like->columns : NULL, err))
		return false;
	shelf->stories = story_reader_new(&shelf->columns);
	return true;
}

bool
shelf_story(struct shelf *shelf, uint32_t docid, struct arena *arena,
	struct story *out, struct err *err)
{
	return shelf_open_stories(shelf, NULL, err) &&
	       story_reader_get(shelf->stories, docid - 1, arena, out, err);
}

bool
shelf_uri(
	struct shelf *shelf, uint32_t docid, const char **uri, struct err *err)
{
	struct card card;

	if (!open_cards(shelf, err) ||
		!card_read(&shelf->columns, docid - 1, &card, err))
		return false;
	*uri = card.uri;
	return true;
}
