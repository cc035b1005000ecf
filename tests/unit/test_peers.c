#include "searchd/peers.h"

#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

static struct peer
ipv4(const char *text)
{
	struct sockaddr_in address = { .sin_family = AF_INET };

	assert_int_equal(inet_pton(AF_INET, text, &address.sin_addr), 1);
	return peer_of((void *)&address);
}

static void
each_address_is_counted_apart_from_others(void **state)
{
	struct peers peers = { 0 };
	struct peer a = ipv4("10.0.0.1"), b = ipv4("10.0.0.2");

	(void)state;
	assert_int_equal(peers_add(&peers, &a), 1);
	assert_int_equal(peers_add(&peers, &a), 2);
	assert_int_equal(peers_add(&peers, &b), 1);
	peers_remove(&peers, &a);
	assert_int_equal(peers_add(&peers, &a), 2);
	peers_release(&peers);
}

static void
ten_thousand_addresses_come_and_go(void **state)
{
	struct peers peers = { 0 };
	struct peer peer = ipv4("10.0.0.1");

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 10000; i++) {
			peer.address[14] = (uint8_t)(i >> 8);
			peer.address[15] = (uint8_t)i;
			assert_int_equal(peers_add(&peers, &peer), 1);
		}
		for (int i = 0; i < 10000; i++) {
			peer.address[14] = (uint8_t)(i >> 8);
			peer.address[15] = (uint8_t)i;
			peers_remove(&peers, &peer);
		}
	}
	for (size_t i = 0; i < PEERS_BUCKETS; i++)
		assert_null(peers.buckets[i]);
}

static void
an_address_in_either_family_is_one_address(void **state)
{
	struct peers peers = { 0 };
	struct peer four = ipv4("127.0.0.1"), six;
	struct sockaddr_in6 address = { .sin6_family = AF_INET6 };

	(void)state;
	assert_int_equal(
		inet_pton(AF_INET6, "::ffff:127.0.0.1", &address.sin6_addr), 1);
	six = peer_of((void *)&address);
	assert_int_equal(peers_add(&peers, &four), 1);
	assert_int_equal(peers_add(&peers, &six), 2);
	peers_release(&peers);
}

static void
sockets_without_an_address_are_not_counted(void **state)
{
	struct peers peers = { 0 };
	struct sockaddr address = { .sa_family = AF_UNIX };
	struct peer local = peer_of(&address);

	(void)state;
	assert_int_equal(peers_add(&peers, &local), 0);
	peers_remove(&peers, &local);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_address_is_counted_apart_from_others),
		cmocka_unit_test(ten_thousand_addresses_come_and_go),
		cmocka_unit_test(an_address_in_either_family_is_one_address),
		cmocka_unit_test(sockets_without_an_address_are_not_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
