/* cmd_stats.c - what an archive holds and what it takes */
#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "engine/index/inspect.h"
#include "indexer/archive_command.h"
#include "indexer/commands.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what there is to tell ---- */

/* A name and a number: bytes of a part, stories of a language. */
struct amount {
	const char *name;
	uint64_t n;
};

struct amounts {
	struct amount *items;
	size_t count, cap;
};

struct stats {
	const struct generation *generation;
	uint64_t terms;
	uint64_t index_bytes;
	uint64_t gone; /* stories that segments have and the archive no more */
	uint32_t with_outlet, with_actors, with_language;
	char first_day[DAY_TEXT_SIZE], last_day[DAY_TEXT_SIZE];
	struct amounts parts;	  /* largest first */
	struct amounts languages; /* most stories first */
};

static int
most_first(const void *a, const void *b)
{
	const struct amount *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return strcmp(x->name, y->name);
}

static void
sort_amounts(struct amounts *amounts)
{
	if (amounts->count > 1)
		qsort(amounts->items, amounts->count, sizeof(*amounts->items),
			most_first);
}

static void
add_amount(struct amounts *amounts, const char *name, uint64_t n)
{
	for (size_t i = 0; i < amounts->count; i++)
		if (strcmp(amounts->items[i].name, name) == 0) {
			amounts->items[i].n += n;
			return;
		}
	vec_push(amounts->items, amounts->count, amounts->cap) =
		(struct amount){ name, n };
}

static bool
begins(const char *path, const char *folder)
{
	return strncmp(path, folder, strlen(folder)) == 0;
}

/* The columns count as one part, each table of the database as one.  Of an
 * older generation only the stories are of use. */
static void
measure_files(struct stats *stats, const struct manifest *manifest, bool live)
{
	for (size_t i = 0; i < manifest->nfiles; i++) {
		const struct manifest_file *file = &manifest->files[i];
		const char *part = file->path;

		if (begins(part, "columns/"))
			part = "columns";
		else if (strcmp(part, "union") == 0)
			part = live ? part : NULL;
		else if (!live && strcmp(part, "columns") != 0 &&
			 !begins(part, "database/"))
			part = NULL;
		if (part == NULL)
			continue;
		add_amount(&stats->parts, part, file->size);
		stats->index_bytes += file->size;
	}
}

static void
measure_parts(struct stats *stats)
{
	const struct generation *generation = stats->generation;

	measure_files(stats, &generation->manifest, true);
	for (uint32_t i = 0; i < generation->nsegments; i++) {
		const struct segment *segment = generation->segments[i];

		stats->gone += segment->columns.stories;
		if (strcmp(segment->name, generation->name) != 0)
			measure_files(stats, &segment->manifest, false);
	}
	stats->gone -= generation->columns.stories;
	sort_amounts(&stats->parts);
}

static void
count_stories(struct stats *stats)
{
	const struct columns *columns = &stats->generation->columns;
	size_t room = columns->languages.count + (size_t)1;
	uint64_t *languages = mem_alloc(room * sizeof(*languages));

	for (uint32_t i = 0; i < columns->stories; i++) {
		stats->with_outlet += columns->outlet[i] != ORDINAL_NONE;
		stats->with_actors +=
			columns->actor_start[i + 1] > columns->actor_start[i];
		if (columns->language[i] < columns->languages.count) {
			stats->with_language++;
			languages[columns->language[i]]++;
		}
	}
	for (uint32_t i = 0; i < columns->languages.count; i++) {
		struct dictionary_entry entry;

		dictionary_entry(&columns->languages, i, &entry);
		add_amount(&stats->languages, entry.name, languages[i]);
	}
	sort_amounts(&stats->languages);
	free(languages);
}

static bool
gather(struct stats *stats, struct err *err)
{
	const struct columns *columns = &stats->generation->columns;
	uint32_t dated = columns->dated;

	day_print(dated > 0 ? columns->day[dated - 1] : DAY_UNKNOWN,
		stats->first_day);
	day_print(dated > 0 ? columns->day[0] : DAY_UNKNOWN, stats->last_day);
	measure_parts(stats);
	count_stories(stats);
	return inspect_terms(stats->generation, &stats->terms, err);
}

/* ---- for people ---- */

static double
share(uint64_t part, uint64_t whole)
{
	return whole == 0 ? 0 : 100.0 * (double)part / (double)whole;
}

static void
print_count(const char *name, uint64_t n)
{
	printf("%-26s %14" PRIu64 "\n", name, n);
}

static void
print_share(const char *name, uint64_t n, uint64_t whole)
{
	printf("%-26s %14" PRIu64 "  %5.1f %%\n", name, n, share(n, whole));
}

/* A name of a file or language, set in from the left. */
static void
print_amounts(const struct amounts *amounts, uint64_t whole)
{
	for (size_t i = 0; i < amounts->count; i++)
		printf("  %-24s %14" PRIu64 "  %5.1f %%\n",
			amounts->items[i].name, amounts->items[i].n,
			share(amounts->items[i].n, whole));
}

static void
print_bytes(const struct stats *stats)
{
	uint64_t text = stats->generation->manifest.text_bytes;

	print_count("bytes of text", text);
	printf("%-26s %14" PRIu64, "bytes of index", stats->index_bytes);
	if (text > 0)
		printf("  %5.2f a byte of text",
			(double)stats->index_bytes / (double)text);
	putchar('\n');
	print_amounts(&stats->parts, stats->index_bytes);
}

static void
print_stats(const struct stats *stats)
{
	const struct generation *generation = stats->generation;
	const struct columns *columns = &generation->columns;
	uint32_t stories = columns->stories;

	printf("%-26s %14s\n", "generation", generation->name);
	printf("%-26s %s\n", "made", generation->manifest.created);
	print_count("stories", stories);
	print_share("distinct texts", columns->distinct, stories);
	if (generation->joined) {
		print_count("segments", generation->nsegments);
		print_count("stories gone", stats->gone);
	}
	print_count("terms", stats->terms);
	print_bytes(stats);
	printf("%-26s %14s  to %s\n", "days", stats->first_day,
		stats->last_day);
	print_share("stories with a day", columns->dated, stories);
	print_share("stories with an outlet", stats->with_outlet, stories);
	print_count("outlets", columns->outlets.count);
	print_share("stories with actors", stats->with_actors, stories);
	print_count("actors", columns->actors.count);
	print_share("stories with a language", stats->with_language, stories);
	print_amounts(&stats->languages, stories);
}

/* ---- for programs ---- */

static struct json *
amounts_json(const struct amounts *amounts)
{
	struct json *object = json_new_object();

	for (size_t i = 0; i < amounts->count; i++)
		json_set(object, amounts->items[i].name,
			json_new_integer((int64_t)amounts->items[i].n));
	return object;
}

static void
set_number(struct json *object, const char *name, uint64_t n)
{
	json_set(object, name, json_new_integer((int64_t)n));
}

/* A day, or null when there is none. */
static void
set_day(struct json *object, const char *name, const char *text)
{
	json_set(object, name,
		strcmp(text, "-") == 0 ? json_new_null()
				       : json_new_text(text, strlen(text)));
}

static void
print_json(const struct stats *stats)
{
	const struct generation *generation = stats->generation;
	const struct columns *columns = &generation->columns;
	struct json *object = json_new_object();
	struct buf text = { 0 };

	json_set_text(object, "generation", generation->name);
	json_set_text(object, "created", generation->manifest.created);
	json_set_text(object, "writer", generation->manifest.writer);
	set_number(object, "stories", columns->stories);
	set_number(object, "distinct", columns->distinct);
	set_number(object, "terms", stats->terms);
	set_number(object, "text_bytes", generation->manifest.text_bytes);
	set_number(object, "index_bytes", stats->index_bytes);
	set_number(object, "segments", generation->nsegments);
	set_number(object, "gone", stats->gone);
	json_set(object, "parts", amounts_json(&stats->parts));
	set_day(object, "first_day", stats->first_day);
	set_day(object, "last_day", stats->last_day);
	set_number(object, "with_day", columns->dated);
	set_number(object, "with_outlet", stats->with_outlet);
	set_number(object, "outlets", columns->outlets.count);
	set_number(object, "with_actors", stats->with_actors);
	set_number(object, "actors", columns->actors.count);
	set_number(object, "with_language", stats->with_language);
	json_set(object, "languages", amounts_json(&stats->languages));
	json_write(&text, object, 15);
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
	struct stats stats = { .generation = generation };
	bool ok;

	json_start();
	if (generation == NULL)
		return command_fail(&err);
	ok = gather(&stats, &err);
	if (ok && o->json)
		print_json(&stats);
	else if (ok)
		print_stats(&stats);
	free(stats.parts.items);
	free(stats.languages.items);
	generation_unref(generation);
	return ok ? 0 : command_fail(&err);
}

int
cmd_stats(int argc, char **argv)
{
	static const struct archive_command command = {
		.name = "stats",
		.about = "Tells how many stories, texts and terms the archive "
			 "DIR "
			 "holds, what is known of\nthem, and how many bytes "
			 "each part of it takes.\n",
		.status = "0 done; 1 no archive there, or it cannot be read; 2 "
			  "wrong usage",
		.takes = TAKES_JSON,
		.run = run,
	};

	return archive_command_run(&command, argc, argv);
}
