#include "client/pager.h"

#include "client/question.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* How the shell says that it found no such program. */
#define NOT_FOUND 127

/* Lines that standard output shows at a time; 0 = no end. */
static size_t
screen_rows(void)
{
	struct winsize size = { 0 };

	if (isatty(STDOUT_FILENO) != 1)
		return 0;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0)
		return 24;
	return size.ws_row;
}

static bool
is_long(const struct buf *page)
{
	size_t rows = screen_rows(), lines = 0;

	for (size_t i = 0; i < page->len; i++)
		lines += page->data[i] == '\n';
	return rows > 0 && lines >= rows;
}

/* Through the pager; false if it could not be run. */
static bool
run_pager(const char *pager, const struct buf *page)
{
	FILE *pipe;
	int status;

	fflush(stdout);
	setenv("LESS", "FRX", 0);
	setenv("LESSCHARSET", "utf-8", 0);
	pipe = popen(pager, "w");
	if (pipe == NULL)
		return false;
	/* Whoever quits before the end has seen enough. */
	fwrite(page->data, 1, page->len, pipe);
	status = pclose(pipe);
	return !(WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND);
}

bool
pager_show(const struct buf *page, struct err *err)
{
	const char *pager = getenv("PAGER");

	if (pager == NULL)
		pager = "less";
	if (*pager != '\0' && is_long(page) && run_pager(pager, page))
		return true;
	return question_print(page, stdout, err);
}
