/*
 * match_node.h - a question while it is evaluated, window by window
 *
 * A query is built into nodes.  In each window a node first finds the set of
 * docids that match, among those that are asked for; then what weighs is
 * added to the scores of a set, top down: so nothing is weighed that the whole
 * does not match.  A node of no known sense is an error before all that.
 *
 * For engine/match alone.  Thread: as the reader.
 */
#ifndef ENGINE_MATCH_NODE_H
#define ENGINE_MATCH_NODE_H

#include "engine/match/match_bits.h"
#include "engine/match/match_reader.h"

/* One question on its way. */
struct match_eval {
	struct match_reader *reader;
	const struct match_ranking *ranking; /* NULL: nothing is weighed */
	const struct stop *stop;
	enum err_kind ended; /* ERR_NONE: it goes on */
	struct err *err;     /* filled when it has ended */
	uint32_t turns;

	uint32_t base;	    /* of the window */
	uint32_t from, end; /* docids of it that are asked for: [from, end) */
	struct match_room *aside; /* of lists that are not kept */
	/* all that have one, to be closed */
	struct match_node *lists, *phrases, *placings;
};

struct match_node;

/* What a kind of node does. */
struct match_kind {
	/* Add to node->found all of the window that match, of `in` alone
	 * unless that is NULL. */
	void (*find)(struct match_eval *eval, struct match_node *node,
		const struct bits *in);
	/* For a node that confirms: find() adds candidates, which cost little,
	 * and this leaves those of them in `set` that match: what else must
	 * match is found between the two. */
	void (*confirm)(struct match_eval *eval, struct match_node *node,
		const struct bits *set);
	/* Add their weights to the scores of those found that are in `set`;
	 * NULL: of all.  NULL function: nothing weighs. */
	void (*weigh)(struct match_eval *eval, struct match_node *node,
		const struct bits *set);
	/* No docid from `from` on matches before this one; MATCH_OVER: none. */
	uint32_t (*next)(const struct match_eval *eval,
		const struct match_node *node, uint32_t from);
};
#define MATCH_OVER UINT32_MAX

struct match_phrase;
struct match_placing;

struct match_node {
	const struct match_kind *kind;
	const struct match_query *asked;
	struct match_node **kids; /* in the order in which they are found */
	uint32_t nkids;
	struct match_node **scored; /* of them, or among them: these weigh */
	uint32_t nscored;
	uint32_t most; /* no more match */
	bool confirms; /* what it finds are candidates */
	bool shares;   /* found is also its parent's */
	bool confined; /* a term, to the docids that are asked for */
	double weight; /* of a word, or a factor; 0: weighs nothing */
	struct bits *found;
	uint32_t at;		 /* in what is walked */
	struct match_list list;	 /* of a term */
	struct match_room *room; /* NULL: its postings are not kept */
	uint32_t *sums;		 /* of frequencies, by docid in the window, */
	bool summed;		 /* if this one needs them */
	struct match_phrase *phrase;
	struct match_placing *placing;
	struct match_node *next_list, *next_phrase, *next_placing;
};

/* Nodes of the whole; kinds in match_leaves.c, match_sets.c. */
struct match_node *match_build(
	struct match_eval *eval, const struct match_query *query);
extern const struct match_kind match_nothing, match_span, match_docids,
	match_levels, match_term_kind, match_every, match_any, match_less,
	match_maybe, match_quorum, match_synonym, match_phrase_kind,
	match_placed_kind;

/* Words: a term; terms and alternatives of terms, which may count as one word;
 * and all terms of some words as one. */
struct match_node *match_build_term(struct match_eval *eval,
	const struct match_query *query, double factor);
bool match_is_word(const struct match_query *query);
struct match_node *match_build_words(struct match_eval *eval,
	const struct match_query *const *words, uint32_t n, double factor);

/* How many terms there are in a word. */
uint32_t match_count_terms(const struct match_query *query);

/* No more match any of the kids. */
uint32_t match_sum_of_kids(
	const struct match_eval *eval, const struct match_node *node);

struct match_node *match_node_nothing(struct match_eval *eval);
/* A node without kids yet, and room for so many. */
struct match_node *match_node_new(
	struct match_eval *eval, const struct match_kind *kind, uint32_t room);
/* A term's node; match_nothing when no story has it. */
struct match_node *match_node_term(
	struct match_eval *eval, const struct match_query *term);
struct bits *match_bits_new(struct match_eval *eval);

/* Before anything is built; reader, ranking, stop and err are set.  And after
 * all: close what was opened. */
void match_eval_begin(struct match_eval *eval);
void match_eval_end(struct match_eval *eval);

/* Find anew what may match. */
static inline void
match_candidates(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	if (!node->shares)
		bits_clear(node->found);
	node->kind->find(eval, node, in);
}

/* Of that what matches and is in the set. */
static inline void
match_confirm(struct match_eval *eval, struct match_node *node,
	const struct bits *set)
{
	if (node->confirms)
		node->kind->confirm(eval, node, set);
	else
		bits_and(node->found, set);
}

/* Find anew what matches. */
static inline void
match_find_in(
	struct match_eval *eval, struct match_node *node, const struct bits *in)
{
	match_candidates(eval, node, in);
	if (node->confirms && eval->ended == ERR_NONE)
		node->kind->confirm(eval, node, node->found);
}

/* Those of the set (NULL: all) that the node found; false: none.  Where it
 * found nothing its kids may not even have been asked in this window. */
bool match_found_in(const struct match_node *node, const struct bits *set,
	struct bits *both);

/* ---- being stopped ---- */

/* Look at the stop; false when the question has ended. */
bool match_look(struct match_eval *eval);

/* Something failed, and eval->err says what. */
void match_failed(struct match_eval *eval);

/* So many steps more; false when the question has ended. */
static inline bool
match_turn(struct match_eval *eval, uint32_t steps)
{
	enum { STEPS = 8192 };

	eval->turns += steps;
	if (eval->turns < STEPS)
		return eval->ended == ERR_NONE;
	eval->turns = 0;
	return match_look(eval);
}

/* ---- postings ---- */

/* What is kept of postings beside the set of their docids: nothing else, or
 * these and with each its frequency or its number in the list. */
enum match_keep { KEEP_SET, KEEP_DOCIDS, KEEP_WDFS, KEEP_ORDINALS };

/* The postings that a segment has of a list in this window and in `in`, into
 * the room behind those that are there; their docids are added to found, which
 * may be NULL where `in` is. */
void match_read(struct match_eval *eval, struct match_list *list, size_t part,
	const struct bits *in, enum match_keep keep, struct match_room *room,
	struct bits *found);

/* The postings of a term's node, in all segments, as match_read(). */
void match_read_term(struct match_eval *eval, struct match_node *node,
	const struct bits *in, enum match_keep keep, struct match_room *room,
	struct bits *found);

/* As match_kind.next. */
uint32_t match_list_next(const struct match_eval *eval,
	const struct match_list *list, uint32_t from);

/* What normalised length adds to a frequency, as BM25 has it. */
static inline double
match_damping(const struct match_eval *eval, uint32_t docid)
{
	const struct match_ranking *r = eval->ranking;
	const struct match_reader *reader = eval->reader;
	double length =
		reader->columns->length[docid - 1] * reader->length_factor;

	if (length < r->min_normlen)
		length = r->min_normlen;
	return r->k1 * (length * r->b + (1 - r->b));
}

/* ---- kinds with something of their own ---- */

void match_phrase_build(struct match_eval *eval, struct match_node *node);
void match_phrase_close(struct match_eval *eval, struct match_node *node);
void match_placed_build(struct match_eval *eval, struct match_node *node);
void match_placed_close(struct match_eval *eval, struct match_node *node);

#endif
