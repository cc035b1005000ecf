/* query.c - the preset limits of a query, and its printed form */
#include "engine/query/query.h"

#include <string.h>

const struct query_limits query_limits_preset = {
	.word_bytes = 1024,
	.words = 1024,
	.depth = 64,
	.pattern_letters = 2,
	.distance = 99,
	.expansions = 1000,
	.expansions_all = 20000,
};

const struct field *
query_filters(const struct query *query)
{
	const struct field *field;

	if (query->kind == QUERY_FILTER || query->kind == QUERY_DATES)
		return query->field;
	if (query->kind != QUERY_OR)
		return NULL;
	field = query_filters(query->kids[0]);
	for (uint32_t i = 1; i < query->nkids && field != NULL; i++)
		if (query_filters(query->kids[i]) != field)
			return NULL;
	return field;
}

bool
query_seeks(const struct query *query, enum field_id field)
{
	if (query->kind == QUERY_NOT)
		return false;
	if (query->kind == QUERY_WORD || query->kind == QUERY_PATTERN ||
		query->kind == QUERY_SIMILAR)
		return query->field->id == field;
	for (uint32_t i = 0; i < query->nkids; i++)
		if (query_seeks(query->kids[i], field))
			return true;
	return false;
}

static const char *const kind_names[] = {
	[QUERY_PHRASE] = "PHRASE",
	[QUERY_AND] = "AND",
	[QUERY_OR] = "OR",
	[QUERY_ANY] = "ANY",
	[QUERY_NOT] = "NOT",
	[QUERY_WITHIN] = "WITHIN",
	[QUERY_NEAR] = "NEAR",
	[QUERY_ADJ] = "ADJ",
	[QUERY_QUORUM] = "QUORUM",
};

static const char *const scope_names[SCOPES] = {
	[SCOPE_BODY] = "BODY",
	[SCOPE_LEAD] = "LEAD",
	[SCOPE_SAID] = "SAID",
	[SCOPE_SENTENCE] = "SENTENCE",
	[SCOPE_PARAGRAPH] = "PARAGRAPH",
};

/* As it is, or quoted when it would not read as one value. */
static void
print_value(struct buf *out, const char *text, size_t len)
{
	bool plain = len > 0 && memchr(text, ' ', len) == NULL &&
		     memchr(text, '(', len) == NULL &&
		     memchr(text, ')', len) == NULL;

	if (!plain)
		buf_putc(out, '"');
	buf_add(out, text, len);
	if (!plain)
		buf_putc(out, '"');
}

static void
print_field(struct buf *out, const struct query *query)
{
	if (query->field != NULL && !(query->field->flags & FIELD_HIDDEN))
		buf_printf(out, "%s:", query->field->name);
}

static void
print_dates(struct buf *out, const struct query *query)
{
	char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];

	day_print(query->days.first, first);
	day_print(query->days.last, last);
	if (query->undated)
		buf_puts(out, "(DATE none)");
	else
		buf_printf(out, "(DATE %s %s)", first, last);
}

static void
print_name(struct buf *out, const struct query *query)
{
	if (query->kind == QUERY_SCOPE)
		buf_puts(out, scope_names[query->scope]);
	else
		buf_puts(out, kind_names[query->kind]);
	if (query->n > 0)
		buf_printf(out, "/%u", query->n);
}

/* Quoted words name their field once and are exact by nature. */
static void
print_kids(struct buf *out, const struct query *query)
{
	bool phrase = query->kind == QUERY_PHRASE ||
		      query->kind == QUERY_WITHIN ||
		      query->kind == QUERY_QUORUM;

	if (phrase)
		print_field(out, query);
	buf_putc(out, '(');
	print_name(out, query);
	for (uint32_t i = 0; i < query->nkids; i++) {
		const struct query *kid = query->kids[i];

		buf_putc(out, ' ');
		if (phrase)
			buf_add(out, kid->text, kid->len);
		else
			query_print(kid, out);
	}
	buf_putc(out, ')');
}

void
query_print(const struct query *query, struct buf *out)
{
	if (query->required)
		buf_putc(out, '+');
	switch (query->kind) {
	case QUERY_ALL:
		buf_putc(out, '*');
		break;
	case QUERY_WORD:
		print_field(out, query);
		if (query->exact)
			buf_putc(out, '=');
		buf_add(out, query->text, query->len);
		break;
	case QUERY_PATTERN:
		print_field(out, query);
		buf_add(out, query->text, query->len);
		break;
	case QUERY_SIMILAR:
		print_field(out, query);
		buf_add(out, query->text, query->len);
		buf_puts(out, query->n > 1 ? "~2" : "~");
		break;
	case QUERY_FILTER:
		buf_printf(out, "(FILTER %s ", query->field->name);
		print_value(out, query->text, query->len);
		buf_putc(out, ')');
		break;
	case QUERY_DATES:
		print_dates(out, query);
		break;
	case QUERY_PHRASE:
	case QUERY_AND:
	case QUERY_OR:
	case QUERY_ANY:
	case QUERY_NOT:
	case QUERY_WITHIN:
	case QUERY_NEAR:
	case QUERY_ADJ:
	case QUERY_QUORUM:
	case QUERY_SCOPE:
		print_kids(out, query);
		break;
	case QUERY_KINDS:
		break;
	}
}
