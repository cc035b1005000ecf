/* test_sniff.c - the promises of sniff.h */
#include "indexer/sources/sniff.h"
#include "indexer/sources/source.h"
#include "tests/unit/unit.h"

static const char *
told(const char *bytes, size_t len, const char *name)
{
	const struct source_kind *kind;
	struct source_head head;

	source_head_read(&head, bytes, len);
	kind = source_kind_told(&head, name);
	return kind != NULL ? kind->name : "none";
}

static void
first_bytes_go_before_endings(void **state)
{
	static const struct {
		const char *text, *name, *kind;
	} files[] = {
		{ "<!DOCTYPE html><p>", "index.php", "html" },
		{ "<?xml version='1.0'?>\n<!-- x --><html>", "a.txt", "html" },
		{ "<html", "-", "html" },
		{ "\n {\"title\": \"A\"}\n", "a.txt", "jsonl" },
		{ "{\n \"title\": \"A\"}\n", "-", "json" },
		{ "[ {\"title\": \"A\"}]", "a", "json" },
		{ "<rss version='2.0'>", "a.html", "feed" },
		{ "<?xml?><!DOCTYPE rss [ <!ENTITY a \"b\"> ] >\n<rss>",
			"a.xml", "feed" },
		{ "<atom:feed xmlns:atom='x'>", "a.xml", "feed" },
		{ "<nitf>", "a.xml", "nitf" },
		{ "<newsMessage>", "a", "newsml" },
		{ "WARC/1.0\r\nWARC-Type: warcinfo\r\n", "a.txt", "warc" },
		{ "filedesc://a.arc 0.0.0.0", "a", "arc" },
		{ "PK\3\4", "a.txt", "packed" },
		{ "title,date,text\nA,1911,b\n", "a", "table" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++)
		assert_string_equal(told(files[i].text, strlen(files[i].text),
					    files[i].name),
			files[i].kind);
}

static void
endings_decide_where_bytes_do_not(void **state)
{
	static const struct {
		const char *name, *kind;
	} files[] = {
		{ "a.txt", "text" },
		{ "a", "text" },
		{ "a.idUSTRE62", "text" },
		{ "folder.csv/a", "text" },
		{ "a.CSV", "table" },
		{ "a.csv.gz", "table" },
		{ "a.jsonl.xz", "jsonl" },
		{ "a.html", "html" },
		{ "a.tar", "packed" },
		{ "a.pdf", "none" },
		{ "a.xml", "none" },
		{ ".pdf", "text" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++)
		assert_string_equal(
			told("No more than this.", 18, files[i].name),
			files[i].kind);
}

static void
endings_break_ties(void **state)
{
	static const char object[] = "{\"title\": \"A\"}\n";

	(void)state;
	assert_string_equal(told(object, sizeof(object) - 1, "a.json"), "json");
	assert_string_equal(
		told(object, sizeof(object) - 1, "a.jsonl"), "jsonl");
}

static void
documents_that_are_packed_are_no_archives(void **state)
{
	(void)state;
	assert_string_equal(told("PK\3\4", 4, "a.docx"), "none");
	assert_string_equal(told("PK\3\4", 4, "a.zip"), "packed");
}

static void
xml_of_no_known_kind_is_none(void **state)
{
	static const char svg[] = "<?xml version='1.0'?><svg>";

	(void)state;
	assert_string_equal(told(svg, sizeof(svg) - 1, "a"), "none");
	assert_string_equal(told(svg + 21, sizeof(svg) - 22, "a"), "text");
}

static void
utf16_is_seen_through(void **state)
{
	static const char marked[] = "\xff\xfe<\0r\0s\0s\0>\0";
	static const char bare[] = "\0<\0r\0s\0s\0>";

	(void)state;
	assert_string_equal(told(marked, sizeof(marked) - 1, "a"), "feed");
	assert_string_equal(told(bare, sizeof(bare) - 1, "a"), "feed");
	assert_string_equal(told("", 0, "a"), "text");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_bytes_go_before_endings),
		cmocka_unit_test(endings_decide_where_bytes_do_not),
		cmocka_unit_test(endings_break_ties),
		cmocka_unit_test(documents_that_are_packed_are_no_archives),
		cmocka_unit_test(xml_of_no_known_kind_is_none),
		cmocka_unit_test(utf16_is_seen_through),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
