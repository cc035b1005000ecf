/* test_outlets.c - the promises of outlet_claims.h, and who printed a story */
#include "indexer/names/outlet_claims.h"
#include "indexer/story/story_finish.h"
#include "tests/unit/registry_sample.h"
#include "tests/unit/source_sample.h"

static const char outlets[] =
	"inlandpost.example|inland.example\tInland Post\tThe Inland Post\tXX"
	"\tpaper\n"
	"tidewire.example\tTidewire\tTidewire Agency\t\tagency\n";

static int
setup(void **state)
{
	struct err err = { 0 };
	struct sample *s;

	sample_setup(state);
	s = *state;
	s->rules.registry = registry_sample(
		&(struct registry_texts){ .outlets = outlets }, &err);
	return s->rules.registry == NULL;
}

static int
teardown(void **state)
{
	struct sample *s = *state;

	registry_free((struct registry *)s->rules.registry);
	return sample_teardown(state);
}

static void
a_host_is_known_by_what_was_registered(void **state)
{
	static const struct {
		const char *host, *domain;
	} hosts[] = {
		{ "edition.daily.example", "daily.example" },
		{ "daily.example", "daily.example" },
		{ "news.daily.co.uk", "daily.co.uk" },
		{ "daily.co.uk", "daily.co.uk" },
		{ "a.b.daily.com.au", "daily.com.au" },
		{ "someone.blogspot.com", "someone.blogspot.com" },
		{ "www.someone.blogspot.com", "someone.blogspot.com" },
		{ "blogspot.com", "blogspot.com" },
		{ "co.uk", "co.uk" },
		{ "localhost", "localhost" },
		{ "192.0.2.17", "192.0.2.17" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(hosts) / sizeof(*hosts); i++)
		assert_string_equal(
			outlet_domain(hosts[i].host), hosts[i].domain);
}

static void
a_copyright_line_says_who_claims(void **state)
{
	static const struct {
		const char *line, *who;
	} lines[] = {
		{ "© 2024 The Daily Tide. All rights reserved.",
			"The Daily Tide" },
		{ "Copyright © 1998-2024 Tide Media Ltd.", "Tide Media Ltd" },
		{ "(c) Tide 2011", "Tide" },
		{ "Copyright 2014 by The Tide | Contact", "The Tide" },
		{ "© 2024. All Rights Reserved.", NULL },
		{ "2024 The Daily Tide", NULL },
		{ "© all of us", NULL },
		{ "©", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		size_t len = 0;
		const char *who = outlet_claimant(lines[i].line, &len);

		if (lines[i].who == NULL) {
			assert_null(who);
			continue;
		}
		assert_non_null(who);
		assert_int_equal(len, strlen(lines[i].who));
		assert_memory_equal(who, lines[i].who, len);
	}
}

/* A story of that url, with that copyright line and byline. */
static const struct story *
found(struct sample *s, const char *url, const char *rights, const char *byline)
{
	struct story *story = &s->draft.story;

	sample_reset(s);
	story->url = url;
	story->byline = byline;
	if (rights != NULL)
		draft_block(
			&s->draft, "copyright", rights, strlen(rights), "test");
	outlet_find(&s->draft);
	return story;
}

static void
an_outlet_is_one_under_all_its_hosts(void **state)
{
	const struct story *story =
		found(*state, "https://m.inland.example/a", NULL, NULL);

	assert_string_equal(story->outlet_name, "Inland Post");
	assert_string_equal(story->outlet_domain, "inlandpost.example");
	assert_string_equal(story->outlet_evidence, "url");
	story = found(*state, "https://news.tide.example/a", NULL, NULL);
	assert_string_equal(story->outlet_domain, "tide.example");
	assert_null(story->outlet_name);
}

static void
the_copyright_names_an_outlet_that_nothing_else_names(void **state)
{
	const struct story *story =
		found(*state, NULL, "© 2024 The Inland Post", NULL);

	assert_string_equal(story->outlet_name, "Inland Post");
	assert_string_equal(story->outlet_evidence, "copyright");
	story = found(*state, "https://dailytide.example/1",
		"© 2024 Daily Tide", NULL);
	assert_string_equal(story->outlet_name, "Daily Tide");
	assert_string_equal(story->outlet_evidence, "url");
	story = found(*state, "https://dailytide.example/1",
		"© 2024 Somebody Else", NULL);
	assert_null(story->outlet_name);
}

static void
an_agency_is_kept_apart_from_who_ran_it(void **state)
{
	const struct story *story = found(*state, "https://inland.example/a",
		"Copyright 2014 Tidewire. All rights reserved.", NULL);

	assert_string_equal(story->outlet_name, "Inland Post");
	assert_string_equal(story->agency, "Tidewire");
	assert_string_equal(story->agency_evidence, "copyright");
	story = found(
		*state, "https://inland.example/a", NULL, "By Tidewire Agency");
	assert_string_equal(story->agency, "Tidewire");
	assert_string_equal(story->agency_evidence, "byline");
	story = found(*state, "https://tidewire.example/a", NULL, "Tidewire");
	assert_string_equal(story->outlet_name, "Tidewire");
	assert_null(story->agency);
}

#define OUTLET_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_host_is_known_by_what_was_registered),
		cmocka_unit_test(a_copyright_line_says_who_claims),
		OUTLET_TEST(an_outlet_is_one_under_all_its_hosts),
		OUTLET_TEST(
			the_copyright_names_an_outlet_that_nothing_else_names),
		OUTLET_TEST(an_agency_is_kept_apart_from_who_ran_it),
	};

	return cmocka_run_group_tests_name("outlets", tests, NULL, NULL);
}
