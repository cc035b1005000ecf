/*
 * answer.h - what the server said, understood
 *
 * An answer is fed line by line (without LF) and ends with its final line.
 * Data lines become rows of a table per letter, with their columns unescaped;
 * columns that did not come are "-".  As the protocol demands, unknown
 * letters, columns and keys are passed over.  What breaks the protocol is an
 * error: the server is hostile until its final line is read.
 *
 * Pure.  Thread: one answer belongs to one thread; its texts live until
 * answer_release().
 */
#ifndef CLIENT_ANSWER_H
#define CLIENT_ANSWER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/wire.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum answer_kind {
	ANSWER_HIT,
	ANSWER_SNIPPET,
	ANSWER_FACET,
	ANSWER_BUCKET,
	ANSWER_WORD,
	ANSWER_FIELD,
	ANSWER_INFO,
	ANSWER_EXPLAIN, /* and other lists whose columns depend on the first */
	ANSWER_NOTICE,
	ANSWER_KEY, /* no line: the keys of the final one */
	ANSWER_KINDS
};

/* Columns by their place in the line; docs/protocol.md section 1, rule 7. */
enum {
	HIT_RANK,
	HIT_URI,
	HIT_SCORE,
	HIT_DATE,
	HIT_OUTLET,
	HIT_HEADLINE,
	HIT_COLUMNS, /* from here on: of copies alone */
	HIT_ROLE = HIT_COLUMNS,
	HIT_LAG,
	HIT_ADDED,
	HIT_CUT
};
enum { SNIPPET_RANK, SNIPPET_TEXT };
enum {
	FACET_FIELD,
	FACET_VALUE,
	FACET_STORIES,
	FACET_DISTINCT,
	FACET_CODE,
	FACET_SCORE, /* of what is unusual, and of pairs */
	FACET_WITH,  /* the other one of a pair */
	FACET_WITH_CODE
};
enum {
	BUCKET_NAME,
	BUCKET_STORIES,
	BUCKET_DISTINCT,
	BUCKET_SHARE,
	BUCKET_BURST,
	BUCKET_VALUE
};
enum {
	WORD_TERM,
	WORD_SCORE,
	WORD_FOREGROUND,
	WORD_BACKGROUND,
	WORD_EFFECT, /* a binary logarithm: 1 is twice as common */
	WORD_FIELD   /* of a completion: "word", "actor" */
};
enum { NAME, VALUE }; /* of a field, an information, a notice, a key */
enum { EXPLAIN_KIND, EXPLAIN_FIRST };

#define ANSWER_COLUMNS_MAX 10

/* One letter of the protocol. */
struct answer_letter {
	char letter;	  /* '\0': never on the wire */
	const char *kind; /* what programs are told a row is: "hit" */
	uint32_t least;	  /* columns that must come */
	const char *names[ANSWER_COLUMNS_MAX + 1]; /* ends with NULL */
	const char *numbers; /* which columns are whole numbers: "0" "23" */
	const char *figures; /* which others are figures, if they are known */
};
extern const struct answer_letter answer_letters[ANSWER_KINDS];

struct answer_row {
	const char *columns[ANSWER_COLUMNS_MAX]; /* never NULL if named */
};

struct answer_table {
	struct answer_row *rows;
	size_t count, cap;
};

/* More than this is no answer but an attack on our memory. */
#define ANSWER_KEYS_MAX 64 /* of a final line */
#define ANSWER_BYTES_MAX ((size_t)512 << 20)

/* The final line; a key that did not come is NULL or 0. */
struct answer_final {
	int code;
	const char *word; /* "ok" */
	const char *text; /* for people; "" */
	bool counted;	  /* hits= came */
	uint64_t hits, distinct;
	uint64_t col;	 /* where a query is wrong, from 1 */
	const char *rel; /* "eq", "ge", "ap" */
	const char *ms;
	const char *gen;
	const char *next; /* the cursor of the page behind this one */
};

struct answer {
	struct arena arena;
	struct answer_table tables[ANSWER_KINDS];
	const char *json; /* the J line's object, or NULL */
	size_t json_len;
	size_t bytes; /* what the lines so far cost us */
	bool done;    /* the final line was read */
	struct answer_final final;
};

/*
 * Take one line.  Error: ERR_INPUT, and the answer is to be thrown away.
 * After the final line answer->done is true, and no line may follow.
 */
bool answer_line(
	struct answer *answer, const char *line, size_t len, struct err *err);
void answer_release(struct answer *answer);

/* A whole number; anything else, and what is too large, is 0. */
uint64_t answer_number(const char *text);

/* A column that says something: neither "-" nor empty. */
bool answer_known(const char *column);

/* The value of a D or I line by its name, or NULL. */
const char *answer_value(
	const struct answer *answer, enum answer_kind kind, const char *name);

/* Exit status (enum client_status) for a final line's code. */
int answer_code_status(int code);

/* The same for an answer: a count of 0 stories is nothing found. */
int answer_status(const struct answer *answer);

#endif
