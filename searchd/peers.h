/*
 * peers.h - how many connections each address has
 *
 * A hash table of counts; an address without connections takes no memory.
 * A zeroed struct is a valid empty table.
 *
 * Pure.  Thread: one struct belongs to one thread.
 */
#ifndef SEARCHD_PEERS_H
#define SEARCHD_PEERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sockaddr;

/* An IP address without its port; IPv4 as ::ffff:a.b.c.d. */
struct peer {
	bool known; /* false: a UNIX socket or a pipe, which is not counted */
	uint8_t address[16];
};

struct peers_entry;
#define PEERS_BUCKETS 1024

struct peers {
	struct peers_entry *buckets[PEERS_BUCKETS];
	uint64_t seed; /* so that nobody can choose colliding addresses */
};

struct peer peer_of(const struct sockaddr *address);

/* One more; returns how many there are now (0 for one that is not known). */
uint32_t peers_add(struct peers *peers, const struct peer *peer);
void peers_remove(struct peers *peers, const struct peer *peer);
void peers_release(struct peers *peers);

#endif
