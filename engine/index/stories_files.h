/*
 * stories_files.h - what writing and reading of stories.h agree on
 *
 * For engine/index/stories*.c alone.  Thread: any.
 */
#ifndef ENGINE_STORIES_FILES_H
#define ENGINE_STORIES_FILES_H

#define STORIES_FILE "stories"
#define STORY_START_FILE "story_start"
#define STORY_WORDS_FILE "story_words"

/* Before the deflated bytes of a bundle: CRC-32 of these, little-endian. */
#define BUNDLE_HEAD 4

#endif
