#include "indexer/names/registry.h"

#include "base/arena.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/utf8.h"
#include "indexer/names/actor_words.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REGISTRY_BYTES (64u << 20)
#define COLUMNS 6
/* A name of more words than this cannot be told from a sentence. */
#define PHRASE_WORDS 12

struct registry {
	struct arena arena;
	struct known_outlet *outlets;
	size_t noutlets, cap_outlets;
	struct names domains; /* ordinal to outlet in of_domain */
	struct names outlet_names;
	uint32_t *of_domain, *of_name;
	size_t cap_domain, cap_name;

	struct names codes;
	const struct known_actor **of_code;
	size_t cap_code;
	struct names phrases;
	const struct actor_phrase **of_phrase;
	size_t cap_phrase;
	struct names firsts; /* first words of phrases */
	uint32_t *longest;   /* words of the longest phrase of each */
	size_t cap_longest;
};

/* ---- lines and columns ---- */

struct row {
	char *columns[COLUMNS];
	size_t count;
	unsigned line;
};

/* Cut one line into its columns, in place; empty ones are NULL. */
static void
cut_row(char *line, struct row *row)
{
	row->count = 0;
	for (char *p = line; p != NULL && row->count < COLUMNS;) {
		char *column = strsep(&p, "\t");

		column += strspn(column, " ");
		row->columns[row->count++] = *column != '\0' ? column : NULL;
	}
	for (size_t i = row->count; i < COLUMNS; i++)
		row->columns[i] = NULL;
}

typedef bool (*row_fn)(struct registry *registry, const struct row *row,
	const char *path, struct err *err);

static bool
read_table(
	struct registry *registry, const char *path, row_fn fn, struct err *err)
{
	struct buf text = { 0 };
	struct row row = { .line = 0 };
	bool ok = fs_read_file(path, REGISTRY_BYTES, &text, err);

	if (ok && !utf8_valid(buf_text(&text), text.len, NULL))
		ok = err_set(err, ERR_INPUT, "%s: not valid UTF-8", path);
	for (char *p = text.data; ok && p != NULL;) {
		char *line = strsep(&p, "\n");
		size_t len = strlen(line);

		row.line++;
		if (len > 0 && line[len - 1] == '\r')
			line[len - 1] = '\0';
		if (*line == '\0' || *line == '#')
			continue;
		cut_row(line, &row);
		ok = fn(registry, &row, path, err);
	}
	buf_release(&text);
	return ok;
}

/* The folded form of a text in `out`, which is emptied first. */
static void
fold(struct buf *out, const char *text)
{
	buf_reset(out);
	utf8_fold(out, text, strlen(text));
}

/* ---- outlets ---- */

/* The first row of a key has it; a later one does not take it away. */
static void
index_key(struct names *names, uint32_t **of, size_t *cap, const char *key,
	size_t len, uint32_t value)
{
	bool added;
	uint32_t ordinal = names_add(names, key, len, &added);

	*of = mem_grow(*of, cap, (size_t)ordinal + 1, sizeof(**of));
	if (added)
		(*of)[ordinal] = value;
}

static void
index_outlet_name(struct registry *r, const char *name, uint32_t outlet)
{
	struct buf folded = { 0 };

	fold(&folded, name);
	index_key(&r->outlet_names, &r->of_name, &r->cap_name,
		buf_text(&folded), folded.len, outlet);
	buf_release(&folded);
}

/* domain[|domain…], name, aliases, country, kind */
static bool
add_outlet(struct registry *r, const struct row *row, const char *path,
	struct err *err)
{
	uint32_t number = (uint32_t)r->noutlets;
	char *domains = row->columns[0], *aliases = row->columns[2];
	struct known_outlet *outlet;

	if (row->columns[1] == NULL)
		return err_set(err, ERR_INPUT,
			"%s:%u: an outlet needs domain and name", path,
			row->line);
	outlet = &vec_push(r->outlets, r->noutlets, r->cap_outlets);
	*outlet = (struct known_outlet){
		.name = arena_string(&r->arena, row->columns[1]),
		.country = arena_string(&r->arena, row->columns[3]),
		.kind = arena_string(&r->arena, row->columns[4]),
	};
	while (domains != NULL) {
		char *domain = strsep(&domains, "|");

		if (outlet->domain == NULL)
			outlet->domain = arena_string(&r->arena, domain);
		index_key(&r->domains, &r->of_domain, &r->cap_domain, domain,
			strlen(domain), number);
	}
	index_outlet_name(r, outlet->name, number);
	while (aliases != NULL)
		index_outlet_name(r, strsep(&aliases, "|"), number);
	return true;
}

const struct known_outlet *
registry_outlet_by_domain(const struct registry *r, const char *domain)
{
	if (r == NULL || domain == NULL)
		return NULL;
	if (strncmp(domain, "www.", 4) == 0)
		domain += 4;
	while (domain != NULL && strchr(domain, '.') != NULL) {
		uint32_t at = names_find(&r->domains, domain, strlen(domain));

		if (at != NAMES_NONE)
			return &r->outlets[r->of_domain[at]];
		domain = strchr(domain, '.') + 1;
	}
	return NULL;
}

const struct known_outlet *
registry_outlet_by_name(const struct registry *r, const char *name)
{
	struct buf folded = { 0 };
	uint32_t at;

	if (r == NULL || name == NULL)
		return NULL;
	fold(&folded, name);
	at = names_find(&r->outlet_names, buf_text(&folded), folded.len);
	buf_release(&folded);
	return at == NAMES_NONE ? NULL : &r->outlets[r->of_name[at]];
}

/* ---- actors ---- */

/* A name as a phrase: its words into out; returns how many. */
static unsigned
make_phrase(const char *name, struct buf *out, struct actor_phrase *phrase,
	size_t *first_len)
{
	struct actor_words words;
	struct actor_word w;
	unsigned n = 0;

	buf_reset(out);
	*first_len = 0;
	phrase->acronym = true;
	actor_words_start(&words, name, strlen(name));
	while (actor_words_next(&words, &w) && n < PHRASE_WORDS) {
		if (w.initial && n > 0)
			continue;
		if (n > 0)
			buf_putc(out, ' ');
		actor_word_fold(name, &w, out);
		if (n == 0)
			*first_len = out->len;
		phrase->capitals |= (uint32_t)w.capital << n;
		phrase->acronym &= w.capitals;
		n++;
	}
	phrase->acronym &= n == 1;
	return n;
}

static void
add_phrase(struct registry *r, const char *name,
	const struct actor_phrase *like, bool brief)
{
	struct actor_phrase phrase = *like;
	struct buf text = { 0 };
	struct actor_phrase *copy;
	size_t first_len;
	unsigned words = make_phrase(name, &text, &phrase, &first_len);
	uint32_t at;
	bool added;

	phrase.brief = brief;
	if (words == 0)
		goto out;
	at = names_add(&r->phrases, text.data, text.len, &added);
	r->of_phrase = mem_grow(r->of_phrase, &r->cap_phrase, (size_t)at + 1,
		sizeof(*r->of_phrase));
	phrase.next = added ? NULL : r->of_phrase[at];
	for (const struct actor_phrase *p = phrase.next; p != NULL; p = p->next)
		if (p->actor == like->actor && p->from == like->from)
			goto out;
	copy = arena_new(&r->arena, struct actor_phrase);
	*copy = phrase;
	r->of_phrase[at] = copy;

	at = names_add(&r->firsts, text.data, first_len, &added);
	r->longest = mem_grow(r->longest, &r->cap_longest, (size_t)at + 1,
		sizeof(*r->longest));
	if (added || r->longest[at] < words)
		r->longest[at] = words;
out:
	buf_release(&text);
}

/* "Lukashenko" of "Aleksandr Lukashenko": brief unless the row says what
 * is; a name of one word has no surname. */
static void
add_surname(
	struct registry *r, const char *name, const struct actor_phrase *like)
{
	const char *last = strrchr(name, ' ');

	if (last != NULL)
		add_phrase(r, last + 1, like, true);
}

/* "(Xi)" is a short form, "Xi Jinping" a full name. */
static bool
is_brief(char **name)
{
	size_t len = strlen(*name);

	if (len < 3 || (*name)[0] != '(' || (*name)[len - 1] != ')')
		return false;
	(*name)[len - 1] = '\0';
	(*name)++;
	return true;
}

static void
add_names(struct registry *r, const struct actor_phrase *like, char *aliases)
{
	bool briefs = aliases != NULL && strchr(aliases, '(') != NULL;
	bool person = like->actor->type == ACTOR_PERSON;

	add_phrase(r, like->actor->name, like, false);
	if (person && !briefs)
		add_surname(r, like->actor->name, like);
	while (aliases != NULL) {
		char *alias = strsep(&aliases, "|");
		bool brief = is_brief(&alias);

		add_phrase(r, alias, like, brief);
		if (person && !briefs && !brief)
			add_surname(r, alias, like);
	}
}

static bool
read_bound(const char *text, day *out)
{
	*out = DAY_UNKNOWN;
	return text == NULL || day_parse(text, out);
}

static enum actor_type
type_of(const char *name)
{
	for (int i = 1; name != NULL && i < ACTOR_TYPES; i++)
		if (strcmp(actor_types[i], name) == 0)
			return (enum actor_type)i;
	return ACTOR_UNKNOWN;
}

/* The actor of this code, made if it is new. */
static const struct known_actor *
actor_of(struct registry *r, const struct row *row, enum actor_type type)
{
	const char *code = row->columns[0];
	struct known_actor *actor;
	bool added;
	uint32_t at = names_add(&r->codes, code, strlen(code), &added);

	if (!added)
		return r->of_code[at];
	actor = arena_new(&r->arena, struct known_actor);
	actor->type = type;
	actor->code = arena_string(&r->arena, code);
	actor->name = arena_string(&r->arena, row->columns[2]);
	r->of_code = mem_grow(
		r->of_code, &r->cap_code, (size_t)at + 1, sizeof(*r->of_code));
	r->of_code[at] = actor;
	return actor;
}

/* code, type, name, aliases, from, to */
static bool
add_actor(struct registry *r, const struct row *row, const char *path,
	struct err *err)
{
	enum actor_type type = type_of(row->columns[1]);
	struct actor_phrase like = { 0 };

	if (row->columns[0] == NULL || row->columns[2] == NULL ||
		type == ACTOR_UNKNOWN)
		return err_set(err, ERR_INPUT,
			"%s:%u: an actor needs code, type and name", path,
			row->line);
	if (!read_bound(row->columns[4], &like.from) ||
		!read_bound(row->columns[5], &like.to))
		return err_set(err, ERR_INPUT,
			"%s:%u: from and to are days, YYYY-MM-DD", path,
			row->line);
	like.actor = actor_of(r, row, type);
	add_names(r, &like, row->columns[3]);
	return true;
}

const struct actor_phrase *
registry_phrase(const struct registry *r, const char *phrase, size_t len)
{
	uint32_t at = names_find(&r->phrases, phrase, len);

	return at == NAMES_NONE ? NULL : r->of_phrase[at];
}

unsigned
registry_phrase_words(const struct registry *r, const char *word, size_t len)
{
	uint32_t at = names_find(&r->firsts, word, len);

	return at == NAMES_NONE ? 0 : r->longest[at];
}

size_t
registry_actors(const struct registry *r)
{
	return r->codes.count;
}

const struct known_actor *
registry_actor(const struct registry *r, const char *name_or_code)
{
	const struct actor_phrase *p = NULL;
	struct actor_phrase phrase = { 0 };
	struct buf text = { 0 };
	size_t first_len;
	uint32_t at;

	if (r == NULL || name_or_code == NULL)
		return NULL;
	at = names_find(&r->codes, name_or_code, strlen(name_or_code));
	if (at != NAMES_NONE)
		return r->of_code[at];
	if (make_phrase(name_or_code, &text, &phrase, &first_len) > 0)
		p = registry_phrase(r, text.data, text.len);
	buf_release(&text);
	return p != NULL && p->next == NULL && !p->brief ? p->actor : NULL;
}

/* ---- loading ---- */

struct registry *
registry_load(
	const char *outlets_path, const char *actors_path, struct err *err)
{
	struct registry *r = mem_alloc(sizeof(*r));
	bool ok = true;

	if (outlets_path != NULL)
		ok = read_table(r, outlets_path, add_outlet, err);
	if (ok && actors_path != NULL)
		ok = read_table(r, actors_path, add_actor, err);
	if (ok)
		return r;
	registry_free(r);
	return NULL;
}

void
registry_free(struct registry *r)
{
	if (r == NULL)
		return;
	names_release(&r->domains);
	names_release(&r->outlet_names);
	names_release(&r->codes);
	names_release(&r->phrases);
	names_release(&r->firsts);
	free(r->outlets);
	free(r->of_domain);
	free(r->of_name);
	free(r->of_code);
	free(r->of_phrase);
	free(r->longest);
	arena_release(&r->arena);
	free(r);
}
