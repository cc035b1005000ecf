/*
 * source_nitf.h - NITF, by itself or within NewsML
 *
 * Thread: any.
 */
#ifndef INDEXER_SOURCE_NITF_H
#define INDEXER_SOURCE_NITF_H

#include "indexer/sources/xml.h"
#include "indexer/story/draft.h"

/* Everything that an element <nitf> says and the draft does not have yet. */
void nitf_read(struct draft *draft, const struct xml_node *nitf);

#endif
