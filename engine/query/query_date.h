/*
 * query_date.h - what stands behind date: in a query
 *
 * Pure: today is a parameter.  Thread: any.
 */
#ifndef ENGINE_QUERY_DATE_H
#define ENGINE_QUERY_DATE_H

#include "engine/story/day.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * 2025, 2025-03, 2025-03-01, today, yesterday, -30d (from that day until
 * today); two of them with .. between, or one with an open end; one with
 * >= <= > < before it; none, which gives *undated.  False for anything else.
 */
bool query_date(const char *text, size_t len, day today, struct day_span *span,
	bool *undated);

#endif
