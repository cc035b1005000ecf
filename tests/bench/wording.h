/*
 * wording.h - a question of the bench in dateline's words
 *
 * Thread: what is written is in the caller's buffer.
 */
#ifndef BENCH_WORDING_H
#define BENCH_WORDING_H

#include "base/buf.h"
#include "tests/bench/peers/peer.h"

#define WORDING_FACETS "date:month,outlet,actor"

/* The query, as docs/query.md has it. */
void wording_query(struct buf *out, const struct question *question);

/* The whole request line, with its LF. */
void wording_request(struct buf *out, const struct question *question);

#endif
