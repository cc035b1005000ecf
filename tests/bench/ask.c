/*
 * ask - time the questions of the bench, one after the other
 *
 *   ask socket HOST:PORT QUESTIONS SECONDS LIST...    over one connection
 *   ask engine INDEX QUESTIONS SECONDS LIST...        in process
 *
 * Prints what tests/bench/peers/peer.h says.
 */
#include "tests/bench/engine.h"
#include "tests/bench/line.h"
#include "tests/bench/wording.h"

#include <stdlib.h>
#include <string.h>

struct caller {
	struct line line;
	struct buf request;
};

static void
ask_line(void *peer, const struct question *question, struct answer *answer)
{
	struct caller *caller = peer;

	buf_reset(&caller->request);
	wording_request(&caller->request, question);
	line_ask(&caller->line, &caller->request, answer);
}

static void
ask_engine(void *peer, const struct question *question, struct answer *answer)
{
	engine_ask(peer, question, answer);
}

static void
over_socket(char **argv)
{
	struct caller caller = { 0 };

	line_open(&caller.line, argv[0]);
	peer_run(&caller, ask_line, argv[1], atof(argv[2]), argv + 3);
	line_close(&caller.line);
	buf_release(&caller.request);
}

static void
in_process(char **argv)
{
	struct generation *generation = engine_generation(argv[0]);
	struct engine engine;

	engine_open(&engine, generation);
	peer_run(&engine, ask_engine, argv[1], atof(argv[2]), argv + 3);
	engine_close(&engine);
	generation_unref(generation);
}

int
main(int argc, char **argv)
{
	if (argc > 5 && strcmp(argv[1], "socket") == 0)
		over_socket(argv + 2);
	else if (argc > 5 && strcmp(argv[1], "engine") == 0)
		in_process(argv + 2);
	else
		peer_die("usage: ask socket|engine WHERE QUESTIONS SECONDS "
			 "LIST...");
	return 0;
}
