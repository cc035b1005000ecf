#include "engine/index/terms.h"

#include "base/mem.h"
#include "base/names.h"
#include "engine/index/fields.h"
#include "engine/index/marks.h"
#include "engine/index/terms_sort.h"
#include "engine/index/terms_url.h"
#include "engine/text/token.h"

#include <stdlib.h>
#include <string.h>

/* After a story with more distinct terms than this the memory is given back:
 * one giant must not slow down, or fatten, all that follow. */
enum { TERMS_KEPT = 1 << 13 };

/* A distinct term while its story is read. */
struct entry {
	uint32_t field;	      /* enum field_id of an exact word; else FIELDS */
	uint32_t token_flags; /* of its first occurrence */
	uint32_t weight;      /* what its stem will count */
	uint32_t wdf;
	uint32_t npositions;
	uint32_t last;	/* the last position; none yet: 0 */
	uint32_t *fill; /* where its next position goes; behind the last */
};

/* One position of one term, in the order of the text. */
struct occurrence {
	uint32_t entry;
	uint32_t position;
};

struct terms {
	char *fallback_tag;
	struct tokens tokens;
	struct stemmers *stemmers;
	struct names names; /* whole terms, prefix and all */
	struct entry *entries;
	size_t entries_cap;
	struct occurrence *occurrences;
	size_t noccurrences, occurrences_cap;
	uint32_t *positions; /* all of them, term by term */
	size_t positions_cap;
	struct term *list;
	size_t list_cap;
	struct terms_sort sort;
	struct story_word *words;
	size_t nwords, words_cap;
	struct marks_draft marks;
	struct buf scratch; /* the term at hand */
	uint32_t too_long;
};

struct terms *
terms_new(const char *fallback_tag)
{
	struct terms *terms = mem_alloc(sizeof(*terms));

	if (fallback_tag != NULL)
		terms->fallback_tag = mem_string(fallback_tag);
	terms->stemmers = stemmers_new();
	return terms;
}

/* Give back all memory whose size depends on the story. */
static void
drop_story(struct terms *terms)
{
	names_release(&terms->names);
	free(terms->entries);
	free(terms->occurrences);
	free(terms->positions);
	free(terms->list);
	free(terms->words);
	terms_sort_release(&terms->sort);
	marks_draft_release(&terms->marks);
	terms->entries = NULL;
	terms->occurrences = NULL;
	terms->positions = NULL;
	terms->list = NULL;
	terms->words = NULL;
	terms->words_cap = 0;
	terms->entries_cap = terms->occurrences_cap = 0;
	terms->positions_cap = terms->list_cap = 0;
}

void
terms_free(struct terms *terms)
{
	if (terms == NULL)
		return;
	drop_story(terms);
	tokens_release(&terms->tokens);
	stemmers_free(terms->stemmers);
	buf_release(&terms->scratch);
	free(terms->fallback_tag);
	free(terms);
}

/* The entry of prefix + text, made when new. */
static struct entry *
entry_of(struct terms *terms, const char *prefix, const char *text, size_t len)
{
	uint32_t ordinal;
	bool added;

	if (*prefix != '\0') {
		buf_reset(&terms->scratch);
		buf_puts(&terms->scratch, prefix);
		buf_add(&terms->scratch, text, len);
		text = terms->scratch.data;
		len = terms->scratch.len;
	}
	ordinal = names_add(&terms->names, text, len, &added);
	if (added) {
		terms->entries = mem_grow(terms->entries, &terms->entries_cap,
			(size_t)ordinal + 1, sizeof(*terms->entries));
		terms->entries[ordinal] = (struct entry){ .field = FIELDS };
	}
	return &terms->entries[ordinal];
}

/* One occurrence of an exact word in a field. */
static void
word_add(struct terms *terms, enum field_id field, const struct token *token,
	uint32_t position, uint32_t weight)
{
	struct entry *entry =
		entry_of(terms, fields[field].prefix, token->text, token->len);
	struct occurrence *occurrence;

	if (entry->field == FIELDS) {
		entry->field = field;
		entry->token_flags = token->flags;
	}
	entry->weight += weight;
	if (position <= entry->last) /* positions must ascend */
		return;
	entry->last = position;
	entry->npositions++;
	terms->occurrences =
		mem_grow(terms->occurrences, &terms->occurrences_cap,
			terms->noccurrences + 1, sizeof(*terms->occurrences));
	occurrence = &terms->occurrences[terms->noccurrences++];
	occurrence->entry = (uint32_t)(entry - terms->entries);
	occurrence->position = position;
}

/* A place where words stand: up to two fields, and what a word counts. */
struct place {
	enum field_id field;
	bool headline; /* indexed in FIELD_HEADLINE too */
	uint32_t weight;
	bool body; /* its positions are marked */
};

/* All words of a text, the first at `position`; returns the position behind
 * the last. */
static uint32_t
words_add(struct terms *terms, const char *text, struct place place,
	uint32_t position)
{
	struct token token;
	uint32_t end = position;

	if (text == NULL)
		return end;
	tokens_start(&terms->tokens, text, strlen(text));
	while (tokens_next(&terms->tokens, &token)) {
		if (place.body && end < position + token.position + 1)
			marks_body_word(&terms->marks, token.start);
		end = position + token.position + 1;
		if (token.flags & TOKEN_TOO_LONG) {
			terms->too_long++;
			continue;
		}
		word_add(terms, place.field, &token, end - 1, place.weight);
		if (place.headline)
			word_add(terms, FIELD_HEADLINE, &token, end - 1, 0);
	}
	return end;
}

/* The place of the first of the words that begin there, if any. */
static uint32_t
begun(uint32_t position, uint32_t end)
{
	return end > position ? position : 0;
}

static void
story_words(struct terms *terms, const struct story *story)
{
	static const struct place headline = { FIELD_TEXT, true,
		TERMS_HEADLINE_WEIGHT, false };
	static const struct place deck = { FIELD_TEXT, false, 1, false };
	static const struct place body = { FIELD_TEXT, false, 1, true };
	static const struct place boiler = { FIELD_BOILER, false, 0, false };
	uint32_t position = 1, end;

	end = words_add(terms, story->headline, headline, position);
	terms->marks.headline = begun(position, end);
	if (story->subhead != NULL) {
		position = end + TERMS_GAP;
		end = words_add(terms, story->subhead, deck, position);
		terms->marks.subhead = begun(position, end);
		terms->marks.deck = end - position;
	}
	position = end + TERMS_GAP;
	end = words_add(terms, story->body_text, body, position);
	terms->marks.body = begun(position, end);
	position = 1;
	for (uint32_t i = 0; i < story->nboilerplate; i++)
		position = words_add(terms, story->boilerplate[i].text, boiler,
				   position) +
			   TERMS_GAP;
}

/* A word for those who ask for words, not terms; every word of the headline
 * is one of the text too. */
static void
story_word_add(
	struct terms *terms, enum field_id field, uint32_t word, uint32_t stem)
{
	struct story_word *out;
	size_t skip = strlen(fields[field].prefix), len, stem_len;
	size_t stem_skip = strlen(fields[field].stem_prefix);

	if (field == FIELD_HEADLINE)
		return;
	terms->words = mem_grow(terms->words, &terms->words_cap,
		terms->nwords + 1, sizeof(*terms->words));
	out = &terms->words[terms->nwords++];
	out->text = names_text(&terms->names, word, &len) + skip;
	out->len = (uint32_t)(len - skip);
	out->stem = names_text(&terms->names, stem, &stem_len) + stem_skip;
	out->stem_len = (uint32_t)(stem_len - stem_skip);
	out->boiler = field == FIELD_BOILER;
}

/* The stemmed term of each exact word that is there so far. */
static void
stems_add(struct terms *terms, const char *tag)
{
	struct stemmer *stemmer =
		stemmers_for(terms->stemmers, tag, terms->fallback_tag);
	uint32_t words = terms->names.count;

	for (uint32_t i = 0; i < words; i++) {
		/* By value: entry_of() may move the entries. */
		struct entry word = terms->entries[i];
		const struct field *field = &fields[word.field];
		size_t skip = strlen(field->prefix), len, stem_len;
		const char *text = names_text(&terms->names, i, &len);
		const char *stem;
		struct entry *entry;

		if (field->stem_prefix == NULL)
			continue;
		stem = stem_word(stemmer, text + skip, len - skip,
			word.token_flags, &stem_len);
		entry = entry_of(terms, field->stem_prefix, stem, stem_len);
		entry->wdf += word.weight;
		story_word_add(terms, field->id, i,
			(uint32_t)(entry - terms->entries));
	}
}

/* A term of its own, without positions: prefix + key. */
static void
filter_add(struct terms *terms, enum field_id field, const struct buf *key)
{
	if (key->len > 0)
		entry_of(terms, fields[field].prefix, key->data, key->len);
}

/* Host, host/a, host/a/b. */
static void
url_add(struct terms *terms, const char *url)
{
	struct buf plain = { 0 }, key = { 0 };
	uint32_t parts = url_plain(&plain, url, strlen(url));

	if (parts > URL_PARTS_MAX)
		parts = URL_PARTS_MAX;
	for (uint32_t i = 1; i <= parts; i++) {
		buf_reset(&key);
		url_key(&key, &plain, i);
		filter_add(terms, FIELD_URL, &key);
	}
	buf_release(&plain);
	buf_release(&key);
}

static void
filters_add(struct terms *terms, const struct story *story)
{
	static const enum field_id single[] = { FIELD_OUTLET, FIELD_LANGUAGE,
		FIELD_SECTION, FIELD_AGENCY, FIELD_KIND };
	struct buf key = { 0 };

	for (uint32_t i = 0; i < story->nactors; i++) {
		buf_reset(&key);
		terms_actor_key(&key, &story->actors[i]);
		filter_add(terms, FIELD_ACTOR, &key);
	}
	for (size_t i = 0; i < sizeof(single) / sizeof(*single); i++) {
		buf_reset(&key);
		terms_value_key(&key, single[i], story);
		filter_add(terms, single[i], &key);
	}
	if (story->url != NULL)
		url_add(terms, story->url);
	buf_reset(&key);
	if (story->uri != NULL && *story->uri != '\0') {
		terms_uri(&key, story->uri);
		entry_of(terms, "", key.data, key.len);
	}
	buf_release(&key);
}

/* Bring the positions of each term together. */
static void
positions_lay_out(struct terms *terms)
{
	size_t at = 0;

	terms->positions = mem_grow(terms->positions, &terms->positions_cap,
		terms->noccurrences, sizeof(*terms->positions));
	for (uint32_t i = 0; i < terms->names.count; i++) {
		struct entry *entry = &terms->entries[i];

		if (entry->npositions > 0)
			entry->fill = &terms->positions[at];
		at += entry->npositions;
	}
	for (size_t i = 0; i < terms->noccurrences; i++) {
		const struct occurrence *occurrence = &terms->occurrences[i];

		*terms->entries[occurrence->entry].fill++ =
			occurrence->position;
	}
}

/* The terms as the writer wants them. */
static void
list_make(struct terms *terms, struct term_list *out)
{
	uint32_t count = terms->names.count;

	*out = (struct term_list){ .count = count,
		.too_long = terms->too_long,
		.words = terms->words,
		.nwords = (uint32_t)terms->nwords,
		.marks = terms->marks.bytes.data,
		.marks_len = terms->marks.bytes.len };
	terms->list = mem_grow(
		terms->list, &terms->list_cap, count, sizeof(*terms->list));
	for (uint32_t i = 0; i < count; i++) {
		const struct entry *entry = &terms->entries[i];
		struct term *term = &terms->list[i];
		size_t len;

		term->text = names_text(&terms->names, i, &len);
		term->len = (uint32_t)len;
		term->wdf = entry->wdf;
		term->npositions = entry->npositions;
		term->positions = entry->npositions > 0
					  ? entry->fill - entry->npositions
					  : NULL;
		out->length += entry->wdf;
	}
	out->terms = terms_sort(&terms->sort, terms->list, count);
}

void
terms_of_story(
	struct terms *terms, const struct story *story, struct term_list *out)
{
	if (terms->names.count > TERMS_KEPT)
		drop_story(terms);
	names_reset(&terms->names);
	terms->noccurrences = 0;
	terms->nwords = 0;
	terms->too_long = 0;
	marks_reset(&terms->marks);
	story_words(terms, story);
	marks_finish(&terms->marks, story);
	stems_add(terms, story->language);
	filters_add(terms, story);
	positions_lay_out(terms);
	list_make(terms, out);
}

/* ---- texts compared ---- */

static size_t
compared(struct terms *terms, const char *text, terms_word_fn fn, void *ctx)
{
	struct token token;
	size_t n = 0;

	if (text == NULL)
		return 0;
	tokens_start(&terms->tokens, text, strlen(text));
	while (tokens_next(&terms->tokens, &token)) {
		if (token.flags & TOKEN_WHOLE)
			continue;
		if (token.flags & TOKEN_TOO_LONG)
			fn(ctx, text + token.start, token.end - token.start);
		else
			fn(ctx, token.text, token.len);
		n++;
	}
	return n;
}

size_t
terms_compared(struct terms *terms, const struct story *story, terms_word_fn fn,
	void *ctx)
{
	size_t n = compared(terms, story->body_text, fn, ctx);

	return n > 0 ? n : compared(terms, story->headline, fn, ctx);
}

static void
digest_bytes(struct text_digest *digest, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		text_digest_byte(digest, (unsigned char)bytes[i]);
}

struct text_digest
text_digest_start(void)
{
	return (struct text_digest){
		.high = 0x6c62272e07bb0142,
		.low = 0x62b821756295c58d,
	};
}

void
text_digest_word(struct text_digest *digest, const char *word, size_t len)
{
	digest_bytes(digest, word, len);
	text_digest_byte(digest, '\0');
}

void
text_digest_no_word(struct text_digest *digest, const struct story *story)
{
	if (story->uri != NULL)
		digest_bytes(digest, story->uri, strlen(story->uri));
}

static void
digest_word(void *ctx, const char *word, size_t len)
{
	text_digest_word(ctx, word, len);
}

void
terms_digest(
	struct terms *terms, const struct story *story, struct text_digest *out)
{
	*out = text_digest_start();
	if (terms_compared(terms, story, digest_word, out) == 0)
		text_digest_no_word(out, story);
}
