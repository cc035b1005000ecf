#include "searchd/outbox.h"

#include "base/must.h"
#include "base/stop.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Bytes of buffer that an idle client may keep. */
#define KEPT_IDLE 1024

size_t
outbox_unsent(const struct outbox *outbox)
{
	return outbox->bytes.len - outbox->sent;
}

void
outbox_add(struct outbox *outbox, const char *data, size_t len)
{
	if (outbox_unsent(outbox) == 0)
		outbox->moved_ns = clock_ns();
	buf_add(&outbox->bytes, data, len);
}

/* Forget what has gone, when that is cheap or worth it. */
static void
compact(struct outbox *outbox)
{
	if (outbox->sent <= outbox->bytes.len / 2)
		return;
	buf_shift(&outbox->bytes, outbox->sent);
	outbox->sent = 0;
	if (outbox->bytes.len == 0 && outbox->bytes.cap > KEPT_IDLE)
		buf_release(&outbox->bytes);
}

bool
outbox_send(struct outbox *outbox, int fd, uint64_t *sent)
{
	bool ok = true;

	*sent = 0;
	while (outbox_unsent(outbox) > 0) {
		ssize_t n = write(fd, outbox->bytes.data + outbox->sent,
			outbox_unsent(outbox));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			ok = errno == EAGAIN || errno == EWOULDBLOCK;
			break;
		}
		outbox->sent += (size_t)n;
		*sent += (uint64_t)n;
	}
	if (*sent > 0)
		outbox->moved_ns = clock_ns();
	compact(outbox);
	return ok;
}

void
outbox_drop(struct outbox *outbox)
{
	const char *next = outbox->bytes.data + outbox->sent;
	const char *end;

	if (outbox_unsent(outbox) == 0)
		return;
	end = memchr(next, '\n', outbox_unsent(outbox));
	must(end != NULL);
	if (outbox->sent == 0 || next[-1] == '\n')
		buf_cut(&outbox->bytes, outbox->sent);
	else
		buf_cut(&outbox->bytes, (size_t)(end + 1 - outbox->bytes.data));
}

void
outbox_release(struct outbox *outbox)
{
	buf_release(&outbox->bytes);
}
