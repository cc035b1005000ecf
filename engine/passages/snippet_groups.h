/*
 * snippet_groups.h - where words of a query stand together in a text
 *
 * A group is a part of the query that says where its words stand: within n
 * words, near each other, in one sentence, between quotation marks, in the
 * lead.  It is asked as the stories were asked (placed.h), of the words around
 * each match: a match that takes part in it is where it is worth looking.
 *
 * For snippet_match.c alone.  Pure.  Thread: as the struct matches.
 */
#ifndef ENGINE_SNIPPET_GROUPS_H
#define ENGINE_SNIPPET_GROUPS_H

#include "engine/passages/snippet_match.h"
#include "engine/plan/placed.h"

/* Seek the words of a node as a group; false: it cannot be one, or there are
 * too many already. */
bool groups_seek(
	struct matches *m, struct stemmer *stemmer, const struct query *query);

/* The next word of the text: what it is a part of. */
void groups_word(struct matches *m, const struct token *token);

/* Before the first: where sentences and quotations are. */
void groups_start(struct matches *m, const struct snippet_text *text);

/*
 * Which groups does the match items[i] take part in?  Marks it and its word,
 * and appends a match of each such group to `found`.
 */
void groups_find(struct matches *m, size_t i, struct matches *found);

void groups_release(struct matches *m);

#endif
