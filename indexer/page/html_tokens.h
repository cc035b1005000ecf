/*
 * html_tokens.h - the bytes of a web page as texts and tags
 *
 * A tag begins where a browser sees one: `<` before a letter, `/`, `!` or
 * `?`; any other `<` is text.  What stands in <script>, <style> and their
 * kin is one text.  No input is an error.  All texts are loans of the input,
 * as they stand there: entities are decoded by who wants them.
 *
 * Every byte is looked at a bounded number of times.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_HTML_TOKENS_H
#define INDEXER_HTML_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

enum html_token_kind { TOKEN_TEXT, TOKEN_START, TOKEN_END };

/* More attributes than these are passed over. */
#define HTML_ATTRIBUTES 24

struct html_slice {
	const char *text;
	size_t len;
};

struct html_attribute {
	struct html_slice name;
	struct html_slice value; /* without its quotes */
};

struct html_token {
	enum html_token_kind kind;
	struct html_slice text; /* of a tag: its name */
	struct html_attribute attributes[HTML_ATTRIBUTES];
	size_t nattributes;
	bool closed; /* <tag/> */
};

struct html_tokens {
	const char *at, *end;
};

/* The next token; false at the end.  Comments are passed over. */
bool html_next(struct html_tokens *tokens, struct html_token *token);

/*
 * All up to the end tag of that name (small letters), as one text: to be
 * called behind the start tag of <script> and the like.  The end tag is the
 * next token.
 */
struct html_slice html_raw(struct html_tokens *tokens, const char *name);

/* An attribute by its name in small letters; NULL if it is not there. */
const struct html_slice *html_attribute(
	const struct html_token *token, const char *name);

#endif
