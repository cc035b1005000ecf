/*
 * terms_filters.h - the terms by which a story is filtered
 *
 * Actors, outlet, language, section, agency, kind, the beginnings of the url,
 * and the uri: whole terms, without frequency and positions.  Few other
 * stories have most of them.
 *
 * For engine/index/terms.c alone.  Pure.  Thread: any.
 */
#ifndef ENGINE_TERMS_FILTERS_H
#define ENGINE_TERMS_FILTERS_H

#include "base/names.h"
#include "engine/story/story.h"

/* terms become those of the story. */
void terms_filters(struct names *terms, const struct story *story);

#endif
