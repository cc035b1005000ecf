/*
 * lanes.h - jobs that wait for a worker, in turns between those who ask
 *
 * Each client has a lane.  Jobs run in rounds, in each of which every lane has
 * one turn: who asks much waits behind nobody but itself, and who has not had
 * a turn in this round yet has it before those who have.  While somebody else
 * has asked, too, not long ago, one lane is never given the last worker: what
 * the others ask next begins at once.
 *
 * Pure.  Thread: one struct lanes belongs to one thread at a time.
 */
#ifndef SEARCHD_LANES_H
#define SEARCHD_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

struct job;
TAILQ_HEAD(lane_jobs, job);

TAILQ_HEAD(lane_list, lane);

/* A zeroed struct is a valid empty lane. */
struct lane {
	struct lane_jobs waiting; /* valid while count > 0 */
	size_t count;		  /* of these */
	size_t running;
	uint64_t round; /* of its next turn, or an earlier one */
	TAILQ_ENTRY(lane) link;
	struct lane_list *list; /* it stands in; NULL: none */
};

struct lanes {
	struct lane_list turns[2]; /* of this round and of the next one */
	uint64_t round;		   /* this one's are turns[round % 2] */
	size_t count;		   /* jobs that wait, of all lanes */
	size_t workers;
	/* The lane that asked last, and the last other one. */
	struct lane_asker {
		const struct lane *lane;
		int64_t at_ns;
	} last, other;
};

void lanes_init(struct lanes *lanes, size_t workers);

/* A job, behind the others of its lane. */
void lanes_add(struct lanes *lanes, struct lane *lane, struct job *job,
	int64_t now_ns);

/* The job whose turn it is: it runs from here on.  NULL: none may begin. */
struct job *lanes_next(struct lanes *lanes, int64_t now_ns);

/* One of a lane's jobs runs no longer. */
void lanes_done(struct lane *lane);

/* The job waits no longer; it was waiting. */
void lanes_withdraw(struct lanes *lanes, struct lane *lane, struct job *job);

/* The lane goes; nothing of it waits. */
void lanes_forget(struct lanes *lanes, struct lane *lane);

#endif
