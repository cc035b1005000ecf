/* test_quotes.c - the promises of quotes.h, quote_marks.h and quote_words.h */
#include "indexer/text/quote_marks.h"
#include "indexer/text/quote_words.h"
#include "indexer/text/quotes.h"
#include "tests/unit/source_sample.h"
#include "tests/unit/unit.h"

#include <stdio.h>

/* The quotes of a body as "speaker: text" lines; a dash says nobody. */
static const char *
quotes_as(struct sample *s, const char *language, const char *body)
{
	struct story *story;
	struct buf out = { 0 };
	const char *text;

	sample_reset(s);
	story = &s->draft.story;
	story->language = language;
	story->body_text = body;
	quotes_find(&s->draft);
	for (uint32_t i = 0; i < story->nquotes; i++)
		buf_printf(&out, "%s%s: %.*s", i > 0 ? "\n" : "",
			story->quotes[i].speaker != NULL
				? story->quotes[i].speaker
				: "-",
			(int)(story->quotes[i].end - story->quotes[i].start),
			body + story->quotes[i].start);
	text = arena_string(&s->arena, buf_text(&out));
	buf_release(&out);
	return text;
}

#define english(state, body) quotes_as(*(state), "en", (body))

static void
the_marks_of_all_nations_are_known(void **state)
{
	static const struct {
		const char *body, *quotes;
	} of[] = {
		{ "It was \"no storm\" at all.", "-: no storm" },
		{ "It was “no storm” at all.", "-: no storm" },
		{ "Es war „kein Sturm“ heute.", "-: kein Sturm" },
		{ "Nie był to „żaden sztorm” dziś.", "-: żaden sztorm" },
		{ "Det var ”ingen storm” i dag.", "-: ingen storm" },
		{ "C'était « la tempête » ce soir.", "-: la tempête" },
		{ "Это был «не шторм» сегодня.", "-: не шторм" },
		{ "Es war »kein Sturm« heute.", "-: kein Sturm" },
		{ "It was ‘no storm’ at all.", "-: no storm" },
		{ "Es war ‚kein Sturm‘ heute.", "-: kein Sturm" },
		{ "Es war ‹kein Sturm› heute.", "-: kein Sturm" },
		{ "It was 'no storm' at all.", "-: no storm" },
		{ "It was ``no storm'' at all.", "-: no storm" },
		{ "港長は「嵐ではない」と言った。", "-: 嵐ではない" },
		{ "『嵐』という本。", "-: 嵐" },
		{ "他说“没有风暴”了。", "-: 没有风暴" },
	};

	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++)
		assert_string_equal(english(state, of[i].body), of[i].quotes);
}

static void
apostrophes_and_inches_are_no_quotes(void **state)
{
	static const char *const bodies[] = {
		"The boys' boat and the girls' net weren't sold.",
		"The boys’ boat and the girls’ net weren’t sold.",
		"He is 5'10\" and she 5'8\" tall, the list says.",
		"Back in the '90s it was rock 'n' roll, 'twas fun.",
		"Back in the ‘90s it was fun.",
		"L'île et l’eau n'ont rien d'autre.",
		"A lone \" stands here, and nothing closes it.",
		"Nothing \"\" stands between these, nor “...” these.",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++)
		assert_string_equal(english(state, bodies[i]), "");
	assert_string_equal(
		english(state, "They call it ‘the boys’ boat’ here."),
		"-: the boys’ boat");
}

static void
only_the_outermost_of_nested_quotes_counts(void **state)
{
	assert_string_equal(
		english(state, "“He cried ‘ahoy’ to us,” said Anna Brandt."),
		"Anna Brandt: He cried ‘ahoy’ to us,");
	assert_string_equal(
		english(state, "Le port « dit « non » à tous » ici."),
		"-: dit « non » à tous");
	assert_string_equal(english(state, "「彼は「嵐」と言った」と記事。"),
		"-: 彼は「嵐」と言った");
}

static void
a_quote_may_go_on_over_paragraphs(void **state)
{
	assert_string_equal(
		english(state, "\"We saw the storm.\n"
			       "\"We stayed at home,\" said Brandt."),
		"Brandt: We saw the storm.\nBrandt: We stayed at home,");
	assert_string_equal(english(state, "Brandt said: “We saw the storm.\n"
					   "“We stayed at home.”\nIt blew."),
		"Brandt: We saw the storm.\nBrandt: We stayed at home.");
	assert_string_equal(
		english(state, "He said: \"We saw.\nIt blew all day."), "");
}

static void
the_speaker_stands_behind_or_before(void **state)
{
	static const struct {
		const char *body, *quotes;
	} of[] = {
		{ "\"We stay at home,\" said Anna Brandt.",
			"Anna Brandt: We stay at home," },
		{ "\"We stay at home,\" Brandt told reporters in Westhaven.",
			"Brandt: We stay at home," },
		{ "“We stay at home,” said the harbour master, Anna Brandt.",
			"Anna Brandt: We stay at home," },
		{ "\"We stay,\" Anna Brandt, a fisher of the islands, said.",
			"Anna Brandt: We stay," },
		{ "\"We stay,\" the mayor, Anna Brandt, said on Monday.",
			"Anna Brandt: We stay," },
		{ "Harbour Minister Anna Brandt said: \"We stay at home.\"",
			"Anna Brandt: We stay at home." },
		{ "Anna Brandt, who owns a boat, said, \"We stay at home.\"",
			"Anna Brandt: We stay at home." },
		{ "According to Anna Brandt, \"the boat stays at home\".",
			"Anna Brandt: the boat stays at home" },
		{ "Dr. A. G. Brandt said the storm was \"no surprise\".",
			"A. G. Brandt: no surprise" },
		{ "\"We stay,\" said Paul Smith's brother, Anton Ness.",
			"Anton Ness: We stay," },
		{ "Brandt: \"We stay at home.\"", "Brandt: We stay at home." },
	};

	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++)
		assert_string_equal(english(state, of[i].body), of[i].quotes);
}

static void
what_is_not_stated_is_not_made_up(void **state)
{
	static const struct {
		const char *body, *quotes;
	} of[] = {
		{ "Brandt has seen the \"blue\" boat.", "-: blue" },
		{ "\"We stay,\" a spokesman for Nordsee said.", "-: We stay," },
		{ "\"We stay,\" the spokesman said.", "-: We stay," },
		{ "\"We stay.\" Anna Brandt said nothing of the storm.",
			"-: We stay." },
		{ "Brandt said nothing. \"We stay at home.\"",
			"-: We stay at home." },
		{ "Brandt spoke on the programme \"Boats of the Week\".",
			"-: Boats of the Week" },
		{ "Brandt said so on \"Boats of the Week\" on Monday.",
			"-: Boats of the Week" },
		{ "\"We stay at home,\" he said.", "-: We stay at home," },
		{ "\"We stay,\" the Westhaven Democrat said.", "-: We stay," },
		{ "\"We stay,\" while Brandt said they should go.",
			"-: We stay," },
	};

	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++)
		assert_string_equal(english(state, of[i].body), of[i].quotes);
}

static void
other_languages_state_speakers_too(void **state)
{
	static const struct {
		const char *language, *body, *quotes;
	} of[] = {
		{ "de", "„Wir bleiben hier“, sagte Anna Brandt am Montag.",
			"Anna Brandt: Wir bleiben hier" },
		{ "de", "Ministerin Anna Brandt sagte: „Wir bleiben hier.“",
			"Anna Brandt: Wir bleiben hier." },
		{ "de", "„Wir bleiben hier“, sagte der Sprecher.",
			"-: Wir bleiben hier" },
		{ "de", "Laut Anna Brandt „bleibt das Boot im Hafen“.",
			"Anna Brandt: bleibt das Boot im Hafen" },
		{ "fr", "« Nous restons ici », a déclaré Anne Brandt.",
			"Anne Brandt: Nous restons ici" },
		{ "es", "«Nos quedamos aquí», dijo Ana Brandt el lunes.",
			"Ana Brandt: Nos quedamos aquí" },
		{ "it", "«Restiamo qui», ha detto Anna Brandt.",
			"Anna Brandt: Restiamo qui" },
		{ "pt", "“Ficamos aqui”, disse Ana Brandt na segunda.",
			"Ana Brandt: Ficamos aqui" },
		{ "nl", "„Wij blijven hier”, zei Anna van den Brandt.",
			"Anna van den Brandt: Wij blijven hier" },
		{ "sv", "”Vi stannar här”, säger Anna Brandt.",
			"Anna Brandt: Vi stannar här" },
		{ "pl", "„Zostajemy tutaj” – powiedziała Anna Brandt.",
			"Anna Brandt: Zostajemy tutaj" },
		{ "ru", "«Мы остаёмся здесь», — сказала Анна Брандт.",
			"Анна Брандт: Мы остаёмся здесь" },
		{ "uk", "«Ми лишаємося тут», — сказав Іван Брандт.",
			"Іван Брандт: Ми лишаємося тут" },
	};

	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++)
		assert_string_equal(
			quotes_as(*state, of[i].language, of[i].body),
			of[i].quotes);
}

static void
the_same_speaker_goes_on(void **state)
{
	assert_string_equal(english(state, "\"We stay,\" said Anna Brandt. "
					   "\"The storm is too near.\""),
		"Anna Brandt: We stay,\nAnna Brandt: The storm is too near.");
	assert_string_equal(english(state, "\"We stay,\" said Anna Brandt, "
					   "\"and the boat stays too.\""),
		"Anna Brandt: We stay,\nAnna Brandt: and the boat stays too.");
	assert_string_equal(english(state, "\"We stay,\" said Anna Brandt.\n"
					   "\"The storm is near,\" she said."),
		"Anna Brandt: We stay,\nAnna Brandt: The storm is near,");
	assert_string_equal(
		english(state, "\"We stay,\" said Anna Brandt.\nPaul Ness "
			       "left. \"The storm is near,\" he said."),
		"Anna Brandt: We stay,\n-: The storm is near,");
	assert_string_equal(english(state, "Anna Brandt saw the storm.\n\"We "
					   "stay,\" Brandt said."),
		"Anna Brandt: We stay,");
}

static void
actors_give_speakers_their_names(void **state)
{
	static const char body[] = "Brandt came. The boat did not.\n"
				   "\"We stay,\" Brandt said.\n"
				   "\"The storm is near,\" she said.";
	struct sample *s = *state;
	struct story_span spans[] = { { 0, 6 }, { 43, 49 } };
	struct story_actor actor = {
		.name = "Anna M. Brandt",
		.type = ACTOR_PERSON,
		.count = 2,
		.spans = spans,
		.nspans = 2,
	};

	sample_reset(s);
	s->draft.story.body_text = body;
	s->draft.story.actors = &actor;
	s->draft.story.nactors = 1;
	quotes_find(&s->draft);
	assert_int_equal(s->draft.story.nquotes, 2);
	assert_string_equal(s->draft.story.quotes[0].speaker, "Anna M. Brandt");
	assert_string_equal(s->draft.story.quotes[1].speaker, "Anna M. Brandt");
	/* Without spans the surname tells. */
	sample_reset(s);
	actor.nspans = 0;
	s->draft.story.body_text = body;
	s->draft.story.actors = &actor;
	s->draft.story.nactors = 1;
	quotes_find(&s->draft);
	assert_string_equal(s->draft.story.quotes[0].speaker, "Anna M. Brandt");
}

static void
lengths_are_bounded(void **state)
{
	struct sample *s = *state;
	struct buf body = { 0 };
	struct quoted *found;

	buf_puts(&body, "It was “");
	for (int i = 0; i < 2000; i++)
		buf_puts(&body, "so long ");
	buf_puts(&body, "” and \"short\" then.");
	sample_reset(s);
	assert_int_equal(
		quote_marks_find(body.data, body.len, &s->arena, &found), 1);
	assert_int_equal(found[0].end - found[0].start, 5);
	assert_int_equal(quote_marks_find("", 0, &s->arena, &found), 0);
	assert_int_equal(quote_marks_find("\"", 1, &s->arena, &found), 0);
	assert_int_equal(quote_marks_find("\xe2\x80", 2, &s->arena, &found), 0);
	buf_release(&body);
}

static void
words_can_be_looked_up(void **state)
{
	(void)state;
	assert_true(quote_words_are_sorted());
	assert_true(quote_word_kinds("said") & QUOTE_SAYS);
	assert_true(quote_word_kinds("сказал") & QUOTE_SAYS);
	assert_true(quote_word_kinds("she") & QUOTE_PRONOUN);
	assert_true(quote_word_kinds("laut") & QUOTE_ACCORDING);
	assert_int_equal(quote_word_kinds("harbour"), 0);
	assert_int_equal(quote_word_kinds(""), 0);
}

int
main(void)
{
#define SAMPLE(f)                                                              \
	cmocka_unit_test_setup_teardown(f, sample_setup, sample_teardown)
	const struct CMUnitTest tests[] = {
		SAMPLE(the_marks_of_all_nations_are_known),
		SAMPLE(apostrophes_and_inches_are_no_quotes),
		SAMPLE(only_the_outermost_of_nested_quotes_counts),
		SAMPLE(a_quote_may_go_on_over_paragraphs),
		SAMPLE(the_speaker_stands_behind_or_before),
		SAMPLE(what_is_not_stated_is_not_made_up),
		SAMPLE(other_languages_state_speakers_too),
		SAMPLE(the_same_speaker_goes_on),
		SAMPLE(actors_give_speakers_their_names),
		SAMPLE(lengths_are_bounded),
		cmocka_unit_test(words_can_be_looked_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
