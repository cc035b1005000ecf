/*
 * forward_files.h - what writing and reading of forward.h agree on
 *
 * For engine/index/forward*.c and inspect_columns.c alone.  Thread: any.
 */
#ifndef ENGINE_FORWARD_FILES_H
#define ENGINE_FORWARD_FILES_H

#include <stdbool.h>
#include <stdint.h>

extern const uint8_t forward_widths[16];

#define FORWARD_FILE "forward"
#define FORWARD_START_FILE "forward_start"
#define FORWARD_WORD_FILE "forward_word"

/* Does word a have a lower rank than b?  More stories, then the order of the
 * vocabulary. */
static inline bool
forward_before(const uint32_t *stories, uint32_t a, uint32_t b)
{
	return stories[a] != stories[b] ? stories[a] > stories[b] : a < b;
}

#endif
