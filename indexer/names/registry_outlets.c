/* registry_outlets.c - conf/outlets.tsv */
#include "base/mem.h"
#include "indexer/names/registry_parts.h"

#include <string.h>

static void
index_name(struct registry *r, const char *name, uint32_t outlet)
{
	struct buf folded = { 0 };

	registry_fold(&folded, name);
	registry_key(&r->outlet_names, buf_text(&folded), folded.len, outlet);
	buf_release(&folded);
}

/* domain[|domain…], name, aliases, country, kind */
bool
registry_add_outlet(void *ctx, const struct table_row *row, struct err *err)
{
	struct registry *r = ctx;
	uint32_t number = (uint32_t)r->noutlets;
	char *domains = row->columns[0], *aliases = row->columns[2];
	struct known_outlet *outlet;
	char *item;

	if (row->columns[1] == NULL)
		return table_fault(row, err, "an outlet needs domain and name");
	outlet = &vec_push(r->outlets, r->noutlets, r->cap_outlets);
	*outlet = (struct known_outlet){
		.name = arena_string(&r->arena, row->columns[1]),
		.country = arena_string(&r->arena, row->columns[3]),
		.kind = arena_string(&r->arena, row->columns[4]),
	};
	while ((item = table_next(&domains)) != NULL) {
		if (outlet->domain == NULL)
			outlet->domain = arena_string(&r->arena, item);
		registry_key(&r->domains, item, strlen(item), number);
	}
	index_name(r, outlet->name, number);
	while ((item = table_next(&aliases)) != NULL)
		index_name(r, item, number);
	return true;
}

const struct known_outlet *
registry_outlet_by_domain(const struct registry *r, const char *domain)
{
	if (r == NULL || domain == NULL)
		return NULL;
	if (strncmp(domain, "www.", 4) == 0)
		domain += 4;
	while (domain != NULL && strchr(domain, '.') != NULL) {
		uint32_t at =
			names_find(&r->domains.names, domain, strlen(domain));

		if (at != NAMES_NONE)
			return &r->outlets[r->domains.values[at]];
		domain = strchr(domain, '.') + 1;
	}
	return NULL;
}

const struct known_outlet *
registry_outlet_by_name(const struct registry *r, const char *name)
{
	struct buf folded = { 0 };
	uint32_t at;

	if (r == NULL || name == NULL)
		return NULL;
	registry_fold(&folded, name);
	at = names_find(&r->outlet_names.names, buf_text(&folded), folded.len);
	buf_release(&folded);
	return at == NAMES_NONE ? NULL
				: &r->outlets[r->outlet_names.values[at]];
}
