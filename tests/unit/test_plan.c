/* The promises of engine/plan/plan.h: what Xapian is asked for a query. */
#include "base/fs.h"
#include "engine/plan/plan.h"
#include "tests/unit/unit.h"

#define ACTORS 1001

/* Columns of a few stories in two languages, and a planner over them. */
struct fixture {
	char *scratch;
	struct columns columns;
	struct stemmers *stemmers;
	struct planner planner;
	struct arena arena;
	struct notices notices;
	struct plan plan;
	struct err err;
};

/* One dated story by each outlet, then one undated with many actors. */
static void
write_columns(const char *dir)
{
	static struct story_actor actors[ACTORS];
	static char names[ACTORS][16];
	struct columns_writer *writer = columns_writer_new(dir);
	const struct term_list terms = { .length = 1 };
	struct story story = {
		.uri = "t/1",
		.language = "en",
		.outlet_name = "Tidewire",
	};
	struct err err = { 0 };

	story.published.value = "2025-03-02";
	story.published.precision = PRECISION_DAY;
	story.published.day = day_of(2025, 3, 2);
	columns_add(writer, &story, &terms);
	story.published.day = day_of(2025, 3, 1);
	story.outlet_name = "Inland Post";
	story.language = "de";
	columns_add(writer, &story, &terms);
	story = (struct story){ .uri = "u",
		.published = { .day = DAY_UNKNOWN } };
	for (int i = 0; i < ACTORS; i++) {
		snprintf(names[i], sizeof(names[i]), "X%04d", i);
		actors[i].name = actors[i].code = names[i];
	}
	story.actors = actors;
	story.nactors = ACTORS;
	columns_add(writer, &story, &terms);
	if (!columns_finish(writer, dir, &err))
		fail_msg("%s", err.text);
	columns_writer_free(writer);
}

static int
open_fixture(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	*state = fixture;
	fixture->scratch = unit_scratch();
	write_columns(fixture->scratch);
	if (!columns_open(fixture->scratch, &fixture->columns, &fixture->err))
		fail_msg("%s", fixture->err.text);
	fixture->stemmers = stemmers_new();
	planner_init(
		&fixture->planner, &fixture->columns, fixture->stemmers, "en");
	return 0;
}

static int
close_fixture(void **state)
{
	struct fixture *fixture = *state;

	planner_release(&fixture->planner);
	stemmers_free(fixture->stemmers);
	columns_close(&fixture->columns);
	arena_release(&fixture->arena);
	fs_remove_tree(fixture->scratch, NULL);
	free(fixture->scratch);
	free(fixture);
	return 0;
}

static void
print(const struct match_query *query, struct buf *out)
{
	static const char *const ops[] = {
		[MATCH_ALL] = "ALL",
		[MATCH_NOTHING] = "NOTHING",
		[MATCH_TERM] = "",
		[MATCH_AND] = "AND",
		[MATCH_OR] = "OR",
		[MATCH_SYNONYM] = "SYNONYM",
		[MATCH_AND_NOT] = "AND_NOT",
		[MATCH_FILTER] = "FILTER",
		[MATCH_PHRASE] = "PHRASE",
		[MATCH_UNWEIGHTED] = "UNWEIGHTED",
		[MATCH_SCALED] = "SCALED",
		[MATCH_DOCIDS] = "DOCIDS",
		[MATCH_RANGE] = "RANGE",
		[MATCH_QUORUM] = "QUORUM",
		[MATCH_PLACED] = "PLACED",
		[MATCH_MAYBE] = "MAYBE",
	};

	if (query->nkids > 0)
		buf_putc(out, '(');
	buf_puts(out, ops[query->op]);
	buf_add(out, query->term, query->term_len);
	if (query->op == MATCH_TERM && query->docids != NULL)
		buf_printf(out, "@%u", query->ndocids);
	if (query->op == MATCH_RANGE)
		buf_printf(out, "%u-%u", query->first, query->last);
	for (uint32_t i = 0; i < query->nkids; i++) {
		buf_putc(out, ' ');
		print(query->kids[i], out);
	}
	if (query->nkids > 0)
		buf_putc(out, ')');
}

static bool
plan(struct fixture *fixture, const char *text)
{
	const struct query_context context = { .limits = query_limits_preset };
	struct query_parsed parsed;

	arena_reset(&fixture->arena);
	fixture->notices = (struct notices){ .arena = &fixture->arena };
	fixture->err = (struct err){ 0 };
	if (!query_parse(text, strlen(text), &context, &fixture->arena, &parsed,
		    &fixture->err))
		fail_msg("%s: %s", text, fixture->err.text);
	return plan_make(&fixture->planner, parsed.root, &fixture->notices,
		&fixture->plan, &fixture->err);
}

static void
assert_asks(struct fixture *fixture, enum plan_use use,
	const struct field *without, const char *wanted)
{
	struct buf out = { 0 };

	print(plan_query(&fixture->plan, use, without, &fixture->arena), &out);
	assert_string_equal(out.data, wanted);
	buf_release(&out);
}

static void
assert_plans(struct fixture *fixture, const char *text, const char *ranked,
	const char *counted)
{
	if (!plan(fixture, text))
		fail_msg("%s: %s", text, fixture->err.text);
	assert_asks(fixture, PLAN_RANK, NULL, ranked);
	assert_asks(fixture, PLAN_COUNT, NULL, counted);
}

static void
a_word_is_its_stems_in_the_languages_of_the_archive(void **state)
{
	assert_plans(*state, "talking", "(SYNONYM Ztalking@1 Ztalk)",
		"(OR Ztalking@1 Ztalk)");
	assert_plans(*state, "basin", "Zbasin", "Zbasin");
}

static void
exact_words_and_phrases_weigh_what_their_stems_weigh(void **state)
{
	assert_plans(*state, "=basin", "(FILTER Zbasin basin)", "basin");
	assert_plans(*state, "\"east basin\"",
		"(FILTER (AND Zeast Zbasin) (PHRASE east basin))",
		"(PHRASE east basin)");
	assert_plans(
		*state, "headline:basin", "(FILTER Zbasin ZSbasin)", "ZSbasin");
}

/* What is placed is looked for where its words are, and weighs what they do. */
static void
places_filter_and_their_words_weigh(void **state)
{
	struct fixture *fixture = *state;

	assert_plans(fixture, "basin NEAR/3 =east",
		"(MAYBE (PLACED (AND Zbasin east)) (OR Zbasin Zeast))",
		"(PLACED (AND Zbasin east))");
	assert_true(fixture->plan.ranks);
	assert_plans(fixture, "\"east basin\"~3",
		"(MAYBE (PLACED (AND east basin)) (OR Zeast Zbasin))",
		"(PLACED (AND east basin))");
	assert_plans(fixture, "\"a basin b\"/2",
		"(MAYBE (QUORUM a basin b) (OR Za Zbasin Zb))",
		"(QUORUM a basin b)");
	assert_plans(fixture, "SENTENCE(basin -east)",
		"(MAYBE (PLACED (AND Zbasin ALL)) Zbasin)",
		"(PLACED (AND Zbasin ALL))");
	assert_plans(fixture, "west -said:basin",
		"(AND_NOT Zwest (PLACED Zbasin))",
		"(AND_NOT Zwest (PLACED Zbasin))");
}

static void
boilerplate_weighs_nothing(void **state)
{
	struct fixture *fixture = *state;

	assert_plans(
		fixture, "boiler:basin", "(UNWEIGHTED ZXBbasin)", "ZXBbasin");
	assert_false(fixture->plan.ranks);
	assert_plans(fixture, "basin", "Zbasin", "Zbasin");
	assert_true(fixture->plan.ranks);
}

static void
what_must_not_match_is_taken_away(void **state)
{
	struct fixture *fixture = *state;

	assert_plans(fixture, "basin -east", "(AND_NOT Zbasin Zeast)",
		"(AND_NOT Zbasin Zeast)");
	assert_plans(fixture, "NOT =basin", "(AND_NOT ALL basin)",
		"(AND_NOT ALL basin)");
	assert_false(fixture->plan.ranks);
}

static void
filters_stand_apart_and_can_be_left_out(void **state)
{
	struct fixture *fixture = *state;

	assert_plans(fixture, "basin outlet:tidewire date:2025-03-02",
		"(FILTER Zbasin XOtidewire RANGE1-1)",
		"(AND Zbasin XOtidewire RANGE1-1)");
	assert_asks(fixture, PLAN_COUNT, &fields[FIELD_OUTLET],
		"(AND Zbasin RANGE1-1)");
	assert_true(plan_filters(&fixture->plan, &fields[FIELD_DATE]));
	assert_false(plan_filters(&fixture->plan, &fields[FIELD_ACTOR]));
	assert_plans(fixture, "outlet:(tidewire \"Inland Post\")",
		"(OR XOtidewire XOinland post)",
		"(OR XOtidewire XOinland post)");
	assert_asks(fixture, PLAN_COUNT, &fields[FIELD_OUTLET], "ALL");
}

static void
filters_inside_an_or_stay_where_they_are(void **state)
{
	struct fixture *fixture = *state;

	assert_plans(fixture, "basin OR lang:de",
		"(OR Zbasin (UNWEIGHTED Lde))", "(OR Zbasin Lde)");
	assert_false(plan_filters(&fixture->plan, &fields[FIELD_LANGUAGE]));
}

static void
days_are_ranges_of_docids(void **state)
{
	assert_plans(*state, "date:2025", "RANGE1-2", "RANGE1-2");
	assert_plans(*state, "date:..2025-03-01", "RANGE2-2", "RANGE2-2");
	assert_plans(*state, "date:none", "RANGE3-3", "RANGE3-3");
	assert_plans(*state, "date:1999", "NOTHING", "NOTHING");
	assert_plans(*state, "*", "ALL", "ALL");
	assert_plans(*state, "* date:none", "RANGE3-3", "RANGE3-3");
}

static void
values_that_stand_for_nothing_are_said_unless_negated(void **state)
{
	struct fixture *fixture = *state;

	assert_plans(fixture, "outlet:nobody", "NOTHING", "NOTHING");
	assert_int_equal(fixture->notices.count, 1);
	assert_string_equal(fixture->notices.items[0].word, "unknown.outlet");
	assert_plans(fixture, "basin -outlet:nobody",
		"(AND_NOT Zbasin NOTHING)", "(AND_NOT Zbasin NOTHING)");
	assert_int_equal(fixture->notices.count, 0);
	assert_plans(fixture, "lang:xx OR actor:nobody", "(OR NOTHING NOTHING)",
		"(OR NOTHING NOTHING)");
	assert_int_equal(fixture->notices.count, 2);
}

static void
a_value_that_stands_for_too_much_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct buf many = { 0 };

	assert_true(plan(fixture, "actor:X00*"));
	assert_int_equal(fixture->plan.filters[0].query->nkids, 100);
	assert_false(plan(fixture, "actor:X*"));
	assert_int_equal(fixture->err.kind, ERR_BROAD);
	assert_string_equal(fixture->err.keys, "limit=expansions col=7");
	for (int i = 0; i < 201; i++)
		buf_puts(&many, "actor:X00* ");
	assert_false(plan(fixture, many.data));
	assert_int_equal(fixture->err.kind, ERR_BROAD);
	buf_release(&many);
}

static void
a_word_too_long_for_the_index_finds_nothing(void **state)
{
	char text[400];

	memset(text, 'a', 300);
	strcpy(text + 300, " basin");
	assert_plans(
		*state, text, "(AND NOTHING Zbasin)", "(AND NOTHING Zbasin)");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_word_is_its_stems_in_the_languages_of_the_archive),
		cmocka_unit_test(
			exact_words_and_phrases_weigh_what_their_stems_weigh),
		cmocka_unit_test(places_filter_and_their_words_weigh),
		cmocka_unit_test(boilerplate_weighs_nothing),
		cmocka_unit_test(what_must_not_match_is_taken_away),
		cmocka_unit_test(filters_stand_apart_and_can_be_left_out),
		cmocka_unit_test(filters_inside_an_or_stay_where_they_are),
		cmocka_unit_test(days_are_ranges_of_docids),
		cmocka_unit_test(
			values_that_stand_for_nothing_are_said_unless_negated),
		cmocka_unit_test(a_value_that_stands_for_too_much_is_refused),
		cmocka_unit_test(a_word_too_long_for_the_index_finds_nothing),
	};

	return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
