#include "client/connect.h"

#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SEARCHD "dateline-searchd"

extern char **environ;

/* The program beside ours, else its name alone: PATH knows. */
static void
find_searchd(struct buf *out)
{
	char self[4096];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	self[len > 0 ? len : 0] = '\0';
	slash = strrchr(self, '/');
	if (slash != NULL) {
		buf_add(out, self, (size_t)(slash - self) + 1);
		buf_puts(out, SEARCHD);
		if (access(out->data, X_OK) == 0)
			return;
	}
	buf_reset(out);
	buf_puts(out, SEARCHD);
}

/* In a group of its own: Ctrl-C at the terminal is meant for us. */
static int
run_apart(pid_t *child, const char *program,
	const posix_spawn_file_actions_t *actions, char *const *argv)
{
	posix_spawnattr_t attributes;
	int why = posix_spawnattr_init(&attributes);

	if (why != 0)
		return why;
	why = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
	if (why == 0)
		why = posix_spawnp(
			child, program, actions, &attributes, argv, environ);
	posix_spawnattr_destroy(&attributes);
	return why;
}

/* Start it with the socket as its standard input and output. */
static int
start(pid_t *child, const char *program, const char *index, int socket)
{
	char *const argv[] = {
		(char *)SEARCHD,
		(char *)"--stdio",
		(char *)"--index",
		(char *)index,
		NULL,
	};
	posix_spawn_file_actions_t actions;
	int why = posix_spawn_file_actions_init(&actions);

	if (why != 0)
		return why;
	why = posix_spawn_file_actions_adddup2(&actions, socket, 0);
	if (why == 0)
		why = posix_spawn_file_actions_adddup2(&actions, socket, 1);
	if (why == 0)
		why = run_apart(child, program, &actions, argv);
	posix_spawn_file_actions_destroy(&actions);
	return why;
}

bool
connection_spawn(struct connection *connection, const char *index,
	int64_t timeout, struct err *err)
{
	struct buf program = { 0 };
	int pair[2], why;

	*connection = (struct connection){ .stream = { .fd = -1 } };
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return err_errno(err, "making a socket pair");
	find_searchd(&program);
	why = start(&connection->child, program.data, index, pair[1]);
	close(pair[1]);
	connection->stream.fd = pair[0];
	stream_timeout(pair[0], timeout);
	if (why != 0)
		err_set(err, ERR_IO, "cannot run %s: %s", program.data,
			strerror(why));
	buf_release(&program);
	return why == 0;
}
