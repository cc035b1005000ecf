#include "client/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static int ends[2] = { -1, -1 };

static void
note_signal(int signal)
{
	int saved = errno;

	(void)signal;
	(void)!write(ends[1], "c", 1);
	errno = saved;
}

bool
interrupt_watch(struct err *err)
{
	struct sigaction action = { .sa_handler = note_signal };

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return err_errno(err, "making a pipe");
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
	return true;
}

int
interrupt_fd(void)
{
	return ends[0];
}

void
interrupt_clear(void)
{
	char bytes[64];

	while (ends[0] >= 0 && read(ends[0], bytes, sizeof(bytes)) > 0)
		;
}

bool
interrupt_error(struct err *err)
{
	return err_set(err, ERR_STOPPED, "left: Ctrl-C");
}
