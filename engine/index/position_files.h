/*
 * position_files.h - where words stand: what writing and reading agree on
 *
 * A stream of each word of the vocabulary, in the order of words: the
 * positions of one story after the other, in the order of docids.  A position
 * is a LEB128 number: twice its distance from the one before in its story (of
 * the first, from 0), plus 1 for the last one of the story.  The stream of a
 * word of more than POSITIONS_BLOCK stories begins with a uint32 for each
 * further block of so many: where that begins behind these numbers.
 * Bytes: docs/index-format.md section 5.
 */
#ifndef ENGINE_POSITION_FILES_H
#define ENGINE_POSITION_FILES_H

#define POSITIONS_BLOCK 128

/* Words of the text: their streams, and where each begins (words + 1). */
#define POSITIONS_FILE "positions"
#define POSITION_START_FILE "position_start"
/* The same of boilerplate. */
#define BOILER_POSITIONS_FILE "boiler_positions"
#define BOILER_POSITION_START_FILE "boiler_position_start"

#endif
