#include "indexer/learning/repeats.h"

#include "base/mem.h"
#include "indexer/learning/cues.h"
#include "indexer/learning/units.h"
#include "indexer/text/lines.h"

#include <stdlib.h>
#include <string.h>

/* More sentences than these of one outlet are not looked at. */
#define CANDIDATES_MAX 256
/* So many stories of a candidate are compared, and so many read. */
#define COMPARED 48
#define READ 6
/* Two stories that share so much of their first thirds, or so much of what is
 * not known to be boilerplate, are one story. */
#define SAME_BEGINNING 0.5
#define SAME_TEXT 0.5
/* What words do not tell must be in such a share of the outlet's stories,
 * share so few words with them, and stand at their ends. */
#define PLAIN_PERCENT 10
#define PLAIN_WORDS 4
#define PLAIN_OVERLAP 0.34
#define AT_END 0.5
/* Shorter ones say so little that nearly all must end with them. */
#define SHORT_PERCENT 30
#define SHORT_AT_END 0.8
#define SHORT_OVERLAP 0.5
/* So much of a story is held against a sentence, */
#define LINES_MAX 400
#define LINES_BYTES 65536
/* and a longer one is no sentence of a footer. */
#define SENTENCE_BYTES 1000

struct occurrence {
	uint64_t hash;
	uint32_t story;
	bool early;
};

struct candidate {
	uint64_t hash;
	const struct occurrence *where;
	uint32_t count;
};

/* One group at work. */
struct search {
	const struct learner *learner;
	const struct group *group;
	const char *key;
	const struct repeats_rules *rules;
	struct repeats *out;

	struct occurrence *occurrences;
	size_t noccurrences;
	struct candidate *candidates; /* by hash */
	size_t ncandidates, cap;

	struct buf bytes;
	struct arena arena;
};

/* ---- counting ---- */

static int
compare_occurrences(const void *a, const void *b)
{
	const struct occurrence *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->story > y->story) - (x->story < y->story);
}

static void
collect(struct search *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->group->count; i++)
		n += s->group->sample[i]->nunits;
	s->occurrences = mem_array(NULL, n + 1, sizeof(*s->occurrences));
	for (size_t i = 0; i < s->group->count; i++)
		for (uint32_t u = 0; u < s->group->sample[i]->nunits; u++) {
			uint64_t unit = s->group->sample[i]->units[u];

			s->occurrences[s->noccurrences++] =
				(struct occurrence){ unit | 1, (uint32_t)i,
					unit & 1 };
		}
	qsort(s->occurrences, n, sizeof(*s->occurrences), compare_occurrences);
}

/* A share of the group's sample, but never less than the rules want. */
static uint32_t
enough(const struct search *s, unsigned percent)
{
	uint32_t n = (uint32_t)((s->group->count * percent + 99) / 100);

	return n < s->rules->least ? s->rules->least : n;
}

static int
compare_counts(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return (x->hash > y->hash) - (x->hash < y->hash);
}

static int
compare_hashes(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* What stands in enough stories, and in the first third of few of them. */
static void
find_candidates(struct search *s)
{
	uint32_t least = enough(s, s->rules->percent);

	for (size_t i = 0, end; i < s->noccurrences; i = end) {
		uint32_t early = 0, n;

		for (end = i;
			end < s->noccurrences &&
			s->occurrences[end].hash == s->occurrences[i].hash;
			end++)
			early += s->occurrences[end].early;
		n = (uint32_t)(end - i);
		if (n >= least && early * 2 < n)
			vec_push(s->candidates, s->ncandidates, s->cap) =
				(struct candidate){ s->occurrences[i].hash,
					&s->occurrences[i], n };
	}
	if (s->ncandidates == 0)
		return;
	qsort(s->candidates, s->ncandidates, sizeof(*s->candidates),
		compare_counts);
	if (s->ncandidates > CANDIDATES_MAX)
		s->ncandidates = CANDIDATES_MAX;
	qsort(s->candidates, s->ncandidates, sizeof(*s->candidates),
		compare_hashes);
}

static bool
is_candidate(const struct search *s, uint64_t hash)
{
	const struct candidate wanted = { .hash = hash };

	return s->ncandidates > 0 &&
	       bsearch(&wanted, s->candidates, s->ncandidates,
		       sizeof(*s->candidates), compare_hashes) != NULL;
}

/* ---- is it one story again and again? ---- */

static unsigned
early_units(const struct seen *seen)
{
	unsigned n = 0;

	for (uint32_t i = 0; i < seen->nunits; i++)
		n += seen->units[i] & 1;
	return n;
}

static double
share_of(unsigned n, unsigned a, unsigned b)
{
	unsigned less = a < b ? a : b;

	return less == 0 ? 0 : (double)n / less;
}

/*
 * Are two stories one text, but for some sentences?  What is known to be
 * boilerplate does not count, where that is known.
 */
static bool
is_same_text(const struct search *s, const struct seen *a, const struct seen *b,
	bool whole)
{
	unsigned early = 0, both = 0, na = 0, nb = 0;
	uint32_t i = 0, k = 0;

	while (i < a->nunits || k < b->nunits) {
		uint64_t x = i < a->nunits ? a->units[i] | 1 : UINT64_MAX;
		uint64_t y = k < b->nunits ? b->units[k] | 1 : UINT64_MAX;
		uint64_t least = x < y ? x : y;
		bool known = repeats_row(s->out, least) != NULL;

		if (x == y) {
			both += !known;
			early += a->units[i] & b->units[k] & 1;
		}
		na += x == least && !known;
		nb += y == least && !known;
		i += x == least;
		k += y == least;
	}
	return share_of(early, early_units(a), early_units(b)) >=
		       SAME_BEGINNING ||
	       (whole && share_of(both, na, nb) > SAME_TEXT);
}

/*
 * The different stories among those of a candidate, up to `most`: a text met
 * again does not count.  Returns how many, their places in the sample in out.
 */
static size_t
different_stories(const struct search *s, const struct candidate *c, bool whole,
	size_t most, uint32_t *out)
{
	size_t n = 0;

	for (uint32_t i = 0; i < c->count && i < COMPARED && n < most; i++) {
		uint32_t story = c->where[i].story;
		size_t k = 0;

		while (k < n && !is_same_text(s, s->group->sample[story],
					s->group->sample[out[k]], whole))
			k++;
		if (k == n)
			out[n++] = story;
	}
	return n;
}

/* How many of those compared must be different for enough of all to be. */
static size_t
wanted_different(const struct search *s, const struct candidate *c)
{
	size_t n = enough(s, s->rules->percent);

	if (c->count > COMPARED)
		n = (n * COMPARED + c->count - 1) / c->count;
	return n < s->rules->least ? s->rules->least : n;
}

/* ---- what the stories say of it ---- */

struct reading_of {
	char *text; /* as the first has it */
	unsigned stories, at_end;
	double overlap; /* the sum of all */
	bool digits;
	uint32_t words;
};

/* A story in which a candidate was looked for. */
struct look {
	struct line sentence; /* len 0: it is not there */
	struct unit unit;
	bool goes_on;		      /* something else stands behind it */
	struct line lines[LINES_MAX]; /* of the story, without candidates */
	size_t nlines, bytes;
};

static void
look_into(const struct search *s, const char *body, uint64_t hash,
	struct look *look)
{
	struct unit_walk walk;
	struct unit unit;

	unit_walk_start(&walk, body);
	while (unit_next(&walk, &unit)) {
		struct line line = {
			.text = body + unit.start,
			.len = unit.end - unit.start,
		};

		if ((unit.hash | 1) == hash) {
			look->sentence = line;
			look->unit = unit;
			look->goes_on = false;
		} else if (!is_candidate(s, unit.hash | 1)) {
			look->goes_on = true;
			look->bytes += line.len;
			if (look->nlines < LINES_MAX &&
				look->bytes <= LINES_BYTES)
				look->lines[look->nlines++] = line;
		}
	}
}

static bool
read_story(struct search *s, const struct candidate *c, uint32_t story,
	struct reading_of *r, struct err *err)
{
	struct look look = { 0 };
	struct story text = { 0 };

	arena_reset(&s->arena);
	if (!s->rules->fetch(s->rules->fetch_ctx,
		    &s->group->sample[story]->place, &s->bytes, &s->arena,
		    &text, err))
		return false;
	look_into(s, text.body_text, c->hash, &look);
	if (look.sentence.len == 0 || look.sentence.len > SENTENCE_BYTES)
		return true;
	r->stories++;
	r->at_end += !look.goes_on;
	r->digits = look.unit.digits;
	r->words = look.unit.words;
	r->overlap += line_overlap(&look.sentence, look.lines, look.nlines);
	if (r->text == NULL)
		r->text = mem_string(arena_copy(
			&s->arena, look.sentence.text, look.sentence.len));
	return true;
}

/* The kind of boilerplate that a candidate is; NULL: news, or in doubt. */
static const char *
judge(const struct search *s, const struct candidate *c,
	const struct reading_of *r)
{
	bool brief = r->words < PLAIN_WORDS;
	double at_end = (double)r->at_end / r->stories;
	double overlap = r->overlap / r->stories;
	unsigned percent = brief ? SHORT_PERCENT : PLAIN_PERCENT;

	if (percent < s->rules->percent)
		percent = s->rules->percent;
	if (r->digits || c->count < enough(s, percent))
		return NULL;
	if (at_end < (brief ? SHORT_AT_END : AT_END) ||
		overlap > (brief ? SHORT_OVERLAP : PLAIN_OVERLAP))
		return NULL;
	return "repeat";
}

void
repeats_take(struct repeats *out, uint64_t hash, const char *kind,
	const char *rule, const char *text)
{
	size_t at = 0;

	while (at < out->count && out->items[at].hash < hash)
		at++;
	if (at < out->count && out->items[at].hash == hash)
		return;
	(void)vec_push(out->items, out->count, out->cap);
	memmove(out->items + at + 1, out->items + at,
		(out->count - 1 - at) * sizeof(*out->items));
	out->items[at] = (struct repeat){
		.hash = hash,
		.kind = kind,
		.rule = rule,
		.text = mem_string(text),
	};
}

/* Look at one candidate: those whose words tell first, the others then. */
static bool
try_candidate(struct search *s, const struct candidate *c, bool plain,
	struct err *err)
{
	uint32_t stories[COMPARED];
	struct reading_of r = { 0 };
	size_t want = wanted_different(s, c);
	size_t n = different_stories(s, c, plain, want, stories);
	const char *kind = NULL;
	bool ok = true;

	if (n < want)
		return true;
	for (size_t i = 0; ok && i < n && i < READ; i++)
		ok = read_story(s, c, stories[i], &r, err);
	if (ok && r.text != NULL)
		kind = plain ? judge(s, c, &r) : cue_of(r.text, strlen(r.text));
	if (kind != NULL)
		repeats_take(s->out, c->hash, kind, "learned", r.text);
	free(r.text);
	return ok;
}

static bool
try_all(struct search *s, bool plain, struct err *err)
{
	for (size_t i = 0; i < s->ncandidates; i++) {
		const struct candidate *c = &s->candidates[i];

		if (repeats_row(s->out, c->hash) != NULL ||
			keeper_keeps(s->rules->keeper, s->key, c->hash))
			continue;
		if (!try_candidate(s, c, plain, err))
			return false;
	}
	return true;
}

/* What the keeper said goes without looking. */
static void
take_keepers(struct search *s)
{
	const struct keeper *keeper = s->rules->keeper;

	for (size_t i = 0; i < keeper->count; i++) {
		const struct keeper_row *row = &keeper->rows[i];
		const char *kind;

		if (!row->drop || !keeper_row_is_for(row, s->key))
			continue;
		kind = cue_of(row->text, strlen(row->text));
		repeats_take(s->out, row->hash, kind != NULL ? kind : "repeat",
			"keeper", row->text);
	}
}

bool
repeats_find(const struct learner *learner, uint32_t group,
	const struct repeats_rules *rules, struct repeats *out, struct err *err)
{
	struct search s = {
		.learner = learner,
		.group = &learner->groups[group],
		.key = names_text(&learner->keys, group, NULL),
		.rules = rules,
		.out = out,
	};
	bool ok;

	take_keepers(&s);
	if (rules->percent > 0 && s.group->count >= rules->least) {
		collect(&s);
		find_candidates(&s);
	}
	ok = try_all(&s, false, err) && try_all(&s, true, err);
	free(s.occurrences);
	free(s.candidates);
	buf_release(&s.bytes);
	arena_release(&s.arena);
	return ok;
}

void
repeats_release(struct repeats *repeats)
{
	for (size_t i = 0; i < repeats->count; i++)
		free(repeats->items[i].text);
	free(repeats->items);
	memset(repeats, 0, sizeof(*repeats));
}

struct repeat *
repeats_row(const struct repeats *repeats, uint64_t hash)
{
	size_t low = 0, high = repeats->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (repeats->items[middle].hash == hash)
			return &repeats->items[middle];
		if (repeats->items[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
