/* test_sentence.c - the promises of sentence_end() in engine/passages/snippet.h
 */
#include "engine/passages/snippet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/* Each row is a text whose sentences are parted by " | ". */
static void
check(const char *const *rows, size_t n)
{
	struct buf text = { 0 }, got = { 0 };

	for (size_t i = 0; i < n; i++) {
		const char *bar;
		size_t end;

		buf_reset(&text);
		buf_reset(&got);
		for (const char *at = rows[i];; at = bar + 3) {
			bar = strstr(at, " | ");
			buf_add(&text, at,
				bar != NULL ? (size_t)(bar - at) : strlen(at));
			if (bar == NULL)
				break;
			/* where a full stop of Han ends, no blank follows */
			if (bar[-1] != '\x82' && bar[-1] != '\x8d')
				buf_putc(&text, ' ');
		}
		for (size_t at = 0; at < text.len; at = end) {
			end = sentence_end(text.data, text.len, at);
			assert_in_range(end, at + 1, text.len);
			while (at < end && text.data[at] == ' ')
				at++;
			if (got.len > 0)
				buf_puts(&got, " | ");
			buf_add(&got, text.data + at, end - at);
		}
		assert_string_equal(buf_text(&got), rows[i]);
	}
	buf_release(&text);
	buf_release(&got);
}

static void
sentences_end_with_stops_before_a_blank(void **state)
{
	static const char *const rows[] = {
		"One sentence. | Another one! | A third? | And more",
		"What?! | Really... | Yes.",
		"Version 3.5 is out at example.com today. | It works.",
		"He paused… | Then he spoke.",
		"It rose 3.5 percent. | Analysts shrugged.",
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
closing_quotes_and_marks_belong_to_their_sentence(void **state)
{
	static const char *const rows[] = {
		"\xe2\x80\x9cWe agree.\xe2\x80\x9d | She left.",
		"(It was late.) | They went home.",
		"\"No!\" | He refused.",
		"Ties may improve.[1][2] | Talks go on.",
		"Ties may improve [1]. | Talks go on.",
		"**All is well.** | So they said.",
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
a_small_letter_goes_on(void **state)
{
	static const char *const rows[] = {
		"\"Stop!\" he said. | Nobody did.",
		"He came ... and went.",
		"\xe2\x80\x9cStop!\xe2\x80\x9d \xe2\x80\x94 he said.",
		"Он сказал: «Стоп!» и ушёл. | Все ушли.",
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
abbreviations_do_not_end_sentences(void **state)
{
	static const char *const rows[] = {
		"Mr. Smith met Gen. Keith Kellogg in St. Louis. | He left.",
		"Outside the U.S. Embassy they waited.",
		"He lives in the U.S. | He works there.",
		"It starts at 5 p.m. Monday. | Doors open earlier.",
		"Harbour Inc. Chairman Ada Quay resigned.",
		"She joined Harbour Inc. | The board was pleased.",
		"On Aug. 2 the strike began.",
		"It began in Aug. | The police came.",
		"See No. 5 for details.",
		"He said no. | Nobody asked again.",
		"President Aleksandr G. Lukashenko spoke.",
		"A. G. Lukashenko and J.R. Hartley met.",
		"Он встретил А. Г. Лукашенко. | Они говорили.",
		"Das gilt z.B. Montag. | Es regnet.",
		"Smith Jr. Street is closed.",
		"Tim P. Whitby came. | He saw it on p. 5 of the list.",
	};

	(void)state;
	check(rows, COUNT(rows));
}

/* From both ends of the lists and between, whose words are found by halving. */
static void
abbreviations_are_found_all_over_their_list(void **state)
{
	static const char *const rows[] = {
		"Adm. Smith came. | He left.",
		"Det gjelder bl.a. Oslo. | Det regner.",
		"Dotyczy to m.in. Warszawy. | Pada.",
		"Voir p.ex. Paris. | Il pleut.",
		"Se t.ex. Malm\xc3\xb6. | Det regnar.",
		"Sie stimmten vs. Rom. | Es regnet.",
		"Дом на ул. Ленина пуст. | Он стар.",
		"It rose approx. Nine times. | It fell.",
		"Он взял пять тыс. Рублей мало. | Он ушёл.",
		"They read az. 5 of it. | It ended.",
		"The case v. 5 firms began. | It ended.",
		"It began on Wed. 5 years ago. | It ended.",
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
numbers_that_count_do_not_end_sentences(void **state)
{
	static const char *const rows[] = {
		"Am 3. Oktober blieb der Hafen leer. | Es regnete.",
		"Der 2. Mann ging an Bord. | Der dritte blieb.",
		"Es war ihr 70. Geburtstag. | Alle kamen.",
		"Den 1. Mai fejrede de. | Alle kom.",
		"Dne 3. Listopadu vyplula loď. | Pršelo.",
		"The score was 3 to 2. | The crowd left.",
		"He is 41. | The boat is 12. | It floats.",
		"Er zahlt 5 Mio. Euro. | Das ist viel.",
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
abbreviations_of_other_languages_are_known(void **state)
{
	static const char *const rows[] = {
		"Das gilt bzw. Montag. | Der Hafen schweigt.",
		"Er sprach mit Dr. Brandt u.a. Gästen. | Sie lachten.",
		"El Sr. Ness llegó. | La lluvia también.",
		"Il dott. Brandt parla. | Tutti tacciono.",
		"M. Brandt est venu. | Il pleuvait.",
		"Było to m.in. Morze Białe. | Padało.",
		"Это ул. Морская. | Там тихо.",
		"Boats, nets, etc. | The rest was lost.",
		"She holds a Ph.D. | The office is hers.",
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
a_number_that_begins_a_line_counts_it(void **state)
{
	static const char *const rows[] = {
		"1. Ships stay in port.",
		"It happened in 1911. | Nobody knew.",
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
stops_of_other_scripts_end_sentences(void **state)
{
	static const char *const rows[] = {
		"港口罢工。 | 没有船离开。",
		"「行くな。」 | 彼は言った。",
		"هل انتهى الإضراب؟ | نعم.",
		"वह गया। | वे आए।",
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
a_line_feed_ends_a_sentence(void **state)
{
	static const char text[] =
		"  Headline without stop  \n\n Mr.\nEnd. \n ";
	static const size_t ends[] = { 23, 31, 36, 39 };
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(ends); i++) {
		at = sentence_end(text, sizeof(text) - 1, at);
		assert_int_equal(at, ends[i]);
	}
}

static void
a_wrapped_line_does_not_end_a_sentence(void **state)
{
	static const char *const whole[] = {
		"The dry period means that the harvest\nwill be late.",
		"Processing has practically come to an end this week, as\n"
		"Miss Smith said.",
	};
	static const char *const cut[] = {
		"A short headline of a few words\nHarbour Town fell silent.",
		"The dry period means that the harvest\n\nwill be late.",
		"A line as long as wrapped lines are, and a gap\n  - An item",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(whole); i++)
		assert_int_equal(sentence_end(whole[i], strlen(whole[i]), 0),
			strlen(whole[i]));
	for (size_t i = 0; i < COUNT(cut); i++)
		assert_int_equal(sentence_end(cut[i], strlen(cut[i]), 0),
			strchr(cut[i], '\n') - cut[i]);
}

static void
any_bytes_make_progress(void **state)
{
	static const char *const texts[] = { " ", "\n", ".", "...", "\xff.\xff",
		"\xe2", ". . .", "[1", ".[", "\"", ".\"", "a.", "\xc2\xa0" };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		size_t len = strlen(texts[i]), end;

		for (size_t at = 0; at < len; at = end) {
			end = sentence_end(texts[i], len, at);
			assert_in_range(end, at + 1, len);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences_end_with_stops_before_a_blank),
		cmocka_unit_test(
			closing_quotes_and_marks_belong_to_their_sentence),
		cmocka_unit_test(a_small_letter_goes_on),
		cmocka_unit_test(abbreviations_do_not_end_sentences),
		cmocka_unit_test(abbreviations_are_found_all_over_their_list),
		cmocka_unit_test(numbers_that_count_do_not_end_sentences),
		cmocka_unit_test(abbreviations_of_other_languages_are_known),
		cmocka_unit_test(a_number_that_begins_a_line_counts_it),
		cmocka_unit_test(stops_of_other_scripts_end_sentences),
		cmocka_unit_test(a_line_feed_ends_a_sentence),
		cmocka_unit_test(a_wrapped_line_does_not_end_a_sentence),
		cmocka_unit_test(any_bytes_make_progress),
	};

	return cmocka_run_group_tests_name("sentence", tests, NULL, NULL);
}
