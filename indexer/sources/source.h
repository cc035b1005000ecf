/*
 * source.h - where stories come from
 *
 * A source turns the bytes of one file into raw stories: one a file for text
 * and HTML, one a line for JSON Lines.  The kinds are rows of one table
 * (source_kinds); a new format is one file and one row.  Every kind is also
 * read through gzip (name.jsonl.gz, or gzip bytes under any name).
 *
 * What cannot be read is a reject: counted, said with path, line and reason,
 * and the rest goes on.
 *
 * Thread: source_read() is safe from many threads at once, after
 * sources_start(); rules and registry are only read.
 */
#ifndef INDEXER_SOURCE_H
#define INDEXER_SOURCE_H

#include "base/arena.h"
#include "base/err.h"
#include "engine/story.h"
#include "indexer/names/registry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A file, or a part of one that can be read by itself. */
struct input {
	const char *path; /* as given, or folder/name below what was given */
	/* The same from its folder, or the folder that was given, on: what
	 * dates and uris are made of, wherever the pile lies. */
	const char *name;
	const struct source_kind *kind; /* NULL: told by its content */
	uint64_t size; /* bytes on disk; 0 if unknown (standard input) */
	int64_t mtime; /* seconds since 1970; 0 if unknown */
};

struct inputs {
	struct arena arena;
	struct input
		*items; /* in the order of paths, names sorted in folders */
	size_t count, cap;
};

/* Why something was left out; names are stable (docs/indexer.md). */
enum reject_reason {
	REJECT_UNREADABLE,   /* unreadable.path: no such file, no permission */
	REJECT_EMPTY,	     /* empty.file */
	REJECT_NO_TEXT,	     /* no.text: neither headline nor body */
	REJECT_BINARY,	     /* binary.data: not text at all */
	REJECT_BAD_JSON,     /* bad.json: with the column */
	REJECT_BAD_GZIP,     /* bad.gzip: damaged; what came before is kept */
	REJECT_TOO_LARGE,    /* too.large: a story over the limit */
	REJECT_UNKNOWN_KIND, /* unknown.kind: no source reads this ending */
	REJECT_DUPLICATE,    /* duplicate.uri: the first one was kept */
	REJECT_REASONS
};
/* Notes: the story was indexed, but something in it was not as it should. */
enum remark_reason {
	REMARK_BAD_UTF8,  /* bad.utf8: n bytes replaced, or another encoding */
	REMARK_LONG_TERM, /* long.term: n words too long to be terms */
	REMARK_BAD_DATE,  /* bad.date: a date field that is no date */
	REMARKS
};
extern const char *const reject_names[REJECT_REASONS];
extern const char *const remark_names[REMARKS];

/* What a source reports to.  Called on the thread that reads. */
struct sink {
	void *ctx;
	/* A story, ready for the index but for dup; a loan for the call. */
	bool (*story)(void *ctx, const struct story *story, struct err *err);
	/* line is 1-based, 0 when it makes no sense. */
	void (*reject)(void *ctx, const char *path, uint64_t line,
		enum reject_reason why, const char *detail);
	void (*remark)(void *ctx, const char *path, uint64_t line,
		enum remark_reason why, const char *detail);
	/* So many bytes of input were dealt with since the last call. */
	void (*progress)(void *ctx, uint64_t bytes);
};

struct language_model; /* of indexer/text/language_model.h */

/* By what every source reads; the same for all inputs of a run. */
struct source_rules {
	const struct registry *registry; /* NULL: nothing known beforehand */
	const struct language_model *languages; /* NULL: none is guessed */
	double min_date_confidence; /* below it a story has no date */
	size_t story_max;	    /* bytes of input in one story */
	day today; /* no story is of many days later; DAY_UNKNOWN: no check */
};

/* Presets: no registry, 0.5, SOURCE_STORY_MAX, today. */
void source_rules_init(struct source_rules *rules);
#define SOURCE_STORY_MAX (64u << 20)

/* What the reading function of a source works with. */
struct feed;
struct source {
	const struct input *input;
	const struct source_rules *rules;
	const struct sink *sink;
	struct feed *feed; /* the bytes of the input, unpacked */
};

struct source_kind {
	const char *name;	    /* "text": provenance.format */
	const char *const *endings; /* ".txt" and kin; NULL ends */
	bool (*read)(struct source *source, struct err *err);
	const char *about;
};
extern const struct source_kind source_kinds[]; /* ends with name NULL */

const struct source_kind *source_kind_named(const char *name);

/* Once, before threads begin: readies jansson and libxml2. */
void sources_start(void);

/*
 * Collect the files below the paths ("-" = standard input, read as JSON
 * Lines if its first byte is `{`, else as text).  Unreadable paths, and
 * endings of formats that no source reads, go to the sink; hidden files in
 * folders are passed over.
 */
void inputs_collect(struct inputs *inputs, char **paths, size_t npaths,
	const struct sink *sink);
void inputs_release(struct inputs *inputs);

/*
 * Read one input: every story in it goes to the sink.  Returns false only
 * when the sink did; damage in the input is rejects.
 */
bool source_read(const struct input *input, const struct source_rules *rules,
	const struct sink *sink, struct err *err);

#endif
