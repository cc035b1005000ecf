/*
 * input_parts.c - a large file of lines cut into parts that workers share
 *
 * The cuts depend on the file alone, and each part knows the number of its
 * first line: what is read is the same whatever the number of workers.  That
 * takes one look at every byte, which is a small part of what parsing takes.
 */
#include "base/mem.h"
#include "indexer/sources/inputs.h"
#include "indexer/sources/sniff.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PART_BYTES ((uint64_t)4 << 20)
#define BLOCK_BYTES ((size_t)1 << 20)

struct cutting {
	struct inputs *inputs;
	const struct input *whole;
	uint64_t from, from_line; /* of the part at hand */
	uint64_t at, line;	  /* behind the last line */
};

static void
add_part(struct cutting *c, uint64_t to)
{
	struct inputs *in = c->inputs;
	struct input part = *c->whole;

	part.from = c->from;
	part.to = to;
	part.line = c->from_line;
	part.size = to - c->from;
	vec_push(in->items, in->count, in->cap) = part;
	c->from = to;
	c->from_line = c->line;
}

/* The lines that end in this block, which begins at `at`. */
static void
cut_block(struct cutting *c, const char *block, size_t len)
{
	const char *p = block, *end = block + len;

	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		uint64_t behind = c->at + (uint64_t)(++p - block);

		c->line++;
		if (behind - c->from >= PART_BYTES && behind < c->whole->size)
			add_part(c, behind);
	}
	c->at += len;
}

static ssize_t
read_block(int fd, char *block, size_t size)
{
	ssize_t got;

	do
		got = read(fd, block, size);
	while (got < 0 && errno == EINTR);
	return got;
}

/* Is it, by its first bytes, plain UTF-8 of a kind that is read in lines? */
static bool
is_of_lines(const struct input *input, const char *bytes, size_t len)
{
	const struct source_kind *kind;
	struct source_head head;

	source_head_read(&head, bytes, len < SNIFF_BYTES ? len : SNIFF_BYTES);
	kind = source_kind_told(&head, input->name);
	return kind != NULL && kind->lines && head.text_len > 0 &&
	       *head.text == '{' && head.text != head.narrow;
}

void
input_add_parts(struct inputs *inputs, const struct input *whole)
{
	struct cutting c = {
		.inputs = inputs, .whole = whole, .from_line = 1, .line = 1
	};
	size_t before = inputs->count;
	char *block = NULL;
	ssize_t got = -1;
	int fd = -1;

	if (whole->size > PART_BYTES)
		fd = open(whole->path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		block = mem_alloc(BLOCK_BYTES);
		got = read_block(fd, block, BLOCK_BYTES);
	}
	if (got > 0 && is_of_lines(whole, block, (size_t)got))
		for (; got > 0; got = read_block(fd, block, BLOCK_BYTES))
			cut_block(&c, block, (size_t)got);
	if (inputs->count > before && got == 0)
		add_part(&c, c.at);
	if (got != 0 || inputs->count == before) {
		inputs->count = before; /* whole; who reads it says why */
		vec_push(inputs->items, inputs->count, inputs->cap) = *whole;
	}
	free(block);
	if (fd >= 0)
		close(fd);
}
