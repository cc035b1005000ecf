/*
 * prompt.h - questions asked one after the other, on a terminal
 *
 * A bare line is a search; a line that begins with a backslash is a command,
 * most of which go on from the last search.  The connection stays open, and
 * is made again when the server has closed it.
 *
 * Thread: one.
 */
#ifndef CLIENT_PROMPT_H
#define CLIENT_PROMPT_H

#include "base/err.h"
#include "client/answer.h"
#include "client/command.h"
#include "client/connect.h"
#include "client/look.h"
#include "client/options.h"
#include "client/prompt_edit.h"
#include "client/prompt_history.h"

#include <stdbool.h>

struct prompt {
	struct options options; /* of every question: server, order, number */
	struct connection connection;
	bool connected;
	struct edit *edit;
	struct prompt_history history;
	struct look look;

	struct buf query;     /* the last search */
	bool searched;	      /* there was one */
	struct answer hits;   /* its page */
	struct buf sort;      /* what options.sort lends */
	struct buf after;     /* the cursor of the page shown */
	struct answer fields; /* of the server, once they were asked for */
	bool over;
};

/* Read and answer lines until the end; returns the exit status. */
int prompt_run(const struct options *options, struct err *err);

/* ---- for the commands of the prompt and for completion ---- */

/*
 * Ask with a command of dateline; connects if need be.  Error: of
 * question_open() and question_ask(); ERR_STOPPED for Ctrl-C; then the
 * connection is closed.
 */
bool prompt_ask(struct prompt *prompt, const struct options *options,
	struct answer *answer, struct err *err);

/* Ask, and show the answer or why there is none; false if there is none. */
bool prompt_show(struct prompt *prompt, const struct options *options,
	struct answer *answer, struct err *err);

/* The options of a question with these words; command by its name. */
struct options prompt_options(const struct prompt *prompt, const char *command,
	char **words, int nwords);

/* Search for prompt->query; its page becomes prompt->hits. */
bool prompt_search(struct prompt *prompt, struct err *err);

/* What stands behind a backslash. */
bool prompt_command(struct prompt *prompt, const char *line, struct err *err);

/* A command of the prompt alone. */
struct prompt_row {
	const char *name; /* without its backslash */
	const char *arg;  /* how \help calls what follows; "" */
	const char *about;
	const char *values; /* what may follow, for completion; NULL */
	const char *as;	    /* the command of dateline that it is; NULL */
	bool (*run)(struct prompt *prompt, const char *arg, struct err *err);
};
extern const struct prompt_row prompt_rows[]; /* ends with name NULL */

/* May a command of dateline be given at the prompt? */
bool prompt_takes(const struct command *command);

/* What may stand at the cursor (an edit_offer); context is the prompt. */
void prompt_offer(
	void *context, const char *line, size_t cursor, struct offers *offers);

#endif
