/* like.c - stories on the same matter */
#include "engine/rank/like.h"

#include "base/buf.h"
#include "engine/plan/plan_build.h"
#include "engine/rank/telling.h"

#include <string.h>

/*
 * Half as many words find worse kin, twice as many hardly better ones.  With a
 * share of 0.15 the first ten are those without any, and the kin of a story
 * are about one story in fifty.  Measured: docs/decisions.
 */
#define LIKE_WORDS 30
#define LIKE_SHARE 0.15

/* One request on its way. */
struct finding {
	const struct hits *hits;
	const struct planner *planner;
	const struct like_ask *ask;
	struct arena *arena;
	uint32_t docid;	  /* of the story; 0: a text */
	uint32_t cluster; /* of its copies; 0: it has none */
	struct telling telling;
	size_t nwords; /* chosen */
	struct like *out;
};

/* ---- its words ---- */

/* A text has no language of its own. */
static bool
gather(struct finding *f, struct err *err)
{
	const struct like_ask *ask = f->ask;
	const struct hits *hits = f->hits;
	struct story story = { 0 };

	if (ask->uri == NULL) {
		telling_add_text(&f->telling,
			stemmers_for(
				hits->stemmers, NULL, hits->fallback_language),
			ask->text, ask->text_len, 1);
		return true;
	}
	if (!hit_find(hits, ask->uri, &f->docid, err) ||
		!hit_story(hits, f->docid, f->arena, &story, err))
		return false;
	f->cluster = hits->columns->cluster[f->docid - 1];
	telling_add_story(&f->telling,
		stemmers_for(hits->stemmers, story.language,
			hits->fallback_language),
		&story);
	return true;
}

/* Was it given up?  A story may be a whole book. */
static bool
given_up(const struct finding *f, struct err *err)
{
	switch (stop_now(f->ask->stop)) {
	case STOP_DEADLINE:
		err_set(err, ERR_STOPPED, "the deadline came first");
		return true;
	case STOP_KILLED:
	case STOP_GONE:
		err_set(err, ERR_KILLED, "stopped on request");
		return true;
	case STOP_NOT:
		break;
	}
	return false;
}

/*
 * Does another text have a word of this stem?  What forty copies share and
 * nobody else says leads to no kin.
 */
static bool
elsewhere(const struct finding *f, const char *stem, size_t len)
{
	const struct vocabulary *vocabulary = &f->hits->columns->vocabulary;
	uint64_t texts = 0;
	uint32_t n;
	const uint32_t *forms = vocabulary_forms(vocabulary, stem, len, &n);

	for (uint32_t i = 0; i < n; i++)
		texts += vocabulary->distinct[forms[i]];
	return texts > 1;
}

/* How many stories have each of the stems. */
static bool
count_stories(struct finding *f, struct err *err)
{
	const char *prefix = fields[FIELD_TEXT].stem_prefix;
	struct buf term = { 0 };
	bool ok = true;

	for (uint32_t i = 0; ok && i < f->telling.stems.count; i++) {
		size_t len;
		const char *stem = names_text(&f->telling.stems, i, &len);

		buf_reset(&term);
		buf_puts(&term, prefix);
		buf_add(&term, stem, len);
		ok = (i % 256 != 0 || !given_up(f, err)) &&
		     match_term(f->hits->reader, term.data, term.len,
			     &f->telling.words[i].stories, err);
		if (f->docid != 0 && !elsewhere(f, stem, len))
			f->telling.words[i].stories = 0;
	}
	buf_release(&term);
	return ok;
}

/* The chosen words as the parser would have given them. */
static struct query *
as_query(struct finding *f)
{
	struct query *any = arena_new(f->arena, struct query);

	any->kind = QUERY_ANY;
	any->nkids = (uint32_t)f->nwords;
	any->kids = arena_array(f->arena, f->nwords, sizeof(*any->kids));
	for (size_t i = 0; i < f->nwords; i++) {
		const struct telling_word *from = &f->telling.words[i];
		struct query *word = arena_new(f->arena, struct query);

		word->kind = QUERY_WORD;
		word->field = &fields[FIELD_TEXT];
		word->text = arena_copy(f->arena, from->text, from->len);
		word->len = from->len;
		word->token_flags = from->token_flags;
		any->kids[i] = word;
	}
	return any;
}

/* ---- its kin ---- */

/* Take the story and its copies out of docids[0..n); returns how many stay. */
static uint32_t
without_copies(const struct finding *f, uint32_t *docids, uint32_t n)
{
	const uint32_t *cluster = f->hits->columns->cluster;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++)
		if (docids[i] != f->docid &&
			(f->cluster == 0 ||
				cluster[docids[i] - 1] != f->cluster))
			docids[kept++] = docids[i];
	return kept;
}

/* The stories that have enough of the words. */
static bool
find_kin(struct finding *f, const struct match_share *shares,
	struct match_query *kin, struct err *err)
{
	const uint32_t *found;
	uint32_t *docids, n;
	double sum = 0;

	for (size_t i = 0; i < f->nwords; i++)
		sum += shares[i].weight;
	if (!match_sharing(f->hits->reader, shares, (uint32_t)f->nwords,
		    LIKE_SHARE * sum, f->ask->stop, &found, &n,
		    &f->out->complete, err))
		return false;
	docids = arena_room(f->arena, n, sizeof(*docids));
	if (n > 0)
		memcpy(docids, found, n * sizeof(*docids));
	kin->docids = docids;
	kin->ndocids = without_copies(f, docids, n);
	return true;
}

static bool
plan_kin(struct finding *f, struct err *err)
{
	struct plan_build build = {
		.planner = f->planner,
		.arena = f->arena,
		.use = PLAN_RANK,
	};
	struct match_share *shares =
		arena_array(f->arena, f->nwords, sizeof(*shares));
	struct match_query *any =
		plan_node(f->arena, MATCH_OR, (uint32_t)f->nwords);
	struct match_query *kin = plan_node(f->arena, MATCH_DOCIDS, 0);

	for (size_t i = 0; i < f->nwords; i++) {
		struct match_query *scaled =
			plan_node(f->arena, MATCH_SCALED, 1);
		struct match_query *word =
			plan_word(&build, f->out->words->kids[i], err);

		if (word == NULL)
			return false;
		scaled->factor = f->telling.words[i].share;
		plan_add(scaled, word);
		plan_add(any, scaled);
		shares[i].word = word;
		shares[i].weight = f->telling.words[i].weight;
	}
	if (!find_kin(f, shares, kin, err))
		return false;
	if (kin->ndocids == 0)
		kin->op = MATCH_NOTHING;
	f->out->any = any;
	f->out->kin = kin;
	return true;
}

bool
like_find(const struct hits *hits, const struct planner *planner,
	const struct like_ask *ask, struct arena *arena, struct like *out,
	struct err *err)
{
	struct finding f = {
		.hits = hits,
		.planner = planner,
		.ask = ask,
		.arena = arena,
		.out = out,
	};
	bool ok;

	*out = (struct like){ .complete = true };
	ok = gather(&f, err) && count_stories(&f, err);
	if (ok) {
		f.nwords = telling_choose(
			&f.telling, hits->columns->stories, LIKE_WORDS);
		out->words = as_query(&f);
		ok = plan_kin(&f, err);
	}
	telling_release(&f.telling);
	return ok;
}
