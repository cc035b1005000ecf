/* listed.c - the fields whose values are listed in a dictionary */
#include "engine/index/listed.h"

#include <string.h>

#define PLACE(member) offsetof(struct columns, member)

const struct listed listed_fields[LISTED_FIELDS] = {
	{
		.field = FIELD_OUTLET,
		.file = "outlets",
		.column = "outlet",
		.dictionary = PLACE(outlets),
		.ordinals = PLACE(outlet),
		.width = sizeof(uint32_t),
		.unknown = "unknown.outlet",
	},
	{
		.field = FIELD_ACTOR,
		.file = "actors",
		.column = "actor",
		.dictionary = PLACE(actors),
		.ordinals = PLACE(actor),
		.unknown = "unknown.actor",
	},
	{
		.field = FIELD_LANGUAGE,
		.file = "languages",
		.column = "language",
		.dictionary = PLACE(languages),
		.ordinals = PLACE(language),
		.width = sizeof(uint16_t),
		.unknown = "unknown.lang",
	},
	{
		.field = FIELD_SECTION,
		.file = "sections",
		.column = "section",
		.dictionary = PLACE(sections),
		.ordinals = PLACE(section),
		.width = sizeof(uint32_t),
		.unknown = "unknown.section",
	},
	{
		.field = FIELD_AGENCY,
		.file = "agencies",
		.column = "agency",
		.dictionary = PLACE(agencies),
		.ordinals = PLACE(agency),
		.width = sizeof(uint32_t),
		.unknown = "unknown.agency",
	},
	{
		.field = FIELD_KIND,
		.file = "kinds",
		.column = "kind",
		.dictionary = PLACE(kinds),
		.ordinals = PLACE(kind),
		.width = sizeof(uint8_t),
		.unknown = "unknown.kind",
	},
};

const struct listed *
listed_field(enum field_id field)
{
	for (size_t i = 0; i < LISTED_FIELDS; i++)
		if (listed_fields[i].field == field)
			return &listed_fields[i];
	return NULL;
}

const struct dictionary *
listed_dictionary(const struct columns *columns, const struct listed *listed)
{
	return (const void *)((const char *)columns + listed->dictionary);
}

/* The actors of a story lie side by side. */
static size_t
actors_of(const struct columns *columns, uint32_t row, const uint32_t **actors)
{
	uint64_t start = columns->actor_start[row];

	*actors = columns->actor + start;
	return (size_t)(columns->actor_start[row + 1] - start);
}

size_t
listed_values(const struct columns *columns, const struct listed *listed,
	uint32_t row, uint32_t *one, const uint32_t **ordinals)
{
	if (listed->width == 0)
		return actors_of(columns, row, ordinals);
	*one = ordinal_get(
		listed_column(columns, listed) + (size_t)row * listed->width,
		listed->width);
	*ordinals = one;
	return *one != ORDINAL_NONE;
}

/* ---- ordinals of a width ---- */

uint32_t
ordinal_room(uint32_t width)
{
	return UINT32_MAX >> (32 - 8 * width);
}

void
ordinal_put(void *at, uint32_t width, uint32_t ordinal)
{
	uint32_t none = ordinal_room(width);
	uint32_t wide = ordinal < none ? ordinal : none;
	uint16_t half = (uint16_t)wide;

	if (width == sizeof(wide))
		memcpy(at, &wide, sizeof(wide));
	else if (width == sizeof(half))
		memcpy(at, &half, sizeof(half));
	else
		*(uint8_t *)at = (uint8_t)wide;
}
