#include "engine/index/terms.h"

#include "base/mem.h"
#include "base/names.h"
#include "engine/index/fields.h"
#include "engine/index/marks.h"
#include "engine/index/term_memory.h"
#include "engine/index/terms_filters.h"
#include "engine/text/token.h"

#include <stdlib.h>
#include <string.h>

/* After a story with more distinct terms than this the memory is given back:
 * one giant must not slow down, or fatten, all that follow. */
enum { TERMS_KEPT = 1 << 13 };

/* Preset of what may be remembered from story to story: half a million terms,
 * more or less. */
#define REMEMBERED ((size_t)64 << 20)

/* A distinct term while its story is read. */
struct entry {
	uint32_t term;	      /* among those remembered */
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

/* A word that waits for others, to become a term together with them. */
struct waiting {
	uint32_t flags, position;
	char text[TERM_MAX];
};
enum { WAITING = 32 };

/* The common words at a position: a compound and its first part at most. */
struct beside {
	uint32_t position;
	uint32_t n;
	uint16_t words[2];
};

struct terms {
	char *fallback_tag;
	struct tokens tokens;
	struct term_memory memory;
	size_t memory_max;
	uint32_t story; /* the number of the one at hand */
	struct waiting waiting[WAITING];
	struct names_text waiting_texts[WAITING];
	uint32_t nwaiting;

	struct entry *entries;
	size_t nentries, entries_cap;
	struct names filters; /* terms that few other stories have */
	struct occurrence *occurrences;
	size_t noccurrences, occurrences_cap;
	struct beside before, here; /* for pairs */
	uint32_t *positions;	    /* all of them, term by term */
	size_t positions_cap;
	struct term *list;
	size_t list_cap;
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
	term_memory_init(&terms->memory);
	terms->memory_max = REMEMBERED;
	return terms;
}

void
terms_pairs(struct terms *terms, const struct pair_words *pairs)
{
	terms->memory.pairs = pairs;
	term_memory_forget(&terms->memory);
}

void
terms_memory(struct terms *terms, size_t bytes)
{
	terms->memory_max = bytes;
}

/* Give back all memory whose size depends on the story. */
static void
drop_story(struct terms *terms)
{
	names_release(&terms->filters);
	free(terms->entries);
	free(terms->occurrences);
	free(terms->positions);
	free(terms->list);
	free(terms->words);
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
	term_memory_release(&terms->memory);
	tokens_release(&terms->tokens);
	buf_release(&terms->scratch);
	free(terms->fallback_tag);
	free(terms);
}

/* ---- the terms of the story at hand ---- */

/* The entry of a term, made when the story has not had it yet. */
static inline struct entry *
entry_of(struct terms *terms, uint32_t term)
{
	struct known *known = &terms->memory.known[term];

	if (known->story != terms->story) {
		known->story = terms->story;
		known->entry = (uint32_t)terms->nentries;
		vec_push(terms->entries, terms->nentries, terms->entries_cap) =
			(struct entry){ .term = term, .field = FIELDS };
	}
	return &terms->entries[known->entry];
}

/* One occurrence of an exact word in a field. */
static inline void
occurrence_add(struct terms *terms, enum field_id field, uint32_t term,
	const struct waiting *word, uint32_t weight)
{
	struct entry *entry = entry_of(terms, term);

	if (entry->field == FIELDS) {
		entry->field = field;
		entry->token_flags = word->flags;
	}
	entry->weight += weight;
	if (word->position <= entry->last) /* positions must ascend */
		return;
	entry->last = word->position;
	entry->npositions++;
	vec_push(terms->occurrences, terms->noccurrences,
		terms->occurrences_cap) = (struct occurrence){
		.entry = (uint32_t)(entry - terms->entries),
		.position = word->position,
	};
}

/* A common word: does another one stand right before it? */
static void
pairs_add(struct terms *terms, uint16_t word, uint32_t position)
{
	static const struct beside none;
	struct beside *here = &terms->here;

	if (position != here->position) {
		terms->before = here->position + 1 == position ? *here : none;
		*here = (struct beside){ .position = position };
	}
	for (uint32_t i = 0; i < terms->before.n; i++)
		entry_of(terms, term_of_pair(&terms->memory,
					terms->before.words[i], word));
	if (here->n < sizeof(here->words) / sizeof(*here->words))
		here->words[here->n++] = word;
}

/* A place where words stand: up to two fields, and what a word counts. */
struct place {
	enum field_id field;
	bool headline; /* indexed in FIELD_HEADLINE too */
	uint32_t weight;
	bool body; /* its positions are marked */
};

static void
word_add(struct terms *terms, const struct place *place, uint32_t term,
	const struct waiting *word)
{
	uint16_t common = terms->memory.known[term].common;

	occurrence_add(terms, place->field, term, word, place->weight);
	if (place->headline)
		occurrence_add(terms, FIELD_HEADLINE,
			term_of_headline(&terms->memory, term), word, 0);
	if (common != 0)
		pairs_add(terms, common, word->position);
}

/* Words that wait become terms together. */
static void
waiting_add(struct terms *terms, const struct place *place)
{
	uint32_t numbers[WAITING];

	term_numbers(
		&terms->memory, terms->waiting_texts, terms->nwaiting, numbers);
	for (uint32_t i = 0; i < terms->nwaiting; i++)
		word_add(terms, place, numbers[i], &terms->waiting[i]);
	terms->nwaiting = 0;
}

static void
word_wait(struct terms *terms, const struct place *place, size_t prefix_len,
	const struct token *token, uint32_t position)
{
	struct names_text *text = &terms->waiting_texts[terms->nwaiting];
	struct waiting *word = &terms->waiting[terms->nwaiting++];

	text->text = word->text;
	text->len = prefix_len;
	if (prefix_len > 0)
		memcpy(word->text, fields[place->field].prefix, prefix_len);
	memcpy(word->text + text->len, token->text, token->len);
	text->len += token->len;
	names_call(&terms->memory.names, text);
	word->flags = token->flags;
	word->position = position;
	if (terms->nwaiting == WAITING)
		waiting_add(terms, place);
}

/* All words of a text, the first at `position`; returns the position behind
 * the last. */
static uint32_t
words_add(struct terms *terms, const char *text, const struct place *place,
	uint32_t position)
{
	size_t prefix_len = strlen(fields[place->field].prefix);
	struct token token;
	uint32_t end = position;

	if (text == NULL)
		return end;
	tokens_start(&terms->tokens, text, strlen(text));
	while (tokens_next(&terms->tokens, &token)) {
		if (place->body && end < position + token.position + 1)
			marks_body_word(&terms->marks, token.start);
		end = position + token.position + 1;
		if (token.flags & TOKEN_TOO_LONG)
			terms->too_long++;
		else
			word_wait(terms, place, prefix_len, &token, end - 1);
	}
	waiting_add(terms, place);
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

	end = words_add(terms, story->headline, &headline, position);
	terms->marks.headline = begun(position, end);
	if (story->subhead != NULL) {
		position = end + TERMS_GAP;
		end = words_add(terms, story->subhead, &deck, position);
		terms->marks.subhead = begun(position, end);
		terms->marks.deck = end - position;
	}
	position = end + TERMS_GAP;
	end = words_add(terms, story->body_text, &body, position);
	terms->marks.body = begun(position, end);
	position = 1;
	for (uint32_t i = 0; i < story->nboilerplate; i++)
		position = words_add(terms, story->boilerplate[i].text, &boiler,
				   position) +
			   TERMS_GAP;
}

/* ---- stems ---- */

/* A word for those who ask for words, not terms; every word of the headline
 * is one of the text too. */
static void
story_word_add(struct terms *terms, const struct entry *word, uint32_t stem)
{
	const struct names *names = &terms->memory.names;
	const struct field *field = &fields[word->field];
	size_t skip = strlen(field->prefix), len, stem_len;
	size_t stem_skip = strlen(field->stem_prefix);
	const char *text = names_text(names, word->term, &len);
	const char *stem_text = names_text(names, stem, &stem_len);

	if (word->field == FIELD_HEADLINE)
		return;
	vec_push(terms->words, terms->nwords, terms->words_cap) =
		(struct story_word){
			.text = text + skip,
			.len = (uint32_t)(len - skip),
			.id = word->term,
			.stem = stem_text + stem_skip,
			.stem_len = (uint32_t)(stem_len - stem_skip),
			.stem_id = stem,
			.positions = word->fill - word->npositions,
			.npositions = word->npositions,
			.boiler = word->field == FIELD_BOILER,
		};
}

/* So far ahead memory is asked for what is known of stems. */
enum { STEMS_AHEAD = 8 };

/* The stemmed term of each exact word that is there so far. */
static void
stems_add(struct terms *terms, const char *tag)
{
	struct term_memory *memory = &terms->memory;
	uint16_t stemmer = term_stemmer(memory,
		stemmers_for(memory->stemmers, tag, terms->fallback_tag));
	size_t words = terms->nentries;

	for (size_t i = 0; i < words; i++) {
		/* By value: entry_of() may move the entries. */
		struct entry word = terms->entries[i];
		uint32_t stem;

		if (i + STEMS_AHEAD < words)
			term_stem_expect(
				memory, terms->entries[i + STEMS_AHEAD].term);
		if (word.field == FIELDS) /* a pair */
			continue;
		stem = term_of_stem(memory, word.term, &fields[word.field],
			word.token_flags, stemmer);
		entry_of(terms, stem)->wdf += word.weight;
		story_word_add(terms, &word, stem);
	}
}

/* ---- the list ---- */

/* Bring the positions of each term together. */
static void
positions_lay_out(struct terms *terms)
{
	size_t at = 0;

	terms->positions = mem_grow(terms->positions, &terms->positions_cap,
		terms->noccurrences, sizeof(*terms->positions));
	for (size_t i = 0; i < terms->nentries; i++) {
		struct entry *entry = &terms->entries[i];

		entry->fill = terms->positions + at;
		at += entry->npositions;
	}
	for (size_t i = 0; i < terms->noccurrences; i++) {
		const struct occurrence *occurrence = &terms->occurrences[i];

		*terms->entries[occurrence->entry].fill++ =
			occurrence->position;
	}
}

static void
list_filters(struct terms *terms, struct term_list *out)
{
	for (uint32_t i = 0; i < terms->filters.count; i++) {
		size_t len;
		const char *text = names_text(&terms->filters, i, &len);

		terms->list[out->count++] = (struct term){
			.text = text,
			.len = (uint32_t)len,
			.id = TERM_NO_ID,
		};
	}
}

/* The terms as the writer wants them. */
static void
list_make(struct terms *terms, struct term_list *out)
{
	*out = (struct term_list){ .dictionary = terms->memory.dictionary,
		.too_long = terms->too_long,
		.words = terms->words,
		.nwords = (uint32_t)terms->nwords,
		.marks = terms->marks.bytes.data,
		.marks_len = terms->marks.bytes.len };
	terms->list = mem_grow(terms->list, &terms->list_cap,
		terms->nentries + terms->filters.count, sizeof(*terms->list));
	for (size_t i = 0; i < terms->nentries; i++) {
		const struct entry *entry = &terms->entries[i];
		size_t len;
		const char *text =
			names_text(&terms->memory.names, entry->term, &len);

		terms->list[out->count++] = (struct term){
			.text = text,
			.len = (uint32_t)len,
			.id = entry->term,
			.wdf = entry->wdf,
			.npositions = entry->npositions,
			.positions = entry->npositions > 0
					     ? entry->fill - entry->npositions
					     : NULL,
		};
		out->length += entry->wdf;
	}
	list_filters(terms, out);
	out->terms = terms->list;
}

void
terms_of_story(
	struct terms *terms, const struct story *story, struct term_list *out)
{
	if (terms->nentries > TERMS_KEPT || terms->filters.count > TERMS_KEPT)
		drop_story(terms);
	if (term_memory_size(&terms->memory) > terms->memory_max)
		term_memory_forget(&terms->memory);
	terms->story++;
	terms->nentries = terms->noccurrences = terms->nwords = 0;
	terms->here = terms->before = (struct beside){ 0 };
	terms->too_long = 0;
	marks_reset(&terms->marks);
	story_words(terms, story);
	marks_finish(&terms->marks, story);
	positions_lay_out(terms);
	stems_add(terms, story->language);
	terms_filters(&terms->filters, story);
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
