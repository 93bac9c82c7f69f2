#include "tests/storage/conformance.h"

CONFORMANCE(client, there_are_so_many_and_no_more)
{
	static struct store_client *clients[STORE_CLIENTS_MAX];
	struct error err;
	int opened = 0;

	while (opened < STORE_CLIENTS_MAX - 1) /* the fixture has one */
		cr_assert_eq(store_client_open(fixture->store, NULL, NULL, &clients[opened++], &err),
		             STATUS_OK);
	cr_assert_eq(store_client_open(fixture->store, NULL, NULL, &clients[opened], &err), STATUS_LIMIT);
	while (opened > 0)
		store_client_close(clients[--opened]);
}

CONFORMANCE(client, with_nothing_asked_there_is_nothing_to_wait_for)
{
	cr_assert_eq(store_client_poll(fixture->client), -1);
	cr_assert_not(store_client_wait(fixture->client, 0));
}
