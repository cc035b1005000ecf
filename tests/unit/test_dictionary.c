/* test_dictionary.c - promises of engine/index/columns.h about dictionaries */
#include "engine/index/lookups.h"
#include "tests/unit/columns_sample.h"

static void
names_are_sorted_without_regard_to_case_and_accents(void **state)
{
	static const char *const sorted[] = { "Abend", "Écho", "Gazette",
		"zeta" };
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns columns;

	(void)state;
	add(writer, "zeta", NULL, NULL, NULL);
	add(writer, "Écho", NULL, NULL, NULL);
	add(writer, "Abend", NULL, NULL, NULL);
	add(writer, "Gazette", NULL, NULL, NULL);
	finish(writer, &columns);
	assert_int_equal(columns.outlets.count, 4);
	for (uint32_t i = 0; i < 4; i++)
		assert_string_equal(name_of(&columns.outlets, i), sorted[i]);
	assert_string_equal(
		name_of(&columns.outlets, columns.outlet[0]), "zeta");
	assert_string_equal(
		name_of(&columns.outlets, columns.outlet[1]), "Écho");
	columns_close(&columns);
}

static void
assert_key(const struct dictionary_entry *entry, const char *key)
{
	struct buf made = { 0 };

	dictionary_key(entry, &made);
	assert_string_equal(buf_text(&made), key);
	buf_release(&made);
}

static void
spellings_of_one_name_are_one_entry(void **state)
{
	struct columns_writer *writer = columns_writer_new(scratch);
	struct dictionary_entry entry;
	struct columns columns;

	(void)state;
	add(writer, "Harbour Gazette", NULL, NULL, NULL);
	add(writer, "HARBOUR  gazette", "www.gazette.example", NULL, NULL);
	add(writer, "harbour gazette", "gazette.example", NULL, NULL);
	finish(writer, &columns);
	assert_int_equal(columns.outlets.count, 1);
	dictionary_entry(&columns.outlets, 0, &entry);
	assert_string_equal(entry.name, "Harbour Gazette");
	assert_key(&entry, "harbour gazette");
	assert_string_equal(entry.code, "www.gazette.example");
	assert_string_equal(entry.aliases,
		"HARBOUR  gazette\nwww.gazette.example\n"
		"harbour gazette\ngazette.example");
	assert_null(entry.type);
	columns_close(&columns);
}

static void
an_outlet_is_meant_by_name_spelling_or_domain(void **state)
{
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns columns;

	(void)state;
	add(writer, "L’Écho du Port", "www.echo.example", NULL, NULL);
	add(writer, NULL, "tide.example", NULL, NULL);
	finish(writer, &columns);
	assert_string_equal(
		meant(&columns.outlets, "l'echo DU port"), "L’Écho du Port");
	assert_string_equal(
		meant(&columns.outlets, "Echo.Example"), "L’Écho du Port");
	assert_string_equal(
		meant(&columns.outlets, "www.echo.example"), "L’Écho du Port");
	assert_string_equal(
		meant(&columns.outlets, "WWW.tide.example"), "tide.example");
	assert_string_equal(meant(&columns.outlets, "echo"), "");
	assert_string_equal(meant(&columns.outlets, ""), "");
	columns_close(&columns);
}

/* Three actors, two of them with codes below ISR. */
static void
write_actors(struct columns *columns)
{
	struct columns_writer *writer = columns_writer_new(scratch);
	struct story_actor actors[] = {
		{ .name = "Harbour Guard", .code = "HBRGOVMIL" },
		{ .name = "County Board",
			.code = "HBRGOV",
			.type = ACTOR_ORGANISATION,
			.aliases = "the Board\nCounty Council" },
		{ .name = "Ann Reeve", .type = ACTOR_PERSON },
		{ .name = "ANN REEVE", .code = "CVL", .aliases = "the Board" },
	};
	struct story story = dated(DAY_UNKNOWN);

	story.actors = actors;
	story.nactors = 4;
	add_row(writer, &story, 1);
	finish(writer, columns);
}

static void
an_actor_is_meant_by_name_alias_or_code(void **state)
{
	struct columns columns;

	(void)state;
	write_actors(&columns);
	assert_string_equal(meant(&columns.actors, "hbrgov"), "County Board");
	assert_string_equal(meant(&columns.actors, "HBRGOV*"),
		"County Board,Harbour Guard");
	assert_string_equal(meant(&columns.actors, "*"),
		"Ann Reeve,County Board,Harbour Guard");
	assert_string_equal(
		meant(&columns.actors, "county COUNCIL"), "County Board");
	assert_string_equal(
		meant(&columns.actors, "The Board"), "Ann Reeve,County Board");
	assert_string_equal(meant(&columns.actors, "county*"), "");
	columns_close(&columns);
}

static void
an_actor_counts_once_a_story_and_ordinals_ascend(void **state)
{
	struct dictionary_entry entry;
	struct columns columns;

	(void)state;
	write_actors(&columns);
	assert_int_equal(columns.actor_start[1], 3);
	for (uint32_t i = 0; i < 3; i++)
		assert_int_equal(columns.actor[i], i);
	dictionary_entry(&columns.actors, 0, &entry);
	assert_string_equal(entry.name, "Ann Reeve");
	assert_string_equal(entry.type, "person");
	assert_string_equal(entry.code, "CVL"); /* the first that any has */
	columns_close(&columns);
}

static void
a_language_is_its_primary_tag(void **state)
{
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns columns;

	(void)state;
	add(writer, NULL, NULL, NULL, "en-GB");
	add(writer, NULL, NULL, NULL, "EN");
	add(writer, NULL, NULL, NULL, "und");
	add(writer, NULL, NULL, NULL, "de");
	finish(writer, &columns);
	assert_int_equal(columns.languages.count, 2);
	assert_int_equal(columns.language[0], columns.language[1]);
	assert_int_equal(columns.language[2], UINT16_MAX);
	assert_string_equal(
		name_of(&columns.languages, columns.language[3]), "de");
	columns_close(&columns);
}

static void
matching_appends_to_what_is_there(void **state)
{
	size_t count = 1, cap = 1;
	uint32_t *ordinals = malloc(sizeof(*ordinals));
	struct columns columns;

	(void)state;
	write_actors(&columns);
	ordinals[0] = 77;
	assert_int_equal(dictionary_match(&columns.actors, "HBR*", 4, &ordinals,
				 &count, &cap),
		2);
	assert_int_equal(count, 3);
	assert_int_equal(ordinals[0], 77);
	assert_true(ordinals[1] < ordinals[2]);
	free(ordinals);
	columns_close(&columns);
}

static void
a_hundred_thousand_names_are_each_found(void **state)
{
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns columns;
	char name[32];

	(void)state;
	for (int i = 0; i < 100000; i++) {
		snprintf(name, sizeof(name), "Paper %d", i);
		add(writer, name, NULL, NULL, NULL);
	}
	finish(writer, &columns);
	assert_int_equal(columns.outlets.count, 100000);
	for (int i = 0; i < 100000; i += 7) {
		snprintf(name, sizeof(name), "paper %d", i);
		assert_int_equal(
			strcasecmp(meant(&columns.outlets, name), name), 0);
	}
	columns_close(&columns);
}

static void
names_in_other_scripts_are_found_by_latin_letters(void **state)
{
	static const char *actors[] = { "Александр Лукашенко",
		"Κυριάκος Μητσοτάκης", "Володимир Зеленський", "Бабушкин",
		NULL };
	static const char *const asked[][2] = {
		{ "Александр Лукашенко", "Александр Лукашенко" },
		{ "Alexander Lukashenko", "Александр Лукашенко" },
		{ "ALEKSANDR LUKAŠENKO", "Александр Лукашенко" },
		{ "lukashenko", "Александр Лукашенко" },
		{ "lukashenka", "Александр Лукашенко" },
		{ "лукашенко", "Александр Лукашенко" },
		{ "zelensky", "Володимир Зеленський" },
		{ "Volodymyr Zelenskyy", "Володимир Зеленський" },
		{ "mitsotakis", "Κυριάκος Μητσοτάκης" },
		{ "Babushkin", "Бабушкин" },
		{ "alexander", "" },
		{ "Viktor Lukashenko", "" },
		{ "", "" },
	};
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns columns;

	(void)state;
	add(writer, NULL, NULL, actors, NULL);
	finish(writer, &columns);
	for (size_t i = 0; i < COUNT(asked); i++)
		assert_string_equal(
			meant(&columns.actors, asked[i][0]), asked[i][1]);
	columns_close(&columns);
}

/* What a filter term holds is mostly what the name comes to, and then is not
 * kept; and what cannot be kept beside a name is. */
static void
an_entry_has_its_key(void **state)
{
	static struct story_actor actor = { .name = "The Board",
		.type = ACTOR_ORGANISATION };
	struct columns_writer *writer = columns_writer_new(scratch);
	struct story story = dated(DAY_UNKNOWN);
	struct dictionary_entry entry;
	struct columns columns;

	(void)state;
	story.actors = &actor;
	story.nactors = 1;
	story.language = "pt-BR";
	add_row(writer, &story, 1);
	finish(writer, &columns);
	dictionary_entry(&columns.actors, 0, &entry);
	assert_key(&entry, "the board");
	assert_null(entry.key);
	assert_null(entry.aliases);
	assert_string_equal(entry.type, "organisation");
	dictionary_entry(&columns.languages, 0, &entry);
	assert_key(&entry, "pt");
	columns_close(&columns);
}

/* All lookups in order, each with all its entries. */
static void
lookups_come_in_their_order(void **state)
{
	enum { ACTORS = 1000 };
	struct columns_writer *writer = columns_writer_new(scratch);
	struct story_actor *actors = calloc(ACTORS, sizeof(*actors));
	struct story story = dated(DAY_UNKNOWN);
	struct buf last = { 0 }, name = { 0 };
	uint32_t texts = 0, entries = 0, ordinal;
	struct lookup_walk walk;
	struct columns columns;

	(void)state;
	for (int i = 0; i < ACTORS; i++) {
		struct buf text = { 0 };

		buf_printf(&text, i % 2 == 0 ? "Ann Number%d" : "Bob N%d", i);
		actors[i].name = text.data;
		text = (struct buf){ 0 };
		buf_printf(&text, "C%04d", i);
		actors[i].code = text.data;
	}
	story.actors = actors;
	story.nactors = ACTORS;
	add_row(writer, &story, 1);
	finish(writer, &columns);
	lookups_from(&walk, &columns.actors, LOOKUP_CODE, "");
	for (; lookups_at(&walk); lookups_next(&walk), texts++) {
		assert_true(strcmp(buf_text(&last), walk.text.data) < 0);
		buf_reset(&last);
		buf_puts(&last, walk.text.data);
		while (lookups_ordinal(&walk, &ordinal))
			entries++;
	}
	assert_int_equal(texts, columns.actors.nlookups);
	/* code, name, surname, and two words */
	assert_int_equal(entries, ACTORS * 5);
	lookups_release(&walk);
	for (int i = 0; i < ACTORS; i++) {
		buf_reset(&name);
		lookup_name(&name, actors[i].name);
		lookups_from(
			&walk, &columns.actors, LOOKUP_NAME, name.data + 1);
		assert_string_equal(walk.text.data, name.data);
		assert_true(lookups_ordinal(&walk, &ordinal));
		assert_string_equal(
			name_of(&columns.actors, ordinal), actors[i].name);
		lookups_release(&walk);
		free((char *)actors[i].name);
		free((char *)actors[i].code);
	}
	lookups_from(&walk, &columns.actors, LOOKUP_WORD, "zz");
	assert_false(lookups_at(&walk));
	lookups_release(&walk);
	free(actors);
	buf_release(&last);
	buf_release(&name);
	columns_close(&columns);
}

static void
a_surname_means_all_who_bear_it_or_the_one_called_so(void **state)
{
	static const char *actors[] = { "Ada Lane", "Lane Smith", "Tom Lane",
		"Smith", NULL };
	struct columns_writer *writer = columns_writer_new(scratch);
	struct columns columns;

	(void)state;
	add(writer, NULL, NULL, actors, NULL);
	finish(writer, &columns);
	assert_string_equal(
		meant(&columns.actors, "LANE"), "Ada Lane,Tom Lane");
	assert_string_equal(meant(&columns.actors, "smith"), "Smith");
	columns_close(&columns);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			names_are_sorted_without_regard_to_case_and_accents),
		cmocka_unit_test(spellings_of_one_name_are_one_entry),
		cmocka_unit_test(an_outlet_is_meant_by_name_spelling_or_domain),
		cmocka_unit_test(an_actor_is_meant_by_name_alias_or_code),
		cmocka_unit_test(
			an_actor_counts_once_a_story_and_ordinals_ascend),
		cmocka_unit_test(a_language_is_its_primary_tag),
		cmocka_unit_test(matching_appends_to_what_is_there),
		cmocka_unit_test(a_hundred_thousand_names_are_each_found),
		cmocka_unit_test(
			names_in_other_scripts_are_found_by_latin_letters),
		cmocka_unit_test(an_entry_has_its_key),
		cmocka_unit_test(lookups_come_in_their_order),
		cmocka_unit_test(
			a_surname_means_all_who_bear_it_or_the_one_called_so),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
