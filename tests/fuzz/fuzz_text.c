/*
 * fuzz_text.c - any bytes as words, sentences, terms and snippets
 *
 * The input is a first line and the rest: a query and the text it is shown
 * in, a headline and its body, or just bytes.
 */
#include "base/mem.h"
#include "base/must.h"
#include "base/utf8.h"
#include "engine/index/terms.h"
#include "engine/passages/snippet.h"
#include "engine/text/sentences.h"
#include "engine/text/spans.h"
#include "engine/text/token.h"
#include "indexer/copies/shingles.h"
#include "indexer/copies/sketch.h"

#include <stdlib.h>
#include <string.h>

enum { SNIPPETS = 3 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What token.h promises of each token, the one before given. */
static void
check_token(const struct token *token, const struct token *before, size_t len)
{
	must(token->len > 0 && token->len <= TOKEN_MAX);
	must(utf8_valid(token->text, token->len, NULL));
	for (uint32_t i = 0; i < token->len; i++)
		must((unsigned char)token->text[i] > ' ');
	must(token->start < token->end && token->end <= len);
	must(token->position == before->position ||
		token->position == before->position + 1);
	if (before->flags & TOKEN_WHOLE) {
		must(token->flags & TOKEN_PART);
		must(token->position == before->position);
	} else {
		must(token->start >= before->start);
		must(token->position == before->position + 1);
	}
}

static void
check_tokens(const char *text, size_t len)
{
	struct tokens tokens = { 0 };
	struct token token, before = { .position = UINT32_MAX };

	tokens_start(&tokens, text, len);
	while (tokens_next(&tokens, &token)) {
		check_token(&token, &before, len);
		before = token;
	}
	must(!(before.flags & TOKEN_WHOLE));
	tokens_release(&tokens);
}

static void
check_sentences(const char *text, size_t len)
{
	size_t end;

	for (size_t at = 0; at < len; at = end) {
		end = sentence_end(text, len, at);
		must(end > at && end <= len);
	}
}

/* What spans.h promises: in order, not empty, sentences in paragraphs. */
static void
check_spans(const char *text, size_t len)
{
	struct arena arena = { 0 };
	struct spans spans;
	size_t at = 0, paragraph = 0;

	spans_find(text, len, &arena, &spans);
	for (size_t i = 0; i < spans.nsentences; i++) {
		struct story_span s = spans.sentences[i];

		must(s.start >= at && s.start < s.end && s.end <= len);
		at = s.end;
		while (spans.paragraphs[paragraph].end < s.end)
			must(++paragraph < spans.nparagraphs);
		must(s.start >= spans.paragraphs[paragraph].start);
	}
	arena_release(&arena);
}

static void
check_fold(const char *text, size_t len)
{
	struct buf once = { 0 }, twice = { 0 };

	utf8_fold(&once, text, len);
	must(utf8_valid(buf_text(&once), once.len, NULL));
	utf8_fold(&twice, buf_text(&once), once.len);
	must(once.len == twice.len &&
		memcmp(buf_text(&once), buf_text(&twice), once.len) == 0);
	buf_release(&once);
	buf_release(&twice);
}

/* By bytes; the shorter one first. */
static int
compare_terms(const void *va, const void *vb)
{
	const struct term *a = va, *b = vb;
	int order = memcmp(a->text, b->text, a->len < b->len ? a->len : b->len);

	return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

/* What term_list.h promises of each term, the one before it in the order of
 * bytes given (or NULL). */
static void
check_term(const struct term *term, const struct term *before)
{
	must(term->len > 0 && term->len <= TERM_MAX);
	must(memchr(term->text, '\0', term->len) == NULL);
	for (uint32_t i = 1; i < term->npositions; i++)
		must(term->positions[i - 1] < term->positions[i]);
	must(term->wdf == 0 || term->npositions == 0);
	must(before == NULL || compare_terms(before, term) < 0);
}

/* The terms are in any order, and no two are equal.  Returns the sum of their
 * frequencies. */
static uint32_t
check_list(const struct term_list *list)
{
	struct term *terms = mem_array(NULL, list->count + 1, sizeof(*terms));
	uint32_t length = 0;

	for (uint32_t i = 0; i < list->count; i++)
		terms[i] = list->terms[i];
	qsort(terms, list->count, sizeof(*terms), compare_terms);
	for (uint32_t i = 0; i < list->count; i++) {
		check_term(&terms[i], i > 0 ? &terms[i - 1] : NULL);
		length += terms[i].wdf;
	}
	free(terms);
	return length;
}

/* A text is all of itself, whatever it is, and lacks none of its sentences. */
static void
check_copies(struct terms *terms, const struct story *story,
	const struct text_digest *digest)
{
	struct shingles shingles = { 0 };
	struct sentences sentences;
	struct arena arena = { 0 };
	struct text_key key;
	struct overlap overlap;

	text_key(terms, story, &key);
	must(key.digest.high == digest->high && key.digest.low == digest->low);
	shingles_of(&shingles, terms, story);
	overlap = shingles_overlap(&shingles, &shingles);
	must(overlap_is_copy(&overlap) == (shingles.count > 0));
	shingles_release(&shingles);
	sentences_of(story->body_text, &arena, &sentences);
	must(sentences_missing(&sentences, &sentences, &arena, NULL, 0) == 0);
	arena_release(&arena);
}

static void
check_terms(const char *first, const char *rest)
{
	static const char *const tags[] = { "en", "de", "ru", "fr", "ta",
		"zh" };
	static struct terms *terms;
	struct story_block block = { .kind = "share", .text = rest };
	struct story_actor actor = { .name = first };
	struct story story = {
		.uri = first,
		.headline = first,
		.body_text = rest,
		.language = tags[(unsigned char)*first % 6],
		.url = rest,
		.section = first,
		.agency = rest,
		.outlet_domain = rest,
		.boilerplate = &block,
		.nboilerplate = 1,
		.actors = &actor,
		.nactors = 1,
	};
	struct text_digest digest, again;
	struct term_list list;

	if (terms == NULL)
		terms = terms_new("en");
	terms_of_story(terms, &story, &list);
	must(check_list(&list) == list.length);
	terms_digest(terms, &story, &digest);
	terms_digest(terms, &story, &again);
	must(digest.high == again.high && digest.low == again.low);
	check_copies(terms, &story, &digest);
}

/* Valid text with marks that open and close in turn, not over-long. */
static void
check_snippet(const char *snippet)
{
	bool open = false;
	size_t shown = 0;

	must(*snippet != '\0' && utf8_valid(snippet, strlen(snippet), NULL));
	for (const char *at = snippet; *at != '\0'; at++) {
		must((unsigned char)*at >= ' ' && *at != '>');
		if (*at == '&') {
			at = strchr(at, ';');
			must(at != NULL);
		} else if (*at == '<') {
			must(strncmp(at, open ? "</b>" : "<b>", 3 + open) == 0);
			at += 2 + open;
			open = !open;
			continue;
		}
		shown++;
	}
	must(!open);
	must(shown <= SNIPPET_LENGTH + 2 * strlen("… "));
}

static void
check_snippets(struct buf *first, struct buf *rest)
{
	static struct stemmers *stemmers;
	struct query_context context = { .limits = query_limits_preset };
	struct query_parsed parsed;
	struct arena arena = { 0 };
	/* A quotation and a body that begins somewhere. */
	const struct story_quote quote = { .end = (uint32_t)rest->len / 3 };
	const struct snippet_text text = {
		.bytes = rest->data,
		.len = strlen(rest->data),
		.field = FIELD_TEXT,
		.body = (uint32_t)strlen(rest->data) / 4,
		.quotes = &quote,
		.nquotes = 1,
	};
	const char *out[SNIPPETS];
	size_t n;

	if (stemmers == NULL)
		stemmers = stemmers_new();
	if (query_parse(
		    first->data, first->len, &context, &arena, &parsed, NULL)) {
		n = snippets_make(&text, parsed.root,
			stemmers_for(stemmers, "en", NULL),
			rest->len % 2 ? SNIPPETS_BEST : SNIPPETS_TEXT, SNIPPETS,
			&arena, out);
		must(n <= SNIPPETS);
		for (size_t i = 0; i < n; i++)
			check_snippet(out[i]);
	}
	arena_release(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *lf = size > 0 ? memchr(text, '\n', size) : NULL;
	size_t line = lf != NULL ? (size_t)(lf - text) : size;
	struct buf first = { 0 }, rest = { 0 };

	check_tokens(text, size);
	check_sentences(text, size);
	check_spans(text, size);
	check_fold(text, size);
	buf_puts(&first, ""); /* a C string even if nothing follows */
	buf_puts(&rest, "");
	buf_add(&first, text, line);
	buf_add(&rest, text + line, size - line);
	check_terms(buf_text(&first), buf_text(&rest));
	buf_reset(&first);
	buf_reset(&rest);
	utf8_repair(&first, text, line);
	utf8_repair(&rest, text + line, size - line);
	check_snippets(&first, &rest);
	buf_release(&first);
	buf_release(&rest);
	return 0;
}
