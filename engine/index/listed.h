/*
 * listed.h - the fields whose values are listed in a dictionary
 *
 * Outlet, language, section, agency and kind give a story one value, actor
 * any number.  One table says where each has its dictionary and its column;
 * what fills columns, counts facets, looks values up or checks a generation
 * goes by it.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_LISTED_H
#define ENGINE_LISTED_H

#include "engine/index/columns.h"
#include "engine/index/fields.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct listed {
	enum field_id field;
	const char *file;    /* of its dictionary */
	const char *column;  /* the file of its ordinals */
	size_t dictionary;   /* its place in struct columns */
	size_t ordinals;     /* the column's place there */
	uint32_t width;	     /* bytes of an ordinal; 0: several a story */
	const char *unknown; /* notice of a value that no story has */
};

#define LISTED_FIELDS 6
extern const struct listed listed_fields[LISTED_FIELDS];

/* NULL for a field without a dictionary. */
const struct listed *listed_field(enum field_id field);

const struct dictionary *listed_dictionary(
	const struct columns *columns, const struct listed *listed);

/* The column of ordinals; not of one that gives a story several values. */
static inline const char *
listed_column(const struct columns *columns, const struct listed *listed)
{
	const char *column;

	memcpy(&column, (const char *)columns + listed->ordinals,
		sizeof(column));
	return column;
}

/* The ordinals of the story of a row, ascending, in its column or in *one.
 * Returns how many. */
size_t listed_values(const struct columns *columns, const struct listed *listed,
	uint32_t row, uint32_t *one, const uint32_t **ordinals);

/*
 * An ordinal of so many bytes.  The highest number stands for none; what a
 * width has no room for becomes none.
 */
static inline uint32_t
ordinal_get(const void *at, uint32_t width)
{
	uint32_t wide;
	uint16_t half;

	switch (width) {
	case sizeof(wide):
		memcpy(&wide, at, sizeof(wide));
		return wide;
	case sizeof(half):
		memcpy(&half, at, sizeof(half));
		return half != UINT16_MAX ? half : ORDINAL_NONE;
	default:
		return *(const uint8_t *)at != UINT8_MAX ? *(const uint8_t *)at
							 : ORDINAL_NONE;
	}
}
void ordinal_put(void *at, uint32_t width, uint32_t ordinal);

/* How many ordinals a width has room for. */
uint32_t ordinal_room(uint32_t width);

#endif
