/*
 * loop_inside.h - what waits for events, and what takes turns at that
 *
 * For searchd/loop.c, the door to libevent, and searchd/loop_turns.c alone.
 *
 * Thread: for the holder of the loop; loop_gather() for the leader.
 */
#ifndef SEARCHD_LOOP_INSIDE_H
#define SEARCHD_LOOP_INSIDE_H

#include "searchd/loop.h"

#include <pthread.h>

struct event_base; /* of libevent */

/* Something that libevent had to tell. */
struct came {
	struct loop_sign *sign;
	uint32_t events;
};

struct loop {
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t rest;  /* workers wait here */
	pthread_cond_t keep;  /* the keeper does */
	size_t wanted;	      /* threads that want the lock; atomic */
	bool works;	      /* the holder will take a job */

	struct event_base *base;
	struct event *nudge; /* what gets a leader up that waits */
	struct came *came; /* to serve; the leader's alone while there is one */
	size_t ncame, came_cap;
	bool nudged;   /* the leader's too */
	unsigned soon; /* the same: > 0, something mostly comes soon */
	struct loop_grave *graves;

	bool led, leader_works;
	bool waits;	/* the leader, for libevent */
	uint64_t turns; /* how often somebody has begun to lead */
	size_t workers, processors;
	size_t resting, roused, to_wake;
	size_t asking; /* workers that do not hold the loop for that */
	size_t jobs;   /* that wait */
	uint64_t taken;
	unsigned crowd;	   /* > 0: events have come while others asked */
	bool keeper_rests; /* until somebody asks while nobody leads */
	bool ended;
};

/* Note what came: what has, or when nothing has and it waits, what comes. */
enum loop_patience { LOOP_LOOKS, LOOP_WAITS };
void loop_gather(struct loop *loop, enum loop_patience patience);

/* The leader, if it waits, looks around. */
void loop_nudge(struct loop *loop);

/* Free what was buried. */
void loop_dig_up(struct loop *loop);

#endif
