#include "engine/plan/plan_languages.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { STEMMERS = 32, KEPT = 64 };

/* The stories of a set of stemmers. */
struct spoken {
	uint32_t stemmers, n;
	uint32_t *docids;
};

struct plan_languages {
	const struct columns *columns;
	uint8_t *stemmer_of;
	uint32_t stories[STEMMERS], commonest;
	uint32_t *others; /* docids of stories of all but the commonest */
	uint32_t nothers;
	struct spoken kept[KEPT]; /* what was asked for before, */
	uint32_t nkept;
	size_t kept_docids; /* and how many docids that is */
};

static uint32_t
stemmer_of(const struct plan_languages *languages, uint32_t docid)
{
	const struct columns *columns = languages->columns;
	uint32_t language = columns->language[docid - 1];

	if (language > columns->languages.count)
		language = columns->languages.count;
	return languages->stemmer_of[language];
}

static void
find_others(struct plan_languages *languages)
{
	uint32_t stories = languages->columns->stories, commonest = 0;

	for (uint32_t i = 1; i < STEMMERS; i++)
		if (languages->stories[i] > languages->stories[commonest])
			commonest = i;
	languages->commonest = commonest;
	languages->others =
		mem_array(NULL, stories - languages->stories[commonest],
			sizeof(*languages->others));
	for (uint32_t d = 1; d <= stories; d++)
		if (stemmer_of(languages, d) != commonest)
			languages->others[languages->nothers++] = d;
}

struct plan_languages *
plan_languages_new(const struct columns *columns, const uint8_t *stemmer_of_all)
{
	struct plan_languages *languages = mem_alloc(sizeof(*languages));
	size_t n = columns->languages.count + (size_t)1;

	languages->columns = columns;
	languages->stemmer_of =
		mem_array(NULL, n, sizeof(*languages->stemmer_of));
	memcpy(languages->stemmer_of, stemmer_of_all, n);
	for (uint32_t d = 1; d <= columns->stories; d++)
		languages->stories[stemmer_of(languages, d)]++;
	find_others(languages);
	return languages;
}

void
plan_languages_free(struct plan_languages *languages)
{
	if (languages == NULL)
		return;
	for (uint32_t i = 0; i < languages->nkept; i++)
		free(languages->kept[i].docids);
	free(languages->others);
	free(languages->stemmer_of);
	free(languages);
}

uint32_t
plan_languages_stories(const struct plan_languages *languages, uint32_t stemmer)
{
	return languages->stories[stemmer];
}

static uint32_t
count(const struct plan_languages *languages, uint32_t stemmers)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < STEMMERS; i++)
		if (stemmers >> i & 1)
			n += languages->stories[i];
	return n;
}

static void
find(const struct plan_languages *languages, uint32_t stemmers,
	uint32_t *docids)
{
	bool all = stemmers >> languages->commonest & 1;
	uint32_t n = all ? languages->columns->stories : languages->nothers;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t docid = all ? i + 1 : languages->others[i];

		if (stemmers >> stemmer_of(languages, docid) & 1)
			*docids++ = docid;
	}
}

/* Most questions ask for the same few sets: the languages that bring a word to
 * another stem than most stories have are rare ones. */
const uint32_t *
plan_languages_docids(struct plan_languages *languages, uint32_t stemmers,
	struct arena *arena, uint32_t *n)
{
	struct spoken *kept = languages->kept;
	uint32_t *docids, i = 0;

	while (i < languages->nkept && kept[i].stemmers != stemmers)
		i++;
	*n = i < languages->nkept ? kept[i].n : count(languages, stemmers);
	if (i < languages->nkept)
		return kept[i].docids;
	if (i == KEPT ||
		languages->kept_docids + *n > languages->columns->stories) {
		docids = arena_array(arena, *n, sizeof(*docids));
	} else {
		docids = mem_array(NULL, *n, sizeof(*docids));
		kept[languages->nkept++] =
			(struct spoken){ stemmers, *n, docids };
		languages->kept_docids += *n;
	}
	find(languages, stemmers, docids);
	return docids;
}
