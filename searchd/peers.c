#include "searchd/peers.h"

#include "base/mem.h"
#include "base/must.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct peers_entry {
	struct peers_entry *next;
	uint8_t address[16];
	uint32_t count;
};

struct peer
peer_of(const struct sockaddr *address)
{
	struct peer peer = { 0 };

	if (address->sa_family == AF_INET6) {
		const struct sockaddr_in6 *six = (const void *)address;

		memcpy(peer.address, &six->sin6_addr, 16);
		peer.known = true;
	} else if (address->sa_family == AF_INET) {
		const struct sockaddr_in *four = (const void *)address;

		peer.address[10] = peer.address[11] = 0xff;
		memcpy(peer.address + 12, &four->sin_addr, 4);
		peer.known = true;
	}
	return peer;
}

/* FNV-1a over seed and address. */
static struct peers_entry **
bucket_of(struct peers *peers, const struct peer *peer)
{
	uint64_t hash = 0xcbf29ce484222325u ^ peers->seed;

	for (size_t i = 0; i < sizeof(peer->address); i++)
		hash = (hash ^ peer->address[i]) * 0x100000001b3u;
	return &peers->buckets[(hash >> 32) % PEERS_BUCKETS];
}

/* Where the entry of an address hangs, or would. */
static struct peers_entry **
place_of(struct peers *peers, const struct peer *peer)
{
	struct peers_entry **place = bucket_of(peers, peer);

	while (*place != NULL &&
		memcmp((*place)->address, peer->address, 16) != 0)
		place = &(*place)->next;
	return place;
}

uint32_t
peers_add(struct peers *peers, const struct peer *peer)
{
	struct peers_entry **place;

	if (!peer->known)
		return 0;
	place = place_of(peers, peer);
	if (*place == NULL) {
		*place = mem_alloc(sizeof(**place));
		memcpy((*place)->address, peer->address, 16);
	}
	return ++(*place)->count;
}

void
peers_remove(struct peers *peers, const struct peer *peer)
{
	struct peers_entry **place, *entry;

	if (!peer->known)
		return;
	place = place_of(peers, peer);
	entry = *place;
	must(entry != NULL);
	if (--entry->count > 0)
		return;
	*place = entry->next;
	free(entry);
}

void
peers_release(struct peers *peers)
{
	for (size_t i = 0; i < PEERS_BUCKETS; i++)
		while (peers->buckets[i] != NULL) {
			struct peers_entry *entry = peers->buckets[i];

			peers->buckets[i] = entry->next;
			free(entry);
		}
}
