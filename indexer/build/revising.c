#include "indexer/build/revising.h"

#include "base/mem.h"
#include "indexer/build/work.h"
#include "indexer/learning/revise.h"

#include <stdlib.h>

/* Keys that a worker takes at a time. */
#define KEYS_AT_A_TIME 256

/* What one worker keeps from story to story. */
struct hand {
	struct revising *revising;
	const struct lessons *lessons;
	struct story_key *const *pieces; /* of all spools */
	const size_t *lengths;
	struct terms *terms;
	struct buf bytes;
	struct arena arena;
	uint32_t revised;
};

/* ---- stories for the lessons ---- */

static bool
fetch(void *ctx, const struct pile_place *place, struct buf *bytes,
	struct arena *arena, struct story *out, struct err *err)
{
	const struct revising *revising = ctx;
	const struct story_key key = {
		.spool = place->spool,
		.at = place->at,
		.len = place->len,
	};

	return spool_fetch(
		&revising->spools[place->spool], &key, bytes, arena, out, err);
}

/* ---- lessons for the stories ---- */

static bool
revise_one(
	struct hand *h, unsigned worker, struct story_key *key, struct err *err)
{
	struct revising *revising = h->revising;
	const struct revision revision = { h->lessons, revising->rules };
	struct story story = { 0 };

	arena_reset(&h->arena);
	if (!spool_fetch(&revising->spools[key->spool], key, &h->bytes,
		    &h->arena, &story, err))
		return false;
	progress_add(revising->progress, 1, key->text_bytes);
	if (!revise_story(&revision, key->groups, &h->arena, &story))
		return true;
	h->revised++;
	return spool_replace(
		&revising->spools[worker], worker, key, &story, h->terms, err);
}

static bool
revise_piece(void *ctx, unsigned worker, size_t item, struct err *err)
{
	struct hand *h = (struct hand *)ctx + worker;
	struct story_key *keys = h->pieces[item];

	for (size_t i = 0; i < h->lengths[item]; i++)
		if (lessons_concern(h->lessons, keys[i].groups) &&
			!revise_one(h, worker, &keys[i], err))
			return false;
	return true;
}

/* Keys of all spools, cut into pieces; returns how many. */
static size_t
cut_keys(const struct revising *revising, struct story_key ***pieces,
	size_t **lengths)
{
	size_t n = 0, pieces_cap = 0, lengths_cap = 0;

	*pieces = NULL;
	*lengths = NULL;
	for (unsigned w = 0; w < revising->workers; w++)
		for (size_t i = 0; i < revising->spools[w].count;
			i += KEYS_AT_A_TIME) {
			size_t left = revising->spools[w].count - i;

			*pieces = mem_grow(
				*pieces, &pieces_cap, n + 1, sizeof(**pieces));
			*lengths = mem_grow(*lengths, &lengths_cap, n + 1,
				sizeof(**lengths));
			(*pieces)[n] = &revising->spools[w].keys[i];
			(*lengths)[n++] =
				left < KEYS_AT_A_TIME ? left : KEYS_AT_A_TIME;
		}
	return n;
}

/* The text of all stories that the lessons concern. */
static uint64_t
bytes_concerned(const struct revising *revising, const struct lessons *lessons)
{
	uint64_t bytes = 0;

	for (unsigned w = 0; w < revising->workers; w++) {
		const struct spool *spool = &revising->spools[w];

		for (size_t i = 0; i < spool->count; i++)
			if (lessons_concern(lessons, spool->keys[i].groups))
				bytes += spool->keys[i].text_bytes;
	}
	return bytes;
}

static bool
run_hands(struct revising *revising, const struct lessons *lessons,
	struct err *err)
{
	struct hand *hands = mem_array(NULL, revising->workers, sizeof(*hands));
	struct story_key **pieces;
	size_t *lengths, n = cut_keys(revising, &pieces, &lengths);
	bool ok;

	progress_total(revising->progress, bytes_concerned(revising, lessons));
	for (unsigned i = 0; i < revising->workers; i++)
		hands[i] = (struct hand){
			.revising = revising,
			.lessons = lessons,
			.pieces = pieces,
			.lengths = lengths,
			.terms = terms_new(revising->fallback_language),
		};
	ok = work_run(revising->workers, n, revise_piece, hands, err);
	for (unsigned i = 0; i < revising->workers; i++) {
		ok = ok && spool_finish(&revising->spools[i], err);
		revising->revised += hands[i].revised;
		terms_free(hands[i].terms);
		buf_release(&hands[i].bytes);
		arena_release(&hands[i].arena);
	}
	free(pieces);
	free(lengths);
	free(hands);
	return ok;
}

bool
revising_run(struct revising *revising, struct err *err)
{
	struct lessons lessons = { 0 };
	struct lessons_rules rules = revising->lessons_rules;
	bool ok;

	rules.repeats.fetch = fetch;
	rules.repeats.fetch_ctx = revising;
	rules.workers = revising->workers;
	ok = lessons_draw(revising->learner, &rules, &lessons, err) &&
	     run_hands(revising, &lessons, err);
	if (ok)
		lessons_list(&lessons, revising->learned);
	lessons_release(&lessons);
	return ok;
}
