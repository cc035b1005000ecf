/* The promises of engine/index/terms_url.h. */
#include "engine/index/terms.h"
#include "engine/index/terms_url.h"
#include "tests/unit/unit.h"

static void
scheme_user_port_query_and_fragment_are_left_out(void **state)
{
	static const struct {
		const char *url, *plain;
		uint32_t parts;
	} rows[] = {
		{ "https://www.Reuters.com/World/Europe/",
			"reuters.com/world/europe", 3 },
		{ "reuters.com", "reuters.com", 1 },
		{ "REUTERS.COM./", "reuters.com", 1 },
		{ "//reuters.com//world", "reuters.com/world", 2 },
		{ "http://me:secret@reuters.com:8080/a?b=/c#d", "reuters.com/a",
			2 },
		{ "reuters.com?q=http://other.example/", "reuters.com", 1 },
		{ "reuters.com#a@b", "reuters.com", 1 },
		{ "a.example/b:80/c@d", "a.example/b:80/c@d", 3 },
		{ "a.example/%D0%9C%D0%B8%D1%80/%2F", "a.example/мир/%2f", 3 },
		{ "a.example/Мир", "a.example/мир", 2 },
		{ "a.example/%d", "a.example/%d", 2 },
		{ "a.example/%e", "a.example/%e", 2 },
		{ "a.example/%", "a.example/%", 2 },
		{ "www.", "www", 1 },
		{ "www", "www", 1 },
		{ "", "", 0 },
		{ "http://", "", 0 },
		{ "file:///home/a", "", 0 },
		{ "/a/b", "", 0 },
		{ "?", "", 0 },
		{ ":80", "", 0 },
		{ "...", "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf plain = { 0 };

		assert_int_equal(
			url_plain(&plain, rows[i].url, strlen(rows[i].url)),
			rows[i].parts);
		assert_string_equal(buf_text(&plain), rows[i].plain);
		buf_release(&plain);
	}
}

static void
what_is_plain_stays_as_it_is(void **state)
{
	static const char url[] = "https://www.a.example:1/%C3%89tat/b//c/?d";
	struct buf once = { 0 }, twice = { 0 };

	(void)state;
	url_plain(&once, url, strlen(url));
	url_plain(&twice, once.data, once.len);
	assert_string_equal(twice.data, once.data);
	buf_release(&once);
	buf_release(&twice);
}

static void
a_key_is_of_the_first_components(void **state)
{
	static const char *const keys[] = { "", "a.example", "a.example/b",
		"a.example/b/c", "a.example/b/c" };
	struct buf plain = { 0 }, key = { 0 };

	(void)state;
	url_plain(&plain, "a.example/b/c", 13);
	for (uint32_t i = 0; i < COUNT(keys); i++) {
		buf_reset(&key);
		url_key(&key, &plain, i);
		assert_string_equal(buf_text(&key), keys[i]);
	}
	buf_release(&plain);
	buf_release(&key);
}

static void
long_beginnings_are_cut_like_keys(void **state)
{
	struct buf url = { 0 }, plain = { 0 }, key = { 0 };

	(void)state;
	buf_puts(&url, "a.example/");
	for (int i = 0; i < 300; i++)
		buf_putc(&url, 'x');
	assert_int_equal(url_plain(&plain, url.data, url.len), 2);
	url_key(&key, &plain, 2);
	assert_int_equal(key.len, TERMS_KEY_MAX + 16);
	buf_reset(&key);
	url_key(&key, &plain, 1);
	assert_string_equal(key.data, "a.example");
	buf_release(&url);
	buf_release(&plain);
	buf_release(&key);
}

static void
a_story_has_a_term_for_each_beginning_up_to_the_most(void **state)
{
	struct terms *terms = terms_new("en");
	struct buf url = { 0 };
	struct story story = { 0 };
	struct term_list list;
	uint32_t found = 0;

	(void)state;
	buf_puts(&url, "http://a.example");
	for (int i = 0; i < 40; i++)
		buf_printf(&url, "/%d", i);
	story.url = url.data;
	terms_of_story(terms, &story, &list);
	for (uint32_t i = 0; i < list.count; i++)
		found += list.terms[i].text[0] == 'U';
	assert_int_equal(found, URL_PARTS_MAX);
	buf_release(&url);
	terms_free(terms);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			scheme_user_port_query_and_fragment_are_left_out),
		cmocka_unit_test(what_is_plain_stays_as_it_is),
		cmocka_unit_test(a_key_is_of_the_first_components),
		cmocka_unit_test(long_beginnings_are_cut_like_keys),
		cmocka_unit_test(
			a_story_has_a_term_for_each_beginning_up_to_the_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
