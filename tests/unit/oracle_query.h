/*
 * oracle_query.h - random queries of the whole language
 *
 * Drawn from a grammar; some are refused, as those that people write are.
 */
#ifndef TESTS_ORACLE_QUERY_H
#define TESTS_ORACLE_QUERY_H

#include "tests/unit/oracle_archive.h"

/* What a query is written into. */
struct query_maker {
	struct oracle_chance *chance;
	const struct oracle_archive *archive; /* for phrases that it has */
	struct buf *out;
};

static inline void put_query(struct query_maker *maker, int depth);
static inline void put_text(struct query_maker *maker, int depth);

#define MAKER_PICK(maker, list) ORACLE_PICK((maker)->chance, list)

static inline bool
one_in(struct query_maker *maker, uint32_t n)
{
	return oracle_one_in(maker->chance, n);
}

/* ---- words ---- */

/* A word with wildcards in it. */
static inline void
put_pattern(struct query_maker *maker)
{
	static const char *const patterns[] = { "talk*", "*tion*", "sanction*",
		"Lukash*", "t?lk", "min?k", "S-4*", "co-op*", "*ation", "ge*",
		"1,0*", "ba*", "*lu", "do?i*", "ca?é*", "*40?s", "l'acc*" };

	buf_puts(maker->out, MAKER_PICK(maker, patterns));
}

static inline void
put_similar(struct query_maker *maker)
{
	static const char *const similar[] = { "Lukashenko~", "lukashenkoo~2",
		"minsk~", "mnisk~", "talk~", "talks~2", "cafe~", "lodz~2",
		"sanktion~2", "bado~", "kilusan~2", "peac~", "us~",
		"operation~", "co-operation~2" };

	buf_puts(maker->out, MAKER_PICK(maker, similar));
}

static inline void
put_word(struct query_maker *maker)
{
	switch (oracle_below(maker->chance, 10)) {
	case 0:
		put_pattern(maker);
		break;
	case 1:
		put_similar(maker);
		break;
	default:
		oracle_put_word(maker->chance, maker->out);
		break;
	}
}

/* Some words of some story, in their order. */
static inline void
put_words_of(struct query_maker *maker, uint32_t words)
{
	const struct oracle_archive *archive = maker->archive;
	const struct story *story =
		&archive->stories[oracle_below(maker->chance, archive->count)];
	const char *at = one_in(maker, 3) ? story->headline : story->body_text;
	uint32_t skip = oracle_below(maker->chance, 10);
	size_t before = maker->out->len;

	for (; at != NULL && *at != '\0' && words > 0; at++) {
		bool blank = *at == ' ' || *at == '\n';
		/* the curly quotes of a text end a phrase as others do */
		bool curly = strncmp(at, "\xe2\x80\x9c", 3) == 0 ||
			     strncmp(at, "\xe2\x80\x9d", 3) == 0;

		if (curly)
			at += 2;
		else if (skip == 0)
			buf_putc(maker->out, blank ? ' ' : *at);
		if (blank && skip > 0)
			skip--;
		else if (blank)
			words--;
	}
	if (maker->out->len == before)
		oracle_put_word(maker->chance, maker->out);
}

/* Words between quotes, in order, or within a distance, or some of them. */
static inline void
put_quoted(struct query_maker *maker)
{
	uint32_t words = 1 + oracle_below(maker->chance, 4);

	buf_putc(maker->out, '"');
	put_words_of(maker, words);
	if (one_in(maker, 8)) {
		buf_putc(maker->out, ' ');
		put_pattern(maker);
	}
	buf_putc(maker->out, '"');
	if (one_in(maker, 3))
		buf_printf(maker->out, "~%u",
			words + oracle_below(maker->chance, 9));
	else if (one_in(maker, 3))
		buf_printf(maker->out, "/%u",
			1 + oracle_below(maker->chance, words));
}

/* What may stand beside NEAR. */
static inline void
put_near_operand(struct query_maker *maker)
{
	switch (oracle_below(maker->chance, 6)) {
	case 0:
		buf_putc(maker->out, '"');
		put_words_of(maker, 1 + oracle_below(maker->chance, 2));
		buf_putc(maker->out, '"');
		break;
	case 1:
		buf_putc(maker->out, '(');
		put_word(maker);
		buf_puts(maker->out, " OR ");
		put_word(maker);
		buf_putc(maker->out, ')');
		break;
	case 2:
		buf_putc(maker->out, '=');
		oracle_put_word(maker->chance, maker->out);
		break;
	default:
		put_word(maker);
		break;
	}
}

static inline void
put_near(struct query_maker *maker)
{
	uint32_t joints = 1 + one_in(maker, 4);

	put_near_operand(maker);
	for (uint32_t i = 0; i < joints; i++) {
		buf_puts(maker->out, one_in(maker, 2) ? " NEAR" : " ADJ");
		if (!one_in(maker, 4))
			buf_printf(maker->out, "/%u",
				1 + oracle_below(maker->chance, 12));
		buf_putc(maker->out, ' ');
		put_near_operand(maker);
	}
}

/* ---- parts of a story ---- */

static inline void
put_scope(struct query_maker *maker, int depth)
{
	static const char *const parts[] = {
		"body:", "lead:", "said:", "SENTENCE", "PARAGRAPH"
	};
	const char *part = MAKER_PICK(maker, parts);
	bool group = strchr(part, ':') == NULL || one_in(maker, 2);

	buf_puts(maker->out, part);
	if (group)
		buf_putc(maker->out, '(');
	if (group)
		put_text(maker, depth - 1);
	else if (one_in(maker, 2))
		put_quoted(maker);
	else
		put_word(maker);
	if (group)
		buf_putc(maker->out, ')');
}

/* ---- filters ---- */

static inline void
put_named(struct query_maker *maker, const char *field,
	const struct oracle_name *name)
{
	bool by_code =
		name->name == NULL || (name->code != NULL && one_in(maker, 2));

	if (name->name == NULL && name->code == NULL)
		buf_printf(maker->out, "%s:nobody", field);
	else if (by_code)
		buf_printf(maker->out, "%s:%s", field, name->code);
	else
		buf_printf(maker->out, "%s:\"%s\"", field, name->name);
}

static inline void
put_filter(struct query_maker *maker)
{
	static const char *const others[] = { "lang:en", "lang:DE", "lang:fr",
		"date:2025-01", "date:2024", "date:none", "date:>=2025-02",
		"date:<2024-12-15", "date:-40d", "date:2024-12..2025-01-15",
		"date:1999", "date:yesterday", "actor:HBR*", "actor:hbrgov*",
		"outlet:(Tidewire gazette.example)",
		"actor:(\"Ada Lane\" OR HBRLAB)", "section:sport",
		"section:\"world news\"", "section:economie", "section:none",
		"agency:tidewire", "agency:(Nordpress Tidewire)",
		"kind:original", "kind:copy", "kind:single", "kind:near",
		"url:gazette.example", "url:post.example/world",
		"url:news.post.example/2025/*", "url:gazette.example/wor*",
		"url:post*", "url:www.post.example/WORLD/a.html" };

	switch (oracle_below(maker->chance, 6)) {
	case 0:
		put_named(maker, "outlet", &MAKER_PICK(maker, oracle_outlets));
		break;
	case 1:
		put_named(maker, "actor", &MAKER_PICK(maker, oracle_actors));
		break;
	default:
		buf_puts(maker->out, MAKER_PICK(maker, others));
		break;
	}
}

/* ---- the whole ---- */

/* Something of one piece that looks for words. */
static inline void
put_seeking(struct query_maker *maker, int depth)
{
	static const char *const marks[] = { "", "", "", "", "", "-", "+", "=",
		"headline:", "boiler:", "-headline:" };

	buf_puts(maker->out, MAKER_PICK(maker, marks));
	switch (oracle_below(maker->chance, depth > 0 ? 10 : 7)) {
	case 0:
	case 1:
		put_quoted(maker);
		break;
	case 2:
		buf_putc(maker->out, '(');
		put_near(maker);
		buf_putc(maker->out, ')');
		break;
	case 7:
	case 8:
		put_scope(maker, depth);
		break;
	case 9:
		buf_putc(maker->out, '(');
		put_text(maker, depth - 1);
		buf_putc(maker->out, ')');
		break;
	default:
		put_word(maker);
		break;
	}
}

static inline void
put_joint(struct query_maker *maker)
{
	static const char *const joints[] = { " ", " ", " ", " OR ", " OR ",
		" AND ", " NOT ", " AND NOT ", " OR NOT " };

	buf_puts(maker->out, MAKER_PICK(maker, joints));
}

/* Words, phrases, distances and parts, without filters. */
static inline void
put_text(struct query_maker *maker, int depth)
{
	uint32_t pieces = 1 + oracle_below(maker->chance, 3);

	for (uint32_t i = 0; i < pieces; i++) {
		if (i > 0)
			put_joint(maker);
		if (one_in(maker, 6))
			put_near(maker);
		else
			put_seeking(maker, depth);
	}
}

static inline void
put_query(struct query_maker *maker, int depth)
{
	uint32_t pieces = 1 + oracle_below(maker->chance, 3);

	for (uint32_t i = 0; i < pieces; i++) {
		if (i > 0)
			put_joint(maker);
		if (one_in(maker, 4)) {
			if (one_in(maker, 6))
				buf_putc(maker->out, '-');
			put_filter(maker);
		} else if (depth > 0 && one_in(maker, 6)) {
			buf_putc(maker->out, '(');
			put_query(maker, depth - 1);
			buf_putc(maker->out, ')');
		} else
			put_seeking(maker, depth);
	}
	if (one_in(maker, 60))
		buf_puts(maker->out, " *");
}

#endif
