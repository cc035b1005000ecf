#include "searchd/reply.h"

#include "tests/unit/unit.h"

/* A reply into a buf of its own. */
struct fixture {
	struct buf out;
	struct reply reply;
};

static struct fixture *
begin(bool json)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	f->reply = (struct reply){ .out = &f->out, .tag = "", .json = json };
	return f;
}

static void
expect(struct fixture *f, const char *wanted)
{
	assert_string_equal(buf_text(&f->out), wanted);
	assert_null(f->reply.tree);
	buf_release(&f->out);
	free(f);
}

static struct search_results
two_hits(void)
{
	static const char *snippets[] = { "the <b>dock</b>\nclosed" };
	static struct search_hit page[] = {
		{
			.uri = "hg/1",
			.score = 17.318,
			.date = "1911-08",
			.outlet = "Harbour Gazette",
			.headline = "Dock\tstrike",
			.snippets = snippets,
			.nsnippets = 1,
		},
		{ .uri = "ip/2" },
	};
	struct search_results results = {
		.hits = 14, .distinct = 9, .page = page, .npage = 2
	};

	return results;
}

static void
hits_are_lines_with_their_snippets(void **state)
{
	struct search_results results = two_hits();
	struct fixture *f = begin(false);

	(void)state;
	f->reply.tag = "7";
	reply_hits(&f->reply, &results, 2);
	reply_ok(&f->reply);
	expect(f, "#7 H\t3\thg/1\t17.32\t1911-08\tHarbour Gazette\t"
		  "Dock\\tstrike\n"
		  "#7 S\t3\tthe <b>dock</b>\\nclosed\n"
		  "#7 H\t4\tip/2\t0.00\t-\t-\t-\n"
		  "#7 250 ok\n");
}

static void
the_same_hits_are_one_line_of_json(void **state)
{
	struct search_results results = two_hits();
	struct fixture *f = begin(true);

	(void)state;
	f->reply.tag = "7";
	reply_hits(&f->reply, &results, 0);
	reply_notice(&f->reply, "unclosed", "a quote");
	reply_ok(&f->reply);
	expect(f,
		"#7 N\tunclosed\ta quote\n"
		"#7 J\t{\"hits\":[{\"rank\":1,\"uri\":\"hg/1\",\"score\":17.32,"
		"\"date\":\"1911-08\",\"outlet\":\"Harbour Gazette\","
		"\"headline\":\"Dock\\tstrike\","
		"\"snippets\":[\"the <b>dock</b>\\nclosed\"]},"
		"{\"rank\":2,\"uri\":\"ip/2\",\"score\":0.0,\"date\":null,"
		"\"outlet\":null,\"headline\":null}]}\n"
		"#7 250 ok\n");
}

static struct search_results
one_facet(enum field_id field, const char *code)
{
	static struct facet_bucket bucket;
	static struct facet_result facet;
	struct search_results results = {
		.hits = 14, .facets = &facet, .nfacets = 1
	};

	bucket = (struct facet_bucket){
		.value = "x", .code = code, .stories = 7, .distinct = 6
	};
	facet = (struct facet_result){ .name = fields[field].name,
		.field = field,
		.coded = field == FIELD_ACTOR,
		.buckets = &bucket,
		.nbuckets = 1,
		.undated = 1 };
	return results;
}

static void
only_buckets_of_actors_say_their_code(void **state)
{
	struct search_results results = one_facet(FIELD_OUTLET, "x.example");
	struct fixture *f = begin(false);

	(void)state;
	reply_facets(&f->reply, &results);
	results = one_facet(FIELD_ACTOR, NULL);
	reply_facets(&f->reply, &results);
	results = one_facet(FIELD_ACTOR, "HBRGOV");
	reply_facets(&f->reply, &results);
	expect(f, "F\toutlet\tx\t7\t6\nF\tactor\tx\t7\t6\t-\n"
		  "F\tactor\tx\t7\t6\tHBRGOV\n");
}

static void
counts_decide_between_ok_none_and_partial(void **state)
{
	struct search_results results = { .hits = 14, .distinct = 9 };
	struct fixture *f = begin(false);
	char *ms;

	(void)state;
	f->reply.since_ns = 0;
	f->reply.gen = "000123";
	reply_counts(&f->reply, &results);
	ms = strstr(f->out.data, " ms=");
	assert_non_null(ms);
	*ms = '\0';
	assert_string_equal(f->out.data, "250 ok hits=14 rel=eq distinct=9");
	buf_reset(&f->out);
	results.partial = true;
	reply_counts(&f->reply, &results);
	assert_non_null(strstr(f->out.data, "252 partial hits=14 rel=ge "));
	assert_non_null(strstr(f->out.data, " gen=000123\n"));
	buf_reset(&f->out);
	results = (struct search_results){ 0 };
	reply_counts(&f->reply, &results);
	assert_non_null(
		strstr(f->out.data, "251 none hits=0 rel=eq distinct=0 ms="));
	buf_release(&f->out);
	free(f);
}

static void
a_refusal_takes_the_place_of_what_was_written(void **state)
{
	struct search_results results = two_hits();
	struct fixture *f = begin(true);

	(void)state;
	f->reply.tag = "x";
	reply_hits(&f->reply, &results, 0);
	reply_refuse(&f->reply, FINAL_BUSY, "retry_ms=200", "full\nhouse");
	expect(f, "#x 460 busy retry_ms=200 :: full house\n");
}

static void
errors_say_their_code_keys_and_text(void **state)
{
	struct fixture *f = begin(false);
	struct err err = { 0 };

	(void)state;
	f->reply.gen = "000123";
	err_set(&err, ERR_SYNTAX, "expected a word after NEAR/5");
	err_keys(&err, "col=13 near=\")\"");
	reply_error(&f->reply, &err);
	expect(f, "540 query.syntax col=13 near=\")\" :: expected a word after "
		  "NEAR/5\n");
	f = begin(false);
	f->reply.gen = "000123";
	err_set(&err, ERR_NOT_FOUND, "no story x");
	reply_error(&f->reply, &err);
	expect(f, "550 no.document gen=000123 :: no story x\n");
}

static void
internal_faults_keep_their_text_for_the_log(void **state)
{
	struct fixture *f = begin(false);
	struct err err = { 0 };

	(void)state;
	f->reply.ref = 88;
	err_set(&err, ERR_IO, "/secret/path: no");
	reply_error(&f->reply, &err);
	expect(f, "599 internal ref=88 :: the server's log says more\n");
}

static void
an_answer_over_the_limit_is_refused(void **state)
{
	struct search_results results = two_hits();
	struct fixture *f = begin(false);

	(void)state;
	f->reply.max_answer = 40;
	reply_hits(&f->reply, &results, 0);
	reply_ok(&f->reply);
	expect(f, "541 query.broad limit=max_answer :: the answer would be "
		  "too large\n");
}

static void
json_has_one_line_even_for_nothing(void **state)
{
	struct fixture *f = begin(true);

	(void)state;
	reply_fact(&f->reply, "stories", "%d", 14);
	reply_ok(&f->reply);
	reply_ok(&f->reply);
	expect(f, "J\t{\"info\":{\"stories\":\"14\"}}\n250 ok\n"
		  "J\t{}\n250 ok\n");
}

static void
every_error_kind_has_a_final_line(void **state)
{
	(void)state;
	for (int kind = 0; kind < ERR_KINDS; kind++) {
		enum final final = final_of((enum err_kind)kind);

		assert_int_equal(
			final_rows[final].code, err_code((enum err_kind)kind));
		assert_string_equal(
			final_rows[final].word, err_word((enum err_kind)kind));
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(hits_are_lines_with_their_snippets),
		cmocka_unit_test(the_same_hits_are_one_line_of_json),
		cmocka_unit_test(only_buckets_of_actors_say_their_code),
		cmocka_unit_test(counts_decide_between_ok_none_and_partial),
		cmocka_unit_test(a_refusal_takes_the_place_of_what_was_written),
		cmocka_unit_test(errors_say_their_code_keys_and_text),
		cmocka_unit_test(internal_faults_keep_their_text_for_the_log),
		cmocka_unit_test(an_answer_over_the_limit_is_refused),
		cmocka_unit_test(json_has_one_line_even_for_nothing),
		cmocka_unit_test(every_error_kind_has_a_final_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
