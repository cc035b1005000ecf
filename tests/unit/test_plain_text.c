/* test_plain_text.c - the promises of plain_text.h, lines.h and noise.h */
#include "base/utf8.h"
#include "indexer/text/noise.h"
#include "indexer/text/noise_phrases.h"
#include "indexer/text/plain_text.h"
#include "tests/unit/source_sample.h"
#include "tests/unit/unit.h"

#define LEAD                                                                   \
	"The ferry between Westhaven and the islands will sail twice a day "   \
	"from Monday. The county pays for the second boat, and the fare "      \
	"stays what it was in spring.\n"
#define SECOND                                                                 \
	"Fishermen had asked for the boat since the storm took the old pier. " \
	"It brings the mail, too, and the teacher.\n"

/* Read a page into the sample's draft. */
static const struct story *
page(struct sample *s, const char *text)
{
	sample_reset(s);
	plain_text_read(&s->draft, text, strlen(text));
	return &s->draft.story;
}

/* The text of the first block of a kind, or NULL. */
static const char *
block(const struct story *story, const char *kind)
{
	for (uint32_t i = 0; i < story->nboilerplate; i++)
		if (strcmp(story->boilerplate[i].kind, kind) == 0)
			return story->boilerplate[i].text;
	return NULL;
}

static void
the_first_clean_headline_stays_and_repeats_go(void **state)
{
	const struct story *s = page(*state,
		"A second boat for the islands — Harbour Gazette\n\n"
		"A Second Boat for the Islands\n\n" LEAD SECOND);

	assert_string_equal(s->headline, "A Second Boat for the Islands");
	assert_string_equal(s->headline_raw,
		"A second boat for the islands — Harbour Gazette");
	assert_string_equal(
		block(s, "repeat"), "A Second Boat for the Islands");
	assert_null(strstr(s->body_text, "Second Boat for"));
}

static void
a_first_line_that_is_a_sentence_is_body(void **state)
{
	const struct story *s = page(*state, LEAD SECOND);

	assert_null(s->headline);
	assert_true(strncmp(s->body_text, "The ferry", 9) == 0);
	s = page(*state, "The boat is late.\n" SECOND);
	assert_null(s->headline);
	/* U.S. may end a headline, and so may a question. */
	s = page(*state, "Ferries wait for the U.S.\n\n" LEAD);
	assert_string_equal(s->headline, "Ferries wait for the U.S.");
}

static void
decks_between_headline_and_text_are_the_subhead(void **state)
{
	const struct story *s =
		page(*state, "A second boat for the islands\n\n"
			     "From Monday the ferry sails twice.\n\n\n"
			     "The county pays.\n\n\n" LEAD "\n" SECOND);

	/* "The county pays." is too short for one: then none is. */
	assert_null(s->subhead);
	s = page(*state,
		"A second boat for the islands\n\n"
		"From Monday the ferry sails twice.\n\n\n"
		"The county pays for the boat.\n\n\n" LEAD "\n" SECOND);
	assert_string_equal(s->subhead, "From Monday the ferry sails twice. "
					"The county pays for the boat.");
	assert_true(strncmp(s->body_text, "The ferry", 9) == 0);
}

static void
a_short_lead_is_no_deck(void **state)
{
	const struct story *s = page(*state,
		"A second boat for the islands\n\n"
		"The islands will have a second boat from Monday.\n\n" LEAD
		"\n" SECOND);

	assert_null(s->subhead);
	assert_true(strncmp(s->body_text, "The islands will", 16) == 0);
	s = page(*state,
		"A second boat for the islands\n\n"
		"WESTHAVEN, June 3 (Tidewire) - A boat more.\n\n\n" LEAD
		"\n" SECOND);
	assert_null(s->subhead);
}

static void
a_browser_clock_is_evidence_and_no_text(void **state)
{
	const struct story *s = page(*state,
		"A second boat for the islands\n\n"
		"Tue Mar 11 2025 04:27:16 GMT+0200 (Some Time)\n\n" LEAD);

	assert_int_equal(s->ncandidates, 1);
	assert_int_equal(s->candidates[0].source, DATE_FROM_JS_LINE);
	assert_string_equal(
		s->candidates[0].value, "2025-03-11T04:27:16+02:00");
	assert_non_null(block(s, "js_date"));
}

static void
dated_related_headlines_date_nothing(void **state)
{
	const struct story *s = page(*state,
		"A second boat for the islands\n\n" LEAD "\n" SECOND "\n"
		"MORE ON THEME\n\n"
		"Sat, 08 Mar 2025 06:51:02 GMT\n\n"
		"**Lighthouse Painted in Its Old Colours**\n\n"
		"Sat, 08 Mar 2025 06:51:02 GMT\n"
		"Fri, 07 Mar 2025 05:36:24 GMT\n\n"
		"Mackerel Come Early This Year\n\n"
		"Follow us\n\n"
		"© 2024 Harbour Gazette. All Rights Reserved.\n");

	assert_int_equal(s->ncandidates, 0);
	assert_non_null(strstr(block(s, "related"), "Lighthouse Painted"));
	assert_non_null(strstr(block(s, "related"), "Mackerel"));
	assert_null(strchr(block(s, "related"), '*'));
	assert_string_equal(block(s, "share"), "Follow us");
	assert_non_null(block(s, "copyright"));
	assert_null(strstr(s->body_text, "Mackerel"));
	assert_non_null(strstr(s->body_text, "the teacher."));
}

static void
dated_headlines_below_an_unknown_heading_are_related(void **state)
{
	const struct story *s = page(*state,
		"A second boat for the islands\n\n" LEAD "\n" SECOND "\n"
		"WHAT ELSE THE TIDE BROUGHT\n\n"
		"Sat, 08 Mar 2025 06:51:02 GMT\n"
		"Lighthouse Painted in Its Old Colours\n"
		"Fri, 07 Mar 2025 05:36:24 GMT\n"
		"Mackerel Come Early This Year\n");

	assert_non_null(strstr(block(s, "related"), "Mackerel"));
	assert_null(strstr(s->body_text, "Lighthouse"));
	/* A chronicle without clocks is a text. */
	s = page(*state,
		"A second boat for the islands\n\n" LEAD "\n"
		"March 3, 2024\nThe pier falls\nMay 5, 2024\nA boat comes\n");
	assert_non_null(strstr(s->body_text, "The pier falls"));
}

static void
the_text_goes_on_behind_a_related_line(void **state)
{
	const struct story *s = page(*state,
		"A second boat for the islands\n\n" LEAD "\n"
		"Read also: Lighthouse painted in its old colours\n\n" SECOND
		"\nRead also:\n- Fish soup without fish\n"
		"- Rovers lose at home\n\n"
		"The boat was built in 1987. It has sailed on two seas.\n");

	assert_non_null(strstr(s->body_text, "Fishermen had asked"));
	assert_non_null(strstr(s->body_text, "built in 1987"));
	assert_null(strstr(s->body_text, "soup"));
	assert_null(strstr(s->body_text, "Lighthouse"));
}

static void
a_list_on_the_matter_is_body(void **state)
{
	const struct story *s = page(*state,
		"A second boat for the islands\n\n" LEAD "\n" SECOND
		"- In April, the county bought the boat from a broker.\n"
		"- In May, it was painted.\n"
		"* Westhaven: one pier, two boats, no bridge\n"
		"* The islands: four piers and one teacher\n"
		"* Monday: first sailing at six from Westhaven\n");

	assert_non_null(strstr(s->body_text, "- In April"));
	assert_non_null(strstr(s->body_text, "two boats, no bridge"));
	assert_null(block(s, "related"));
}

static void
a_list_of_foreign_headlines_is_not(void **state)
{
	const struct story *s = page(*state,
		"A second boat for the islands\n\n" LEAD "\n" SECOND "\n"
		"- Corvale Elects a Governor by 1,904 Votes\n"
		"- Striker Pollard Signs for Inland Rovers\n"
		"- Copper Falls as Mines Reopen in Talvera\n");

	assert_non_null(block(s, "related"));
	assert_null(strstr(s->body_text, "Corvale"));
}

static void
comments_take_all_below_unless_there_is_a_paragraph(void **state)
{
	const struct story *s = page(*state,
		"A second boat for the islands\n\n" LEAD
		"\nComments (2)\n\nOle: well done\n\nAnna: at last!\n");

	assert_non_null(strstr(block(s, "comments"), "at last"));
	s = page(*state, "A second boat for the islands\n\n" LEAD
			 "\nLeave a comment\n\n" SECOND);
	assert_string_equal(block(s, "comments"), "Leave a comment");
	assert_non_null(strstr(s->body_text, "the teacher."));
	/* COMMENTS: is what analysts say. */
	s = page(*state, "A second boat for the islands\n\n" LEAD
			 "\nCOMMENTS:\n\nOLE BERG, BOATBUILDER: about time\n");
	assert_null(block(s, "comments"));
}

static void
references_leave_with_their_marks(void **state)
{
	const struct story *s = page(*state,
		"A second boat for the islands\n\n"
		"The county pays for the second boat [1]. The fare stays what "
		"it was in spring, said the harbour master of the town [2].\n"
		"References: 1. County paper 2. Talk with the author\n");

	assert_non_null(strstr(s->body_text, "second boat. The fare"));
	assert_null(strchr(s->body_text, '['));
	assert_non_null(block(s, "references"));
	/* Without a list a mark may be anything. */
	s = page(*state, "A second boat for the islands\n\n" LEAD
			 "See box [1] for the fares, which the county has set. "
			 "They hold.\n");
	assert_non_null(strstr(s->body_text, "box [1] for"));
}

static void
head_lines_with_dashes_are_a_head(void **state)
{
	const struct story *s = page(*state,
		"-- A second boat for the islands\n"
		"-- By  Greta Olsen  and  Ole Berg\n"
		"-- Wed Mar 3, 2010 8:57am EST\n"
		"-- http://www.inlandpost.example/2010/03/03/boat\n\n \n\n"
		" WESTHAVEN  (Tidewire) - " LEAD);

	assert_string_equal(s->headline, "A second boat for the islands");
	assert_string_equal(s->byline, "By Greta Olsen and Ole Berg");
	assert_int_equal(s->nauthors, 2);
	assert_string_equal(s->authors[1], "Ole Berg");
	assert_string_equal(
		s->url, "http://www.inlandpost.example/2010/03/03/boat");
	assert_int_equal(s->ncandidates, 1);
	assert_int_equal(s->candidates[0].source, DATE_FROM_HEADER);
	assert_string_equal(s->candidates[0].value, "2010-03-03T08:57-05:00");
	assert_true(strncmp(s->body_text, "WESTHAVEN", 9) == 0);
}

static void
lines_broken_at_a_width_are_joined(void **state)
{
	const struct story *s = page(*state,
		"A second boat for the islands\n\n"
		"The ferry between Westhaven and the islands will sail\n"
		"twice a day from Monday. The county pays for the boat,\n"
		"and the fare stays.\n\n"
		"Fishermen had asked for the boat since the storm took\n"
		"the old pier.\n");

	assert_non_null(strstr(s->body_text, "will sail twice a day"));
	assert_non_null(strstr(s->body_text, "stays.\nFishermen"));
	/* Headlines under each other are no paragraph. */
	s = page(*state, "A second boat for the islands\n\n" LEAD
			 "\nLighthouse Painted in Its Old Colours\n"
			 "Mackerel Come Early This Year Again\n"
			 "Rovers Lose at Home by Four to Nil\n");
	assert_non_null(strstr(s->body_text, "Colours\nMackerel"));
}

static void
characters_that_are_no_text_go(void **state)
{
	const struct story *s = page(*state,
		"\xef\xbb\xbf"
		"Boat &amp; pier\xc2\xa0news\r\n\r\n"
		"Isl\xc2\xad"
		"and fare &#8212; **half** price, said the "
		"har\xe2\x80\x8b"
		"bour master to the council. It holds from Monday.\r\n");

	assert_string_equal(s->headline, "Boat & pier news");
	assert_string_equal(s->body_text,
		"Island fare — half price, said the harbour master to the "
		"council. It holds from Monday.");
}

static void
clean_texts_are_left_alone(void **state)
{
	struct sample *s = *state;
	static const char text[] =
		"****** Rule ** two &amp; three.\n\nFollow us\n  [1] end";

	sample_reset(s);
	plain_text_clean(&s->draft, text, strlen(text));
	assert_string_equal(s->draft.story.body_text,
		"****** Rule ** two &amp; three.\nFollow us\n[1] end");
	assert_int_equal(s->draft.story.nboilerplate, 0);
}

static void
headlines_compare_without_site_case_and_quotes(void **state)
{
	(void)state;
	assert_true(plain_head_same("‘A second boat’ for the isles",
		"A SECOND BOAT for the "
		"isles - The Gazette"));
	assert_true(plain_head_same("Boat is here at last | Herald",
		"Boat is here at last — Post"));
	assert_false(plain_head_same("A second boat", "A third boat"));
	assert_false(plain_head_same("—", "|"));
}

static void
one_line_gives_itself_away(void **state)
{
	static const struct {
		const char *text, *kind;
	} lines[] = {
		{ "Follow us on the ferry notice board", "share" },
		{ "For more news from the coast, please follow us on X.",
			"share" },
		{ "Photo: Greta Olsen", "caption" },
		{ "12 comments", "comments" },
		{ "Copyright 2024 Harbour Gazette", "copyright" },
		{ "Читайте также: море", "related" },
		{ "share on revenue of ten million", NULL },
		{ "Photographs were taken.", NULL },
		{ "For more than a year the boat was late", NULL },
		{ "Related matters were not discussed", NULL },
	};
	const char *rule;

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct line line = { .text = lines[i].text,
			.len = (uint32_t)strlen(lines[i].text) };
		const char *kind = noise_of_line(&line, &rule);

		if (lines[i].kind == NULL)
			assert_null(kind);
		else
			assert_string_equal(kind, lines[i].kind);
	}
}

static void
phrases_are_written_as_they_are_compared(void **state)
{
	struct buf folded = { 0 };

	(void)state;
	for (const struct noise_phrase *p = noise_phrases; p->kind != NULL;
		p++) {
		buf_reset(&folded);
		utf8_fold(&folded, p->phrase, strlen(p->phrase));
		assert_string_equal(folded.data, p->phrase);
	}
	buf_release(&folded);
}

static void
nothing_and_blanks_are_no_story(void **state)
{
	const struct story *s = page(*state, "");

	assert_null(s->headline);
	assert_null(s->body_text);
	s = page(*state, " \n\t\n\xc2\xa0\n");
	assert_null(s->headline);
	assert_null(s->body_text);
}

static void
a_headline_may_quote_somebody_and_end_in_a_stop(void **state)
{
	const struct story *s = page(*state,
		"Harbour master to islanders: You will have your boat.\n" LEAD
			SECOND LEAD);

	assert_string_equal(s->headline,
		"Harbour master to islanders: You will have your boat.");
	assert_true(strncmp(s->body_text, "The ferry", 9) == 0);
	/* Before paragraphs of one sentence it is one of them. */
	s = page(*state, "The harbour master was clear: You will have a boat.\n"
			 "The county pays for it, says a letter of Monday.\n"
			 "It sails from the day the ice goes.\n" SECOND);
	assert_null(s->headline);
}

static void
a_headline_before_the_lead_on_its_line_goes(void **state)
{
	static const char headline[] =
		"County pays for a second boat to the outer islands";
	struct sample *sample = *state;
	const struct story *s = &sample->draft.story;

	sample_reset(sample);
	sample->draft.story.headline = headline;
	plain_text_body(&sample->draft,
		"County pays for a second boat to the outer islands "
		"The ferry will sail twice a day. The fare stays.\n",
		strlen(headline) + 50);
	assert_string_equal(s->body_text,
		"The ferry will sail twice a day. The fare stays.");
	assert_string_equal(block(s, "repeat"), headline);
	/* A sentence that begins like the headline is left alone. */
	sample_reset(sample);
	sample->draft.story.headline = headline;
	plain_text_body(&sample->draft,
		"County pays for a second boat to the outer islands "
		"because it must. The fare stays.\n",
		strlen(headline) + 34);
	assert_true(strncmp(s->body_text, "County", 6) == 0);
}

static void
advertisements_and_scripts_are_set_apart(void **state)
{
	const struct story *s = page(*state,
		"A second boat\n\n" LEAD "Advertisement\n"
		"var tide = tide || {}; tide.push(function() { run(); "
		"});\n" SECOND "Support our local journalism.\n"
		"{{ count }} Boats sail {{x}} on Monday and {not} later.\n");

	assert_string_equal(block(s, "promotion"), "Advertisement");
	assert_true(strncmp(block(s, "markup"), "var tide", 8) == 0);
	assert_null(strstr(s->body_text, "journalism"));
	assert_non_null(strstr(
		s->body_text, "\nBoats sail on Monday and {not} later."));
	s = page(*state, "A second boat\n\n" LEAD
			 "The advertisement cost the county much.\n"
			 "Its function (says he) is unknown.\n" SECOND);
	assert_int_equal(s->nboilerplate, 0);
}

static void
captions_by_agencies_and_buttons_are_set_apart(void **state)
{
	const struct story *s = page(*state,
		"A second boat\n\n" LEAD
		"The boat in the ice last year. (AP Photo/Ada Ness)\n" SECOND
		"Compartir\nPartager\nДополнительно о лодке.\n");

	assert_non_null(strstr(block(s, "caption"), "AP Photo"));
	assert_string_equal(block(s, "share"), "Compartir");
	assert_non_null(strstr(s->body_text, "Дополнительно"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(the_first_clean_headline_stays_and_repeats_go),
		SAMPLE_TEST(a_headline_may_quote_somebody_and_end_in_a_stop),
		SAMPLE_TEST(a_headline_before_the_lead_on_its_line_goes),
		SAMPLE_TEST(advertisements_and_scripts_are_set_apart),
		SAMPLE_TEST(captions_by_agencies_and_buttons_are_set_apart),
		SAMPLE_TEST(a_first_line_that_is_a_sentence_is_body),
		SAMPLE_TEST(decks_between_headline_and_text_are_the_subhead),
		SAMPLE_TEST(a_short_lead_is_no_deck),
		SAMPLE_TEST(a_browser_clock_is_evidence_and_no_text),
		SAMPLE_TEST(dated_related_headlines_date_nothing),
		SAMPLE_TEST(
			dated_headlines_below_an_unknown_heading_are_related),
		SAMPLE_TEST(the_text_goes_on_behind_a_related_line),
		SAMPLE_TEST(a_list_on_the_matter_is_body),
		SAMPLE_TEST(a_list_of_foreign_headlines_is_not),
		SAMPLE_TEST(
			comments_take_all_below_unless_there_is_a_paragraph),
		SAMPLE_TEST(references_leave_with_their_marks),
		SAMPLE_TEST(head_lines_with_dashes_are_a_head),
		SAMPLE_TEST(lines_broken_at_a_width_are_joined),
		SAMPLE_TEST(characters_that_are_no_text_go),
		SAMPLE_TEST(clean_texts_are_left_alone),
		SAMPLE_TEST(headlines_compare_without_site_case_and_quotes),
		SAMPLE_TEST(one_line_gives_itself_away),
		cmocka_unit_test(phrases_are_written_as_they_are_compared),
		SAMPLE_TEST(nothing_and_blanks_are_no_story),
	};

	return cmocka_run_group_tests_name("plain_text", tests, NULL, NULL);
}
