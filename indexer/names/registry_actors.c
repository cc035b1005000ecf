/* registry_actors.c - conf/actors.tsv */
#include "base/mem.h"
#include "indexer/names/registry_parts.h"

#include <string.h>

static void
add_phrase(struct registry *r, const char *name,
	const struct actor_phrase *like, bool brief)
{
	struct registry_meanings *means;
	struct actor_phrase *phrase;
	struct phrase_form form;

	registry_form(name, &r->phrase, &form);
	if (form.words == 0)
		return;
	means = registry_meanings(r, &r->phrase, &form);
	for (const struct actor_phrase *p = means->actors; p != NULL;
		p = p->next)
		if (p->actor == like->actor && p->from == like->from)
			return;
	phrase = arena_new(&r->arena, struct actor_phrase);
	*phrase = *like;
	phrase->capitals = form.capitals;
	phrase->acronym = form.acronym;
	phrase->brief = brief;
	phrase->next = means->actors;
	means->actors = phrase;
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

static void
add_names(struct registry *r, const struct actor_phrase *like, const char *name,
	char *aliases)
{
	bool briefs = aliases != NULL && strchr(aliases, '(') != NULL;
	bool person = like->actor->type == ACTOR_PERSON;
	char *alias;

	add_phrase(r, name, like, false);
	if (person && !briefs)
		add_surname(r, name, like);
	while ((alias = table_next(&aliases)) != NULL) {
		bool brief = registry_is_brief(&alias);

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
actor_of(struct registry *r, const char *code, const char *name,
	enum actor_type type)
{
	struct known_actor *actor;
	bool added;
	uint32_t at = names_add(&r->codes, code, strlen(code), &added);

	if (!added)
		return r->of_code[at];
	actor = arena_new(&r->arena, struct known_actor);
	actor->type = type;
	actor->code = arena_string(&r->arena, code);
	actor->name = arena_string(&r->arena, name);
	actor->number = at;
	r->of_code = mem_grow(
		r->of_code, &r->cap_code, (size_t)at + 1, sizeof(*r->of_code));
	r->of_code[at] = actor;
	return actor;
}

/* code, type, name, aliases, from, to */
bool
registry_add_actor(void *ctx, const struct table_row *row, struct err *err)
{
	struct registry *r = ctx;
	enum actor_type type = type_of(row->columns[1]);
	struct actor_phrase like = { 0 };

	if (row->columns[0] != NULL &&
		(strcmp(row->columns[0], "=") == 0 ||
			strcmp(row->columns[0], "!") == 0))
		return registry_add_merge(r, row, err);
	if (row->columns[0] == NULL || row->columns[2] == NULL ||
		type == ACTOR_UNKNOWN)
		return table_fault(
			row, err, "an actor needs code, type and name");
	if (!read_bound(row->columns[4], &like.from) ||
		!read_bound(row->columns[5], &like.to))
		return table_fault(
			row, err, "from and to are days, YYYY-MM-DD");
	like.actor = actor_of(r, row->columns[0], row->columns[2], type);
	add_names(r, &like, row->columns[2], row->columns[3]);
	return true;
}

void
registry_give_actor(struct registry *r, const struct registry_actor_row *row)
{
	struct actor_phrase like = { .from = row->from, .to = row->to };

	like.actor = actor_of(r, row->code, row->names[0], row->type);
	for (size_t i = 0; i < row->nnames; i++) {
		add_phrase(r, row->names[i], &like, false);
		if (row->type == ACTOR_PERSON)
			add_surname(r, row->names[i], &like);
	}
}

const struct known_actor *
registry_by_code(const struct registry *r, const char *code)
{
	uint32_t at = names_find(&r->codes, code, strlen(code));

	return at == NAMES_NONE ? NULL : r->of_code[at];
}

const struct known_actor *
registry_actor(const struct registry *r, const char *name_or_code)
{
	const struct actor_phrase *p = NULL;
	struct phrase_form form;
	struct buf text = { 0 };
	const struct known_actor *actor;

	if (r == NULL || name_or_code == NULL)
		return NULL;
	actor = registry_by_code(r, name_or_code);
	if (actor != NULL)
		return actor;
	registry_form(name_or_code, &text, &form);
	if (form.words > 0)
		p = registry_phrase(r, text.data, text.len);
	buf_release(&text);
	return p != NULL && p->next == NULL && !p->brief ? p->actor : NULL;
}
