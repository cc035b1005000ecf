#include "tests/bench/wording.h"

void
wording_query(struct buf *out, const struct question *question)
{
	const char *between = question->kind == OR ? " OR " : " ";
	const char *quote = question->exact ? "\"" : "";

	buf_puts(out, quote);
	for (size_t i = 0; i < question->nwords; i++)
		buf_printf(
			out, "%s%s", i == 0 ? "" : between, question->words[i]);
	buf_puts(out, quote);
	if (question->kind == MONTH)
		buf_printf(out, " date:%s", question->month);
}

void
wording_request(struct buf *out, const struct question *question)
{
	buf_printf(out, "SEARCH limit=10%s%s :: ",
		question->kind == NEWEST ? " sort=newest" : "",
		question->facets ? " facet=" WORDING_FACETS : "");
	wording_query(out, question);
	buf_putc(out, '\n');
}
