/*
 * inputs.h - between inputs.c, which finds files, and what cuts large ones
 *
 * Thread: as inputs_collect() of source.h.
 */
#ifndef INDEXER_INPUTS_H
#define INDEXER_INPUTS_H

#include "indexer/sources/source.h"

/* Add a file, whole or in parts; its texts are in the arena of inputs. */
void input_add_parts(struct inputs *inputs, const struct input *whole);

#endif
