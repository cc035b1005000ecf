/*
 * query_mutants.c - queries nobody means, and what reading them takes
 *
 *   query_mutants COUNT SEED FILE...
 *
 * Makes COUNT queries: pieces of the language put together at random, and the
 * files, damaged in one way or several: cut, spliced, characters changed,
 * parts repeated until they are as long as a request may be.  Each is read,
 * and its tree held against what the planner relies on; the same seed gives
 * the same queries.  Prints how many were read and how many refused, the share
 * that took under a millisecond of the processor, and the slowest.
 */
#include "base/buf.h"
#include "base/fs.h"
#include "base/must.h"
#include "base/utf8.h"
#include "engine/query/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define QUERY_BYTES_MAX 65000 /* a request line is no longer */
#define PIECES_MAX 40
/* One query in so many is as long as can be. */
#define LONG_EVERY 2000

struct mutants {
	struct buf *seeds;
	size_t nseeds;
	uint64_t random;
	struct buf text;
};

struct tally {
	uint64_t read, refused, quick;
	double slowest; /* seconds */
	struct buf slowest_text;
};

/* ---- chance ---- */

/* xorshift64*, by Sebastiano Vigna. */
static uint64_t
chance(struct mutants *m)
{
	m->random ^= m->random >> 12;
	m->random ^= m->random << 25;
	m->random ^= m->random >> 27;
	return m->random * 2685821657736338717u;
}

static size_t
below(struct mutants *m, size_t n)
{
	return n > 0 ? (size_t)((chance(m) >> 20) % n) : 0;
}

#define PICK(m, list) ((list)[below((m), sizeof(list) / sizeof(*(list)))])

/* ---- queries ---- */

static const char *const pieces[] = {
	"minsk",
	"talks",
	"a",
	"S-400",
	"co-operation",
	"U.S.",
	"l'accord",
	"1,000.5",
	"北京会谈",
	"สวัสดี",
	"Łódź",
	"\xea\x9f\xbb",
	"sanct*",
	"*graph*",
	"te?t",
	"co-op*",
	"*",
	"?",
	"word~",
	"word~2",
	"word~3",
	"~",
	"~5",
	"/3",
	"/",
	"\"",
	"\"",
	"“",
	"(",
	"(",
	")",
	")",
	" ",
	" ",
	" ",
	"\t",
	"-",
	"+",
	"=",
	":",
	" AND ",
	" OR ",
	" NOT ",
	" NEAR ",
	" NEAR/8 ",
	" ADJ/3 ",
	" NEAR/",
	" ADJ/99999999999 ",
	"\"a b\"~5",
	"\"a b c\"/2",
	"\"peace thr*\"",
	"SENTENCE(",
	"PARAGRAPH(",
	"said:",
	"lead:",
	"body:",
	"headline:",
	"boiler:",
	"actor:",
	"outlet:",
	"lang:en",
	"date:2025-03",
	"date:",
	"..",
	"2025",
	"-30d",
	"http://x.example/a?b=c*",
	"otulet:",
	"\xcc\x81",
	"\xe2\x80\x8b",
	"\xc2\xad",
};

static void
put_pieces(struct mutants *m)
{
	for (size_t n = 1 + below(m, PIECES_MAX); n > 0; n--) {
		buf_puts(&m->text, PICK(m, pieces));
		if (below(m, 3) == 0)
			buf_putc(&m->text, ' ');
	}
}

/* Characters of everywhere. */
static void
put_characters(struct mutants *m)
{
	static const int32_t most[] = { 0x7f, 0x7f, 0x24f, 0x2fff, 0x10ffff };

	for (size_t n = 1 + below(m, 60); n > 0; n--)
		utf8_append(&m->text,
			(int32_t)(1 + below(m, (size_t)PICK(m, most))));
}

static void
put_seed(struct mutants *m)
{
	const struct buf *seed = &m->seeds[below(m, m->nseeds)];

	buf_add(&m->text, buf_text(seed), seed->len);
}

/* text[0..len) into the query at a place. */
static void
insert(struct mutants *m, size_t at, const char *text, size_t len)
{
	struct buf whole = { 0 };

	buf_add(&whole, buf_text(&m->text), at);
	buf_add(&whole, text, len);
	buf_add(&whole, buf_text(&m->text) + at, m->text.len - at);
	buf_release(&m->text);
	m->text = whole;
}

/* ---- damage ---- */

static void
cut(struct mutants *m)
{
	buf_cut(&m->text, below(m, m->text.len));
}

static void
insert_piece(struct mutants *m)
{
	const char *piece = PICK(m, pieces);

	insert(m, below(m, m->text.len), piece, strlen(piece));
}

static void
change_bytes(struct mutants *m)
{
	static const char bytes[] = "\"()*?~/-+=:. \tANOE019az\xe2\x80\x9c";

	for (size_t n = 1 + below(m, 8); n > 0 && m->text.len > 0; n--)
		m->text.data[below(m, m->text.len)] =
			bytes[below(m, sizeof(bytes) - 1)];
}

/* A part again and again; now and then until no more is allowed. */
static void
repeat(struct mutants *m)
{
	size_t at = below(m, m->text.len), len = 1 + below(m, 30);
	bool far = below(m, LONG_EVERY / 10) == 0;
	size_t times = far ? QUERY_BYTES_MAX : below(m, 20);
	struct buf part = { 0 };

	if (len > m->text.len - at)
		len = m->text.len - at;
	for (; times > 0 && len > 0; times--) {
		if (part.len + m->text.len + len > QUERY_BYTES_MAX)
			break;
		buf_add(&part, m->text.data + at, len);
	}
	insert(m, at, buf_text(&part), part.len);
	buf_release(&part);
}

typedef void (*change_fn)(struct mutants *m);

static const change_fn makers[] = { put_pieces, put_pieces, put_seed, put_seed,
	put_characters };
static const change_fn damages[] = { cut, insert_piece, insert_piece,
	change_bytes, repeat, put_pieces, put_seed };

/* The next query, as a request could bring it: UTF-8, on one line. */
static void
make(struct mutants *m)
{
	struct buf whole = { 0 };

	buf_reset(&m->text);
	PICK(m, makers)(m);
	for (size_t n = below(m, 4); n > 0; n--)
		PICK(m, damages)(m);
	utf8_repair(&whole, buf_text(&m->text), m->text.len);
	for (size_t i = 0; i < whole.len; i++)
		if (whole.data[i] == '\n')
			whole.data[i] = ' ';
	buf_release(&m->text);
	m->text = whole;
}

/* ---- what the planner relies on ---- */

static const struct {
	uint32_t least, most; /* kids */
	bool word;	      /* it has text and a field of words */
	bool measured;	      /* it has n */
} shapes[QUERY_KINDS] = {
	[QUERY_WORD] = { 0, 0, true, false },
	[QUERY_PHRASE] = { 2, UINT32_MAX, false, false },
	[QUERY_AND] = { 2, UINT32_MAX, false, false },
	[QUERY_OR] = { 2, UINT32_MAX, false, false },
	[QUERY_ANY] = { 2, UINT32_MAX, false, false },
	[QUERY_NOT] = { 1, 1, false, false },
	[QUERY_PATTERN] = { 0, 0, true, false },
	[QUERY_SIMILAR] = { 0, 0, true, true },
	[QUERY_WITHIN] = { 2, UINT32_MAX, false, true },
	[QUERY_NEAR] = { 2, 2, false, true },
	[QUERY_ADJ] = { 2, 2, false, true },
	[QUERY_QUORUM] = { 2, UINT32_MAX, false, true },
	[QUERY_SCOPE] = { 1, 1, false, false },
};

static void
check_tree(const struct query *query, size_t characters)
{
	must(query->kind < QUERY_KINDS);
	must(query->col >= 1 && query->col <= characters + 1);
	must(query->nkids >= shapes[query->kind].least &&
		query->nkids <= shapes[query->kind].most);
	must((query->n > 0) == shapes[query->kind].measured);
	must(query->n <= query_limits_preset.distance ||
		query->kind == QUERY_QUORUM);
	if (shapes[query->kind].word)
		must(query->len > 0 && query->field->flags & FIELD_WORDS);
	if (query->kind == QUERY_PHRASE || query->kind == QUERY_WITHIN ||
		query->kind == QUERY_QUORUM)
		must(query->field->flags & FIELD_WORDS);
	for (uint32_t i = 0; i < query->nkids; i++)
		check_tree(query->kids[i], characters);
}

static void
check_refusal(const struct err *err, size_t characters)
{
	const char *col = strstr(err->keys, "col=");

	must(err->kind == ERR_SYNTAX || err->kind == ERR_BROAD);
	must(col != NULL && err->text[0] != '\0');
	must(strtoul(col + 4, NULL, 10) >= 1 &&
		strtoul(col + 4, NULL, 10) <= characters + 1);
}

/* ---- reading ---- */

static double
processor_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
clock_in(struct tally *tally, const struct mutants *m, double seconds)
{
	tally->quick += seconds < 0.001;
	if (seconds <= tally->slowest)
		return;
	tally->slowest = seconds;
	buf_reset(&tally->slowest_text);
	buf_add(&tally->slowest_text, buf_text(&m->text), m->text.len);
}

static void
read_one(struct mutants *m, struct arena *arena, bool any, struct tally *tally)
{
	struct query_context context = {
		.limits = query_limits_preset,
		.match_any = any,
		.today = day_of(2025, 3, 11),
	};
	size_t characters = utf8_count(buf_text(&m->text), m->text.len);
	struct query_parsed parsed = { 0 };
	struct buf printed = { 0 };
	struct err err = { 0 };
	double begun = processor_seconds();
	bool ok = query_parse(buf_text(&m->text), m->text.len, &context, arena,
		&parsed, &err);

	clock_in(tally, m, processor_seconds() - begun);
	if (ok) {
		tally->read++;
		check_tree(parsed.root, characters);
		query_print(parsed.root, &printed);
		must(utf8_valid(buf_text(&printed), printed.len, NULL));
	} else {
		tally->refused++;
		check_refusal(&err, characters);
	}
	buf_release(&printed);
	arena_reset(arena);
}

static bool
load(struct mutants *m, char **files, size_t n, struct err *err)
{
	m->seeds = calloc(n, sizeof(*m->seeds));
	must(m->seeds != NULL);
	for (; m->nseeds < n; m->nseeds++)
		if (!fs_read_file(files[m->nseeds], QUERY_BYTES_MAX,
			    &m->seeds[m->nseeds], err))
			return false;
	return true;
}

static void
release(struct mutants *m, struct tally *tally, struct arena *arena)
{
	for (size_t i = 0; i < m->nseeds; i++)
		buf_release(&m->seeds[i]);
	free(m->seeds);
	buf_release(&m->text);
	buf_release(&tally->slowest_text);
	arena_release(arena);
}

int
main(int argc, char **argv)
{
	struct mutants m = { 0 };
	struct tally tally = { 0 };
	struct arena arena = { 0 };
	struct err err = { 0 };
	uint64_t count;

	if (argc < 4) {
		fprintf(stderr, "usage: query_mutants COUNT SEED FILE...\n");
		return 2;
	}
	count = strtoull(argv[1], NULL, 10);
	m.random = strtoull(argv[2], NULL, 10) * 2 + 1;
	if (!load(&m, argv + 3, (size_t)(argc - 3), &err)) {
		fprintf(stderr, "query_mutants: %s\n", err.text);
		return 1;
	}
	for (uint64_t i = 0; i < count; i++) {
		make(&m);
		read_one(&m, &arena, i % 2 == 1, &tally);
	}
	printf("%llu read, %llu refused\n", (unsigned long long)tally.read,
		(unsigned long long)tally.refused);
	printf("%.3f %% under 1 ms, the slowest %.1f ms: %zu bytes, %.60s\n",
		100.0 * (double)tally.quick / (double)(count > 0 ? count : 1),
		tally.slowest * 1000, tally.slowest_text.len,
		buf_text(&tally.slowest_text));
	release(&m, &tally, &arena);
	return 0;
}
