/* test_xml.c - the promises of xml.h */
#include "indexer/sources/xml.h"
#include "tests/unit/unit.h"

struct fixture {
	struct arena arena;
	struct xml_doc doc;
};

static struct fixture at;

static const struct xml_node *
parse(const char *text)
{
	arena_reset(&at.arena);
	xml_read(text, strlen(text), &at.arena, &at.doc);
	return at.doc.root;
}

static int
setup(void **state)
{
	(void)state;
	xml_start();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_release(&at.arena);
	return 0;
}

static void
elements_are_found_by_name_path_and_place(void **state)
{
	const struct xml_node *root =
		parse("<a><B x='1'>one</B><c><d>two</d></c><b>three</b></a>");
	const struct xml_node *a = xml_child(root, "a");

	(void)state;
	assert_string_equal(xml_text(xml_child(a, "b"), &at.arena), "one");
	assert_string_equal(
		xml_text(xml_next(xml_child(a, "b"), "b"), &at.arena), "three");
	assert_string_equal(xml_text(xml_at(root, "a/c/d"), &at.arena), "two");
	assert_string_equal(xml_text(xml_find(root, "d"), &at.arena), "two");
	assert_string_equal(xml_attr(xml_child(a, "b"), "X"), "1");
	assert_null(xml_child(a, "d"));
	assert_null(xml_attr(a, "x"));
	assert_null(xml_text(xml_child(NULL, "a"), &at.arena));
	assert_null(xml_at(NULL, "a/b"));
}

static void
namespaces_have_their_usual_prefixes(void **state)
{
	const struct xml_node *root = parse(
		"<a xmlns:q='http://purl.org/dc/elements/1.1/'"
		" xmlns:n='http://www.w3.org/2005/Atom' xmlns:z='z'>"
		"<q:creator>C</q:creator><n:title>T</n:title><z:e/><u:f/></a>");
	const struct xml_node *a = xml_child(root, "a");

	(void)state;
	assert_non_null(xml_child(a, "dc:creator"));
	assert_non_null(xml_child(a, "title"));
	assert_non_null(xml_child(a, "z:e"));
	assert_non_null(xml_child(a, "u:f"));
}

static void
what_is_ill_formed_is_read_as_meant(void **state)
{
	static const struct {
		const char *xml, *text;
	} docs[] = {
		{ "<a>A & B &amp; C &lt;d> &#233;&eacute;&bogus;</a>",
			"A & B & C <d> éé&bogus;" },
		{ "<a>1 < 2</a>", "1 < 2" },
		{ "<a>b<![CDATA[ <c> & ]]>d</a>", "b <c> & d" },
		{ "<a>b<![CDATA[ open", "b open" },
		{ "<a>b\x01\x0b"
		  "c</a>",
			"b c" },
		{ "junk<a>b</a>more<a>c</a>", "junkbmorec" },
		{ "<?xml version='1.0' encoding='x'?><!-- c --><a>b</a>", "b" },
		{ "<!DOCTYPE a [<!ENTITY x 'y'>] ><a>&x;</a>", "&x;" },
		{ "<a>b<c>d", "bd" },
		{ "<!DOCTYPE a [", NULL },
		{ "<!--", NULL },
		{ "<", "<" },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(docs); i++) {
		const char *text = xml_text(parse(docs[i].xml), &at.arena);

		if (docs[i].text == NULL)
			assert_null(text);
		else
			assert_string_equal(text, docs[i].text);
	}
	assert_string_equal(
		xml_attr(xml_find(parse("<a b='x&y=1&amp;z'/>"), "a"), "b"),
		"x&y=1&z");
}

static void
what_is_nested_too_deeply_is_told(void **state)
{
	char text[3 * 1000 + 1];

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		memcpy(text + 3 * i, "<a>", 3);
	text[3000] = '\0';
	parse("<a><b/></a>");
	assert_false(at.doc.cut);
	parse(text);
	assert_true(at.doc.cut);
}

static void
paragraphs_stand_on_lines(void **state)
{
	(void)state;
	assert_string_equal(
		xml_paragraphs(
			parse("<p>One <b>word</b>\n more.</p>"
			      "<div>Two<br/>three</div><script>x</script>"
			      "<pre>a\nb</pre><tr><td>1</td><td>2</td></tr>"),
			&at.arena),
		"One word more.\nTwo\nthree\na\nb\n1 2");
	assert_null(xml_paragraphs(parse("<p> </p>"), &at.arena));
}

static void
the_declared_encoding_is_found(void **state)
{
	static const char text[] = "<?xml version='1.0' encoding=\"KOI8-R\"?>";
	char name[32];

	(void)state;
	assert_string_equal(
		xml_declared(text, sizeof(text) - 1, name), "KOI8-R");
	assert_null(xml_declared(text, 20, name));
	assert_null(xml_declared("<?xml version='1.0'?>", 21, name));
	assert_null(xml_declared("", 0, name));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_are_found_by_name_path_and_place),
		cmocka_unit_test(namespaces_have_their_usual_prefixes),
		cmocka_unit_test(what_is_ill_formed_is_read_as_meant),
		cmocka_unit_test(what_is_nested_too_deeply_is_told),
		cmocka_unit_test(paragraphs_stand_on_lines),
		cmocka_unit_test(the_declared_encoding_is_found),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
