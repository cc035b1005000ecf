/* test_terms.c - the promises of engine/index/terms.h */
#include "engine/index/terms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/* What a story is that has no copies: every story here. */
#define SINGLE "XKsingle"

static int
by_bytes(const void *a, const void *b)
{
	const struct term *x = a, *y = b;
	uint32_t shorter = x->len < y->len ? x->len : y->len;
	int order = memcmp(x->text, y->text, shorter);

	return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

/* The list in the order of bytes; until the next call. */
static const struct term_list *
sorted(const struct term_list *list)
{
	static struct term terms[1 << 17];
	static struct term_list out;

	assert_true(list->count <= COUNT(terms));
	out = *list;
	out.terms = terms;
	if (list->count > 0)
		memcpy(terms, list->terms, list->count * sizeof(*terms));
	qsort(terms, list->count, sizeof(*terms), by_bytes);
	return &out;
}

/* The list as "term/wdf@position,position term …", but for SINGLE. */
static void
describe(struct buf *out, const struct term_list *list)
{
	buf_reset(out);
	for (uint32_t i = 0; i < list->count; i++) {
		const struct term *term = &list->terms[i];

		if (term->len == strlen(SINGLE) &&
			memcmp(term->text, SINGLE, term->len) == 0)
			continue;
		buf_printf(out, "%s%.*s", out->len > 0 ? " " : "",
			(int)term->len, term->text);
		if (term->wdf > 0)
			buf_printf(out, "/%u", term->wdf);
		for (uint32_t j = 0; j < term->npositions; j++)
			buf_printf(out, "%c%u", j > 0 ? ',' : '@',
				term->positions[j]);
	}
}

static void
check(struct terms *terms, const struct story *story, uint32_t length,
	const char *expected)
{
	struct buf got = { 0 };
	struct term_list list;

	terms_of_story(terms, story, &list);
	describe(&got, sorted(&list));
	assert_string_equal(buf_text(&got), expected);
	assert_int_equal(list.length, length);
	buf_release(&got);
}

static void
headline_and_body_are_laid_out_as_promised(void **state)
{
	struct terms *terms = terms_new("en");
	struct story story = {
		.headline = "Dock strikes",
		.body_text = "The strike closed docks.\nThe strike!",
	};

	(void)state;
	check(terms, &story, 12,
		"Sdock@1 Sstrikes@2 ZSdock ZSstrike Zclose/1 Zdock/4 "
		"Zstrike/5 Zthe/2 closed@105 dock@1 docks@106 "
		"strike@104,108 strikes@2 the@103,107");
	story.subhead = "Closed";
	story.body_text = "Docks";
	check(terms, &story, 8,
		"Sdock@1 Sstrikes@2 ZSdock ZSstrike Zclose/1 Zdock/4 "
		"Zstrike/3 closed@103 dock@1 docks@204 strikes@2");
	terms_free(terms);
}

static void
a_compound_is_found_whole_and_in_parts(void **state)
{
	struct terms *terms = terms_new("en");
	struct story story = { .body_text = "S-400s" };

	(void)state;
	check(terms, &story, 3,
		"400s@102 Z400/1 Zs/1 Zs-400/1 s@101 s-400s@101");
	terms_free(terms);
}

static void
boilerplate_is_apart_and_counts_nothing(void **state)
{
	struct terms *terms = terms_new("en");
	struct story_block blocks[] = {
		{ .kind = "related", .text = "More talks" },
		{ .kind = "share", .text = "more" },
	};
	struct story story = { .boilerplate = blocks,
		.nboilerplate = COUNT(blocks) };

	(void)state;
	check(terms, &story, 0, "XBmore@1,103 XBtalks@2 ZXBmore ZXBtalk");
	terms_free(terms);
}

static void
filters_are_terms_without_positions(void **state)
{
	struct terms *terms = terms_new(NULL);
	struct story_actor actors[] = {
		{ .name = "Dockers\xe2\x80\x99  Union" },
		{ .name = "Éva Łuk" },
		{ .name = "eva luk" },
		{ .name = NULL },
		{ .name = " " },
	};
	struct story story = {
		.uri = "hg/1911-08-02/3",
		.language = "en-GB",
		.outlet_name = "Harbour Gazette",
		.outlet_domain = "gazette.example",
		.actors = actors,
		.nactors = COUNT(actors),
	};

	(void)state;
	check(terms, &story, 0,
		"Len Qhg/1911-08-02/3 XAdockers' union XAeva luk "
		"XOharbour gazette");
	story.outlet_name = "";
	story.nactors = 0;
	check(terms, &story, 0, "Len Qhg/1911-08-02/3 XOgazette.example");
	terms_free(terms);
}

static void
a_story_of_nothing_has_no_terms(void **state)
{
	struct terms *terms = terms_new("en");
	struct story story = { 0 };

	(void)state;
	check(terms, &story, 0, "");
	terms_free(terms);
}

static void
the_story_s_language_decides_over_the_fallback(void **state)
{
	struct terms *terms = terms_new("en");
	struct story story = { .body_text = "talks", .language = "zh" };

	(void)state;
	check(terms, &story, 1, "Lzh Ztalks/1 talks@101");
	story.language = NULL;
	check(terms, &story, 1, "Ztalk/1 talks@101");
	terms_free(terms);
}

static void
too_long_words_are_counted_and_keep_their_position(void **state)
{
	struct terms *terms = terms_new("en");
	char body[320];
	struct story story = { .body_text = body };
	struct term_list list;
	struct buf got = { 0 };

	(void)state;
	memset(body, 'x', sizeof(body));
	memcpy(body, "one ", 4);
	strcpy(body + 300, " three");
	terms_of_story(terms, &story, &list);
	assert_int_equal(list.too_long, 1);
	assert_int_equal(list.length, 2);
	describe(&got, sorted(&list));
	assert_string_equal(got.data, "Zone/1 Zthree/1 one@101 three@103");
	buf_release(&got);
	terms_free(terms);
}

/* Numbers that look random, always the same. */
static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

static void
many_terms_come_once_each_within_the_limit(void **state)
{
	struct terms *terms = terms_new("en");
	struct term_list list;
	struct buf body = { 0 };
	uint32_t seed = 7;

	(void)state;
	for (int turn = 0; turn < 3; turn++) {
		struct story story;

		buf_reset(&body);
		for (int i = 0; i < 20000; i++) {
			uint32_t n = next_random(&seed);

			buf_printf(&body, "%s%u%c ", i % 3 ? "harbourside" : "",
				n % 9000, 'a' + n % 3);
		}
		story = (struct story){ .headline = body.data,
			.body_text = body.data };
		terms_of_story(terms, &story, &list);
		assert_true(list.count > 10000);
		list = *sorted(&list);
		for (uint32_t i = 0; i < list.count; i++) {
			const struct term *t = &list.terms[i];
			const struct term *before = t - 1;

			assert_in_range(t->len, 1, TERM_MAX);
			for (uint32_t j = 1; j < t->npositions; j++)
				assert_true(
					t->positions[j - 1] < t->positions[j]);
			if (i > 0) /* no NUL in these: C strings compare */
				assert_true(strcmp(before->text, t->text) < 0);
		}
	}
	buf_release(&body);
	terms_free(terms);
}

/* What stories that come in between leave behind does not show, and a term
 * keeps its number while the dictionary is the same. */
static void
a_term_has_one_number_in_all_stories(void **state)
{
	struct terms *terms = terms_new("en");
	struct story one = { .headline = "Talks", .body_text = "talks kinder" };
	struct story two = { .body_text = "kinder talks", .language = "de" };
	struct term_list list;
	uint64_t dictionary;
	uint32_t talks = TERM_NO_ID;

	(void)state;
	check(terms, &one, 5,
		"Stalks@1 ZStalk Zkinder/1 Ztalk/4 kinder@103 talks@1,102");
	check(terms, &two, 2, "Lde Zkind/1 Ztalk/1 kinder@101 talks@102");
	check(terms, &one, 5,
		"Stalks@1 ZStalk Zkinder/1 Ztalk/4 kinder@103 talks@1,102");
	for (int turn = 0; turn < 2; turn++) {
		terms_of_story(terms, turn == 0 ? &one : &two, &list);
		assert_true(turn == 0 || list.dictionary == dictionary);
		dictionary = list.dictionary;
		for (uint32_t i = 0; i < list.count; i++)
			if (strcmp(list.terms[i].text, "talks") == 0) {
				assert_true(
					turn == 0 || list.terms[i].id == talks);
				talks = list.terms[i].id;
			}
		assert_int_not_equal(talks, TERM_NO_ID);
	}
	terms_free(terms);
}

static void
common_words_side_by_side_are_a_term(void **state)
{
	struct pair_words pairs = { 0 };
	struct terms *terms = terms_new(NULL);
	struct story_block block = { .kind = "share", .text = "of the" };
	struct story story = {
		.headline = "The of",
		.subhead = "the, end",
		.body_text = "of the harbour of; THE state-of-the",
		.boilerplate = &block,
	};

	(void)state;
	names_add(&pairs.words, "the", 3, NULL);
	names_add(&pairs.words, "of", 2, NULL);
	terms_pairs(terms, &pairs);
	check(terms, &story, 17,
		"Sof@2 Sthe@1 XPof the XPthe of ZSof ZSthe Zend/1 Zharbour/1 "
		"Zof/6 Zstate/1 Zstate-of-the/1 Zthe/7 end@104 harbour@207 "
		"of@2,205,208,211 state@210 state-of-the@210 "
		"the@1,103,206,209,212");
	story = (struct story){ .body_text = "the end of harbour the",
		.boilerplate = &block,
		.nboilerplate = 1 };
	check(terms, &story, 5,
		"XBof@1 XBthe@2 ZXBof ZXBthe Zend/1 Zharbour/1 Zof/1 Zthe/2 "
		"end@102 harbour@104 of@103 the@101,105");
	terms_free(terms);
	pair_words_close(&pairs);
}

static void
keys_are_folded_with_single_blanks(void **state)
{
	static const char *const keys[][2] = {
		{ "  The\tGuardian ", "the guardian" },
		{ "Agence\xc2\xa0"
		  "Française",
			"agence francaise" },
		{ "Reuters", "reuters" },
		{ "", "" },
		{ " \n", "" },
	};
	struct buf key = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(keys); i++) {
		buf_reset(&key);
		terms_key(&key, keys[i][0]);
		assert_string_equal(buf_text(&key), keys[i][1]);
	}
	buf_release(&key);
}

static void
long_keys_are_cut_at_a_character_with_a_hash_behind(void **state)
{
	struct buf text = { 0 }, one = { 0 }, two = { 0 };

	(void)state;
	buf_putc(&text, 'x');
	for (int i = 0; i < 150; i++)
		buf_puts(&text, "я");
	terms_key(&one, text.data);
	assert_int_equal(one.len, 199 + 16);
	assert_memory_equal(one.data, text.data, 199);
	buf_putc(&text, '2');
	terms_key(&two, text.data);
	assert_int_equal(two.len, one.len);
	assert_memory_equal(one.data, two.data, 199);
	assert_memory_not_equal(one.data + 199, two.data + 199, 16);
	buf_reset(&one);
	for (int i = 0; i < TERMS_KEY_MAX; i++)
		buf_putc(&one, 'k');
	buf_reset(&two);
	terms_key(&two, one.data);
	assert_string_equal(two.data, one.data);
	buf_release(&text);
	buf_release(&one);
	buf_release(&two);
}

static void
a_uri_of_any_length_and_bytes_makes_a_term(void **state)
{
	static const char tails[] = { 'x', '\x80', '\xc3' };
	struct buf term = { 0 };
	char uri[400];

	(void)state;
	terms_uri(&term, "HG/1911-08-02/3");
	assert_string_equal(term.data, "QHG/1911-08-02/3");
	for (size_t i = 0; i < COUNT(tails); i++) {
		memset(uri, tails[i], sizeof(uri) - 1);
		uri[sizeof(uri) - 1] = '\0';
		buf_reset(&term);
		terms_uri(&term, uri);
		assert_in_range(term.len, TERMS_KEY_MAX, TERM_MAX);
	}
	buf_release(&term);
}

static struct text_digest
digest(struct terms *terms, const char *headline, const char *body,
	const char *uri)
{
	struct story story = {
		.headline = headline, .body_text = body, .uri = uri
	};
	struct text_digest got;

	terms_digest(terms, &story, &got);
	return got;
}

static bool
same(struct text_digest a, struct text_digest b)
{
	return a.high == b.high && a.low == b.low;
}

static void
a_digest_is_that_of_the_words_of_the_body(void **state)
{
	struct terms *terms = terms_new("en");
	struct text_digest d = digest(terms, "h", "The strike ended.", "a");

	(void)state;
	/* FNV-1a of "the\0strike\0ended\0", worked out elsewhere. */
	assert_int_equal(d.high, 0x0db7d3b32e732cd1);
	assert_int_equal(d.low, 0xc677fa1c9190b712);
	assert_true(same(d, digest(terms, "x", "the STRIKE -\nended", "b")));
	assert_false(same(d, digest(terms, "h", "The strike", "a")));
	assert_false(same(d, digest(terms, "h", "Thestrike ended", "a")));
	assert_true(same(digest(terms, "h", "a co-op", "a"),
		digest(terms, "h", "a co op", "a")));
	terms_free(terms);
}

static void
without_body_words_the_headline_or_uri_is_digested(void **state)
{
	struct terms *terms = terms_new("en");

	(void)state;
	assert_true(same(digest(terms, "Strike ends", NULL, "a"),
		digest(terms, "strike ends", " ... ", "b")));
	assert_false(same(digest(terms, NULL, "...", "a"),
		digest(terms, "!", NULL, "b")));
	terms_free(terms);
}

static void
digests_tell_too_long_words_apart(void **state)
{
	struct terms *terms = terms_new("en");
	char one[300], two[300];

	(void)state;
	memset(one, 'x', sizeof(one));
	one[sizeof(one) - 1] = '\0';
	memcpy(two, one, sizeof(two));
	two[sizeof(two) - 2] = 'y';
	assert_false(same(digest(terms, NULL, one, NULL),
		digest(terms, NULL, two, NULL)));
	terms_free(terms);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headline_and_body_are_laid_out_as_promised),
		cmocka_unit_test(a_compound_is_found_whole_and_in_parts),
		cmocka_unit_test(boilerplate_is_apart_and_counts_nothing),
		cmocka_unit_test(filters_are_terms_without_positions),
		cmocka_unit_test(a_story_of_nothing_has_no_terms),
		cmocka_unit_test(
			the_story_s_language_decides_over_the_fallback),
		cmocka_unit_test(
			too_long_words_are_counted_and_keep_their_position),
		cmocka_unit_test(many_terms_come_once_each_within_the_limit),
		cmocka_unit_test(a_term_has_one_number_in_all_stories),
		cmocka_unit_test(common_words_side_by_side_are_a_term),
		cmocka_unit_test(keys_are_folded_with_single_blanks),
		cmocka_unit_test(
			long_keys_are_cut_at_a_character_with_a_hash_behind),
		cmocka_unit_test(a_uri_of_any_length_and_bytes_makes_a_term),
		cmocka_unit_test(a_digest_is_that_of_the_words_of_the_body),
		cmocka_unit_test(
			without_body_words_the_headline_or_uri_is_digested),
		cmocka_unit_test(digests_tell_too_long_words_apart),
	};

	return cmocka_run_group_tests_name("terms", tests, NULL, NULL);
}
