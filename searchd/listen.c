#include "searchd/listen.h"

#include "base/mem.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 4096
#define UNIX_PREFIX "unix:"

/* ---- UNIX sockets ---- */

/* Does nobody answer at this path any more? */
static bool
is_left_over(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool refused =
		fd >= 0 &&
		connect(fd, (const void *)address, sizeof(*address)) < 0 &&
		errno == ECONNREFUSED;

	if (fd >= 0)
		close(fd);
	return refused;
}

/* Make way: only a dead socket may be removed, never a file. */
static bool
clear_path(const struct sockaddr_un *address, struct err *err)
{
	struct stat st;

	if (lstat(address->sun_path, &st) < 0)
		return errno == ENOENT ||
		       err_errno(err, "%s", address->sun_path);
	if (!S_ISSOCK(st.st_mode))
		return err_set(err, ERR_USAGE, "%s is there and no socket",
			address->sun_path);
	if (!is_left_over(address))
		return err_set(err, ERR_BUSY, "another server listens at %s",
			address->sun_path);
	return unlink(address->sun_path) == 0 ||
	       err_errno(err, "removing %s", address->sun_path);
}

static bool
open_unix(const char *path, struct listener *listener, struct err *err)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	mode_t mask;
	int bound;

	if (path[0] == '\0' || strlen(path) >= sizeof(address.sun_path))
		return err_set(err, ERR_USAGE,
			"the path of a UNIX socket has 1 to %zu bytes",
			sizeof(address.sun_path) - 1);
	memcpy(address.sun_path, path, strlen(path) + 1);
	if (!clear_path(&address, err))
		return false;
	listener->fd =
		socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (listener->fd < 0)
		return err_errno(err, "making a UNIX socket");
	mask = umask(0177);
	bound = bind(listener->fd, (void *)&address, sizeof(address));
	umask(mask);
	if (bound < 0)
		return err_errno(err, "listening at %s", path);
	listener->local = true;
	listener->path = mem_string(path);
	return true;
}

/* ---- TCP ---- */

static bool
is_loopback(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return ntohl(((const struct sockaddr_in *)(const void *)address)
				       ->sin_addr.s_addr) >>
			       24 ==
		       IN_LOOPBACKNET;
	if (address->sa_family == AF_INET6)
		return IN6_IS_ADDR_LOOPBACK(
			&((const struct sockaddr_in6 *)(const void *)address)
				 ->sin6_addr);
	return false;
}

/* getaddrinfo() would take any number modulo 65536. */
static bool
is_port(const char *text)
{
	size_t len = strspn(text, "0123456789");

	return len > 0 && len <= 5 && text[len] == '\0' &&
	       strtoul(text, NULL, 10) <= 65535;
}

/* "HOST:PORT" or "[HOST]:PORT" in two. */
static bool
split_address(
	const char *address, char host[256], const char **port, struct err *err)
{
	const char *colon = strrchr(address, ':');
	size_t len;

	if (colon == NULL || colon == address || !is_port(colon + 1))
		return err_set(err, ERR_USAGE,
			"\"%s\" is neither HOST:PORT nor unix:PATH", address);
	len = (size_t)(colon - address);
	if (address[0] == '[' && colon[-1] == ']') {
		address++;
		len -= 2;
	}
	if (len == 0 || len >= 256)
		return err_set(err, ERR_USAGE, "no host in the address");
	memcpy(host, address, len);
	host[len] = '\0';
	*port = colon + 1;
	return true;
}

static bool
bind_tcp(const struct addrinfo *info, const char *name,
	struct listener *listener, struct err *err)
{
	int one = 1;

	listener->fd = socket(
		info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (listener->fd < 0)
		return err_errno(err, "making a socket");
	setsockopt(listener->fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(listener->fd, info->ai_addr, info->ai_addrlen) == 0)
		return true;
	if (errno == EADDRINUSE)
		return err_set(
			err, ERR_BUSY, "another program listens at %s", name);
	return err_errno(err, "listening at %s", name);
}

static bool
open_tcp(const char *address, bool allow_public, struct listener *listener,
	struct err *err)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	struct addrinfo *info = NULL;
	char host[256];
	const char *port = NULL;
	int failed;
	bool ok;

	if (!split_address(address, host, &port, err))
		return false;
	failed = getaddrinfo(host, port, &hints, &info);
	if (failed != 0)
		return err_set(err, ERR_USAGE, "%s: %s", address,
			gai_strerror(failed));
	listener->loopback = is_loopback(info->ai_addr);
	if (!allow_public && !listener->loopback)
		ok = err_set(err, ERR_USAGE,
			"%s can be reached from other machines; the setting "
			"allow_public = yes permits that",
			address);
	else
		ok = bind_tcp(info, address, listener, err);
	freeaddrinfo(info);
	return ok;
}

/* ---- both ---- */

bool
listener_open(const char *address, bool allow_public, struct listener *listener,
	struct err *err)
{
	size_t n = strlen(UNIX_PREFIX);
	bool ok;

	*listener = (struct listener){ .fd = -1 };
	if (strncmp(address, UNIX_PREFIX, n) == 0)
		ok = open_unix(address + n, listener, err);
	else
		ok = open_tcp(address, allow_public, listener, err);
	if (ok && listen(listener->fd, BACKLOG) < 0)
		ok = err_errno(err, "listening at %s", address);
	if (!ok)
		listener_close(listener);
	return ok;
}

void
listener_close(struct listener *listener)
{
	if (listener->fd >= 0)
		close(listener->fd);
	if (listener->path != NULL)
		unlink(listener->path);
	free(listener->path);
	*listener = (struct listener){ .fd = -1 };
}

void
listener_print(const struct listener *listener, struct buf *out)
{
	struct sockaddr_storage address = { 0 };
	socklen_t len = sizeof(address);
	char host[INET6_ADDRSTRLEN], port[8];
	bool six;

	if (listener->local) {
		buf_printf(out, "%s%s", UNIX_PREFIX, listener->path);
		return;
	}
	if (getsockname(listener->fd, (void *)&address, &len) < 0 ||
		getnameinfo((void *)&address, len, host, sizeof(host), port,
			sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
		buf_puts(out, "?");
		return;
	}
	six = address.ss_family == AF_INET6;
	buf_printf(out, six ? "[%s]:%s" : "%s:%s", host, port);
}
