/*
 * html_events.h - a web page as tags and texts, in their order; the one door
 * to libxml2's HTML parser
 *
 * The parser is lenient as browsers are: no page is an error.  Each element
 * that is opened is closed again, whatever the page forgot; entities are
 * decoded; nothing is fetched, printed or kept.
 *
 * Thread: any, after html_events_start().
 */
#ifndef INDEXER_HTML_EVENTS_H
#define INDEXER_HTML_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* More attributes than these are passed over. */
#define HTML_ATTRIBUTES 24

struct html_slice {
	const char *text; /* NUL-terminated, too */
	size_t len;
};

struct html_attribute {
	struct html_slice name; /* in small letters */
	struct html_slice value;
};

struct html_tag {
	struct html_slice name; /* in small letters */
	struct html_attribute attributes[HTML_ATTRIBUTES];
	size_t nattributes;
};

/* An attribute by its name in small letters; NULL if it is not there. */
const struct html_slice *html_attribute(
	const struct html_tag *tag, const char *name);

/* Who is told; all texts are loans for the call. */
struct html_events {
	void *ctx;
	void (*open)(void *ctx, const struct html_tag *tag);
	void (*close)(void *ctx);
	/* In pieces as they come, of scripts too. */
	void (*text)(void *ctx, const char *text, size_t len);
	/* Asked after each of these: is it enough? */
	bool (*enough)(void *ctx);
};

/*
 * What begins at text[0], which is `&`: returns its length, semicolon and
 * all, and puts the character in *cp; 0 if it is no reference.  Numbers that
 * are no character give U+FFFD, those of Windows-1252 what they mean there.
 */
size_t html_entity(const char *text, size_t len, int32_t *cp);

/* Once, before threads begin. */
void html_events_start(void);

/*
 * Tell of text[0..len), UTF-8.  False when the rest was left out, because it
 * would take the parser more than time by the byte: elements too deep
 * (HTML_DEPTH_MAX, or fewer if very many end tags would be held against each
 * of them: HTML_ENDS_MAX), or a tag of more than HTML_TAG_BLANKS blanks.
 */
bool html_events_read(
	const char *text, size_t len, const struct html_events *events);

#define HTML_DEPTH_MAX 50000
#define HTML_ENDS_MAX 500000000 /* end tags times depth */
#define HTML_TAG_BLANKS 4096

#endif
