/* plan_values.c - what a value of a filter stands for in an archive */
#include "engine/plan/plan_values.h"

#include "base/must.h"
#include "engine/index/listed.h"

#include <stdlib.h>

#define SEVERAL_NAMED 4 /* as many as a notice names */

static bool
too_broad(const struct query *value, uint32_t most, const char *whose,
	struct err *err)
{
	err_set(err, ERR_BROAD,
		"%s:%.*s stands for too much: %s has at most "
		"%u expansions",
		value->field->name, (int)value->len, value->text, whose, most);
	return err_keys(err, "limit=expansions col=%u", value->col);
}

bool
plan_values_add(struct plan_values *values, const struct query *value, size_t n,
	struct err *err)
{
	values->count += n;
	if (n > values->limits->expansions)
		return too_broad(
			value, values->limits->expansions, "a value", err);
	if (values->count > values->limits->expansions_all)
		return too_broad(
			value, values->limits->expansions_all, "a query", err);
	return true;
}

/* Tell who is meant when a name is that of several actors. */
static void
notice_several(const struct plan_values *values, const struct query *value,
	const struct plan_value *found)
{
	struct buf names = { 0 };

	for (size_t i = 0; i < found->count && i < SEVERAL_NAMED; i++) {
		struct dictionary_entry entry;

		dictionary_entry(found->dictionary, found->ordinals[i], &entry);
		buf_printf(&names, "%s%s", i > 0 ? ", " : "", entry.name);
	}
	if (found->count > SEVERAL_NAMED)
		buf_puts(&names, ", …");
	notices_add(values->notices, "several.actor",
		"%s:%.*s is %zu actors of this archive: %s", value->field->name,
		(int)value->len, value->text, found->count, buf_text(&names));
	buf_release(&names);
}

bool
plan_value_find(const struct columns *columns, const struct query *value,
	bool notice, struct plan_values *values, struct plan_value *found,
	struct err *err)
{
	const struct listed *row = listed_field(value->field->id);

	must(row != NULL);
	found->dictionary = listed_dictionary(columns, row);
	dictionary_match(found->dictionary, value->text, value->len,
		&found->ordinals, &found->count, &found->cap);
	if (!plan_values_add(values, value, found->count, err))
		return false;
	if (found->count == 0 && notice)
		notices_add(values->notices, row->unknown,
			"no story of this archive has %s:%.*s",
			value->field->name, (int)value->len, value->text);
	if (found->count > 1 && notice && value->field->id == FIELD_ACTOR &&
		value->text[value->len - 1] != '*')
		notice_several(values, value, found);
	return true;
}

void
plan_value_release(struct plan_value *found)
{
	free(found->ordinals);
	*found = (struct plan_value){ 0 };
}
