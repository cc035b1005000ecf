/*
 * command.h - the verbs: a row and a function each
 *
 * One table says what a verb is called, which word and parameters it takes,
 * who may use it and where it runs; requests are held against it, HELP is
 * printed from it.  A command never sees a socket: it reads a struct call
 * and writes a struct reply.
 *
 * Thread: rows marked COMMAND_INDEX run on workers and may touch nothing of
 * the service but its settings and its key; all others run with the
 * loop held.
 */
#ifndef SEARCHD_COMMAND_H
#define SEARCHD_COMMAND_H

#include "base/arena.h"
#include "base/err.h"
#include "base/stop.h"
#include "engine/search/search.h"
#include "searchd/cursor.h"
#include "searchd/params.h"
#include "searchd/reply.h"
#include "searchd/request.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct service;

/* What commands know and may change of a connection. */
struct session {
	enum format format;
	bool admin;   /* may use admin verbs */
	bool closing; /* set by QUIT: what follows is dropped */
};

/* One request on its way through a command.  A cursor is opened before. */
struct call {
	const struct command *command;
	const char *word; /* NULL: none was given */
	struct params params;
	struct request request;
	struct cursor cursor; /* of after=, when that was given */
	day today;	      /* of the question; a cursor keeps it */
	const struct stop *stop;
	struct service *service;
	struct session *session; /* loop only */
	struct search *search;	 /* COMMAND_INDEX only */
	struct arena *arena;	 /* for the command's own needs */
	struct reply *reply;
};

enum command_flags {
	COMMAND_QUERY = 1,	/* takes ` :: query` */
	COMMAND_WORD = 2,	/* may have a word */
	COMMAND_WANTS_WORD = 4, /* must have one */
	COMMAND_ADMIN = 8,	/* only where session.admin */
	COMMAND_INDEX = 16,	/* reads the index: runs on a worker */
	COMMAND_KEEPS = 32,	/* and its answer may be kept (cache.h) */
	COMMAND_BLANKS = 64	/* blanks at the end of its query matter */
};

struct command {
	const char *name; /* NULL ends the table */
	const char *usage;
	const char *about;
	uint32_t keys;	/* parameters it takes */
	uint32_t wants; /* parameters it cannot do without */
	uint32_t flags;
	void (*run)(struct call *call); /* always ends the reply */
};
extern const struct command verbs[];
#define COMMANDS_MAX 32

/* NULL if unknown; any case. */
const struct command *command_named(const char *verb);
/* The same; NULL comes with an error that names the nearest one. */
const struct command *command_wanted(const char *verb, struct err *err);
size_t command_number(const struct command *command);

/*
 * Hold call->request against the table: fills command, word and params.
 * Returns FINAL_OK, or how to refuse it with *err saying why.
 */
enum final command_accept(struct call *call, bool admin, struct err *err);

/* Append the query without blanks at its end that do not matter. */
void command_query(const struct call *call, struct buf *out);

/* Append all that the answer depends on but the generation: requests that
 * differ only in how they are written have one key. */
void command_key(const struct call *call, struct buf *out);

/* What a cursor of this request belongs to. */
void command_question(const struct call *call, struct cursor_question *out);

/*
 * Open the cursor of after=, and set today; without after= it is the day of
 * now.  Errors: those of cursor_take(), and for what cannot stand beside it.
 */
bool command_go_on(
	struct call *call, const struct cursor_key *key, struct err *err);

/* The cursor behind this page, in the call's arena; call->search has it. */
const char *command_next(
	const struct call *call, const struct search_place *place);

/* "SEARCH [limit=] … :: query" */
void command_usage(const struct command *command, struct buf *out);

/* The question of a call as the engine wants it; a page or counts alone. */
void call_ask(const struct call *call, bool page, struct search_ask *ask);

/* The functions of the rows, one idea a file. */
void verb_search(struct call *call);
void verb_count(struct call *call);
void verb_facets(struct call *call);
void verb_timeline(struct call *call);
void verb_words(struct call *call);
void verb_explain(struct call *call);
void verb_like(struct call *call);
void verb_suggest(struct call *call);
void verb_complete(struct call *call);
void verb_snippet(struct call *call);
void verb_get(struct call *call);
void verb_cluster(struct call *call);
void verb_fields(struct call *call);
void verb_help(struct call *call);
void verb_caps(struct call *call);
void verb_stats(struct call *call);
void verb_ping(struct call *call);
void verb_format(struct call *call);
void verb_quit(struct call *call);
void verb_reload(struct call *call);
void verb_list(struct call *call);
void verb_kill(struct call *call);
void verb_slowlog(struct call *call);

#endif
