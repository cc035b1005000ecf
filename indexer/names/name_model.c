#include "indexer/names/name_model.h"

#include "base/buf.h"
#include "base/fs.h"
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

/* ---- the file ---- */

static int
set_named(const char *name, size_t len)
{
	for (int i = 0; i < FEATURE_SETS; i++)
		if (strlen(name_feature_sets[i].name) == len &&
			memcmp(name_feature_sets[i].name, name, len) == 0)
			return i;
	return -1;
}

/* "ends 118 -12 40 3 0 -31" */
static bool
read_weights(struct name_model *model, const char *line)
{
	size_t len = strcspn(line, " ");
	int set = set_named(line, len);
	char *at = (char *)line + len;
	unsigned long value;
	float *row;

	if (set < 0)
		return false;
	value = strtoul(at, &at, 10);
	if (value >= name_feature_sets[set].size)
		return false;
	row = &model->weights[(name_feature_sets[set].base + value) * NAME_ROW];
	for (int i = 0; i < NAME_TYPES; i++) {
		char *end;
		long units = strtol(at, &end, 10);

		if (end == at || units > WEIGHT_MOST || units < -WEIGHT_MOST)
			return false;
		row[i] = (float)units * WEIGHT_UNIT;
		at = end;
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

	if (ok)
		model = name_model_new(registry);
	for (char *p = text.data; ok && p != NULL;) {
		const char *line = strsep(&p, "\n");

		number++;
		if (*line == '\0' || *line == '#')
			continue;
		model->trained = true;
		if (!read_weights(model, line))
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
