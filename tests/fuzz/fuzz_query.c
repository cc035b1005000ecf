/* Any text is read as a query or refused; what is read can be printed. */
#include "base/must.h"
#include "engine/query/query.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct query_context context = {
		.limits = query_limits_preset,
		.match_any = size > 0 && (data[0] & 1),
		.today = day_of(2025, 3, 11),
	};
	struct arena arena = { 0 };
	struct query_parsed parsed = { 0 };
	struct buf printed = { 0 };
	struct err err = { 0 };

	if (query_parse((const char *)data, size, &context, &arena, &parsed,
		    &err)) {
		must(parsed.root != NULL);
		query_print(parsed.root, &printed);
		must(printed.len > 0);
	} else {
		must(err.kind == ERR_SYNTAX || err.kind == ERR_BROAD);
		must(strstr(err.keys, "col=") != NULL);
	}
	buf_release(&printed);
	arena_release(&arena);
	return 0;
}
