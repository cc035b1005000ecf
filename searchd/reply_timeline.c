/* reply_timeline.c - T lines, and timeline[] of the J line */
#include "searchd/reply_lines.h"

#include <math.h>

/* One bucket on its way out. */
struct row {
	const char *name;  /* NULL: stories without a usable date */
	const char *value; /* of the split; NULL: all */
	const struct timeline_bucket *bucket;
	bool normed, split;
};

static void
row_line(struct reply *reply, const struct row *row)
{
	reply_letter(reply, 'T');
	reply_column(reply, row->name);
	reply_number(reply, row->bucket->stories);
	reply_number(reply, row->bucket->distinct);
	if (row->normed)
		buf_printf(reply->out, "\t%.4f", row->bucket->share);
	else
		reply_column(reply, NULL);
	reply_column(reply, row->bucket->burst ? "burst" : NULL);
	if (row->split)
		reply_column(reply, row->value);
	reply_line_end(reply);
}

static struct json *
row_json(const struct row *row)
{
	const struct timeline_bucket *bucket = row->bucket;
	struct json *object = json_new_object();

	json_set(object, "bucket", reply_json_text(row->name));
	json_set(object, "stories", json_new_integer(bucket->stories));
	json_set(object, "distinct", json_new_integer(bucket->distinct));
	json_set(object, "share",
		row->normed ? json_new_real(round(bucket->share * 1e4) / 1e4)
			    : json_new_null());
	json_set(object, "burst", json_new_bool(bucket->burst));
	if (row->split)
		json_set(object, "value", reply_json_text(row->value));
	return object;
}

static void
put_row(struct reply *reply, const struct row *row)
{
	if (reply->json)
		json_append(reply_member(reply, "timeline", json_new_list),
			row_json(row));
	else
		row_line(reply, row);
}

static void
put_series(struct reply *reply, const struct timeline *timeline,
	const struct timeline_series *series, const struct timeline_ask *ask)
{
	const struct timeline_bucket undated = {
		.stories = series->undated,
		.distinct = series->undated_distinct,
	};
	struct row row = {
		.value = series->value,
		.normed = ask->norm != NORM_NONE,
		.split = ask->splits,
	};

	for (uint32_t i = 0; i < timeline->nbuckets; i++) {
		if (timeline->gaps[i])
			continue;
		row.name = timeline->names[i];
		row.bucket = &series->buckets[i];
		put_row(reply, &row);
	}
	if (series->undated == 0)
		return;
	row.name = NULL;
	row.bucket = &undated;
	row.normed = false;
	put_row(reply, &row);
}

void
reply_timeline(struct reply *reply, const struct timeline *timeline,
	const struct timeline_ask *ask)
{
	if (reply->json)
		reply_member(reply, "timeline", json_new_list);
	for (uint32_t i = 0; i < timeline->nseries; i++)
		put_series(reply, timeline, &timeline->series[i], ask);
}
