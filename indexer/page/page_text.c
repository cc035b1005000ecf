#include "indexer/page/page_text.h"

#include "base/must.h"
#include "indexer/text/noise.h"

#include <math.h>
#include <string.h>

/* So many words make a run that two texts share by no accident. */
#define RUN 3
/* A claimed body of fewer runs tells nothing. */
#define CLAIMED_RUNS 30

/* ---- sets ---- */

static void
set_init(struct page_set *set, struct arena *arena, size_t most)
{
	size_t size = 16;

	while (size < most * 2)
		size *= 2;
	set->slots = arena_array(arena, size, sizeof(*set->slots));
	set->mask = size - 1;
	set->count = 0;
}

/* Is it there?  If not, the free slot is where it belongs. */
static bool
set_find(const struct page_set *set, uint64_t hash, size_t *slot)
{
	size_t at = (hash ^ hash >> 29) & set->mask;

	while (set->slots[at] != 0 && set->slots[at] != hash)
		at = (at + 1) & set->mask;
	*slot = at;
	return set->slots[at] == hash;
}

static bool
set_has(const struct page_set *set, uint64_t hash)
{
	size_t slot;

	return set->slots != NULL && set_find(set, hash, &slot);
}

/* False if it was there already. */
static bool
set_add(struct page_set *set, uint64_t hash)
{
	size_t slot;

	if (set_find(set, hash, &slot))
		return false;
	must(set->count * 2 <= set->mask + 1);
	set->slots[slot] = hash;
	set->count++;
	return true;
}

/* ---- words ---- */

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* The hash of the next word from *at on, in small letters; 0 at the end.
 * Quotes and dashes of several bytes are no words. */
static uint64_t
next_word(const char **at, const char *end)
{
	uint64_t hash = 1469598103934665603u;
	const char *p = *at;

	for (;;) {
		while (p < end && !is_word(*p))
			p++;
		if (end - p >= 3 && p[0] == '\xe2' && p[1] == '\x80')
			p += 3;
		else
			break;
	}
	if (p == end)
		return 0;
	for (; p < end && is_word(*p) &&
		!(end - p >= 3 && p[0] == '\xe2' && p[1] == '\x80');
		p++)
		hash = (hash ^ (uint64_t)(unsigned char)(is_upper(*p)
								 ? *p | 0x20
								 : *p)) *
		       1099511628211u;
	*at = p;
	return hash != 0 ? hash : 1;
}

/* A whole text by its words. */
static uint64_t
hash_text(const char *text, size_t len)
{
	const char *end = text + len;
	uint64_t hash = 7, word;

	while ((word = next_word(&text, end)) != 0)
		hash = hash * 31 + word;
	return hash != 0 ? hash : 1;
}

/* Each run of words goes to the set. */
static void
add_runs(struct page_set *set, const char *text, struct arena *arena)
{
	size_t len = text != NULL ? strlen(text) : 0, n = 0;
	const char *end = len > 0 ? text + len : text;
	uint64_t words[RUN] = { 0 }, word;

	set_init(set, arena, len / 2 + 1);
	while (len > 0 && (word = next_word(&text, end)) != 0) {
		memmove(words, words + 1, sizeof(words) - sizeof(*words));
		words[RUN - 1] = word;
		if (++n >= RUN)
			set_add(set, words[0] * 961 + words[1] * 31 + words[2]);
	}
}

/* The share of a text's runs that are in the set; a text of fewer words is
 * one run and is not. */
static float
runs_in(const struct page_set *set, const char *text, size_t len)
{
	const char *end = text + len;
	uint64_t words[RUN] = { 0 }, word;
	size_t n = 0, found = 0;

	while ((word = next_word(&text, end)) != 0) {
		memmove(words, words + 1, sizeof(words) - sizeof(*words));
		words[RUN - 1] = word;
		if (++n >= RUN)
			found += set_has(
				set, words[0] * 961 + words[1] * 31 + words[2]);
	}
	return n >= RUN ? (float)found / (float)(n - RUN + 1) : 0;
}

void
page_texts_init(struct page_texts *t, const struct page *page,
	const struct page_claims *claims, struct arena *arena)
{
	const char *titles[] = { claims->headline, page->title };

	memset(t, 0, sizeof(*t));
	add_runs(&t->claimed, claims->body, arena);
	add_runs(&t->described, claims->description, arena);
	set_init(&t->once, arena, page->nblocks + 1);
	set_init(&t->twice, arena, page->nblocks + 1);
	for (size_t i = 0; i < page->nblocks; i++) {
		const struct page_block *b = &page->blocks[i];
		uint64_t hash = hash_text(b->text, b->len);

		if (!set_add(&t->once, hash))
			set_add(&t->twice, hash);
	}
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (titles[i] != NULL)
			t->titles[i] = hash_text(titles[i], strlen(titles[i]));
}

/* ---- signs ---- */

/* What the bytes of a text are. */
struct counts {
	size_t words, capitals, uppers, letters, digits, commas, stops;
	bool signs;
};

static void
count(const struct page_block *b, struct counts *c)
{
	char before = ' ';

	memset(c, 0, sizeof(*c));
	for (size_t i = 0; i < b->len; i++) {
		char ch = b->text[i];

		if (is_word(ch) && !is_word(before) && before != '\'') {
			c->words++;
			c->capitals += is_upper(ch);
		}
		c->uppers += is_upper(ch);
		c->letters += is_upper(ch) || (ch >= 'a' && ch <= 'z');
		c->digits += ch >= '0' && ch <= '9';
		c->commas += ch == ',';
		c->stops += ch == ' ' &&
			    (before == '.' || before == '!' || before == '?');
		c->signs = c->signs || ch == '|' || ch == '@';
		before = ch;
	}
}

static bool
ends_with(const struct page_block *b, const char *const *endings)
{
	for (; *endings != NULL; endings++) {
		size_t n = strlen(*endings);

		if (b->len >= n &&
			memcmp(b->text + b->len - n, *endings, n) == 0)
			return true;
	}
	return false;
}

static bool
begins_with(const struct page_block *b, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strncmp(b->text, *words, strlen(*words)) == 0)
			return true;
	return false;
}

/* How the text begins and ends. */
static void
measure_ends(const struct page_block *b, float *f)
{
	static const char *const sentence[] = { ".", "!", ".\"", ".”", ".’",
		".'", ".)", "!”", "?”", "!\"", "?\"", "”.", "\".", "».", ".»",
		"“.", ".“", "。", "。”", "」", "।", "؟", "…", NULL };
	static const char *const question[] = { "?", "？", NULL };
	static const char *const open[] = { "...", "…", "»", "→", "›", ">",
		NULL };
	static const char *const signs[] = { "•", "-", "–", "—", ">", "»", "*",
		"→", "►", "▶", "■", "+", "#", "|", "©", NULL };
	static const char *const by[] = { "By ", "BY ", "by ", "Von ", "Par ",
		"Por ", "Di ", "Door ", "Av ", "Text:", "Author", "Written by",
		"Reporting by", "Posted by", NULL };

	f[F_ENDS_SENTENCE] = ends_with(b, sentence);
	f[F_ENDS_QUESTION] = ends_with(b, question);
	f[F_ENDS_COLON] = b->text[b->len - 1] == ':';
	f[F_ENDS_OPEN] = ends_with(b, open);
	f[F_BEGINS_SMALL] = b->text[0] >= 'a' && b->text[0] <= 'z';
	f[F_BEGINS_SIGN] = begins_with(b, signs);
	f[F_BRACKETED] =
		(b->text[0] == '(' || b->text[0] == '[') &&
		(b->text[b->len - 1] == ')' || b->text[b->len - 1] == ']');
	f[F_BYLINE] = begins_with(b, by) && b->len < 160;
}

/* What a slogan gives away. */
static void
measure_phrases(const struct page_block *b, float *f)
{
	static const struct {
		const char *kind;
		enum page_feature feature;
	} kinds[] = {
		{ "related", F_RELATED_WORDS },
		{ "share", F_SHARE_WORDS },
		{ "comments", F_COMMENT_WORDS },
		{ "copyright", F_COPYRIGHT_WORDS },
		{ "caption", F_CAPTION_WORDS },
	};
	const struct line line = { .text = b->text, .len = b->len };
	const char *rule, *kind = noise_of_line(&line, &rule);

	for (size_t i = 0; kind != NULL && i < sizeof(kinds) / sizeof(*kinds);
		i++)
		f[kinds[i].feature] = strcmp(kinds[i].kind, kind) == 0;
}

/* What the text has in common with what is said elsewhere. */
static void
measure_likeness(
	const struct page_texts *t, const struct page_block *b, float *f)
{
	uint64_t hash = hash_text(b->text, b->len);

	f[F_REPEATED] = set_has(&t->twice, hash);
	for (size_t i = 0; i < sizeof(t->titles) / sizeof(*t->titles); i++)
		if (t->titles[i] == hash)
			f[F_TITLE] = 1;
	f[F_DESCRIBED] = runs_in(&t->described, b->text, b->len);
	if (t->claimed.count >= CLAIMED_RUNS) {
		f[F_CLAIMED] = runs_in(&t->claimed, b->text, b->len);
		f[F_UNCLAIMED] = 1 - f[F_CLAIMED];
	}
}

static float
at_most_one(double x)
{
	return x < 1 ? (float)x : 1;
}

void
page_text_features(
	const struct page_texts *t, const struct page_block *b, float *f)
{
	struct counts c;
	double words, links = (double)b->link_bytes / b->len;

	count(b, &c);
	words = c.words > 0 ? (double)c.words : 1;
	f[F_WORDS] = at_most_one(log2(1 + words) / 8);
	f[F_SHORT] = words <= 3;
	f[F_LONG] = words >= 30;
	f[F_LINKS] = at_most_one(links);
	f[F_ALL_LINKS] = links > 0.8;
	f[F_NO_LINK] = b->link_bytes == 0;
	f[F_BOLD] = at_most_one((double)b->bold_bytes / b->len);
	f[F_SLANTED] = at_most_one((double)b->slanted_bytes / b->len);
	f[F_SENTENCES] = at_most_one((double)c.stops / 4);
	f[F_COMMAS] = at_most_one((double)c.commas * 8 / words);
	f[F_CAPITALS] = at_most_one((double)c.capitals / words);
	f[F_ALL_CAPS] = c.letters > 3 && c.uppers * 10 > c.letters * 8;
	f[F_DIGITS] = at_most_one((double)c.digits * 2 / b->len);
	f[F_SIGNS] = c.signs;
	measure_ends(b, f);
	measure_phrases(b, f);
	measure_likeness(t, b, f);
}
