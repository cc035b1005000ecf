#include "engine/glass/glass_values.h"

#include "base/pack.h"
#include "engine/glass/glass_code.h"
#include "engine/glass/glass_postlist.h"

#include <string.h>

static const char statistics_key[] = { '\0', (char)0xd0 };
static const char chunk_key[] = { '\0', (char)0xd8 };

struct value {
	uint32_t docid;
	const char *text;
	size_t len;
};

/* All values of one slot, shard by shard. */
struct walk {
	const struct glass_parts *parts;
	const uint32_t *bases;
	size_t nparts;
	int slot;
	size_t at; /* the shard */
	const char *from;
	uint32_t docid; /* in the shard, the last one */
	bool broken;
};

static void
walk_start(struct walk *walk)
{
	walk->at = 0;
	walk->docid = 0;
	walk->from =
		walk->nparts > 0 ? walk->parts[0].values[walk->slot].at : NULL;
}

static bool
walk_next(struct walk *walk, struct value *value)
{
	while (walk->at < walk->nparts) {
		const struct glass_values *values =
			&walk->parts[walk->at].values[walk->slot];
		struct unpack in = { .at = walk->from, .end = values->end };

		if (walk->from < values->end) {
			walk->docid += 1 + (uint32_t)unpack_number(&in);
			value->docid = walk->bases[walk->at] + walk->docid;
			value->len = unpack_number(&in);
			value->text = in.at;
			walk->broken = !unpack_ok(&in) ||
				       value->len > (size_t)(in.end - in.at);
			walk->from = in.at + value->len;
			return !walk->broken;
		}
		if (++walk->at < walk->nparts)
			walk->from =
				walk->parts[walk->at].values[walk->slot].at;
		walk->docid = 0;
	}
	return false;
}

static int
compare(const struct value *a, const struct value *b)
{
	size_t shorter = a->len < b->len ? a->len : b->len;
	int order = memcmp(a->text, b->text, shorter);

	return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

static bool
put(struct glass_table *table, const struct buf *key, const struct buf *tag,
	struct err *err)
{
	const struct glass_tag whole = { .bytes = tag->data, .len = tag->len };

	return glass_table_add(table, key, &whole, err);
}

/* How many values there are, and between which they all lie. */
static bool
put_statistics(struct walk *walk, struct glass_table *table, struct err *err)
{
	struct value value, least = { 0 }, most = { 0 };
	struct buf key = { 0 }, tag = { 0 };
	uint32_t count = 0;
	bool ok = true;

	walk_start(walk);
	while (walk_next(walk, &value)) {
		if (count == 0 || compare(&value, &least) < 0)
			least = value;
		if (count == 0 || compare(&value, &most) > 0)
			most = value;
		count++;
	}
	if (count > 0) {
		buf_add(&key, statistics_key, sizeof(statistics_key));
		glass_uint_last(&key, (uint32_t)walk->slot);
		pack_number(&tag, count);
		glass_string(&tag, least.text, least.len);
		if (compare(&least, &most) != 0)
			buf_add(&tag, most.text, most.len);
		ok = put(table, &key, &tag, err);
	}
	buf_release(&key);
	buf_release(&tag);
	return ok;
}

static bool
put_values(struct walk *walk, struct glass_table *table, struct err *err)
{
	struct buf key = { 0 }, tag = { 0 };
	struct value value;
	uint32_t last = 0;
	bool ok = true;

	walk_start(walk);
	while (ok && walk_next(walk, &value)) {
		if (tag.len >= GLASS_CHUNK_SIZE) {
			ok = put(table, &key, &tag, err);
			buf_reset(&tag);
		}
		if (tag.len == 0) {
			buf_reset(&key);
			buf_add(&key, chunk_key, sizeof(chunk_key));
			pack_number(&key, (uint64_t)walk->slot);
			glass_sort_uint(&key, value.docid);
		} else {
			pack_number(&tag, value.docid - last - 1);
		}
		glass_string(&tag, value.text, value.len);
		last = value.docid;
	}
	if (ok && tag.len > 0)
		ok = put(table, &key, &tag, err);
	buf_release(&key);
	buf_release(&tag);
	return ok;
}

/* Keys of slots below 128 sort as the slots do. */
bool
glass_values_write(const struct glass_parts *parts, const uint32_t *bases,
	size_t nparts, struct glass_table *table, struct err *err)
{
	struct walk walk = {
		.parts = parts,
		.bases = bases,
		.nparts = nparts,
	};

	for (walk.slot = 0; walk.slot < SLOTS; walk.slot++)
		if (!put_statistics(&walk, table, err))
			return false;
	for (walk.slot = 0; walk.slot < SLOTS; walk.slot++)
		if (!put_values(&walk, table, err))
			return false;
	return !walk.broken ||
	       err_set(err, ERR_INDEX, "the values of a shard are damaged");
}
