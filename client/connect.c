#include "client/connect.h"

#include "base/wire.h"

#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define UNIX_PREFIX "unix:"

bool
address_read(const char *text, struct address *address, struct err *err)
{
	const char *colon = strrchr(text, ':');
	size_t len = colon != NULL ? (size_t)(colon - text) : 0;

	if (len == 0 || colon[1] == '\0' || len >= ADDRESS_HOST_SIZE)
		return err_set(err, ERR_USAGE,
			"a server is HOST:PORT or unix:PATH, not %s", text);
	if (len > 2 && text[0] == '[' && text[len - 1] == ']') {
		text++;
		len -= 2;
	}
	memcpy(address->host, text, len);
	address->host[len] = '\0';
	address->port = colon + 1;
	return true;
}

/* Connect to the first of the addresses that answers; -1, errno set. */
static int
connect_any(const struct addrinfo *infos, int64_t timeout)
{
	int fd = -1, why = ENOENT;

	for (const struct addrinfo *ai = infos; ai != NULL; ai = ai->ai_next) {
		fd = socket(ai->ai_family, ai->ai_socktype | SOCK_CLOEXEC, 0);
		if (fd >= 0) {
			stream_timeout(fd, timeout);
			if (connect(fd, ai->ai_addr, ai->ai_addrlen) == 0)
				return fd;
		}
		why = errno == EINPROGRESS ? ETIMEDOUT : errno;
		if (fd >= 0)
			close(fd);
	}
	errno = why;
	return -1;
}

static bool
open_tcp(struct connection *connection, const char *text, int64_t timeout,
	struct err *err)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *infos = NULL;
	struct address address;
	int why;

	if (!address_read(text, &address, err))
		return false;
	why = getaddrinfo(address.host, address.port, &hints, &infos);
	if (why != 0)
		return err_set(err, ERR_NOT_FOUND, "no server %s: %s", text,
			gai_strerror(why));
	connection->stream.fd = connect_any(infos, timeout);
	why = errno;
	freeaddrinfo(infos);
	if (connection->stream.fd >= 0)
		return true;
	return err_set(
		err, ERR_NOT_FOUND, "no server at %s: %s", text, strerror(why));
}

static bool
open_unix(struct connection *connection, const char *path, int64_t timeout,
	struct err *err)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd;

	if (*path == '\0' || strlen(path) >= sizeof(name.sun_path))
		return err_set(err, ERR_USAGE,
			"no path of a socket (at most %zu bytes): %s",
			sizeof(name.sun_path) - 1, path);
	memcpy(name.sun_path, path, strlen(path) + 1);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return err_errno(err, "making a socket");
	stream_timeout(fd, timeout);
	if (connect(fd, (const struct sockaddr *)&name, sizeof(name)) != 0) {
		err_set(err, ERR_NOT_FOUND, "no server at unix:%s: %s", path,
			strerror(errno));
		close(fd);
		return false;
	}
	connection->stream.fd = fd;
	return true;
}

bool
connection_open(struct connection *connection, const char *address,
	int64_t timeout, struct err *err)
{
	size_t prefix = strlen(UNIX_PREFIX);

	*connection = (struct connection){ .stream = { .fd = -1 } };
	if (strncmp(address, UNIX_PREFIX, prefix) == 0)
		return open_unix(connection, address + prefix, timeout, err);
	return open_tcp(connection, address, timeout, err);
}

/* Our own server ended without a word: say how. */
static bool
child_gone(struct connection *connection, struct err *err)
{
	pid_t child = connection->child;
	int status = 0;

	connection->child = 0;
	if (waitpid(child, &status, 0) == child && WIFSIGNALED(status))
		return err_set(err, ERR_IO,
			"dateline-searchd died of signal %d", WTERMSIG(status));
	return err_set(err, ERR_IO,
		"dateline-searchd ended with exit status %d",
		WEXITSTATUS(status));
}

/* How many stories the greeting tells of, if it does. */
static void
note_stories(struct connection *connection, const struct wire_final *greeting)
{
	struct buf docs = { 0 };

	if (wire_final_key(greeting, "docs", &docs) &&
		docs.len < sizeof(connection->docs) &&
		strspn(docs.data, "0123456789") == docs.len)
		memcpy(connection->docs, docs.data, docs.len + 1);
	buf_release(&docs);
}

bool
connection_greet(struct connection *connection, struct err *err)
{
	static const char ours[] = "dateline/1";
	struct wire_final greeting;
	char *line;
	size_t len;

	if (!stream_next(&connection->stream, &line, &len, err)) {
		if (connection->child != 0 && connection->stream.ended &&
			connection->stream.buf.len == 0)
			return child_gone(connection, err);
		return false;
	}
	if (!wire_final(line, len, &greeting))
		return err_set(err, ERR_INPUT,
			"this is no dateline server: it says %.*s",
			(int)(len < 60 ? len : 60), line);
	if (greeting.code != 220)
		return err_set(err, ERR_BUSY, "the server refuses: %.*s",
			(int)(len < 120 ? len : 120), line);
	if (greeting.word_len != strlen(ours) ||
		memcmp(greeting.word, ours, strlen(ours)) != 0)
		return err_set(err, ERR_INPUT,
			"the server speaks another language: %.*s",
			(int)(len < 60 ? len : 60), line);
	note_stories(connection, &greeting);
	return true;
}

void
connection_close(struct connection *connection)
{
	stream_release(&connection->stream);
	if (connection->stream.fd >= 0)
		close(connection->stream.fd);
	if (connection->child != 0)
		(void)waitpid(connection->child, NULL, 0);
	*connection = (struct connection){ .stream = { .fd = -1 } };
}

void
connection_drop(struct connection *connection)
{
	if (connection->child != 0)
		kill(connection->child, SIGKILL);
	connection_close(connection);
}
