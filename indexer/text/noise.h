/*
 * noise.h - what in the text of a page is not the story
 *
 * The kinds are those of docs/story.md section 5: related, share, comments,
 * copyright, references, caption.  The phrases are a table; in doubt a line
 * stays in the body.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_NOISE_H
#define INDEXER_NOISE_H

#include "indexer/text/lines.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Set apart what is noise among the lines that are still LINE_BODY.  What is
 * foreign to the story is told by its first lines.
 */
void noise_mark(struct lines *lines);

/* Does a single line give itself away?  Its kind, or NULL; *rule too. */
const char *noise_of_line(const struct line *line, const char **rule);

/* Take the reference marks [1] out of a text, in place; how many went. */
size_t noise_drop_marks(char *text);

#endif
