#include "indexer/learning/outlet_names.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "indexer/learning/group_key.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NAME_BYTES 60
#define NAME_WORDS 6
/* So many stories make a name that nothing else bears out, and such a share
 * of those that state any. */
#define OUTRIGHT_LEAST 2
#define STATED_LEAST 3
#define STATED_SHARE 0.6

/* ---- what one story states ---- */

static void
state(struct stated_names *out, char how, const char *name, size_t len)
{
	struct buf *to;

	while (len > 0 && strchr(" \t.,|-", name[len - 1]) != NULL)
		len--;
	while (len > 0 && strchr(" \t.,|-", *name) != NULL)
		name++, len--;
	if (len < 2 || len > NAME_BYTES || out->count == SAMPLE_NAMES)
		return;
	to = &out->items[out->count++];
	buf_putc(to, how);
	buf_add(to, name, len);
}

/* May these words be a name: few, and each of some length with a capital? */
static bool
is_like_a_name(const char *text, size_t len)
{
	size_t words = 0;

	for (size_t i = 0, n; i < len; i += n + (i + n < len)) {
		int32_t cp;

		n = 0;
		while (i + n < len && text[i + n] != ' ')
			n++;
		if (n == 0)
			continue;
		utf8_decode(text + i, n, &cp);
		if (n > 3 && !utf8_upper(cp) && cp < 0x590)
			return false;
		words += n > 3 || utf8_upper(cp);
	}
	return words > 0 && words <= NAME_WORDS;
}

/* Behind the headline: "Dock strike | Harbour Gazette". */
static void
state_suffix(const struct story *story, struct stated_names *out)
{
	static const char *const rules[] = { " | ", " - ", " – ", " — ",
		" :: ", " · ", " • ", " » " };
	const char *raw = story->headline_raw;
	size_t len = story->headline != NULL ? strlen(story->headline) : 0;

	if (raw == NULL || len == 0 || strncmp(raw, story->headline, len) != 0)
		return;
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		size_t n = strlen(rules[i]);

		if (strncmp(raw + len, rules[i], n) != 0)
			continue;
		raw += len + n;
		if (is_like_a_name(raw, strlen(raw)))
			state(out, STATED_BESIDE, raw, strlen(raw));
		return;
	}
}

/* Over blanks, years and what else stands before a holder's name. */
static const char *
skip_years(const char *p)
{
	static const char *const words[] = { "copyright", "(c)", "©", "by " };

	for (;;) {
		const char *from = p;

		p += strspn(p, " 0123456789,-:");
		p += strncmp(p, "–", 3) == 0 ? 3 : 0;
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
			if (strncasecmp(p, words[i], strlen(words[i])) == 0)
				p += strlen(words[i]);
		if (p == from)
			return p;
	}
}

/* Is the domain made of the name? */
static bool
is_in_domain(const char *domain, const char *bare)
{
	struct buf d = { 0 };
	bool in;

	group_key_bare(&d, domain);
	in = strlen(bare) >= 3 && strstr(buf_text(&d), bare) != NULL;
	buf_release(&d);
	return in;
}

/* Is the last word of text[0..len) one of these?  Its length, or 0. */
static size_t
last_word(const char *text, size_t len, const char *const *words)
{
	for (; *words != NULL; words++) {
		size_t n = strlen(*words);

		if (len > n + 1 && text[len - n - 1] == ' ' &&
			strncasecmp(text + len - n, *words, n) == 0)
			return n;
	}
	return 0;
}

/*
 * A holder's name without the form of its company, and without what
 * publishers call themselves where the domain is made of the rest: Harbour
 * Gazette Media Ltd is the Harbour Gazette.
 */
static size_t
without_company(const char *name, size_t len, const char *domain)
{
	static const char *const forms[] = { "ltd", "limited", "inc",
		"incorporated", "llc", "llp", "corp", "corporation", "co",
		"company", "plc", "gmbh", "ag", "sa", "srl", "spa", "bv", "nv",
		"oy", "ab", "pty", "sp z o", NULL };
	static const char *const kinds[] = { "media", "group", "publishing",
		"publications", "publishers", "digital", "online", "news",
		"holdings", "press", NULL };
	size_t n, kept;

	while ((n = last_word(name, len, forms)) > 0)
		for (len -= n; len > 0 && strchr(" ,", name[len - 1]); len--)
			;
	for (kept = len; (n = last_word(name, kept, kinds)) > 0;) {
		struct buf bare = { 0 }, rest = { 0 };

		kept -= n + 1;
		buf_add(&rest, name, kept);
		group_key_bare(&bare, buf_text(&rest));
		if (domain != NULL && is_in_domain(domain, buf_text(&bare)))
			len = kept;
		buf_release(&bare);
		buf_release(&rest);
	}
	return len;
}

/* "© 2024 Harbour Gazette. All rights reserved." */
static void
state_copyright(const char *text, const char *domain, struct stated_names *out)
{
	const char *sign = strstr(text, "©");
	const char *word = strcasestr(text, "copyright");
	const char *name, *end;
	size_t len;

	if (sign == NULL || (word != NULL && word < sign))
		sign = word;
	if (sign == NULL)
		return;
	name = skip_years(sign);
	end = strcasestr(name, "all rights");
	len = strcspn(name, ".,|;\n(");
	if (end != NULL && (size_t)(end - name) < len)
		len = (size_t)(end - name);
	while (len > 0 && name[len - 1] == ' ')
		len--;
	len = without_company(name, len, domain);
	if (len > 0 && is_like_a_name(name, len))
		state(out, STATED_BESIDE, name, len);
}

/* "Follow Harbour Gazette on Twitter" */
static void
state_follow(const char *text, struct stated_names *out)
{
	static const char *const verbs[] = { "Follow ", "Like ",
		"Subscribe to " };

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
		const char *name = strstr(text, verbs[i]);
		const char *end;

		if (name == NULL)
			continue;
		name += strlen(verbs[i]);
		end = strstr(name, " on ");
		if (end != NULL && strncasecmp(name, "us ", 3) != 0 &&
			is_like_a_name(name, (size_t)(end - name)))
			state(out, STATED_BESIDE, name, (size_t)(end - name));
	}
}

void
outlet_names_stated(const struct story *story, struct stated_names *out)
{
	const char *name = story->outlet_name;

	if (name != NULL)
		state(out, STATED_OUTRIGHT, name, strlen(name));
	state_suffix(story, out);
	for (uint32_t i = 0; i < story->nboilerplate; i++) {
		const struct story_block *b = &story->boilerplate[i];

		if (strcmp(b->kind, "copyright") == 0)
			state_copyright(b->text, story->outlet_domain, out);
		else if (strcmp(b->kind, "share") == 0)
			state_follow(b->text, out);
	}
}

void
stated_names_release(struct stated_names *stated)
{
	for (size_t i = 0; i < SAMPLE_NAMES; i++)
		buf_release(&stated->items[i]);
}

/* ---- what all of a group state ---- */

/* One name in all its spellings. */
struct tally {
	uint32_t stories, outright;
	uint32_t last; /* the story that stated it last, from 1 */
};

/* One spelling of it. */
struct spelling {
	const char *name; /* the learner's */
	uint32_t bare;	  /* whose */
	uint32_t stories;
};

struct count {
	struct names bares, spellings;
	struct tally *tallies;
	struct spelling *spelt;
	size_t tallies_cap, spelt_cap;
	uint32_t stating; /* stories that state any */
};

/* Agencies claim what they deliver: they are not the outlet. */
static bool
is_of_an_agency(const struct registry *registry, const char *name)
{
	const struct known_outlet *known =
		registry_outlet_by_name(registry, name);

	return known != NULL && known->kind != NULL &&
	       strcmp(known->kind, "agency") == 0;
}

static void
count_name(struct count *c, uint32_t story, const char *stated)
{
	struct buf bare = { 0 };
	bool added;
	uint32_t b, s;

	group_key_bare(&bare, stated + 1);
	b = names_add(&c->bares, buf_text(&bare), bare.len, &added);
	if (added) {
		c->tallies = mem_grow(c->tallies, &c->tallies_cap,
			(size_t)b + 1, sizeof(*c->tallies));
		c->tallies[b] = (struct tally){ 0 };
	}
	s = names_add(&c->spellings, stated + 1, strlen(stated + 1), &added);
	if (added) {
		c->spelt = mem_grow(c->spelt, &c->spelt_cap, (size_t)s + 1,
			sizeof(*c->spelt));
		c->spelt[s] = (struct spelling){ stated + 1, b, 0 };
	}
	c->spelt[s].stories++;
	c->tallies[b].outright += *stated == STATED_OUTRIGHT;
	c->tallies[b].stories += c->tallies[b].last != story;
	c->tallies[b].last = story;
	buf_release(&bare);
}

static void
count_group(struct count *c, const struct learner *learner,
	const struct group *group, const struct registry *registry)
{
	for (size_t i = 0; i < group->count; i++) {
		const struct seen *seen = group->sample[i];
		bool any = false;

		for (unsigned k = 0; k < seen->nnames; k++) {
			const char *stated = names_text(
				&learner->names, seen->names[k], NULL);

			if (*stated == STATED_BESIDE &&
				is_of_an_agency(registry, stated + 1))
				continue;
			count_name(c, (uint32_t)i + 1, stated);
			any = true;
		}
		c->stating += any;
	}
}

static uint32_t
most_stated(const struct count *c)
{
	uint32_t best = NAMES_NONE;

	for (uint32_t b = 0; b < c->bares.count; b++)
		if (best == NAMES_NONE ||
			c->tallies[b].stories > c->tallies[best].stories ||
			(c->tallies[b].stories == c->tallies[best].stories &&
				strcmp(names_text(&c->bares, b, NULL),
					names_text(&c->bares, best, NULL)) < 0))
			best = b;
	return best;
}

/* The spelling of a name that most use. */
static const char *
most_spelt(const struct count *c, uint32_t bare)
{
	uint32_t best = NAMES_NONE;

	for (uint32_t s = 0; s < c->spellings.count; s++) {
		if (c->spelt[s].bare != bare)
			continue;
		if (best == NAMES_NONE ||
			c->spelt[s].stories > c->spelt[best].stories ||
			(c->spelt[s].stories == c->spelt[best].stories &&
				strcmp(c->spelt[s].name, c->spelt[best].name) <
					0))
			best = s;
	}
	return c->spelt[best].name;
}

static bool
is_enough(const struct count *c, uint32_t b, const char *key)
{
	const struct tally *t = &c->tallies[b];

	if (t->stories < STATED_SHARE * c->stating)
		return false;
	return *key == GROUP_NAME || t->outright >= OUTRIGHT_LEAST ||
	       t->stories >= STATED_LEAST ||
	       is_in_domain(key + 1, names_text(&c->bares, b, NULL));
}

const char *
outlet_names_choose(const struct learner *learner, uint32_t group,
	const struct registry *registry, uint32_t *with)
{
	const char *key = names_text(&learner->keys, group, NULL);
	const struct known_outlet *known = NULL;
	const char *name = NULL;
	struct count c = { 0 };
	uint32_t b;

	*with = 0;
	if (*key != GROUP_DOMAIN && *key != GROUP_NAME)
		return NULL;
	if (*key == GROUP_DOMAIN &&
		registry_outlet_by_domain(registry, key + 1) != NULL)
		return NULL; /* it has been named */
	count_group(&c, learner, &learner->groups[group], registry);
	b = most_stated(&c);
	if (b != NAMES_NONE && is_enough(&c, b, key)) {
		name = most_spelt(&c, b);
		*with = c.tallies[b].stories;
		known = registry_outlet_by_name(registry, name);
	}
	names_release(&c.bares);
	names_release(&c.spellings);
	free(c.tallies);
	free(c.spelt);
	return known != NULL ? known->name : name;
}
