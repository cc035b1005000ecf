#include "engine/match/match_reader.h"

#include "base/mem.h"
#include "engine/glass/glass_code.h"

#include <stdlib.h>
#include <string.h>

/* ---- opening ---- */

/* The way from windows of the whole to a segment's own docids, and which of
 * its stories are no more. */
static void
learn_docids(struct match_part *part, uint32_t windows)
{
	uint32_t documents = part->database.last_docid, at = 0;
	size_t cap = 0;

	part->window =
		mem_array(NULL, (size_t)windows + 1, sizeof(*part->window));
	for (uint32_t d = 1; d <= documents; d++) {
		uint32_t whole = part->docids[d - 1];

		if (whole == 0) {
			vec_push(part->gone, part->ngone, cap) = d;
			continue;
		}
		while (at <= whole / WINDOW && at <= windows)
			part->window[at++] = d;
	}
	while (at <= windows)
		part->window[at++] = documents + 1;
}

static bool
open_part(struct match_part *part, const struct match_segment *segment,
	const struct columns *columns, struct err *err)
{
	if (!glass_database_open(segment->database, &part->database, err))
		return false;
	part->opened = mem_alloc(OPENED_PLACES * sizeof(*part->opened));
	part->docids = segment->docids;
	part->vocabulary = segment->vocabulary;
	part->positions = segment->positions;
	if (part->docids != NULL &&
		part->database.last_docid > segment->ndocids)
		return err_set(err, ERR_INDEX,
			"%s has %u stories, but its columns have %u",
			segment->database, part->database.last_docid,
			segment->ndocids);
	part->pairs = segment->pairs;
	if (part->docids != NULL)
		learn_docids(part, columns->stories / WINDOW + 1);
	else if (part->database.documents != columns->stories ||
		 part->database.last_docid != columns->stories)
		return err_set(err, ERR_INDEX,
			"%s has %u stories, but its columns have %u",
			segment->database, part->database.documents,
			columns->stories);
	return true;
}

struct match_reader *
match_open(const struct match_segment *segments, size_t n,
	const struct columns *columns, struct err *err)
{
	struct match_reader *reader = mem_alloc(sizeof(*reader));
	uint64_t length = 0;

	reader->columns = columns;
	reader->stories = columns->stories;
	reader->parts = mem_alloc((n + 1) * sizeof(*reader->parts));
	for (size_t i = 0; i < n; i++) {
		reader->nparts = i + 1;
		if (!open_part(&reader->parts[i], &segments[i], columns, err)) {
			match_close(reader);
			return NULL;
		}
	}
	for (uint32_t i = 0; i < columns->stories; i++)
		length += columns->length[i];
	if (columns->stories > 0)
		reader->mean_length = (double)length / columns->stories;
	reader->scores = mem_alloc(WINDOW * sizeof(*reader->scores));
	return reader;
}

void
match_close(struct match_reader *reader)
{
	if (reader == NULL)
		return;
	for (size_t i = 0; i < reader->nparts; i++) {
		glass_database_close(&reader->parts[i].database);
		free(reader->parts[i].opened);
		free(reader->parts[i].window);
		free(reader->parts[i].gone);
	}
	for (size_t i = 0; i < reader->nrooms; i++)
		free(reader->rooms[i]);
	free(reader->rooms);
	free(reader->parts);
	free(reader->scores);
	free(reader->docids);
	free(reader->heap);
	free(reader->clusters);
	free(reader->met);
	free(reader->terms);
	free(reader->place_start);
	positions_list_release(&reader->list);
	positions_list_release(&reader->places);
	arena_release(&reader->arena);
	arena_release(&reader->terms_arena);
	free(reader);
}

struct match_room *
match_room(struct match_reader *reader)
{
	if (reader->rooms_used == reader->nrooms)
		vec_push(reader->rooms, reader->nrooms, reader->rooms_cap) =
			mem_array(NULL, 1, sizeof(**reader->rooms));
	return reader->rooms[reader->rooms_used++];
}

double
match_mean_length(const struct match_reader *reader)
{
	return reader->mean_length;
}

/* ---- lists ---- */

/* How many of a segment's stories that are no more a list has. */
static bool
count_gone(const struct match_part *part, const struct glass_postings *list,
	uint32_t *n, struct err *err)
{
	struct glass_postings walk = *list;
	bool ok = true;

	*n = 0;
	walk.joined = (struct buf){ 0 };
	for (uint32_t i = 0; ok && i < part->ngone; i++) {
		ok = glass_postings_skip(&walk, part->gone[i], err);
		*n += ok && walk.docid == part->gone[i];
	}
	glass_postings_release(&walk);
	return ok;
}

static struct match_opened *
opened_place(const struct match_part *part, const char *term, size_t len)
{
	uint32_t hash = (uint32_t)len;

	for (size_t i = 0; i < len; i++)
		hash = hash * 31 + (unsigned char)term[i];
	return &part->opened[hash % OPENED_PLACES];
}

/* The list of a term, at its first posting. */
static bool
open_list(const struct match_part *part, const char *term, size_t len,
	struct glass_postings *list, struct err *err)
{
	struct match_opened *opened = opened_place(part, term, len);
	const struct glass_reader *postlist = &part->database.postlist;

	if (opened->len == len && len > 0 &&
		memcmp(opened->term, term, len) == 0) {
		*list = opened->list;
		return true;
	}
	if (!glass_postings_open(postlist, term, len, list, err))
		return false;
	if (len > OPENED_TERM || list->joined.data != NULL)
		return true;
	opened->len = (uint32_t)len;
	memcpy(opened->term, term, len);
	opened->list = *list;
	return true;
}

static bool
open_in_part(const struct match_part *part, const char *term, size_t len,
	struct glass_postings *list, uint32_t *documents, struct err *err)
{
	uint32_t gone = 0;

	if (!open_list(part, term, len, list, err))
		return false;
	if (list->documents > 0 && part->ngone > 0 &&
		!count_gone(part, list, &gone, err))
		return false;
	*documents += list->documents - gone;
	return true;
}

bool
match_list_open(struct match_reader *reader, const char *term, size_t len,
	struct match_list *list, struct err *err)
{
	bool ok = true;

	list->documents = 0;
	list->parts = arena_room(
		&reader->arena, reader->nparts, sizeof(*list->parts));
	for (size_t i = 0; i < reader->nparts; i++) {
		list->parts[i].joined = (struct buf){ 0 };
		ok = ok && open_in_part(&reader->parts[i], term, len,
				   &list->parts[i], &list->documents, err);
	}
	if (list->documents > reader->stories) /* damaged: no more than all */
		list->documents = reader->stories;
	if (!ok)
		match_list_close(reader, list);
	return ok;
}

void
match_list_close(const struct match_reader *reader, struct match_list *list)
{
	for (size_t i = 0; i < reader->nparts; i++)
		glass_postings_release(&list->parts[i]);
}

/* ---- terms and stories ---- */

bool
match_term(struct match_reader *reader, const char *term, size_t len,
	uint32_t *stories, struct err *err)
{
	struct glass_postings list;
	bool ok = true;

	*stories = 0;
	for (size_t i = 0; ok && i < reader->nparts; i++) {
		list.joined = (struct buf){ 0 };
		ok = open_in_part(
			&reader->parts[i], term, len, &list, stories, err);
		glass_postings_release(&list);
	}
	return ok;
}

/* The docid in the whole, or 0. */
static uint32_t
whole_docid(const struct match_reader *reader, const struct match_part *part,
	uint32_t own)
{
	if (own == 0 || own > part->database.last_docid)
		return 0;
	own = part->docids != NULL ? part->docids[own - 1] : own;
	return own <= reader->stories ? own : 0;
}

bool
match_find(struct match_reader *reader, const char *term, size_t len,
	uint32_t *docid, struct err *err)
{
	*docid = 0;
	for (size_t i = 0; i < reader->nparts && *docid == 0; i++) {
		const struct match_part *part = &reader->parts[i];
		struct glass_postings list;
		bool ok = glass_postings_open(
			&part->database.postlist, term, len, &list, err);

		while (ok && list.docid != GLASS_OVER &&
			(*docid = whole_docid(reader, part, list.docid)) == 0)
			ok = glass_postings_skip(&list, list.docid + 1, err);
		glass_postings_release(&list);
		if (!ok)
			return false;
	}
	return true;
}

/* As joined columns have it. */
static const struct match_part *
home_of(const struct match_reader *reader, uint32_t docid, uint32_t *own)
{
	const struct columns *columns = reader->columns;
	const struct match_part *part;
	uint16_t home = columns->home_part[docid - 1];

	*own = columns->home_docid[docid - 1];
	if (home >= reader->nparts)
		return NULL;
	part = &reader->parts[home];
	if (*own == 0 || *own > part->database.last_docid ||
		part->docids == NULL || part->docids[*own - 1] != docid)
		return NULL;
	return part;
}

const struct match_part *
match_part_of(const struct match_reader *reader, uint32_t docid, uint32_t *own)
{
	if (reader->columns->home_part != NULL)
		return home_of(reader, docid, own);
	*own = docid;
	return reader->nparts == 1 && reader->parts[0].docids == NULL
		       ? &reader->parts[0]
		       : NULL;
}

/* ---- terms by how they begin ---- */

/* A term out of the key of its first chunk; false for all other keys. */
static bool
term_of_key(const struct glass_spot *spot, char *term, size_t *len)
{
	*len = 0;
	for (uint32_t i = 0; i < spot->key_len; i++) {
		term[(*len)++] = (char)spot->key[i];
		if (spot->key[i] != 0)
			continue;
		if (i + 1 == spot->key_len || spot->key[i + 1] != 0xff)
			return false;
		i++;
	}
	term[*len] = '\0';
	return *len > 0;
}

/* The terms of one segment behind those that are there. */
static bool
add_beginning(struct match_reader *reader, const struct match_part *part,
	const struct buf *beginning, char apart, uint32_t most, size_t *n,
	struct err *err)
{
	struct glass_spot spot = { .table = &part->database.postlist };
	size_t before = *n, len;
	char term[GLASS_KEY_MAX + 2];
	bool ok = glass_find_from(&spot, beginning->data, beginning->len, err);

	while (ok && !spot.over && spot.key_len >= beginning->len &&
		memcmp(spot.key, beginning->data, beginning->len) == 0 &&
		*n - before <= most) {
		char *at = NULL;

		if (term_of_key(&spot, term, &len)) {
			at = memchr(term + beginning->len, apart,
				len - beginning->len);
			if (at == NULL)
				vec_push(reader->terms, *n, reader->terms_cap) =
					arena_copy(&reader->terms_arena, term,
						len);
		}
		if (at == NULL) {
			ok = glass_next(&spot, err);
			continue;
		}
		*at = (char)(apart + 1); /* past all that go on so */
		ok = glass_find_from(&spot, term, (size_t)(at - term) + 1, err);
	}
	return ok;
}

static int
compare_terms(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool
match_beginning(struct match_reader *reader, const char *beginning, size_t len,
	char apart, uint32_t most, const char *const **terms, uint32_t *n,
	struct err *err)
{
	struct buf key = { 0 };
	size_t found = 0, kept = 0;
	bool ok = true;

	arena_reset(&reader->terms_arena);
	glass_sort_string(&key, beginning, len, false);
	for (size_t i = 0; ok && i < reader->nparts; i++)
		ok = add_beginning(reader, &reader->parts[i], &key, apart, most,
			&found, err);
	buf_release(&key);
	if (found > 1 && reader->nparts > 1)
		qsort(reader->terms, found, sizeof(*reader->terms),
			compare_terms);
	for (size_t i = 0; i < found; i++)
		if (kept == 0 ||
			strcmp(reader->terms[kept - 1], reader->terms[i]) != 0)
			reader->terms[kept++] = reader->terms[i];
	*n = kept <= most ? (uint32_t)kept : most + 1;
	*terms = reader->terms;
	return ok;
}
