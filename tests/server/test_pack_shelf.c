#include <criterion/criterion.h>
#include <stdio.h>

#include "server/pack_shelf.h"

static struct store *store;
static struct error err;

static void begin(void)
{
	struct store_config config = { .engine = STORE_ENGINE_MEMORY };

	cr_assert_eq(store_open(&config, &store, &err), STATUS_OK);
}

static void end(void)
{
	store_close(store);
}

TestSuite(pack_shelf, .init = begin, .fini = end);

static struct store_row row;
static char body[64];
static bool is_done;

static void on_got(struct store_request *request, enum store_status status)
{
	(void)request;
	cr_assert_eq(status, STORE_OK);
	if (row.found)
		(void)snprintf(body, sizeof body, "%.*s", (int)row.body.len, (const char *)row.body.ptr);
	is_done = true;
}

static void on_due(void *ctx)
{
	(void)ctx;
}

static bool is_kept(const struct digest *key)
{
	struct store_key wanted = { RECORD_PACK, { key->bytes, DIGEST_BYTES } };
	struct store_get get = { .base = { .done = on_got }, .keys = &wanted, .rows = &row, .count = 1 };
	struct store_client *client;

	is_done = false;
	cr_assert_eq(store_client_open(store, on_due, NULL, &client, &err), STATUS_OK);
	store_get(client, &get);
	while (!is_done)
		(void)store_client_wait(client, 100);
	store_client_close(client);
	return row.found;
}

Test(pack_shelf, a_pack_is_kept_verbatim_under_its_digest_with_its_articles)
{
	struct pack_source source = { .rules = STR("{\"pack\":\"A\"}"), .texts = STR("[1]") };
	struct digest rules = digest_of(str_bytes(source.rules));
	struct digest texts = pack_texts_key(&rules);

	cr_assert(!is_kept(&rules));
	for (int i = 0; i < 2; i++) /* again is the same */
		cr_assert_eq(pack_shelf_keep(store, &source, 1, &err), STATUS_OK, "%s", err.detail);
	cr_assert(is_kept(&rules));
	cr_assert_str_eq(body, "{\"pack\":\"A\"}");
	cr_assert(is_kept(&texts));
	cr_assert_str_eq(body, "[1]");
}
