/*
 * client.h - the program `dateline`: one question asked, one answer shown
 *
 * argv becomes struct options, those a request line, the server's lines a
 * struct answer, and that a page of text, a table or JSON.  Everything
 * between argv and the socket, and between the socket and the page, is pure.
 *
 * Thread: one.
 */
#ifndef CLIENT_CLIENT_H
#define CLIENT_CLIENT_H

/* What the shell is told. */
enum client_status {
	STATUS_FOUND = 0,
	STATUS_NONE = 1,     /* the question was fine, nothing answers it */
	STATUS_WRONG = 2,    /* wrong query, wrong usage */
	STATUS_NO_ANSWER = 3 /* no server, or one whose answer is no answer */
};

/* Run the program; returns its exit status. */
int client_run(int argc, char **argv);

#endif
