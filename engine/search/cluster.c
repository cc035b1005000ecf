#include "engine/search/cluster.h"

#include "base/mem.h"
#include "engine/story/moment.h"
#include "engine/text/sentences.h"

#include <stdlib.h>
#include <string.h>

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

/* One copy on its way into its place. */
struct member {
	uint32_t docid;
	bool first; /* stands for the cluster */
	int64_t seen;
};

/* One request on its way. */
struct reading {
	const struct hits *hits;
	const struct cluster_ask *ask;
	struct arena *arena;   /* of the answer */
	struct arena at_hand;  /* of the story that is being read */
	struct arena of_first; /* of the first story and its sentences */
	struct story first;
	struct sentences first_sentences;
	struct member *members;
	size_t nmembers, members_cap;
	struct cluster_results *out;
};

/* Has the asker gone, or run out of time? */
static bool
given_up(const struct reading *r, struct err *err)
{
	switch (stop_now(r->ask->stop)) {
	case STOP_KILLED:
	case STOP_GONE:
		err_set(err, ERR_KILLED, "stopped on request");
		return true;
	case STOP_DEADLINE:
		err_set(err, ERR_STOPPED,
			"the deadline came before all copies were read");
		return true;
	case STOP_NOT:
		break;
	}
	return false;
}

/* ---- who is in the cluster ---- */

static bool
add_member(struct reading *r, uint32_t docid, struct err *err)
{
	struct story story = { 0 };

	arena_reset(&r->at_hand);
	if (given_up(r, err) ||
		!hit_story(r->hits, docid, &r->at_hand, &story, err))
		return false;
	vec_push(r->members, r->nmembers, r->members_cap) = (struct member){
		.docid = docid,
		.first = r->hits->columns->first[docid - 1] != 0,
		.seen = moment_of_story(&story),
	};
	return true;
}

/* The order in which they were seen; ties as the build decided them for the
 * first, then by docid, which is by uri. */
static int
compare_members(const void *va, const void *vb)
{
	const struct member *a = va, *b = vb;
	int c = COMPARE(b->first, a->first);

	if (c == 0)
		c = COMPARE(a->seen, b->seen);
	return c != 0 ? c : COMPARE(a->docid, b->docid);
}

static bool
find_members(struct reading *r, uint32_t docid, struct err *err)
{
	const struct columns *columns = r->hits->columns;
	uint32_t cluster = columns->cluster[docid - 1];

	if (cluster == 0)
		return add_member(r, docid, err);
	for (uint32_t d = 1; d <= columns->stories; d++)
		if (columns->cluster[d - 1] == cluster &&
			!add_member(r, d, err))
			return false;
	qsort(r->members, r->nmembers, sizeof(*r->members), compare_members);
	return true;
}

static int
compare_outlets(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return COMPARE(x, y);
}

/* How many outlets ran it; unknown ones are none. */
static uint32_t
count_outlets(const struct reading *r)
{
	uint32_t *outlets = mem_array(NULL, r->nmembers, sizeof(*outlets));
	uint32_t n = 0;

	for (size_t i = 0; i < r->nmembers; i++)
		outlets[i] = r->hits->columns->outlet[r->members[i].docid - 1];
	qsort(outlets, r->nmembers, sizeof(*outlets), compare_outlets);
	for (size_t i = 0; i < r->nmembers; i++)
		n += outlets[i] != ORDINAL_NONE &&
		     (i == 0 || outlets[i] != outlets[i - 1]);
	free(outlets);
	return n;
}

/* ---- the page ---- */

/* Some of the sentences of one text that the other lacks, and how many. */
static uint32_t
missing(struct reading *r, const struct sentences *text,
	const struct sentences *other, const char ***texts, uint32_t *ntexts)
{
	uint32_t most = r->ask->changes, n;

	if (most > text->count)
		most = text->count;
	*texts = arena_array(r->arena, most, sizeof(**texts));
	n = sentences_missing(text, other, r->arena, *texts, most);
	*ntexts = n < most ? n : most;
	return n;
}

/* What a copy has more and less than the first; an exact one: nothing. */
static void
compare_texts(
	struct reading *r, const struct story *story, struct cluster_story *out)
{
	struct sentences sentences;

	if (story->copy_of == NULL || story->similarity >= 1)
		return;
	sentences_of(story->body_text, &r->at_hand, &sentences);
	out->added = missing(r, &sentences, &r->first_sentences,
		&out->added_texts, &out->nadded_texts);
	out->cut = missing(r, &r->first_sentences, &sentences, &out->cut_texts,
		&out->ncut_texts);
}

/* A text that outlives the story at hand. */
static const char *
keep(struct reading *r, const char *text)
{
	return text != NULL ? arena_string(r->arena, text) : NULL;
}

static bool
read_copy(struct reading *r, const struct member *member,
	struct cluster_story *out, struct err *err)
{
	const struct match_hit from = { .docid = member->docid };
	struct search_hit *hit = &out->hit;
	struct story story = { 0 };
	char lag[MOMENT_LAG_SIZE];

	arena_reset(&r->at_hand);
	if (given_up(r, err) ||
		!hit_read(r->hits, &from, &r->at_hand, hit, err) ||
		!hit_story(r->hits, member->docid, &r->at_hand, &story, err))
		return false;
	hit->uri = keep(r, hit->uri);
	hit->date = keep(r, hit->date);
	hit->outlet = keep(r, hit->outlet);
	hit->headline = keep(r, hit->headline);
	hit->score = member->first ? 1 : story.similarity;
	out->role = story_role(&story);
	if (moment_lag(&r->first, &story, lag))
		out->lag = arena_string(r->arena, lag);
	compare_texts(r, &story, out);
	return true;
}

static bool
read_page(struct reading *r, struct err *err)
{
	size_t begin = r->ask->offset, end = begin + r->ask->limit;

	if (end > r->nmembers)
		end = r->nmembers;
	if (begin >= end)
		return true;
	if (!hit_story(
		    r->hits, r->members[0].docid, &r->of_first, &r->first, err))
		return false;
	sentences_of(r->first.body_text, &r->of_first, &r->first_sentences);
	r->out->page =
		arena_array(r->arena, end - begin, sizeof(*r->out->page));
	for (size_t i = begin; i < end; i++) {
		struct cluster_story *copy = &r->out->page[i - begin];

		*copy = (struct cluster_story){ 0 };
		if (!read_copy(r, &r->members[i], copy, err)) {
			r->out->partial = err->kind == ERR_STOPPED && i > begin;
			return r->out->partial;
		}
		r->out->npage++;
	}
	return true;
}

bool
cluster_read(const struct hits *hits, const struct cluster_ask *ask,
	struct arena *arena, struct cluster_results *out, struct err *err)
{
	struct reading r = {
		.hits = hits,
		.ask = ask,
		.arena = arena,
		.out = out,
	};
	uint32_t docid;
	bool ok;

	*out = (struct cluster_results){ 0 };
	ok = hit_find(hits, ask->uri, &docid, err) &&
	     find_members(&r, docid, err);
	if (ok) {
		out->stories = (uint32_t)r.nmembers;
		out->outlets = count_outlets(&r);
		ok = read_page(&r, err);
	}
	arena_release(&r.at_hand);
	arena_release(&r.of_first);
	free(r.members);
	return ok;
}
