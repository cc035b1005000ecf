#include "engine/index/writer.h"

#include <string.h>

/* The first is the default. */
static const struct writer_kind *const kinds[] = {
	&glass_writer_kind,
	&xap_writer_kind,
};

const struct writer_kind *
writer_kind_named(const char *name)
{
	if (name == NULL)
		return kinds[0];
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i]->name, name) == 0)
			return kinds[i];
	return NULL;
}
