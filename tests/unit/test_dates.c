/* test_dates.c - the promises of indexer/dates/dates.h */
#include "indexer/dates/dates.h"
#include "tests/unit/unit.h"

/* ---- reading ---- */

struct form {
	const char *text;
	const char *value; /* of the first reading */
	size_t readings;
};

static const struct form forms[] = {
	{ "1911", "1911", 1 },
	{ "1911-08", "1911-08", 1 },
	{ "1911-08-02", "1911-08-02", 1 },
	{ "19110802", "1911-08-02", 1 },
	{ "20250311T042716Z", "2025-03-11T04:27:16Z", 1 },
	{ "2025-03-11T04:27:16+02:00", "2025-03-11T04:27:16+02:00", 1 },
	{ "2025-03-11T04:27:16.512Z", "2025-03-11T04:27:16Z", 1 },
	{ "2025-03-11 04:27", "2025-03-11T04:27", 1 },
	{ "Tue, 11 Mar 2025 04:27:16 +0200", "2025-03-11T04:27:16+02:00", 1 },
	{ "Tue, 11 Mar 2025 01:47:00 GMT", "2025-03-11T01:47:00Z", 1 },
	{ "Tue Mar 11 2025 04:27:16 GMT+0200 "
	  "(Eastern European Standard Time)",
		"2025-03-11T04:27:16+02:00", 1 },
	{ "Tue Mar 11 04:27:16 EST 2025", "2025-03-11T04:27:16-05:00", 1 },
	{ "Wed Mar 3, 2010 8:57am EST", "2010-03-03T08:57-05:00", 1 },
	{ "March 3rd, 2010 at 8:57 p.m.", "2010-03-03T20:57", 1 },
	{ "Sept. 11, 2001", "2001-09-11", 1 },
	{ "3 March 2010", "2010-03-03", 1 },
	{ "3. März 2010", "2010-03-03", 1 },
	{ "3 de marzo de 2010", "2010-03-03", 1 },
	{ "le 1er août 2014", NULL, 0 },
	{ "1er août 2014", "2014-08-01", 1 },
	{ "14 снежня 2025", "2025-12-14", 1 },
	{ "26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01", 1 },
	{ "2010/3/3", "2010-03-03", 1 },
	{ "3.4.2025", "2025-04-03", 1 },
	{ "03/04/2025", "2025-03-04", 2 },
	{ "28/2/16", "2016-02-28", 1 },
	{ "2/28/87", "1987-02-28", 1 },
	{ "5/5/2025", "2025-05-05", 1 },
	{ "2025年3月11日", "2025-03-11", 1 },
	{ "8:57am, 3 March 2010", "2010-03-03T08:57", 1 },
	{ "2010. március 3.", "2010-03-03", 1 },
	{ "2010-Mar-03", "2010-03-03", 1 },
	{ "3.4.25", "2025-04-03", 1 },
	{ "3. maaliskuuta 2010 klo 14.00", NULL, 0 },
	{ "March 3, '10", "2010-03-03", 1 },
	{ "3 March \xe2\x80\x99"
	  "10",
		"2010-03-03", 1 },
	{ "1.2.10.4", NULL, 0 },
	{ "March 2010", "2010-03", 1 },
	{ "1741661236", "2025-03-11T02:47:16Z", 1 },
	{ "1741661236000", "2025-03-11T02:47:16Z", 1 },
	{ "  1911-08-02\n", "1911-08-02", 1 },
};

static void
all_forms_of_the_header_are_read(void **state)
{
	struct date readings[DATE_READINGS];
	char value[DATE_TEXT_SIZE];
	size_t n;

	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		bool read = date_read_whole(
			forms[i].text, strlen(forms[i].text), readings, &n);

		if (n != forms[i].readings)
			print_message("%s\n", forms[i].text);
		assert_int_equal(n, forms[i].readings);
		assert_int_equal(read, n > 0);
		if (n == 0)
			continue;
		date_print(&readings[0], value);
		assert_string_equal(value, forms[i].value);
	}
}

static void
what_is_no_date_is_refused(void **state)
{
	static const char *const texts[] = {
		"",
		"yesterday, around tea",
		"2025-02-30",
		"2025-13-01",
		"31 April 2024",
		"32/13/2024",
		"12:30",
		"March",
		"99",
		"1234567",
		"2025-03-11 and more",
		"20259931",
	};
	struct date readings[DATE_READINGS];
	size_t n = 7;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		if (date_read_whole(texts[i], strlen(texts[i]), readings, &n))
			fail_msg("read: %s", texts[i]);
		assert_int_equal(n, 0);
	}
}

/* A day is a day: no midnight, no zone. */
static void
months_are_known_in_many_languages(void **state)
{
	static const struct {
		const char *name;
		int month;
	} months[] = {
		{ "May", 5 },
		{ "MÄRZ", 3 },
		{ "août", 8 },
		{ "Мая", 5 },
		{ "май", 5 },
		{ "лютий", 2 },
		{ "траўня", 5 },
		{ "жніўня", 8 },
		{ "września", 9 },
		{ "setembro", 9 },
		{ "Aug.", 8 },
		{ "helmikuuta", 2 },
		{ "Mαρτίου", 0 }, /* with a Latin M */
		{ "Μαρτίου", 3 },
		{ "ağustos", 8 },
		{ "Kasım", 11 },
		{ "október", 10 },
		{ "februarie", 2 },
		{ "Mond", 0 },
		{ "=", 0 },
		{ " mar", 0 },
		{ "ma", 0 },
		{ "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(months); i++)
		assert_int_equal(
			month_named(months[i].name, strlen(months[i].name)),
			months[i].month);
}

static void
nothing_is_made_finer_than_it_was_said(void **state)
{
	struct date readings[DATE_READINGS];
	size_t n;

	(void)state;
	assert_true(date_read_whole("March 2010", 10, readings, &n));
	assert_int_equal(readings[0].precision, PRECISION_MONTH);
	assert_int_equal(readings[0].mday, 0);
	assert_true(date_read_whole("3 March 2010", 12, readings, &n));
	assert_int_equal(readings[0].precision, PRECISION_DAY);
	assert_int_equal(readings[0].hour, -1);
	assert_false(readings[0].zoned);
	assert_true(date_read_whole("3 March 2010 8:57 ET", 20, readings, &n) ==
		    false); /* which of two zones ET is, nobody knows */
}

static void
a_day_at_greenwich_may_be_another(void **state)
{
	struct date readings[DATE_READINGS];
	size_t n;

	(void)state;
	assert_true(
		date_read_whole("2010-02-08T19:38-05:00", 22, readings, &n));
	assert_int_equal(date_day(&readings[0]), day_of(2010, 2, 8));
	assert_int_equal(date_day_utc(&readings[0]), day_of(2010, 2, 9));
	assert_true(
		date_read_whole("2010-02-08T01:00+09:00", 22, readings, &n));
	assert_int_equal(date_day_utc(&readings[0]), day_of(2010, 2, 7));
}

/* ---- lines, urls, names, datelines ---- */

static void
a_line_of_its_own_may_have_a_label(void **state)
{
	struct date readings[DATE_READINGS];
	enum date_label label;
	size_t n;

	(void)state;
	assert_true(date_line_read(
		"Published: 3 March 2010", 23, readings, &n, &label));
	assert_int_equal(label, DATE_LABEL_PUBLISHED);
	assert_true(date_line_read(
		"Updated Mar 3, 2010 8:57am EST", 30, readings, &n, &label));
	assert_int_equal(label, DATE_LABEL_MODIFIED);
	assert_true(date_line_read(
		"| October 7, 2024 |", 19, readings, &n, &label));
	assert_int_equal(label, DATE_LABEL_NONE);
	assert_false(date_line_read(
		"On 3 March 2010 the talks ended", 31, readings, &n, &label));
}

struct labelled {
	const char *text;
	enum date_label label;
};

static void
words_before_a_date_say_what_it_is_of(void **state)
{
	static const struct labelled rows[] = {
		{ "Posted on ", DATE_LABEL_PUBLISHED },
		{ "Published by A. Olsen on ", DATE_LABEL_PUBLISHED },
		{ "Veröffentlicht am ", DATE_LABEL_PUBLISHED },
		{ "ОПУБЛИКОВАНО: ", DATE_LABEL_PUBLISHED },
		{ "Publié le ", DATE_LABEL_PUBLISHED },
		{ "yayınlanma tarihi: ", DATE_LABEL_PUBLISHED },
		{ "Last updated: ", DATE_LABEL_MODIFIED },
		{ "(Stand: ", DATE_LABEL_MODIFIED },
		{ "mis à jour le ", DATE_LABEL_MODIFIED },
		{ "Päivitetty ", DATE_LABEL_MODIFIED },
		{ "© ", DATE_LABEL_OTHER },
		{ "Copyright ", DATE_LABEL_OTHER },
		{ "member since ", DATE_LABEL_OTHER },
		/* Of two the nearer; nothing from beyond a sign. */
		{ "Published and updated ", DATE_LABEL_MODIFIED },
		{ "Published yesterday | ", DATE_LABEL_NONE },
		{ "Published 3 March | ", DATE_LABEL_NONE },
		{ "It rained on ", DATE_LABEL_NONE },
		{ "", DATE_LABEL_NONE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (date_label_before(rows[i].text, strlen(rows[i].text)) !=
			rows[i].label)
			fail_msg("before: %s", rows[i].text);
}

static void
words_behind_a_date_say_what_it_is_of(void **state)
{
	static const struct labelled rows[] = {
		{ " veröffentlicht", DATE_LABEL_PUBLISHED },
		{ " um 10 Uhr veröffentlicht.", DATE_LABEL_PUBLISHED },
		{ " (updated)", DATE_LABEL_MODIFIED },
		/* That of the next date. */
		{ " Updated: 3 March", DATE_LABEL_NONE },
		{ " | published", DATE_LABEL_NONE },
		{ "", DATE_LABEL_NONE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (date_label_behind(rows[i].text, strlen(rows[i].text)) !=
			rows[i].label)
			fail_msg("behind: %s", rows[i].text);
}

static void
only_a_whole_clock_line_is_a_clock(void **state)
{
	static const char clock[] = "Tue Mar 11 2025 04:27:16 GMT+0200 (EET)";

	(void)state;
	assert_true(date_line_is_clock(clock, strlen(clock)));
	assert_false(date_line_is_clock("Wed Mar 3, 2010 8:57am EST", 26));
	assert_false(date_line_is_clock("Tue Mar 11 2025", 15));
}

struct named {
	const char *name;
	const char *value; /* NULL: no date in it */
};

static void
urls_and_names_give_their_dates(void **state)
{
	static const struct named urls[] = {
		{ "http://a.example/2010/03/03/x-idUSTRE6222RP20100303",
			"2010-03-03" },
		{ "https://a.example/world/2012/nov/21/x", "2012-11-21" },
		{ "https://a.example/x-2014-02-26.html", "2014-02-26" },
		{ "https://a.example/20140226/x", "2014-02-26" },
		{ "https://a.example/2012/11/x.html", "2012-11" },
		{ "https://a.example/idUSTRE6222RP20100303", NULL },
		{ "https://a.example/season-2010-11-review", NULL },
		{ "https://a.example/2023/10/3-questions", "2023-10" },
		{ "https://a.example/2023/10/30-questions", "2023-10-30" },
		{ "https://a.example/23040304/x", NULL },
		{ "https://a.example/x-21630004", NULL },
		{ "https://a.example/1945/05/08/x", NULL },
		{ "https://2010.example/01/02?d=2010/01/02", NULL },
	};
	static const struct named paths[] = {
		{ "pile/20100303/austerity", "2010-03-03" },
		{ "pile/2010/03/03/a.txt", "2010-03-03" },
		{ "1911-08/p3.txt", "1911-08" },
		{ "1911/p3.txt", "1911" },
		{ "Boxer/31Oct2007Boxer4.txt", "2007-10-31" },
		{ "seeds/000_cff9604437957900.txt", NULL },
		{ "pile/1911.txt", NULL },
		{ "0Oct2011.txt", NULL },
	};
	char value[DATE_TEXT_SIZE];
	struct date_span span;

	(void)state;
	for (size_t i = 0; i < COUNT(urls); i++) {
		assert_int_equal(date_in_url(urls[i].name, &span),
			urls[i].value != NULL);
		if (urls[i].value == NULL)
			continue;
		date_print(&span.date, value);
		assert_string_equal(value, urls[i].value);
	}
	for (size_t i = 0; i < COUNT(paths); i++) {
		assert_int_equal(date_in_path(paths[i].name, &span),
			paths[i].value != NULL);
		if (paths[i].value == NULL)
			continue;
		date_print(&span.date, value);
		assert_string_equal(value, paths[i].value);
	}
}

static void
a_dateline_has_place_day_and_agency(void **state)
{
	static const char text[] = "CAIRO, June 3 (Reuters) - The talks ended.";
	struct dateline d;
	char value[DATE_TEXT_SIZE];

	(void)state;
	assert_true(dateline_read(text, strlen(text), &d));
	assert_memory_equal(d.place, "CAIRO", d.place_len);
	assert_memory_equal(d.agency, "Reuters", d.agency_len);
	date_print(&d.date, value);
	assert_string_equal(value, "--06-03");
	assert_true(dateline_read("HARBOUR TOWN, Aug. 2. The dock", 30, &d));
	assert_int_equal(d.date.mday, 2);
	assert_true(dateline_read("LIMA, Peru  (Reuters) - Oil", 27, &d));
	assert_memory_equal(d.place, "LIMA, Peru", d.place_len);
	assert_true(dateline_read("(Reuters) - Oil", 15, &d));
}

static void
a_sentence_is_no_dateline(void **state)
{
	static const char *const texts[] = {
		"NATO - the alliance - met on Monday.",
		"The talks (which ended) went well - or so they say.",
		"Smith, who met Lukashenko, left.",
		"",
		"-",
	};
	struct dateline d;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		if (dateline_read(texts[i], strlen(texts[i]), &d))
			fail_msg("a dateline: %s", texts[i]);
}

static void
dates_in_a_text_are_found_in_their_order(void **state)
{
	static const char text[] =
		"It rained on 3 March 2010, and in June 2011. By 1999 people "
		"and No. 2010 nothing; since 2011-06-05 (Sunday) all is well.";
	static const char *const found[] = { "3 March 2010", "June 2011",
		"2011-06-05" };
	struct date_span span;
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(found); i++) {
		assert_true(date_in_text(text, strlen(text), &at, &span));
		assert_int_equal(span.len, strlen(found[i]));
		assert_memory_equal(span.text, found[i], span.len);
	}
	assert_false(date_in_text(text, strlen(text), &at, &span));
	at = 0;
	assert_false(date_in_text("", 0, &at, &span));
}

static void
years_of_two_figures_are_found_if_wanted(void **state)
{
	static const char text[] = "28.01.22, 1/28/22, March 4, '16; 1.2.10.4";
	static const char *const found[] = { "28.01.22", "1/28/22",
		"March 4, '16" };
	struct date_found date;
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(found); i++) {
		assert_true(date_find(text, strlen(text), &at, true, &date));
		assert_int_equal(date.len, strlen(found[i]));
		assert_memory_equal(date.text, found[i], date.len);
	}
	assert_false(date_find(text, strlen(text), &at, true, &date));
	at = 0;
	assert_false(date_find(text, strlen(text), &at, false, &date));
	at = 0;
	assert_true(date_find("03/04/2016", 10, &at, false, &date));
	assert_int_equal(date.n, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_forms_of_the_header_are_read),
		cmocka_unit_test(what_is_no_date_is_refused),
		cmocka_unit_test(months_are_known_in_many_languages),
		cmocka_unit_test(nothing_is_made_finer_than_it_was_said),
		cmocka_unit_test(a_day_at_greenwich_may_be_another),
		cmocka_unit_test(a_line_of_its_own_may_have_a_label),
		cmocka_unit_test(words_before_a_date_say_what_it_is_of),
		cmocka_unit_test(words_behind_a_date_say_what_it_is_of),
		cmocka_unit_test(only_a_whole_clock_line_is_a_clock),
		cmocka_unit_test(urls_and_names_give_their_dates),
		cmocka_unit_test(a_dateline_has_place_day_and_agency),
		cmocka_unit_test(a_sentence_is_no_dateline),
		cmocka_unit_test(dates_in_a_text_are_found_in_their_order),
		cmocka_unit_test(years_of_two_figures_are_found_if_wanted),
	};

	return cmocka_run_group_tests_name("dates", tests, NULL, NULL);
}
