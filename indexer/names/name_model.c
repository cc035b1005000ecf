#include "indexer/names/name_model.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/image.h"
#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MODEL_BYTES (16u << 20)
#define WEIGHT_UNIT 0.01f
#define WEIGHT_MOST 1000000 /* units: no sum of them leaves a float */

struct name_model *
name_model_new(const struct registry *registry)
{
	struct name_model *model = mem_alloc(sizeof(*model));

	model->cues = name_cues_new(registry);
	model->weights =
		mem_alloc(sizeof(*model->weights) * NAME_FEATURES * NAME_ROW);
	return model;
}

void
name_model_free(struct name_model *model)
{
	if (model == NULL)
		return;
	name_cues_free(model->cues);
	free(model->weights);
	free(model);
}

void
name_model_take(const struct name_model *model, struct image *image)
{
	image_take(image, model, sizeof(*model));
	image_link(image, &model->cues);
	name_cues_take(model->cues, image);
	image_take(image, model->weights,
		sizeof(*model->weights) * NAME_FEATURES * NAME_ROW);
	image_link(image, &model->weights);
}

/* ---- the file ---- */

/* The set that a line begins with, looked for from the last one's on: the
 * lines of a set stand together.  NULL: there is none. */
static const struct name_feature_row *
set_named(const char *name, size_t len, int *last)
{
	for (int i = 0; i < FEATURE_SETS; i++) {
		int at = (*last + i) % FEATURE_SETS;
		const struct name_feature_row *set = &name_feature_sets[at];

		if (strncmp(set->name, name, len) != 0 ||
			set->name[len] != '\0')
			continue;
		*last = at;
		return set;
	}
	return NULL;
}

/* The next number of a line; of those too large for a weight just so much
 * that it shows. */
static bool
next_number(const char **line, long *number)
{
	const char *at = *line;
	bool minus;
	long n = 0;

	while (*at == ' ')
		at++;
	minus = *at == '-';
	at += minus;
	if (*at < '0' || *at > '9')
		return false;
	for (; *at >= '0' && *at <= '9'; at++)
		n = n <= WEIGHT_MOST ? n * 10 + (*at - '0') : n;
	*number = minus ? -n : n;
	*line = at;
	return true;
}

/* "ends 118 -12 40 3 0 -31" */
static bool
read_weights(struct name_model *model, const char *line, int *last)
{
	const char *at = strchrnul(line, ' ');
	const struct name_feature_row *set =
		set_named(line, (size_t)(at - line), last);
	long value, units;
	float *row;

	if (set == NULL || !next_number(&at, &value) || value < 0 ||
		value >= (long)set->size)
		return false;
	row = &model->weights[(set->base + (size_t)value) * NAME_ROW];
	for (int i = 0; i < NAME_TYPES; i++) {
		if (!next_number(&at, &units) || units > WEIGHT_MOST ||
			units < -WEIGHT_MOST)
			return false;
		row[i] = (float)units * WEIGHT_UNIT;
	}
	return *at == '\0';
}

struct name_model *
name_model_load(
	const char *path, const struct registry *registry, struct err *err)
{
	struct name_model *model = NULL;
	struct buf text = { 0 };
	bool ok = fs_read_file(path, MODEL_BYTES, &text, err);
	unsigned number = 0;
	int set = 0;

	if (ok)
		model = name_model_new(registry);
	for (char *p = text.data; ok && p != NULL;) {
		const char *line = p;

		p = strchr(p, '\n');
		if (p != NULL)
			*p++ = '\0';
		number++;
		if (*line == '\0' || *line == '#')
			continue;
		model->trained = true;
		if (!read_weights(model, line, &set))
			ok = err_set(err, ERR_INPUT,
				"%s:%u: a set, a value and %d weights "
				"expected",
				path, number, NAME_TYPES);
	}
	buf_release(&text);
	if (ok)
		return model;
	name_model_free(model);
	return NULL;
}

struct name_model *
name_model_open(
	const char *path, const struct registry *registry, struct err *err)
{
	struct buf found = { 0 };
	const char *where = registry_find(path, "names.model", &found);
	struct name_model *model =
		where != NULL ? name_model_load(where, registry, err)
			      : name_model_new(registry);

	buf_release(&found);
	return model;
}

void
name_model_write(const struct name_model *model, struct buf *out)
{
	for (int set = 0; set < FEATURE_SETS; set++) {
		const struct name_feature_row *f = &name_feature_sets[set];

		for (uint32_t v = 0; v < f->size; v++) {
			const float *row =
				&model->weights[(f->base + v) * NAME_ROW];
			long units[NAME_TYPES], any = 0;

			for (int i = 0; i < NAME_TYPES; i++) {
				units[i] = lroundf(row[i] / WEIGHT_UNIT);
				any |= units[i];
			}
			if (any == 0)
				continue;
			buf_printf(out, "%s %u", f->name, v);
			for (int i = 0; i < NAME_TYPES; i++)
				buf_printf(out, " %ld", units[i]);
			buf_putc(out, '\n');
		}
	}
}

/* ---- scores ---- */

void
name_model_score(const struct name_model *model,
	const struct name_feature_list *features, float scores[NAME_ROW])
{
	float __attribute__((vector_size(16))) low = { 0 }, high = { 0 },
					       row[2];

	_Static_assert(sizeof(row) == NAME_ROW * sizeof(float),
		"a row is two times four weights");
	for (uint32_t i = 0; i < features->count; i++) {
		memcpy(row,
			&model->weights[(size_t)features->ids[i] * NAME_ROW],
			sizeof(row));
		low += row[0];
		high += row[1];
	}
	memcpy(scores, &low, sizeof(low));
	memcpy(scores + NAME_ROW / 2, &high, sizeof(high));
}
