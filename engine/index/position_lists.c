#include "engine/index/position_lists.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/names_sort.h"
#include "base/pack.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* What is below that is not worth a file: the lists of a hundred stories. */
#define SMALL ((size_t)1 << 20)

void
position_list_add(struct position_lists *lists, uint32_t ordinal, bool boiler,
	const char *bytes, size_t len)
{
	byte_list_add(
		boiler ? &lists->boiler : &lists->text, ordinal, bytes, len);
}

size_t
position_lists_size(const struct position_lists *lists)
{
	return byte_lists_size(&lists->text) + byte_lists_size(&lists->boiler);
}

/* ---- a run ---- */

static bool
write_word(struct position_lists *lists, uint32_t ordinal, FILE *out)
{
	struct buf *head = &lists->bytes;

	buf_reset(head);
	pack_number(head, ordinal);
	pack_number(head, byte_list_len(&lists->text, ordinal));
	pack_number(head, byte_list_len(&lists->boiler, ordinal));
	return fwrite_unlocked(head->data, head->len, 1, out) == 1 &&
	       byte_list_write(&lists->text, ordinal, out) &&
	       byte_list_write(&lists->boiler, ordinal, out);
}

/* Those words that have a list, in the order of their bytes. */
static bool
write_words(struct position_lists *lists, const struct names *words, FILE *out)
{
	uint32_t *listed = mem_array(NULL, words->count, sizeof(*listed));
	uint32_t n = 0;
	bool ok = true;

	for (uint32_t i = 0; i < words->count; i++)
		if (byte_list_len(&lists->text, i) > 0 ||
			byte_list_len(&lists->boiler, i) > 0)
			listed[n++] = i;
	names_sort(words, listed, n);
	for (uint32_t i = 0; ok && i < n; i++)
		ok = write_word(lists, listed[i], out);
	free(listed);
	return ok;
}

/* A new file in the scratch folder. */
static FILE *
open_file(struct position_lists *lists, struct position_run *run)
{
	struct buf path = { 0 };
	FILE *out = NULL;
	int fd;

	fs_join(&path, lists->scratch, "positions-XXXXXX", NULL);
	fd = mkostemp(path.data, O_CLOEXEC);
	if (fd >= 0) {
		run->path = mem_string(path.data);
		out = fdopen(fd, "wb");
	}
	if (fd >= 0 && out == NULL)
		close(fd);
	buf_release(&path);
	return out;
}

void
position_lists_spill(struct position_lists *lists, const struct names *words)
{
	bool small = lists->nruns == 0 && position_lists_size(lists) < SMALL;
	struct position_run *run;
	char *gathered = NULL;
	FILE *out;
	bool ok;

	if (lists->err.kind != ERR_NONE ||
		(lists->text.count == 0 && lists->boiler.count == 0))
		return;
	run = &vec_push(lists->runs, lists->nruns, lists->runs_cap);
	*run = (struct position_run){ .path = NULL };
	out = small ? open_memstream(&run->bytes, &run->len)
		    : open_file(lists, run);
	if (out != NULL && !small)
		gathered = fs_gather(out);
	ok = out != NULL && write_words(lists, words, out);
	if (out != NULL && fclose(out) != 0)
		ok = false;
	free(gathered);
	if (!ok)
		err_errno(&lists->err, "%s: the positions of words",
			lists->scratch);
	byte_lists_release(&lists->text);
	byte_lists_release(&lists->boiler);
}

void
position_lists_release(struct position_lists *lists)
{
	for (size_t i = 0; i < lists->nruns; i++) {
		if (lists->runs[i].path != NULL)
			unlink(lists->runs[i].path);
		free(lists->runs[i].path);
		free(lists->runs[i].bytes);
	}
	free(lists->runs);
	byte_lists_release(&lists->text);
	byte_lists_release(&lists->boiler);
	buf_release(&lists->bytes);
	*lists = (struct position_lists){ .scratch = lists->scratch };
}
