/* watch.c - adding what comes, every so many seconds */
#include "indexer/growth/watch.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/stop.h"
#include "engine/index/archive_layout.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Standard input that has come is added before its time when it is more. */
#define PENDING_MAX ((size_t)64 << 20)

/* A file as it was when it was read last. */
struct file_state {
	int64_t mtime_ns;
	uint64_t size;
};

struct watch {
	const struct watch_options *options;
	struct names files; /* paths, by ordinal: */
	struct file_state *seen;
	size_t seen_cap;
	char **folders; /* paths but for "-" */
	size_t nfolders;
	int in; /* standard input; -1: none, or it has ended */
	bool standard;
	struct buf pending; /* what has come of it */
	int64_t due_ns;
	pid_t merging; /* a process that merges; 0: none */
};

static volatile sig_atomic_t asked_to_end;

static void
on_signal(int number)
{
	(void)number;
	asked_to_end = 1;
}

/* ---- files ---- */

static struct file_state
look(const struct stat *st)
{
	return (struct file_state){
		(int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
		(uint64_t)st->st_size,
	};
}

/* Is a file known as it is?  If not it will be, once it was added. */
static bool
is_new(struct watch *w, const struct input *input, const struct stat *st)
{
	const struct file_state now = look(st);
	uint32_t i = names_find(&w->files, input->path, strlen(input->path));

	return i == NAMES_NONE || w->seen[i].mtime_ns != now.mtime_ns ||
	       w->seen[i].size != now.size;
}

static void
remember(struct watch *w, const char *path, const struct file_state *seen)
{
	uint32_t i = names_add(&w->files, path, strlen(path), NULL);

	w->seen = mem_grow(
		w->seen, &w->seen_cap, i + (size_t)1, sizeof(*w->seen));
	w->seen[i] = *seen;
}

/* The inputs below the folders that are new; others are dropped.  A file in
 * parts is one. */
static void
keep_new(struct watch *w, struct inputs *inputs, struct file_state *looked)
{
	size_t kept = 0;

	for (size_t i = 0; i < inputs->count; i++) {
		const struct input *input = &inputs->items[i];
		struct stat st;

		if (stat(input->path, &st) != 0 || !is_new(w, input, &st))
			continue;
		looked[kept] = look(&st);
		inputs->items[kept++] = *input;
	}
	inputs->count = kept;
}

/* Files that the archive has been given before are known. */
static void
know_given(struct watch *w, const char *folder, uint64_t seconds)
{
	struct given given = {
		.paths = (char **)&folder,
		.npaths = 1,
		.rejects = w->options->growth->rejects,
	};
	struct inputs inputs = { 0 };

	reading_collect(&given, &inputs);
	for (size_t i = 0; i < inputs.count; i++) {
		const char *path = inputs.items[i].path;
		struct file_state seen;
		struct stat st;

		if (stat(path, &st) != 0 ||
			(uint64_t)st.st_ctim.tv_sec >= seconds)
			continue;
		seen = look(&st);
		remember(w, path, &seen);
	}
	inputs_release(&inputs);
}

static bool
know_archive(struct watch *w, struct err *err)
{
	struct archive_needs needs;
	bool ok = archive_needs_read(w->options->growth->index, &needs, err);

	for (size_t i = 0; ok && i < w->nfolders; i++) {
		char *path = realpath(w->folders[i], NULL);
		uint64_t seconds =
			path != NULL ? manifest_given_at(&needs.manifest, path)
				     : 0;

		if (seconds > 0)
			know_given(w, w->folders[i], seconds);
		free(path);
	}
	archive_needs_release(&needs);
	return ok;
}

/* ---- standard input ---- */

/* What there is of it; at its end the last line may lack its end. */
static bool
read_pending(struct watch *w, struct err *err)
{
	size_t room = (size_t)1 << 16;
	ssize_t n = read(w->in, buf_room(&w->pending, room), room);

	if (n < 0)
		return errno == EINTR || errno == EAGAIN ||
		       err_errno(err, "standard input");
	if (n == 0) {
		close(w->in);
		w->in = -1;
		if (w->pending.len > 0 &&
			w->pending.data[w->pending.len - 1] != '\n')
			buf_putc(&w->pending, '\n');
	}
	buf_took(&w->pending, (size_t)n);
	return true;
}

/* Bytes of whole lines. */
static size_t
whole_lines(const struct buf *pending)
{
	size_t len = pending->len;

	while (len > 0 && pending->data[len - 1] != '\n')
		len--;
	return len;
}

/* These bytes take the place of standard input. */
static bool
put_in_place(const char *bytes, size_t len, struct err *err)
{
	int fd = memfd_create("stories", MFD_CLOEXEC);
	bool ok = fd >= 0;

	while (ok && len > 0) {
		ssize_t n = write(fd, bytes, len);

		ok = n > 0;
		bytes += ok ? n : 0;
		len -= ok ? (size_t)n : 0;
	}
	ok = ok && lseek(fd, 0, SEEK_SET) == 0 &&
	     dup2(fd, STDIN_FILENO) == STDIN_FILENO;
	if (!ok)
		err_errno(err, "standard input");
	if (fd >= 0)
		close(fd);
	return ok;
}

/* ---- rounds ---- */

/* Wait until it is time, reading what comes; false on failure. */
static bool
wait_until_due(struct watch *w, struct err *err)
{
	while (!asked_to_end && w->pending.len < PENDING_MAX) {
		int64_t left_ms = (w->due_ns - clock_ns()) / 1000000 + 1;
		struct pollfd in = { .fd = w->in, .events = POLLIN };
		int n;

		if (left_ms <= 0 || (w->in < 0 && w->nfolders == 0))
			break;
		n = poll(&in, 1, (int)left_ms);
		if (n < 0 && errno != EINTR)
			return err_errno(err, "poll");
		if (n > 0 && !read_pending(w, err))
			return false;
	}
	return true;
}

/* Add what came; *taken: it need not be added again. */
static bool
add(struct watch *w, const struct inputs *inputs, const struct given *given,
	struct growth_report *report, bool *taken, struct err *err)
{
	const struct growth_given what = { inputs, given };
	const struct watch_options *o = w->options;
	struct err why = { 0 };

	*taken = growth_add(o->growth, &what, report, &why);
	if (*taken)
		o->told(o->ctx, report);
	else if (why.kind == ERR_INPUT)
		*taken = true; /* no story was in it */
	else if (why.kind != ERR_BUSY)
		return err_set(err, why.kind, "%s", why.text);
	return true;
}

/* ---- merging ---- */

/* Is the merge of before done?  With `wait` it will be.  One that failed is
 * tried again when there is more to merge. */
static bool
merge_is_done(struct watch *w, bool wait)
{
	pid_t done = 0;

	if (w->merging > 0) {
		do
			done = waitpid(w->merging, NULL, wait ? 0 : WNOHANG);
		while (done < 0 && errno == EINTR);
		if (done != 0)
			w->merging = 0;
	}
	return w->merging == 0;
}

/* Merge in a process of its own, while rounds go on. */
static bool
begin_merge(
	struct watch *w, const struct growth_report *report, struct err *err)
{
	bool ok;

	if (!report->untidy || !merge_is_done(w, false))
		return true;
	fflush(NULL);
	w->merging = fork();
	if (w->merging < 0) {
		w->merging = 0;
		return err_errno(err, "fork");
	}
	if (w->merging > 0)
		return true;
	if (w->in >= 0)
		close(w->in);
	ok = w->options->tidy(w->options->growth, report, NULL);
	_exit(ok ? 0 : 1);
}

/* One look at everything. */
static bool
round_of(struct watch *w, struct err *err)
{
	struct given given = {
		.paths = w->folders,
		.npaths = w->nfolders,
		.rejects = w->options->growth->rejects,
	};
	struct growth_report report = { 0 };
	struct inputs inputs = { 0 };
	size_t lines = whole_lines(&w->pending), files;
	struct file_state *looked;
	bool ok = true, taken = false;

	reading_collect(&given, &inputs);
	looked = mem_array(NULL, inputs.count + 1, sizeof(*looked));
	keep_new(w, &inputs, looked);
	files = inputs.count;
	if (lines > 0) {
		vec_push(inputs.items, inputs.count, inputs.cap) =
			(struct input){ .path = "-", .name = "-" };
		ok = put_in_place(w->pending.data, lines, err);
	}
	if (ok && inputs.count > 0)
		ok = add(w, &inputs, &given, &report, &taken, err);
	for (size_t i = 0; taken && i < files; i++)
		remember(w, inputs.items[i].path, &looked[i]);
	if (taken)
		buf_shift(&w->pending, lines);
	free(looked);
	inputs_release(&inputs);
	return ok && begin_merge(w, &report, err);
}

static void
watch_signals(void)
{
	struct sigaction action = { .sa_handler = on_signal };

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

static void
part_paths(struct watch *w)
{
	const struct watch_options *o = w->options;

	w->folders = mem_array(NULL, o->npaths + 1, sizeof(*w->folders));
	for (size_t i = 0; i < o->npaths; i++)
		if (strcmp(o->paths[i], "-") == 0)
			w->standard = true;
		else
			w->folders[w->nfolders++] = o->paths[i];
}

bool
watch_run(const struct watch_options *options, struct err *err)
{
	const int64_t between_ns = (int64_t)options->seconds * 1000000000;
	struct watch w = { .options = options, .in = -1 };
	bool ok, more = true;

	part_paths(&w);
	watch_signals();
	if (w.standard)
		w.in = dup(STDIN_FILENO);
	ok = (!w.standard || w.in >= 0 || err_errno(err, "standard input")) &&
	     know_archive(&w, err);
	w.due_ns = clock_ns() + (w.nfolders > 0 ? 0 : between_ns);
	while (ok && more) {
		ok = wait_until_due(&w, err);
		more = !asked_to_end && (w.in >= 0 || w.nfolders > 0);
		w.due_ns = clock_ns() + between_ns;
		ok = ok && round_of(&w, err);
	}
	merge_is_done(&w, true);
	if (w.in >= 0)
		close(w.in);
	free(w.folders);
	free(w.seen);
	names_release(&w.files);
	buf_release(&w.pending);
	return ok;
}
