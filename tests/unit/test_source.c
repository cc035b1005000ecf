/* test_source.c - the promises of source.h, feed.h and uri.h */
#include "base/fs.h"
#include "indexer/settings.h"
#include "indexer/sources/feed.h"
#include "indexer/story/uri.h"
#include "tests/unit/source_sample.h"
#include "tests/unit/unit.h"

#define BODY "The ferry sails twice a day from Monday. The fare stays."

/* Write bytes to a file of this name and read it through source_read(). */
static void
read_file(struct sample *s, const char *name, const char *bytes, size_t len)
{
	char *folder = unit_scratch();
	struct buf path = { 0 };
	struct inputs inputs = { 0 };
	struct err err = { 0 };
	char *paths[1];

	s->stories = s->rejects = s->remarks = 0;
	s->line = 0;
	fs_join(&path, folder, name, NULL);
	assert_true(fs_write_file(path.data, bytes, len, &err));
	paths[0] = path.data;
	inputs_collect(&inputs, paths, 1, &s->sink);
	for (size_t i = 0; i < inputs.count; i++)
		assert_int_equal(source_read(&inputs.items[i], &s->rules,
					 &s->sink, &err),
			!s->refuse);
	inputs_release(&inputs);
	fs_remove_tree(folder, &err);
	free(folder);
	buf_release(&path);
}

static void
read_text(struct sample *s, const char *name, const char *text)
{
	read_file(s, name, text, strlen(text));
}

static void
kinds_are_told_by_ending_and_by_content(void **state)
{
	struct sample *s = *state;

	read_text(s, "a.txt", "Boat\n\n" BODY);
	assert_int_equal(s->stories, 1);
	read_text(s, "no-ending", "Boat\n\n" BODY);
	assert_int_equal(s->stories, 1);
	read_text(s, "odd.idUSTRE62", "Boat\n\n" BODY);
	assert_int_equal(s->stories, 1);
	read_text(s, "a.JSONL", "{\"title\":\"A\"}\n{\"title\":\"B\"}\n");
	assert_int_equal(s->stories, 2);
	read_text(s, "a.html", "<h1>Boat</h1><p>" BODY "</p>");
	assert_string_equal(s->headline, "Boat");
	read_text(s, "a.pdf", "Boat\n\n" BODY);
	assert_int_equal(s->rejects, 1);
	assert_int_equal(s->why, REJECT_UNKNOWN_KIND);
	read_file(s, "a.dat",
		"\x7f"
		"ELF\0\0\0",
		7);
	assert_int_equal(s->why, REJECT_BINARY);
	read_text(s, ".hidden", "Boat\n\n" BODY);
	assert_int_equal(s->stories, 1); /* named itself, it is read */
}

static void
a_broken_line_is_one_reject_and_the_rest_goes_on(void **state)
{
	struct sample *s = *state;

	read_text(s, "a.jsonl",
		"{\"title\":\"A\"}\r\n\n{\"title\":\n[1,2]\n{\"x\":1}\n"
		"  {\"title\":\"Last\"}");
	assert_int_equal(s->stories, 2);
	assert_int_equal(s->rejects, 3);
	assert_int_equal(s->line, 5);
	assert_int_equal(s->why, REJECT_NO_TEXT);
	assert_string_equal(s->headline, "Last");
}

static void
a_json_file_is_read_in_any_of_its_shapes(void **state)
{
	static const struct {
		const char *text;
		size_t stories;
	} files[] = {
		{ "{\"title\":\"A\"}", 1 },
		{ "{\n \"title\": \"A\",\n \"text\": \"b\"\n}\n", 1 },
		{ "[{\"title\":\"A\"}, {\"title\":\"B\"}]", 2 },
		{ "\xef\xbb\xbf [\n{\"title\":\"]}\"},\n{\"title\":\"B\"}\n]",
			2 },
		{ "{\"posts\":[{\"title\":\"A\"},{\"title\":\"B\"}]}", 2 },
		{ "{\"status\":\"ok\",\n\"articles\":[\n{\"title\":\"A\"}]}",
			1 },
		{ "{\"data\":{\"meta\":1,\"item\":{\"title\":\"A\"}}}", 1 },
		{ "{\"hits\":{\"hits\":[{\"_source\":{\"title\":\"A\"}},"
		  "{\"_source\":{\"title\":\"B\"}}]}}",
			2 },
		{ "{\"title\":\"Feed\",\"items\":[{\"title\":\"A\"},"
		  "{\"content_text\":\"b\"}]}",
			2 },
		{ "{\"title\":\"A\",\"text\":\"b\",\"items\":[{\"x\":1}]}", 1 },
		{ "{\"title\":\"A\"}\n{\"title\":\"B\"}\n", 2 },
		{ "[]", 0 },
	};
	struct sample *s = *state;

	for (size_t i = 0; i < COUNT(files); i++) {
		read_text(s, "a.json", files[i].text);
		assert_int_equal(s->stories, files[i].stories);
		assert_int_equal(s->rejects, 0);
	}
	read_text(s, "a.json",
		"[{\"title\":\"A\"},{\"x\" 1},{\"title\":"
		"\"C\"}]");
	assert_int_equal(s->stories, 2);
	assert_int_equal(s->rejects, 1);
}

static void
utf16_json_is_read_too(void **state)
{
	static const char bytes[] =
		"\xff\xfe{\0\"\0t\0i\0t\0l\0e\0\"\0:\0\"\0\xf6\0\"\0}\0";

	read_file(*state, "a.jsonl", bytes, sizeof(bytes) - 1);
	assert_int_equal(((struct sample *)*state)->stories, 1);
	assert_string_equal(((struct sample *)*state)->headline, "ö");
}

static void
what_is_too_large_is_left_out(void **state)
{
	struct sample *s = *state;

	s->rules.story_max = 60;
	read_text(s, "a.jsonl",
		"{\"title\":\"A\"}\n{\"title\":\"B\",\"text\":\"" BODY BODY
		"\"}\n{\"title\":\"C\"}\n");
	assert_int_equal(s->stories, 2);
	assert_int_equal(s->why, REJECT_TOO_LARGE);
	assert_int_equal(s->line, 2);
	read_text(s, "a.txt", "Boat\n\n" BODY BODY);
	assert_int_equal(s->stories, 0);
	assert_int_equal(s->why, REJECT_TOO_LARGE);
}

static void
empty_files_and_blank_ones_say_so(void **state)
{
	static const char *const names[] = { "a.txt", "a.json", "a.jsonl",
		"a.html" };
	struct sample *s = *state;

	for (size_t i = 0; i < COUNT(names); i++) {
		read_text(s, names[i], "");
		assert_int_equal(s->rejects, 1);
		assert_int_equal(s->why, REJECT_EMPTY);
	}
	read_text(s, "a.txt", " \n\n");
	assert_int_equal(s->why, REJECT_NO_TEXT);
}

static void
other_encodings_are_read_and_remarked(void **state)
{
	struct sample *s = *state;

	read_text(s, "a.txt", "M\xf6we\n\n" BODY);
	assert_string_equal(s->headline, "Möwe");
	assert_int_equal(s->remarks, 1);
	read_text(s, "a.jsonl", "{\"title\":\"M\xf6we\"}");
	assert_string_equal(s->headline, "Möwe");
	assert_int_equal(s->remarks, 1);
	/* A page that says what it is needs no remark. */
	read_text(s, "a.html",
		"<meta charset=iso-8859-1><h1>M\xf6we</h1><p>" BODY);
	assert_string_equal(s->headline, "Möwe");
	assert_int_equal(s->remarks, 0);
}

static void
names_of_files_and_folders_date_stories(void **state)
{
	struct sample *s = *state;

	read_text(s, "2024-11-05-offer.txt", "Boat\n\n" BODY);
	assert_string_equal(s->value, "2024-11-05");
	read_text(s, "crawl-2024-11-05.txt", "Boat\n\n" BODY);
	assert_string_equal(s->value, "");
}

static void
only_the_sink_stops_the_reading(void **state)
{
	struct sample *s = *state;

	s->refuse = true;
	read_text(s, "a.jsonl", "{\"title\":\"A\"}\n{\"title\":\"B\"}\n");
	assert_int_equal(s->stories, 1);
}

static void
a_path_that_is_not_there_is_a_reject(void **state)
{
	struct sample *s = *state;
	char *paths[] = { (char[]){ "/no/such/path" } };
	struct inputs inputs = { 0 };

	inputs_collect(&inputs, paths, 1, &s->sink);
	assert_int_equal(inputs.count, 0);
	assert_int_equal(s->why, REJECT_UNREADABLE);
	inputs_release(&inputs);
}

static void
folders_are_walked_in_order_with_stable_names(void **state)
{
	struct sample *s = *state;
	char *folder = unit_scratch();
	struct buf pile = { 0 }, path = { 0 };
	struct inputs inputs = { 0 };
	struct err err = { 0 };
	char *paths[2];

	fs_join(&pile, folder, "pile", NULL);
	fs_join(&path, pile.data, "sub", NULL);
	assert_true(fs_make_dir(path.data, &err));
	buf_puts(&path, "/b.txt");
	assert_true(fs_write_file(path.data, "x", 1, &err));
	buf_reset(&path);
	fs_join(&path, pile.data, "a.txt", NULL);
	assert_true(fs_write_file(path.data, "x", 1, &err));
	paths[0] = pile.data;
	paths[1] = path.data;
	inputs_collect(&inputs, paths, 2, &s->sink);
	assert_int_equal(inputs.count, 3);
	assert_string_equal(inputs.items[0].name, "pile/a.txt");
	assert_string_equal(inputs.items[1].name, "pile/sub/b.txt");
	assert_string_equal(inputs.items[2].name, "pile/a.txt");
	assert_string_equal(inputs.items[0].path, path.data);
	inputs_release(&inputs);
	fs_remove_tree(folder, &err);
	free(folder);
	buf_release(&pile);
	buf_release(&path);
}

static void
a_feed_counts_lines_and_offsets(void **state)
{
	struct feed feed;
	struct feed_line line;

	(void)state;
	feed_open_bytes(&feed, "one\r\ntwotwotwo\n\nlast", 20);
	assert_true(feed_next_line(&feed, 5, &line));
	assert_int_equal(line.len, 3);
	assert_true(feed_next_line(&feed, 5, &line));
	assert_true(line.too_long);
	assert_int_equal(line.line, 2);
	assert_true(feed_next_line(&feed, 5, &line));
	assert_int_equal(line.len, 0);
	assert_true(feed_next_line(&feed, 5, &line));
	assert_int_equal(line.line, 4);
	assert_int_equal(line.offset, 16);
	assert_false(feed_next_line(&feed, 5, &line));
	feed_close(&feed);
}

static void
urls_of_one_page_have_one_form(void **state)
{
	static const char *const urls[] = {
		"https://www.inlandpost.example/a/b?id=1#top",
		"http://InlandPost.example:80/a/b/?utm_source=x&id=1",
		"https://user@inlandpost.example/a/b?id=1&fbclid=2",
	};
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(urls); i++) {
		struct buf normal = { 0 };

		assert_true(uri_normalise(urls[i], &normal));
		assert_string_equal(normal.data, "inlandpost.example/a/b?id=1");
		buf_release(&normal);
	}
	assert_false(uri_normalise("mailto:x@y.example", &(struct buf){ 0 }));
	assert_null(uri_host("http:///x", &arena));
	assert_string_equal(uri_host(urls[1], &arena), "inlandpost.example");
	arena_release(&arena);
}

static void
uris_have_no_blanks_and_are_not_long(void **state)
{
	struct arena arena = { 0 };
	char hash[URI_HASH_SIZE], again[URI_HASH_SIZE], long_id[400];

	(void)state;
	assert_string_equal(uri_clean("a b\tc", &arena), "a%20b%09c");
	memset(long_id, 'x', sizeof(long_id) - 1);
	long_id[sizeof(long_id) - 1] = '\0';
	assert_int_equal(strlen(uri_clean(long_id, &arena)), 32);
	/* The published offset basis: the hash of nothing. */
	uri_hash("", 0, hash);
	assert_string_equal(hash, "6c62272e07bb014262b821756295c58d");
	uri_hash("a", 1, hash);
	assert_string_equal(hash, "d228cb696f1a8caf78912b704e4a8964");
	uri_hash("b", 1, again);
	assert_string_not_equal(hash, again);
	arena_release(&arena);
}

static void
settings_become_rules(void **state)
{
	struct arena arena = { 0 };
	struct settings settings = { 0 };
	struct source_rules rules;
	struct err err = { 0 };

	(void)state;
	assert_true(settings_read(&settings, NULL, &arena, &err));
	assert_true(settings_rules(&settings, false, NULL, &rules, &err));
	assert_true(rules.min_date_confidence == 0.5);
	assert_int_equal(rules.story_max, SOURCE_STORY_MAX);
	settings_rules_release(&rules);
	settings.min_date_confidence = "much";
	assert_false(settings_rules(&settings, false, NULL, &rules, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(kinds_are_told_by_ending_and_by_content),
		SAMPLE_TEST(a_broken_line_is_one_reject_and_the_rest_goes_on),
		SAMPLE_TEST(a_json_file_is_read_in_any_of_its_shapes),
		SAMPLE_TEST(utf16_json_is_read_too),
		SAMPLE_TEST(what_is_too_large_is_left_out),
		SAMPLE_TEST(empty_files_and_blank_ones_say_so),
		SAMPLE_TEST(other_encodings_are_read_and_remarked),
		SAMPLE_TEST(names_of_files_and_folders_date_stories),
		SAMPLE_TEST(only_the_sink_stops_the_reading),
		SAMPLE_TEST(a_path_that_is_not_there_is_a_reject),
		SAMPLE_TEST(folders_are_walked_in_order_with_stable_names),
		cmocka_unit_test(a_feed_counts_lines_and_offsets),
		cmocka_unit_test(urls_of_one_page_have_one_form),
		cmocka_unit_test(uris_have_no_blanks_and_are_not_long),
		cmocka_unit_test(settings_become_rules),
	};

	return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
