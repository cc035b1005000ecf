/* ground.c - what stands in an archive that is about to change */
#include "indexer/growth/ground.h"

#include "base/mem.h"
#include "engine/index/archive_layout.h"
#include "engine/index/column_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- opening ---- */

static bool
map_column(struct ground_segment *segment, size_t map, const char *dir,
	const char *name, uint32_t width, const void *entries, struct err *err)
{
	struct column_file file;

	if (!column_file_map(dir, name, width, &file, err))
		return false;
	segment->maps[map] = file.map;
	if (map == 0 && file.count < UINT32_MAX)
		segment->stories = (uint32_t)file.count;
	memcpy((void *)(uintptr_t)entries, &file.payload, sizeof(file.payload));
	return file.count == segment->stories ||
	       column_file_damaged(
		       err, dir, name, file.count, "not one for each story");
}

static bool
map_columns(struct ground_segment *s, struct err *err)
{
	struct buf dir = { 0 };
	bool ok;

	fs_join(&dir, s->path, "columns", NULL);
	ok = map_column(s, 0, dir.data, "day", sizeof(*s->day), &s->day, err) &&
	     map_column(s, 1, dir.data, "cluster", sizeof(*s->cluster),
		     &s->cluster, err) &&
	     map_column(s, 2, dir.data, "first", sizeof(*s->first), &s->first,
		     err) &&
	     sketch_files_open(dir.data, &s->sketches, err);
	for (uint32_t i = 0; ok && i < s->stories; i++)
		if (s->cluster[i] > s->clusters)
			s->clusters = s->cluster[i];
	if (ok && s->sketches.count != s->stories)
		ok = column_file_damaged(err, dir.data, "sketch",
			s->sketches.count, "not one for each story");
	buf_release(&dir);
	return ok;
}

/* Which of its stories were gone before. */
static bool
read_gone(struct ground_segment *s, const char *generation, struct err *err)
{
	struct gone gone = { 0 };
	bool ok = union_read_gone(generation, s->name, &gone, err);

	s->gone = mem_alloc(s->stories + (size_t)1);
	for (size_t i = 0; ok && i < gone.count; i++) {
		if (gone.docids[i] > s->stories) {
			ok = err_set(err, ERR_INDEX,
				"%s: a story of %s is gone that was never "
				"there",
				generation, s->name);
			break;
		}
		s->gone[gone.docids[i] - 1] = true;
		s->ngone++;
	}
	free(gone.docids);
	return ok;
}

/* The segment that was open before; false when it was not. */
static bool
take_kept(struct ground_kept *kept, struct ground_segment *s)
{
	for (uint32_t i = 0; kept != NULL && i < kept->count; i++) {
		struct ground_segment *old = &kept->segments[i];

		if (old->crc != s->crc || strcmp(old->path, s->path) != 0)
			continue;
		free(s->path);
		*s = *old;
		*old = kept->segments[--kept->count];
		return true;
	}
	return false;
}

/* What is the same whichever generation stands on it. */
static bool
open_files(struct ground_segment *s, const char *generation, struct err *err)
{
	struct manifest manifest = { 0 };
	bool ok;

	ok = manifest_read(&manifest, s->path, err);
	if (ok && manifest.crc != s->crc)
		ok = err_set(err, ERR_INDEX, "%s is not what %s stands on",
			s->path, generation);
	manifest_release(&manifest);
	ok = ok && map_columns(s, err);
	s->shelf = ok ? shelf_open(s->path, err) : NULL;
	return s->shelf != NULL;
}

static bool
open_segment(struct ground *ground, const char *name, uint32_t crc,
	const char *generation, struct err *err)
{
	struct ground_segment *s = &ground->segments[ground->nsegments++];
	struct buf path = { 0 };

	*s = (struct ground_segment){ .crc = crc };
	snprintf(s->name, sizeof(s->name), "%s", name);
	fs_join(&path, ground->dir, name, NULL);
	s->path = mem_string(path.data);
	buf_release(&path);
	if (!take_kept(ground->kept, s) && !open_files(s, generation, err))
		return false;
	if (s->clusters > ground->clusters)
		ground->clusters = s->clusters;
	return read_gone(s, generation, err);
}

static bool
open_segments(struct ground *ground, const char *generation, struct err *err)
{
	const struct manifest *m = &ground->manifest;
	bool own = manifest_has_part(m, "columns");

	ground->segments =
		mem_alloc((m->nsegments + 1) * sizeof(*ground->segments));
	for (size_t i = 0; i < m->nsegments; i++)
		if (!open_segment(ground, m->segments[i].name,
			    m->segments[i].crc, generation, err))
			return false;
	return !own ||
	       open_segment(ground, ground->live, m->crc, generation, err);
}

/* ---- the order ---- */

/* The next living story of a segment; false when there is none left. */
static bool
next_living(const struct ground_segment *s, uint32_t *next)
{
	while (*next < s->stories && s->gone[*next])
		++*next;
	return *next < s->stories;
}

static bool
follow(struct ground *ground, const struct join_order *order, uint32_t *next)
{
	for (size_t r = 0; r < order->count; r++) {
		uint32_t segment = order->runs[r].segment;

		if (segment >= ground->nsegments)
			return false;
		for (uint32_t i = 0; i < order->runs[r].count; i++) {
			if (!next_living(
				    &ground->segments[segment], &next[segment]))
				return false;
			ground->order[ground->stories++] =
				(struct ground_story){ segment,
					++next[segment] };
		}
	}
	for (uint32_t s = 0; s < ground->nsegments; s++)
		if (next_living(&ground->segments[s], &next[s]))
			return false;
	return true;
}

static bool
read_order(struct ground *ground, const char *generation, struct err *err)
{
	struct join_order order = { 0 };
	uint32_t *next =
		mem_alloc((ground->nsegments + (size_t)1) * sizeof(*next));
	size_t living = 1;
	bool ok = true;

	for (uint32_t s = 0; s < ground->nsegments; s++)
		living +=
			ground->segments[s].stories - ground->segments[s].ngone;
	ground->order = mem_array(NULL, living, sizeof(*ground->order));
	if (manifest_has_part(&ground->manifest, UNION_PART))
		ok = union_read_order(generation, &order, err);
	else
		vec_push(order.runs, order.count, order.cap) =
			(struct join_run){ 0, ground->segments[0].stories };
	ok = ok && (follow(ground, &order, next) ||
			   err_set(err, ERR_INDEX,
				   "%s: the order of segments is not one of "
				   "their stories",
				   generation));
	join_order_release(&order);
	free(next);
	return ok;
}

bool
ground_open(struct ground *ground, const char *dir, struct ground_kept *kept,
	struct err *err)
{
	struct buf path = { 0 };
	bool ok;

	*ground = (struct ground){ .dir = mem_string(dir), .kept = kept };
	ok = archive_live(dir, ground->live, err);
	fs_join(&path, dir, ground->live, NULL);
	ok = ok && manifest_read(&ground->manifest, path.data, err) &&
	     open_segments(ground, path.data, err) &&
	     read_order(ground, path.data, err);
	buf_release(&path);
	if (!ok)
		ground_close(ground);
	return ok;
}

static bool
lock_one(struct ground *ground, const char *path, struct err *err)
{
	int fd = generation_lock(path, GENERATION_READ);

	if (fd < 0)
		return err_set(err, ERR_BUSY, "%s was removed meanwhile", path);
	vec_push(ground->locks, ground->nlocks, ground->locks_cap) = fd;
	return true;
}

bool
ground_open_read(struct ground *ground, const char *dir,
	struct ground_kept *kept, struct err *err)
{
	struct buf path = { 0 };
	bool ok = ground_open(ground, dir, kept, err);

	for (uint32_t i = 0; ok && i < ground->nsegments; i++)
		ok = lock_one(ground, ground->segments[i].path, err);
	fs_join(&path, dir, ground->live, NULL);
	ok = ok && lock_one(ground, path.data, err);
	buf_release(&path);
	if (!ok)
		ground_close(ground);
	return ok;
}

void
ground_unlock(struct ground *ground)
{
	while (ground->nlocks > 0)
		close(ground->locks[--ground->nlocks]);
}

static void
close_segment(struct ground_segment *s)
{
	for (size_t m = 0; m < sizeof(s->maps) / sizeof(*s->maps); m++)
		fs_unmap(&s->maps[m]);
	sketch_files_close(&s->sketches);
	shelf_close(s->shelf);
	free(s->path);
}

void
ground_kept_release(struct ground_kept *kept)
{
	for (uint32_t i = 0; i < kept->count; i++)
		close_segment(&kept->segments[i]);
	free(kept->segments);
	*kept = (struct ground_kept){ 0 };
}

/* Those that are whole are kept, instead of what was left there. */
static void
close_segments(struct ground *ground)
{
	struct ground_kept next = { ground->segments, 0 };

	for (uint32_t i = 0; i < ground->nsegments; i++) {
		struct ground_segment *s = &ground->segments[i];

		free(s->gone);
		s->gone = NULL;
		s->ngone = 0;
		if (ground->kept != NULL && s->shelf != NULL)
			next.segments[next.count++] = *s;
		else
			close_segment(s);
	}
	if (ground->kept == NULL) {
		free(ground->segments);
		return;
	}
	ground_kept_release(ground->kept);
	*ground->kept = next;
}

void
ground_close(struct ground *ground)
{
	close_segments(ground);
	ground_unlock(ground);
	free(ground->locks);
	free(ground->order);
	free(ground->dir);
	manifest_release(&ground->manifest);
	*ground = (struct ground){ 0 };
}

/* ---- stories ---- */

bool
ground_living(const struct ground *ground, const struct ground_story *story)
{
	return story->docid > 0 &&
	       !ground->segments[story->segment].gone[story->docid - 1];
}

bool
ground_find(struct ground *ground, const char *uri, struct ground_story *story,
	struct err *err)
{
	for (uint32_t s = ground->nsegments; s-- > 0;) {
		story->segment = s;
		if (!shelf_find(
			    ground->segments[s].shelf, uri, &story->docid, err))
			return false;
		if (story->docid > ground->segments[s].stories)
			return err_set(err, ERR_INDEX,
				"%s: story %u is not in the columns",
				ground->segments[s].path, story->docid);
		if (ground_living(ground, story))
			return true;
	}
	*story = (struct ground_story){ 0 };
	return true;
}

/* Half of what a shorthand is learned of (indexer/build/wording.h): what more
 * would tell hardly shows. */
#define WORDED_STORIES 1000

const struct ground_segment *
ground_worded(const struct ground *ground)
{
	const struct ground_segment *most = &ground->segments[0];

	for (uint32_t i = 1; i < ground->nsegments; i++)
		if (ground->segments[i].stories > most->stories)
			most = &ground->segments[i];
	return most->stories >= WORDED_STORIES ? most : NULL;
}

void
ground_remove(struct ground *ground, const struct ground_story *story)
{
	struct ground_segment *s = &ground->segments[story->segment];

	if (!s->gone[story->docid - 1]) {
		s->gone[story->docid - 1] = true;
		s->ngone++;
	}
}
