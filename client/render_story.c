#include "base/names.h"
#include "client/render.h"

#include <stdlib.h>
#include <string.h>

/* The value of a field of the story, or NULL when it is unknown. */
static const char *
field(const struct answer *answer, const char *name)
{
	const char *value = answer_value(answer, ANSWER_FIELD, name);

	return answer_known(value) ? value : NULL;
}

/*
 * The next item of a list of objects: the lines list.n.part that follow each
 * other from row *at on.  values[i] is what parts[i] says, or NULL; false
 * when there is no item left.
 */
static bool
next_item(const struct answer *answer, const char *list, size_t *at,
	const char *const *parts, const char **values, size_t nparts)
{
	const struct answer_table *table = &answer->tables[ANSWER_FIELD];
	size_t prefix = strlen(list), number = 0;
	const char *first = NULL;

	memset(values, 0, nparts * sizeof(*values));
	for (; *at < table->count; ++*at) {
		const char *name = table->rows[*at].columns[NAME];
		const char *value = table->rows[*at].columns[VALUE];

		if (strncmp(name, list, prefix) != 0 || name[prefix] != '.') {
			if (first != NULL)
				return true;
			continue;
		}
		name += prefix + 1;
		if (first == NULL) {
			number = strcspn(name, ".");
			if (name[number] == '\0')
				continue; /* an item without parts */
			first = name;
		}
		if (strncmp(name, first, number) != 0 || name[number] != '.')
			return true;
		for (size_t i = 0; i < nparts; i++)
			if (strcmp(name + number + 1, parts[i]) == 0 &&
				answer_known(value))
				values[i] = value;
	}
	return first != NULL;
}

/* Append text, behind a separator unless it is the first of its line. */
static void
add(struct buf *line, const char *between, const char *text)
{
	if (line->len > 0)
		buf_puts(line, between);
	buf_puts(line, text);
}

/* Print a line that was put together, cleaned and wrapped; empty it. */
static void
end_line(struct buf *line, const struct look *look, enum style style,
	struct buf *out)
{
	struct buf clean = { 0 };

	if (line->len > 0) {
		text_clean(&clean, line->data, line->len, false);
		look_wrap(out, look, (struct wrap){ .style = style },
			buf_text(&clean));
	}
	buf_release(&clean);
	buf_reset(line);
}

/* "2025-03-11 (dateline, 92% sure)" */
static void
add_date(const struct answer *answer, struct buf *line)
{
	const char *value = field(answer, "date_published.value");
	const char *source = field(answer, "date_published.source");
	const char *sure = field(answer, "date_published.confidence");

	add(line, " · ", value != NULL ? value : "undated");
	if (value == NULL || source == NULL)
		return;
	buf_printf(line, " (%s", source);
	if (sure != NULL)
		buf_printf(line, ", %.0f%% sure", 100 * strtod(sure, NULL));
	buf_putc(line, ')');
}

static void
add_outlet(const struct answer *answer, struct buf *line)
{
	const char *name = field(answer, "source.name");
	const char *domain = field(answer, "source.domain");
	const char *agency = field(answer, "wire.agency");

	if (name == NULL && domain == NULL)
		add(line, " · ", "outlet unknown");
	else
		add(line, " · ", name != NULL ? name : domain);
	if (name != NULL && domain != NULL)
		buf_printf(line, " (%s)", domain);
	if (agency != NULL && (name == NULL || strcmp(agency, name) != 0))
		buf_printf(line, " · wire: %s", agency);
}

/* "Keith Kellogg (3), Alexander Lukashenko (BLRGOV, 2)" */
static void
add_actors(const struct answer *answer, struct buf *line)
{
	static const char *const parts[] = { "name", "code", "count" };
	const char *values[3];
	size_t at = 0;

	while (next_item(answer, "actors", &at, parts, values, 3)) {
		const char *code = values[1], *count = values[2];

		if (values[0] == NULL)
			continue;
		add(line, ", ", values[0]);
		if (code == NULL && count == NULL)
			continue;
		buf_printf(line, " (%s%s%s)", code != NULL ? code : "",
			code != NULL && count != NULL ? ", " : "",
			count != NULL ? count : "");
	}
}

/* The kinds of what was set apart, in the order of their first appearance. */
static void
add_boilerplate(const struct answer *answer, struct buf *line)
{
	static const char *const parts[] = { "kind" };
	struct names seen = { 0 };
	const char *kind;
	size_t at = 0;

	while (next_item(answer, "boilerplate", &at, parts, &kind, 1)) {
		bool added = false;

		if (kind != NULL)
			names_add(&seen, kind, strlen(kind), &added);
		if (added)
			add(line, ", ", kind);
	}
	names_release(&seen);
}

/* A line "name: what", if there is a what. */
static void
labelled(const char *name, struct buf *what, const struct look *look,
	struct buf *out)
{
	struct buf line = { 0 };

	if (what->len > 0) {
		buf_printf(&line, "%s: ", name);
		buf_add(&line, what->data, what->len);
		end_line(&line, look, STYLE_DIM, out);
	}
	buf_reset(what);
	buf_release(&line);
}

/* The body: paragraphs with an empty line between two. */
static void
put_body(const char *body, const struct look *look, struct buf *out)
{
	struct buf line = { 0 };

	while (*body) {
		size_t len = strcspn(body, "\n");

		buf_add(&line, body, len);
		if (len > 0)
			buf_putc(out, '\n');
		end_line(&line, look, STYLE_PLAIN, out);
		body += len + (body[len] == '\n');
	}
	buf_release(&line);
}

/* What stands over the body. */
static void
put_head(const struct answer *answer, const struct look *look, struct buf *out)
{
	const char *headline = field(answer, "headline");
	const char *subhead = field(answer, "subhead");
	const char *byline = field(answer, "byline");
	const char *url = field(answer, "url");
	struct buf line = { 0 };

	buf_puts(&line, headline != NULL ? headline : "(no headline)");
	end_line(&line, look, STYLE_TITLE, out);
	if (subhead != NULL)
		buf_puts(&line, subhead);
	end_line(&line, look, STYLE_PLAIN, out);
	add_date(answer, &line);
	add_outlet(answer, &line);
	end_line(&line, look, STYLE_DIM, out);
	if (byline != NULL)
		buf_puts(&line, byline);
	if (url != NULL)
		add(&line, " · ", url);
	end_line(&line, look, STYLE_DIM, out);
	add_actors(answer, &line);
	labelled("actors", &line, look, out);
	buf_release(&line);
}

/* The fields that were asked for, each by its name. */
static void
put_fields(
	const struct answer *answer, const struct look *look, struct buf *out)
{
	const struct answer_table *table = &answer->tables[ANSWER_FIELD];
	struct buf text = { 0 };

	for (size_t i = 0; i < table->count; i++) {
		const char *const *columns = table->rows[i].columns;

		look_put_clean(out, look, STYLE_DIM, columns[NAME], 0);
		buf_puts(out, ": ");
		buf_reset(&text);
		text_clean(&text, columns[VALUE], strlen(columns[VALUE]), true);
		buf_puts(out, buf_text(&text));
		buf_putc(out, '\n');
	}
	buf_release(&text);
}

void
render_story(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const char *body = field(answer, "body_text");
	struct buf line = { 0 };

	if (options->fields != NULL) {
		put_fields(answer, look, out);
		return;
	}
	put_head(answer, look, out);
	if (body != NULL)
		put_body(body, look, out);
	add_boilerplate(answer, &line);
	if (line.len > 0)
		buf_putc(out, '\n');
	labelled("set apart", &line, look, out);
	buf_release(&line);
}
