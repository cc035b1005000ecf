/*
 * glass_values.h - the value slots of shards into a postlist table
 *
 * For each slot its statistics (how many values, the least and the greatest),
 * and chunks of docids and values.  They stand before all lists.
 * Layout: docs/glass.md.
 *
 * Thread: any.
 */
#ifndef ENGINE_GLASS_VALUES_H
#define ENGINE_GLASS_VALUES_H

#include "base/err.h"
#include "engine/glass/glass_shard.h"
#include "engine/glass/glass_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* bases[i]: documents before those of parts[i]. */
bool glass_values_write(const struct glass_parts *parts, const uint32_t *bases,
	size_t nparts, struct glass_table *table, struct err *err);

#endif
