/* story_member.c - what the members of a record hold, by their table */
#include "engine/story/story_shape.h"

#include "base/must.h"
#include "engine/story/story.h"

#include <math.h>
#include <string.h>

#define DAY_LAST 3068036 /* 9999-12-31, the last that day.h counts */
#define CONFIDENCE_UNIT 1000000.0

bool
member_is_list(const struct member *m)
{
	return m->kind == MEMBER_RECORDS || m->kind == MEMBER_TEXTS;
}

/* Pointers are copied, since each has a type of its own. */
void *
member_pointer(const struct member *m, const char *record)
{
	void *pointer;

	memcpy(&pointer, record + m->at, sizeof(pointer));
	return pointer;
}

void
member_set_pointer(const struct member *m, char *record, const void *pointer)
{
	memcpy(record + m->at, &pointer, sizeof(pointer));
}

uint32_t *
member_count(const struct member *m, char *record)
{
	return (uint32_t *)(void *)(record + m->count_at);
}

/* Small numbers of either sign become small unsigned ones. */
uint32_t
zigzag(int32_t n)
{
	return ((uint32_t)n << 1) ^ (n < 0 ? UINT32_MAX : 0);
}

int32_t
unzigzag(uint32_t n)
{
	return (int32_t)((n >> 1) ^ (n & 1 ? UINT32_MAX : 0));
}

static bool
day_possible(day d)
{
	return d == DAY_UNKNOWN || (d >= 0 && d <= DAY_LAST);
}

static uint64_t
confidence_number(double confidence)
{
	if (!(confidence > 0)) /* NaN too */
		return 0;
	return (uint64_t)llround(fmin(confidence, 1.0) * CONFIDENCE_UNIT);
}

uint64_t
member_number(const struct member *m, const char *record)
{
	const void *at = record + m->at;

	switch (m->kind) {
	case MEMBER_U32:
	case MEMBER_START:
	case MEMBER_END:
		return *(const uint32_t *)at;
	case MEMBER_U64:
		return *(const uint64_t *)at;
	case MEMBER_BOOL:
		return *(const bool *)at;
	case MEMBER_ENUM:
		must(*(const unsigned *)at < m->limit);
		return *(const unsigned *)at;
	case MEMBER_DAY:
		must(day_possible(*(const day *)at));
		return zigzag(*(const day *)at);
	case MEMBER_CONFIDENCE:
		return confidence_number(*(const double *)at);
	default:
		must_fail("a number", __FILE__, __LINE__);
	}
}

bool
member_set_number(const struct member *m, char *record, uint64_t n)
{
	void *at = record + m->at;

	if (m->kind != MEMBER_U64 && n > UINT32_MAX)
		return false;
	switch (m->kind) {
	case MEMBER_U32:
	case MEMBER_START:
	case MEMBER_END:
		*(uint32_t *)at = (uint32_t)n;
		return true;
	case MEMBER_U64:
		*(uint64_t *)at = n;
		return true;
	case MEMBER_BOOL:
		*(bool *)at = n == 1;
		return n <= 1;
	case MEMBER_ENUM:
		*(unsigned *)at = n < m->limit ? (unsigned)n : 0;
		return n < m->limit;
	case MEMBER_DAY:
		*(day *)at = unzigzag((uint32_t)n);
		return day_possible(*(day *)at);
	case MEMBER_CONFIDENCE:
		*(double *)at = (double)n / CONFIDENCE_UNIT;
		return n <= (uint64_t)CONFIDENCE_UNIT;
	default:
		must_fail("a number", __FILE__, __LINE__);
	}
}

/* Quotes are shown by their spans, so these must lie in the text. */
bool
story_quotes_fit(const struct story *story)
{
	size_t len = story->body_text != NULL ? strlen(story->body_text) : 0;

	for (uint32_t i = 0; i < story->nquotes; i++) {
		const struct story_quote *quote = &story->quotes[i];

		if (quote->start > quote->end || quote->end > len)
			return false;
	}
	return true;
}
