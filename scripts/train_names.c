/*
 * train_names.c - learn the weights of indexer/names/name_model.h
 *
 *   train_names [-e EPOCHS] [-r RATE] [-p PENALTY] FILE...  > names.model
 *
 * Reads texts with marked names (CoNLL: a word a line, its tag last, an empty
 * line behind a sentence, -DOCSTART- before a document), puts them together
 * as running text, and fits by gradient ascent the probability that every
 * region is cut as it is marked (a semi-Markov conditional random field
 * without transitions), then the weights of votes on top.  What it writes
 * holds no word of the texts: features are classes and shapes.
 */
#include "base/mem.h"
#include "indexer/names/name_model.h"
#include "indexer/names/name_spans.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DOCUMENT_SENTENCES 400
#define JOINED_SENTENCES 4 /* of a paragraph, in every second document */

struct gold {
	uint32_t start, end; /* bytes of headline or body */
	int type;
	bool headline;
};

struct document {
	struct buf headline, body;
	struct gold *gold;
	size_t ngold, cap_gold;
	unsigned sentences;
	bool joined; /* sentences in paragraphs, not lines */
	bool quote;  /* inside quotation marks */
};

/* What was learned so far. */
struct trainer {
	struct name_model *model;
	struct registry *registry;
	float *squares; /* sums of squared gradients, as the weights */
	double rate, penalty;
	double loss;
	size_t regions, skipped;
	struct document *documents;
	size_t ndocuments, cap_documents;
};

/* ---- reading ---- */

static int
type_of_tag(const char *tag)
{
	static const struct {
		const char *name;
		int type;
	} rows[] = { { "PER", NAME_PERSON }, { "person", NAME_PERSON },
		{ "ORG", NAME_BODY }, { "group", NAME_BODY },
		{ "corporation", NAME_BODY }, { "LOC", NAME_PLACE },
		{ "location", NAME_PLACE }, { "MISC", NAME_OTHER },
		{ "creative-work", NAME_OTHER }, { "product", NAME_OTHER } };

	if (tag[0] == '\0' || tag[1] != '-')
		return NAME_NONE;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (strcmp(tag + 2, rows[i].name) == 0)
			return rows[i].type;
	return NAME_NONE;
}

/* Does this word stand without a blank behind the text before it? */
static bool
clings(const struct document *d, const struct buf *text, const char *word)
{
	char last = text->data[text->len - 1];

	if (strchr("([$\n", last) != NULL)
		return true;
	if (last == '"' && d->quote)
		return true;
	if (strcmp(word, "\"") == 0)
		return d->quote;
	if (word[0] == '\'' && isalpha((unsigned char)word[1]))
		return true;
	return strcmp(word, "n't") == 0 ||
	       (strchr(".,;:!?%)]", word[0]) != NULL && word[1] == '\0');
}

static void
add_word(struct document *d, const char *word, const char *tag)
{
	struct buf *text = d->sentences == 0 ? &d->headline : &d->body;
	int type = type_of_tag(tag);
	struct gold *gold;

	if (text->len > 0 && !clings(d, text, word))
		buf_putc(text, ' ');
	if (strcmp(word, "\"") == 0)
		d->quote = !d->quote;
	gold = d->ngold > 0 ? &d->gold[d->ngold - 1] : NULL;
	if (type != NAME_NONE && tag[0] == 'I' && gold != NULL &&
		gold->type == type) {
		gold->end = (uint32_t)(text->len + strlen(word));
	} else if (type != NAME_NONE) {
		vec_push(d->gold, d->ngold, d->cap_gold) = (struct gold){
			.start = (uint32_t)text->len,
			.end = (uint32_t)(text->len + strlen(word)),
			.type = type,
			.headline = d->sentences == 0,
		};
	}
	buf_puts(text, word);
}

static void
end_sentence(struct document *d)
{
	struct buf *text = d->sentences == 0 ? &d->headline : &d->body;

	if (text->len == 0 || text->data[text->len - 1] == '\n')
		return;
	if (d->sentences++ == 0)
		return;
	d->quote = false;
	if (d->joined && d->sentences % JOINED_SENTENCES != 0 &&
		strchr(".!?\"", text->data[text->len - 1]) != NULL)
		buf_putc(text, ' ');
	else
		buf_putc(text, '\n');
}

static struct document *
new_document(struct trainer *t)
{
	struct document *d =
		&vec_push(t->documents, t->ndocuments, t->cap_documents);

	*d = (struct document){ .joined = t->ndocuments % 2 == 0 };
	return d;
}

static bool
read_file(struct trainer *t, const char *path)
{
	FILE *in = fopen(path, "r");
	struct document *d = NULL;
	char line[4096];

	if (in == NULL) {
		perror(path);
		return false;
	}
	while (fgets(line, sizeof(line), in) != NULL) {
		char *word = line + strspn(line, " \t");
		char *tag, *end = line + strlen(line);

		while (end > line && isspace((unsigned char)end[-1]))
			*--end = '\0';
		if (*word == '\0') {
			if (d != NULL)
				end_sentence(d);
			continue;
		}
		if (d == NULL || strncmp(word, "-DOCSTART-", 10) == 0 ||
			d->sentences >= DOCUMENT_SENTENCES)
			d = new_document(t);
		if (strncmp(word, "-DOCSTART-", 10) == 0)
			continue;
		tag = end;
		while (tag > word && !isspace((unsigned char)tag[-1]))
			tag--;
		word[strcspn(word, " \t")] = '\0';
		if (tag > word)
			add_word(d, word, tag);
	}
	fclose(in);
	return true;
}

/* ---- what is marked in a region ---- */

struct marked {
	int type_at[REGION_WORDS + 5]; /* of the span that ends at a token */
	uint32_t words_at[REGION_WORDS + 5]; /* its words; 0: inside one */
};

/* The gold of a region by its tokens; false when a name does not fit. */
static bool
mark_region(const struct document *d, const struct name_story *s,
	const struct name_text *t, const struct name_region *r,
	struct marked *out)
{
	uint32_t begin = t->tokens[r->first].start;
	uint32_t end = t->tokens[r->first + r->count - 1].end;

	memset(out, 0, sizeof(*out));
	for (uint32_t i = 0; i < r->count; i++)
		out->words_at[i] = 1;
	for (size_t g = 0; g < d->ngold; g++) {
		const struct gold *gold = &d->gold[g];
		uint32_t first = UINT32_MAX, last = 0;

		if (gold->headline != (t == &s->headline) ||
			gold->end <= begin || gold->start >= end)
			continue;
		for (uint32_t i = 0; i < r->count; i++) {
			const struct name_token *token =
				&t->tokens[r->first + i];

			if (token->end <= gold->start ||
				token->start >= gold->end)
				continue;
			if (token->start < gold->start)
				return false;
			if (first == UINT32_MAX)
				first = i;
			last = i;
		}
		if (first == UINT32_MAX ||
			!name_span_possible(
				t, r->first + first, last - first + 1))
			return false;
		for (uint32_t i = first; i < last; i++)
			out->words_at[i] = 0;
		out->type_at[last] = gold->type;
		out->words_at[last] = last - first + 1;
	}
	return true;
}

/* ---- the gradient ---- */

static double
log_add(double a, double b)
{
	double most = a > b ? a : b;

	return most == -INFINITY ? most : most + log1p(exp(-fabs(a - b)));
}

static void
step(struct trainer *t, const struct name_feature_list *f,
	const double gradient[NAME_TYPES])
{
	for (uint32_t i = 0; i < f->count; i++) {
		float *w = &t->model->weights[(size_t)f->ids[i] * NAME_ROW];
		float *q = &t->squares[(size_t)f->ids[i] * NAME_ROW];

		for (int type = 0; type < NAME_TYPES; type++) {
			double g = gradient[type] - t->penalty * w[type];

			q[type] += (float)(g * g);
			w[type] +=
				(float)(t->rate * g / (sqrt(q[type]) + 1e-6));
		}
	}
}

struct lattice {
	struct name_feature_list features[REGION_WORDS + 5][SPAN_WORDS + 1];
	float scores[REGION_WORDS + 5][SPAN_WORDS + 1][NAME_ROW];
	bool possible[REGION_WORDS + 5][SPAN_WORDS + 1];
	double forward[REGION_WORDS + 6], backward[REGION_WORDS + 6];
};

/* Score all spans that end at token j - 1 and are n long. */
static void
fill_lattice(const struct trainer *t, const struct name_story *s,
	const struct name_text *text, const struct name_matches *matches,
	const struct name_region *r, struct lattice *l)
{
	for (uint32_t j = 1; j <= r->count; j++)
		for (uint32_t n = 1; n <= j && n <= SPAN_WORDS; n++) {
			uint32_t first = r->first + j - n;

			l->possible[j][n] = name_span_possible(text, first, n);
			if (!l->possible[j][n])
				continue;
			name_features(
				s, text, matches, first, n, &l->features[j][n]);
			name_model_score(
				t->model, &l->features[j][n], l->scores[j][n]);
		}
}

/* The sum over the ways to have tokens [j - n, j) as one span. */
static double
span_sum(const struct lattice *l, uint32_t j, uint32_t n)
{
	double sum = -INFINITY;

	if (n == 1)
		sum = l->possible[j][1] ? l->scores[j][1][NAME_NONE] : 0;
	if (l->possible[j][n])
		for (int type = NAME_PERSON; type < NAME_TYPES; type++)
			sum = log_add(sum, l->scores[j][n][type]);
	return sum;
}

static void
sum_ways(struct lattice *l, uint32_t count)
{
	l->forward[0] = 0;
	for (uint32_t j = 1; j <= count; j++) {
		l->forward[j] = -INFINITY;
		for (uint32_t n = 1; n <= j && n <= SPAN_WORDS; n++)
			l->forward[j] = log_add(l->forward[j],
				l->forward[j - n] + span_sum(l, j, n));
	}
	l->backward[count] = 0;
	for (uint32_t i = count; i-- > 0;) {
		l->backward[i] = -INFINITY;
		for (uint32_t n = 1; i + n <= count && n <= SPAN_WORDS; n++)
			l->backward[i] = log_add(l->backward[i],
				l->backward[i + n] + span_sum(l, i + n, n));
	}
}

static void
learn_region(struct trainer *t, struct lattice *l, const struct marked *m,
	uint32_t count)
{
	double all;

	sum_ways(l, count);
	all = l->forward[count];
	t->loss += all;
	for (uint32_t j = 1; j <= count; j++)
		for (uint32_t n = 1; n <= j && n <= SPAN_WORDS; n++) {
			double gradient[NAME_TYPES] = { 0 };
			double around = l->forward[j - n] + l->backward[j];
			int from = n == 1 ? NAME_NONE : NAME_PERSON;
			bool so = m->words_at[j - 1] == n;

			if (!l->possible[j][n])
				continue;
			for (int type = from; type < NAME_TYPES; type++)
				gradient[type] = -exp(
					around + l->scores[j][n][type] - all);
			if (so) {
				gradient[m->type_at[j - 1]] += 1;
				t->loss -= l->scores[j][n][m->type_at[j - 1]];
			}
			step(t, &l->features[j][n], gradient);
		}
}

/* ---- documents ---- */

struct reading {
	struct arena arena;
	struct name_story story;
	struct name_matches matches[2];
};

static void
begin_reading(
	const struct trainer *t, const struct document *d, struct reading *r)
{
	r->story = (struct name_story){
		.arena = &r->arena,
		.cues = t->model->cues,
		.registry = t->registry,
	};
	memset(r->matches, 0, sizeof(r->matches));
	name_story_read(&r->story, buf_text(&d->headline), buf_text(&d->body));
	name_list_find(&r->story, &r->story.body, &r->matches[0]);
	name_list_find(&r->story, &r->story.headline, &r->matches[1]);
}

static void
end_reading(struct reading *r)
{
	name_story_release(&r->story);
	arena_release(&r->arena);
}

static void
learn_document(struct trainer *t, const struct document *d, struct lattice *l)
{
	struct reading r = { 0 };

	begin_reading(t, d, &r);
	for (int side = 0; side < 2; side++) {
		const struct name_text *text =
			side == 0 ? &r.story.body : &r.story.headline;
		struct name_region region;
		struct marked marked;
		uint32_t at = 0;

		while (name_region_next(&r.story, text, &at, &region)) {
			t->regions++;
			if (!mark_region(d, &r.story, text, &region, &marked)) {
				t->skipped++;
				continue;
			}
			fill_lattice(t, &r.story, text, &r.matches[side],
				&region, l);
			learn_region(t, l, &marked, region.count);
		}
	}
	end_reading(&r);
}

/* ---- votes ---- */

/* The type a span is marked with, if it is marked as a whole; -1 when
 * something else begins or ends in it. */
static int
marked_type(const struct document *d, const struct name_text *text,
	const struct name_span *span, bool headline)
{
	uint32_t start = text->tokens[span->first].start;
	uint32_t end = text->tokens[span->first + span->words - 1].end;

	for (size_t g = 0; g < d->ngold; g++) {
		const struct gold *gold = &d->gold[g];

		if (gold->headline != headline || gold->end <= start ||
			gold->start >= end)
			continue;
		if (gold->start == start && gold->end >= end &&
			gold->end - end <= 2)
			return gold->type;
		return -1;
	}
	return NAME_NONE;
}

static void
learn_votes(struct trainer *t, const struct document *d)
{
	struct name_spans spans[2] = { 0 };
	struct name_votes votes;
	struct reading r = { 0 };

	begin_reading(t, d, &r);
	name_votes_init(&r.story, &votes);
	for (int side = 0; side < 2; side++) {
		const struct name_text *text =
			side == 0 ? &r.story.body : &r.story.headline;

		name_spans_find(t->model, &r.story, text, &r.matches[side],
			&spans[side]);
		name_votes_add(&votes, text, &spans[side]);
	}
	for (int side = 0; side < 2; side++) {
		const struct name_text *text =
			side == 0 ? &r.story.body : &r.story.headline;

		for (uint32_t i = 0; i < spans[side].count; i++) {
			const struct name_span *span = &spans[side].items[i];
			int type = marked_type(d, text, span, side == 1);
			struct name_feature_list features;
			double gradient[NAME_TYPES], all = -INFINITY;
			float scores[NAME_ROW];

			if (type < 0)
				continue;
			name_votes_features(&votes, text, span, &features);
			name_model_score(t->model, &features, scores);
			for (int k = 0; k < NAME_TYPES; k++)
				all = log_add(all, scores[k] + span->scores[k]);
			for (int k = 0; k < NAME_TYPES; k++)
				gradient[k] =
					(k == type) -
					exp(scores[k] + span->scores[k] - all);
			t->loss += all - scores[type] - span->scores[type];
			step(t, &features, gradient);
		}
	}
	end_reading(&r);
}

/* ---- the whole ---- */

static void
train(struct trainer *t, int epochs)
{
	struct lattice *l = mem_alloc(sizeof(*l));
	double rate = t->rate;

	for (int e = 0; e < epochs; e++) {
		t->loss = 0;
		t->regions = t->skipped = 0;
		for (size_t i = 0; i < t->ndocuments; i++)
			learn_document(t,
				&t->documents[(i * 7919) % t->ndocuments], l);
		fprintf(stderr,
			"epoch %d: loss %.0f, %zu regions, %zu left out\n",
			e + 1, t->loss, t->regions, t->skipped);
		t->rate *= 0.9;
	}
	t->rate = rate;
	for (int e = 0; e < 4; e++) {
		t->loss = 0;
		for (size_t i = 0; i < t->ndocuments; i++)
			learn_votes(t, &t->documents[i]);
		fprintf(stderr, "votes %d: loss %.0f\n", e + 1, t->loss);
		t->rate *= 0.7;
	}
	free(l);
}

static void
trainer_release(struct trainer *t)
{
	for (size_t i = 0; i < t->ndocuments; i++) {
		buf_release(&t->documents[i].headline);
		buf_release(&t->documents[i].body);
		free(t->documents[i].gold);
	}
	free(t->documents);
	free(t->squares);
	name_model_free(t->model);
	registry_free(t->registry);
}

/* Read what is named, learn from it, and write the weights. */
static bool
run(struct trainer *t, char **files, int nfiles, int epochs)
{
	struct buf out = { 0 };

	for (int i = 0; i < nfiles; i++)
		if (!read_file(t, files[i]))
			return false;
	t->model = name_model_new(t->registry);
	t->squares = mem_alloc(sizeof(float) * NAME_FEATURES * NAME_ROW);
	train(t, epochs);
	name_model_write(t->model, &out);
	fputs("# Weights of indexer/names/name_model.h: set, value, and for "
	      "no name, person,\n# organisation, place and other in "
	      "hundredths.  Written by scripts/train-names.\n",
		stdout);
	fputs(buf_text(&out), stdout);
	buf_release(&out);
	return true;
}

int
main(int argc, char **argv)
{
	struct trainer t = { .rate = 0.1, .penalty = 1e-4 };
	struct registry_files files = { 0 };
	struct err err = { 0 };
	int epochs = 10, option;
	bool ok;

	while ((option = getopt(argc, argv, "e:r:p:")) != -1) {
		if (option == 'e')
			epochs = atoi(optarg);
		else if (option == 'r')
			t.rate = atof(optarg);
		else if (option == 'p')
			t.penalty = atof(optarg);
		else
			return 2;
	}
	t.registry = registry_open(&files, &err);
	if (t.registry == NULL) {
		fprintf(stderr, "train_names: %s\n", err.text);
		return 1;
	}
	ok = run(&t, argv + optind, argc - optind, epochs);
	trainer_release(&t);
	return ok ? 0 : 1;
}
