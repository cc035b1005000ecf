#include "searchd/owed.h"

#include "tests/unit/unit.h"

/*
 * A connection's answers without a connection: the tests play the worker,
 * so nothing is given to a pool (parallel is 0).
 */
struct fixture {
	struct settings settings;
	struct service service;
	struct exchange_store store;
	struct owed owed;
	struct outbox out;
};

static struct fixture *
begin(void)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	f->settings.unsent_bytes = 1 << 20;
	f->service.settings = &f->settings;
	exchange_store_init(&f->store, &f->service);
	owed_init(&f->owed, &f->store);
	return f;
}

static void
end(struct fixture *f)
{
	owed_cancel(&f->owed);
	exchange_store_release(&f->store);
	outbox_release(&f->out);
	free(f);
}

/* One more request, with a tag or "". */
static struct exchange *
ask(struct fixture *f, const char *tag)
{
	struct exchange *exchange = exchange_take(&f->store, NULL);

	exchange->reply.tag = tag;
	owed_add(&f->owed, exchange);
	return exchange;
}

static void
finish(struct exchange *exchange, const char *text)
{
	exchange_refuse(exchange, FINAL_BUSY, "", text);
}

/* What has gone out so far, and is then forgotten. */
static void
expect_out(struct fixture *f, const char *wanted)
{
	owed_settle(&f->owed, &f->out);
	assert_string_equal(buf_text(&f->out.bytes), wanted);
	buf_reset(&f->out.bytes);
}

static void
untagged_answers_go_out_in_order(void **state)
{
	struct fixture *f = begin();
	struct exchange *a = ask(f, ""), *b = ask(f, ""), *c = ask(f, "");

	(void)state;
	finish(b, "b");
	expect_out(f, "");
	assert_true(f->owed.held_bytes > 0);
	finish(a, "a");
	expect_out(f, "460 busy :: a\n460 busy :: b\n");
	assert_int_equal(f->owed.held_bytes, 0);
	finish(c, "c");
	expect_out(f, "460 busy :: c\n");
	assert_int_equal(f->owed.count, 0);
	end(f);
}

static void
tagged_answers_go_out_when_they_are_whole(void **state)
{
	struct fixture *f = begin();
	struct exchange *a = ask(f, ""), *b = ask(f, "1"), *c = ask(f, "2");

	(void)state;
	finish(c, "c");
	expect_out(f, "#2 460 busy :: c\n");
	finish(b, "b");
	expect_out(f, "#1 460 busy :: b\n");
	finish(a, "a");
	expect_out(f, "460 busy :: a\n");
	end(f);
}

static void
a_tag_is_in_use_until_its_answer_has_gone(void **state)
{
	struct fixture *f = begin();
	struct exchange *a = ask(f, "7");

	(void)state;
	ask(f, "");
	assert_true(owed_has_tag(&f->owed, "7"));
	assert_false(owed_has_tag(&f->owed, "8"));
	assert_false(owed_has_tag(&f->owed, ""));
	finish(a, "a");
	expect_out(f, "#7 460 busy :: a\n");
	assert_false(owed_has_tag(&f->owed, "7"));
	end(f);
}

static void
a_closing_answer_waits_for_all_others(void **state)
{
	struct fixture *f = begin();
	struct exchange *a = ask(f, "1"), *bye = ask(f, "2");

	(void)state;
	bye->last = true;
	finish(bye, "bye");
	expect_out(f, "");
	finish(a, "a");
	expect_out(f, "#1 460 busy :: a\n#2 460 busy :: bye\n");
	end(f);
}

static void
what_runs_is_stopped_when_the_client_has_gone(void **state)
{
	struct fixture *f = begin();
	struct exchange *a = ask(f, "1");

	(void)state;
	ask(f, "2");
	a->state = EXCHANGE_RUNNING;
	a->job.taken = true;
	f->owed.running = 1;
	owed_cancel(&f->owed);
	assert_int_equal(f->owed.count, 0);
	assert_int_equal(stop_now(a->call.stop), STOP_GONE);
	assert_null(a->conn);
	assert_int_equal(f->service.counters.cancelled, 1);
	assert_int_equal(f->store.count, 1); /* the one that only waited */
	a->state = EXCHANGE_DONE;
	exchange_give(&f->store, a);
	end(f);
}

static void
used_exchanges_come_back_as_good_as_new(void **state)
{
	struct fixture *f = begin();
	struct exchange *a = ask(f, "1"), *b;

	(void)state;
	finish(a, "a");
	expect_out(f, "#1 460 busy :: a\n");
	b = exchange_take(&f->store, NULL);
	assert_ptr_equal(a, b);
	assert_int_equal(b->state, EXCHANGE_WAITING);
	assert_int_equal(b->answer.len, 0);
	assert_false(exchange_tagged(b));
	assert_int_equal(stop_now(b->call.stop), STOP_NOT);
	exchange_give(&f->store, b);
	end(f);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(untagged_answers_go_out_in_order),
		cmocka_unit_test(tagged_answers_go_out_when_they_are_whole),
		cmocka_unit_test(a_tag_is_in_use_until_its_answer_has_gone),
		cmocka_unit_test(a_closing_answer_waits_for_all_others),
		cmocka_unit_test(what_runs_is_stopped_when_the_client_has_gone),
		cmocka_unit_test(used_exchanges_come_back_as_good_as_new),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
