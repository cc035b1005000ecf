/*
 * columns_table.h - the columns, once: what writing and reading agree on
 *
 * For engine/index/columns*.c and inspect*.c alone.
 */
#ifndef ENGINE_COLUMNS_TABLE_H
#define ENGINE_COLUMNS_TABLE_H

#include "engine/index/columns.h"

#include <stddef.h>
#include <stdint.h>

/* One story, as the writer gathers it. */
struct column_row {
	int32_t day;
	uint32_t outlet;
	uint32_t section;
	uint32_t agency;
	uint32_t length;
	uint32_t cluster;
	uint32_t nactors;
	uint32_t marks; /* bytes of them */
	uint32_t card;	/* the same */
	uint16_t language;
	uint8_t kind;
	uint8_t confidence;
	uint8_t first;
};

/* A file with one entry a story, and where that is in the two structs. */
struct column {
	const char *name;
	uint32_t width;
	size_t row_at;	   /* in struct column_row */
	size_t columns_at; /* the pointer in struct columns */
};

#define COLUMN(member)                                                         \
	{                                                                      \
#member, sizeof(((struct column_row *)0)->member),             \
			offsetof(struct column_row, member),                   \
			offsetof(struct columns, member),                      \
	}

static const struct column story_columns[] = {
	COLUMN(day),
	COLUMN(outlet),
	COLUMN(language),
	COLUMN(section),
	COLUMN(agency),
	COLUMN(kind),
	COLUMN(confidence),
	COLUMN(length),
	COLUMN(cluster),
	COLUMN(first),
};

#define STORY_COLUMNS (sizeof(story_columns) / sizeof(*story_columns))

/* The actors of story d are actor[actor_start[d - 1] .. actor_start[d]). */
#define ACTOR_START_FILE "actor_start"
#define ACTOR_FILE "actor"

/* Check days and rows; counts dated and distinct stories and clusters. */
bool columns_check(struct columns *columns, const char *dir, struct err *err);
/* The stories of each entry of a dictionary, once all is checked. */
void columns_count(struct columns *columns);

/* The marks of story d are mark[mark_start[d - 1] .. mark_start[d]). */
#define MARK_START_FILE "mark_start"
#define MARK_FILE "mark"

/* The card of story d is card[card_start[d - 1] .. card_start[d]). */
#define CARD_START_FILE "card_start"
#define CARD_FILE "card"

#endif
