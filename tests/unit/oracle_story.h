/*
 * oracle_story.h - random stories, for tests of search
 *
 * Few words, so that queries meet them, in every shape that the tokenizer
 * knows; sentences, paragraphs and quotations; several languages; copies, and
 * stories without a day, an outlet or a text.  The same seed gives the same.
 */
#ifndef TESTS_ORACLE_STORY_H
#define TESTS_ORACLE_STORY_H

#include "base/arena.h"
#include "base/buf.h"
#include "engine/story/story.h"
#include "tests/unit/unit.h"

#define ORACLE_FALLBACK "en"
#define ORACLE_QUOTES_MAX 4

struct oracle_chance {
	uint64_t random;
};

/* xorshift64*, by Marsaglia and Vigna; below n, which is not 0. */
static inline uint32_t
oracle_below(struct oracle_chance *chance, uint32_t n)
{
	uint64_t x = chance->random;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	chance->random = x;
	return (uint32_t)((x * 0x2545f4914f6cdd1dull) >> 33) % n;
}

static inline bool
oracle_one_in(struct oracle_chance *chance, uint32_t n)
{
	return oracle_below(chance, n) == 0;
}

#define ORACLE_PICK(chance, list)                                              \
	((list)[oracle_below((chance), (uint32_t)COUNT(list))])

static const char *const oracle_words[] = {
	"Minsk",
	"Minks",
	"talk",
	"talks",
	"talking",
	"peace",
	"release",
	"released",
	"sanction",
	"sanctions",
	"Sanktionen",
	"potash",
	"S-400",
	"S-400s",
	"co-operation",
	"operation",
	"operations",
	"Trump's",
	"trump",
	"U.S.",
	"us",
	"400",
	"1,000",
	"l'accord",
	"北京会谈",
	"北京",
	"Gespräch",
	"Gespräche",
	"Verhandlung",
	"Łódź",
	"Lodz",
	"café",
	"Cafés",
	"Lukashenko",
	"Lukashenka",
	"Лукашенко",
	"thaw",
	"the",
	"the",
	"of",
	"of",
};

struct oracle_name {
	const char *name, *code;
};
static const struct oracle_name oracle_outlets[] = {
	{ "Harbour Gazette", "gazette.example" },
	{ "Inland Post", "post.example" },
	{ "Tidewire", NULL },
	{ NULL, "unnamed.example" },
	{ NULL, NULL },
};
static const struct oracle_name oracle_actors[] = {
	{ "Harbour Board", "HBRGOV" },
	{ "Harbour Police", "HBRGOVCOP" },
	{ "Dockers' Union", "HBRLAB" },
	{ "Ada Lane", NULL },
	{ "Ada Lane Junior", NULL },
};
static const char *const oracle_languages[] = { "en", "en-GB", "de", "fr",
	NULL };
static const char *const oracle_sections[] = { "World News", "Sport",
	"Économie", NULL };
static const char *const oracle_agencies[] = { "Tidewire", "Nordpress", NULL,
	NULL };

static const char *const oracle_hosts[] = { "https://www.Gazette.example",
	"http://post.example:8080", "https://news.post.example", NULL };
static const char *const oracle_paths[] = { "/world", "/World", "/worldwide",
	"/2025", "/a.html" };

/* One of three hundred words of no language. */
static inline void
oracle_put_other(struct oracle_chance *chance, struct buf *text)
{
	static const char *const syllables[] = { "ba", "do", "ki", "lu", "mer",
		"san", "tal" };
	uint32_t n = 1 + oracle_below(chance, 3);

	for (uint32_t i = 0; i < n; i++)
		buf_puts(text, ORACLE_PICK(chance, syllables));
}

static inline void
oracle_put_word(struct oracle_chance *chance, struct buf *text)
{
	if (oracle_one_in(chance, 12))
		oracle_put_other(chance, text);
	else
		buf_puts(text, ORACLE_PICK(chance, oracle_words));
}

static inline const char *
oracle_copy(struct arena *arena, const struct buf *text)
{
	return text->len > 0 ? arena_copy(arena, text->data, text->len) : NULL;
}

/* Up to most words with some punctuation; NULL instead of none. */
static inline const char *
oracle_line(struct oracle_chance *chance, struct arena *arena, uint32_t most)
{
	struct buf text = { 0 };
	const char *copy;

	for (uint32_t n = oracle_below(chance, most + 1); n > 0; n--) {
		oracle_put_word(chance, &text);
		if (n > 1)
			buf_puts(&text, oracle_one_in(chance, 8) ? ", " : " ");
	}
	copy = oracle_copy(arena, &text);
	buf_release(&text);
	return copy;
}

/* ---- bodies ---- */

static inline void
oracle_add_quote(
	struct story *story, struct arena *arena, uint32_t start, uint32_t end)
{
	if (story->quotes == NULL)
		story->quotes = arena_array(
			arena, ORACLE_QUOTES_MAX, sizeof(*story->quotes));
	story->quotes[story->nquotes++] = (struct story_quote){
		.start = start,
		.end = end,
	};
}

/* Words, some of them perhaps between quotation marks. */
static inline void
oracle_put_sentence(struct oracle_chance *chance, struct arena *arena,
	struct story *story, struct buf *text)
{
	static const char *const ends[] = { ".", ".", ".", "!", "?", "" };
	uint32_t n = 1 + oracle_below(chance, 8);
	uint32_t quote =
		story->nquotes < ORACLE_QUOTES_MAX && oracle_one_in(chance, 3)
			? oracle_below(chance, n)
			: n;
	uint32_t start = 0;

	for (uint32_t i = 0; i < n; i++) {
		if (i > 0)
			buf_puts(text, oracle_one_in(chance, 8) ? ", " : " ");
		if (i == quote) {
			buf_puts(text, "“");
			start = (uint32_t)text->len;
		}
		oracle_put_word(chance, text);
	}
	buf_puts(text, ORACLE_PICK(chance, ends));
	if (quote < n) {
		oracle_add_quote(story, arena, start, (uint32_t)text->len);
		buf_puts(text, "”");
	}
}

/* Paragraphs of sentences; now and then a long one, beyond any lead. */
static inline void
oracle_body(
	struct oracle_chance *chance, struct arena *arena, struct story *story)
{
	struct buf text = { 0 };
	uint32_t paragraphs =
		oracle_one_in(chance, 12) ? 0 : 1 + oracle_below(chance, 3);
	uint32_t most = oracle_one_in(chance, 10) ? 16 : 3;

	for (uint32_t i = 0; i < paragraphs; i++) {
		if (i > 0)
			buf_putc(&text, '\n');
		for (uint32_t n = 1 + oracle_below(chance, most); n > 0; n--) {
			oracle_put_sentence(chance, arena, story, &text);
			if (n > 1)
				buf_putc(&text, ' ');
		}
	}
	story->body_text = oracle_copy(arena, &text);
	buf_release(&text);
}

/* ---- what stands around a body ---- */

static inline void
oracle_date(struct oracle_chance *chance, struct arena *arena,
	struct story_date *date)
{
	static const double sure[] = { 0.95, 0.9, 0.7, 0.5, 0.3 };
	char text[DAY_TEXT_SIZE];
	day first = day_of(2024, 11, 20);

	if (oracle_one_in(chance, 10)) {
		date->day = DAY_UNKNOWN;
		return;
	}
	date->day = first + (day)oracle_below(chance, 130);
	date->precision = PRECISION_DAY;
	day_print(date->day, text);
	if (oracle_one_in(chance, 12)) { /* the month is known only */
		text[7] = '\0';
		date->precision = PRECISION_MONTH;
	}
	date->source = DATE_FROM_FIELD;
	date->confidence = ORACLE_PICK(chance, sure);
	date->value = arena_string(arena, text);
}

static inline void
oracle_story_actors(
	struct oracle_chance *chance, struct arena *arena, struct story *story)
{
	story->actors = arena_array(
		arena, COUNT(oracle_actors), sizeof(*story->actors));
	for (size_t i = 0; i < COUNT(oracle_actors); i++) {
		if (!oracle_one_in(chance, 4))
			continue;
		story->actors[story->nactors++] = (struct story_actor){
			.name = oracle_actors[i].name,
			.code = oracle_actors[i].code,
			.count = 1,
		};
	}
}

static inline void
oracle_boilerplate(
	struct oracle_chance *chance, struct arena *arena, struct story *story)
{
	story->nboilerplate = oracle_below(chance, 3);
	story->boilerplate = arena_array(
		arena, story->nboilerplate, sizeof(*story->boilerplate));
	for (uint32_t i = 0; i < story->nboilerplate; i++) {
		const char *text = oracle_line(chance, arena, 4);

		story->boilerplate[i].kind = "related";
		story->boilerplate[i].text = text != NULL ? text : "thaw";
	}
}

static inline const char *
oracle_url(struct oracle_chance *chance, struct arena *arena)
{
	static const char *const ends[] = { "", "", "/", "?page=2", "#top" };
	const char *host = ORACLE_PICK(chance, oracle_hosts);
	struct buf url = { 0 };
	const char *copy;

	if (host != NULL)
		buf_puts(&url, host);
	for (uint32_t n = oracle_below(chance, 4); host != NULL && n > 0; n--)
		buf_puts(&url, ORACLE_PICK(chance, oracle_paths));
	if (host != NULL)
		buf_puts(&url, ORACLE_PICK(chance, ends));
	copy = oracle_copy(arena, &url);
	buf_release(&url);
	return copy;
}

/* The story of a number. */
static inline void
oracle_story(struct oracle_chance *chance, struct arena *arena, uint32_t at,
	struct story *story)
{
	const struct oracle_name *outlet = &ORACLE_PICK(chance, oracle_outlets);

	*story = (struct story){ 0 };
	story->uri =
		arena_printf(arena, "u/%u/%u", oracle_below(chance, 1000), at);
	story->url = oracle_url(chance, arena);
	story->headline = oracle_line(chance, arena, 5);
	if (oracle_one_in(chance, 6))
		story->subhead = oracle_line(chance, arena, 4);
	oracle_body(chance, arena, story);
	story->outlet_name = outlet->name;
	story->outlet_domain = outlet->code;
	story->language = ORACLE_PICK(chance, oracle_languages);
	story->section = ORACLE_PICK(chance, oracle_sections);
	story->agency = ORACLE_PICK(chance, oracle_agencies);
	oracle_boilerplate(chance, arena, story);
	oracle_date(chance, arena, &story->published);
	oracle_story_actors(chance, arena, story);
}

#endif
