#include <criterion/criterion.h>
#include <stdio.h>

#include "server/idempotency.h"

static uint8_t block[KIB(128)];
static struct arena arena;
static struct error err;

static void setup(void)
{
	arena_init(&arena, block, sizeof block);
}

/* A request as the gate admitted it. */
static struct store_commit made(enum role role, const char *party, const char *key, const char *body)
{
	static struct exchange exchange;
	struct call call = { .exchange = &exchange };
	struct change *change;

	exchange.request.path = STR("/v1/disputes");
	exchange.body = str_bytes(str_from_c(body));
	call.admission.match.route = route_get(OPERATION_createDispute);
	call.admission.who = (struct principal){ .known = true, .role = role };
	(void)snprintf(call.admission.who.party, sizeof call.admission.who.party, "%s", party);
	call.admission.idempotency_key = str_from_c(key);
	cr_assert_eq(change_new(&arena, &change, &err), STATUS_OK);
	call_make_idempotent(&call, change, STR("{}"));
	cr_assert_eq(change_check(change, &err), STATUS_OK);
	return change->commit;
}

static bool same_key(struct store_commit a, struct store_commit b)
{
	return bytes_eq(a.idem_key, b.idem_key);
}

static bool same_request(struct store_commit a, struct store_commit b)
{
	return memcmp(a.idem_fingerprint, b.idem_fingerprint, STORE_FINGERPRINT) == 0;
}

TestSuite(idempotency, .init = setup);

Test(idempotency, the_same_request_again_has_the_same_key_and_fingerprint)
{
	struct store_commit first = made(ROLE_BUYER, "b-1", "0123456789abcdef", "{\"order\":\"1\"}");
	struct store_commit again = made(ROLE_BUYER, "b-1", "0123456789abcdef", "{\"order\":\"1\"}");

	cr_assert(same_key(first, again));
	cr_assert(same_request(first, again));
	cr_assert(str_eq(bytes_str(again.idem_reply), STR("{}")));
}

Test(idempotency, a_key_belongs_to_its_principal)
{
	struct store_commit buyer = made(ROLE_BUYER, "p-1", "0123456789abcdef", "{}");
	struct store_commit other = made(ROLE_BUYER, "p-2", "0123456789abcdef", "{}");
	struct store_commit seller = made(ROLE_SELLER, "p-1", "0123456789abcdef", "{}");

	cr_assert_not(same_key(buyer, other));
	cr_assert_not(same_key(buyer, seller));
}

Test(idempotency, another_body_is_another_request_under_the_same_key)
{
	struct store_commit first = made(ROLE_BUYER, "b-1", "0123456789abcdef", "{\"order\":\"1\"}");
	struct store_commit other = made(ROLE_BUYER, "b-1", "0123456789abcdef", "{\"order\":\"2\"}");

	cr_assert(same_key(first, other));
	cr_assert_not(same_request(first, other));
}
