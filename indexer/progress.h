/*
 * progress.h - how far a build has come
 *
 * On a terminal one line that is redrawn; in a pipe a plain line now and
 * then; with `quiet` nothing.  Workers add what they did; a thread of its own
 * does the drawing, so that no worker ever waits for a terminal.
 *
 * Thread: progress_add() from any; the rest from main.
 */
#ifndef INDEXER_PROGRESS_H
#define INDEXER_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct progress;

struct progress *progress_new(FILE *out, bool quiet);
void progress_free(struct progress *progress); /* ends the phase at hand */

/* Begin a phase ("reading") of so many bytes (0: not known); ends the one
 * before with a closing line. */
void progress_phase(
	struct progress *progress, const char *name, uint64_t bytes);

/* How many bytes the phase has, once that is known. */
void progress_total(struct progress *progress, uint64_t bytes);

void progress_add(struct progress *progress, uint64_t stories, uint64_t bytes);

/* One phase in words: "reading  1,204 stories, 3.1 of 12.0 MB, 8.2 MB/s,
 * 1 s left"; pure, for the tests.  Returns the length, as snprintf. */
int progress_words(char *out, size_t size, const char *phase, uint64_t stories,
	uint64_t done, uint64_t total, double seconds);

#endif
