/*
 * group_key.h - which stories are of one outlet, as far as they say
 *
 * A key is a letter for its kind and what follows: the domain (d), the bare
 * name where no domain is known (n), the folder or file of stories of unknown
 * outlets (f), and the folder of any story for what is learned of a crawl (c).
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_GROUP_KEY_H
#define INDEXER_GROUP_KEY_H

#include "base/buf.h"
#include "engine/story/story.h"

enum group_kind {
	GROUP_DOMAIN = 'd',
	GROUP_NAME = 'n',
	GROUP_FOLDER = 'f',
	GROUP_CRAWL = 'c'
};

void group_key_outlet(struct buf *out, const struct story *story);
void group_key_crawl(struct buf *out, const struct story *story);

/* A name as letters and digits only, folded, without "the": Harbour Gazette
 * and The Harbour-Gazette are harbourgazette.  Appended. */
void group_key_bare(struct buf *out, const char *name);

#endif
