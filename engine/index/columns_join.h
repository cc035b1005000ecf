/*
 * columns_join.h - the columns of several segments as those of one archive
 *
 * A generation that stands on others has its stories in several segments, each
 * with columns of its own.  Joined in memory they are what one segment of all
 * living stories would have: everything above sees one archive in one order.
 * Docids of a segment become docids of the whole, in the same order; the order
 * in which segments take turns is kept in the generation (struct join_run), so
 * that no uri has to be compared.
 *
 * Thread: the joined columns are only read: any thread.
 */
#ifndef ENGINE_COLUMNS_JOIN_H
#define ENGINE_COLUMNS_JOIN_H

#include "engine/index/columns.h"

/* The next `count` living stories are those of a segment. */
struct join_run {
	uint32_t segment, count;
};

struct join_order {
	struct join_run *runs;
	size_t count, cap;
};

/* One more living story of a segment. */
void join_order_add(struct join_order *order, uint32_t segment);
void join_order_release(struct join_order *order);

struct join_part {
	const struct columns *columns;
	const uint32_t *gone; /* its docids that are no more, ascending */
	uint32_t ngone;
	uint32_t *docid; /* room for its stories; filled: of docid d, docid[d
			    - 1] is that of the whole; 0: gone */
};

#define JOIN_PARTS_MAX 1024

/* Where the story of each docid of the whole is: [docid - 1]. */
struct join_homes {
	uint16_t *part;
	uint32_t *docid;
};

/*
 * Give each living story its docid; the caller frees the homes.  Error:
 * ERR_INDEX, the order is not one of these stories.
 */
bool join_docids(struct join_part *parts, uint32_t nparts,
	const struct join_order *order, struct join_homes *homes,
	uint32_t *stories, struct err *err);

/*
 * The columns of all, once join_docids() has been; they borrow from the parts
 * and the homes, which must stay.  Error: ERR_INDEX, ERR_UNAVAILABLE.
 */
bool columns_join(const struct join_part *parts, uint32_t nparts,
	const struct join_homes *homes, uint32_t stories, struct columns *out,
	struct err *err);

#endif
