#include "searchd/server_doors.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/stop.h"

#include <errno.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ACCEPTS_MAX 64 /* in a row, before others get a turn */
#define PAUSE_MS 100   /* of accepting, when descriptors have run out */
#define SAY_EVERY_NS ((int64_t)1000000000)

static const struct settings *
settings_of(const struct doors *doors)
{
	return doors->conns->service->settings;
}

/* May the log speak again?  It does not say each of a flood. */
static bool
may_say(struct doors *doors)
{
	int64_t now = clock_ns();

	if (now - doors->said_ns < SAY_EVERY_NS)
		return false;
	doors->said_ns = now;
	return true;
}

static void
log_refusal(struct doors *doors)
{
	if (!may_say(doors))
		return;
	log_line(LOG_WARNING,
		"too many connections: %" PRIu64 " open, %" PRIu64
		" refused since the start",
		doors->conns->service->counters.connections,
		doors->conns->service->counters.refused);
}

/* Say why, read what the client may have sent already, close. */
static void
refuse(struct doors *doors, int fd)
{
	struct buf line = { 0 };
	struct reply reply = { .out = &line, .tag = "" };

	doors->conns->service->counters.refused++;
	doors->conns->service->counters.finals[FINAL_TOO_MANY]++;
	reply_refuse(
		&reply, FINAL_TOO_MANY, "", final_rows[FINAL_TOO_MANY].about);
	send(fd, line.data, line.len, MSG_DONTWAIT | MSG_NOSIGNAL);
	shutdown(fd, SHUT_WR);
	recv(fd, doors->conns->scratch, doors->conns->scratch_size,
		MSG_DONTWAIT);
	close(fd);
	buf_release(&line);
	log_refusal(doors);
}

static bool
within_limits(struct doors *doors, struct peer *peer)
{
	int64_t most = settings_of(doors)->connections_per_address;
	uint32_t count;

	if (doors->conns->service->counters.connections >=
		doors->connections_max)
		return false;
	count = peers_add(&doors->conns->peers, peer);
	if (most == 0 || count <= (uint32_t)most)
		return true;
	peers_remove(&doors->conns->peers, peer);
	return false;
}

static void
welcome(struct doors *doors, const struct listener *listener, int fd,
	const struct sockaddr *address)
{
	struct conn_ends ends = {
		.in_fd = fd,
		.out_fd = fd,
		.socket = true,
		.admin = listener->local ||
			 (settings_of(doors)->admin_tcp && listener->loopback),
		.peer = peer_of(address),
	};
	int one = 1;

	if (!within_limits(doors, &ends.peer)) {
		refuse(doors, fd);
		return;
	}
	if (!listener->local)
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	conn_open(doors->conns, &ends);
}

static void
watch(struct doors *doors, bool open)
{
	for (size_t i = 0; i < doors->count; i++)
		loop_watch(doors->conns->loop, &doors->items[i].fd,
			open ? LOOP_READ : 0);
}

/* Descriptors or memory of the kernel have run out: look again later,
 * instead of being woken at once for the client that still waits. */
static void
pause_accepting(struct doors *doors)
{
	int why = errno;

	if (may_say(doors))
		log_line(LOG_WARNING, "accepting pauses: %s", strerror(why));
	watch(doors, false);
	loop_alarm(doors->conns->loop, &doors->pause,
		clock_ns() + PAUSE_MS * 1000000);
}

static void
on_pause_over(void *ctx)
{
	watch(ctx, true);
}

static void
on_knock(void *ctx, uint32_t events)
{
	struct door *door = ctx;

	(void)events;
	for (int i = 0; i < ACCEPTS_MAX; i++) {
		struct sockaddr_storage address = { 0 };
		socklen_t len = sizeof(address);
		int client = accept4(door->fd.fd, (void *)&address, &len,
			SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (client >= 0)
			welcome(door->doors, &door->listener, client,
				(void *)&address);
		else if (errno == EMFILE || errno == ENFILE ||
			 errno == ENOBUFS || errno == ENOMEM) {
			pause_accepting(door->doors);
			return;
		} else if (errno == EAGAIN || errno == EWOULDBLOCK)
			return;
		/* Else that client has gone already: the next one. */
	}
}

static bool
open_door(struct doors *doors, const char *address, struct err *err)
{
	struct door *door = &doors->items[doors->count];

	if (doors->count == DOORS_MAX)
		return err_set(
			err, ERR_USAGE, "at most %d addresses", DOORS_MAX);
	if (!listener_open(address, settings_of(doors)->allow_public,
		    &door->listener, err))
		return false;
	door->doors = doors;
	door->fd = (struct loop_fd){
		.fd = door->listener.fd, .ready = on_knock, .ctx = door
	};
	doors->count++;
	return loop_watch(doors->conns->loop, &door->fd, LOOP_READ) ||
	       err_errno(err, "waiting for clients");
}

bool
doors_open(struct doors *doors, struct conns *conns, size_t connections_max,
	struct err *err)
{
	char *list = mem_string(conns->service->settings->listen);
	char *rest = NULL;
	bool ok = true;

	*doors = (struct doors){ .conns = conns,
		.connections_max = connections_max,
		.pause = { .ring = on_pause_over, .ctx = doors } };
	for (char *address = strtok_r(list, ", ", &rest); ok && address;
		address = strtok_r(NULL, ", ", &rest))
		ok = open_door(doors, address, err);
	if (ok && doors->count == 0)
		ok = err_set(err, ERR_USAGE, "there is nowhere to listen");
	free(list);
	return ok;
}

void
doors_close(struct doors *doors)
{
	if (doors->count == 0)
		return;
	watch(doors, false);
	loop_no_alarm(&doors->pause);
	for (size_t i = 0; i < doors->count; i++)
		listener_close(&doors->items[i].listener);
	doors->count = 0;
}

void
doors_print(const struct doors *doors, struct buf *out)
{
	for (size_t i = 0; i < doors->count; i++) {
		buf_putc(out, ' ');
		listener_print(&doors->items[i].listener, out);
	}
}
