/*
 * dictionary_join.h - the dictionaries of several segments as one
 *
 * An entry that several have is one: of the segment whose story with it comes
 * first it has the name, from the others what it lacks, and the other names
 * are further spellings.  Entries that no story has any more are left out.  So
 * the joined dictionary is what columns_finish() would write of all stories.
 * It has no lookups of its own: those of the parts serve, by way of their maps.
 *
 * For engine/index/columns_join.c and tests.  Pure.  Thread: any.
 */
#ifndef ENGINE_DICTIONARY_JOIN_H
#define ENGINE_DICTIONARY_JOIN_H

#include "engine/index/columns.h"

struct dictionary_part {
	const struct dictionary *dictionary;
	/* of each entry: the docid, among all segments, of the first story
	 * that has it; 0: none has it any more */
	const uint32_t *first;
	uint32_t *map; /* filled: its ordinal in the joined one, ORDINAL_NONE
			  for those left out; stays in use */
};

/* Parts' dictionaries and maps outlive the joined one.  Error: ERR_UNAVAILABLE,
 * more than 4 GiB of names. */
bool dictionary_join(const struct dictionary_part *parts, size_t n,
	struct dictionary *out, struct err *err);

#endif
