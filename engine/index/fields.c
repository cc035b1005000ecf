/* fields.c - the table of fields, and names near to a field's name */
#include "engine/index/fields.h"

#include "base/near.h"

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
		.flags = FIELD_EXACT | FIELD_FACET | FIELD_BEGINS,
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
		.alias = "language",
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
	[FIELD_SECTION] = {
		.id = FIELD_SECTION,
		.name = "section",
		.prefix = "XS",
		.stem_prefix = NULL,
		.slot = NO_SLOT,
		.flags = FIELD_EXACT | FIELD_FACET,
		.about = "the part of the paper",
		.example = "section:world",
	},
	[FIELD_AGENCY] = {
		.id = FIELD_AGENCY,
		.name = "agency",
		.prefix = "XG",
		.stem_prefix = NULL,
		.slot = NO_SLOT,
		.flags = FIELD_EXACT | FIELD_FACET,
		.about = "the agency that the story came from, which need not "
			 "be its outlet",
		.example = "agency:tidewire",
	},
	[FIELD_KIND] = {
		.id = FIELD_KIND,
		.name = "kind",
		.prefix = "XK",
		.stem_prefix = NULL,
		.slot = NO_SLOT,
		.flags = FIELD_EXACT | FIELD_FACET,
		.about = "what the story is among the copies of its text: "
			 "original, copy, near, or single",
		.example = "kind:original",
	},
	[FIELD_URL] = {
		.id = FIELD_URL,
		.name = "url",
		.prefix = "U",
		.stem_prefix = NULL,
		.slot = NO_SLOT,
		.flags = FIELD_EXACT | FIELD_BEGINS,
		.about = "where the story was: a host, and how its path begins",
		.example = "url:inlandpost.example/article",
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

	if (a == NULL)
		return false;
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
			(same_name(fields[i].name, name, len) ||
				same_name(fields[i].alias, name, len)))
			return &fields[i];
	return NULL;
}

const char *
field_near(const char *name, size_t len)
{
	const char *nearest = NULL;
	unsigned best = NEAR_MAX + 1;
	char word[NEAR_NAME_MAX + 1];

	if (len > NEAR_NAME_MAX)
		return NULL;
	memcpy(word, name, len);
	word[len] = '\0';
	for (size_t i = 0; i < FIELDS; i++) {
		unsigned distance = near_distance(word, fields[i].name);

		if (distance < best && !(fields[i].flags & FIELD_HIDDEN)) {
			best = distance;
			nearest = fields[i].name;
		}
	}
	return nearest;
}
