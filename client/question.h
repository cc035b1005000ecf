/*
 * question.h - one question over an open connection, its answer shown
 *
 * Thread: one.
 */
#ifndef CLIENT_QUESTION_H
#define CLIENT_QUESTION_H

#include "base/err.h"
#include "client/answer.h"
#include "client/connect.h"
#include "client/options.h"
#include "client/render.h"

#include <stdbool.h>
#include <stdio.h>

/* The server that the options name, or one of our own; it has greeted us. */
bool question_open(struct connection *connection, const struct options *options,
	struct err *err);

/* Send the request, and read until its final line.  Errors: of stream_fill()
 * and answer_line(). */
bool question_ask(struct connection *connection, const struct buf *request,
	struct answer *answer, struct err *err);

/* Append what goes to standard output, in the form that was asked for. */
bool question_render(const struct answer *answer, const struct options *options,
	const struct asked *asked, const struct look *look, struct buf *out,
	struct err *err);

/* What goes to standard error: notices, and why there is no answer. */
void question_trouble(
	const struct answer *answer, const struct options *options);

/* Print all of it, or it was not shown: ERR_IO. */
bool question_print(const struct buf *text, FILE *out, struct err *err);

/* Which exit status an error of our own is. */
int question_status(const struct err *err);

/* An error of our own, for standard error, and where help is found. */
void question_complain(const struct err *err, const struct options *options);

#endif
