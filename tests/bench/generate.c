/*
 * generate - an archive of any size, by a language model of a smaller one
 *
 *   generate STORIES.tsv COUNT SEED PERCENT >STORIES.jsonl
 *
 * Headlines and bodies are written by models of their own (model.h), bodies
 * PERCENT as long as those they are modelled on; day and outlet are those of
 * some story, the actors one each of as many stories as some story has actors.
 * The same arguments give the same stories, byte for byte.
 */
#include "base/json_out.h"
#include "base/mem.h"
#include "tests/bench/model.h"
#include "tests/bench/peers/peer.h"

#include <stdlib.h>
#include <string.h>

/* More words say nothing new about how words follow each other. */
#define WORDS_MAX 20000000

struct pattern { /* what of a story is taken as it is */
	char *day, *outlet;
	char **actors;
	size_t nactors, room;
};

struct generator {
	struct model headlines, bodies;
	struct pattern *patterns;
	size_t npatterns, room;
	struct buf text, line;
};

static void
add_row(struct generator *generator, struct row *row)
{
	struct pattern pattern = {
		.day = mem_string(row->column[DAY]),
		.outlet = mem_string(row->column[OUTLET]),
	};
	const char *actor;

	while ((actor = row_actor(row)) != NULL)
		vec_push(pattern.actors, pattern.nactors, pattern.room) =
			mem_string(actor);
	vec_push(generator->patterns, generator->npatterns, generator->room) =
		pattern;
	if (generator->bodies.length > WORDS_MAX)
		return;
	model_add(&generator->headlines, row->column[HEADLINE]);
	model_add(&generator->bodies, row->column[BODY]);
}

static void
learn(struct generator *generator, const char *path)
{
	FILE *table = fopen(path, "r");
	struct row row;

	if (table == NULL)
		peer_die("generate: cannot read %s", path);
	while (row_read(table, &row))
		add_row(generator, &row);
	fclose(table);
	if (generator->npatterns == 0)
		peer_die("generate: there is no story in %s", path);
	model_finish(&generator->headlines);
	model_finish(&generator->bodies);
}

static const struct pattern *
some(struct generator *generator)
{
	return &generator->patterns[model_below(
		&generator->bodies, generator->npatterns)];
}

static void
put_actors(struct generator *generator, struct json_out *out)
{
	size_t wanted = some(generator)->nactors;

	json_out_open(out, "actors", '[');
	for (size_t i = 0; i < wanted; i++) {
		const struct pattern *from = some(generator);

		if (from->nactors > 0)
			json_out_text(out, NULL,
				from->actors[model_below(
					&generator->bodies, from->nactors)]);
	}
	json_out_close(out, ']');
}

/* Paragraphs end where the table has VT for LF. */
static void
put_text(struct generator *generator, struct json_out *out, const char *name,
	struct model *model, size_t percent)
{
	struct buf *text = &generator->text;

	buf_reset(text);
	model_write(model, percent, text);
	for (size_t i = 0; i < text->len; i++)
		if (text->data[i] == '\v')
			text->data[i] = '\n';
	json_out_bytes(out, name, text->data, text->len);
}

static void
put_story(struct generator *generator, size_t number, size_t percent)
{
	struct json_out out = { .buf = &generator->line };
	const struct pattern *pattern = some(generator);
	char uri[32];

	snprintf(uri, sizeof(uri), "story/%08zu", number);
	buf_reset(&generator->line);
	json_out_open(&out, NULL, '{');
	json_out_text(&out, "uri", uri);
	put_text(generator, &out, "headline", &generator->headlines, 100);
	put_text(generator, &out, "body_text", &generator->bodies, percent);
	if (*pattern->day != '\0')
		json_out_text(&out, "date_published", pattern->day);
	json_out_open(&out, "source", '{');
	json_out_text(&out, "name", pattern->outlet);
	json_out_close(&out, '}');
	json_out_text(&out, "language", "en");
	put_actors(generator, &out);
	json_out_close(&out, '}');
	buf_putc(&generator->line, '\n');
	fwrite(generator->line.data, 1, generator->line.len, stdout);
}

static void
release(struct generator *generator)
{
	model_release(&generator->headlines);
	model_release(&generator->bodies);
	for (size_t i = 0; i < generator->npatterns; i++) {
		struct pattern *pattern = &generator->patterns[i];

		for (size_t a = 0; a < pattern->nactors; a++)
			free(pattern->actors[a]);
		free(pattern->actors);
		free(pattern->day);
		free(pattern->outlet);
	}
	free(generator->patterns);
	buf_release(&generator->text);
	buf_release(&generator->line);
}

int
main(int argc, char **argv)
{
	struct generator generator = { 0 };
	size_t count;

	if (argc != 5)
		peer_die("usage: generate STORIES.tsv COUNT SEED PERCENT");
	count = strtoul(argv[2], NULL, 10);
	generator.headlines.random = strtoul(argv[3], NULL, 10);
	generator.bodies.random = generator.headlines.random + 1;
	learn(&generator, argv[1]);
	for (size_t i = 0; i < count; i++)
		put_story(&generator, i, strtoul(argv[4], NULL, 10));
	release(&generator);
	if (fflush(stdout) != 0)
		peer_die("generate: cannot write");
	return 0;
}
