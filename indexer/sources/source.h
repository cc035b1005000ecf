/*
 * source.h - where stories come from
 *
 * A source turns the bytes of one file into raw stories: one a file for text
 * and HTML, one a line for JSON Lines, many for feeds and archives.  The kinds
 * are rows of one table (source_kinds); a new format is one file and one row.
 * What a file is, its first bytes say; its ending is asked where they leave a
 * choice.  Every kind is also read through gzip (name.jsonl.gz, or gzip bytes
 * under any name).
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
#include "engine/story/story.h"
#include "indexer/names/registry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A file, a part of one that can be read by itself, or a member of an archive
 * (archive.zip/member.html).
 */
struct input {
	const char *path; /* as given, or folder/name below what was given */
	/* The same from its folder, or the folder that was given, on: what
	 * dates and uris are made of, wherever the pile lies. */
	const char *name;
	const struct source_kind *kind; /* NULL: told by its content */
	uint64_t size; /* bytes on disk; 0 if unknown (standard input) */
	int64_t mtime; /* seconds since 1970; 0 if unknown */
	/* Whole lines of a large file: bytes [from, to), the first of which
	 * stands on this line.  to 0: the whole file. */
	uint64_t from, to, line;
};

/* What a container knows of a story in it; what it does not is NULL or 0. */
struct input_facts {
	const char *url;      /* where it was fetched */
	const char *captured; /* when: a bound */
	const char *modified; /* what the server said of its last change */
	const char *charset;  /* and of its characters */
	uint64_t offset;      /* of its record in the (unpacked) input */
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
	REJECT_UNKNOWN_KIND, /* unknown.kind: a format that no source reads */
	REJECT_DUPLICATE,    /* duplicate.uri: the first one was kept */
	REJECT_BAD_RECORD,   /* bad.record: of a web archive */
	REJECT_BAD_ARCHIVE,  /* bad.archive: damaged, encrypted, too deep */
	REJECT_BAD_XML,	     /* bad.xml: no element in it could be read */
	REJECT_BAD_ROW,	     /* bad.row: of a table */
	REJECT_REASONS
};
/* Notes: the story was indexed, but something in it was not as it should. */
enum remark_reason {
	REMARK_BAD_UTF8,   /* bad.utf8: n bytes replaced, or another encoding */
	REMARK_LONG_TERM,  /* long.term: n words too long to be terms */
	REMARK_BAD_DATE,   /* bad.date: a date field that is no date */
	REMARK_BAD_DIGEST, /* bad.digest: the bytes are not what was kept */
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
	/* So many records of a container hold no story by their kind: requests,
	 * redirects, pictures.  That is no loss, and only counted. */
	void (*passed_over)(void *ctx, uint64_t records); /* may be NULL */
};

struct language_model; /* of indexer/text/language_model.h */

struct lists;
struct name_model;

/* By what every source reads; the same for all inputs of a run. */
struct source_rules {
	const struct registry *registry; /* NULL: nothing known beforehand */
	const struct name_model *names;	 /* NULL: no actors are looked for */
	struct lists *lists;		 /* which have both; NULL: others */
	const struct language_model *languages; /* NULL: none is guessed */
	double min_date_confidence; /* below it a story has no date */
	size_t story_max;	    /* bytes of input in one story */
	bool as_stated; /* stories are what they say: nothing is analysed */
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
	struct feed *feed;		 /* the bytes of the input, unpacked */
	const struct input_facts *facts; /* of its container; NULL: none */
	unsigned depth;			 /* of archives around it */
};

struct source_head; /* sniff.h */
struct source_kind {
	const char *name;	    /* "text": provenance.format */
	const char *const *endings; /* ".txt" and kin; NULL ends */
	/* Is it this kind beyond doubt, by its first bytes?  NULL: no bytes
	 * could tell. */
	bool (*sniff)(const struct source_head *head);
	bool (*read)(struct source *source, struct err *err);
	const char *about;
	bool packed; /* others have it inside: .docx is a zip file, too */
	bool lines;  /* any of its lines may be the first of a part */
};
extern const struct source_kind source_kinds[]; /* ends with name NULL */

const struct source_kind *source_kind_named(const char *name);

/* Once, before threads begin: readies jansson and libxml2. */
void sources_start(void);

/*
 * Collect the files below the paths ("-" = standard input).  Unreadable paths
 * go to the sink; hidden files in folders are passed over.  A large file of
 * JSON Lines becomes several inputs, cut at ends of lines by its size alone.
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

/*
 * The same for a source whose feed is open already: a member of an archive.
 * The kind is told by its content if the input does not say.
 */
bool source_read_open(struct source *source, struct err *err);

#endif
