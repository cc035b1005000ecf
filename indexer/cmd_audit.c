/* cmd_audit.c - how well the stories of each outlet are known, and what was
 * learned of them as a whole */
#include "base/buf.h"
#include "base/json.h"
#include "base/utf8.h"
#include "indexer/archive_command.h"
#include "indexer/audit.h"
#include "indexer/commands.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static double
share(uint64_t part, uint64_t whole)
{
	return whole == 0 ? 0 : 100.0 * (double)part / (double)whole;
}

static const char *
shown_name(const struct audit_outlet *o)
{
	return o->name != NULL ? o->name : "(unknown)";
}

static const char *
language_name(const struct audit *audit, uint32_t ordinal)
{
	struct dictionary_entry entry;

	dictionary_entry(
		&audit->generation->columns.languages, ordinal, &entry);
	return entry.name;
}

/* ---- for people: a table ---- */

/* The columns, in their order; each makes the text of one cell. */
typedef void (*cell_fn)(const struct audit *audit,
	const struct audit_outlet *outlet, struct buf *out);

static void
cell_name(const struct audit *audit, const struct audit_outlet *o,
	struct buf *out)
{
	(void)audit;
	buf_puts(out, shown_name(o));
}

static void
cell_stories(const struct audit *audit, const struct audit_outlet *o,
	struct buf *out)
{
	(void)audit;
	buf_printf(out, "%" PRIu32, o->stories);
}

static void
cell_dated(const struct audit *audit, const struct audit_outlet *o,
	struct buf *out)
{
	(void)audit;
	buf_printf(out, "%.1f", share(o->dated, o->stories));
}

static void
cell_sure(const struct audit *audit, const struct audit_outlet *o,
	struct buf *out)
{
	(void)audit;
	buf_printf(out, "%.1f", share(o->sure, o->stories));
}

/* The kinds of evidence that dates came from, most first. */
static void
cell_sources(const struct audit *audit, const struct audit_outlet *o,
	struct buf *out)
{
	uint32_t left[DATE_SOURCES];

	(void)audit;
	memcpy(left, o->by_source, sizeof(left));
	for (int n = 0; n < 2; n++) {
		int best = 0;

		for (int i = 1; i < DATE_SOURCES; i++)
			if (left[i] > left[best])
				best = i;
		if (left[best] == 0)
			break;
		buf_printf(out, "%s%s %.0f", n > 0 ? ", " : "",
			date_sources[best].name, share(left[best], o->dated));
		left[best] = 0;
	}
}

static void
cell_exact(const struct audit *audit, const struct audit_outlet *o,
	struct buf *out)
{
	(void)audit;
	buf_printf(out, "%" PRIu32, o->exact);
}

static void
cell_near(const struct audit *audit, const struct audit_outlet *o,
	struct buf *out)
{
	(void)audit;
	buf_printf(out, "%" PRIu32, o->near);
}

static void
cell_boilerplate(const struct audit *audit, const struct audit_outlet *o,
	struct buf *out)
{
	(void)audit;
	buf_printf(out, "%.1f",
		share(o->boilerplate_bytes,
			o->boilerplate_bytes + o->body_bytes));
}

static void
cell_actors(const struct audit *audit, const struct audit_outlet *o,
	struct buf *out)
{
	(void)audit;
	buf_printf(out, "%.1f", (double)o->actors / o->stories);
}

static void
cell_languages(const struct audit *audit, const struct audit_outlet *o,
	struct buf *out)
{
	for (size_t i = 0; i < o->nlanguages && i < 3; i++)
		buf_printf(out, "%s%s", i > 0 ? " " : "",
			language_name(audit, o->languages[i].ordinal));
}

static void
cell_days(const struct audit *audit, const struct audit_outlet *o,
	struct buf *out)
{
	char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];

	(void)audit;
	if (o->dated == 0)
		return;
	day_print(o->first, first);
	day_print(o->last, last);
	buf_printf(out, "%s..%s", first, last);
}

static void
cell_without(const struct audit *audit, const struct audit_outlet *o,
	struct buf *out)
{
	(void)audit;
	buf_printf(out, "%" PRIu32, o->days_without);
}

static void
cell_gap(const struct audit *audit, const struct audit_outlet *o,
	struct buf *out)
{
	char from[DAY_TEXT_SIZE];

	(void)audit;
	if (o->gap == 0)
		return;
	day_print(o->gap_from, from);
	buf_printf(out, "%" PRIu32 " from %s", o->gap, from);
}

static const struct column {
	const char *head;
	bool number; /* set to the right */
	cell_fn cell;
} columns[] = {
	{ "outlet", false, cell_name },
	{ "stories", true, cell_stories },
	{ "dated %", true, cell_dated },
	{ "sure %", true, cell_sure },
	{ "dated by %", false, cell_sources },
	{ "copies", true, cell_exact },
	{ "near", true, cell_near },
	{ "boiler %", true, cell_boilerplate },
	{ "actors", true, cell_actors },
	{ "languages", false, cell_languages },
	{ "days", false, cell_days },
	{ "without", true, cell_without },
	{ "longest gap", false, cell_gap },
};

#define COLUMNS (sizeof(columns) / sizeof(*columns))

static void
print_cell(const struct column *column, const char *text, size_t width)
{
	size_t has = utf8_width(text, strlen(text));
	int blanks = has < width ? (int)(width - has) : 0;
	bool last = column == &columns[COLUMNS - 1];

	if (column->number)
		printf("%*s%s%s", blanks, "", text, last ? "" : "  ");
	else
		printf("%s%*s%s", text, last ? 0 : blanks, "",
			last ? "" : "  ");
}

static void
print_row(const struct audit *audit, const struct audit_outlet *o,
	const size_t widths[COLUMNS])
{
	struct buf cell = { 0 };

	for (size_t c = 0; c < COLUMNS; c++) {
		buf_reset(&cell);
		if (o != NULL)
			columns[c].cell(audit, o, &cell);
		print_cell(&columns[c],
			o != NULL ? buf_text(&cell) : columns[c].head,
			widths[c]);
	}
	putchar('\n');
	buf_release(&cell);
}

static void
print_outlets(const struct audit *audit)
{
	size_t widths[COLUMNS];
	struct buf cell = { 0 };

	for (size_t c = 0; c < COLUMNS; c++) {
		widths[c] = strlen(columns[c].head);
		for (size_t i = 0; i < audit->count; i++) {
			size_t width;

			buf_reset(&cell);
			columns[c].cell(audit, &audit->outlets[i], &cell);
			width = utf8_width(buf_text(&cell), cell.len);
			if (width > widths[c])
				widths[c] = width;
		}
	}
	print_row(audit, NULL, widths);
	for (size_t i = 0; i < audit->count; i++)
		print_row(audit, &audit->outlets[i], widths);
	buf_release(&cell);
}

/* What a kind of learned thing is called above its list. */
static const char *const headings[LEARNED_KINDS] = {
	[LEARNED_SENTENCE] = "sentences set apart",
	[LEARNED_CLOCK] = "clocks of the visit",
	[LEARNED_OUTLET] = "names of outlets",
	[LEARNED_ACTOR] = "actors under another name",
};

static void
print_learned(const struct learned *learned)
{
	const struct learned_row *last = NULL;

	if (learned->count == 0)
		printf("\nnothing was learned of the stories as a whole\n");
	for (size_t i = 0; i < learned->count; i++) {
		const struct learned_row *r = &learned->rows[i];

		if (last == NULL || last->what != r->what)
			printf("\n%s\n", headings[r->what]);
		if (last == NULL || last->what != r->what ||
			strcmp(last->outlet, r->outlet) != 0)
			printf("  %s, of %" PRIu32 " stories\n", r->outlet,
				r->of);
		printf("  %8" PRIu32 "  %s (%s)\n", r->stories, r->text,
			r->detail);
		last = r;
	}
}

/* ---- for programs ---- */

static void
set_number(struct json *object, const char *name, uint64_t n)
{
	json_set(object, name, json_new_integer((int64_t)n));
}

static void
set_day(struct json *object, const char *name, day d)
{
	char text[DAY_TEXT_SIZE];

	day_print(d, text);
	json_set_text(object, name, text);
}

static struct json *
days_json(const struct audit_outlet *o)
{
	struct json *days = json_new_object();

	if (o->dated == 0)
		return days;
	set_day(days, "first", o->first);
	set_day(days, "last", o->last);
	set_number(days, "without", o->days_without);
	if (o->gap > 0) {
		struct json *gap = json_new_object();

		set_number(gap, "days", o->gap);
		set_day(gap, "from", o->gap_from);
		json_set(days, "longest_gap", gap);
	}
	return days;
}

static struct json *
outlet_json(const struct audit *audit, const struct audit_outlet *o)
{
	struct json *object = json_new_object();
	struct json *sources = json_new_object();
	struct json *languages = json_new_object();

	json_set(object, "outlet",
		o->name != NULL ? json_new_text(o->name, strlen(o->name))
				: json_new_null());
	json_set_text(object, "domain", o->domain);
	set_number(object, "stories", o->stories);
	set_number(object, "dated", o->dated);
	set_number(object, "dated_surely", o->sure);
	for (int i = 0; i < DATE_SOURCES; i++)
		if (o->by_source[i] > 0)
			set_number(
				sources, date_sources[i].name, o->by_source[i]);
	json_set(object, "dated_by", sources);
	set_number(object, "copies", o->exact);
	set_number(object, "near_copies", o->near);
	set_number(object, "body_bytes", o->body_bytes);
	set_number(object, "boilerplate_bytes", o->boilerplate_bytes);
	set_number(object, "actors", o->actors);
	for (size_t i = 0; i < o->nlanguages; i++)
		set_number(languages,
			language_name(audit, o->languages[i].ordinal),
			o->languages[i].stories);
	json_set(object, "languages", languages);
	json_set(object, "days", days_json(o));
	return object;
}

static struct json *
learned_json(const struct learned *learned)
{
	struct json *list = json_new_list();

	for (size_t i = 0; i < learned->count; i++) {
		const struct learned_row *r = &learned->rows[i];
		struct json *row = json_new_object();

		json_set_text(row, "what", learned_names[r->what]);
		json_set_text(row, "outlet", r->outlet);
		set_number(row, "stories", r->stories);
		set_number(row, "of", r->of);
		json_set_text(row, "detail", r->detail);
		json_set_text(row, "text", r->text);
		json_append(list, row);
	}
	return list;
}

static void
print_json(const struct audit *audit)
{
	struct json *object = json_new_object();
	struct json *outlets = json_new_list();
	struct buf text = { 0 };

	json_set_text(object, "generation", audit->generation->name);
	for (size_t i = 0; i < audit->count; i++)
		json_append(outlets, outlet_json(audit, &audit->outlets[i]));
	json_set(object, "outlets", outlets);
	json_set(object, "learned", learned_json(&audit->learned));
	json_write(&text, object, STORY_DIGITS);
	puts(buf_text(&text));
	buf_release(&text);
	json_free(object);
}

/* ---- the command ---- */

static int
run(const struct archive_options *o)
{
	struct err err = { 0 };
	struct generation *generation = generation_open(o->index, &err);
	struct audit audit;
	bool ok;

	json_start();
	if (generation == NULL)
		return command_fail(&err);
	ok = audit_gather(&audit, generation, &err);
	if (ok && o->json)
		print_json(&audit);
	else if (ok) {
		print_outlets(&audit);
		print_learned(&audit.learned);
	}
	audit_release(&audit);
	generation_unref(generation);
	return ok ? 0 : command_fail(&err);
}

int
cmd_audit(int argc, char **argv)
{
	static const struct archive_command command = {
		.name = "audit",
		.about = "Tells of each outlet in the archive DIR how many "
			 "stories it has, how well they are\ndated, how many "
			 "are copies, how much was set apart, which languages "
			 "and how\nmany actors they have and which days are "
			 "missing; and what was learned of the\nstories as a "
			 "whole.\n",
		.status = "0 done; 1 no archive there, or it cannot be read; 2 "
			  "wrong usage",
		.takes = TAKES_JSON,
		.run = run,
	};

	return archive_command_run(&command, argc, argv);
}
