/*
 * name_agree.h - may two mentions mean the same?
 *
 * The parts of names, and what is compared of them.  Words are numbers of the
 * story (name_text.h), so that equal words are equal numbers.
 *
 * Pure.  Thread: the story belongs to one thread.
 */
#ifndef INDEXER_NAME_AGREE_H
#define INDEXER_NAME_AGREE_H

#include "indexer/names/name_mentions.h"

/* Word i of a mention, and its classes. */
static inline const struct name_token *
name_token_of(const struct name_mention *m, uint32_t i)
{
	return &m->text->tokens[m->first + i];
}

static inline uint64_t
name_classes_of(
	const struct name_story *s, const struct name_mention *m, uint32_t i)
{
	return name_word_of(s, name_token_of(m, i))->classes;
}

/* How many words a name has without Jr and Inc at its end. */
uint32_t name_bare_words(
	const struct name_story *story, const struct name_mention *m);

/* First name and surname of a person; *given may be NAME_WORD_NONE. */
void name_parts(const struct name_story *story, const struct name_mention *m,
	uint32_t *given, uint32_t *surname);

/* May both words be the first name, or the surname, of one person?  Initials
 * and other spellings agree; what is missing agrees with nothing. */
bool name_given_agree(const struct name_story *story, uint32_t a, uint32_t b);
bool name_surnames_agree(
	const struct name_story *story, uint32_t a, uint32_t b);

/* Is one organisation's name the other's short form, or the same? */
bool name_bodies_agree(const struct name_story *story,
	const struct name_mention *a, const struct name_mention *b);
bool name_same_words(
	const struct name_mention *a, const struct name_mention *b);

/* The word of the story that is made of the initials, or NAME_WORD_NONE. */
uint32_t name_acronym(
	const struct name_story *story, const struct name_mention *m);

/* All in capitals. */
bool name_is_shouted(const struct name_mention *m);

#endif
