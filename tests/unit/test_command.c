#include "searchd/command.h"

#include "tests/unit/unit.h"

/* A request on its way, with all that it lives in. */
struct fixture {
	struct arena arena;
	struct call call;
	struct err err;
};

static enum final
accept(struct fixture *f, const char *line, bool admin)
{
	enum final final;

	arena_reset(&f->arena);
	f->call = (struct call){ 0 };
	f->err = (struct err){ 0 };
	final = request_parse(
		line, strlen(line), &f->arena, &f->call.request, &f->err);
	assert_int_equal(final, FINAL_OK);
	return command_accept(&f->call, admin, &f->err);
}

static void
verbs_are_found_in_any_case(void **state)
{
	(void)state;
	assert_string_equal(command_named("search")->name, "SEARCH");
	assert_string_equal(command_named("PiNg")->name, "PING");
	assert_null(command_named("SERCH"));
	assert_null(command_named(""));
}

static void
a_wanted_verb_names_the_nearest(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_null(command_wanted("SERCH", &err));
	assert_string_equal(err.keys, "near=SEARCH");
	assert_null(command_wanted("XYZZY", &err));
	assert_string_equal(err.keys, "");
}

static void
presets_stand_where_nothing_is_said(void **state)
{
	struct fixture f = { 0 };

	(void)state;
	assert_int_equal(accept(&f, "SEARCH", false), FINAL_OK);
	assert_int_equal(f.call.params.limit, 10);
	assert_int_equal(f.call.params.offset, 0);
	assert_int_equal(f.call.params.snippets, 0);
	assert_int_equal(f.call.params.sort, SORT_RANK);
	assert_int_equal(f.call.params.given, 0);
	assert_null(f.call.word);
	arena_release(&f.arena);
}

static void
parameters_are_read_in_any_case(void **state)
{
	struct fixture f = { 0 };

	(void)state;
	assert_int_equal(
		accept(&f,
			"SEARCH LIMIT=1000 sort=Newest match=any "
			"snippets=\"3\" "
			"collapse=copies facet=outlet:3,date!:month fmt=json "
			"deadline=5 gen=000123 offset=7 :: x",
			false),
		FINAL_OK);
	assert_int_equal(f.call.params.limit, 1000);
	assert_int_equal(f.call.params.sort, SORT_NEWEST);
	assert_int_equal(f.call.params.match, 1);
	assert_int_equal(f.call.params.snippets, 3);
	assert_int_equal(f.call.params.collapse, 1);
	assert_int_equal(f.call.params.fmt, FORMAT_JSON);
	assert_int_equal(f.call.params.deadline_ms, 5);
	assert_int_equal(f.call.params.offset, 7);
	assert_string_equal(f.call.params.gen, "000123");
	assert_int_equal(f.call.params.nfacets, 2);
	assert_int_equal(f.call.params.facets[0].n, 3);
	assert_true(f.call.params.facets[1].own_filter);
	arena_release(&f.arena);
}

static void
a_word_may_look_like_a_key_that_the_verb_does_not_have(void **state)
{
	struct fixture f = { 0 };

	(void)state;
	assert_int_equal(accept(&f, "GET limit=5", false), FINAL_OK);
	assert_string_equal(f.call.word, "limit=5");
	assert_int_equal(
		accept(&f, "GET a=b=c fields=headline", false), FINAL_OK);
	assert_string_equal(f.call.word, "a=b=c");
	assert_string_equal(f.call.params.fields, "headline");
	arena_release(&f.arena);
}

static void
what_a_verb_does_not_take_is_refused(void **state)
{
	static const struct {
		const char *line;
		enum final final;
		const char *keys;
	} cases[] = {
		{ "SEARCH limt=5", FINAL_BAD_ARGUMENT, "key=limt near=limit" },
		{ "SEARCH colour=red", FINAL_BAD_ARGUMENT, "key=colour" },
		{ "SEARCH limit=1 limit=1", FINAL_BAD_ARGUMENT, "key=limit" },
		{ "SEARCH limit=1001", FINAL_BAD_ARGUMENT, "key=limit" },
		{ "SEARCH limit=99999999999999999999", FINAL_BAD_ARGUMENT,
			"key=limit" },
		{ "SEARCH limit=1x", FINAL_BAD_ARGUMENT, "key=limit" },
		{ "SEARCH limit=", FINAL_BAD_ARGUMENT, "key=limit" },
		{ "SEARCH gen=", FINAL_BAD_ARGUMENT, "key=gen" },
		{ "SEARCH sort=up", FINAL_BAD_ARGUMENT, "key=sort" },
		{ "SEARCH strike", FINAL_BAD_ARGUMENT, "col=8" },
		{ "COUNT limit=1", FINAL_BAD_ARGUMENT, "key=limit" },
		{ "FACETS :: x", FINAL_BAD_ARGUMENT, "key=facet" },
		{ "GET", FINAL_BAD_ARGUMENT, "" },
		{ "GET fields=uri x", FINAL_BAD_ARGUMENT, "col=16" },
		{ "PING a b", FINAL_BAD_ARGUMENT, "col=8" },
		{ "QUIT now", FINAL_BAD_ARGUMENT, "col=6" },
		{ "PING :: x", FINAL_BAD_ARGUMENT, "" },
		{ "SERCH", FINAL_UNKNOWN_VERB, "near=SEARCH" },
	};
	struct fixture f = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(
			accept(&f, cases[i].line, true), cases[i].final);
		assert_string_equal(f.err.keys, cases[i].keys);
		assert_true(f.err.text[0] != '\0');
	}
	arena_release(&f.arena);
}

static void
admin_verbs_are_for_admins(void **state)
{
	struct fixture f = { 0 };

	(void)state;
	assert_int_equal(accept(&f, "RELOAD", false), FINAL_AUTH_REQUIRED);
	assert_int_equal(accept(&f, "RELOAD", true), FINAL_OK);
	arena_release(&f.arena);
}

static void
every_row_is_whole_and_named_once(void **state)
{
	(void)state;
	for (const struct command *c = verbs; c->name != NULL; c++) {
		bool index = c->flags & COMMAND_INDEX;

		assert_ptr_equal(command_named(c->name), c);
		assert_int_equal(command_number(c), c - verbs);
		assert_non_null(c->run);
		assert_true(c->about[0] != '\0');
		assert_int_equal(c->wants & ~c->keys, 0);
		/* All that reads the index can be asked of a generation. */
		assert_int_equal(index, (c->keys & KEY_GEN) != 0);
		if (c->flags & COMMAND_WANTS_WORD)
			assert_true(c->flags & COMMAND_WORD);
	}
}

static void
usage_shows_words_parameters_and_the_query(void **state)
{
	struct buf out = { 0 };

	(void)state;
	command_usage(command_named("FACETS"), &out);
	assert_string_equal(out.data, "FACETS facet= [match=] [minconf=] "
				      "[deadline=] [gen=] [fmt=] :: query");
	buf_reset(&out);
	command_usage(command_named("GET"), &out);
	assert_string_equal(out.data, "GET uri [gen=] [fmt=] [fields=]");
	buf_release(&out);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(verbs_are_found_in_any_case),
		cmocka_unit_test(a_wanted_verb_names_the_nearest),
		cmocka_unit_test(presets_stand_where_nothing_is_said),
		cmocka_unit_test(parameters_are_read_in_any_case),
		cmocka_unit_test(
			a_word_may_look_like_a_key_that_the_verb_does_not_have),
		cmocka_unit_test(what_a_verb_does_not_take_is_refused),
		cmocka_unit_test(admin_verbs_are_for_admins),
		cmocka_unit_test(every_row_is_whole_and_named_once),
		cmocka_unit_test(usage_shows_words_parameters_and_the_query),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
