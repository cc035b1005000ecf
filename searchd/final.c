#include "searchd/final.h"

#include <string.h>

const struct final_row final_rows[FINALS] = {
	[FINAL_OK] = { 250, "ok", "done" },
	[FINAL_GREETING] = { 220, "dateline/1", "the server's first line" },
	[FINAL_BYE] = { 221, "bye", "the connection ends as asked" },
	[FINAL_NONE_FOUND] = { 251, "none", "no story matches" },
	[FINAL_PARTIAL] = { 252, "partial",
		"the deadline came first: true, but not complete" },
	[FINAL_SHUTTING_DOWN] = { 420, "shutting.down",
		"the server ends; ask again later" },
	[FINAL_IDLE] = { 421, "idle", "no request came for too long" },
	[FINAL_TOO_MANY] = { 422, "too.many.connections", "try again later" },
	[FINAL_SLOW_READER] = { 423, "slow.reader",
		"the answers were not read for too long" },
	[FINAL_GENERATION_GONE] = { 451, "generation.gone",
		"that generation is not open here" },
	[FINAL_BUSY] = { 460, "busy", "the queue is full; try again" },
	[FINAL_UNKNOWN_VERB] = { 500, "unknown.verb", "HELP lists the verbs" },
	[FINAL_BAD_ARGUMENT] = { 501, "bad.argument",
		"a word or parameter makes no sense" },
	[FINAL_BAD_TAG] = { 501, "bad.tag", "malformed, or in use" },
	[FINAL_BAD_BYTES] = { 501, "bad.bytes", "NUL or malformed UTF-8" },
	[FINAL_BAD_LINE] = { 501, "bad.line",
		"the last line has no LF at its end" },
	[FINAL_LINE_TOO_LONG] = { 502, "line.too.long",
		"over max_line of CAPS; it was skipped" },
	[FINAL_NOT_AVAILABLE] = { 503, "not.available", "not offered here" },
	[FINAL_AUTH_REQUIRED] = { 530, "auth.required",
		"admin verbs: on the UNIX socket only" },
	[FINAL_QUERY_SYNTAX] = { 540, "query.syntax", "see col= and near=" },
	[FINAL_QUERY_BROAD] = { 541, "query.broad", "over a limit of CAPS" },
	[FINAL_NO_DOCUMENT] = { 550, "no.document", "no story of that uri" },
	[FINAL_INDEX_DAMAGED] = { 551, "index.damaged",
		"the index cannot be read" },
	[FINAL_DEADLINE] = { 560, "deadline", "it came before any result" },
	[FINAL_KILLED] = { 562, "killed", "somebody stopped it" },
	[FINAL_INTERNAL] = { 599, "internal", "a fault; ref= is in the log" },
};

enum final
final_of(enum err_kind kind)
{
	for (size_t i = 0; i < FINALS; i++)
		if (final_rows[i].code == err_code(kind) &&
			strcmp(final_rows[i].word, err_word(kind)) == 0)
			return (enum final)i;
	return FINAL_INTERNAL;
}
