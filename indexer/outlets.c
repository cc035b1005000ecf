/* outlets.c - which paper printed a story, by the best evidence */
#include "indexer/story_finish.h"
#include "indexer/uri.h"

#include <stddef.h>

/* One name for all the ways to write it; the domain if there is only one. */
static void
know_outlet(struct story *s, const struct known_outlet *known)
{
	s->outlet_name = known->name;
	if (s->outlet_domain == NULL)
		s->outlet_domain = known->domain;
}

/*
 * An explicit name is the best evidence, and stays when the registry does
 * not know it; a domain or the host of the url gives the name that the
 * registry has for it, and no other.
 */
void
outlet_find(struct draft *draft)
{
	const struct registry *registry = draft->source->rules->registry;
	struct story *s = &draft->story;
	const struct known_outlet *known = NULL;

	if (s->outlet_name != NULL) {
		known = registry_outlet_by_name(registry, s->outlet_name);
		if (known != NULL)
			know_outlet(s, known);
		return;
	}
	if (s->outlet_domain == NULL && s->url != NULL) {
		s->outlet_domain = uri_host(s->url, draft->arena);
		if (s->outlet_domain != NULL)
			s->outlet_evidence = "url";
	}
	known = registry_outlet_by_domain(registry, s->outlet_domain);
	if (known != NULL)
		know_outlet(s, known);
}
