/*
 * fuzz_base.c - whatever the bytes are, base/ keeps what its headers promise:
 * characters, lines of the protocol, JSON, packed values
 */
#include "base/json.h"
#include "base/must.h"
#include "base/pack.h"
#include "base/utf8.h"
#include "base/wire.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
same(const struct buf *a, const struct buf *b)
{
	return a->len == b->len && strcmp(buf_text(a), buf_text(b)) == 0;
}

/* What is repaired or folded is well-formed, and doing it again is idle. */
static void
try_characters(const char *text, size_t len)
{
	struct buf once = { 0 }, twice = { 0 };

	must(utf8_count(text, len) <= len);
	must(utf8_repair(&once, text, len) == 0 ||
		!utf8_valid(text, len, NULL) || memchr(text, 0, len) != NULL);
	must(utf8_valid(once.data, once.len, NULL));
	utf8_compose(&twice, once.data, once.len);
	must(utf8_valid(twice.data, twice.len, NULL));
	buf_reset(&once);
	utf8_compose(&once, twice.data, twice.len);
	must(same(&once, &twice));
	buf_reset(&once);
	utf8_fold(&once, text, len);
	must(utf8_valid(once.data, once.len, NULL));
	utf8_width(text, len);
	buf_release(&once);
	buf_release(&twice);
}

/* What is written comes back, and what is read never runs over its end. */
static void
try_wire(const char *text, size_t len)
{
	struct wire_final final;
	struct buf out = { 0 }, back = { 0 };
	const char *tag;
	size_t at = 0, tag_len;

	at = wire_tag(text, len, &tag, &tag_len);
	if (wire_final(text + at, len - at, &final))
		wire_final_key(&final, "gen", &back);
	at = 0;
	while (at < len && wire_value(text, len, &at, &back, NULL))
		at++;
	buf_reset(&back);
	wire_put_value(&out, text, len);
	at = 0;
	must(wire_value(out.data, out.len, &at, &back, NULL));
	must(at == out.len && back.len == len);
	must(len == 0 || memcmp(back.data, text, len) == 0);
	buf_reset(&out);
	wire_put_column(&out, text, len);
	must(memchr(out.data, '\t', out.len) == NULL);
	must(memchr(out.data, '\n', out.len) == NULL);
	must(len == 0 || wire_column(out.data, out.len) == len);
	must(len == 0 || memcmp(out.data, text, len) == 0);
	buf_release(&out);
	buf_release(&back);
}

static void
try_json(const char *text, size_t len)
{
	struct buf out = { 0 };
	struct json *root = json_parse(text, len, NULL), *again;

	if (root == NULL)
		return;
	json_write(&out, root, 17);
	must(memchr(out.data, '\n', out.len) == NULL);
	again = json_parse(out.data, out.len, NULL);
	must(again != NULL && json_kind(again) == json_kind(root));
	must(json_count(again) == json_count(root));
	json_free(again);
	json_free(root);
	buf_release(&out);
}

static void
try_pack(const char *bytes, size_t len)
{
	struct unpack in = { .at = bytes, .end = bytes + len };
	size_t n;

	while (in.at < in.end) {
		const char *text = unpack_string(&in, &n);

		must(text[n] == '\0');
		unpack_number(&in);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;

	try_characters(text, size);
	try_wire(text, size);
	try_json(text, size);
	try_pack(text, size);
	return 0;
}
