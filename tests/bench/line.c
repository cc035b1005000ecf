#include "tests/bench/line.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ROOM 65536

void
line_fill(struct line *line)
{
	ssize_t n;

	buf_shift(&line->in, line->at);
	line->at = 0;
	n = recv(line->fd, buf_room(&line->in, ROOM), ROOM, 0);
	if (n <= 0)
		peer_die("dateline: the daemon has gone");
	buf_took(&line->in, (size_t)n);
}

void
line_open(struct line *line, const char *address)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	const char *port = strrchr(address, ':');
	char host[64] = "";
	int on = 1;

	*line = (struct line){ .fd = socket(AF_INET, SOCK_STREAM, 0) };
	if (port == NULL || (size_t)(port - address) >= sizeof(host))
		peer_die("dateline: no address: %s", address);
	memcpy(host, address, (size_t)(port - address));
	to.sin_port = htons((uint16_t)atoi(port + 1));
	if (inet_pton(AF_INET, host, &to.sin_addr) != 1 ||
		connect(line->fd, (struct sockaddr *)&to, sizeof(to)) != 0)
		peer_die("dateline: nobody answers at %s", address);
	setsockopt(line->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	while (line->in.len == 0 || line->in.data[line->in.len - 1] != '\n')
		line_fill(line);
	line->at = line->in.len;
}

void
line_close(struct line *line)
{
	close(line->fd);
	buf_release(&line->in);
}

/* One line of an answer; true: it is the last. */
static bool
take_one(const char *text, size_t len, struct answer *answer)
{
	const char *hits;

	if (text[0] == 'H')
		answer->bytes += len;
	else if (text[0] == 'F')
		answer->buckets++;
	if (text[0] < '0' || text[0] > '9')
		return false;
	if (strncmp(text, "250 ", 4) != 0 && strncmp(text, "251 ", 4) != 0)
		peer_die("dateline: %.*s", (int)len, text);
	hits = memmem(text, len, "hits=", 5);
	answer->hits = hits == NULL ? 0 : strtoul(hits + 5, NULL, 10);
	return true;
}

bool
line_take(struct line *line, struct answer *answer)
{
	for (;;) {
		const char *text = line->in.data + line->at;
		const char *end = memchr(text, '\n', line->in.len - line->at);

		if (end == NULL)
			return false;
		line->at += (size_t)(end - text) + 1;
		if (take_one(text, (size_t)(end - text), answer))
			return true;
	}
}

void
line_send(struct line *line, const struct buf *requests)
{
	size_t sent = 0;
	ssize_t n;

	for (; sent < requests->len; sent += (size_t)n) {
		n = send(line->fd, requests->data + sent, requests->len - sent,
			MSG_NOSIGNAL);
		if (n < 0)
			peer_die("dateline: the daemon has gone");
	}
}

void
line_ask(struct line *line, const struct buf *request, struct answer *answer)
{
	line_send(line, request);
	do
		line_fill(line);
	while (!line_take(line, answer));
}
