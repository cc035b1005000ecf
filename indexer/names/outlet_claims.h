/*
 * outlet_claims.h - what hosts and copyright lines say of an outlet
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_OUTLET_CLAIMS_H
#define INDEXER_OUTLET_CLAIMS_H

#include <stddef.h>

/*
 * The part of a host that somebody has registered: bbc.co.uk of
 * news.bbc.co.uk, cnn.com of edition.cnn.com; but all of
 * someone.blogspot.com.  Points into host; an address of numbers stays whole.
 */
const char *outlet_domain(const char *host);

/*
 * Who claims the copyright in such a line: The Daily Tide of "© 2024 The Daily
 * Tide. All rights reserved."  Returns where in line, with *len; NULL: it does
 * not say.
 */
const char *outlet_claimant(const char *line, size_t *len);

#endif
