/*
 * registry_petrarch.c - actors in the format of CAMEO dictionaries
 *
 *   NAME_OF_AN_ACTOR_  [CODE]     ; a comment
 *   +ANOTHER_NAME_                # a comment
 *       [CODE 930120-010120]      a role with its days
 *       [CODE >930120]  [CODE <930120]  [CODE]
 *
 * Of roles whose days overlap the first counts; one without days is for
 * those that are left.  Codes are shared by many there, so all that are
 * longer than a country's get the actor's name behind them.
 */
#include "base/fs.h"
#include "base/utf8.h"
#include "indexer/names/registry_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define PETRARCH_BYTES (64u << 20)
#define NAMES_MOST 1024
#define ROLES_MOST 64
#define COUNTRY_CODE 3
#define CODE_NAME 24	 /* letters of the name in a code */
#define CENTURY_PIVOT 30 /* years above it are of the twentieth */

struct days {
	day from, to; /* INT32_MIN and INT32_MAX: open */
};

struct role {
	const char *code;
	size_t len;
	struct days days;
};

struct reader {
	struct registry *registry;
	const char *path;
	unsigned line, first; /* of the entry */
	struct arena arena;   /* of the entry */
	const char *names[NAMES_MOST];
	size_t nnames;
	struct role roles[ROLES_MOST];
	size_t nroles;
};

static void
fault(struct reader *r, unsigned line, const char *what)
{
	registry_fault_add(r->registry, r->path, line, what);
}

/* ---- names ---- */

/* Words that stay small inside a name. */
static bool
is_small(const char *word, size_t len)
{
	static const char *const words[] = { "OF", "THE", "AND", "FOR", "IN",
		"DE", "LA", "DEL", "DU", "DES", "VAN", "VON", "AL", "BIN" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strlen(words[i]) == len && memcmp(words[i], word, len) == 0)
			return true;
	return false;
}

/* AFGHANISTAN as Afghanistan; R.K. and UN stay as they are, as does a name
 * that is three letters: IRA. */
static void
add_word(struct buf *out, const char *word, size_t len, bool alone)
{
	bool small = out->len > 0 && is_small(word, len);
	bool kept = !small &&
		    (memchr(word, '.', len) != NULL || len < (alone ? 4 : 3));
	bool begins = !small;

	if (out->len > 0)
		buf_putc(out, ' ');
	for (size_t i = 0; i < len; i++) {
		char c = word[i];

		if (!kept && !begins && c >= 'A' && c <= 'Z')
			c = (char)(c | 0x20);
		buf_putc(out, c);
		begins = c == '-' || (c == '\'' && len - i > 2);
	}
}

/* NAME_OF_IT_ as a name; NULL if it has no letter or digit. */
static const char *
read_name(struct reader *r, const char *text, size_t len)
{
	struct buf out = { 0 };
	const char *name = NULL;
	bool any = false;

	for (size_t at = 0; at < len;) {
		size_t n = 0;

		while (at + n < len && text[at + n] != '_' &&
			text[at + n] != ' ' && text[at + n] != '\t') {
			any |= isalnum((unsigned char)text[at + n]) != 0 ||
			       (unsigned char)text[at + n] >= 0x80;
			n++;
		}
		if (n > 0)
			add_word(&out, text + at, n, n + 1 >= len);
		at += n + 1;
	}
	if (any)
		name = arena_copy(&r->arena, out.data, out.len);
	buf_release(&out);
	return name;
}

static void
take_name(struct reader *r, const char *text, size_t len)
{
	const char *name = read_name(r, text, len);

	if (name == NULL)
		fault(r, r->line, "a name was expected: NAME_OF_AN_ACTOR_");
	else if (r->nnames == NAMES_MOST)
		fault(r, r->line, "an actor of more names than are read");
	else
		r->names[r->nnames++] = name;
}

/* ---- roles ---- */

/* YYMMDD or YYYYMMDD at *at, which goes on behind it. */
static bool
read_day(const char **at, const char *end, day *out)
{
	const char *p = *at;
	size_t n = 0;
	int year = 0, rest;

	while (p + n < end && isdigit((unsigned char)p[n]))
		n++;
	if (n != 6 && n != 8)
		return false;
	for (size_t i = 0; i < n - 4; i++)
		year = year * 10 + (p[i] - '0');
	if (n == 6)
		year += year > CENTURY_PIVOT ? 1900 : 2000;
	p += n - 4;
	rest = (p[0] - '0') * 1000 + (p[1] - '0') * 100 + (p[2] - '0') * 10 +
	       (p[3] - '0');
	*out = day_of(year, rest / 100, rest % 100);
	*at = p + 4;
	return *out != DAY_UNKNOWN;
}

static const char *
skip_blanks(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at;
}

/* What stands behind the code: a-b, >a, <b, or nothing. */
static bool
read_days(const char *at, const char *end, struct days *out)
{
	char sign;

	*out = (struct days){ INT32_MIN, INT32_MAX };
	at = skip_blanks(at, end);
	if (at == end)
		return true;
	sign = *at == '<' || *at == '>' ? *at++ : '-';
	at = skip_blanks(at, end);
	if (!read_day(&at, end, sign == '<' ? &out->to : &out->from))
		return false;
	at = skip_blanks(at, end);
	if (sign != '-')
		return at == end;
	if (at == end || *at++ != '-')
		return false;
	at = skip_blanks(at, end);
	return read_day(&at, end, &out->to) && skip_blanks(at, end) == end;
}

/* [CODE days] without the brackets. */
static void
take_role(struct reader *r, const char *at, const char *end)
{
	struct role role = { 0 };

	at = skip_blanks(at, end);
	role.code = at;
	while (at < end &&
		(isupper((unsigned char)*at) || isdigit((unsigned char)*at)))
		at++;
	role.len = (size_t)(at - role.code);
	if (end - role.code >= 3 && memcmp(role.code, "---", 3) == 0)
		return; /* nobody any more */
	if (role.len < COUNTRY_CODE || (at < end && *at != ' ' && *at != '\t'))
		fault(r, r->line, "a code was expected: [CODE]");
	else if (!read_days(at, end, &role.days))
		fault(r, r->line,
			"days were expected: YYMMDD-YYMMDD, >YYMMDD or "
			"<YYMMDD");
	else if (r->nroles == ROLES_MOST)
		fault(r, r->line, "an actor of more roles than are read");
	else {
		role.code = arena_copy(&r->arena, role.code, role.len);
		r->roles[r->nroles++] = role;
	}
}

/* ---- an entry ---- */

/* Which type a code tells; roles with days are persons'. */
static enum actor_type
type_of(const struct reader *r, const struct role *role)
{
	static const char *const bodies[] = { "IGO", "NGO", "NGM", "MNC", "IMG",
		"UIS" };

	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++)
		if (strncmp(role->code, bodies[i], COUNTRY_CODE) == 0)
			return ACTOR_ORGANISATION;
	for (size_t i = 0; i < r->nroles; i++)
		if (r->roles[i].days.from != INT32_MIN ||
			r->roles[i].days.to != INT32_MAX)
			return ACTOR_PERSON;
	return role->len == COUNTRY_CODE ? ACTOR_COUNTRY : ACTOR_GROUP;
}

/* AFGGOV and Hamid Karzai: AFGGOVHAMIDKARZAI. */
static const char *
code_of(struct reader *r, const struct role *role, enum actor_type type)
{
	struct buf code = { 0 };
	size_t most;
	const char *copy;

	buf_add(&code, role->code, role->len);
	most = code.len + CODE_NAME;
	for (const char *p = r->names[0];
		type != ACTOR_COUNTRY && *p != '\0' && code.len < most; p++)
		if (isalnum((unsigned char)*p))
			buf_putc(&code, (char)toupper((unsigned char)*p));
	copy = arena_copy(&r->arena, code.data, code.len);
	buf_release(&code);
	return copy;
}

/* One stretch of days of a role, under all names. */
static void
give_days(struct reader *r, const struct role *role, const struct days *days)
{
	enum actor_type type = type_of(r, role);

	registry_give_actor(r->registry,
		&(struct registry_actor_row){
			.code = code_of(r, role, type),
			.type = type,
			.names = r->names,
			.nnames = r->nnames,
			.from = days->from == INT32_MIN ? DAY_UNKNOWN
							: days->from,
			.to = days->to == INT32_MAX ? DAY_UNKNOWN : days->to,
		});
}

/* Give a role those of its days that no role before it has. */
static void
give_role(struct reader *r, size_t number)
{
	const struct role *role = &r->roles[number];
	struct days left = role->days;

	while (left.from <= left.to) {
		struct days piece = left;
		const struct days *covers = NULL;

		for (size_t i = 0; i < number; i++) {
			const struct days *d = &r->roles[i].days;

			if (d->from <= left.from && d->to >= left.from)
				covers = d;
			else if (d->from > left.from && d->from <= piece.to)
				piece.to = d->from - 1;
		}
		if (covers == NULL)
			give_days(r, role, &piece);
		else
			piece.to = covers->to;
		if (piece.to == INT32_MAX)
			break;
		left.from = piece.to + 1;
	}
}

/* The entry is complete. */
static void
end_entry(struct reader *r)
{
	if (r->nnames > 0 && r->nroles == 0)
		fault(r, r->first,
			"a code was expected for this actor: [CODE]");
	for (size_t i = 0; r->nnames > 0 && i < r->nroles; i++)
		give_role(r, i);
	r->nnames = r->nroles = 0;
	arena_reset(&r->arena);
}

/* ---- lines ---- */

/* Where the comment begins, or the end. */
static const char *
content_end(const char *line)
{
	return line + strcspn(line, ";#");
}

static void
read_line(struct reader *r, const char *line)
{
	const char *end = content_end(line);
	const char *at = skip_blanks(line, end);
	const char *bracket = memchr(at, '[', (size_t)(end - at));
	const char *name_end = bracket != NULL ? bracket : end;

	while (name_end > at && (name_end[-1] == ' ' || name_end[-1] == '\t'))
		name_end--;
	if (name_end > at && *at == '+') {
		if (r->nnames == 0)
			fault(r, r->line, "another name, but of nobody");
		else
			take_name(r, at + 1, (size_t)(name_end - at - 1));
	} else if (name_end > at) {
		end_entry(r);
		r->first = r->line;
		take_name(r, at, (size_t)(name_end - at));
	}
	while (bracket != NULL) {
		const char *close =
			memchr(bracket, ']', (size_t)(end - bracket));

		if (close == NULL) {
			fault(r, r->line, "a closing bracket was expected");
			return;
		}
		take_role(r, bracket + 1, close);
		bracket = memchr(close, '[', (size_t)(end - close));
	}
}

/* Old dictionaries have names in Latin-1. */
static void
repair(struct buf *text)
{
	struct buf out = { 0 };

	if (utf8_valid(buf_text(text), text->len, NULL))
		return;
	for (size_t i = 0; i < text->len;) {
		int32_t cp;
		size_t n = utf8_decode(text->data + i, text->len - i, &cp);

		if (cp == UTF8_BAD)
			cp = (unsigned char)text->data[i];
		utf8_append(&out, cp == 0 ? ' ' : cp);
		i += n;
	}
	buf_release(text);
	*text = out;
}

bool
registry_is_petrarch(const char *path)
{
	struct buf text = { 0 };
	struct err err = { 0 };
	bool is = false;

	if (!fs_read_file(path, PETRARCH_BYTES, &text, &err))
		return false;
	for (char *p = text.data, *line; !is && p != NULL;) {
		const char *tab;
		size_t len;

		line = strsep(&p, "\n");
		len = (size_t)(content_end(line) - line);
		if (len == 0 || line[strspn(line, " \t\r")] == '\0')
			continue;
		tab = strchr(line, '\t');
		is = (tab == NULL || strchr(tab + 1, '\t') == NULL) &&
		     (memchr(line, '_', len) != NULL ||
			     memchr(line, '[', len) != NULL);
		break;
	}
	buf_release(&text);
	return is;
}

bool
registry_read_petrarch(
	struct registry *registry, const char *path, struct err *err)
{
	struct reader r = { .registry = registry, .path = path };
	struct buf text = { 0 };

	if (!fs_read_file(path, PETRARCH_BYTES, &text, err))
		return false;
	repair(&text);
	for (char *p = text.data; p != NULL;) {
		char *line = strsep(&p, "\n");
		size_t len = strlen(line);

		r.line++;
		if (len > 0 && line[len - 1] == '\r')
			line[len - 1] = '\0';
		read_line(&r, line);
	}
	end_entry(&r);
	arena_release(&r.arena);
	buf_release(&text);
	return true;
}
