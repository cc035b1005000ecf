/*
 * params.h - the parameters that verbs share
 *
 * One table: names, ranges and what they are for; requests are read by it,
 * HELP is printed from it.
 *
 * Pure.  Thread: any.
 */
#ifndef SEARCHD_PARAMS_H
#define SEARCHD_PARAMS_H

#include "base/buf.h"
#include "base/err.h"
#include "engine/search/search.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum param_key {
	KEY_LIMIT = 1 << 0,
	KEY_OFFSET = 1 << 1,
	KEY_SORT = 1 << 2,
	KEY_FACET = 1 << 3,
	KEY_SNIPPETS = 1 << 4,
	KEY_COLLAPSE = 1 << 5,
	KEY_MATCH = 1 << 6,
	KEY_DEADLINE = 1 << 7,
	KEY_GEN = 1 << 8,
	KEY_FMT = 1 << 9,
	KEY_FIELDS = 1 << 10,
	KEY_BY = 1 << 11,
	KEY_NORM = 1 << 12,
	KEY_SPLIT = 1 << 13,
	KEY_CHANGES = 1 << 14,
	KEY_AFTER = 1 << 15,
	KEY_AGAINST = 1 << 16,
	KEY_LEAST = 1 << 17,
	KEY_SIGN = 1 << 18,
	KEY_OWN = 1 << 19,
	KEY_EXPAND = 1 << 20,
	KEY_RECENCY = 1 << 21,
	KEY_FORMS = 1 << 22,
	KEY_FIELD = 1 << 23,
	KEY_MINCONF = 1 << 24
};

#define PARAM_LIMIT_MAX 1000
#define PARAM_OFFSET_MAX 10000
#define PARAM_SNIPPETS_MAX 10
#define PARAM_LEAST_MAX 1000000
#define PARAM_CHANGES_MAX 100
#define PARAM_RECENCY_MAX 36500

enum format { FORMAT_TEXT, FORMAT_JSON };
extern const char *const format_names[]; /* ends with NULL */

struct params {
	uint32_t given;	 /* KEY_… bits */
	int64_t minconf; /* percent */
	int64_t limit, offset, snippets, changes, deadline_ms;
	int64_t sort;	  /* enum search_sort */
	int64_t collapse; /* 1: copies */
	int64_t match;	  /* 1: any */
	int64_t fmt;	  /* enum format */
	int64_t by;	  /* enum day_unit */
	int64_t expand;	  /* 1: yes */
	int64_t recency;  /* days; 0: no bonus */
	int64_t norm;	  /* enum timeline_norm */
	int64_t field;	  /* a place in complete_fields */
	int64_t sign;	  /* enum words_sign */
	int64_t own;	  /* 1: yes */
	int64_t forms;	  /* 1: all */
	int64_t least;
	struct facet_ask split;
	struct facet_ask facets[SEARCH_FACETS_MAX];
	uint32_t nfacets;
	const char *gen;     /* a loan from the request; NULL */
	const char *after;   /* likewise */
	const char *fields;  /* likewise */
	const char *against; /* likewise */
};

enum param_type {
	PARAM_SHARE,  /* 0 to 1, as a whole percentage in an int64_t */
	PARAM_NUMBER, /* int64_t within min..max */
	PARAM_CHOICE, /* int64_t: which of the choices */
	PARAM_TEXT,   /* const char * */
	PARAM_FACETS,
	PARAM_SPLIT
};

struct param {
	const char *name; /* NULL ends the table */
	enum param_key key;
	enum param_type type;
	size_t at; /* offsetof() in struct params */
	int64_t min, max, preset;
	const char *const *choices; /* ends with NULL */
	/* Only of what is shown of an answer: the pages of one may differ in
	 * it.  All others decide what is found and in which order. */
	bool shows;
	const char *about;
};
extern const struct param params_table[];

/* NULL if unknown; any case. */
const struct param *param_named(const char *name);

void params_presets(struct params *params);

/* Read one value.  Error: ERR_USAGE with keys "key=limit …". */
bool param_read(const struct param *param, const char *value,
	struct params *params, struct err *err);

/* Append all of them but deadline, gen and fmt: the same bytes for the same
 * values, whether they were given or are presets. */
void params_key(const struct params *params, struct buf *out);

/* Append those that decide what is found and in which order: the same text for
 * the same values. */
void params_print(const struct params *params, struct buf *out);

#endif
