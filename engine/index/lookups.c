/* lookups.c - blocks of lookups, written and walked over */
#include "engine/index/lookups.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* ---- walking ---- */

/* The bytes of a block. */
static struct unpack
block_bytes(const struct dictionary *dictionary, uint32_t block)
{
	const uint32_t *at = dictionary->lookup_at + block;

	return (struct unpack){
		.at = dictionary->lookups + at[0],
		.end = dictionary->lookups + at[1],
	};
}

/* Take n bytes off the front. */
static struct unpack
split(struct unpack *in, uint64_t n)
{
	struct unpack front = { .at = in->at, .end = in->at };

	if (n > (uint64_t)(in->end - in->at))
		in->broken = true;
	else
		front.end = in->at += n;
	return front;
}

static void
end_walk(struct lookup_walk *walk)
{
	walk->next = UINT32_MAX;
	buf_reset(&walk->text);
}

/* Before the first lookup of a block: how long the texts are tells where the
 * lists begin. */
static void
enter_block(struct lookup_walk *walk, uint32_t block)
{
	struct unpack in = block_bytes(walk->dictionary, block);
	uint64_t len = unpack_number(&in);

	walk->texts = split(&in, len);
	walk->lists = in;
	walk->next = block * LOOKUPS_A_BLOCK;
	buf_reset(&walk->text);
	if (!unpack_ok(&in))
		end_walk(walk);
}

/* ---- lookups of several segments ---- */

/* The least text that a segment has, and the ordinals of all that have it. */
static void
join_least(struct lookup_walk *walk)
{
	const struct dictionary *d = walk->dictionary;
	const struct buf *least = NULL;

	for (uint32_t i = 0; i < d->nsegments; i++) {
		const struct buf *text = &walk->kids[i].text;

		if (text->len > 0 &&
			(least == NULL || strcmp(text->data, least->data) < 0))
			least = text;
	}
	buf_reset(&walk->text);
	if (least != NULL)
		buf_add(&walk->text, least->data, least->len);
	walk->nfound = walk->found_at = 0;
	for (uint32_t i = 0; i < d->nsegments && least != NULL; i++) {
		struct lookup_walk *kid = &walk->kids[i];
		uint32_t ordinal;

		if (strcmp(buf_text(&kid->text), walk->text.data) != 0)
			continue;
		while (lookups_ordinal(kid, &ordinal))
			if (d->segments[i].map[ordinal] != ORDINAL_NONE)
				vec_push(walk->found, walk->nfound,
					walk->found_cap) =
					d->segments[i].map[ordinal];
	}
	walk->nfound = ordinals_sort(walk->found, walk->nfound);
}

static void
step_joined(struct lookup_walk *walk)
{
	for (uint32_t i = 0; i < walk->dictionary->nsegments; i++)
		if (walk->kids[i].text.len > 0 &&
			strcmp(walk->kids[i].text.data,
				buf_text(&walk->text)) == 0)
			lookups_next(&walk->kids[i]);
	join_least(walk);
}

/* Past what no story has any more. */
static void
skip_gone(struct lookup_walk *walk)
{
	while (walk->text.len > 0 && walk->nfound == 0)
		step_joined(walk);
}

static void
begin_joined(struct lookup_walk *walk, enum lookup_kind kind, const char *text)
{
	const struct dictionary *d = walk->dictionary;

	walk->kids = mem_alloc(d->nsegments * sizeof(*walk->kids));
	for (uint32_t i = 0; i < d->nsegments; i++)
		lookups_from(
			&walk->kids[i], d->segments[i].dictionary, kind, text);
	join_least(walk);
	skip_gone(walk);
}

/* ---- of one ---- */

void
lookups_next(struct lookup_walk *walk)
{
	struct unpack *in = &walk->texts, suffix;
	uint64_t shared, list;

	if (walk->kids != NULL) {
		step_joined(walk);
		skip_gone(walk);
		return;
	}
	if (walk->next >= walk->dictionary->nlookups)
		return end_walk(walk);
	if (walk->next % LOOKUPS_A_BLOCK == 0 && walk->text.len > 0)
		enter_block(walk, walk->next / LOOKUPS_A_BLOCK);
	shared = unpack_number(in);
	suffix = split(in, unpack_number(in));
	list = unpack_number(in);
	if (!unpack_ok(in) || shared > walk->text.len ||
		suffix.at == suffix.end)
		return end_walk(walk);
	buf_cut(&walk->text, shared);
	buf_add(&walk->text, suffix.at, (size_t)(suffix.end - suffix.at));
	walk->ordinals = split(&walk->lists, list);
	walk->least = 0;
	if (walk->lists.broken)
		return end_walk(walk);
	walk->next++;
}

bool
lookups_ordinal(struct lookup_walk *walk, uint32_t *ordinal)
{
	uint64_t n;

	if (walk->kids != NULL) {
		if (walk->found_at == walk->nfound)
			return false;
		*ordinal = walk->found[walk->found_at++];
		return true;
	}
	if (walk->ordinals.at == walk->ordinals.end)
		return false;
	n = walk->least + unpack_number(&walk->ordinals);
	if (!unpack_ok(&walk->ordinals) || n >= walk->dictionary->count)
		return false;
	*ordinal = (uint32_t)n;
	walk->least = *ordinal + 1;
	return true;
}

bool
lookups_at(const struct lookup_walk *walk)
{
	return walk->text.len > 0;
}

bool
lookups_at_beginning(
	const struct lookup_walk *walk, enum lookup_kind kind, const char *text)
{
	return lookups_at(walk) && *walk->text.data == (char)kind &&
	       strncmp(walk->text.data + 1, text, strlen(text)) == 0;
}

/* Does the first lookup of a block stand below a text? */
static bool
block_below(struct lookup_walk *walk, uint32_t block, const char *text)
{
	enter_block(walk, block);
	if (walk->next == UINT32_MAX)
		return false;
	lookups_next(walk);
	return strcmp(buf_text(&walk->text), text) < 0;
}

/* The last block whose first lookup is below the text, if any is. */
static uint32_t
block_of(struct lookup_walk *walk, const char *text)
{
	uint32_t n = walk->dictionary->nlookups;
	uint32_t low = 0, high = (n + LOOKUPS_A_BLOCK - 1) / LOOKUPS_A_BLOCK;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (block_below(walk, middle, text))
			low = middle;
		else
			high = middle;
	}
	return low;
}

void
lookups_from(struct lookup_walk *walk, const struct dictionary *dictionary,
	enum lookup_kind kind, const char *text)
{
	struct buf wanted = { 0 };

	*walk = (struct lookup_walk){ .dictionary = dictionary };
	if (dictionary->nsegments > 0) {
		begin_joined(walk, kind, text);
		return;
	}
	if (dictionary->nlookups == 0)
		return;
	buf_putc(&wanted, (char)kind);
	buf_puts(&wanted, text);
	enter_block(walk, block_of(walk, wanted.data));
	do
		lookups_next(walk);
	while (lookups_at(walk) && strcmp(walk->text.data, wanted.data) < 0);
	buf_release(&wanted);
}

void
lookups_release(struct lookup_walk *walk)
{
	for (uint32_t i = 0;
		walk->kids != NULL && i < walk->dictionary->nsegments; i++)
		lookups_release(&walk->kids[i]);
	free(walk->kids);
	free(walk->found);
	buf_release(&walk->text);
}

/* ---- writing ---- */

/* The first bytes of a text as a number that sorts as they do. */
static uint64_t
head_of(const char *text)
{
	uint64_t head = 0;
	int shift = 64;

	while (*text != '\0' && shift > 0)
		head |= (uint64_t)(unsigned char)*text++ << (shift -= 8);
	return head;
}

/* Heads tell nearly all apart, and no text need be looked at for them. */
static int
by_lookup(const void *a, const void *b)
{
	const struct lookup *x = a, *y = b;
	int order = (x->head > y->head) - (x->head < y->head);

	if (order == 0)
		order = strcmp(x->text, y->text);
	return order != 0
		       ? order
		       : (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

/* A block while it is filled. */
struct block {
	struct buf texts, lists;
	const char *last; /* its text before; NULL: none */
};

static size_t
shared_with(const char *last, const char *text)
{
	size_t n = 0;

	while (last != NULL && last[n] != '\0' && last[n] == text[n])
		n++;
	return n;
}

/* The lookups items[0..n) have one text. */
static void
add_text(struct block *block, const struct lookup *items, size_t n)
{
	const char *text = items->text;
	size_t before = block->lists.len;
	size_t shared = shared_with(block->last, text);
	uint32_t least = 0;

	for (size_t i = 0; i < n; i++) {
		if (i > 0 && items[i].ordinal == items[i - 1].ordinal)
			continue;
		pack_number(&block->lists, items[i].ordinal - least);
		least = items[i].ordinal + 1;
	}
	pack_number(&block->texts, shared);
	pack_number(&block->texts, strlen(text) - shared);
	buf_puts(&block->texts, text + shared);
	pack_number(&block->texts, block->lists.len - before);
	block->last = text;
}

static void
end_block(struct block *block, struct buf *bytes)
{
	pack_number(bytes, block->texts.len);
	buf_add(bytes, block->texts.data, block->texts.len);
	buf_add(bytes, block->lists.data, block->lists.len);
	buf_reset(&block->texts);
	buf_reset(&block->lists);
	block->last = NULL;
}

static void
add_start(struct buf *starts, const struct buf *bytes)
{
	uint32_t at = (uint32_t)bytes->len; /* the writer looks at the last */

	buf_add(starts, &at, sizeof(at));
}

uint32_t
lookups_write(
	struct lookup *items, size_t n, struct buf *starts, struct buf *bytes)
{
	struct block block = { 0 };
	uint32_t texts = 0;
	size_t end;

	for (size_t i = 0; i < n; i++)
		items[i].head = head_of(items[i].text);
	if (n > 1)
		qsort(items, n, sizeof(*items), by_lookup);
	for (size_t i = 0; i < n; i = end) {
		for (end = i + 1;
			end < n && strcmp(items[end].text, items[i].text) == 0;
			end++)
			continue;
		if (texts % LOOKUPS_A_BLOCK == 0) {
			if (texts > 0)
				end_block(&block, bytes);
			add_start(starts, bytes);
		}
		add_text(&block, items + i, end - i);
		texts++;
	}
	if (texts > 0)
		end_block(&block, bytes);
	add_start(starts, bytes);
	buf_release(&block.texts);
	buf_release(&block.lists);
	return texts;
}
