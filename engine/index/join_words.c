/*
 * join_words.c - the words of several segments as those of one archive
 *
 * A segment's numbers of stories and texts are of all that it was made of.  So
 * those of deleted stories come off; and a text whose copies are in several
 * segments, or some of whose copies are gone, is taken out of every segment's
 * numbers and put in once.
 */
#include "engine/index/join_words.h"

#include "base/mem.h"
#include "engine/index/forward_files.h"
#include "engine/index/vocabulary_join.h"

#include <stdlib.h>
#include <string.h>

/* A row of a part, by its cluster. */
struct copy {
	uint32_t cluster, row;
};

struct joining {
	const struct join_part *parts;
	uint32_t nparts;
	struct columns *out;
	uint32_t **maps;   /* of each part: of its words */
	uint32_t *stories; /* of the joined words, to be put right */
	uint32_t *distinct;
	uint32_t *last; /* text that a word was counted for */
	uint32_t text;
	uint8_t *touched; /* clusters of which something is gone or elsewhere */
};

/* ---- what deleted stories and copies made too much ---- */

/* Add to the number of texts with each word of a row that is the first of
 * its text to have it; and to that of stories. */
static bool
count_row(struct joining *j, uint32_t part, uint32_t row, uint32_t texts,
	uint32_t stories, struct err *err)
{
	const struct forward *forward = &j->parts[part].columns->forward;
	struct forward_walk walk = forward_row(forward, row);
	uint32_t rank;

	while (forward_next(&walk, &rank)) {
		uint32_t word = j->maps[part][forward->word[rank]];

		j->stories[word] += stories;
		if (j->last[word] != j->text)
			j->distinct[word] += texts;
		j->last[word] = j->text;
	}
	return !walk.broken || forward_damaged(err, row);
}

/* Stories without copies that are gone, and clusters that need a look. */
static bool
look_at_part(struct joining *j, uint32_t p, uint16_t *home, struct err *err)
{
	const struct join_part *part = &j->parts[p];
	const uint32_t *cluster = part->columns->cluster;

	for (uint32_t row = 0; row < part->columns->stories; row++) {
		uint32_t c = cluster[row];
		bool gone = part->docid[row] == 0;

		if (c == 0 && gone) {
			j->text++;
			if (!count_row(j, p, row, -1u, -1u, err))
				return false;
		}
		if (c == 0)
			continue;
		if (gone || (home[c] != 0 && home[c] != p + 1))
			j->touched[c] = 1;
		home[c] = (uint16_t)(p + 1);
	}
	return true;
}

static int
by_cluster(const void *va, const void *vb)
{
	const struct copy *a = va, *b = vb;

	if (a->cluster != b->cluster)
		return a->cluster < b->cluster ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

/* The rows whose cluster is touched, side by side. */
static struct copy *
touched_rows(const struct joining *j, const struct columns *columns, size_t *n)
{
	struct copy *copies = NULL;
	size_t cap = 0;

	*n = 0;
	for (uint32_t row = 0; row < columns->stories; row++)
		if (columns->cluster[row] != 0 &&
			j->touched[columns->cluster[row]])
			vec_push(copies, *n, cap) =
				(struct copy){ columns->cluster[row], row };
	if (*n > 1)
		qsort(copies, *n, sizeof(*copies), by_cluster);
	return copies;
}

/* Out of the numbers of a part with what it has of touched clusters. */
static bool
take_out(struct joining *j, uint32_t p, struct err *err)
{
	const struct join_part *part = &j->parts[p];
	size_t n;
	struct copy *copies = touched_rows(j, part->columns, &n);
	bool ok = true;

	for (size_t i = 0; ok && i < n; i++) {
		bool gone = part->docid[copies[i].row] == 0;

		if (i == 0 || copies[i - 1].cluster != copies[i].cluster)
			j->text++;
		ok = count_row(j, p, copies[i].row, -1u, gone ? -1u : 0, err);
	}
	free(copies);
	return ok;
}

/* And in with what all have of them that is left. */
static bool
put_in(struct joining *j, const struct join_homes *homes, struct err *err)
{
	size_t n;
	struct copy *copies = touched_rows(j, j->out, &n);
	bool ok = true;

	for (size_t i = 0; ok && i < n; i++) {
		uint32_t row = copies[i].row;

		if (i == 0 || copies[i - 1].cluster != copies[i].cluster)
			j->text++;
		ok = count_row(
			j, homes->part[row], homes->docid[row] - 1, 1, 0, err);
	}
	free(copies);
	return ok;
}

/* The greatest cluster of all, also of those that are gone. */
static uint32_t
greatest_cluster(const struct joining *j)
{
	uint32_t most = 0;

	for (uint32_t p = 0; p < j->nparts; p++)
		if (j->parts[p].columns->clusters > most)
			most = j->parts[p].columns->clusters;
	return most;
}

static bool
put_right(struct joining *j, const struct join_homes *homes, struct err *err)
{
	uint32_t clusters = greatest_cluster(j);
	uint16_t *home = mem_alloc((clusters + (size_t)1) * sizeof(*home));
	bool ok = true;

	j->touched = mem_alloc(clusters + (size_t)1);
	j->last = mem_alloc(
		(j->out->vocabulary.count + (size_t)1) * sizeof(*j->last));
	for (uint32_t p = 0; ok && p < j->nparts; p++)
		ok = look_at_part(j, p, home, err);
	for (uint32_t p = 0; ok && p < j->nparts; p++)
		ok = take_out(j, p, err);
	ok = ok && put_in(j, homes, err);
	free(home);
	free(j->touched);
	free(j->last);
	return ok;
}

/* ---- ranks ---- */

static int
compare(const void *va, const void *vb)
{
	uint64_t a = *(const uint64_t *)va, b = *(const uint64_t *)vb;

	return (a > b) - (a < b);
}

/* Words of most stories first; those of none have no rank. */
static uint32_t *
rank_words(struct columns *out)
{
	size_t room = out->vocabulary.count + (size_t)1;
	uint64_t *keys = mem_array(NULL, room, sizeof(*keys));
	uint32_t *rank = mem_alloc(room * sizeof(*rank)), *word;
	uint32_t n = 0;

	for (uint32_t i = 0; i < out->vocabulary.count; i++)
		if (out->vocabulary.stories[i] > 0)
			keys[n++] =
				(uint64_t)~out->vocabulary.stories[i] << 32 | i;
	qsort(keys, n, sizeof(*keys), compare);
	word = out->memory[out->nmemory++] =
		mem_array(NULL, n + (size_t)1, sizeof(*word));
	for (uint32_t i = 0; i < n; i++) {
		word[i] = (uint32_t)keys[i];
		rank[word[i]] = i;
	}
	out->forward.words = n;
	out->forward.word = word;
	free(keys);
	return rank;
}

static void
join_forward(struct joining *j, const struct join_homes *homes)
{
	struct columns *out = j->out;
	uint32_t *rank = rank_words(out), *ranks;
	struct forward_part *parts;
	size_t words = 0;

	for (uint32_t p = 0; p < j->nparts; p++)
		words += j->parts[p].columns->forward.words;
	parts = out->memory[out->nmemory++] =
		mem_array(NULL, j->nparts + (size_t)1, sizeof(*parts));
	ranks = out->memory[out->nmemory++] =
		mem_array(NULL, words + 1, sizeof(*ranks));
	for (uint32_t p = 0; p < j->nparts; p++) {
		const struct forward *from = &j->parts[p].columns->forward;

		parts[p] = (struct forward_part){ from, ranks };
		for (uint32_t r = 0; r < from->words; r++)
			*ranks++ = rank[j->maps[p][from->word[r]]];
	}
	out->forward.parts = parts;
	out->forward.part = homes->part;
	free(rank);
}

/* Rows of parts count from 0, docids from 1. */
static void
join_rows(struct columns *out, const struct join_homes *homes)
{
	uint32_t *row = out->memory[out->nmemory++] =
		mem_array(NULL, out->stories + (size_t)1, sizeof(*row));

	for (uint32_t i = 0; i < out->stories; i++)
		row[i] = homes->docid[i] - 1;
	out->forward.row = row;
}

bool
join_words(const struct join_part *parts, uint32_t nparts,
	const struct join_homes *homes, struct columns *out, struct err *err)
{
	struct joining j = { .parts = parts, .nparts = nparts, .out = out };
	struct vocabulary_part *vocabularies =
		mem_array(NULL, nparts + (size_t)1, sizeof(*vocabularies));
	bool ok;

	j.maps = mem_array(NULL, nparts + (size_t)1, sizeof(*j.maps));
	for (uint32_t p = 0; p < nparts; p++) {
		const struct vocabulary *v = &parts[p].columns->vocabulary;

		j.maps[p] =
			mem_array(NULL, v->count + (size_t)1, sizeof(**j.maps));
		vocabularies[p] = (struct vocabulary_part){ v, j.maps[p] };
	}
	ok = vocabulary_join(vocabularies, nparts, &out->vocabulary, err);
	if (ok) {
		j.stories = (uint32_t *)out->vocabulary.memory[0];
		j.distinct = (uint32_t *)out->vocabulary.memory[1];
		ok = put_right(&j, homes, err);
	}
	if (ok) {
		join_forward(&j, homes);
		join_rows(out, homes);
	}
	for (uint32_t p = 0; p < nparts; p++)
		free(j.maps[p]);
	free(j.maps);
	free(vocabularies);
	return ok;
}
