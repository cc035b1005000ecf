/*
 * fuzz_manifest.c - any bytes as a manifest
 *
 * The checksum at the end would keep a fuzzer out, so the bytes are tried as
 * they are and once more with a right `end` line behind them.
 */
#include "base/buf.h"
#include "base/must.h"
#include "base/zio.h"
#include "engine/index/manifest.h"

#include <string.h>

/* What parses prints as a text that parses to the same. */
static void
try(const char *text, size_t len)
{
	struct manifest manifest = { 0 }, again = { 0 };
	struct buf printed = { 0 };

	if (manifest_parse(&manifest, text, len, NULL)) {
		manifest_print(&manifest, &printed);
		must(manifest_parse(&again, printed.data, printed.len, NULL));
		must(again.nfiles == manifest.nfiles);
		must(again.text_bytes == manifest.text_bytes);
		must(strcmp(again.writer, manifest.writer) == 0);
	}
	manifest_release(&manifest);
	manifest_release(&again);
	buf_release(&printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text = { 0 };

	try((const char *)data, size);
	buf_puts(&text, "format 2\n");
	buf_add(&text, data, size);
	if (text.data[text.len - 1] != '\n')
		buf_putc(&text, '\n');
	buf_printf(&text, "end %08x\n", zio_crc(0, text.data, text.len));
	try(text.data, text.len);
	buf_release(&text);
	return 0;
}
