/* fields.c - the table of fields, and names near to a field's name */
#include "engine/fields.h"

#include <string.h>

#define NEAR_MAX 2	 /* typing errors forgiven */
#define NEAR_NAME_MAX 16 /* bytes: longer ones are near to no field */

const struct field fields[FIELDS] = {
	[FIELD_TEXT] = {
		.id = FIELD_TEXT,
		.name = "text",
		.prefix = "",
		.stem_prefix = "Z",
		.slot = NO_SLOT,
		.flags = FIELD_WORDS | FIELD_HIDDEN,
		.about = "headline and body: what bare words search",
		.example = "talks",
	},
	[FIELD_HEADLINE] = {
		.id = FIELD_HEADLINE,
		.name = "headline",
		.prefix = "S",
		.stem_prefix = "ZS",
		.slot = NO_SLOT,
		.flags = FIELD_WORDS,
		.about = "the headline of the story",
		.example = "headline:talks",
	},
	[FIELD_BODY] = {
		.id = FIELD_BODY,
		.name = "body",
		.prefix = "",
		.stem_prefix = NULL,
		.slot = NO_SLOT,
		.flags = FIELD_WORDS | FIELD_HIDDEN,
		.about = "the text below the headline",
		.example = "body:talks",
	},
	[FIELD_BOILER] = {
		.id = FIELD_BOILER,
		.name = "boiler",
		.prefix = "XB",
		.stem_prefix = "ZXB",
		.slot = NO_SLOT,
		.flags = FIELD_WORDS,
		.about = "what was set apart as boilerplate, which nothing "
			 "else searches",
		.example = "boiler:copyright",
	},
	[FIELD_ACTOR] = {
		.id = FIELD_ACTOR,
		.name = "actor",
		.prefix = "XA",
		.stem_prefix = NULL,
		.slot = SLOT_ACTORS,
		.flags = FIELD_EXACT | FIELD_FACET,
		.about = "a person or body that the story names, by any "
			 "spelling or by code",
		.example = "actor:\"Alexander Lukashenko\"",
	},
	[FIELD_OUTLET] = {
		.id = FIELD_OUTLET,
		.name = "outlet",
		.prefix = "XO",
		.stem_prefix = NULL,
		.slot = SLOT_OUTLET,
		.flags = FIELD_EXACT | FIELD_FACET,
		.about = "the paper or agency that printed the story, by any "
			 "name or by domain",
		.example = "outlet:\"Harbour Gazette\"",
	},
	[FIELD_DATE] = {
		.id = FIELD_DATE,
		.name = "date",
		.prefix = "D",
		.stem_prefix = NULL,
		.slot = SLOT_DATE,
		.flags = FIELD_RANGE | FIELD_FACET,
		.about = "the day of publication",
		.example = "date:2025-03",
	},
	[FIELD_LANGUAGE] = {
		.id = FIELD_LANGUAGE,
		.name = "lang",
		.prefix = "L",
		.stem_prefix = NULL,
		.slot = NO_SLOT,
		.flags = FIELD_EXACT | FIELD_FACET,
		.about = "the language of the story",
		.example = "lang:en",
	},
	[FIELD_URI] = {
		.id = FIELD_URI,
		.name = "uri",
		.prefix = "Q",
		.stem_prefix = NULL,
		.slot = NO_SLOT,
		.flags = FIELD_EXACT | FIELD_HIDDEN,
		.about = "the one name of the story",
		.example = "uri:hg/1911-08-02/3",
	},
};

/* Names compare without regard to ASCII case, in any locale. */
static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
same_name(const char *a, const char *b, size_t len)
{
	size_t i;

	for (i = 0; i < len && a[i] != '\0'; i++)
		if (lower(a[i]) != lower(b[i]))
			return false;
	return i == len && a[i] == '\0';
}

const struct field *
field_named(const char *name, size_t len)
{
	for (size_t i = 0; i < FIELDS; i++)
		if (!(fields[i].flags & FIELD_HIDDEN) &&
			same_name(fields[i].name, name, len))
			return &fields[i];
	return NULL;
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/*
 * Edit distance of a[0..alen) and the C string b, both at most NEAR_NAME_MAX:
 * insertions, deletions, substitutions, and swapped neighbours count one.
 */
static unsigned
distance(const char *a, size_t alen, const char *b, size_t blen)
{
	unsigned d[NEAR_NAME_MAX + 1][NEAR_NAME_MAX + 1];

	for (size_t i = 0; i <= alen; i++)
		d[i][0] = (unsigned)i;
	for (size_t j = 0; j <= blen; j++)
		d[0][j] = (unsigned)j;
	for (size_t i = 1; i <= alen; i++)
		for (size_t j = 1; j <= blen; j++) {
			bool same = lower(a[i - 1]) == b[j - 1];

			d[i][j] = least(d[i - 1][j] + 1, d[i][j - 1] + 1);
			d[i][j] = least(d[i][j], d[i - 1][j - 1] + !same);
			if (i > 1 && j > 1 && lower(a[i - 1]) == b[j - 2] &&
				lower(a[i - 2]) == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[alen][blen];
}

const char *
field_near(const char *name, size_t len)
{
	const char *nearest = NULL;
	unsigned best = NEAR_MAX + 1;

	if (len > NEAR_NAME_MAX)
		return NULL;
	for (size_t i = 0; i < FIELDS; i++) {
		size_t known = strlen(fields[i].name);
		unsigned d;

		if ((fields[i].flags & FIELD_HIDDEN) || known > NEAR_NAME_MAX)
			continue;
		d = distance(name, len, fields[i].name, known);
		if (d < best) {
			best = d;
			nearest = fields[i].name;
		}
	}
	return nearest;
}
