/*
 * name_resolve.h - who is who among the mentions of a story
 *
 * One person is named in full first and by the surname later, with initials
 * or without, in this romanisation or that; an organisation gets shorter, or
 * an acronym.  Two first names make two persons of a surname, and the bare
 * surname then means the one named in full last.  Across the spellings of
 * name_key.h a surname joins only with the first name as a second witness.
 *
 * Thread: belongs to one thread; memory is that of the story's arena.
 */
#ifndef INDEXER_NAME_RESOLVE_H
#define INDEXER_NAME_RESOLVE_H

#include "indexer/names/name_mentions.h"

#define NAME_ENTITY_NONE UINT32_MAX

/* Somebody or some place, with all mentions. */
struct name_entity {
	enum name_type type;
	const struct known_actor *actor; /* NULL: found, or a place */
	const struct known_place *place;
	const struct name_mention *fullest; /* what shows its name best */
	uint32_t given, surname; /* words of a person, or NAME_WORD_NONE */
	uint32_t named;		 /* when last named in full, from 1 on */
	uint32_t count;		 /* mentions */
	float sure;		 /* the recogniser's best margin */
	bool full;		 /* named in full, not by one word only */
};

struct name_entities {
	struct name_entity *items; /* in the order of their first mention */
	uint32_t count;
	size_t cap;
	uint32_t *of; /* of each mention: its entity, or NAME_ENTITY_NONE */
};

/* A story has no more of them; what comes later is left unsaid. */
#define ENTITIES_MAX 4096

void name_resolve(const struct name_story *story,
	const struct name_mentions *mentions, struct name_entities *out);

#endif
