#include "client/prompt_history.h"

#include "base/fs.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HISTORY_VARIABLE "DATELINE_HISTORY"
#define HISTORY_BYTES_MAX ((size_t)8 << 20)

void
prompt_history_path(struct buf *path)
{
	const char *named = getenv(HISTORY_VARIABLE);
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");

	if (named != NULL)
		buf_puts(path, named);
	else if (state != NULL && *state == '/')
		fs_join(path, state, "dateline", "history", NULL);
	else if (home != NULL && *home == '/')
		fs_join(path, home, ".local/state/dateline/history", NULL);
}

/* Make the folders above a file, for their owner alone. */
static void
make_folders(const char *path)
{
	struct buf folder = { 0 };

	for (const char *slash = strchr(path + 1, '/'); slash != NULL;
		slash = strchr(slash + 1, '/')) {
		buf_reset(&folder);
		buf_add(&folder, path, (size_t)(slash - path));
		(void)mkdir(folder.data, 0700);
	}
	buf_release(&folder);
}

/* Where the last so many of text's lines begin. */
static size_t
last_lines(const char *text, size_t len, size_t lines)
{
	while (len > 0) {
		if (text[len - 1] == '\n' && lines-- == 0)
			break;
		len--;
	}
	return len;
}

static void
remember_lines(struct edit *edit, char *text, size_t from)
{
	char *line = text + from, *lf;

	for (; (lf = strchr(line, '\n')) != NULL; line = lf + 1) {
		*lf = '\0';
		if (*line != '\0')
			edit_remember(edit, line);
	}
}

/* A file that has grown is cut to what is kept of it. */
static void
rewrite(const struct prompt_history *history, const struct buf *text,
	size_t from)
{
	if (ftruncate(history->fd, 0) == 0)
		(void)!write(history->fd, text->data + from, text->len - from);
}

void
prompt_history_open(struct prompt_history *history, struct edit *edit)
{
	struct buf path = { 0 }, text = { 0 };
	struct err unused;
	size_t from;

	history->fd = -1;
	prompt_history_path(&path);
	if (path.len > 0) {
		make_folders(path.data);
		history->fd = open(path.data,
			O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	}
	if (history->fd >= 0 && fchmod(history->fd, 0600) == 0 &&
		fs_read_file(path.data, HISTORY_BYTES_MAX, &text, &unused) &&
		text.len > 0) {
		from = last_lines(text.data, text.len, HISTORY_LINES);
		if (from > text.len / 2)
			rewrite(history, &text, from);
		remember_lines(edit, text.data, from);
	}
	buf_release(&path);
	buf_release(&text);
}

void
prompt_history_add(struct prompt_history *history, const char *line)
{
	struct buf text = { 0 };

	if (history->fd < 0)
		return;
	buf_printf(&text, "%s\n", line);
	(void)!write(history->fd, text.data, text.len);
	buf_release(&text);
}

void
prompt_history_close(struct prompt_history *history)
{
	if (history->fd >= 0)
		close(history->fd);
	history->fd = -1;
}
