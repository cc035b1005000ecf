/*
 * peer.h - what the peers in C share: stories in, questions asked, times out
 *
 * Stories are a table (tests/bench/stories.py writes it), a line each; lists of
 * questions are files in a folder, and beside it in warm/ are those to warm up
 * by.  Of each question asked there is a line on standard output:
 *
 *   asked LIST NUMBER NANOSECONDS CPU HITS BYTES BUCKETS
 *
 * CPU, in nanoseconds, is what the asking thread computed meanwhile; BYTES were
 * shown of the ten hits; BUCKETS are those of the facets.
 */
#ifndef BENCH_PEER_H
#define BENCH_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { URI, DAY, OUTLET, ACTORS, HEADLINE, BODY, NCOLUMNS };

struct row {
	char *column[NCOLUMNS];
	char *at; /* in the actors, for row_actor() */
};

/* The next story of a table; false at its end.  It lives until the next. */
bool row_read(FILE *table, struct row *story);

/* One actor after the other; NULL: no more. */
const char *row_actor(struct row *story);

/* 20121121; 0: unknown. */
long row_day(const struct row *story);

enum kind { WORD, AND, OR, PHRASE, COMMON, MONTH, NEWEST, NKINDS };
#define QUESTION_WORDS 4

struct question {
	enum kind kind;
	bool facets;
	char *month; /* 2012-11; NULL unless MONTH */
	char *words[QUESTION_WORDS];
	size_t nwords;
	bool exact; /* a phrase */
};

/* Read a line of the list: the question points into it. */
void question_read(struct question *question, const char *list, char *line);

struct answer {
	unsigned long hits, bytes, buckets;
};

/* Ask one question; dies where it cannot. */
typedef void (*peer_ask)(
	void *peer, const struct question *question, struct answer *answer);

/* Ask what is in FOLDER/warm/LIST and FOLDER/LIST, each list for `seconds` at
 * most, one after the other. */
void peer_run(void *peer, peer_ask ask, const char *folder, double seconds,
	char **lists);

/* Print a message and end. */
void peer_die(const char *format, ...)
	__attribute__((noreturn, format(printf, 1, 2)));

#ifdef __cplusplus
}
#endif

#endif
