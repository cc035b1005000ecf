/*
 * source_kinds.h - the reading functions behind the table of source.c
 *
 * Thread: any; see source.h.
 */
#ifndef INDEXER_SOURCE_KINDS_H
#define INDEXER_SOURCE_KINDS_H

#include "base/buf.h"
#include "base/err.h"
#include "indexer/sources/sniff.h"
#include "indexer/sources/source.h"
#include "indexer/story/draft.h"

#include <stdbool.h>

bool source_text_read(struct source *source, struct err *err);
bool source_lines_read(struct source *source, struct err *err); /* .jsonl */
bool source_json_read(struct source *source, struct err *err);	/* .json */
bool source_html_read(struct source *source, struct err *err);

bool source_table_read(struct source *source, struct err *err); /* .csv */
bool source_feed_read(struct source *source, struct err *err);
bool source_nitf_read(struct source *source, struct err *err);
bool source_newsml_read(struct source *source, struct err *err);
bool source_warc_read(struct source *source, struct err *err);
bool source_arc_read(struct source *source, struct err *err);
bool source_packed_read(struct source *source, struct err *err); /* packed.c */

bool source_lines_sniff(const struct source_head *head);
bool source_json_sniff(const struct source_head *head);
bool source_html_sniff(const struct source_head *head);
bool source_table_sniff(const struct source_head *head);
bool source_feed_sniff(const struct source_head *head);
bool source_nitf_sniff(const struct source_head *head);
bool source_newsml_sniff(const struct source_head *head);
bool source_warc_sniff(const struct source_head *head);
bool source_arc_sniff(const struct source_head *head);
bool source_packed_sniff(const struct source_head *head);

/* What kind of reject the damage of the feed is. */
enum reject_reason source_damage(const struct source *source);

/*
 * A whole input as UTF-8 text, for sources of one story a file.  False when
 * it is none; then the sink has been told.  declared may be NULL.
 */
bool source_whole(struct source *source, const char *declared, struct buf *text,
	struct draft *draft);
/* The same of the first len bytes, which the feed must have ahead. */
bool source_ahead(struct source *source, size_t len, const char *declared,
	struct buf *text, struct draft *draft);

/* A feed of UTF-16 with its mark becomes one of UTF-8, for sources that read a
 * story at a time. */
void source_widen(struct source *source);

#endif
