/* match_leaves.c - terms, ranges and lists: what a question ends in */
#include "engine/match/match_node.h"

/* ---- postings ---- */

/* Docids of a segment into those of the whole, of the window's alone. */
static uint32_t
map_docids(const struct match_eval *eval, const struct match_part *part,
	uint32_t *docids, uint32_t *wdfs, uint32_t n)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t whole = part->docids[docids[i] - 1];

		docids[kept] = whole;
		wdfs[kept] = wdfs[i];
		kept += whole >= eval->from && whole < eval->end;
	}
	return kept;
}

/* Those that are in the set, or all; found NULL: nobody asks. */
static uint32_t
keep_in(const struct match_eval *eval, const struct bits *in, uint32_t *docids,
	uint32_t *wdfs, uint32_t n, struct bits *found)
{
	uint32_t kept = 0;

	if (in == NULL) {
		for (uint32_t i = 0; i < n && found != NULL; i++)
			bits_add(found, docids[i] - eval->base);
		return n;
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t at = docids[i] - eval->base;
		uint64_t has = in->words[at / 64] >> at % 64 & 1;

		docids[kept] = docids[i];
		wdfs[kept] = wdfs[i];
		found->words[at / 64] |= has << at % 64;
		kept += (uint32_t)has;
	}
	return kept;
}

/* Of few candidates each is looked for. */
static bool
read_few(struct match_eval *eval, struct glass_postings *list,
	const struct bits *in, enum match_keep keep, struct match_room *room,
	struct bits *found)
{
	uint32_t at = bits_from(in, 0);

	while (at < WINDOW && room->n < WINDOW) {
		uint32_t docid = eval->base + at, n = room->n;

		if (!match_turn(eval, 16))
			return true;
		if (docid >= eval->end ||
			!glass_postings_skip(list, docid, eval->err))
			return docid >= eval->end;
		if (list->docid == docid) {
			room->docids[n] = docid;
			room->wdfs[n] = list->ordinal;
			if (keep == KEEP_WDFS &&
				!glass_postings_wdf(
					list, &room->wdfs[n], eval->err))
				return false;
			room->n++;
			bits_add(found, at);
		} else if (list->docid >= eval->end) {
			break;
		}
		at = bits_from(in, at + 1);
	}
	return true;
}

/* All postings [from, end) of the segment's own docids, then those kept. */
static bool
read_many(struct match_eval *eval, struct glass_postings *list,
	const struct match_part *part, uint32_t from, uint32_t end,
	const struct bits *in, enum match_keep keep, struct match_room *room,
	struct bits *found)
{
	uint32_t *docids = room->docids + room->n, *wdfs = room->wdfs + room->n;
	uint32_t n, ordinal;

	if (end > part->database.last_docid + 1)
		end = part->database.last_docid + 1;
	if (!glass_postings_skip(list, from, eval->err))
		return false;
	ordinal = list->ordinal;
	if (!glass_postings_take(
		    list, end, WINDOW - room->n, docids, wdfs, &n, eval->err))
		return false;
	if (keep == KEEP_ORDINALS)
		for (uint32_t i = 0; i < n; i++)
			wdfs[i] = ordinal + i;
	match_turn(eval, n);
	if (part->docids != NULL)
		n = map_docids(eval, part, docids, wdfs, n);
	room->n += keep_in(eval, in, docids, wdfs, n, found);
	return true;
}

/* The set of them alone. */
static bool
read_set(struct match_eval *eval, struct glass_postings *list, uint32_t from,
	uint32_t end, const struct bits *in, struct bits *found)
{
	struct bits read;

	if (!glass_postings_skip(list, from, eval->err))
		return false;
	if (list->docid >= end)
		return true;
	if (in == NULL)
		return glass_postings_mark(
			list, end, eval->base, found->words, eval->err);
	bits_clear(&read);
	if (!glass_postings_mark(list, end, eval->base, read.words, eval->err))
		return false;
	bits_and(&read, in);
	bits_or(found, &read);
	return true;
}

/* Is it cheaper to look for each candidate?  A posting passed over costs a
 * fraction of one taken, a candidate some postings. */
static bool
are_few(const struct match_eval *eval, const struct match_list *list,
	const struct bits *in, uint32_t span)
{
	enum { CANDIDATE = 16 };
	uint64_t expected =
		(uint64_t)list->documents * span / eval->reader->stories;

	return (uint64_t)bits_count_to(in, (uint32_t)(expected / CANDIDATE)) <
	       expected / CANDIDATE;
}

void
match_read(struct match_eval *eval, struct match_list *list, size_t which,
	const struct bits *in, enum match_keep keep, struct match_room *room,
	struct bits *found)
{
	const struct match_part *part = &eval->reader->parts[which];
	struct glass_postings *postings = &list->parts[which];
	uint32_t from = eval->from, end = eval->end;
	bool ok;

	if (!match_turn(eval, 8) || postings->docid == GLASS_OVER)
		return;
	if (in != NULL) {
		uint32_t first = bits_from(in, 0);

		if (first == WINDOW)
			return;
		from = eval->base + first;
		end = eval->base + bits_last(in) + 1;
	}
	if (part->docids != NULL) {
		from = part->window[eval->base / WINDOW];
		end = part->window[eval->base / WINDOW + 1];
	} else if (in != NULL && are_few(eval, list, in, end - from)) {
		if (!read_few(eval, postings, in, keep, room, found))
			match_failed(eval);
		return;
	}
	if (keep == KEEP_SET && part->docids == NULL) {
		match_turn(eval, (end - from) / 4);
		ok = read_set(eval, postings, from, end, in, found);
	} else {
		ok = read_many(
			eval, postings, part, from, end, in, keep, room, found);
	}
	if (!ok)
		match_failed(eval);
}

/* ---- a list of docids ---- */

/* The place of the first one from a docid on. */
static uint32_t
docids_from(const struct match_node *node, uint32_t docid)
{
	uint32_t low = node->at, high = node->asked->ndocids;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (node->asked->docids[middle] < docid)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Add those of the window that are in the set, or all; false: none. */
static bool
add_docids(struct match_eval *eval, struct match_node *node,
	const struct bits *in, struct bits *found)
{
	const uint32_t *docids = node->asked->docids;
	bool any = false;

	node->at = docids_from(node, eval->from);
	for (uint32_t i = node->at;
		i < node->asked->ndocids && docids[i] < eval->end; i++) {
		uint32_t at = docids[i] - eval->base;

		if (in != NULL && !bits_has(in, at))
			continue;
		bits_add(found, at);
		any = true;
	}
	return any;
}

/* ---- a term ---- */

void
match_read_term(struct match_eval *eval, struct match_node *node,
	const struct bits *in, enum match_keep keep, struct match_room *room,
	struct bits *found)
{
	struct bits among;

	if (node->confined) {
		bits_clear(&among);
		if (!add_docids(eval, node, in, &among))
			return;
		in = &among;
	}
	for (size_t i = 0; i < eval->reader->nparts; i++)
		match_read(eval, &node->list, i, in, keep, room, found);
}

static void
find_term(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	struct match_room *room = node->room != NULL ? node->room : eval->aside;

	room->n = 0;
	match_read_term(eval, node, in,
		node->room != NULL ? KEEP_WDFS : KEEP_SET, room, node->found);
}

static void
weigh_term(struct match_eval *eval, struct match_node *node,
	const struct bits *set)
{
	const struct match_room *room = node->room;
	double *scores = eval->reader->scores;

	for (uint32_t i = 0; i < room->n; i++) {
		uint32_t docid = room->docids[i], at = docid - eval->base;
		double wdf = room->wdfs[i];

		if (set == NULL || bits_has(set, at))
			scores[at] +=
				node->weight *
				(wdf / (match_damping(eval, docid) + wdf));
	}
}

uint32_t
match_list_next(const struct match_eval *eval, const struct match_list *list,
	uint32_t from)
{
	uint32_t next = MATCH_OVER;

	for (size_t i = 0; i < eval->reader->nparts; i++) {
		const struct match_part *part = &eval->reader->parts[i];
		uint32_t docid = list->parts[i].docid;

		if (docid == GLASS_OVER)
			continue;
		if (part->docids != NULL) {
			if (docid > part->database.last_docid)
				continue;
			docid = part->docids[docid - 1];
		}
		if (docid < next)
			next = docid;
	}
	return next > from ? next : from;
}

static uint32_t
next_term(const struct match_eval *eval, const struct match_node *node,
	uint32_t from)
{
	if (node->confined) {
		uint32_t at = docids_from(node, from);

		if (at == node->asked->ndocids)
			return MATCH_OVER;
		from = node->asked->docids[at];
	}
	return match_list_next(eval, &node->list, from);
}

const struct match_kind match_term_kind = {
	.find = find_term, .weigh = weigh_term, .next = next_term
};

/* ---- nothing, and everything in a range ---- */

static void
find_nothing(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	(void)eval;
	(void)node;
	(void)in;
}

static uint32_t
next_nothing(const struct match_eval *eval, const struct match_node *node,
	uint32_t from)
{
	(void)eval;
	(void)node;
	(void)from;
	return MATCH_OVER;
}

const struct match_kind match_nothing = { .find = find_nothing,
	.next = next_nothing };

static void
add_span(struct match_eval *eval, struct match_node *node, uint32_t first,
	uint32_t end, const struct bits *in)
{
	struct bits span;

	if (first < eval->from)
		first = eval->from;
	if (end > eval->end)
		end = eval->end;
	if (first >= end)
		return;
	bits_span(&span, first - eval->base, end - eval->base);
	if (in != NULL)
		bits_and(&span, in);
	bits_or(node->found, &span);
}

static void
find_span(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	uint32_t last = node->asked->last;

	add_span(eval, node, node->asked->first,
		last < MATCH_OVER ? last + 1 : last, in);
}

static uint32_t
next_span(const struct match_eval *eval, const struct match_node *node,
	uint32_t from)
{
	(void)eval;
	if (from < node->asked->first)
		from = node->asked->first;
	return from <= node->asked->last ? from : MATCH_OVER;
}

const struct match_kind match_span = { .find = find_span, .next = next_span };

/* ---- levels: everything, with a weight that falls as docids rise ---- */

static void
find_levels(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	add_span(eval, node, eval->from, eval->end, in);
}

static void
weigh_levels(struct match_eval *eval, struct match_node *node,
	const struct bits *set)
{
	const struct match_level *levels = node->asked->levels;
	const struct bits *among = set != NULL ? set : node->found;
	double *scores = eval->reader->scores;

	for (uint32_t at = bits_from(among, 0); at < WINDOW;
		at = bits_from(among, at + 1)) {
		while (node->at < node->asked->nlevels &&
			levels[node->at].last < eval->base + at)
			node->at++;
		if (node->at == node->asked->nlevels)
			return;
		scores[at] += levels[node->at].weight * node->weight;
	}
}

static uint32_t
next_levels(const struct match_eval *eval, const struct match_node *node,
	uint32_t from)
{
	(void)eval;
	(void)node;
	return from;
}

const struct match_kind match_levels = {
	.find = find_levels, .weigh = weigh_levels, .next = next_levels
};

/* ---- a list of docids, as it is ---- */

static void
find_docids(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	add_docids(eval, node, in, node->found);
}

static uint32_t
next_docids(const struct match_eval *eval, const struct match_node *node,
	uint32_t from)
{
	uint32_t at = docids_from(node, from);

	(void)eval;
	return at < node->asked->ndocids ? node->asked->docids[at] : MATCH_OVER;
}

const struct match_kind match_docids = { .find = find_docids,
	.next = next_docids };
